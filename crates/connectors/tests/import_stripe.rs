//! Stripe's CSV files, read from fixtures in their real format: exact figures, exact places, exact refusals.

use connectors::import::{Format, ImportError, ImportInput, ImportOptions, Parsed, detect, parse};
use connectors::stripe_csv;
use domain::document::Place;
use domain::reject::RejectReason;
use domain::{Amount, EntryDraft, Instant, PayoutDraft, PayoutState, Stream, Unit};
use proptest::prelude::*;

fn now() -> Instant {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn input(name: &str, bytes: &[u8]) -> ImportInput {
    ImportInput {
        name: name.into(),
        bytes: bytes.into(),
        received_at: now(),
    }
}

fn fixture(name: &str) -> ImportInput {
    let path = format!("{}/fixtures/stripe_csv/{name}", env!("CARGO_MANIFEST_DIR"));
    input(
        name,
        &std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}")),
    )
}

fn read(input: &ImportInput) -> Parsed {
    parse(input, Format::StripeCsv, &ImportOptions::default()).unwrap()
}

fn entries(parsed: &Parsed) -> Vec<EntryDraft> {
    parsed
        .pages
        .iter()
        .flat_map(|p| p.entries.clone())
        .collect()
}

fn payouts(parsed: &Parsed) -> Vec<PayoutDraft> {
    parsed
        .pages
        .iter()
        .flat_map(|p| p.payouts.clone())
        .collect()
}

fn text(micros: Option<i64>, unit: Unit) -> String {
    micros.map_or("?".into(), |m| Amount::new(m, unit).text())
}

/// One line per entry: id day stream unit gross fee net status payout.
fn lines(parsed: &Parsed) -> Vec<String> {
    entries(parsed)
        .iter()
        .map(|e| {
            format!(
                "{} {} {} {} {} {} {} {} {}",
                e.external_id.as_deref().unwrap_or("-"),
                e.day,
                e.stream,
                e.money.unit,
                text(e.money.gross, e.money.unit),
                text(e.money.fee, e.money.unit),
                text(Some(e.money.net), e.money.unit),
                e.status,
                e.payout_external_id.as_deref().unwrap_or("-"),
            )
        })
        .collect()
}

/// One line per payout: id created amount state arrival.
fn payout_lines(parsed: &Parsed) -> Vec<String> {
    payouts(parsed)
        .iter()
        .map(|p| {
            let arrival = p.arrival.map_or("-".into(), |d| d.to_string());
            format!(
                "{} {} {} {} {arrival}",
                p.external_id, p.created, p.amount, p.state
            )
        })
        .collect()
}

#[test]
fn every_report_gives_its_exact_rows() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "itemised_default.csv",
            &[
                "txn_1Aa0001 2026-10-03 shop_sale EUR 24.50 0.62 23.88 available -",
                "txn_1Aa0002 2026-10-03 tip EUR 5.00 0.00 5.00 available -",
                "txn_1Aa0003 2026-10-07 brand_deal EUR 850.00 21.50 828.50 available -",
                "txn_1Aa0004 2026-10-09 shop_sale EUR -24.50 -0.37 -24.13 available -",
                "txn_1Aa0005 2026-10-10 adjustment EUR 0.00 1.20 -1.20 available -",
                "txn_1Aa0007 2026-11-21 shop_sale JPY 5000 180 4820 confirmed -",
            ],
            &["txn_1Aa0006 2026-10-12T00:05:00Z 832.05 EUR paid -"],
        ),
        (
            "payout_reconciliation.csv",
            &[
                "txn_1Aa0001 2026-10-03 shop_sale EUR 24.50 0.62 23.88 paid po_1Aa01",
                "txn_1Aa0002 2026-10-03 tip EUR 5.00 0.00 5.00 paid po_1Aa01",
                "txn_1Aa0009 2026-11-20 shop_sale EUR 12.00 0.43 11.57 available po_1Aa02",
            ],
            &[],
        ),
        (
            "itemised_payouts.csv",
            &["txn_1Aa0012 2026-11-02 adjustment EUR 0.00 2.00 -2.00 confirmed -"],
            &[
                "po_1Aa01 2026-10-12T00:05:00Z 832.05 EUR paid 2026-10-14",
                "po_1Aa02 2026-10-19T00:05:00Z 40.00 EUR failed 2026-10-21",
                "po_1Aa03 2026-11-02T09:00:00Z 200.00 EUR in_transit 2026-11-02",
            ],
        ),
        (
            "balance_history_2016.csv",
            &["txn_0Zz0001 2016-12-12 shop_sale EUR 20.00 0.88 19.12 paid tr_0Zz02"],
            &["tr_0Zz02 2016-12-20T00:03:00Z 19.12 EUR paid -"],
        ),
        (
            "balance_history_2022.csv",
            &["txn_2Cc0001 2022-05-03 tip EUR 15.00 0.47 14.53 paid po_2Cc01"],
            &["po_2Cc01 2022-05-10T00:03:00Z 14.53 EUR paid -"],
        ),
        (
            "decimal_comma.csv",
            &[
                "txn_3Dd0001 2026-10-03 shop_sale EUR 1234.56 31.20 1203.36 confirmed -",
                "txn_3Dd0002 2026-10-04 shop_sale EUR -5.00 0.00 -5.00 confirmed -",
                "txn_3Dd0003 2026-10-04 shop_sale EUR 1234.00 0.00 1234.00 confirmed -",
            ],
            &[],
        ),
    ];
    for (name, want, want_payouts) in cases {
        let file = fixture(name);
        assert_eq!(
            detect(name, &file.bytes).unwrap().format,
            Format::StripeCsv,
            "{name} is recognised"
        );
        let parsed = read(&file);
        assert_eq!(lines(&parsed), *want, "{name}: entries");
        assert_eq!(payout_lines(&parsed), *want_payouts, "{name}: payouts");
        assert!(
            parsed.pages.iter().all(|p| p.rejects.is_empty()),
            "{name}: nothing is refused"
        );
    }
}

