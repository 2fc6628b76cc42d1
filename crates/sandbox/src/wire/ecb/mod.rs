//! The reference rates of the European Central Bank as its file server gives them.
//!
//! Rule protected: up to the last day of the history in the program the rates are the bank's own; the days after it are
//! invented from the world's seed, and only a sandbox ever reads them. No day is served before the bank would publish it.
//!
//! The archive with "all" days begins with the year the world begins in; the bank's own begins in 1999.

mod files;

use super::{Answer, Call};
use crate::world::{DAY, Dice, civil, day_number};
use chrono::Datelike;
use domain::CivilDay;
use domain::rates::{Currency, bundled, is_publication_day};
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
    let table = &bundled().table;
    let Some(last) = table.newest() else {
        return Vec::new();
    };
    let mut days: BTreeMap<CivilDay, BTreeMap<Currency, i64>> = BTreeMap::new();
    for currency in table.currencies() {
        let mut rate = None;
        for (day, per_euro) in table.history(currency) {
            if day == last {
                rate = Some(per_euro);
            }
            if from <= day && day <= to {
                days.entry(day).or_default().insert(currency, per_euro);
            }
        }
        // Only what was published on the last day goes on.
        let Some(mut rate) = rate else { continue };
        let mut day = last.plus_days(1);
        while day <= to {
            if is_publication_day(day) {
                rate = step(call.world.plan.seed, currency, day, rate);
                if from <= day {
                    days.entry(day).or_default().insert(currency, rate);
                }
            }
            day = day.plus_days(1);
        }
    }
    days.into_iter().rev().collect()
}

/// The next day's rate: up to four thousandths up or down, with as many digits as the bank gives.
fn step(seed: u64, currency: Currency, day: CivilDay, rate: i64) -> i64 {
    let code = String::from_utf8_lossy(&currency);
    let roll = Dice::new(seed, &format!("ecb {code} {day}")).between(-4_000, 4_000);
    let moved = rate + rate / 1_000_000 * roll + rate % 1_000_000 * roll / 1_000_000;
    // Five digits that matter, and never more than six decimals.
    let mut grain = 1;
    while moved / grain >= 100_000 {
        grain *= 10;
    }
    (moved / grain * grain).max(grain)
}
