//! Lines of bank statements and wallets, and their former versions (*fetched*).
//!
//! The rules it protects: a bank line is never income; a line the bank states anew keeps what it said before; an undo of
//! its import takes it away exactly.

use crate::codec::{self, LocatorColumns, UnitText};
use crate::{Origin, ReadTx, StoreError, ToldKind, Upsert, WriteTx};
use domain::{AccountId, Amount, CivilDay, DocumentId, LandingDraft, LandingId, RunId};
use rusqlite::{Row, params};

/// A bank line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// Its row.
    pub id: LandingId,
    /// The bank account or wallet it stands in.
    pub account: AccountId,
    /// Its identity within the account: the bank's own id, else fingerprint and occurrence number.
    pub key: String,
    /// What the bank says.
    pub landing: LandingDraft,
    /// The document of the current version.
    pub document: DocumentId,
    /// The run that brought it first.
    pub first_run: RunId,
    /// Version number from 1.
    pub revision: u32,
}

/// What both tables hold of a version.
macro_rules! version_columns {
    () => {
        "day, value_on, unit, amount, text, counterparty, reference, document_id, loc_start, loc_len, loc_line, loc_pointer"
    };
}

const SELECT: &str = concat!(
    "SELECT ",
    version_columns!(),
    ", id, account_id, ext_key, first_run, revision FROM landing "
);

fn read(row: &Row<'_>) -> Result<Landing, StoreError> {
    let key: String = row.get(14)?;
    Ok(Landing {
        landing: LandingDraft {
            external_id: (!key.starts_with("fp:")).then(|| key.clone()),
            day: codec::day(row.get(0)?)?,
            value_day: codec::day_opt(row.get(1)?)?,
            amount: Amount::new(row.get(3)?, codec::unit(&row.get::<_, String>(2)?)?),
            text: row.get(4)?,
            counterparty: row.get(5)?,
            reference: row.get(6)?,
            locator: codec::locator(row, 8)?,
        },
        document: DocumentId(row.get(7)?),
        id: LandingId(row.get(12)?),
        account: AccountId(row.get(13)?),
        key,
        first_run: RunId(row.get(15)?),
        revision: row.get(16)?,
    })
}

