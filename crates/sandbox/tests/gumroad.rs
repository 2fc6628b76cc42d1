//! Gumroad's wire format: pages of ten, `success` everywhere, payouts that name their sales and arrive at the bank.

mod common;

use common::{account, client, instant, json, options, start, start_with, text};
use sandbox::{SandboxHandle, SandboxOptions, bank_camt};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

struct Gumroad {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Gumroad {
    fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "gumroad");
        Self {
            client: client(),
            token: text(&account, "access_token"),
            base: account.base_url,
        }
    }

    async fn send(&self, path: &str) -> reqwest::Response {
        let request = self.client.get(format!("{}{path}", self.base));
        request.bearer_auth(&self.token).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        json(self.send(path).await).await
    }

    /// Every row of a list, newest first; `path` ends with `?` or `&`.
    async fn walk(&self, path: &str, list: &str) -> Vec<Value> {
        let (mut rows, mut key) = (Vec::new(), String::new());
        loop {
            let (status, page) = self.get(&format!("{path}{key}")).await;
            assert_eq!((status, &page["success"]), (200, &true.into()), "{page}");
            let shown = page[list].as_array().unwrap();
            assert_eq!(
                page["next_page_key"].is_string(),
                page["next_page_url"].is_string(),
                "key and address come together, and neither with the last page"
            );
            rows.extend(shown.clone());
            let Some(next) = page["next_page_key"].as_str() else {
                assert!(!shown.is_empty(), "no empty page ends a list");
                return rows;
            };
            assert_eq!(shown.len(), 10, "a page that goes on is full");
            key = format!("page_key={next}");
        }
    }
}

