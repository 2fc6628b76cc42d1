//! The creator's PayPal account: donations, sales, memberships, brand invoices in dollars, and what PayPal does with the money.
//!
//! Rule protected: the balance is the sum of the rows that happened; what leaves for the bank was there. Rows never change
//! their amount, only their status.

use chrono::Datelike;

use super::calendar::{DAY, civil, weekday};
use super::dice::Dice;
use super::rates::Rates;
use super::words::{BRANDS, BUYERS, PRODUCTS};

/// Kept in the account when the rest is withdrawn, euro cents.
const FLOAT: i64 = 10_000;
/// Less than this is not withdrawn, euro cents.
const LEAST: i64 = 5_000;

/// How a transaction comes to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// At once.
    Settled,
    /// Pending until then, then good.
    Pending(i64),
    /// Pending until then, then refused.
    Denied(i64),
    /// Good until then, then taken back.
    Reversed(i64),
}

/// One transaction.
#[derive(Debug, Clone)]
pub(crate) struct Transaction {
    pub(crate) at: i64,
    pub(crate) id: String,
    /// Event code, `T0006`.
    pub(crate) code: &'static str,
    /// Signed minor units.
    pub(crate) cents: i64,
    pub(crate) currency: &'static str,
    /// Signed minor units; 0 for none.
    pub(crate) fee: i64,
    /// Related id and its type.
    pub(crate) reference: Option<(String, &'static str)>,
    pub(crate) subject: String,
    pub(crate) rest: Rest,
}

impl Transaction {
    /// The status letter at an instant.
    pub(crate) fn status(&self, now: i64) -> &'static str {
        match self.rest {
            Rest::Pending(until) | Rest::Denied(until) if now < until => "P",
            Rest::Denied(_) => "D",
            Rest::Reversed(at) if now >= at => "V",
            _ => "S",
        }
    }

    /// When the status last changed.
    pub(crate) fn updated(&self, now: i64) -> i64 {
        match self.rest {
            Rest::Pending(at) | Rest::Denied(at) | Rest::Reversed(at) if now >= at => at,
            _ => self.at,
        }
    }

    /// When the balance changes, and by how much; `None` for money that never came.
    pub(crate) fn effect(&self) -> Option<(i64, i64)> {
        match self.rest {
            Rest::Denied(_) => None,
            // a withdrawal leaves the balance when it is asked for
            Rest::Pending(at) if self.cents > 0 => Some((at, self.cents + self.fee)),
            _ => Some((self.at, self.cents + self.fee)),
        }
    }

    /// Whether it moves money between what may be spent and what is held back.
    pub(crate) fn is_hold(&self) -> bool {
        self.code.starts_with("T15")
    }
}

/// Everything on the PayPal side, oldest first.
pub(crate) fn story(
    dice: &mut Dice,
    first_day: i64,
    end_day: i64,
    rates: &Rates,
) -> Vec<Transaction> {
    let mut rows = Vec::new();
    let length = (end_day - first_day).max(1);
    for day in first_day..end_day {
        let growth = 6 * (day - first_day) / length;
        for _ in 0..=dice.below(2 + growth.unsigned_abs()) {
            payment(dice, day, &mut rows, rates);
        }
        regular(dice, day, &mut rows, rates);
    }
    rows.sort_by_key(|row| row.at);
    withdrawals(dice, first_day, end_day, &mut rows);
    rows.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    rows
}

/// One payment of a supporter or buyer, with what follows from it.
fn payment(dice: &mut Dice, day: i64, rows: &mut Vec<Transaction>, rates: &Rates) {
    let at = moment(dice, day);
    let buyer = format!("{} {}", dice.pick(BUYERS, "Ambre"), dice.below(400));
    let (name, price) = dice.pick(PRODUCTS, ("Patron", 1_200));
    let (code, cents, currency, subject) = match dice.below(100) {
        0..=39 => (
            "T0013",
            dice.between(2, 20) * 100,
            "EUR",
            format!("Donation, {buyer}"),
        ),
        40..=69 => ("T0006", price, "EUR", name.to_owned()),
        70..=84 => ("T0002", 500, "EUR", format!("Membership, {buyer}")),
        _ => ("T0006", price * 11 / 10, "USD", name.to_owned()),
    };
    let mut row = Transaction {
        at,
        id: identifier(dice),
        code,
        cents,
        currency,
        fee: -(cents * 29 / 1_000 + 35),
        reference: (code == "T0002").then(|| (format!("I-{}", short(dice)), "SUB")),
        subject,
        rest: Rest::Settled,
    };
    match dice.below(1_000) {
        0..=24 => row.rest = Rest::Pending(at + dice.between(1, 5) * DAY),
        25..=31 => row.rest = Rest::Denied(at + dice.between(1, 4) * DAY),
        32..=56 => {
            let back = at + dice.between(2, 12) * DAY;
            row.rest = Rest::Reversed(back);
            rows.push(answer(dice, &row, "T1107", back, -row.cents, 0));
        }
        57..=71 => {
            let until = at + dice.between(12, 45) * DAY;
            rows.push(answer(dice, &row, "T1500", at + 900, -row.cents, 0));
            rows.push(answer(dice, &row, "T1500", until, row.cents, 0));
        }
        72..=74 => {
            let lost = at + dice.between(15, 40) * DAY;
            rows.push(answer(dice, &row, "T1201", lost, -row.cents, -1_600));
        }
        _ => {}
    }
    if row.currency == "USD" && row.rest == Rest::Settled {
        // its ids come from its own stream, so that nothing else moves
        change(&mut Dice::new(0, &row.id), &row, rates, rows);
    }
    rows.push(row);
}

