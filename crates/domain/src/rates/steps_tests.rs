use super::*;
use proptest::prelude::*;

fn series(values: &[i64]) -> Vec<Point> {
    let first = CivilDay::of(2024, 1, 1).unwrap();
    values
        .iter()
        .zip(0u32..)
        .map(|(micros, n)| Point {
            period: CivilDay(first.0 + chrono::Months::new(n)),
            micros: *micros,
        })
        .collect()
}

/// The indexes of the months that steps begin in.
fn found(values: &[i64]) -> Vec<usize> {
    let points = series(values);
    steps(&points)
        .iter()
        .map(|s| points.iter().position(|p| p.period == s.at).unwrap())
        .collect()
}

/// A level of 1,000 with noise of a few percent that repeats nowhere.
fn noisy(level: i64, n: usize) -> i64 {
    let noise = [3, -2, 1, 0, -3, 2, -1, 3, -3, 1, 2, -2, 0];
    level + level * noise[n % noise.len()] / 100
}

#[test]
fn known_steps_are_found_where_they_are() {
    let half_after_ten: Vec<i64> = (0..24)
        .map(|n| noisy(if n < 10 { 1_000_000 } else { 500_000 }, n))
        .collect();
    let two: Vec<i64> = (0..30)
        .map(|n| {
            let level = match n {
                0..9 => 1_000_000,
                9..20 => 1_400_000,
                _ => 700_000,
            };
            noisy(level, n)
        })
        .collect();
    let share_cut: Vec<i64> = [vec![700; 8], vec![650; 8]].concat();
    let back: Vec<i64> = [vec![500; 6], vec![800; 5], vec![500; 6]].concat();
    let last_four: Vec<i64> = [vec![100; 12], vec![60; 4]].concat();
    let cases: [(&[i64], &[usize], &str); 5] = [
        (&half_after_ten, &[10], "half the rate from month ten on"),
        (&two, &[9, 20], "up, then down"),
        (
            &share_cut,
            &[8],
            "a share of 70 % that becomes 65 %, without noise",
        ),
        (&back, &[6, 11], "up for five months, and back"),
        (
            &last_four,
            &[12],
            "as soon as the new level lasted four months",
        ),
    ];
    for (values, want, why) in cases {
        assert_eq!(found(values), want, "{why}");
    }
}

#[test]
fn what_is_no_step_is_not_called_one() {
    let noise: Vec<i64> = (0..36).map(|n| noisy(1_000_000, n)).collect();
    let slope: Vec<i64> = (0..36).map(|n| 1_000_000 + n * 30_000).collect();
    let mut outlier: Vec<i64> = (0..24).map(|n| noisy(1_000_000, n)).collect();
    outlier[11] = 9_000_000;
    let seasons: Vec<i64> = (0..36)
        .map(|n| noisy([1_000_000, 900_000, 950_000, 1_150_000][n % 12 / 3], n))
        .collect();
    let short = [100, 100, 50, 50, 50];
    let small: Vec<i64> = [vec![1_000; 12], vec![970; 12]].concat();
    let three_months: Vec<i64> = [vec![100; 12], vec![40; 3]].concat();
    let cases: [(&[i64], &str); 8] = [
        (&noise, "noise of three percent"),
        (&slope, "a slow rise"),
        (&outlier, "one strange month"),
        (&seasons, "a good end of each year"),
        (&short, "too few months on one side"),
        (&small, "three percent are of no interest"),
        (&three_months, "three months may be a season"),
        (&[], "nothing at all"),
    ];
    for (values, why) in cases {
        assert_eq!(found(values), Vec::<usize>::new(), "{why}");
    }
}

#[test]
fn levels_are_medians_and_missing_months_change_nothing() {
    let mut points = series(&[100, 102, 900, 98, 100, 50, 51, 49, 50]);
    points.remove(3);
    assert_eq!(
        steps(&points),
        [Step {
            at: points[4].period,
            before: 100,
            after: 50
        }],
        "the strange month does not move the level before"
    );
}

proptest! {
    #[test]
    fn a_step_is_found_at_any_place_and_size(
        left in 4usize..20, right in 4usize..20, level in 1_000i64..10_000_000, permille in 250i64..3_000, rise: bool,
    ) {
        let other = if rise { level + level * permille / 1_000 } else { level * 1_000 / (1_000 + permille) };
        let values: Vec<i64> = (0..left + right).map(|n| noisy(if n < left { level } else { other }, n)).collect();
        prop_assert_eq!(found(&values), vec![left], "from {} to {}", level, other);
    }

    #[test]
    fn scale_does_not_matter(values in prop::collection::vec(1i64..10_000, 0..40), scale in 1i64..1_000) {
        let scaled: Vec<i64> = values.iter().map(|v| v * scale).collect();
        prop_assert_eq!(found(&values), found(&scaled), "cents or euros, the same months");
    }
}
