//! TikTok's account export in its three generations: one story, the same drafts, exact places.

use connectors::import::{
    Format, ImportError, ImportInput, ImportOptions, Parsed, detect, members, parse,
};
use domain::document::Place;
use domain::reject::RejectReason;
use domain::{Page, Unit};
use proptest::prelude::*;
use std::io::{Cursor, Write};

fn input(name: &str, bytes: &[u8]) -> ImportInput {
    ImportInput {
        name: name.into(),
        bytes: bytes.into(),
        received_at: "2026-11-22T12:00:00Z".parse().unwrap(),
    }
}

fn fixture(name: &str) -> ImportInput {
    let path = format!(
        "{}/fixtures/tiktok_export/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    input(
        name,
        &std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}")),
    )
}

fn read(file: &ImportInput) -> Parsed {
    parse(file, Format::TiktokExport, &ImportOptions::default()).unwrap()
}

fn pages<'p>(parsed: &'p Parsed, feed: &str) -> Vec<&'p Page> {
    parsed.pages.iter().filter(|p| p.feed == feed).collect()
}

fn metrics(parsed: &Parsed) -> Vec<String> {
    parsed
        .pages
        .iter()
        .flat_map(|p| &p.metrics)
        .map(|m| format!("{} {} {}", m.name, m.day, m.value))
        .collect()
}

fn entries(parsed: &Parsed) -> Vec<String> {
    parsed
        .pages
        .iter()
        .flat_map(|p| &p.entries)
        .map(|e| {
            let id = e.external_id.as_deref().unwrap_or("-");
            format!(
                "{id} {} {} {} {} | {}",
                e.day,
                e.stream,
                e.money.net_amount(),
                e.status,
                e.title
            )
        })
        .collect()
}

const LIVES: [&str; 2] = [
    "7574000000000000001 2026-11-18 live_gift 2480 unstated confirmed | Couture du soir",
    "7574000000000000002 2026-11-18 live_gift 0 unstated confirmed | LIVE",
];
const WALLET: &str =
    "W1001 2026-11-15 creator_reward 103.55 USD available | Earnings: source = creator fund";

#[test]
fn three_generations_tell_the_same_story() {
    for (name, generation, likes) in [
        ("gen_a.json", "A", true),
        ("gen_b.json", "B", false),
        ("gen_c.json", "C", true),
    ] {
        let file = fixture(name);
        let found = detect(name, &file.bytes).unwrap();
        assert_eq!(found.format, Format::TiktokExport, "{name}");
        assert!(
            found.why.ends_with(&format!("generation {generation}")),
            "{name}: {}",
            found.why
        );
        let parsed = read(&file);
        assert_eq!(
            entries(&parsed),
            [LIVES[0], LIVES[1], WALLET],
            "{name}: gifts and earnings"
        );

        let as_of = "2026-11-21";
        let mut want = vec![
            format!("followers {as_of} 12480"),
            format!("following {as_of} 210"),
        ];
        if likes {
            want.push(format!("lifetime_likes {as_of} 88120"));
        }
        want.extend(
            [
                "follower_joins 2026-11-20 2",
                "follower_joins 2026-11-21 1",
                "live_minutes 2026-11-15 70",
                "live_sessions 2026-11-15 1",
                "live_minutes 2026-11-18 120",
                "live_views 2026-11-18 1750",
                "live_sessions 2026-11-18 2",
            ]
            .map(str::to_owned),
        );
        assert_eq!(
            metrics(&parsed),
            want,
            "{name}: “None” likes are unknown, not zero"
        );

        let posts: Vec<_> = pages(&parsed, "export.posts")[0]
            .posts
            .iter()
            .map(|p| {
                (
                    p.external_id.clone(),
                    p.published.to_string(),
                    p.title.as_str(),
                    p.likes,
                    p.views,
                    p.public,
                )
            })
            .collect();
        assert_eq!(
            posts,
            [
                (
                    None,
                    "2026-11-20T16:00:11Z".into(),
                    "Visible mending 🧵",
                    Some(341),
                    None,
                    Some(true)
                ),
                (
                    None,
                    "2026-11-01T10:30:00Z".into(),
                    "",
                    None,
                    None,
                    Some(false)
                ),
            ],
            "{name}: posts have no id and no views"
        );

        let payout = &pages(&parsed, "export.wallet")[0].payouts[0];
        assert_eq!(
            (
                payout.external_id.as_str(),
                payout.amount.to_string(),
                payout.state.slug(),
                payout.description.as_deref()
            ),
            (
                "W1002",
                "100.00 USD".into(),
                "in_transit",
                Some("cash out type = paypal")
            ),
            "{name}: a withdrawal is a payout"
        );
        let hint = parsed.account_hint.unwrap();
        assert_eq!(hint.handle.as_deref(), Some("camille.atelier.example"));
        assert_eq!(hint.region.unwrap().to_string(), "FR");
        assert!(
            parsed
                .notes
                .iter()
                .any(|n| n.code == "live_unit_unstated" && n.count == 2),
            "{name}: the unit is asked for"
        );
        assert!(
            parsed.pages.iter().all(|p| p.rejects.is_empty()),
            "{name}: nothing is refused"
        );
    }
}

