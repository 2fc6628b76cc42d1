//! Today's key figures: earned for each unit and in the reporting currency, owed in the reporting currency.
//!
//! The rules it protects: earned money is converted day by day at each day's rate, owed money at today's; what has no rate
//! stays out of the sum and is named in it.

use crate::StudioError;
use crate::rates::{Converter, Tally, rounded};
use crate::shapes::{Amount, Converted, EarnedFigure, FigureInOne};
use domain::{CivilDay, Status, Unit};
use store::{EntryFilter, ReadTx, TotalKey, TotalRow};

fn filter((from, to): (CivilDay, CivilDay)) -> EntryFilter {
    EntryFilter {
        from: Some(from),
        to: Some(to),
        ..EntryFilter::default()
    }
}

/// What was earned on each day of a span, and of the span it is measured against.
pub(super) struct Days {
    /// By unit and status.
    now: Vec<TotalRow>,
    /// By unit.
    then: Vec<TotalRow>,
}

impl Days {
    pub(super) fn read(
        tx: &ReadTx<'_>,
        span: (CivilDay, CivilDay),
        before: (CivilDay, CivilDay),
    ) -> Result<Self, StudioError> {
        let keys = [TotalKey::Day, TotalKey::Unit, TotalKey::Status];
        Ok(Self {
            now: tx.totals(&keys, &filter(span))?,
            then: tx.totals(&[TotalKey::Day, TotalKey::Unit], &filter(before))?,
        })
    }
}

/// Change in tenths of a percent; `None` where there is nothing above zero to compare with.
fn change(now: i128, before: Option<i128>) -> Option<i64> {
    let before = before.filter(|b| *b > 0)?;
    i64::try_from((now - before) * 1_000 / before).ok()
}

/// What was earned in the reporting currency, against the span before. `None` when there is nothing to convert:
/// no entry, or none in another unit.
pub(super) fn earned_in(
    days: &Days,
    converter: &mut Converter,
    target: Unit,
) -> Option<FigureInOne> {
    let mut now = Tally::default();
    let (mut estimated, mut then) = (Tally::default(), Tally::default());
    let mut foreign = false;
    for row in &days.now {
        let Some(day) = row.period else { continue };
        foreign |= row.unit != target;
        let converted = now.add(converter, row.unit, day, row.net, row.count);
        if converted && row.status == Some(Status::Estimated) {
            estimated.add(converter, row.unit, day, row.net, row.count);
        }
    }
    let mut known = false;
    for row in &days.then {
        if let Some(day) = row.period {
            known |= then.add(converter, row.unit, day, row.net, row.count);
        }
    }
    if !foreign {
        return None;
    }
    let before = known.then(|| then.micros());
    Some(FigureInOne {
        estimated: rounded(estimated.micros(), target),
        before: before.map(|micros| rounded(micros, target)),
        change_permille: change(now.micros(), before),
        converted: now.finish(target),
    })
}

/// What is owed in the reporting currency, at the rates of `today`. `None` when all of it is in that currency.
pub(super) fn owed_in(
    converter: &mut Converter,
    target: Unit,
    owed: &[(Unit, i128)],
    today: CivilDay,
) -> Option<Converted> {
    if owed.iter().all(|(unit, _)| *unit == target) {
        return None;
    }
    let mut tally = Tally::default();
    for (unit, net) in owed {
        tally.add(converter, *unit, today, *net, 1);
    }
    Some(tally.finish(target))
}

/// Earned in each unit, with its estimated part, against the span before.
pub(super) fn by_unit(days: &Days) -> Vec<(Unit, EarnedFigure)> {
    let Days { now, then } = days;
    let mut units: Vec<Unit> = now.iter().map(|row| row.unit).collect();
    units.sort_unstable();
    units.dedup();
    let figure = |unit: Unit| {
        let of = |row: &&TotalRow| row.unit == unit;
        let net: i128 = now.iter().filter(of).map(|row| row.net).sum();
        let estimated: i128 = now
            .iter()
            .filter(of)
            .filter(|row| row.status == Some(Status::Estimated))
            .map(|row| row.net)
            .sum();
        let before = then.iter().filter(of).map(|row| row.net);
        let before = before.reduce(|sum, net| sum + net);
        let shape = EarnedFigure {
            net: Amount::of_sum(net, unit),
            estimated: Amount::of_sum(estimated, unit),
            before: before.map(|b| Amount::of_sum(b, unit)),
            change_permille: change(net, before),
        };
        (unit, shape)
    };
    units.into_iter().map(figure).collect()
}
