//! The creator's words on parts of an offer (*authored*): pieces to be made, rights, what its worth rests on.
//!
//! The rules it protects: a word is never rewritten, only followed by another; taking one back brings the one before it in
//! force again; it hangs on the offer's identity at its source, so neither an undo nor a new import takes it away.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, Instant, OfferId};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What a word is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WorkPart {
    /// A piece to be made.
    Deliverable,
    /// A right.
    Right,
    /// What the reckoning rests on.
    Worth,
}

impl WorkPart {
    /// The stable word.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Deliverable => "deliverable",
            Self::Right => "right",
            Self::Worth => "worth",
        }
    }

    fn read(word: &str) -> Result<Self, StoreError> {
        [Self::Deliverable, Self::Right, Self::Worth]
            .into_iter()
            .find(|part| part.slug() == word)
            .ok_or_else(|| StoreError::Unreadable {
                what: "part of an offer",
                value: word.to_owned(),
            })
    }
}

/// A word with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkWord {
    /// Row id.
    pub id: i64,
    /// Whose offer.
    pub account: AccountId,
    /// The offer's identity at its source.
    pub ext_key: String,
    /// What it is about.
    pub part: WorkPart,
    /// Which piece or right.
    pub item: String,
    /// The fields spoken of, as JSON.
    pub said: String,
    /// When it was said.
    pub noted: Instant,
    /// When it stopped to count; `None` while it counts.
    pub until: Option<Instant>,
}

impl WorkWord {
    /// What was said.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when it is no `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        codec::json("word", &self.said)
    }
}

/// The words of all offers that count, by account and identity.
pub type WorkWords = BTreeMap<(AccountId, String), Vec<WorkWord>>;

const COLUMNS: &str = "id, account_id, ext_key, part, item, said, noted_ms, until_ms";

fn read(row: &Row<'_>) -> Result<WorkWord, StoreError> {
    Ok(WorkWord {
        id: row.get(0)?,
        account: AccountId(row.get(1)?),
        ext_key: row.get(2)?,
        part: WorkPart::read(&row.get::<_, String>(3)?)?,
        item: row.get(4)?,
        said: row.get(5)?,
        noted: codec::instant(row.get(6)?)?,
        until: codec::instant_opt(row.get(7)?)?,
    })
}

impl ReadTx<'_> {
    /// Every word that counts, in one question.
    pub fn work_words(&self) -> Result<WorkWords, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM work_word WHERE until_ms IS NULL ORDER BY account_id, ext_key, part, item"
        );
        let mut out = WorkWords::new();
        let mut statement = self.conn.prepare_cached(&sql)?;
        for word in statement.query_and_then([], read)? {
            let word = word?;
            out.entry((word.account, word.ext_key.clone()))
                .or_default()
                .push(word);
        }
        Ok(out)
    }

    /// The words on one offer that count.
    pub fn work_words_of(
        &self,
        account: AccountId,
        ext_key: &str,
    ) -> Result<Vec<WorkWord>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM work_word WHERE account_id = ?1 AND ext_key = ?2 AND until_ms IS NULL \
             ORDER BY part, item"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((account.0, ext_key), read)?
            .collect()
    }

    /// Every word on one offer, those that no longer count too, oldest first.
    pub fn work_history(
        &self,
        account: AccountId,
        ext_key: &str,
    ) -> Result<Vec<WorkWord>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM work_word WHERE account_id = ?1 AND ext_key = ?2 ORDER BY noted_ms, id"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((account.0, ext_key), read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes what the creator says of a part of an offer, in place of the word that counts. Returns its row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such offer.
    pub fn set_work_word<T: Serialize>(
        &mut self,
        offer: OfferId,
        part: WorkPart,
        item: &str,
        said: &T,
        now: Instant,
    ) -> Result<i64, StoreError> {
        let (account, ext_key): (i64, String) = self
            .conn
            .prepare_cached("SELECT account_id, ext_key FROM offer WHERE id = ?1")?
            .query_row([offer.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or(StoreError::NotFound {
                what: "offer",
                id: offer.0,
            })?;
        let sql = "SELECT id FROM work_word WHERE account_id = ?1 AND ext_key = ?2 AND part = ?3 AND item = ?4 \
                   AND until_ms IS NULL";
        let before: Option<i64> = self
            .conn
            .prepare_cached(sql)?
            .query_row((account, &ext_key, part.slug(), item), |row| row.get(0))
            .optional()?;
        if let Some(before) = before {
            self.end_work_word(before, now)?;
        }
        let said = codec::to_json("word", said)?;
        let sql = "INSERT INTO work_word (account_id, ext_key, part, item, said, before, noted_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            account,
            ext_key,
            part.slug(),
            item,
            said,
            before,
            now.millis(),
        ))?)
    }

    /// Takes a word back: the one before it counts again, as a new row. Returns that row, when there was one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no word that counts has that id: it was followed by another or taken back before.
    pub fn take_back_work_word(
        &mut self,
        id: i64,
        now: Instant,
    ) -> Result<Option<i64>, StoreError> {
        self.end_work_word(id, now)?;
        let sql = "INSERT INTO work_word (account_id, ext_key, part, item, said, before, noted_ms) \
                   SELECT b.account_id, b.ext_key, b.part, b.item, b.said, b.before, ?2 \
                   FROM work_word w JOIN work_word b ON b.id = w.before WHERE w.id = ?1 RETURNING id";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row((id, now.millis()), |row| row.get(0))
            .optional()?)
    }

    fn end_work_word(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE work_word SET until_ms = ?2 WHERE id = ?1 AND until_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(StoreError::NotFound { what: "word", id }),
            _ => Ok(()),
        }
    }
}