#[test]
fn what_is_left_out_or_assumed_is_said() {
    let notes = |name: &str| -> Vec<(String, String, u64)> {
        read(&fixture(name))
            .notes
            .into_iter()
            .map(|n| (n.code.into(), n.detail, n.count))
            .collect()
    };
    let note = |code: &str, detail: &str, count| (code.to_owned(), detail.to_owned(), count);
    assert_eq!(
        notes("itemised_default.csv"),
        [
            note("not_income", "topup", 1),
            note("payout_id_missing", "source_id", 1)
        ]
    );
    assert!(
        notes("decimal_comma.csv").contains(&note("zone_assumed", "UTC", 1)),
        "`created` names no zone"
    );
    assert!(
        notes("payout_reconciliation.csv").contains(&note(
            "unknown_columns",
            "payment_metadata[order]",
            1
        )),
        "unknown columns are named"
    );
    let zoned = ImportOptions {
        zone: Some("Europe/Paris".parse().unwrap()),
        ..ImportOptions::default()
    };
    let parsed = parse(&fixture("decimal_comma.csv"), Format::StripeCsv, &zoned).unwrap();
    let first = entries(&parsed).remove(0);
    assert_eq!(
        first.day.to_string(),
        "2026-10-03",
        "the day stays the account's day"
    );
    assert_eq!(
        first.instant.unwrap().to_string(),
        "2026-10-03T21:30:00Z",
        "half past eleven in Paris"
    );
}

#[test]
fn each_damaged_row_waits_with_its_reason_and_the_good_one_is_read() {
    let parsed = read(&fixture("damaged.csv"));
    assert_eq!(
        lines(&parsed),
        [
            "txn_4Ee0004 2026-03-01 shop_sale EUR 1.234 0.00 1.234 available -",
            "txn_4Ee0009 2026-03-01 shop_sale EUR 10.00 0.40 9.60 available -"
        ],
        "`1.234` is settled by the points of its column"
    );
    let refused: Vec<(RejectReason, Place)> = parsed
        .pages
        .iter()
        .flat_map(|p| &p.rejects)
        .map(|r| (r.reason.clone(), r.locator.place.clone()))
        .collect();
    use RejectReason::*;
    assert_eq!(
        refused,
        [
            (NoSuchDay, Place::Line(2)),
            (DoesNotAddUp, Place::Line(3)),
            (Ragged, Place::Line(4)),
            (NotAUnit, Place::Line(6)),
            (NotANumber, Place::Line(7)),
            (MissingField, Place::Line(8)),
            (NotADate, Place::Line(9)),
            (Broken, Place::Line(11)),
        ]
    );
}

