//! What the creator decided about money that two sources tell of (*authored*).
//!
//! The rules it protects: both sides are named by their identity at the source, so that a decision survives a sync, an undo,
//! a new import and the removal of an account; a decision is taken back whole; nothing is put aside for something that is
//! itself put aside for it. What holds because of a decision is in [`doubles_hold`](super::doubles_hold).

use crate::{ReadTx, StoreError, WriteTx, codec};
use domain::{AccountId, Instant, Platform};
use rusqlite::{OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Which table a side stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToldKind {
    /// An earned line.
    Entry,
    /// Money a platform sent.
    Payout,
    /// A bank line.
    Landing,
}

impl ToldKind {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Payout => "payout",
            Self::Landing => "landing",
        }
    }
    fn read(text: String) -> Result<Self, StoreError> {
        match text.as_str() {
            "entry" => Ok(Self::Entry),
            "payout" => Ok(Self::Payout),
            "landing" => Ok(Self::Landing),
            _ => Err(StoreError::Unreadable {
                what: "kind of double",
                value: text,
            }),
        }
    }
}

/// One side, by its identity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToldId {
    /// Its table.
    pub kind: ToldKind,
    /// Whose it is.
    pub account: AccountId,
    /// The stream of data it came in; empty but for entries.
    pub feed: String,
    /// Its identity there.
    pub key: String,
}

/// One side of a decision. Its account may be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleSide {
    /// Its table.
    pub kind: ToldKind,
    /// Whose it is; `None` while there is no such account.
    pub account: Option<AccountId>,
    /// Platform of the account.
    pub platform: Platform,
    /// Name of the account.
    pub handle: String,
    /// The stream of data it came in; empty but for entries.
    pub feed: String,
    /// Its identity there.
    pub key: String,
    /// Its row, while there is one.
    pub row: Option<i64>,
}

/// Two sides that were decided about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleLink {
    /// The side put aside; one of the two when both are kept.
    pub aside: DoubleSide,
    /// The side that counts.
    pub kept: DoubleSide,
    /// The reasons, as JSON of the caller.
    pub basis: String,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubleVerdict {
    /// One thing told twice: one side is put aside.
    Merged,
    /// Two things: both count.
    Kept,
}

impl DoubleVerdict {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Kept => "kept",
        }
    }

    fn read(text: String) -> Result<Self, StoreError> {
        match text.as_str() {
            "merged" => Ok(Self::Merged),
            "kept" => Ok(Self::Kept),
            _ => Err(StoreError::Unreadable {
                what: "verdict",
                value: text,
            }),
        }
    }
}

/// A decision with its links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleDecision {
    /// Its row.
    pub id: i64,
    /// What was decided.
    pub verdict: DoubleVerdict,
    /// When.
    pub decided_at: Instant,
    /// How many pairs it is about.
    pub count: u64,
    /// The first of them, as many as were asked for.
    pub links: Vec<DoubleLink>,
}

/// A pair about to be decided: the side to put aside, the side that counts, the reasons as JSON.
pub type DoublePair = (ToldId, ToldId, String);

/// The row of a side: `$s` its source, `$key` its key.
macro_rules! row_of {
    ($s:literal, $key:literal) => {
        concat!(
            "CASE ", $s, ".kind WHEN 'entry' THEN (SELECT e.id FROM feed f JOIN entry e ON e.feed_id = f.id AND e.ext_key = ", $key,
            " WHERE f.account_id = ", $s, ".account_id AND f.name = ", $s, ".feed) \
             WHEN 'payout' THEN (SELECT id FROM payout WHERE account_id = ", $s, ".account_id AND external_id = ", $key, ") \
             ELSE (SELECT id FROM landing WHERE account_id = ", $s, ".account_id AND ext_key = ", $key, ") END"
        )
    };
}

const LINKS: &str = concat!(
    "SELECT a.kind, a.account_id, a.platform, a.handle, a.feed, l.aside_key, ",
    row_of!("a", "l.aside_key"),
    ", k.kind, k.account_id, k.platform, k.handle, k.feed, l.kept_key, ",
    row_of!("k", "l.kept_key"),
    ", l.basis FROM double_link l JOIN double_source a ON a.id = l.aside_source JOIN double_source k ON k.id = l.kept_source \
     WHERE l.decision_id = ?1 AND l.through IS NULL ORDER BY l.id LIMIT ?2"
);

fn side(row: &Row<'_>, at: usize) -> Result<DoubleSide, StoreError> {
    Ok(DoubleSide {
        kind: ToldKind::read(row.get(at)?)?,
        account: row.get::<_, Option<i64>>(at + 1)?.map(AccountId),
        platform: codec::word("platform", &row.get::<_, String>(at + 2)?)?,
        handle: row.get(at + 3)?,
        feed: row.get(at + 4)?,
        key: row.get(at + 5)?,
        row: row.get(at + 6)?,
    })
}

