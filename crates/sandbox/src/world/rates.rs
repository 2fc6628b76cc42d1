//! What a euro is worth in this world: the bank's own reference rates as far as the program has them, invented ones after.
//!
//! Rule protected: payers and the bank's files speak of one market, so that what an exchange costs is what its payer takes.

use std::collections::BTreeMap;

use domain::CivilDay;
use domain::rates::{Currency, bundled, is_publication_day};

use super::Dice;

/// Reference rates of one currency from `from` to `to`, oldest first: day and millionths for one euro. A currency that the
/// bank no longer gives ends where it ended.
pub(crate) fn published(
    seed: u64,
    currency: Currency,
    from: CivilDay,
    to: CivilDay,
) -> Vec<(CivilDay, i64)> {
    let table = &bundled().table;
    let mut days = Vec::new();
    let mut newest = None;
    for (day, per_euro) in table.history(currency) {
        newest = Some((day, per_euro));
        if from <= day && day <= to {
            days.push((day, per_euro));
        }
    }
    // Only what was published on the last day goes on.
    let Some((mut day, mut rate)) = newest.filter(|(day, _)| table.newest() == Some(*day)) else {
        return days;
    };
    loop {
        day = day.plus_days(1);
        if day > to {
            return days;
        }
        if is_publication_day(day) {
            rate = step(seed, currency, day, rate);
            if from <= day {
                days.push((day, rate));
            }
        }
    }
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

/// The rates payers of this world start from.
#[derive(Debug)]
pub(crate) struct Rates {
    /// Day number to millionths for one euro.
    dollars: BTreeMap<i64, i64>,
    pounds: BTreeMap<i64, i64>,
}

impl Rates {
    pub(crate) fn new(seed: u64, first_day: i64, end_day: i64) -> Self {
        let day = |number: i64| i32::try_from(number).ok().and_then(CivilDay::from_number);
        let of = |currency: Currency| -> BTreeMap<i64, i64> {
            // a fortnight before the first day there is a rate, whatever holidays lie between
            let (Some(from), Some(to)) = (day(first_day - 14), day(end_day + 60)) else {
                return BTreeMap::new();
            };
            published(seed, currency, from, to)
                .into_iter()
                .map(|(day, rate)| (i64::from(day.number()), rate))
                .collect()
        };
        Self {
            dollars: of(*b"USD"),
            pounds: of(*b"GBP"),
        }
    }

    /// Euro cents for cents of `currency` on a day, when the payer keeps so many thousandths of them; rounded down.
    pub(crate) fn euro(&self, cents: i64, currency: &str, day: i64, kept: i64) -> i64 {
        let table = match currency {
            "USD" => &self.dollars,
            "GBP" => &self.pounds,
            _ => return cents,
        };
        let per_euro = table
            .range(..=day)
            .next_back()
            .map_or(1_000_000, |(_, rate)| *rate);
        let euro =
            i128::from(cents) * i128::from(1_000 - kept) * 1_000 / i128::from(per_euro.max(1));
        i64::try_from(euro).unwrap_or(i64::MAX)
    }
}
