//! Newer reference rates, read only when the creator asks.
//!
//! The rule it protects: nothing is stored before all of a file was read; then document and rates go into one transaction.
//! A rate that says the same as the bundled history is not kept a second time.

use super::book;
use crate::shapes::RatesRefresh;
use crate::{OpenProfile, StudioError, demo};
use connectors::HttpOptions;
use connectors::ecb::{Ecb, HOST, RatePage, Span};
use domain::rates::{Book, Currency};
use domain::{CivilDay, RunKind, RunState, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{ReadTx, ReferenceRate, StoreError};
use tokio_util::sync::CancellationToken;

const KEY: &str = "reference_rates";
/// Names the run in lists.
const LABEL: &str = "reference rates";
/// The shorter file reaches back ninety days; a few are left as a margin for the days re-read.
const QUARTER_DAYS: i32 = 80;
/// Where the emulator serves the bank's files.
const EMULATED: &str = "ecb";
/// The bank publishes at about 16:00 of its own day; by five the day is there.
const PUBLISHED_HOUR: i64 = 17;

/// Where rates are read from, and when that was done last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Reading {
    /// Another address than the bank's own.
    pub(super) base_url: Option<String>,
    /// The last refresh.
    pub(super) refreshed: Option<domain::Instant>,
}

pub(super) fn reading(tx: &ReadTx<'_>) -> Result<Reading, StoreError> {
    Ok(tx.setting(KEY)?.unwrap_or_default())
}

/// The address rates are read from when asked.
pub(super) fn address(reading: &Reading) -> String {
    reading.base_url.clone().unwrap_or_else(|| HOST.to_owned())
}

/// The newest day for which rates should be published at `now`.
pub(super) fn due(now: domain::Instant) -> CivilDay {
    let shifted = domain::Instant::from_millis(now.millis() - PUBLISHED_HOUR * 3_600_000);
    let mut day = shifted.unwrap_or(now).day_in(FRANKFURT);
    for _ in 0..10 {
        if domain::rates::is_publication_day(day) {
            break;
        }
        day = day.plus_days(-1);
    }
    day
}

const FRANKFURT: Zone = Zone(chrono_tz::Europe::Berlin);

/// Reads newer rates: the last ninety days, or all days when more are missing. `base_url` is used from now on; the sample
/// creator's rates come from the emulator.
///
/// # Errors
/// [`StudioError::Connect`] when the file cannot be had or read; nothing is changed then.
pub async fn refresh(
    profile: &OpenProfile,
    base_url: Option<&str>,
) -> Result<RatesRefresh, StudioError> {
    if let (Some(world), None) = (demo::world(profile)?, base_url) {
        let emulator = demo::serve(world, profile.now()).await?;
        let address = format!("{}/{EMULATED}", emulator.base_url());
        let outcome = read_from(profile, Some(&address), None).await;
        let stopped = emulator.shutdown().await;
        let report = outcome?;
        stopped.map_err(|e| StudioError::Sandbox(e.to_string()))?;
        return Ok(report);
    }
    let mut known = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(reading(tx)?))?;
    if let Some(url) = base_url {
        known.base_url = Some(url.to_owned());
    }
    let keep = known.base_url.clone();
    read_from(profile, known.base_url.as_deref(), keep).await
}

/// Reads from an emulator that runs already.
pub(crate) async fn refresh_from(
    profile: &OpenProfile,
    origin: &str,
) -> Result<RatesRefresh, StudioError> {
    read_from(profile, Some(&format!("{origin}/{EMULATED}")), None).await
}

async fn read_from(
    profile: &OpenProfile,
    address: Option<&str>,
    keep: Option<String>,
) -> Result<RatesRefresh, StudioError> {
    let connect = |source| StudioError::Connect {
        account: "European Central Bank".to_owned(),
        source,
    };
    let now = profile.now();
    let newest = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(book(tx)?.newest()))?;
    let missing = newest.map_or(i32::MAX, |day| due(now).number() - day.number());
    let span = if missing > QUARTER_DAYS {
        Span::All
    } else {
        Span::Quarter
    };
    let page = Ecb::new(address, HttpOptions::default())
        .map_err(connect)?
        .fetch(span, now, CancellationToken::new())
        .await
        .map_err(connect)?;
    keep_page(profile, page, keep)
}

/// What differs from what is known.
struct Differences {
    kept: Vec<connectors::ecb::RateRow>,
    new: i64,
    revised: i64,
    same: i64,
}

fn compare(page: &RatePage, book: &Book) -> Differences {
    let mut known: BTreeMap<(Currency, CivilDay), Option<i64>> = BTreeMap::new();
    let mut out = Differences {
        kept: Vec::new(),
        new: 0,
        revised: 0,
        same: 0,
    };
    for row in &page.rates {
        let before = *known.entry((row.currency, row.day)).or_insert_with(|| {
            let quote = book.quote(row.currency, row.day).ok()?;
            (quote.day == row.day && !quote.fixed).then_some(quote.per_euro)
        });
        match before {
            Some(rate) if rate == row.per_euro => {
                out.same += 1;
                continue;
            }
            Some(_) => out.revised += 1,
            None => out.new += 1,
        }
        out.kept.push(row.clone());
    }
    out
}

fn keep_page(
    profile: &OpenProfile,
    page: RatePage,
    keep: Option<String>,
) -> Result<RatesRefresh, StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let found = compare(&page, &book(tx)?);
        let run = tx.start_run(RunKind::Sync, LABEL, now)?;
        if !found.kept.is_empty() || !page.rejects.is_empty() {
            let document = tx.insert_document(&page.document, None, run)?;
            for row in &found.kept {
                tx.put_reference_rate(&ReferenceRate {
                    currency: row.currency,
                    day: row.day,
                    per_euro: row.per_euro,
                    document,
                    locator: row.locator.clone(),
                })?;
            }
        }
        let reading = Reading {
            base_url: keep,
            refreshed: Some(now),
        };
        tx.set_setting(KEY, &reading, now)?;
        let rejected = i64::try_from(page.rejects.len()).unwrap_or(i64::MAX);
        let state = if rejected > 0 {
            RunState::Partial
        } else {
            RunState::Done
        };
        let report = RatesRefresh {
            run: run.0,
            new: found.new,
            revised: found.revised,
            same: found.same,
            rejected,
            newest: book(tx)?.newest().map(|d| d.to_string()),
        };
        let text =
            serde_json::to_string(&report).map_err(|e| StudioError::Internal(e.to_string()))?;
        tx.finish_run(run, state, now, Some(&text))?;
        Ok(report)
    })
}
