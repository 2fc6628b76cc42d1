//! `GET /v1/payouts`.
//!
//! Rule protected: newest first by creation; a payout's status is what it is at the sandbox's clock.

use serde_json::Value;

use super::error::Refusal;
use super::objects::{self, Expand};
use super::query::{self, Cursor};
use super::{Call, envelope};
use crate::world::Payout;

/// One page of payouts. There is about one a week, so filters walk the list.
pub(super) fn list(call: &Call<'_>, expand: Expand) -> Result<Value, Refusal> {
    query::only(call, &["created", "arrival_date", "destination", "status"])?;
    let (world, now) = (&call.world, call.world.now);
    let ledger = &world.plan.ledger;
    let created = query::range(call, "created")?;
    let arrival = query::range(call, "arrival_date")?;
    let (limit, cursor) = query::paging(call)?;
    let status = call.param("status");
    if let Some(wrong) = status
        .filter(|status| !["pending", "paid", "failed", "canceled", "in_transit"].contains(status))
    {
        return Err(Refusal::param(
            "status",
            format!("Invalid status: must be one of pending, paid, failed, or canceled ({wrong})"),
        ));
    }
    let destination = call
        .param("destination")
        .is_none_or(|id| id == objects::bank_account(world));
    let fits = |payout: &&Payout| {
        payout.at <= now
            && destination
            && (created.from..created.until).contains(&payout.at)
            && (arrival.from..arrival.until).contains(&payout.arrival)
            && status.is_none_or(|status| objects::payout_status(payout, now) == status)
    };
    let row_of = |id: &str, param: &str| {
        let payout = ledger
            .payout_of(id, now)
            .ok_or_else(|| Refusal::missing(400, "payout", id, param))?;
        Ok::<u32, Refusal>(payout.row)
    };
    let (found, has_more) = match cursor {
        Cursor::Newest => take(ledger.payouts.iter().rev().filter(fits), limit),
        Cursor::After(id) => {
            let row = row_of(id, "starting_after")?;
            take(
                ledger
                    .payouts
                    .iter()
                    .rev()
                    .filter(fits)
                    .filter(|payout| payout.row < row),
                limit,
            )
        }
        Cursor::Before(id) => {
            let row = row_of(id, "ending_before")?;
            let (mut found, more) = take(
                ledger
                    .payouts
                    .iter()
                    .filter(fits)
                    .filter(|payout| payout.row > row),
                limit,
            );
            found.reverse();
            (found, more)
        }
    };
    let data = found
        .into_iter()
        .map(|payout| objects::payout(world, payout, expand))
        .collect();
    Ok(envelope("/v1/payouts", data, has_more))
}

fn take<'a>(
    mut payouts: impl Iterator<Item = &'a Payout>,
    limit: usize,
) -> (Vec<&'a Payout>, bool) {
    let found: Vec<&Payout> = payouts.by_ref().take(limit).collect();
    let more = payouts.next().is_some();
    (found, more)
}
