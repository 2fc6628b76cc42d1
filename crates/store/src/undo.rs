//! Taking an import back.
//!
//! The rules it protects: exactly what the run brought goes, and what it replaced comes back as it was; what a later run
//! built upon stays and is named; what the creator wrote stays. The run itself remains, marked as undone.

use crate::{StoreError, ToldKind, WriteTx};
use domain::{EntryId, Instant, LandingId, OfferId, PayoutId, RunId, RunKind, RunState};

/// What went, what came back, what stayed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UndoReport {
    /// Entries removed.
    pub entries_removed: u64,
    /// Entries whose former version holds again, or that are no longer marked as vanished.
    pub entries_restored: u64,
    /// Entries of this run that a later run revised; they stay.
    pub entries_kept: Vec<EntryId>,
    /// Payouts removed.
    pub payouts_removed: u64,
    /// Payouts whose former version holds again.
    pub payouts_restored: u64,
    /// Payouts of this run that a later run revised; they stay.
    pub payouts_kept: Vec<PayoutId>,
    /// Bank lines removed.
    pub landings_removed: u64,
    /// Bank lines whose former version holds again.
    pub landings_restored: u64,
    /// Bank lines of this run that a later run revised; they stay.
    pub landings_kept: Vec<LandingId>,
    /// Observations of figures removed.
    pub metrics_removed: u64,
    /// Posts removed.
    pub posts_removed: u64,
    /// Offers removed.
    pub offers_removed: u64,
    /// Offers of this run with parts from later runs; they stay.
    pub offers_kept: Vec<OfferId>,
    /// Messages removed: those that came by this run alone.
    pub mails_removed: u64,
    /// Refused rows removed from the review list.
    pub reviews_removed: u64,
    /// Documents removed.
    pub documents_removed: u64,
}

