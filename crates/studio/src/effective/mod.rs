//! Effective rates: what was really paid per 1,000 views, per sale, per subscriber, per diamond, and which part of the gross
//! was kept; month by month, with the months in which the level changed.
//!
//! The rules it protects: a rate is made only of what was measured on the same days; a month that is not over takes part in
//! no step; what the creator expected stands beside it and is never mixed in.

mod expected;
mod measure;

pub use expected::{ExpectedDraft, restore_expected, retire_expected, set_expected};

use crate::shapes::{
    Amount, EffectivePoint, EffectiveRate, EffectiveStep, ExpectedShareShape, PeriodLength,
};
use crate::{OpenProfile, StudioError, period};
use domain::rates::steps::{Point, steps};
use domain::{Account, AccountId, CivilDay, Unit};
use measure::{Measure, Series};
use std::collections::BTreeMap;
use store::{ExpectedShare, Share};

/// Months looked back.
const MONTHS: u32 = 36;
/// A rate of fewer months tells nothing yet.
const FEWEST_MONTHS: usize = 3;

/// Every rate with at least three months, by account, stream and measure.
///
/// # Errors
/// [`StudioError`].
pub fn rates(profile: &OpenProfile) -> Result<Vec<EffectiveRate>, StudioError> {
    let today = profile.today()?;
    let first = chrono::Months::new(MONTHS);
    let from = CivilDay(
        today
            .month_start()
            .0
            .checked_sub_months(first)
            .unwrap_or(today.0),
    );
    profile.store().read(|tx| {
        let accounts: BTreeMap<AccountId, Account> =
            tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let expected = tx.expected_shares()?;
        let mut rates = Vec::new();
        for (key, series) in measure::series(tx, from, today)? {
            let Some(account) = accounts.get(&key.account) else {
                continue;
            };
            let whole = series.values.keys().filter(|m| !partial(**m, today));
            if whole.count() < FEWEST_MONTHS {
                continue;
            }
            let own: Vec<&ExpectedShare> = expected
                .iter()
                .filter(|e| {
                    e.account == key.account
                        && e.measure == wording(key.measure, key.stream)
                        && fits(e.share, key.measure, series.unit)
                })
                .collect();
            rates.push(shape(account, &key, &series, &own, today));
        }
        Ok(rates)
    })
}

/// How an expectation names what it is about.
fn wording(measure: Measure, stream: domain::Stream) -> String {
    format!("{}:{}", measure.slug(), stream.slug())
}

fn fits(share: Share, measure: Measure, unit: Unit) -> bool {
    match share {
        Share::Permille(_) => measure == Measure::Kept,
        Share::Each(amount) => measure != Measure::Kept && amount.unit == unit,
    }
}

fn partial(month: CivilDay, today: CivilDay) -> bool {
    month == today.month_start()
}

/// Thousandths are counted whole, everything else in millionths.
fn text(measure: Measure, micros: i64, unit: Unit) -> String {
    match measure {
        Measure::Kept => (micros / 1_000).to_string(),
        _ => domain::amount::micros_text(i128::from(micros), unit),
    }
}

fn shape(
    account: &Account,
    key: &measure::Key,
    series: &Series,
    expected: &[&ExpectedShare],
    today: CivilDay,
) -> EffectiveRate {
    let month = |day: CivilDay| period::key(day, PeriodLength::Month);
    let text = |micros: i64| text(key.measure, micros, series.unit);
    let holds = |at: CivilDay| {
        expected
            .iter()
            .filter(|e| e.retired.is_none() && e.from <= at)
            .max_by_key(|e| e.from)
            .map(|e| micros_of(e.share))
    };
    let points: Vec<Point> = series
        .values
        .iter()
        .filter(|(at, _)| !partial(**at, today))
        .map(|(at, value)| Point {
            period: *at,
            micros: value.micros,
        })
        .collect();
    let step = |step: domain::rates::steps::Step| EffectiveStep {
        month: month(step.at),
        before: text(step.before),
        after: text(step.after),
        change_permille: permille(step.after, step.before).unwrap_or(0),
    };
    let newest = points.last();
    EffectiveRate {
        account: account.id.0,
        handle: account.handle.clone(),
        platform: account.platform.into(),
        stream: key.stream.into(),
        measure: key.measure.slug().to_owned(),
        unit: match key.measure {
            Measure::Kept => "permille".to_owned(),
            _ => series.unit.to_string(),
        },
        points: series
            .values
            .iter()
            .map(|(at, value)| EffectivePoint {
                month: month(*at),
                value: text(value.micros),
                paid: Amount::of_sum(value.paid, series.unit),
                count: value.count,
                expected: holds(*at).map(text),
                partial: partial(*at, today),
            })
            .collect(),
        steps: steps(&points).into_iter().map(step).collect(),
        expected: expected
            .iter()
            .map(|e| ExpectedShareShape {
                id: e.id,
                from: e.from.to_string(),
                value: text(micros_of(e.share)),
                edited_at: e.edited.to_string(),
                retired_at: e.retired.map(|i| i.to_string()),
            })
            .collect(),
        against_expected: newest.and_then(|p| permille(p.micros, holds(p.period)?)),
    }
}

fn micros_of(share: Share) -> i64 {
    match share {
        Share::Each(amount) => amount.micros,
        Share::Permille(permille) => permille.saturating_mul(1_000),
    }
}

/// The difference of a value in thousandths of what it is compared with.
fn permille(value: i64, against: i64) -> Option<i64> {
    let difference = i128::from(value) - i128::from(against);
    let size = i128::from(against).abs();
    (size > 0).then(|| i64::try_from(difference * 1_000 / size).unwrap_or(i64::MAX))
}
