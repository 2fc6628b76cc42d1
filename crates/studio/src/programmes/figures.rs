//! The readings behind a figure that a programme is judged by, and the creator's own word on one.
//!
//! The rule it protects: every reading leads to the bytes it came from, or says that the creator typed it.

use super::status::named;
use super::{metrics, rules_today};
use crate::shapes::{FigureHistory, FigureReading};
use crate::sources::reference;
use crate::{OpenProfile, StudioError};
use domain::programmes::Metric;
use domain::{Account, CivilDay};
use store::{Metric as Observed, ReadTx, StoreError};

/// Newest readings shown.
const SHOWN: usize = 30;

/// The newest readings of a figure on the platform of a programme, up to `on` (today when `None`). Views of a window are worked
/// out from lifetime counters: their readings are listed too.
///
/// # Errors
/// [`StudioError::NotFound`] when no rule names the programme, [`StudioError::BadRequest`] for another metric or day.
pub fn readings(
    profile: &OpenProfile,
    programme: &str,
    metric: &str,
    on: Option<&str>,
) -> Result<FigureHistory, StudioError> {
    let platform = named(&*rules_today(profile)?, programme)?
        .pack
        .platform
        .clone();
    let known: Metric = metric
        .parse()
        .map_err(|_| StudioError::bad("metric", metric))?;
    let day: CivilDay = match on {
        Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
        None => profile.today()?,
    };
    let names: &[&str] = match known {
        Metric::VideoViews => &["video_views", "lifetime_views", "views_by_day"],
        _ => &[known.id()],
    };
    let (readings, typed_into) = profile.store().read(|tx| {
        let accounts = tx.accounts()?;
        let mut found = Vec::new();
        for account in accounts.iter().filter(|a| holds(a, &platform, known)) {
            for name in names {
                let series = tx.metric_series(account.id, name, None, Some(day))?;
                let newest = series.iter().rev().take(SHOWN);
                let rows = newest.map(|row| (account.clone(), row.clone()));
                found.extend(rows);
            }
        }
        found.sort_by(|(_, a), (_, b)| {
            (b.day, b.authored, b.seen).cmp(&(a.day, a.authored, a.seen))
        });
        found.truncate(SHOWN);
        let rows = found
            .iter()
            .map(|(account, row)| reading(tx, account, row))
            .collect::<Result<Vec<_>, _>>()?;
        Ok::<_, StudioError>((rows, own_account(&accounts, &platform, known)))
    })?;
    Ok(FigureHistory {
        metric: known.id().to_owned(),
        readings,
        account: typed_into,
        run: None,
    })
}

/// Notes the creator's own word on a figure for a day (today when `None`), for the account of the programme's platform.
///
/// # Errors
/// [`StudioError::NotFound`] when no account of the platform is there, [`StudioError::BadRequest`] naming the field.
pub fn note(
    profile: &OpenProfile,
    programme: &str,
    metric: &str,
    value: &str,
    on: Option<&str>,
) -> Result<FigureHistory, StudioError> {
    let before = readings(profile, programme, metric, None)?;
    let account = before.account.ok_or_else(|| StudioError::NotFound {
        what: "account",
        id: programme.to_owned(),
    })?;
    let run = metrics::note(profile, account, metric, value, on)?;
    Ok(FigureHistory {
        run: Some(run.0),
        ..readings(profile, programme, metric, None)?
    })
}

/// Whether an account's figures answer: its own platform's; age is about the person and holds everywhere.
fn holds(account: &Account, platform: &str, metric: Metric) -> bool {
    metric == Metric::AgeYears || account.platform.slug() == platform
}

/// The account a typed figure is kept with.
fn own_account(accounts: &[Account], platform: &str, metric: Metric) -> Option<i64> {
    let own = accounts.iter().find(|a| a.platform.slug() == platform);
    own.or_else(|| accounts.iter().find(|a| holds(a, platform, metric)))
        .map(|a| a.id.0)
}

fn reading(
    tx: &ReadTx<'_>,
    account: &Account,
    row: &Observed,
) -> Result<FigureReading, StoreError> {
    let source = match (row.authored, account.manual) {
        (true, _) => "hand",
        (false, true) => "file",
        (false, false) => "api",
    };
    let document = match (row.document, &row.locator) {
        (Some(document), Some(locator)) => Some(reference(tx, document, locator)?),
        _ => None,
    };
    Ok(FigureReading {
        name: row.name.clone(),
        day: row.day.to_string(),
        value: metrics::text(&row.name, row.value),
        source: source.to_owned(),
        handle: account.handle.clone(),
        document,
        seen_at: row.seen.to_string(),
    })
}
