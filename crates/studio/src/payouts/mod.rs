//! The Payouts screen: what platforms sent, what they will send, one payout opened into the entries it pays, and the bank
//! lines it became.
//!
//! The rules it protects: what no entry accounts for is named *unexplained* and never hidden in another line; what a
//! platform states is told from what we worked out.

mod balance;
mod basis;
mod calendar;
mod chain;
mod currency;
mod deciding;
mod drawn;
mod ground;
mod known;
mod landed;
mod locks;
mod matching;
mod refunds;
mod rows;
mod xray;

pub use balance::balance;
pub use calendar::calendar;
pub(crate) use calendar::coming;
pub use deciding::{accept, refuse, undo_decision};
pub(crate) use deciding::{accept_sure, still_open};
pub(crate) use known::Known;
pub use locks::{lock_period, periods, reopen_period};
pub use matching::queue;
pub use rows::payout_rows;

use crate::rates::{self, Converter};
use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use chain::{Chain, Explained, made};
use domain::{Account, AccountId, CivilDay, PayoutId, PayoutState};
use std::collections::BTreeMap;
use std::rc::Rc;
use store::{Payout, ReadTx, StoreError};

/// Rows of a page of payouts that have arrived.
const PAGE: usize = 60;
/// Payouts read for a page: those of the cursor's own day that it is behind are read again.
const READ: u32 = 120;
/// Days looked back for payouts that failed before this one.
const LOOK_BACK_DAYS: i32 = 90;
/// Days after its stated arrival from which a payout counts as late: banks book on the next working day.
pub(crate) const GRACE_DAYS: i32 = 2;

fn accounts(tx: &ReadTx<'_>) -> Result<BTreeMap<AccountId, Account>, StoreError> {
    Ok(tx.accounts()?.into_iter().map(|a| (a.id, a)).collect())
}

/// The list, older ones from `after` on.
///
/// # Errors
/// [`StudioError::BadRequest`] for a cursor that is none.
pub fn payouts(profile: &OpenProfile, after: Option<&str>) -> Result<PayoutList, StudioError> {
    let (today, target) = (profile.today()?, profile.settings()?.unit()?);
    let cursor = after.map(read_cursor).transpose()?;
    profile.store().read(|tx| {
        let known = Known::default();
        let accounts = accounts(tx)?;
        let mut converter = Converter::new(known.book(tx)?.clone(), target);
        let mut groups: BTreeMap<u8, PayoutGroup> = BTreeMap::new();
        let mut put = |kind: &'static str, row: PayoutRow| {
            let order = ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len());
            let group = groups
                .entry(u8::try_from(order).unwrap_or(u8::MAX))
                .or_insert_with(|| PayoutGroup {
                    kind: kind.to_owned(),
                    count: 0,
                    payouts: Vec::new(),
                });
            group.count += 1;
            group.payouts.push(PayoutRow {
                worth: worth(&mut converter, &row, target, today),
                ..row
            });
        };
        if cursor.is_none() {
            for (account, e) in calendar::expected(tx, &known, &accounts, today)? {
                let kind = e.what.late_days.map_or("expected", |_| "late");
                put(kind, expected_row(&account, &e));
            }
        }
        let until = cursor.map(|(at, _)| at.day_in(domain::Zone::UTC));
        let listed = tx.payouts(None, until, READ)?;
        let page: Vec<&Payout> = listed
            .iter()
            .filter(|p| cursor.is_none_or(|behind| (p.payout.created, p.id) < behind))
            .take(PAGE)
            .collect();
        let chains = chains(tx, &known, &accounts, &page)?;
        let landed = landed::landed(tx)?;
        for payout in &page {
            let (Some(account), Some(chain)) =
                (accounts.get(&payout.account), chains.get(&payout.account))
            else {
                continue;
            };
            let row = PayoutRow {
                landed: landed
                    .get(&(payout.account, payout.payout.external_id.clone()))
                    .map(CivilDay::to_string),
                ..row(payout, account, &chain.of(payout.id), today)
            };
            put(kind(payout, today), row);
        }
        let next = page
            .last()
            .filter(|_| page.len() == PAGE)
            .map(|p| format!("{}:{}", p.payout.created.millis(), p.id));
        Ok(PayoutList {
            groups: groups.into_values().collect(),
            next,
        })
    })
}

