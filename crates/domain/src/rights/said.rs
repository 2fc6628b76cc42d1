//! What the creator says of a right, and the rights under it.
//!
//! The rule it protects: a field the creator spoke of keeps that word; a right the creator says is not there is not there.

use super::{Length, Right, RightKind, Start};
use crate::deliverable::spoken;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The creator's word on one right; `None` leaves the terms' word standing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// What is bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<RightKind>,
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Start>,
    /// How long it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// What an exclusivity is about; `Some(None)`: nobody says.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub category: Option<Option<String>>,
    /// Whether there is no such right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<bool>,
}

impl Said {
    /// Lays a later word over this one.
    pub fn then(&mut self, later: Self) {
        self.kind = later.kind.or(self.kind);
        self.start = later.start.or(self.start);
        self.length = later.length.or(self.length);
        if later.category.is_some() {
            self.category = later.category;
        }
        self.none = later.none.or(self.none);
    }
}

/// A right by its name within the offer; whether the creator spoke of it.
pub type Named = (String, Right, bool);

/// The rights of the terms with the creator's words over them, then those only the creator names.
pub fn laid_over(stated: Vec<Right>, said: &BTreeMap<String, Said>) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    for right in stated {
        let item = right.kind.slug().to_owned();
        let word = said.get(&item);
        out.push((item, right, word.is_some()));
    }
    for (item, word) in said {
        if !out.iter().any(|(known, _, _)| known == item) {
            let kind = word
                .kind
                .or_else(|| item.parse().ok())
                .unwrap_or(RightKind::Usage);
            let own = Right {
                kind,
                start: Start::Publication,
                length: Length::Unknown,
                category: None,
                words: String::new(),
            };
            out.push((item.clone(), own, true));
        }
    }
    for (item, right, _) in &mut out {
        let Some(word) = said.get(item) else { continue };
        right.start = word.start.unwrap_or(right.start);
        right.length = word.length.unwrap_or(right.length);
        if let Some(category) = &word.category {
            right.category.clone_from(category);
        }
    }
    out.retain(|(item, _, _)| said.get(item).and_then(|word| word.none) != Some(true));
    out
}
