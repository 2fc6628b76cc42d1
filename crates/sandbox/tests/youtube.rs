//! YouTube's wire format: OAuth without rotation, string counters, the uploads walk, reports with delay and revisions.

mod common;

use std::collections::{BTreeMap, HashSet};

use common::{account, client, instant, json, start, text};
use reqwest::Client;
use sandbox::{SandboxAccount, SandboxHandle};
use serde_json::Value;
use sha2::{Digest, Sha256};

struct Youtube {
    client: Client,
    account: SandboxAccount,
    token: String,
}

impl Youtube {
    fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "youtube");
        Self {
            client: client(),
            token: text(&account, "access_token"),
            account,
        }
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let url = format!("{}{path}", self.account.base_url);
        json(
            self.client
                .get(url)
                .bearer_auth(&self.token)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    async fn refresh(&mut self) -> Value {
        let form = [
            ("client_id", text(&self.account, "client_id")),
            ("client_secret", text(&self.account, "client_secret")),
            ("grant_type", "refresh_token".to_owned()),
            ("refresh_token", text(&self.account, "refresh_token")),
        ];
        let url = format!("{}/token", self.account.base_url);
        let (status, reply) = json(self.client.post(url).form(&form).send().await.unwrap()).await;
        assert_eq!(status, 200, "{reply}");
        self.token = reply["access_token"].as_str().unwrap().to_owned();
        reply
    }

    async fn by_day(&self, metrics: &str, from: &str, to: &str) -> BTreeMap<String, Value> {
        let (status, report) = self
            .get(&format!("/v2/reports?ids=channel==MINE&dimensions=day&metrics={metrics}&startDate={from}&endDate={to}&sort=day"))
            .await;
        assert_eq!(status, 200, "{report}");
        let rows = report["rows"].as_array().cloned().unwrap_or_default();
        rows.iter()
            .map(|row| (row[0].as_str().unwrap().to_owned(), row[1].clone()))
            .collect()
    }
}

#[tokio::test]
async fn the_code_flow_uses_the_base64url_challenge_and_keeps_the_refresh_token() {
    let sandbox = start().await;
    let mut youtube = Youtube::new(&sandbox);
    let (id, secret) = (
        text(&youtube.account, "client_id"),
        text(&youtube.account, "client_secret"),
    );
    let verifier = "an-invented-verifier-of-more-than-forty-three-characters";
    let challenge = base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        Sha256::digest(verifier),
    );
    let scope = "https://www.googleapis.com/auth/youtube.readonly https://www.googleapis.com/auth/yt-analytics.readonly";
    for (proof, status) in [(verifier, 200), ("another", 400)] {
        let query = [
            ("client_id", id.as_str()),
            ("redirect_uri", "http://127.0.0.1:49152"),
            ("response_type", "code"),
            ("scope", scope),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("access_type", "offline"),
            ("state", "s"),
        ];
        let url = format!("{}/o/oauth2/v2/auth", youtube.account.base_url);
        let page = youtube.client.get(url).query(&query).send().await.unwrap();
        let target = url::Url::parse(page.headers()["location"].to_str().unwrap()).unwrap();
        let code = target
            .query_pairs()
            .find(|(name, _)| name == "code")
            .unwrap()
            .1
            .into_owned();
        let form = [
            ("client_id", id.as_str()),
            ("client_secret", secret.as_str()),
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", "http://127.0.0.1:49152"),
            ("code_verifier", proof),
        ];
        let url = format!("{}/token", youtube.account.base_url);
        let (got, reply) = json(youtube.client.post(url).form(&form).send().await.unwrap()).await;
        assert_eq!(got, status, "{proof}: {reply}");
        if got == 200 {
            assert!(
                reply["refresh_token"].is_string(),
                "offline access brings a refresh token"
            );
            youtube.token = reply["access_token"].as_str().unwrap().to_owned();
            let path = "/v2/reports?ids=channel==MINE&metrics=estimatedRevenue&startDate=2026-10-01&endDate=2026-10-31";
            let (status, refused) = youtube.get(path).await;
            let reason = refused["error"]["errors"][0]["reason"].as_str();
            assert_eq!(
                (status, reason),
                (403, Some("insufficientPermissions")),
                "money needs its own scope: {refused}"
            );
        }
    }
    sandbox.set_now(instant("2026-11-22T14:00:00Z"));
    youtube.token = text(&youtube.account, "access_token");
    let (status, refused) = youtube.get("/youtube/v3/channels?part=id&mine=true").await;
    assert_eq!(
        (status, refused["error"]["status"].as_str()),
        (401, Some("UNAUTHENTICATED")),
        "an hour has passed: {refused}"
    );
    let reply = youtube.refresh().await;
    assert!(
        reply.get("refresh_token").is_none(),
        "a refresh brings no new refresh token"
    );
    youtube.refresh().await;
    assert_eq!(
        youtube
            .get("/youtube/v3/channels?part=id&mine=true")
            .await
            .0,
        200,
        "the same refresh token works again"
    );
}

