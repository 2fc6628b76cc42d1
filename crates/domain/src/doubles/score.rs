//! How much two rows look like one, with the reasons.
//!
//! The rule it protects: a score is the sum of its reasons, and nothing but its reasons.

use super::kin::{Kin, Side};
use crate::CivilDay;
use crate::matching::names_a_platform;
use std::collections::BTreeSet;

/// From this score on a pair is worth the creator's look.
pub(super) const SHOWN: u16 = 550;
/// From this score on a pair is sure enough to be decided with others in one go.
pub const SURE: u16 = 750;

/// Why two rows seem to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// An id of the platform stands in both.
    SameId,
    /// The same amount.
    SameAmount,
    /// Nearly the same amount, in reports that estimate.
    NearAmount,
    /// Both tell of the same day, in two currencies.
    OtherUnit,
    /// Within two minutes of each other.
    SameInstant,
    /// The same day.
    SameDay,
    /// A day apart, as zones may move it.
    NextDay,
    /// Some days apart.
    DaysApart,
    /// The same payer.
    SamePayer,
    /// The payer is the platform that sent the payout.
    NamesPlatform,
    /// The same words.
    SameWords,
    /// Another row fits as well.
    Rival,
}

impl Reason {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::SameId => "same_id",
            Self::SameAmount => "same_amount",
            Self::NearAmount => "near_amount",
            Self::OtherUnit => "other_unit",
            Self::SameInstant => "same_instant",
            Self::SameDay => "same_day",
            Self::NextDay => "next_day",
            Self::DaysApart => "days_apart",
            Self::SamePayer => "same_payer",
            Self::NamesPlatform => "names_platform",
            Self::SameWords => "same_words",
            Self::Rival => "rival",
        }
    }

    fn points(self) -> i16 {
        match self {
            Self::SameId => 500,
            Self::SameAmount => 400,
            Self::NearAmount | Self::OtherUnit => 350,
            Self::SameInstant => 350,
            Self::SameDay => 250,
            Self::NextDay => 170,
            Self::DaysApart => 80,
            Self::SamePayer | Self::NamesPlatform => 200,
            Self::SameWords => 120,
            Self::Rival => -100,
        }
    }
}

/// A reason with its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Why.
    pub reason: Reason,
    /// Points out of 1000; a rival takes away.
    pub points: i16,
}

impl From<Reason> for Finding {
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            points: reason.points(),
        }
    }
}

/// The sum of the points, within 0 to 1000.
pub(super) fn total(findings: &[Finding]) -> u16 {
    let sum: i32 = findings.iter().map(|f| i32::from(f.points)).sum();
    u16::try_from(sum.clamp(0, 1_000)).unwrap_or(0)
}

/// A row with its words taken apart once.
pub(super) struct Read<'s> {
    pub(super) side: &'s Side,
    payer: String,
    words: BTreeSet<String>,
    ids: BTreeSet<&'s str>,
}

impl<'s> Read<'s> {
    pub(super) fn of(side: &'s Side) -> Self {
        let payer = plain(side.payer.as_deref().unwrap_or_default());
        let words = plain(&side.text);
        let long = |w: &&str| w.chars().count() >= 3;
        let words = words.split(' ').filter(long).map(str::to_owned).collect();
        Self {
            side,
            payer,
            words,
            ids: ids(&side.key),
        }
    }
}

/// Ids within a key: `Sale|2026-05-01|p1==` holds `p1==`. Days, kinds without a figure and prints of our own are none.
fn ids(key: &str) -> BTreeSet<&str> {
    if key.starts_with("fp:") {
        return BTreeSet::new();
    }
    key.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '=')))
        .filter(|part| part.len() >= 3 && part.contains(|c: char| c.is_ascii_digit()))
        .filter(|part| part.parse::<CivilDay>().is_err())
        // A short number may be a year, a count or an amount.
        .filter(|part| part.len() >= 6 || part.contains(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

/// Letters and figures in lower case, one space between words.
fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The reasons for which two rows of sources of this kin may be one; `None` when they may not.
pub(super) fn judge(a: &Read<'_>, b: &Read<'_>, kin: Kin) -> Option<Vec<Finding>> {
    let mut found = Vec::with_capacity(5);
    let same_id = !a.ids.is_disjoint(&b.ids);
    if same_id {
        found.push(Reason::SameId);
    }
    found.push(amounts(a.side, b.side, kin)?);
    found.push(days(a.side, b.side, kin)?);
    let words = words(a, b, kin);
    found.extend(words);
    let enough = match kin {
        Kin::TwoAccounts => same_id,
        Kin::TwoBanks => same_id || words.is_some(),
        Kin::PayoutAsIncome => words == Some(Reason::NamesPlatform) || same_id,
        _ => true,
    };
    enough.then(|| found.into_iter().map(Finding::from).collect())
}

fn amounts(a: &Side, b: &Side, kin: Kin) -> Option<Reason> {
    let equal = a.unit == b.unit && a.figures.iter().any(|f| *f != 0 && b.figures.contains(f));
    if equal {
        return Some(Reason::SameAmount);
    }
    if kin != Kin::SameDays {
        return None;
    }
    if a.unit != b.unit {
        return Some(Reason::OtherUnit);
    }
    let (x, y) = (
        i128::from(*a.figures.first()?),
        i128::from(*b.figures.first()?),
    );
    // Both are estimates of one thing: within a fifth of the larger.
    ((x - y).abs() * 5 <= x.abs().max(y.abs())).then_some(Reason::NearAmount)
}

fn days(a: &Side, b: &Side, kin: Kin) -> Option<Reason> {
    if let (Some(x), Some(y)) = (a.instant, b.instant)
        && (x.millis() - y.millis()).abs() <= 120_000
    {
        return Some(Reason::SameInstant);
    }
    let apart = (a.day.number() - b.day.number()).abs();
    match apart {
        0 => Some(Reason::SameDay),
        1 if kin.days() >= 1 => Some(Reason::NextDay),
        n if n <= kin.days() => Some(Reason::DaysApart),
        _ => None,
    }
}

fn words(a: &Read<'_>, b: &Read<'_>, kin: Kin) -> Option<Reason> {
    if kin == Kin::PayoutAsIncome {
        // The words of the income name who sent the payout; `text` of a payout begins with its platform's name.
        let named = |side: &Side| {
            let payer = side.payer.as_deref().unwrap_or_default();
            names_a_platform(&format!("{} {payer}", side.text))
        };
        let (x, y) = (named(a.side), named(b.side));
        return (x.is_some() && x == y).then_some(Reason::NamesPlatform);
    }
    if !a.payer.is_empty() && a.payer == b.payer {
        return Some(Reason::SamePayer);
    }
    let shared = a.words.intersection(&b.words).count();
    let fewer = a.words.len().min(b.words.len());
    (shared > 0 && shared * 2 >= fewer).then_some(Reason::SameWords)
}
