//! The one place that asks the system for random bytes.
//!
//! The rule it protects: everything else is handed its randomness, so that a test can say what it is.

use crate::StudioError;

/// Fresh random bytes.
///
/// # Errors
/// [`StudioError::Internal`] when the system has none to give.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], StudioError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| StudioError::Internal(e.to_string()))?;
    Ok(bytes)
}
