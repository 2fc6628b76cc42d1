//! Payouts as they were known at an earlier instant, with what their rows added up to then.
//!
//! The rule it protects: each day's truth. A version counts while `known_from <= at < known_to`; a row counts for the payout
//! it named at that time.

use crate::table::doubles_hold::ALONE_THEN;
use crate::table::payout::{Payout, draft};
use crate::{PaidSum, ReadTx, StoreError, codec};
use domain::{AccountId, CivilDay, DocumentId, Instant, PayoutId, RunId};
use rusqlite::Row;

fn columns(alias: &str) -> String {
    const VERSION: [&str; 12] = [
        "unit",
        "amount",
        "state",
        "created_ms",
        "arrival_on",
        "itemised",
        "failure",
        "description",
        "loc_start",
        "loc_len",
        "loc_line",
        "loc_pointer",
    ];
    VERSION.map(|name| format!("{alias}.{name}")).join(", ")
}

fn read(row: &Row<'_>) -> Result<Payout, StoreError> {
    Ok(Payout {
        payout: draft(row, row.get(12)?)?,
        id: PayoutId(row.get(13)?),
        account: AccountId(row.get(14)?),
        document: DocumentId(row.get(15)?),
        first_run: RunId(row.get(16)?),
        revision: row.get(17)?,
        known_from: codec::instant(row.get(18)?)?,
    })
}

/// What the rows of a payout said at `?1`: `?2` its row, `?3` its account, `?4` the platform's id.
fn sums_known() -> String {
    format!(
        "SELECT unit, sum(net), count(*) FROM (\
SELECT unit, net FROM entry e WHERE payout_id = ?2 AND known_from_ms <= ?1 AND (vanished_ms IS NULL OR vanished_ms > ?1) \
AND aside & 2 = 0 AND {ALONE_THEN} UNION ALL \
SELECT r.unit, r.net FROM entry_revision r JOIN entry e ON e.id = r.entry_id WHERE r.payout_ext_id = ?4 \
AND e.account_id = ?3 AND r.known_from_ms <= ?1 AND r.known_to_ms > ?1 AND (r.vanished_ms IS NULL OR r.vanished_ms > ?1) \
AND e.aside & 2 = 0 AND {ALONE_THEN}) GROUP BY unit"
    )
}

impl ReadTx<'_> {
    /// Payouts made within the days, as they were known at `at`, newest first.
    pub fn payouts_as_known_on(
        &self,
        at: Instant,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        limit: u32,
    ) -> Result<Vec<Payout>, StoreError> {
        let sql = format!(
            "SELECT {}, p.external_id, p.id, p.account_id, p.document_id, p.first_run, p.revision, p.known_from_ms \
             FROM payout p WHERE p.aside = 0 AND p.known_from_ms <= ?1 AND p.created_ms >= ?2 AND p.created_ms < ?3 \
             UNION ALL SELECT {}, p.external_id, p.id, p.account_id, r.document_id, p.first_run, r.revision, r.known_from_ms \
             FROM payout_revision r JOIN payout p ON p.id = r.payout_id WHERE p.aside = 0 AND r.known_from_ms <= ?1 AND r.known_to_ms > ?1 \
             AND r.created_ms >= ?2 AND r.created_ms < ?3 ORDER BY 4 DESC, 14 DESC LIMIT ?4",
            columns("p"),
            columns("r"),
        );
        let first = from.map_or(i64::MIN, |d| d.utc_start().millis());
        let end = to.map_or(i64::MAX, |d| d.plus_days(1).utc_start().millis());
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((at.millis(), first, end, limit), read)?
            .collect()
    }

    /// What the rows of `payout` added up to at `at`, per unit.
    pub fn payout_sums_as_known_on(
        &self,
        payout: &Payout,
        at: Instant,
    ) -> Result<Vec<PaidSum>, StoreError> {
        let values = (
            at.millis(),
            payout.id.0,
            payout.account.0,
            &payout.payout.external_id,
        );
        let read = |row: &Row<'_>| {
            Ok(PaidSum {
                unit: codec::unit(&row.get::<_, String>(0)?)?,
                net: i128::from(row.get::<_, i64>(1)?),
                count: row.get(2)?,
            })
        };
        self.conn
            .prepare_cached(&sums_known())?
            .query_and_then(values, read)?
            .collect()
    }
}
