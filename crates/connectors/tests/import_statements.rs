//! Bank statements, read from fixtures in their real form: exact lines, exact places, exact refusals.

use connectors::import::{Format, ImportError, ImportInput, ImportOptions, Parsed, detect, parse};
use domain::document::Place;
use domain::{Instant, LandingDraft, Platform, Reject};
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
    let path = format!("{}/fixtures/statements/{name}", env!("CARGO_MANIFEST_DIR"));
    input(
        name,
        &std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}")),
    )
}

fn read(input: &ImportInput) -> Result<Parsed, ImportError> {
    let found = detect(&input.name, &input.bytes)?;
    parse(input, found.format, &ImportOptions::default())
}

fn landings(parsed: &Parsed) -> Vec<&LandingDraft> {
    parsed.pages.iter().flat_map(|p| &p.landings).collect()
}

fn rejects(parsed: &Parsed) -> Vec<&Reject> {
    parsed.pages.iter().flat_map(|p| &p.rejects).collect()
}

/// One line per bank line: id, day, value day, amount, text, other side, reference.
fn lines(parsed: &Parsed) -> Vec<String> {
    landings(parsed)
        .iter()
        .map(|l| {
            format!(
                "{} {} {} {} | {} | {} | {}",
                l.external_id.as_deref().unwrap_or("-"),
                l.day,
                l.value_day.map_or("-".into(), |d| d.to_string()),
                l.amount,
                l.text,
                l.counterparty.as_deref().unwrap_or("-"),
                l.reference.as_deref().unwrap_or("-"),
            )
        })
        .collect()
}

/// One line per refusal: its line, reason and detail.
fn refused(parsed: &Parsed) -> Vec<String> {
    rejects(parsed)
        .iter()
        .map(|r| match r.locator.place {
            Place::Line(line) => format!("{line} {:?} {}", r.reason, r.detail),
            _ => panic!("a statement's place is a line"),
        })
        .collect()
}

fn notes(parsed: &Parsed) -> Vec<String> {
    parsed
        .notes
        .iter()
        .map(|n| format!("{} {} {}", n.code, n.count, n.detail))
        .collect()
}

#[test]
fn ofx_with_and_without_end_marks_gives_its_exact_lines() {
    let sgml = fixture("giro_1.ofx");
    let parsed = read(&sgml).unwrap();
    assert_eq!(
        lines(&parsed),
        [
            "2051:2026101400017@2026-10-14:832.05 2026-10-14 2026-10-15 832.05 EUR | STRIPE PAYMENTS EXAMPLE PO_1AA01 STRIPE & CO | STRIPE PAYMENTS EXAMPLE | -",
            "2051:2026101600002@2026-10-16:-19.90 2026-10-16 - -19.90 EUR | Café Exemple | Café Exemple | 4711",
            "- 2026-10-31 - -1.50 EUR | FEE | - | -",
            "- 2026-10-31 - -1.50 EUR | FEE | - | -",
            "2051:2026103100009@2026-10-31:50.00 2026-10-31 - 50.00 USD | Fan of & Friend | Fan of & Friend | -",
        ],
        "SGML, Windows-1252; two fees without an id of their own stay two"
    );
    assert!(refused(&parsed).is_empty());
    assert_eq!(
        notes(&parsed),
        [
            "encoding_latin1 1 Windows-1252",
            "balance_unchecked 1 not_stated"
        ],
        "OFX states no opening balance, so its closing one proves nothing"
    );
    let hint = parsed.account_hint.as_ref().unwrap();
    assert_eq!(
        (hint.platform, hint.handle.as_deref()),
        (Platform::Bank, Some("…2051"))
    );

    let parsed = read(&fixture("card_2.ofx")).unwrap();
    assert_eq!(
        lines(&parsed),
        [
            "5566:A-1@2026-10-03:100.00 2026-10-03 - 100.00 USD | Example Refund | Example Refund | -",
            "5566:A-6@2026-10-06:-8.00 2026-10-06 - -8.00 USD | After the damage | After the damage | -",
        ]
    );
    assert_eq!(
        refused(&parsed),
        [
            "11 NoSuchDay DTPOSTED 20260231",
            "12 NotANumber TRNAMT -1,234.50",
            "13 MissingField TRNAMT",
            "14 Broken STMTTRN",
            "16 MissingField CORRECTFITID A-0 REPLACE",
        ],
        "each damaged line by itself"
    );
    assert_eq!(notes(&parsed), ["not_completed 1 STMTTRNP"]);
}

