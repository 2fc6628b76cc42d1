//! A brand the creator already deals with that now writes from somewhere else.
//!
//! The rule it protects: names are compared as they look, domains as they are registered; nothing is looked up.

use super::brand::{plain, registrable};
use super::findings::sender::skeleton;
use super::message::domain_of;
use domain::offer::{Finding, FindingKind};

/// A brand met before, with the address or domain it wrote from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSender {
    /// The brand as the creator knows it.
    pub brand: String,
    /// Its address, or the part behind the `@`.
    pub address: String,
}

/// The finding when a brand met before writes from a domain none of its earlier mails came from.
#[must_use]
pub fn known_elsewhere(brand: &str, address: &str, known: &[KnownSender]) -> Option<Finding> {
    let shape = skeleton(&plain(brand));
    if shape.len() < 3 {
        return None;
    }
    let own = registrable(&domain_of(address));
    let mut earlier = known
        .iter()
        .filter(|k| same(&shape, &skeleton(&plain(&k.brand))))
        .map(|k| registrable(&domain_of(&k.address)))
        .peekable();
    let first = earlier.peek()?.clone();
    if earlier.any(|domain| domain == own) {
        return None;
    }
    Some(Finding {
        kind: FindingKind::KnownElsewhere,
        line: format!("{address} ≠ {first}"),
    })
}

/// One name is the other, or the other with words added (`Third Cup Tea`).
fn same(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    a == b || shorter >= 5 && (a.starts_with(b) || b.starts_with(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_brand_is_told_by_its_name_and_its_domain() {
        let known = [KnownSender {
            brand: "Lune & Lin".into(),
            address: "ines@lune-et-lin.example".into(),
        }];
        for (brand, address, found, why) in [
            (
                "Lune & Lin",
                "paul@mail.lune-et-lin.example",
                false,
                "another person, same domain",
            ),
            (
                "Lune et Lin",
                "ines@lune-lin-collab.example",
                true,
                "another domain",
            ),
            (
                "Lune & L1n",
                "ines@freemail.example",
                true,
                "spelled to look alike",
            ),
            ("Norrvik", "hedda@norrvik.example", false, "another brand"),
            ("", "x@y.example", false, "no name says nothing"),
        ] {
            assert_eq!(
                known_elsewhere(brand, address, &known).is_some(),
                found,
                "{why}"
            );
        }
    }
}
