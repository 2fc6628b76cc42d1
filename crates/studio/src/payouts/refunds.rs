//! Money taken back in a payout: from a sale of the same payout (a refund), or from one that was paid before (a clawback).
//!
//! The rule it protects: the two are told apart by the sale the row names; where a payout has too many rows to look, all of
//! it is called a refund and nothing is guessed.

use domain::{EntryId, PayoutId, Stream};
use std::collections::{BTreeMap, BTreeSet};
use store::{PaidPart, PaidTitle, ReadTx, StoreError};

/// Rows looked at.
const MOST: u32 = 2_000;

/// Sums and rows that took money back, corrections without a sale left out. Micro-units and counts.
#[derive(Default)]
pub(super) struct TakenBack {
    pub(super) refund: (i128, u64),
    pub(super) clawback: (i128, u64),
    /// The rows that are clawbacks.
    pub(super) clawbacks: BTreeSet<EntryId>,
}

/// Sorts what a payout's rows took back.
pub(super) fn taken_back(
    tx: &ReadTx<'_>,
    payout: PayoutId,
    parts: &[PaidPart],
) -> Result<TakenBack, StoreError> {
    let mut found = TakenBack::default();
    for part in parts {
        if part.taken_back && part.stream != Stream::Adjustment {
            found.refund.0 += part.gross;
            found.refund.1 += part.count;
        }
    }
    if found.refund.1 == 0 {
        return Ok(found);
    }
    if let Some(rows) = tx.payout_titles(payout, MOST)? {
        for id in clawbacks(&rows) {
            let Some(row) = rows.iter().find(|r| r.id == id) else {
                continue;
            };
            found.clawbacks.insert(id);
            found.clawback.0 += i128::from(row.gross);
            found.clawback.1 += 1;
        }
        found.refund.0 -= found.clawback.0;
        found.refund.1 -= found.clawback.1;
    }
    Ok(found)
}

/// The rows whose sale is not among the others.
fn clawbacks(rows: &[PaidTitle]) -> Vec<EntryId> {
    let mut sales: BTreeMap<(Stream, &str), i64> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.gross > 0) {
        let most = sales.entry((row.stream, row.title.as_str())).or_default();
        *most = (*most).max(row.gross);
    }
    let of_this_payout = |row: &PaidTitle| {
        let sale = sales.get(&(row.stream, named(&row.title)));
        sale.is_some_and(|gross| row.gross.checked_neg().is_some_and(|back| back <= *gross))
    };
    rows.iter()
        .filter(|r| r.gross < 0 && r.stream != Stream::Adjustment && !of_this_payout(r))
        .map(|r| r.id)
        .collect()
}

/// The sale a row names: what stands in its outer brackets (`REFUND FOR CHARGE (Order 1048)`), else the whole.
fn named(title: &str) -> &str {
    let inner = title
        .split_once('(')
        .and_then(|(_, rest)| rest.rsplit_once(')'))
        .map(|(inner, _)| inner);
    inner.unwrap_or(title).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_names_a_sale_of_the_same_payout() {
        let row = |id, title: &str, gross| PaidTitle {
            id: EntryId(id),
            title: title.to_owned(),
            stream: Stream::ShopSale,
            gross,
        };
        let rows = [
            row(1, "Order 1048, bowl", 5_000),
            row(2, "REFUND FOR CHARGE (Order 1048, bowl)", -5_000),
            row(3, "REFUND FOR CHARGE (Order 900, vase (blue))", -700),
            row(4, "REFUND FOR CHARGE (Order 1048, bowl)", -5_001),
        ];
        assert_eq!(
            clawbacks(&rows),
            [EntryId(3), EntryId(4)],
            "one was sold before, one takes back more than the sale"
        );
    }
}
