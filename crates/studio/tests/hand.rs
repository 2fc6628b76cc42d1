//! Hand entry at its boundary: typed, read back, corrected, spread, repeated, attached, taken back.

mod common;

use common::{open, work};
use studio::shapes::*;
use studio::{OpenProfile, StudioError, earnings, hand, importing, ledger, today};

const NOW: &str = "2026-10-22T08:00:00Z";

fn line(text: &str) -> HandEntry {
    HandEntry {
        line: Some(text.to_owned()),
        ..HandEntry::default()
    }
}

/// Every row that counts: day, net, title.
fn rows(profile: &OpenProfile) -> Vec<(String, String, String)> {
    let page = earnings::entries(profile, &EntryFilter::default(), None, 1_000).unwrap();
    let row = |r: &EntryRow| {
        let net = format!("{} {}", r.figures.net.amount, r.figures.net.unit);
        (r.day.clone(), net, r.title.clone())
    };
    page.entries.iter().map(row).collect()
}

#[test]
fn a_line_becomes_an_entry_with_its_words_as_source() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let done = hand::add(&profile, &line("12/03 brand deal 500 EUR Nordlicht")).unwrap();
    let id = done.entries[0];
    let entry = earnings::entry(&profile, id).unwrap();
    assert_eq!(entry.entry.day, "2026-03-12");
    assert_eq!(entry.entry.figures.net.amount, "500.00");
    assert_eq!(entry.entry.counterparty.as_deref(), Some("Nordlicht"));
    assert_eq!(entry.source.kind, "hand", "the typed text is the source");
    let text = studio::sources::source(&profile, entry.source.document, 0, entry.source.len, None)
        .unwrap();
    assert_eq!(
        text.text, "12/03 brand deal 500 EUR Nordlicht",
        "exactly as typed"
    );
    let news = today::changes(&profile, None).unwrap();
    assert_eq!(
        news.len(),
        1,
        "what was typed is in What changed like any import"
    );
    assert!(ledger::entry_ledger(&profile, id).unwrap().by_hand);
}

#[test]
fn an_edit_is_a_version_and_a_deletion_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let id = hand::add(&profile, &line("12/03 brand deal 500 EUR Nordlicht"))
        .unwrap()
        .entries[0];
    let change = HandEntry {
        net: Some("450,50".to_owned()),
        ..HandEntry::default()
    };
    let edit = hand::edit(&profile, id, &change).unwrap();
    let entry = earnings::entry(&profile, id).unwrap();
    assert_eq!(
        (
            entry.revisions.len(),
            entry.entry.figures.net.amount.as_str()
        ),
        (2, "450.50")
    );
    assert_eq!(
        entry.entry.title, "brand deal Nordlicht",
        "what was not changed stays"
    );
    let history = ledger::entry_ledger(&profile, id).unwrap().history.unwrap();
    assert_eq!(history.drift.unwrap().amount, "-49.50");

    let gone = hand::delete(&profile, id).unwrap();
    assert!(rows(&profile).is_empty(), "deleted, it counts nowhere");
    importing::undo(&profile, gone.run.unwrap()).unwrap();
    assert_eq!(rows(&profile).len(), 1, "and comes back");
    importing::undo(&profile, edit.run.unwrap()).unwrap();
    assert_eq!(
        rows(&profile)[0].1,
        "500.00 EUR",
        "with the figure it had before the edit"
    );
}

#[test]
fn a_deal_over_months_adds_up_to_the_deal() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let done = hand::add(
        &profile,
        &line("31/01 deal 1000 EUR over 3 months Nordlicht"),
    )
    .unwrap();
    let found: Vec<(String, String)> = rows(&profile)
        .into_iter()
        .map(|(day, net, _)| (day, net))
        .collect();
    let expected = [
        ("2026-03-31", "333.34 EUR"),
        ("2026-02-28", "333.33 EUR"),
        ("2026-01-31", "333.33 EUR"),
    ];
    let expected: Vec<(String, String)> =
        expected.map(|(d, n)| (d.to_owned(), n.to_owned())).into();
    assert_eq!(found, expected, "whole cents, the rest on the last");
    importing::undo(&profile, done.run.unwrap()).unwrap();
    assert!(rows(&profile).is_empty(), "one wish, one undo");
}

