//! What is to be expected of a requirement, and how requirements are taken together.
//!
//! The rule it protects: all of several things come with the last of them, any of several with the first; and an unknown
//! among them stays unknown instead of being given a date.

use crate::CivilDay;
use crate::programmes::Metric;
use serde::Serialize;

/// A day with the band it lies in: in eight of ten cases between `earliest` and `latest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// The likely day.
    pub day: CivilDay,
    /// The band's first day.
    pub earliest: CivilDay,
    /// The band's last day; `None` when it lies further ahead than can be told.
    pub latest: Option<CivilDay>,
}

impl Dates {
    /// A day that the calendar alone decides.
    pub fn certain(day: CivilDay) -> Self {
        Self {
            day,
            earliest: day,
            latest: Some(day),
        }
    }

    /// The later of both, bound by bound.
    fn later(self, other: Self) -> Self {
        Self {
            day: self.day.max(other.day),
            earliest: self.earliest.max(other.earliest),
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
    }

    /// The earlier of both, bound by bound.
    fn earlier(self, other: Self) -> Self {
        Self {
            day: self.day.min(other.day),
            earliest: self.earliest.min(other.earliest),
            latest: match (self.latest, other.latest) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (one, other) => one.or(other),
            },
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The threshold is not published.
    Unpublished,
    /// There is no figure of it.
    NoFigure,
    /// Its history is shorter than [`super::MINIMUM_DAYS`] or has too few readings.
    ShortHistory,
    /// The last figure is too old to go on from.
    StaleHistory,
    /// The rule counts only a part of what is counted here.
    Scope,
    /// Only the creator can say.
    OwnWord,
    /// It depends on belonging to another programme.
    Membership,
    /// Time does not decide it in a way that is known: a window that starts with an item or a membership.
    Window,
}

/// What is to be expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outlook {
    /// Met, and nothing says that it will not stay so.
    Met,
    /// Met, but not any more from this day on.
    FallsBelow(Dates),
    /// Not met, but from this day on.
    On(Dates),
    /// Not as far as can be seen, at the pace of the past.
    NotAtThisPace {
        /// The day up to which was looked.
        seen_until: CivilDay,
        /// The band's first day, when at least the best case gets there.
        best: Option<CivilDay>,
    },
    /// Not met, and no passing of time changes that.
    NotByTime,
    /// Nothing can be said.
    Unknown {
        /// Why.
        why: Why,
    },
}

/// Several outlooks taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combined {
    /// With every unknown kept unknown.
    pub outlook: Outlook,
    /// What holds if all that is unknown turns out to be met. The same as `outlook` when nothing is unknown.
    pub provided: Outlook,
    /// What is unknown in it, without repeats.
    pub unknown: Vec<Metric>,
}

/// All are needed: the last one decides.
pub fn all_of(parts: impl IntoIterator<Item = Outlook>) -> Outlook {
    parts.into_iter().fold(Outlook::Met, both)
}

/// One is enough: the first one decides. Of nothing, nothing comes.
pub fn any_of(parts: impl IntoIterator<Item = Outlook>) -> Outlook {
    parts
        .into_iter()
        .reduce(either)
        .unwrap_or(Outlook::NotByTime)
}

fn both(one: Outlook, other: Outlook) -> Outlook {
    use Outlook::{FallsBelow, Met, NotAtThisPace, NotByTime, On, Unknown};
    match (one, other) {
        (NotByTime, _) | (_, NotByTime) => NotByTime,
        (
            NotAtThisPace {
                seen_until: a,
                best: x,
            },
            NotAtThisPace {
                seen_until: b,
                best: y,
            },
        ) => NotAtThisPace {
            seen_until: a.min(b),
            best: x.zip(y).map(|(x, y)| x.max(y)),
        },
        (NotAtThisPace { seen_until, best }, On(dates))
        | (On(dates), NotAtThisPace { seen_until, best }) => NotAtThisPace {
            seen_until,
            best: best.map(|best| best.max(dates.earliest)),
        },
        (NotAtThisPace { seen_until, .. }, Unknown { .. })
        | (Unknown { .. }, NotAtThisPace { seen_until, .. }) => NotAtThisPace {
            seen_until,
            best: None,
        },
        (pace @ NotAtThisPace { .. }, _) | (_, pace @ NotAtThisPace { .. }) => pace,
        (unknown @ Unknown { .. }, _) | (_, unknown @ Unknown { .. }) => unknown,
        (Met, other) => other,
        (one, Met) => one,
        (On(a), On(b)) => On(a.later(b)),
        (FallsBelow(a), FallsBelow(b)) => FallsBelow(a.earlier(b)),
        // What is met today is lost before the rest is there.
        (On(on), FallsBelow(falls)) | (FallsBelow(falls), On(on)) if falls.day <= on.day => {
            NotAtThisPace {
                seen_until: on.day,
                best: None,
            }
        }
        (on @ On(_), FallsBelow(_)) | (FallsBelow(_), on @ On(_)) => on,
    }
}

fn either(one: Outlook, other: Outlook) -> Outlook {
    use Outlook::{FallsBelow, Met, NotAtThisPace, NotByTime, On, Unknown};
    match (one, other) {
        (Met, _) | (_, Met) => Met,
        (NotByTime, other) => other,
        (one, NotByTime) => one,
        (FallsBelow(a), FallsBelow(b)) => FallsBelow(a.later(b)),
        // The other way opens before this one closes.
        (FallsBelow(falls), On(on)) | (On(on), FallsBelow(falls)) if on.day <= falls.day => Met,
        (falls @ FallsBelow(_), _) | (_, falls @ FallsBelow(_)) => falls,
        (On(a), On(b)) => On(a.earlier(b)),
        (
            On(dates),
            NotAtThisPace {
                best: Some(best), ..
            },
        )
        | (
            NotAtThisPace {
                best: Some(best), ..
            },
            On(dates),
        ) => On(Dates {
            earliest: dates.earliest.min(best),
            ..dates
        }),
        // A date that is known holds; the unknown way could only be earlier.
        (on @ On(_), _) | (_, on @ On(_)) => on,
        (unknown @ Unknown { .. }, _) | (_, unknown @ Unknown { .. }) => unknown,
        (
            NotAtThisPace {
                seen_until: a,
                best: x,
            },
            NotAtThisPace {
                seen_until: b,
                best: y,
            },
        ) => NotAtThisPace {
            seen_until: a.min(b),
            best: match (x, y) {
                (Some(x), Some(y)) => Some(x.min(y)),
                (x, y) => x.or(y),
            },
        },
    }
}
