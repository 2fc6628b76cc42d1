//! One suite for every connector, against the emulator of the platforms: what a sync promises must hold for each of them,
//! also when the platform misbehaves.

mod http_support;

use connectors::oauth::{BrowserSignIn, Client, Provider, SignInOptions};
use connectors::source::Connector;
use connectors::{Action, ConnectError, Credentials, Summary, connector_for};
use domain::account::Platform;
use domain::{Account, Amount, EntryDraft, Instant, PayoutState, Status, Stream};
use http_support::*;
use sandbox::{SandboxHandle, SandboxOptions};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const PLATFORMS: [Platform; 10] = [
    Platform::Stripe,
    Platform::Tiktok,
    Platform::TiktokShop,
    Platform::Youtube,
    Platform::Twitch,
    Platform::Instagram,
    Platform::Paypal,
    Platform::Patreon,
    Platform::Gumroad,
    Platform::Shopify,
];

/// Times a token is fetched when one expires on the way: an app of PayPal's fetches its first one too.
fn renewals(platform: Platform) -> u32 {
    match platform {
        Platform::Paypal => 2,
        _ => 1,
    }
}

/// Whether the platform is signed in to with something that is not renewed.
fn is_key(platform: Platform) -> bool {
    matches!(
        platform,
        Platform::Stripe | Platform::Instagram | Platform::Gumroad | Platform::Shopify
    )
}

async fn start() -> SandboxHandle {
    start_with(200).await
}

async fn start_with(days: u32) -> SandboxHandle {
    let options = SandboxOptions {
        days,
        ..SandboxOptions::new(now().0)
    };
    sandbox::serve(options).await.unwrap()
}

/// One account of a sandbox with its vault and its policy.
struct Seat {
    account: Account,
    vault: Arc<MemoryVault>,
    pause: Arc<RecordedPause>,
    connector: Box<dyn Connector>,
    secrets: Vec<String>,
}

fn seat(sandbox: &SandboxHandle, platform: Platform) -> Seat {
    let offered = sandbox
        .accounts()
        .into_iter()
        .find(|a| a.platform == platform.slug())
        .unwrap();
    let account = account(platform, &offered.base_url);
    let vault = MemoryVault::of(platform, &offered.credentials.to_string());
    let pause = Arc::new(RecordedPause::default());
    let secrets = [
        "api_key",
        "client_secret",
        "app_secret",
        "access_token",
        "refresh_token",
    ]
    .iter()
    .filter_map(|field| offered.credentials[field].as_str().map(str::to_owned))
    .collect();
    let held: Arc<dyn connectors::Vault> = Arc::<MemoryVault>::clone(&vault);
    let connector = connector_for(&account, held, options(&pause)).unwrap();
    Seat {
        account,
        vault,
        pause,
        connector,
        secrets,
    }
}

impl Seat {
    async fn fetch(&self, sink: &mut MemorySink) -> Result<Summary, ConnectError> {
        self.connector.fetch(&job(&self.account), sink).await
    }
}

/// Everything a store would hold, as text: identities with their latest content. Days of reading and places in documents
/// are left out.
fn content(sink: &MemorySink) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for event in &sink.pages {
        let page = &event.page;
        for e in &page.entries {
            let key = format!("entry {} {}", page.feed, e.external_id.as_deref().unwrap());
            // a known payout stays known: see the contract in `source`
            let shown = |e: &EntryDraft| {
                format!(
                    "{:?} {:?} {:?} {:?} {:?}",
                    e.day, e.stream, e.title, e.money, e.counterparty
                )
            };
            all.insert(key, shown(e));
            if let Some(payout) = &e.payout_external_id {
                all.insert(
                    format!("paid {}", e.external_id.as_deref().unwrap()),
                    payout.clone(),
                );
            }
        }
        for p in &page.payouts {
            all.insert(
                format!("payout {}", p.external_id),
                format!("{:?} {:?} {:?}", p.amount, p.state, p.arrival),
            );
        }
        for m in &page.metrics {
            all.insert(format!("metric {} {}", m.name, m.day), m.value.to_string());
        }
        for p in &page.posts {
            all.insert(
                format!("post {}", p.external_id.as_deref().unwrap()),
                format!("{:?} {:?} {:?}", p.published, p.title, p.views),
            );
        }
        for o in &page.offers {
            all.insert(
                format!("offer {}", o.external_id),
                format!("{:?} {:?} {:?}", o.brand, o.stage, o.terms),
            );
        }
    }
    all
}

