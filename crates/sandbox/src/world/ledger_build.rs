//! How the Stripe ledger comes about: tips and sales day by day, brand invoices, fees, refunds, disputes, payouts.
//!
//! Rule protected: every payout equals, to the cent, the net of the rows it pays; a row is paid once.

use std::collections::{BTreeMap, VecDeque};

use chrono::Datelike;

use super::Rates;
use super::calendar::{DAY, civil, next_month, utc_day, weekday};
use super::curve::Curve;
use super::dice::Dice;
use super::ledger::{Deal, Kind, Ledger, NONE, Payout, Row};
use super::words::{BRANDS, PRODUCTS};

/// Thousandths that Stripe keeps of money it changes.
const CHANGING: i64 = 20;

/// Every this many payouts one is sent back by the bank.
const FAILING_PAYOUT: usize = 53;

/// What the build needs to know of the world.
pub(crate) struct Frame<'a> {
    pub(crate) seed: u64,
    pub(crate) first_day: i64,
    pub(crate) end_day: i64,
    pub(crate) born: i64,
    /// Rows wanted by the time of birth.
    pub(crate) entries: u64,
    pub(crate) activity: &'a [u64],
    pub(crate) followers: &'a Curve,
    pub(crate) rates: &'a Rates,
}

/// Builds the ledger. The rows visible at birth number exactly `entries`, unless fees, invoices and payouts alone are
/// more than that.
pub(crate) fn build(frame: &Frame<'_>) -> Ledger {
    let mut drafts = Vec::new();
    let mut deals = BTreeMap::new();
    customers(frame, &mut drafts);
    invoices(frame, &mut drafts, &mut deals);
    fees(frame, &mut drafts);

    let mut surplus = visible(&drafts, frame.born) + mondays(frame) - frame.entries as i64;
    let mut best = None;
    // dropping tips can empty a week and so drop its payout: look at the outcome and correct, three times at most
    for _ in 0..3 {
        let (kept, kept_deals) = thin(&drafts, &deals, surplus.max(0) as u64, frame.born);
        let ledger = settle(frame, kept, kept_deals);
        let off = i64::from(ledger.rows_before(frame.born + 1)) - frame.entries as i64;
        best = Some(ledger);
        if off == 0 || surplus + off <= 0 {
            break;
        }
        surplus += off;
    }
    best.unwrap_or_else(|| Ledger::new(String::new(), Vec::new(), Vec::new(), BTreeMap::new()))
}

fn visible(rows: &[Row], born: i64) -> i64 {
    rows.iter().filter(|row| row.at <= born).count() as i64
}

fn mondays(frame: &Frame<'_>) -> i64 {
    (frame.first_day + 7..=utc_day(frame.born))
        .filter(|day| weekday(*day) == 0)
        .count() as i64
}

fn row(at: i64, amount: i64, fee: i64, kind: Kind) -> Row {
    Row {
        at,
        amount,
        fee: fee as i32,
        link: NONE,
        payout: NONE,
        kind,
    }
}

/// 1.5 % and 25 cents, rounded half up: the European card price.
fn card_fee(amount: i64) -> i64 {
    (amount * 15 + 500) / 1000 + 25
}

fn customers(frame: &Frame<'_>, drafts: &mut Vec<Row>) {
    let mut dice = Dice::new(frame.seed, "customers");
    let history = (utc_day(frame.born) - frame.first_day).max(1) as u64;
    // more than asked for, so that thinning always has something to take
    let wanted = frame.entries + 2 * frame.entries / history + 64;
    // who buys and tips is a share of who follows, on top of a small circle that was there before
    let weights: Vec<u64> = frame
        .activity
        .iter()
        .zip(frame.first_day..)
        .map(|(weight, day)| weight * (60 + frame.followers.at(day * DAY) / 40) / 10)
        .collect();
    let until_birth: u64 = weights.iter().take(history as usize + 1).sum();
    let (mut sum, mut made) = (0_u64, 0_u64);
    for (weight, day) in weights.iter().zip(frame.first_day..) {
        sum += weight;
        let due = (u128::from(wanted) * u128::from(sum) / u128::from(until_birth.max(1))) as u64;
        for _ in made..due {
            let at = day * DAY + 7 * 3600 + dice.below(16 * 3600) as i64;
            if dice.chance(620) {
                let amount = dice.pick(
                    &[100, 200, 300, 500, 500, 500, 750, 1_000, 1_500, 2_000],
                    500,
                );
                drafts.push(row(at, amount, 0, Kind::Tip));
            } else {
                sale(&mut dice, at, frame.end_day, drafts);
            }
        }
        made = due.max(made);
    }
}

