//! Waits that a rule states in its remark: when a refused creator may ask again, and when an answer comes.
//!
//! The rule it protects: a wait is read from the registry's own sentence (*reapply after 30 days*, *Decision within about 3
//! days*) and nowhere else. Without such a sentence there is no countdown.

use crate::shapes::StatusCountdown;
use domain::programmes::Rule;
use domain::{CivilDay, Standing};

/// The waits that `standing` started on `since`, by the rule of that day.
pub(super) fn of<'a>(
    standing: Standing,
    since: CivilDay,
    today: CivilDay,
    rule_on: impl Fn(CivilDay) -> Option<&'a Rule>,
) -> Vec<StatusCountdown> {
    let (kind, before) = match standing {
        Standing::Refused => ("reapply", "reapply after "),
        Standing::Applied | Standing::Appealed => ("decision", "Decision within about "),
        _ => return Vec::new(),
    };
    let Some(rule) = rule_on(since) else {
        return Vec::new();
    };
    let Some(days) = days_after(&rule.availability_notes, before) else {
        return Vec::new();
    };
    let until = since.plus_days(i32::from(days));
    vec![StatusCountdown {
        kind: kind.to_owned(),
        since: since.to_string(),
        until: until.to_string(),
        days_left: i64::from((until.number() - today.number()).max(0)),
        days: i64::from(days),
        rule: rule.id.clone(),
    }]
}

/// The number of days right behind `before`.
fn days_after(remark: &str, before: &str) -> Option<u16> {
    let (_, rest) = remark.split_once(before)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = rest.get(digits.len()..)?;
    after
        .starts_with(" days")
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::programmes::Registry;

    #[test]
    fn every_wait_in_the_registry_is_read() {
        let registry = Registry::embedded().unwrap();
        let mut read = 0;
        for (_, rule) in registry.rules() {
            let stated = rule.availability_notes.contains("reapply after");
            let days = days_after(&rule.availability_notes, "reapply after ");
            assert_eq!(
                days.is_some(),
                stated,
                "{}: {}",
                rule.id,
                rule.availability_notes
            );
            read += usize::from(stated);
            assert_eq!(
                days_after(&rule.availability_notes, "Decision within about ").is_some(),
                rule.availability_notes.contains("Decision within"),
                "{}",
                rule.id
            );
        }
        assert_eq!(read, 4, "the remarks that state one");
    }

    #[test]
    fn a_refusal_starts_the_wait_and_nothing_else_does() {
        let registry = Registry::embedded().unwrap();
        let (_, rule) = registry
            .rules()
            .find(|(_, rule)| rule.id == "tiktok.creator_rewards@2024-03-18")
            .unwrap();
        let day = |text: &str| text.parse::<CivilDay>().unwrap();
        let waits = |standing, today| of(standing, day("2026-11-01"), day(today), |_| Some(rule));
        let cases = [
            (
                Standing::Refused,
                "2026-11-22",
                Some(("reapply", "2026-12-01", 9)),
            ),
            (
                Standing::Refused,
                "2026-12-01",
                Some(("reapply", "2026-12-01", 0)),
            ),
            (
                Standing::Refused,
                "2027-01-01",
                Some(("reapply", "2026-12-01", 0)),
            ),
            (
                Standing::Applied,
                "2026-11-02",
                Some(("decision", "2026-11-04", 2)),
            ),
            (Standing::Suspended, "2026-11-02", None),
            (Standing::Admitted, "2026-11-02", None),
        ];
        for (standing, today, expected) in cases {
            let found = waits(standing, today);
            let first = found
                .first()
                .map(|w| (w.kind.as_str(), w.until.as_str(), w.days_left));
            assert_eq!(first, expected, "{standing} on {today}");
        }
    }
}
