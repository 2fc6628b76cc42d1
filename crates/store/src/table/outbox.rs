//! What the creator sent, or wants to (*authored*): one row for each click on Send, never removed.
//!
//! The rules it protects: a reply changes its state only along [`OutboxState::may_become`], and each change leaves a step;
//! what was sent keeps its message and its `Message-ID` for ever.

use super::draft::ReplyDraft;
use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::offer::MessageDraft;
use domain::reply::{Language, OutboxState, OutboxWhy, ReplyKind};
use domain::{AccountId, Instant, OfferId};

use rusqlite::{OptionalExtension, Row};

/// What an offer is known by at its source: it outlives an undo and a new import.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfferKey {
    /// The offer's account.
    pub account: AccountId,
    /// Its identity there.
    pub ext_key: String,
}

/// A reply on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its row; 0 for one that is not written yet.
    pub id: i64,
    /// The offer it answers; `None` once the offer's account was removed.
    pub offer: Option<OfferKey>,
    /// Who offered.
    pub brand: String,
    /// The mailbox it goes through; `None` once that was removed.
    pub sender: Option<AccountId>,
    /// What it is for.
    pub kind: ReplyKind,
    /// Its language.
    pub language: Language,
    /// Its `Message-ID` without brackets.
    pub message_id: String,
    /// The creator's address.
    pub from_address: String,
    /// The creator's name; may be empty.
    pub from_name: String,
    /// Whom it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text as typed.
    pub body: String,
    /// The mail as it travels.
    pub message: Vec<u8>,
    /// When the creator clicked on Send.
    pub queued: Instant,
    /// It is not touched before this instant.
    pub hold_until: Instant,
    /// Where it is.
    pub state: OutboxState,
    /// Attempts so far.
    pub attempts: u32,
    /// When it is tried again, for *retry*.
    pub next_try: Option<Instant>,
    /// Why it is where it is.
    pub why: Option<OutboxWhy>,
    /// The server's words, or the folder it was found in.
    pub words: Option<String>,
    /// The step in which Send moved the offer on, when it did.
    pub step: Option<i64>,
    /// When the server took it.
    pub sent: Option<Instant>,
    /// Whether a copy is still to be laid into the folder of sent mail.
    pub copy_owed: bool,
}

impl Outgoing {
    /// Its text as a draft again, for one that did not go out. `None` when its offer is gone.
    pub fn as_draft(&self, now: Instant) -> Option<ReplyDraft> {
        Some(ReplyDraft {
            offer: self.offer.clone()?,
            kind: self.kind,
            language: self.language,
            sender: self.sender,
            to: self.to.clone(),
            subject: self.subject.clone(),
            body: self.body.clone(),
            edited: now,
        })
    }
}

/// A change of state with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMove {
    /// What it becomes.
    pub state: OutboxState,
    /// Why.
    pub why: Option<OutboxWhy>,
    /// The server's words, or where it was found.
    pub words: Option<String>,
    /// When to try again, for *retry*.
    pub next_try: Option<Instant>,
}

impl OutboxMove {
    /// A move that needs no words.
    pub fn to(state: OutboxState) -> Self {
        Self {
            state,
            why: None,
            words: None,
            next_try: None,
        }
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(mut self, why: OutboxWhy, words: Option<String>) -> Self {
        self.why = Some(why);
        self.words = words;
        self
    }
}

/// A step of a reply on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxStep {
    /// When.
    pub at: Instant,
    /// What it became.
    pub state: OutboxState,
    /// Why.
    pub why: Option<OutboxWhy>,
    /// The server's words, or where it was found.
    pub words: Option<String>,
}

const COLUMNS: &str = "id, account_id, ext_key, brand, sender_id, kind, language, message_id, from_address, from_name, \
     to_address, subject, body, message, queued_ms, hold_until_ms, state, attempts, next_ms, why, words, step_id, \
     sent_ms, copy";

fn word<T: std::str::FromStr>(
    what: &'static str,
    row: &Row<'_>,
    at: usize,
) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.get(at)?;
    text.map(|text| codec::word(what, &text)).transpose()
}

