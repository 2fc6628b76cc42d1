//! TikTok Shop's wire format: signed requests, page tokens, estimates that become actual amounts, offers.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{account, client, instant, json, start, text};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use sandbox::{SandboxAccount, SandboxHandle};
use serde_json::{Value, json as body};
use sha2::Sha256;

const ORDERS: &str = "/affiliate_creator/202410/orders/search";
const OFFERS: &str = "/affiliate_creator/202405/target_collaborations/search";

struct Shop {
    client: Client,
    account: SandboxAccount,
    token: String,
}

impl Shop {
    fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "tiktok-shop");
        Self {
            client: client(),
            token: text(&account, "access_token"),
            account,
        }
    }

    /// Secret, path, sorted names and values, body, secret; HMAC-SHA256 in hex. Written from the platform's page and
    /// not from the emulator's code.
    fn sign(&self, path: &str, query: &[(&str, String)], body: &str) -> String {
        let secret = text(&self.account, "app_secret");
        let sorted: BTreeMap<&str, &String> =
            query.iter().map(|(name, value)| (*name, value)).collect();
        let joined: String = sorted
            .iter()
            .map(|(name, value)| format!("{name}{value}"))
            .collect();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{secret}{path}{joined}{body}{secret}").as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }

    async fn post(&self, path: &str, extra: &[(&str, String)], request: &Value) -> (u16, Value) {
        let body = request.to_string();
        let mut query = vec![
            ("app_key", text(&self.account, "app_key")),
            ("timestamp", "1795348800".to_owned()),
        ];
        query.extend(extra.iter().filter(|(name, _)| *name != "sign").cloned());
        let sign = extra
            .iter()
            .find(|(name, _)| *name == "sign")
            .map(|(_, value)| value.clone());
        query.push((
            "sign",
            sign.unwrap_or_else(|| self.sign(path, &query, &body)),
        ));
        let request = self
            .client
            .post(format!("{}{path}", self.account.base_url))
            .query(&query)
            .header("x-tts-access-token", &self.token)
            .header("content-type", "application/json")
            .body(body);
        json(request.send().await.unwrap()).await
    }

    async fn walk(&self, path: &str, list: &str, request: &Value) -> Vec<Value> {
        let (mut all, mut token) = (Vec::new(), String::new());
        loop {
            let extra = [("page_size", "50".to_owned()), ("page_token", token)];
            let (status, reply) = self.post(path, &extra, request).await;
            assert_eq!((status, reply["code"].as_i64()), (200, Some(0)), "{reply}");
            all.extend(reply["data"][list].as_array().unwrap().iter().cloned());
            token = reply["data"]["next_page_token"]
                .as_str()
                .unwrap()
                .to_owned();
            if token.is_empty() {
                assert_eq!(
                    reply["data"]["total_count"].as_u64(),
                    Some(all.len() as u64),
                    "the walk meets the whole count"
                );
                return all;
            }
        }
    }
}

