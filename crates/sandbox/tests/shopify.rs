//! Shopify's wire format: one path for every question, cursors, errors with a good status, payouts that are their lines.

mod common;

use common::{account, client, instant, json, options, start, start_with, text};
use sandbox::{SandboxHandle, SandboxOptions, bank_camt};
use serde_json::{Value, json as body};
use std::collections::{BTreeMap, BTreeSet};

const PATH: &str = "/admin/api/2026-10/graphql.json";
const PAYOUTS: &str = "query P($first: Int!, $after: String) { shopifyPaymentsAccount { list: payouts(first: $first, \
    after: $after) { nodes { id issuedAt status net { amount currencyCode } } pageInfo { hasNextPage endCursor } } } }";
const LINES: &str = "query T($first: Int!, $after: String) { shopifyPaymentsAccount { list: balanceTransactions(first: \
    $first, after: $after) { nodes { id type transactionDate amount { amount currencyCode } fee { amount currencyCode } \
    net { amount currencyCode } associatedPayout { id status } } pageInfo { hasNextPage endCursor } } } }";

struct Shopify {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Shopify {
    fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "shopify");
        Self {
            client: client(),
            token: text(&account, "access_token"),
            base: account.base_url,
        }
    }

    async fn send(&self, query: &str, variables: Value) -> reqwest::Response {
        let request = self.client.post(format!("{}{PATH}", self.base));
        let request = request.header("x-shopify-access-token", &self.token);
        let request = request.json(&body!({"query": query, "variables": variables}));
        request.send().await.unwrap()
    }

    async fn ask(&self, query: &str, variables: Value) -> (u16, Value) {
        json(self.send(query, variables).await).await
    }

    /// Every row of a list, newest first, and the sizes of its pages.
    async fn walk(&self, query: &str, first: u64) -> (Vec<Value>, Vec<usize>) {
        let (mut rows, mut pages, mut after) = (Vec::new(), Vec::new(), Value::Null);
        loop {
            let (status, page) = self
                .ask(query, body!({"first": first, "after": after}))
                .await;
            assert_eq!((status, &page["errors"]), (200, &Value::Null), "{page}");
            let list = &page["data"]["shopifyPaymentsAccount"]["list"];
            let shown = list["nodes"].as_array().unwrap();
            pages.push(shown.len());
            rows.extend(shown.clone());
            if list["pageInfo"]["hasNextPage"] == false {
                return (rows, pages);
            }
            after = list["pageInfo"]["endCursor"].clone();
        }
    }
}

fn cents(money: &Value) -> i64 {
    assert_eq!(money["currencyCode"], "EUR", "{money}");
    let text = money["amount"].as_str().unwrap().replace('.', "");
    text.parse().unwrap()
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn pages_of_any_size_hold_every_line_once() {
    let sandbox = start().await;
    let shopify = Shopify::new(&sandbox);
    let (lines, _) = shopify.walk(LINES, 250).await;
    assert!(lines.len() > 1_000, "three years, not {}", lines.len());
    let days: Vec<_> = lines
        .iter()
        .map(|l| l["transactionDate"].as_str())
        .collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "newest first");
    let (again, pages) = shopify.walk(LINES, 37).await;
    assert_eq!(lines, again, "another page size shows the same");
    let (last, full) = pages.split_last().unwrap();
    assert!(full.iter().all(|n| *n == 37), "full pages: {pages:?}");
    assert!((1..=37).contains(last), "no empty page ends it: {pages:?}");
    let distinct: BTreeSet<_> = ids(&lines).into_iter().collect();
    assert_eq!(distinct.len(), lines.len(), "no line comes twice");

    // a line that happens while a client pages shifts nothing
    let (_, first) = shopify.ask(LINES, body!({"first": 40})).await;
    let cursor = &first["data"]["shopifyPaymentsAccount"]["list"]["pageInfo"]["endCursor"];
    sandbox.set_now(instant("2026-12-12T12:00:00Z"));
    let (_, next) = shopify
        .ask(LINES, body!({"first": 40, "after": cursor}))
        .await;
    let nodes = next["data"]["shopifyPaymentsAccount"]["list"]["nodes"].clone();
    let (longer, _) = shopify.walk(LINES, 250).await;
    assert!(longer.len() > lines.len(), "twenty days brought lines");
    let expected: Vec<_> = ids(&lines).into_iter().skip(40).take(40).collect();
    let skipped = longer.len() - lines.len();
    let shown: Vec<_> = ids(nodes.as_array().unwrap());
    assert_eq!(shown.len(), 40);
    assert_eq!(
        shown,
        ids(&longer)
            .into_iter()
            .skip(skipped + 40)
            .take(40)
            .collect::<Vec<_>>(),
        "the cursor counts from the oldest"
    );
    assert_eq!(shown, expected, "and goes on where it was");
}

