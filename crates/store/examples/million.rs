//! Fills a temporary profile with N invented entries and prints what the main writes and reads cost.
//!
//! `cargo run -p store --example million -- 1000000`

use domain::document::{DocumentKind, Place};
use domain::*;
use std::sync::Arc;
use std::time::Instant as Clock;
use store::*;

const TITLES: [&str; 6] = [
    "Order {}, bowl and plate",
    "Order {}, jug",
    "Tip from a viewer {}",
    "LIVE gift evening {}",
    "Commission on item {}",
    "Café set {}",
];

fn row(n: i64, days: i64) -> EntryDraft {
    // A small multiplicative generator: the same rows every time, without order.
    let dice = (n
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407)
        >> 33)
        .unsigned_abs();
    let pick = |list: &[&'static str]| {
        list.get((dice % list.len() as u64) as usize)
            .copied()
            .unwrap_or_default()
    };
    let streams = [
        Stream::ShopSale,
        Stream::Tip,
        Stream::LiveGift,
        Stream::AffiliateCommission,
    ];
    let stream = streams
        .get((dice % 4) as usize)
        .copied()
        .unwrap_or(Stream::Tip);
    let net = (dice % 90_000) as i64 * 1_000 + 10_000;
    EntryDraft {
        external_id: Some(format!("txn_{dice:010x}{n:07}")),
        day: CivilDay::from_number((19_000 + (n * days / 1_000_000) % days) as i32)
            .unwrap_or(CivilDay(chrono::NaiveDate::MIN)),
        zone: Zone::UTC,
        instant: Instant::from_seconds(1_700_000_000 + n),
        stream,
        title: pick(&TITLES).replace("{}", &n.to_string()),
        counterparty: Some(pick(&["Galerie Éclat", "Studio Nord", "Maison Verte"]).to_owned()),
        money: Money {
            unit: if stream == Stream::LiveGift {
                Unit::Diamond
            } else {
                Unit::EUR
            },
            gross: Some(net),
            fee: Some(3_000),
            tax: None,
            net: net - 3_000,
        },
        status: if dice.is_multiple_of(50) {
            Status::Reversed
        } else {
            Status::Paid
        },
        available_on: None,
        payout_external_id: dice.is_multiple_of(3).then(|| format!("po_{}", n / 5_000)),
        locator: Locator {
            start: n as u64 * 100,
            len: 100,
            place: Place::Line(n as u64 + 2),
        },
    }
}

