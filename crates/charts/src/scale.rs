//! The value axis: round steps in integer arithmetic.
//!
//! Zero is always on the axis. The top is rounded up to a step; below zero the axis ends at the lowest value, so that a
//! small correction does not halve the room of the bars.

/// At most this many grid lines, the zero line included.
const LINES: i128 = 5;
/// Least distance of two lines, CSS pixels.
const APART: i128 = 48;

/// The range of the value axis and its lines, in micro-units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scale {
    /// Lowest value shown, zero or less.
    pub low: i128,
    /// Highest value shown, above zero unless every value is negative.
    pub high: i128,
    /// Distance of two lines.
    pub step: i128,
    /// Where lines are drawn, ascending, zero among them.
    pub ticks: Vec<i128>,
}

impl Scale {
    /// The scale for values between `low` and `high`. `least_step` is the smallest amount that exists in the unit
    /// (a cent, a diamond), `height` that of the picture in CSS pixels: a low chart has fewer lines.
    pub(crate) fn over(low: i128, high: i128, least_step: i128, height: u32) -> Self {
        let plot = i128::from(height.saturating_sub(32));
        let lines = (plot / APART + 1).clamp(2, LINES);
        let (low, high) = (low.min(0), high.max(0));
        if low == 0 && high == 0 {
            return Self {
                low: 0,
                high: least_step.max(1),
                step: least_step.max(1),
                ticks: vec![0],
            };
        }
        let step = step(low, high, least_step.max(1), lines);
        let high = up(high, step);
        let below = -low / step;
        let ticks = (-below..=high / step).map(|n| n * step).collect();
        Self {
            low,
            high,
            step,
            ticks,
        }
    }
}

/// The smallest of 1, 2, 5 × 10ⁿ times `least` that needs at most `lines` lines.
fn step(low: i128, high: i128, least: i128, lines: i128) -> i128 {
    let mut decade = least;
    loop {
        for factor in [1, 2, 5] {
            let step = decade.saturating_mul(factor);
            if up(high, step) / step + -low / step < lines {
                return step;
            }
        }
        decade = decade.saturating_mul(10);
    }
}

/// `value` (not negative) rounded up to a multiple of `step`.
fn up(value: i128, step: i128) -> i128 {
    value.saturating_add(step - 1) / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    const CENT: i128 = 10_000;
    const ONE: i128 = 1_000_000;

    #[test]
    fn steps_are_round_and_few() {
        let cases: &[(i128, i128, &[i128])] = &[
            (0, 1_702_480_000, &[0, 500, 1000, 1500, 2000]),
            (-35_430_000, 1_702_480_000, &[0, 500, 1000, 1500, 2000]),
            (0, 2_000_000_000, &[0, 500, 1000, 1500, 2000]),
            (0, 2_000_000_001, &[0, 1000, 2000, 3000]),
            (-900_000_000, 900_000_000, &[-500, 0, 500, 1000]),
            (-1_000_000_000, 0, &[-1000, -500, 0]),
        ];
        for (low, high, whole) in cases {
            let scale = Scale::over(*low, *high, CENT, 240);
            let ticks: Vec<i128> = whole.iter().map(|n| n * ONE).collect();
            assert_eq!(scale.ticks, ticks, "{low}..{high}");
            assert!(
                scale.low <= *low && scale.high >= *high,
                "every value lies on the axis"
            );
        }
    }

    #[test]
    fn nothing_to_show_still_has_a_zero_line() {
        let scale = Scale::over(0, 0, CENT, 240);
        assert_eq!(scale.ticks, [0]);
        assert!(
            scale.high > scale.low,
            "a range of one value cannot be mapped to pixels"
        );
    }

    #[test]
    fn a_low_chart_has_fewer_lines() {
        let lines = |height| Scale::over(0, 1_697 * ONE, CENT, height).ticks.len();
        assert_eq!([lines(240), lines(160), lines(48)], [5, 3, 2]);
    }

    #[test]
    fn a_diamond_is_not_split() {
        assert_eq!(Scale::over(0, 2 * ONE, ONE, 240).step, ONE);
    }

    #[test]
    fn sums_of_the_largest_amounts_fit() {
        let huge = i128::from(i64::MAX) * 1_000;
        let scale = Scale::over(-huge, huge, CENT, 240);
        assert!(scale.ticks.len() <= 5 && scale.ticks.contains(&0));
    }
}
