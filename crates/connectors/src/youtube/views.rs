//! What was watched, day by day.

use super::analytics::{DayFeed, parse_days};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::reject;
use domain::reject::RejectReason;
use domain::{CivilDay, Instant, MetricDraft, Page, Platform};
use std::sync::Arc;

/// Feed of the daily figures.
pub const VIEWS_FEED: &str = "analytics.views";

/// YouTube's metric and our name. These are all views and minutes, not only those that count for the partner programme, so
/// they do not carry the registry's names.
const FIGURES: [(&str, &str); 4] = [
    ("views", "views_by_day"),
    ("estimatedMinutesWatched", "minutes_watched_by_day"),
    ("subscribersGained", "subscribers_gained_by_day"),
    ("subscribersLost", "subscribers_lost_by_day"),
];

pub(super) const VIEWS: DayFeed = DayFeed {
    feed: VIEWS_FEED,
    metrics: &[
        "views",
        "estimatedMinutesWatched",
        "subscribersGained",
        "subscribersLost",
    ],
    currency: None,
    parse: parse_some,
};

/// Reads an answer of `reports.query` with all views metrics by day. Gives the last day with a row beside the page.
///
/// # Errors
/// [`ConnectError::Malformed`] as [`parse_days`].
pub fn parse_views(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, Option<CivilDay>), ConnectError> {
    parse_some(name, body, now, VIEWS.metrics)
}

/// The same for an answer that holds only some of the metrics.
fn parse_some(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
    metrics: &[&str],
) -> Result<(Page, Option<CivilDay>), ConnectError> {
    let (rows, rejects) = parse_days(name, body, metrics)?;
    let mut page = Page::new(VIEWS_FEED, document(Platform::Youtube, name, body, now));
    page.rejects = rejects;
    let names: Vec<&str> = metrics
        .iter()
        .filter_map(|field| FIGURES.iter().find(|(own, _)| own == field))
        .map(|(_, metric)| *metric)
        .collect();
    let mut newest = None;
    for row in rows {
        newest = newest.max(Some(row.day));
        for ((field, metric), cell) in metrics.iter().zip(&names).zip(&row.cells) {
            match cell.parse::<i64>() {
                Ok(value) => page.metrics.push(MetricDraft {
                    name: (*metric).to_owned(),
                    day: row.day,
                    value,
                    locator: Some(row.locator.clone()),
                }),
                Err(_) => page.rejects.push(reject(
                    RejectReason::NotANumber,
                    *field,
                    row.locator.clone(),
                    row.raw,
                )),
            }
        }
    }
    Ok((page, newest))
}
