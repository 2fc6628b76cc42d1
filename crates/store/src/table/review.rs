//! What could not be read (*record*): it waits here with its bytes until somebody looks.
//!
//! The rule it protects: nothing is skipped in silence, and the same refused row is listed once however often it is read.

use crate::codec::{self, LocatorColumns};
use crate::{Origin, ReadTx, StoreError, WriteTx};
use domain::reject::RejectReason;
use domain::{AccountId, DocumentId, Instant, Reject, RunId};
use rusqlite::Row;

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its row.
    pub id: i64,
    /// Whose it is.
    pub account: Option<AccountId>,
    /// The stream of data it came in.
    pub feed: String,
    /// The document it stands in.
    pub document: DocumentId,
    /// Why, where, and the raw text.
    pub reject: Reject,
    /// The run that refused it.
    pub run: RunId,
    /// When it was settled.
    pub resolved: Option<Instant>,
}

const COLUMNS: &str = "id, account_id, feed, document_id, reason, detail, raw, run_id, resolved_ms, \
                       loc_start, loc_len, loc_line, loc_pointer";

fn reason_text(reason: &RejectReason) -> Result<String, StoreError> {
    Ok(codec::to_json("reason", reason)?
        .trim_matches('"')
        .to_owned())
}

fn read(row: &Row<'_>) -> Result<Review, StoreError> {
    let reason: String = row.get(4)?;
    Ok(Review {
        id: row.get(0)?,
        account: row.get::<_, Option<i64>>(1)?.map(AccountId),
        feed: row.get(2)?,
        document: DocumentId(row.get(3)?),
        reject: Reject {
            reason: codec::json("reason", &format!("\"{reason}\""))?,
            detail: row.get(5)?,
            raw: row.get(6)?,
            locator: codec::locator(row, 9)?,
        },
        run: RunId(row.get(7)?),
        resolved: codec::instant_opt(row.get(8)?)?,
    })
}

impl ReadTx<'_> {
    /// Refused rows, newest first; with `open_only`, those not settled.
    pub fn reviews(&self, open_only: bool, limit: u32) -> Result<Vec<Review>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM review WHERE NOT ?1 OR resolved_ms IS NULL ORDER BY id DESC LIMIT ?2"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((open_only, limit), read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Lists a refused row. `false` when it is on the list already.
    pub fn insert_reject(
        &mut self,
        origin: &Origin<'_>,
        reject: &Reject,
    ) -> Result<bool, StoreError> {
        let locator = LocatorColumns::of(&reject.locator)?;
        let added = self
            .conn
            .prepare_cached(
                "INSERT INTO review (account_id, feed, document_id, reason, detail, raw, run_id, loc_start, loc_len, \
                 loc_line, loc_pointer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
            )?
            .execute((
                origin.account.0,
                origin.feed,
                origin.document.0,
                reason_text(&reject.reason)?,
                &reject.detail,
                &reject.raw,
                origin.run.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
            ))?;
        Ok(added > 0)
    }

    /// Settles a refused row.
    pub fn resolve_review(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let changed = self
            .conn
            .prepare_cached("UPDATE review SET resolved_ms = ?2 WHERE id = ?1")?
            .execute((id, now.millis()))?;
        if changed == 0 {
            return Err(StoreError::NotFound { what: "review", id });
        }
        Ok(())
    }
}
