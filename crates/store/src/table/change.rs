//! What changed since the last look (*record*), with the creator's flags on it (*authored*).
//!
//! The rules it protects: a change is written in the transaction that made it; a bulk import is one line per stream, not a
//! million lines; acknowledging hides a line and removes nothing; a flagged line stays open until its flag is lifted.

use crate::codec::{self, UnitText};
use crate::codes::{stream_code, stream_of};
use crate::{Origin, ReadTx, StoreError, WriteTx};
use domain::{AccountId, Amount, EntryDraft, EntryId, Instant, RunId, Stream, Unit};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::json;
use std::collections::HashMap;

/// Lines per run for single entries; what comes after is summed up.
const SINGLE_LINES: i64 = 500;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Not known before.
    New,
    /// A figure, day or kind changed.
    Revised,
    /// No longer at the source.
    Vanished,
    /// Only how sure it is, or its words, changed.
    Status,
    /// Expected and not there.
    Missing,
}

/// To what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeEntity {
    /// An earned line.
    Entry,
    /// A payout.
    Payout,
    /// A brand's proposal.
    Offer,
    /// A figure of an account.
    Metric,
}

macro_rules! slugs {
    ($name:ident { $($variant:ident = $slug:literal),+ }) => {
        impl $name {
            /// The stable text form.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }
            /// From the stable text form.
            pub(crate) fn of(text: &str) -> Result<Self, StoreError> {
                match text {
                    $($slug => Ok(Self::$variant),)+
                    _ => Err(StoreError::Unreadable { what: "change", value: text.to_owned() }),
                }
            }
        }
    };
}
slugs!(ChangeKind { New = "new", Revised = "revised", Vanished = "vanished", Status = "status", Missing = "missing" });
slugs!(ChangeEntity { Entry = "entry", Payout = "payout", Offer = "offer", Metric = "metric" });

/// A line of the feed on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeDraft {
    /// The run that made it.
    pub run: RunId,
    /// When.
    pub at: Instant,
    /// What happened.
    pub kind: ChangeKind,
    /// To what.
    pub entity: ChangeEntity,
    /// To which row; `None` for a summary of `count` rows.
    pub entity_id: Option<i64>,
    /// In which account.
    pub account: Option<AccountId>,
    /// Of which stream.
    pub stream: Option<Stream>,
    /// In which unit.
    pub unit: Option<Unit>,
    /// How many rows.
    pub count: u64,
    /// Their net together, micro-units.
    pub net: Option<i64>,
    /// The old state, small JSON.
    pub before: Option<String>,
    /// The new state, small JSON.
    pub after: Option<String>,
}

/// A stored line of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its row.
    pub id: i64,
    /// What it says.
    pub change: ChangeDraft,
    /// When the creator acknowledged it.
    pub acknowledged: Option<Instant>,
    /// The creator's flag on it; a flagged line is never acknowledged.
    pub flag: Option<Flag>,
}

/// The creator wants to come back to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Why, in the creator's words; may be empty.
    pub note: String,
    /// Since when.
    pub since: Instant,
}

/// Where a list of changes starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangesSince {
    /// Everything.
    Ever,
    /// Everything not acknowledged.
    Unseen,
    /// Made by later runs than this one.
    Run(RunId),
    /// Made at or after an instant.
    Instant(Instant),
}

