//! TikTok's wire format: sign-in with the hex challenge, rotating refresh, scopes, the envelope, the ms cursor.

mod common;

use std::collections::HashSet;

use common::{account, client, json, start, text};
use reqwest::Client;
use sandbox::{SandboxAccount, SandboxHandle};
use serde_json::{Value, json as body};
use sha2::{Digest, Sha256};

const VERIFIER: &str = "an-invented-verifier-of-more-than-forty-three-characters";
const REDIRECT: &str = "http://127.0.0.1:49152/callback/";

struct Tiktok {
    client: Client,
    account: SandboxAccount,
}

impl Tiktok {
    fn new(sandbox: &SandboxHandle) -> Self {
        Self {
            client: client(),
            account: account(sandbox, "tiktok"),
        }
    }

    fn field(&self, name: &str) -> String {
        text(&self.account, name)
    }

    /// Opens the consent page; the parameters it redirects with, or `None` when it refuses on the page.
    async fn authorize(&self, changes: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        let (key, challenge) = (
            self.field("client_key"),
            hex::encode(Sha256::digest(VERIFIER)),
        );
        let mut query = vec![
            ("client_key", key.as_str()),
            ("response_type", "code"),
            ("scope", "user.info.basic,video.list"),
            ("redirect_uri", REDIRECT),
            ("state", "s1"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            query.retain(|(other, _)| other != name);
            query.push((*name, *value));
        }
        let page = self
            .client
            .get(format!("{}/v2/auth/authorize/", self.account.base_url))
            .query(&query)
            .send()
            .await
            .unwrap();
        let target = url::Url::parse(page.headers().get("location")?.to_str().unwrap()).unwrap();
        Some(target.query_pairs().into_owned().collect())
    }

    async fn token(&self, fields: &[(&str, &str)]) -> (u16, Value) {
        let (key, secret) = (self.field("client_key"), self.field("client_secret"));
        let mut form = vec![
            ("client_key", key.as_str()),
            ("client_secret", secret.as_str()),
        ];
        form.extend_from_slice(fields);
        let url = format!("{}/v2/oauth/token/", self.account.base_url);
        json(self.client.post(url).form(&form).send().await.unwrap()).await
    }

    async fn user(&self, token: &str, fields: &str) -> (u16, Value) {
        let url = format!("{}/v2/user/info/?fields={fields}", self.account.base_url);
        json(
            self.client
                .get(url)
                .bearer_auth(token)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    async fn videos(&self, token: &str, fields: &str, request: Value) -> (u16, Value) {
        let url = format!("{}/v2/video/list/?fields={fields}", self.account.base_url);
        json(
            self.client
                .post(url)
                .bearer_auth(token)
                .json(&request)
                .send()
                .await
                .unwrap(),
        )
        .await
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn the_code_flow_wants_the_hex_challenge_and_the_right_verifier_once() {
    let sandbox = start().await;
    let tiktok = Tiktok::new(&sandbox);
    let back = tiktok.authorize(&[]).await.unwrap();
    assert_eq!(value(&back, "state"), Some("s1"), "state comes back");
    assert_eq!(
        value(&back, "scopes"),
        Some("user.info.basic,video.list"),
        "granted scopes come back"
    );
    let code = value(&back, "code").unwrap();
    let exchange = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let (status, tokens) = tiktok.token(&exchange).await;
    assert_eq!(
        (status, tokens["expires_in"].as_i64()),
        (200, Some(7_200)),
        "two hours, flat reply: {tokens}"
    );
    let (status, user) = tiktok
        .user(tokens["access_token"].as_str().unwrap(), "display_name")
        .await;
    assert_eq!(
        (status, user["error"]["code"].as_str()),
        (200, Some("ok")),
        "the token works"
    );
    let (status, again) = tiktok.token(&exchange).await;
    assert_eq!(
        (status, again["error"].as_str()),
        (400, Some("invalid_grant")),
        "a code works once"
    );

    let base64url = base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        Sha256::digest(VERIFIER),
    );
    for (challenge, verifier) in [
        (None, "another-verifier"),
        (Some(base64url.as_str()), VERIFIER),
    ] {
        let changes: Vec<(&str, &str)> = challenge
            .map(|challenge| ("code_challenge", challenge))
            .into_iter()
            .collect();
        let back = tiktok.authorize(&changes).await.unwrap();
        let code = value(&back, "code").unwrap();
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier),
        ];
        let (status, refused) = tiktok.token(&fields).await;
        assert_eq!(
            (status, refused["error"].as_str()),
            (400, Some("invalid_grant")),
            "{challenge:?} {verifier}: {refused}"
        );
    }
}

#[tokio::test]
async fn the_consent_page_names_what_is_wrong() {
    let sandbox = start().await;
    let tiktok = Tiktok::new(&sandbox);
    for (change, kind) in [
        (("code_challenge", ""), "code_challenge"),
        (("client_key", "nobody"), "client_key"),
    ] {
        let back = tiktok.authorize(&[change]).await.unwrap();
        assert_eq!(value(&back, "error"), Some("access_denied"), "{change:?}");
        assert_eq!(value(&back, "error_type"), Some(kind), "{change:?}");
    }
    for wrong in [
        "https://studio.example:8080/cb",
        "http://127.0.0.1/cb",
        "http://localhost:1/cb?x=1",
    ] {
        assert_eq!(
            tiktok.authorize(&[("redirect_uri", wrong)]).await,
            None,
            "{wrong} is not a desktop redirect"
        );
    }
    sandbox.set_faults(vec!["tiktok:deny*1".parse().unwrap()]);
    let back = tiktok.authorize(&[]).await.unwrap();
    assert_eq!(
        (value(&back, "error"), value(&back, "code")),
        (Some("access_denied"), None),
        "the user may say no"
    );
}

#[tokio::test]
async fn a_refresh_rotates_and_a_revoked_token_is_dead() {
    let sandbox = start().await;
    let tiktok = Tiktok::new(&sandbox);
    let (access, refresh) = (tiktok.field("access_token"), tiktok.field("refresh_token"));
    sandbox.set_now(sandbox.world().now() + chrono::Duration::hours(3));
    let (status, refused) = tiktok.user(&access, "display_name").await;
    assert_eq!(
        (status, refused["error"]["code"].as_str()),
        (401, Some("access_token_invalid")),
        "two hours have passed"
    );

    let (status, fresh) = tiktok
        .token(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)])
        .await;
    assert_eq!(status, 200, "{fresh}");
    assert_ne!(
        fresh["refresh_token"].as_str(),
        Some(refresh.as_str()),
        "the refresh token rotates"
    );
    let (status, old) = tiktok
        .token(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)])
        .await;
    assert_eq!(
        (status, old["error"].as_str()),
        (400, Some("invalid_grant")),
        "the old one is dead"
    );

    let access = fresh["access_token"].as_str().unwrap();
    assert_eq!(
        tiktok.user(access, "display_name").await.0,
        200,
        "the new token works"
    );
    let (key, secret) = (tiktok.field("client_key"), tiktok.field("client_secret"));
    let form = [
        ("client_key", key.as_str()),
        ("client_secret", secret.as_str()),
        ("token", access),
    ];
    let url = format!("{}/v2/oauth/revoke/", tiktok.account.base_url);
    let revoked = tiktok.client.post(url).form(&form).send().await.unwrap();
    assert_eq!(
        (
            revoked.status().as_u16(),
            revoked.text().await.unwrap().as_str()
        ),
        (200, ""),
        "success has no body"
    );
    assert_eq!(
        tiktok.user(access, "display_name").await.0,
        401,
        "a revoked token opens nothing"
    );
    let (status, refused) = tiktok
        .token(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)])
        .await;
    assert_eq!(
        (status, refused["error"].as_str()),
        (400, Some("invalid_grant")),
        "nor does its refresh token"
    );
    let (_, refused) = tiktok.token(&[("grant_type", "password")]).await;
    assert_eq!(refused["error"], "unsupported_grant_type", "{refused}");
}

