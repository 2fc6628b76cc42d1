//! ISO 8601 durations as YouTube writes them: `PT1H2M3S`, `P1DT2S`, `P0D`.

/// Seconds of a duration; `None` when it is not one of days, hours, minutes and seconds.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let (days, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((days, time)) => (days, time),
        None => (text.strip_prefix('P')?, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    parts(days, &[('W', 604_800), ('D', 86_400)])?
        .checked_add(parts(time, &[('H', 3_600), ('M', 60), ('S', 1)])?)
}

fn parts(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut total: i64 = 0;
    let mut number = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        let (_, size) = units.iter().find(|(unit, _)| *unit == c)?;
        let count: i64 = number.parse().ok()?;
        total = total.checked_add(count.checked_mul(*size)?)?;
        number.clear();
    }
    number.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_or_refused() {
        let cases = [
            ("PT1M5S", Some(65), "an ordinary video"),
            ("PT1H", Some(3_600), "whole hours"),
            ("P1DT2S", Some(86_402), "a long archive"),
            ("P0D", Some(0), "a stream under way"),
            ("PT", None, "nothing in it"),
            ("1M", None, "no P"),
            ("PT5", None, "no unit"),
            ("PT1.5S", None, "a fraction"),
            ("PT99999999999999999999S", None, "too long to be true"),
        ];
        for (text, want, why) in cases {
            assert_eq!(seconds(text), want, "{text}: {why}");
        }
    }
}
