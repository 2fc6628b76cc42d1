//! What can go wrong in the command line itself; all else is the studio's.

use crate::output::Exit;
use std::collections::BTreeMap;
use std::path::PathBuf;
use studio::StudioError;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum CliError {
    /// The studio refused.
    Studio(StudioError),
    /// A sign-in ended without an account.
    SignIn(studio::shapes::ErrorShape),
    /// Invented rows were asked for in a real profile.
    NotASandbox(PathBuf),
    /// The sample creator is there already, or another one.
    SandboxFilled(PathBuf),
    /// No runtime or signal handler could be made.
    Runtime(std::io::Error),
    /// The answer could not be written as JSON.
    Json(serde_json::Error),
}

impl From<StudioError> for CliError {
    fn from(error: StudioError) -> Self {
        Self::Studio(error)
    }
}

/// An error as it is printed: its code, an English sentence and values for words.
pub struct Told {
    /// A code of the closed set of the edge, or one of the command line's own.
    pub code: String,
    /// English sentence.
    pub message: String,
    /// Values.
    pub details: BTreeMap<String, String>,
    /// Exit status.
    pub exit: Exit,
}

impl CliError {
    /// How it is printed.
    pub fn told(&self) -> Told {
        let own = |code: &str, message: String, folder: &PathBuf| Told {
            code: code.to_owned(),
            message,
            details: BTreeMap::from([("folder".to_owned(), folder.display().to_string())]),
            exit: Exit::Failed,
        };
        match self {
            Self::Studio(error) => {
                let shape = error.shape();
                Told {
                    code: slug(&shape.code),
                    message: shape.message,
                    details: shape.details,
                    exit: Exit::of(error.exit_code()),
                }
            }
            Self::SignIn(shape) => Told {
                code: slug(&shape.code),
                message: shape.message.clone(),
                details: shape.details.clone(),
                exit: Exit::of(studio::error::exit_code(shape.code)),
            },
            Self::NotASandbox(folder) => own(
                "not_a_sandbox",
                format!("{} is a real profile", folder.display()),
                folder,
            ),
            Self::SandboxFilled(folder) => own(
                "sandbox_filled",
                format!("the sample creator is already in {}", folder.display()),
                folder,
            ),
            Self::Runtime(error) => internal(&error.to_string()),
            Self::Json(error) => internal(&error.to_string()),
        }
    }
}

fn internal(why: &str) -> Told {
    Told {
        code: "internal".to_owned(),
        message: format!("internal: {why}"),
        details: BTreeMap::new(),
        exit: Exit::Failed,
    }
}

/// The word a closed set has in JSON.
pub fn slug(word: &impl serde::Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}