#[tokio::test]
async fn requests_are_refused_by_code() {
    let sandbox = start().await;
    let mut shop = Shop::new(&sandbox);
    let (status, reply) = shop
        .post(ORDERS, &[("sign", "0".repeat(64))], &body!({}))
        .await;
    assert_eq!(
        (status, reply["code"].as_i64()),
        (401, Some(106_001)),
        "a wrong sign: {reply}"
    );
    let (_, reply) = shop
        .post("/affiliate_creator/209912/nothing", &[], &body!({}))
        .await;
    assert_eq!(reply["code"], 36_009_009, "an unknown path");
    let (_, reply) = shop
        .post(ORDERS, &[("page_size", "101".to_owned())], &body!({}))
        .await;
    assert_eq!(reply["code"], 36_009_004, "a page holds 100 at most");
    shop.token = "TTP_wrong".to_owned();
    assert_eq!(
        shop.post(ORDERS, &[], &body!({})).await.1["code"],
        105_001,
        "a token nobody gave out"
    );
    shop.token = text(&shop.account, "access_token");
    sandbox.set_now(instant("2026-12-02T12:00:00Z"));
    assert_eq!(
        shop.post(ORDERS, &[], &body!({})).await.1["code"],
        105_002,
        "a token older than seven days"
    );

    let refresh = [
        ("app_key", text(&shop.account, "app_key")),
        ("app_secret", text(&shop.account, "app_secret")),
        ("refresh_token", text(&shop.account, "refresh_token")),
        ("grant_type", "refresh_token".to_owned()),
    ];
    let url = format!("{}/api/v2/token/refresh", shop.account.base_url);
    let (_, reply) = json(shop.client.get(&url).query(&refresh).send().await.unwrap()).await;
    let until = reply["data"]["access_token_expire_in"].as_i64().unwrap();
    assert_eq!(
        until,
        instant("2026-12-09T12:00:00Z").timestamp(),
        "expire_in is an instant here, not a duration"
    );
    assert_eq!(reply["data"]["user_type"], 1, "a creator's token");
    shop.token = reply["data"]["access_token"].as_str().unwrap().to_owned();
    assert_eq!(
        shop.post(ORDERS, &[], &body!({})).await.1["code"],
        0,
        "the new token works"
    );
    let (_, reply) = json(shop.client.get(&url).query(&refresh).send().await.unwrap()).await;
    assert_eq!(reply["code"], 105_001, "the old refresh token is dead");
}

#[tokio::test]
async fn consent_leads_to_a_code_that_works_once() {
    let sandbox = start().await;
    let shop = Shop::new(&sandbox);
    let key = text(&shop.account, "app_key");
    let query = [
        ("app_key", key.as_str()),
        ("state", "s"),
        ("redirect_uri", "http://localhost:49152/cb"),
    ];
    let url = format!("{}/alliance/creator/auth", shop.account.base_url);
    let page = shop.client.get(url).query(&query).send().await.unwrap();
    let target = url::Url::parse(page.headers()["location"].to_str().unwrap()).unwrap();
    let code = target
        .query_pairs()
        .find(|(name, _)| name == "code")
        .unwrap()
        .1
        .into_owned();
    let exchange = [
        ("app_key", key.clone()),
        ("app_secret", text(&shop.account, "app_secret")),
        ("auth_code", code),
        ("grant_type", "authorized_code".to_owned()),
    ];
    let url = format!("{}/api/v2/token/get", shop.account.base_url);
    for code in [0, 36_004_004] {
        let (_, reply) = json(shop.client.get(&url).query(&exchange).send().await.unwrap()).await;
        assert_eq!(reply["code"], code, "{reply}");
    }
}

