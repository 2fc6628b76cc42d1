//! What the wire tests share: a client that follows no redirect, and sandboxes with a fixed clock.
#![allow(dead_code, reason = "every test file uses its own part")]

use chrono::{DateTime, Utc};
use reqwest::{Client, Response};
use sandbox::{SandboxAccount, SandboxHandle, SandboxOptions};
use serde_json::Value;

pub const NOW: &str = "2026-11-22T12:00:00Z";

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn options() -> SandboxOptions {
    SandboxOptions::new(instant(NOW))
}

pub fn client() -> Client {
    // only the first of many calls in one process wins, the others are told so
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

pub async fn start() -> SandboxHandle {
    start_with(options()).await
}

pub async fn start_with(options: SandboxOptions) -> SandboxHandle {
    sandbox::serve(options).await.unwrap()
}

pub fn account(sandbox: &SandboxHandle, platform: &str) -> SandboxAccount {
    sandbox
        .accounts()
        .into_iter()
        .find(|account| account.platform == platform)
        .unwrap()
}

pub fn text(account: &SandboxAccount, name: &str) -> String {
    account.credentials[name].as_str().unwrap().to_owned()
}

pub async fn json(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// A signed-in view of one Stripe account.
pub struct Stripe {
    pub client: Client,
    pub base: String,
    pub key: String,
}

impl Stripe {
    pub fn new(sandbox: &SandboxHandle) -> Self {
        let account = account(sandbox, "stripe");
        Self {
            client: client(),
            key: text(&account, "api_key"),
            base: account.base_url,
        }
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        json(
            self.client
                .get(format!("{}{path}", self.base))
                .bearer_auth(&self.key)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    /// Walks a list to its end with `starting_after`.
    pub async fn walk(&self, path: &str) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let join = if path.contains('?') { '&' } else { '?' };
            let after = all
                .last()
                .map(|last| format!("&starting_after={}", last["id"].as_str().unwrap()));
            let (status, page) = self
                .get(&format!(
                    "{path}{join}limit=100{}",
                    after.unwrap_or_default()
                ))
                .await;
            assert_eq!(status, 200, "a page of {path} must answer: {page}");
            all.extend(page["data"].as_array().unwrap().iter().cloned());
            if page["has_more"] != true {
                return all;
            }
        }
    }
}
