//! The metric vocabulary: every figure or fact a rule may ask for, with its unit.
//!
//! The rule it protects: a rule names metrics of this table and nothing else, and a value is kept as a whole number of
//! the metric's *base unit*, so no threshold is ever compared through a float.

use super::value::MetricValue;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a metric counts in. Decides which operators and values a requirement may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// A number of things or people. Base unit: one.
    Count,
    /// Points of a platform's own scheme. Base unit: one point.
    Points,
    /// Hours in rules; the base unit is the **minute**, so part hours are kept.
    Hours,
    /// Minutes. Base unit: one minute.
    Minutes,
    /// Days. Base unit: one day.
    Days,
    /// Years of age. Base unit: one completed year.
    Years,
    /// Seconds. Base unit: one second.
    Seconds,
    /// Average viewers; the base unit is the **thousandth** of a viewer.
    Viewers,
    /// Money in the rule's currency; the base unit is the **micro-unit** (10⁻⁶).
    Currency,
    /// Yes or no.
    YesNo,
    /// One word of [`Metric::words`].
    Word,
    /// A civil day.
    Date,
    /// The id of a programme the creator belongs to; answered from memberships.
    Programme,
}

impl MetricKind {
    /// How many base units make one unit of the rule text; `None` for facts that are not numbers.
    pub fn per_unit(self) -> Option<i64> {
        match self {
            Self::Hours => Some(60),
            Self::Viewers => Some(1_000),
            Self::Currency => Some(1_000_000),
            Self::Count
            | Self::Points
            | Self::Minutes
            | Self::Days
            | Self::Years
            | Self::Seconds => Some(1),
            Self::YesNo | Self::Word | Self::Date | Self::Programme => None,
        }
    }
}

/// Who can know a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownBy {
    /// The platform counts it: a sync, a file or its dashboard answers.
    Measured,
    /// Only the creator's own word settles it (age, good standing, a linked bank).
    Declared,
}

macro_rules! metrics {
    ($($variant:ident, $id:literal, $kind:ident, $known:ident, $what:literal;)*) => {
        /// A metric of the registry's vocabulary. The text form is its id, `followers` for instance.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Metric {
            $(#[doc = $what] $variant,)*
        }

        impl Metric {
            /// The whole vocabulary, in the order the docs list it.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable id, as in rule packs, the store and the command line.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What it counts in.
            pub fn kind(self) -> MetricKind {
                match self { $(Self::$variant => MetricKind::$kind,)* }
            }

            /// Who can know it.
            pub fn known_by(self) -> KnownBy {
                match self { $(Self::$variant => KnownBy::$known,)* }
            }

            /// One English sentence on what is counted and what is not.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $what,)* }
            }
        }
    };
}

