//! Patreon's wire format: cursors, asked-for fields, refusals, a pair of tokens renewed, charges that only change status.

mod common;

use common::{account, client, instant, json, options, start, start_with, text};
use sandbox::{SandboxAccount, SandboxHandle, SandboxOptions};
use serde_json::{Value, json as body};
use std::collections::{BTreeMap, BTreeSet};

const HISTORY: &str = "include=pledge_history&fields[member]=patron_status,pledge_relationship_start\
                       &fields[pledge-event]=amount_cents,currency_code,date,payment_status,type";

struct Patreon {
    client: reqwest::Client,
    account: SandboxAccount,
    token: String,
    campaign: String,
}

impl Patreon {
    async fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "patreon");
        let mut patreon = Self {
            client: client(),
            token: text(&account, "access_token"),
            campaign: String::new(),
            account,
        };
        let (status, found) = patreon.get("/api/oauth2/v2/campaigns").await;
        assert_eq!(status, 200, "{found}");
        patreon.campaign = found["data"][0]["id"].as_str().unwrap().to_owned();
        patreon
    }

    async fn send(&self, path: &str) -> reqwest::Response {
        let request = self.client.get(format!("{}{path}", self.account.base_url));
        let request = request.bearer_auth(&self.token).header("user-agent", "t");
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        json(self.send(path).await).await
    }

    fn members(&self, query: &str) -> String {
        format!("/api/oauth2/v2/campaigns/{}/members?{query}", self.campaign)
    }

    async fn renew(&self, refresh: &str, secret: &str) -> (u16, Value) {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh),
            ("client_id", &text(&self.account, "client_id")),
            ("client_secret", secret),
        ];
        let url = format!("{}/api/oauth2/token", self.account.base_url);
        let request = self.client.post(url).header("user-agent", "t");
        json(request.form(&form).send().await.unwrap()).await
    }

    /// Every member and every event, `count` members a page; the sizes of the pages.
    async fn walk(&self, count: usize) -> (Vec<Value>, Vec<Value>, Vec<usize>) {
        let (mut members, mut events, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        let mut cursor = String::new();
        loop {
            let query = format!("{HISTORY}&page[count]={count}{cursor}");
            let (status, page) = self.get(&self.members(&query)).await;
            assert_eq!(status, 200, "{page}");
            let rows = page["data"].as_array().unwrap();
            pages.push(rows.len());
            members.extend(rows.clone());
            events.extend(page["included"].as_array().unwrap().clone());
            let pagination = &page["meta"]["pagination"];
            let next = pagination["cursors"]["next"].as_str();
            assert_eq!(
                next.is_some(),
                page["links"]["next"].is_string(),
                "cursor and link come together, and neither with the last page"
            );
            let Some(next) = next else {
                assert_eq!(
                    pagination["total"].as_u64(),
                    Some(members.len() as u64),
                    "pages hold what the total says"
                );
                return (members, events, pages);
            };
            cursor = format!("&page[cursor]={next}");
        }
    }
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn pages_of_any_size_hold_every_member_and_event_once() {
    let sandbox = start().await;
    let patreon = Patreon::new(&sandbox).await;
    let (members, events, one) = patreon.walk(500).await;
    assert!(members.len() > 100, "three years of members");
    assert_eq!(one.len(), 1, "they fit one page");
    let (again, same, pages) = patreon.walk(37).await;
    assert_eq!((ids(&members), ids(&events)), (ids(&again), ids(&same)));
    let (last, full) = pages.split_last().unwrap();
    assert!(full.iter().all(|n| *n == 37), "full pages: {pages:?}");
    assert!((1..=37).contains(last), "no empty page ends it: {pages:?}");
    let distinct: BTreeSet<_> = ids(&events).into_iter().collect();
    assert_eq!(distinct.len(), events.len(), "no event comes twice");
    let named: BTreeSet<_> = members
        .iter()
        .flat_map(|m| {
            ids(m["relationships"]["pledge_history"]["data"]
                .as_array()
                .unwrap())
        })
        .collect();
    assert_eq!(named, distinct, "members name the events that are included");
    let active = members
        .iter()
        .filter(|m| m["attributes"]["patron_status"] == "active_patron")
        .count();
    let asked = "/api/oauth2/v2/campaigns?fields[campaign]=patron_count,vanity";
    let (_, campaign) = patreon.get(asked).await;
    let attributes = &campaign["data"][0]["attributes"];
    assert_eq!(
        attributes["patron_count"].as_u64(),
        Some(active as u64),
        "the campaign counts its active members"
    );
    let names: Vec<_> = attributes.as_object().unwrap().keys().collect();
    assert_eq!(names, ["patron_count", "vanity"], "what was asked, no more");
    let (_, bare) = patreon.get(&patreon.members("page[count]=1")).await;
    assert_eq!(
        bare["data"][0]["attributes"],
        body!({}),
        "nothing was asked"
    );
    assert!(bare.get("included").is_none(), "nor included: {bare}");
}

#[tokio::test]
async fn charges_keep_amount_and_day_and_change_only_their_status() {
    let sandbox = start().await;
    sandbox.set_now(instant("2026-11-01T12:00:00Z"));
    let patreon = Patreon::new(&sandbox).await;
    let (_, before, _) = patreon.walk(500).await;
    sandbox.set_now(instant("2026-11-22T12:00:00Z"));
    let (_, after, _) = patreon.walk(500).await;
    let after: BTreeMap<_, _> = after.iter().map(|e| (e["id"].as_str(), e)).collect();
    let (mut settled, mut charges) = (0, 0);
    for event in &before {
        let (then, now) = (
            &event["attributes"],
            &after[&event["id"].as_str()]["attributes"],
        );
        for field in ["amount_cents", "currency_code", "date", "type"] {
            assert_eq!(then[field], now[field], "{field} stays: {event}");
        }
        let charge = then["type"] == "subscription";
        assert_eq!(
            then["payment_status"].is_string(),
            charge,
            "a charge has a status, other events have none: {event}"
        );
        charges += i32::from(charge);
        let (then, now) = (&then["payment_status"], &now["payment_status"]);
        assert!(
            then != "Paid" || now == "Paid" || now == "Refunded",
            "money that came can only be given back: {event}"
        );
        settled += i32::from(then != "Paid" && now == "Paid");
    }
    assert!(charges > 500, "years of monthly charges, not {charges}");
    assert!(settled > 0, "something pending or declined was paid since");
}

#[tokio::test]
async fn wrong_requests_are_refused_with_a_list_of_errors() {
    let sandbox = start().await;
    let mut patreon = Patreon::new(&sandbox).await;
    let cases = [
        (
            patreon.members("page[count]=0"),
            400,
            "BadRequest",
            "an empty page",
        ),
        (
            patreon.members("page[count]=many"),
            400,
            "BadRequest",
            "no number",
        ),
        (
            patreon.members("page[cursor]=bm90"),
            400,
            "BadRequest",
            "no cursor of ours",
        ),
        (
            "/api/oauth2/v2/campaigns/1/members".to_owned(),
            404,
            "NotFound",
            "another's campaign",
        ),
        (
            "/api/oauth2/v1/campaigns".to_owned(),
            404,
            "NotFound",
            "another version",
        ),
    ];
    for (path, status, name, why) in cases {
        let (got, found) = patreon.get(&path).await;
        let error = &found["errors"][0];
        assert_eq!(
            (got, error["code_name"].as_str()),
            (status, Some(name)),
            "{why}: {found}"
        );
        assert_eq!(error["status"], status.to_string(), "{why}: told as text");
    }
    let url = format!("{}{}", patreon.account.base_url, patreon.members(""));
    let unnamed = patreon.client.get(url).bearer_auth(&patreon.token);
    let (status, found) = json(unnamed.send().await.unwrap()).await;
    assert_eq!(status, 403, "without a user agent: {found}");
    patreon.token = "other".to_owned();
    let (status, found) = patreon.get("/api/oauth2/v2/campaigns").await;
    assert_eq!(
        (status, found["errors"][0]["code_name"].as_str()),
        (401, Some("Unauthorized")),
        "a token of somebody else"
    );
}

#[tokio::test]
async fn a_renewed_pair_takes_the_place_of_the_old_one() {
    let sandbox = start().await;
    let mut patreon = Patreon::new(&sandbox).await;
    let (refresh, secret) = (
        text(&patreon.account, "refresh_token"),
        text(&patreon.account, "client_secret"),
    );
    let (status, refused) = patreon.renew(&refresh, "other").await;
    assert_eq!((status, &refused["error"]), (401, &body!("invalid_client")));
    let (status, pair) = patreon.renew(&refresh, &secret).await;
    assert_eq!(status, 200, "{pair}");
    assert!(pair["expires_in"].as_i64().unwrap() > 0, "{pair}");
    assert_ne!(pair["refresh_token"].as_str(), Some(refresh.as_str()));
    patreon.token = pair["access_token"].as_str().unwrap().to_owned();
    assert_eq!(patreon.get("/api/oauth2/v2/campaigns").await.0, 200);
    let (status, refused) = patreon.renew(&refresh, &secret).await;
    assert_eq!(
        (status, &refused["error"]),
        (400, &body!("invalid_grant")),
        "the old one renews nothing any more"
    );
}

#[tokio::test]
async fn faults_come_in_patreons_words() {
    let faults = [
        "patreon:429*1:retry-after=7:path=/members",
        "patreon:malformed*1:path=/members:after=1",
    ];
    let sandbox = start_with(SandboxOptions {
        faults: faults.map(|text| text.parse().unwrap()).into(),
        ..options()
    })
    .await;
    let patreon = Patreon::new(&sandbox).await;
    let members = patreon.members("page[count]=2");
    let answer = patreon.send(&members).await;
    assert_eq!(
        answer.headers()["retry-after"],
        "7",
        "the wait is announced"
    );
    let (status, found) = json(answer).await;
    let error = &found["errors"][0];
    assert_eq!(
        (status, error["code_name"].as_str()),
        (429, Some("RequestThrottled"))
    );
    assert!(
        error["retry_after_seconds"].as_u64().unwrap() > 0,
        "{error}"
    );
    let broken = patreon.send(&members).await;
    assert_eq!(
        broken.status(),
        200,
        "a broken body comes with a good status"
    );
    let bytes = broken.bytes().await.unwrap();
    assert!(serde_json::from_slice::<Value>(&bytes).is_err(), "no JSON");
    assert_eq!(patreon.get(&members).await.0, 200, "both are spent");
}