#[test]
fn every_place_opens_to_its_own_bytes() {
    let cases = [
        ("giro_1.ofx", "<STMTTRN>"),
        ("card_2.ofx", "<STMTTRN>"),
        ("damaged_08.xml", "<ex:Ntry>"),
        ("giro.qif", "D"),
    ];
    for (name, opening) in cases {
        let file = fixture(name);
        let mut options = ImportOptions::default();
        options.answers.set("unit", "EUR").unwrap();
        let format = detect(name, &file.bytes).unwrap().format;
        let parsed = parse(&file, format, &options).unwrap();
        let places = landings(&parsed)
            .into_iter()
            .map(|l| l.locator.clone())
            .chain(rejects(&parsed).into_iter().map(|r| r.locator.clone()));
        for place in places {
            let (from, len) = (place.start as usize, place.len as usize);
            let slice = &file.bytes[from..from + len];
            let text = String::from_utf8_lossy(slice);
            let begins = text.starts_with(opening) || text.starts_with('T');
            assert!(begins, "{name}: {text}");
            if opening != "D" {
                assert_eq!(text.matches(opening).count(), 1, "{name}: one line: {text}");
            }
            let line = file.bytes[..from].iter().filter(|b| **b == b'\n').count() + 1;
            assert_eq!(place.place, Place::Line(line as u64), "{name}");
        }
    }
}

#[test]
fn formats_are_told_apart_by_content() {
    for (name, format) in [
        ("giro_1.ofx", Format::Ofx),
        ("card_2.ofx", Format::Ofx),
        ("month_02.xml", Format::Camt),
        ("damaged_08.xml", Format::Camt),
        ("giro.qif", Format::Qif),
        ("open.qif", Format::Qif),
    ] {
        let file = fixture(name);
        assert_eq!(
            detect("x.dat", &file.bytes).unwrap().format,
            format,
            "{name}"
        );
    }
}

#[test]
fn camt_gives_bookings_and_the_payments_of_a_batch_that_adds_up() {
    let parsed = read(&fixture("month_02.xml")).unwrap();
    assert_eq!(
        lines(&parsed),
        [
            "2051:2026101400017@2026-10-14:832.05 2026-10-14 2026-10-15 832.05 EUR | SEPA credit STRIPE PO_1AA01 October | Stripe & Example Payments | PO-1AA01",
            "2051:B-7/1@2026-10-20:25.00 2026-10-20 - 25.00 EUR | First Fan | First Fan | F-1",
            "2051:B-7/2@2026-10-20:35.00 2026-10-20 - 35.00 EUR | Second Fan | Second Fan | -",
            "2051:B-8@2026-10-22:-10.00 2026-10-22 - -10.00 EUR | part one part two | - | -",
            "- 2026-10-25 - 0.10 EUR | returned debit | Example Shop | -",
        ],
        "a reversal keeps its own direction and names the other side of what it undoes; a batch with an amount left out \
         stays one booking; the day is the bank's own"
    );
    assert!(refused(&parsed).is_empty());
    assert_eq!(
        notes(&parsed),
        [
            "balance_agrees 1 1882.15 EUR",
            "batch_whole 1 -10.00 EUR",
            "not_completed 1 PDNG",
            "reversals 1 0.10 EUR",
        ]
    );
    assert_eq!(
        parsed.account_hint.unwrap().handle.as_deref(),
        Some("…2051"),
        "four characters of the IBAN"
    );
}

