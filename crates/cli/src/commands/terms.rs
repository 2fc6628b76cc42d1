//! What a rule pays, in lines: shares, tiers, cap, the least that is paid out, and what must hold before it is.

use crate::output::plain;
use crate::words::Words;
use studio::shapes::{Amount, AskedRequirement, PayoutTerms};

/// Every term that a source states, one to a line; nothing where none does.
pub fn lines(terms: &PayoutTerms, words: Words) -> Vec<String> {
    let mut found = Vec::new();
    let mut line = |label: &str, text: String| {
        if !text.is_empty() {
            found.push(format!("{} {text}", words.labelled(&words.slug(label))));
        }
    };
    line(
        "pays",
        rate(terms.share_permille, terms.figure.as_deref(), &terms.unit),
    );
    for part in &terms.components {
        let rate = rate(part.share_permille, part.figure.as_deref(), &part.unit);
        line("terms_part", format!("{}, {rate}", plain(&part.name)));
    }
    for tier in &terms.tiers {
        let rate = rate(tier.share_permille, tier.figure.as_deref(), &None);
        line(
            "terms_tier",
            format!("{rate} [{}]", list(&tier.when, words)),
        );
    }
    if let Some(cap) = &terms.cap {
        let after = rate(Some(cap.after_permille), None, &None);
        line(
            "terms_cap",
            format!("{} / {}, {after}", amount(&cap.amount), plain(&cap.per)),
        );
    }
    line(
        "terms_minimum",
        terms.minimum.as_deref().map(plain).unwrap_or_default(),
    );
    let minimums: Vec<String> = terms.minimums.iter().map(amount).collect();
    line("terms_minimum", minimums.join(" · "));
    let delay = terms.delay_days.map(|days| days.to_string());
    line("terms_delay", delay.unwrap_or_default());
    line(
        "terms_method",
        terms.method.as_deref().map(plain).unwrap_or_default(),
    );
    line("terms_per_item", list(&terms.per_item, words));
    line("terms_per_period", list(&terms.per_period, words));
    line("terms_gate", list(&terms.gate, words));
    line(
        "terms_note",
        terms.note.as_deref().map(plain).unwrap_or_default(),
    );
    found
}

fn amount(amount: &Amount) -> String {
    format!("{} {}", amount.amount, amount.unit)
}

/// `55 %, share of ad revenue`, or `0.01 US dollars per Bit`, or the bare unit where no figure is published.
fn rate(permille: Option<i64>, figure: Option<&str>, unit: &Option<String>) -> String {
    let unit = unit.as_deref().map(plain);
    match (permille, figure) {
        (Some(share), _) => {
            let share = if share % 10 == 0 {
                format!("{} %", share / 10)
            } else {
                format!("{}.{} %", share / 10, share % 10)
            };
            unit.map_or(share.clone(), |unit| format!("{share}, {unit}"))
        }
        (None, Some(figure)) => unit.map_or(figure.to_owned(), |unit| format!("{figure} {unit}")),
        (None, None) => unit.unwrap_or_default(),
    }
}

fn list(asked: &[AskedRequirement], words: Words) -> String {
    let parts: Vec<String> = asked.iter().map(|asked| one(asked, words)).collect();
    parts.join("; ")
}

/// A requirement as the rule writes it: `uploads >= 3 (30 d)`.
pub fn one(asked: &AskedRequirement, words: Words) -> String {
    let inner = list(&asked.children, words);
    let Some(metric) = &asked.metric else {
        return format!("{} ({inner})", words.slug(&asked.kind));
    };
    let days = asked.window_days.map(|days| format!(" ({days} d)"));
    let scope = asked
        .scope
        .as_deref()
        .map(|scope| format!(", {}", plain(scope)));
    let each = (!inner.is_empty()).then(|| format!(" [{inner}]"));
    format!(
        "{metric} {} {}{}{}{}",
        asked.op.as_deref().unwrap_or_default(),
        asked.threshold.as_deref().unwrap_or("?"),
        days.unwrap_or_default(),
        scope.unwrap_or_default(),
        each.unwrap_or_default(),
    )
}