#[tokio::test]
async fn fields_follow_the_granted_scopes() {
    let sandbox = start().await;
    let tiktok = Tiktok::new(&sandbox);
    let full = tiktok.field("access_token");
    let back = tiktok
        .authorize(&[("scope", "user.info.basic")])
        .await
        .unwrap();
    let code = value(&back, "code").unwrap();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let (_, tokens) = tiktok.token(&fields).await;
    let basic = tokens["access_token"].as_str().unwrap();
    for (token, fields, status, code) in [
        (full.as_str(), "open_id,username,follower_count", 200, "ok"),
        (basic, "open_id,display_name", 200, "ok"),
        (basic, "open_id,follower_count", 401, "scope_not_authorized"),
        (full.as_str(), "", 400, "invalid_params"),
        (full.as_str(), "shoe_size", 400, "invalid_params"),
        ("act.wrong", "open_id", 401, "access_token_invalid"),
    ] {
        let (got, reply) = tiktok.user(token, fields).await;
        assert_eq!(
            (got, reply["error"]["code"].as_str()),
            (status, Some(code)),
            "{fields}: {reply}"
        );
        assert!(
            reply["error"]["log_id"].is_string(),
            "every answer has a log id"
        );
    }
    let (_, reply) = tiktok.user(&full, "follower_count,display_name").await;
    let user = reply["data"]["user"].as_object().unwrap();
    assert_eq!(user.len(), 2, "only what was asked for");
    let followers = user["follower_count"].as_u64().unwrap();
    assert!(
        (12_480..12_510).contains(&followers),
        "around 12,480 followers today, found {followers}"
    );
    let (status, reply) = tiktok.videos(basic, "id", body!({})).await;
    assert_eq!(
        (status, reply["error"]["code"].as_str()),
        (401, Some("scope_not_authorized")),
        "videos need their scope"
    );
}

