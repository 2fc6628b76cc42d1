//! The readings of one figure by day, in order, so that a question costs what its window holds and not what is known.

use super::value::MetricValue;
use super::window::Span;
use crate::CivilDay;
use std::sync::Arc;

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    pub day: CivilDay,
    pub value: MetricValue,
    pub source: Arc<str>,
}

/// Readings in order of their days, one for each day.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    points: Vec<Point>,
}

impl Days {
    /// Adds readings in any order. For one day the last one given wins.
    pub(super) fn add(&mut self, points: impl IntoIterator<Item = Point>) {
        self.points.extend(points);
        self.points.sort_by_key(|point| point.day);
        self.points.dedup_by(|later, kept| {
            let same = later.day == kept.day;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
    }

    /// Those on or before `day`.
    pub(super) fn until(&self, day: CivilDay) -> &[Point] {
        let end = self.points.partition_point(|point| point.day <= day);
        self.points.get(..end).unwrap_or_default()
    }

    /// The first of all.
    pub(super) fn first(&self) -> Option<&Point> {
        self.points.first()
    }
}

/// Those of `points`, which are in order, that lie in `span`.
pub(super) fn inside(points: &[Point], span: Span) -> &[Point] {
    let from = points.partition_point(|point| point.day < span.from);
    let to = points.partition_point(|point| point.day <= span.to);
    points.get(from..to).unwrap_or_default()
}

/// A running counter: its readings in order, and one more that was added up from the posts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counter<'a> {
    pub points: &'a [Point],
    /// Counts only where no reading stands on its day.
    pub added_up: Option<(CivilDay, i64)>,
}

impl Counter<'_> {
    /// What it read on `day`.
    pub(super) fn at(&self, day: CivilDay) -> Option<i64> {
        self.last(day).filter(|(on, _)| *on == day).map(|(_, n)| n)
    }

    /// The last reading on or before `day`.
    pub(super) fn last(&self, day: CivilDay) -> Option<(CivilDay, i64)> {
        let end = self.points.partition_point(|point| point.day <= day);
        let read = self.points.get(..end).and_then(<[Point]>::last);
        let read = read.and_then(|point| Some((point.day, point.value.number()?)));
        let added_up = self.added_up.filter(|(on, _)| *on <= day);
        match (read, added_up) {
            (Some(read), Some(added)) if added.0 > read.0 => Some(added),
            (Some(read), _) => Some(read),
            (None, added) => added,
        }
    }

    /// The first reading on or after `day`.
    pub(super) fn first(&self, day: CivilDay) -> Option<(CivilDay, i64)> {
        let start = self.points.partition_point(|point| point.day < day);
        let read = self.points.get(start);
        let read = read.and_then(|point| Some((point.day, point.value.number()?)));
        let added_up = self.added_up.filter(|(on, _)| *on >= day);
        match (read, added_up) {
            (Some(read), Some(added)) if added.0 < read.0 => Some(added),
            (Some(read), _) => Some(read),
            (None, added) => added,
        }
    }

    /// The newest reading.
    pub(super) fn newest(&self) -> Option<(CivilDay, i64)> {
        self.last(CivilDay(chrono::NaiveDate::MAX))
    }
}