fn texts<'r>(rows: &'r [Value], field: &str) -> Vec<&'r str> {
    rows.iter().map(|r| r[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn pages_hold_each_sale_once_newest_first_and_days_narrow_them() {
    let sandbox = start().await;
    let gumroad = Gumroad::new(&sandbox);
    let sales = gumroad.walk("/v2/sales?", "sales").await;
    assert!(sales.len() > 500, "three years, not {}", sales.len());
    let days = texts(&sales, "created_at");
    assert!(days.is_sorted_by(|a, b| a >= b), "newest first");
    let ids: BTreeSet<_> = texts(&sales, "id").into_iter().collect();
    assert_eq!(ids.len(), sales.len(), "no sale comes twice");
    for sale in &sales {
        let (price, fee) = (&sale["price"], &sale["gumroad_fee"]);
        assert_eq!(sale["paid"], *price != 0, "free is not paid: {sale}");
        assert!(fee.as_i64() <= price.as_i64(), "{sale}");
    }
    let september = "/v2/sales?after=2026-09-01&before=2026-10-01&";
    let found = gumroad.walk(september, "sales").await;
    let wanted = |sale: &&Value| sale["created_at"].as_str().unwrap().starts_with("2026-09-");
    let expected: Vec<_> = sales.iter().filter(wanted).cloned().collect();
    assert!(found.len() > 10, "more than a page");
    assert_eq!(found, expected, "first day in, last day out");
}

#[tokio::test]
async fn a_payout_is_its_sales_and_arrives_at_the_bank() {
    let sandbox = start().await;
    let gumroad = Gumroad::new(&sandbox);
    let sales = gumroad.walk("/v2/sales?", "sales").await;
    let net: BTreeMap<&str, i64> = sales
        .iter()
        .map(|sale| {
            let share = sale["affiliate"]["amount"].as_str().map_or(0, |share| {
                let digits = share.trim_start_matches('$').replace('.', "");
                digits.parse().unwrap()
            });
            let cents = |field: &str| sale[field].as_i64().unwrap();
            let net = cents("price") - cents("gumroad_fee") - share;
            (sale["id"].as_str().unwrap(), net)
        })
        .collect();
    let (_, first) = gumroad.get("/v2/payouts").await;
    let coming = &first["payouts"][0];
    assert_eq!(
        (&coming["id"], &coming["status"]),
        (&Value::Null, &"payable".into()),
        "the one to come stands first and has no id"
    );
    let rows = gumroad
        .walk("/v2/payouts?include_upcoming=false&", "payouts")
        .await;
    assert!(
        rows.len() > 100,
        "weekly for three years, not {}",
        rows.len()
    );
    let statement = bank_camt(&sandbox.world(), "2023-11-01".parse().unwrap());
    let mut arrived = 0;
    let mut paid = BTreeSet::new();
    let mut states = BTreeSet::new();
    for row in rows.iter().rev() {
        let id = row["id"].as_str().unwrap();
        let (status, body) = gumroad.get(&format!("/v2/payouts/{id}")).await;
        assert_eq!((status, &body["success"]), (200, &true.into()), "{body}");
        let payout = &body["payout"];
        let names = |list: &str| -> Vec<String> {
            let list = payout[list].as_array().unwrap();
            list.iter()
                .map(|id| id.as_str().unwrap().to_owned())
                .collect()
        };
        let sum = |ids: &[String]| ids.iter().map(|id| net[id.as_str()]).sum::<i64>();
        let (sold, refunded) = (names("sales"), names("refunded_sales"));
        let dollars = sum(&sold) - sum(&refunded);
        let amount = row["amount"].as_str().unwrap();
        let euro: i64 = amount.replace('.', "").parse().unwrap();
        let per_mille = euro * 1_000 / dollars;
        assert!(
            (700..=1_050).contains(&per_mille),
            "{euro} euro cents for {dollars} cents of sales: {id}"
        );
        let state = row["status"].as_str().unwrap();
        states.insert(state.to_owned());
        assert_eq!(
            row["processed_at"].is_string(),
            state == "completed",
            "{row}"
        );
        if state == "returned" {
            continue;
        }
        for sale in sold {
            assert!(paid.insert(sale.clone()), "{sale} is paid once");
        }
        for sale in refunded {
            assert!(
                paid.remove(&sale),
                "{sale} was paid before it is taken back"
            );
        }
        let line = format!("<Amt Ccy=\"EUR\">{amount}</Amt>");
        let booked = |l: &&str| l.contains("GUMROAD PAYOUT") && l.contains(&line);
        arrived += i32::from(statement.lines().any(|l| booked(&l)));
    }
    assert!(
        states.contains("completed") && states.contains("returned"),
        "{states:?}"
    );
    let completed = rows.iter().filter(|r| r["status"] == "completed").count();
    let returned_later = completed as i32 - arrived;
    assert!(arrived > 100, "most arrived: {arrived} of {completed}");
    assert!(
        (0..=2).contains(&returned_later),
        "at most the newest are on their way"
    );
}

#[tokio::test]
async fn a_later_look_changes_only_what_was_given_back() {
    let sandbox = start().await;
    sandbox.set_now(instant("2026-10-25T12:00:00Z"));
    let gumroad = Gumroad::new(&sandbox);
    let before = gumroad.walk("/v2/sales?", "sales").await;
    sandbox.set_now(instant("2026-11-22T12:00:00Z"));
    let after = gumroad.walk("/v2/sales?", "sales").await;
    assert!(after.len() > before.len(), "a month of sales came");
    let mut changed = 0;
    for (then, now) in before.iter().rev().zip(after.iter().rev()) {
        for field in ["id", "price", "gumroad_fee", "created_at"] {
            assert_eq!(then[field], now[field], "{field} stays");
        }
        changed += i32::from(then != now);
        for flag in ["refunded", "partially_refunded", "disputed"] {
            assert!(
                now[flag] == true || then[flag] == false,
                "{flag} is not taken back: {now}"
            );
        }
    }
    assert!(changed > 0, "something was given back in a month");
}

#[tokio::test]
async fn wrong_requests_and_faults_come_in_gumroads_words() {
    let sandbox = start().await;
    let mut gumroad = Gumroad::new(&sandbox);
    for (path, status, success, why) in [
        ("/v2/sales?after=yesterday", 400, None, "no day"),
        ("/v2/sales?page_key=what", 400, None, "no key of ours"),
        (
            "/v2/sales?page_key=20260101-0",
            400,
            None,
            "before the first row",
        ),
        (
            "/v2/payouts/none",
            200,
            Some(false),
            "a refusal with a good status",
        ),
        ("/v2/nothing", 404, Some(false), "another path"),
    ] {
        let (got, body) = gumroad.get(path).await;
        assert_eq!(
            (got, body["success"].as_bool()),
            (status, success),
            "{why}: {body}"
        );
        let words = if success.is_some() {
            "message"
        } else {
            "error"
        };
        assert!(
            body[words].is_string(),
            "{why}: says why in {words}: {body}"
        );
    }
    gumroad.token = "other".to_owned();
    let refused = gumroad.send("/v2/user").await;
    assert_eq!(refused.status(), 401, "a token of somebody else");
    assert!(refused.bytes().await.unwrap().is_empty(), "without a body");

    let faults = ["gumroad:429*1:retry-after=7", "gumroad:malformed*1:after=1"];
    let sandbox = start_with(SandboxOptions {
        faults: faults.map(|text| text.parse().unwrap()).into(),
        ..options()
    })
    .await;
    let gumroad = Gumroad::new(&sandbox);
    let answer = gumroad.send("/v2/sales").await;
    assert_eq!(
        answer.headers()["retry-after"],
        "7",
        "the wait is announced"
    );
    let (status, body) = json(answer).await;
    assert_eq!(
        (status, body["success"].as_bool()),
        (429, Some(false)),
        "{body}"
    );
    let broken = gumroad.send("/v2/sales").await;
    assert_eq!(
        broken.status(),
        200,
        "a broken body comes with a good status"
    );
    let bytes = broken.bytes().await.unwrap();
    assert!(serde_json::from_slice::<Value>(&bytes).is_err(), "no JSON");
    assert_eq!(gumroad.get("/v2/sales").await.0, 200, "both are spent");
}
