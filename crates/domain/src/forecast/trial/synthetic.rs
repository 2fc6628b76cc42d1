//! Series made by a rule, so that their future is known: rhythm, spikes, plateaus, decline, gaps, straight and bent growth.
//!
//! The rule it protects: the same series on every machine. The dice are a counter stirred by multiplication, seeded by the
//! series' own number; nothing here comes from a clock or the system.

use super::run::Series;
use crate::CivilDay;

/// Days of each series.
const DAYS: i64 = 480;
/// Series of each kind.
const EACH: u64 = 6;

/// A value of a day: mean per day at the start, place in the series, day.
type Rule = fn(i64, i64, &mut Dice) -> i64;

/// What is made, and by which rule the mean of a day goes. Means are in thousandths.
const KINDS: [(&str, Rule); 9] = [
    ("linear", |scale, _, _| scale),
    ("weekly rhythm", |scale, day, _| {
        const WEEK: [i64; 7] = [70, 75, 85, 95, 120, 140, 115];
        let index = usize::try_from(day.rem_euclid(7)).unwrap_or(0);
        scale * WEEK.get(index).copied().unwrap_or(100) / 100
    }),
    ("accelerating", |scale, day, _| {
        scale * (200 + day * 2) / 400
    }),
    ("logistic", |scale, day, _| {
        // A bell of daily growth: slow, fast, slow again.
        let away = (day - 260).abs();
        scale * 12_000 / (4_000 + away * away)
    }),
    (
        "plateau",
        |scale, day, _| {
            if day < 260 { scale } else { scale / 20 }
        },
    ),
    ("decline", |scale, day, _| scale * (600 - day) / 400),
    ("viral spikes", |scale, _, dice| {
        dice.heat = if dice.below(1_000) < 14 {
            300 + dice.below(500)
        } else {
            100 + (dice.heat - 100).max(0) * 3 / 4
        };
        scale * dice.heat / 100
    }),
    ("gaps", |scale, day, _| scale * (300 + day) / 500),
    ("small counts", |scale, _, _| scale / 40),
];

/// Fifty-four series with known futures.
pub fn synthetic() -> Vec<Series> {
    let mut all = Vec::new();
    for (place, (kind, rule)) in (0_u64..).zip(KINDS) {
        for number in 0..EACH {
            all.push(series(kind, rule, place * 100 + number));
        }
    }
    all
}

fn series(kind: &'static str, rule: Rule, seed: u64) -> Series {
    let mut dice = Dice::new(seed);
    let scale = 4_000 + dice.below(90_000);
    let amounts: Vec<i64> = (0..DAYS)
        .map(|day| {
            let mean = rule(scale, day, &mut dice);
            dice.count(mean)
        })
        .collect();
    // In "gaps" a creator looks every few days, and once not for seven weeks.
    let seen = (0..DAYS)
        .map(|day| kind != "gaps" || day == 0 || (dice.below(3) == 0 && !(150..200).contains(&day)))
        .collect();
    Series {
        kind: kind.to_owned(),
        name: format!("{kind} {}", seed % 100 + 1),
        first: CivilDay::from_number(19_000).unwrap_or(CivilDay(chrono::NaiveDate::MIN)),
        start: 500,
        amounts,
        seen,
        running: kind != "weekly rhythm" && kind != "viral spikes",
    }
}

/// Numbers that look thrown but are the same each time.
struct Dice {
    state: u64,
    heat: i64,
}

impl Dice {
    fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66,
            heat: 100,
        }
    }

    /// The next of the well-known `SplitMix64` sequence.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: i64) -> i64 {
        let end = end.unsigned_abs().max(1);
        i64::try_from(self.next() % end).unwrap_or(0)
    }

    /// A whole number around `mean` thousandths: the sum of four throws spreads it by about a fifth, and small means fall
    /// to zero on some days.
    fn count(&mut self, mean: i64) -> i64 {
        let spread: i64 = (0..4).map(|_| self.below(1_001)).sum::<i64>() - 2_000;
        let noisy = mean + mean * spread / 2_900;
        let rest = noisy.max(0) % 1_000;
        let up = i64::from(self.below(1_000) < rest);
        noisy.max(0) / 1_000 + up
    }
}