impl ReadTx<'_> {
    /// Bank lines booked within the days, newest first. A line that another statement tells too stands once.
    pub fn landings(
        &self,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        limit: u32,
    ) -> Result<Vec<Landing>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE day BETWEEN ?1 AND ?2 AND aside = 0 ORDER BY day DESC, id DESC LIMIT ?3"
        );
        let first = from.map_or(i32::MIN, CivilDay::number);
        let last = to.map_or(i32::MAX, CivilDay::number);
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((first, last, limit), read)?
            .collect()
    }

    /// One bank line.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn landing(&self, id: LandingId) -> Result<Landing, StoreError> {
        let sql = format!("{SELECT} WHERE id = ?1");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id.0], read)?
            .next();
        found.unwrap_or(Err(StoreError::NotFound {
            what: "bank line",
            id: id.0,
        }))
    }

    /// The bank line that stands under `key`, if it is there.
    pub fn landing_by_key(
        &self,
        account: AccountId,
        key: &str,
    ) -> Result<Option<Landing>, StoreError> {
        let sql = format!("{SELECT} WHERE account_id = ?1 AND ext_key = ?2");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then((account.0, key), read)?
            .next();
        found.transpose()
    }

    /// For each account with bank lines: its first and last booked day.
    pub fn landing_days(&self) -> Result<Vec<(AccountId, CivilDay, CivilDay)>, StoreError> {
        let sql = "SELECT account_id, min(day), max(day) FROM landing GROUP BY account_id ORDER BY account_id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], |row| {
                Ok((
                    AccountId(row.get(0)?),
                    codec::day(row.get(1)?)?,
                    codec::day(row.get(2)?)?,
                ))
            })?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Stores a bank line under `key`, or a new version of a known one.
    pub fn upsert_landing(
        &mut self,
        origin: &Origin<'_>,
        key: &str,
        draft: &LandingDraft,
    ) -> Result<Upsert<LandingId>, StoreError> {
        let Some(known) = self.landing_by_key(origin.account, key)? else {
            return self.insert_landing(origin, key, draft).map(Upsert::New);
        };
        let same = LandingDraft {
            external_id: known.landing.external_id.clone(),
            locator: known.landing.locator.clone(),
            ..draft.clone()
        };
        if same == known.landing {
            self.conn
                .prepare_cached("UPDATE landing SET last_run = ?2 WHERE id = ?1")?
                .execute((known.id.0, origin.run.0))?;
            return Ok(Upsert::Same(known.id));
        }
        self.revise_landing(known.id, origin, draft)?;
        Ok(Upsert::Revised(known.id))
    }

    fn insert_landing(
        &mut self,
        origin: &Origin<'_>,
        key: &str,
        draft: &LandingDraft,
    ) -> Result<LandingId, StoreError> {
        let double = self.double_bit(ToldKind::Landing, origin.account, "", key)?;
        let locator = LocatorColumns::of(&draft.locator)?;
        let sql = concat!(
            "INSERT INTO landing (",
            version_columns!(),
            ", account_id, ext_key, first_run, last_run, version_run, known_from_ms, aside) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15, ?15, ?16, ?17)"
        );
        let id = self.conn.prepare_cached(sql)?.insert(params![
            draft.day.number(),
            draft.value_day.map(CivilDay::number),
            UnitText::of(draft.amount.unit).as_str(),
            draft.amount.micros,
            draft.text,
            draft.counterparty,
            draft.reference,
            origin.document.0,
            locator.start,
            locator.len,
            locator.line,
            locator.pointer,
            origin.account.0,
            key,
            origin.run.0,
            origin.now.millis(),
            double,
        ])?;
        self.told_changed(ToldKind::Landing, origin.account, "", key)?;
        Ok(LandingId(id))
    }

    fn revise_landing(
        &mut self,
        id: LandingId,
        origin: &Origin<'_>,
        draft: &LandingDraft,
    ) -> Result<(), StoreError> {
        let sql = concat!(
            "INSERT INTO landing_revision (landing_id, revision, known_from_ms, known_to_ms, version_run, \
             replaced_by_run, ",
            version_columns!(),
            ") SELECT id, revision, known_from_ms, ?2, version_run, ?3, ",
            version_columns!(),
            " FROM landing WHERE id = ?1"
        );
        self.conn
            .prepare_cached(sql)?
            .execute((id.0, origin.now.millis(), origin.run.0))?;
        let locator = LocatorColumns::of(&draft.locator)?;
        let sql = concat!(
            "UPDATE landing SET (",
            version_columns!(),
            ") = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13), last_run = ?14, version_run = ?14, \
             revision = revision + 1, known_from_ms = ?15 WHERE id = ?1"
        );
        self.conn.prepare_cached(sql)?.execute(params![
            id.0,
            draft.day.number(),
            draft.value_day.map(CivilDay::number),
            UnitText::of(draft.amount.unit).as_str(),
            draft.amount.micros,
            draft.text,
            draft.counterparty,
            draft.reference,
            origin.document.0,
            locator.start,
            locator.len,
            locator.line,
            locator.pointer,
            origin.run.0,
            origin.now.millis(),
        ])?;
        Ok(())
    }

    /// Takes the bank lines of an import back: what it brought goes, what it replaced holds again, what a later run
    /// revised stays. Gives removed, restored and kept.
    pub(crate) fn undo_landings(
        &mut self,
        run: RunId,
    ) -> Result<(u64, u64, Vec<LandingId>), StoreError> {
        let ids = |sql: &str| -> Result<Vec<i64>, StoreError> {
            let mut statement = self.conn.prepare_cached(sql)?;
            let ids = statement.query_map([run.0], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        };
        let revised =
            ids("SELECT DISTINCT landing_id FROM landing_revision WHERE replaced_by_run = ?1")?;
        let brought = ids("SELECT id FROM landing WHERE first_run = ?1")?;
        let mut restored = 0;
        let mut kept = Vec::new();
        for id in revised {
            let mut came_back = false;
            while self.conn.prepare_cached(RESTORE)?.execute((id, run.0))? > 0 {
                let sql = "DELETE FROM landing_revision WHERE landing_id = ?1 \
                           AND revision = (SELECT revision FROM landing WHERE id = ?1)";
                self.conn.prepare_cached(sql)?.execute([id])?;
                came_back = true;
            }
            if !brought.contains(&id) {
                if came_back {
                    restored += 1;
                } else {
                    kept.push(LandingId(id));
                }
            }
        }
        let mut removed = 0;
        for id in brought {
            let gone = self.landing(LandingId(id))?;
            let sql = "DELETE FROM landing WHERE id = ?1 AND version_run = ?2";
            if self.conn.prepare_cached(sql)?.execute((id, run.0))? == 1 {
                self.told_changed(ToldKind::Landing, gone.account, "", &gone.key)?;
                removed += 1;
            } else {
                kept.push(LandingId(id));
            }
        }
        Ok((removed, restored, kept))
    }
}

/// Only while the version that the run brought still holds.
const RESTORE: &str = concat!(
    "UPDATE landing SET (revision, known_from_ms, version_run, ",
    version_columns!(),
    ") = (SELECT r.revision, r.known_from_ms, r.version_run, r.day, r.value_on, r.unit, r.amount, r.text, \
     r.counterparty, r.reference, r.document_id, r.loc_start, r.loc_len, r.loc_line, r.loc_pointer \
     FROM landing_revision r WHERE r.landing_id = landing.id AND r.revision = landing.revision - 1) \
     WHERE id = ?1 AND version_run = ?2 AND EXISTS (SELECT 1 FROM landing_revision r WHERE r.landing_id = ?1 \
     AND r.revision = landing.revision - 1 AND r.replaced_by_run = ?2)"
);
