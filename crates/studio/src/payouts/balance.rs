//! The equation of a span of days, account by account: `docs/payouts.md` defines each term.
//!
//! The rule it protects: the terms come from the rows and from the payouts apart from each other, so that what does not fit
//! shows as a gap instead of vanishing in a term that was made to fit.

use super::chain::{Chain, left, made};
use super::currency::conversions;
use super::known::Known;
use crate::shapes::{Amount, BalanceRow};
use crate::{OpenProfile, StudioError};
use domain::matching::Balance;
use domain::{Account, AccountId, CivilDay, Status, Unit};
use std::collections::BTreeMap;
use store::{ReadTx, Sides, StoreError};

/// The equation of each account and unit over the days, with the unexplained rest of the payouts made in them.
///
/// # Errors
/// [`StudioError::BadRequest`] for days that are none or run backwards.
pub fn balance(
    profile: &OpenProfile,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Vec<BalanceRow>, StudioError> {
    let day = |field, text: &str| text.parse().map_err(|_| StudioError::bad(field, text));
    let from: Option<CivilDay> = from.map(|t| day("from", t)).transpose()?;
    let to = to
        .map(|t| day("to", t))
        .transpose()?
        .unwrap_or(profile.today()?);
    if from.is_some_and(|from| from > to) {
        return Err(StudioError::bad("to", to.to_string()));
    }
    profile.store().read(|tx| {
        let known = Known::default();
        let mut rows = Vec::new();
        for account in tx.accounts()? {
            for (unit, terms) in of_account(tx, &known, &account, from, to)? {
                rows.push(shape(&account, unit, &terms));
            }
        }
        Ok(rows)
    })
}

/// The terms with what stands beside them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Terms {
    pub(super) balance: Balance,
    /// What payouts of the span sent beyond what their rows explain.
    pub(super) unexplained: i128,
    /// Payouts of the span whose entries are not known.
    pub(super) unknown: i64,
    /// Estimates of the span that are not in the equation.
    pub(super) estimated: i128,
    /// Held or refused by the platform, not in the equation.
    pub(super) held: i128,
}

fn shape(account: &Account, unit: Unit, terms: &Terms) -> BalanceRow {
    let amount = |micros: i128| Amount::of_sum(micros, unit);
    let b = &terms.balance;
    BalanceRow {
        account_id: account.id.0,
        platform: account.platform.into(),
        account: account.handle.clone(),
        unit: unit.to_string(),
        owed_before: amount(b.before),
        earned: amount(b.earned),
        changed: amount(b.changed),
        reversed: amount(b.reversed),
        payouts: amount(b.payouts),
        said_paid: amount(b.said_paid),
        owed: amount(b.owed),
        gap: amount(b.gap()),
        unexplained: amount(terms.unexplained),
        unknown_payouts: terms.unknown,
        estimated: amount(terms.estimated),
        held: amount(terms.held),
    }
}

/// Sums of rows, by what they are in the equation.
#[derive(Debug, Clone, Copy, Default)]
struct Rows {
    earned: i128,
    reversed: i128,
    said_paid: i128,
    estimated: i128,
    held: i128,
}

impl Rows {
    /// `estimates_count`: whether estimates are settled as far as this platform ever settles.
    fn add(&mut self, side: &Sides, estimates_count: bool, has_links: bool) {
        let net = side.brought + side.took;
        match side.status {
            Status::Frozen | Status::Ineligible if !side.linked => self.held += net,
            Status::Estimated if !estimates_count && !side.linked => self.estimated += net,
            Status::Reversed if !side.linked => {
                self.earned += side.brought;
                self.reversed += side.brought - side.took;
            }
            _ => {
                self.earned += side.brought;
                self.reversed -= side.took;
                // Where days are searched for payouts, what is called paid is in one of them.
                if side.status == Status::Paid && !side.linked && has_links {
                    self.said_paid += net;
                }
            }
        }
    }

    fn net(&self) -> i128 {
        self.earned - self.reversed
    }
}

