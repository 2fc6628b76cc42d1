//! Terms that are wordings: product, platform, gifts, rights, exclusivity, payment.
//!
//! The rule it protects: a wording is shown as it stands, not paraphrased.

use super::{Reading, clause_term, tail, term};
use crate::mail::clauses::Clause;
use crate::mail::pattern::Pattern;
use crate::text::cut;
use domain::offer::{Term, TermField, TermValue};

static PRODUCT_LINE: Pattern =
    Pattern::new(r"(?i)^(?:the )?(?:product|produit|objet|item)s?\s?:\s*(?P<what>[^\n]{3,80})");
static PRODUCT: Pattern = Pattern::new(concat!(
    r"(?i)\b(?:gift(?:ing)? you|send(?:ing)? you(?: a \w+ of| one of| an?)?|try|test|testing|promote|promoting|featuring|feature|showcase|present|presenting|introduce[ds]?|about|around|launch(?:es|ing)?(?: of)?|using|filming|wearing|with",
    r"|présenter|mettre en avant|essayer|tester|faire découvrir|autour de|lançons|lance|sortie de|emm[eè]nes?|envoyer gratuitement|sur|pour)\s+",
    r"(?:our|its|the|notre|nos|la|le|les)\s+(?:(?:new|nouveau|nouvelle|nouveaux|nouvelles)\s+)?(?P<what>[^.,;:!?\n(]{3,60})",
));
static PRODUCT_QUOTED: Pattern = Pattern::new(
    r"(?i)\b(?:copy of|of|about|autour de)\s+[“«\x22]\s?(?P<what>[^”»\x22\n]{3,50})[”»\x22]",
);
/// `sur la`, `pour les`: too common to name a product.
static LOOSE: Pattern = Pattern::new(r"^(?:sur|pour|with|sortie de|using)\s+(?:la|le|les)\s");
/// Where the name of a product ends.
static PRODUCT_END: Pattern = Pattern::new(
    r"(?i)\s+(?:for|on|in|at|with|this|next|to|through|from|you|your|when|which|that|as|is|are|before|after|will|would|by|pour|dans|avec|sur|sera|que|qui|lors|chez|en échange|ce|la semaine|le \d|–|—|-)(?:\s|$)",
);
/// What is talked about that is no product.
static NO_PRODUCT: Pattern = Pattern::new(
    r"(?i)\b(team|brand|channel|campaign|campagne|agency|agence|collab\w*|partner\w*|programme|program|audience|launch\b|list\b|site|website|page|feed|store|shop|service|terms|contract|contrat|work|profile|profil|budget|rate|week\w*|month|year|season|saison|day|app\b|time|idea|project|projet|video|vidéo|reel|post|story|details|marque|compte|chaîne|semaine|mois|année|réseaux|tent|client|clients|end|rest|first|last|kind|way|style|same|deadline|deal|market\w*|city|phone|money|link|links|code|call|community|ventes|suite|lancement|run|paiement|peine|foire|métiers|market|collection|gamme|range)\b",
);
static PLATFORM: Pattern = Pattern::new(
    r"(?i)\b(tiktoks?|tt|instagram|insta|ig|reels?|youtube|twitch|snapchat|pinterest)\b",
);
static ELSEWHERE: Pattern = Pattern::new(
    r"(?i)password|follow us|\||log ?in|sign in|verify|ads \(|paid \(|on meta|saw (?:you|your)|watched|your (?:youtube|instagram|tiktok) (?:channel|account|page) (?:is|was|has)|our (?:own )?(?:instagram|tiktok|youtube) (?:account|page)",
);
static GIFTED: Pattern = Pattern::new(concat!(
    r"(?i)\b(?:gift(?:ed|ing)? (?:you|collab\w*|products?|partnerships?|launches|seeding|stay)|gifted\b|(?:a |an |any \d )?free (?:products?|samples?|cases?|box|boxes|class(?: for two)?|review copy|starter box|jewel\w*|copy|items?|pair|kit|stay|nights?|meal|account|set|bottle|ticket|tickets|membership)",
    r"|free sample|(?:is|are|stays?|of course)(?: \w+){0,3} yours(?: to keep)?|yours to keep|you (?:get to|can|may|will) keep the|and you keep the|keep the (?:glasses|product|iron|device|machine)|stays with you|on the house|product[- ]only|in exchange for (?:the|a|our|free)|free for you|, free\b|lifetime account",
    r"|no budget|produits? offerts?|vous offrir|t['’]offrir|vous l['’]offrons|l['’]offrir|offrir un\w*|vous offrons|offerte?s?\b|offert en échange|dotation|gratuitement|en cadeau|, cadeau|vous garde(?:z|rez)|tu gardes|que vous garderez|vous reste acquise?|on vous invite|invite tous)",
));
static NOT_GIFTED: Pattern = Pattern::new(
    r"(?i)\b(free shipping|livraison (?:est )?offerte|feel free|free to|offert dès|not gifted|gifted you last|offre offerte)\b",
);
static RIGHTS: Pattern = Pattern::new(
    r"(?i)\b(usage|rights? to (?:re)?use|full rights|all rights|rights|in perpetuity|perpetual|licen[cs]e|licensing|re-?use|re-?purpose|repost(?:ing)?|repurpos\w*|reshare|whitelisting(?: and)? (?:no )?reuse|secondary use|run it as|link to it from|(?:we|us)(?:['’]d| may| can| would| will)?(?: like to| want to| to)? (?:use|quote|print|embed|share (?:it|them)|edit it|repost|show (?:it|the))|stills for|droits?|réutilis\w*|repartager|repartage|cession|diffusion (?:dans|sur)|une diffusion|utilisation|utiliser(?:ons)?)\b",
);
static NOT_RIGHTS: Pattern = Pattern::new(
    r"(?i)\b(right away|right now|all right|rights? of withdrawal|droit d['’]auteur|droits d['’]auteur|usage of cookies|how to use|bank details|share your rates|en droit|tout droit)\b",
);
static ADS: Pattern = Pattern::new(
    r"(?i)\b(sparks?(?: ads?| code| access)?|ad authori[sz]ation|ads? authori[sz]ation|ad code|whitelisting|boost (?:it|them|the|your)\b[^.]{0,40}\b(?:from|via|through) your|autorisation publicitaire|code spark|partnership ads?|publicité payante|depuis (?:ton|votre) compte)\b",
);
static NO_ADS: Pattern = Pattern::new(r"(?i)\bno (?:whitelisting|spark|ad code)");
static DAYS: Pattern = Pattern::new(r"(?i)\b(?P<n>\d{1,3})[\s\u{a0}-]*(?:days?|jours?|d\b)");
static EXCLUSIVE: Pattern = Pattern::new(
    r"(?i)(?:\b(?:exclusiv\w*|excl|exclus?|exclusivité|non[- ]compete|competitors?|compet(?:ing|itive)|concurrent\w*|not (?:be able to )?work with|(?:can['’]?t|cannot|may not|won['’]t|don['’]t) (?:promote|work)|free to work with|not for other)\b|\bno other (?:\w+ ){1,4}(?:brands?|sponsors?|software|deals?|ads?|partners?|products?)|\bno other [^.,]{3,40}(?:for|during|until|in the same)|without other|pas d['’]autres? marques?|ne travaillez pas|aucune autre marque|d['’]autres? (?:marques?|fabricants?))",
);
static NOT_EXCLUSIVE: Pattern = Pattern::new(
    r"(?i)\b(exclusive (?:offer|invitation|program\w*|access|discount|deal|content)|concours)\b",
);
static PAYMENT: Pattern = Pattern::new(concat!(
    r"(?i)(?:\b(?:paid|pay|pays|payment|payable|payout|payouts|transferred|transfer|wired?|settled|invoiced?|réglé\w*|réglons|règlement|paiement|payé\w*|payons|versé\w*|virement|facture)\b[^.\n]{0,60}?",
    r"(?:\b(?:in|within|at|à|sous) \d+\s*(?:days|jours)|\b\d+\s*(?:days|jours)\s*(?:after|net|from|eom|of|fin|après|à compter)|\bupon\b|\bafter\b|\bon (?:publication|delivery|signature|signing|receipt|the \d)|\bat (?:the end|month end)|\bmonthly\b|\bweekly\b|\bper month\b|\bchaque (?:mois|trimestre)\b|\bà (?:la|réception)|\bmensuel\w*|fin de mois|\bwithin \w+|same week|le lendemain|half)",
    r"|\bnet[ -]?\d{2}\b|\b\d{2} days net\b|\b\d{2} days eom\b|\bhalf (?:on|now|up front|in advance)|\b\d{2}\s?% (?:up ?front|on (?:signature|signing|booking|delivery)|à la (?:signature|commande|livraison)|d['’]acompte|in advance)|moitié à|le solde|in three equal|equal (?:payments|instalments)|(?:à|sous) \d{2} jours|comptez \d+ jours|\b14 days, always|facture à réception|à réception de facture)",
));
static NOT_PAYMENT: Pattern = Pattern::new(
    r"(?i)\b(you (?:must|have to|need to|only have to|first) (?:pay|transfer|deposit)|payable in advance by|fee of (?:usd|\$|€|£)?\s?\d+ (?:is )?to (?:activate|register)|refund|devez (?:d['’]abord )?(?:payer|acheter)|check|cheque|chèque|gift cards?)\b",
);

