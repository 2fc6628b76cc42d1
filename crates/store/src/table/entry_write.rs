//! Earned lines and their former versions (*fetched*): the writes.
//!
//! The rules it protects: a changed row keeps its old version with the time in which it held; whatever changes in a row
//! changes in its rollup and its search words in the same transaction.

use super::change::{ChangeKind, entry_json};
use super::doubles::ToldKind;
use super::entry::{DRAFT_COLUMNS, draft, draft_columns};
use super::rollup::Cell;
use super::words::word_row;
use crate::codec::{LocatorColumns, UnitText};
use crate::codes::{status_code, stream_code};
use crate::{Origin, StoreError, WriteTx};
use domain::{AccountId, EntryDraft, EntryId, Instant, Money, RunId, Window};
use rusqlite::{OptionalExtension, params};

/// Rows of a feed within days that a run did not see. The plus keeps SQLite from walking the whole feed instead.
pub(crate) const VANISHED_IDS: &str = "SELECT id FROM entry WHERE day BETWEEN ?1 AND ?2 \
    AND account_id = ?3 AND +feed_id = ?4 AND last_run <> ?5 AND aside = 0 \
    UNION ALL SELECT id FROM entry WHERE day BETWEEN ?1 AND ?2 \
    AND account_id = ?3 AND +feed_id = ?4 AND last_run <> ?5 AND aside <> 0 AND vanished_ms IS NULL";

/// A row as rollups and search see it.
struct Counted {
    cell: Cell,
    money: Money,
    payout: Option<i64>,
    aside: bool,
    title: String,
    counterparty: Option<String>,
}

