//! Rights read from the terms of an offer, English and French.
//!
//! The rules it protects: the length nearest to the words of the right is its length; a wording without a length leaves the end
//! unknown; a right that the words deny (`no exclusivity`) is none. Where the words do not say when a right begins, it begins
//! with publication, unless they tie it to something that has no day here (a signature, a delivery).

use super::category::plain;
use super::dates::day_at;
use super::{Length, Right, RightKind, Start};
use crate::CivilDay;
use crate::offer::{Term, TermField, TermValue};

/// The rights the terms of an offer state. `received` gives days without a year theirs.
pub fn from_terms(terms: &[Term], received: CivilDay) -> Vec<Right> {
    terms
        .iter()
        .filter_map(|term| {
            let kind = match term.field {
                TermField::UsageRights => RightKind::Usage,
                TermField::AdAuthorization => RightKind::AdAuthorization,
                TermField::Exclusivity => RightKind::Exclusivity,
                _ => return None,
            };
            let said = term.evidence.text.trim();
            match &term.value {
                TermValue::Text(text) => {
                    let mut right = read(kind, text, received)?;
                    right.words = if said.is_empty() {
                        text.clone()
                    } else {
                        said.to_owned()
                    };
                    Some(right)
                }
                TermValue::Days(days) => Some(Right {
                    kind,
                    start: read(kind, said, received).map_or(Start::Publication, |r| r.start),
                    length: u32::try_from(*days).map_or(Length::Unknown, Length::Days),
                    category: None,
                    words: if said.is_empty() {
                        format!("{days} d")
                    } else {
                        said.to_owned()
                    },
                }),
                _ => None,
            }
        })
        .collect()
}

/// One right from its wording; `None` where the words deny it.
pub fn read(kind: RightKind, text: &str, received: CivilDay) -> Option<Right> {
    let flat = plain(text);
    let words: Vec<&str> = flat
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    if denied(kind, &words) {
        return None;
    }
    let (start, until) = stated_days(&words, received);
    let length = match until {
        Some(day) => Length::Until(day),
        None if forever(&flat) => Length::Forever,
        None => nearest_length(kind, &words).unwrap_or(Length::Unknown),
    };
    let category = (kind == RightKind::Exclusivity)
        .then(|| category(text))
        .flatten();
    Some(Right {
        kind,
        start,
        length,
        category,
        words: text.to_owned(),
    })
}

/// How the words of a right begin.
fn names(kind: RightKind) -> &'static [&'static str] {
    match kind {
        RightKind::Usage => &[
            "usage", "use", "right", "droit", "utilis", "licen", "repost", "reuse", "ads",
            "repartag", "diffus", "cession", "repurpos", "reshare",
        ],
        RightKind::AdAuthorization => &[
            "spark",
            "whitelist",
            "autoris",
            "authoris",
            "authoriz",
            "code",
            "ads",
            "boost",
            "partnership",
            "publicit",
        ],
        RightKind::Exclusivity => &["exclus", "compet", "concurr", "other", "autre"],
    }
}

fn denied(kind: RightKind, words: &[&str]) -> bool {
    let denies = |w: &str| {
        [
            "no", "non", "not", "pas", "aucun", "aucune", "sans", "without", "zero",
        ]
        .contains(&w)
    };
    let own = |w: &str| match kind {
        RightKind::Usage => w.starts_with("usage") || w.starts_with("reuse"),
        RightKind::AdAuthorization => w.starts_with("spark") || w.starts_with("whitelist"),
        RightKind::Exclusivity => w.starts_with("exclus"),
    };
    let small = |w: &str| ["d", "de", "any", "ad", "ads", "l", "clause"].contains(&w);
    words.iter().enumerate().any(|(at, word)| {
        own(word)
            && words
                .get(..at)
                .and_then(|before| before.iter().rev().find(|w| !small(w)))
                .is_some_and(|w| denies(w))
    })
}

/// The day the words begin with, and the day up to which they hold.
fn stated_days(words: &[&str], received: CivilDay) -> (Start, Option<CivilDay>) {
    let mut start = None;
    let mut until = None;
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let Some((day, taken)) = day_at(rest, received) else {
            at += 1;
            continue;
        };
        let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        let has = |any: &[&str]| before.iter().any(|w| any.contains(w));
        if has(&["until", "till", "jusqu", "to", "au", "through", "ending"]) && until.is_none() {
            until = Some(day);
        } else if has(&[
            "from", "starting", "since", "du", "partir", "depuis", "des", "between", "entre",
        ]) && start.is_none()
        {
            start = Some(day);
        }
        at += taken;
    }
    let tied = words.windows(2).any(|pair| {
        matches!(pair, [a, b] if ["from", "after", "upon", "on", "at", "la", "of", "de"].contains(a)
            && ["signature", "signing", "booking", "delivery", "livraison", "receipt", "reception"].contains(b))
    });
    let start = match (start, tied) {
        (Some(day), _) => Start::On(day),
        (None, true) => Start::Unknown,
        (None, false) => Start::Publication,
    };
    (start, until)
}

fn forever(flat: &str) -> bool {
    [
        "perpetu",
        "forever",
        "indefinite",
        "without limit of time",
        "unlimited in time",
        "no end date",
        "sans limite de duree",
        "sans limite de temps",
        "duree illimitee",
        "illimitee dans le temps",
        "a vie",
    ]
    .iter()
    .any(|words| flat.contains(words))
}

