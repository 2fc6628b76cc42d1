//! `reports.query` by day: the table both day feeds read, and the walk over the days.

use super::Youtube;
use super::channel::Channel;
use crate::error::ConnectError;
use crate::http::Answer;
use crate::http::raw::{envelope, locate, reject};
use crate::http::walk::Walk;
use crate::source::Note;
use domain::reject::RejectReason;
use domain::{CivilDay, Instant, Locator, Page, Reject, Window, Zone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Days that are corrected after the fact.
pub(super) const WINDOW_DAYS: u16 = 35;

/// Path of every report.
pub(super) const REPORTS: &str = "/v2/reports";

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

/// One row of a report, by its dimension's value.
pub(super) struct KeyedRow<'a> {
    /// The value, when it is a text.
    pub key: Option<String>,
    /// The cells of the metrics asked for, in the order asked, as written.
    pub cells: Vec<&'a str>,
    pub locator: Locator,
    pub raw: &'a str,
}

/// Reads the rows of a report with one dimension and these metrics; columns are found by name.
pub(super) fn parse_table<'a>(
    name: &str,
    body: &'a Arc<[u8]>,
    dimension: &str,
    metrics: &[&str],
) -> Result<(Vec<KeyedRow<'a>>, Vec<Reject>), ConnectError> {
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
    let key_column = column(dimension)?;
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
        let key = cell(&key_column).and_then(|c| serde_json::from_str::<String>(c).ok());
        match columns.iter().map(cell).collect::<Option<Vec<&'a str>>>() {
            Some(cells) => rows.push(KeyedRow {
                key,
                cells,
                locator,
                raw,
            }),
            None => rejects.push(reject(RejectReason::Ragged, "row", locator, raw)),
        }
    }
    Ok((rows, rejects))
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
    let (table, mut rejects) = parse_table(name, body, "day", metrics)?;
    let mut rows = Vec::with_capacity(table.len());
    for row in table {
        match row.key.and_then(|text| text.parse::<CivilDay>().ok()) {
            Some(day) => rows.push(DayRow {
                day,
                cells: row.cells,
                locator: row.locator,
                raw: row.raw,
            }),
            None => rejects.push(reject(RejectReason::NotADate, "day", row.locator, row.raw)),
        }
    }
    // in the order of the document, whichever step refused
    rejects.sort_by_key(|r| r.locator.start);
    Ok((rows, rejects))
}

/// A pure parser of one answer with these metrics: the page and the last day that had a row.
type Parse =
    fn(&str, &Arc<[u8]>, Instant, &[&str]) -> Result<(Page, Option<CivilDay>), ConnectError>;

/// A feed read from a report by day.
pub(super) struct DayFeed {
    pub feed: &'static str,
    pub metrics: &'static [&'static str],
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
    /// as a whole), oldest first, a year at a time. Metrics that YouTube does not give this channel are noted.
    pub(super) async fn walk_days(
        &self,
        feed: &DayFeed,
        channel: &Channel,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(feed.feed).await?;
        let mut cursor: DayCursor = stored
            .and_then(|c| serde_json::from_str(&c).ok())
            .unwrap_or_default();
        let today = walk.job.now.day_in(Zone::PACIFIC);
        let known = cursor.max_day.filter(|_| !walk.job.full);
        let first = channel.first(today);
        let from = known.map_or(first, |day| {
            let window = day.plus_days(-i32::from(WINDOW_DAYS));
            let month_before = day.month_start().plus_days(-1).month_start();
            window.min(month_before).max(first)
        });
        let mut groups: Vec<Vec<&'static str>> = vec![feed.metrics.to_vec()];
        let mut start = from;
        let mut last: Option<CivilDay> = None;
        while start <= today {
            let end = start.plus_days(SPAN_DAYS - 1).min(today);
            let span = Window {
                from: start,
                to: end,
            };
            if !self
                .span(feed, &groups, span, &mut last, &mut cursor, walk)
                .await?
            {
                groups = self.given(feed, span, notes, walk).await?;
                continue;
            }
            start = end.plus_days(1);
        }
        // behind the last row the platform is not ready yet: an absent day there is no vanished one
        let complete = last.map(|to| Window { from, to });
        walk.end(serde_json::to_string(&cursor).ok(), complete)
            .await
    }

    /// Reads a span of days, one call for each group of metrics. `false`: YouTube refused a group of several, in which one
    /// bad metric fails the whole call.
    async fn span(
        &self,
        feed: &DayFeed,
        groups: &[Vec<&'static str>],
        span: Window,
        last: &mut Option<CivilDay>,
        cursor: &mut DayCursor,
        walk: &mut Walk<'_>,
    ) -> Result<bool, ConnectError> {
        for metrics in groups {
            let answer = match self.by_day(feed, metrics, span, walk).await {
                Err(ConnectError::Refused { status: 400, .. }) if metrics.len() > 1 => {
                    return Ok(false);
                }
                answer => answer?,
            };
            let (page, newest) = (feed.parse)(&answer.name, &answer.body, walk.job.now, metrics)?;
            *last = (*last).max(newest);
            cursor.max_day = cursor.max_day.max(newest);
            walk.page(page, serde_json::to_string(cursor).ok()).await?;
        }
        Ok(true)
    }

    /// Asks for each metric alone and keeps those that are given.
    async fn given(
        &self,
        feed: &DayFeed,
        span: Window,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<Vec<Vec<&'static str>>, ConnectError> {
        let mut given = Vec::new();
        let mut refusal = None;
        for metric in feed.metrics {
            match self.by_day(feed, &[*metric], span, walk).await {
                Ok(_) => given.push(vec![*metric]),
                Err(error @ ConnectError::Refused { status: 400, .. }) => {
                    notes.push(Note {
                        code: "metric_refused",
                        detail: (*metric).to_owned(),
                    });
                    refusal = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        match refusal.filter(|_| given.is_empty()) {
            Some(error) => Err(error),
            None => Ok(given),
        }
    }

    async fn by_day(
        &self,
        feed: &DayFeed,
        metrics: &[&str],
        span: Window,
        walk: &mut Walk<'_>,
    ) -> Result<Answer, ConnectError> {
        let (from, to) = (span.from.to_string(), span.to.to_string());
        let metrics = metrics.join(",");
        let mut query = vec![
            ("ids", "channel==MINE"),
            ("startDate", from.as_str()),
            ("endDate", to.as_str()),
            ("metrics", metrics.as_str()),
            ("dimensions", "day"),
            ("sort", "day"),
        ];
        query.extend(feed.currency.map(|c| ("currency", c)));
        let name = format!("GET {REPORTS} {metrics} {from} to {to}");
        self.get(
            &self.analytics,
            REPORTS,
            &query,
            &name,
            walk.job,
            &mut *walk.sink,
        )
        .await
    }
}
