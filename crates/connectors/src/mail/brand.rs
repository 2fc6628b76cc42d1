//! Who offers: the brand behind a sender.
//!
//! The rule it protects: a brand is read from the sender's domain or name, and shown in the spelling the mail itself uses.

use super::findings::sender::skeleton;
use super::message::Letter;
use super::pattern::Pattern;
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

/// Words of a display name or domain that say what a mailbox is for, not whose it is.
static ROLE: Pattern = Pattern::new(
    r"(?i)\b(?:the|team|brand|brands|partnerships?|partner|partners|partenariats?|collabs?|collaborations?|creators?|creator relations|ambassadors?|influencers?|influence|marketing|press|presse|office|official|officiel|support|hello|contact|store|shop|affiliates?|affiliate team|growth|casting|campaigns?|promo|social|service|studio team|programme|program|relations|desk|accounts payable|reservations|crew|media buying|hr)\b",
);
/// Segments of a domain that say what a company does.
const TRADE: &[&str] = &[
    "agency",
    "app",
    "audio",
    "beauty",
    "coffee",
    "collab",
    "creators",
    "drinks",
    "festival",
    "foods",
    "games",
    "gear",
    "group",
    "home",
    "influence",
    "jobs",
    "management",
    "market",
    "media",
    "mgmt",
    "official",
    "outdoor",
    "paris",
    "promo",
    "serum",
    "shop",
    "skin",
    "store",
    "studio",
    "team",
    "tourisme",
];
static CLIENT: Pattern = Pattern::new(
    r"(?:(?i:\b(?:our client|notre client|on behalf of|for our client|accompagne|pour le compte de)))[,:]?\s+(?P<name>\p{Lu}[\p{L}\p{N}'’-]*(?:\s+(?:&|de|du|des|la|of|and)?\s*\p{Lu}[\p{L}\p{N}'’-]*){0,3})",
);
static AT_BRAND: Pattern = Pattern::new(
    r"(?:\s(?:at|from|of|chez|de chez|-|–|/)\s|@\s?|\|\s?|\()(?P<name>\p{Lu}[^|@()]{1,40}?)\)?\s*$",
);

/// The brand's name.
pub(super) fn brand(letter: &Letter) -> String {
    let name = letter.draft.from_name.trim();
    let subject = letter.draft.subject.as_str();
    let client = [subject, letter.draft.text.as_str()]
        .into_iter()
        .find_map(|t| {
            CLIENT
                .all(t)
                .first()
                .and_then(|c| c.name("name"))
                .map(|m| m.as_str())
        });
    if let Some(client) = client {
        return cut(client.trim_end_matches(" is"), 100);
    }
    let domain = letter.domain();
    if is_free(&domain) || domain.is_empty() {
        let own = without_role(name);
        return match (own.is_empty(), name.is_empty()) {
            (false, _) => own,
            (true, false) => name.to_owned(),
            (true, true) => letter.draft.from_address.clone(),
        };
    }
    let label = label(&domain);
    by_domain(letter, &label)
        .map(|short| {
            let own = without_role(name);
            let longer = own.split_whitespace().count() <= 6 && own.contains(&short);
            if longer && AT_BRAND.all(name).is_empty() {
                own
            } else {
                short
            }
        })
        .or_else(|| {
            let found = AT_BRAND.all(name);
            let words = found.first()?.name("name")?.as_str();
            Some(without_role(words)).filter(|w| !w.is_empty())
        })
        .or_else(|| {
            let own = without_role(name);
            (own.chars().count() >= 3 && !is_person(name, &letter.draft.from_address))
                .then_some(own)
        })
        .unwrap_or_else(|| titled(without_trade(&label)))
}