fn timed<T>(
    what: &str,
    times: u32,
    mut work: impl FnMut() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut spent = Vec::new();
    let mut last = None;
    for _ in 0..times {
        let clock = Clock::now();
        last = Some(work()?);
        spent.push(clock.elapsed());
    }
    spent.sort();
    let median = spent.get(spent.len() / 2).copied().unwrap_or_default();
    println!("{what:<40} {:>10.2} ms", median.as_secs_f64() * 1e3);
    last.ok_or(StoreError::Closed)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n: i64 = std::env::args()
        .nth(1)
        .and_then(|a| a.parse().ok())
        .unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    let now = Instant::from_seconds(1_790_000_000).ok_or("time")?;
    let options = OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: true,
        now,
    };
    let profile = Profile::open(folder.path(), &options)?;
    let store = profile.store();
    let account = store.write(move |tx| {
        tx.insert_account(&AccountDraft {
            platform: Platform::Stripe,
            handle: "shop.example".to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: false,
            added_at: now,
        })
    })?;
    let clock = Clock::now();
    let drafts: Vec<EntryDraft> = (0..n)
        .map(|i| row(i * 1_000_000 / n, 1_095))
        .enumerate()
        .map(|(i, mut d)| {
            d.external_id = Some(format!(
                "txn_{:08x}{i:07}",
                (i as u32).wrapping_mul(2_654_435_761)
            ));
            d
        })
        .collect();
    println!(
        "{:<40} {:>10.2} ms",
        "make drafts",
        clock.elapsed().as_secs_f64() * 1e3
    );
    let clock = Clock::now();
    store.write(move |tx| -> Result<(), StoreError> {
        let run = tx.start_run(RunKind::Import, "million.csv", now)?;
        let draft = DocumentDraft {
            kind: DocumentKind::File,
            platform: Platform::Stripe,
            name: "million.csv".to_owned(),
            media_type: "text/csv".to_owned(),
            bytes: Arc::from(vec![b'x'; 100]),
            received_at: now,
        };
        let document = tx.insert_document(&draft, Some(account), run)?;
        let origin = Origin {
            account,
            feed: "sales",
            document,
            run,
            now,
        };
        for draft in &drafts {
            tx.insert_entry(
                &origin,
                draft.external_id.as_deref().unwrap_or_default(),
                draft,
            )?;
        }
        println!(
            "{:<40} {:>10.2} ms",
            "rows inserted",
            clock.elapsed().as_secs_f64() * 1e3
        );
        Ok(())
    })?;
    println!(
        "{:<40} {:>10.2} ms",
        "committed",
        clock.elapsed().as_secs_f64() * 1e3
    );
    let size = std::fs::metadata(store.path())?.len() / 1_000_000;
    println!("file: {size} MB");
    let clock = Clock::now();
    store.write(move |tx| -> Result<(), StoreError> {
        let run = tx.start_run(RunKind::Sync, "", now)?;
        let draft = DocumentDraft {
            kind: DocumentKind::ApiPage,
            platform: Platform::Stripe,
            name: "payouts".to_owned(),
            media_type: "text/csv".to_owned(),
            bytes: Arc::from(vec![b'y'; 100]),
            received_at: now,
        };
        let document = tx.insert_document(&draft, Some(account), run)?;
        let origin = Origin {
            account,
            feed: "payouts",
            document,
            run,
            now,
        };
        for i in 0..200 {
            tx.upsert_payout(
                &origin,
                &PayoutDraft {
                    external_id: format!("po_{i}"),
                    amount: Amount::new(1_000_000, Unit::EUR),
                    state: PayoutState::Paid,
                    created: Instant::from_seconds(1_700_000_000 + i * 86_400).unwrap_or(now),
                    arrival: None,
                    itemised: true,
                    failure: None,
                    description: None,
                    locator: Locator {
                        start: 0,
                        len: 1,
                        place: Place::Whole,
                    },
                },
            )?;
        }
        Ok(())
    })?;
    println!(
        "{:<40} {:>10.2} ms",
        "200 payouts linked",
        clock.elapsed().as_secs_f64() * 1e3
    );
    let all = EntryFilter::default();
    timed("totals month x stream", 21, || {
        store.read(|tx| tx.totals(&[TotalKey::Month, TotalKey::Stream], &all))
    })?;
    timed("totals day", 21, || {
        store.read(|tx| tx.totals(&[TotalKey::Day], &all))
    })?;
    let page = timed("first page of 100", 21, || {
        store.read(|tx| tx.entries_page(&all, None, 100))
    })?;
    let deep = PageAfter {
        day: CivilDay::from_number(19_400).ok_or("day")?,
        id: EntryId(n / 2),
    };
    timed("deep page of 100", 21, || {
        store.read(|tx| tx.entries_page(&all, Some(deep), 100))
    })?;
    let rare = EntryFilter {
        statuses: vec![Status::Reversed],
        streams: vec![Stream::Tip],
        ..all.clone()
    };
    timed("page: reversed tips", 21, || {
        store.read(|tx| tx.entries_page(&rare, None, 100))
    })?;
    let none = EntryFilter {
        statuses: vec![Status::Frozen],
        ..all.clone()
    };
    timed("page: nothing found", 21, || {
        store.read(|tx| tx.entries_page(&none, None, 100))
    })?;
    for text in [
        "order", "ord", "o", "cafe", "eclat", "order 10", "77777", "zzz",
    ] {
        let filter = EntryFilter {
            text: Some(text.to_owned()),
            ..all.clone()
        };
        let found = timed(&format!("search {text:?}"), 11, || {
            store.read(|tx| tx.entries_page(&filter, None, 50))
        })?;
        println!("    found {}", found.entries.len());
    }
    timed("payouts", 21, || {
        store.read(|tx| tx.payouts(None, None, 100))
    })?;
    timed("payout sums", 21, || {
        store.read(|tx| tx.payout_sums(PayoutId(3)))
    })?;
    timed("payout rows", 21, || {
        store.read(|tx| tx.payout_entries(PayoutId(3), 100))
    })?;
    timed("counts", 5, || store.read(|tx| tx.counts()))?;
    let keys: Vec<String> = page.entries.iter().map(|e| e.ext_key.clone()).collect();
    timed("a sync page: 100 known rows touched", 21, || {
        let keys = keys.clone();
        store.write(move |tx| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let known = tx.known_entries(account, "sales", &keys)?;
            let ids: Vec<EntryId> = known.into_iter().flatten().map(|k| k.id).collect();
            tx.touch_entries(&ids, RunId(2))
        })
    })?;
    let mut next = n;
    timed("a sync page: 100 new rows", 21, || {
        next += 100;
        store.write(move |tx| {
            let origin = Origin {
                account,
                feed: "sales",
                document: DocumentId(1),
                run: RunId(2),
                now,
            };
            for i in next..next + 100 {
                let mut draft = row(999_999, 1_095);
                draft.title = format!("Order {i}");
                tx.insert_entry(&origin, &format!("new_{i}"), &draft)?;
            }
            Ok(())
        })
    })?;
    timed("totals as known on", 1, || {
        store.read(|tx| tx.totals_as_known_on(now, &[TotalKey::Month], &all))
    })?;
    let report = timed("verify", 1, || store.read(|tx| tx.verify()))?;
    println!("problems: {:?}", report.problems);
    timed("backup", 1, || store.backup(&folder.path().join("copy.db")))?;
    Ok(())
}
