//! Which sources can tell of the same money, and how far apart they may lie.
//!
//! The rule it protects: a relation is stated here with its reason, or two sources are never compared.

use crate::{AccountId, CivilDay, Instant, Platform, Stream, Unit};

/// What a source tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Earned lines.
    Entry,
    /// Money a platform sent.
    Payout,
    /// Bank lines.
    Landing,
}

/// A stream of rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// What it tells of.
    pub kind: SourceKind,
    /// Whose it is.
    pub account: AccountId,
    /// Platform of the account.
    pub platform: Platform,
    /// Whether the account is fed by files and by hand only.
    pub manual: bool,
    /// What tells two sources of one account apart: the feed of entries, the family of ids of payouts, the format of bank lines.
    pub origin: String,
}

/// One row, as far as it can be recognised in another source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its identity, the same at every run and unlike that of any other row.
    pub id: String,
    /// Its key within the source, in which ids of the platform may stand.
    pub key: String,
    /// The day it tells of.
    pub day: CivilDay,
    /// The instant, when stated.
    pub instant: Option<Instant>,
    /// What the figures count.
    pub unit: Unit,
    /// The amounts it may be known by, in micro-units: gross and net of an entry. Zero is none.
    pub figures: Vec<i64>,
    /// Kind of income, of an entry.
    pub stream: Option<Stream>,
    /// Its words.
    pub text: String,
    /// Who paid, when named.
    pub payer: Option<String>,
}

/// How two sources can tell of the same money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kin {
    /// The buyer pays on one platform straight into the creator's account at another: Ko-fi and PayPal.
    PassThrough,
    /// One platform, read in two ways: an export beside its API, a file of sales beside a file of payouts.
    TwoReports,
    /// Two connected accounts of one platform: only the platform's own ids tell.
    TwoAccounts,
    /// Two reports that sum up the same days: YouTube Studio and AdSense.
    SameDays,
    /// What was typed, or came through a table of another kind, beside what a platform tells.
    Typed,
    /// A payout of one platform, listed as income where it arrives.
    PayoutAsIncome,
    /// A payout in two reports, one of which lacks the platform's id.
    Payouts,
    /// One bank account's month in two formats.
    TwoFormats,
    /// Two bank accounts that may be one under two names.
    TwoBanks,
}

impl Kin {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::PassThrough => "pass_through",
            Self::TwoReports => "two_reports",
            Self::TwoAccounts => "two_accounts",
            Self::SameDays => "same_days",
            Self::Typed => "typed",
            Self::PayoutAsIncome => "payout_as_income",
            Self::Payouts => "payouts",
            Self::TwoFormats => "two_formats",
            Self::TwoBanks => "two_banks",
        }
    }

    /// Days the two sides may lie apart: zones move a row by one, a transfer takes a week at most.
    pub fn days(self) -> i32 {
        match self {
            Self::SameDays => 0,
            Self::PassThrough | Self::TwoReports | Self::TwoAccounts => 1,
            Self::TwoFormats | Self::TwoBanks => 1,
            Self::Typed | Self::Payouts => 3,
            Self::PayoutAsIncome => 7,
        }
    }
}

/// The feed of what is typed by hand.
const HAND: &str = "hand";

fn typed(source: &Source) -> bool {
    source.origin == HAND
        || matches!(
            source.platform,
            Platform::Bank | Platform::Other | Platform::Mail
        )
}

/// Shops and tip jars whose buyers pay into the creator's own PayPal or Stripe account, and these.
fn passes_through(one: Platform, other: Platform) -> bool {
    matches!(
        one,
        Platform::KoFi | Platform::BuyMeACoffee | Platform::Gumroad
    ) && matches!(other, Platform::Paypal | Platform::Stripe)
}

/// How two sources are related; `None` when they cannot tell of the same money. The order of the two does not matter.
pub fn kin(one: &Source, other: &Source) -> Option<Kin> {
    if one == other {
        return None;
    }
    let (first, second) = if one.kind <= other.kind {
        (one, other)
    } else {
        (other, one)
    };
    match (first.kind, second.kind) {
        (SourceKind::Entry, SourceKind::Entry) => entries(first, second),
        (SourceKind::Entry, SourceKind::Payout) => {
            let receives = typed(first) || first.platform == Platform::Paypal;
            (receives && first.account != second.account && first.platform != second.platform)
                .then_some(Kin::PayoutAsIncome)
        }
        (SourceKind::Payout, SourceKind::Payout) => {
            (first.platform == second.platform).then_some(Kin::Payouts)
        }
        (SourceKind::Landing, SourceKind::Landing) => Some(if first.account == second.account {
            Kin::TwoFormats
        } else {
            Kin::TwoBanks
        }),
        // A payout and its bank line are a match, not a double: a bank line is never income.
        _ => None,
    }
}

fn entries(one: &Source, other: &Source) -> Option<Kin> {
    if typed(one) || typed(other) {
        // What was typed twice is what the creator said twice.
        let both = one.origin == HAND && other.origin == HAND;
        return (!both).then_some(Kin::Typed);
    }
    if passes_through(one.platform, other.platform) || passes_through(other.platform, one.platform)
    {
        return Some(Kin::PassThrough);
    }
    if one.platform != other.platform {
        return None;
    }
    let is = |a: &str, b: &str| one.origin == a && other.origin == b;
    if is("analytics.revenue", "file.adsense") || is("file.adsense", "analytics.revenue") {
        return Some(Kin::SameDays);
    }
    if one.account == other.account {
        // Parts of one export tell of different things.
        let parts = one.origin.starts_with("export.") && other.origin.starts_with("export.");
        return (!parts).then_some(Kin::TwoReports);
    }
    Some(if one.manual || other.manual {
        Kin::TwoReports
    } else {
        Kin::TwoAccounts
    })
}
