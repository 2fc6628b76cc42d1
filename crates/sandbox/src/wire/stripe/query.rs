//! The parameters of Stripe's lists: page size, cursors by id, time ranges, expansion.
//!
//! Rule protected: an unknown parameter or a value out of range is refused, as Stripe does, instead of being ignored.

use super::error::Refusal;
use super::objects::Expand;
use crate::wire::Call;

/// The parameters every list takes.
const COMMON: [&str; 3] = ["limit", "starting_after", "ending_before"];

/// Refuses parameters the call does not know. Brackets and what stands in them do not count.
pub(super) fn only(call: &Call<'_>, known: &[&str]) -> Result<(), Refusal> {
    for (name, _) in &call.query {
        let bare = name.split('[').next().unwrap_or_default();
        if bare != "expand" && !COMMON.contains(&bare) && !known.contains(&bare) {
            let refusal = Refusal::param(name, format!("Received unknown parameter: {name}"));
            return Err(refusal.code("parameter_unknown"));
        }
    }
    Ok(())
}

/// Where a page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cursor<'a> {
    Newest,
    /// Older than this object.
    After(&'a str),
    /// Newer than this object.
    Before(&'a str),
}

/// Page size and cursor.
pub(super) fn paging<'a>(call: &'a Call<'_>) -> Result<(usize, Cursor<'a>), Refusal> {
    let limit = match call.param("limit") {
        None => 10,
        Some(text) => match text.parse::<i64>() {
            Ok(limit @ 1..=100) => limit as usize,
            Ok(limit) if limit > 100 => {
                return Err(Refusal::param(
                    "limit",
                    "This value must be less than or equal to 100 (it currently is ".to_owned()
                        + text
                        + ").",
                ));
            }
            Ok(_) => {
                return Err(Refusal::param(
                    "limit",
                    "This value must be greater than or equal to 1.",
                ));
            }
            Err(_) => {
                return Err(Refusal::param("limit", format!("Invalid integer: {text}"))
                    .code("parameter_invalid_integer"));
            }
        },
    };
    let cursor = match (call.param("starting_after"), call.param("ending_before")) {
        (Some(_), Some(_)) => {
            return Err(Refusal::new(
                400,
                "You may only specify one of these parameters: ending_before, starting_after.",
            ));
        }
        _ if call.quirks.ignore_cursor => Cursor::Newest,
        (Some(id), None) => Cursor::After(id),
        (None, Some(id)) => Cursor::Before(id),
        (None, None) => Cursor::Newest,
    };
    Ok((call.quirks.page_size(limit), cursor))
}

/// A time range in unix seconds: `from` inclusive, `until` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: i64,
    pub(super) until: i64,
}

/// Reads `name=T` or `name[gt|gte|lt|lte]=T`.
pub(super) fn range(call: &Call<'_>, name: &str) -> Result<Range, Refusal> {
    let mut range = Range {
        from: i64::MIN,
        until: i64::MAX,
    };
    for (key, text) in &call.query {
        let Some(rest) = key.strip_prefix(name) else {
            continue;
        };
        let bound = match rest {
            "" => "",
            _ => match rest
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                Some(bound) => bound,
                None => continue,
            },
        };
        let at: i64 = text.parse().map_err(|_| {
            Refusal::param(key, format!("Invalid integer: {text}"))
                .code("parameter_invalid_integer")
        })?;
        match bound {
            "" => {
                range = Range {
                    from: at,
                    until: at + 1,
                }
            }
            "gte" => range.from = range.from.max(at),
            "gt" => range.from = range.from.max(at + 1),
            "lt" => range.until = range.until.min(at),
            "lte" => range.until = range.until.min(at + 1),
            _ => {
                return Err(
                    Refusal::param(key, format!("Received unknown parameter: {key}"))
                        .code("parameter_unknown"),
                );
            }
        }
    }
    Ok(range)
}

/// Reads `expand[]`; `prefix` is `data.` for lists.
pub(super) fn expand(call: &Call<'_>, prefix: &str, allowed: &[&str]) -> Result<Expand, Refusal> {
    let mut expand = Expand::default();
    for (_, path) in call
        .query
        .iter()
        .filter(|(name, _)| name == "expand" || name.starts_with("expand["))
    {
        if path.split('.').count() > 4 {
            return Err(Refusal::param(
                "expand",
                "You cannot expand more than 4 levels of a property.",
            ));
        }
        let property = path
            .strip_prefix(prefix)
            .filter(|property| allowed.contains(property));
        match property {
            Some("source") => expand.source = true,
            Some("balance_transaction") => expand.balance_transaction = true,
            _ => {
                return Err(Refusal::param(
                    "expand",
                    format!("This property cannot be expanded ({path})."),
                ));
            }
        }
    }
    Ok(expand)
}
