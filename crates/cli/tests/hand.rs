//! Entries typed by hand, what they change, and how far figures moved.

mod support;

use serde_json::{Value, json};
use support::Bench;

const LINE: [&str; 8] = [
    "entries",
    "add",
    "12/03",
    "brand",
    "deal",
    "500",
    "EUR",
    "Nordlicht",
];

#[test]
fn a_typed_line_is_read_with_reasons_before_it_is_kept() {
    let bench = Bench::new();
    let mut dry = LINE.to_vec();
    dry.push("--dry-run");
    let reading = bench.run("p", &dry).done();
    assert_eq!(
        (
            &reading["day"],
            &reading["net"],
            &reading["stream"],
            &reading["payer"]
        ),
        (
            &json!("2026-03-12"),
            &json!({"amount": "500.00", "unit": "EUR"}),
            &json!("brand_deal"),
            &json!("Nordlicht")
        ),
        "{reading}"
    );
    let why = |part: &str| {
        let reasons = reading["reasons"].as_array().unwrap();
        let found = reasons.iter().find(|r| r["part"] == part);
        found.map(|r| r["why"].clone())
    };
    assert_eq!(
        why("day"),
        Some(json!("day_first")),
        "12/03 could be two days"
    );
    assert_eq!(reading["missing"], json!([]));
    assert_eq!(
        bench.run("p", &["entries"]).done()["entries"],
        json!([]),
        "a dry run keeps nothing"
    );

    let done = bench.run("p", &LINE).done();
    let id = done["entries"][0].to_string();
    assert_eq!(done["recurring"], Value::Null);
    let page = bench.run("p", &["entries"]).done();
    let entry = &page["entries"][0];
    assert_eq!(
        (&entry["day"], &entry["stream"]),
        (&json!("2026-03-12"), &json!("brand_deal"))
    );
    let edited = bench
        .run("p", &["entries", "edit", &id, "--net", "450"])
        .done();
    let page = bench.run("p", &["totals", "--by", "unit"]).done();
    assert_eq!(page["rows"][0]["net"]["amount"], "450.00", "{edited}");
    let run = edited["run"].to_string();
    bench.run("p", &["entries", "undo", &run]).done();
    let page = bench.run("p", &["totals", "--by", "unit"]).done();
    assert_eq!(
        page["rows"][0]["net"]["amount"], "500.00",
        "the change is taken back"
    );

    for (arguments, exit, code, reason) in [
        (
            &["entries", "add", "brand"][..],
            2,
            "bad_request",
            "no amount",
        ),
        (
            &["entries", "edit", "99", "--net", "1"],
            1,
            "not_found",
            "no entry",
        ),
        (&["entries", "delete", "99"], 1, "not_found", "no entry"),
        (&["entries", "undo", "99"], 1, "not_found", "no run"),
    ] {
        let told = bench.run("p", arguments);
        assert_eq!(
            (told.exit, told.code().as_str()),
            (exit, code),
            "{reason}: {}",
            told.stdout
        );
    }
}

#[test]
fn changes_are_seen_flagged_and_come_back() {
    let bench = Bench::new();
    bench.run("p", &LINE).done();
    let list = |more: &[&str]| {
        let mut all = vec!["changes"];
        all.extend(more);
        bench.run("p", &all).done()["changes"]
            .as_array()
            .unwrap()
            .clone()
    };
    let found = list(&[]);
    assert_eq!(found.len(), 1, "{found:?}");
    let change = &found[0];
    assert_eq!(
        (
            &change["kind"],
            &change["stream"],
            &change["count"],
            &change["amount"]["amount"]
        ),
        (
            &json!("new"),
            &json!("brand_deal"),
            &json!(1),
            &json!("500.00")
        )
    );
    let id = change["id"].to_string();
    let flagged = bench
        .run("p", &["changes", "flag", &id, "--note", "ask them"])
        .done();
    assert_eq!(flagged["flagged"], json!([change["id"]]));
    bench.run("p", &["changes", "acknowledge", "--all"]).done();
    assert_eq!(
        list(&["--flagged"]).len(),
        1,
        "a flagged one stays in the list"
    );
    bench.run("p", &["changes", "lift", &id]).done();
    bench.run("p", &["changes", "acknowledge", &id]).done();
    assert_eq!(list(&[]).len(), 0, "seen");
    assert_eq!(list(&["--all"]).len(), 1, "and still there");
    bench.run("p", &["changes", "unacknowledge", &id]).done();
    assert_eq!(list(&[]).len(), 1, "taken back");
    assert_eq!(list(&["--kind", "vanished"]).len(), 0, "narrowed");
    let missing = bench.run("p", &["changes", "flag", "999"]);
    assert_eq!((missing.exit, missing.code().as_str()), (1, "not_found"));
    for unknown in ["9999", "-77"] {
        let missing = bench.run("p", &["changes", "acknowledge", &id, "--", unknown]);
        assert_eq!(
            (missing.exit, missing.code().as_str()),
            (1, "not_found"),
            "no line {unknown}"
        );
    }
    assert_eq!(list(&[]).len(), 1, "one id that is none marks no other");
    let wrong = bench.run("p", &["changes", "--kind", "moved"]);
    assert_eq!(wrong.exit, 2, "no such kind: {}", wrong.stdout);
}

#[test]
fn drift_counts_what_never_moved_and_speaks_both_languages() {
    let bench = Bench::new();
    bench.run("p", &LINE).done();
    let span = ["drift", "--from", "2026-01-01", "--to", "2026-10-31"];
    let found = bench.run("p", &span).done();
    assert_eq!(
        (
            &found["from"],
            &found["to"],
            &found["rows"],
            &found["unmoved"]
        ),
        (
            &json!("2026-01-01"),
            &json!("2026-10-31"),
            &json!([]),
            &json!(1)
        ),
        "one figure that was never revised: {found}"
    );
    let wrong = bench.run("p", &["drift", "--from", "yesterday"]);
    assert_eq!((wrong.exit, wrong.code().as_str()), (2, "bad_request"));
    for (locale, arguments, wanted) in [
        ("en", &["drift"][..], "Nothing to show."),
        ("fr", &["drift"], "Rien à afficher."),
        ("en", &["changes"], "brand deal"),
        ("fr", &["changes"], "partenariat"),
    ] {
        let mut all = vec!["--locale", locale, "--quiet"];
        all.extend(arguments);
        let told = bench.plain("p", &all);
        assert!(
            told.stdout.contains(wanted),
            "{locale} {arguments:?}: {}",
            told.stdout
        );
    }
}
