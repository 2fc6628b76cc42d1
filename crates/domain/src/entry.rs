//! One earned line, as a source states it.
//!
//! The rules it protects: unknown is not zero (a missing fee is `None`), and the platform's own day, zone and id are kept.

use crate::account::UnknownWord;
use crate::{Amount, CivilDay, Instant, Locator, Unit, Zone};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $slug:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $slug)] $variant),+ }

        impl $name {
            /// Every value, in the order lists show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable text form.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.slug()) }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|v| v.slug() == text).ok_or_else(|| UnknownWord(text.to_owned(), $kind))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// A kind of income. The order is the fixed order of stacks in charts, bottom to top.
    Stream, "stream" {
        /// A sale in the creator's own shop.
        ShopSale = "shop_sale",
        /// A brand paid for a deliverable.
        BrandDeal = "brand_deal",
        /// A gift during a LIVE.
        LiveGift = "live_gift",
        /// A platform's reward for views (Creator Rewards, funds, bonuses per view).
        CreatorReward = "creator_reward",
        /// A share of advertising money.
        AdShare = "ad_share",
        /// A tip, paid in full to the creator.
        Tip = "tip",
        /// Commission on somebody else's product.
        AffiliateCommission = "affiliate_commission",
        /// A recurring supporter.
        Subscription = "subscription",
        /// A one-off reward of a platform.
        Bonus = "bonus",
        /// A gift on a video.
        VideoGift = "video_gift",
        /// A correction that belongs to no single sale: dispute, clawback, platform fee, reserve.
        Adjustment = "adjustment",
    }
}

words! {
    /// How sure an entry's money is: estimated → confirmed → available → paid; or reversed, frozen, ineligible.
    Status, "status" {
        /// The platform's running guess.
        Estimated = "estimated",
        /// Settled by the platform, not yet payable.
        Confirmed = "confirmed",
        /// May be paid out.
        Available = "available",
        /// In a payout that was sent.
        Paid = "paid",
        /// Taken back.
        Reversed = "reversed",
        /// Held by the platform.
        Frozen = "frozen",
        /// The platform will not pay it.
        Ineligible = "ineligible",
    }
}

/// What a line is worth, in one unit. Micro-units (10⁻⁶) of `unit`.
///
/// Gross, fee and tax are `None` when the source does not state them. Fee and tax are positive when they reduce the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// What all figures count.
    pub unit: Unit,
    /// Before fees and tax.
    pub gross: Option<i64>,
    /// Kept by the platform or payment provider.
    pub fee: Option<i64>,
    /// Withheld tax.
    pub tax: Option<i64>,
    /// What remains for the creator.
    pub net: i64,
}

impl Money {
    /// A figure of which only the net is stated.
    pub fn net_only(net: Amount) -> Self {
        Self {
            unit: net.unit,
            gross: None,
            fee: None,
            tax: None,
            net: net.micros,
        }
    }

    /// The net as an amount.
    pub fn net_amount(&self) -> Amount {
        Amount::new(self.net, self.unit)
    }
}

/// An entry on its way into the store: everything a source says about one earned line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryDraft {
    /// The platform's own id, unique within the account and feed. `None`: the store identifies the row by its
    /// [fingerprint](crate::fingerprint) and occurrence number.
    pub external_id: Option<String>,
    /// The platform's reporting day.
    pub day: CivilDay,
    /// The zone that day is counted in.
    pub zone: Zone,
    /// The instant, when the source states one.
    pub instant: Option<Instant>,
    /// Kind of income.
    pub stream: Stream,
    /// What it was, in the source's words (`Order 1048, bowl and plate`). Plain text, at most 300 characters.
    pub title: String,
    /// Brand, shop or payer, when the source names one.
    pub counterparty: Option<String>,
    /// The figures.
    pub money: Money,
    /// How sure they are.
    pub status: Status,
    /// The day it becomes payable, when stated.
    pub available_on: Option<CivilDay>,
    /// The platform's id of the payout that paid it, when stated.
    pub payout_external_id: Option<String>,
    /// Where in its document it stands.
    pub locator: Locator,
}
