//! Nets by direction: what brought money, what took it back, and whether a known payout paid it. Read from the rows.
//!
//! The rule it protects: this walks every row of its days, so it serves a check and an accepted month, never a screen of all.

use crate::codes::status_of;
use crate::{ReadTx, StoreError, codec};
use domain::{AccountId, CivilDay, Status, Unit};

/// Sums of one account, unit and status. Micro-units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The account.
    pub account: AccountId,
    /// The unit.
    pub unit: Unit,
    /// How sure.
    pub status: Status,
    /// Whether a payout that we know pays them.
    pub linked: bool,
    /// Sum of the nets above zero.
    pub brought: i128,
    /// Sum of the nets below zero, as a negative figure.
    pub took: i128,
    /// Number of rows.
    pub count: u64,
}

const SIDES: &str = "SELECT account_id, unit, status, payout_id IS NOT NULL AS linked, sum(max(net, 0)), sum(min(net, 0)), \
    count(*) FROM entry WHERE aside = 0 AND day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR account_id = ?3) \
    GROUP BY account_id, unit, status, linked ORDER BY account_id, unit, status, linked";

impl ReadTx<'_> {
    /// The sides of the days, of one account or of all.
    pub fn sides(
        &self,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        account: Option<AccountId>,
    ) -> Result<Vec<Sides>, StoreError> {
        let first = from.map_or(i32::MIN, CivilDay::number);
        let last = to.map_or(i32::MAX, CivilDay::number);
        self.conn
            .prepare_cached(SIDES)?
            .query_and_then((first, last, account.map(|a| a.0)), |row| {
                let unit = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                Ok(Sides {
                    account: AccountId(row.get(0)?),
                    unit: codec::unit(unit)?,
                    status: status_of(row.get(2)?)?,
                    linked: row.get(3)?,
                    brought: row.get::<_, i64>(4)?.into(),
                    took: row.get::<_, i64>(5)?.into(),
                    count: row.get::<_, i64>(6)?.unsigned_abs(),
                })
            })?
            .collect()
    }
}
