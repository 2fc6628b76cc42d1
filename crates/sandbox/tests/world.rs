//! The invented creator: the same twice, believable, and told alike by wire and files.

mod common;

use std::collections::BTreeSet;

use common::{NOW, Stripe, account, client, instant, options, start, start_with, text};
use sandbox::{Generation, SandboxOptions, World, offer_mails, stripe_itemised_csv, tiktok_export};
use serde_json::Value;

async fn transcript(options: SandboxOptions) -> Vec<Vec<u8>> {
    let sandbox = start_with(options).await;
    let (client, tiktok, stripe) = (
        client(),
        account(&sandbox, "tiktok"),
        account(&sandbox, "stripe"),
    );
    let youtube = account(&sandbox, "youtube");
    let requests = [
        client.get(format!("{}/v2/user/info/?fields=follower_count,likes_count,open_id", tiktok.base_url)).bearer_auth(text(&tiktok, "access_token")),
        client
            .post(format!("{}/v2/video/list/?fields=id,create_time,view_count,title", tiktok.base_url))
            .bearer_auth(text(&tiktok, "access_token")),
        client.get(format!("{}/v1/balance_transactions?limit=100&expand[]=data.source", stripe.base_url)).bearer_auth(text(&stripe, "api_key")),
        client.get(format!("{}/v1/payouts?limit=100", stripe.base_url)).bearer_auth(text(&stripe, "api_key")),
        client
            .get(format!(
                "{}/v2/reports?ids=channel==MINE&metrics=views,estimatedRevenue&dimensions=day&startDate=2024-01-01&endDate=2026-11-22",
                youtube.base_url
            ))
            .bearer_auth(text(&youtube, "access_token")),
    ];
    let mut bodies = Vec::new();
    for request in requests {
        bodies.push(
            request
                .send()
                .await
                .unwrap()
                .bytes()
                .await
                .unwrap()
                .to_vec(),
        );
    }
    bodies
}

#[tokio::test]
async fn the_same_options_give_the_same_bytes_and_another_seed_gives_others() {
    let first = transcript(options()).await;
    assert_eq!(first, transcript(options()).await, "byte for byte");
    let other = transcript(SandboxOptions {
        seed: 8,
        ..options()
    })
    .await;
    for (one, other) in first.iter().zip(&other) {
        assert_ne!(one, other, "another seed is another creator");
    }
    assert!(
        first.iter().all(|body| body.len() > 100),
        "the answers hold something"
    );
}

#[test]
fn the_ledger_has_as_many_rows_as_asked() {
    for entries in [1_000, 10_000, 100_000] {
        let world = World::new(7, 1_095, Some(entries), instant(NOW));
        let rows = stripe_itemised_csv(&world).lines().count() as u64;
        assert!(
            (entries - 200..=entries).contains(&rows),
            "{entries} rows less header and payouts, found {rows}"
        );
    }
    for (seed, days) in [(1, 30), (2, 365), (3, 2_000)] {
        let world = World::new(seed, days, None, instant(NOW));
        assert!(
            stripe_itemised_csv(&world).lines().count() > 60,
            "seed {seed}, {days} days: there is a ledger"
        );
    }
}

#[tokio::test]
async fn a_hundred_thousand_entries_are_exactly_that_over_the_wire() {
    let sandbox = start_with(SandboxOptions {
        entries: Some(100_000),
        ..options()
    })
    .await;
    let rows = Stripe::new(&sandbox).walk("/v1/balance_transactions").await;
    assert_eq!(rows.len(), 100_000, "the options are taken at their word");
}

#[tokio::test]
async fn the_csv_is_the_wire_in_major_units() {
    let sandbox = start().await;
    let rows = Stripe::new(&sandbox).walk("/v1/balance_transactions").await;
    let csv = stripe_itemised_csv(&sandbox.world());
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some(
            r#""balance_transaction_id","created_utc","available_on_utc","currency","gross","fee","net","reporting_category","description""#
        ),
        "the default columns"
    );
    let wire: Vec<String> = rows
        .iter()
        .rev()
        .filter(|row| {
            !row["reporting_category"]
                .as_str()
                .unwrap()
                .starts_with("payout")
        })
        .map(|row| {
            let net = row["net"].as_i64().unwrap();
            let sign = if net < 0 { "-" } else { "" };
            format!(
                "{}|{sign}{}.{:02}",
                row["id"].as_str().unwrap(),
                net.abs() / 100,
                net.abs() % 100
            )
        })
        .collect();
    let file: Vec<String> = lines
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
            assert_eq!(cells.len(), 9, "nine columns in {line}");
            format!("{}|{}", cells[0], cells[6])
        })
        .collect();
    assert_eq!(file, wire, "same rows, same net");
}

