//! Terms that are wordings: product, platform, gifts, rights, exclusivity, payment.
//!
//! The rule it protects: a wording is shown as it stands, not paraphrased.

use super::{Reading, clause_term, term};
use crate::mail::pattern::Pattern;
use crate::text::cut;
use domain::offer::{Term, TermField, TermValue};

static PRODUCT: Pattern = Pattern::new(
    r"(?i)\b(?:gift you|send you|try|test|promote|promoting|featuring|feature|showcase|present|about|présenter|mettre en avant|essayer|tester|faire découvrir)\s+(?:our|notre|nos|the new|la nouvelle|le nouveau)\s+(?P<what>[^.,;:!?\n(]{3,60})",
);
static PLATFORM: Pattern =
    Pattern::new(r"(?i)\b(tiktok|instagram|youtube|twitch|snapchat|pinterest)\b");
static GIFTED: Pattern = Pattern::new(
    r"(?i)\b(gift(?:ed)? (?:you|collab\w*|product|partnership)|to gift|free products?|in exchange for (?:the|a|our|free)|(?:is|are) yours to keep|send you (?:our|a|one|some|the|free)|no budget|produits? offerts?|vous offrir|vous l'offrons|offert en échange|dotation|gratuitement)\b",
);
static RIGHTS: Pattern = Pattern::new(
    r"(?i)\b(usage rights?|rights? to (?:re)?use|(?:full|all) rights|in perpetuity|perpetual|licen[cs]e|whitelisting|droits? d['’](?:utilisation|usage|exploitation)|tous droits|réutiliser|utiliser vos (?:vidéos|contenus))",
);
static ADS: Pattern = Pattern::new(
    r"(?i)\b(spark ads?|spark code|ad authori[sz]ation|ads? authori[sz]ation|whitelisting|autorisation publicitaire|code spark)\b",
);
static DAYS: Pattern = Pattern::new(r"(?i)\b(?P<n>\d{1,3})[\s\u{a0}-]*(?:days?|jours?)\b");
static EXCLUSIVE: Pattern = Pattern::new(
    r"(?i)\b(exclusivity|exclusivité|exclusively with|non[- ]compete|competitors?|competing brands?|concurrent\w*|not work with)\b",
);
static PAYMENT: Pattern = Pattern::new(concat!(
    r"(?i)\b(?:paid|payment|payable|réglé\w*|règlement|paiement|payé\w*)\b[^.\n]{0,40}?",
    r"(?:\d+\s*(?:days|jours)|\bupon\b|\bafter\b|\bon (?:publication|delivery|signature)|\bmonthly\b|mensuel\w*|fin de mois)",
    r"|\bnet[ -]?\d{2}\b|\bhalf on \w+|\d{2}\s?% (?:upfront|on signature|à la signature|d['’]acompte)",
));

/// What it is for.
pub(super) fn product(reading: &Reading<'_>) -> Option<Term> {
    reading.clauses.iter().find_map(|clause| {
        PRODUCT.all(clause.text).into_iter().find_map(|found| {
            let what = found.name("what")?;
            let words = what.as_str().trim_end();
            let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = TermValue::Text(cut(&text, 100));
            Some(term(
                TermField::Product,
                value,
                clause,
                what.start(),
                what.start() + words.len(),
            ))
        })
    })
}

/// Where it is to be published: every platform named, in the order of naming.
pub(super) fn platform(reading: &Reading<'_>) -> Option<Term> {
    let mut names: Vec<&str> = Vec::new();
    let mut place = None;
    for clause in &reading.clauses {
        for found in PLATFORM.all(clause.text) {
            let Some(word) = found.get(0) else { continue };
            let name = match word.as_str().to_lowercase().as_str() {
                "tiktok" => "TikTok",
                "instagram" => "Instagram",
                "youtube" => "YouTube",
                "twitch" => "Twitch",
                "snapchat" => "Snapchat",
                _ => "Pinterest",
            };
            // A login is asked for on a platform; that is no place of publication.
            if clause.text.to_lowercase().contains("password") {
                continue;
            }
            if !names.contains(&name) {
                names.push(name);
            }
            place.get_or_insert((*clause, word.start(), word.end()));
        }
    }
    let (clause, from, to) = place?;
    Some(term(
        TermField::Platform,
        TermValue::Text(names.join(", ")),
        &clause,
        from,
        to,
    ))
}

/// Paid in goods.
pub(super) fn gifted(reading: &Reading<'_>) -> Option<Term> {
    reading.clauses.iter().find_map(|clause| {
        let found = GIFTED.first(clause.text)?;
        Some(term(
            TermField::Gifted,
            TermValue::Flag(true),
            clause,
            found.start(),
            found.end(),
        ))
    })
}

/// What the brand may do with the content.
pub(super) fn usage_rights(reading: &Reading<'_>) -> Option<Term> {
    worded(reading, &RIGHTS, TermField::UsageRights)
}

/// What the creator may not do meanwhile.
pub(super) fn exclusivity(reading: &Reading<'_>) -> Option<Term> {
    worded(reading, &EXCLUSIVE, TermField::Exclusivity)
}

/// When and how the fee is paid.
pub(super) fn payment(reading: &Reading<'_>) -> Option<Term> {
    worded(reading, &PAYMENT, TermField::PaymentTerms)
}

/// Days of advertising from the creator's account; a length in other words is shown as it stands.
pub(super) fn ad_authorization(reading: &Reading<'_>) -> Option<Term> {
    let clause = reading.clauses.iter().find(|c| ADS.is_in(c.text))?;
    let days = DAYS.all(clause.text).into_iter().find_map(|found| {
        let n = found.name("n")?.as_str().parse().ok()?;
        Some(TermValue::Days(n))
    });
    Some(match days {
        Some(value) => term(
            TermField::AdAuthorization,
            value,
            clause,
            0,
            clause.text.len(),
        ),
        None => clause_term(TermField::AdAuthorization, clause),
    })
}

fn worded(reading: &Reading<'_>, pattern: &Pattern, field: TermField) -> Option<Term> {
    let clause = reading.clauses.iter().find(|c| pattern.is_in(c.text))?;
    Some(clause_term(field, clause))
}
