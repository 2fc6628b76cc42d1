//! A figure followed into the future, with its band: a level that goes on, a window that moves on, a month that fills.
//!
//! The rule it protects: what falls out of a window is known, only what comes in is forecast; and no day is named that lies
//! further ahead than the history reaches back twice.

use super::band::{Calibration, Standpoints, ahead};
use super::history::{History, MINIMUM_DAYS};
use super::number::whole;
use super::outlook::{Dates, Outlook};
use super::pace::{Ahead, FURTHEST_DAYS, Pace, Standpoint};
use crate::CivilDay;
use serde::Serialize;

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sum {
    /// Everything since the beginning, from a value that is known now.
    Level,
    /// The last so many days.
    Window {
        /// Length, at least 1.
        days: u16,
    },
    /// The calendar month, from its first day on; whole on its last.
    Month,
}

/// A day of a forecast, in base units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The day.
    pub day: CivilDay,
    /// The band's lower end.
    pub low: i64,
    /// The likely value.
    pub likely: i64,
    /// The band's upper end.
    pub high: i64,
    /// Whether a whole month stands here; always true for sums that are no months.
    pub whole: bool,
}

/// How the pace of the last weeks stands to that of the weeks before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Clearly more comes in than before.
    Rising,
    /// About as much.
    Steady,
    /// Clearly less than before, but still something.
    Slowing,
    /// Hardly anything.
    Plateau,
    /// It goes down.
    Falling,
}

/// A history that can be continued.
#[derive(Debug)]
pub struct Growth {
    last: CivilDay,
    pace: Pace,
    standpoints: Standpoints,
    now: Standpoint,
}

/// One sum followed day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// From the day after the last known one on.
    pub steps: Vec<Step>,
}

/// Days of the pace that are compared with as many before.
const COMPARED_DAYS: usize = 42;

impl Growth {
    /// `None` for a history too short to continue.
    pub fn of(history: &History) -> Option<Self> {
        if !history.suffices() {
            return None;
        }
        let pace = Pace::of(history);
        let now = pace.standing(pace.days());
        Some(Self {
            last: history.last(),
            standpoints: Standpoints::of(&pace),
            pace,
            now,
        })
    }

    /// How the pace changes.
    pub fn trend(&self) -> Trend {
        let days = self.pace.days();
        let compared = COMPARED_DAYS.min(days / 2).max(1);
        let recent = self.pace.brought(days, compared);
        let before = self.pace.brought(days - compared, compared);
        let usual = self.now.volume * compared as f64;
        let long = self.pace.brought(days, days).abs() / days as f64 * compared as f64;
        if recent < -0.1 * usual.max(1.0) {
            Trend::Falling
        } else if recent < 0.1 * long || recent < 0.5 {
            Trend::Plateau
        } else if recent > before * 1.25 {
            Trend::Rising
        } else if recent < before * 0.75 {
            Trend::Slowing
        } else {
            Trend::Steady
        }
    }

    /// How far ahead anything is said: twice as far as the history reaches back, and never beyond two years.
    pub fn reach(&self) -> usize {
        (self.pace.days() * 2).clamp(2 * MINIMUM_DAYS, FURTHEST_DAYS)
    }

    /// What `sum` is followed to. `now` is its value as known on the last day of the history; without one, what the history
    /// itself says (nothing for a level). `None` when the past is too short to measure errors.
    pub fn path(&self, sum: Sum, now: Option<i64>) -> Option<Path> {
        let window = match sum {
            Sum::Level => None,
            Sum::Window { days } => Some(usize::from(days.max(1))),
            Sum::Month => Some(30),
        };
        let calibration = Calibration::of(&self.pace, &self.standpoints, window)?;
        let mut steps: Vec<Step> = Vec::with_capacity(self.reach());
        for lead in 1..=self.reach() {
            let step = self.step(sum, now, lead, &calibration)?;
            steps.push(match (sum, steps.last()) {
                (Sum::Level, Some(before)) if self.pace.grows() => Step {
                    low: step.low.max(before.low),
                    likely: step.likely.max(before.likely),
                    high: step.high.max(before.high),
                    ..step
                },
                _ => step,
            });
        }
        Some(Path { steps })
    }

    fn step(
        &self,
        sum: Sum,
        now: Option<i64>,
        lead: usize,
        calibration: &Calibration,
    ) -> Option<Step> {
        let day = self.last.plus_days(i32::try_from(lead).ok()?);
        let known = self.pace.days();
        // What is already there and will still count, and the days that come on top.
        let (base, over) = match sum {
            Sum::Level => (now? as f64, ahead(None, lead)),
            Sum::Window { days } => {
                let days = usize::from(days.max(1));
                let kept = days.saturating_sub(lead);
                let own = self.pace.brought(known, days);
                // What the platform says beyond our days leaves the window with them.
                let beyond = now.map_or(0.0, |now| now as f64 - own);
                let base = self.pace.brought(known, kept) + beyond * kept as f64 / days as f64;
                (base, ahead(Some(days), lead))
            }
            Sum::Month => {
                let start = day.month_start().number();
                let since = usize::try_from(day.number() - start + 1).ok()?;
                let kept = since.saturating_sub(lead);
                let over = Ahead {
                    after: lead.saturating_sub(since),
                    until: lead,
                };
                (self.pace.brought(known, kept), over)
            }
        };
        let range = calibration.range(&self.pace, &self.now, over);
        // Nothing that only grows can fall below what is there already.
        let least = if self.pace.grows() {
            0.0
        } else {
            f64::NEG_INFINITY
        };
        let value = |came: f64| whole((base + came.max(least)).max(0.0));
        Some(Step {
            day,
            low: value(range.low),
            likely: value(range.middle.max(range.low)),
            high: value(range.high),
            whole: sum != Sum::Month || day.plus_days(1).month_start() == day.plus_days(1),
        })
    }
}

impl Path {
    /// When the figure is at least `target`, from `after` on.
    pub fn reaching(&self, target: i64, after: CivilDay) -> Outlook {
        let first = |value: fn(&Step) -> i64| {
            self.steps
                .iter()
                .find(|s| s.whole && s.day > after && value(s) >= target)
                .map(|s| s.day)
        };
        let best = first(|s| s.high);
        match (first(|s| s.likely), best) {
            (Some(day), Some(earliest)) => Outlook::On(Dates {
                day,
                earliest: earliest.min(day),
                latest: first(|s| s.low),
            }),
            _ => Outlook::NotAtThisPace {
                seen_until: self.steps.last().map_or(after, |s| s.day),
                best,
            },
        }
    }

    /// When a figure that is at least `target` is so no longer, from `after` on; [`Outlook::Met`] when that is not to be
    /// expected.
    pub fn staying(&self, target: i64, after: CivilDay) -> Outlook {
        let first = |value: fn(&Step) -> i64| {
            self.steps
                .iter()
                .find(|s| s.whole && s.day > after && value(s) < target)
                .map(|s| s.day)
        };
        match (first(|s| s.likely), first(|s| s.low)) {
            (Some(day), Some(earliest)) => Outlook::FallsBelow(Dates {
                day,
                earliest: earliest.min(day),
                latest: first(|s| s.high),
            }),
            _ => Outlook::Met,
        }
    }

    /// The step of `day`.
    pub fn on(&self, day: CivilDay) -> Option<&Step> {
        self.steps.iter().find(|step| step.day == day)
    }
}
