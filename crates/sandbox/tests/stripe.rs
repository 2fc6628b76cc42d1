//! Stripe's wire format: keys, paging, filters, expansion, payouts that add up.

mod common;

use std::collections::{BTreeMap, HashSet};

use common::{Stripe, instant, options, start, start_with};
use serde_json::Value;

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn keys_are_checked_in_stripes_own_words() {
    let sandbox = start().await;
    let mut stripe = Stripe::new(&sandbox);
    let good = stripe.key.clone();
    let limited = good.replace("rk_test_", "rk_test_limited_");
    for (key, path, status, kind) in [
        (good.as_str(), "/v1/payouts", 200, None),
        (
            "rk_test_wrong",
            "/v1/payouts",
            401,
            Some("invalid_request_error"),
        ),
        (limited.as_str(), "/v1/balance_transactions", 200, None),
        (
            limited.as_str(),
            "/v1/balance_transactions?expand[]=data.source",
            403,
            Some("invalid_request_error"),
        ),
        (
            limited.as_str(),
            "/v1/payouts",
            403,
            Some("invalid_request_error"),
        ),
        (
            good.as_str(),
            "/v1/nothing",
            404,
            Some("invalid_request_error"),
        ),
    ] {
        stripe.key = key.to_owned();
        let (got, body) = stripe.get(path).await;
        assert_eq!(got, status, "{key} on {path}: {body}");
        assert_eq!(
            body["error"]["type"].as_str(),
            kind,
            "{key} on {path}: the error object tells the kind"
        );
    }
    let basic = stripe
        .client
        .get(format!("{}/v1/balance", stripe.base))
        .basic_auth(&good, Some(""))
        .send()
        .await
        .unwrap();
    assert_eq!(
        basic.status(),
        200,
        "HTTP Basic with the key as user name is the other way in"
    );
    assert!(
        basic.headers()["request-id"]
            .to_str()
            .unwrap()
            .starts_with("req_"),
        "every answer has a request id"
    );
}

#[tokio::test]
async fn a_walk_meets_every_row_once_in_both_directions() {
    let sandbox = start_with(sandbox::SandboxOptions {
        entries: Some(2_500),
        ..options()
    })
    .await;
    let stripe = Stripe::new(&sandbox);
    let rows = stripe.walk("/v1/balance_transactions").await;
    assert_eq!(rows.len(), 2_500, "as many rows as the options ask for");
    assert_eq!(
        ids(&rows).iter().collect::<HashSet<_>>().len(),
        rows.len(),
        "no row comes twice"
    );
    let created: Vec<i64> = rows
        .iter()
        .map(|row| row["created"].as_i64().unwrap())
        .collect();
    assert!(
        created.is_sorted_by(|one, next| one >= next),
        "newest first"
    );
    for row in &rows {
        let number = |name: &str| row[name].as_i64().unwrap();
        assert_eq!(
            number("net"),
            number("amount") - number("fee"),
            "net is amount minus fee in {row}"
        );
        let fees: i64 = row["fee_details"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fee| fee["amount"].as_i64().unwrap())
            .sum();
        assert_eq!(fees, number("fee"), "the fee's details add up in {row}");
    }

    let mut back: Vec<Value> = Vec::new();
    let mut newest = ids(&rows).last().copied().unwrap().to_owned();
    loop {
        let (_, page) = stripe
            .get(&format!(
                "/v1/balance_transactions?limit=97&ending_before={newest}"
            ))
            .await;
        let mut data = page["data"].as_array().unwrap().clone();
        let Some(first) = data.first() else { break };
        newest = first["id"].as_str().unwrap().to_owned();
        let more = page["has_more"] == true;
        data.extend(back);
        back = data;
        if !more {
            break;
        }
    }
    assert_eq!(
        ids(&back),
        ids(&rows)[..rows.len() - 1],
        "ending_before walks the same rows towards the newest"
    );
}

