//! The creator's choices: some belong to the program's window, some to the profile.

mod health;

pub use health::{backup, health, restore, verify};

use crate::home::WindowChoices;
use crate::shapes::{Settings, SettingsPatch};
use crate::{OpenProfile, StudioError};
use domain::{Region, Unit, Zone};
use serde::{Deserialize, Serialize};

const KEY: &str = "profile";

/// Choices kept in the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileSettings {
    /// Name shown at the top of the sidebar.
    pub name: String,
    /// Unit figures are shown first in.
    pub currency: String,
    /// Zone instants are shown in.
    pub zone: String,
    /// Country programmes are judged for when no account states one.
    pub region: String,
}

impl Default for ProfileSettings {
    fn default() -> Self {
        Self {
            name: String::new(),
            currency: "EUR".to_owned(),
            zone: "Europe/Paris".to_owned(),
            region: "FR".to_owned(),
        }
    }
}

impl ProfileSettings {
    /// As kept, or the defaults.
    ///
    /// # Errors
    /// [`StudioError::Store`].
    pub fn read(profile: &OpenProfile) -> Result<Self, StudioError> {
        profile
            .store()
            .read(|tx| Ok(tx.setting(KEY)?.unwrap_or_default()))
    }

    /// Keeps them.
    ///
    /// # Errors
    /// [`StudioError::Store`].
    pub fn keep(self, profile: &OpenProfile) -> Result<(), StudioError> {
        let now = profile.now();
        profile
            .store()
            .write(move |tx| Ok::<(), StudioError>(tx.set_setting(KEY, &self, now)?))
    }

    /// The reporting currency.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] for a stored code that is none.
    pub fn unit(&self) -> Result<Unit, StudioError> {
        self.currency
            .parse()
            .map_err(|_| StudioError::bad("currency", &self.currency))
    }
}

/// All choices as the screen shows them.
pub fn shape(window: &WindowChoices, profile: &ProfileSettings) -> Settings {
    Settings {
        name: profile.name.clone(),
        locale: window.locale(),
        theme: window.theme.clone(),
        density: window.density.clone(),
        patterns: window.patterns,
        letter_keys: window.letter_keys,
        currency: profile.currency.clone(),
        zone: profile.zone.clone(),
        region: profile.region.clone(),
        start_screen: window.start_screen.clone(),
    }
}

/// Changes some choices; a value that is none of the allowed ones changes nothing.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field.
pub fn patch(
    window: &mut WindowChoices,
    profile: &mut ProfileSettings,
    patch: &SettingsPatch,
) -> Result<(), StudioError> {
    let one_of = |field: &str, value: &Option<String>, allowed: &[&str]| match value {
        Some(value) if !allowed.contains(&value.as_str()) => Err(StudioError::bad(field, value)),
        _ => Ok(()),
    };
    one_of("locale", &patch.locale, &["en", "fr"])?;
    one_of(
        "theme",
        &patch.theme,
        &["system", "light", "dark", "contrast"],
    )?;
    one_of("density", &patch.density, &["normal", "compact"])?;
    let screens = [
        "today",
        "earnings",
        "payouts",
        "programmes",
        "inbox",
        "accounts",
    ];
    one_of("start_screen", &patch.start_screen, &screens)?;
    if let Some(zone) = &patch.zone {
        zone.parse::<Zone>()
            .map_err(|_| StudioError::bad("zone", zone))?;
    }
    if let Some(region) = &patch.region {
        region
            .parse::<Region>()
            .map_err(|_| StudioError::bad("region", region))?;
    }
    if let Some(currency) = &patch.currency {
        Unit::currency(currency).map_err(|_| StudioError::bad("currency", currency))?;
    }
    let set = |target: &mut String, value: &Option<String>| {
        if let Some(value) = value {
            target.clone_from(value);
        }
    };
    if patch.locale.is_some() {
        window.locale.clone_from(&patch.locale);
    }
    set(&mut window.theme, &patch.theme);
    set(&mut window.density, &patch.density);
    set(&mut window.start_screen, &patch.start_screen);
    window.patterns = patch.patterns.unwrap_or(window.patterns);
    window.letter_keys = patch.letter_keys.unwrap_or(window.letter_keys);
    set(&mut profile.name, &patch.name);
    set(
        &mut profile.currency,
        &patch.currency.as_ref().map(|c| c.to_uppercase()),
    );
    set(&mut profile.zone, &patch.zone);
    set(
        &mut profile.region,
        &patch.region.as_ref().map(|r| r.to_uppercase()),
    );
    Ok(())
}
