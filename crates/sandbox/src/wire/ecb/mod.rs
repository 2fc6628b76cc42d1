//! The reference rates of the European Central Bank as its file server gives them.
//!
//! Rule protected: up to the last day of the history in the program the rates are the bank's own; the days after it are
//! invented from the world's seed, and only a sandbox ever reads them. No day is served before the bank would publish it.
//!
//! The archive with "all" days begins with the year the world begins in; the bank's own begins in 1999.

mod files;

use super::{Answer, Call};
use crate::world::{DAY, civil, day_number, published};
use chrono::Datelike;
use domain::CivilDay;
use domain::rates::{Currency, bundled};
use std::collections::BTreeMap;

/// Seconds of a UTC day after which the day's rates are there (about 16:00 in Frankfurt).
const PUBLISHED: i64 = 15 * 3_600;

/// The rates of some days, newest first.
type Days = Vec<(CivilDay, BTreeMap<Currency, i64>)>;

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    let newest = (call.world.now - PUBLISHED).div_euclid(DAY);
    match (call.method, call.path) {
        ("GET", "/stats/eurofxref/eurofxref-daily.xml") => {
            let mut days = days(call, newest - 10, newest);
            days.truncate(1);
            files::xml(&days)
        }
        ("GET", "/stats/eurofxref/eurofxref-hist-90d.xml") => {
            files::xml(&days(call, newest - 89, newest))
        }
        ("GET", "/stats/eurofxref/eurofxref-hist.zip") => {
            let year = civil(call.world.plan.first_day).year();
            let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, day_number);
            files::zip(&days(call, first, newest)).unwrap_or_else(|_| refuse(500))
        }
        _ => refuse(404),
    }
}

/// A page for people: the server of files knows no error body.
pub(crate) fn refuse(status: u16) -> Answer {
    Answer::page(status, "The page cannot be shown.")
}

fn days(call: &Call<'_>, from: i64, to: i64) -> Days {
    let day = |number: i64| {
        i32::try_from(number)
            .ok()
            .and_then(CivilDay::from_number)
            .unwrap_or(CivilDay(chrono::NaiveDate::MIN))
    };
    let (from, to) = (day(from), day(to));
    let mut days: BTreeMap<CivilDay, BTreeMap<Currency, i64>> = BTreeMap::new();
    for currency in bundled().table.currencies() {
        for (day, per_euro) in published(call.world.plan.seed, currency, from, to) {
            days.entry(day).or_default().insert(currency, per_euro);
        }
    }
    days.into_iter().rev().collect()
}
