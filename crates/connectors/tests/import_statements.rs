//! Bank statements, read from fixtures in their real form: exact lines, exact places, exact refusals.

use connectors::import::{Format, ImportError, ImportInput, ImportOptions, Parsed, detect, parse};
use domain::document::Place;
use domain::{Instant, LandingDraft, Platform, Reject};

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
            "balance_unchecked 1 1859.15 EUR"
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
    for (name, opening) in [("giro_1.ofx", "<STMTTRN>"), ("card_2.ofx", "<STMTTRN>")] {
        let file = fixture(name);
        let parsed = read(&file).unwrap();
        let places = landings(&parsed)
            .into_iter()
            .map(|l| l.locator.clone())
            .chain(rejects(&parsed).into_iter().map(|r| r.locator.clone()));
        for place in places {
            let (from, len) = (place.start as usize, place.len as usize);
            let slice = &file.bytes[from..from + len];
            let text = String::from_utf8_lossy(slice);
            assert!(text.starts_with(opening), "{name}: {text}");
            assert_eq!(text.matches(opening).count(), 1, "{name}: one line: {text}");
            let line = file.bytes[..from].iter().filter(|b| **b == b'\n').count() + 1;
            assert_eq!(place.place, Place::Line(line as u64), "{name}");
        }
    }
}

#[test]
fn formats_are_told_apart_by_content() {
    for (name, format) in [("giro_1.ofx", Format::Ofx), ("card_2.ofx", Format::Ofx)] {
        let file = fixture(name);
        assert_eq!(
            detect("x.dat", &file.bytes).unwrap().format,
            format,
            "{name}"
        );
    }
}