/// Dollars that came are changed into euro two days later, at a rate three per cent worse than the market's.
fn change(dice: &mut Dice, paid: &Transaction, rates: &Rates, rows: &mut Vec<Transaction>) {
    let dollars = paid.cents + paid.fee;
    let at = paid.at + 2 * DAY;
    let euro = rates.euro(dollars, "USD", at.div_euclid(DAY), 30);
    for (cents, currency) in [(-dollars, "USD"), (euro, "EUR")] {
        let mut row = answer(dice, paid, "T0200", at, cents, 0);
        row.currency = currency;
        rows.push(row);
    }
}

/// A later transaction about an earlier one.
fn answer(
    dice: &mut Dice,
    about: &Transaction,
    code: &'static str,
    at: i64,
    cents: i64,
    fee: i64,
) -> Transaction {
    Transaction {
        at,
        id: identifier(dice),
        code,
        cents,
        currency: about.currency,
        fee,
        reference: Some((about.id.clone(), "TXN")),
        subject: if code == "T1107" {
            about.subject.clone()
        } else {
            String::new()
        },
        rest: Rest::Settled,
    }
}

/// What happens on fixed days of the month.
fn regular(dice: &mut Dice, day: i64, rows: &mut Vec<Transaction>, rates: &Rates) {
    let plain = |dice: &mut Dice, at, code, cents, currency, subject: String| Transaction {
        at,
        id: identifier(dice),
        code,
        cents,
        currency,
        fee: 0,
        reference: None,
        subject,
        rest: Rest::Settled,
    };
    let at = moment(dice, day);
    match civil(day).day() {
        1 => rows.push(plain(dice, at, "T0100", -500, "EUR", String::new())),
        4 => {
            let cents = dice.between(20, 90) * 100;
            rows.push(plain(
                dice,
                at,
                "T0001",
                cents,
                "EUR",
                "Marketplace payout".to_owned(),
            ));
        }
        9 => {
            let cents = -dice.between(15, 60) * 100;
            rows.push(plain(
                dice,
                at,
                "T0006",
                cents,
                "EUR",
                "Fabric by the metre".to_owned(),
            ));
        }
        12 => invoice(dice, at, day, rows, rates),
        20 if civil(day).month().is_multiple_of(3) => {
            rows.push(plain(dice, at, "T0300", 4_000, "EUR", String::new()));
        }
        _ => {}
    }
}

/// A brand pays in dollars.
fn invoice(dice: &mut Dice, at: i64, day: i64, rows: &mut Vec<Transaction>, rates: &Rates) {
    let cents = dice.between(300, 1_400) * 100;
    let brand = dice.pick(BRANDS, "Lune & Lin");
    let date = civil(day);
    let paid = Transaction {
        at,
        id: identifier(dice),
        code: "T0000",
        cents,
        currency: "USD",
        fee: -(cents * 44 / 1_000 + 49),
        reference: None,
        subject: format!("Invoice CP-{}-{:02} {brand}", date.year(), date.month()),
        rest: Rest::Settled,
    };
    change(dice, &paid, rates, rows);
    rows.push(paid);
}

/// Each Monday what lies there in euro goes to the bank; now and then a bank sends it back.
fn withdrawals(dice: &mut Dice, first_day: i64, end_day: i64, rows: &mut Vec<Transaction>) {
    let mut effects: Vec<(i64, i64)> = rows
        .iter()
        .filter(|row| row.currency == "EUR")
        .filter_map(Transaction::effect)
        .collect();
    effects.sort_unstable();
    let mut coming = effects.into_iter().peekable();
    let (mut balance, mut count) = (0, 0_u32);
    let mut back: Option<(i64, i64)> = None;
    for day in (first_day..end_day).filter(|day| weekday(*day) == 0) {
        let at = day * DAY + 9 * 3_600;
        while let Some((_, delta)) = coming.next_if(|(when, _)| *when <= at) {
            balance += delta;
        }
        if let Some((_, cents)) = back.take_if(|(when, _)| *when <= at) {
            balance += cents;
        }
        let cents = balance - FLOAT;
        if cents < LEAST {
            continue;
        }
        count += 1;
        let quick = count.is_multiple_of(4);
        let fee = if quick { -(cents / 100) } else { 0 };
        let returned = at + 4 * DAY;
        let row = Transaction {
            at,
            id: identifier(dice),
            code: "T0400",
            cents: -cents,
            currency: "EUR",
            fee,
            reference: None,
            subject: String::new(),
            rest: match count % 37 {
                0 => Rest::Reversed(returned),
                _ if quick => Rest::Settled,
                _ => Rest::Pending(at + DAY),
            },
        };
        if count.is_multiple_of(37) {
            rows.push(answer(dice, &row, "T0400", returned, cents, 0));
            back = Some((returned, cents));
        }
        balance -= cents - fee;
        rows.push(row);
    }
}

fn moment(dice: &mut Dice, day: i64) -> i64 {
    day * DAY + dice.below(DAY as u64) as i64
}

/// Seventeen capital letters and digits.
fn identifier(dice: &mut Dice) -> String {
    (0..17).map(|_| letter(dice)).collect()
}

fn short(dice: &mut Dice) -> String {
    (0..12).map(|_| letter(dice)).collect()
}

fn letter(dice: &mut Dice) -> char {
    const LETTERS: &[char] = &[
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'U',
        'V', 'W', 'X', 'Y', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    dice.pick(LETTERS, 'X')
}
