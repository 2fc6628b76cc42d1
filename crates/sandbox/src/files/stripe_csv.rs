//! Stripe's report "Itemised balance change from activity" with its default columns.
//!
//! Rule protected: major units with a decimal point, UTC stamps, every cell quoted, payouts left out, oldest first.

use std::fmt::Write;

use crate::wire::stripe::description;
use crate::world::{Kind, World, stamp};

const HEADER: &str = r#""balance_transaction_id","created_utc","available_on_utc","currency","gross","fee","net","reporting_category","description""#;

/// The report over everything up to the world's clock. LF line ends, UTF-8 without a byte-order mark.
#[must_use]
pub fn stripe_itemised_csv(world: &World) -> String {
    let ledger = &world.plan.ledger;
    let mut text = String::from(HEADER);
    text.push('\n');
    for index in 0..ledger.rows_before(world.now.saturating_add(1)) {
        let Some(row) = ledger.row(index) else {
            continue;
        };
        // payouts move money already counted: this report leaves them out
        if matches!(row.kind, Kind::Payout | Kind::PayoutFailure) {
            continue;
        }
        // writing to a String cannot fail
        let _ = writeln!(
            text,
            r#""{}","{}","{}","eur","{}","{}","{}","{}","{}""#,
            ledger.id("txn", index),
            stamp(row.at),
            stamp(row.available_on()),
            major(row.amount),
            major(i64::from(row.fee)),
            major(row.net()),
            row.kind.category(),
            description(world, index, row).replace('"', "\"\""),
        );
    }
    text
}

/// Minor units as text with two decimals.
pub(super) fn major(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}