/// The domain's name in the spelling of the mail: the whole of it, then less and less of its parts.
fn by_domain(letter: &Letter, label: &str) -> Option<String> {
    let parts: Vec<&str> = label.split(['-', '_']).filter(|p| !p.is_empty()).collect();
    let name = letter.draft.from_name.trim();
    let lines: Vec<&str> = [name, letter.draft.subject.as_str()]
        .into_iter()
        .chain(letter.draft.text.lines())
        .filter(|line| line.len() < 2_000)
        .take(400)
        .collect();
    (1..=parts.len()).rev().find_map(|count| {
        let wanted = plain(
            &parts
                .iter()
                .take(count)
                .copied()
                .collect::<Vec<_>>()
                .concat(),
        );
        (wanted.len() >= 3).then_some(())?;
        let in_name = lines.first().and_then(|name| spelled(name, &wanted, true));
        in_name.or_else(|| lines.iter().find_map(|line| spelled(line, &wanted, false)))
    })
}

/// A display name without the words for the mailbox's purpose.
fn without_role(name: &str) -> String {
    let kept = ROLE.without(name);
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(
        kept.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' || c == '('),
        100,
    )
}

/// Whether a display name is a person's: a word of it is the mailbox's name.
fn is_person(name: &str, address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let local: Vec<String> = local.split(['.', '_', '-']).map(plain).collect();
    name.split_whitespace()
        .map(plain)
        .any(|word| word.len() >= 2 && local.contains(&word))
}

fn without_trade(label: &str) -> &str {
    match label.rsplit_once('-') {
        Some((rest, trade)) if TRADE.contains(&trade) => rest,
        _ => label,
    }
}

/// The words of a line that spell the wanted letters: `Lune & Lin` for `luneetlin`; a digit that looks like a letter is one.
/// `loosely` only in a name: elsewhere a word that merely looks alike may be another brand's.
fn spelled(line: &str, wanted: &str, loosely: bool) -> Option<String> {
    let shape = |text: &str| {
        let plain = plain(text);
        if loosely { skeleton(&plain) } else { plain }
    };
    let wanted = shape(wanted);
    let words: Vec<&str> = line.split_whitespace().collect();
    (0..words.len()).find_map(|from| {
        (1..=4).rev().find_map(|len| {
            let phrase = words.get(from..from + len)?.join(" ");
            let phrase = phrase.trim_matches(|c: char| !c.is_alphanumeric());
            let address = phrase.contains(['@', '/']) || phrase.contains(".");
            let capital = phrase.chars().any(char::is_uppercase);
            let same = [
                phrase.to_owned(),
                phrase.replace('&', "and"),
                phrase.replace('&', "n"),
                phrase.replace('&', ""),
            ]
            .iter()
            .any(|p| shape(p) == wanted);
            (!address && capital && same).then(|| cut(possessive(phrase), 100))
        })
    })
}

/// `Halden's` → `Halden`.
fn possessive(phrase: &str) -> &str {
    phrase
        .strip_suffix("'s")
        .or_else(|| phrase.strip_suffix("’s"))
        .unwrap_or(phrase)
}

/// Letters and digits only, accents folded, `&` as *et*.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let folded = match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' => "a",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'î' | 'ï' | 'í' => "i",
            'ô' | 'ö' | 'ó' => "o",
            'û' | 'ù' | 'ü' | 'ú' => "u",
            'ç' => "c",
            'ñ' => "n",
            'œ' => "oe",
            '&' => "et",
            c => {
                if c.is_ascii_alphanumeric() {
                    out.push(c);
                }
                continue;
            }
        };
        out.push_str(folded);
    }
    out
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
            spelled("Inès Caradec, Lune & Lin", "luneetlin", false).as_deref(),
            Some("Lune & Lin")
        );
        assert_eq!(
            spelled("Héloïse at Maison Solenne.", "maisonsolenne", false).as_deref(),
            Some("Maison Solenne")
        );
        assert_eq!(
            spelled("see https://norrvik.example", "norrvik", false),
            None,
            "an address is no name"
        );
        assert_eq!(titled("papier-rond"), "Papier Rond");
        assert_eq!(registrable("a.b.brand.co.uk"), "brand.co.uk");
        assert_eq!(label("mail.lune-et-lin.example"), "lune-et-lin");
    }
}
