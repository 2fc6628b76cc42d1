//! An unknown table through the wizard's use cases: guessed, asked, previewed, saved, and the next one read by itself.

mod common;

use common::{open, work};
use std::path::{Path, PathBuf};
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::wizard::{self, presets};
use studio::{OpenProfile, earnings};

const NOW: &str = "2026-11-22T08:00:00Z";

/// Days that can be read two ways, and figures that cannot.
const FIRST: &str = "Order,Sold on,Thing,Buyer,Amount,Fee,Payable\n\
    C-1,03/09/2026,Blue bowl,Mara Quill,40.00,4.00,36.00\n\
    C-2,04/09/2026,Cup,Odo Finn,18.50,1.85,16.65\n\
    C-3,05/09/2026,Cup,Odo Finn,eighteen,1.85,16.65\n";
const NEXT: &str = "Order,Sold on,Thing,Buyer,Amount,Fee,Payable\n\
    C-3,05/10/2026,Plate,Mara Quill,25.00,2.50,22.50\n";

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn import(profile: &OpenProfile, path: &Path, request: ImportRequest) -> ImportReport {
    let request = ImportRequest {
        paths: vec![path.to_owned()],
        ..request
    };
    importing::import(profile, &work(), &request).unwrap()
}

fn mapping(look: &TableLook) -> TableMapping {
    TableMapping {
        path: look.path.clone(),
        name: "Clay market".to_owned(),
        platform: PlatformName::Other,
        target: "entry".to_owned(),
        roles: look.columns.iter().map(|c| c.role.clone()).collect(),
        stream: Some(StreamName::ShopSale),
        status: None,
        account: None,
        answers: Default::default(),
    }
}

fn questions(preview: &TablePreview) -> Vec<&str> {
    preview.questions.iter().map(|q| q.key.as_str()).collect()
}

