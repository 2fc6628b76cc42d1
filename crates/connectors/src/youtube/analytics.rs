//! `reports.query` by day: the table both day feeds read, and the walk over the days.

use super::Youtube;
use super::channel::Channel;
use crate::error::ConnectError;
use crate::http::raw::{envelope, locate, reject};
use crate::http::walk::Walk;
use domain::reject::RejectReason;
use domain::{CivilDay, Instant, Locator, Page, Reject, Window, Zone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Days that are corrected after the fact.
pub(super) const WINDOW_DAYS: u16 = 35;

/// Days asked for at once.
const SPAN_DAYS: i32 = 366;

/// One row of a report by day.
#[derive(Debug)]
pub struct DayRow<'a> {
    /// The Pacific day.
    pub day: CivilDay,
    /// The cells of the metrics asked for, in the order asked, as written.
    pub cells: Vec<&'a str>,
    /// The row's bytes.
    pub locator: Locator,
    /// The row as written.
    pub raw: &'a str,
}

#[derive(Deserialize)]
struct Table<'a> {
    #[serde(borrow, rename = "columnHeaders", default)]
    headers: Vec<Header<'a>>,
    /// Left out altogether when there is no data.
    #[serde(borrow, default)]
    rows: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

/// Reads the rows of a report with the dimension `day` and these metrics; columns are found by name.
///
/// # Errors
/// [`ConnectError::Malformed`] when the table cannot be read or lacks a column that has rows under it.
pub fn parse_days<'a>(
    name: &str,
    body: &'a Arc<[u8]>,
    metrics: &[&str],
) -> Result<(Vec<DayRow<'a>>, Vec<Reject>), ConnectError> {
    let table: Table<'a> = envelope(name, body)?;
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    if table.rows.is_empty() {
        return Ok((rows, rejects));
    }
    let column = |wanted: &str| {
        table
            .headers
            .iter()
            .position(|h| h.name == wanted)
            .ok_or_else(|| ConnectError::Malformed {
                what: name.to_owned(),
                detail: format!("no column {wanted}"),
                body: Some(Arc::clone(body)),
            })
    };
    let day_column = column("day")?;
    let columns: Vec<usize> = metrics
        .iter()
        .map(|m| column(m))
        .collect::<Result<_, _>>()?;
    for (n, raw) in table.rows.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/rows/{n}"));
        let Ok(cells) = serde_json::from_str::<Vec<&'a RawValue>>(raw) else {
            rejects.push(reject(RejectReason::Broken, "row", locator, raw));
            continue;
        };
        let cell = |at: &usize| cells.get(*at).map(|c| c.get());
        let day = cell(&day_column)
            .and_then(|c| serde_json::from_str::<String>(c).ok())
            .and_then(|text| text.parse::<CivilDay>().ok());
        let figures: Option<Vec<&'a str>> = columns.iter().map(cell).collect();
        match (day, figures) {
            (Some(day), Some(cells)) => rows.push(DayRow {
                day,
                cells,
                locator,
                raw,
            }),
            (None, _) => rejects.push(reject(RejectReason::NotADate, "day", locator, raw)),
            (_, None) => rejects.push(reject(RejectReason::Ragged, "row", locator, raw)),
        }
    }
    Ok((rows, rejects))
}

/// A pure parser of one answer: the page and the last day that had a row.
type Parse = fn(&str, &Arc<[u8]>, Instant) -> Result<(Page, Option<CivilDay>), ConnectError>;

/// A feed read from a report by day.
pub(super) struct DayFeed {
    pub feed: &'static str,
    pub metrics: &'static str,
    pub currency: Option<&'static str>,
    pub parse: Parse,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct DayCursor {
    /// The last day that had a row.
    max_day: Option<CivilDay>,
}

impl Youtube {
    /// Walks the days from the last one known less the window (and from the start of the month before it, which is settled
    /// as a whole), oldest first, a year at a time.
    pub(super) async fn walk_days(
        &self,
        feed: &DayFeed,
        channel: &Channel,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(feed.feed).await?;
        let mut cursor: DayCursor = stored
            .and_then(|c| serde_json::from_str(&c).ok())
            .unwrap_or_default();
        let today = walk.job.now.day_in(Zone::PACIFIC);
        let known = cursor.max_day.filter(|_| !walk.job.full);
        let first = channel
            .first_day
            .or_else(|| CivilDay::of(2005, 2, 14))
            .unwrap_or(today);
        let from = known.map_or(first, |day| {
            let window = day.plus_days(-i32::from(WINDOW_DAYS));
            let month_before = day.month_start().plus_days(-1).month_start();
            window.min(month_before).max(first)
        });
        let mut start = from;
        let mut last: Option<CivilDay> = None;
        while start <= today {
            let end = start.plus_days(SPAN_DAYS - 1).min(today);
            let newest = self.span(feed, start, end, &mut cursor, walk).await?;
            last = last.max(newest);
            start = end.plus_days(1);
        }
        // behind the last row the platform is not ready yet: an absent day there is no vanished one
        let complete = last.map(|to| Window { from, to });
        walk.end(serde_json::to_string(&cursor).ok(), complete)
            .await
    }

    async fn span(
        &self,
        feed: &DayFeed,
        start: CivilDay,
        end: CivilDay,
        cursor: &mut DayCursor,
        walk: &mut Walk<'_>,
    ) -> Result<Option<CivilDay>, ConnectError> {
        let path = "/v2/reports";
        let (from, to) = (start.to_string(), end.to_string());
        let mut query = vec![
            ("ids", "channel==MINE"),
            ("startDate", from.as_str()),
            ("endDate", to.as_str()),
            ("metrics", feed.metrics),
            ("dimensions", "day"),
            ("sort", "day"),
        ];
        query.extend(feed.currency.map(|c| ("currency", c)));
        let name = format!("GET {path} {} {from} to {to}", feed.metrics);
        let answer = self
            .get(
                &self.analytics,
                path,
                &query,
                &name,
                walk.job,
                &mut *walk.sink,
            )
            .await?;
        let (page, newest) = (feed.parse)(&answer.name, &answer.body, walk.job.now)?;
        cursor.max_day = cursor.max_day.max(newest);
        walk.page(page, serde_json::to_string(cursor).ok()).await?;
        Ok(newest)
    }
}
