//! How far each folder has been read, and what is known to lie in it.
//!
//! The rules it protects: a number of a message means something only under the folder's UIDVALIDITY it was given in
//! (RFC 9051, 2.3.1.1). When that changes the folder is read again from its beginning; messages already known are known
//! by their `Message-ID`, so nothing is doubled. A mark counts as known only together with its news.

use super::numbers::Numbers;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The place in one folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The folder's UIDVALIDITY.
    pub validity: u32,
    /// The highest message number handed over.
    pub uid: u32,
    /// The folder's HIGHESTMODSEQ (RFC 7162) up to which marks are known; `None` where the server keeps none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<u64>,
    /// Whether the first reading came to its end: from then on every arrival is read, however old its date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}

/// The places of all folders, as the feed's cursor keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Places(BTreeMap<String, Place>);

impl Places {
    /// Reads a cursor. One that cannot be read counts as none: the folders are walked again, which costs time and doubles
    /// nothing.
    pub fn read(cursor: Option<&str>) -> Self {
        read(cursor)
    }

    /// The place in `folder`, whose UIDVALIDITY is now `validity`; at its very beginning when there is none, with the marks
    /// that hold from now on.
    pub fn at(&self, folder: &str, validity: u32, marks: Option<u64>) -> Place {
        let known = self
            .0
            .get(folder)
            .filter(|place| place.validity == validity);
        known.copied().unwrap_or(Place {
            validity,
            uid: 0,
            marks,
            settled: false,
        })
    }

    /// Puts the place in `folder`.
    pub fn put(&mut self, folder: &str, place: Place) {
        self.0.insert(folder.to_owned(), place);
    }

    /// The cursor's text.
    pub fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

/// What was read of one folder and is not known to have left it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shelf {
    /// The UIDVALIDITY the numbers belong to.
    pub validity: u32,
    /// The highest message number handed over when this was written: what came behind it since is not in here.
    pub upto: u32,
    /// The numbers.
    pub numbers: Numbers,
    /// Messages in the folder then, read or not.
    pub exists: u32,
    /// Hash of the marks as last re-read, where the server keeps no HIGHESTMODSEQ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<String>,
}

/// What lies in all folders, as a cursor of its own: it is written once for each folder and run, not with each message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Shelves(BTreeMap<String, Shelf>);

impl Shelves {
    /// Reads a cursor, as [`Places::read`].
    pub fn read(cursor: Option<&str>) -> Self {
        read(cursor)
    }

    /// What was known of `folder`.
    pub fn get(&self, folder: &str) -> Option<&Shelf> {
        self.0.get(folder)
    }

    /// Puts what is known of `folder` now; whether that is another thing than before.
    pub fn put(&mut self, folder: &str, shelf: Shelf) -> bool {
        let before = self.0.insert(folder.to_owned(), shelf);
        before.as_ref() != self.0.get(folder)
    }

    /// The cursor's text.
    pub fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

fn read<T: Default + serde::de::DeserializeOwned>(cursor: Option<&str>) -> T {
    cursor
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_only_under_its_validity() {
        let mut places = Places::default();
        let new = places.at("INBOX", 7, Some(90));
        assert_eq!(
            (new.uid, new.marks),
            (0, Some(90)),
            "an unknown folder begins"
        );
        places.put("INBOX", Place { uid: 41, ..new });
        places.put(
            "Marques",
            Place {
                uid: 3,
                validity: 9,
                ..new
            },
        );
        let again = Places::read(places.text().as_deref());
        assert_eq!(again, places, "the cursor's text reads back");
        assert_eq!(again.at("INBOX", 7, Some(99)).uid, 41, "goes on behind it");
        assert_eq!(
            again.at("INBOX", 7, Some(99)).marks,
            Some(90),
            "with its marks"
        );
        assert_eq!(
            again.at("INBOX", 8, None).uid,
            0,
            "another validity begins anew"
        );
        assert_eq!(again.at("Marques", 9, None).uid, 3, "each has its own");
        assert_eq!(Places::read(Some("{broken")), Places::default());
    }

    #[test]
    fn a_cursor_of_an_older_version_is_gone_on_from() {
        let old = Places::read(Some(r#"{"INBOX":{"validity":7,"uid":41}}"#));
        let place = old.at("INBOX", 7, Some(5));
        assert_eq!((place.uid, place.marks, place.settled), (41, None, false));
    }

    #[test]
    fn a_shelf_says_whether_it_changed() {
        let mut shelves = Shelves::default();
        let shelf = Shelf {
            validity: 7,
            upto: 9,
            numbers: Numbers::of([1, 2, 9]),
            exists: 3,
            marks: None,
        };
        assert!(shelves.put("INBOX", shelf.clone()), "new");
        assert!(!shelves.put("INBOX", shelf), "the same");
        let text = shelves.text().unwrap();
        assert_eq!(Shelves::read(Some(&text)), shelves, "{text} reads back");
    }
}
