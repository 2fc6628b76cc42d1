//! Bank statements through the whole house: file, bank lines, match queue, and back.
//!
//! The rules it protects: a bank line is never income; the same file twice brings nothing and an overlapping one only its
//! own lines; an undo takes exactly its lines back.

mod common;

use common::{NOW, open, work};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, StudioError, accounts, payouts};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../connectors/fixtures/statements")
        .join(name)
}

fn import(profile: &OpenProfile, path: &Path, answers: &[(&str, &str)]) -> ImportReport {
    let answers: BTreeMap<String, String> = answers
        .iter()
        .map(|(question, answer)| ((*question).to_owned(), (*answer).to_owned()))
        .collect();
    let request = ImportRequest {
        paths: vec![path.to_owned()],
        answers,
        ..ImportRequest::default()
    };
    importing::import(profile, &work(), &request).expect("the profile takes imports")
}

/// New, revised, same, refused.
fn counts(report: &ImportReport) -> (i64, i64, i64, i64) {
    let [file] = report.files.as_slice() else {
        panic!("one file gives one report")
    };
    assert_eq!(file.error, None, "{} is read", file.path);
    (file.new, file.revised, file.same, file.rejected_count)
}

/// The bank lines, oldest first: day, amount, text.
fn lines(profile: &OpenProfile) -> Vec<String> {
    let read = profile.store().read(|tx| {
        let lines = tx.landings(None, None, 1_000)?;
        Ok::<_, StudioError>(lines)
    });
    let mut lines: Vec<String> = read
        .expect("a store that can be read")
        .into_iter()
        .map(|l| format!("{} {} {}", l.landing.day, l.landing.amount, l.landing.text))
        .collect();
    lines.sort();
    lines
}

#[test]
fn a_statement_lands_in_the_match_queue_and_an_undo_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    for (name, answers, brought) in [
        ("giro_1.ofx", &[][..], (5, 0, 0, 0)),
        ("month_02.xml", &[][..], (5, 0, 0, 0)),
        ("giro.qif", &[("unit", "EUR")][..], (3, 0, 0, 3)),
    ] {
        let first = import(&profile, &fixture(name), answers);
        assert_eq!(counts(&first), brought, "{name}");
        let landed = lines(&profile);
        assert_eq!(
            landed.len() as i64,
            brought.0,
            "{name}: every line is there"
        );

        let (new, revised, same, _) = counts(&import(&profile, &fixture(name), answers));
        assert_eq!(
            (new, revised, same),
            (0, 0, brought.0),
            "{name}: the same file brings nothing"
        );
        let again = lines(&profile);
        assert_eq!(again, landed, "{name}: and doubles nothing");

        let queue = payouts::queue(&profile, |_, _| true).unwrap();
        let shown = queue.free_landings.iter().map(|l| l.amount.amount.as_str());
        assert!(
            shown.into_iter().any(|amount| amount == "832.05"),
            "{name}: the payout's bank line waits in the queue"
        );
        assert!(queue.covered.is_some(), "{name}: its days are covered");

        let entries = studio::earnings::entries(&profile, &EntryFilter::default(), None, 10);
        assert!(entries.unwrap().entries.is_empty(), "{name}: no income");

        let run = first.run.expect("a kept import is a run");
        importing::undo(&profile, run).unwrap();
        assert!(lines(&profile).is_empty(), "{name}: taken back whole");
    }
}

#[test]
fn the_account_is_a_bank_and_shows_four_characters_of_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let report = import(&profile, &fixture("month_02.xml"), &[]);
    let file = report.files.first().unwrap();
    assert_eq!(file.account.as_deref(), Some("…2051"));
    assert_eq!(file.format.as_deref(), Some("camt053"));
    let listed = accounts::list(&profile).unwrap();
    let bank: Vec<_> = listed
        .iter()
        .filter(|a| a.platform == PlatformName::Bank)
        .map(|a| a.handle.as_str())
        .collect();
    assert_eq!(bank, ["…2051"], "made by hand, for this number");
    import(&profile, &fixture("giro_1.ofx"), &[]);
    let listed = accounts::list(&profile).unwrap();
    let banks = listed.iter().filter(|a| a.platform == PlatformName::Bank);
    assert_eq!(banks.count(), 1, "another format of one account goes to it");
}

