//! The device flow against an OAuth server we did not write. Run by `scripts/checks/oauth`.

mod http_support;

use connectors::oauth::{Client, DeviceSignIn, Provider, SignInOptions, Way, provider_of};
use connectors::{ConnectError, HttpOptions};
use domain::Platform;
use http_support::*;
use std::sync::Arc;

/// Twitch's way with the standard's names and the server's scopes.
fn provider() -> &'static Provider {
    let twitch = *provider_of(Platform::Twitch).unwrap();
    let Way::Device { device, .. } = twitch.way else {
        panic!("Twitch signs in by a code");
    };
    Box::leak(Box::new(Provider {
        way: Way::Device {
            device,
            scope_field: "scope",
        },
        scopes: &["https://www.googleapis.com/auth/youtube.readonly"],
        ..twitch
    }))
}

fn job_at_peer() -> connectors::Job {
    let peer = std::env::var("OAUTH_PEER").expect("scripts/checks/oauth starts the server");
    job(&account(Platform::Twitch, &peer))
}

fn asking(http: HttpOptions) -> SignInOptions {
    SignInOptions {
        provider: provider(),
        client: Client {
            id: "television".to_owned(),
            secret: None,
            testing: false,
        },
        http,
    }
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn a_code_agreed_to_on_another_device_signs_in() {
    let job = job_at_peer();
    let asking = DeviceSignIn::begin(asking(HttpOptions::default()), &job)
        .await
        .unwrap();
    assert!(asking.code().len() > 3, "a code to type: {}", asking.code());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oauth/browser.mjs");
    let person = tokio::process::Command::new("node")
        .args([script, asking.page().as_str(), "device"])
        .output()
        .await
        .unwrap();
    let grant = asking.finish(&job).await.unwrap_or_else(|error| {
        panic!("{error}: {}", String::from_utf8_lossy(&person.stdout));
    });
    assert_eq!(grant.client_secret, None, "a public client has no secret");
    assert!(!grant.refresh_token.expose().is_empty(), "what renews it");
    assert_eq!(
        grant.ends_at.unwrap().to_string(),
        "2026-12-22T10:00:00Z",
        "unused it dies after thirty days"
    );
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn a_code_nobody_types_runs_out() {
    let pause = Arc::new(RecordedPause::default());
    let job = job_at_peer();
    let error = DeviceSignIn::begin(asking(options(&pause)), &job)
        .await
        .unwrap()
        .finish(&job)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, ConnectError::SignIn { reason, .. } if reason == "timed_out"),
        "{error}"
    );
    let waits = pause.waits.lock().unwrap();
    assert!(
        waits.len() > 10,
        "it was polled until its end: {}",
        waits.len()
    );
    assert!(
        waits.iter().all(|wait| wait.as_secs() >= 5),
        "and never faster than the server allows"
    );
}
