//! Fee and commission.
//!
//! The rule it protects: an amount is a fee only where its words say it is paid to the creator; what a product is worth, or
//! what the creator would have to pay, is none.

use super::spelled::spelled;
use super::{Reading, head, tail, term};
use crate::mail::clauses::Clause;
use crate::mail::pattern::Pattern;
use domain::offer::{Term, TermField, TermValue};
use domain::{Amount, Unit};

macro_rules! code {
    () => {
        r"EUR|USD|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|JPY|SGD"
    };
}

static AMOUNT: Pattern = Pattern::new(concat!(
    r"(?i)(?:\b(?P<code1>",
    code!(),
    r")[\s\u{a0}\u{202f}]?|(?P<sign1>(?:\bUS|\bCA|\bAU?)?\$|[€£])[ \u{a0}\u{202f}]?)",
    r"(?P<n1>\d{1,3}(?:[ \u{a0}\u{202f}.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?P<more1>[kK]\b|[.,]?\d)?",
    r"|(?P<n2>\d{1,3}(?:[ \u{a0}\u{202f}.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?:,-|[.,]–)?[ \u{a0}\u{202f}]?(?P<more2>[kK])?[ \u{a0}\u{202f}]?",
    r"(?:kr \()?(?:US )?(?:(?P<code2>",
    code!(),
    r"|euros?|dollars?|pounds?|bucks|balles)\b|(?P<sign2>[€£$]))",
));
static PAID: Pattern = Pattern::new(
    r"(?i)\b(fees?|budget|pay|pays|paid|paying|payments?|sponsors?|compensation|compensate|rates?|flat|offer|offering|offers|sponsorship|retainer|honorarium|commission you|remunerat\w*|rémunér\w*|rétribu\w*|forfait\w*|honoraires?|cachet|tarif|montant|propos\w+|prévo\w+|devis|quote|prestation|réglé\w*|réglons|payons|payer|paierions|versons|payée?s?|go up to|all in|all included|all-in|tout compris|per video|par vidéo|set aside|license|we can do|you will receive|you receive|scraped together|agreed|d['’]accord pour|on part sur|total|salary|salaire)\b",
);
static NOT_PAID: Pattern = Pattern::new(
    r"(?i)\b(worth|valued?|valeur|valant|retails?|costs?|coûte|voucher|gift cards?|cartes? cadeaux?|registration|inscription|deposit|caution|activation|verification|onboarding fee of|shipping|frais|above|over|threshold|minimum|discount|off|order|refundable|remboursable|you (?:must |have to |need to |only have to )?pay|difference|différence|balance|check of|cheque of|chèque|in the shop|total budget|prize|verser|instead of|customs|extended|per year|a month is|next order|cap of)\b",
);
static FEE_LINE: Pattern = Pattern::new(
    r"(?i)^(?:the )?(?:fee|budget|offer|rate|honorarium|remuneration|compensation|payment|price|montant|rémunération|honoraires|cachet|tarif|forfait)s?\b[^:]{0,20}:",
);
static EARNED: Pattern = Pattern::new(
    r"(?i)^[^.\n]{0,12}\b(?:(?:per|par|each|chaque) (?:video|vidéo|post|reel|story|month|mois|créateur|creator|clip|tiktok|episode|épisode)|each|flat|total|all[ -]in|plus vat|ex vat|ht|ttc|net|brut|gross)\b",
);
static RANGE_AFTER: Pattern =
    Pattern::new(r"^\s*(?:-|–|—|to|or|à|and|et)\s*(?:EUR|USD|GBP|CHF|[€$£])?\s?\d");
static RANGE_BEFORE: Pattern =
    Pattern::new(r"(?P<from>(?:[€$£]\s?)?\d[\d.,  \u{a0}\u{202f}]*)\s*(?:-|–|—|to|à|and|et)\s*$");
static RATE: Pattern = Pattern::new(r"(?P<n>\d{1,2}(?:[.,]\d{1,2})?)[ \u{a0}\u{202f}]?%");
static SALES: Pattern = Pattern::new(
    r"(?i)\b(commission|affiliat\w*|recurring|referral|rev(?:enue)? share|referred|(?:per|every|each|of each) (?:sale|subscription|order)|(?:of|on) (?:the |all )?(?:sales|order value|basket)|on every|par vente|sur les ventes|chaque vente|des ventes|du panier|sur chaque)\b",
);
static REDUCED: Pattern = Pattern::new(
    r"(?i)^\s*(off\b|discount|de réduction|de remise|upfront|(?:up ?front|on|at|upon|à la|à) (?:signature|signing|booking|delivery|publication|commande|livraison)|d['’]acompte|within|less|payable in advance|of usd|of eur)",
);
static OUR_SHARE: Pattern = Pattern::new(
    r"(?i)\b(our (?:share|cut|agency commission|commission)|(?:we|i) (?:take|keep)|notre part)\b",
);