/// The first statement without its first line and with one more at its end.
fn next_statement(folder: &Path) -> PathBuf {
    let text = std::fs::read(fixture("giro_1.ofx")).unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    let first = text.find("<STMTTRN>").unwrap();
    let second = text[first + 1..].find("<STMTTRN>").unwrap() + first + 1;
    let more = "<STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>20261102\n<TRNAMT>7.00\n<FITID>2026110200001\n<NAME>Later\n</STMTTRN>\n";
    let rest = text[second..].replace("</BANKTRANLIST>", &format!("{more}</BANKTRANLIST>"));
    let path = folder.join("next.ofx");
    std::fs::write(
        &path,
        format!("{}{rest}", &text[..first]).replace('\u{fffd}', "é"),
    )
    .unwrap();
    path
}

#[test]
fn statements_that_overlap_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    import(&profile, &fixture("giro_1.ofx"), &[]);
    let later = import(&profile, &next_statement(folder.path()), &[]);
    assert_eq!(
        counts(&later),
        (1, 0, 4, 0),
        "four lines were known, one is new; two equal fees without ids stay two"
    );
    assert_eq!(lines(&profile).len(), 6);
    importing::undo(&profile, later.run.unwrap()).unwrap();
    assert_eq!(lines(&profile).len(), 5, "only the later one's line goes");
}

#[test]
fn what_a_file_leaves_open_is_asked_and_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let report = import(&profile, &fixture("open.qif"), &[]);
    let error = report.files.first().and_then(|f| f.error.clone()).unwrap();
    assert_eq!(error.code, ErrorCode::NeedsAnswer);
    assert!(lines(&profile).is_empty());
    let answers = [("day_order", "dmy"), ("decimal", "comma"), ("unit", "EUR")];
    let report = import(&profile, &fixture("open.qif"), &answers);
    assert_eq!(counts(&report), (1, 0, 0, 0));
    assert_eq!(lines(&profile), ["2026-04-03 1.234 EUR Ambiguous"]);
}

/// Questions that keep a file from being read.
fn asked(profile: &OpenProfile, path: &Path) -> Vec<String> {
    let report = import(profile, path, &[]);
    let error = report.files.into_iter().find_map(|f| f.error);
    let questions = error.and_then(|e| e.details.get("questions").cloned());
    questions.map_or_else(Vec::new, |text| {
        let line = |q: &str| q.split('=').next().unwrap_or_default().trim().to_owned();
        text.split([';', ',']).map(line).collect()
    })
}

#[test]
fn answers_are_remembered_for_files_of_one_shape() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let line = |payee: &str| format!("!Type:Bank\nD03/04/2026\nT1,234\nP{payee}\n^\n");
    let named = |account: &str, payee: &str| {
        let block = format!("!Account\nN{account}\nTBank\n^\n");
        format!("{block}{}", line(payee))
    };
    let answers = [("day_order", "dmy"), ("decimal", "comma"), ("unit", "EUR")];
    import(&profile, &write("a.qif", &line("A")), &answers);
    import(&profile, &write("b.qif", &named("Giro", "B")), &answers);
    for (name, text, open, why) in [
        (
            "c.qif",
            line("C"),
            vec!["unit"],
            "a file without a name may be of another currency",
        ),
        ("d.qif", named("giro", "D"), vec![], "the same account"),
        (
            "e.qif",
            named("Savings", "E"),
            vec!["day_order", "decimal", "unit"],
            "another account",
        ),
        (
            "f.qif",
            line("F").replace("PF", "PF\nMmemo"),
            vec!["day_order", "decimal", "unit"],
            "another program writes other letters",
        ),
    ] {
        assert_eq!(asked(&profile, &write(name, &text)), open, "{name}: {why}");
    }
}