#[test]
fn a_number_with_two_readings_is_refused_when_nothing_in_its_columns_decides() {
    let file = input(
        "a.csv",
        b"balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n\
          txn_1,2026-10-03 08:15:42,eur,1.234,0,1.234,charge,x\n",
    );
    let parsed = read(&file);
    let reject = &parsed.pages[0].rejects[0];
    assert_eq!(reject.reason, RejectReason::AmbiguousNumber);
    assert_eq!(reject.detail, "gross: 1.234");
    assert!(reject.raw.starts_with("txn_1,"), "the row is kept");
}

#[test]
fn encodings_give_the_same_rows_and_places_in_the_raw_bytes() {
    let plain = lines(&read(&fixture("itemised_default.csv")));
    for (name, note, width, mark) in [
        ("utf16.csv", Some("encoding_utf16"), 2, b"t\0x\0".as_slice()),
        ("bom_crlf.csv", None, 1, b"tx"),
        ("latin1.csv", Some("encoding_latin1"), 1, b"tx"),
    ] {
        let file = fixture(name);
        let parsed = read(&file);
        assert_eq!(lines(&parsed), plain, "{name}: the figures are the same");
        assert!(
            entries(&parsed)[0].title.starts_with("Café à l"),
            "{name}: accents are read"
        );
        let coded: Vec<_> = parsed
            .notes
            .iter()
            .map(|n| n.code)
            .filter(|c| c.starts_with("enc"))
            .collect();
        assert_eq!(coded, note.into_iter().collect::<Vec<_>>(), "{name}");
        for entry in entries(&parsed) {
            let at = entry.locator.start as usize;
            let row = &file.bytes[at..at + entry.locator.len as usize];
            let quote = width; // the opening quote of the first cell
            assert!(
                row[quote..].starts_with(mark),
                "{name}: the range starts at the id"
            );
            assert!(
                !row.contains(&b'\n') || width == 2 && !row.ends_with(b"\n\0"),
                "{name}: one row only"
            );
        }
    }
}

#[test]
fn places_slice_back_to_the_row() {
    for name in [
        "itemised_default.csv",
        "balance_history_2016.csv",
        "payout_reconciliation.csv",
    ] {
        let file = fixture(name);
        let whole: Vec<&str> = std::str::from_utf8(&file.bytes).unwrap().lines().collect();
        for entry in entries(&read(&file)) {
            let at = entry.locator.start as usize;
            let row =
                std::str::from_utf8(&file.bytes[at..at + entry.locator.len as usize]).unwrap();
            let Place::Line(line) = entry.locator.place else {
                panic!("a line")
            };
            assert_eq!(
                row,
                whole[line as usize - 1],
                "{name}: the range is the line"
            );
            assert!(
                row.contains(entry.external_id.as_deref().unwrap()),
                "{name}: of this entry"
            );
        }
    }
}

#[test]
fn files_that_cannot_be_read_name_what_is_wrong() {
    let refused = |bytes: &[u8]| {
        parse(
            &input("f.csv", bytes),
            Format::StripeCsv,
            &ImportOptions::default(),
        )
        .unwrap_err()
    };
    let file = || "f.csv".to_owned();
    assert_eq!(refused(b""), ImportError::Empty { file: file() });
    assert_eq!(
        refused(b"\xEF\xBB\xBF \n"),
        ImportError::Empty { file: file() }
    );
    assert_eq!(
        refused(&fixture("duplicate_header.csv").bytes),
        ImportError::DuplicateHeader {
            file: file(),
            name: "Net".into()
        }
    );
    assert_eq!(
        refused(b"Date,Views\n2026-01-01,5\n"),
        ImportError::MissingColumns {
            file: file(),
            missing:
                "balance_transaction_id, created_utc, currency, gross, fee, net, reporting_category"
                    .into(),
            found: "Date, Views".into()
        }
    );
    assert_eq!(
        refused(b"txn_1,2026-01-01 00:00:00,eur,1,0,1,charge,x\n"),
        ImportError::NoHeader { file: file() }
    );
    assert_eq!(
        refused(b"a,b\n\x00\x01"),
        ImportError::Encoding {
            file: file(),
            line: 2
        }
    );
}

#[test]
fn detection_says_why() {
    let file = fixture("itemised_default.csv");
    let found = detect("renamed.txt", &file.bytes).unwrap();
    assert_eq!(
        found.why,
        "columns balance_transaction_id, created_utc, available_on_utc, currency, gross, fee"
    );
    assert_eq!(found.why_code, "columns");
    let unknown = detect("a.csv", b"Date,Video Views\n2026-01-01,5\n").unwrap_err();
    assert_eq!(
        unknown,
        ImportError::UnknownFormat {
            file: "a.csv".into(),
            looked_at: "text beginning “Date,Video Views”".into()
        }
    );
}

