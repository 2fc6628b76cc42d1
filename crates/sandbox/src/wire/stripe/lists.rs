//! The ledger's lists: balance transactions, charges, refunds.
//!
//! Rule protected: a page is found by binary search, so it costs the same at a thousand rows and at a million; cursors
//! are ids, so rows that arrive while a client pages neither shift nor repeat anything.

use serde_json::Value;

use super::error::Refusal;
use super::objects::{self, Expand};
use super::query::{self, Cursor};
use super::{Call, envelope};
use crate::world::{Kind, Ledger};

/// Rows in ascending order: all of them, or those of an index.
enum Rows<'a> {
    All(u32),
    Some(&'a [u32]),
    Own(Vec<u32>),
}

impl Rows<'_> {
    fn get(&self, place: usize) -> Option<u32> {
        match self {
            Self::All(count) => u32::try_from(place).ok().filter(|place| place < count),
            Self::Some(list) => list.get(place).copied(),
            Self::Own(list) => list.get(place).copied(),
        }
    }

    /// Place of the first row numbered `row` or higher.
    fn place(&self, row: u32) -> usize {
        match self {
            Self::All(count) => row.min(*count) as usize,
            Self::Some(list) => list.partition_point(|other| *other < row),
            Self::Own(list) => list.partition_point(|other| *other < row),
        }
    }
}

/// The window of rows a request can see, before its cursor.
fn window(call: &Call<'_>) -> Result<(u32, u32), Refusal> {
    let ledger = &call.world.plan.ledger;
    let created = query::range(call, "created")?;
    let until = created.until.min(call.world.now.saturating_add(1));
    Ok((ledger.rows_before(created.from), ledger.rows_before(until)))
}

/// One page of `rows`, newest first, and whether more follow in the direction of the cursor.
fn page(
    call: &Call<'_>,
    rows: &Rows<'_>,
    what: &str,
    prefixes: &[&str],
) -> Result<(Vec<u32>, bool), Refusal> {
    let ledger = &call.world.plan.ledger;
    let (mut low, mut high) = window(call)?;
    let (limit, cursor) = query::paging(call)?;
    let row_of = |id: &str, param: &str| {
        let found = prefixes
            .iter()
            .find_map(|prefix| ledger.index_of(prefix, id));
        found.ok_or_else(|| Refusal::missing(400, what, id, param))
    };
    match cursor {
        Cursor::Newest => {}
        Cursor::After(id) => high = high.min(row_of(id, "starting_after")?),
        Cursor::Before(id) => low = low.max(row_of(id, "ending_before")?.saturating_add(1)),
    }
    let (first, end) = (rows.place(low), rows.place(high));
    let count = limit.min(end.saturating_sub(first));
    // `ending_before` gives the rows next to the cursor, not the newest ones
    let start = if matches!(cursor, Cursor::Before(_)) {
        first
    } else {
        end.saturating_sub(count)
    };
    let mut found: Vec<u32> = (start..start + count)
        .filter_map(|place| rows.get(place))
        .collect();
    found.reverse();
    Ok((found, end.saturating_sub(first) > count))
}

/// `GET /v1/balance_transactions`.
pub(super) fn balance_transactions(call: &Call<'_>, expand: Expand) -> Result<Value, Refusal> {
    query::only(call, &["created", "currency", "payout", "source", "type"])?;
    let ledger = &call.world.plan.ledger;
    let rows = choose(call, ledger)?;
    let (found, has_more) = page(call, &rows, "balance_transaction", &["txn"])?;
    let dropped = |index: &u32| call.quirks.dropped.contains(&ledger.id("txn", *index));
    let data = found
        .into_iter()
        .filter(|index| !dropped(index))
        .map(|index| objects::transaction(&call.world, index, expand))
        .collect();
    Ok(envelope("/v1/balance_transactions", data, has_more))
}

