//! The pace of a history: several plain ways to continue it, none of them trusted beforehand.
//!
//! The rule it protects: which way serves a creator best is decided by how well each would have done on the creator's own
//! past, not by us.

use super::history::History;
use super::number::{at, median};
use super::rhythm::{Rhythm, calmed, running, sum_before};
use chrono::Datelike;

/// The furthest day ahead that is ever spoken of.
pub const FURTHEST_DAYS: usize = 730;

/// A way to continue a history.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// The mean of the last days goes on.
    Mean { days: usize },
    /// The usual day (median) of the last days goes on.
    Usual { days: usize },
    /// The pace goes on changing as it did between the last days and those before, ever less.
    Trend { days: usize, fading: Fading },
}

/// How fast a change of pace fades.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fading {
    /// By 3 % a day.
    Fast,
    /// By 0.8 % a day.
    Slow,
}

impl Fading {
    fn kept(self) -> f64 {
        match self {
            Self::Fast => 0.97,
            Self::Slow => 0.992,
        }
    }
}

const WAYS: [Way; 9] = [
    Way::Mean { days: 7 },
    Way::Mean { days: 14 },
    Way::Mean { days: 28 },
    Way::Mean { days: 56 },
    Way::Mean { days: 112 },
    Way::Usual { days: 28 },
    Way::Trend {
        days: 28,
        fading: Fading::Fast,
    },
    Way::Trend {
        days: 56,
        fading: Fading::Slow,
    },
    Way::Trend {
        days: 91,
        fading: Fading::Slow,
    },
];

/// How many ways there are.
pub(super) const WAY_COUNT: usize = WAYS.len();

/// Days after the last known one: those in `(after, until]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ahead {
    pub after: usize,
    pub until: usize,
}

impl Ahead {
    pub(super) fn days(self) -> usize {
        self.until.saturating_sub(self.after)
    }
}

/// A history prepared for questions.
#[derive(Debug)]
pub(super) struct Pace {
    /// Weekday of the first known day, Monday 0.
    first: usize,
    rhythm: Rhythm,
    calm: Vec<f64>,
    sums: Vec<f64>,
    raw: Vec<f64>,
    volume: Vec<f64>,
    fast: Vec<f64>,
    slow: Vec<f64>,
    grows: bool,
}

/// Each way's pace as it stood on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standpoint {
    /// Pace of a mean day and its change from one day to the next, per way.
    paces: [(f64, f64); WAY_COUNT],
    weekday: usize,
    /// Mean size of a day's change, whatever its sign.
    pub volume: f64,
}

impl Pace {
    pub(super) fn of(history: &History) -> Self {
        let rhythm = Rhythm::of(history);
        let calm = calmed(history, &rhythm);
        let amounts: Vec<f64> = history.changes().iter().map(|c| c.amount).collect();
        let sizes: Vec<f64> = calm.iter().map(|amount| amount.abs()).collect();
        Self {
            sums: running(&calm),
            raw: running(&amounts),
            volume: running(&sizes),
            fast: faded(Fading::Fast),
            slow: faded(Fading::Slow),
            grows: history.only_grows(),
            calm,
            rhythm,
            first: history.first().0.weekday().num_days_from_monday() as usize,
        }
    }

    /// How many days are known.
    pub(super) fn days(&self) -> usize {
        self.calm.len()
    }

    /// The paces as they stood when only the first `known` days were known.
    pub(super) fn standing(&self, known: usize) -> Standpoint {
        let mean = |end: usize, days: usize| {
            let days = days.min(end).max(1);
            sum_before(&self.sums, end, days) / days as f64
        };
        let pace = |way: Way| match way {
            Way::Mean { days } => (mean(known, days), 0.0),
            Way::Usual { days } => {
                let window = self.calm.get(known.saturating_sub(days)..known);
                (
                    median(window.unwrap_or_default().to_vec()).unwrap_or(0.0),
                    0.0,
                )
            }
            Way::Trend { days, .. } => {
                // Half of what is known on either side, when the full span is not there yet.
                let days = days.min(known / 2).max(1);
                let now = mean(known, days);
                let slope = (now - mean(known.saturating_sub(days), days)) / days as f64;
                (now + slope * days as f64 / 2.0, slope)
            }
        };
        let recent = SIZE_DAYS.min(known).max(1);
        Standpoint {
            paces: WAYS.map(pace),
            weekday: (self.first + known.saturating_sub(1)) % 7,
            volume: sum_before(&self.volume, known, recent) / recent as f64,
        }
    }

    /// What each way expects to come in over the days ahead.
    pub(super) fn expected(&self, from: &Standpoint, ahead: Ahead) -> [f64; WAY_COUNT] {
        let weight = self.rhythm.weight(from.weekday, ahead.until)
            - self.rhythm.weight(from.weekday, ahead.after);
        let mut expected = [0.0; WAY_COUNT];
        for (slot, (way, (pace, slope))) in expected.iter_mut().zip(WAYS.iter().zip(&from.paces)) {
            let faded = match way {
                Way::Trend {
                    fading: Fading::Fast,
                    ..
                } => at(&self.fast, ahead.until) - at(&self.fast, ahead.after),
                Way::Trend { .. } => at(&self.slow, ahead.until) - at(&self.slow, ahead.after),
                _ => 0.0,
            };
            let sum = pace * weight + slope * faded;
            *slot = if self.grows { sum.max(0.0) } else { sum };
        }
        expected
    }

    /// What did come in, when the first `known` days were known and the days ahead are in the past by now.
    pub(super) fn came(&self, known: usize, ahead: Ahead) -> f64 {
        at(&self.raw, known + ahead.until) - at(&self.raw, known + ahead.after)
    }

    /// What the last `days` known days brought, when the first `known` were known.
    pub(super) fn brought(&self, known: usize, days: usize) -> f64 {
        sum_before(&self.raw, known, days)
    }

    /// Whether the figure never fell so far.
    pub(super) fn grows(&self) -> bool {
        self.grows
    }
}

/// Days over which the size of a day's change is averaged.
const SIZE_DAYS: usize = 56;

/// For each number of days ahead, the sum of what is kept of a slope of one.
fn faded(fading: Fading) -> Vec<f64> {
    let kept = fading.kept();
    let (mut power, mut slope) = (1.0, 0.0);
    let daily: Vec<f64> = (0..=FURTHEST_DAYS + 1)
        .map(|_| {
            power *= kept;
            slope += power;
            slope
        })
        .collect();
    running(&daily)
}
