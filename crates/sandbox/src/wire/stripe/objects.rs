//! Stripe's objects, field by field as in the official fixtures of 2026-07-29.dahlia.
//!
//! Rule protected: money is integer minor units; `net` is `amount - fee`; what is not yet so at the clock is not shown.

use serde_json::{Value, json};

use super::account_id;
use crate::wire::Vault;
use crate::world::{BUYERS, DAY, Kind, Payout, Row, World, stamp, utc_day};

/// Which ids are replaced by their objects.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Expand {
    pub(super) source: bool,
    pub(super) balance_transaction: bool,
}

/// A balance transaction; `null` for a row that does not exist.
pub(super) fn transaction(world: &World, index: u32, expand: Expand) -> Value {
    let ledger = &world.plan.ledger;
    let Some(row) = ledger.row(index) else {
        return Value::Null;
    };
    let (source_index, source_id) = source(world, index, row);
    let source = match (expand.source, source_index) {
        (true, Some(target)) => expanded(world, target),
        _ => json!(source_id),
    };
    let fee_details = match row.fee {
        0 => json!([]),
        fee => json!([{
            "amount": fee,
            "application": null,
            "currency": "eur",
            "description": if row.kind == Kind::Dispute { "Dispute fee" } else { "Stripe processing fees" },
            "type": "stripe_fee",
        }]),
    };
    let usd = ledger.deals.get(&index).and_then(|deal| deal.usd);
    json!({
        "id": ledger.id("txn", index),
        "object": "balance_transaction",
        "amount": row.amount,
        "available_on": row.available_on(),
        "balance_type": "payments",
        "created": row.at,
        "currency": "eur",
        "description": description(world, index, row),
        // informational, as Stripe says: money is never computed from it
        "exchange_rate": usd.map(|usd| row.amount as f64 / usd.max(1) as f64),
        "fee": row.fee,
        "fee_details": fee_details,
        "net": row.net(),
        "reporting_category": row.kind.category(),
        "source": source,
        "status": if row.available_on() <= world.now { "available" } else { "pending" },
        "type": row.kind.wire(),
    })
}

/// The row whose object stands behind a transaction, and that object's id.
fn source(world: &World, index: u32, row: &Row) -> (Option<u32>, Option<String>) {
    let target = if row.kind == Kind::PayoutFailure {
        row.link
    } else {
        index
    };
    let prefix = row.kind.source_prefix();
    (
        prefix.map(|_| target),
        prefix.map(|prefix| world.plan.ledger.id(prefix, target)),
    )
}

fn expanded(world: &World, index: u32) -> Value {
    let ledger = &world.plan.ledger;
    let Some(row) = ledger.row(index) else {
        return Value::Null;
    };
    match row.kind {
        Kind::Tip | Kind::Sale | Kind::Deal => charge(world, index, Expand::default()),
        Kind::Refund => refund(world, index, Expand::default()),
        Kind::Dispute => dispute(world, index, row),
        Kind::Payout | Kind::PayoutFailure => match ledger.payouts.get(row.payout as usize) {
            Some(found) => payout(world, found, Expand::default()),
            None => Value::Null,
        },
        Kind::Fee => Value::Null,
    }
}

/// What the transaction is called on the dashboard.
pub(crate) fn description(world: &World, index: u32, row: &Row) -> String {
    let ledger = &world.plan.ledger;
    match row.kind {
        Kind::Tip => "TikTok Tip".to_owned(),
        Kind::Sale => format!("Atelier shop order #{}", 1_000 + index),
        Kind::Deal => ledger.deals.get(&index).map_or_else(
            || "Invoice".to_owned(),
            |deal| format!("Invoice {} {}", deal.invoice, deal.brand),
        ),
        Kind::Refund => format!(
            "REFUND FOR CHARGE (Atelier shop order #{})",
            1_000 + row.link
        ),
        Kind::Fee => format!(
            "Radar for Fraud Teams ({})",
            stamp(row.at - DAY).get(..7).unwrap_or_default()
        ),
        Kind::Dispute => format!("Chargeback withdrawal for {}", ledger.id("ch", row.link)),
        Kind::Payout => "STRIPE PAYOUT".to_owned(),
        Kind::PayoutFailure => "PAYOUT FAILURE".to_owned(),
    }
}