#[test]
fn an_unknown_table_is_asked_about_saved_and_then_known() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let first = file(folder.path(), "september.csv", FIRST);

    let report = import(
        &profile,
        &first,
        ImportRequest {
            dry_run: true,
            ..Default::default()
        },
    );
    let code = report.files[0].error.as_ref().map(|e| e.code);
    assert_eq!(code, Some(ErrorCode::FileUnknown), "nobody knows it yet");

    let look = wizard::look(&profile, &first.display().to_string()).unwrap();
    let roles: Vec<&str> = look.columns.iter().map(|c| c.role.as_str()).collect();
    assert_eq!(
        roles,
        ["id", "date", "title", "payer", "gross", "fee", "net"],
        "guesses"
    );
    let mut chosen = mapping(&look);
    let preview = wizard::preview(&profile, &chosen).unwrap();
    assert_eq!(
        questions(&preview),
        ["day_order", "unit"],
        "what only the creator knows"
    );

    chosen.answers.insert("day_order".into(), "dmy".into());
    chosen.answers.insert("unit".into(), "GBP".into());
    let preview = wizard::preview(&profile, &chosen).unwrap();
    assert_eq!(
        questions(&preview),
        Vec::<&str>::new(),
        "nothing is left open"
    );
    assert_eq!((preview.taken, preview.rejected_count), (2, 1));
    assert_eq!(
        preview.sums[0].amount, "52.65",
        "the sum to compare with the statement"
    );
    assert_eq!(
        preview.rejected[0].line,
        Some(4),
        "the refused row is named"
    );
    assert_eq!(preview.rows[0].day, "2026-09-03");
    assert_eq!(preview.rows[0].stream, Some(StreamName::ShopSale));
    let empty = earnings::entries(&profile, &EntryFilter::default(), None, 10).unwrap();
    assert!(empty.entries.is_empty(), "a preview writes nothing");

    let mut without_day = chosen.clone();
    without_day.roles[1] = "ignore".to_owned();
    let told = wizard::preview(&profile, &without_day).unwrap();
    assert_eq!(told.missing, ["day"], "what is lacking is told");

    let saved = wizard::save(&profile, &chosen).unwrap();
    assert_eq!((saved.slug.as_str(), saved.own), ("clay-market", true));
    let report = import(&profile, &first, ImportRequest::default());
    assert_eq!(report.files[0].format.as_deref(), Some("clay-market"));
    assert_eq!(
        (report.files[0].new, report.files[0].rejected_count),
        (2, 1)
    );

    // The next file comes in by itself: known by its columns, not by its name.
    let next = file(folder.path(), "whatever.txt", NEXT);
    let report = import(&profile, &next, ImportRequest::default());
    let read = &report.files[0];
    assert_eq!((read.error.as_ref(), read.new), (None, 1));
    assert_eq!(
        read.account.as_deref(),
        Some("Clay market"),
        "into the same account"
    );
    assert!(
        read.notes.iter().any(|n| n.code == "preset_used"),
        "and it says so"
    );
    let page = earnings::entries(&profile, &EntryFilter::default(), None, 10).unwrap();
    let days: Vec<&str> = page.entries.iter().map(|e| e.day.as_str()).collect();
    assert_eq!(
        days,
        ["2026-10-05", "2026-09-04", "2026-09-03"],
        "day first, as answered once"
    );

    // What the creator made survives taking an import back, can be renamed, changed and removed.
    importing::undo(&profile, report.run.unwrap()).unwrap();
    let look = wizard::look(&profile, &next.display().to_string()).unwrap();
    assert_eq!(look.saved.map(|s| s.name).as_deref(), Some("Clay market"));
    let rows = presets::rename(&profile, "clay-market", "Clay fair").unwrap();
    assert_eq!(rows[0].name, "Clay fair");
    presets::remove(&profile, "clay-market").unwrap();
    let report = import(
        &profile,
        &next,
        ImportRequest {
            dry_run: true,
            ..Default::default()
        },
    );
    assert!(
        report.files[0].error.is_some(),
        "removed, the shape is unknown again"
    );
    assert!(
        presets::remove(&profile, "paypal").is_err(),
        "what comes with the program stays"
    );
}

#[test]
fn answers_for_a_known_format_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let header = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID\n";
    let row = |id: &str| {
        format!(
            "{header}03/04/2026,10:00:00,PDT,Ada,Website Payment,Completed,USD,10.00,-1.00,9.00,{id}\n"
        )
    };
    let first = file(folder.path(), "a.csv", &row("T1"));
    let report = import(&profile, &first, ImportRequest::default());
    let error = report.files[0].error.clone().unwrap();
    assert_eq!(error.code, ErrorCode::NeedsAnswer);
    assert_eq!(error.details["options"], "dmy, mdy", "with its options");

    let answers = [("day_order".to_owned(), "mdy".to_owned())].into();
    let report = import(
        &profile,
        &first,
        ImportRequest {
            answers,
            ..Default::default()
        },
    );
    assert_eq!(report.files[0].new, 1);
    let next = file(folder.path(), "b.csv", &row("T2"));
    let report = import(&profile, &next, ImportRequest::default());
    assert_eq!(
        report.files[0].new, 1,
        "the next file of the format is not asked about again"
    );
    let page = earnings::entries(&profile, &EntryFilter::default(), None, 10).unwrap();
    assert!(
        page.entries.iter().all(|e| e.day == "2026-03-04"),
        "month first, as answered"
    );
}

#[test]
fn a_name_of_a_known_format_is_not_taken_twice() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let first = file(folder.path(), "september.csv", FIRST);
    let look = wizard::look(&profile, &first.display().to_string()).unwrap();
    for name in ["PayPal", "stripe csv", "  "] {
        let chosen = TableMapping {
            name: name.to_owned(),
            ..mapping(&look)
        };
        assert!(
            wizard::save(&profile, &chosen).is_err(),
            "“{name}” cannot be used"
        );
    }
}
