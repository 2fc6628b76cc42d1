//! Months held to the rule version that held in them: what should be paid, and what was.
//!
//! The rule it protects: arithmetic is in micro-units and whole numbers; a line says what it does not know instead of leaving it
//! out of a sum.

use super::streams::{Basis, Link};
use crate::period;
use crate::shapes::{Amount, EconomicsLine, PeriodLength};
use domain::programmes::{Decimal, Programme, Rule, Terms, select};
use domain::{CivilDay, Region, Unit};
use std::collections::BTreeMap;
use store::TotalRow;

/// One month's withdrawal of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Withdrawal {
    pub(super) month: CivilDay,
    /// Tokens behind it, whole.
    pub(super) tokens: i64,
    /// What it brought, micro-units.
    pub(super) paid: i64,
    /// Of which unit.
    pub(super) unit: Unit,
}

/// Months of one version and unit, added up.
#[derive(Debug, Clone, Copy)]
struct Held<'r> {
    rule: Option<&'r Rule>,
    unit: Unit,
    from: CivilDay,
    to: CivilDay,
    gross: i128,
    gross_known: bool,
    fee: i128,
    fee_known: bool,
    net: i128,
}

/// The lines of one stream: for each unit and version, oldest first.
pub(super) fn lines(
    programme: &Programme<'_>,
    link: &Link,
    region: Region,
    today: CivilDay,
    rows: &[TotalRow],
    withdrawals: &[Withdrawal],
) -> Vec<EconomicsLine> {
    let rule_of = |month: CivilDay| {
        let last =
            period::next(month, PeriodLength::Month).map_or(month, |next| next.plus_days(-1));
        select(programme, region, last.min(today))
            .chosen
            .map(|c| c.rule)
    };
    let mut held: BTreeMap<(Unit, CivilDay, Option<&str>), Held<'_>> = BTreeMap::new();
    let mut open: BTreeMap<(Unit, Option<&str>), CivilDay> = BTreeMap::new();
    for row in rows {
        let Some(month) = row.period else { continue };
        let rule = rule_of(month);
        let id = rule.map(|r| r.id.as_str());
        let first = *open.entry((row.unit, id)).or_insert(month);
        let sum = held.entry((row.unit, first, id)).or_insert(Held {
            rule,
            unit: row.unit,
            from: month,
            to: month,
            gross: 0,
            gross_known: true,
            fee: 0,
            fee_known: true,
            net: 0,
        });
        sum.to = sum.to.max(month);
        sum.gross += row.gross.micros;
        sum.gross_known &= row.gross.known == row.count;
        sum.fee += row.fee.micros;
        sum.fee_known &= row.fee.known == row.count;
        sum.net += row.net;
    }
    held.into_values()
        .map(|sum| line(sum, link, withdrawals))
        .collect()
}

fn line(sum: Held<'_>, link: &Link, withdrawals: &[Withdrawal]) -> EconomicsLine {
    let blank = EconomicsLine {
        rule: sum.rule.map(|r| r.id.clone()),
        from: period::key(sum.from, PeriodLength::Month),
        to: period::key(sum.to, PeriodLength::Month),
        base: None,
        share_permille: None,
        each: None,
        should: None,
        should_most: None,
        paid: Some(Amount::of_sum(sum.net, sum.unit)),
        difference: None,
        difference_permille: None,
        fee: None,
        implied: None,
        approximate: false,
        unknown: None,
    };
    let cannot = |why: &str| EconomicsLine {
        unknown: Some(why.to_owned()),
        ..blank.clone()
    };
    let Some(rule) = sum.rule else {
        return cannot("no_rule");
    };
    match link.basis {
        Basis::Unpublished => cannot("rate_unpublished"),
        Basis::Negotiated => cannot("negotiated"),
        Basis::Share => match shares(&rule.payout) {
            Some(shares) => by_share(sum, shares, blank),
            None => cannot("rate_unpublished"),
        },
        Basis::Component(name) => match rule.payout.components.iter().find(|c| c.name == name) {
            Some(part) if part.unit.is_none() => by_share(
                sum,
                (part.share.millionths(), part.share.millionths()),
                blank,
            ),
            Some(_) => cannot("unlike_units"),
            None => cannot("rate_unpublished"),
        },
        Basis::Each {
            micros, currency, ..
        } => by_token(sum, micros, Unit::Currency(currency), withdrawals, blank),
    }
}

