//! Today's money: earned, owed, late and to come, read in one snapshot.
//!
//! The rule it protects: figures that stand beside each other on the screen were true at the same moment.

use super::figures;
use crate::rates::Converter;
use crate::shapes::{Amount, ComingPayout, Converted, EarnedFigure, FigureInOne};
use crate::{OpenProfile, StudioError, payouts};
use domain::{CivilDay, Unit};
use std::collections::BTreeMap;

/// A first and a last day.
pub(super) type Span = (CivilDay, CivilDay);

/// The figures of money as the screen shows them.
pub(super) struct Money {
    /// In each currency, the reporting currency first.
    pub(super) earned: Vec<EarnedFigure>,
    pub(super) earned_in: Option<FigureInOne>,
    /// What is counted in no currency.
    pub(super) apart: Vec<Amount>,
    pub(super) owed: Vec<Amount>,
    pub(super) owed_in: Option<Converted>,
    pub(super) late: Vec<Amount>,
    pub(super) late_days: Option<i64>,
    pub(super) next: Option<ComingPayout>,
    pub(super) coming: Vec<ComingPayout>,
}

/// Reads them; `reporting` is the currency that comes first.
pub(super) fn money(
    profile: &OpenProfile,
    reporting: Unit,
    day: CivilDay,
    span: Span,
    before: Span,
) -> Result<Money, StudioError> {
    profile.store().read(|tx| {
        let accounts = tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let known = payouts::Known::default();
        let mut converter = Converter::new(known.book(tx)?.clone(), reporting);
        let days = figures::Days::read(tx, span, before)?;
        let earned_in = figures::earned_in(&days, &mut converter, reporting);
        let mut earned = figures::by_unit(&days);
        let apart = earned
            .iter()
            .filter(|(unit, _)| !unit.is_currency())
            .map(|(_, f)| f.net.clone())
            .collect();
        earned.retain(|(unit, _)| unit.is_currency());
        // The reporting currency comes first; the others by size of their code.
        earned.sort_by_key(|(unit, _)| (*unit != reporting, *unit));
        let mut owed = payouts::owed(tx, &known)?;
        owed.retain(|(unit, net)| unit.is_currency() && *net != 0);
        owed.sort_by_key(|(unit, _)| (*unit != reporting, *unit));
        let owed_in = figures::owed_in(&mut converter, reporting, &owed, day);
        let late = payouts::need_a_person(tx, day)?;
        let mut late_sums: BTreeMap<Unit, i128> = BTreeMap::new();
        for payout in &late {
            *late_sums.entry(payout.payout.amount.unit).or_default() +=
                i128::from(payout.payout.amount.micros);
        }
        let coming = payouts::coming(tx, &known, &accounts, day)?;
        let next = coming
            .iter()
            .find(|c| {
                c.late_days.is_none() && c.latest.as_deref().is_none_or(|d| *d >= *day.to_string())
            })
            .or(coming.first())
            .cloned();
        let of_sums = |sums: Vec<(Unit, i128)>| {
            let amount = |(unit, net)| Amount::of_sum(net, unit);
            sums.into_iter().map(amount).collect()
        };
        Ok(Money {
            earned: earned.into_iter().map(|(_, figure)| figure).collect(),
            earned_in,
            apart,
            owed: of_sums(owed),
            owed_in,
            late: of_sums(late_sums.into_iter().collect()),
            late_days: late.iter().filter_map(|p| payouts::late_days(p, day)).max(),
            next,
            coming,
        })
    })
}
