//! Lengths as Helix writes them: `3m21s`, `1h2m3s`, `45s`.

/// The seconds, or `None` for anything else.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let mut total: i64 = 0;
    let mut number: Option<i64> = None;
    let mut last = i64::MAX;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(
                number
                    .unwrap_or(0)
                    .checked_mul(10)?
                    .checked_add(i64::from(digit))?,
            );
            continue;
        }
        let unit = match c {
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        last = unit;
        total = total.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    (number.is_none() && last != i64::MAX).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_or_refused() {
        for (text, want) in [
            ("3m21s", Some(201)),
            ("1h2m3s", Some(3_723)),
            ("45s", Some(45)),
            ("2h", Some(7_200)),
            ("", None),
            ("21", None),
            ("s", None),
            ("3s2m", None),
            ("1d", None),
            ("99999999999999999999s", None),
        ] {
            assert_eq!(seconds(text), want, "{text}");
        }
    }
}
