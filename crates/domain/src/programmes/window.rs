//! Over which days a metric is counted, resolved against a day of evaluation.
//!
//! The rule it protects: "the last 30 days", "the last calendar month" and "every one of 30 days" are different questions
//! and are never answered by each other's figures.

use super::dates::last_of_month;
use super::requirement::Condition;
use crate::CivilDay;
use chrono::Months;
use serde::{Deserialize, Serialize};

/// The kinds of window a rule may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    /// The last N days ending now; meant when only `window_days` is given.
    Rolling,
    /// N days that ended `offset_days` before now.
    PreviousPeriod,
    /// A whole calendar month; `window_days` 30 is only its usual length.
    CalendarMonth,
    /// True on every one of the N days.
    ConsecutiveDays,
    /// True in each of `periods` calendar months in a row.
    ConsecutiveMonths,
    /// The first N days after the item was published.
    SincePublication,
    /// N days counted from joining or from being granted access.
    Membership,
    /// Since the account was created.
    Lifetime,
}

/// A window with its parts checked: what a provider of figures is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Window {
    /// No window: the value that holds on the day.
    Now,
    /// Everything since the account was created.
    Lifetime,
    /// The last `days` days, the day of evaluation included.
    Rolling {
        /// Length, at least 1.
        days: u16,
    },
    /// `days` days that ended `offset` days before the day of evaluation.
    PreviousPeriod {
        /// Length, at least 1.
        days: u16,
        /// Days between its end and the day of evaluation.
        offset: u16,
    },
    /// The last calendar month that is over.
    CalendarMonth,
    /// Each of the last `days` days.
    ConsecutiveDays {
        /// Length, at least 1.
        days: u16,
    },
    /// Each of the last `periods` calendar months that are over.
    ConsecutiveMonths {
        /// How many months, at least 1.
        periods: u16,
    },
    /// The first `days` days of an item's life.
    SincePublication {
        /// Length, at least 1.
        days: u16,
    },
    /// The first `days` days of a membership.
    Membership {
        /// Length, at least 1.
        days: u16,
    },
}

/// First and last day of a window, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First day.
    pub from: CivilDay,
    /// Last day.
    pub to: CivilDay,
}

impl Span {
    /// Whether `day` lies in it.
    pub fn holds(self, day: CivilDay) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has.
    pub fn days(self) -> i32 {
        self.to
            .number()
            .saturating_sub(self.from.number())
            .saturating_add(1)
    }

    /// Its calendar months, each with its first and last day; the first and last are cut to the span.
    pub fn months(self) -> Vec<Self> {
        let mut list = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let to = last_of_month(from).min(self.to);
            list.push(Self { from, to });
            from = to.plus_days(1);
        }
        list
    }
}

/// Why the window keys of a condition make no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWindow {
    /// A kind that needs a length has none, or a length of zero.
    #[error("this window needs window_days of at least 1")]
    NoDays,
    /// A lifetime with a length.
    #[error("a lifetime window has no window_days")]
    DaysOnLifetime,
    /// `offset_days` outside `previous_period`, or missing in it.
    #[error("offset_days belongs to previous_period, which needs it")]
    Offset,
    /// `periods` outside `consecutive_months`, or missing in it.
    #[error("periods belongs to consecutive_months, which needs at least 1")]
    Periods,
    /// A condition on each of several days or months that wants no minimum.
    #[error("consecutive days and months need >= or >: the lowest of them decides")]
    LowestOnly,
}

impl Window {
    /// The window a condition names.
    ///
    /// # Errors
    /// [`BadWindow`] when its keys contradict each other. A loaded registry holds no such condition.
    pub fn of(condition: &Condition) -> Result<Self, BadWindow> {
        let days = || {
            condition
                .window_days
                .filter(|d| *d > 0)
                .ok_or(BadWindow::NoDays)
        };
        if condition.offset_days.is_some()
            != (condition.window_kind == Some(WindowKind::PreviousPeriod))
        {
            return Err(BadWindow::Offset);
        }
        if condition.periods.is_some()
            != (condition.window_kind == Some(WindowKind::ConsecutiveMonths))
        {
            return Err(BadWindow::Periods);
        }
        match condition.window_kind {
            None if condition.window_days.is_none() => Ok(Self::Now),
            None | Some(WindowKind::Rolling) => Ok(Self::Rolling { days: days()? }),
            Some(WindowKind::PreviousPeriod) => Ok(Self::PreviousPeriod {
                days: days()?,
                offset: condition.offset_days.ok_or(BadWindow::Offset)?,
            }),
            Some(WindowKind::CalendarMonth) => days().map(|_| Self::CalendarMonth),
            Some(WindowKind::ConsecutiveDays) => Ok(Self::ConsecutiveDays { days: days()? }),
            Some(WindowKind::ConsecutiveMonths) => Ok(Self::ConsecutiveMonths {
                periods: condition
                    .periods
                    .filter(|p| *p > 0)
                    .ok_or(BadWindow::Periods)?,
            }),
            Some(WindowKind::SincePublication) => Ok(Self::SincePublication { days: days()? }),
            Some(WindowKind::Membership) => Ok(Self::Membership { days: days()? }),
            Some(WindowKind::Lifetime) if condition.window_days.is_some() => {
                Err(BadWindow::DaysOnLifetime)
            }
            Some(WindowKind::Lifetime) => Ok(Self::Lifetime),
        }
    }

    /// The days it covers when evaluated on `day`; `None` where the calendar alone does not say (no window, a lifetime,
    /// or a start that depends on an item or a membership).
    pub fn span(self, day: CivilDay) -> Option<Span> {
        let back = |end: CivilDay, days: u16| Span {
            from: end.plus_days(1 - i32::from(days)),
            to: end,
        };
        match self {
            Self::Rolling { days } | Self::ConsecutiveDays { days } => Some(back(day, days)),
            Self::PreviousPeriod { days, offset } => {
                Some(back(day.plus_days(-i32::from(offset)), days))
            }
            Self::CalendarMonth => months_over(day, 1),
            Self::ConsecutiveMonths { periods } => months_over(day, periods),
            Self::Now
            | Self::Lifetime
            | Self::SincePublication { .. }
            | Self::Membership { .. } => None,
        }
    }
}

/// The last `count` calendar months that are over on `day`. A month is over on its last day.
fn months_over(day: CivilDay, count: u16) -> Option<Span> {
    let to = if last_of_month(day) == day {
        day
    } else {
        day.month_start().plus_days(-1)
    };
    let from = to
        .month_start()
        .0
        .checked_sub_months(Months::new(u32::from(count).saturating_sub(1)))?;
    Some(Span {
        from: CivilDay(from),
        to,
    })
}
