//! What the creator (or money that came) did with offers (*authored*): stages, sleep, tags, in steps that are taken back whole.
//!
//! The rules it protects: a step is one transaction; taking it back restores exactly what it changed, except where a later step
//! changed it again; the history keeps what was taken back. It is keyed by the offer's identity at its source.

use super::offer_note::OfferNote;
use super::offer_tag::tags_text;
use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::deal::{MoveAuthor, SaidStage, Snooze};
use domain::{AccountId, Instant, OfferId, Stage};
use rusqlite::{OptionalExtension, Row};

/// What a step does to one offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DealEdit {
    /// Moves it to a stage; without one the source's word holds again.
    Stage(Option<Stage>),
    /// Lays it aside, or wakes it.
    Snooze(Option<Snooze>),
    /// Gives it these tags in place of what it has.
    Tags(Vec<String>),
}

impl DealEdit {
    fn field(&self) -> &'static str {
        match self {
            Self::Stage(_) => "stage",
            Self::Snooze(_) => "snooze",
            Self::Tags(_) => "tags",
        }
    }

    fn text(&self) -> Result<Option<String>, StoreError> {
        match self {
            Self::Stage(stage) => Ok(stage.map(|s| s.slug().to_owned())),
            Self::Snooze(snooze) => snooze
                .map(|snooze| codec::to_json("snooze", &snooze))
                .transpose(),
            Self::Tags(tags) => tags_text(tags),
        }
    }

    fn read(field: &str, text: Option<String>) -> Result<Self, StoreError> {
        Ok(match field {
            "stage" => Self::Stage(text.map(|t| codec::word("stage", &t)).transpose()?),
            "snooze" => Self::Snooze(text.map(|t| codec::json("snooze", &t)).transpose()?),
            _ => Self::Tags(match text {
                Some(text) => codec::json("tags", &text)?,
                None => Vec::new(),
            }),
        })
    }
}

/// What came of taking a step back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepUndone {
    /// Changes that were taken back.
    pub restored: u64,
    /// Changes that a later step replaced; they stay.
    pub kept: u64,
}

/// An offer's identity at its source.
pub(crate) struct OfferKey {
    pub(crate) account: AccountId,
    pub(crate) ext_key: String,
}

impl ReadTx<'_> {
    pub(crate) fn offer_key(&self, id: OfferId) -> Result<OfferKey, StoreError> {
        let sql = "SELECT account_id, ext_key FROM offer WHERE id = ?1";
        let read = |row: &Row<'_>| {
            Ok(OfferKey {
                account: AccountId(row.get(0)?),
                ext_key: row.get(1)?,
            })
        };
        let found = self.conn.prepare_cached(sql)?.query_row([id.0], read);
        found.optional()?.ok_or(StoreError::NotFound {
            what: "offer",
            id: id.0,
        })
    }

    /// Everything that was said of an offer's stage, by its source, the creator and money that came; in no order.
    pub fn said_stages(&self, id: OfferId) -> Result<Vec<SaidStage>, StoreError> {
        let key = self.offer_key(id)?;
        let sql = "SELECT p.after, s.done_ms, s.author, s.undone_ms, s.id FROM deal_step_part p \
                   JOIN deal_step s ON s.id = p.step_id WHERE p.account_id = ?1 AND p.ext_key = ?2 AND p.field = 'stage'";
        let read = |row: &Row<'_>| {
            Ok(SaidStage {
                at: codec::instant(row.get(1)?)?,
                stage: row
                    .get::<_, Option<String>>(0)?
                    .map(|text| codec::word("stage", &text))
                    .transpose()?,
                author: codec::word("author", &row.get::<_, String>(2)?)?,
                step: Some(row.get(4)?),
                undone: codec::instant_opt(row.get(3)?)?,
            })
        };
        let mut said: Vec<SaidStage> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then((key.account.0, &key.ext_key), read)?
            .collect::<Result<_, StoreError>>()?;
        said.extend(self.offer_parts(id)?.into_iter().map(|part| SaidStage {
            at: part.received,
            stage: Some(part.stage),
            author: MoveAuthor::Source,
            step: None,
            undone: None,
        }));
        Ok(said)
    }

    /// Since when each offer stands in its stage by a word that was not the source's: offer and instant. An offer that was
    /// never moved is absent.
    pub fn last_stage_moves(&self) -> Result<Vec<(OfferId, Instant)>, StoreError> {
        let read = |row: &Row<'_>| Ok((OfferId(row.get(0)?), codec::instant(row.get(1)?)?));
        self.conn
            .prepare_cached(LAST_MOVES)?
            .query_and_then([], read)?
            .collect()
    }
}

