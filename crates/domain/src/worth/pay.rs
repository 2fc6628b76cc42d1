//! When an offer is paid: by its terms, else by the brand's own history.
//!
//! The rule it protects: a wording without a number of days names no day.

/// Fewest payments a history may speak from.
const LEAST: usize = 2;

/// Days from the last publication to the payment, by the words of the terms; the longest where several parts are paid.
pub fn days_to_pay(terms: &str) -> Option<i32> {
    let flat = terms.to_lowercase();
    let words: Vec<&str> = flat
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let number = |at: usize| {
        words
            .get(at)
            .and_then(|w| w.parse::<i32>().ok())
            .filter(|n| (0..=365).contains(n))
    };
    let unit = |at: usize| {
        matches!(
            words.get(at),
            Some(&("days" | "day" | "jours" | "jour" | "j" | "d"))
        )
    };
    let stated = (0..words.len()).filter_map(|at| {
        let net = words.get(at) == Some(&"net");
        let joined = words.get(at).and_then(|w| w.strip_prefix("net"));
        match (number(at), net) {
            (Some(n), _) if unit(at + 1) => Some(n),
            (_, true) => number(at + 1),
            _ => joined.and_then(|n| n.parse().ok()),
        }
    });
    // Words about the end of a month move the day by as much as a month: no number of days.
    let month_end = ["eom", "end of month", "fin de mois"]
        .iter()
        .any(|w| flat.contains(w));
    stated.max().filter(|_| !month_end)
}

/// The middle of what a brand took before; `None` under two payments.
pub fn usual_days(observed: &[i32]) -> Option<i32> {
    let mut sorted = observed.to_vec();
    sorted.sort_unstable();
    if sorted.len() < LEAST {
        return None;
    }
    sorted.get(sorted.len() / 2).copied()
}