impl WriteTx<'_> {
    /// Stores a row that is not known. `ext_key` is its identity within the feed.
    pub fn insert_entry(
        &mut self,
        origin: &Origin<'_>,
        ext_key: &str,
        draft: &EntryDraft,
    ) -> Result<EntryId, StoreError> {
        let feed = self.feed_id(origin.account, origin.feed)?;
        let zone = self.zone_id(draft.zone)?;
        let note = if self.has_notes()? {
            self.note_of(feed, ext_key)?
        } else {
            None
        };
        let payout = self.payout_for(origin.account, draft.payout_external_id.as_deref())?;
        let source_stream = stream_code(draft.stream);
        let stream = note
            .as_ref()
            .and_then(|n| n.stream)
            .map_or(source_stream, stream_code);
        let ignored = note.as_ref().is_some_and(|n| n.ignored);
        let double = self.double_bit(ToldKind::Entry, origin.account, origin.feed, ext_key)?;
        let aside = 2 * i64::from(ignored) + double;
        let locator = LocatorColumns::of(&draft.locator)?;
        let unit = UnitText::of(draft.money.unit);
        let day = draft.day.number();
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO entry (feed_id, ext_key, account_id, day, zone_id, instant_ms, stream, source_stream, title, \
                 counterparty, unit, gross, fee, tax, net, status, available_on, payout_ext_id, payout_id, document_id, \
                 loc_start, loc_len, loc_line, loc_pointer, first_run, last_run, version_run, known_from_ms, aside) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, \
                 ?22, ?23, ?24, ?25, ?25, ?25, ?26, ?27)",
            )?
            .insert(params![
                feed,
                ext_key,
                origin.account.0,
                day,
                zone,
                draft.instant.map(Instant::millis),
                stream,
                source_stream,
                draft.title,
                draft.counterparty,
                unit.as_str(),
                draft.money.gross,
                draft.money.fee,
                draft.money.tax,
                draft.money.net,
                status_code(draft.status),
                draft.available_on.map(|d| d.number()),
                draft.payout_external_id,
                payout,
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
                origin.now.millis(),
                aside,
            ])?;
        if aside == 0 {
            let cell = Cell {
                day,
                account: origin.account.0,
                stream,
                status: status_code(draft.status),
                unit: draft.money.unit,
            };
            self.rollups.add(cell, &draft.money, 1)?;
            self.payout_sums.add(payout, cell.stream, &draft.money, 1)?;
        }
        let title = note
            .as_ref()
            .and_then(|n| n.title.as_deref())
            .unwrap_or(&draft.title);
        let payer = note
            .as_ref()
            .and_then(|n| n.counterparty.as_deref())
            .or(draft.counterparty.as_deref());
        self.words.add(self.conn, word_row(day, id), title, payer)?;
        self.changes.entry_is_new(origin, draft);
        self.told_changed(ToldKind::Entry, origin.account, origin.feed, ext_key)?;
        Ok(EntryId(id))
    }

    /// Stores a changed row. The old version goes to the revisions with the time in which it held; a vanished row is back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such entry.
    pub fn revise_entry(
        &mut self,
        id: EntryId,
        draft: &EntryDraft,
        origin: &Origin<'_>,
    ) -> Result<(), StoreError> {
        let before = self.source_words(id)?;
        let zone = self.zone_id(draft.zone)?;
        let payout = self.payout_for(origin.account, draft.payout_external_id.as_deref())?;
        let locator = LocatorColumns::of(&draft.locator)?;
        self.discount(id.0)?;
        self.conn
            .prepare_cached(
                "INSERT INTO entry_revision (entry_id, revision, known_from_ms, known_to_ms, version_run, replaced_by_run, \
                 day, zone_id, instant_ms, stream, source_stream, title, counterparty, unit, gross, fee, tax, net, status, \
                 available_on, payout_ext_id, document_id, loc_start, loc_len, loc_line, loc_pointer, vanished_ms, \
                 vanished_run) \
                 SELECT id, revision, known_from_ms, ?2, version_run, ?3, day, zone_id, instant_ms, stream, source_stream, \
                 title, counterparty, unit, gross, fee, tax, net, status, available_on, payout_ext_id, document_id, \
                 loc_start, loc_len, loc_line, loc_pointer, vanished_ms, vanished_run FROM entry WHERE id = ?1",
            )?
            .execute((id.0, origin.now.millis(), origin.run.0))?;
        self.conn
            .prepare_cached(
                "UPDATE entry SET day = ?2, zone_id = ?3, instant_ms = ?4, source_stream = ?5, title = ?6, \
                 counterparty = ?7, unit = ?8, gross = ?9, fee = ?10, tax = ?11, net = ?12, status = ?13, \
                 available_on = ?14, payout_ext_id = ?15, payout_id = ?16, document_id = ?17, loc_start = ?18, \
                 loc_len = ?19, loc_line = ?20, loc_pointer = ?21, last_run = ?22, version_run = ?22, \
                 revision = revision + 1, known_from_ms = ?23, vanished_ms = NULL, vanished_run = NULL WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                draft.day.number(),
                zone,
                draft.instant.map(Instant::millis),
                stream_code(draft.stream),
                draft.title,
                draft.counterparty,
                UnitText::of(draft.money.unit).as_str(),
                draft.money.gross,
                draft.money.fee,
                draft.money.tax,
                draft.money.net,
                status_code(draft.status),
                draft.available_on.map(|d| d.number()),
                draft.payout_external_id,
                payout,
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
                origin.now.millis(),
            ])?;
        self.apply_note(id.0)?;
        self.count_again(id.0)?;
        self.entry_told_changed(id.0)?;
        let only_status =
            before.money == draft.money && before.stream == draft.stream && before.day == draft.day;
        let kind = if only_status {
            ChangeKind::Status
        } else {
            ChangeKind::Revised
        };
        self.entry_changed(
            origin,
            kind,
            id,
            Some(entry_json(&before)),
            Some(entry_json(draft)),
            draft,
        )
    }

    /// Notes that a run saw these rows unchanged.
    pub fn touch_entries(&mut self, ids: &[EntryId], run: RunId) -> Result<(), StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("UPDATE entry SET last_run = ?2 WHERE id = ?1")?;
        for id in ids {
            statement.execute((id.0, run.0))?;
        }
        Ok(())
    }

    /// Marks rows of a feed inside `window` that `run` did not see as vanished. They leave every sum and stay visible.
    pub fn vanish_entries(
        &mut self,
        account: AccountId,
        feed: &str,
        window: Window,
        run: RunId,
        now: Instant,
    ) -> Result<Vec<EntryId>, StoreError> {
        let feed_id = self.feed_id(account, feed)?;
        let ids: Vec<i64> = self
            .conn
            .prepare_cached(VANISHED_IDS)?
            .query_map(
                (
                    window.from.number(),
                    window.to.number(),
                    account.0,
                    feed_id,
                    run.0,
                ),
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?;
        for id in &ids {
            self.vanish_entry(EntryId(*id), account, feed, run, now)?;
        }
        Ok(ids.into_iter().map(EntryId).collect())
    }

    /// Marks one row as vanished: its source no longer has it, or the creator took back what was typed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such entry.
    pub fn vanish_entry(
        &mut self,
        id: EntryId,
        account: AccountId,
        feed: &str,
        run: RunId,
        now: Instant,
    ) -> Result<(), StoreError> {
        let words = self.source_words(id)?;
        self.discount(id.0)?;
        self.conn
            .prepare_cached("UPDATE entry SET vanished_ms = ?2, vanished_run = ?3, aside = aside | 1 WHERE id = ?1")?
            .execute((id.0, now.millis(), run.0))?;
        self.count_again(id.0)?;
        self.entry_told_changed(id.0)?;
        let origin = Origin {
            account,
            feed,
            document: domain::DocumentId(0),
            run,
            now,
        };
        let before = Some(entry_json(&words));
        self.entry_changed(&origin, ChangeKind::Vanished, id, before, None, &words)
    }

    /// Brings a vanished row back as its source has it now. The time of its absence stays in the revisions.
    pub fn unvanish(
        &mut self,
        id: EntryId,
        draft: &EntryDraft,
        origin: &Origin<'_>,
    ) -> Result<(), StoreError> {
        self.revise_entry(id, draft, origin)
    }

    /// Removes a row with its versions from the table, the sums and the search. The creator's note stays.
    pub(crate) fn delete_entry_row(&mut self, id: i64) -> Result<(), StoreError> {
        let told = if self.has_doubles()? {
            self.told_entry(id)?
        } else {
            None
        };
        self.discount(id)?;
        self.conn
            .prepare_cached("DELETE FROM entry WHERE id = ?1")?
            .execute([id])?;
        match told {
            Some(told) => self.told_changed(told.kind, told.account, &told.feed, &told.key),
            None => Ok(()),
        }
    }

    /// Takes a row out of its rollup and its search words, before it changes.
    pub(crate) fn discount(&mut self, id: i64) -> Result<(), StoreError> {
        if let Some(row) = self.counted(id)? {
            if !row.aside {
                self.rollups.add(row.cell, &row.money, -1)?;
                self.payout_sums
                    .add(row.payout, row.cell.stream, &row.money, -1)?;
            }
            let number = word_row(row.cell.day, id);
            self.words
                .remove(self.conn, number, &row.title, row.counterparty.as_deref())?;
        }
        Ok(())
    }

    /// Puts a row into its rollup and its search words, after it changed.
    pub(crate) fn count_again(&mut self, id: i64) -> Result<(), StoreError> {
        if let Some(row) = self.counted(id)? {
            if !row.aside {
                self.rollups.add(row.cell, &row.money, 1)?;
                self.payout_sums
                    .add(row.payout, row.cell.stream, &row.money, 1)?;
            }
            let number = word_row(row.cell.day, id);
            self.words
                .add(self.conn, number, &row.title, row.counterparty.as_deref())?;
        }
        Ok(())
    }

    /// Lets the creator's correction of the stream, "ignored" and decisions about doubles hold on a row that was just rewritten.
    pub(crate) fn apply_note(&mut self, id: i64) -> Result<(), StoreError> {
        let double = self.double_bit_of(id)?;
        self.conn
            .prepare_cached(
                "UPDATE entry AS e SET \
                 stream = coalesce((SELECT n.stream FROM entry_note n WHERE n.feed_id = e.feed_id AND n.ext_key = e.ext_key), \
                 source_stream), \
                 aside = (vanished_ms IS NOT NULL) + 2 * coalesce((SELECT n.ignored FROM entry_note n \
                 WHERE n.feed_id = e.feed_id AND n.ext_key = e.ext_key), 0) + ?2 WHERE id = ?1",
            )?
            .execute((id, double))?;
        Ok(())
    }

    fn counted(&self, id: i64) -> Result<Option<Counted>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.day, e.account_id, e.stream, e.status, e.unit, e.gross, e.fee, e.tax, e.net, e.aside, \
             coalesce(n.title, e.title), coalesce(n.counterparty, e.counterparty), e.payout_id \
             FROM entry e LEFT JOIN entry_note n ON n.feed_id = e.feed_id AND n.ext_key = e.ext_key WHERE e.id = ?1",
        )?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let unit = crate::codec::unit(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?;
        Ok(Some(Counted {
            cell: Cell {
                day: row.get(0)?,
                account: row.get(1)?,
                stream: row.get(2)?,
                status: row.get(3)?,
                unit,
            },
            money: Money {
                unit,
                gross: row.get(5)?,
                fee: row.get(6)?,
                tax: row.get(7)?,
                net: row.get(8)?,
            },
            aside: row.get::<_, i64>(9)? != 0,
            title: row.get(10)?,
            counterparty: row.get(11)?,
            payout: row.get(12)?,
        }))
    }

    /// The current version in the source's words.
    fn source_words(&self, id: EntryId) -> Result<EntryDraft, StoreError> {
        let sql = concat!(
            "SELECT ",
            draft_columns!("e"),
            ", e.ext_key FROM entry e JOIN zone z ON z.id = e.zone_id WHERE e.id = ?1"
        );
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id.0])?;
        match rows.next()? {
            None => Err(StoreError::NotFound {
                what: "entry",
                id: id.0,
            }),
            Some(row) => {
                let key: String = row.get(DRAFT_COLUMNS)?;
                draft(row, 0, super::entry::external_id(&key))
            }
        }
    }

    /// The payout a row names, if it is known already.
    fn payout_for(
        &self,
        account: AccountId,
        external_id: Option<&str>,
    ) -> Result<Option<i64>, StoreError> {
        let Some(external_id) = external_id else {
            return Ok(None);
        };
        let sql = "SELECT id FROM payout WHERE account_id = ?1 AND external_id = ?2";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row((account.0, external_id), |row| row.get(0))
            .optional()?)
    }
}