fn sale(dice: &mut Dice, at: i64, end_day: i64, drafts: &mut Vec<Row>) {
    let (_, price) = dice.pick(PRODUCTS, ("Kit", 2_000));
    let amount = price + if price > 2_000 { 490 } else { 0 };
    let sold = drafts.len() as u32;
    drafts.push(row(at, amount, card_fee(amount), Kind::Sale));
    let (refunded, partly, disputed) = (dice.chance(34), dice.chance(250), dice.chance(3));
    let later = at + dice.between(DAY, 12 * DAY);
    if later >= end_day * DAY || !(refunded || disputed) {
        return;
    }
    let mut back = if refunded {
        row(
            later,
            -if partly { amount / 2 } else { amount },
            0,
            Kind::Refund,
        )
    } else {
        row(later + 9 * DAY, -amount, 2_000, Kind::Dispute)
    };
    back.link = sold;
    let index = drafts.len() as u32;
    if let Some(original) = drafts.get_mut(sold as usize) {
        original.link = index;
    }
    drafts.push(back);
}

fn invoices(frame: &Frame<'_>, drafts: &mut Vec<Row>, deals: &mut BTreeMap<u32, Deal>) {
    let mut dice = Dice::new(frame.seed, "invoices");
    let mut day = frame
        .followers
        .day_reaching(2_500)
        .max(frame.first_day + 20);
    let mut number = 0;
    while day < frame.end_day {
        let at = day * DAY + 8 * 3600 + dice.below(8 * 3600) as i64;
        number += 1;
        let size = 100 + frame.followers.at(at) as i64 / 40;
        let euros = size * dice.between(60, 190) / 100;
        let usd = dice.chance(220).then_some(euros * 100);
        let amount = usd.map_or(euros * 100, |cents| {
            frame.rates.euro(cents, "USD", day, CHANGING)
        });
        deals.insert(
            drafts.len() as u32,
            Deal {
                brand: dice.pick(BRANDS, "Maison Solenne"),
                invoice: format!("CA-{}-{number:03}", civil(day).year()),
                usd,
            },
        );
        drafts.push(row(at, amount, card_fee(amount), Kind::Deal));
        day += dice.between(17, 41);
    }
}

fn fees(frame: &Frame<'_>, drafts: &mut Vec<Row>) {
    let mut month = next_month(frame.first_day);
    while month < frame.end_day {
        drafts.push(row(month * DAY + 4 * 3600 + 120, -200, 0, Kind::Fee));
        month = next_month(month);
    }
}

/// Drops `surplus` of the tips visible at birth, evenly spread, and sorts the rest by time with links repaired.
fn thin(
    drafts: &[Row],
    deals: &BTreeMap<u32, Deal>,
    surplus: u64,
    born: i64,
) -> (Vec<Row>, BTreeMap<u32, Deal>) {
    let tips = drafts
        .iter()
        .filter(|row| row.kind == Kind::Tip && row.at <= born)
        .count() as u64;
    let drop = u128::from(surplus.min(tips));
    let total = u128::from(tips.max(1));
    let mut seen = 0_u128;
    let mut order: Vec<u32> = Vec::with_capacity(drafts.len());
    for (index, row) in drafts.iter().enumerate() {
        if row.kind == Kind::Tip && row.at <= born {
            seen += 1;
            if seen * drop / total > (seen - 1) * drop / total {
                continue;
            }
        }
        order.push(index as u32);
    }
    arrange(drafts, order, deals)
}

