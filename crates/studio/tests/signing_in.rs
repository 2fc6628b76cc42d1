//! The sign-in from the first address to the kept account, against an OAuth server we did not write and a scripted browser.
//!
//! Run by `scripts/checks/oauth`, which starts the server and says where it is.

mod common;

use common::{NOW, at, open};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use store::{KeychainMode, SecretBytes};
use studio::clock::Clock;
use studio::shapes::*;
use studio::signing_in::{Browser, Watch, sign_in};
use studio::{OpenProfile, Opening, StudioError, accounts};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

const PEER: &str = "needs the OAuth server: scripts/checks/oauth";

/// One test at a time changes what the server does.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

fn server() -> String {
    std::env::var("OAUTH_PEER").expect(PEER)
}

/// Tells the server what to do from now on.
async fn set(access_seconds: u32, lose_answers: u32) {
    let body = serde_json::json!({"access_seconds": access_seconds, "lose_answers": lose_answers});
    post(&format!("{}/control", server()), &body.to_string()).await;
}

async fn post(url: &str, body: &str) {
    let sent = tokio::process::Command::new("node")
        .args([
            "-e",
            "const [u,b]=process.argv.slice(1);fetch(u,{method:'POST',headers:{'content-type':'application/x-www-form-urlencoded'},body:b}).then(a=>process.exit(a.ok?0:1))",
            url,
            body,
        ])
        .status()
        .await
        .unwrap();
    assert!(sent.success(), "{url} takes what is sent");
}

/// A person with a browser who does one thing.
struct Person {
    mode: &'static str,
    /// A code of an earlier sign-in.
    old_code: String,
    /// What they saw.
    seen: Arc<Mutex<String>>,
    done: Arc<tokio::sync::Notify>,
}

impl Person {
    fn who(mode: &'static str) -> Self {
        Self {
            mode,
            old_code: String::new(),
            seen: Arc::default(),
            done: Arc::default(),
        }
    }

    /// Waits for the browser to end, and tells what it showed.
    async fn saw(&self) -> String {
        self.done.notified().await;
        self.seen.lock().unwrap().clone()
    }
}

impl Browser for Person {
    fn open(&self, address: &str) -> bool {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oauth/browser.mjs");
        let child = tokio::process::Command::new("node")
            .args([script, address, self.mode])
            .env("TOKEN_ENDPOINT", format!("{}/token", server()))
            .env("OLD_CODE", &self.old_code)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let (seen, done) = (self.seen.clone(), self.done.clone());
        tokio::spawn(async move {
            let output = child.wait_with_output().await.unwrap();
            let text = [output.stdout, output.stderr].concat();
            *seen.lock().unwrap() = String::from_utf8_lossy(&text).into_owned();
            done.notify_one();
        });
        true
    }
}

/// Remembers every step.
#[derive(Default)]
struct Steps {
    views: Mutex<Vec<SignInView>>,
    /// Stopped as soon as an answer was turned away.
    stop: Option<CancellationToken>,
}

impl Watch for Steps {
    fn told(&self, view: &SignInView) {
        self.views.lock().unwrap().push(view.clone());
        if let Some(stop) = self.stop.as_ref().filter(|_| view.turned_away > 0) {
            stop.cancel();
        }
    }
}

fn request() -> SignInRequest {
    SignInRequest {
        platform: PlatformName::Youtube,
        account: None,
        handle: String::new(),
        region: None,
        base_url: Some(server()),
        client_id: Some("desktop".to_owned()),
        client_secret: Some("fixture-secret".to_owned()),
        testing: true,
    }
}

fn profile() -> (TempDir, Arc<OpenProfile>) {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    (folder, profile)
}

async fn enter(profile: &OpenProfile, person: &Person, request: &SignInRequest) -> SignInView {
    let cancel = CancellationToken::new();
    sign_in(profile, person, request, &cancel, &Steps::default()).await
}

/// Signs in and gives the account's id.
async fn entered(profile: &OpenProfile) -> i64 {
    let person = Person::who("agree");
    let view = enter(profile, &person, &request()).await;
    assert_eq!(
        view.step,
        SignInStep::Done,
        "{view:?} {}",
        person.saw().await
    );
    view.account.unwrap()
}

fn held(profile: &OpenProfile, id: i64) -> serde_json::Value {
    let secret: SecretBytes = profile
        .secrets()
        .load(&accounts::secret_name(domain::AccountId(id)))
        .unwrap()
        .unwrap();
    serde_json::from_slice(secret.expose()).unwrap()
}

