//! Who offers: the brand behind a sender.
//!
//! The rule it protects: a brand is read from the sender's domain or name, and shown in the spelling the mail itself uses.

use super::message::Letter;
use crate::text::cut;

/// Mail services anybody can use. `freemail.example` is the one of fixtures and the sandbox.
const FREE: &[&str] = &[
    "aol.com",
    "free.fr",
    "freemail.example",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.fr",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "live.com",
    "live.fr",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "outlook.fr",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "sfr.fr",
    "tutanota.com",
    "wanadoo.fr",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.fr",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
    "163.com",
    "126.com",
];

/// Whether a domain is a free mail service.
pub(super) fn is_free(domain: &str) -> bool {
    FREE.contains(&domain)
}

/// The part of a host one registers: `mail.brand.co.uk` → `brand.co.uk`.
pub(super) fn registrable(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').filter(|l| !l.is_empty()).collect();
    let second_level = matches!(labels.as_slice(), [.., sld, tld]
        if tld.len() == 2 && ["co", "com", "org", "net", "ac", "gov", "or", "ne"].contains(sld));
    let keep = if second_level { 3 } else { 2 };
    labels
        .iter()
        .skip(labels.len().saturating_sub(keep))
        .copied()
        .collect::<Vec<_>>()
        .join(".")
}

/// The name part of a registrable domain: `lune-et-lin.example` → `lune-et-lin`.
pub(super) fn label(host: &str) -> String {
    registrable(host)
        .split('.')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The brand's name.
pub(super) fn brand(letter: &Letter) -> String {
    let domain = letter.domain();
    let name = letter.draft.from_name.trim();
    if is_free(&domain) || domain.is_empty() {
        return if name.is_empty() {
            letter.draft.from_address.clone()
        } else {
            name.to_owned()
        };
    }
    let label = label(&domain);
    let wanted = plain(&label);
    let lines = [name, letter.draft.subject.as_str()]
        .into_iter()
        .chain(letter.draft.text.lines());
    lines
        .filter(|line| line.len() < 2_000)
        .find_map(|line| spelled(line, &wanted))
        .unwrap_or_else(|| titled(&label))
}

/// The words of a line that spell the wanted letters: `Lune & Lin` for `luneetlin`.
fn spelled(line: &str, wanted: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    (0..words.len()).find_map(|from| {
        (1..=4).find_map(|len| {
            let phrase = words.get(from..from + len)?.join(" ");
            let phrase = phrase.trim_matches(|c: char| !c.is_alphanumeric());
            let address = phrase.contains(['@', '/']) || phrase.contains(".");
            let capital = phrase.chars().any(char::is_uppercase);
            (!address && capital && plain(phrase) == wanted).then(|| cut(phrase, 100))
        })
    })
}

/// Letters and digits only, accents folded, `&` as *et*.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .flat_map(|c| {
            let folded: &str = match c {
                'à' | 'á' | 'â' | 'ä' | 'ã' => "a",
                'é' | 'è' | 'ê' | 'ë' => "e",
                'î' | 'ï' | 'í' => "i",
                'ô' | 'ö' | 'ó' => "o",
                'û' | 'ù' | 'ü' | 'ú' => "u",
                'ç' => "c",
                'ñ' => "n",
                'œ' => "oe",
                '&' => "et",
                c if c.is_ascii_alphanumeric() => return vec![c],
                _ => "",
            };
            folded.chars().collect()
        })
        .collect()
}

/// `lune-et-lin` → `Lune Et Lin`.
fn titled(label: &str) -> String {
    label
        .split(['-', '_'])
        .filter(|w| !w.is_empty())
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|c| c.to_uppercase().collect::<String>() + chars.as_str())
                .unwrap_or_default()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_in_the_mails_own_spelling() {
        assert_eq!(
            spelled("Inès Caradec, Lune & Lin", "luneetlin").as_deref(),
            Some("Lune & Lin")
        );
        assert_eq!(
            spelled("Héloïse at Maison Solenne.", "maisonsolenne").as_deref(),
            Some("Maison Solenne")
        );
        assert_eq!(
            spelled("see https://norrvik.example", "norrvik"),
            None,
            "an address is no name"
        );
        assert_eq!(titled("papier-rond"), "Papier Rond");
        assert_eq!(registrable("a.b.brand.co.uk"), "brand.co.uk");
        assert_eq!(label("mail.lune-et-lin.example"), "lune-et-lin");
    }
}
