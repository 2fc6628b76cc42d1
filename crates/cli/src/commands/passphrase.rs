//! The passphrase of a profile.
//!
//! The rule it protects: it comes from a file, standard input or a prompt that shows nothing; one typed anew is typed twice.

use super::secret;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::words::Word;
use serde_json::json;
use std::path::Path;
use studio::StudioError;
use studio::passphrase::{self, Passphrase};

/// Sets, changes or takes it off.
pub fn settle(context: &Context, file: Option<&Path>, remove: bool) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let has = profile
        .profile()
        .has_passphrase()
        .map_err(StudioError::from)?;
    let current = if has { Some(current(context)?) } else { None };
    let new = match (remove, file) {
        (true, _) => None,
        (false, Some(file)) => Some(Passphrase::new(&secret::read(file)?)),
        (false, None) => Some(typed_twice(context)?),
    };
    passphrase::set(&profile, current.as_ref(), new.as_ref())?;
    let word = match new {
        Some(_) => Word::PassphraseSet,
        None => Word::PassphraseOff,
    };
    context.done(&json!({ "passphrase": new.is_some() }), |words| {
        format!("{}\n", words.say(word))
    })
}

/// The one the profile has: from the file the environment names, else asked.
pub fn current(context: &Context) -> Result<Passphrase, StudioError> {
    if let Some(given) = passphrase::from_environment()? {
        return Ok(given);
    }
    let typed = secret::prompt(context, Word::ProfilePassphrase, passphrase::VARIABLE)?;
    Ok(Passphrase::new(&typed))
}

fn typed_twice(context: &Context) -> Result<Passphrase, StudioError> {
    let first = secret::prompt(context, Word::NewPassphrase, "--new-file")?;
    let again = secret::prompt(context, Word::NewPassphraseAgain, "--new-file")?;
    if first != again {
        return Err(StudioError::bad("passphrase_again", ""));
    }
    Ok(Passphrase::new(&first))
}