/// The small JSON of an entry for before and after.
pub(crate) fn entry_json(draft: &EntryDraft) -> String {
    let unit = draft.money.unit;
    let amount = |m: i64| Amount::new(m, unit);
    json!({
        "day": draft.day.to_string(),
        "stream": draft.stream.slug(),
        "status": draft.status.slug(),
        "title": draft.title,
        "gross": draft.money.gross.map(amount),
        "fee": draft.money.fee.map(amount),
        "tax": draft.money.tax.map(amount),
        "net": amount(draft.money.net),
    })
    .to_string()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct SummaryKey {
    run: i64,
    account: i64,
    kind: &'static str,
    stream: i64,
    unit: Unit,
}

#[derive(Debug, Clone, Copy)]
struct Summary {
    at: i64,
    count: i64,
    net: i128,
}

/// Summaries gathered in one transaction, and how many single lines the current run has.
#[derive(Debug, Default)]
pub(crate) struct PendingChanges {
    summaries: HashMap<SummaryKey, Summary>,
    singles: Option<(RunId, i64)>,
}

impl PendingChanges {
    /// Counts a new entry.
    pub(crate) fn entry_is_new(&mut self, origin: &Origin<'_>, draft: &EntryDraft) {
        self.sum_up(origin, ChangeKind::New, draft);
    }

    fn sum_up(&mut self, origin: &Origin<'_>, kind: ChangeKind, draft: &EntryDraft) {
        let key = SummaryKey {
            run: origin.run.0,
            account: origin.account.0,
            kind: kind.slug(),
            stream: stream_code(draft.stream),
            unit: draft.money.unit,
        };
        let at = origin.now.millis();
        let summary = self.summaries.entry(key).or_insert(Summary {
            at,
            count: 0,
            net: 0,
        });
        summary.count += 1;
        summary.net += i128::from(draft.money.net);
    }

    /// Writes the summaries and forgets them.
    pub(crate) fn flush(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let mut summaries: Vec<(SummaryKey, Summary)> = self.summaries.drain().collect();
        summaries.sort_unstable_by_key(|(key, _)| *key);
        for (key, sum) in summaries {
            let unit = UnitText::of(key.unit);
            let old: Option<(i64, i64, i64)> = conn
                .prepare_cached(
                    "SELECT id, count, net FROM change WHERE run_id = ?1 AND kind = ?2 AND entity = 'entry' \
                     AND entity_id IS NULL AND account_id = ?3 AND stream = ?4 AND unit = ?5",
                )?
                .query_row((key.run, key.kind, key.account, key.stream, unit.as_str()), |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()?;
            let (id, count, net) =
                old.map_or((None, 0, 0), |(id, count, net)| (Some(id), count, net));
            let count = count.checked_add(sum.count).ok_or(StoreError::Overflow)?;
            let net = i64::try_from(i128::from(net) + sum.net).map_err(|_| StoreError::Overflow)?;
            match id {
                Some(id) => conn
                    .prepare_cached(
                        "UPDATE change SET count = ?2, net = ?3, at_ms = ?4, acknowledged_ms = NULL WHERE id = ?1",
                    )?
                    .execute((id, count, net, sum.at))?,
                None => conn
                    .prepare_cached(
                        "INSERT INTO change (run_id, at_ms, kind, entity, account_id, stream, unit, count, net) \
                         VALUES (?1, ?2, ?3, 'entry', ?4, ?5, ?6, ?7, ?8)",
                    )?
                    .execute((key.run, sum.at, key.kind, key.account, key.stream, unit.as_str(), count, net))?,
            };
        }
        Ok(())
    }
}

/// What [`read`] reads.
pub(crate) const FEED: &str = "SELECT c.id, c.run_id, c.at_ms, c.kind, c.entity, c.entity_id, c.account_id, c.stream, c.unit, \
    c.count, c.net, c.before, c.after, c.acknowledged_ms, f.flagged_ms, f.note \
    FROM change c LEFT JOIN change_flag f ON f.change_id = c.id";

pub(crate) fn read(row: &Row<'_>) -> Result<Change, StoreError> {
    Ok(Change {
        id: row.get(0)?,
        change: ChangeDraft {
            run: RunId(row.get(1)?),
            at: codec::instant(row.get(2)?)?,
            kind: ChangeKind::of(&row.get::<_, String>(3)?)?,
            entity: ChangeEntity::of(&row.get::<_, String>(4)?)?,
            entity_id: row.get(5)?,
            account: row.get::<_, Option<i64>>(6)?.map(AccountId),
            stream: row.get::<_, Option<i64>>(7)?.map(stream_of).transpose()?,
            unit: row
                .get::<_, Option<String>>(8)?
                .map(|u| codec::unit(&u))
                .transpose()?,
            count: row.get(9)?,
            net: row.get(10)?,
            before: row.get(11)?,
            after: row.get(12)?,
        },
        acknowledged: codec::instant_opt(row.get(13)?)?,
        flag: match row.get::<_, Option<i64>>(14)? {
            None => None,
            Some(since) => Some(Flag {
                note: row.get(15)?,
                since: codec::instant(since)?,
            }),
        },
    })
}

impl ReadTx<'_> {
    /// The feed of changes, newest first.
    pub fn changes(&self, since: ChangesSince, limit: u32) -> Result<Vec<Change>, StoreError> {
        let (condition, bound) = match since {
            ChangesSince::Ever => ("c.id > ?1", 0),
            ChangesSince::Unseen => ("c.acknowledged_ms IS NULL AND c.id > ?1", 0),
            ChangesSince::Run(run) => ("c.run_id > ?1", run.0),
            ChangesSince::Instant(at) => ("c.at_ms >= ?1", at.millis()),
        };
        let sql = format!("{FEED} WHERE {condition} ORDER BY c.id DESC LIMIT ?2");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((bound, limit), read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Adds a line to the feed.
    pub fn insert_change(&mut self, change: &ChangeDraft) -> Result<i64, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "INSERT INTO change (run_id, at_ms, kind, entity, entity_id, account_id, stream, unit, count, net, before, \
                 after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .insert((
                change.run.0,
                change.at.millis(),
                change.kind.slug(),
                change.entity.slug(),
                change.entity_id,
                change.account.map(|a| a.0),
                change.stream.map(stream_code),
                change.unit.map(|u| u.to_string()),
                change.count,
                change.net,
                &change.before,
                &change.after,
            ))?)
    }

    /// Hides lines from the list of open changes; flagged ones stay. Gives those that were hidden now.
    pub fn acknowledge_changes(
        &mut self,
        ids: &[i64],
        now: Instant,
    ) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "UPDATE change SET acknowledged_ms = ?2 WHERE id = ?1 AND acknowledged_ms IS NULL \
             AND NOT EXISTS (SELECT 1 FROM change_flag WHERE change_id = ?1)",
        )?;
        let mut hidden = Vec::with_capacity(ids.len());
        for id in ids {
            if statement.execute((id, now.millis()))? > 0 {
                hidden.push(*id);
            }
        }
        Ok(hidden)
    }

    /// Shows lines again that were hidden.
    pub fn unacknowledge_changes(&mut self, ids: &[i64]) -> Result<(), StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("UPDATE change SET acknowledged_ms = NULL WHERE id = ?1")?;
        for id in ids {
            statement.execute([id])?;
        }
        Ok(())
    }

    /// Flags a line, or changes the note of its flag. The line is open again from then on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such line.
    pub fn flag_change(&mut self, id: i64, note: &str, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE change SET acknowledged_ms = NULL WHERE id = ?1";
        if self.conn.prepare_cached(sql)?.execute([id])? == 0 {
            return Err(StoreError::NotFound { what: "change", id });
        }
        let sql = "INSERT INTO change_flag (change_id, note, flagged_ms) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (change_id) DO UPDATE SET note = excluded.note";
        self.conn
            .prepare_cached(sql)?
            .execute((id, note, now.millis()))?;
        Ok(())
    }

    /// Lifts a flag. The line stays open until it is acknowledged.
    pub fn lift_change_flag(&mut self, id: i64) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("DELETE FROM change_flag WHERE change_id = ?1")?
            .execute([id])?;
        Ok(())
    }

    /// A line for one entry, or one more in a summary when the run has many.
    pub(crate) fn entry_changed(
        &mut self,
        origin: &Origin<'_>,
        kind: ChangeKind,
        id: EntryId,
        before: Option<String>,
        after: Option<String>,
        draft: &EntryDraft,
    ) -> Result<(), StoreError> {
        let lines = match self.changes.singles {
            Some((run, n)) if run == origin.run => n,
            _ => {
                let sql = "SELECT count(*) FROM change WHERE run_id = ?1 AND entity_id IS NOT NULL";
                self.conn
                    .prepare_cached(sql)?
                    .query_row([origin.run.0], |row| row.get(0))?
            }
        };
        self.changes.singles = Some((origin.run, lines + 1));
        if lines >= SINGLE_LINES {
            self.changes.sum_up(origin, kind, draft);
            return Ok(());
        }
        self.insert_change(&ChangeDraft {
            run: origin.run,
            at: origin.now,
            kind,
            entity: ChangeEntity::Entry,
            entity_id: Some(id.0),
            account: Some(origin.account),
            stream: Some(draft.stream),
            unit: Some(draft.money.unit),
            count: 1,
            net: Some(draft.money.net),
            before,
            after,
        })?;
        Ok(())
    }
}
