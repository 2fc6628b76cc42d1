//! Axis numbers: short, exact, in the creator's language. `1,000` `2k` in English, `1 000` `2 k` in French.

use crate::Locale;
use crate::scale::Scale;

const ONE: i128 = 1_000_000;

/// One way of writing all numbers of an axis, so that they can be compared at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AxisNumbers {
    locale: Locale,
    /// Micro-units in one of the written unit (`1 000 000 000` for `k`).
    divisor: i128,
    suffix: &'static str,
    decimals: usize,
}

impl AxisNumbers {
    /// Chooses the suffix from the largest line. `short_from` (whole units) is where thousands become `k`.
    pub(crate) fn of(scale: &Scale, locale: Locale, short_from: i128) -> Self {
        let largest = scale.ticks.iter().map(|t| t.abs()).max().unwrap_or(0) / ONE;
        let names: &[(i128, &'static str)] = match locale {
            Locale::En => &[
                (1_000_000_000_000, "tn"),
                (1_000_000_000, "bn"),
                (1_000_000, "M"),
                (1_000, "k"),
            ],
            Locale::Fr => &[
                (1_000_000_000, "\u{202f}Md"),
                (1_000_000, "\u{202f}M"),
                (1_000, "\u{202f}k"),
            ],
        };
        let (size, suffix) = names
            .iter()
            .copied()
            .find(|(size, _)| largest >= *size && largest >= short_from)
            .unwrap_or((1, ""));
        let divisor = size.saturating_mul(ONE);
        Self {
            locale,
            divisor,
            suffix,
            decimals: decimals(scale.step, divisor),
        }
    }

    /// The text of one line's value.
    pub(crate) fn text(self, micros: i128) -> String {
        if micros == 0 {
            return "0".to_owned();
        }
        let (group, point) = match self.locale {
            Locale::En => (',', '.'),
            Locale::Fr => ('\u{202f}', ','),
        };
        let size = micros.unsigned_abs();
        let divisor = self.divisor.unsigned_abs();
        let mut out = String::new();
        if micros < 0 {
            out.push('\u{2212}');
        }
        let digits = (size / divisor).to_string();
        for (left, digit) in (0..digits.len()).rev().zip(digits.chars()) {
            out.push(digit);
            if left > 0 && left % 3 == 0 {
                out.push(group);
            }
        }
        let mut rest = size % divisor;
        if rest > 0 {
            out.push(point);
            for _ in 0..self.decimals {
                rest *= 10;
                out.push(char::from(b'0' + u8::try_from(rest / divisor).unwrap_or(0)));
                rest %= divisor;
            }
        }
        out.push_str(self.suffix);
        out
    }
}

/// Decimals that write every multiple of `step` exactly.
fn decimals(step: i128, divisor: i128) -> usize {
    let mut rest = step % divisor;
    let mut count = 0;
    while rest != 0 && count < 18 {
        rest = rest * 10 % divisor;
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_follow_the_language() {
        let cases: &[(i128, i128, Locale, &str)] = &[
            (2_000 * ONE, 10_000, Locale::En, "0 500 1,000 1,500 2,000"),
            (2_000 * ONE, 1_000, Locale::En, "0 0.5k 1k 1.5k 2k"),
            (100_000 * ONE, 1_000, Locale::En, "0 50k 100k"),
            (
                2_000 * ONE,
                10_000,
                Locale::Fr,
                "0 500 1\u{202f}000 1\u{202f}500 2\u{202f}000",
            ),
            (
                2_000 * ONE,
                1_000,
                Locale::Fr,
                "0 0,5\u{202f}k 1\u{202f}k 1,5\u{202f}k 2\u{202f}k",
            ),
            (4_000_000 * ONE, 10_000, Locale::En, "0 1M 2M 3M 4M"),
            (400_000, 10_000, Locale::En, "0 0.1 0.2 0.3 0.4"),
            (9_000_000_000_000 * ONE, 10_000, Locale::En, "0 5tn 10tn"),
        ];
        for (high, short_from, locale, expected) in cases {
            let scale = Scale::over(0, *high, 10_000, 240);
            let numbers = AxisNumbers::of(&scale, *locale, *short_from);
            let texts: Vec<String> = scale.ticks.iter().map(|t| numbers.text(*t)).collect();
            assert_eq!(texts.join(" "), *expected, "{high} from {short_from}");
        }
    }

    #[test]
    fn minus_is_the_typographic_one() {
        let scale = Scale::over(-ONE, ONE, 10_000, 240);
        assert_eq!(
            AxisNumbers::of(&scale, Locale::En, 10_000).text(-ONE),
            "\u{2212}1"
        );
    }
}
