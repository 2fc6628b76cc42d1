//! The creator's presets: saved, listed, renamed, removed, and found again by the shape of a table.
//!
//! The rule it protects: what is saved is the very preset the preview was made with; a stored one that no longer reads is an
//! error that names it, never a silent loss.

use crate::shapes::PresetRow;
use crate::{OpenProfile, StudioError};
use connectors::tabular::{self, Preset};
use domain::AccountId;
use std::sync::Arc;
use store::OwnPreset;

/// A preset of the creator with where its files go.
pub(crate) struct Own {
    pub preset: Arc<Preset>,
    pub account: Option<AccountId>,
}

/// Every preset of the creator.
pub(crate) fn own(profile: &OpenProfile) -> Result<Vec<Own>, StudioError> {
    let stored = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.own_presets()?))?;
    stored.iter().map(read).collect()
}

fn read(stored: &OwnPreset) -> Result<Own, StudioError> {
    let mut preset: Preset = serde_json::from_str(&stored.data)
        .map_err(|e| StudioError::Internal(format!("preset {}: {e}", stored.slug)))?;
    preset.name.clone_from(&stored.name);
    Ok(Own {
        preset: Arc::new(preset),
        account: stored.account,
    })
}

/// Saves a preset in place of one for the same shape.
pub(crate) fn save(
    profile: &OpenProfile,
    preset: &Preset,
    account: Option<AccountId>,
) -> Result<PresetRow, StudioError> {
    let data = serde_json::to_string(preset).map_err(|e| StudioError::Internal(e.to_string()))?;
    let stored = OwnPreset {
        slug: preset.id.clone(),
        name: preset.name.clone(),
        shape: preset.shape.clone().unwrap_or_default(),
        account,
        data,
        edited: profile.now(),
    };
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.put_own_preset(&stored)?))?;
    find(profile, &preset.id)
}

/// Every preset: the creator's own first, then those that come with the program.
///
/// # Errors
/// Whatever the store says.
pub fn list(profile: &OpenProfile) -> Result<Vec<PresetRow>, StudioError> {
    let (stored, accounts) = profile
        .store()
        .read(|tx| Ok::<_, StudioError>((tx.own_presets()?, tx.accounts()?)))?;
    let mut rows = Vec::new();
    for one in &stored {
        let own = read(one)?;
        let handle = accounts.iter().find(|a| Some(a.id) == one.account);
        rows.push(PresetRow {
            account: handle.map(|a| a.handle.clone()),
            edited_at: Some(one.edited.to_string()),
            ..row(&own.preset)
        });
    }
    rows.extend(tabular::presets().iter().map(|preset| row(preset)));
    Ok(rows)
}

fn row(preset: &Preset) -> PresetRow {
    let target = serde_json::to_value(preset.target).ok();
    PresetRow {
        slug: preset.id.clone(),
        name: preset.name.clone(),
        platform: preset.platform.into(),
        target: target
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default(),
        own: preset.shape.is_some(),
        confirmed: preset.sure.confirmed(),
        source: preset.source.clone(),
        account: None,
        edited_at: None,
    }
}

fn find(profile: &OpenProfile, slug: &str) -> Result<PresetRow, StudioError> {
    let found = list(profile)?
        .into_iter()
        .find(|row| row.own && row.slug == slug);
    found.ok_or_else(|| missing(slug))
}

fn missing(slug: &str) -> StudioError {
    StudioError::NotFound {
        what: "preset",
        id: slug.to_owned(),
    }
}

/// Gives a preset of the creator another name. Its id, and so what was imported by it, stays.
///
/// # Errors
/// [`StudioError::NotFound`] for a slug that is none of the creator's, [`StudioError::BadRequest`] for an empty name.
pub fn rename(
    profile: &OpenProfile,
    slug: &str,
    name: &str,
) -> Result<Vec<PresetRow>, StudioError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(StudioError::bad("name", name));
    }
    let stored = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.own_presets()?))?;
    let mut preset = stored
        .into_iter()
        .find(|p| p.slug == slug)
        .ok_or_else(|| missing(slug))?;
    preset.name = name.to_owned();
    preset.edited = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.put_own_preset(&preset)?))?;
    list(profile)
}

/// Removes a preset of the creator. What was imported by it stays.
///
/// # Errors
/// [`StudioError::NotFound`] for a slug that is none of the creator's.
pub fn remove(profile: &OpenProfile, slug: &str) -> Result<Vec<PresetRow>, StudioError> {
    let wanted = slug.to_owned();
    let removed = profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.remove_own_preset(&wanted)?))?;
    if !removed {
        return Err(missing(slug));
    }
    list(profile)
}
