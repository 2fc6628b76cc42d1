//! Page size and opaque page tokens.
//!
//! Rule protected: a token names a position in the story, counted from its oldest item, so items that arrive while a
//! client pages neither shift nor repeat anything.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Refusal;
use crate::wire::Call;

/// `page_size`, at most 100.
pub(super) fn size(call: &Call<'_>, least: usize) -> Result<usize, Refusal> {
    let asked = match call.param("page_size") {
        None => 20,
        Some(text) => match text.parse::<usize>() {
            Ok(size) if (least..=100).contains(&size) => size,
            _ => return Err(Refusal(400, 36_009_004, "Invalid page_size")),
        },
    };
    Ok(call.quirks.page_size(asked))
}

/// The position `page_token` names, or `None` for the first page.
pub(super) fn position(call: &Call<'_>) -> Result<Option<usize>, Refusal> {
    let token = call
        .param("page_token")
        .filter(|token| !token.is_empty() && !call.quirks.ignore_cursor);
    let Some(token) = token else { return Ok(None) };
    URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("before:")?.parse().ok())
        .map(Some)
        .ok_or(Refusal(400, 36_009_004, "Invalid page_token"))
}

/// The token of a position; empty when the walk is over.
pub(super) fn token(position: Option<usize>) -> String {
    position.map_or_else(String::new, |place| {
        URL_SAFE_NO_PAD.encode(format!("before:{place}"))
    })
}
