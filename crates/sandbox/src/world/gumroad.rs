//! The creator's Gumroad shop: sales in US cents, paid out in euro each Friday.
//!
//! Rule protected: a payout is the net of the sales it names less what was given back of sales paid before; a sale is named by
//! one payout, unless that one came back.

use super::calendar::{DAY, weekday};
use super::dice::Dice;
use super::rates::Rates;
use super::words::PRODUCTS;

/// Days a sale waits at least before it is paid.
const HELD: i64 = 7 * DAY;
/// US dollars that a euro of the price list is in this shop, thousandths.
const LIST_PRICE: i64 = 1_086;
/// Thousandths that are kept of money that is changed.
const CHANGING: i64 = 15;
/// Every this many payouts one is returned.
const RETURNED: usize = 23;

/// One sale.
#[derive(Debug, Clone)]
pub(crate) struct Sale {
    pub(crate) at: i64,
    pub(crate) id: String,
    pub(crate) product: &'static str,
    /// US cents.
    pub(crate) price: i64,
    pub(crate) fee: i64,
    /// An affiliate's share in US cents; 0 for none.
    pub(crate) shared: i64,
    pub(crate) subscription: Option<String>,
    /// When the buyer got everything back.
    pub(crate) refunded: Option<i64>,
    /// When a part was given back; the API does not say in dollars how much.
    pub(crate) partly: Option<i64>,
    /// When the bank took it back.
    pub(crate) disputed: Option<i64>,
}

impl Sale {
    fn net(&self) -> i64 {
        self.price - self.fee - self.shared
    }

    fn lost(&self) -> Option<i64> {
        self.refunded.or(self.disputed)
    }
}

/// One payout.
#[derive(Debug, Clone)]
pub(crate) struct Payout {
    pub(crate) at: i64,
    pub(crate) id: String,
    /// Euro cents.
    pub(crate) cents: i64,
    pub(crate) completed: i64,
    /// When the bank sent it back.
    pub(crate) returned: Option<i64>,
    pub(crate) sales: Vec<usize>,
    pub(crate) refunds: Vec<usize>,
}

impl Payout {
    /// Gumroad's word for its state.
    pub(crate) fn status(&self, now: i64) -> &'static str {
        match self.returned {
            Some(at) if now >= at => "returned",
            _ if now >= self.completed => "completed",
            _ => "processing",
        }
    }
}

/// Sales and payouts, oldest first.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) sales: Vec<Sale>,
    pub(crate) payouts: Vec<Payout>,
}

/// The whole story.
pub(crate) fn story(dice: &mut Dice, first_day: i64, end_day: i64, rates: &Rates) -> Shop {
    let mut sales: Vec<Sale> = Vec::new();
    for day in first_day..end_day {
        for _ in 0..dice.below(3) {
            sales.push(sale(dice, day));
        }
    }
    sales.sort_by_key(|sale| sale.at);
    let payouts = payouts(dice, (first_day, end_day), &sales, rates);
    Shop { sales, payouts }
}

fn sale(dice: &mut Dice, day: i64) -> Sale {
    let at = day * DAY + dice.below(DAY as u64) as i64;
    let (product, euro) = dice.pick(PRODUCTS, ("Patron", 1_200));
    let member = dice.chance(200);
    let price = match dice.below(20) {
        // a free sheet
        0 => 0,
        _ if member => 700,
        _ => euro * LIST_PRICE / 1_000,
    };
    let shared = if price > 0 && dice.chance(80) {
        price / 5
    } else {
        0
    };
    let mut sale = Sale {
        at,
        id: token(dice),
        product: if member { "Mending club" } else { product },
        price,
        fee: if price > 0 { price / 10 + 50 } else { 0 },
        shared,
        subscription: member.then(|| token(dice)),
        refunded: None,
        partly: None,
        disputed: None,
    };
    if price > 0 {
        match dice.below(1_000) {
            0..=29 => sale.refunded = Some(at + dice.between(1, 25) * DAY),
            30..=39 => sale.partly = Some(at + dice.between(1, 10) * DAY),
            40..=44 => sale.disputed = Some(at + dice.between(20, 60) * DAY),
            _ => {}
        }
    }
    sale
}

fn payouts(
    dice: &mut Dice,
    (first_day, end_day): (i64, i64),
    sales: &[Sale],
    rates: &Rates,
) -> Vec<Payout> {
    let mut made: Vec<Payout> = Vec::new();
    let (mut next, mut back, mut paid) = (0, Vec::new(), Vec::new());
    for day in (first_day..end_day).filter(|day| weekday(*day) == 4) {
        let at = day * DAY + 10 * 3_600;
        let until = sales.partition_point(|sale| sale.at < at - HELD);
        let mut members: Vec<usize> = std::mem::take(&mut back);
        members.extend(next..until);
        next = until;
        let alive = |index: &usize| {
            let sale = sales.get(*index);
            sale.is_some_and(|s| s.price > 0 && s.lost().is_none_or(|lost| lost > at))
        };
        members.retain(alive);
        let (refunds, kept): (Vec<usize>, Vec<usize>) = std::mem::take(&mut paid)
            .into_iter()
            .partition(|index| !alive(index));
        paid = kept;
        let sum = |list: &[usize]| -> i64 {
            list.iter()
                .filter_map(|index| sales.get(*index))
                .map(Sale::net)
                .sum()
        };
        let dollars = sum(&members) - sum(&refunds);
        if dollars < 1_000 {
            // too little: it waits for the next Friday, and so does what was given back
            back = members;
            paid.extend(refunds);
            continue;
        }
        let returned = (made.len() % RETURNED == RETURNED - 1).then_some(at + 5 * DAY);
        match returned {
            Some(_) => back.clone_from(&members),
            None => paid.extend(members.iter().copied()),
        }
        made.push(Payout {
            at,
            id: token(dice),
            cents: rates.euro(dollars, "USD", day, CHANGING),
            completed: at + 2 * DAY,
            returned,
            sales: members,
            refunds,
        });
    }
    made
}

/// Twenty-two letters of base64 and its padding.
fn token(dice: &mut Dice) -> String {
    let bytes = [dice.below(u64::MAX), dice.below(u64::MAX)].map(u64::to_be_bytes);
    let bytes = bytes.concat();
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE.encode(bytes)
}
