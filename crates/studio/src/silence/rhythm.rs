//! When something usually comes, and what of it is missing. Pure: day numbers in, day numbers out.
//!
//! The rule it protects: few false alarms. A day is missed only on a weekday that never failed before, in a stream that
//! hardly ever fails; a stream is silent only after twice its longest pause. What came rarely or irregularly is not missed.

use std::collections::BTreeSet;

/// Weeks looked back for what is usual.
const WEEKS: i32 = 26;
/// A weekday is usual once it came so many weeks in a row.
const FEWEST_WEEKS: i32 = 12;
/// Of a hundred usual days of all weekdays at most one may have failed.
const FAILURES_PER_HUNDRED: usize = 1;
/// Pauses that must be known before a longer one means anything.
const FEWEST_PAUSES: usize = 8;
/// A shorter silence is none.
const SHORTEST_SILENCE: i32 = 10;
/// A longer one is an end.
pub(super) const LONGEST_SILENCE: i32 = 180;
/// Payouts that must be known before a missing one means anything.
const FEWEST_PAYOUTS: usize = 6;
/// Pauses between payouts that tell the rhythm.
const RECENT_PAYOUTS: usize = 12;

/// Days that should have come between `since` and `until` and did not, as first and last day of each gap.
pub(super) fn holes(came: &BTreeSet<i32>, since: i32, until: i32) -> Vec<(i32, i32)> {
    let Some(first) = came.first().copied() else {
        return Vec::new();
    };
    let usual = |day: i32| {
        let before: Vec<i32> = (1..=WEEKS)
            .map(|week| day - 7 * week)
            .take_while(|day| *day >= first)
            .collect();
        before.len() as i64 >= i64::from(FEWEST_WEEKS) && before.iter().all(|d| came.contains(d))
    };
    let mut gaps: Vec<(i32, i32)> = Vec::new();
    for day in since.max(first)..=until {
        if came.contains(&day) || !usual(day) {
            continue;
        }
        match gaps.last_mut() {
            // A gap that is open does not make the stream unsteady.
            Some((_, last)) if *last + 1 == day => *last = day,
            _ if steady(came, first, day) => gaps.push((day, day)),
            _ => {}
        }
    }
    gaps
}

/// Whether the weekdays that usually come hardly ever failed in the weeks before `day`.
fn steady(came: &BTreeSet<i32>, first: i32, day: i32) -> bool {
    let (mut due, mut failed) = (0usize, 0usize);
    for weekday in 1..=7 {
        let days: Vec<bool> = (0..WEEKS)
            .map(|week| day - weekday - 7 * week)
            .take_while(|d| *d >= first)
            .map(|d| came.contains(&d))
            .collect();
        let there = days.iter().filter(|came| **came).count();
        // A weekday that comes in two weeks of three is meant to come.
        if there * 3 >= days.len() * 2 {
            due += days.len();
            failed += days.len() - there;
        }
    }
    due > 0 && failed * 100 <= due * FAILURES_PER_HUNDRED
}

/// The first day of a silence that is longer than any pause before it, when it lasts until `until`.
pub(super) fn silent_since(came: &BTreeSet<i32>, until: i32) -> Option<i32> {
    let last = came.last().copied()?;
    let pauses: Vec<i32> = pauses(came).collect();
    let longest = pauses.iter().max().copied()?;
    let silence = until - last;
    let alarming = pauses.len() >= FEWEST_PAUSES
        && silence > longest * 2
        && (SHORTEST_SILENCE..=LONGEST_SILENCE).contains(&silence);
    alarming.then_some(last + 1)
}

/// The day by which the next payout should have been made, when it has passed.
pub(super) fn payout_missing(made: &BTreeSet<i32>, until: i32) -> Option<i32> {
    if made.len() < FEWEST_PAYOUTS {
        return None;
    }
    let last = made.last().copied()?;
    let mut recent: Vec<i32> = pauses(made).collect();
    recent = recent.split_off(recent.len().saturating_sub(RECENT_PAYOUTS));
    let longest = recent.into_iter().max()?;
    let due = last + longest + (longest / 4).max(3);
    (until > due && until - last <= LONGEST_SILENCE.max(longest * 2)).then_some(last + longest)
}

