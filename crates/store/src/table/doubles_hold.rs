//! What holds because of a decision about doubles: the bit 4 of `aside` (*derived*).
//!
//! The rules it protects: of two sides that are one thing exactly one counts. The side put aside stays out of every sum while
//! the other stands, and is back in them in the same transaction in which the other goes: vanished at its source, taken back
//! with its import, removed with its account. A row aside keeps its words, its history and its source.

use super::doubles::{ToldId, ToldKind};
use crate::{ReadTx, StoreError, WriteTx};
use domain::AccountId;
use rusqlite::OptionalExtension;
use std::collections::BTreeSet;

/// The bit in `aside`.
pub(crate) const DOUBLE: i64 = 4;

/// Whether the link `l` puts its side aside: its other side, in source `k`, is there and has not vanished.
const STANDS: &str = "CASE k.kind WHEN 'entry' THEN EXISTS (SELECT 1 FROM feed f JOIN entry s ON s.feed_id = f.id \
AND s.ext_key = l.kept_key WHERE f.account_id = k.account_id AND f.name = k.feed AND s.vanished_ms IS NULL) \
WHEN 'payout' THEN EXISTS (SELECT 1 FROM payout s WHERE s.account_id = k.account_id AND s.external_id = l.kept_key) \
ELSE EXISTS (SELECT 1 FROM landing s WHERE s.account_id = k.account_id AND s.ext_key = l.kept_key) END";

/// Whether the entry `e` is not told by another source that counted at the instant `?1`: a row put aside today was all we
/// knew until the other side arrived.
pub(crate) const ALONE_THEN: &str = "(e.aside & 4 = 0 OR NOT EXISTS (SELECT 1 FROM double_source a \
JOIN double_link l ON l.aside_source = a.id AND l.aside_key = e.ext_key \
JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' JOIN double_source k ON k.id = l.kept_source \
WHERE a.account_id = e.account_id AND a.kind = 'entry' AND a.feed = (SELECT name FROM feed WHERE id = e.feed_id) \
AND CASE k.kind WHEN 'entry' THEN EXISTS (SELECT 1 FROM feed f JOIN entry s ON s.feed_id = f.id AND s.ext_key = l.kept_key \
WHERE f.account_id = k.account_id AND f.name = k.feed AND ((s.known_from_ms <= ?1 AND (s.vanished_ms IS NULL OR s.vanished_ms > ?1)) \
OR EXISTS (SELECT 1 FROM entry_revision v WHERE v.entry_id = s.id AND v.known_from_ms <= ?1 AND v.known_to_ms > ?1 \
AND (v.vanished_ms IS NULL OR v.vanished_ms > ?1)))) \
ELSE EXISTS (SELECT 1 FROM payout s WHERE s.account_id = k.account_id AND s.external_id = l.kept_key AND (s.known_from_ms <= ?1 \
OR EXISTS (SELECT 1 FROM payout_revision v WHERE v.payout_id = s.id AND v.known_from_ms <= ?1))) END))";

