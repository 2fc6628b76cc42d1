//! The creator's two bank accounts: what arrived of the payouts, one in euro, one in dollars, beside everyday lines.
//!
//! Rule protected: a line is a payout that left and did not come back, less what a bank on the way kept; the few lines that are
//! not (one payout that never arrives, one platform that names no payout) are there on purpose and said here.

use super::calendar::{DAY, civil, day_number, weekday};
use super::paypal::Rest;
use super::{Dice, World};
use chrono::Datelike;
use std::collections::BTreeMap;

/// What a bank on the way keeps of a payment in dollars, cents.
const WIRE_FEE: u64 = 400;
/// The payout that left this many days ago or a little longer never arrives.
const LOST_DAYS: i64 = 24;

/// One booked line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BankLine {
    /// Day of the booking.
    pub(crate) day: i64,
    /// Signed cents of the account's currency.
    pub(crate) cents: i64,
    /// The other side.
    pub(crate) party: &'static str,
    /// What was written with it.
    pub(crate) text: String,
    /// The payer's own reference; empty for none.
    pub(crate) reference: String,
}

/// Banks book on working days.
fn working(mut day: i64) -> i64 {
    while weekday(day) >= 5 {
        day += 1;
    }
    day
}

impl World {
    /// Lines of the euro account from `first` to the day before the clock's, oldest first.
    pub(crate) fn euro_lines(&self, first: i64) -> Vec<BankLine> {
        let mut lines = self.stripe_lines();
        lines.extend(self.paypal_lines());
        lines.extend(self.gumroad_lines());
        lines.extend(self.shopify_lines());
        lines.extend(self.patreon_lines(first));
        lines.extend(self.everyday_lines(first));
        self.kept(lines, first)
    }

    /// Lines of the dollar account, in the same way.
    pub(crate) fn dollar_lines(&self, first: i64) -> Vec<BankLine> {
        let paid = self.plan.channel.payments(self.now).paid;
        let line = |(day, cents): (i64, u64)| BankLine {
            day: working(day + 3),
            cents: cents.saturating_sub(WIRE_FEE) as i64,
            party: "GOOGLE LLC",
            text: format!(
                "ADSENSE YOUTUBE {} LESS CHARGES",
                civil(day).format("%b %Y")
            ),
            reference: String::new(),
        };
        self.kept(paid.into_iter().map(line).collect(), first)
    }

    fn kept(&self, mut lines: Vec<BankLine>, first: i64) -> Vec<BankLine> {
        let end = self.now.div_euclid(DAY);
        lines.retain(|line| (first..end).contains(&line.day));
        lines.sort_by(|a, b| (a.day, a.party, a.cents).cmp(&(b.day, b.party, b.cents)));
        lines
    }

    fn stripe_lines(&self) -> Vec<BankLine> {
        let ledger = &self.plan.ledger;
        let lost = self.now - LOST_DAYS * DAY;
        let lost = ledger
            .payouts
            .iter()
            .rfind(|payout| payout.arrival <= lost && payout.failure.is_none())
            .map(|payout| payout.row);
        ledger
            .payouts
            .iter()
            .filter(|payout| payout.failure.is_none() && Some(payout.row) != lost)
            .map(|payout| BankLine {
                day: working(payout.arrival.div_euclid(DAY)),
                cents: payout.amount,
                party: "Stripe Payments Europe",
                text: "STRIPE ATELIER CAMILLE".to_owned(),
                reference: ledger.payout_id(payout),
            })
            .collect()
    }

    fn paypal_lines(&self) -> Vec<BankLine> {
        let sent = self.plan.paypal.iter().filter(|row| {
            row.code == "T0400" && row.cents < 0 && !matches!(row.rest, Rest::Reversed(_))
        });
        sent.map(|row| BankLine {
            day: working(row.at.div_euclid(DAY) + 1),
            cents: -row.cents,
            party: "PayPal Europe S.a r.l.",
            text: "PAYPAL VIREMENT".to_owned(),
            reference: row.id.clone(),
        })
        .collect()
    }

    fn gumroad_lines(&self) -> Vec<BankLine> {
        let sent = self.plan.gumroad.payouts.iter();
        sent.filter(|payout| payout.returned.is_none())
            .map(|payout| BankLine {
                day: working(payout.completed.div_euclid(DAY)),
                cents: payout.cents,
                party: "GUMROAD",
                text: "GUMROAD PAYOUT".to_owned(),
                reference: String::new(),
            })
            .collect()
    }

    /// What is due on the same working day arrives as one line.
    fn shopify_lines(&self) -> Vec<BankLine> {
        let mut days: BTreeMap<i64, i64> = BTreeMap::new();
        for payout in &self.plan.shopify.payouts {
            *days
                .entry(working(payout.paid.div_euclid(DAY)))
                .or_default() += payout.cents;
        }
        let line = |(day, cents)| BankLine {
            day,
            cents,
            party: "Shopify International",
            text: "SHOPIFY PAYMENTS".to_owned(),
            reference: String::new(),
        };
        days.into_iter().map(line).collect()
    }

    /// Patreon names no payouts, so its monthly transfer is a line that no payout explains.
    fn patreon_lines(&self, first: i64) -> Vec<BankLine> {
        let mut months: BTreeMap<(i32, u32), i64> = BTreeMap::new();
        for member in &self.plan.patreon {
            for charge in &member.history {
                if charge.status(self.now) == Some("Paid") && charge.at >= (first - 40) * DAY {
                    let day = charge.at.div_euclid(DAY);
                    let date = civil(day);
                    *months.entry((date.year(), date.month())).or_default() += self
                        .plan
                        .rates
                        .euro(member.tier.2, member.currency, day, 25);
                }
            }
        }
        let line = |((year, month), cents): ((i32, u32), i64)| {
            let first = chrono::NaiveDate::from_ymd_opt(year, month, 1)?;
            Some(BankLine {
                day: working(day_number(first) + 8),
                // about a tenth stays with Patreon and its processor
                cents: cents * 89 / 100,
                party: "Patreon Ireland",
                text: format!("PATREON {}", first.format("%m/%Y")),
                reference: String::new(),
            })
        };
        months.into_iter().filter_map(line).collect()
    }

    /// Rent, thread and tea: lines that are nobody's payout.
    fn everyday_lines(&self, first: i64) -> Vec<BankLine> {
        let mut dice = Dice::new(self.plan.seed, "bank");
        let end = self.plan.first_day + 4_000;
        let mut lines = Vec::new();
        for day in self.plan.first_day..end.min(self.now.div_euclid(DAY)) {
            let (shop, pence) = (dice.chance(120), dice.between(900, 9_500));
            if day < first {
                continue;
            }
            let mut line = |cents, party, text: &str| {
                lines.push(BankLine {
                    day: working(day),
                    cents,
                    party,
                    text: text.to_owned(),
                    reference: String::new(),
                });
            };
            if civil(day).day() == 3 {
                line(-64_000, "SCI des Tisseurs", "LOYER ATELIER");
            }
            if shop {
                line(-pence, "Mercerie du Pont", "CARTE");
            }
        }
        lines
    }
}
