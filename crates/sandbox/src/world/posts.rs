//! TikTok posts and the views they gather.
//!
//! Rule protected: a post's counters only grow with time, and the last thirty days add up to the month the creator sees.

use super::calendar::{DAY, weekday};
use super::curve::Curve;
use super::dice::Dice;
use super::words::CAPTIONS;

/// Views half of which arrive in this time; the rest trickles in for years.
const HALF_LIFE: u64 = 3 * DAY as u64;

/// One TikTok post.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// When it was published, unix seconds; no two posts share one.
    pub(crate) at: i64,
    /// The platform's id: seconds in the upper half, as the real ids have it.
    pub(crate) id: String,
    /// Only the creator sees it; the public list leaves it out.
    pub(crate) private: bool,
    pub(crate) caption: &'static str,
    pub(crate) seconds: i64,
    final_views: u64,
    likes_permille: u64,
}

impl Post {
    /// Views at an instant.
    pub(crate) fn views(&self, now: i64) -> u64 {
        spread(self.final_views, now - self.at)
    }

    /// Likes, comments and shares at an instant.
    pub(crate) fn reactions(&self, now: i64) -> (u64, u64, u64) {
        let likes = self.views(now) * self.likes_permille / 1000;
        (likes, likes / 14, likes / 23)
    }
}

fn spread(total: u64, age: i64) -> u64 {
    let age = age.max(0) as u64;
    (u128::from(total) * u128::from(age) / u128::from((age + HALF_LIFE).max(1))) as u64
}

/// Four posts a week or so, oldest first; `month_views` is what the thirty days before `born` add up to.
pub(crate) fn posts(
    dice: &mut Dice,
    activity: &[u64],
    followers: &Curve,
    first_day: i64,
    born: i64,
    month_views: u64,
) -> Vec<Post> {
    let mut list = Vec::new();
    for (index, weight) in activity.iter().enumerate() {
        let day = first_day + index as i64;
        let odds = if weekday(day) == 0 { 300 } else { 590 };
        if !dice.chance(odds) {
            continue;
        }
        let at = day * DAY + 15 * 3600 + dice.below(5 * 3600) as i64;
        let id = (u64::try_from(at).unwrap_or(0) << 32) | dice.below(1 << 32);
        // a few posts run away, most do not
        let luck = if dice.chance(30) {
            dice.between(700, 2600)
        } else {
            dice.between(30, 190)
        } as u64;
        list.push(Post {
            at,
            id: id.to_string(),
            private: dice.chance(45),
            caption: dice.pick(CAPTIONS, "Atelier"),
            seconds: dice.between(14, 175),
            final_views: (followers.at(at) + 300) * luck * weight / 10_000,
            likes_permille: dice.between(38, 121) as u64,
        });
    }
    let recent: u64 = list
        .iter()
        .map(|post| post.views(born).saturating_sub(post.views(born - 30 * DAY)))
        .sum();
    for post in &mut list {
        post.final_views = (u128::from(post.final_views) * u128::from(month_views)
            / u128::from(recent.max(1))) as u64;
    }
    list
}
