//! What a creator's cache knows: one value of one metric on one day, and the list of posts.
//!
//! The rule it protects: an observation says what kind of figure it is, so a lifetime counter is never read as a month.

use super::metric::Metric;
use super::value::MetricValue;
use crate::CivilDay;
use serde::{Deserialize, Serialize};

/// What an observed value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The value that held on the day: followers, an age, a linked bank.
    Now,
    /// A counter that runs since the account was created: lifetime views.
    SinceStart,
    /// What came in on that one day: minutes watched on 12 March.
    OneDay,
    /// Read off the platform's own dashboard for the very window the rule asks: typed by the creator.
    AsAsked,
}

/// One observed value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Of what.
    pub metric: Metric,
    /// Slug of the platform it was observed on.
    pub platform: String,
    /// The day it held.
    pub day: CivilDay,
    /// The value, numbers in base units of the metric.
    pub value: MetricValue,
    /// What it means.
    pub reading: Reading,
    /// Where it comes from, as shown beside the verdict.
    pub source: String,
}

impl Observation {
    /// From the name, day and whole number that the cache keeps (see [`MetricValue::to_stored`]). `by_hand` is a value the
    /// creator typed: a stock as of the day, anything else as the rule asks for it. A synced figure that is no stock is a
    /// running counter for views, uploads, episodes and effects, and the day's own figure for all others.
    /// `lifetime_views` is the counter behind `video_views`. `None` for a name no rule uses or a number that stands for
    /// nothing.
    pub fn noted(
        name: &str,
        platform: impl Into<String>,
        day: CivilDay,
        stored: i64,
        by_hand: bool,
        source: impl Into<String>,
    ) -> Option<Self> {
        let metric = match name {
            "lifetime_views" => Metric::VideoViews,
            name => name.parse().ok()?,
        };
        let reading = match (name, by_hand) {
            ("lifetime_views", _) => Reading::SinceStart,
            _ if is_stock(metric) => Reading::Now,
            (_, true) => Reading::AsAsked,
            (_, false) if runs_since_start(metric) => Reading::SinceStart,
            (_, false) => Reading::OneDay,
        };
        Some(Self {
            metric,
            platform: platform.into(),
            day,
            value: MetricValue::from_stored(metric, stored)?,
            reading,
            source: source.into(),
        })
    }
}

/// Whether a metric is a value of the moment rather than a count over days.
pub(super) fn is_stock(metric: Metric) -> bool {
    metric.kind().per_unit().is_none()
        || matches!(
            metric,
            Metric::Followers
                | Metric::VerifiedFollowers
                | Metric::PaidSubscribers
                | Metric::ActiveVideos
                | Metric::AccountAgeDays
                | Metric::AgeYears
                | Metric::ActiveStrikes
                | Metric::DaysSinceViolation
                | Metric::PayableBalance
                | Metric::LifetimeEarnings
        )
}

/// Whether sources give a metric as a counter that only runs up.
fn runs_since_start(metric: Metric) -> bool {
    matches!(
        metric,
        Metric::VideoViews | Metric::Uploads | Metric::EpisodesPublished | Metric::EffectsPublished
    )
}

/// The public posts of one platform's account as they stood on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostList {
    /// The day the list was read.
    pub observed: CivilDay,
    /// Day of publication and lifetime views on `observed`; views `None` where the source gives none.
    pub posts: Vec<(CivilDay, Option<i64>)>,
    /// Where it comes from, as shown beside the verdict.
    pub source: String,
}

/// Things that are counted one by one since they were published: effects with their uses, for instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemList {
    /// What is counted of each.
    pub metric: Metric,
    /// All of them.
    pub items: Vec<Item>,
    /// Where it comes from, as shown beside the verdict.
    pub source: String,
}

/// One of them, with its counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The day it was published; the counter began at zero.
    pub published: CivilDay,
    /// Readings of the counter at the end of a day, in base units of the metric, in any order.
    pub readings: Vec<(CivilDay, i64)>,
}
