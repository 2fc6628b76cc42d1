//! What each video earned in each month, by YouTube's estimate.
//!
//! The rule it protects: these are figures beside the day's entries and never entries themselves, so no dollar counts
//! twice. The report is a top list: it need not add up to the days.

use super::Youtube;
use super::analytics::{REPORTS, WINDOW_DAYS, parse_table};
use super::channel::Channel;
use super::revenue::{CURRENCY, plain};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::reject;
use crate::http::walk::Walk;
use crate::source::Note;
use domain::reject::RejectReason;
use domain::{Amount, CivilDay, Instant, MetricDraft, Page, Platform, Unit, Window, Zone};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Feed of the months by video.
pub const BY_VIDEO_FEED: &str = "analytics.by_video";

/// Most rows of a top list.
const LIMIT: usize = 200;

const METRICS: [&str; 2] = ["estimatedRevenue", "views"];

#[derive(Debug, Default, Serialize, Deserialize)]
struct MonthCursor {
    /// First day of the first month that is still corrected.
    open: Option<CivilDay>,
}

/// Reads an answer of `reports.query` by video: for each video `video_revenue_usd_micros:ID` (millionths of a dollar) and
/// `video_views:ID`, dated on `month`, the first day of the month asked for.
///
/// # Errors
/// [`ConnectError::Malformed`] when the table cannot be read or lacks a column that has rows under it.
pub fn parse_by_video(
    name: &str,
    body: &Arc<[u8]>,
    month: CivilDay,
    now: Instant,
) -> Result<Page, ConnectError> {
    let (rows, rejects) = parse_table(name, body, "video", &METRICS)?;
    let mut page = Page::new(BY_VIDEO_FEED, document(Platform::Youtube, name, body, now));
    page.rejects = rejects;
    for row in rows {
        let Some(id) = row.key.filter(|id| !id.is_empty()) else {
            page.rejects.push(reject(
                RejectReason::MissingField,
                "video",
                row.locator,
                row.raw,
            ));
            continue;
        };
        let mut cells = row.cells.iter().copied();
        let revenue = cells
            .next()
            .and_then(|cell| Amount::parse(&plain(cell), Unit::USD).ok())
            .map(|amount| amount.micros);
        let views = cells.next().and_then(|cell| cell.parse::<i64>().ok());
        let (Some(revenue), Some(views)) = (revenue, views) else {
            page.rejects.push(reject(
                RejectReason::NotANumber,
                "estimatedRevenue, views",
                row.locator,
                row.raw,
            ));
            continue;
        };
        for (figure, value) in [
            ("video_revenue_usd_micros", revenue),
            ("video_views", views),
        ] {
            page.metrics.push(MetricDraft {
                name: format!("{figure}:{id}"),
                day: month,
                value,
                locator: Some(row.locator.clone()),
            });
        }
    }
    Ok(page)
}

/// The month that begins at `first`, up to `today`.
fn month(first: CivilDay, today: CivilDay) -> Window {
    let next = first.plus_days(31).month_start();
    Window {
        from: first,
        to: next.plus_days(-1).min(today),
    }
}

impl Youtube {
    /// Walks the months that are still corrected, oldest first; a settled month is read once.
    pub(super) async fn walk_by_video(
        &self,
        channel: &Channel,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(BY_VIDEO_FEED).await?;
        let mut cursor: MonthCursor = stored
            .and_then(|c| serde_json::from_str(&c).ok())
            .unwrap_or_default();
        let today = walk.job.now.day_in(Zone::PACIFIC);
        let settled = today.plus_days(-i32::from(WINDOW_DAYS));
        let mut first = cursor
            .open
            .filter(|_| !walk.job.full)
            .unwrap_or_else(|| channel.first(today))
            .month_start();
        while first <= today {
            let span = month(first, today);
            let page = match self.by_video(span, walk).await {
                Err(ConnectError::Refused { status: 400, .. }) => {
                    notes.push(Note {
                        code: "metric_refused",
                        detail: "estimatedRevenue by video".to_owned(),
                    });
                    return walk.end(None, None).await;
                }
                page => page?,
            };
            if page.metrics.len() >= LIMIT * METRICS.len() {
                notes.push(Note {
                    code: "list_cut",
                    detail: format!("{BY_VIDEO_FEED} {first}"),
                });
            }
            first = first.plus_days(31).month_start();
            if span.to < settled {
                cursor.open = Some(first);
            }
            walk.page(page, serde_json::to_string(&cursor).ok()).await?;
        }
        walk.end(serde_json::to_string(&cursor).ok(), None).await
    }

    async fn by_video(&self, span: Window, walk: &mut Walk<'_>) -> Result<Page, ConnectError> {
        let (from, to) = (span.from.to_string(), span.to.to_string());
        let (metrics, limit) = (METRICS.join(","), LIMIT.to_string());
        let query = [
            ("ids", "channel==MINE"),
            ("startDate", from.as_str()),
            ("endDate", to.as_str()),
            ("metrics", metrics.as_str()),
            ("dimensions", "video"),
            ("sort", "-estimatedRevenue"),
            ("maxResults", limit.as_str()),
            ("currency", CURRENCY),
        ];
        let name = format!("GET {REPORTS} {metrics} by video {from} to {to}");
        let answer = self
            .get(
                &self.analytics,
                REPORTS,
                &query,
                &name,
                walk.job,
                &mut *walk.sink,
            )
            .await?;
        parse_by_video(&answer.name, &answer.body, span.from, walk.job.now)
    }
}