/// Sorts the chosen drafts by time and rewrites links and deal keys to the new numbers.
fn arrange(
    drafts: &[Row],
    mut order: Vec<u32>,
    deals: &BTreeMap<u32, Deal>,
) -> (Vec<Row>, BTreeMap<u32, Deal>) {
    let at = |index: &u32| drafts.get(*index as usize).map_or(i64::MAX, |row| row.at);
    order.sort_by_key(|index| (at(index), *index));
    let mut place = vec![NONE; drafts.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old as usize) {
            *slot = new as u32;
        }
    }
    let moved = |old: u32| place.get(old as usize).copied().unwrap_or(NONE);
    let rows = order
        .iter()
        .filter_map(|old| drafts.get(*old as usize))
        .map(|row| Row {
            link: moved(row.link),
            ..*row
        })
        .collect();
    let deals = deals
        .iter()
        .map(|(old, deal)| (moved(*old), deal.clone()))
        .collect();
    (rows, deals)
}

/// Pays the rows out week by week and merges the payouts into the ledger.
fn settle(frame: &Frame<'_>, mut rows: Vec<Row>, deals: BTreeMap<u32, Deal>) -> Ledger {
    let mut payouts: Vec<Payout> = Vec::new();
    let mut returned: VecDeque<u32> = VecDeque::new();
    let mut waiting: VecDeque<u32> = VecDeque::new();
    let earned = rows.len() as u32;
    let mut next = 0_u32;
    for day in (frame.first_day + 7..frame.end_day).filter(|day| weekday(*day) == 0) {
        let at = day * DAY + 3 * 3600 + 17 * 60;
        let created =
            |index: u32, rows: &[Row]| rows.get(index as usize).map_or(i64::MAX, |row| row.at);
        while next < earned && created(next, &rows) < at {
            waiting.push_back(next);
            next += 1;
        }
        while returned
            .front()
            .is_some_and(|index| created(*index, &rows) < at)
        {
            waiting.extend(returned.pop_front());
        }
        let ready = |index: &u32| {
            rows.get(*index as usize)
                .is_some_and(|row| row.available_on() <= at)
        };
        let (members, later): (Vec<u32>, Vec<u32>) = waiting.iter().copied().partition(ready);
        let amount: i64 = members
            .iter()
            .filter_map(|index| rows.get(*index as usize))
            .map(Row::net)
            .sum();
        if amount <= 0 {
            // nothing to send: the debt waits for the next week
            continue;
        }
        waiting = later.into();
        let number = payouts.len() as u32;
        for index in &members {
            if let Some(row) = rows.get_mut(*index as usize) {
                row.payout = number;
            }
        }
        let own = rows.len() as u32;
        rows.push(Row {
            payout: number,
            ..row(at, -amount, 0, Kind::Payout)
        });
        let arrival = (day + 2) * DAY;
        let failure = (payouts.len() % FAILING_PAYOUT == FAILING_PAYOUT - 5).then(|| {
            let index = rows.len() as u32;
            let at = arrival + 2 * DAY + 10 * 3600;
            rows.push(Row {
                link: own,
                ..row(at, amount, 0, Kind::PayoutFailure)
            });
            returned.push_back(index);
            (at, index)
        });
        payouts.push(Payout {
            at,
            arrival,
            amount,
            row: own,
            failure,
            members,
        });
    }
    renumber(frame.seed, rows, payouts, deals)
}

fn renumber(
    seed: u64,
    rows: Vec<Row>,
    mut payouts: Vec<Payout>,
    deals: BTreeMap<u32, Deal>,
) -> Ledger {
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_by_key(|index| {
        (
            rows.get(*index as usize).map_or(i64::MAX, |row| row.at),
            *index,
        )
    });
    let mut place = vec![NONE; rows.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old as usize) {
            *slot = new as u32;
        }
    }
    let moved = |old: u32| place.get(old as usize).copied().unwrap_or(NONE);
    for payout in &mut payouts {
        payout.row = moved(payout.row);
        payout.failure = payout.failure.map(|(at, index)| (at, moved(index)));
        for member in &mut payout.members {
            *member = moved(*member);
        }
        payout.members.sort_unstable();
    }
    let (rows, deals) = arrange(&rows, order, &deals);
    let mut dice = Dice::new(seed, "stripe ids");
    let tag = (0..6)
        .map(|_| char::from(b'A' + dice.below(26) as u8))
        .collect();
    Ledger::new(tag, rows, payouts, deals)
}
