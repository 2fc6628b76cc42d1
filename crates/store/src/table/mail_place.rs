//! The roads by which a message came (*fetched*): folders of a mailbox, places in files.
//!
//! The rules it protects: a message that left its folder is marked, never removed; a folder that numbers its messages anew keeps
//! none of the old numbers as present; a road that is taken back takes the message with it only when it was the last.

use super::mail_write::Arrival;
use crate::codec::{self, LocatorColumns};
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, DocumentId, Instant, Locator, MailFlag, MailNews, MailPlace, RunId};
use rusqlite::{OptionalExtension, Row};

/// A road by which a message came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRoad {
    /// For which account.
    pub account: AccountId,
    /// Where it lies on its server; `None` for one that came as a file.
    pub place: Option<MailPlace>,
    /// Its marks there.
    pub flags: Vec<MailFlag>,
    /// When it was found to have left its folder.
    pub gone: Option<Instant>,
    /// The bytes it was read from.
    pub document: DocumentId,
    /// The place in them.
    pub locator: Locator,
    /// The run that brought it.
    pub run: RunId,
}

fn read(row: &Row<'_>) -> Result<MailRoad, StoreError> {
    let folder: Option<String> = row.get(1)?;
    let place = match (folder, row.get(2)?, row.get(3)?) {
        (Some(folder), Some(validity), Some(uid)) => Some(MailPlace {
            folder,
            validity,
            uid,
        }),
        _ => None,
    };
    let flags: String = row.get(4)?;
    Ok(MailRoad {
        account: AccountId(row.get(0)?),
        place,
        flags: flags
            .split_whitespace()
            .map(|word| codec::word("mail flag", word))
            .collect::<Result<_, _>>()?,
        gone: codec::instant_opt(row.get(5)?)?,
        document: DocumentId(row.get(6)?),
        locator: codec::locator(row, 7)?,
        run: RunId(row.get(11)?),
    })
}

