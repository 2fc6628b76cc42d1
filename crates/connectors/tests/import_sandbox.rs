//! The emulator's files, written from the platforms' documents by code that never saw these importers.

use connectors::import::{Format, ImportInput, ImportOptions, Parsed, detect, parse};
use domain::{Instant, Page, Stream};
use sandbox::{Generation, World, offer_mails, stripe_itemised_csv, tiktok_export};

fn now() -> Instant {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn world() -> World {
    World::new(7, 400, None, now().0)
}

fn read(name: &str, bytes: Vec<u8>) -> (Format, Parsed) {
    let input = ImportInput {
        name: name.into(),
        bytes: bytes.into(),
        received_at: now(),
    };
    let format = detect(name, &input.bytes)
        .unwrap_or_else(|e| panic!("{name}: {e}"))
        .format;
    let parsed = parse(&input, format.clone(), &ImportOptions::default()).unwrap();
    (format, parsed)
}

fn refused(parsed: &Parsed) -> Vec<String> {
    parsed
        .pages
        .iter()
        .flat_map(|p| &p.rejects)
        .map(|r| format!("{:?} {}", r.reason, r.detail))
        .collect()
}

#[test]
fn exports_of_three_generations_agree_and_refuse_nothing() {
    let mut all = Vec::new();
    for generation in [Generation::A, Generation::B, Generation::C] {
        let (format, parsed) = read("user_data_tiktok.json", tiktok_export(&world(), generation));
        assert_eq!(format, Format::TiktokExport);
        assert_eq!(refused(&parsed), [] as [&str; 0], "{generation:?}");
        let rows: Vec<_> = parsed
            .pages
            .iter()
            .flat_map(|p| {
                p.entries
                    .iter()
                    .map(|e| (e.external_id.clone(), e.money, e.stream))
            })
            .collect();
        assert!(
            rows.iter().any(|(_, _, s)| *s == Stream::LiveGift)
                && rows.iter().any(|(_, _, s)| *s == Stream::CreatorReward)
        );
        let payouts: usize = parsed.pages.iter().map(|p| p.payouts.len()).sum();
        let posts: usize = parsed.pages.iter().map(|p| p.posts.len()).sum();
        assert!(
            payouts > 0 && posts > 0,
            "{generation:?}: withdrawals and posts are read"
        );
        // Generation A states no region, so only the handle is compared.
        let handle = parsed.account_hint.and_then(|h| h.handle);
        all.push((rows, payouts, posts, handle));
    }
    assert_eq!(all[0], all[1], "A and B tell the same");
    assert_eq!(all[1], all[2], "B and C tell the same");
}

#[test]
fn the_itemised_report_is_read_to_the_last_row() {
    let csv = stripe_itemised_csv(&world());
    let rows = csv.lines().count() - 1;
    let (format, parsed) = read(
        "Itemised_balance_change_from_activity.csv",
        csv.into_bytes(),
    );
    assert_eq!(format, Format::StripeCsv);
    assert_eq!(refused(&parsed), [] as [&str; 0]);
    assert_eq!(
        parsed.pages.iter().map(Page::rows).sum::<usize>(),
        rows,
        "every line is an entry"
    );
    for stream in [
        Stream::Tip,
        Stream::ShopSale,
        Stream::BrandDeal,
        Stream::Adjustment,
    ] {
        assert!(
            parsed
                .pages
                .iter()
                .flat_map(|p| &p.entries)
                .any(|e| e.stream == stream),
            "{stream} occurs"
        );
    }
}

#[test]
fn every_offer_is_found_and_the_newsletter_is_none() {
    let mut none = Vec::new();
    let mut bad = Vec::new();
    for (name, bytes) in offer_mails(&world()) {
        let (format, parsed) = read(&name, bytes);
        assert_eq!(format, Format::Mail, "{name}");
        let Some(offer) = parsed.pages[0].offers.first() else {
            none.push(name);
            continue;
        };
        if !offer.findings.is_empty() {
            bad.push(format!(
                "{name}: {}",
                offer
                    .findings
                    .iter()
                    .map(|f| f.kind.slug())
                    .collect::<Vec<_>>()
                    .join(" ")
            ));
        }
    }
    assert_eq!(none, ["08-brightbobbin-newsletter.eml"]);
    assert_eq!(
        bad,
        [
            "07-kettleworth-scam.eml: look_alike_domain reply_to_mismatch authentication_failed look_alike_domain pay_to_join urgency"
        ]
    );
}