fn choose<'a>(call: &Call<'_>, ledger: &'a Ledger) -> Result<Rows<'a>, Refusal> {
    if call
        .param("currency")
        .is_some_and(|currency| currency != "eur")
    {
        return Ok(Rows::All(0));
    }
    let wanted = call.param("type");
    let fits = |index: &u32| {
        let row = ledger.row(*index);
        row.is_some_and(|row| wanted.is_none_or(|wanted| row.kind.wire() == wanted))
    };
    if let Some(id) = call.param("payout") {
        let payout = ledger
            .payout_of(id, call.world.now)
            .ok_or_else(|| Refusal::missing(400, "payout", id, "payout"))?;
        let mut own: Vec<u32> = payout.members.clone();
        // the payout's own row belongs to its listing; a client leaves it out of the sum
        own.push(payout.row);
        own.sort_unstable();
        own.retain(fits);
        return Ok(Rows::Own(own));
    }
    if let Some(id) = call.param("source") {
        let sources = ["py", "ch", "re", "du", "po"];
        let mut own: Vec<u32> = sources
            .iter()
            .filter_map(|prefix| ledger.index_of(prefix, id))
            .collect();
        let failure = own
            .first()
            .and_then(|index| ledger.row(*index))
            .filter(|row| row.kind == Kind::Payout);
        let failure = failure
            .and_then(|row| ledger.payouts.get(row.payout as usize))
            .and_then(|payout| payout.failure);
        own.extend(failure.map(|(_, index)| index));
        own.retain(fits);
        return Ok(Rows::Own(own));
    }
    let Some(wanted) = wanted else {
        return Ok(Rows::All(ledger.rows.len() as u32));
    };
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| kind.wire() == wanted)
        .collect();
    Ok(match kinds.as_slice() {
        [] => Rows::All(0),
        [kind] => Rows::Some(ledger.of_kind(*kind)),
        _ => Rows::Own(merged(kinds.iter().map(|kind| ledger.of_kind(*kind)))),
    })
}

fn merged<'a>(lists: impl Iterator<Item = &'a [u32]>) -> Vec<u32> {
    let mut all: Vec<u32> = lists.flatten().copied().collect();
    all.sort_unstable();
    all
}

/// `GET /v1/charges`.
pub(super) fn charges(call: &Call<'_>, expand: Expand) -> Result<Value, Refusal> {
    query::only(
        call,
        &["created", "customer", "payment_intent", "transfer_group"],
    )?;
    let filtered = ["customer", "payment_intent", "transfer_group"]
        .iter()
        .any(|name| call.param(name).is_some());
    // the creator's customers pay as guests: such a filter finds nothing
    let rows = if filtered {
        Rows::All(0)
    } else {
        Rows::Some(call.world.plan.ledger.charges())
    };
    let (found, has_more) = page(call, &rows, "charge", &["ch", "py"])?;
    let data = found
        .into_iter()
        .map(|index| objects::charge(&call.world, index, expand))
        .collect();
    Ok(envelope("/v1/charges", data, has_more))
}

/// `GET /v1/refunds`.
pub(super) fn refunds(call: &Call<'_>, expand: Expand) -> Result<Value, Refusal> {
    query::only(call, &["created", "charge", "payment_intent"])?;
    let ledger = &call.world.plan.ledger;
    let rows = match call.param("charge") {
        None => Rows::Some(ledger.of_kind(Kind::Refund)),
        Some(id) => {
            let sale = ledger
                .index_of("ch", id)
                .and_then(|index| ledger.row(index));
            let link = sale.map(|row| row.link).filter(|link| {
                ledger
                    .row(*link)
                    .is_some_and(|row| row.kind == Kind::Refund)
            });
            Rows::Own(link.into_iter().collect())
        }
    };
    let (found, has_more) = page(call, &rows, "refund", &["re"])?;
    let data = found
        .into_iter()
        .map(|index| objects::refund(&call.world, index, expand))
        .collect();
    Ok(envelope("/v1/refunds", data, has_more))
}