/// The length that stands nearest to a word of the right; the first among equals.
fn nearest_length(kind: RightKind, words: &[&str]) -> Option<Length> {
    let own: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, w)| names(kind).iter().any(|name| w.starts_with(name)))
        .map(|(at, _)| at)
        .collect();
    let away = |at: usize| own.iter().map(|o| o.abs_diff(at)).min().unwrap_or(0);
    (0..words.len())
        .filter_map(|at| Some((at, length_at(words, at)?)))
        .min_by_key(|(at, _)| away(*at))
        .map(|(_, length)| length)
}

/// `90 days`, `90d`, `three months`, `un an`.
fn length_at(words: &[&str], at: usize) -> Option<Length> {
    let word = *words.get(at)?;
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = word.get(digits.len()..)?;
    let (count, unit) = match digits.parse::<u32>().ok() {
        Some(n) if tail.is_empty() => (n, *words.get(at + 1)?),
        Some(n) => (n, tail),
        None => (number_word(word)?, *words.get(at + 1)?),
    };
    if !(1..=3_650).contains(&count) {
        return None;
    }
    Some(match unit {
        "day" | "days" | "d" | "jour" | "jours" | "j" => Length::Days(count),
        "week" | "weeks" | "semaine" | "semaines" => Length::Days(count.checked_mul(7)?),
        "month" | "months" | "mo" | "mois" => Length::Months(count),
        "year" | "years" | "an" | "ans" | "annee" | "annees" => {
            Length::Months(count.checked_mul(12)?)
        }
        _ => return None,
    })
}

pub(crate) fn number_word(word: &str) -> Option<u32> {
    const NUMBERS: &[(&str, u32)] = &[
        ("a", 1),
        ("an", 1),
        ("one", 1),
        ("un", 1),
        ("une", 1),
        ("single", 1),
        ("two", 2),
        ("deux", 2),
        ("three", 3),
        ("trois", 3),
        ("four", 4),
        ("quatre", 4),
        ("five", 5),
        ("cinq", 5),
        ("six", 6),
        ("seven", 7),
        ("sept", 7),
        ("eight", 8),
        ("huit", 8),
        ("nine", 9),
        ("neuf", 9),
        ("ten", 10),
        ("dix", 10),
        ("twelve", 12),
        ("douze", 12),
        ("thirty", 30),
        ("trente", 30),
        ("sixty", 60),
        ("soixante", 60),
        ("ninety", 90),
    ];
    NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)
}

/// What an exclusivity is about, in its own words.
fn category(text: &str) -> Option<String> {
    let words: Vec<(&str, String)> = text
        .split_whitespace()
        .map(|w| (w, plain(w.trim_matches(|c: char| !c.is_alphanumeric()))))
        .collect();
    let is = |at: usize, any: &[&str]| {
        words
            .get(at)
            .is_some_and(|(_, w)| any.contains(&w.as_str()))
    };
    for at in 0..words.len() {
        let found = if is(at, &["other", "competing", "competitor", "rival"]) {
            up_to(&words, at + 1, true, THINGS)
        } else if is(at, &["marque", "marques"]) && is(at + 1, &["de", "du", "des", "en"]) {
            up_to(&words, at + 2, false, TURNS)
        } else if is(at, &["categorie", "secteur", "univers", "domaine"]) {
            let from = at + 1 + usize::from(is(at + 1, &["de", "du", "des", "la"]));
            up_to(&words, from, false, TURNS)
        } else if is(at, &["category", "sector", "space", "niche", "segment"]) {
            back_to_article(&words, at)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// What an English category ends with.
const THINGS: &[&str] = &[
    "brand",
    "brands",
    "sponsor",
    "sponsors",
    "company",
    "companies",
    "partner",
    "partners",
    "maker",
    "makers",
    "product",
    "products",
    "manufacturer",
    "manufacturers",
    "deal",
    "deals",
    "ad",
    "ads",
    "software",
];
/// Words after which a category is over.
const TURNS: &[&str] = &[
    "pendant", "durant", "jusqu'au", "pour", "dans", "avant", "sur", "during", "for", "until",
    "in", "within", "from", "pas", "a", "et", "ou", "est", "sont",
];

/// The words from a place to one of `ends` or to the end of the clause. `named` asks that such a word stands there.
fn up_to(words: &[(&str, String)], from: usize, named: bool, ends: &[&str]) -> Option<String> {
    let mut out: Vec<&str> = Vec::new();
    let mut ended = false;
    for (shown, word) in words.get(from..)?.iter().take(7) {
        if ends.contains(&word.as_str()) {
            ended = true;
            break;
        }
        let bare = shown.trim_matches(|c: char| !c.is_alphanumeric());
        out.push(bare);
        if shown.ends_with([',', '.', ';', ':', ')', '!', '?']) {
            ended = !named;
            break;
        }
    }
    let whole = out.join(" ");
    let kept = !whole.is_empty() && (ended || !named) && !super::words_of(&whole).is_empty();
    kept.then_some(whole)
}

/// The words between the last article and a place.
fn back_to_article(words: &[(&str, String)], at: usize) -> Option<String> {
    let from = at.saturating_sub(5);
    let before = words.get(from..at)?;
    let article = before
        .iter()
        .rposition(|(_, w)| ["the", "a", "in", "your", "our", "same"].contains(&w.as_str()))?;
    let shown: Vec<&str> = before.get(article + 1..)?.iter().map(|(w, _)| *w).collect();
    let whole = shown.join(" ");
    (!super::words_of(&whole).is_empty()).then_some(whole)
}
