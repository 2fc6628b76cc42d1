//! The seeded creator: three believable years of posts, money and offers.
//!
//! Rule protected: the whole story, past and the months that follow, is fixed when the world is made; moving its clock
//! only changes how much of the story has happened. Same seed, days, entries and birth: same bytes.

mod adsense;
mod affiliate;
mod bank;
mod calendar;
mod channel;
mod curve;
mod dice;
mod figures;
mod gumroad;
mod instagram;
mod ledger;
mod ledger_build;
mod lives;
mod patreon;
mod paypal;
mod posts;
mod rates;
mod shopify;
#[cfg(test)]
mod tests;
mod twitch;
mod words;

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

pub(crate) use affiliate::{Affiliate, Collaboration, Order, OrderState};
pub(crate) use bank::BankLine;
pub(crate) use calendar::{DAY, civil, date_text, day_number, instant, next_month, stamp, utc_day};
pub(crate) use channel::{Channel, Upload};
pub(crate) use curve::Curve;
pub(crate) use dice::Dice;
pub use figures::DailyFigure;
pub(crate) use gumroad::{Payout as GumroadPayout, Sale as GumroadSale, Shop};
pub(crate) use instagram::Instagram;
pub(crate) use ledger::{Kind, Ledger, Payout, Row};
pub(crate) use lives::{Live, WalletLine};
pub(crate) use patreon::{Charge, Member};
pub(crate) use paypal::Transaction;
pub(crate) use posts::Post;
pub(crate) use rates::{Rates, published};
pub(crate) use shopify::{Store, StoreLine};
pub(crate) use twitch::Twitch;
pub(crate) use words::{AFFILIATE, BUYERS};

/// Days of story past the world's birth; after them nothing new happens.
pub(crate) const HORIZON_DAYS: i64 = 120;

/// Where the creator stands on TikTok at birth.
const FOLLOWERS: u64 = 12_480;
/// TikTok views of the thirty days before birth.
const MONTH_VIEWS: u64 = 71_300;
/// YouTube subscribers at birth.
const SUBSCRIBERS: u64 = 3_920;

/// The story, fixed at birth.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) first_day: i64,
    pub(crate) followers: Curve,
    pub(crate) posts: Vec<Post>,
    pub(crate) lives: Vec<Live>,
    pub(crate) wallet: Vec<WalletLine>,
    pub(crate) ledger: Ledger,
    pub(crate) affiliate: Affiliate,
    pub(crate) channel: Channel,
    pub(crate) twitch: Twitch,
    pub(crate) instagram: Instagram,
    pub(crate) paypal: Vec<Transaction>,
    pub(crate) patreon: Vec<Member>,
    pub(crate) gumroad: Shop,
    pub(crate) shopify: Store,
    pub(crate) rates: Rates,
}

/// The invented creator as seen at one instant. Cloning is cheap.
#[derive(Clone)]
pub struct World {
    pub(crate) plan: Arc<Plan>,
    pub(crate) now: i64,
}

impl fmt::Debug for World {
    // a million rows help nobody in a log line
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("seed", &self.plan.seed)
            .field("now", &self.now())
            .finish_non_exhaustive()
    }
}

impl World {
    /// Makes the world of `seed`: `days` of history before `now`, and about `entries` Stripe balance transactions by
    /// `now` (four a day when `None`; at most 1,000,000).
    #[must_use]
    pub fn new(seed: u64, days: u32, entries: Option<u64>, now: DateTime<Utc>) -> Self {
        let now = now.timestamp();
        Self {
            plan: Arc::new(Plan::new(seed, days, entries, now)),
            now,
        }
    }

    /// The same creator at another instant.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Self {
        Self {
            plan: Arc::clone(&self.plan),
            now: now.timestamp(),
        }
    }

    /// The instant at which this view of the world is taken.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        instant(self.now)
    }
}

impl Plan {
    fn new(seed: u64, days: u32, entries: Option<u64>, born: i64) -> Self {
        let days = i64::from(days.clamp(30, 3_650));
        let first_day = utc_day(born) - days;
        let end_day = utc_day(born) + 1 + HORIZON_DAYS;
        let length = (end_day - first_day) as usize;
        let rolls = |topic: &str| Dice::new(seed, topic);

        let activity = curve::activity(&mut rolls("activity"), first_day, length, days as u64);
        let target = FOLLOWERS + rolls("followers").below(25);
        let followers = Curve::new(first_day, &activity, 140, target, born);
        let posts = posts::posts(
            &mut rolls("posts"),
            &activity,
            &followers,
            first_day,
            born,
            MONTH_VIEWS,
        );
        let lives = lives::lives(&mut rolls("lives"), &followers, first_day, end_day);
        let wallet = lives::wallet(&mut rolls("wallet"), &lives, &followers, first_day, end_day);
        let rates = Rates::new(seed, first_day, end_day);
        let entries = entries.unwrap_or(days as u64 * 4).min(1_000_000);
        let frame = ledger_build::Frame {
            seed,
            first_day,
            end_day,
            born,
            entries,
            activity: &activity,
            followers: &followers,
            rates: &rates,
        };
        Self {
            seed,
            first_day,
            ledger: ledger_build::build(&frame),
            affiliate: Affiliate::new(
                &mut rolls("affiliate"),
                &activity,
                &followers,
                first_day,
                born,
            ),
            channel: Channel::new(&mut rolls("channel"), first_day, length, born, SUBSCRIBERS),
            shopify: shopify::story(&mut rolls("shopify"), first_day, end_day),
            gumroad: gumroad::story(&mut rolls("gumroad"), first_day, end_day, &rates),
            patreon: patreon::story(&mut rolls("patreon"), first_day, end_day),
            paypal: paypal::story(&mut rolls("paypal"), first_day, end_day, &rates),
            twitch: Twitch::new(&mut rolls("twitch"), &activity, first_day, born),
            instagram: Instagram::new(&mut rolls("instagram"), &activity, first_day, born),
            followers,
            posts,
            lives,
            wallet,
            rates,
        }
    }
}
