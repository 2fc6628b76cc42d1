use super::*;
use crate::HttpOptions;
use domain::Instant;
use domain::document::Place;
use domain::reject::RejectReason;
use tokio_util::sync::CancellationToken;

fn told(rows: &[RateRow]) -> Vec<(String, String, i64)> {
    rows.iter()
        .map(|r| {
            (
                String::from_utf8_lossy(&r.currency).into_owned(),
                r.day.to_string(),
                r.per_euro,
            )
        })
        .collect()
}

fn row(code: &str, day: &str, per_euro: i64) -> (String, String, i64) {
    (code.to_owned(), day.to_owned(), per_euro)
}

#[test]
fn the_history_file_is_read_cell_by_cell() {
    let file =
        b"Date,USD,ISK,HRK,\n2026-04-13,1.1684,143.2,N/A,\n2026-04-10,x,148,7.5345,\nsoon,1,2,3,\n";
    let (rates, rejects) = parse_csv(file).unwrap();
    assert_eq!(
        told(&rates),
        [
            row("USD", "2026-04-13", 1_168_400),
            row("ISK", "2026-04-13", 143_200_000),
            row("ISK", "2026-04-10", 148_000_000),
            row("HRK", "2026-04-10", 7_534_500),
        ],
        "dropped zeros, N/A and the comma behind the last cell"
    );
    let reasons: Vec<(&RejectReason, &str)> = rejects
        .iter()
        .map(|r| (&r.reason, r.detail.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (&RejectReason::NotANumber, "x"),
            (&RejectReason::NotADate, "soon")
        ],
        "a cell or line that cannot be read costs no other"
    );
    let place = &rates.first().unwrap().locator;
    let (from, len) = (
        usize::try_from(place.start).unwrap(),
        usize::try_from(place.len).unwrap(),
    );
    assert_eq!(
        (&file[from..from + len], &place.place),
        (&b"2026-04-13,1.1684,143.2,N/A,"[..], &Place::Line(2)),
        "a rate opens to its line"
    );
    for (bytes, why) in [
        (&b""[..], "nothing"),
        (b"Day;USD\n", "another header"),
        (b"Date,\n2026-04-13,\n", "no currency"),
        (b"\xff\xfe", "no text"),
    ] {
        assert!(parse_csv(bytes).is_err(), "{why}");
    }
}

#[test]
fn the_xml_is_read_with_either_quotes_and_opens_to_its_elements() {
    let file = br#"<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time='2026-04-13'><Cube currency='USD' rate='1.1684'/><Cube currency="JPY" rate="186.75"/><Cube currency='GBP' rate='-'/></Cube></Cube></gesmes:Envelope>"#;
    let (rates, rejects) = parse_xml(file).unwrap();
    assert_eq!(
        told(&rates),
        [
            row("USD", "2026-04-13", 1_168_400),
            row("JPY", "2026-04-13", 186_750_000)
        ],
        "days and their rates"
    );
    assert_eq!(rejects.len(), 1, "what is no number is refused");
    let place = &rates.first().unwrap().locator;
    let (from, len) = (
        usize::try_from(place.start).unwrap(),
        usize::try_from(place.len).unwrap(),
    );
    assert_eq!(
        &file[from..from + len],
        &b"<Cube currency='USD' rate='1.1684'/>"[..],
        "a rate opens to its element"
    );
    for (bytes, why) in [
        (&b"<html><body>busy</body></html>"[..], "a page for people"),
        (b"<gesmes:Envelope><Cube", "cut off"),
        (b"", "nothing"),
    ] {
        assert!(parse_xml(bytes).is_err(), "{why}");
    }
}

#[tokio::test]
async fn both_files_come_over_the_wire_and_agree() {
    let now: Instant = "2026-10-22T20:00:00Z".parse().unwrap();
    let emulator = sandbox::serve(sandbox::SandboxOptions::new(now.0))
        .await
        .unwrap();
    let address = format!("{}/ecb", emulator.base_url());
    let ecb = Ecb::new(Some(&address), HttpOptions::default()).unwrap();
    let quarter = ecb
        .fetch(Span::Quarter, now, CancellationToken::new())
        .await
        .unwrap();
    let all = ecb
        .fetch(Span::All, now, CancellationToken::new())
        .await
        .unwrap();
    assert!(
        quarter.rejects.is_empty() && all.rejects.is_empty(),
        "everything is read"
    );
    let newest = quarter.rates.iter().map(|r| r.day.to_string()).max();
    assert_eq!(
        newest.as_deref(),
        Some("2026-10-22"),
        "the day's own rates in the evening"
    );
    let known: std::collections::BTreeSet<_> = told(&all.rates).into_iter().collect();
    assert!(
        told(&quarter.rates).iter().all(|rate| known.contains(rate)),
        "the short file says what the long one says"
    );
    let last_real = domain::rates::bundled()
        .table
        .history(*b"USD")
        .last()
        .unwrap();
    assert!(
        known.contains(&row("USD", &last_real.0.to_string(), last_real.1)),
        "up to the history's end the rates are the bank's own"
    );
    emulator.shutdown().await.unwrap();
}
