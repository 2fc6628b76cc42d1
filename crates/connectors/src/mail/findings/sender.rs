//! Who really wrote: imitated domains, free mail, other answer addresses, failed authentication.
//!
//! The rule it protects: only the topmost `Authentication-Results` counts; the ones below are the sender's to forge.

use super::finding;
use crate::mail::brand::{is_free, label, registrable};
use crate::mail::message::{Letter, domain_of};
use crate::mail::pattern::Pattern;
use domain::offer::{Finding, FindingKind};

/// Names that are often imitated, with the domains that are theirs.
const KNOWN: &[(&str, &[&str])] = &[
    ("adidas", &["adidas.com"]),
    (
        "amazon",
        &["amazon.com", "amazon.fr", "amazon.co.uk", "amazon.de"],
    ),
    ("facebook", &["facebook.com", "facebookmail.com"]),
    ("google", &["google.com"]),
    ("instagram", &["instagram.com"]),
    ("loreal", &["loreal.com"]),
    ("netflix", &["netflix.com"]),
    ("paypal", &["paypal.com", "paypal.fr"]),
    ("samsung", &["samsung.com"]),
    ("sephora", &["sephora.com", "sephora.fr"]),
    ("shein", &["shein.com"]),
    ("spotify", &["spotify.com"]),
    ("stripe", &["stripe.com"]),
    (
        "tiktok",
        &["tiktok.com", "tiktokshop.com", "tiktokglobalshop.com"],
    ),
    ("youtube", &["youtube.com"]),
];

static FAILED: Pattern =
    Pattern::new(r"(?i)\b(spf|dkim|dmarc)\s*=\s*(fail|softfail|hardfail|permerror)\b");

pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    let mut out = Vec::new();
    let domain = letter.domain();
    let from = format!(
        "From: {} <{}>",
        letter.draft.from_name, letter.draft.from_address
    );
    if imitates(&domain) || imitates_name(&domain, &letter.draft.from_name) {
        out.push(finding(FindingKind::LookAlikeDomain, &from));
    }
    if is_free(&domain) {
        out.push(finding(FindingKind::FreeMail, &from));
    }
    if let Some(reply_to) = &letter.reply_to
        && registrable(&domain_of(reply_to)) != registrable(&domain)
    {
        out.push(finding(
            FindingKind::ReplyToMismatch,
            &format!("Reply-To: {reply_to}"),
        ));
    }
    if let Some(results) = letter.authentication.as_deref().filter(|r| FAILED.is_in(r)) {
        out.push(finding(
            FindingKind::AuthenticationFailed,
            &format!("Authentication-Results: {results}"),
        ));
    }
    out
}

/// Whether a host imitates a known name: in punycode, with foreign letters, one letter off, or the name with more words
/// under a domain that is not its own.
pub(super) fn imitates(host: &str) -> bool {
    if host.split('.').any(|l| l.starts_with("xn--")) || !host.is_ascii() {
        return true;
    }
    let own = registrable(host);
    let label = label(host);
    KNOWN.iter().any(|(name, domains)| {
        if domains.contains(&own.as_str()) || *name == label {
            return false;
        }
        let part = label.split('-').any(|p| skeleton(p) == skeleton(name));
        part || skeleton(&label) == skeleton(name) || one_off(&label, name)
    })
}

/// Whether a domain looks like a word of the sender's own name but is spelled with other letters (`kett1eworth`).
fn imitates_name(domain: &str, name: &str) -> bool {
    let label = label(domain);
    let spelled = label.replace('-', "");
    let shape = skeleton(&label);
    name.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.len() >= 5 && word.is_ascii())
        .any(|word| shape.contains(&skeleton(&word)) && !spelled.contains(&word))
}

/// What a word looks like at a glance.
pub(in crate::mail) fn skeleton(word: &str) -> String {
    let word = word.to_lowercase().replace("rn", "m").replace("vv", "w");
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' | '|' => 'l',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            c => c,
        })
        .collect()
}

/// Whether one insertion, deletion, change or swap makes one word the other.
fn one_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a == b || a.len().abs_diff(b.len()) > 1 || b.len() < 5 {
        return false;
    }
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - same_start;
    let same_end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(rest)
        .take_while(|(x, y)| x == y)
        .count();
    let (left_a, left_b) = (
        a.len() - same_start - same_end,
        b.len() - same_start - same_end,
    );
    let swapped = left_a == 2
        && left_b == 2
        && a.get(same_start) == b.get(same_start + 1)
        && a.get(same_start + 1) == b.get(same_start);
    swapped || (left_a <= 1 && left_b <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imitations_are_told_from_the_real_thing() {
        for (host, expected) in [
            ("tiktok.com", false),
            ("mail.tiktok.com", false),
            ("tiktok-partners.example", true),
            ("t1ktok.example", true),
            ("tiktock.example", true),
            ("titkok.example", true),
            ("sephoro.example", true),
            ("arnazon.example", true),
            ("xn--tiktk-jua.example", true),
            ("tіktok.example", true),
            ("lune-et-lin.example", false),
            ("striped-shirts.example", false),
        ] {
            assert_eq!(imitates(host), expected, "{host}");
        }
        assert!(imitates_name(
            "kett1eworth-irons.example",
            "Kettleworth Irons Partnerships"
        ));
        assert!(!imitates_name(
            "kettleworth-irons.example",
            "Kettleworth Irons"
        ));
        assert!(!imitates_name("corvel.example", "Savonnerie Corvel"));
    }
}
