//! TikTok Shop affiliate orders and target collaborations (brand offers inside the platform).
//!
//! Rule protected: an order's money is an estimate until it is settled, and only then has actual figures.

use super::calendar::{DAY, utc_day};
use super::curve::Curve;
use super::dice::Dice;
use super::words::AFFILIATE;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderState {
    AwaitingPayment,
    ToSettle,
    Settled,
    Refunded,
    Frozen,
    Ineligible,
}

impl OrderState {
    /// The status text on the wire.
    pub(crate) const fn wire(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "AWAITING_PAYMENT",
            Self::ToSettle => "TO_SETTLE",
            Self::Settled => "SETTLED",
            Self::Refunded => "REFUNDED",
            Self::Frozen => "FROZEN",
            Self::Ineligible => "INELIGIBLE",
        }
    }
}

/// One order somebody placed through the creator's link.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) at: i64,
    pub(crate) id: String,
    /// Position in the product list.
    pub(crate) product: usize,
    pub(crate) quantity: i64,
    /// Units that came back before settlement.
    pub(crate) returned: i64,
    pub(crate) delivered: i64,
    pub(crate) content: String,
    pub(crate) from_live: bool,
    /// Tens of US cents the platform adds as a bonus when it settles; often none.
    pub(crate) bonus_cents: i64,
    outcome: OrderState,
    outcome_at: i64,
    vanishes_at: Option<i64>,
}

impl Order {
    /// The state at an instant, or `None` while the order does not exist (not placed yet, or vanished).
    pub(crate) fn state(&self, now: i64) -> Option<OrderState> {
        if now < self.at || self.vanishes_at.is_some_and(|at| now >= at) {
            return None;
        }
        Some(match self.outcome {
            _ if now < self.at + 1_800 => OrderState::AwaitingPayment,
            _ if now < self.outcome_at => OrderState::ToSettle,
            // a frozen order is looked at for forty days, then settled
            OrderState::Frozen if now >= self.outcome_at + 40 * DAY => OrderState::Settled,
            other => other,
        })
    }
}

/// A brand's offer through the platform.
#[derive(Debug, Clone)]
pub(crate) struct Collaboration {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) opened: i64,
    pub(crate) closes: i64,
    /// What it becomes when it closes.
    pub(crate) ends_as: &'static str,
    pub(crate) products: Vec<usize>,
    /// Hundredths of a percent added to the product's ordinary commission.
    pub(crate) extra_rate: i64,
}

/// Everything on the affiliate side, oldest first.
#[derive(Debug)]
pub(crate) struct Affiliate {
    pub(crate) orders: Vec<Order>,
    pub(crate) collaborations: Vec<Collaboration>,
}

impl Affiliate {
    pub(crate) fn new(
        dice: &mut Dice,
        activity: &[u64],
        followers: &Curve,
        first_day: i64,
        born: i64,
    ) -> Self {
        let from = followers.day_reaching(5_000);
        let mut orders: Vec<Order> = Vec::new();
        for (index, weight) in activity.iter().enumerate() {
            let day = first_day + index as i64;
            if day < from {
                continue;
            }
            // one or two on an ordinary day, more in a viral week; capped so that no day looks like a shop
            let count = (1 + dice.below(1 + weight / 9_000)).min(9);
            let mut times: Vec<i64> = (0..count)
                .map(|_| day * DAY + dice.below(DAY as u64) as i64)
                .collect();
            times.sort_unstable();
            times.dedup();
            orders.extend(times.into_iter().map(|at| order(dice, at)));
        }
        if let Some(lost) = orders
            .iter_mut()
            .find(|order| order.at > born - 4 * DAY && order.at <= born - DAY)
        {
            lost.vanishes_at = Some(born + 6 * DAY);
        }
        Self {
            orders,
            collaborations: collaborations(dice, born),
        }
    }

    /// Orders placed before `at`.
    pub(crate) fn placed_before(&self, at: i64) -> usize {
        self.orders.partition_point(|order| order.at < at)
    }
}

fn order(dice: &mut Dice, at: i64) -> Order {
    let quantity = if dice.chance(120) { 2 } else { 1 };
    let delivered = at + dice.between(3 * DAY, 7 * DAY);
    let roll = dice.below(1000);
    let (outcome, wait) = match roll {
        0..=64 => (OrderState::Refunded, dice.between(2, 12)),
        65..=94 => (OrderState::Frozen, dice.between(5, 10)),
        95..=134 => (OrderState::Ineligible, dice.between(1, 4)),
        _ => (OrderState::Settled, dice.between(14, 22)),
    };
    Order {
        at,
        id: format!(
            "5769{:014}",
            (at.unsigned_abs() % 1_000_000_000) * 10_000 + dice.below(10_000)
        ),
        product: dice.below(AFFILIATE.len() as u64) as usize,
        quantity,
        returned: if quantity > 1 && dice.chance(250) {
            1
        } else {
            0
        },
        delivered,
        content: ((at.unsigned_abs() << 32) | dice.below(1 << 32)).to_string(),
        from_live: dice.chance(270),
        bonus_cents: if dice.chance(180) {
            dice.between(10, 90)
        } else {
            0
        },
        outcome,
        outcome_at: delivered + wait * DAY,
        vanishes_at: None,
    }
}

fn collaborations(dice: &mut Dice, born: i64) -> Vec<Collaboration> {
    const NAMES: [(&str, i64, i64, &str); 9] = [
        ("Brightbobbin spring creators", -420, -390, "ENDED"),
        ("Norrvik back to school", -300, -260, "EXPIRED"),
        ("Papier Rond studio week", -190, -176, "DELETED"),
        ("Kettleworth winter irons", -120, -60, "ENDED"),
        ("Lune & Lin linen season", -45, 20, "EXPIRED"),
        ("Brightbobbin gift guide", -20, 35, "ENDED"),
        ("Norrvik makers circle", -9, 8, "EXPIRED"),
        ("Kettleworth holiday push", -2, 45, "ENDED"),
        ("Papier Rond new year", 7, 60, "ENDED"),
    ];
    let today = utc_day(born);
    NAMES
        .iter()
        .map(|(name, opens, closes, ends_as)| {
            let opened = (today + opens) * DAY + 8 * 3600;
            let first = dice.below(AFFILIATE.len() as u64) as usize;
            let mut products = vec![first];
            if dice.chance(600) {
                products.push((first + 1) % AFFILIATE.len());
            }
            Collaboration {
                id: format!("7{:018}", dice.below(1_000_000_000_000_000_000)),
                name: (*name).to_owned(),
                opened,
                closes: (today + closes) * DAY,
                ends_as,
                products,
                extra_rate: dice.between(2, 10) * 100,
            }
        })
        .collect()
}
