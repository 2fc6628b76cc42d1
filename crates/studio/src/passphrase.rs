//! The passphrase of a profile: given by a file for nightly jobs, typed by people; set, changed, taken off.
//!
//! The rule it protects: it comes from a file or a prompt, never from an argument or a variable's value, and is nowhere kept
//! but in the memory of the process that opened the profile.

use crate::{OpenProfile, StudioError};
use std::io::Read;
use std::path::Path;
pub use store::Passphrase;
use store::{KeyError, StoreError};

/// Names the file whose first line unlocks a profile without a prompt.
pub const VARIABLE: &str = "CREATOR_STUDIO_PASSPHRASE_FILE";

/// A passphrase is a line; more is another file by mistake.
const MOST: u64 = 4096;

/// The passphrase of the file that the environment names, if it names one.
///
/// # Errors
/// [`StudioError::File`] when that file cannot be read.
pub fn from_environment() -> Result<Option<Passphrase>, StudioError> {
    std::env::var_os(VARIABLE)
        .map(|path| from_file(Path::new(&path)))
        .transpose()
}

/// The passphrase in a file: its text without the line end.
///
/// # Errors
/// [`StudioError::File`].
pub fn from_file(path: &Path) -> Result<Passphrase, StudioError> {
    let failed = |error| StudioError::file(path, error);
    let mut text = zeroize::Zeroizing::new(String::new());
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(MOST).read_to_string(&mut text).map_err(failed)?;
    Ok(Passphrase::new(&text))
}

/// Sets, changes or (with `new` `None`) takes off the passphrase; `current` is the one the profile has.
///
/// # Errors
/// [`StudioError::Store`] for a current one that is missing or wrong, [`StudioError::BadRequest`] for a new one that is too
/// short; nothing is changed then.
pub fn set(
    profile: &OpenProfile,
    current: Option<&Passphrase>,
    new: Option<&Passphrase>,
) -> Result<(), StudioError> {
    match profile.profile().set_passphrase(current, new) {
        Err(StoreError::Key(KeyError::PassphraseShort { least })) => {
            Err(StudioError::bad("passphrase_length", least.to_string()))
        }
        done => Ok(done?),
    }
}

/// Whether a profile could not be opened for want of its passphrase.
pub fn is_needed(error: &StudioError) -> bool {
    matches!(
        error,
        StudioError::Store(StoreError::Key(KeyError::PassphraseNeeded))
    )
}