/// A payout in the reporting currency, at the rate of the day it arrived or was made; one to come at today's. `None` when it is
/// in that currency already.
fn worth(
    converter: &mut Converter,
    row: &PayoutRow,
    target: domain::Unit,
    today: CivilDay,
) -> Option<PayoutWorth> {
    let unit: domain::Unit = row.amount.unit.parse().ok().filter(|u| *u != target)?;
    let stated = [&row.arrival, &row.created].into_iter().flatten();
    let day = stated
        .filter_map(|text| text.get(..10)?.parse::<CivilDay>().ok())
        .next()
        .filter(|_| row.id.is_some())
        .map_or(today, |day| day.min(today));
    let amount = domain::Amount::parse(&row.amount.amount, unit).ok()?;
    Some(match converter.factor(unit, day) {
        Ok(factor) => PayoutWorth {
            amount: converter.one(amount, day).ok(),
            rate_day: factor.basis.day().map(|d| d.to_string()),
            basis: rates::basis_word(&factor.basis).to_owned(),
            rate: Some(Amount::of_sum(factor.shown(), target).amount),
            reason: None,
        },
        Err(why) => PayoutWorth {
            amount: None,
            rate_day: None,
            basis: "none".to_owned(),
            rate: None,
            reason: Some(why.slug().to_owned()),
        },
    })
}

/// What explains the payouts of a page, account by account.
fn chains(
    tx: &ReadTx<'_>,
    known: &Known,
    accounts: &BTreeMap<AccountId, Account>,
    page: &[&Payout],
) -> Result<BTreeMap<AccountId, Rc<Chain>>, StoreError> {
    let mut first: BTreeMap<AccountId, CivilDay> = BTreeMap::new();
    for payout in page {
        let day = made(payout);
        let first = first.entry(payout.account).or_insert(day);
        *first = day.min(*first);
    }
    let mut chains = BTreeMap::new();
    for (id, day) in first {
        if let Some(account) = accounts.get(&id) {
            let since = day.plus_days(-LOOK_BACK_DAYS);
            chains.insert(id, known.chain(tx, account, Some(since))?);
        }
    }
    Ok(chains)
}

const ORDER: [&str; 5] = ["late", "expected", "on_the_way", "paid", "failed"];

/// The last payout of a page: the order of the list is that of creation, then of rows.
fn read_cursor(text: &str) -> Result<(domain::Instant, PayoutId), StudioError> {
    let bad = || StudioError::bad("after", text);
    let (at, id) = text.split_once(':').ok_or_else(bad)?;
    let at = at.parse().ok().and_then(domain::Instant::from_millis);
    Ok((at.ok_or_else(bad)?, id.parse().map_err(|_| bad())?))
}

/// The group a payout stands in.
fn kind(payout: &Payout, today: CivilDay) -> &'static str {
    match payout.payout.state {
        PayoutState::Pending | PayoutState::InTransit if late_days(payout, today).is_some() => {
            "late"
        }
        PayoutState::Pending | PayoutState::InTransit => "on_the_way",
        PayoutState::Paid => "paid",
        PayoutState::Failed | PayoutState::Canceled => "failed",
    }
}

/// Days past the stated arrival, once the grace is over.
pub(crate) fn late_days(payout: &Payout, today: CivilDay) -> Option<i64> {
    let open = matches!(
        payout.payout.state,
        PayoutState::Pending | PayoutState::InTransit
    );
    let days = today.number() - payout.payout.arrival?.number();
    (open && days > GRACE_DAYS).then(|| i64::from(days))
}

fn row(payout: &Payout, account: &Account, explained: &Explained, today: CivilDay) -> PayoutRow {
    let amount = payout.payout.amount;
    let unexplained = explained.unexplained(amount.micros);
    PayoutRow {
        id: Some(payout.id.0),
        platform: account.platform.into(),
        account: account.handle.clone(),
        amount: amount.into(),
        state: Some(payout.payout.state.into()),
        created: Some(payout.payout.created.to_string()),
        arrival: payout.payout.arrival.map(|d| d.to_string()),
        entries: i64::try_from(explained.count).unwrap_or(i64::MAX),
        unexplained: unexplained.map(|micros| Amount::of_sum(micros, amount.unit)),
        basis: explained.basis().map(|b| b.slug().to_owned()),
        score: explained.score().map(i64::from),
        late_days: late_days(payout, today),
        expected: None,
        landed: None,
        worth: None,
    }
}

