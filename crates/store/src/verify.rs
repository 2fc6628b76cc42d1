//! The check of everything that can be checked: the file, its references, rollups, words and documents.
//!
//! The rule it protects: what is derived is recomputed from what it was derived from, and every difference is named.

use crate::table::rollup::{COLUMNS, RollupRow};
use crate::table::words::word_row;
use crate::{ReadTx, StoreError, fold};
use domain::DocumentId;
use rusqlite::Connection;
use std::collections::HashSet;

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// SQLite or SQLCipher finds the file damaged.
    File(String),
    /// A row points to one that is gone.
    Reference {
        /// The table of the row that points.
        table: String,
        /// Its row.
        row: Option<i64>,
        /// The table it points into.
        into: String,
    },
    /// A rollup differs from the sum of its rows.
    Rollup {
        /// Days since 1970.
        day: i32,
        /// The account.
        account: i64,
        /// What is stored and what the rows say, in words.
        detail: String,
    },
    /// A document's bytes do not have its hash.
    Document {
        /// Which.
        id: i64,
        /// What is wrong, in words.
        detail: String,
    },
    /// The word index and the entries do not hold the same rows.
    Words {
        /// Entries that no word finds.
        missing: u64,
        /// Rows of the index without their entry.
        stale: u64,
    },
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(detail) => write!(f, "the database file: {detail}"),
            Self::Reference { table, row, into } => match row {
                Some(row) => write!(
                    f,
                    "row {row} of {table} points to a row of {into} that is gone"
                ),
                None => write!(f, "a row of {table} points to a row of {into} that is gone"),
            },
            Self::Rollup {
                day,
                account,
                detail,
            } => write!(f, "the sums of day {day}, account {account}: {detail}"),
            Self::Document { id, detail } => write!(f, "document {id}: {detail}"),
            Self::Words { missing, stale } => {
                write!(
                    f,
                    "the word index lacks {missing} entries and has {stale} that are gone"
                )
            }
        }
    }
}

/// What was checked and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Documents hashed.
    pub documents: u64,
    /// Rollup rows compared.
    pub rollups: u64,
    /// Entries counted.
    pub entries: u64,
    /// Empty when all is well.
    pub problems: Vec<Problem>,
}

/// What SQLite and SQLCipher say about the pages, nothing when all is well.
pub(crate) fn file_problems(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut problems = Vec::new();
    for pragma in ["cipher_integrity_check", "integrity_check"] {
        let mut statement = conn.prepare(&format!("PRAGMA {pragma}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                problems.push(line);
            }
        }
    }
    Ok(problems)
}

const ROLLUPS_AGAIN: &str = "SELECT day, account_id, stream, status, unit, count(*), coalesce(sum(gross), 0), count(gross), \
coalesce(sum(fee), 0), count(fee), coalesce(sum(tax), 0), count(tax), sum(net) FROM entry WHERE aside = 0 \
GROUP BY day, account_id, stream, status, unit";

impl ReadTx<'_> {
    /// Checks the file, its references, every rollup, the word index and every document's hash. Reads everything once.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        // SQLite's check of the word index trusts the shape this connection saw last; a search makes it look again.
        let look = "SELECT rowid FROM entry_words WHERE entry_words MATCH 'a' LIMIT 1";
        self.conn.prepare(look)?.exists([])?;
        let found = file_problems(self.conn)?;
        report.problems.extend(found.into_iter().map(Problem::File));
        self.verify_references(&mut report)?;
        self.verify_rollups(&mut report)?;
        self.verify_words(&mut report)?;
        self.verify_documents(&mut report)?;
        Ok(report)
    }

    fn verify_references(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            report.problems.push(Problem::Reference {
                table: row.get(0)?,
                row: row.get(1)?,
                into: row.get(2)?,
            });
        }
        Ok(())
    }

    fn verify_rollups(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let order = "ORDER BY day, account_id, stream, status, unit";
        let mut stored = self
            .conn
            .prepare(&format!("SELECT {COLUMNS} FROM rollup {order}"))?;
        let mut again = self.conn.prepare(&format!("{ROLLUPS_AGAIN} {order}"))?;
        let mut stored = stored.query_and_then([], RollupRow::read)?.peekable();
        let mut again = again.query_and_then([], RollupRow::read)?.peekable();
        let key = |row: &RollupRow| {
            let cell = row.cell;
            (
                cell.day,
                cell.account,
                cell.stream,
                cell.status,
                cell.unit.to_string(),
            )
        };
        loop {
            let order = match (stored.peek(), again.peek()) {
                (None, None) => return Ok(()),
                (Some(Ok(s)), Some(Ok(a))) => key(s).cmp(&key(a)),
                (Some(Ok(_)), None) => std::cmp::Ordering::Less,
                (None, Some(Ok(_))) => std::cmp::Ordering::Greater,
                // The error itself is returned by the next step of the iterator that holds it.
                (Some(Err(_)), _) => std::cmp::Ordering::Less,
                (_, Some(Err(_))) => std::cmp::Ordering::Greater,
            };
            let left = if order.is_le() {
                stored.next().transpose()?
            } else {
                None
            };
            let right = if order.is_ge() {
                again.next().transpose()?
            } else {
                None
            };
            report.rollups += u64::from(left.is_some());
            report.entries += right.map_or(0, |r| r.sums.count.unsigned_abs());
            if let Some(row) = left.or(right).filter(|_| left != right) {
                report.problems.push(Problem::Rollup {
                    day: row.cell.day,
                    account: row.cell.account,
                    detail: format!(
                        "stored {:?}, rows say {:?}",
                        left.map(|r| r.sums),
                        right.map(|r| r.sums)
                    ),
                });
            }
        }
    }

    fn verify_words(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare("SELECT doc FROM entry_word_instance")?;
        let indexed = statement.query_map([], |row| row.get(0))?;
        let mut indexed: HashSet<i64> = indexed.collect::<Result<_, _>>()?;
        let mut statement = self.conn.prepare(
            "SELECT e.day, e.id, coalesce(n.title, e.title) FROM entry e \
             LEFT JOIN entry_note n ON n.feed_id = e.feed_id AND n.ext_key = e.ext_key",
        )?;
        let mut rows = statement.query([])?;
        let mut missing = 0;
        while let Some(row) = rows.next()? {
            let found = indexed.remove(&word_row(row.get(0)?, row.get(1)?));
            // A title without a word is in no list of the index.
            let title = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            missing += u64::from(!found && fold::match_query(title).is_some());
        }
        let stale = indexed.len() as u64;
        if missing > 0 || stale > 0 {
            report.problems.push(Problem::Words { missing, stale });
        }
        Ok(())
    }

    fn verify_documents(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut statement = self
            .conn
            .prepare("SELECT id, sha256 FROM document ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let expected = hex::encode(row.get::<_, Vec<u8>>(1)?);
            report.documents += 1;
            let detail = match self.document_hash_now(DocumentId(id)) {
                Ok(hash) if hash == expected => continue,
                Ok(hash) => format!("its bytes have the hash {hash}, {expected} was stored"),
                Err(e) => e.to_string(),
            };
            report.problems.push(Problem::Document { id, detail });
        }
        Ok(())
    }
}