/// An amount of a clause, before it is judged.
struct Candidate<'t> {
    start: usize,
    end: usize,
    micros: i64,
    unit: &'t str,
}

/// The fixed fee: the amount whose words speak most for it, the first among equals.
pub(super) fn fee(reading: &Reading<'_>) -> Option<Term> {
    let mut best: Option<(i32, Term)> = None;
    for clause in &reading.clauses {
        for found in candidates(clause.text) {
            let Some((score, term)) = judged(clause, &found) else {
                continue;
            };
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                best = Some((score, term));
            }
        }
    }
    best.map(|(_, term)| term)
}

/// What speaks for an amount, and the term it would be; `None` when its words deny it.
fn judged(clause: &Clause<'_>, found: &Candidate<'_>) -> Option<(i32, Term)> {
    let before = tail(clause.text.get(..found.start)?, 45);
    let after = head(clause.text.get(found.end..)?, 28);
    if NOT_PAID.is_in(before) || NOT_PAID.is_in(after) {
        return None;
    }
    let score = 4 * i32::from(FEE_LINE.is_in(clause.text))
        + 2 * i32::from(PAID.is_in(clause.text))
        + i32::from(PAID.is_in(before))
        + i32::from(EARNED.is_in(after));
    let work = score == 0 && (WORK.is_in(clause.text) || clause.text.len() < 60);
    if score == 0 && !work {
        return None;
    }
    let from = RANGE_BEFORE
        .all(before)
        .last()
        .and_then(|c| c.name("from"))
        .map(|m| found.start - before.len() + m.start());
    if from.is_some() || RANGE_AFTER.is_in(after) {
        let text = clause.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = TermValue::Text(text);
        let whole = term(TermField::Fee, value, clause, 0, clause.text.len());
        return Some((score + 1, whole));
    }
    let value = TermValue::Money(Amount::new(found.micros, unit(found.unit)?));
    Some((
        score,
        term(TermField::Fee, value, clause, found.start, found.end),
    ))
}

static WORK: Pattern = Pattern::new(
    r"(?i)\b(videos?|vidéos?|reels?|réels?|story|stories|posts?|shorts?|tiktoks?|carousels?|clips|yours?\b.*same week|so \$|deal)\b",
);

fn candidates(text: &str) -> Vec<Candidate<'_>> {
    let mut out: Vec<Candidate<'_>> = AMOUNT
        .all(text)
        .into_iter()
        .take(50)
        .filter_map(|found| {
            let name = |n: &str| found.name(n).map(|m| m.as_str());
            let place = found.get(0)?;
            let number = name("n1").or(name("n2"))?;
            if name("more1").is_some_and(|m| {
                m.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
            }) {
                return None;
            }
            let thousands = name("more1").or(name("more2")).is_some();
            let unit = ["code1", "sign1", "code2", "sign2"]
                .into_iter()
                .find_map(name)?;
            Some(Candidate {
                start: place.start(),
                end: place.end(),
                micros: micros(number)?.checked_mul(if thousands { 1_000 } else { 1 })?,
                unit,
            })
        })
        .collect();
    out.extend(spelled(text).into_iter().take(50).filter_map(|s| {
        Some(Candidate {
            start: s.start,
            end: s.end,
            micros: s.whole.checked_mul(1_000_000)?,
            unit: s.unit,
        })
    }));
    out.sort_by_key(|c| c.start);
    out
}

/// The share of sales.
pub(super) fn commission(reading: &Reading<'_>) -> Option<Term> {
    reading
        .clauses
        .iter()
        .filter(|c| SALES.is_in(c.text) || reading.shares && SHARE_LINE.is_in(c.text))
        .find_map(|clause| {
            RATE.all(clause.text).into_iter().find_map(|found| {
                let whole = found.get(0)?;
                let before = tail(clause.text.get(..whole.start())?, 40);
                if REDUCED.is_in(clause.text.get(whole.end()..)?) || OUR_SHARE.is_in(before) {
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

static SHARE_LINE: Pattern = Pattern::new(
    r"(?i)\b(i can do|we can do|you (?:get|keep|earn)|raise it to|up to)\b[^.]{0,20}\d{1,2}\s?%",
);

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
        "€" | "euro" | "euros" | "balles" => "EUR",
        "$" | "us$" | "dollar" | "dollars" | "bucks" => "USD",
        "£" | "pound" | "pounds" => "GBP",
        "ca$" => "CAD",
        "a$" | "au$" => "AUD",
        _ => return Unit::currency(&word.to_uppercase()).ok(),
    };
    Unit::currency(code).ok()
}