async fn clean(sandbox: &SandboxHandle, platform: Platform) -> BTreeMap<String, String> {
    let mut sink = MemorySink::default();
    let summary = seat(sandbox, platform).fetch(&mut sink).await.unwrap();
    assert!(!summary.partial(), "{platform}: no feed fails: {summary:?}");
    assert_eq!(
        sink.rejects(),
        Vec::<&domain::Reject>::new(),
        "{platform}: every row is read"
    );
    content(&sink)
}

#[tokio::test]
async fn each_platform_says_who_the_account_is() {
    let sandbox = start().await;
    for platform in PLATFORMS {
        let seat = seat(&sandbox, platform);
        let who = seat.connector.identify(&job(&seat.account)).await.unwrap();
        assert!(
            !who.external_id.is_empty() && !who.handle.is_empty(),
            "{platform}: {who:?}"
        );
        let again = seat.connector.identify(&job(&seat.account)).await.unwrap();
        assert_eq!(who, again, "{platform}: the same every time");
    }
}

#[tokio::test]
async fn syncing_twice_is_syncing_once() {
    let sandbox = start().await;
    for platform in PLATFORMS {
        let seat = seat(&sandbox, platform);
        let mut sink = MemorySink::default();
        seat.fetch(&mut sink).await.unwrap();
        let once = content(&sink);
        assert!(
            once.len() > 3,
            "{platform}: there is something to read, not {}",
            once.len()
        );
        seat.fetch(&mut sink).await.unwrap();
        assert_eq!(
            content(&sink),
            once,
            "{platform}: the second run changes nothing"
        );
    }
}

