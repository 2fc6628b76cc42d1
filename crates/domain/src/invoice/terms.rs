//! When an invoice is due, and what being late costs.

use super::line::{round_cents, round_half_up};
use crate::{Amount, CivilDay};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// From when the days of grace are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// From the day of the invoice.
    #[default]
    FromInvoice,
    /// The days are added, then the month is walked to its end.
    EndOfMonth,
}

/// Payment terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Days of grace.
    pub days: u16,
    /// From when they are counted.
    #[serde(default)]
    pub due: Due,
    /// What being late costs.
    #[serde(default)]
    pub late: LateTerms,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            days: 30,
            due: Due::FromInvoice,
            late: LateTerms::default(),
        }
    }
}

/// What being late costs. A rate that was not typed is unknown, not zero: no interest is computed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LateTerms {
    /// Interest for a year, in hundredths of a percent.
    #[serde(default)]
    pub rate: Option<i64>,
    /// The fixed sum for the costs of recovery (40 EUR in France, article D441-5 of the Code de commerce).
    #[serde(default)]
    pub recovery: Option<Amount>,
}

impl Terms {
    /// The last day to pay an invoice of this day.
    pub fn due_on(&self, issued: CivilDay) -> CivilDay {
        let day = issued.plus_days(i32::from(self.days));
        match self.due {
            Due::FromInvoice => day,
            Due::EndOfMonth => end_of_month(day),
        }
    }
}

fn end_of_month(day: CivilDay) -> CivilDay {
    let (year, month) = match day.0.month() {
        12 => (day.0.year().saturating_add(1), 1),
        month => (day.0.year(), month + 1),
    };
    CivilDay::of(year, month, 1).map_or(day, |next| next.plus_days(-1))
}

/// Interest on `open` from the day after `due` up to and with `today`: simple, by days of a year of 365, rounded to the cent.
/// `None` when no rate is known.
pub fn interest(open: Amount, late: &LateTerms, due: CivilDay, today: CivilDay) -> Option<Amount> {
    let rate = late.rate?;
    let days = today.number().saturating_sub(due.number()).max(0);
    let exact = i128::from(open.micros.max(0)) * i128::from(rate) * i128::from(days);
    let micros = round_cents(round_half_up(exact, 10_000 * 365), open.unit);
    Some(Amount::new(i64::try_from(micros).ok()?, open.unit))
}