fn read(row: &Row<'_>) -> Result<Outgoing, StoreError> {
    let (account, ext_key): (Option<i64>, String) = (row.get(1)?, row.get(2)?);
    Ok(Outgoing {
        id: row.get(0)?,
        offer: account.map(|account| OfferKey {
            account: AccountId(account),
            ext_key,
        }),
        brand: row.get(3)?,
        sender: row.get::<_, Option<i64>>(4)?.map(AccountId),
        kind: codec::word("reply", &row.get::<_, String>(5)?)?,
        language: codec::word("language", &row.get::<_, String>(6)?)?,
        message_id: row.get(7)?,
        from_address: row.get(8)?,
        from_name: row.get(9)?,
        to: row.get(10)?,
        subject: row.get(11)?,
        body: row.get(12)?,
        message: row.get(13)?,
        queued: codec::instant(row.get(14)?)?,
        hold_until: codec::instant(row.get(15)?)?,
        state: codec::word("outbox state", &row.get::<_, String>(16)?)?,
        attempts: row.get(17)?,
        next_try: codec::instant_opt(row.get(18)?)?,
        why: word("outbox reason", row, 19)?,
        words: row.get(20)?,
        step: row.get(21)?,
        sent: codec::instant_opt(row.get(22)?)?,
        copy_owed: row.get::<_, String>(23)? == "owed",
    })
}

/// Replies that still wait for something, in the order of Send.
pub(crate) const OPEN: &str =
    "state NOT IN ('sent', 'failed', 'taken_back') ORDER BY hold_until_ms, id";

impl ReadTx<'_> {
    fn outgoing_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Outgoing>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE {condition}");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then(values, read)?
            .collect()
    }

    /// Replies that still wait for something, in the order of Send.
    pub fn outbox_open(&self) -> Result<Vec<Outgoing>, StoreError> {
        self.outgoing_where(OPEN, [])
    }

    /// How many replies still wait for something.
    pub fn outbox_open_count(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'failed', 'taken_back')";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get::<_, i64>(0))?
            .try_into()
            .unwrap_or(0))
    }

    /// Replies that are settled, the latest first.
    pub fn outbox_settled(&self, limit: u32) -> Result<Vec<Outgoing>, StoreError> {
        let settled = "state IN ('sent', 'failed', 'taken_back') ORDER BY id DESC LIMIT ?1";
        self.outgoing_where(settled, [limit])
    }

    /// Replies that were sent and whose copy is still to be laid into the folder of sent mail.
    pub fn outbox_copies_owed(&self) -> Result<Vec<Outgoing>, StoreError> {
        self.outgoing_where("copy = 'owed' AND state = 'sent' ORDER BY id", [])
    }

    /// Replies to one offer, the oldest first.
    pub fn outbox_of(&self, offer: &OfferKey) -> Result<Vec<Outgoing>, StoreError> {
        let of = "account_id = ?1 AND ext_key = ?2 ORDER BY queued_ms, id";
        self.outgoing_where(of, (offer.account.0, &offer.ext_key))
    }

    /// One reply.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn outgoing(&self, id: i64) -> Result<Outgoing, StoreError> {
        let missing = StoreError::NotFound { what: "reply", id };
        let found = self.outgoing_where("id = ?1", [id])?;
        found.into_iter().next().ok_or(missing)
    }

    /// The steps of one reply, oldest first.
    pub fn outbox_steps(&self, id: i64) -> Result<Vec<OutboxStep>, StoreError> {
        let sql =
            "SELECT at_ms, state, why, words FROM outbox_step WHERE outbox_id = ?1 ORDER BY id";
        let read = |row: &Row<'_>| -> Result<OutboxStep, StoreError> {
            Ok(OutboxStep {
                at: codec::instant(row.get(0)?)?,
                state: codec::word("outbox state", &row.get::<_, String>(1)?)?,
                why: word("outbox reason", row, 2)?,
                words: row.get(3)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([id], read)?
            .collect()
    }

    /// The offer that a reply of the creator's answered, by the reply's `Message-ID`: whoever answers that one writes about the
    /// same offer.
    pub(crate) fn offer_of_reply(&self, message_id: &str) -> Result<Option<OfferId>, StoreError> {
        let sql = "SELECT o.id FROM outbox b JOIN offer o ON o.account_id = b.account_id AND o.ext_key = b.ext_key \
                   WHERE b.message_id = ?1";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([message_id], |row| row.get(0))
            .optional()?
            .map(OfferId))
    }

    /// The offer that these messages are the creator's own replies to, when all of them are: read back from a mailbox, they
    /// offer nothing and change no term.
    pub(crate) fn offer_of_replies(
        &self,
        messages: &[MessageDraft],
    ) -> Result<Option<OfferId>, StoreError> {
        let mut offer = None;
        for message in messages {
            offer = self.offer_of_reply(&message.external_id)?;
            if offer.is_none() {
                return Ok(None);
            }
        }
        Ok(offer)
    }

    /// The offer behind a key, when it is there.
    pub fn offer_of_key(&self, key: &OfferKey) -> Result<Option<OfferId>, StoreError> {
        let sql = "SELECT id FROM offer WHERE account_id = ?1 AND ext_key = ?2";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row((key.account.0, &key.ext_key), |row| row.get(0))
            .optional()?
            .map(OfferId))
    }
}