#[test]
fn a_large_file_comes_in_pages_that_share_one_buffer() {
    let mut csv = String::from(
        "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n",
    );
    let rows = stripe_csv::CHUNK + 7;
    for n in 0..rows {
        csv.push_str(&format!(
            "txn_{n},2026-10-03 08:15:42,eur,1.00,0.10,0.90,charge,\"two\nlines\"\n"
        ));
    }
    let file = input("big.csv", csv.as_bytes());
    let parsed = read(&file);
    let sizes: Vec<_> = parsed.pages.iter().map(|p| p.entries.len()).collect();
    assert_eq!(sizes, [stripe_csv::CHUNK, 7]);
    assert!(
        parsed
            .pages
            .iter()
            .all(|p| std::sync::Arc::ptr_eq(&p.document.bytes, &file.bytes))
    );
    let last = entries(&parsed).pop().unwrap();
    assert_eq!(
        last.locator.place,
        Place::Line(2 * rows as u64),
        "lines inside cells are counted across pages"
    );
}

fn invented_row() -> impl Strategy<Value = String> {
    let stamp = (1..=28u32, 0..24u32).prop_map(|(d, h)| format!("2026-10-{d:02} {h:02}:00:00"));
    let kind = prop::sample::select(vec!["charge", "refund", "payout", "fee", "topup"]);
    let words = prop::sample::select(vec![
        "TikTok Tip",
        "\"Bowl, \"\"blue\"\"\"",
        "\"two\nlines\"",
        "",
        "Café",
    ]);
    (0..10_000u32, stamp, kind, words, -9_999i64..9_999, 0..99i64).prop_map(
        |(n, stamp, kind, words, gross, fee)| {
            let money = |c: i64| Amount::new(c * 10_000, Unit::EUR).text();
            format!(
                "txn_{n},{stamp},eur,{},{},{},{kind},{words}\n",
                money(gross),
                money(fee),
                money(gross - fee)
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_split_into_files_gives_the_same_drafts(
        rows in prop::collection::vec(invented_row(), 1..40),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let header = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n";
        let drafts = |rows: &[String]| -> Vec<String> {
            let file = input("part.csv", (header.to_owned() + &rows.concat()).as_bytes());
            let parsed = read(&file);
            let mut all = lines(&parsed);
            all.extend(entries(&parsed).iter().map(|e| e.title.clone()));
            all.extend(payout_lines(&parsed));
            all
        };
        let mut whole = drafts(&rows);
        let mut at: Vec<usize> = cuts.iter().map(|c| c.index(rows.len())).collect();
        at.extend([0, rows.len()]);
        at.sort_unstable();
        let mut parts: Vec<String> = at.windows(2).flat_map(|w| drafts(&rows[w[0]..w[1]])).collect();
        whole.sort();
        parts.sort();
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), headed in any::<bool>()) {
        let mut all = Vec::new();
        if headed {
            all.extend(b"id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n");
        }
        all.extend(&bytes);
        let _ = detect("f", &all);
        if let Ok(parsed) = parse(&input("f", &all), Format::StripeCsv, &ImportOptions::default()) {
            for page in &parsed.pages {
                for place in page.entries.iter().map(|e| &e.locator).chain(page.rejects.iter().map(|r| &r.locator)) {
                    prop_assert!(place.start + place.len <= all.len() as u64, "places stay inside the file");
                }
            }
        }
    }

    #[test]
    fn cells_of_any_text_never_panic(cells in prop::collection::vec("[0-9.,−() €a-z\u{a0}-]{0,12}", 8)) {
        let csv = format!(
            "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n\"{}\"\n",
            cells.join("\",\"")
        );
        let parsed = read(&input("f", csv.as_bytes()));
        prop_assert_eq!(parsed.pages.iter().map(domain::Page::rows).sum::<usize>() + parsed.notes.len().min(1), 1);
    }
}

#[test]
fn streams_are_the_ones_of_the_shared_table() {
    assert_eq!(
        stripe_csv::stream_of("charge", "TikTok Tip"),
        stripe_csv::Kind::Income(Stream::Tip),
        "the HTTP connector calls the same function"
    );
    assert_eq!(
        payouts(&read(&fixture("itemised_default.csv")))[0].state,
        PayoutState::Paid
    );
}
