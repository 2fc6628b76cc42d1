//! What every command shares: which profile, which language, how answers look.

use crate::arguments::Arguments;
use crate::error::CliError;
use crate::output::{self, Answer, Exit};
use crate::progress::Terminal;
use crate::words::Words;
use serde::Serialize;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use studio::clock::Clock;
use studio::home::Home;
use studio::work::Work;
use studio::{KeychainMode, OpenProfile, Opening, StudioError, passphrase};

/// Codes that speak of the profile as a whole.
const OF_A_PROFILE: [&str; 8] = [
    "passphrase_wrong",
    "profile_busy",
    "key_missing",
    "key_wrong",
    "newer_profile",
    "corrupt",
    "disk_full",
    "read_only",
];

/// The wishes that hold for any command.
pub struct Context {
    profile: Option<PathBuf>,
    json: bool,
    quiet: bool,
    /// Words of the chosen language.
    pub words: Words,
}

impl Context {
    /// As typed; the language is the typed one, else the chosen one of the window, else the system's.
    pub fn new(arguments: &Arguments) -> Self {
        let chosen = || Home::from_environment().map(|home| home.choices().locale());
        let locale = arguments.locale.clone().or_else(|| chosen().ok());
        Self {
            profile: arguments.profile.clone(),
            json: arguments.json,
            quiet: arguments.quiet,
            words: Words::of(locale.as_deref() == Some("fr")),
        }
    }

    /// The clock, or the instant standing in for it.
    pub fn clock(&self) -> Result<Clock, StudioError> {
        Clock::from_environment()
    }

    /// The profile's folder: the one typed, else the creator's own.
    pub fn folder(&self) -> Result<PathBuf, StudioError> {
        match &self.profile {
            Some(folder) => Ok(folder.clone()),
            None => Ok(Home::from_environment()?.own_profile()),
        }
    }

    /// The folder of the sample creator: the one typed, else its own.
    pub fn sandbox_folder(&self) -> Result<PathBuf, StudioError> {
        match &self.profile {
            Some(folder) => Ok(folder.clone()),
            None => Ok(Home::from_environment()?.sandbox_profile()),
        }
    }

    /// Opens the profile, which must be there.
    pub fn open(&self) -> Result<Arc<OpenProfile>, StudioError> {
        self.open_as(&self.folder()?, Opening::Existing)
    }

    /// Opens the creator's profile and makes it when it is missing.
    pub fn open_or_make(&self) -> Result<Arc<OpenProfile>, StudioError> {
        self.open_as(&self.folder()?, Opening::Create { sandbox: false })
    }

    /// Opens a folder in a certain way.
    pub fn open_as(
        &self,
        folder: &std::path::Path,
        opening: Opening,
    ) -> Result<Arc<OpenProfile>, StudioError> {
        let (clock, french) = (self.clock()?, self.words.french());
        let profile = match OpenProfile::open(folder, opening, clock, french) {
            Err(error) if passphrase::is_needed(&error) && std::io::stdin().is_terminal() => {
                let typed = crate::commands::passphrase::current(self)?;
                let keychain = KeychainMode::from_env();
                OpenProfile::unlock(folder, opening, clock, french, keychain, Some(&typed))?
            }
            opened => opened?,
        };
        Ok(Arc::new(profile))
    }

    /// A place for long work that tells its progress on stderr and stops on Ctrl-C or SIGTERM between two writes.
    pub fn work(&self) -> Result<Arc<Work>, CliError> {
        let work = Arc::new(Work::new(Arc::new(Terminal::new(self.quiet, self.words))));
        crate::progress::stop_on_signal(&work, self.words, self.quiet)?;
        Ok(work)
    }

    /// Whether programs read the answer.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Whether messages on stderr are wanted.
    pub fn talks(&self) -> bool {
        !self.quiet
    }

    /// The answer of a command that did what was asked.
    pub fn done<T: Serialize>(
        &self,
        document: &T,
        text: impl FnOnce(Words) -> String,
    ) -> Result<Answer, CliError> {
        self.ended(Exit::Done, document, text)
    }

    /// The answer of a command with its own ending: the document for programs, the text for people.
    pub fn ended<T: Serialize>(
        &self,
        exit: Exit,
        document: &T,
        text: impl FnOnce(Words) -> String,
    ) -> Result<Answer, CliError> {
        let stdout = if self.json {
            let mut line = serde_json::to_string(document).map_err(CliError::Json)?;
            line.push('\n');
            line
        } else {
            text(self.words)
        };
        Ok(Answer {
            stdout,
            stderr: String::new(),
            exit,
        })
    }

    /// The answer to a command that failed.
    pub fn refusal(&self, error: &CliError) -> Answer {
        let mut told = error.told();
        // The store does not say which profile it is: whoever runs a job over several wants to read it.
        if OF_A_PROFILE.contains(&told.code.as_str())
            && let Ok(folder) = self.folder()
        {
            let folder = folder.display().to_string();
            told.details.entry("folder".to_owned()).or_insert(folder);
        }
        output::refusal(&told, self.json, self.words)
    }
}