/// The least and the most of the creator's share, in millionths; `None` when the terms state none, or an amount.
fn shares(terms: &Terms) -> Option<(i64, i64)> {
    let own = terms.creator_share.map(Decimal::millionths);
    let all = own
        .into_iter()
        .chain(terms.tiers.iter().map(|t| t.share.millionths()));
    let (least, most) = all.fold(
        (None, None),
        |(least, most): (Option<i64>, Option<i64>), one| {
            (
                Some(least.map_or(one, |l| l.min(one))),
                Some(most.map_or(one, |m| m.max(one))),
            )
        },
    );
    let worded = terms
        .unit
        .as_deref()
        .is_none_or(|unit| !unit.contains(" per "));
    least
        .zip(most)
        .filter(|(_, most)| worded && *most <= 1_000_000)
}

/// The creator's share of a gross the ledger states; where it states the creator's part alone, what that is a share of.
fn by_share(sum: Held<'_>, (least, most): (i64, i64), blank: EconomicsLine) -> EconomicsLine {
    let share_permille = (least == most).then_some(least / 1_000);
    if !sum.gross_known {
        let implied = (least == most && least > 0)
            .then(|| Amount::of_sum(sum.net * 1_000_000 / i128::from(least), sum.unit));
        return EconomicsLine {
            share_permille,
            implied,
            unknown: Some("gross_unknown".to_owned()),
            ..blank
        };
    }
    let part = |share: i64| sum.gross * i128::from(share) / 1_000_000;
    let (should, most_should) = (part(least), part(most));
    // A source that states neither fee nor anything less than the gross does not say what arrived.
    let paid_known = sum.fee_known || sum.net != sum.gross;
    let exact = paid_known && least == most;
    // Fees of the payment service are the creator's; the rule's share is counted before them.
    let before_fees = sum.net
        + if sum.fee_known && least == 1_000_000 {
            sum.fee
        } else {
            0
        };
    let difference = before_fees - should;
    EconomicsLine {
        base: Some(Amount::of_sum(sum.gross, sum.unit)),
        share_permille,
        should: Some(Amount::of_sum(should, sum.unit)),
        should_most: (least != most).then(|| Amount::of_sum(most_should, sum.unit)),
        paid: paid_known.then(|| Amount::of_sum(before_fees, sum.unit)),
        difference: exact.then(|| Amount::of_sum(difference, sum.unit)),
        difference_permille: permille(difference, should).filter(|_| exact),
        fee: (sum.fee_known && sum.fee != 0).then(|| Amount::of_sum(sum.fee, sum.unit)),
        unknown: (!paid_known).then(|| "paid_unknown".to_owned()),
        ..blank
    }
}

/// Tokens at what the rule says of one, beside what withdrawals brought for them.
fn by_token(
    sum: Held<'_>,
    each: i64,
    currency: Unit,
    withdrawals: &[Withdrawal],
    blank: EconomicsLine,
) -> EconomicsLine {
    let blank = EconomicsLine {
        each: Some(Amount::of_sum(i128::from(each), currency)),
        approximate: true,
        ..blank
    };
    let within: Vec<&Withdrawal> = withdrawals
        .iter()
        .filter(|w| w.month >= sum.from && w.month <= sum.to)
        .collect();
    let earned = sum.net / 1_000_000;
    if within.is_empty() {
        return EconomicsLine {
            base: Some(Amount::of_sum(sum.net, sum.unit)),
            should: Some(Amount::of_sum(earned * i128::from(each), currency)),
            paid: None,
            unknown: Some("not_withdrawn".to_owned()),
            ..blank
        };
    }
    let tokens: i128 = within.iter().map(|w| i128::from(w.tokens)).sum();
    let base = Amount::of_sum(tokens * 1_000_000, sum.unit);
    let should = tokens * i128::from(each);
    if within.iter().any(|w| w.unit != currency) {
        return EconomicsLine {
            base: Some(base),
            should: Some(Amount::of_sum(should, currency)),
            paid: None,
            unknown: Some("unlike_units".to_owned()),
            ..blank
        };
    }
    let paid: i128 = within.iter().map(|w| i128::from(w.paid)).sum();
    EconomicsLine {
        base: Some(base),
        should: Some(Amount::of_sum(should, currency)),
        paid: Some(Amount::of_sum(paid, currency)),
        difference: Some(Amount::of_sum(paid - should, currency)),
        difference_permille: permille(paid - should, should),
        ..blank
    }
}

/// A part in thousandths of a whole above zero.
fn permille(part: i128, whole: i128) -> Option<i64> {
    (whole > 0)
        .then(|| i64::try_from(part * 1_000 / whole).ok())
        .flatten()
}

#[cfg(test)]
#[path = "held_tests.rs"]
mod tests;