fn transaction_or_id(world: &World, index: u32, expand: Expand) -> Value {
    if expand.balance_transaction {
        transaction(world, index, Expand::default())
    } else {
        json!(world.plan.ledger.id("txn", index))
    }
}

/// A charge: a tip, a shop sale or a paid invoice.
pub(super) fn charge(world: &World, index: u32, expand: Expand) -> Value {
    let ledger = &world.plan.ledger;
    let Some(row) = ledger.row(index) else {
        return Value::Null;
    };
    let deal = ledger.deals.get(&index);
    // a brand in dollars is charged in dollars; only the balance is in euros
    let (amount, currency) = match deal.and_then(|deal| deal.usd) {
        Some(usd) => (usd, "usd"),
        None => (row.amount, "eur"),
    };
    let back = ledger.row(row.link).filter(|back| back.at <= world.now);
    let refunded: i64 = back
        .filter(|back| back.kind == Kind::Refund)
        .map_or(0, |back| -back.amount);
    let disputed = back.is_some_and(|back| back.kind == Kind::Dispute);
    let id = ledger.id(row.kind.source_prefix().unwrap_or("ch"), index);
    let buyer = BUYERS
        .get(index as usize % BUYERS.len().max(1))
        .copied()
        .unwrap_or("Ambre");
    let name = deal.map_or_else(|| format!("{buyer} {index}"), |deal| deal.brand.to_owned());
    json!({
        "id": id,
        "object": "charge",
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": refunded,
        "application": null,
        "application_fee": null,
        "application_fee_amount": null,
        "balance_transaction": transaction_or_id(world, index, expand),
        "billing_details": {"address": null, "email": null, "name": name, "phone": null, "tax_id": null},
        "captured": true,
        "created": row.at,
        "currency": currency,
        "customer": null,
        "description": description(world, index, row),
        "disputed": disputed,
        "failure_balance_transaction": null,
        "failure_code": null,
        "failure_message": null,
        "livemode": false,
        "metadata": metadata(row.kind, deal.map(|deal| deal.invoice.as_str())),
        "paid": true,
        "payment_intent": null,
        "payment_method_details": {"type": if row.kind == Kind::Tip { "stripe_account" } else { "card" }},
        "presentment_details": null,
        "receipt_email": null,
        "refunded": refunded == amount,
        "source_transfer": null,
        "statement_descriptor": null,
        "status": "succeeded",
        "transfer_group": null,
    })
}

fn metadata(kind: Kind, invoice: Option<&str>) -> Value {
    match (kind, invoice) {
        (_, Some(invoice)) => json!({"invoice": invoice}),
        (Kind::Tip, _) => json!({"origin": "tiktok_tip"}),
        _ => json!({"origin": "atelier_shop"}),
    }
}

/// A refund of a sale.
pub(super) fn refund(world: &World, index: u32, expand: Expand) -> Value {
    let ledger = &world.plan.ledger;
    let Some(row) = ledger.row(index) else {
        return Value::Null;
    };
    json!({
        "id": ledger.id("re", index),
        "object": "refund",
        "amount": -row.amount,
        "balance_transaction": transaction_or_id(world, index, expand),
        "charge": ledger.id("ch", row.link),
        "created": row.at,
        "currency": "eur",
        "customer": null,
        "destination_details": {"card": {"type": "refund"}, "type": "card"},
        "metadata": {},
        "payment_intent": null,
        "reason": "requested_by_customer",
        "receipt_number": null,
        "source_transfer_reversal": null,
        "status": "succeeded",
        "transfer_reversal": null,
    })
}