#[tokio::test]
async fn the_channel_and_its_uploads_can_be_walked() {
    let sandbox = start().await;
    let youtube = Youtube::new(&sandbox);
    let (_, channels) = youtube
        .get("/youtube/v3/channels?part=snippet,statistics,contentDetails&mine=true")
        .await;
    let channel = &channels["items"][0];
    assert_eq!(
        channel["statistics"]["subscriberCount"], "3920",
        "counters are strings, cut to three figures"
    );
    let uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
        .as_str()
        .unwrap();
    let (mut ids, mut token): (Vec<String>, String) = (Vec::new(), String::new());
    loop {
        let path = format!(
            "/youtube/v3/playlistItems?part=contentDetails&playlistId={uploads}&maxResults=50{token}"
        );
        let (status, page) = youtube.get(&path).await;
        assert_eq!(status, 200, "{page}");
        ids.extend(page["items"].as_array().unwrap().iter().map(|item| {
            item["contentDetails"]["videoId"]
                .as_str()
                .unwrap()
                .to_owned()
        }));
        let Some(next) = page["nextPageToken"].as_str() else {
            break;
        };
        token = format!("&pageToken={next}");
    }
    assert_eq!(
        ids.len().to_string(),
        channel["statistics"]["videoCount"].as_str().unwrap(),
        "the walk meets every video"
    );
    assert_eq!(
        ids.iter().collect::<HashSet<_>>().len(),
        ids.len(),
        "no video comes twice"
    );
    let some: Vec<&str> = ids.iter().take(50).map(String::as_str).collect();
    let (_, videos) = youtube
        .get(&format!(
            "/youtube/v3/videos?part=snippet,statistics,contentDetails,status&id={}",
            some.join(",")
        ))
        .await;
    assert_eq!(
        videos["items"].as_array().unwrap().len(),
        some.len(),
        "fifty ids in one call"
    );
    assert!(
        videos["items"][0]["statistics"]["viewCount"].is_string(),
        "counters are strings"
    );
    for (path, status) in [
        ("/youtube/v3/channels?mine=true", 400),
        (
            "/youtube/v3/playlistItems?part=contentDetails&playlistId=UUnobody",
            404,
        ),
        ("/youtube/v3/videos?part=id", 400),
    ] {
        assert_eq!(youtube.get(path).await.0, status, "{path}");
    }
}

#[tokio::test]
async fn reports_end_where_every_metric_is_ready_and_leave_out_empty_rows() {
    let sandbox = start().await;
    let youtube = Youtube::new(&sandbox);
    let views = youtube.by_day("views", "2026-11-01", "2026-11-30").await;
    assert_eq!(
        views.keys().last().map(String::as_str),
        Some("2026-11-20"),
        "activity is two days behind"
    );
    let money = youtube
        .by_day("estimatedRevenue", "2026-11-01", "2026-11-30")
        .await;
    assert_eq!(
        money.keys().last().map(String::as_str),
        Some("2026-11-18"),
        "revenue is four days behind"
    );
    let both = youtube
        .by_day("views,estimatedRevenue", "2026-11-01", "2026-11-30")
        .await;
    assert_eq!(
        both.len(),
        money.len(),
        "revenue holds views back when both are asked for"
    );
    let (_, empty) = youtube.get("/v2/reports?ids=channel==MINE&dimensions=day&metrics=views&startDate=2026-12-01&endDate=2026-12-31").await;
    assert!(empty.get("rows").is_none(), "no data: no rows key: {empty}");
    assert_eq!(
        empty["columnHeaders"][1]["dataType"], "INTEGER",
        "the headers stay"
    );

    let (_, months) = youtube
        .get("/v2/reports?ids=channel==MINE&dimensions=month&metrics=views,estimatedRevenue&startDate=2026-09-01&endDate=2026-10-01")
        .await;
    assert_eq!(months["rows"].as_array().unwrap().len(), 2, "{months}");
    let september = youtube.by_day("views", "2026-09-01", "2026-09-30").await;
    let sum: i64 = september
        .values()
        .map(|views| views.as_i64().unwrap())
        .sum();
    assert_eq!(
        months["rows"][0][1].as_i64(),
        Some(sum),
        "a month is the sum of its days"
    );
    let (_, top) = youtube
        .get("/v2/reports?ids=channel==MINE&dimensions=video&metrics=views&sort=-views&maxResults=10&startDate=2026-10-01&endDate=2026-10-31")
        .await;
    assert_eq!(top["rows"].as_array().unwrap().len(), 10, "{top}");
    for (query, status) in [
        ("metrics=views&startDate=2026-02-30&endDate=2026-03-01", 400),
        ("metrics=shoes&startDate=2026-02-01&endDate=2026-03-01", 400),
        (
            "metrics=views&startDate=2026-02-02&endDate=2026-03-01&dimensions=month",
            400,
        ),
        (
            "metrics=views&startDate=2026-02-01&endDate=2026-03-01&dimensions=video",
            400,
        ),
        (
            "metrics=adImpressions&startDate=2026-02-01&endDate=2026-03-01&dimensions=video&sort=-adImpressions&maxResults=5",
            400,
        ),
        (
            "metrics=estimatedRevenue&startDate=2026-02-01&endDate=2026-03-01&currency=XXX",
            400,
        ),
        (
            "metrics=estimatedRevenue&startDate=2026-02-01&endDate=2026-03-01&currency=EUR",
            200,
        ),
    ] {
        let (got, reply) = youtube
            .get(&format!("/v2/reports?ids=channel==MINE&{query}"))
            .await;
        assert_eq!(got, status, "{query}: {reply}");
    }
}

