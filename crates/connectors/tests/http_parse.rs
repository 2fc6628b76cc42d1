//! No answer, however damaged, makes a parser panic, and every row it gives points into its own document.

use connectors::{gumroad, patreon, paypal, shopify, stripe, tiktok, tiktok_shop, youtube};
use domain::{Instant, Locator, Page};
use proptest::prelude::*;
use std::sync::Arc;

type Parser = fn(&Arc<[u8]>) -> Option<Page>;

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn ledger(body: &Arc<[u8]>) -> Option<Page> {
    let context = stripe::LedgerContext {
        now: now(),
        payout: None,
    };
    let list = stripe::parse_balance_transactions("x", body, context);
    list.ok().map(|l| l.page)
}

/// Each parser with an answer of the real format.
const PARSERS: &[(&str, Parser, &[u8])] = &[
    (
        "ledger",
        ledger,
        include_bytes!("../fixtures/stripe/balance_transactions.json"),
    ),
    (
        "payouts",
        |b| stripe::parse_payouts("x", b, now()).ok().map(|l| l.page),
        include_bytes!("../fixtures/stripe/payouts.json"),
    ),
    (
        "user info",
        |b| tiktok::parse_user_info("x", b, now()).ok().map(|p| p.0),
        include_bytes!("../fixtures/tiktok/user_info.json"),
    ),
    (
        "video list",
        |b| tiktok::parse_videos("x", b, now()).ok().map(|p| p.page),
        include_bytes!("../fixtures/tiktok/video_list.json"),
    ),
    (
        "orders",
        |b| {
            tiktok_shop::parse_orders("x", b, now())
                .ok()
                .map(|p| p.page)
        },
        include_bytes!("../fixtures/tiktok_shop/orders.json"),
    ),
    (
        "collaborations",
        |b| {
            let parsed = tiktok_shop::parse_collaborations("x", b, now());
            parsed.ok().map(|p| p.page)
        },
        include_bytes!("../fixtures/tiktok_shop/collaborations.json"),
    ),
    (
        "channel",
        |b| youtube::parse_channel("x", b, now()).ok().map(|p| p.0),
        include_bytes!("../fixtures/youtube/channels.json"),
    ),
    (
        "videos",
        |b| youtube::parse_videos("x", b, now()).ok(),
        include_bytes!("../fixtures/youtube/videos.json"),
    ),
    (
        "revenue",
        |b| youtube::parse_revenue("x", b, now()).ok().map(|p| p.0),
        include_bytes!("../fixtures/youtube/revenue.json"),
    ),
    (
        "transactions",
        |b| {
            let parsed = paypal::parse_transactions("x", b, now());
            parsed.ok().map(|p| p.page)
        },
        include_bytes!("../fixtures/paypal/transactions.json"),
    ),
    (
        "campaigns",
        |b| patreon::parse_campaigns("x", b, now()).ok().map(|p| p.page),
        include_bytes!("../fixtures/patreon/campaigns.json"),
    ),
    (
        "members",
        |b| patreon::parse_members("x", b, now()).ok().map(|p| p.page),
        include_bytes!("../fixtures/patreon/members.json"),
    ),
    (
        "sales",
        |b| {
            let parsed = gumroad::parse_sales("x", b, now(), &Default::default());
            parsed.ok().map(|p| p.page)
        },
        include_bytes!("../fixtures/gumroad/sales.json"),
    ),
    (
        "gumroad payouts",
        |b| gumroad::parse_payouts("x", b, now()).ok().map(|p| p.page),
        include_bytes!("../fixtures/gumroad/payouts.json"),
    ),
    (
        "shopify payouts",
        |b| shopify::parse_payouts("x", b, now()).ok().map(|p| p.page),
        include_bytes!("../fixtures/shopify/payouts.json"),
    ),
    (
        "shopify transactions",
        |b| {
            let parsed = shopify::parse_transactions("x", b, now());
            parsed.ok().map(|p| p.page)
        },
        include_bytes!("../fixtures/shopify/transactions.json"),
    ),
];

fn locators(page: &Page) -> Vec<&Locator> {
    let rows = page.entries.iter().map(|e| &e.locator);
    rows.chain(page.payouts.iter().map(|p| &p.locator))
        .chain(page.metrics.iter().filter_map(|m| m.locator.as_ref()))
        .chain(page.posts.iter().map(|p| &p.locator))
        .chain(page.offers.iter().map(|o| &o.locator))
        .chain(page.rejects.iter().map(|r| &r.locator))
        .collect()
}

fn check(name: &str, parse: Parser, bytes: &[u8]) -> Result<(), TestCaseError> {
    let body: Arc<[u8]> = bytes.into();
    let Some(page) = parse(&body) else {
        return Ok(());
    };
    for at in locators(&page) {
        let slice = body.get(at.start as usize..(at.start + at.len) as usize);
        let value = slice.map(serde_json::from_slice::<serde_json::Value>);
        prop_assert!(
            matches!(value, Some(Ok(_))),
            "{name}: {at:?} must slice a JSON value"
        );
    }
    for reject in &page.rejects {
        prop_assert!(
            reject.raw.chars().count() <= 2_000,
            "{name}: raw text is cut"
        );
    }
    Ok(())
}

#[test]
fn whole_answers_give_rows() {
    for (name, parse, fixture) in PARSERS {
        let page = parse(&(*fixture).into()).unwrap();
        assert!(page.rows() > 0, "{name}: the fixture has rows");
        check(name, *parse, fixture).unwrap();
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for (name, parse, _) in PARSERS {
            check(name, *parse, &bytes)?;
        }
    }

    #[test]
    fn damaged_answers_never_panic(
        which in 0..PARSERS.len(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        truncate in any::<bool>(),
    ) {
        let (name, parse, fixture) = PARSERS[which];
        let mut bytes = fixture.to_vec();
        for (place, byte) in edits {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if truncate {
            bytes.truncate(cut.index(bytes.len()));
        }
        check(name, parse, &bytes)?;
    }

    #[test]
    fn figures_of_any_size_are_read_or_refused(
        amount in prop_oneof![any::<i64>(), -1_000_000_000..1_000_000_000i64],
        fee in prop_oneof![any::<i64>(), 0..1_000_000i64],
        wrong in prop_oneof![4 => Just(0), 1 => any::<i64>()],
        created in prop_oneof![any::<i64>(), 0..4_000_000_000i64],
        code in prop_oneof![4 => "[a-z]{3}", 1 => "[a-z]{2,4}"],
    ) {
        let net = amount.saturating_sub(fee).wrapping_add(wrong);
        let row = format!(
            r#"{{"object":"list","has_more":false,"data":[{{"id":"txn_1","amount":{amount},"fee":{fee},"net":{net},"currency":"{code}","created":{created},"type":"charge"}}]}}"#
        );
        let page = ledger(&row.as_bytes().into()).unwrap();
        prop_assert_eq!(page.rows(), 1, "the row is an entry or a reject, never both and never neither");
        for e in &page.entries {
            prop_assert_eq!(amount.checked_sub(fee), Some(net), "an entry adds up");
            prop_assert_eq!(e.money.gross.zip(e.money.fee).map(|(g, f)| g - f), Some(e.money.net), "in micro-units too");
        }
    }
}
