//! The creator's Instagram account: followers, reels and pictures, and what each day reached.
//!
//! Rule protected: counts only grow, a day's figures are ready two days later, and no money is known here.

use super::calendar::{DAY, pacific_day};
use super::curve::Curve;
use super::dice::Dice;

/// Where the creator stands on Instagram at birth.
const FOLLOWERS: u64 = 5_310;
/// Days until a day's figures are served.
const DELAY: i64 = 2;

/// One reel or picture.
#[derive(Debug, Clone)]
pub(crate) struct Media {
    pub(crate) at: i64,
    pub(crate) id: String,
    pub(crate) caption: &'static str,
    pub(crate) reel: bool,
    total: u64,
}

impl Media {
    /// Views at an instant: half of them in the first four days.
    pub(crate) fn views(&self, now: i64) -> u64 {
        let age = (now - self.at).max(0) as u128;
        (u128::from(self.total) * age / (age + 4 * DAY as u128)) as u64
    }
}

/// The account's story.
#[derive(Debug)]
pub(crate) struct Instagram {
    pub(crate) id: String,
    pub(crate) followers: Curve,
    media: Vec<Media>,
    first_day: i64,
    reach: Vec<u64>,
}

const CAPTIONS: [&str; 5] = [
    "Avant, après : une veste sauvée",
    "Three stitches you need",
    "Le lin, encore le lin",
    "Atelier du dimanche",
    "A hem in sixty seconds",
];

impl Instagram {
    pub(crate) fn new(dice: &mut Dice, activity: &[u64], first_day: i64, born: i64) -> Self {
        let media = activity
            .iter()
            .enumerate()
            .filter(|_| dice.chance(320))
            .map(|(index, weight)| (first_day + index as i64, *weight))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(day, weight)| Media {
                at: day * DAY + 11 * 3600 + dice.below(8 * 3600) as i64,
                id: (17_900_000_000_000_000 + day as u64 * 1_000 + dice.below(1_000)).to_string(),
                caption: dice.pick(&CAPTIONS, "Atelier"),
                reel: dice.chance(700),
                total: weight * dice.between(150, 900) as u64 / 20,
            })
            .collect();
        let reach = activity
            .iter()
            .map(|weight| weight * dice.between(300, 420) as u64 / 100)
            .collect();
        Self {
            id: "17841400000000001".to_owned(),
            followers: Curve::new(first_day, activity, 60, FOLLOWERS, born),
            media,
            first_day,
            reach,
        }
    }

    /// What was published by `now`, oldest first.
    pub(crate) fn published(&self, now: i64) -> &[Media] {
        let end = self.media.partition_point(|m| m.at <= now);
        self.media.get(..end).unwrap_or_default()
    }

    /// People reached on a Pacific day, once it is served.
    pub(crate) fn reach(&self, day: i64, now: i64) -> Option<u64> {
        let index = usize::try_from(day - self.first_day).ok()?;
        let ready = day <= pacific_day(now) - DELAY;
        self.reach.get(index).copied().filter(|_| ready)
    }
}