#[tokio::test]
async fn revenue_of_past_days_is_corrected_and_one_row_vanishes() {
    let sandbox = start().await;
    let mut youtube = Youtube::new(&sandbox);
    let (from, to) = ("2026-10-01", "2026-11-18");
    let before = youtube.by_day("estimatedRevenue", from, to).await;
    sandbox.set_now(instant("2026-12-02T12:00:00Z"));
    youtube.refresh().await;
    let after = youtube.by_day("estimatedRevenue", from, to).await;
    let changed = before
        .iter()
        .filter(|(day, value)| after.get(*day).is_some_and(|later| later != *value))
        .count();
    assert!(changed > 2, "ten days bring corrections, found {changed}");
    let gone: Vec<&String> = before
        .keys()
        .filter(|day| !after.contains_key(*day))
        .collect();
    assert_eq!(gone, ["2026-11-16"], "one day's row vanished");
    let decimals = before
        .values()
        .map(|value| value.to_string())
        .filter(|text| text.split('.').nth(1).is_some_and(|part| part.len() == 3));
    assert!(
        decimals.count() > 5,
        "revenue has three decimals, not cents"
    );
    sandbox.set_now(instant(common::NOW));
    youtube.token = text(&youtube.account, "access_token");
    youtube.refresh().await;
    assert_eq!(
        youtube.by_day("estimatedRevenue", from, to).await,
        before,
        "as known on the first day, the figures are the first ones"
    );
}

#[tokio::test]
async fn adsense_pays_the_closed_months_as_formatted_text() {
    let sandbox = start().await;
    let youtube = Youtube::new(&sandbox);
    let (_, accounts) = youtube.get("/v2/accounts").await;
    let account = accounts["accounts"][0]["name"].as_str().unwrap();
    let (status, reply) = youtube.get(&format!("/v2/{account}/payments")).await;
    assert_eq!(status, 200, "{reply}");
    let payments = reply["payments"].as_array().unwrap();
    let last = |payment: &Value| {
        payment["name"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    let paid: Vec<&Value> = payments
        .iter()
        .filter(|payment| payment["date"].is_object())
        .collect();
    assert!(
        paid.len() > 8,
        "most months since the thousandth subscriber were paid, found {}",
        paid.len()
    );
    for payment in &paid {
        let date = &payment["date"];
        let number = |name: &str| date[name].as_i64().unwrap();
        let day = format!(
            "youtube-{:04}-{:02}-{:02}",
            number("year"),
            number("month"),
            number("day")
        );
        assert_eq!(last(payment), day, "the name ends in the day");
        assert!(
            payment["amount"].as_str().unwrap().starts_with('$'),
            "text with a symbol: {payment}"
        );
    }
    let names: Vec<String> = payments.iter().map(last).collect();
    assert!(
        names.contains(&"youtube-unpaid".to_owned()) && names.contains(&"unpaid".to_owned()),
        "running figures: {names:?}"
    );

    // October was closed on 11 November and is paid on the 21st: its payment is the sum of its final days and what was open
    let months = "/v2/reports?ids=channel==MINE&dimensions=month&metrics=estimatedRevenue&startDate=2024-01-01&endDate=2026-10-01";
    let (_, report) = youtube.get(months).await;
    let cents = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse::<i64>()
            .unwrap()
    };
    let earned: f64 = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[1].as_f64().unwrap())
        .sum();
    let sent: i64 = payments
        .iter()
        .map(|payment| cents(payment["amount"].as_str().unwrap()))
        .sum();
    assert_eq!(
        (earned * 100.0) as i64,
        sent,
        "paid and unpaid together are the closed months"
    );
}