#[test]
fn the_creator_says_what_live_earnings_count() {
    let options = ImportOptions {
        live_unit: Some(Unit::Diamond),
        ..ImportOptions::default()
    };
    let parsed = parse(
        &fixture("partial_live.json"),
        Format::TiktokExport,
        &options,
    )
    .unwrap();
    assert_eq!(
        entries(&parsed),
        ["7574000000000000001 2026-11-18 live_gift 2480 diamond confirmed | Couture du soir"]
    );
    assert!(parsed.notes.iter().all(|n| n.code != "live_unit_unstated"));
    assert_eq!(
        parsed.pages.len(),
        1,
        "sections that were not ordered are absent"
    );
}

#[test]
fn empty_sections_are_said_and_give_nothing() {
    let parsed = read(&fixture("empties.json"));
    assert_eq!(
        metrics(&parsed),
        [] as [&str; 0],
        "null and None are unknown"
    );
    assert_eq!(parsed.pages.iter().map(Page::rows).sum::<usize>(), 0);
    let empty: Vec<_> = parsed
        .notes
        .iter()
        .filter(|n| n.code == "section_empty")
        .map(|n| n.detail.as_str())
        .collect();
    assert_eq!(empty, ["followers", "posts", "live", "wallet"]);
    assert_eq!(parsed.account_hint.unwrap().handle, None, "N/A is no name");
}

#[test]
fn each_damaged_row_waits_with_its_place() {
    let file = fixture("damaged_rows.json");
    let parsed = read(&file);
    let refused: Vec<_> = parsed
        .pages
        .iter()
        .flat_map(|p| &p.rejects)
        .map(|r| {
            let Place::Pointer(pointer) = &r.locator.place else {
                panic!("a pointer")
            };
            let at = r.locator.start as usize;
            let slice = &file.bytes[at..at + r.locator.len as usize];
            assert_eq!(
                slice,
                r.raw.as_bytes(),
                "{pointer}: the place holds the row"
            );
            (
                r.reason.clone(),
                pointer.rsplit('/').next().unwrap().to_owned(),
                r.detail.clone(),
            )
        })
        .collect();
    use RejectReason::*;
    let want =
        |reason: RejectReason, n: &str, detail: &str| (reason, n.to_owned(), detail.to_owned());
    assert_eq!(
        refused,
        [
            want(MissingField, "0", "Date"),
            want(NotADate, "1", "Date"),
            want(MissingField, "0", "Date"),
            want(NotANumber, "1", "Likes"),
            want(NoSuchDay, "0", "LiveStartTime"),
            want(MissingField, "1", "LiveStartTime"),
            want(AmbiguousNumber, "2", "TotalEarning"),
            want(NotANumber, "3", "TotalEarning"),
            want(NotADate, "4", "LiveEndTime"),
            want(MissingField, "5", "LiveStartTime"),
            want(MissingField, "0", "Transaction_type"),
            want(MissingField, "1", "Transaction_type: Mystery"),
            want(MissingField, "2", "Currency"),
        ]
    );
    assert!(
        parsed
            .notes
            .iter()
            .any(|n| n.code == "wallet_not_income" && n.detail == "Recharge"),
        "spending is named"
    );
    assert_eq!(
        metrics(&parsed),
        [] as [&str; 0],
        "a refused LIVE adds no minutes"
    );
}