/// The newest step of each offer's stage that still holds.
pub(crate) const LAST_MOVES: &str = "SELECT o.id, max(s.done_ms) FROM deal_step_part p \
     JOIN deal_step s ON s.id = p.step_id JOIN offer o ON o.account_id = p.account_id AND o.ext_key = p.ext_key \
     WHERE p.field = 'stage' AND s.undone_ms IS NULL GROUP BY o.id";

impl WriteTx<'_> {
    /// Does one thing to one offer or to many, as one step. What is so already is left out; `None` when nothing changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of the offers is not there; nothing is written then.
    pub fn deal_step(
        &mut self,
        author: MoveAuthor,
        edits: &[(OfferId, DealEdit)],
        now: Instant,
    ) -> Result<Option<i64>, StoreError> {
        let mut parts = Vec::new();
        for (id, edit) in edits {
            let key = self.offer_key(*id)?;
            let before = self.deal_value(&key, edit.field())?;
            if before != edit.text()? {
                parts.push((key, edit, before));
            }
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let sql = "INSERT INTO deal_step (author, done_ms) VALUES (?1, ?2)";
        let step = self
            .conn
            .prepare_cached(sql)?
            .insert((author.slug(), now.millis()))?;
        for (key, edit, before) in parts {
            let sql = "INSERT OR REPLACE INTO deal_step_part (step_id, account_id, ext_key, field, before, after) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let (account, field, after) = (key.account.0, edit.field(), edit.text()?);
            self.conn.prepare_cached(sql)?.execute((
                step,
                account,
                &key.ext_key,
                field,
                before,
                after,
            ))?;
            self.put_deal_value(&key, edit, now)?;
        }
        Ok(Some(step))
    }

    /// Takes a step back. A second time changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such step.
    pub fn undo_deal_step(&mut self, step: i64, now: Instant) -> Result<StepUndone, StoreError> {
        let missing = || StoreError::NotFound {
            what: "step",
            id: step,
        };
        let undone: Option<i64> = self
            .conn
            .prepare_cached("SELECT undone_ms FROM deal_step WHERE id = ?1")?
            .query_row([step], |row| row.get(0))
            .optional()?
            .ok_or_else(missing)?;
        let mut report = StepUndone::default();
        if undone.is_some() {
            return Ok(report);
        }
        let sql = "SELECT account_id, ext_key, field, before, after FROM deal_step_part WHERE step_id = ?1";
        let read = |row: &Row<'_>| -> Result<_, StoreError> {
            let key = OfferKey {
                account: AccountId(row.get(0)?),
                ext_key: row.get(1)?,
            };
            let texts: (String, Option<String>, Option<String>) =
                (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((key, texts))
        };
        let parts: Vec<_> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([step], read)?
            .collect::<Result<_, _>>()?;
        for (key, (field, before, after)) in parts {
            if self.deal_value(&key, &field)? == after {
                self.put_deal_value(&key, &DealEdit::read(&field, before)?, now)?;
                report.restored += 1;
            } else {
                report.kept += 1;
            }
        }
        self.conn
            .prepare_cached("UPDATE deal_step SET undone_ms = ?2 WHERE id = ?1")?
            .execute((step, now.millis()))?;
        Ok(report)
    }

    /// What holds now, in the text form of a step.
    fn deal_value(&self, key: &OfferKey, field: &str) -> Result<Option<String>, StoreError> {
        match field {
            "stage" => {
                let note = self.offer_note(key.account, &key.ext_key)?;
                DealEdit::Stage(note.and_then(|n| n.stage)).text()
            }
            "snooze" => DealEdit::Snooze(self.offer_snooze(key)?).text(),
            _ => DealEdit::Tags(self.offer_tags(key)?).text(),
        }
    }

    fn put_deal_value(
        &self,
        key: &OfferKey,
        edit: &DealEdit,
        now: Instant,
    ) -> Result<(), StoreError> {
        match edit {
            DealEdit::Stage(stage) => {
                let note = self.offer_note(key.account, &key.ext_key)?;
                let note = OfferNote {
                    stage: *stage,
                    ..note.unwrap_or_default()
                };
                self.put_offer_note(key.account, &key.ext_key, &note, now)
            }
            DealEdit::Snooze(snooze) => self.put_offer_snooze(key, *snooze),
            DealEdit::Tags(tags) => self.put_offer_tags(key, tags),
        }
    }
}
