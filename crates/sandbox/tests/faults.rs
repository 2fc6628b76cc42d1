//! Every fault of the grammar, seen from the client's side of the wire.

mod common;

use std::time::{Duration, Instant};

use common::{Stripe, account, client, json, options, start, start_with, text};
use sandbox::{FaultParseError, FaultSpec, SandboxHandle, SandboxOptions};
use serde_json::{Value, json as body};

fn faults(texts: &[&str]) -> Vec<FaultSpec> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

async fn tiktok_page(sandbox: &SandboxHandle, request: Value) -> (u16, Value) {
    let account = account(sandbox, "tiktok");
    let url = format!("{}/v2/video/list/?fields=id", account.base_url);
    json(
        client()
            .post(url)
            .bearer_auth(text(&account, "access_token"))
            .json(&request)
            .send()
            .await
            .unwrap(),
    )
    .await
}

#[test]
fn the_grammar_accepts_what_is_documented_and_says_what_is_wrong() {
    for good in [
        "stripe:429*3:retry-after=2",
        "tiktok:500*2",
        "*:latency=200",
        "stripe:reset*1",
        "shop:truncate*1",
        "tiktok-shop:truncate*1",
        "stripe:malformed*1",
        "tiktok:expired*1",
        "stripe:repeat-page",
        "tiktok:shrink-page",
        "*:clock-skew=3600",
        "youtube:clock-skew=-60",
        "tiktok:soft*1:path=/v2/video/list",
        "stripe:503*1:after=4",
        "tiktok:deny",
    ] {
        let parsed: FaultSpec = good.parse().unwrap();
        assert_eq!(parsed.to_string(), good, "a fault prints as it was written");
    }
    type Because = fn(String) -> FaultParseError;
    let cases: [(&str, Because, &str); 9] = [
        ("stripe", FaultParseError::Shape, "stripe"),
        ("ko-fi:500", FaultParseError::Platform, "ko-fi"),
        ("stripe:200", FaultParseError::Kind, "200"),
        ("stripe:slow", FaultParseError::Kind, "slow"),
        ("stripe:latency", FaultParseError::Kind, "latency"),
        ("stripe:reset=3", FaultParseError::Kind, "reset=3"),
        ("stripe:latency=soon", FaultParseError::Number, "soon"),
        ("stripe:500*many", FaultParseError::Number, "many"),
        (
            "stripe:500:colour=red",
            FaultParseError::Option,
            "colour=red",
        ),
    ];
    for (bad, error, part) in cases {
        assert_eq!(
            bad.parse::<FaultSpec>(),
            Err(error(part.to_owned())),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn a_status_comes_as_often_as_asked_with_retry_after_and_the_platforms_body() {
    let sandbox = start_with(SandboxOptions {
        faults: faults(&[
            "stripe:429*2:retry-after=7",
            "tiktok:500*1",
            "shop:503*1",
            "youtube:403*1",
        ]),
        ..options()
    })
    .await;
    let stripe = Stripe::new(&sandbox);
    for _ in 0..2 {
        let answer = stripe
            .client
            .get(format!("{}/v1/balance", stripe.base))
            .bearer_auth(&stripe.key)
            .send()
            .await
            .unwrap();
        assert_eq!(
            answer.headers()["retry-after"],
            "7",
            "the wait is announced"
        );
        let (status, body) = json(answer).await;
        assert_eq!(
            (status, body["error"]["code"].as_str()),
            (429, Some("rate_limit")),
            "{body}"
        );
    }
    assert_eq!(
        stripe.get("/v1/balance").await.0,
        200,
        "the third request is answered"
    );
    let (status, body) = tiktok_page(&sandbox, body!({})).await;
    assert_eq!(
        (status, body["error"]["code"].as_str()),
        (500, Some("internal_error")),
        "{body}"
    );
    assert_eq!(tiktok_page(&sandbox, body!({})).await.0, 200, "spent");
    let shop = account(&sandbox, "tiktok-shop").base_url;
    let (status, body) = json(
        client()
            .get(format!("{shop}/api/v2/token/refresh"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(
        (status, body["code"].as_i64()),
        (503, Some(36_009_003)),
        "{body}"
    );
    let youtube = account(&sandbox, "youtube").base_url;
    let (status, body) = json(
        client()
            .get(format!("{youtube}/youtube/v3/channels"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(
        (status, body["error"]["errors"][0]["reason"].as_str()),
        (403, Some("quotaExceeded")),
        "{body}"
    );
}

#[tokio::test]
async fn path_and_after_choose_the_request() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    sandbox.set_faults(faults(&["stripe:500*1:path=payouts:after=1"]));
    let mut got = Vec::new();
    for path in [
        "/v1/balance",
        "/v1/payouts",
        "/v1/balance",
        "/v1/payouts",
        "/v1/payouts",
    ] {
        got.push(stripe.get(path).await.0);
    }
    assert_eq!(
        got,
        [200, 200, 200, 500, 200],
        "the second payouts call and nothing else"
    );
}

#[tokio::test]
async fn a_reset_gives_no_answer_and_a_truncation_half_of_one() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    let url = format!("{}/v1/payouts?limit=100", stripe.base);
    sandbox.set_faults(faults(&["stripe:reset*1"]));
    let error = stripe
        .client
        .get(&url)
        .bearer_auth(&stripe.key)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_request(), "no answer at all: {error:?}");
    assert_eq!(
        sandbox.journal().last().unwrap().status,
        0,
        "the journal tells it"
    );

    sandbox.set_faults(faults(&["stripe:truncate*1"]));
    let answer = stripe
        .client
        .get(&url)
        .bearer_auth(&stripe.key)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "the head still arrives");
    assert!(answer.bytes().await.is_err(), "the body ends too early");

    sandbox.set_faults(faults(&["stripe:malformed*1"]));
    let answer = stripe
        .client
        .get(&url)
        .bearer_auth(&stripe.key)
        .send()
        .await
        .unwrap();
    let bytes = answer.bytes().await.unwrap();
    assert!(
        serde_json::from_slice::<Value>(&bytes).is_err(),
        "a whole body that is not JSON"
    );
    assert_eq!(
        stripe.get("/v1/payouts").await.0,
        200,
        "and then all is well"
    );
}

#[tokio::test]
async fn latency_delays_and_the_journal_shows_when() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    sandbox.set_faults(faults(&["*:latency=120*1"]));
    let start = Instant::now();
    assert_eq!(stripe.get("/v1/balance").await.0, 200, "late but right");
    assert!(
        start.elapsed() >= Duration::from_millis(120),
        "it took its time"
    );
    stripe.get("/v1/balance").await;
    let journal = sandbox.journal();
    let [first, second] = journal.as_slice() else {
        panic!("two requests: {journal:?}")
    };
    assert!(
        second.at_ms >= first.at_ms + 120,
        "the second request came after the wait"
    );
    assert_eq!(
        (
            first.method.as_str(),
            first.path.as_str(),
            first.query.as_str()
        ),
        ("GET", "/stripe/v1/balance", "")
    );
}

#[tokio::test]
async fn an_expired_token_stays_expired_until_it_is_renewed() {
    let sandbox = start().await;
    sandbox.set_faults(faults(&["tiktok:expired*1", "stripe:expired*1"]));
    for _ in 0..2 {
        let (status, body) = tiktok_page(&sandbox, body!({})).await;
        assert_eq!(
            (status, body["error"]["code"].as_str()),
            (401, Some("access_token_invalid")),
            "{body}"
        );
    }
    let tiktok = account(&sandbox, "tiktok");
    let form = [
        ("client_key", text(&tiktok, "client_key")),
        ("client_secret", text(&tiktok, "client_secret")),
        ("grant_type", "refresh_token".to_owned()),
        ("refresh_token", text(&tiktok, "refresh_token")),
    ];
    let url = format!("{}/v2/oauth/token/", tiktok.base_url);
    let (status, tokens) = json(client().post(url).form(&form).send().await.unwrap()).await;
    assert_eq!(status, 200, "its refresh token stays good: {tokens}");
    let stripe = Stripe::new(&sandbox);
    let (status, body) = stripe.get("/v1/balance").await;
    assert_eq!(
        (status, body["error"]["code"].as_str()),
        (401, Some("api_key_expired")),
        "{body}"
    );
}

#[tokio::test]
async fn a_repeating_page_never_moves_and_a_shrinking_page_loses_nothing() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    sandbox.set_faults(faults(&["*:repeat-page"]));
    let (_, first) = stripe.get("/v1/balance_transactions").await;
    let last = first["data"][9]["id"].as_str().unwrap().to_owned();
    let (_, again) = stripe
        .get(&format!("/v1/balance_transactions?starting_after={last}"))
        .await;
    assert_eq!(again, first, "Stripe's first page comes again");
    let (_, first) = tiktok_page(&sandbox, body!({})).await;
    let (_, again) = tiktok_page(&sandbox, body!({"cursor": first["data"]["cursor"]})).await;
    assert_eq!(
        again["data"], first["data"],
        "TikTok's first page comes again, with its cursor"
    );

    sandbox.set_faults(faults(&["*:shrink-page*3"]));
    let mut sizes = Vec::new();
    let mut seen: Vec<Value> = Vec::new();
    for _ in 0..4 {
        let after = seen
            .last()
            .map(|row| format!("&starting_after={}", row["id"].as_str().unwrap()))
            .unwrap_or_default();
        let (_, page) = stripe
            .get(&format!("/v1/balance_transactions?limit=40{after}"))
            .await;
        sizes.push(page["data"].as_array().unwrap().len());
        seen.extend(page["data"].as_array().unwrap().iter().cloned());
    }
    assert_eq!(
        sizes,
        [20, 10, 5, 40],
        "each page is shorter than the one before, until the fault is spent"
    );
    let (_, whole) = stripe.get("/v1/balance_transactions?limit=75").await;
    assert_eq!(
        whole["data"].as_array().unwrap(),
        &seen,
        "the cursors stayed right"
    );
}

#[tokio::test]
async fn a_skewed_clock_and_a_soft_error() {
    let sandbox = start().await;
    let stripe = Stripe::new(&sandbox);
    sandbox.set_faults(faults(&["stripe:clock-skew=3600", "tiktok:soft*1"]));
    let answer = stripe
        .client
        .get(format!("{}/v1/balance", stripe.base))
        .bearer_auth(&stripe.key)
        .send()
        .await
        .unwrap();
    assert_eq!(
        answer.headers()["date"],
        "Sun, 22 Nov 2026 13:00:00 GMT",
        "an hour ahead of the sandbox's clock"
    );
    let (status, body) = tiktok_page(&sandbox, body!({})).await;
    assert_eq!(
        (status, body["error"]["code"].as_str()),
        (200, Some("internal_error")),
        "an error inside a 200: {body}"
    );
}

#[tokio::test]
async fn the_control_endpoints_move_the_clock_and_the_faults() {
    let sandbox = start().await;
    let (client, base) = (client(), sandbox.base_url());
    let post = async |path: &str, request: Value| {
        json(
            client
                .post(format!("{base}/sandbox/{path}"))
                .json(&request)
                .send()
                .await
                .unwrap(),
        )
        .await
    };
    let (status, reply) = post("now", body!({"now": "2026-12-02T12:00:00Z"})).await;
    assert_eq!(
        (status, reply["now"].as_str()),
        (200, Some("2026-12-02T12:00:00Z")),
        "{reply}"
    );
    assert_eq!(
        sandbox.world().now(),
        common::instant("2026-12-02T12:00:00Z"),
        "the handle sees the same clock"
    );
    assert_eq!(
        post("now", body!({"now": "soon"})).await.0,
        400,
        "not an instant"
    );
    let (status, reply) = post("faults", body!({"faults": ["stripe:500*1"]})).await;
    assert_eq!(
        (status, &reply["faults"]),
        (200, &body!(["stripe:500*1"])),
        "{reply}"
    );
    assert_eq!(
        post("faults", body!({"faults": ["stripe:sometimes"]}))
            .await
            .0,
        400,
        "a typed refusal"
    );
    let stripe = Stripe::new(&sandbox);
    assert_eq!(
        stripe.get("/v1/balance").await.0,
        500,
        "the fault is in force"
    );
    let (_, left) = json(
        client
            .get(format!("{base}/sandbox/faults"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(left["faults"], body!([]), "and spent");
    let (_, journal) = json(
        client
            .get(format!("{base}/sandbox/journal"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(
        journal.as_array().unwrap().len(),
        1,
        "control requests are not journalled: {journal}"
    );
    assert_eq!(journal[0]["status"], 500, "{journal}");
}
