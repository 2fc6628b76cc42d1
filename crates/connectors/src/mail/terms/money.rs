//! Fee and commission.
//!
//! The rule it protects: an amount is a fee only where the sentence says it is paid to the creator; what a product is
//! worth, or what the creator would have to pay, is none.

use super::{Reading, head, tail, term};
use crate::mail::pattern::Pattern;
use domain::offer::{Term, TermField, TermValue};
use domain::{Amount, Unit};

static AMOUNT: Pattern = Pattern::new(concat!(
    r"(?i)(?:\b(?P<code1>EUR|USD|GBP|CHF|CAD|AUD)\s?|(?P<sign1>(?:US|CA|AU?)\$|[€$£])\s?)",
    r"(?P<n1>\d{1,3}(?:[  \u{a0}\u{202f}.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?P<more1>[kK]\b|[.,]?\d)?",
    r"|(?P<n2>\d{1,3}(?:[ \u{a0}\u{202f}.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)[ \u{a0}\u{202f}]?(?P<more2>[kK])?[ \u{a0}\u{202f}]?",
    r"(?:(?P<code2>EUR|USD|GBP|CHF|CAD|AUD|euros?|dollars?)\b|(?P<sign2>[€£$]))",
));
static PAID: Pattern = Pattern::new(
    r"(?i)\b(fees?|budget|pay|paid|paying|payment|compensation|rate|flat|offer|offering|remunerat\w*|rémunér\w*|forfait\w*|honoraires?|cachet|tarif|propos\w+|réglé|payons|go up to|all included|all-in|tout compris|per video|par vidéo)\b",
);
static NOT_PAID: Pattern = Pattern::new(
    r"(?i)\b(worth|valued?|valeur|valant|retails?|voucher|gift cards?|cartes? cadeaux?|registration|inscription|deposit|caution|activation|shipping|frais|above|over|threshold|minimum|discount|off|order|refundable|remboursable|you (?:must |have to |need to )?pay|difference|différence)\b",
);
static RANGE: Pattern = Pattern::new(r"^\s*(?:-|–|—|to|à|and|et)\s*(?:EUR|USD|GBP|[€$£])?\s?\d");
static RANGE_BEFORE: Pattern = Pattern::new(r"\d\s*(?:-|–|—|to|à)\s*$");
static RATE: Pattern = Pattern::new(r"(?P<n>\d{1,2}(?:[.,]\d{1,2})?)[ \u{a0}\u{202f}]?%");
static SALES: Pattern = Pattern::new(
    r"(?i)\b(commission|affiliat\w*|per sale|every sale|each sale|of (?:the )?sales|on every|par vente|sur les ventes|chaque vente|des ventes)\b",
);
static REDUCED: Pattern = Pattern::new(
    r"(?i)^\s*(off|discount|de réduction|de remise|upfront|on signature|à la signature)",
);

/// The fixed fee.
pub(super) fn fee(reading: &Reading<'_>) -> Option<Term> {
    reading.clauses.iter().find_map(|clause| {
        if !PAID.is_in(clause.text) {
            return None;
        }
        AMOUNT.all(clause.text).into_iter().find_map(|found| {
            let whole = found.get(0)?;
            let before = tail(clause.text.get(..whole.start())?, 40);
            let after = head(clause.text.get(whole.end()..)?, 25);
            if NOT_PAID.is_in(before) || NOT_PAID.is_in(after) {
                return None;
            }
            if RANGE.is_in(after) || RANGE_BEFORE.is_in(before) {
                let text = clause.text.split_whitespace().collect::<Vec<_>>().join(" ");
                return Some(term(
                    TermField::Fee,
                    TermValue::Text(text),
                    clause,
                    0,
                    clause.text.len(),
                ));
            }
            let name = |n: &str| found.name(n).map(|m| m.as_str());
            let number = name("n1").or(name("n2"))?;
            if name("more1").is_some_and(|m| {
                m.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
            }) {
                return None;
            }
            let thousands = name("more1").or(name("more2")).is_some();
            let micros = micros(number)?.checked_mul(if thousands { 1_000 } else { 1 })?;
            let unit = unit(
                name("code1")
                    .or(name("sign1"))
                    .or(name("code2"))
                    .or(name("sign2"))?,
            )?;
            let value = TermValue::Money(Amount::new(micros, unit));
            Some(term(
                TermField::Fee,
                value,
                clause,
                whole.start(),
                whole.end(),
            ))
        })
    })
}

/// The share of sales.
pub(super) fn commission(reading: &Reading<'_>) -> Option<Term> {
    reading
        .clauses
        .iter()
        .filter(|c| SALES.is_in(c.text))
        .find_map(|clause| {
            RATE.all(clause.text).into_iter().find_map(|found| {
                let whole = found.get(0)?;
                if REDUCED.is_in(clause.text.get(whole.end()..)?) {
                    return None;
                }
                let percent = micros(found.name("n")?.as_str())?;
                let value = TermValue::Rate(percent / 10_000);
                Some(term(
                    TermField::Commission,
                    value,
                    clause,
                    whole.start(),
                    whole.end(),
                ))
            })
        })
}

/// An amount of money in running text has at most two decimals, so a mark before three digits groups.
fn micros(number: &str) -> Option<i64> {
    let mark = number.rfind(['.', ',']).filter(|at| number.len() - at <= 3);
    let (whole, decimals) = match mark {
        Some(at) => (number.get(..at)?, number.get(at + 1..)?),
        None => (number, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    domain::amount::parse_micros(&format!("{whole}.{decimals}")).ok()
}

fn unit(word: &str) -> Option<Unit> {
    let code = match word.to_lowercase().as_str() {
        "€" | "euro" | "euros" => "EUR",
        "$" | "us$" | "dollar" | "dollars" => "USD",
        "£" => "GBP",
        "ca$" => "CAD",
        "a$" | "au$" => "AUD",
        _ => word,
    };
    Unit::currency(code).ok()
}
