//! A brand the creator already deals with that now writes from somewhere else.
//!
//! The rule it protects: names are compared as they look, domains as they are registered; nothing is looked up.

use super::brand::{plain, registrable};
use super::findings::sender::skeleton;
use super::message::domain_of;
use domain::offer::{Finding, FindingKind};
use std::collections::BTreeMap;

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
    KnownSenders::new(known.iter().map(|k| (None::<()>, k))).elsewhere(brand, address, None)
}

/// Senders met before, laid out by how their brand looks, so that a list of many offers asks each only about its likes.
///
/// `Owner` is whatever told of a sender; an offer does not vouch for itself.
#[derive(Debug, Clone)]
pub struct KnownSenders<Owner> {
    by_shape: BTreeMap<String, Vec<Met<Owner>>>,
}

#[derive(Debug, Clone)]
struct Met<Owner> {
    owner: Option<Owner>,
    /// Place in the list given, which decides whose domain is named.
    place: usize,
    domain: String,
}

impl<Owner: PartialEq> KnownSenders<Owner> {
    /// Lays out senders with who told of them.
    pub fn new<'k>(known: impl IntoIterator<Item = (Option<Owner>, &'k KnownSender)>) -> Self {
        let mut by_shape: BTreeMap<String, Vec<Met<Owner>>> = BTreeMap::new();
        for (place, (owner, sender)) in known.into_iter().enumerate() {
            let shape = skeleton(&plain(&sender.brand));
            by_shape.entry(shape).or_default().push(Met {
                owner,
                place,
                domain: registrable(&domain_of(&sender.address)),
            });
        }
        Self { by_shape }
    }

    /// As [`known_elsewhere`], but for what `own` itself told.
    #[must_use]
    pub fn elsewhere(&self, brand: &str, address: &str, own: Option<&Owner>) -> Option<Finding> {
        let shape = skeleton(&plain(brand));
        if shape.len() < 3 {
            return None;
        }
        let domain = registrable(&domain_of(address));
        let mut earlier: Vec<&Met<Owner>> = self
            .alike(&shape)
            .filter(|met| met.owner.is_none() || met.owner.as_ref() != own)
            .collect();
        if earlier.iter().any(|met| met.domain == domain) {
            return None;
        }
        earlier.sort_by_key(|met| met.place);
        let first = &earlier.first()?.domain;
        Some(Finding {
            kind: FindingKind::KnownElsewhere,
            line: format!("{address} ≠ {first}"),
        })
    }

    /// Senders whose brand looks the same: spelled so, beginning so, or a beginning of it.
    fn alike(&self, shape: &str) -> impl Iterator<Item = &Met<Owner>> {
        let from = shape.to_owned();
        let longer = self
            .by_shape
            .range(shape.to_owned()..)
            .take_while(move |(other, _)| other.starts_with(&from));
        let shorter = (SHORTEST..shape.len())
            .filter_map(|end| self.by_shape.get_key_value(shape.get(..end)?));
        let shape = shape.to_owned();
        longer
            .chain(shorter)
            .filter(move |(other, _)| same(&shape, other))
            .flat_map(|(_, met)| met)
    }
}

/// A name shorter than this is not taken for the beginning of another.
const SHORTEST: usize = 5;

/// One name is the other, or the other with words added (`Third Cup Tea`).
fn same(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    a == b || shorter >= SHORTEST && (a.starts_with(b) || b.starts_with(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule as it reads: every sender is looked at, one after the other.
    fn one_by_one(
        brand: &str,
        address: &str,
        known: &[(u8, KnownSender)],
        own: u8,
    ) -> Option<String> {
        let shape = skeleton(&plain(brand));
        let own_domain = registrable(&domain_of(address));
        let earlier: Vec<String> = known
            .iter()
            .filter(|(owner, k)| *owner != own && same(&shape, &skeleton(&plain(&k.brand))))
            .map(|(_, k)| registrable(&domain_of(&k.address)))
            .collect();
        let told = shape.len() >= 3 && !earlier.contains(&own_domain);
        earlier
            .first()
            .filter(|_| told)
            .map(|first| format!("{address} ≠ {first}"))
    }

    proptest::proptest! {
        #[test]
        fn the_layout_finds_what_looking_at_each_sender_finds(
            known in proptest::collection::vec((0..4u8, "[abl1]{0,7}", "[xy]@[ab]{1,2}\\.example"), 0..14),
            brand in "[abl1]{0,7}", address in "[xy]@[ab]{1,2}\\.example", own in 0..4u8,
        ) {
            let known: Vec<(u8, KnownSender)> = known
                .into_iter()
                .map(|(owner, brand, address)| (owner, KnownSender { brand, address }))
                .collect();
            let laid = KnownSenders::new(known.iter().map(|(owner, k)| (Some(*owner), k)));
            let found = laid.elsewhere(&brand, &address, Some(&own)).map(|f| f.line);
            proptest::prop_assert_eq!(found, one_by_one(&brand, &address, &known, own));
        }
    }

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
