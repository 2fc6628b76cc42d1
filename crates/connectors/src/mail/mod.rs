//! Mail: refused until its importer lands, so that no message is lost in silence.

use crate::import::{Detected, ImportError, ImportInput, Parsed};

pub(crate) fn recognise(_: &[u8]) -> Option<Detected> {
    None
}

/// Refuses every message.
///
/// # Errors
/// Always [`ImportError::UnknownFormat`].
pub fn parse_eml(input: &ImportInput) -> Result<Parsed, ImportError> {
    Err(ImportError::UnknownFormat {
        file: input.name.clone(),
        looked_at: "mail".to_owned(),
    })
}

/// Refuses every mailbox.
///
/// # Errors
/// Always [`ImportError::UnknownFormat`].
pub fn parse_mbox(input: &ImportInput) -> Result<Parsed, ImportError> {
    parse_eml(input)
}