#[tokio::test]
async fn filters_cut_the_same_ledger() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    let rows = stripe.walk("/v1/balance_transactions").await;
    let middle = rows[rows.len() / 2]["created"].as_i64().unwrap();
    for (query, keep) in [
        (
            format!("created[gte]={middle}"),
            Box::new(move |at: i64, _: &str| at >= middle) as Box<dyn Fn(i64, &str) -> bool>,
        ),
        (
            format!("created[gt]={middle}"),
            Box::new(move |at, _| at > middle),
        ),
        (
            format!("created%5Blt%5D={middle}"),
            Box::new(move |at, _| at < middle),
        ),
        (
            format!("created[lte]={middle}&type=charge"),
            Box::new(move |at, kind| at <= middle && kind == "charge"),
        ),
        (
            format!("created={middle}"),
            Box::new(move |at, _| at == middle),
        ),
        (
            "type=payment".to_owned(),
            Box::new(|_, kind| kind == "payment"),
        ),
        ("type=unheard_of".to_owned(), Box::new(|_, _| false)),
        ("currency=usd".to_owned(), Box::new(|_, _| false)),
    ] {
        let found = stripe
            .walk(&format!("/v1/balance_transactions?{query}"))
            .await;
        let wanted: Vec<&Value> = rows
            .iter()
            .filter(|row| {
                keep(
                    row["created"].as_i64().unwrap(),
                    row["type"].as_str().unwrap(),
                )
            })
            .collect();
        let wanted: Vec<&str> = wanted
            .iter()
            .map(|row| row["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids(&found), wanted, "{query}");
    }
    for (query, param) in [
        ("limit=101", "limit"),
        ("limit=0", "limit"),
        ("created[gte]=yesterday", "created[gte]"),
        ("sort=asc", "sort"),
        ("starting_after=txn_nobody", "starting_after"),
        ("payout=po_nobody", "payout"),
        ("expand[]=data.customer", "expand"),
    ] {
        let (status, body) = stripe
            .get(&format!("/v1/balance_transactions?{query}"))
            .await;
        assert_eq!(
            (status, body["error"]["param"].as_str()),
            (400, Some(param)),
            "{query} is refused by name: {body}"
        );
    }
    let both = "/v1/balance_transactions?starting_after=a&ending_before=b";
    assert_eq!(
        stripe.get(both).await.0,
        400,
        "the two cursors exclude each other"
    );
}

#[tokio::test]
async fn every_payout_equals_the_net_of_its_rows() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    let payouts = stripe.walk("/v1/payouts").await;
    assert!(
        payouts.len() > 130,
        "three years of weekly payouts, found {}",
        payouts.len()
    );
    let mut paid: BTreeMap<String, String> = BTreeMap::new();
    for payout in &payouts {
        let id = payout["id"].as_str().unwrap();
        let rows = stripe
            .walk(&format!("/v1/balance_transactions?payout={id}"))
            .await;
        let (own, members): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row["type"] == "payout");
        assert_eq!(own.len(), 1, "{id} lists its own row");
        assert_eq!(
            own[0]["id"], payout["balance_transaction"],
            "{id} names its own row"
        );
        let sum: i64 = members.iter().map(|row| row["net"].as_i64().unwrap()).sum();
        assert_eq!(
            sum,
            payout["amount"].as_i64().unwrap(),
            "{id} ties out to the cent"
        );
        for row in members {
            let row = row["id"].as_str().unwrap().to_owned();
            let before = paid.insert(row.clone(), id.to_owned());
            assert_eq!(before, None, "{row} is paid once");
        }
    }
    let failed: Vec<&Value> = payouts
        .iter()
        .filter(|payout| payout["status"] == "failed")
        .collect();
    assert!(
        !failed.is_empty(),
        "three years hold a payout the bank sent back"
    );
    for payout in failed {
        let entry = payout["failure_balance_transaction"].as_str().unwrap();
        let (_, row) = stripe
            .get(&format!("/v1/balance_transactions/{entry}"))
            .await;
        assert_eq!(
            row["net"], payout["amount"],
            "the money of a failed payout comes back whole"
        );
        assert_eq!(row["source"], payout["id"], "and names its payout");
    }
    let (_, balance) = stripe.get("/v1/balance").await;
    let total: i64 = stripe
        .walk("/v1/balance_transactions")
        .await
        .iter()
        .map(|row| row["net"].as_i64().unwrap())
        .sum();
    let shown = |name: &str| balance[name][0]["amount"].as_i64().unwrap();
    assert_eq!(
        shown("available") + shown("pending"),
        total,
        "the balance is what the ledger leaves"
    );
}