/// Days from each day to the next.
fn pauses(days: &BTreeSet<i32>) -> impl Iterator<Item = i32> {
    days.iter().zip(days.iter().skip(1)).map(|(a, b)| b - a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(step: usize, from: i32, to: i32) -> BTreeSet<i32> {
        (from..=to).step_by(step).collect()
    }

    #[test]
    fn what_comes_every_day_is_missed_on_the_day() {
        let mut came = every(1, 0, 300);
        came.remove(&250);
        came.remove(&251);
        assert_eq!(
            holes(&came, 240, 300),
            [(250, 251)],
            "two days of three hundred, as one gap"
        );
        assert_eq!(
            holes(&every(1, 0, 60), 0, 70),
            [],
            "after nine weeks nothing is usual yet"
        );
        assert_eq!(
            holes(&every(1, 0, 300), 290, 304),
            [(301, 304)],
            "what should have come after the last day"
        );
    }

    #[test]
    fn a_weekly_rhythm_misses_its_weekday_only() {
        let mut came = every(7, 0, 350);
        came.remove(&329);
        assert_eq!(holes(&came, 300, 350), [(329, 329)], "one Monday of fifty");
        let workdays: BTreeSet<i32> = (0..300).filter(|d| d % 7 < 5).collect();
        assert_eq!(
            holes(&workdays, 200, 299),
            [],
            "weekends that never came are not missed"
        );
    }

    #[test]
    fn what_comes_by_chance_is_not_missed() {
        // A small generator of its own: the same days on every machine.
        for (seed, permille) in [
            (1u64, 980),
            (2, 950),
            (3, 900),
            (4, 600),
            (5, 300),
            (6, 995),
        ] {
            let mut state = seed;
            let came: BTreeSet<i32> = (0..730)
                .filter(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    (state >> 33) % 1_000 < permille
                })
                .collect();
            let alarms = holes(&came, 365, 729).len();
            assert!(
                alarms <= 2,
                "{permille} of 1,000 days come: {alarms} alarms in a year"
            );
            assert_eq!(
                silent_since(&came, 729),
                None,
                "and it is not silent at {permille}"
            );
        }
    }

    #[test]
    fn a_silence_is_twice_the_longest_pause() {
        let came = every(6, 0, 300);
        let cases = [
            (309, None, "nine days are short"),
            (312, None, "twelve days are twice its pause, and no more"),
            (313, Some(301), "thirteen are more than twice"),
            (480, Some(301), "still"),
            (481, None, "after half a year it has ended"),
        ];
        for (until, want, why) in cases {
            assert_eq!(silent_since(&came, until), want, "{why}");
        }
        assert_eq!(
            silent_since(&every(6, 0, 40), 90),
            None,
            "seven pauses tell too little"
        );
    }

    #[test]
    fn a_payout_is_missed_after_its_longest_pause_and_a_margin() {
        let weekly = every(7, 0, 140);
        let monthly: BTreeSet<i32> = [0, 31, 59, 90, 120, 151, 181].into();
        let cases = [
            (&weekly, 150, None, "ten days after the last: the margin"),
            (
                &weekly,
                151,
                Some(147),
                "eleven: it should have come on the seventh",
            ),
            (&monthly, 219, None, "thirty-one days and a week of margin"),
            (&monthly, 220, Some(212), "and no longer"),
        ];
        for (made, until, want, why) in cases {
            assert_eq!(payout_missing(made, until), want, "{why}");
        }
        assert_eq!(
            payout_missing(&every(7, 0, 28), 100),
            None,
            "five payouts tell too little"
        );
    }
}