metrics! {
    Followers, "followers", Count, Measured, "Accounts following the creator at the moment of evaluation (subscribers on YouTube, followers elsewhere). A stock, never windowed.";
    FollowersSustained, "followers_sustained", Count, Measured, "The lowest daily follower count over every day of the window; one day below the value breaks it.";
    VerifiedFollowers, "verified_followers", Count, Measured, "Followers that hold a paid verified subscription (X Premium); free followers do not count.";
    ExternalFollowers, "external_followers", Count, Measured, "Followers of the same person on one other named platform (the largest single one, not a sum).";
    ReturningViewers, "returning_viewers", Count, Measured, "Viewers who watched at least one minute in one week and came back for at least one minute the next week.";
    UniqueAudience, "unique_audience", Count, Measured, "Distinct people who played, streamed or listened in the window.";
    UniqueChatters, "unique_chatters", Count, Measured, "Distinct accounts that wrote in live chat in the window.";
    PaidSubscribers, "paid_subscribers", Count, Measured, "Active recurring paying subscribers; free or bundled subscriptions are excluded unless the scope says otherwise.";
    PlusPoints, "plus_points", Points, Measured, "Twitch points from recurring paid subscriptions per calendar month: tier 1 = 1, tier 2 = 2, tier 3 = 6.";
    VideoViews, "video_views", Count, Measured, "Authentic organic views of the account's posted content in the window; the scope names the surface (all posts, Spotlight, Snaps, lifetime channel views...). Paid and artificial views are excluded.";
    QualifiedVideoViews, "qualified_video_views", Count, Measured, "Per-video views that pass the platform's quality filter (TikTok: unique, from the For You feed, at least 5 seconds, not promoted or artificial).";
    ShortsViews, "shorts_views", Count, Measured, "Valid public views of YouTube Shorts; never adds to watch_hours.";
    OneMinuteViews, "one_minute_views", Count, Measured, "Views lasting at least one minute, on videos of the length named in the scope.";
    Impressions, "impressions", Count, Measured, "Organic times posts were displayed; paid or boosted displays excluded.";
    WatchHours, "watch_hours", Hours, Measured, "Hours watched in the window; the scope names what counts (YouTube: public long-form and archived public live only; Snapchat: total view time; Spotify: consumption of the show).";
    WatchMinutes, "watch_minutes", Minutes, Measured, "Minutes watched in the window (Facebook); cross-posted, boosted and paid minutes are excluded.";
    Engagements, "engagements", Count, Measured, "Interactions on posts: reactions, comments, shares, saves, clicks, short plays.";
    Saves, "saves", Count, Measured, "Saves of the creator's published items.";
    Karma, "karma", Points, Measured, "Reddit karma earned in the window.";
    GoldAwards, "gold_awards", Count, Measured, "Gold given by other users to the creator's contributions.";
    Uploads, "uploads", Count, Measured, "Public posts published in the window; the scope narrows the kind (video, Reel, Story, Idea Pin, subscriber-only...).";
    ActiveVideos, "active_videos", Count, Measured, "Videos currently published on the account (a stock, not a flow); cross-posted ones excluded.";
    PostingDays, "posting_days", Days, Measured, "Distinct days with at least one post in the window.";
    EpisodesPublished, "episodes_published", Count, Measured, "Published episodes of a show, all time.";
    EffectsPublished, "effects_published", Count, Measured, "Published augmented-reality effects; a where-clause may require a minimum use of each.";
    EffectVideoUses, "effect_video_uses", Count, Measured, "Distinct public videos made with one effect.";
    LiveMinutes, "live_minutes", Minutes, Measured, "Minutes broadcast live by the account in the window.";
    StreamDays, "stream_days", Days, Measured, "Distinct calendar days with a broadcast in the window.";
    AvgConcurrentViewers, "avg_concurrent_viewers", Viewers, Measured, "Viewer-minutes divided by minutes streamed over the window.";
    QualifyingStreams, "qualifying_streams", Count, Measured, "Streams in the window that satisfy a per-stream condition (where-clause); non-qualifying streams are ignored, not averaged in.";
    LiveSessions, "live_sessions", Count, Measured, "Live sessions in the window that satisfy a per-session condition (where-clause).";
    InactivityDays, "inactivity_days", Days, Measured, "Days since the last public upload or community post.";
    VideoLengthSeconds, "video_length_seconds", Seconds, Measured, "Length of one video; a per-item condition, not an account condition.";
    AccountAgeDays, "account_age_days", Days, Declared, "Days since the account was created.";
    AgeYears, "age_years", Years, Declared, "Age of the person who holds the account.";
    AccountType, "account_type", Word, Declared, "personal, creator, business, professional (creator or business), page, channel, political, government.";
    AccountVisibility, "account_visibility", Word, Declared, "public or private.";
    PublishedOn, "published_on", Date, Declared, "Date the page or item named in the scope was first published (and stayed published): the cohort test for grandfathered terms.";
    GoodStanding, "good_standing", YesNo, Declared, "No repeated or unresolved breach of community, monetization or payment policy, as judged by the platform.";
    ActiveStrikes, "active_strikes", Count, Declared, "Unexpired formal policy strikes.";
    DaysSinceViolation, "days_since_violation", Days, Declared, "Days since the last recorded policy violation.";
    TwoFactorEnabled, "two_factor_enabled", YesNo, Declared, "Two-step sign-in is on.";
    IdentityVerified, "identity_verified", YesNo, Declared, "Government-ID or know-your-customer check passed.";
    AdvancedFeatures, "advanced_features", YesNo, Declared, "YouTube advanced-features access unlocked.";
    PayoutAccountLinked, "payout_account_linked", YesNo, Declared, "The payment account the programme requires (AdSense, Stripe, PayPal, bank) is linked and valid.";
    PaidPlatformSubscription, "paid_platform_subscription", Word, Declared, "The creator pays for a named platform subscription (X Premium, Medium membership).";
    ProgrammeMembership, "programme_membership", Programme, Declared, "Already admitted to another programme in this registry.";
    Invited, "invited", YesNo, Declared, "The platform sent an invitation; not something a creator can earn by numbers alone.";
    OriginalContent, "original_content", YesNo, Declared, "Content made by the creator, not reposted, duetted, stitched or lightly edited.";
    MadeForKids, "made_for_kids", YesNo, Declared, "Channel or much of it is designated as made for children.";
    MusicChannel, "music_channel", YesNo, Declared, "Official artist channel or a channel tied to a label, distributor or publisher.";
    ExternalSalesEvidence, "external_sales_evidence", YesNo, Declared, "A link proving premium content already sold on another platform.";
    ExternalLiveHistory, "external_live_history", YesNo, Declared, "A steady live-streaming record on another platform, accepted on application.";
    BusinessDocuments, "business_documents", YesNo, Declared, "Tax and business (or individual seller) documents accepted.";
    PilotPassed, "pilot_passed", YesNo, Declared, "The platform's own performance test during a probation period is passed.";
    PayableBalance, "payable_balance", Currency, Measured, "Earned balance available for payment, in the rule's currency.";
    LifetimeEarnings, "lifetime_earnings", Currency, Measured, "Everything the creator has earned on the platform so far, across its programmes.";
}

impl Metric {
    /// The words a [`MetricKind::Word`] metric may hold; empty for other kinds. The order is stored (see
    /// [`MetricValue::to_stored`]): add at the end, never reorder.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::AccountType => &[
                "personal",
                "creator",
                "business",
                "professional",
                "page",
                "channel",
                "political",
                "government",
            ],
            Self::AccountVisibility => &["public", "private"],
            Self::PaidPlatformSubscription => &[
                "none",
                "X Premium",
                "Verified Organizations",
                "Medium membership",
            ],
            _ => &[],
        }
    }

    /// Whether it is about the person and so holds on every platform, wherever it was noted.
    pub fn is_about_the_person(self) -> bool {
        matches!(self, Self::AgeYears)
    }

    /// Reads a value typed by a person or passed on a command line, in the unit of the rule text: `12000`, `3999.5`
    /// hours, `yes`, `business`, `2025-08-04`.
    ///
    /// # Errors
    /// [`super::ValueError`] when the text is not a value of this metric.
    pub fn parse_value(self, text: &str) -> Result<MetricValue, super::ValueError> {
        MetricValue::parse(self, text)
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A name outside the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a metric of the vocabulary")]
pub struct UnknownMetric(pub String);

impl FromStr for Metric {
    type Err = UnknownMetric;
    fn from_str(text: &str) -> Result<Self, UnknownMetric> {
        Self::ALL
            .iter()
            .copied()
            .find(|m| m.id() == text)
            .ok_or_else(|| UnknownMetric(text.to_owned()))
    }
}

impl Serialize for Metric {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
