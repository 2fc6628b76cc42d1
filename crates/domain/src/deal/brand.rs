//! One brand over the years: its names, and how it paid.
//!
//! The rules it protects: two names are one brand only when they read the same or the creator says so; a score names every
//! point it takes off and is not given under two payments.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::hand::fold;
use crate::{Amount, CivilDay};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A brand, whatever it is called today: its folded name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BrandKey(pub String);

/// The folded form of a brand's name: small letters and digits without accents, words parted by one blank.
#[must_use]
pub fn brand_fold(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Which brand a name stands for, by the creator's words (`aliases`: folded name, or `@` and a domain, to a folded name). The
/// name's own alias wins over that of the domain it wrote from.
#[must_use]
pub fn brand_key(name: &str, domain: Option<&str>, aliases: &BTreeMap<String, String>) -> BrandKey {
    let own = brand_fold(name);
    let from_domain = || aliases.get(&format!("@{}", domain?.to_lowercase()));
    let first = aliases.get(&own).or_else(from_domain).unwrap_or(&own);
    let mut key = first;
    // A merged brand may be merged again; a ring cannot turn longer than there are aliases.
    for _ in 0..aliases.len() {
        match aliases.get(key).filter(|next| *next != key) {
            Some(next) => key = next,
            None => break,
        }
    }
    BrandKey(key.clone())
}

/// A fee that was billed, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPayment {
    /// What was asked.
    pub asked: Amount,
    /// The day it was due.
    pub due: CivilDay,
    /// What came, each with its day, oldest first.
    pub paid: Vec<(CivilDay, Amount)>,
    /// How often the creator had to ask for it after its day.
    pub chasers: u32,
}

impl PastPayment {
    /// Whether all of it came.
    #[must_use]
    pub fn settled(&self) -> bool {
        let came: i128 = self.paid.iter().map(|(_, a)| i128::from(a.micros)).sum();
        came >= i128::from(self.asked.micros)
    }

    /// Days between the due day and the last of the money, or today while some is missing; 0 when it was in time. `None`
    /// while it is open and not yet due: nothing can be said of it.
    #[must_use]
    pub fn days_late(&self, today: CivilDay) -> Option<i32> {
        let end = match self.settled() {
            true => self.paid.last().map_or(self.due, |(day, _)| *day),
            false if today <= self.due => return None,
            false => today,
        };
        Some((end.number() - self.due.number()).max(0))
    }
}

words! {
    /// What a score takes points off for.
    PayReasonKind, "pay reason" {
        /// Days between the due day and the money, on average; a point for each day, at most 60.
        DaysLate = "days_late",
        /// Payments that came in more than one part; at most 15 points, when all did.
        PartPayments = "part_payments",
        /// Times the creator had to ask, on average; 10 points for each, at most 25.
        Chasers = "chasers",
    }
}

/// One reason with what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayReason {
    /// What.
    pub kind: PayReasonKind,
    /// All of it: days late together, payments in parts, times asked.
    pub total: i64,
    /// In how many of the payments.
    pub payments: i64,
    /// Points off.
    pub points: i64,
}

/// How a brand pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayScore {
    /// 0 to 100; `None` under two payments: one is no habit.
    pub points: Option<i64>,
    /// Payments counted.
    pub payments: i64,
    /// Of these, how many were in time.
    pub in_time: i64,
    /// What points were taken off for; all kinds, also those that cost nothing.
    pub reasons: Vec<PayReason>,
    /// Expected days late: the middle one of the payments, rounded up.
    pub usual_days_late: Option<i64>,
}

/// The score of a brand by its payments. What is open and not yet due is left out.
#[must_use]
pub fn pay_score(payments: &[PastPayment], today: CivilDay) -> PayScore {
    let told: Vec<(&PastPayment, i64)> = payments
        .iter()
        .filter_map(|p| Some((p, i64::from(p.days_late(today)?))))
        .collect();
    let count = i64::try_from(told.len()).unwrap_or(i64::MAX);
    let reason = |kind, each: &dyn Fn(&PastPayment, i64) -> i64, points: &dyn Fn(i64) -> i64| {
        let figures: Vec<i64> = told.iter().map(|(p, late)| each(p, *late)).collect();
        let total: i64 = figures.iter().sum();
        PayReason {
            kind,
            total,
            payments: i64::try_from(figures.iter().filter(|f| **f > 0).count()).unwrap_or(i64::MAX),
            points: if count == 0 { 0 } else { points(total) },
        }
    };
    let rounded = |sum: i64| (sum * 2 + count) / (count * 2);
    let reasons = vec![
        reason(PayReasonKind::DaysLate, &|_, late| late, &|sum| {
            rounded(sum).min(60)
        }),
        reason(
            PayReasonKind::PartPayments,
            &|p, _| i64::from(p.paid.len() > 1),
            &|sum| rounded(sum * 15),
        ),
        reason(
            PayReasonKind::Chasers,
            &|p, _| i64::from(p.chasers),
            &|sum| rounded(sum * 10).min(25),
        ),
    ];
    let mut late: Vec<i64> = told.iter().map(|(_, late)| *late).collect();
    late.sort_unstable();
    let off: i64 = reasons.iter().map(|r| r.points).sum();
    PayScore {
        points: (count >= 2).then_some((100 - off).max(0)),
        payments: count,
        in_time: i64::try_from(late.iter().filter(|d| **d == 0).count()).unwrap_or(i64::MAX),
        reasons,
        usual_days_late: late.get(late.len() / 2).copied().filter(|_| count >= 2),
    }
}

#[cfg(test)]
#[path = "brand_tests.rs"]
mod tests;
