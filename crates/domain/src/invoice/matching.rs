//! Which money that came in pays which invoice.
//!
//! The rules it protects: nothing is paid by a guess: a proposal names its reasons and the creator decides; a score is the sum of
//! its reasons; money older than the invoice is never proposed for it.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Amount, CivilDay, LandingId, PayoutId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Below this score nothing is proposed.
const LEAST: u16 = 400;
/// A rival this near takes sureness away.
const NEAR: u16 = 150;
/// Days an invoice may be paid before the day it bears: it is often sent by mail before it is booked.
const EARLY_DAYS: i32 = 3;
/// What a bank may keep on the way, in hundredths of a percent of the sum.
const FEE_SHARE: i128 = 300;

words! {
    /// Why money seems to pay an invoice, or not quite.
    Hint, "hint" {
        /// Exactly what is open.
        SameAmount = "same_amount",
        /// A little less: a fee on the way.
        LessByFee = "less_by_fee",
        /// A part of what is open.
        PartAmount = "part_amount",
        /// More than is open.
        MoreThanOpen = "more_than_open",
        /// Another currency, about the same at the rate of the day.
        NearRate = "near_rate",
        /// It names the invoice's number.
        NamesNumber = "names_number",
        /// It names the client or the brand.
        NamesClient = "names_client",
        /// Between the invoice and a month after it is due.
        InTime = "in_time",
        /// Another invoice fits nearly as well.
        Rival = "rival",
    }
}

/// Where money came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A bank line.
    Landing(LandingId),
    /// A payout of a platform.
    Payout(PayoutId),
}

/// Money that came in and is not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Where.
    pub source: Source,
    /// The day.
    pub day: CivilDay,
    /// What is not used yet; positive.
    pub amount: Amount,
    /// The same at a reference rate in other units, where one is known.
    pub converted: Vec<Amount>,
    /// Text, the other side and reference, joined.
    pub text: String,
}

/// An invoice that waits for its money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its row.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// What is open; positive.
    pub amount: Amount,
    /// The day it bears.
    pub issued: CivilDay,
    /// The last day to pay.
    pub due: CivilDay,
    /// The client's name, the brand.
    pub names: Vec<String>,
}

/// Money and an invoice that seem to belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The invoice.
    pub invoice: i64,
    /// The money.
    pub source: Source,
    /// How sure, 0 to 1000.
    pub score: u16,
    /// Why, with points.
    pub hints: Vec<(Hint, i16)>,
}

/// Proposals, the surest first. `refused` pairs are not proposed again. The order of the input does not matter.
pub fn propose(open: &[Open], incoming: &[Incoming], refused: &[(i64, Source)]) -> Vec<Proposal> {
    let mut all: Vec<Proposal> = Vec::new();
    for money in incoming.iter().filter(|m| m.amount.micros > 0) {
        let text = fold(&money.text);
        let mut mine: Vec<Proposal> = open
            .iter()
            .filter(|bill| !refused.contains(&(bill.id, money.source)))
            .filter_map(|bill| {
                let hints = hints(bill, money, &text)?;
                Some(Proposal {
                    invoice: bill.id,
                    source: money.source,
                    score: total(&hints),
                    hints,
                })
            })
            .filter(|p| p.score >= LEAST)
            .collect();
        mine.sort_by_key(|p| (std::cmp::Reverse(p.score), p.invoice));
        let scores: Vec<u16> = mine.iter().map(|p| p.score).collect();
        for (n, proposal) in mine.iter_mut().enumerate() {
            let near = |(m, score): (usize, &u16)| m != n && score + NEAR >= proposal.score;
            if scores.iter().enumerate().any(near) {
                proposal.hints.push((Hint::Rival, -100));
                proposal.score = total(&proposal.hints);
            }
        }
        all.extend(mine.into_iter().filter(|p| p.score >= LEAST));
    }
    all.sort_by_key(|p| (std::cmp::Reverse(p.score), p.invoice, p.source));
    all
}

fn hints(bill: &Open, money: &Incoming, text: &str) -> Option<Vec<(Hint, i16)>> {
    if money.day < bill.issued.plus_days(-EARLY_DAYS) {
        return None;
    }
    let mut hints = Vec::new();
    let named = names_number(text, &bill.number);
    let client = bill.names.iter().any(|name| names(text, name));
    if named {
        hints.push((Hint::NamesNumber, 450));
    }
    if client {
        hints.push((Hint::NamesClient, 250));
    }
    let (asked, came) = (
        i128::from(bill.amount.micros),
        i128::from(money.amount.micros),
    );
    let by_fee = |came: i128| came < asked && (asked - came) * 10_000 <= asked * FEE_SHARE;
    if money.amount.unit == bill.amount.unit {
        if came == asked {
            hints.push((Hint::SameAmount, 450));
        } else if by_fee(came) {
            hints.push((Hint::LessByFee, 250));
        } else if (named || client) && came < asked {
            hints.push((Hint::PartAmount, 150));
        } else if named && came > asked {
            hints.push((Hint::MoreThanOpen, 100));
        } else {
            return None;
        }
    } else {
        let same = money
            .converted
            .iter()
            .find(|a| a.unit == bill.amount.unit)?;
        let apart = (i128::from(same.micros) - asked).abs();
        if apart * 10_000 > asked * FEE_SHARE {
            return None;
        }
        hints.push((Hint::NearRate, 250));
    }
    if money.day <= bill.due.plus_days(31) {
        hints.push((Hint::InTime, 100));
    }
    Some(hints)
}

fn total(hints: &[(Hint, i16)]) -> u16 {
    let sum: i32 = hints.iter().map(|(_, points)| i32::from(*points)).sum();
    u16::try_from(sum.clamp(0, 1_000)).unwrap_or(0)
}

/// Lower case letters and digits, everything else a blank, blanks at both ends.
fn fold(text: &str) -> String {
    let mut out = String::from(" ");
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Banks write `F2026-0042` as `F2026 0042` or `F20260042`; a longer number that only begins alike is another one.
fn names_number(text: &str, number: &str) -> bool {
    let spaced = fold(number);
    let joined = spaced.replace(' ', "");
    !joined.is_empty() && (text.contains(&spaced) || text.contains(&format!(" {joined} ")))
}

/// Whether the name's first word of some length stands there as a word.
fn names(text: &str, name: &str) -> bool {
    const FORMS: [&str; 12] = [
        "sarl", "sasu", "gmbh", "limited", "company", "group", "groupe", "studio", "studios",
        "agency", "agence", "the",
    ];
    let folded = fold(name);
    let word = folded
        .split(' ')
        .find(|word| word.chars().count() >= 4 && !FORMS.contains(word));
    word.is_some_and(|word| text.contains(&format!(" {word} ")))
}
