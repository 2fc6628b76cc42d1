//! Finding rows in JSON by their bytes.
//!
//! The rule it protects: a row's locator is the exact byte range of its object in the answer, taken from the slices the
//! parser itself returned, never searched for.

use crate::error::ConnectError;
use domain::document::Place;
use domain::reject::RejectReason;
use domain::{Locator, Reject};

/// The body as text.
pub(crate) fn text<'a>(name: &str, body: &'a [u8]) -> Result<&'a str, ConnectError> {
    std::str::from_utf8(body)
        .map_err(|e| malformed(name, body, format!("not UTF-8 at byte {}", e.valid_up_to())))
}

/// Reads the envelope of an answer, its rows left as slices.
pub(crate) fn envelope<'a, T: serde::Deserialize<'a>>(
    name: &str,
    body: &'a [u8],
) -> Result<T, ConnectError> {
    serde_json::from_str(text(name, body)?).map_err(|e| malformed(name, body, words(&e)))
}

fn malformed(name: &str, body: &[u8], detail: String) -> ConnectError {
    ConnectError::Malformed {
        what: name.to_owned(),
        detail,
        body: Some(body.into()),
    }
}

/// The range of `part` inside `whole`, of which it is a slice.
pub(crate) fn locate(whole: &[u8], part: &str, pointer: String) -> Locator {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    Locator {
        start: start as u64,
        len: part.len() as u64,
        place: Place::Pointer(pointer),
    }
}

/// The whole of a document.
pub(crate) fn whole(body: &[u8]) -> Locator {
    Locator {
        start: 0,
        len: body.len() as u64,
        place: Place::Whole,
    }
}

/// A row that is not read, with its bytes.
pub(crate) fn reject(
    reason: RejectReason,
    detail: impl Into<String>,
    locator: Locator,
    raw: &str,
) -> Reject {
    Reject {
        reason,
        detail: detail.into(),
        locator,
        raw: raw.chars().take(2_000).collect(),
    }
}

/// Why a row does not have its shape.
pub(crate) fn misfit(error: &serde_json::Error, locator: Locator, raw: &str) -> Reject {
    let words = words(error);
    let reason = if words.starts_with("missing field") {
        RejectReason::MissingField
    } else if words.starts_with("invalid type") {
        RejectReason::NotANumber
    } else if words.starts_with("invalid value") || words.starts_with("number out of range") {
        RejectReason::NumberRange
    } else {
        RejectReason::Broken
    };
    reject(reason, words, locator, raw)
}

fn words(error: &serde_json::Error) -> String {
    error.to_string().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    #[derive(serde::Deserialize)]
    struct List<'a> {
        #[serde(borrow)]
        data: Vec<&'a RawValue>,
    }

    #[test]
    fn a_locator_slices_back_to_the_row() {
        let body = "{\n \"data\": [ {\"id\":\"é\"} ,\n  {\"id\": 2} ] }".as_bytes();
        let list: List = envelope("x", body).unwrap();
        let found: Vec<&str> = list
            .data
            .iter()
            .map(|raw| {
                let at = locate(body, raw.get(), "/data/0".to_owned());
                std::str::from_utf8(&body[at.start as usize..][..at.len as usize]).unwrap()
            })
            .collect();
        assert_eq!(
            found,
            ["{\"id\":\"é\"}", "{\"id\": 2}"],
            "exactly the objects, in bytes and not characters"
        );
    }
}
