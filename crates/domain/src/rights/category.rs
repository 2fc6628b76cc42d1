//! The words of a category, so that `olive oil or condiment brands` and `Condiments` are seen to be about one thing.
//!
//! The rule it protects: two categories are one only when they share a word of meaning; nothing is guessed about the rest.

use std::collections::BTreeSet;

/// Words that say nothing of what is sold.
const EMPTY: &[&str] = &[
    "and",
    "any",
    "are",
    "brand",
    "brands",
    "category",
    "company",
    "competing",
    "competitor",
    "competitors",
    "field",
    "for",
    "from",
    "group",
    "house",
    "line",
    "new",
    "official",
    "other",
    "our",
    "product",
    "products",
    "sector",
    "shop",
    "store",
    "studio",
    "that",
    "the",
    "their",
    "with",
    "your",
    "aucune",
    "autre",
    "autres",
    "avec",
    "aux",
    "catégorie",
    "categorie",
    "chez",
    "concurrent",
    "concurrente",
    "concurrentes",
    "concurrents",
    "dans",
    "des",
    "domaine",
    "entreprise",
    "les",
    "maison",
    "marque",
    "marques",
    "nos",
    "notre",
    "nouveau",
    "nouvelle",
    "par",
    "pour",
    "produit",
    "produits",
    "secteur",
    "ses",
    "son",
    "sur",
    "une",
    "univers",
    "vos",
    "votre",
];

/// The words of meaning in a text: lower case, without accents, singular, of three letters and more.
pub fn words_of(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        // With its accents still on: tea is `thé` in French, and `the` says nothing.
        .filter(|word| word.chars().count() >= 3 && !EMPTY.contains(word))
        .map(|word| singular(&plain(word)))
        .collect()
}

/// What two sets of words have in common, in order.
pub fn shared(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Vec<String> {
    one.intersection(other).cloned().collect()
}

fn singular(word: &str) -> String {
    let cut = |end: &str| {
        word.strip_suffix(end)
            .filter(|rest| rest.chars().count() >= 3)
    };
    if word.ends_with("ss") {
        return word.to_owned();
    }
    if let Some(stem) = cut("ies") {
        return format!("{stem}y");
    }
    cut("s").or_else(|| cut("x")).unwrap_or(word).to_owned()
}

/// Lower case, without the accents and ligatures of French.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'å' => out.push('a'),
            'ç' => out.push('c'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ñ' => out.push('n'),
            'ô' | 'ö' | 'ó' | 'ø' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' => out.push('\''),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
