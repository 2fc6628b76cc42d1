//! The check of everything that can be checked: the file, its references, rollups, payout sums, doubles, words and documents.
//!
//! The rule it protects: what is derived is recomputed from what it was derived from, and every difference is named.

use crate::table::payout_sum;
use crate::table::rollup::{COLUMNS, RollupRow};
use crate::table::rollup_month;
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
    /// The sums of a payout differ from its rows.
    Payout {
        /// Which.
        id: i64,
        /// What is stored and what the rows say, in words.
        detail: String,
    },
    /// Rows put aside as doubles that no decision holds, or decisions that hold nothing.
    Doubles {
        /// How many.
        wrong: u64,
    },
    /// Numbers of invoices have a gap or stand twice.
    Invoices {
        /// The series: prefix and year.
        series: String,
    },
    /// A document's bytes do not have its hash.
    Document {
        /// Which.
        id: i64,
        /// What is wrong, in words.
        detail: String,
    },
    /// Messages, their conversations or the words of messages and offers do not agree.
    Mail {
        /// What, in words.
        what: &'static str,
        /// How many are not there, or not where they belong.
        missing: u64,
        /// How many are there and should not be.
        stale: u64,
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
            Self::Payout { id, detail } => write!(f, "the sums of payout {id}: {detail}"),
            Self::Doubles { wrong } => {
                write!(f, "{wrong} rows told twice are not counted as was decided")
            }
            Self::Invoices { series } => {
                write!(f, "the numbers of invoices {series} have a gap")
            }
            Self::Document { id, detail } => write!(f, "document {id}: {detail}"),
            Self::Mail {
                what,
                missing,
                stale,
            } => write!(f, "{what}: {missing} missing, {stale} too many"),
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

const MONTHS_AGAIN: &str = "SELECT CAST(strftime('%s', day * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400 AS month, \
account_id, stream, status, unit, sum(count), sum(gross), sum(gross_known), sum(fee), sum(fee_known), sum(tax), sum(tax_known), \
sum(net) FROM rollup GROUP BY 1, account_id, stream, status, unit";

const ROLLUPS_AGAIN: &str = "SELECT day, account_id, stream, status, unit, count(*), coalesce(sum(gross), 0), count(gross), \
coalesce(sum(fee), 0), count(fee), coalesce(sum(tax), 0), count(tax), sum(net) FROM entry WHERE aside = 0 \
GROUP BY day, account_id, stream, status, unit";

fn differs(row: RollupRow, of: &str, left: Option<RollupRow>, right: Option<RollupRow>) -> Problem {
    let (left, right) = (left.map(|r| r.sums), right.map(|r| r.sums));
    Problem::Rollup {
        day: row.cell.day,
        account: row.cell.account,
        detail: format!("{of}stored {left:?}, rows say {right:?}"),
    }
}

impl ReadTx<'_> {
    /// Checks the file, its references, every rollup, the word index and every document's hash. Reads everything once.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        // SQLite's check of the word index trusts the shape this connection saw last; a search makes it look again.
        let look = "SELECT rowid FROM entry_words WHERE entry_words MATCH 'a' LIMIT 1";
        self.conn.prepare(look)?.exists([])?;
        for index in ["mail_words", "offer_words"] {
            let look = format!("SELECT rowid FROM {index} WHERE {index} MATCH 'a' LIMIT 1");
            self.conn.prepare(&look)?.exists([])?;
        }
        let found = file_problems(self.conn)?;
        report.problems.extend(found.into_iter().map(Problem::File));
        self.verify_references(&mut report)?;
        self.verify_rollups(&mut report)?;
        self.verify_payouts(&mut report)?;
        let wrong = self.wrong_doubles()?;
        if wrong > 0 {
            report.problems.push(Problem::Doubles { wrong });
        }
        self.verify_words(&mut report)?;
        for (prefix, year) in self.broken_series()? {
            let series = format!("{prefix}{year}");
            report.problems.push(Problem::Invoices { series });
        }
        self.verify_mail(&mut report)?;
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
        let stored = format!("SELECT {COLUMNS} FROM rollup ORDER BY 1, 2, 3, 4, 5");
        let again = format!("{ROLLUPS_AGAIN} ORDER BY 1, 2, 3, 4, 5");
        self.compare(&stored, &again, |left, right| {
            report.rollups += u64::from(left.is_some());
            report.entries += right.map_or(0, |r| r.sums.count.unsigned_abs());
            if let Some(row) = left.or(right).filter(|_| left != right) {
                report.problems.push(differs(row, "", left, right));
            }
        })?;
        let stored = format!(
            "SELECT {} FROM rollup_month ORDER BY 1, 2, 3, 4, 5",
            rollup_month::COLUMNS
        );
        let again = format!("{MONTHS_AGAIN} ORDER BY 1, 2, 3, 4, 5");
        self.compare(&stored, &again, |left, right| {
            if let Some(row) = left.or(right).filter(|_| left != right) {
                let problem = differs(row, "of the month from there, ", left, right);
                report.problems.push(problem);
            }
        })
    }

    /// Lays two lists of sums, both in key order, beside each other.
    fn compare(
        &self,
        stored: &str,
        again: &str,
        mut pair: impl FnMut(Option<RollupRow>, Option<RollupRow>),
    ) -> Result<(), StoreError> {
        let mut stored = self.conn.prepare(stored)?;
        let mut again = self.conn.prepare(again)?;
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
            pair(left, right);
        }
    }

    fn verify_payouts(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let kept = "SELECT payout_id, unit, stream, part, count, gross, fee, fee_count, rest, rest_count, net \
                    FROM payout_sum";
        let again = payout_sum::again("payout_id IS NOT NULL");
        let mut cells = std::collections::BTreeMap::new();
        for row in self
            .conn
            .prepare(&again)?
            .query_and_then([], payout_sum::read_cell)?
        {
            let (cell, sums) = row?;
            cells.insert(cell, (None, Some(sums)));
        }
        for row in self
            .conn
            .prepare(kept)?
            .query_and_then([], payout_sum::read_cell)?
        {
            let (cell, sums) = row?;
            cells.entry(cell).or_insert((None, None)).0 = Some(sums);
        }
        for ((id, ..), (stored, rows)) in cells {
            if stored != rows {
                report.problems.push(Problem::Payout {
                    id,
                    detail: format!("stored {stored:?}, rows say {rows:?}"),
                });
            }
        }
        Ok(())
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

    fn verify_mail(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let words = self.wrong_mail_words()?;
        let offers = self.wrong_offer_words()?;
        let threads = (self.misplaced_mails()?, 0);
        for (what, (missing, stale)) in [
            ("the word index of messages", words),
            ("the word index of offers", offers),
            ("messages in their conversations", threads),
        ] {
            if missing > 0 || stale > 0 {
                report.problems.push(Problem::Mail {
                    what,
                    missing,
                    stale,
                });
            }
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