impl ReadTx<'_> {
    /// Whether a decision holds this side aside.
    pub(crate) fn is_double(&self, id: &ToldId) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM double_source a JOIN double_link l ON l.aside_source = a.id AND l.aside_key = ?4 \
             JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' \
             JOIN double_source k ON k.id = l.kept_source AND k.account_id IS NOT NULL \
             WHERE a.account_id = ?1 AND a.kind = ?2 AND a.feed = ?3 AND {STANDS})"
        );
        let params = (id.account.0, id.kind.slug(), &id.feed, &id.key);
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_row(params, |row| row.get(0))?)
    }

    /// The row of a side and its `aside`, while it is there.
    pub(crate) fn told_row(&self, id: &ToldId) -> Result<Option<(i64, i64)>, StoreError> {
        let sql = match id.kind {
            ToldKind::Entry => {
                "SELECT e.id, e.aside FROM feed f JOIN entry e ON e.feed_id = f.id AND e.ext_key = ?3 \
                 WHERE f.account_id = ?1 AND f.name = ?2"
            }
            ToldKind::Payout => {
                "SELECT id, aside FROM payout WHERE account_id = ?1 AND ?2 = '' AND external_id = ?3"
            }
            ToldKind::Landing => {
                "SELECT id, aside FROM landing WHERE account_id = ?1 AND ?2 = '' AND ext_key = ?3"
            }
        };
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row((id.account.0, &id.feed, &id.key), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    /// Payouts and bank lines that are put aside now, each with what counts instead; where links follow from each other, the
    /// last one.
    pub(crate) fn doubles_aside(&self) -> Result<Vec<(ToldId, ToldId)>, StoreError> {
        let sql = format!(
            "SELECT a.kind, a.account_id, a.feed, l.aside_key, k.kind, k.account_id, k.feed, l.kept_key \
             FROM double_link l JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' \
             JOIN double_source a ON a.id = l.aside_source AND a.kind <> 'entry' AND a.account_id IS NOT NULL \
             JOIN double_source k ON k.id = l.kept_source AND k.account_id IS NOT NULL WHERE {STANDS} ORDER BY l.id"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], |row| {
                Ok((super::doubles::told(row, 0)?, super::doubles::told(row, 4)?))
            })?
            .collect()
    }

    /// The identity of an entry's row.
    pub fn told_entry(&self, id: i64) -> Result<Option<ToldId>, StoreError> {
        let sql = "SELECT e.account_id, f.name, e.ext_key FROM entry e JOIN feed f ON f.id = e.feed_id WHERE e.id = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(ToldId {
                kind: ToldKind::Entry,
                account: AccountId(row.get(0)?),
                feed: row.get(1)?,
                key: row.get(2)?,
            })
        };
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([id], read)
            .optional()?)
    }

    /// Sides that a decision names and whose bit says otherwise, and rows with the bit that no decision names.
    pub(crate) fn wrong_doubles(&self) -> Result<u64, StoreError> {
        let mut asides = BTreeSet::new();
        let sql = "SELECT a.kind, a.account_id, a.feed, l.aside_key FROM double_link l \
                   JOIN double_source a ON a.id = l.aside_source AND a.account_id IS NOT NULL";
        let mut statement = self.conn.prepare(sql)?;
        for id in statement.query_and_then([], |row| super::doubles::told(row, 0))? {
            asides.insert(id?);
        }
        let (mut wrong, mut held) = (0, 0);
        for id in &asides {
            if let Some((_, aside)) = self.told_row(id)? {
                let marked = aside & DOUBLE != 0;
                wrong += u64::from(marked != self.is_double(id)?);
                held += u64::from(marked);
            }
        }
        let sql = "SELECT (SELECT count(*) FROM entry WHERE aside <> 0 AND aside & 4) + \
                   (SELECT count(*) FROM payout WHERE aside & 4) + (SELECT count(*) FROM landing WHERE aside & 4)";
        let marked: u64 = self.conn.prepare(sql)?.query_row([], |row| row.get(0))?;
        Ok(wrong + marked.abs_diff(held))
    }
}

