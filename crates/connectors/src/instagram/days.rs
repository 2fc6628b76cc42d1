//! `GET /{id}/insights` by day: what each day reached.
//!
//! The rule it protects: a day without a value is unknown. Some metrics come as a series, some only as a total of the range
//! asked for: those are asked for day by day.

use super::Instagram;
use super::time::day_ending;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate, misfit, reject};
use crate::http::walk::Walk;
use crate::source::Note;
use crate::text::date::in_zone;
use domain::reject::RejectReason;
use domain::{CivilDay, Instant, MetricDraft, Page, Platform, Zone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the daily figures.
pub const DAYS_FEED: &str = "insights";

/// Figures come up to two days late: three days are read again.
pub(super) const WINDOW_DAYS: u16 = 3;

/// Longest range of one call. Meta allows thirty days, and thirty days of ours may hold an hour more at the clock change.
const SPAN_DAYS: i32 = 29;

/// How far back a first run goes.
const FIRST_DAYS: i32 = 90;

const SERIES: [&str; 2] = ["reach", "follower_count"];
const TOTALS: [&str; 3] = ["views", "total_interactions", "profile_views"];

#[derive(Debug, Default, Serialize, Deserialize)]
struct DayCursor {
    /// The last day that had a value.
    max_day: Option<CivilDay>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    data: Vec<Insight<'a>>,
}

#[derive(Deserialize)]
struct Insight<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    values: Vec<&'a RawValue>,
    #[serde(borrow)]
    total_value: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Dated<'a> {
    value: Option<i64>,
    #[serde(borrow)]
    end_time: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Total {
    value: Option<i64>,
}

/// Reads a series by day: `NAME_by_day` on the Pacific day that each `end_time` closes. Gives the last such day beside it.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A value that cannot be read is among the rejects.
pub fn parse_series(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, Option<CivilDay>), ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(DAYS_FEED, document(Platform::Instagram, name, body, now));
    let mut newest = None;
    for (n, insight) in parsed.data.iter().enumerate() {
        for (m, raw) in insight.values.iter().enumerate() {
            let raw = raw.get();
            let locator = locate(body, raw, format!("/data/{n}/values/{m}"));
            let dated = match serde_json::from_str::<Dated<'_>>(raw) {
                Ok(dated) => dated,
                Err(e) => {
                    page.rejects.push(misfit(&e, locator, raw));
                    continue;
                }
            };
            let Some(day) = day_ending(&dated.end_time) else {
                let reason = RejectReason::NotADate;
                page.rejects.push(reject(reason, "end_time", locator, raw));
                continue;
            };
            let Some(value) = dated.value else { continue };
            newest = newest.max(Some(day));
            page.metrics.push(MetricDraft {
                name: format!("{}_by_day", insight.name),
                day,
                value,
                locator: Some(locator),
            });
        }
    }
    Ok((page, newest))
}

/// Reads totals of the one day asked for.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A total that cannot be read is among the rejects.
pub fn parse_totals(
    name: &str,
    body: &Arc<[u8]>,
    day: CivilDay,
    now: Instant,
) -> Result<Page, ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(DAYS_FEED, document(Platform::Instagram, name, body, now));
    for (n, insight) in parsed.data.iter().enumerate() {
        let Some(raw) = insight.total_value else {
            continue;
        };
        let locator = locate(body, raw.get(), format!("/data/{n}/total_value"));
        match serde_json::from_str::<Total>(raw.get()) {
            Ok(Total { value: Some(value) }) => page.metrics.push(MetricDraft {
                name: format!("{}_by_day", insight.name),
                day,
                value,
                locator: Some(locator),
            }),
            Ok(Total { value: None }) => {}
            Err(e) => page.rejects.push(misfit(&e, locator, raw.get())),
        }
    }
    Ok(page)
}

/// Midnight that opens a Pacific day, in unix seconds.
fn opens(day: CivilDay) -> i64 {
    in_zone(day.0.and_time(chrono::NaiveTime::MIN), Zone::PACIFIC)
        .unwrap_or_else(|| day.utc_start())
        .seconds()
}

impl Instagram {
    /// Walks the days since the last known one less the window, series first, then the totals of the newest days.
    pub(super) async fn walk_days(
        &self,
        id: &str,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(DAYS_FEED).await?;
        let mut cursor: DayCursor = stored
            .and_then(|c| serde_json::from_str(&c).ok())
            .unwrap_or_default();
        let today = walk.job.now.day_in(Zone::PACIFIC);
        let oldest = today.plus_days(-FIRST_DAYS);
        let known = cursor.max_day.filter(|_| !walk.job.full);
        let from = known.map_or(oldest, |day| {
            day.plus_days(-i32::from(WINDOW_DAYS)).max(oldest)
        });
        let mut last = cursor.max_day;
        for metric in SERIES {
            let mut start = from;
            while start < today {
                let end = start.plus_days(SPAN_DAYS).min(today);
                let query = [("metric", metric), ("metric_type", "time_series")];
                let Some((name, body)) = self.days(id, &query, start, end, notes, walk).await?
                else {
                    break;
                };
                let (page, newest) = parse_series(&name, &body, walk.job.now)?;
                last = last.max(newest);
                walk.page(page, None).await?;
                start = end;
            }
        }
        // totals cost a call a day: after a pause of weeks the older days stay unknown
        let mut day = from.max(today.plus_days(-SPAN_DAYS));
        let metrics = TOTALS.join(",");
        while day < today {
            let next = day.plus_days(1);
            let query = [("metric", metrics.as_str()), ("metric_type", "total_value")];
            let Some((name, body)) = self.days(id, &query, day, next, notes, walk).await? else {
                break;
            };
            let page = parse_totals(&name, &body, day, walk.job.now)?;
            walk.page(page, None).await?;
            day = next;
        }
        cursor.max_day = last;
        walk.end(serde_json::to_string(&cursor).ok(), None).await
    }

    /// Asks for the days from `start` to the eve of `end`. `None`, and a note, when these metrics are not given.
    async fn days(
        &self,
        id: &str,
        query: &[(&str, &str)],
        start: CivilDay,
        end: CivilDay,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<Option<(String, Arc<[u8]>)>, ConnectError> {
        let (since, until) = (opens(start).to_string(), opens(end).to_string());
        let mut all = vec![
            ("period", "day"),
            ("since", since.as_str()),
            ("until", until.as_str()),
        ];
        all.extend(query);
        let metric = query.first().map_or("", |(_, metric)| *metric);
        let path = format!("/{id}/insights");
        let name = format!("GET {path} {metric} {start} to {end}");
        match self
            .get(&path, &all, &name, walk.job, &mut *walk.sink)
            .await
        {
            // small accounts, a missing permission, or a metric Meta has removed
            Err(ConnectError::Permission { .. } | ConnectError::Refused { .. }) => {
                notes.push(Note {
                    code: "metric_refused",
                    detail: metric.to_owned(),
                });
                Ok(None)
            }
            answer => answer.map(|a| Some((a.name, a.body))),
        }
    }
}
