//! What an exclusivity keeps away: the creator's own income in that category, for as many days.
//!
//! The rules it protects: only the creator's own deals count, no market's; without one in the category it is not known. It is
//! an average over a year of one's own past and says so: an input to think with, no promise.

use super::Lack;
use super::lines::rounded;
use crate::rights::{End, Span};
use crate::{CivilDay, Unit};

/// Days of the past that are looked at.
pub const WINDOW_DAYS: i32 = 365;

/// What is kept away, and from what it was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// Millionths of the reporting currency, before charges.
    pub micros: i64,
    /// Days the exclusivity holds.
    pub days: i32,
    /// Income in the category within the window.
    pub income: i64,
    /// Deals it came from.
    pub deals: usize,
    /// First day of the window.
    pub from: CivilDay,
    /// Last day of the window.
    pub to: CivilDay,
}

/// Reckons from deals in the category: the day and the income of each. The window is the year before the exclusivity begins, or
/// before today when it begins later.
///
/// # Errors
/// The input that is missing.
pub fn loss(
    span: Span,
    past: &[(CivilDay, i64)],
    today: CivilDay,
    unit: Unit,
) -> Result<Loss, Lack> {
    let (Some(from), End::On(last)) = (span.from, span.end) else {
        return Err(Lack::Days);
    };
    let days = last.number().saturating_sub(from.number()).max(0);
    let to = from.min(today).plus_days(-1);
    let first = to.plus_days(1 - WINDOW_DAYS);
    let counted: Vec<i64> = past
        .iter()
        .filter(|(day, _)| (first..=to).contains(day))
        .map(|(_, micros)| *micros)
        .collect();
    if counted.is_empty() {
        return Err(Lack::Income);
    }
    let income: i128 = counted.iter().map(|micros| i128::from(*micros)).sum();
    let kept = rounded(income * i128::from(days), i128::from(WINDOW_DAYS), unit);
    Ok(Loss {
        micros: i64::try_from(kept).map_err(|_| Lack::Income)?,
        days,
        income: i64::try_from(income).map_err(|_| Lack::Income)?,
        deals: counted.len(),
        from: first,
        to,
    })
}