#[test]
fn a_damaged_camt_loses_only_its_damaged_entries() {
    let parsed = read(&fixture("damaged_08.xml")).unwrap();
    assert_eq!(
        lines(&parsed),
        [
            "2233:C-1@2026-10-01:20.00 2026-10-01 - 20.00 CHF | Example Platform | Example Platform | -",
            "2233:C-7@2026-10-07:-7.00 2026-10-07 - -7.00 CHF | after the damage | - | -",
        ]
    );
    assert_eq!(
        refused(&parsed),
        [
            "9 NoSuchDay BookgDt 2026-02-30",
            "10 NotANumber Amt 2,00",
            "11 MissingField CdtDbtInd",
            "12 MissingField Amt Ccy",
            "13 Broken Ntry",
            "14 Broken Ntry",
        ]
    );
    assert_eq!(
        notes(&parsed),
        ["balance_unchecked 1 rows_refused"],
        "what is known to be incomplete is not held against the balance"
    );
}

#[test]
fn a_statement_that_does_not_add_up_is_told_at_its_closing_balance() {
    let file = fixture("month_02.xml");
    let text = String::from_utf8(file.bytes.to_vec()).unwrap();
    let parsed = read(&input(
        "x.xml",
        text.replace("1882.15", "1882.16").as_bytes(),
    ))
    .unwrap();
    assert_eq!(refused(&parsed), ["9 DoesNotAddUp CLBD 1882.16 EUR, 0.01"]);
    assert_eq!(
        landings(&parsed).len(),
        5,
        "the lines are read all the same"
    );
}

#[test]
fn nothing_outside_the_file_is_looked_up_and_depth_has_a_limit() {
    let doctype = "<?xml version=\"1.0\"?><!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                   <Document><BkToCstmrStmt><Stmt><Ntry><AddtlNtryInf>&x;</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>";
    let parsed = read(&input("x.xml", doctype.as_bytes())).unwrap();
    assert_eq!(refused(&parsed), ["1 Broken DOCTYPE"]);
    assert!(landings(&parsed).is_empty());
    let deep = format!(
        "<Document><BkToCstmrStmt><Stmt><Ntry>{}",
        "<a>".repeat(200_000)
    );
    let parsed = read(&input("x.xml", deep.as_bytes())).unwrap();
    assert_eq!(refused(&parsed), ["1 TooDeep Ntry"]);
    let wide = format!(
        "<Document><BkToCstmrStmt><Stmt><Ntry>{}</Ntry></Stmt></BkToCstmrStmt></Document>",
        "<a/>".repeat(500_001)
    );
    let parsed = read(&input("x.xml", wide.as_bytes())).unwrap();
    assert_eq!(
        refused(&parsed),
        ["1 Broken Ntry"],
        "no entry is that large, and it is not kept in memory"
    );
}

