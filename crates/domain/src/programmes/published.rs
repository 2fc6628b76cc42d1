//! The list of public posts, laid out so that any span of days is counted without walking the list.

use super::observation::PostList;
use super::window::Span;
use crate::CivilDay;

/// Posts by day of publication with running sums.
#[derive(Debug, Clone)]
pub(super) struct Published {
    /// The day the list was read.
    pub observed: CivilDay,
    /// Where it comes from.
    pub source: String,
    days: Vec<CivilDay>,
    /// Before each place: different days, lifetime views, and posts without views.
    sums: Vec<Sums>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    days: i64,
    views: i64,
    unstated: i64,
}

/// What lies in a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub posts: i64,
    pub days: i64,
    pub views: i64,
    /// Whether every post states its views.
    pub complete: bool,
}

impl Published {
    pub(super) fn of(list: PostList) -> Self {
        let mut posts = list.posts;
        posts.sort_by_key(|(day, _)| *day);
        let mut sums = Vec::with_capacity(posts.len().saturating_add(1));
        let mut so_far = Sums::default();
        sums.push(so_far);
        let mut before = None;
        for (day, views) in &posts {
            so_far.days = so_far.days.saturating_add(i64::from(before != Some(*day)));
            so_far.views = so_far.views.saturating_add(views.unwrap_or(0).max(0));
            so_far.unstated = so_far.unstated.saturating_add(i64::from(views.is_none()));
            before = Some(*day);
            sums.push(so_far);
        }
        Self {
            observed: list.observed,
            source: list.source,
            days: posts.into_iter().map(|(day, _)| day).collect(),
            sums,
        }
    }

    /// The posts published in `span`.
    pub(super) fn inside(&self, span: Span) -> Tally {
        let from = self.days.partition_point(|day| *day < span.from);
        let to = self.days.partition_point(|day| *day <= span.to).max(from);
        let at = |place: usize| self.sums.get(place).copied().unwrap_or_default();
        let (a, b) = (at(from), at(to));
        Tally {
            posts: i64::try_from(to.saturating_sub(from)).unwrap_or(i64::MAX),
            days: b.days.saturating_sub(a.days),
            views: b.views.saturating_sub(a.views),
            complete: a.unstated == b.unstated,
        }
    }

    /// The posts published by the end of `day`.
    pub(super) fn by(&self, day: CivilDay) -> Tally {
        self.inside(Span {
            from: CivilDay(chrono::NaiveDate::MIN),
            to: day,
        })
    }

    /// Lifetime views of all posts together; `None` when a post has none stated.
    pub(super) fn all_views(&self) -> Option<i64> {
        let all = self.by(CivilDay(chrono::NaiveDate::MAX));
        all.complete.then_some(all.views)
    }

    /// The last day with a post, on or before `day`.
    pub(super) fn last(&self, day: CivilDay) -> Option<CivilDay> {
        let end = self.days.partition_point(|on| *on <= day);
        self.days.get(..end).and_then(<[CivilDay]>::last).copied()
    }

    /// The first day with a post.
    pub(super) fn first(&self) -> Option<CivilDay> {
        self.days.first().copied()
    }
}
