//! Words in the messages of offers.
//!
//! The rule it protects: however many offers there are, their messages are walked once.

use crate::{ReadTx, StoreError};
use domain::OfferId;
use std::collections::HashSet;

impl ReadTx<'_> {
    /// The offers with a message whose subject, sender or text is wanted.
    pub fn offers_writing(
        &self,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<HashSet<OfferId>, StoreError> {
        let sql = "SELECT offer_id, subject, from_name, from_address, text FROM offer_message";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut found = HashSet::new();
        while let Some(row) = rows.next()? {
            let id = OfferId(row.get(0)?);
            if found.contains(&id) {
                continue;
            }
            for at in 1..5 {
                let text = row.get_ref(at)?.as_str().map_err(rusqlite::Error::from)?;
                if wanted(text) {
                    found.insert(id);
                    break;
                }
            }
        }
        Ok(found)
    }
}