#[tokio::test]
async fn the_video_walk_covers_every_public_post_once_with_a_millisecond_cursor() {
    let sandbox = start().await;
    let tiktok = Tiktok::new(&sandbox);
    let token = tiktok.field("access_token");
    let mut cursor = Value::Null;
    let (mut posts, mut short): (Vec<Value>, usize) = (Vec::new(), 0);
    loop {
        let (status, reply) = tiktok
            .videos(
                &token,
                "id,create_time,view_count",
                body!({"cursor": cursor, "max_count": 20}),
            )
            .await;
        assert_eq!(status, 200, "{reply}");
        let videos = reply["data"]["videos"].as_array().unwrap();
        short += usize::from(videos.len() < 20);
        cursor = reply["data"]["cursor"].clone();
        let oldest = videos
            .last()
            .map(|video| video["create_time"].as_i64().unwrap() * 1000);
        assert!(
            oldest.is_none_or(|oldest| cursor.as_i64().unwrap() <= oldest),
            "the cursor is in milliseconds"
        );
        posts.extend(videos.iter().cloned());
        if reply["data"]["has_more"] != true {
            break;
        }
    }
    let ids: HashSet<&str> = posts
        .iter()
        .map(|post| post["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), posts.len(), "no post comes twice");
    assert!(short > 1, "pages may hold fewer posts than asked for");
    let (_, user) = tiktok.user(&token, "video_count").await;
    assert_eq!(
        user["data"]["user"]["video_count"].as_u64(),
        Some(posts.len() as u64),
        "the walk meets every public post"
    );
    assert!(
        posts.is_sorted_by_key(|post| std::cmp::Reverse(post["create_time"].as_i64())),
        "newest first"
    );

    let wanted: Vec<&Value> = posts.iter().take(3).map(|post| &post["id"]).collect();
    let url = format!(
        "{}/v2/video/query/?fields=id,share_url",
        tiktok.account.base_url
    );
    let query = body!({"filters": {"video_ids": wanted}});
    let (_, reply) = json(
        tiktok
            .client
            .post(&url)
            .bearer_auth(&token)
            .json(&query)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(
        reply["data"]["videos"].as_array().unwrap().len(),
        3,
        "posts can be asked for by id"
    );
    let (status, reply) = tiktok.videos(&token, "id", body!({"max_count": 21})).await;
    assert_eq!(
        (status, reply["error"]["code"].as_str()),
        (400, Some("invalid_params")),
        "twenty at most"
    );
}

#[tokio::test]
async fn the_month_adds_up_to_what_the_creator_sees() {
    let sandbox = start().await;
    let tiktok = Tiktok::new(&sandbox);
    let token = tiktok.field("access_token");
    let month_ago = sandbox.world().now() - chrono::Duration::days(30);
    let views = async |at| {
        sandbox.set_now(at);
        let (mut sum, mut cursor) = (0, Value::Null);
        loop {
            let (_, reply) = tiktok
                .videos(
                    &token,
                    "view_count",
                    body!({"cursor": cursor, "max_count": 20}),
                )
                .await;
            let page = reply["data"]["videos"].as_array().unwrap();
            sum += page
                .iter()
                .map(|post| post["view_count"].as_i64().unwrap())
                .sum::<i64>();
            cursor = reply["data"]["cursor"].clone();
            if reply["data"]["has_more"] != true {
                return sum;
            }
        }
    };
    let month = views(common::instant(common::NOW)).await - views(month_ago).await;
    assert!(
        (62_000..72_000).contains(&month),
        "about 71,000 views in thirty days, private posts apart: {month}"
    );
}