#[test]
fn places_slice_back_in_every_encoding() {
    for (name, wide) in [
        ("gen_a.json", false),
        ("gen_c.json", false),
        ("utf16.json", true),
    ] {
        let file = fixture(name);
        let parsed = read(&file);
        let all = parsed.pages.iter().flat_map(|p| {
            p.entries
                .iter()
                .map(|e| (&e.locator, e.external_id.clone()))
        });
        for (place, id) in all {
            let at = place.start as usize;
            let slice = &file.bytes[at..at + place.len as usize];
            let text = if wide {
                String::from_utf16(
                    &slice
                        .chunks(2)
                        .map(|c| u16::from_le_bytes([c[0], c[1]]))
                        .collect::<Vec<_>>(),
                )
                .unwrap()
            } else {
                String::from_utf8(slice.to_vec()).unwrap()
            };
            let row: serde_json::Value =
                serde_json::from_str(&text).expect("the range is one JSON object");
            assert!(
                row.to_string().contains(&id.unwrap()),
                "{name}: and this entry's"
            );
        }
    }
    assert_eq!(
        entries(&read(&fixture("utf16.json"))),
        entries(&read(&fixture("gen_c.json")))
    );
}

#[test]
fn files_that_cannot_be_read_name_the_place() {
    let refused = |bytes: &[u8]| detect("f.json", bytes).unwrap_err();
    let file = || "f.json".to_owned();
    assert_eq!(
        refused(&fixture("truncated.json").bytes),
        ImportError::BrokenJson {
            file: file(),
            line: 1,
            column: 700
        }
    );
    let bomb = format!(
        "{{\"TikTok Live\": {}1{}}}",
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    assert_eq!(
        refused(bomb.as_bytes()),
        ImportError::TooDeep {
            file: file(),
            limit: 64
        }
    );
    assert_eq!(
        refused(b"{\"name\": 1, \"b\": 2}"),
        ImportError::UnknownFormat {
            file: file(),
            looked_at: "JSON with the keys name, b".into()
        }
    );
    assert_eq!(
        refused(b"%PDF-1.7"),
        ImportError::UnknownFormat {
            file: file(),
            looked_at: "a PDF".into()
        }
    );
    let codes: Vec<_> = [refused(b""), refused(bomb.as_bytes())]
        .iter()
        .map(|e| (e.code(), e.file().to_owned()))
        .collect();
    assert_eq!(
        codes,
        [("import_empty", file()), ("import_too_deep", file())]
    );
}

#[test]
fn a_zip_gives_the_same_as_its_bare_file() {
    let bare = fixture("gen_c.json");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "user_data_tiktok.json",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    zip.write_all(&bare.bytes).unwrap();
    let archive = input(
        "TikTok_Data_1795262400.zip",
        &zip.finish().unwrap().into_inner(),
    );
    let member = members(archive).unwrap().remove(0);
    assert_eq!(
        member.name,
        "TikTok_Data_1795262400.zip › user_data_tiktok.json"
    );
    let parsed = read(&member);
    assert_eq!(entries(&parsed), entries(&read(&bare)));
    assert!(
        metrics(&parsed).contains(&"followers 2026-11-21 12480".to_owned()),
        "dated by the archive's name"
    );
    assert_eq!(parsed.pages[0].document.name, member.name);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = detect("f", &bytes);
        let _ = parse(&input("f", &bytes), Format::TiktokExport, &ImportOptions::default());
    }

    #[test]
    fn arbitrary_values_in_every_section_never_panic(value in "(null|\\[\\]|\\{\\}|\"N/A\"|12|\"1,234\"|-1e9|\"2026-02-30 10:00:00\"|\"2026-03-01 10:00:00\"|\"é💎\"|true)") {
        let row = format!(
            r#"{{"LiveStartTime":"2026-03-01 10:00:00","Date":"2026-03-01 10:00:00","Transaction Type":"Earnings","Currency":"USD","LiveEndTime":{value},"LiveDuration":{value},"RoomId":{value},"RoomTitle":{value},"TotalEarning":{value},"TotalView":{value},"Amount":{value},"Status":{value},"Extra":{value},"Likes":{value},"Title":{value},"WhoCanView":{value}}}"#
        );
        let text = format!(
            r#"{{"Profile And Settings":{{"Profile Info":{{"ProfileMap":{{"followerCount":{value},"likesReceived":{value},"accountRegion":{value}}}}},"Follower":{{"FansList":[{value},{row}]}}}},"Post":{{"Posts":{{"VideoList":[{value},{row}]}}}},"TikTok Live":{{"Go Live History":{{"GoLiveList":[{value},{row}]}}}},"Income+ Wallet":{{"Transaction History":{{"TransactionsList":[{value},{row}]}}}}}}"#
        );
        let parsed = read(&input("f", text.as_bytes()));
        for page in &parsed.pages {
            for reject in &page.rejects {
                let at = reject.locator.start as usize;
                prop_assert_eq!(&text[at..at + reject.locator.len as usize], reject.raw.as_str());
            }
        }
    }
}
