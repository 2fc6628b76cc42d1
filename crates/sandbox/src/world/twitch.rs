//! The creator's Twitch channel: followers, subscribers, and the recordings of two streams a week.
//!
//! Rule protected: counts only grow, and no money is known here: the real platform tells none.

use super::calendar::{DAY, weekday};
use super::curve::Curve;
use super::dice::Dice;

/// Where the creator stands on Twitch at birth.
const FOLLOWERS: u64 = 862;
const SUBSCRIBERS: u64 = 131;

/// One recorded stream or highlight.
#[derive(Debug, Clone)]
pub(crate) struct Recording {
    /// When it was published, unix seconds.
    pub(crate) at: i64,
    pub(crate) id: String,
    pub(crate) title: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) seconds: i64,
    total: u64,
}

impl Recording {
    /// Views at an instant: half of them in the first five days.
    pub(crate) fn views(&self, now: i64) -> u64 {
        let age = (now - self.at).max(0) as u128;
        (u128::from(self.total) * age / (age + 5 * DAY as u128)) as u64
    }
}

/// One subscriber; from `since` on they are on the list.
#[derive(Debug, Clone)]
pub(crate) struct Subscriber {
    since: i64,
    pub(crate) id: String,
    /// 1, 2 or 3.
    pub(crate) tier: u64,
    pub(crate) gift: bool,
}

/// The channel's story.
#[derive(Debug)]
pub(crate) struct Twitch {
    pub(crate) id: String,
    pub(crate) followers: Curve,
    recordings: Vec<Recording>,
    subscribers: Vec<Subscriber>,
}

const TITLES: [&str; 5] = [
    "Ourlets et retouches en direct",
    "Sewing together: the linen shirt",
    "Questions et café",
    "Friday mending circle",
    "Patrons : du papier au tissu",
];

impl Twitch {
    pub(crate) fn new(dice: &mut Dice, activity: &[u64], first_day: i64, born: i64) -> Self {
        let followers = Curve::new(first_day, activity, 9, FOLLOWERS, born);
        let growth = Curve::new(first_day, activity, 0, SUBSCRIBERS, born);
        let subscribers = (1..=SUBSCRIBERS + 60)
            .map(|n| Subscriber {
                since: growth.day_reaching(n) * DAY + 12 * 3600,
                id: (810_000_000 + n).to_string(),
                tier: match dice.below(100) {
                    0..90 => 1,
                    90..97 => 2,
                    _ => 3,
                },
                gift: dice.chance(180),
            })
            .collect();
        let recordings = activity
            .iter()
            .enumerate()
            .filter_map(|(index, weight)| {
                let day = first_day + index as i64;
                // Thursday and Sunday evenings, now and then a highlight
                let kind = match weekday(day) {
                    3 | 6 => "archive",
                    1 if dice.chance(300) => "highlight",
                    _ => return None,
                };
                Some(Recording {
                    at: day * DAY + 18 * 3600 + dice.below(3_600) as i64,
                    id: (2_200_000_000 + index as u64).to_string(),
                    title: dice.pick(&TITLES, "Atelier"),
                    kind,
                    seconds: dice.between(1_200, 4 * 3_600),
                    total: weight * dice.between(20, 90) as u64 / 20,
                })
            })
            .collect();
        Self {
            id: "700000001".to_owned(),
            followers,
            recordings,
            subscribers,
        }
    }

    /// Recordings published by `now`, oldest first.
    pub(crate) fn published(&self, now: i64) -> &[Recording] {
        let end = self.recordings.partition_point(|r| r.at <= now);
        self.recordings.get(..end).unwrap_or_default()
    }

    /// Who subscribes at `now`, in the order in which they came.
    pub(crate) fn subscribers(&self, now: i64) -> Vec<&Subscriber> {
        self.subscribers.iter().filter(|s| s.since <= now).collect()
    }
}
