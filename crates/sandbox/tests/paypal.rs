//! PayPal's wire format: tokens, ranges, pages, statuses, balances that add up.

mod common;

use common::{account, client, instant, json, options, start, start_with, text};
use sandbox::SandboxHandle;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

struct Paypal {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Paypal {
    async fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "paypal");
        let client = client();
        let answer = client
            .post(format!("{}/v1/oauth2/token", account.base_url))
            .basic_auth(
                text(&account, "client_id"),
                Some(text(&account, "client_secret")),
            )
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await
            .unwrap();
        let (status, body) = json(answer).await;
        assert_eq!(status, 200, "id and secret give a token: {body}");
        assert!(body.get("refresh_token").is_none(), "and no refresh token");
        Self {
            client,
            base: account.base_url,
            token: body["access_token"].as_str().unwrap().to_owned(),
        }
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let request = self
            .client
            .get(format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        json(request.send().await.unwrap()).await
    }

    /// Every row of thirty days up to `end`.
    async fn month(&self, end: &str) -> Vec<Value> {
        let from = instant(end) - chrono::Duration::days(30);
        let from = from.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let mut rows = Vec::new();
        for page in 1.. {
            let path = format!(
                "/v1/reporting/transactions?start_date={from}&end_date={end}&page={page}&page_size=40"
            );
            let (status, body) = self.get(&path).await;
            assert_eq!(status, 200, "{body}");
            rows.extend(body["transaction_details"].as_array().unwrap().clone());
            if page >= body["total_pages"].as_i64().unwrap() {
                assert_eq!(
                    rows.len() as i64,
                    body["total_items"].as_i64().unwrap(),
                    "pages hold what the total says"
                );
                return rows;
            }
        }
        rows
    }
}

fn cents(money: &Value) -> i64 {
    let text = money["value"].as_str().unwrap().replace('.', "");
    text.parse().unwrap()
}

#[tokio::test]
async fn wrong_requests_are_refused_in_paypals_words() {
    let sandbox = start().await;
    let mut paypal = Paypal::new(&sandbox).await;
    let range = |from: &str, to: &str| {
        format!("/v1/reporting/transactions?start_date={from}&end_date={to}")
    };
    for (path, status, name, why) in [
        (
            range("2026-10-22T00:00:00Z", "2026-11-22T00:00:00Z"),
            200,
            None,
            "31 days",
        ),
        (
            range("2026-10-21T23:59:59Z", "2026-11-22T00:00:00Z"),
            400,
            Some("INVALID_REQUEST"),
            "a second more",
        ),
        (
            range("2023-01-01T00:00:00Z", "2023-01-31T00:00:00Z"),
            400,
            Some("INVALID_REQUEST"),
            "beyond three years",
        ),
        (
            range("2026-11-01", "2026-11-22"),
            400,
            Some("INVALID_REQUEST"),
            "days without a time",
        ),
        (
            "/v1/reporting/transactions".to_owned(),
            400,
            Some("INVALID_REQUEST"),
            "no range",
        ),
        (
            "/v1/nothing".to_owned(),
            404,
            Some("RESOURCE_NOT_FOUND"),
            "another path",
        ),
    ] {
        let (got, body) = paypal.get(&path).await;
        assert_eq!(
            (got, body["name"].as_str()),
            (status, name),
            "{why}: {body}"
        );
    }
    paypal.token = "A21.other".to_owned();
    let (status, body) = paypal
        .get(&range("2026-11-01T00:00:00Z", "2026-11-22T00:00:00Z"))
        .await;
    assert_eq!(
        (status, body["name"].as_str()),
        (401, Some("AUTHENTICATION_FAILURE")),
        "a token of somebody else"
    );
}

#[tokio::test]
async fn rows_come_once_and_change_only_their_status() {
    let sandbox = start().await;
    let paypal = Paypal::new(&sandbox).await;
    let end = "2026-11-22T12:00:00Z";
    let before = paypal.month(end).await;
    let id = |row: &Value| {
        let info = &row["transaction_info"];
        format!(
            "{}{}",
            info["transaction_id"], info["transaction_event_code"]
        )
    };
    let ids: HashSet<_> = before.iter().map(id).collect();
    assert_eq!(ids.len(), before.len(), "no row comes twice");
    assert!(before.len() > 100, "a busy month, not {}", before.len());

    sandbox.set_now(instant("2026-12-02T12:00:00Z"));
    let paypal = Paypal::new(&sandbox).await;
    let after: BTreeMap<_, _> = paypal
        .month(end)
        .await
        .into_iter()
        .map(|r| (id(&r), r))
        .collect();
    let mut changed = 0;
    for row in &before {
        let now = &after[&id(row)]["transaction_info"];
        let then = &row["transaction_info"];
        assert_eq!(
            now["transaction_amount"], then["transaction_amount"],
            "amounts stay"
        );
        changed += i32::from(now["transaction_status"] != then["transaction_status"]);
    }
    assert!(changed > 0, "something settled, failed or was taken back");
}

#[tokio::test]
async fn the_balance_is_the_sum_of_what_happened() {
    let sandbox = start_with(sandbox::SandboxOptions {
        days: 300,
        ..options()
    })
    .await;
    let paypal = Paypal::new(&sandbox).await;
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let mut end = instant("2026-11-22T12:00:00Z");
    for _ in 0..11 {
        let text = end.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        for row in paypal.month(&text).await {
            let info = &row["transaction_info"];
            let incoming_pending = info["transaction_status"] == "P"
                && !info["transaction_amount"]["value"]
                    .as_str()
                    .unwrap()
                    .starts_with('-');
            if info["transaction_status"] == "D" || incoming_pending {
                continue;
            }
            let currency = info["transaction_amount"]["currency_code"]
                .as_str()
                .unwrap();
            let fee = info.get("fee_amount").map_or(0, cents);
            *sums.entry(currency.to_owned()).or_default() +=
                cents(&info["transaction_amount"]) + fee;
        }
        end -= chrono::Duration::days(30) + chrono::Duration::seconds(1);
    }
    let (_, body) = paypal.get("/v1/reporting/balances").await;
    for balance in body["balances"].as_array().unwrap() {
        let currency = balance["currency"].as_str().unwrap();
        let available = cents(&balance["available_balance"]);
        assert_eq!(
            Some(&available),
            sums.get(currency),
            "{currency} adds up from the first day on"
        );
        assert!(
            available >= 0,
            "{currency}: nothing leaves that was not there"
        );
    }
}