#[test]
fn qif_is_settled_by_evidence_and_asks_the_rest() {
    let file = fixture("giro.qif");
    let asked = read(&file).unwrap_err();
    let ImportError::NeedsAnswer { questions, .. } = asked else {
        panic!("QIF names no currency: {asked}")
    };
    let keys: Vec<&str> = questions.iter().map(|q| q.key).collect();
    assert_eq!(keys, ["unit"], "order and decimals show in the file itself");

    let mut options = ImportOptions::default();
    options.answers.set("unit", "EUR").unwrap();
    let parsed = parse(&file, Format::Qif, &options).unwrap();
    assert_eq!(
        lines(&parsed),
        [
            "- 2026-10-14 - 832.05 EUR | Stripe Example PO_1AA01 | Stripe Example | -",
            "- 2026-10-16 - -1234.00 EUR | Example Landlord | Example Landlord | 4711",
            "- 2026-03-03 - -2.50 EUR |  | - | -",
        ],
        "a comma elsewhere makes 1.234 a thousand; splits are not lines of their own"
    );
    assert_eq!(
        refused(&parsed),
        [
            "25 NoSuchDay D 31/02/2026",
            "32 NotANumber T 12,3,4",
            "35 MissingField D",
        ]
    );
    assert_eq!(
        notes(&parsed),
        [
            "balance_unchecked 1 not_stated",
            "not_income 1 Cat",
            "opening_left_aside 1 1.000,00",
        ]
    );

    let open = fixture("open.qif");
    let ImportError::NeedsAnswer { questions, .. } = read(&open).unwrap_err() else {
        panic!("nothing in this file settles anything")
    };
    let keys: Vec<&str> = questions.iter().map(|q| q.key).collect();
    assert_eq!(keys, ["day_order", "decimal", "unit"]);
    for (order, decimal, line) in [
        (
            "dmy",
            "comma",
            "- 2026-04-03 - 1.234 USD | Ambiguous | Ambiguous | -",
        ),
        (
            "mdy",
            "point",
            "- 2026-03-04 - 1234.00 USD | Ambiguous | Ambiguous | -",
        ),
    ] {
        let mut options = ImportOptions::default();
        for (key, value) in [("day_order", order), ("decimal", decimal), ("unit", "USD")] {
            options.answers.set(key, value).unwrap();
        }
        assert_eq!(lines(&parse(&open, Format::Qif, &options).unwrap()), [line]);
    }
}

#[test]
fn a_file_of_two_accounts_says_so_and_names_neither_whole() {
    let file = fixture("giro_1.ofx");
    let one = String::from_utf8_lossy(&file.bytes).into_owned();
    let body = one.split_once("<STMTTRNRS>").unwrap().1;
    let second = body.replace("202051", "209999");
    let two = format!("{one}<STMTTRNRS>{second}");
    let parsed = read(&input("two.ofx", two.as_bytes())).unwrap();
    assert_eq!(landings(&parsed).len(), 10);
    assert!(parsed.account_hint.as_ref().unwrap().handle.is_none());
    assert!(notes(&parsed).contains(&"several_accounts 2 …2051, …9999".to_owned()));
}

/// Statements of every kind, damaged at random places, or whatever bytes behind their marks.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "giro_1.ofx",
        "card_2.ofx",
        "month_02.xml",
        "damaged_08.xml",
        "giro.qif",
    ];
    let cut = (
        prop::sample::select(names.to_vec()),
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(name, hits, end)| {
            let mut bytes = fixture(name).bytes.to_vec();
            for (at, byte) in hits {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(end.index(bytes.len()) + 1);
            bytes
        });
    let marks = [
        "<OFX><STMTTRN>",
        "<BkToCstmrStmt><Stmt><Ntry>",
        "!Type:Bank\n",
        "",
    ];
    let noise = (
        prop::sample::select(marks.to_vec()),
        prop::collection::vec(any::<u8>(), 0..400),
    )
        .prop_map(|(mark, noise)| [mark.as_bytes(), &noise].concat());
    let markup = (
        prop::sample::select(marks.to_vec()),
        "[<>/!?&;#\\[\\]NtryBkDm^T1.,' \n-]{0,300}",
    )
        .prop_map(|(mark, text)| format!("{mark}{text}").into_bytes());
    prop_oneof![cut, noise, markup]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_bytes_are_too_damaged(bytes in damaged()) {
        let file = input("x", &bytes);
        let mut options = ImportOptions::default();
        for (key, value) in [("day_order", "dmy"), ("decimal", "point"), ("unit", "EUR")] {
            options.answers.set(key, value).unwrap();
        }
        for format in [Format::Ofx, Format::Camt, Format::Qif] {
            let Ok(parsed) = parse(&file, format.clone(), &options) else { continue };
            for page in &parsed.pages {
                let places = page.landings.iter().map(|l| &l.locator);
                for place in places.chain(page.rejects.iter().map(|r| &r.locator)) {
                    prop_assert!(
                        place.start + place.len <= bytes.len() as u64,
                        "{format}: a place stands within its file"
                    );
                }
            }
        }
    }
}