impl WriteTx<'_> {
    /// Takes an import, or what was typed in one go, back.
    ///
    /// # Errors
    /// [`StoreError::NotUndoable`] for a sync, an undo, or a run that was taken back before.
    pub fn undo_run(&mut self, run: RunId, now: Instant) -> Result<UndoReport, StoreError> {
        let known = self.run(run)?;
        if !matches!(known.kind, RunKind::Import | RunKind::Hand) || known.state == RunState::Undone
        {
            return Err(StoreError::NotUndoable(run.0));
        }
        let mut report = UndoReport::default();
        self.undo_revised(run, &mut report)?;
        self.undo_vanished(run, &mut report)?;
        self.undo_new(run, &mut report)?;
        self.undo_payouts(run, &mut report)?;
        let (removed, restored, kept) = self.undo_landings(run)?;
        report.landings_removed = removed;
        report.landings_restored = restored;
        report.landings_kept = kept;
        report.metrics_removed = self.remove("DELETE FROM metric WHERE run_id = ?1", run)?;
        self.remove("DELETE FROM post_snapshot WHERE run_id = ?1", run)?;
        report.posts_removed = self.remove(
            "DELETE FROM post WHERE first_run = ?1 AND NOT EXISTS (SELECT 1 FROM post_snapshot WHERE post_id = post.id)",
            run,
        )?;
        self.undo_offers(run, &mut report)?;
        let before = self.mail_count()?;
        self.remove("DELETE FROM mail_place WHERE run_id = ?1", run)?;
        report.mails_removed = before.saturating_sub(self.mail_count()?);
        report.reviews_removed = self.remove("DELETE FROM review WHERE run_id = ?1", run)?;
        // What the creator flagged is the creator's: the line stays until the flag is lifted.
        self.remove(
            "DELETE FROM change WHERE run_id = ?1 AND NOT EXISTS (SELECT 1 FROM change_flag WHERE change_id = change.id)",
            run,
        )?;
        self.undo_hand(run)?;
        self.remove("DELETE FROM cursor WHERE run_id = ?1", run)?;
        report.documents_removed = self.remove(UNUSED_DOCUMENTS, run)?;
        let sql = "UPDATE run SET state = ?2, ended_ms = coalesce(ended_ms, ?3) WHERE id = ?1";
        self.conn
            .prepare_cached(sql)?
            .execute((run.0, RunState::Undone.slug(), now.millis()))?;
        Ok(report)
    }

    fn remove(&self, sql: &str, run: RunId) -> Result<u64, StoreError> {
        Ok(self.conn.prepare_cached(sql)?.execute([run.0])? as u64)
    }

    fn ids(&self, sql: &str, run: RunId) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map([run.0], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn undo_vanished(&mut self, run: RunId, report: &mut UndoReport) -> Result<(), StoreError> {
        for id in self.ids("SELECT id FROM entry WHERE vanished_run = ?1", run)? {
            self.discount(id)?;
            let sql = "UPDATE entry SET vanished_ms = NULL, vanished_run = NULL, aside = aside & 6 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute([id])?;
            self.count_again(id)?;
            self.entry_told_changed(id)?;
            report.entries_restored += 1;
        }
        Ok(())
    }

    /// Puts the former version back where the run's own version still holds; newest replacement first, since one run may
    /// have revised a row twice.
    fn undo_revised(&mut self, run: RunId, report: &mut UndoReport) -> Result<(), StoreError> {
        let revised = "SELECT DISTINCT entry_id FROM entry_revision WHERE replaced_by_run = ?1";
        for id in self.ids(revised, run)? {
            let first_run: i64 = self
                .conn
                .prepare_cached("SELECT first_run FROM entry WHERE id = ?1")?
                .query_row([id], |row| row.get(0))?;
            self.discount(id)?;
            let mut restored = false;
            while self.restore_entry(id, run)? {
                restored = true;
            }
            self.apply_note(id)?;
            self.count_again(id)?;
            self.entry_told_changed(id)?;
            if restored {
                report.entries_restored += u64::from(first_run != run.0);
            } else if first_run != run.0 {
                report.entries_kept.push(EntryId(id));
            }
        }
        Ok(())
    }

    fn restore_entry(&mut self, id: i64, run: RunId) -> Result<bool, StoreError> {
        let changed = self
            .conn
            .prepare_cached(RESTORE_ENTRY)?
            .execute((id, run.0))?;
        if changed == 0 {
            return Ok(false);
        }
        let sql = "DELETE FROM entry_revision WHERE entry_id = ?1 AND revision = (SELECT revision FROM entry WHERE id = ?1)";
        self.conn.prepare_cached(sql)?.execute([id])?;
        Ok(true)
    }

    fn undo_new(&mut self, run: RunId, report: &mut UndoReport) -> Result<(), StoreError> {
        for id in self.ids("SELECT id FROM entry WHERE first_run = ?1", run)? {
            let sql = "SELECT version_run <> ?2 FROM entry WHERE id = ?1";
            let later = self
                .conn
                .prepare_cached(sql)?
                .query_row((id, run.0), |row| row.get(0))?;
            if later {
                report.entries_kept.push(EntryId(id));
            } else {
                self.delete_entry_row(id)?;
                report.entries_removed += 1;
            }
        }
        Ok(())
    }

    fn undo_payouts(&mut self, run: RunId, report: &mut UndoReport) -> Result<(), StoreError> {
        for id in self.ids(
            "SELECT DISTINCT payout_id FROM payout_revision WHERE replaced_by_run = ?1",
            run,
        )? {
            let mut restored = false;
            while self
                .conn
                .prepare_cached(RESTORE_PAYOUT)?
                .execute((id, run.0))?
                > 0
            {
                let sql = "DELETE FROM payout_revision WHERE payout_id = ?1 \
                           AND revision = (SELECT revision FROM payout WHERE id = ?1)";
                self.conn.prepare_cached(sql)?.execute([id])?;
                restored = true;
            }
            let sql = "SELECT first_run = ?2 FROM payout WHERE id = ?1";
            let own: bool = self
                .conn
                .prepare_cached(sql)?
                .query_row((id, run.0), |row| row.get(0))?;
            match (restored, own) {
                (true, false) => report.payouts_restored += 1,
                (false, false) => report.payouts_kept.push(PayoutId(id)),
                _ => {}
            }
        }
        // The sums of a payout go with it; nothing may be written to them afterwards.
        self.payout_sums.flush(self.conn)?;
        for id in self.ids("SELECT id FROM payout WHERE first_run = ?1", run)? {
            let sql = "SELECT version_run <> ?2 FROM payout WHERE id = ?1";
            if self
                .conn
                .prepare_cached(sql)?
                .query_row((id, run.0), |row| row.get(0))?
            {
                report.payouts_kept.push(PayoutId(id));
                continue;
            }
            self.conn
                .prepare_cached("UPDATE entry SET payout_id = NULL WHERE payout_id = ?1")?
                .execute([id])?;
            let gone = self.payout(PayoutId(id))?;
            self.conn
                .prepare_cached("DELETE FROM payout WHERE id = ?1")?
                .execute([id])?;
            let key = &gone.payout.external_id;
            self.told_changed(ToldKind::Payout, gone.account, "", key)?;
            report.payouts_removed += 1;
        }
        Ok(())
    }

    fn undo_offers(&mut self, run: RunId, report: &mut UndoReport) -> Result<(), StoreError> {
        // An offer whose first run was taken back before goes with its last part.
        let touched = "SELECT id FROM offer WHERE first_run = ?1 \
                       UNION SELECT offer_id FROM offer_part WHERE run_id = ?1";
        let touched = self.ids(touched, run)?;
        self.remove("DELETE FROM offer_part WHERE run_id = ?1", run)?;
        for id in touched {
            let sql = "DELETE FROM offer WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM offer_part WHERE offer_id = ?1)";
            if self.conn.prepare_cached(sql)?.execute([id])? == 1 {
                report.offers_removed += 1;
            } else if self.offer(OfferId(id))?.first_run == run {
                report.offers_kept.push(OfferId(id));
            }
        }
        Ok(())
    }
}