/// Flags as the column keeps them: sorted, so that equal sets are equal texts.
fn flags_text(flags: &[MailFlag]) -> String {
    let mut words: Vec<&str> = flags.iter().map(|flag| flag.slug()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

pub(crate) const BY_UID: &str = "SELECT id, mail_id FROM mail_place \
     WHERE account_id = ?1 AND folder = ?2 AND validity = ?3 AND uid = ?4";
pub(crate) const OTHER_VALIDITY: &str = "UPDATE mail_place SET gone_ms = ?4 WHERE account_id = ?1 AND folder = ?2 \
     AND validity <> ?3 AND gone_ms IS NULL AND uid IS NOT NULL";

impl ReadTx<'_> {
    /// The roads of a message, oldest first.
    pub fn mail_roads(&self, mail: i64) -> Result<Vec<MailRoad>, StoreError> {
        let sql = "SELECT account_id, folder, validity, uid, flags, gone_ms, document_id, loc_start, loc_len, loc_line, \
                   loc_pointer, run_id FROM mail_place WHERE mail_id = ?1 ORDER BY id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([mail], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes the road of a message.
    pub(crate) fn put_road(&mut self, mail: i64, arrival: &Arrival<'_>) -> Result<(), StoreError> {
        match &arrival.draft.place {
            Some(place) => self.put_folder_road(mail, arrival, place),
            None => self.put_file_road(mail, arrival),
        }
    }

    fn put_folder_road(
        &mut self,
        mail: i64,
        arrival: &Arrival<'_>,
        place: &MailPlace,
    ) -> Result<(), StoreError> {
        let account = arrival.origin.account.0;
        self.conn.prepare_cached(OTHER_VALIDITY)?.execute((
            account,
            &place.folder,
            place.validity,
            arrival.origin.now.millis(),
        ))?;
        let known: Option<(i64, i64)> = self
            .conn
            .prepare_cached(BY_UID)?
            .query_row((account, &place.folder, place.validity, place.uid), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        // A folder that was numbered anew: the message stands under its old number, marked as gone.
        let renumbered = "SELECT id, mail_id FROM mail_place WHERE mail_id = ?1 AND account_id = ?2 AND folder = ?3 \
                          AND validity <> ?4 ORDER BY id LIMIT 1";
        let known = match known {
            Some(known) => Some(known),
            None => self
                .conn
                .prepare_cached(renumbered)?
                .query_row((mail, account, &place.folder, place.validity), |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?,
        };
        match known {
            Some((road, of)) if of == mail => {
                let sql = "UPDATE mail_place SET validity = ?2, uid = ?3, flags = ?4, gone_ms = NULL WHERE id = ?1";
                let flags = flags_text(&arrival.draft.flags);
                self.conn
                    .prepare_cached(sql)?
                    .execute((road, place.validity, place.uid, flags))?;
                Ok(())
            }
            Some((road, _)) => self.replace_road(road, mail, arrival),
            None => self.insert_road(mail, arrival),
        }
    }

    fn put_file_road(&mut self, mail: i64, arrival: &Arrival<'_>) -> Result<(), StoreError> {
        let sql = "SELECT id, mail_id FROM mail_place WHERE document_id = ?1 AND loc_start = ?2 AND account_id = ?3 \
                   AND uid IS NULL";
        let start = LocatorColumns::of(&arrival.draft.locator)?.start;
        let key = (arrival.origin.document.0, start, arrival.origin.account.0);
        let known: Option<(i64, i64)> = self
            .conn
            .prepare_cached(sql)?
            .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match known {
            Some((_, of)) if of == mail => Ok(()),
            Some((road, _)) => self.replace_road(road, mail, arrival),
            None => self.insert_road(mail, arrival),
        }
    }

    /// The same place says something else now: a newer version of this program reads it better.
    fn replace_road(
        &mut self,
        road: i64,
        mail: i64,
        arrival: &Arrival<'_>,
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("DELETE FROM mail_place WHERE id = ?1")?
            .execute([road])?;
        self.insert_road(mail, arrival)
    }

    fn insert_road(&mut self, mail: i64, arrival: &Arrival<'_>) -> Result<(), StoreError> {
        let (origin, draft) = (arrival.origin, arrival.draft);
        let locator = LocatorColumns::of(&draft.locator)?;
        let place = draft.place.as_ref();
        self.conn
            .prepare_cached(
                "INSERT INTO mail_place (mail_id, account_id, folder, validity, uid, flags, document_id, loc_start, loc_len, \
                 loc_line, loc_pointer, run_id, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute((
                mail,
                origin.account.0,
                place.map(|p| &p.folder),
                place.map(|p| p.validity),
                place.map(|p| p.uid),
                flags_text(&draft.flags),
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
                origin.now.millis(),
            ))?;
        Ok(())
    }

    /// Takes over what a server says of a message read before; whether that changed anything. Of a message nobody read it says
    /// nothing.
    pub fn apply_mail_news(
        &mut self,
        account: AccountId,
        news: &MailNews,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let place = &news.place;
        let key = (account.0, &place.folder, place.validity, place.uid);
        let changed = match &news.flags {
            Some(flags) => self
                .conn
                .prepare_cached(
                    "UPDATE mail_place SET flags = ?5, gone_ms = NULL WHERE account_id = ?1 AND folder = ?2 \
                     AND validity = ?3 AND uid = ?4 AND (flags <> ?5 OR gone_ms IS NOT NULL)",
                )?
                .execute((key.0, key.1, key.2, key.3, flags_text(flags)))?,
            None => self
                .conn
                .prepare_cached(
                    "UPDATE mail_place SET gone_ms = ?5 WHERE account_id = ?1 AND folder = ?2 \
                     AND validity = ?3 AND uid = ?4 AND gone_ms IS NULL",
                )?
                .execute((key.0, key.1, key.2, key.3, now.millis()))?,
        };
        Ok(changed > 0)
    }
}