impl WriteTx<'_> {
    /// Puts a reply into the outbox. Its state is *waiting*.
    pub fn queue_reply(&mut self, reply: &Outgoing) -> Result<i64, StoreError> {
        let sql = "INSERT INTO outbox (account_id, ext_key, brand, sender_id, kind, language, message_id, from_address, \
                   from_name, to_address, subject, body, message, queued_ms, hold_until_ms, state, step_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'waiting', ?16)";
        let key = reply.offer.as_ref();
        let id = self.conn.prepare_cached(sql)?.insert(rusqlite::params![
            key.map(|k| k.account.0),
            key.map_or("", |k| k.ext_key.as_str()),
            reply.brand,
            reply.sender.map(|id| id.0),
            reply.kind.slug(),
            reply.language.slug(),
            reply.message_id,
            reply.from_address,
            reply.from_name,
            reply.to,
            reply.subject,
            reply.body,
            reply.message,
            reply.queued.millis(),
            reply.hold_until.millis(),
            reply.step,
        ])?;
        let step = OutboxMove::to(OutboxState::Waiting);
        self.step(id, &step, reply.queued)?;
        Ok(id)
    }

    /// Moves a reply that is in `from` on. `false`, and nothing is changed, when it is elsewhere by now.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a step that leads nowhere.
    pub fn move_reply(
        &mut self,
        id: i64,
        from: OutboxState,
        to: &OutboxMove,
        now: Instant,
    ) -> Result<bool, StoreError> {
        if !from.may_become(to.state) {
            return Err(StoreError::Unreadable {
                what: "outbox step",
                value: format!("{from} → {}", to.state),
            });
        }
        let sql = "UPDATE outbox SET state = ?3, why = ?4, words = ?5, next_ms = ?6, \
                   attempts = attempts + (?3 = 'sending'), sent_ms = CASE WHEN ?3 = 'sent' THEN ?7 END \
                   WHERE id = ?1 AND state = ?2";
        let moved = self.conn.prepare_cached(sql)?.execute(rusqlite::params![
            id,
            from.slug(),
            to.state.slug(),
            to.why.map(OutboxWhy::slug),
            to.words,
            to.next_try.map(Instant::millis),
            now.millis(),
        ])?;
        if moved > 0 {
            self.step(id, to, now)?;
        }
        Ok(moved > 0)
    }

    /// As [`WriteTx::move_reply`], for one that did not go out: its text becomes the offer's draft again, unless another is
    /// being written, and the offer stands where it stood before Send.
    pub fn give_back_reply(
        &mut self,
        reply: &Outgoing,
        from: OutboxState,
        to: &OutboxMove,
        now: Instant,
    ) -> Result<bool, StoreError> {
        if !self.move_reply(reply.id, from, to, now)? {
            return Ok(false);
        }
        if let Some(draft) = reply.as_draft(now)
            && self.reply_draft(&draft.offer)?.is_none()
        {
            self.set_reply_draft(&draft)?;
        }
        if let Some(step) = reply.step {
            self.undo_deal_step(step, now)?;
        }
        Ok(true)
    }

    fn step(&self, id: i64, to: &OutboxMove, now: Instant) -> Result<(), StoreError> {
        let sql = "INSERT INTO outbox_step (outbox_id, at_ms, state, why, words) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.conn.prepare_cached(sql)?.execute((
            id,
            now.millis(),
            to.state.slug(),
            to.why.map(OutboxWhy::slug),
            &to.words,
        ))?;
        Ok(())
    }

    /// Says that a copy is to be laid into the folder of sent mail, or that it lies there.
    pub fn set_reply_copy(&mut self, id: i64, owed: bool) -> Result<(), StoreError> {
        let sql = "UPDATE outbox SET copy = ?2 WHERE id = ?1";
        let word = if owed { "owed" } else { "done" };
        self.conn.prepare_cached(sql)?.execute((id, word))?;
        Ok(())
    }

    /// Lets a reply that was refused or waits be tried at once.
    pub fn hurry_reply(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE outbox SET hold_until_ms = min(hold_until_ms, ?2), next_ms = NULL \
                   WHERE id = ?1 AND state IN ('waiting', 'retry')";
        self.conn.prepare_cached(sql)?.execute((id, now.millis()))?;
        Ok(())
    }
}
