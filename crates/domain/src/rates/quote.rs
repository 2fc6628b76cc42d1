//! Published rates by currency and day, and the look-up that never stretches one.

use super::LONGEST_GAP_DAYS;
use super::calendar::is_publication_day;
use crate::CivilDay;
use std::collections::BTreeMap;

/// An ISO 4217 code, three capital letters.
pub type Currency = [u8; 3];

/// How many units of a currency one euro was on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// The day it was published for.
    pub day: CivilDay,
    /// Millionths of the currency's unit for one euro; always positive.
    pub per_euro: i64,
    /// Fixed for ever by law since that day, when the country took the euro; not an observation of a market.
    pub fixed: bool,
}

/// Why a day has no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRate {
    /// Nobody publishes one, and none was typed.
    Never,
    /// Publication began later.
    Before {
        /// The first day with a rate.
        first: CivilDay,
    },
    /// Publication stopped.
    Ended {
        /// The last day with a rate.
        last: CivilDay,
    },
    /// Publication paused.
    Gap {
        /// The last day before the pause.
        last: CivilDay,
        /// The first day after it.
        next: CivilDay,
    },
    /// The day is later than what was read so far; reading newer rates helps.
    NotYet {
        /// The newest day with rates.
        newest: CivilDay,
    },
    /// The result is larger than can be held.
    Overflow,
}

impl NoRate {
    /// A stable word: `never`, `before`, `ended`, `gap`, `not_yet`, `overflow`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Before { .. } => "before",
            Self::Ended { .. } => "ended",
            Self::Gap { .. } => "gap",
            Self::NotYet { .. } => "not_yet",
            Self::Overflow => "overflow",
        }
    }

    /// The day the word is about: the first, last or newest day with a rate.
    pub fn day(self) -> Option<CivilDay> {
        match self {
            Self::Before { first } => Some(first),
            Self::Ended { last } | Self::Gap { last, .. } => Some(last),
            Self::NotYet { newest } => Some(newest),
            Self::Never | Self::Overflow => None,
        }
    }
}

/// Currencies that gave way to the euro, with the first day of the euro and the rate fixed by law, in millionths.
///
/// Only those whose fixed rate the fact sheet names; for the others there is no rate after their last day.
const FIXED: [(Currency, (i32, u32, u32), i64); 2] = [
    (*b"BGN", (2026, 1, 1), 1_955_830),
    (*b"HRK", (2023, 1, 1), 7_534_500),
];

/// Published rates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Per currency, by day number.
    days: BTreeMap<Currency, Vec<(i32, i64)>>,
    newest: Option<i32>,
}

impl Table {
    /// From published rates in any order; of two for one day the later in the list counts.
    pub fn new(quotes: impl IntoIterator<Item = (Currency, CivilDay, i64)>) -> Self {
        let mut days: BTreeMap<Currency, Vec<(i32, i64)>> = BTreeMap::new();
        let mut newest = None;
        for (currency, day, per_euro) in quotes {
            if per_euro <= 0 {
                continue;
            }
            newest = newest.max(Some(day.number()));
            days.entry(currency)
                .or_default()
                .push((day.number(), per_euro));
        }
        for list in days.values_mut() {
            // Stable, so that the later of two stays behind the earlier.
            list.sort_by_key(|(day, _)| *day);
            list.reverse();
            list.dedup_by_key(|(day, _)| *day);
            list.reverse();
        }
        Self { days, newest }
    }

    /// From lists that are in the order of days already.
    pub(super) fn of_sorted(days: BTreeMap<Currency, Vec<(i32, i64)>>) -> Self {
        let newest = days
            .values()
            .filter_map(|list| list.last().map(|(day, _)| *day))
            .max();
        Self { days, newest }
    }

    /// The newest day with any rate.
    pub fn newest(&self) -> Option<CivilDay> {
        self.newest.and_then(CivilDay::from_number)
    }

    /// The currencies, by code.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.days.keys().copied()
    }

    /// A currency's rates, oldest first: day and millionths for one euro.
    pub fn history(&self, currency: Currency) -> impl Iterator<Item = (CivilDay, i64)> {
        let list = self.days.get(&currency).map_or(&[][..], Vec::as_slice);
        list.iter()
            .filter_map(|(day, rate)| Some((CivilDay::from_number(*day)?, *rate)))
    }

    fn list(&self, currency: Currency) -> &[(i32, i64)] {
        self.days.get(&currency).map_or(&[], Vec::as_slice)
    }

    /// The last rate at or before a day, however old.
    fn last_until(&self, currency: Currency, day: i32) -> Option<(i32, i64)> {
        let list = self.list(currency);
        let after = list.partition_point(|(d, _)| *d <= day);
        after.checked_sub(1).and_then(|i| list.get(i)).copied()
    }

    /// The first rate after a day.
    fn first_after(&self, currency: Currency, day: i32) -> Option<i32> {
        let list = self.list(currency);
        let after = list.partition_point(|(d, _)| *d <= day);
        list.get(after).map(|(d, _)| *d)
    }
}

/// Two tables laid over each other: of one day the later counts.
#[derive(Debug, Clone)]
pub(super) struct Layers<'t> {
    pub(super) base: &'t Table,
    pub(super) later: Table,
}

impl Layers<'_> {
    /// The newest day with any rate.
    pub(super) fn newest(&self) -> Option<CivilDay> {
        self.base.newest().max(self.later.newest())
    }

    /// The rate that holds on a day: its own, or the last earlier one that is not too old.
    pub(super) fn quote(&self, currency: Currency, on: CivilDay) -> Result<Quote, NoRate> {
        let number = on.number();
        let fixed = FIXED.iter().find(|(code, ..)| *code == currency);
        if let Some((_, (year, month, first), per_euro)) = fixed
            && let Some(day) = CivilDay::of(*year, *month, *first)
            && day <= on
        {
            return Ok(Quote {
                day,
                per_euro: *per_euro,
                fixed: true,
            });
        }
        let found = match (
            self.base.last_until(currency, number),
            self.later.last_until(currency, number),
        ) {
            (Some(old), Some(new)) if old.0 > new.0 => Some(old),
            (old, new) => new.or(old),
        };
        let day = |number: i32| CivilDay::from_number(number).unwrap_or(on);
        let next = [&self.base, &&self.later]
            .into_iter()
            .filter_map(|table| table.first_after(currency, number))
            .min();
        match (found, next) {
            (Some((at, per_euro)), _) if number - at <= LONGEST_GAP_DAYS => Ok(Quote {
                day: day(at),
                per_euro,
                fixed: false,
            }),
            (Some((at, _)), Some(next)) => Err(NoRate::Gap {
                last: day(at),
                next: day(next),
            }),
            (Some((at, _)), None) => Err(match self.newest() {
                Some(newest) if newest.number() - at <= LONGEST_GAP_DAYS => {
                    NoRate::NotYet { newest }
                }
                _ => NoRate::Ended { last: day(at) },
            }),
            (None, Some(next)) => Err(NoRate::Before { first: day(next) }),
            (None, None) => Err(NoRate::Never),
        }
    }

    /// Whether a rate of `on` itself may still be published and would replace the one found: a day from the newest known one
    /// on, with a publication day in between.
    pub(super) fn provisional(&self, on: CivilDay) -> bool {
        let Some(newest) = self.newest() else {
            return false;
        };
        let mut day = newest.plus_days(1);
        while day <= on && day.number() - newest.number() <= LONGEST_GAP_DAYS {
            if is_publication_day(day) {
                return true;
            }
            day = day.plus_days(1);
        }
        false
    }
}