#[test]
fn what_repeats_is_made_once_and_follows_its_changes() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let done = hand::add(&profile, &line("31/07 subscription 40 EUR monthly Ada")).unwrap();
    let rule = done.recurring.unwrap();
    let days = |p: &OpenProfile| rows(p).into_iter().map(|r| r.0).collect::<Vec<_>>();
    assert_eq!(days(&profile), ["2026-09-30", "2026-08-31", "2026-07-31"]);
    assert_eq!(
        hand::fill(&profile).unwrap(),
        0,
        "what was made is not made again"
    );

    hand::delete(&profile, done.entries[1]).unwrap();
    let change = HandEntry {
        net: Some("45".to_owned()),
        ..HandEntry::default()
    };
    let listed = hand::edit_recurring(&profile, rule, Some("2026-09-01"), &change).unwrap();
    assert_eq!(
        (listed[0].next.as_deref(), listed[0].net.amount.as_str()),
        (Some("2026-10-31"), "45.00")
    );
    let nets: Vec<String> = rows(&profile).into_iter().map(|r| r.1).collect();
    assert_eq!(
        nets,
        ["45.00 EUR", "40.00 EUR"],
        "September follows, July stands, August stays deleted"
    );

    let later = profile.seen_at(common::at("2026-12-02T08:00:00Z"));
    assert_eq!(
        hand::fill(&later).unwrap(),
        2,
        "October and November have become due"
    );
    hand::end_recurring(&later, rule, Some("2026-11-30")).unwrap();
    let next_year = profile.seen_at(common::at("2027-03-02T08:00:00Z"));
    assert_eq!(hand::fill(&next_year).unwrap(), 0, "it has ended");

    importing::undo(&next_year, done.run.unwrap()).unwrap();
    assert!(
        hand::recurring(&next_year).unwrap().is_empty(),
        "undoing the wish removes the rule"
    );
    assert_eq!(
        days(&next_year),
        ["2026-09-30"],
        "what was changed later stays"
    );
}

#[test]
fn a_file_is_kept_with_its_hash_and_a_large_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let id = hand::add(&profile, &line("tip 5 EUR Ada")).unwrap().entries[0];
    let contract = folder.path().join("contract.pdf");
    std::fs::write(&contract, b"invented contract").unwrap();
    let ledger = hand::attach(&profile, id, contract.to_str().unwrap()).unwrap();
    let file = &ledger.attachments[0];
    assert_eq!((file.name.as_str(), file.size), ("contract.pdf", 17));
    let text = studio::sources::source(&profile, file.document, 0, file.size, None).unwrap();
    assert_eq!(text.source.sha256, file.sha256);

    let large = folder.path().join("large.bin");
    std::fs::File::create(&large)
        .unwrap()
        .set_len(20 * 1024 * 1024 + 1)
        .unwrap();
    let refused = hand::attach(&profile, id, large.to_str().unwrap());
    assert!(
        matches!(refused, Err(StudioError::BadRequest { .. })),
        "{refused:?}"
    );
    let detached = hand::detach(&profile, id, file.id).unwrap();
    assert!(detached.attachments.is_empty());
}

#[test]
fn what_is_unclear_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let fields = |net: &str, gross: &str, fee: &str, tax: &str| HandEntry {
        line: Some("tip Ada".to_owned()),
        unit: Some("EUR".to_owned()),
        net: Some(net.to_owned()),
        gross: Some(gross.to_owned()),
        fee: Some(fee.to_owned()),
        tax: Some(tax.to_owned()),
        ..HandEntry::default()
    };
    let cases = [
        (
            line("Nordlicht"),
            "amount, stream",
            "neither amount nor kind",
        ),
        (line("tip 5 7"), "amount", "two bare numbers"),
        (
            fields("10", "12", "1", "2"),
            "net",
            "four figures that do not agree",
        ),
        (fields("ten", "", "", ""), "net", "no number"),
        (
            line("deal 90 EUR over 3 months monthly"),
            "months",
            "spread and repeated at once",
        ),
    ];
    for (typed, field, why) in cases {
        let error = hand::add(&profile, &typed).unwrap_err().shape();
        assert_eq!(
            error.details.get("field").map(String::as_str),
            Some(field),
            "{why}"
        );
    }
    assert!(rows(&profile).is_empty(), "nothing of it was kept");
    let _ = work();
}

#[test]
fn a_line_is_read_aloud_before_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let reading = hand::read_line(
        &profile,
        &line("03/04 deal 900 EUR over 3 months Nordlicht"),
    )
    .unwrap();
    assert_eq!(reading.count, 3);
    assert_eq!(reading.entries[2].day, "2026-06-03");
    let day = reading.reasons.iter().find(|r| r.part == "day").unwrap();
    assert_eq!(
        (day.text.as_str(), day.why.as_str()),
        ("03/04", "day_first")
    );
    let reading = hand::read_line(&profile, &line("deal Nordlicht")).unwrap();
    assert_eq!(reading.missing, ["amount"]);
    assert!(rows(&profile).is_empty(), "reading keeps nothing");
}