#[tokio::test]
async fn estimates_become_actual_amounts_when_orders_settle() {
    let sandbox = start().await;
    let mut shop = Shop::new(&sandbox);
    let before = shop.walk(ORDERS, "orders", &body!({})).await;
    let states: BTreeSet<&str> = before
        .iter()
        .map(|order| order["status"].as_str().unwrap())
        .collect();
    for state in ["TO_SETTLE", "SETTLED", "REFUNDED", "FROZEN", "INELIGIBLE"] {
        assert!(
            states.contains(state),
            "the past holds a {state} order, found {states:?}"
        );
    }
    for order in &before {
        let sku = &order["skus"][0];
        assert!(
            sku["estimated_commission"]["amount"].is_string(),
            "estimates are always there: {order}"
        );
        assert_eq!(
            sku["actual_commission"].is_object(),
            order["status"] == "SETTLED",
            "actual means settled: {order}"
        );
    }
    let ids: BTreeSet<&str> = before
        .iter()
        .map(|order| order["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), before.len(), "no order comes twice");

    // the token of the first sign-in lives for seven days only
    sandbox.set_now(instant("2026-12-02T12:00:00Z"));
    let refresh = [
        ("app_key", text(&shop.account, "app_key")),
        ("app_secret", text(&shop.account, "app_secret")),
        ("refresh_token", text(&shop.account, "refresh_token")),
        ("grant_type", "refresh_token".to_owned()),
    ];
    let url = format!("{}/api/v2/token/refresh", shop.account.base_url);
    let (_, reply) = json(shop.client.get(url).query(&refresh).send().await.unwrap()).await;
    shop.token = reply["data"]["access_token"].as_str().unwrap().to_owned();
    let after = shop.walk(ORDERS, "orders", &body!({})).await;
    let later: BTreeMap<&str, &Value> = after
        .iter()
        .map(|order| (order["id"].as_str().unwrap(), order))
        .collect();
    let gone: Vec<&str> = ids
        .iter()
        .filter(|id| !later.contains_key(*id))
        .copied()
        .collect();
    assert_eq!(gone.len(), 1, "one order vanished: {gone:?}");
    let settled = before.iter().filter(|order| order["status"] == "TO_SETTLE");
    let settled = settled
        .filter_map(|order| later.get(order["id"].as_str()?))
        .filter(|order| order["status"] == "SETTLED");
    assert!(settled.count() > 3, "ten days settle several orders");
}

#[tokio::test]
async fn the_profile_tells_who_signed_in() {
    let sandbox = start().await;
    let shop = Shop::new(&sandbox);
    let path = "/affiliate_creator/202508/profiles";
    let mut query = vec![
        ("app_key", text(&shop.account, "app_key")),
        ("timestamp", "1795348800".to_owned()),
    ];
    query.push(("sign", shop.sign(path, &query, "")));
    let url = format!("{}{path}", shop.account.base_url);
    let request = shop
        .client
        .get(url)
        .query(&query)
        .header("x-tts-access-token", &shop.token);
    let (status, reply) = json(request.send().await.unwrap()).await;
    assert_eq!(
        (status, reply["data"]["username"].as_str()),
        (200, Some(shop.account.handle.as_str())),
        "{reply}"
    );
    assert_eq!(
        reply["data"]["register_region"], "US",
        "outside the UK and the EU"
    );
}

#[tokio::test]
async fn time_filters_cut_the_orders() {
    let sandbox = start().await;
    let shop = Shop::new(&sandbox);
    let (from, until) = (
        instant("2026-09-01T00:00:00Z").timestamp(),
        instant("2026-10-01T00:00:00Z").timestamp(),
    );
    let found = shop
        .walk(
            ORDERS,
            "orders",
            &body!({"create_time_ge": from, "create_time_lt": until}),
        )
        .await;
    let all = shop.walk(ORDERS, "orders", &body!({})).await;
    let inside = all
        .iter()
        .filter(|order| (from..until).contains(&order["create_time"].as_i64().unwrap()));
    assert!(!found.is_empty(), "September has orders");
    assert_eq!(
        found.iter().collect::<Vec<_>>(),
        inside.collect::<Vec<_>>(),
        "the filter is exact"
    );
}

#[tokio::test]
async fn offers_have_products_rates_and_a_status() {
    let sandbox = start().await;
    let shop = Shop::new(&sandbox);
    let offers = shop.walk(OFFERS, "target_collaborations", &body!({})).await;
    let states: BTreeSet<&str> = offers
        .iter()
        .map(|offer| offer["status"].as_str().unwrap())
        .collect();
    assert!(
        states.contains("LIVE") && states.len() > 2,
        "open and closed offers, found {states:?}"
    );
    for offer in &offers {
        let product = &offer["products"][0];
        let rate = product["commission"]["rate"].as_i64().unwrap();
        assert!(
            (100..10_000).contains(&rate),
            "rates are hundredths of a percent: {offer}"
        );
        assert!(
            product["commission"]["amount"].is_string(),
            "money is a decimal string: {offer}"
        );
    }
    let live = shop
        .walk(
            OFFERS,
            "target_collaborations",
            &body!({"keyword": "norrvik", "keyword_type": "TARGET_COLLABORATIONS_NAME"}),
        )
        .await;
    assert!(
        !live.is_empty() && live.iter().all(|offer| offer["status"] == "LIVE"),
        "by name only live offers are found"
    );
}
