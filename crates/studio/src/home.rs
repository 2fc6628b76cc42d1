//! Where profiles live, and the choices that belong to the program rather than to one profile.
//!
//! The rule it protects: one profile, one folder; the sample creator's is a separate one and says so.

use crate::StudioError;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The program's folder: `CREATOR_STUDIO_HOME`, else the system's data folder.
#[derive(Debug, Clone)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// Finds the folder; nothing is created yet.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] when the system names no data folder.
    pub fn from_environment() -> Result<Self, StudioError> {
        if let Some(folder) = std::env::var_os("CREATOR_STUDIO_HOME") {
            return Ok(Self {
                folder: folder.into(),
            });
        }
        let data = dirs::data_dir().ok_or_else(|| StudioError::bad("CREATOR_STUDIO_HOME", ""))?;
        Ok(Self {
            folder: data.join("creator-studio"),
        })
    }

    /// A home in `folder`, for tests.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The creator's own profile.
    pub fn own_profile(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// The sample creator's profile.
    pub fn sandbox_profile(&self) -> PathBuf {
        self.folder.join("sandbox")
    }

    fn choices_file(&self) -> PathBuf {
        self.folder.join("window.json")
    }

    /// The program's choices; defaults when none were made or the file cannot be read (it holds nothing irreplaceable).
    pub fn choices(&self) -> WindowChoices {
        let text = std::fs::read_to_string(self.choices_file()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps the choices.
    ///
    /// # Errors
    /// [`StudioError::File`].
    pub fn keep_choices(&self, choices: &WindowChoices) -> Result<(), StudioError> {
        let file = self.choices_file();
        let text = serde_json::to_string_pretty(choices)
            .map_err(|e| StudioError::Internal(e.to_string()))?;
        std::fs::create_dir_all(&self.folder).map_err(|e| StudioError::file(&self.folder, e))?;
        let draft = file.with_extension("json.new");
        std::fs::write(&draft, text).map_err(|e| StudioError::file(&draft, e))?;
        std::fs::rename(&draft, &file).map_err(|e| StudioError::file(&file, e))
    }
}

/// Choices of the window, kept outside every profile since they hold before one is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowChoices {
    /// `en` or `fr`; `None` follows the system.
    pub locale: Option<String>,
    /// `system`, `light`, `dark`, `contrast`.
    pub theme: String,
    /// `normal` or `compact`.
    pub density: String,
    /// A texture for each stream.
    pub patterns: bool,
    /// Whether single-letter keys act.
    pub letter_keys: bool,
    /// The screen that opens first.
    pub start_screen: String,
    /// The profile opened last.
    pub last_profile: Option<PathBuf>,
}

impl Default for WindowChoices {
    fn default() -> Self {
        Self {
            locale: None,
            theme: "system".to_owned(),
            density: "normal".to_owned(),
            patterns: false,
            letter_keys: true,
            start_screen: "today".to_owned(),
            last_profile: None,
        }
    }
}

impl WindowChoices {
    /// The language in use: the chosen one, else French for a French system, else English.
    pub fn locale(&self) -> String {
        if let Some(locale) = &self.locale {
            return locale.clone();
        }
        let system = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|v| std::env::var(v).ok().filter(|s| !s.is_empty()));
        if system.is_some_and(|s| s.starts_with("fr")) {
            "fr"
        } else {
            "en"
        }
        .to_owned()
    }
}

/// Whether a folder holds a profile.
pub fn is_profile(folder: &Path) -> bool {
    folder.join("studio.db").is_file()
}
