//! From any older format of the file to the one this version knows.
//!
//! The rules it protects: an upgrade happens in one transaction, after a checked copy was laid aside; a file from a newer
//! version is refused and left as it is.

use crate::{Key, StoreError, backup, connection};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// One step: the format it leads to and the SQL that leads there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) version: u32,
    pub(crate) sql: &'static str,
}

/// Every step since the first format, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("../schema/0001.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("../schema/0002_payouts.sql"),
    },
    Migration {
        version: 3,
        sql: include_str!("../schema/0003_rates.sql"),
    },
    Migration {
        version: 4,
        sql: include_str!("../schema/0004_presets.sql"),
    },
    Migration {
        version: 5,
        sql: include_str!("../schema/0005_ledger.sql"),
    },
    Migration {
        version: 6,
        sql: include_str!("../schema/0006_hand.sql"),
    },
    Migration {
        version: 7,
        sql: include_str!("../schema/0007_grants.sql"),
    },
    Migration {
        version: 8,
        sql: include_str!("../schema/0008_doubles.sql"),
    },
    Migration {
        version: 9,
        sql: include_str!("../schema/0009_programmes.sql"),
    },
    Migration {
        version: 10,
        sql: include_str!("../schema/0010_mail.sql"),
    },
    Migration {
        version: 11,
        sql: include_str!("../schema/0011_outbox.sql"),
    },
    Migration {
        version: 12,
        sql: include_str!("../schema/0012_deals.sql"),
    },
    Migration {
        version: 13,
        sql: include_str!("../schema/0013_deliverables.sql"),
    },
    Migration {
        version: 14,
        sql: include_str!("../schema/0014_invoices.sql"),
    },
    Migration {
        version: 15,
        sql: include_str!("../schema/0015_speed.sql"),
    },
];

/// The format that `steps` lead to.
pub(crate) fn newest(steps: &[Migration]) -> u32 {
    steps.last().map_or(0, |m| m.version)
}

/// The format of the open file; 0 for one without tables.
pub(crate) fn format(conn: &Connection) -> Result<u32, StoreError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// What stands between the file and this version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing.
    Current,
    /// Steps to take from this format.
    Older(u32),
}

/// Compares the file with `steps`.
///
/// # Errors
/// [`StoreError::NewerFormat`] for a file this version cannot know.
pub(crate) fn standing(conn: &Connection, steps: &[Migration]) -> Result<Standing, StoreError> {
    let found = format(conn)?;
    let supported = newest(steps);
    match found.cmp(&supported) {
        std::cmp::Ordering::Greater => Err(StoreError::NewerFormat { found, supported }),
        std::cmp::Ordering::Equal => Ok(Standing::Current),
        std::cmp::Ordering::Less => Ok(Standing::Older(found)),
    }
}

/// Takes the missing steps. The caller holds the profile lock alone.
pub(crate) fn upgrade(
    conn: &mut Connection,
    key: &Key,
    backups: &Path,
    steps: &[Migration],
) -> Result<(), StoreError> {
    let Standing::Older(from) = standing(conn, steps)? else {
        return Ok(());
    };
    if from > 0 {
        std::fs::create_dir_all(backups).map_err(|e| StoreError::io(backups, e))?;
        let copy = backups.join(format!("before-format-{}.db", newest(steps)));
        backup::copy_to(conn, key, &copy)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in steps.iter().filter(|s| s.version > from) {
        tx.execute_batch(step.sql)?;
        tx.pragma_update(None, "user_version", step.version)?;
    }
    tx.pragma_update(None, "application_id", connection::APPLICATION_ID)?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
#[path = "migrate_tests.rs"]
mod tests;