fn expected_row(account: &Account, e: &calendar::Expected) -> PayoutRow {
    let shape = calendar::shape(account, e);
    PayoutRow {
        id: None,
        platform: account.platform.into(),
        account: account.handle.clone(),
        amount: shape.owed.clone(),
        state: None,
        created: None,
        arrival: shape.day.clone(),
        entries: shape.entries,
        unexplained: None,
        basis: None,
        score: None,
        late_days: shape.late_days,
        expected: Some(shape),
        landed: None,
        worth: None,
    }
}

/// One payout, opened.
///
/// # Errors
/// [`StudioError`].
pub fn payout(profile: &OpenProfile, id: i64) -> Result<PayoutDetail, StudioError> {
    let (today, target) = (profile.today()?, profile.settings()?.unit()?);
    profile.store().read(|tx| {
        let payout = tx.payout(PayoutId(id))?;
        let account = tx.account(payout.account)?;
        let day = made(&payout);
        let known = Known::default();
        let chain = known.chain(tx, &account, Some(day.plus_days(-LOOK_BACK_DAYS)))?;
        let explained = chain.of(payout.id);
        let taken = refunds::taken_back(tx, payout.id, &explained.parts)?;
        let landings = landed::landings_of(tx, &payout)?;
        let range = explained.range;
        let mut shown = row(&payout, &account, &explained, today);
        if shown.amount.unit != target.to_string() {
            let mut converter = Converter::new(known.book(tx)?.clone(), target);
            shown.worth = worth(&mut converter, &shown, target, today);
        }
        Ok(PayoutDetail {
            payout: PayoutRow {
                landed: landings.first().map(|l| l.day.clone()),
                ..shown
            },
            lines: xray::lines(tx, &known, &account, &payout, &explained, &taken)?,
            from: range.map(|r| r.from.to_string()),
            to: range.map(|r| r.to.to_string()),
            others_fit: range.is_some_and(|r| r.others),
            exchange: landed::exchange(tx, &known, &payout, &landings)?,
            landings,
            locked: tx.period_is_locked(account.id, day)?,
            account_id: account.id.0,
            month: day.month_start().to_string(),
            description: payout.payout.description.clone(),
            failure: payout.payout.failure.clone(),
            itemised: payout.payout.itemised,
            source: sources::reference(tx, payout.document, &payout.payout.locator)?,
        })
    })
}

/// What is confirmed or available and in no payout, for each unit, over the accounts whose payouts are known. An account
/// that never names a payout may have paid long ago: what it settled is earned, and whether it is owed is unknown.
pub(crate) fn owed(
    tx: &ReadTx<'_>,
    known: &Known,
) -> Result<Vec<(domain::Unit, i128)>, StoreError> {
    let paying = tx.paying_accounts()?;
    let mut sums: BTreeMap<domain::Unit, i128> = BTreeMap::new();
    for (_, of_account) in known
        .owed(tx)?
        .iter()
        .filter(|(account, _)| paying.contains(account))
    {
        for (unit, net, _) in of_account {
            *sums.entry(*unit).or_default() += net;
        }
    }
    Ok(sums.into_iter().collect())
}

/// Payouts that are past their day, and those of the last 60 days that failed with no later one to send the money again: the
/// ones that need a person.
pub(crate) fn need_a_person(tx: &ReadTx<'_>, today: CivilDay) -> Result<Vec<Payout>, StoreError> {
    let recent = tx.payouts(Some(today.plus_days(-60)), None, 1_000)?;
    let sent_again = |failed: &Payout| {
        recent.iter().any(|p| {
            p.account == failed.account
                && p.payout.amount.unit == failed.payout.amount.unit
                && p.payout.created > failed.payout.created
                && !matches!(p.payout.state, PayoutState::Failed | PayoutState::Canceled)
        })
    };
    let needs = |p: &&Payout| {
        late_days(p, today).is_some() || (p.payout.state == PayoutState::Failed && !sent_again(p))
    };
    Ok(recent.iter().filter(needs).cloned().collect())
}