#[test]
fn three_generations_of_the_export_tell_one_story_under_their_own_keys() {
    let world = World::new(7, 1_095, None, instant(NOW));
    let paths = [
        (
            Generation::A,
            [
                "/Tiktok Live",
                "/Income Plus Wallet Transactions/Income Plus Wallet Transaction",
                "/Activity/Follower List",
                "/Video/Videos",
                "/Profile/Profile Information",
            ],
        ),
        (
            Generation::B,
            [
                "/Tiktok Live",
                "/Income Plus Wallet Transactions/Transaction History",
                "/Your Activity/Follower",
                "/Post/Posts",
                "/Profile/Profile Info",
            ],
        ),
        (
            Generation::C,
            [
                "/TikTok Live",
                "/Income+ Wallet/Transaction History",
                "/Profile And Settings/Follower",
                "/Post/Posts",
                "/Profile And Settings/Profile Info",
            ],
        ),
    ];
    let mut counts = BTreeSet::new();
    for (generation, [live, wallet, fans, posts, profile]) in paths {
        let file: Value = serde_json::from_slice(&tiktok_export(&world, generation)).unwrap();
        let list = |path: String| {
            file.pointer(&path)
                .and_then(Value::as_array)
                .unwrap()
                .clone()
        };
        let lives = list(format!("{live}/Go Live History/GoLiveList"));
        let ledger = list(format!("{wallet}/TransactionsList"));
        let followers = list(format!("{fans}/FansList"));
        let videos = list(format!("{posts}/VideoList"));
        for item in &lives {
            let diamonds = item["TotalEarning"].as_str().unwrap();
            assert!(
                diamonds.parse::<u64>().is_ok(),
                "diamonds are whole numbers as text: {item}"
            );
        }
        assert!(
            ledger.iter().all(|line| line["Amount"]
                .as_str()
                .is_some_and(|amount| amount.contains('.'))),
            "money as text"
        );
        assert!(
            lives.len() > 100 && ledger.len() > 12 && videos.len() > 400,
            "three years hold something"
        );
        let count = file
            .pointer(&format!("{profile}/ProfileMap/followerCount"))
            .and_then(Value::as_u64);
        if generation != Generation::A {
            assert_eq!(
                count,
                Some(followers.len() as u64),
                "as many followers as the profile counts"
            );
        }
        counts.insert((lives.len(), ledger.len(), followers.len(), videos.len()));
    }
    assert_eq!(
        counts.len(),
        1,
        "the story does not depend on the generation: {counts:?}"
    );
}

#[test]
fn the_mails_are_well_formed_and_dated_by_the_clock() {
    let world = World::new(7, 1_095, None, instant(NOW));
    let mails = offer_mails(&world);
    assert_eq!(
        mails
            .iter()
            .map(|(name, _)| name)
            .collect::<BTreeSet<_>>()
            .len(),
        10,
        "ten files"
    );
    for (name, bytes) in &mails {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(name.ends_with(".eml"), "{name}");
        assert_eq!(
            text.matches('\n').count(),
            text.matches("\r\n").count(),
            "{name}: CRLF everywhere"
        );
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let date = head
            .lines()
            .find_map(|line| line.strip_prefix("Date: "))
            .unwrap();
        let sent = chrono::DateTime::parse_from_rfc2822(date).unwrap();
        assert!(
            sent < instant(NOW) && sent > instant("2026-11-01T00:00:00Z"),
            "{name}: sent lately, {date}"
        );
        assert!(
            head.lines().all(|line| line.is_ascii() && line.len() < 300),
            "{name}: plain headers"
        );
        assert!(
            !body.contains("{in") && !body.contains("{le"),
            "{name}: dates are filled in"
        );
    }
    let find = |name: &str| {
        let (_, bytes) = mails
            .iter()
            .find(|(file, _)| file.starts_with(name))
            .unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let (first, reply) = (find("01"), find("06"));
    let id = first
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: "))
        .unwrap();
    assert!(
        reply.contains(&format!("In-Reply-To: {id}")),
        "the reply names its thread"
    );
    assert!(find("07").contains("spf=fail"), "the scam fails SPF");
    assert!(
        find("08").contains("List-Unsubscribe"),
        "the newsletter can be left"
    );
    assert!(
        find("05").contains("=?utf-8?B?"),
        "a French subject is an encoded word"
    );
    assert_ne!(
        offer_mails(&world.at(instant("2026-12-02T12:00:00Z"))),
        mails,
        "a later clock dates them later"
    );
}

#[tokio::test]
async fn shutdown_frees_the_port() {
    let sandbox = start().await;
    let port = sandbox
        .base_url()
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    sandbox.shutdown().await.unwrap();
    let again = start_with(SandboxOptions { port, ..options() }).await;
    assert!(
        again.base_url().ends_with(&port.to_string()),
        "the same port can be taken again"
    );
    let taken = sandbox::serve(SandboxOptions { port, ..options() }).await;
    assert!(
        matches!(taken, Err(sandbox::SandboxError::Listen { .. })),
        "a taken port is a typed error"
    );
}