pub(crate) fn told(row: &Row<'_>, at: usize) -> Result<ToldId, StoreError> {
    Ok(ToldId {
        kind: ToldKind::read(row.get(at)?)?,
        account: AccountId(row.get(at + 1)?),
        feed: row.get(at + 2)?,
        key: row.get(at + 3)?,
    })
}

impl ReadTx<'_> {
    /// Decisions, newest first, at most `limit`, each with its first `links` pairs.
    pub fn double_decisions(
        &self,
        limit: u32,
        links: u32,
    ) -> Result<Vec<DoubleDecision>, StoreError> {
        let sql = "SELECT d.id, d.verdict, d.decided_ms, (SELECT count(*) FROM double_link l WHERE l.decision_id = d.id \
                   AND l.through IS NULL) FROM double_decision d ORDER BY d.id DESC LIMIT ?1";
        let mut decisions: Vec<DoubleDecision> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([limit], |row| {
                let verdict: String = row.get(1)?;
                Ok::<_, StoreError>(DoubleDecision {
                    id: row.get(0)?,
                    verdict: DoubleVerdict::read(verdict)?,
                    decided_at: codec::instant(row.get(2)?)?,
                    count: row.get(3)?,
                    links: Vec::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        for decision in &mut decisions {
            decision.links = self
                .conn
                .prepare_cached(LINKS)?
                .query_and_then((decision.id, links), |row| {
                    Ok::<_, StoreError>(DoubleLink {
                        aside: side(row, 0)?,
                        kept: side(row, 7)?,
                        basis: row.get(14)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
        }
        Ok(decisions)
    }

    /// Every pair that was decided about, with what was decided last, whose accounts are there. The smaller identity stands
    /// first.
    pub fn decided_doubles(&self) -> Result<BTreeMap<(ToldId, ToldId), DoubleVerdict>, StoreError> {
        let sql = "SELECT a.kind, a.account_id, a.feed, l.aside_key, k.kind, k.account_id, k.feed, l.kept_key, d.verdict \
                   FROM double_link l JOIN double_decision d ON d.id = l.decision_id \
                   JOIN double_source a ON a.id = l.aside_source JOIN double_source k ON k.id = l.kept_source \
                   WHERE a.account_id IS NOT NULL AND k.account_id IS NOT NULL ORDER BY l.id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], |row| {
                let (one, other) = (told(row, 0)?, told(row, 4)?);
                let pair = if one <= other {
                    (one, other)
                } else {
                    (other, one)
                };
                Ok((pair, DoubleVerdict::read(row.get(8)?)?))
            })?
            .collect()
    }

    /// The decisions that put this side aside or let others count through it, with the other side.
    pub fn doubles_of(&self, id: &ToldId) -> Result<Vec<DoubleOf>, StoreError> {
        let sql = concat!(
            "SELECT k.kind, k.account_id, k.platform, k.handle, k.feed, l.kept_key, ",
            row_of!("k", "l.kept_key"),
            ", l.decision_id, 1 FROM double_source a JOIN double_link l ON l.aside_source = a.id AND l.aside_key = ?4 \
             JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' JOIN double_source k ON k.id = l.kept_source \
             WHERE a.account_id = ?1 AND a.kind = ?2 AND a.feed = ?3 UNION ALL \
             SELECT a.kind, a.account_id, a.platform, a.handle, a.feed, l.aside_key, ",
            row_of!("a", "l.aside_key"),
            ", l.decision_id, 0 FROM double_source k JOIN double_link l ON l.kept_source = k.id AND l.kept_key = ?4 \
             JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' JOIN double_source a ON a.id = l.aside_source \
             WHERE k.account_id = ?1 AND k.kind = ?2 AND k.feed = ?3"
        );
        self.conn
            .prepare_cached(sql)?
            .query_and_then((id.account.0, id.kind.slug(), &id.feed, &id.key), |row| {
                Ok(DoubleOf {
                    other: side(row, 0)?,
                    decision: row.get(7)?,
                    aside: row.get(8)?,
                })
            })?
            .collect()
    }

    /// What this identity was merged into, whether or not that stands.
    fn merged_into(&self, id: &ToldId) -> Result<Vec<(i64, ToldId)>, StoreError> {
        let sql = "SELECT k.kind, k.account_id, k.feed, l.kept_key, l.id FROM double_source a \
                   JOIN double_link l ON l.aside_source = a.id AND l.aside_key = ?4 \
                   JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' \
                   JOIN double_source k ON k.id = l.kept_source AND k.account_id IS NOT NULL \
                   WHERE a.account_id = ?1 AND a.kind = ?2 AND a.feed = ?3 ORDER BY l.id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then((id.account.0, id.kind.slug(), &id.feed, &id.key), |row| {
                Ok((row.get(4)?, told(row, 0)?))
            })?
            .collect()
    }

    /// What was merged into this identity.
    pub(crate) fn merged_from(&self, id: &ToldId) -> Result<Vec<(i64, ToldId)>, StoreError> {
        let sql = "SELECT a.kind, a.account_id, a.feed, l.aside_key, l.id FROM double_source k \
                   JOIN double_link l ON l.kept_source = k.id AND l.kept_key = ?4 \
                   JOIN double_decision d ON d.id = l.decision_id AND d.verdict = 'merged' \
                   JOIN double_source a ON a.id = l.aside_source AND a.account_id IS NOT NULL \
                   WHERE k.account_id = ?1 AND k.kind = ?2 AND k.feed = ?3 ORDER BY l.id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then((id.account.0, id.kind.slug(), &id.feed, &id.key), |row| {
                Ok((row.get(4)?, told(row, 0)?))
            })?
            .collect()
    }
}

/// A side that is one thing with another, by a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleOf {
    /// The other side.
    pub other: DoubleSide,
    /// The decision.
    pub decision: i64,
    /// Whether this side is the one put aside.
    pub aside: bool,
}

