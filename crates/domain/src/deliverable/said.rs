//! What the creator says of a piece, and the pieces under it.
//!
//! The rule it protects: a field the creator spoke of keeps that word, also the word that it has no day.

use super::{Deliverable, Format, Progress};
use crate::CivilDay;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The creator's word on one piece; `None` leaves the terms' word standing, `Some(None)` says that there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// What kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Where it is to be published.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub platform: Option<Option<String>>,
    /// Draft.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub draft_on: Option<Option<CivilDay>>,
    /// Approval.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub approved_on: Option<Option<CivilDay>>,
    /// Publication.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub publish_on: Option<Option<CivilDay>>,
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Address of the published post.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub link: Option<Option<String>>,
    /// Free words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A field that stands there speaks, even when it says `null`.
pub(crate) fn spoken<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl Said {
    /// Lays a later word over this one.
    pub fn then(&mut self, later: Self) {
        fn over<T>(old: &mut Option<T>, new: Option<T>) {
            if new.is_some() {
                *old = new;
            }
        }
        over(&mut self.format, later.format);
        over(&mut self.label, later.label);
        over(&mut self.platform, later.platform);
        over(&mut self.draft_on, later.draft_on);
        over(&mut self.approved_on, later.approved_on);
        over(&mut self.publish_on, later.publish_on);
        over(&mut self.progress, later.progress);
        over(&mut self.link, later.link);
        over(&mut self.note, later.note);
    }

    fn lay(&self, piece: &mut Deliverable) {
        fn set<T: Clone>(field: &mut T, word: Option<&T>) {
            if let Some(word) = word {
                field.clone_from(word);
            }
        }
        set(&mut piece.format, self.format.as_ref());
        set(&mut piece.label, self.label.as_ref());
        set(&mut piece.platform, self.platform.as_ref());
        set(&mut piece.draft_on, self.draft_on.as_ref());
        set(&mut piece.approved_on, self.approved_on.as_ref());
        set(&mut piece.publish_on, self.publish_on.as_ref());
        set(&mut piece.progress, self.progress.as_ref());
        set(&mut piece.link, self.link.as_ref());
        set(&mut piece.note, self.note.as_ref());
        piece.proposed = false;
    }
}

/// The pieces of the terms with the creator's words over them, then those only the creator names, by name.
pub fn laid_over(proposed: Vec<Deliverable>, said: &BTreeMap<String, Said>) -> Vec<Deliverable> {
    let mut out = proposed;
    for piece in &mut out {
        if let Some(word) = said.get(&piece.item) {
            word.lay(piece);
        }
    }
    for (item, word) in said {
        if out.iter().any(|piece| piece.item == *item) {
            continue;
        }
        let mut own = Deliverable {
            item: item.clone(),
            format: Format::Other,
            label: String::new(),
            platform: None,
            draft_on: None,
            approved_on: None,
            publish_on: None,
            progress: Progress::Planned,
            link: None,
            note: String::new(),
            proposed: false,
        };
        // A piece the terms named once keeps its kind by its name.
        own.format = item
            .rsplit_once('-')
            .and_then(|(kind, _)| kind.parse().ok())
            .unwrap_or(Format::Other);
        word.lay(&mut own);
        out.push(own);
    }
    out
}
