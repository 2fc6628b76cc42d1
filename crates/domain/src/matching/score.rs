//! How well a payout and a bank line fit, with the reasons.
//!
//! The rule it protects: a score is the sum of its reasons, and nothing but its reasons.

use super::propose::{LandingSide, PayoutSide};
use crate::Platform;

/// From this score on, with no rival near, a proposal is sure enough to be accepted with others in one go.
pub const SURE: u16 = 750;

/// Why two sides seem to belong together, or not quite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same amount.
    SameAmount,
    /// A little less arrived: a fee on the way.
    LessByFee,
    /// About the amount at the reference rate of the day.
    NearRate,
    /// Another currency, with no rate to judge by.
    OtherCurrency,
    /// The parts add up to the amount.
    PartsAddUp,
    /// On the stated day, or within two days of it.
    OnTheDay,
    /// Within the week.
    DaysApart,
    /// More than a week apart.
    LongApart,
    /// The bank line names the payout.
    NamesPayout,
    /// The bank line names the platform or its payer.
    NamesPlatform,
    /// The bank line holds the platform's own words.
    SameWords,
    /// Something else fits nearly as well.
    Rival,
}

impl Reason {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::SameAmount => "same_amount",
            Self::LessByFee => "less_by_fee",
            Self::NearRate => "near_rate",
            Self::OtherCurrency => "other_currency",
            Self::PartsAddUp => "parts_add_up",
            Self::OnTheDay => "on_the_day",
            Self::DaysApart => "days_apart",
            Self::LongApart => "long_apart",
            Self::NamesPayout => "names_payout",
            Self::NamesPlatform => "names_platform",
            Self::SameWords => "same_words",
            Self::Rival => "rival",
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

pub(crate) fn finding(reason: Reason, points: i16) -> Finding {
    Finding { reason, points }
}

/// The sum of the points, within 0 to 1000.
pub(crate) fn total(findings: &[Finding]) -> u16 {
    let sum: i32 = findings.iter().map(|f| i32::from(f.points)).sum();
    u16::try_from(sum.clamp(0, 1_000)).unwrap_or(0)
}

/// How the days fit; `None` when one cannot be the other.
pub(crate) fn by_day(due: i32, booked: i32) -> Option<Finding> {
    match booked - due {
        -1..=2 => Some(finding(Reason::OnTheDay, 250)),
        -3..=7 => Some(finding(Reason::DaysApart, 150)),
        8..=20 => Some(finding(Reason::LongApart, 40)),
        _ => None,
    }
}

/// How the amounts fit; `None` when they do not.
pub(crate) fn by_amount(payout: &PayoutSide, landing: &LandingSide) -> Option<Finding> {
    let (sent, came) = (payout.amount, landing.amount);
    if sent.unit == came.unit {
        // A bank on the way may keep a fee: up to a twentieth.
        let lost = i128::from(sent.micros) - i128::from(came.micros);
        return match lost {
            0 => Some(finding(Reason::SameAmount, 500)),
            lost if lost > 0 && lost * 20 <= i128::from(sent.micros) => {
                Some(finding(Reason::LessByFee, 250))
            }
            _ => None,
        };
    }
    let Some(at_rate) = payout.converted.iter().find(|a| a.unit == came.unit) else {
        return Some(finding(Reason::OtherCurrency, 150));
    };
    let apart = (i128::from(at_rate.micros) - i128::from(came.micros)).abs();
    (apart * 20 <= i128::from(at_rate.micros)).then(|| finding(Reason::NearRate, 350))
}

/// What the bank line's words say.
pub(crate) fn by_words(payout: &PayoutSide, landing: &LandingSide) -> Option<Finding> {
    let text = plain(&landing.text);
    let holds = |word: &str| {
        let word = plain(word);
        word.len() >= 4 && text.contains(&word)
    };
    if holds(&payout.reference) {
        return Some(finding(Reason::NamesPayout, 300));
    }
    if payers(payout.platform)
        .iter()
        .any(|name| text.contains(name))
    {
        return Some(finding(Reason::NamesPlatform, 200));
    }
    let described = payout.words.as_deref().is_some_and(holds);
    described.then(|| finding(Reason::SameWords, 150))
}

/// Whether the words name a platform that pays creators.
pub fn names_a_platform(text: &str) -> Option<Platform> {
    let text = plain(text);
    Platform::ALL
        .into_iter()
        .find(|p| payers(*p).iter().any(|name| text.contains(name)))
}

/// Whether two platforms sign their transfers alike.
pub(crate) fn signs_as(one: Platform, other: Platform) -> bool {
    payers(one) == payers(other)
}

/// Letters and digits in lower case, one space between words and around.
fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

/// How a platform signs its transfers: its own name, with spaces around. Legal entities are not listed, since no source
/// states them.
fn payers(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Tiktok | Platform::TiktokShop => &[" tiktok "],
        Platform::Youtube => &[" youtube ", " adsense ", " google "],
        Platform::Instagram | Platform::Facebook => &[" meta ", " instagram ", " facebook "],
        Platform::Twitch => &[" twitch "],
        Platform::Stripe => &[" stripe "],
        Platform::Paypal => &[" paypal "],
        Platform::Patreon => &[" patreon "],
        Platform::Gumroad => &[" gumroad "],
        Platform::Shopify => &[" shopify "],
        Platform::KoFi => &[" ko fi ", " kofi "],
        Platform::BuyMeACoffee => &[" buy me a coffee ", " buymeacoffee "],
        Platform::Amazon => &[" amazon "],
        Platform::Bank | Platform::Mail | Platform::Other => &[],
    }
}