/// What it is for.
pub(super) fn product(reading: &Reading<'_>) -> Option<Term> {
    [&PRODUCT_LINE, &PRODUCT, &PRODUCT_QUOTED]
        .into_iter()
        .find_map(|pattern| {
            reading.clauses.iter().find_map(|clause| {
                pattern.all(clause.text).into_iter().find_map(|found| {
                    let what = found.name("what")?;
                    let whole = found.get(0)?.as_str().to_lowercase();
                    if LOOSE.is_in(&whole) {
                        return None;
                    }
                    named(what.as_str()).map(|words| (clause, what.start(), words))
                })
            })
        })
        .map(|(clause, start, words)| {
            let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = TermValue::Text(cut(&text, 100));
            term(
                TermField::Product,
                value,
                clause,
                start,
                start + words.len(),
            )
        })
}

/// The name of a thing at the start of some words; `None` for what is no thing.
fn named(words: &str) -> Option<&str> {
    let end = PRODUCT_END.first(words).map_or(words.len(), |m| m.start());
    let name = words.get(..end)?.trim_end();
    let short = name.split_whitespace().count() <= 5 && name.chars().count() >= 2;
    (short && !NO_PRODUCT.is_in(name) && !name.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(name)
}

/// Where it is to be published: every platform named, in the order of naming.
pub(super) fn platform(reading: &Reading<'_>) -> Option<Term> {
    let mut names: Vec<&str> = Vec::new();
    let mut place = None;
    // A clause that counts what is to be made says where; other clauses are asked only when none does.
    let work: Vec<&Clause<'_>> = reading
        .clauses
        .iter()
        .filter(|c| !ELSEWHERE.is_in(c.text))
        .collect();
    for clause in work {
        for found in PLATFORM.all(clause.text) {
            let Some(word) = found.get(0) else { continue };
            let name = match word.as_str().to_lowercase().as_str() {
                "tiktok" | "tiktoks" | "tt" => "TikTok",
                "instagram" | "insta" | "ig" => "Instagram",
                "youtube" => "YouTube",
                "twitch" => "Twitch",
                "snapchat" => "Snapchat",
                "pinterest" => "Pinterest",
                // A Reel without a named platform says nothing: two platforms have them.
                _ => continue,
            };
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
        if NOT_GIFTED.is_in(clause.text) {
            return None;
        }
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
    worded(reading, &RIGHTS, &NOT_RIGHTS, TermField::UsageRights)
}

/// What the creator may not do meanwhile.
pub(super) fn exclusivity(reading: &Reading<'_>) -> Option<Term> {
    worded(reading, &EXCLUSIVE, &NOT_EXCLUSIVE, TermField::Exclusivity)
}

/// When and how the fee is paid.
pub(super) fn payment(reading: &Reading<'_>) -> Option<Term> {
    worded(reading, &PAYMENT, &NOT_PAYMENT, TermField::PaymentTerms)
}

/// Days of advertising from the creator's account; a length in other words is shown as it stands.
pub(super) fn ad_authorization(reading: &Reading<'_>) -> Option<Term> {
    let clause = reading
        .clauses
        .iter()
        .find(|c| ADS.is_in(c.text) && !NO_ADS.is_in(c.text))?;
    let at = ADS.first(clause.text)?;
    let near = |from: usize, to: usize| at.start().abs_diff(to).min(from.abs_diff(at.end()));
    let days = DAYS
        .all(clause.text)
        .into_iter()
        .filter_map(|found| {
            let place = found.get(0)?;
            let n: i64 = found.name("n")?.as_str().parse().ok()?;
            Some((near(place.start(), place.end()), n))
        })
        .min();
    Some(match days {
        Some((_, n)) => term(
            TermField::AdAuthorization,
            TermValue::Days(n),
            clause,
            0,
            clause.text.len(),
        ),
        None => clause_term(TermField::AdAuthorization, clause),
    })
}

/// The clause in which most of the words stand; the first among equals.
fn worded(
    reading: &Reading<'_>,
    pattern: &Pattern,
    but: &Pattern,
    field: TermField,
) -> Option<Term> {
    let mut best: Option<(usize, &Clause<'_>)> = None;
    for clause in &reading.clauses {
        if but.is_in(tail(clause.text, 2_000)) {
            continue;
        }
        let count = pattern.all(clause.text).len().min(3);
        if count > 0 && best.is_none_or(|(top, _)| count > top) {
            best = Some((count, clause));
        }
    }
    best.map(|(_, clause)| clause_term(field, clause))
}