/// Only while the version that the run brought still holds. Where the former version had vanished, it vanished then, whatever a
/// later walk found of the one taken back.
const RESTORE_ENTRY: &str = "UPDATE entry SET (revision, known_from_ms, version_run, day, zone_id, instant_ms, stream, \
source_stream, title, counterparty, unit, gross, fee, tax, net, status, available_on, payout_ext_id, payout_id, document_id, \
loc_start, loc_len, loc_line, loc_pointer, vanished_ms, vanished_run) = (SELECT r.revision, r.known_from_ms, r.version_run, \
r.day, r.zone_id, r.instant_ms, r.stream, r.source_stream, r.title, r.counterparty, r.unit, r.gross, r.fee, r.tax, r.net, \
r.status, r.available_on, r.payout_ext_id, (SELECT p.id FROM payout p WHERE p.account_id = entry.account_id \
AND p.external_id = r.payout_ext_id), r.document_id, r.loc_start, r.loc_len, r.loc_line, r.loc_pointer, \
coalesce(r.vanished_ms, CASE WHEN entry.vanished_run <> ?2 THEN entry.vanished_ms END), \
coalesce(r.vanished_run, CASE WHEN entry.vanished_run <> ?2 THEN entry.vanished_run END) FROM entry_revision r \
WHERE r.entry_id = entry.id AND r.revision = entry.revision - 1) WHERE id = ?1 AND version_run = ?2 AND EXISTS (SELECT 1 FROM entry_revision r WHERE r.entry_id = ?1 \
AND r.revision = entry.revision - 1 AND r.replaced_by_run = ?2)";

const RESTORE_PAYOUT: &str = "UPDATE payout SET (revision, known_from_ms, version_run, unit, amount, state, created_ms, \
arrival_on, itemised, failure, description, document_id, loc_start, loc_len, loc_line, loc_pointer) = (SELECT r.revision, \
r.known_from_ms, r.version_run, r.unit, r.amount, r.state, r.created_ms, r.arrival_on, r.itemised, r.failure, \
r.description, r.document_id, r.loc_start, r.loc_len, r.loc_line, r.loc_pointer FROM payout_revision r \
WHERE r.payout_id = payout.id AND r.revision = payout.revision - 1) \
WHERE id = ?1 AND version_run = ?2 AND EXISTS (SELECT 1 FROM payout_revision r WHERE r.payout_id = ?1 \
AND r.revision = payout.revision - 1 AND r.replaced_by_run = ?2)";

/// A document of the run that something of a later run stands in stays.
const UNUSED_DOCUMENTS: &str = "DELETE FROM document WHERE run_id = ?1 \
AND NOT EXISTS (SELECT 1 FROM entry WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM entry_revision WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM payout WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM payout_revision WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM landing WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM landing_revision WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM attachment WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM metric WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM post_snapshot WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM offer_part WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM mail_place WHERE document_id = document.id) \
AND NOT EXISTS (SELECT 1 FROM review WHERE document_id = document.id)";

#[cfg(test)]
#[path = "undo_tests.rs"]
mod tests;
