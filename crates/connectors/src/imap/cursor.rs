//! How far each folder has been read.
//!
//! The rule it protects: a number of a message means something only under the folder's UIDVALIDITY it was given in
//! (RFC 9051, 2.3.1.1). When that changes the folder is read again from its beginning; messages already known are known
//! by their `Message-ID`, so nothing is doubled.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The place in one folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The folder's UIDVALIDITY.
    pub validity: u32,
    /// The highest message number handed over.
    pub uid: u32,
}

/// The places of all folders, as the feed's cursor keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Places(BTreeMap<String, Place>);

impl Places {
    /// Reads a cursor. One that cannot be read counts as none: the folders are walked again, which costs time and doubles
    /// nothing.
    pub fn read(cursor: Option<&str>) -> Self {
        cursor
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    /// The first message number still to read in `folder`, whose UIDVALIDITY is now `validity`.
    pub fn next(&self, folder: &str, validity: u32) -> u32 {
        self.0
            .get(folder)
            .filter(|place| place.validity == validity)
            .map_or(1, |place| place.uid.saturating_add(1))
    }

    /// Moves the place in `folder` behind `uid`.
    pub fn pass(&mut self, folder: &str, validity: u32, uid: u32) {
        self.0.insert(folder.to_owned(), Place { validity, uid });
    }

    /// The cursor's text.
    pub fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_only_under_its_validity() {
        let mut places = Places::default();
        assert_eq!(places.next("INBOX", 7), 1, "an unknown folder begins at 1");
        places.pass("INBOX", 7, 41);
        places.pass("Marques", 9, 3);
        let again = Places::read(places.text().as_deref());
        assert_eq!(again, places, "the cursor's text reads back");
        assert_eq!(again.next("INBOX", 7), 42, "goes on behind the last one");
        assert_eq!(again.next("INBOX", 8), 1, "another validity begins anew");
        assert_eq!(again.next("Marques", 9), 4, "each folder has its own place");
        assert_eq!(Places::read(Some("{broken")), Places::default());
    }
}
