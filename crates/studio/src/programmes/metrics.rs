//! The figures that programmes are judged by, listed and corrected by hand.
//!
//! The rule it protects: what the creator types is kept beside what a platform says, and wins on its day.

use crate::{OpenProfile, StudioError};
use domain::programmes::{Metric, MetricValue};
use domain::{AccountId, CivilDay, MetricDraft, RunId, RunKind, RunState};
use serde::Serialize;

/// A figure as it held last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MetricRow {
    /// Name in the registry's vocabulary, or a platform counter no rule asks for.
    pub name: String,
    /// The value as text in the unit of the rules: `12000`, `3999.5`, `yes`, `2025-08-04`.
    pub value: String,
    /// Account id.
    pub account: i64,
    /// The account's name.
    pub handle: String,
    /// The day it held.
    pub on: String,
    /// `api`, `file` or `hand`.
    pub source: String,
}

/// The newest value of each figure of each account.
///
/// # Errors
/// [`StudioError::Store`].
pub fn metrics(profile: &OpenProfile) -> Result<Vec<MetricRow>, StudioError> {
    profile.store().read(|tx| {
        let mut rows = Vec::new();
        for account in tx.accounts()? {
            for metric in tx.metrics_latest(Some(account.id))? {
                let source = match (metric.authored, account.manual) {
                    (true, _) => "hand",
                    (false, true) => "file",
                    (false, false) => "api",
                };
                rows.push(MetricRow {
                    value: text(&metric.name, metric.value),
                    name: metric.name,
                    account: account.id.0,
                    handle: account.handle.clone(),
                    on: metric.day.to_string(),
                    source: source.to_owned(),
                });
            }
        }
        Ok(rows)
    })
}

/// A stored number in the words of its metric; a counter outside the vocabulary stays the number it is.
pub(super) fn text(name: &str, stored: i64) -> String {
    let known = name.parse::<Metric>().ok();
    known
        .and_then(|metric| Some(MetricValue::from_stored(metric, stored)?.text(metric)))
        .unwrap_or_else(|| stored.to_string())
}

/// Notes the creator's own word on a figure for `on` (today when `None`) and gives the list as it then is.
///
/// # Errors
/// [`StudioError::BadRequest`] for a name outside the vocabulary, a value that is none of the metric or a day that is none,
/// [`StudioError::NotFound`] for an account that is not there.
pub fn set_metric(
    profile: &OpenProfile,
    account: i64,
    name: &str,
    value: &str,
    on: Option<&str>,
) -> Result<Vec<MetricRow>, StudioError> {
    note(profile, account, name, value, on)?;
    metrics(profile)
}

/// As [`set_metric`]; gives the run, which takes the word back.
///
/// # Errors
/// As [`set_metric`].
pub fn note(
    profile: &OpenProfile,
    account: i64,
    name: &str,
    value: &str,
    on: Option<&str>,
) -> Result<RunId, StudioError> {
    let metric: Metric = name.parse().map_err(|_| StudioError::bad("metric", name))?;
    let stored = metric
        .parse_value(value)
        .ok()
        .and_then(|v| v.to_stored(metric))
        .ok_or_else(|| StudioError::bad(name, value))?;
    let day: CivilDay = match on {
        Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
        None => profile.today()?,
    };
    let draft = MetricDraft {
        name: name.to_owned(),
        day,
        value: stored,
        locator: None,
    };
    let now = profile.now();
    profile.store().write(move |tx| {
        let account = tx.account(AccountId(account))?.id;
        let run = tx.start_run(RunKind::Hand, "", now)?;
        tx.set_metric(account, &draft, run, now)?;
        tx.finish_run(run, RunState::Done, now, None)?;
        Ok::<RunId, StudioError>(run)
    })
}
