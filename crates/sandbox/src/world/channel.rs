//! The creator's YouTube channel: daily figures in Pacific days, revenue that is corrected later, uploads.
//!
//! Rule protected: a revenue figure depends on the instant it is asked at: first an estimate, then up to three
//! corrections. Money is counted in thousandths of a US dollar, in whole numbers.

use super::calendar::{DAY, next_month, pacific_day};
use super::curve::activity;
use super::dice::Dice;

/// Days until a day's activity (views, subscribers) is served.
const ACTIVITY_DELAY: i64 = 2;
/// Days until a day's revenue is served.
const REVENUE_DELAY: i64 = 4;
/// Views of the thirty days before birth.
const MONTH_VIEWS: u64 = 46_000;

/// What one Pacific day brought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    pub(crate) views: u64,
    pub(crate) minutes: u64,
    pub(crate) likes: u64,
    pub(crate) comments: u64,
    pub(crate) shares: u64,
    pub(crate) gained: u64,
    pub(crate) lost: u64,
    /// First estimate, in thousandths of a US dollar.
    estimate: u64,
    /// Permille of the estimate after eight days, and ten days into the next month; half-way after fifteen days.
    second: u64,
    last: u64,
}

/// One uploaded video.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) at: i64,
    pub(crate) id: String,
    pub(crate) title: &'static str,
    pub(crate) seconds: i64,
    total: u64,
}

impl Upload {
    /// Views at an instant: half of them arrive in the first twelve days.
    pub(crate) fn views(&self, now: i64) -> u64 {
        let age = (now - self.at).max(0) as u128;
        (u128::from(self.total) * age / (age + 12 * DAY as u128)) as u64
    }
}

/// The channel's story.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) id: String,
    pub(crate) first_day: i64,
    pub(crate) uploads: Vec<Upload>,
    days: Vec<Figures>,
    subscribers_before: u64,
    vanishing: (i64, i64),
}

const TITLES: [&str; 8] = [
    "Sewing a linen shirt from start to finish",
    "Repriser un pull : la méthode complète",
    "What I earn from sewing videos (honestly)",
    "Un manteau en 10 heures",
    "Machine maintenance for beginners",
    "Pattern drafting: the basic bodice",
    "Vlog : marché aux tissus",
    "Ten alterations anyone can do",
];

impl Channel {
    pub(crate) fn new(
        dice: &mut Dice,
        first_day: i64,
        length: usize,
        born: i64,
        subscribers: u64,
    ) -> Self {
        let history = (pacific_day(born) - first_day).max(1) as u64;
        let weights = activity(dice, first_day, length, history);
        let total: u64 = weights.iter().take(history as usize).sum();
        let month: u64 = weights.iter().take(history as usize).rev().take(30).sum();
        let mut days: Vec<Figures> = Vec::with_capacity(length);
        let (mut sum, mut net) = (0_u64, 0_u64);
        for weight in &weights {
            sum += weight;
            // the first subscribers were there before the story starts
            let due =
                (u128::from(subscribers - 60) * u128::from(sum) / u128::from(total.max(1))) as u64;
            let new = due.saturating_sub(net);
            let lost = new * dice.between(4, 22) as u64 / 100 + u64::from(dice.chance(400));
            let views = weight * MONTH_VIEWS / month.max(1);
            let paid = net + 60 >= 1_000;
            let rpm = dice.between(2_050, 3_900) as u64;
            let second = if dice.chance(750) {
                dice.between(930, 1_035) as u64
            } else {
                1_000
            };
            let last = if dice.chance(700) {
                dice.between(860, 1_010) as u64
            } else {
                second
            };
            days.push(Figures {
                views,
                minutes: views * dice.between(18, 37) as u64 / 10,
                likes: views * dice.between(28, 61) as u64 / 1000,
                comments: views * dice.between(2, 9) as u64 / 1000,
                shares: views * dice.between(3, 8) as u64 / 1000,
                gained: new + lost,
                lost,
                estimate: if paid { views * rpm / 1000 } else { 0 },
                second,
                last,
            });
            net = net.max(due);
        }
        let vanishing = (pacific_day(born) - 6, born + 5 * DAY);
        let uploads = uploads(dice, first_day, length, &days);
        let id = format!("UC{}", token(dice, 22));
        Self {
            id,
            first_day,
            uploads,
            days,
            subscribers_before: 60,
            vanishing,
        }
    }

    /// Figures of a Pacific day, when activity is ready at `now` and the day's row exists.
    pub(crate) fn figures(&self, day: i64, now: i64) -> Option<Figures> {
        let gone = day == self.vanishing.0 && now >= self.vanishing.1;
        let ready = day <= pacific_day(now) - ACTIVITY_DELAY;
        self.raw(day).filter(|_| ready && !gone)
    }

    /// Revenue of a Pacific day in thousandths of a US dollar, as believed at `now`.
    pub(crate) fn revenue(&self, day: i64, now: i64) -> Option<u64> {
        let today = pacific_day(now);
        if day > today - REVENUE_DELAY {
            return None;
        }
        let figures = self.figures(day, now)?;
        let permille = if today >= next_month(day) + 10 {
            figures.last
        } else if today >= day + 15 {
            figures.second.midpoint(figures.last)
        } else if today >= day + 8 {
            figures.second
        } else {
            1_000
        };
        Some(figures.estimate * permille / 1_000)
    }

    /// What a day earned once its month is closed, in thousandths of a US dollar. The day whose row vanishes earned nothing.
    pub(super) fn final_revenue(&self, day: i64) -> u64 {
        let counted = self.raw(day).filter(|_| day != self.vanishing.0);
        counted.map_or(0, |figures| figures.estimate * figures.last / 1_000)
    }

    fn raw(&self, day: i64) -> Option<Figures> {
        self.days
            .get(usize::try_from(day - self.first_day).ok()?)
            .copied()
    }

    /// Subscribers and lifetime views at an instant.
    pub(crate) fn totals(&self, now: i64) -> (u64, u64) {
        let today = pacific_day(now);
        (self.first_day..today)
            .filter_map(|day| self.raw(day))
            .fold((self.subscribers_before, 0), |(subscribers, views), day| {
                (
                    (subscribers + day.gained).saturating_sub(day.lost),
                    views + day.views,
                )
            })
    }

    /// The id of the playlist that holds all uploads.
    pub(crate) fn uploads_playlist(&self) -> String {
        self.id.replacen("UC", "UU", 1)
    }
}

fn uploads(dice: &mut Dice, first_day: i64, length: usize, days: &[Figures]) -> Vec<Upload> {
    (0..length)
        .filter_map(|index| {
            let day = first_day + index as i64;
            let chosen = dice.chance(110);
            let luck = dice.between(300, 1_500) as u64;
            let upload = Upload {
                at: day * DAY + 16 * 3600 + dice.below(3 * 3600) as i64,
                id: token(dice, 11),
                title: dice.pick(&TITLES, "Atelier"),
                seconds: dice.between(240, 1_680),
                total: days.get(index).map_or(0, |figures| figures.views) * luck / 100,
            };
            chosen.then_some(upload)
        })
        .collect()
}

fn token(dice: &mut Dice, length: usize) -> String {
    const LETTERS: [char; 36] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
        's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    (0..length).map(|_| dice.pick(&LETTERS, 'a')).collect()
}