impl WriteTx<'_> {
    /// Notes one decision about pairs. What is put aside leaves every sum in this transaction.
    ///
    /// # Errors
    /// [`StoreError::Circular`] when a side would be put aside for something that is put aside for it.
    pub fn decide_doubles(
        &mut self,
        verdict: DoubleVerdict,
        pairs: &[DoublePair],
        now: Instant,
    ) -> Result<i64, StoreError> {
        let id = self
            .conn
            .prepare_cached("INSERT INTO double_decision (verdict, decided_ms) VALUES (?1, ?2)")?
            .insert((verdict.slug(), now.millis()))?;
        self.names.has_doubles = None;
        for (aside, kept, basis) in pairs {
            if verdict == DoubleVerdict::Kept {
                self.insert_double_link(id, aside, kept, basis, None)?;
                continue;
            }
            let onwards = self.merged_into(kept)?;
            if aside == kept || onwards.iter().any(|(_, root)| root == aside) {
                return Err(StoreError::Circular(aside.key.clone()));
            }
            let before = self.merged_from(aside)?;
            let link = self.insert_double_link(id, aside, kept, basis, None)?;
            // What is the same as one of the two is the same as the other: links that follow fall with either.
            for (through, root) in &onwards {
                self.insert_double_link(id, aside, root, "[]", Some(*through))?;
            }
            for (through, earlier) in &before {
                self.insert_double_link(id, earlier, kept, "[]", Some(*through))?;
                for (_, root) in &onwards {
                    self.insert_double_link(id, earlier, root, "[]", Some(link))?;
                }
                self.hold_double(earlier)?;
            }
            self.hold_double(aside)?;
        }
        Ok(id)
    }

    /// Takes a decision back: what it put aside counts again, in this transaction.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn remove_double_decision(&mut self, id: i64) -> Result<(), StoreError> {
        // Links of later decisions that follow from this one go with it.
        let sql = "SELECT a.kind, a.account_id, a.feed, l.aside_key FROM double_link l \
                   JOIN double_source a ON a.id = l.aside_source AND a.account_id IS NOT NULL \
                   WHERE l.decision_id = ?1 OR l.through IN (SELECT id FROM double_link WHERE decision_id = ?1)";
        let asides: BTreeSet<ToldId> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([id], |row| told(row, 0))?
            .collect::<Result<_, _>>()?;
        let gone = self
            .conn
            .prepare_cached("DELETE FROM double_decision WHERE id = ?1")?
            .execute([id])?;
        if gone == 0 {
            return Err(StoreError::NotFound {
                what: "decision",
                id,
            });
        }
        for aside in &asides {
            self.hold_double(aside)?;
        }
        self.names.has_doubles = None;
        Ok(())
    }

    fn insert_double_link(
        &self,
        decision: i64,
        aside: &ToldId,
        kept: &ToldId,
        basis: &str,
        through: Option<i64>,
    ) -> Result<i64, StoreError> {
        let (a, k) = (self.double_source(aside)?, self.double_source(kept)?);
        Ok(self
            .conn
            .prepare_cached(
                "INSERT INTO double_link (decision_id, aside_source, aside_key, kept_source, kept_key, basis, through) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .insert((decision, a, &aside.key, k, &kept.key, basis, through))?)
    }

    fn double_source(&self, id: &ToldId) -> Result<i64, StoreError> {
        let sql = "SELECT id FROM double_source WHERE account_id = ?1 AND kind = ?2 AND feed = ?3";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row((id.account.0, id.kind.slug(), &id.feed), |row| row.get(0))
            .optional()?;
        if let Some(found) = found {
            return Ok(found);
        }
        let account = self.account(id.account)?;
        Ok(self
            .conn
            .prepare_cached(
                "INSERT INTO double_source (account_id, platform, handle, kind, feed) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .insert((
                account.id.0,
                account.platform.slug(),
                account.handle,
                id.kind.slug(),
                &id.feed,
            ))?)
    }
}