fn reason(view: &SignInView) -> &str {
    view.error.as_ref().map_or("", |e| {
        e.details.get("reason").unwrap_or(&e.message).as_str()
    })
}

/// Why an account is no longer signed in.
async fn refused(profile: &OpenProfile, id: i64) -> String {
    let error: StudioError = accounts::test(profile, id).await.unwrap_err();
    let shape = error.shape();
    assert_eq!(shape.code, ErrorCode::SignIn, "{shape:?}");
    shape.details["reason"].clone()
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn from_the_address_to_the_account() {
    let _turn = TURN.lock().await;
    set(3600, 0).await;
    let (_folder, profile) = profile();
    let person = Person::who("twice");
    let steps = Steps::default();
    let cancel = CancellationToken::new();
    let view = sign_in(&profile, &person, &request(), &cancel, &steps).await;
    let saw = person.saw().await;
    assert_eq!(view.step, SignInStep::Done, "{view:?} {saw}");
    assert_eq!(
        view.handle.as_deref(),
        Some("camilleatelier"),
        "named by the platform"
    );
    assert!(
        saw.contains("Back to Creator Studio"),
        "a page of our own: {saw}"
    );
    assert!(
        saw.contains("nobody listens any more"),
        "one answer, then closed: {saw}"
    );
    let order: Vec<_> = steps.views.lock().unwrap().iter().map(|v| v.step).collect();
    assert_eq!(
        [order.first(), order.last()],
        [Some(&SignInStep::Waiting), Some(&SignInStep::Done)],
        "each step is told"
    );

    let row = accounts::list(&profile).unwrap().remove(0);
    let grant = row.sign_in.expect("the account says how it is signed in");
    assert_eq!(grant.scopes.len(), 4, "all that was asked for");
    assert!(
        grant.scopes.iter().all(|scope| scope.granted == Some(true)),
        "and granted: {:?}",
        grant.scopes
    );
    assert_eq!(
        grant.ends_at.as_deref(),
        Some("2026-10-29T08:00:00Z"),
        "an app in testing: seven days"
    );
    accounts::test(&profile, row.id)
        .await
        .expect("the token opens the API");

    let again = SignInRequest {
        client_id: None,
        client_secret: None,
        account: Some(row.id),
        ..request()
    };
    let view = enter(&profile, &Person::who("agree"), &again).await;
    assert_eq!(
        view.account,
        Some(row.id),
        "the app is remembered: {view:?}"
    );
    let new = SignInRequest {
        account: None,
        ..again
    };
    let view = enter(&profile, &Person::who("agree"), &new).await;
    assert_eq!(
        view.account,
        Some(row.id),
        "the same channel is no second account"
    );
    assert_eq!(accounts::list(&profile).unwrap().len(), 1, "one account");
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn a_refresh_token_rotates_and_is_never_used_twice() {
    let _turn = TURN.lock().await;
    // shorter than the margin: every use renews
    set(30, 0).await;
    let (folder, profile) = profile();
    let id = entered(&profile).await;
    let first = held(&profile, id);
    accounts::test(&profile, id).await.expect("renewed");
    let second = held(&profile, id);
    assert_ne!(
        first["refresh_token"], second["refresh_token"],
        "rotated and kept"
    );
    assert!(second["renewing_since"].is_null(), "no doubt is left");

    // another process: the same folder, opened on its own
    let other = OpenProfile::open_with(
        &folder.path().join("profile"),
        Opening::Existing,
        Clock::fixed(at(NOW)),
        false,
        KeychainMode::Off,
    )
    .unwrap();
    let both = tokio::join!(accounts::test(&profile, id), accounts::test(&other, id));
    both.0.expect("one renews");
    both.1
        .expect("the other waits, and takes over or renews in turn");
    accounts::test(&profile, id).await.expect("the grant lives");
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn a_lost_answer_is_neither_a_bad_network_nor_a_withdrawn_grant() {
    let _turn = TURN.lock().await;
    set(30, 0).await;
    let (_folder, profile) = profile();
    let id = entered(&profile).await;
    set(30, 1).await;
    assert_eq!(
        refused(&profile, id).await,
        "answer_lost",
        "the next try says so"
    );
    assert_eq!(
        refused(&profile, id).await,
        "answer_lost",
        "and so does every later one"
    );
    let again = SignInRequest {
        account: Some(id),
        ..request()
    };
    let view = enter(&profile, &Person::who("agree"), &again).await;
    assert_eq!(view.step, SignInStep::Done, "{view:?}");
    accounts::test(&profile, id)
        .await
        .expect("signed in again, all is well");
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn a_withdrawn_grant_is_told_from_one_that_ran_out() {
    let _turn = TURN.lock().await;
    set(30, 0).await;
    let (_folder, profile) = profile();
    let id = entered(&profile).await;
    let token = held(&profile, id)["refresh_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = format!("token={token}&client_id=desktop&client_secret=fixture-secret");
    post(&format!("{}/revoke", server()), &form).await;
    assert_eq!(
        refused(&profile, id).await,
        "revoked",
        "within its seven days"
    );
    let later = profile.seen_at(at("2026-10-30T08:00:00Z"));
    assert_eq!(refused(&later, id).await, "expired", "after them");
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn what_is_not_a_yes_connects_nothing() {
    let _turn = TURN.lock().await;
    set(3600, 0).await;
    let cases = [
        ("deny", "access_denied", "the creator said no"),
        ("issuer", "issuer_mismatch", "another server's answer"),
    ];
    for (mode, want, why) in cases {
        let (_folder, profile) = profile();
        let person = Person::who(mode);
        let view = enter(&profile, &person, &request()).await;
        assert_eq!(
            view.step,
            SignInStep::Failed,
            "{mode}: {view:?} {}",
            person.saw().await
        );
        assert_eq!(reason(&view), want, "{mode}: {why}");
        assert!(
            accounts::list(&profile).unwrap().is_empty(),
            "{mode}: no account"
        );
    }
    let (_folder, profile) = profile();
    let wrong = SignInRequest {
        client_secret: Some("another".to_owned()),
        ..request()
    };
    let view = enter(&profile, &Person::who("agree"), &wrong).await;
    assert_eq!(
        reason(&view),
        "invalid_client",
        "a wrong secret names the app: {view:?}"
    );
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn an_answer_with_another_state_is_turned_away() {
    let _turn = TURN.lock().await;
    set(3600, 0).await;
    let (_folder, profile) = profile();
    let person = Person::who("stray");
    let view = enter(&profile, &person, &request()).await;
    let saw = person.saw().await;
    assert_eq!(
        view.step,
        SignInStep::Done,
        "the right one still counts: {view:?}"
    );
    assert_eq!(view.turned_away, 1, "and the other one is told");
    assert!(
        saw.contains("\n400 ") && saw.contains("Not this sign-in"),
        "{saw}"
    );

    let (_folder, profile) = self::profile();
    let cancel = CancellationToken::new();
    let steps = Steps {
        stop: Some(cancel.clone()),
        ..Steps::default()
    };
    let view = sign_in(&profile, &Person::who("forge"), &request(), &cancel, &steps).await;
    assert_eq!(
        view.step,
        SignInStep::Canceled,
        "alone it leads nowhere: {view:?}"
    );
    assert!(accounts::list(&profile).unwrap().is_empty(), "no account");
}

#[tokio::test]
#[ignore = "needs the OAuth server: scripts/checks/oauth"]
async fn a_code_is_good_once_and_only_for_whoever_asked() {
    let _turn = TURN.lock().await;
    set(30, 0).await;
    let (_folder, profile) = profile();
    let person = Person::who("thief");
    let view = enter(&profile, &person, &request()).await;
    let saw = person.saw().await;
    assert_eq!(
        view.step,
        SignInStep::Done,
        "without the verifier a stolen code opens nothing and harms nothing: {view:?} {saw}"
    );
    let id = view.account.unwrap();
    accounts::test(&profile, id).await.expect("the grant lives");

    let mut person = Person::who("replay");
    person.old_code = saw.lines().next().unwrap().to_owned();
    let view = enter(&profile, &person, &request()).await;
    assert_eq!(
        reason(&view),
        "code_used",
        "{view:?} {}",
        person.saw().await
    );
    accounts::test(&profile, id)
        .await
        .expect("what the code once opened stays the creator's");

    set(30, 1).await;
    let view = enter(&profile, &Person::who("agree"), &request()).await;
    assert_eq!(
        reason(&view),
        "answer_lost",
        "the code was used up and its answer never came: {view:?}"
    );
}
