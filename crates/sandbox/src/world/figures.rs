//! The invented creator's daily figures over the whole history, for trials of forecasts.
//!
//! Rule protected: nothing that has not happened by the world's clock is told.

use super::{DAY, World, utc_day};
use std::collections::BTreeMap;

/// One figure: its name and what each day brought, oldest first, from a day counted since 1970-01-01.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyFigure {
    /// `tiktok followers`, `youtube views` and the like.
    pub name: &'static str,
    /// First day, counted since 1970-01-01.
    pub first_day: i64,
    /// Value before the first day, for a figure that runs on; 0 for others.
    pub start: u64,
    /// What each day brought.
    pub amounts: Vec<u64>,
    /// Whether it is read as a level that runs on.
    pub running: bool,
}

impl World {
    /// What each day brought, per figure, up to yesterday.
    #[must_use]
    pub fn daily_figures(&self) -> Vec<DailyFigure> {
        let plan = &self.plan;
        let first_day = plan.first_day;
        let days = || first_day..utc_day(self.now) - 3;
        let figure = |name, start, running, amounts| DailyFigure {
            name,
            first_day,
            start,
            amounts,
            running,
        };
        let grown = |name, curve: &super::Curve| {
            let amounts = days().map(|day| curve.gained_on(day, self.now)).collect();
            figure(name, curve.at(first_day * DAY), true, amounts)
        };
        let told = |name, of: fn(super::channel::Figures) -> u64| {
            let of_day = |day| plan.channel.figures(day, self.now).map_or(0, of);
            figure(name, 0, false, days().map(of_day).collect())
        };
        let mut posted: BTreeMap<i64, u64> = BTreeMap::new();
        for post in &plan.posts {
            *posted.entry(utc_day(post.at)).or_insert(0) += 1;
        }
        let posted = days().map(|day| posted.get(&day).copied().unwrap_or(0));
        vec![
            grown("tiktok followers", &plan.followers),
            grown("instagram followers", &plan.instagram.followers),
            grown("twitch followers", &plan.twitch.followers),
            told("youtube views", |f| f.views),
            told("youtube minutes", |f| f.minutes),
            told("youtube subscribers gained", |f| f.gained),
            figure("tiktok posts", 0, false, posted.collect()),
        ]
    }
}
