//! What each day earned, by YouTube's estimate.

use super::analytics::{DayFeed, parse_days};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::reject;
use domain::reject::RejectReason;
use domain::{
    Amount, AmountError, CivilDay, EntryDraft, Instant, Money, Page, Platform, Status, Stream,
    Unit, Zone,
};
use std::sync::Arc;

/// Feed of the estimated revenue.
pub const REVENUE_FEED: &str = "analytics.revenue";

/// Asked for in dollars, the currency YouTube counts in: in any other one a change of rate would look like a correction.
pub(super) const CURRENCY: &str = "USD";

pub(super) const REVENUE: DayFeed = DayFeed {
    feed: REVENUE_FEED,
    metrics: &["estimatedRevenue"],
    currency: Some(CURRENCY),
    parse: |name, body, now, _| parse_revenue(name, body, now),
};

/// Reads an answer of `reports.query` with `estimatedRevenue` by day in US dollars: one entry per day, net of YouTube's share,
/// and never more than an estimate. Gives the last day with a row beside the page.
///
/// # Errors
/// [`ConnectError::Malformed`] as [`parse_days`].
pub fn parse_revenue(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, Option<CivilDay>), ConnectError> {
    let (rows, rejects) = parse_days(name, body, &["estimatedRevenue"])?;
    let mut page = Page::new(REVENUE_FEED, document(Platform::Youtube, name, body, now));
    page.rejects = rejects;
    let mut newest = None;
    for row in rows {
        newest = newest.max(Some(row.day));
        let cell = row.cells.first().copied().unwrap_or_default();
        match Amount::parse(&plain(cell), Unit::USD) {
            Ok(net) => page.entries.push(EntryDraft {
                external_id: Some(format!("{}:{CURRENCY}", row.day)),
                day: row.day,
                zone: Zone::PACIFIC,
                instant: None,
                stream: Stream::AdShare,
                title: "YouTube estimated revenue".to_owned(),
                counterparty: None,
                money: Money::net_only(net),
                status: Status::Estimated,
                available_on: None,
                payout_external_id: None,
                locator: row.locator,
            }),
            Err(AmountError::NotANumber(_)) => {
                page.rejects.push(reject(
                    RejectReason::NotANumber,
                    "estimatedRevenue",
                    row.locator,
                    row.raw,
                ));
            }
            Err(_) => {
                page.rejects.push(reject(
                    RejectReason::NumberRange,
                    "estimatedRevenue",
                    row.locator,
                    row.raw,
                ));
            }
        }
    }
    Ok((page, newest))
}

/// A JSON number without its exponent: Google writes small figures as `4.0E-4`. Only digits move, nothing is rounded.
pub(super) fn plain(number: &str) -> std::borrow::Cow<'_, str> {
    let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else {
        return number.into();
    };
    // money has six decimals and thirteen digits before them: an exponent beyond that cannot be money
    let Some(shift) = exponent.parse::<i32>().ok().filter(|e| e.abs() <= 20) else {
        return number.into();
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = i32::try_from(whole.len())
        .unwrap_or(i32::MAX)
        .saturating_add(shift);
    let all = format!("{whole}{fraction}");
    let lead = "0".repeat(usize::try_from(1 - point).unwrap_or_default());
    let padded = format!("{lead}{all}");
    let at = usize::try_from(point.max(1)).unwrap_or(1);
    let head: String = padded
        .chars()
        .chain(std::iter::repeat('0'))
        .take(at)
        .collect();
    let tail: String = padded.chars().skip(at).collect();
    format!("{sign}{head}.{tail}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_move_the_point_and_nothing_else() {
        for (text, want) in [
            ("39.859", Some(39_859_000)),
            ("4.0E-4", Some(400)),
            ("1.5e-1", Some(150_000)),
            ("1e2", Some(100_000_000)),
            ("1.25E1", Some(12_500_000)),
            ("-2.5E-2", Some(-25_000)),
            ("1E-7", None),
            ("1e400", None),
        ] {
            let got = Amount::parse(&plain(text), Unit::USD)
                .ok()
                .map(|a| a.micros);
            assert_eq!(got, want, "{text}");
        }
    }
}