#[tokio::test]
async fn sources_expand_into_their_objects() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    let rows = stripe
        .walk("/v1/balance_transactions?expand[]=data.source")
        .await;
    let mut seen: HashSet<&str> = HashSet::new();
    for row in &rows {
        let kind = row["type"].as_str().unwrap();
        seen.insert(kind);
        let object = row["source"]["object"].as_str();
        let wanted = match kind {
            "charge" | "payment" => Some("charge"),
            "refund" => Some("refund"),
            "adjustment" => Some("dispute"),
            "payout" | "payout_failure" => Some("payout"),
            _ => None,
        };
        assert_eq!(object, wanted, "{kind} expands to its object");
    }
    for kind in [
        "charge",
        "payment",
        "refund",
        "adjustment",
        "payout",
        "payout_failure",
        "stripe_fee",
    ] {
        assert!(seen.contains(kind), "three years hold a {kind}");
    }
    assert!(
        rows.iter().any(|row| row["exchange_rate"].is_number()),
        "some brands pay in dollars"
    );
    let charges = stripe
        .walk("/v1/charges?expand[]=data.balance_transaction")
        .await;
    let paid = |row: &&Value| matches!(row["type"].as_str(), Some("charge" | "payment"));
    assert_eq!(
        charges.len(),
        rows.iter().filter(paid).count(),
        "each charge has one row"
    );
    let refunded: i64 = charges
        .iter()
        .map(|charge| charge["amount_refunded"].as_i64().unwrap())
        .sum();
    let refunds: i64 = stripe
        .walk("/v1/refunds")
        .await
        .iter()
        .map(|refund| refund["amount"].as_i64().unwrap())
        .sum();
    assert_eq!(refunded, refunds, "charges and refunds tell the same story");
    let (status, account) = stripe.get("/v1/account").await;
    assert_eq!(
        (status, account["default_currency"].as_str()),
        (200, Some("eur")),
        "the account is in euros"
    );
}

#[tokio::test]
async fn ten_days_later_pending_money_is_available_and_payouts_arrived() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    let before = stripe.walk("/v1/balance_transactions").await;
    let pending: Vec<&str> = before
        .iter()
        .filter(|row| row["status"] == "pending")
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert!(!pending.is_empty(), "the last two days are pending");
    sandbox.set_now(instant("2026-12-02T12:00:00Z"));
    let after = stripe.walk("/v1/balance_transactions").await;
    assert!(after.len() > before.len(), "life goes on");
    assert_eq!(
        ids(&after)[after.len() - before.len()..],
        ids(&before),
        "old rows stay as they were, in their order"
    );
    for id in pending {
        let (_, row) = stripe.get(&format!("/v1/balance_transactions/{id}")).await;
        assert_eq!(
            row["status"], "available",
            "{id} is available ten days later"
        );
    }
}

#[tokio::test]
async fn a_page_of_a_large_ledger_costs_what_a_page_of_a_small_one_does() {
    let mut medians = Vec::new();
    for entries in [10_000, 100_000] {
        let sandbox = start_with(sandbox::SandboxOptions {
            entries: Some(entries),
            ..options()
        })
        .await;
        let stripe = Stripe::new(&sandbox);
        let (_, first) = stripe
            .get("/v1/balance_transactions?limit=1&created[lt]=1750000000")
            .await;
        let deep = first["data"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/balance_transactions?limit=100&starting_after={deep}");
        let mut times = Vec::new();
        for _ in 0..21 {
            let start = std::time::Instant::now();
            let (status, page) = stripe.get(&path).await;
            times.push(start.elapsed());
            assert_eq!(
                (status, page["data"].as_array().unwrap().len()),
                (200, 100),
                "a deep page is full"
            );
        }
        times.sort();
        medians.push(times[10]);
    }
    // linear cost would show as tenfold; the bound leaves room for a busy machine
    assert!(
        medians[1] < medians[0] * 4 + std::time::Duration::from_millis(10),
        "a deep page at 100,000 rows took {:?}, at 10,000 {:?}",
        medians[1],
        medians[0]
    );
}