/// The terms of one account, unit by unit.
pub(super) fn of_account(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    from: Option<CivilDay>,
    to: CivilDay,
) -> Result<BTreeMap<Unit, Terms>, StoreError> {
    let chain = known.chain(tx, account, None)?;
    let searched = chain.payouts.iter().any(|p| chain.of(p.id).range.is_some());
    let before = match from {
        Some(from) => rows(tx, account.id, None, from.plus_days(-1), searched)?,
        None => BTreeMap::new(),
    };
    let within = rows(tx, account.id, from, to, searched)?;
    let mut units: Vec<Unit> = before.keys().chain(within.keys()).copied().collect();
    units.extend(chain.payouts.iter().map(|p| p.payout.amount.unit));
    units.sort_unstable();
    units.dedup();
    let mut all = BTreeMap::new();
    for unit in units {
        let before = before.get(&unit).copied().unwrap_or_default();
        let within = within.get(&unit).copied().unwrap_or_default();
        let mut sent = payouts(&chain, unit, from, to);
        for (day, net) in conversions(tx, known, account, unit)? {
            sent.change(day, net, from, to);
        }
        let owed_before = before.net() + sent.changed_before - before.said_paid - sent.rows_before
            + sent.back_before;
        let owed = before.net() + within.net() + sent.changed_before + sent.changed
            - before.said_paid
            - within.said_paid
            - sent.rows_before
            - sent.rows
            + sent.back;
        all.insert(
            unit,
            Terms {
                balance: Balance {
                    before: owed_before,
                    earned: within.earned,
                    changed: sent.changed,
                    reversed: within.reversed,
                    payouts: sent.sent,
                    said_paid: within.said_paid,
                    owed,
                },
                unexplained: sent.unexplained,
                unknown: sent.unknown,
                estimated: within.estimated,
                held: within.held,
            },
        );
    }
    Ok(all)
}

fn rows(
    tx: &ReadTx<'_>,
    account: AccountId,
    from: Option<CivilDay>,
    to: CivilDay,
    searched: bool,
) -> Result<BTreeMap<Unit, Rows>, StoreError> {
    let mut by_unit: BTreeMap<Unit, Rows> = BTreeMap::new();
    for side in tx.sides(from, Some(to), Some(account))? {
        let rows = by_unit.entry(side.unit).or_default();
        rows.add(&side, searched, !searched);
    }
    Ok(by_unit)
}

/// Payouts of one unit, before the span and in it.
#[derive(Default)]
struct SentSums {
    /// What rows of payouts before the span add up to.
    rows_before: i128,
    /// What rows of the span's payouts add up to.
    rows: i128,
    /// What came back before the span and was not sent again before it.
    back_before: i128,
    /// The same at the span's end.
    back: i128,
    /// What left in the span and did not come back.
    sent: i128,
    unexplained: i128,
    unknown: i64,
    /// What changing currency brought, before the span and in it.
    changed_before: i128,
    changed: i128,
}

impl SentSums {
    fn change(&mut self, day: CivilDay, net: i128, from: Option<CivilDay>, to: CivilDay) {
        if from.is_some_and(|from| day < from) {
            self.changed_before += net;
        } else if day <= to {
            self.changed += net;
        }
    }
}

fn payouts(chain: &Chain, unit: Unit, from: Option<CivilDay>, to: CivilDay) -> SentSums {
    let mut sums = SentSums::default();
    for payout in &chain.payouts {
        let (amount, day) = (payout.payout.amount, made(payout));
        let explained = chain.of(payout.id);
        let currency = &explained.currency;
        // Where it cannot be told what they became, they stay owed in their own currency and the payout unexplained.
        if currency.made != 0 {
            let foreign = currency.foreign.iter().filter(|(other, ..)| *other == unit);
            for (_, net, _) in foreign {
                sums.change(day, -net, from, to);
            }
            if amount.unit == unit {
                sums.change(day, currency.made, from, to);
            }
        }
        if amount.unit != unit || day > to {
            continue;
        }
        let paid = i128::from(amount.micros);
        let came_back = if left(payout) { 0 } else { paid };
        let step = came_back - explained.resent;
        let rows = explained.rows.unwrap_or(0) + currency.made;
        sums.back += step;
        if from.is_some_and(|from| day < from) {
            sums.rows_before += rows;
            sums.back_before += step;
            continue;
        }
        sums.rows += rows;
        sums.sent += paid - came_back;
        match explained.unexplained(amount.micros) {
            // A searched payout that came back has no days, and paid none.
            None if came_back != 0 => {
                sums.back -= step;
            }
            None => {
                sums.unknown += 1;
                sums.unexplained += paid;
            }
            Some(rest) => sums.unexplained += rest,
        }
    }
    sums
}