impl WriteTx<'_> {
    /// Whether anything was ever merged; lets a bulk import skip a look-up per row.
    pub(crate) fn has_doubles(&mut self) -> Result<bool, StoreError> {
        if let Some(known) = self.names.has_doubles {
            return Ok(known);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM double_decision WHERE verdict = 'merged')";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?;
        self.names.has_doubles = Some(found);
        Ok(found)
    }

    /// What `aside` of a new or rewritten row gains from decisions.
    pub(crate) fn double_bit(
        &mut self,
        kind: ToldKind,
        account: AccountId,
        feed: &str,
        key: &str,
    ) -> Result<i64, StoreError> {
        if !self.has_doubles()? {
            return Ok(0);
        }
        let id = ToldId {
            kind,
            account,
            feed: feed.to_owned(),
            key: key.to_owned(),
        };
        Ok(DOUBLE * i64::from(self.is_double(&id)?))
    }

    /// The same for an entry's row.
    pub(crate) fn double_bit_of(&mut self, entry: i64) -> Result<i64, StoreError> {
        if !self.has_doubles()? {
            return Ok(0);
        }
        match self.told_entry(entry)? {
            Some(id) => Ok(DOUBLE * i64::from(self.is_double(&id)?)),
            None => Ok(0),
        }
    }

    /// A row came, went, vanished or returned: what was put aside for it is looked at again.
    pub(crate) fn told_changed(
        &mut self,
        kind: ToldKind,
        account: AccountId,
        feed: &str,
        key: &str,
    ) -> Result<(), StoreError> {
        if !self.has_doubles()? {
            return Ok(());
        }
        let id = ToldId {
            kind,
            account,
            feed: feed.to_owned(),
            key: key.to_owned(),
        };
        for (_, aside) in self.merged_from(&id)? {
            self.hold_double(&aside)?;
        }
        Ok(())
    }

    /// The same for an entry's row that is still there.
    pub(crate) fn entry_told_changed(&mut self, entry: i64) -> Result<(), StoreError> {
        if !self.has_doubles()? {
            return Ok(());
        }
        match self.told_entry(entry)? {
            Some(id) => self.told_changed(id.kind, id.account, &id.feed, &id.key),
            None => Ok(()),
        }
    }

    /// Makes the bit of one side what the decisions say, and its sums with it.
    pub(crate) fn hold_double(&mut self, id: &ToldId) -> Result<(), StoreError> {
        let Some((row, aside)) = self.told_row(id)? else {
            return Ok(());
        };
        let wanted = (aside & !DOUBLE) | (DOUBLE * i64::from(self.is_double(id)?));
        if wanted == aside {
            return Ok(());
        }
        match id.kind {
            ToldKind::Entry => {
                self.discount(row)?;
                self.conn
                    .prepare_cached("UPDATE entry SET aside = ?2 WHERE id = ?1")?
                    .execute((row, wanted))?;
                self.count_again(row)
            }
            ToldKind::Payout => {
                self.conn
                    .prepare_cached("UPDATE payout SET aside = ?2 WHERE id = ?1")?
                    .execute((row, wanted))?;
                Ok(())
            }
            ToldKind::Landing => {
                self.conn
                    .prepare_cached("UPDATE landing SET aside = ?2 WHERE id = ?1")?
                    .execute((row, wanted))?;
                Ok(())
            }
        }
    }

    /// Everything that is put aside for a row of this account, and everything of it that is put aside.
    pub(crate) fn doubles_about(&self, account: AccountId) -> Result<BTreeSet<ToldId>, StoreError> {
        let sql = "SELECT a.kind, a.account_id, a.feed, l.aside_key FROM double_link l \
                   JOIN double_source a ON a.id = l.aside_source JOIN double_source k ON k.id = l.kept_source \
                   WHERE a.account_id IS NOT NULL AND (k.account_id = ?1 OR a.account_id = ?1)";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([account.0], |row| super::doubles::told(row, 0))?
            .collect()
    }

    /// Keeps the names of an account that is about to go, so that its decisions find it again.
    pub(crate) fn name_double_sources(&self, account: AccountId) -> Result<(), StoreError> {
        let sql = "UPDATE double_source SET (platform, handle) = (SELECT platform, handle FROM account WHERE id = ?1) \
                   WHERE account_id = ?1";
        self.conn.prepare_cached(sql)?.execute([account.0])?;
        Ok(())
    }

    /// Gives an account that is new, or has a new name, the decisions that were made about one of this name.
    pub(crate) fn find_double_sources(&mut self, account: AccountId) -> Result<(), StoreError> {
        let sql = "UPDATE OR IGNORE double_source SET account_id = ?1 WHERE account_id IS NULL \
                   AND EXISTS (SELECT 1 FROM account a WHERE a.id = ?1 AND a.platform = double_source.platform \
                   AND lower(ltrim(a.handle, '@')) = lower(ltrim(double_source.handle, '@')))";
        if self.conn.prepare_cached(sql)?.execute([account.0])? == 0 {
            return Ok(());
        }
        for id in self.doubles_about(account)? {
            self.hold_double(&id)?;
        }
        Ok(())
    }
}