fn dispute(world: &World, index: u32, row: &Row) -> Value {
    let ledger = &world.plan.ledger;
    json!({
        "id": ledger.id("du", index),
        "object": "dispute",
        "amount": -row.amount,
        "balance_transactions": [transaction(world, index, Expand::default())],
        "charge": ledger.id("ch", row.link),
        "created": row.at,
        "currency": "eur",
        "is_charge_refundable": false,
        "livemode": false,
        "metadata": {},
        "payment_intent": null,
        "reason": "fraudulent",
        "status": "lost",
    })
}

/// Where a payout stands: it leaves the next morning, arrives two days later, and may come back after that.
pub(super) fn payout_status(payout: &Payout, now: i64) -> &'static str {
    match payout.failure {
        Some((at, _)) if now >= at => "failed",
        _ if now >= payout.arrival => "paid",
        _ if now >= payout.at + 18 * 3600 => "in_transit",
        _ => "pending",
    }
}

/// The creator's bank account.
pub(super) fn bank_account(world: &World) -> String {
    format!("ba_1{}", Vault::secret(world.plan.seed, "stripe bank", 20))
}

/// An automatic weekly payout.
pub(super) fn payout(world: &World, payout: &Payout, expand: Expand) -> Value {
    let ledger = &world.plan.ledger;
    let status = payout_status(payout, world.now);
    let failure = payout
        .failure
        .filter(|_| status == "failed")
        .map(|(_, row)| ledger.id("txn", row));
    json!({
        "id": ledger.payout_id(payout),
        "object": "payout",
        "amount": payout.amount,
        "application_fee": null,
        "application_fee_amount": null,
        "arrival_date": payout.arrival,
        "automatic": true,
        "balance_transaction": transaction_or_id(world, payout.row, expand),
        "created": payout.at,
        "currency": "eur",
        "description": "STRIPE PAYOUT",
        "destination": bank_account(world),
        "failure_balance_transaction": failure,
        "failure_code": failure.as_ref().map(|_| "account_closed"),
        "failure_message": failure.as_ref().map(|_| "The bank account has been closed."),
        "livemode": false,
        "metadata": {},
        "method": "standard",
        "original_payout": null,
        "payout_method": null,
        "reconciliation_status": if world.now >= payout.at + DAY { "completed" } else { "in_progress" },
        "reversed_by": null,
        "source_type": "card",
        "statement_descriptor": null,
        "status": status,
        "trace_id": {"status": if status == "paid" { "supported" } else { "pending" }, "value": null},
        "type": "bank_account",
    })
}

/// The balance now.
pub(super) fn balance(world: &World) -> Value {
    let (available, pending) = world.plan.ledger.balance(world.now);
    let entry = |amount: i64| json!([{"amount": amount, "currency": "eur", "source_types": {"card": amount}}]);
    json!({
        "object": "balance",
        "available": entry(available),
        "livemode": false,
        "pending": entry(pending),
    })
}

/// The creator's own account.
pub(super) fn account(world: &World) -> Value {
    let plan = &world.plan;
    json!({
        "id": account_id(plan.seed),
        "object": "account",
        "business_profile": {"mcc": "5699", "name": "Atelier Camille", "url": "https://atelier-camille.example"},
        "business_type": "individual",
        "capabilities": {"card_payments": "active", "transfers": "active"},
        "charges_enabled": true,
        "controller": {"type": "account"},
        "country": "FR",
        "created": utc_day(plan.first_day * DAY) * DAY,
        "default_currency": "eur",
        "details_submitted": true,
        "email": "bonjour@atelier-camille.example",
        "metadata": {},
        "payouts_enabled": true,
        "settings": {
            "dashboard": {"display_name": "Atelier Camille", "timezone": "Europe/Paris"},
            "payouts": {
                "debit_negative_balances": true,
                "schedule": {"delay_days": 2, "interval": "weekly", "weekly_anchor": "monday"},
                "statement_descriptor": null,
            },
        },
        "type": "standard",
    })
}