#[tokio::test]
async fn a_payout_is_the_net_of_its_lines_and_arrives_at_the_bank() {
    let sandbox = start().await;
    let shopify = Shopify::new(&sandbox);
    let (payouts, _) = shopify.walk(PAYOUTS, 250).await;
    let (lines, _) = shopify.walk(LINES, 250).await;
    let (mut earned, mut left) = (BTreeMap::new(), BTreeMap::new());
    for line in &lines {
        let net = cents(&line["net"]);
        assert_eq!(net, cents(&line["amount"]) - cents(&line["fee"]), "{line}");
        let Some(payout) = line["associatedPayout"]["id"].as_str() else {
            assert_eq!(line["associatedPayout"]["status"], "PENDING", "{line}");
            continue;
        };
        let sums = if line["type"] == "TRANSFER" {
            &mut left
        } else {
            &mut earned
        };
        *sums.entry(payout).or_insert(0) += net;
    }
    assert!(payouts.len() > 300, "working days of three years");
    let mut paid = 0;
    for payout in &payouts {
        let id = payout["id"].as_str().unwrap();
        let net = cents(&payout["net"]);
        assert_eq!(earned.get(id), Some(&net), "{id} is the net of its lines");
        assert_eq!(left.get(id), Some(&-net), "and leaves the balance once");
        paid += if payout["status"] == "PAID" { net } else { 0 };
    }
    assert_eq!(
        earned.len(),
        payouts.len(),
        "no line names a payout that is not listed"
    );

    let statement = bank_camt(&sandbox.world(), "2023-11-01".parse().unwrap());
    let booked: i64 = statement
        .lines()
        .filter(|line| line.contains("SHOPIFY PAYMENTS"))
        .map(|line| {
            let (_, rest) = line.split_once("<Amt Ccy=\"EUR\">").unwrap();
            let (amount, _) = rest.split_once('<').unwrap();
            amount.replace('.', "").parse::<i64>().unwrap()
        })
        .sum();
    // the statement ends yesterday, and a weekend holds a booking back
    let waiting = paid - booked;
    let newest: i64 = payouts.iter().take(4).map(|p| cents(&p["net"])).sum();
    assert!(
        (0..=newest).contains(&waiting),
        "paid {paid}, booked {booked}: only the newest may wait"
    );
}

#[tokio::test]
async fn wrong_requests_are_refused_where_shopify_refuses_them() {
    let sandbox = start().await;
    let mut shopify = Shopify::new(&sandbox);
    for (query, variables, code, why) in [
        (
            "query { orders { id } }",
            body!({}),
            "undefinedField",
            "another field",
        ),
        ("", body!({}), "undefinedField", "no query"),
        (
            LINES,
            body!({"first": 5, "after": "bm90"}),
            "argumentLiteralsIncompatible",
            "no cursor of ours",
        ),
        (
            PAYOUTS,
            body!({"first": 5, "after": "%"}),
            "argumentLiteralsIncompatible",
            "no base64",
        ),
    ] {
        let (status, found) = shopify.ask(query, variables).await;
        let error = &found["errors"][0];
        assert_eq!(
            (status, error["extensions"]["code"].as_str()),
            (200, Some(code)),
            "{why}: an error with a good status: {found}"
        );
        assert!(error["message"].is_string(), "{why}: {found}");
        assert!(found.get("data").is_none(), "{why}: and no data");
    }
    let get = shopify.client.get(format!("{}{PATH}", shopify.base));
    let get = get.header("x-shopify-access-token", &shopify.token);
    assert_eq!(get.send().await.unwrap().status(), 404, "POST only");
    shopify.token = "shpat_other".to_owned();
    let (status, found) = shopify.ask(PAYOUTS, body!({"first": 5})).await;
    assert_eq!(status, 401, "a token of somebody else");
    assert!(found["errors"].is_string(), "words, not a list: {found}");
}

#[tokio::test]
async fn only_asked_fields_come_back_and_the_cost_is_told() {
    let sandbox = start().await;
    let shopify = Shopify::new(&sandbox);
    let (_, found) = shopify.ask(PAYOUTS, body!({"first": 1})).await;
    let node = &found["data"]["shopifyPaymentsAccount"]["list"]["nodes"][0];
    let names: Vec<_> = node
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let names: BTreeSet<_> = names.into_iter().collect();
    assert_eq!(names, BTreeSet::from(["id", "issuedAt", "net", "status"]));
    let bucket = &found["extensions"]["cost"]["throttleStatus"];
    for field in ["maximumAvailable", "currentlyAvailable", "restoreRate"] {
        assert!(bucket[field].is_number(), "{field}: {found}");
    }
}

#[tokio::test]
async fn faults_come_in_shopifys_words() {
    let faults = ["shopify:429*1:retry-after=7", "shopify:malformed*1:after=1"];
    let sandbox = start_with(SandboxOptions {
        faults: faults.map(|text| text.parse().unwrap()).into(),
        ..options()
    })
    .await;
    let shopify = Shopify::new(&sandbox);
    let asked = body!({"first": 5});
    let answer = shopify.send(LINES, asked.clone()).await;
    assert_eq!(
        answer.headers()["retry-after"],
        "7",
        "the wait is announced"
    );
    let (status, found) = json(answer).await;
    assert_eq!(status, 429, "{found}");
    assert!(found["errors"].is_string(), "words, not a list: {found}");
    let broken = shopify.send(LINES, asked.clone()).await;
    assert_eq!(
        broken.status(),
        200,
        "a broken body comes with a good status"
    );
    let bytes = broken.bytes().await.unwrap();
    assert!(serde_json::from_slice::<Value>(&bytes).is_err(), "no JSON");
    assert_eq!(shopify.ask(LINES, asked).await.0, 200, "both are spent");
}