#[tokio::test]
async fn a_misbehaving_platform_changes_nothing_in_what_is_read() {
    let faults = [
        "429*3:retry-after=2",
        "500*2",
        "503*2:after=1",
        "reset*1",
        "reset*1:after=2",
        "truncate*1",
        "malformed*1",
        "expired*1:after=1",
        "latency=5",
        "shrink-page",
    ];
    let sandbox = start().await;
    for platform in PLATFORMS {
        let want = clean(&sandbox, platform).await;
        for fault in faults {
            if is_key(platform) && fault.starts_with("expired") {
                // a key does not expire, and a long-lived token that did cannot be renewed: see below
                continue;
            }
            // tokens rotate: each round starts from a sandbox of its own
            let sandbox = start().await;
            sandbox.set_faults(vec![
                format!("{}:{fault}", platform.slug()).parse().unwrap(),
            ]);
            let seat = seat(&sandbox, platform);
            let mut sink = MemorySink::default();
            let summary = seat
                .fetch(&mut sink)
                .await
                .unwrap_or_else(|e| panic!("{platform} under {fault}: {e}"));
            assert!(!summary.partial(), "{platform} under {fault}: {summary:?}");
            assert_eq!(
                content(&sink),
                want,
                "{platform} under {fault}: the same rows"
            );
            if fault.starts_with("429") {
                let waits = seat.pause.waits.lock().unwrap().clone();
                assert_eq!(
                    waits,
                    [Duration::from_secs(2); 3],
                    "{platform}: three waits of two seconds, as asked"
                );
            }
            if fault.starts_with("expired") {
                assert_eq!(
                    *seat.vault.saves.lock().unwrap(),
                    renewals(platform),
                    "{platform}: renewed and saved"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_repeating_page_stops_the_feed_and_stores_nothing_twice() {
    // long enough for more than one page of anything
    let sandbox = start_with(1_095).await;
    for platform in PLATFORMS {
        sandbox.set_faults(vec![
            format!("{}:repeat-page", platform.slug()).parse().unwrap(),
        ]);
        let mut sink = MemorySink::default();
        let summary = seat(&sandbox, platform).fetch(&mut sink).await.unwrap();
        let stopped = summary.feeds.iter().find_map(|f| f.error.as_ref()).unwrap();
        assert!(
            matches!(stopped, ConnectError::Paging { .. }),
            "{platform}: {stopped}"
        );
        assert_eq!(
            stopped.action(),
            Action::Skip,
            "{platform}: the other feeds went on"
        );
        let rows: Vec<_> = sink
            .entries()
            .iter()
            .filter(|e| e.payout_external_id.is_none())
            .map(|e| e.external_id.clone())
            .collect();
        let mut unique = rows.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(rows.len(), unique.len(), "{platform}: no row came twice");
    }
}

#[tokio::test]
async fn a_run_cut_off_at_any_page_is_finished_by_the_next() {
    let sandbox = start_with(70).await;
    for platform in PLATFORMS {
        let want = clean(&sandbox, platform).await;
        let mut pages = 1;
        loop {
            let seat = seat(&sandbox, platform);
            let cancel = CancellationToken::new();
            let mut sink = MemorySink {
                cancel_after: Some((pages, cancel.clone())),
                ..MemorySink::default()
            };
            let mut first = job(&seat.account);
            first.cancel = cancel;
            let ended = seat.connector.fetch(&first, &mut sink).await;
            sink.cancel_after = None;
            if ended.is_ok() {
                break;
            }
            assert!(
                matches!(ended, Err(ConnectError::Canceled)),
                "{platform}: cut after {pages} pages"
            );
            seat.fetch(&mut sink).await.unwrap();
            assert_eq!(
                content(&sink),
                want,
                "{platform}: cut after {pages} pages, then finished"
            );
            pages += 1;
        }
        assert!(pages > 1, "{platform}: was cut at least once");
    }
}

#[tokio::test]
async fn no_secret_reaches_a_document_or_an_error() {
    let sandbox = start().await;
    for platform in PLATFORMS {
        let seat = seat(&sandbox, platform);
        let mut sink = MemorySink::default();
        seat.fetch(&mut sink).await.unwrap();
        sandbox.set_faults(vec![format!("{}:400", platform.slug()).parse().unwrap()]);
        let refused = match seat.fetch(&mut sink).await {
            Ok(summary) => format!("{summary:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        sandbox.set_faults(vec![]);
        for secret in &seat.secrets {
            for event in &sink.pages {
                let document = &event.page.document;
                assert!(
                    !document.name.contains(secret),
                    "{platform}: {}",
                    document.name
                );
                assert!(
                    !String::from_utf8_lossy(&document.bytes).contains(secret),
                    "{platform}: {}",
                    document.name
                );
            }
            assert!(!refused.contains(secret), "{platform}: {refused}");
            assert!(
                !sink.cursors.values().any(|c| c.contains(secret)),
                "{platform}: cursors"
            );
        }
    }
}

#[tokio::test]
async fn a_revoked_key_asks_for_a_sign_in() {
    let sandbox = start().await;
    let offered = sandbox
        .accounts()
        .into_iter()
        .find(|a| a.platform == "stripe")
        .unwrap();
    let account = account(Platform::Stripe, &offered.base_url);
    let vault = MemoryVault::of(Platform::Stripe, "rk_test_wrong");
    let connector = connector_for(&account, vault, options(&Arc::default())).unwrap();
    let error = connector
        .fetch(&job(&account), &mut MemorySink::default())
        .await
        .unwrap_err();
    assert_eq!(error.action(), Action::SignIn, "{error}");
    assert!(
        matches!(Credentials::from_json(Platform::Stripe, "{}"), Err(e) if e.to_string().contains("api_key")),
        "a secret file without key says so"
    );
}

#[tokio::test]
async fn every_payout_equals_the_lines_it_pays() {
    let sandbox = start().await;
    let mut sink = MemorySink::default();
    seat(&sandbox, Platform::Stripe)
        .fetch(&mut sink)
        .await
        .unwrap();
    let mut paid: BTreeMap<&str, i64> = BTreeMap::new();
    for e in sink.entries() {
        if let Some(payout) = &e.payout_external_id {
            assert_eq!(e.status, Status::Paid, "a line in a payout is paid");
            *paid.entry(payout).or_default() += e.money.net;
        }
    }
    let mut opened = 0;
    for payout in sink.pages.iter().flat_map(|p| &p.page.payouts) {
        let Some(sum) = paid.get(payout.external_id.as_str()) else {
            assert_ne!(
                payout.state,
                PayoutState::Paid,
                "{}: paid payouts are opened",
                payout.external_id
            );
            continue;
        };
        opened += 1;
        // a payout may carry money that came back from an earlier, failed one: no income, so no line
        let carried = payout.amount.micros - sum;
        let failed: Vec<i64> = sink
            .pages
            .iter()
            .flat_map(|p| &p.page.payouts)
            .filter(|p| p.state == PayoutState::Failed)
            .map(|p| p.amount.micros)
            .collect();
        assert!(
            carried == 0 || failed.contains(&carried),
            "{}: {} of {} unexplained",
            payout.external_id,
            Amount::new(carried, payout.amount.unit),
            payout.amount
        );
    }
    assert!(
        opened > 10,
        "a weekly payout for most of 200 days, not {opened}"
    );
}

#[tokio::test]
async fn streams_of_the_seeded_creator_are_recognised() {
    let sandbox = start().await;
    let mut sink = MemorySink::default();
    let summary = seat(&sandbox, Platform::Stripe)
        .fetch(&mut sink)
        .await
        .unwrap();
    for stream in [
        Stream::Tip,
        Stream::ShopSale,
        Stream::BrandDeal,
        Stream::Adjustment,
    ] {
        assert!(
            sink.entries().iter().any(|e| e.stream == stream),
            "{stream} is among the entries"
        );
    }
    let deals: Vec<_> = sink
        .entries()
        .into_iter()
        .filter(|e| e.stream == Stream::BrandDeal)
        .cloned()
        .collect();
    assert!(
        deals.iter().all(|e| e.counterparty.is_some()),
        "each invoice names its brand: {deals:?}"
    );
    assert!(
        summary.skipped.is_empty(),
        "nothing of this creator's ledger is left out: {:?}",
        summary.skipped
    );
}

#[tokio::test]
async fn ten_days_later_estimates_are_settled_and_a_lost_order_is_missing() {
    let sandbox = start().await;
    let seat = seat(&sandbox, Platform::TiktokShop);
    let mut sink = MemorySink::default();
    seat.fetch(&mut sink).await.unwrap();
    let before = sink.stored();
    let later = now().0 + chrono::Duration::days(10);
    sandbox.set_now(later);
    let mut job = job(&seat.account);
    job.now = Instant(later);
    let mut second = MemorySink {
        cursors: sink.cursors.clone(),
        ..MemorySink::default()
    };
    seat.connector.fetch(&job, &mut second).await.unwrap();
    let after = second.stored();
    let settled = after
        .iter()
        .filter(|(key, e)| {
            e.status == Status::Confirmed
                && before
                    .get(*key)
                    .is_some_and(|b| b.status == Status::Estimated)
        })
        .count();
    assert!(settled > 0, "estimates became actual figures");
    let window = second
        .ends
        .iter()
        .find(|e| e.feed == "orders")
        .and_then(|e| e.complete)
        .unwrap();
    let missing: Vec<_> = before
        .iter()
        .filter(|(key, e)| e.day >= window.from && e.day <= window.to && !after.contains_key(*key))
        .collect();
    assert_eq!(
        missing.len(),
        1,
        "one order is gone at the source, and the window says the walk would have seen it"
    );
}

/// Words of the doorway's page; nobody reads them here.
struct Wordless;

impl connectors::oauth::Pages for Wordless {
    fn language(&self) -> &'static str {
        "en"
    }

    fn words(&self, _: connectors::oauth::Page) -> (&'static str, &'static str) {
        ("", "")
    }
}

/// The whole sign-in, with a browser that follows the redirect to the doorway.
async fn sign_in(
    seat: &Seat,
    provider: &'static Provider,
) -> Result<connectors::secret::OauthGrant, ConnectError> {
    let held = seat.vault.json();
    let text = |key: &str| held[key].as_str().map(str::to_owned);
    let options = SignInOptions {
        provider,
        client: Client {
            id: text("client_id").unwrap(),
            secret: text("client_secret").map(connectors::Secret::new),
            testing: false,
        },
        http: connectors::HttpOptions::default(),
    };
    let ask = BrowserSignIn::begin(options, &[9; 64], &job(&seat.account)).await?;
    let browser = tokio::spawn(reqwest::get(ask.address().clone()));
    let grant = ask
        .finish(
            std::time::Duration::from_secs(20),
            &Wordless,
            &mut || {},
            &job(&seat.account),
        )
        .await;
    let page = browser.await.unwrap().unwrap();
    assert_eq!(page.status(), 200, "the browser gets its page");
    grant
}

#[tokio::test]
async fn tiktok_signs_in_with_its_own_challenge() {
    let sandbox = start().await;
    let seat = seat(&sandbox, Platform::Tiktok);
    static NARROW: Provider = Provider {
        scopes: &["user.info.basic", "video.list"],
        ..connectors::tiktok::SIGN_IN
    };
    let grant = sign_in(&seat, &NARROW).await.unwrap();
    assert_eq!(
        grant.scope, "user.info.basic,video.list",
        "the granted scopes are kept"
    );
    assert!(
        grant.expires_at.unwrap() > now(),
        "with the end of the token's life"
    );
    assert!(
        grant.ends_at > grant.expires_at,
        "and the end of the whole sign-in, as TikTok states it"
    );

    let vault = MemoryVault::of(
        Platform::Tiktok,
        Credentials::Tiktok(grant).expose_json().expose(),
    );
    let connector = connector_for(&seat.account, vault, options(&Arc::default())).unwrap();
    let mut sink = MemorySink::default();
    let summary = connector
        .fetch(&job(&seat.account), &mut sink)
        .await
        .unwrap();
    let missing: Vec<_> = summary
        .notes
        .iter()
        .map(|n| (n.code, n.detail.as_str()))
        .collect();
    assert_eq!(
        missing,
        [("scope_missing", "user.info.stats")],
        "what was not granted is said"
    );
    assert!(
        sink.pages.iter().any(|p| !p.page.posts.is_empty()),
        "and what was granted is read"
    );
    assert!(
        sink.pages.iter().all(|p| p.page.metrics.is_empty()),
        "no figure is made up"
    );
}

#[tokio::test]
async fn youtube_without_the_money_scope_reads_the_rest() {
    let sandbox = start().await;
    let seat = seat(&sandbox, Platform::Youtube);
    static NARROW: Provider = Provider {
        scopes: &[
            "https://www.googleapis.com/auth/youtube.readonly",
            "https://www.googleapis.com/auth/yt-analytics.readonly",
        ],
        ..connectors::youtube::SIGN_IN
    };
    let grant = sign_in(&seat, &NARROW).await.unwrap();

    let vault = MemoryVault::of(
        Platform::Youtube,
        Credentials::Youtube(grant).expose_json().expose(),
    );
    let connector = connector_for(&seat.account, vault, options(&Arc::default())).unwrap();
    let mut sink = MemorySink::default();
    let summary = connector
        .fetch(&job(&seat.account), &mut sink)
        .await
        .unwrap();
    assert!(
        !summary.partial(),
        "no money is no failure: {:?}",
        summary.feeds
    );
    let notes: Vec<_> = summary.notes.iter().map(|n| n.code).collect();
    assert_eq!(
        notes,
        ["monetary_unavailable", "adsense_unavailable"],
        "and it is said"
    );
    assert!(
        sink.entries().is_empty(),
        "no revenue is made up in its place"
    );
    let daily = sink
        .pages
        .iter()
        .flat_map(|p| &p.page.metrics)
        .filter(|m| m.name == "views_by_day")
        .count();
    assert!(daily > 100, "the views of each day are there, not {daily}");
}

#[tokio::test]
async fn youtube_corrects_past_days_and_loses_one() {
    let sandbox = start().await;
    let seat = seat(&sandbox, Platform::Youtube);
    let mut sink = MemorySink::default();
    seat.fetch(&mut sink).await.unwrap();
    let before = sink.stored();
    let later = now().0 + chrono::Duration::days(10);
    sandbox.set_now(later);
    let mut job = job(&seat.account);
    job.now = Instant(later);
    let mut second = MemorySink {
        cursors: sink.cursors.clone(),
        ..MemorySink::default()
    };
    seat.connector.fetch(&job, &mut second).await.unwrap();
    let after = second.stored();
    let window = second
        .ends
        .iter()
        .find(|e| e.feed == "analytics.revenue")
        .and_then(|e| e.complete)
        .unwrap();
    let within = |e: &EntryDraft| e.day >= window.from && e.day <= window.to;
    let corrected = before
        .iter()
        .filter(|(key, e)| after.get(*key).is_some_and(|a| a.money != e.money))
        .count();
    let missing = before
        .iter()
        .filter(|(key, e)| within(e) && !after.contains_key(*key))
        .count();
    assert!(corrected > 0, "past days are read again and differ");
    assert_eq!(missing, 1, "one day is gone at the source");
    let oldest = after.values().map(|e| e.day).min().unwrap();
    assert!(
        oldest > before.values().map(|e| e.day).min().unwrap(),
        "and not everything is read again"
    );
}
