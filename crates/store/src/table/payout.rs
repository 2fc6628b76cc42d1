//! Money platforms sent, and the former versions of it (*fetched*): the reads.
//!
//! The rule it protects: a payout that changes keeps what it said before; the rows it pays are found by the platform's
//! own id, whichever of the two arrives first.

use crate::codec;
use crate::{ReadTx, StoreError};
use domain::{AccountId, Amount, CivilDay, DocumentId, Instant, PayoutDraft, PayoutId, RunId};
use rusqlite::Row;

/// A payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// Its row.
    pub id: PayoutId,
    /// Whose it is.
    pub account: AccountId,
    /// What the platform says.
    pub payout: PayoutDraft,
    /// The document of the current version.
    pub document: DocumentId,
    /// The run that brought it first.
    pub first_run: RunId,
    /// Version number from 1.
    pub revision: u32,
    /// When this version was learned.
    pub known_from: Instant,
}

/// A version of a payout that no longer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutRevision {
    /// Version number from 1.
    pub revision: u32,
    /// When it was learned.
    pub known_from: Instant,
    /// When it was replaced.
    pub known_to: Instant,
    /// Its document.
    pub document: DocumentId,
    /// What it said.
    pub payout: PayoutDraft,
}

/// The columns [`draft`] reads, of table alias `$t`.
macro_rules! payout_columns {
    ($t:literal) => {
        concat!(
            $t,
            ".unit, ",
            $t,
            ".amount, ",
            $t,
            ".state, ",
            $t,
            ".created_ms, ",
            $t,
            ".arrival_on, ",
            $t,
            ".itemised, ",
            $t,
            ".failure, ",
            $t,
            ".description, ",
            $t,
            ".loc_start, ",
            $t,
            ".loc_len, ",
            $t,
            ".loc_line, ",
            $t,
            ".loc_pointer"
        )
    };
}

/// How many columns [`payout_columns`] names.
pub(crate) const PAYOUT_COLUMNS: usize = 12;

/// Reads [`payout_columns`] from the first column on.
pub(crate) fn draft(row: &Row<'_>, external_id: String) -> Result<PayoutDraft, StoreError> {
    Ok(PayoutDraft {
        external_id,
        amount: Amount::new(row.get(1)?, codec::unit(&row.get::<_, String>(0)?)?),
        state: codec::word("payout state", &row.get::<_, String>(2)?)?,
        created: codec::instant(row.get(3)?)?,
        arrival: codec::day_opt(row.get(4)?)?,
        itemised: row.get(5)?,
        failure: row.get(6)?,
        description: row.get(7)?,
        locator: codec::locator(row, 8)?,
    })
}

pub(crate) const PAYOUT_SQL: &str = concat!(
    "SELECT ",
    payout_columns!("p"),
    ", p.external_id, p.id, p.account_id, p.document_id, p.first_run, p.revision, p.known_from_ms FROM payout p "
);

/// Reads a row of [`PAYOUT_SQL`].
pub(crate) fn read_payout(row: &Row<'_>) -> Result<Payout, StoreError> {
    let at = PAYOUT_COLUMNS;
    Ok(Payout {
        payout: draft(row, row.get(at)?)?,
        id: PayoutId(row.get(at + 1)?),
        account: AccountId(row.get(at + 2)?),
        document: DocumentId(row.get(at + 3)?),
        first_run: RunId(row.get(at + 4)?),
        revision: row.get(at + 5)?,
        known_from: codec::instant(row.get(at + 6)?)?,
    })
}

/// Out of an index alone.
pub(crate) const MADE: &str =
    "SELECT created_ms FROM payout WHERE account_id = ?1 AND aside = 0 ORDER BY created_ms";
/// One step into an index for each account, however many payouts it has.
pub(crate) const PAYING: &str = "SELECT a.id FROM account a WHERE EXISTS \
    (SELECT 1 FROM payout p WHERE p.account_id = a.id AND p.aside = 0) ORDER BY a.id";

impl ReadTx<'_> {
    /// Payouts made within the days, newest first. One that two reports tell of stands once.
    pub fn payouts(
        &self,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        limit: u32,
    ) -> Result<Vec<Payout>, StoreError> {
        let sql = format!(
            "{PAYOUT_SQL} WHERE p.created_ms >= ?1 AND p.created_ms < ?2 AND p.aside = 0 ORDER BY p.created_ms DESC, p.id DESC LIMIT ?3"
        );
        let first = from.map_or(i64::MIN, |d| d.utc_start().millis());
        let end = to.map_or(i64::MAX, |d| d.plus_days(1).utc_start().millis());
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((first, end, limit), read_payout)?
            .collect()
    }

    /// The accounts that have a payout.
    pub fn paying_accounts(&self) -> Result<Vec<AccountId>, StoreError> {
        self.conn
            .prepare_cached(PAYING)?
            .query_map([], |row| row.get(0).map(AccountId))?
            .map(|account| Ok(account?))
            .collect()
    }

    /// One payout.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn payout(&self, id: PayoutId) -> Result<Payout, StoreError> {
        let sql = format!("{PAYOUT_SQL} WHERE p.id = ?1");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id.0], read_payout)?
            .next();
        found.unwrap_or(Err(StoreError::NotFound {
            what: "payout",
            id: id.0,
        }))
    }

    /// The former versions of a payout, oldest first.
    pub fn payout_revisions(&self, id: PayoutId) -> Result<Vec<PayoutRevision>, StoreError> {
        let sql = concat!(
            "SELECT ",
            payout_columns!("r"),
            ", p.external_id, r.revision, r.known_from_ms, r.known_to_ms, r.document_id \
             FROM payout_revision r JOIN payout p ON p.id = r.payout_id WHERE r.payout_id = ?1 ORDER BY r.revision"
        );
        let at = PAYOUT_COLUMNS;
        let read = |row: &Row<'_>| {
            Ok(PayoutRevision {
                payout: draft(row, row.get(at)?)?,
                revision: row.get(at + 1)?,
                known_from: codec::instant(row.get(at + 2)?)?,
                known_to: codec::instant(row.get(at + 3)?)?,
                document: DocumentId(row.get(at + 4)?),
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([id.0], read)?
            .collect()
    }

    /// When the payouts of an account were made, oldest first; one that two reports tell of stands once.
    pub fn payouts_made(&self, account: AccountId) -> Result<Vec<Instant>, StoreError> {
        self.conn
            .prepare_cached(MADE)?
            .query_and_then([account.0], |row| codec::instant(row.get(0)?))?
            .collect()
    }

    /// Every payout of an account, oldest first; one that two reports tell of stands once.
    pub fn payouts_of(&self, account: AccountId) -> Result<Vec<Payout>, StoreError> {
        let sql = format!(
            "{PAYOUT_SQL} WHERE p.account_id = ?1 AND p.aside = 0 ORDER BY p.created_ms, p.id"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([account.0], read_payout)?
            .collect()
    }
}
