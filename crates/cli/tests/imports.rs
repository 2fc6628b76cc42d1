//! Files through the command line: counts, the same again, taking back, and everything that is no good file.

mod support;

use serde_json::Value;
use support::{Bench, fixture};

fn count(report: &Value, field: &str) -> i64 {
    let files = report["files"].as_array().unwrap();
    files.iter().map(|f| f[field].as_i64().unwrap()).sum()
}

/// Everything a profile shows, as text to be compared.
fn shown(bench: &Bench, profile: &str) -> String {
    let questions: [&[&str]; 4] = [
        &["entries", "--limit", "1000"],
        &["payouts"],
        &["offers"],
        &["metrics"],
    ];
    questions
        .iter()
        .map(|q| bench.run(profile, q).stdout)
        .collect()
}

#[test]
fn every_kind_of_file_is_read_once_and_taken_back_whole() {
    let kinds: [(&str, &[&str], &str); 5] = [
        ("a", &["tiktok_export/gen_a.json"], "tiktok-export"),
        ("b", &["tiktok_export/gen_b.json"], "tiktok-export"),
        ("c", &["tiktok_export/gen_c.json"], "tiktok-export"),
        ("csv", &["stripe_csv/itemised_default.csv"], "stripe-csv"),
        ("mail", &["mail"], "eml"),
    ];
    let bench = Bench::new();
    for (profile, files, format) in kinds {
        let paths: Vec<String> = files.iter().map(|f| fixture(f)).collect();
        let mut import = vec!["import"];
        import.extend(paths.iter().map(String::as_str));
        bench.run(profile, &["profile", "init"]).done();
        let empty = shown(&bench, profile);

        let mut dry = import.clone();
        dry.push("--dry-run");
        let looked = bench.run(profile, &dry).done();
        assert!(
            count(&looked, "new") > 0,
            "{profile}: a dry run tells what would come"
        );
        assert_eq!(looked["run"], Value::Null, "{profile}: and is no run");
        assert_eq!(
            shown(&bench, profile),
            empty,
            "{profile}: and writes nothing"
        );

        let first = bench.run(profile, &import).done();
        assert_eq!(first["files"][0]["format"], format, "{profile}: {first}");
        assert!(
            first["files"][0]["why"].is_string(),
            "{profile}: the format has a reason"
        );
        assert!(count(&first, "new") > 0, "{profile}: {first}");
        let full = shown(&bench, profile);
        assert_ne!(full, empty, "{profile}: something is there");

        let again = bench.run(profile, &import).done();
        assert_eq!(
            count(&again, "new"),
            0,
            "{profile}: the same again is nothing new"
        );

        // The second brought nothing of its own, so that taking back the first leaves nothing.
        for run in [again["run"].to_string(), first["run"].to_string()] {
            bench.run(profile, &["import", "undo", &run]).done();
        }
        assert_eq!(shown(&bench, profile), empty, "{profile}: taken back whole");
        let twice = bench.run(profile, &["import", "undo", &first["run"].to_string()]);
        assert_eq!(twice.exit, 2, "{profile}: an import is taken back once");
        assert_eq!(
            bench.run(profile, &["verify"]).done()["clean"],
            true,
            "{profile}"
        );
        let list = bench.run(profile, &["import", "list"]).done();
        assert_eq!(
            list["imports"].as_array().unwrap().len(),
            2,
            "{profile}: both are on record"
        );
    }
}

#[test]
fn undo_leaves_what_other_imports_brought() {
    let bench = Bench::new();
    bench
        .run("p", &["import", &fixture("tiktok_export/gen_c.json")])
        .done();
    let before = shown(&bench, "p");
    let csv = bench
        .run(
            "p",
            &["import", &fixture("stripe_csv/itemised_default.csv")],
        )
        .done();
    let entries = bench
        .run("p", &["entries", "--unit", "EUR", "--limit", "1"])
        .done();
    let source = bench
        .run("p", &["source", &entries["entries"][0]["id"].to_string()])
        .done();
    assert!(
        source["locator"]["line"].as_i64().unwrap() > 1,
        "a line of the file: {source}"
    );
    assert!(
        source["text"].as_str().unwrap().contains("txn_"),
        "its bytes: {source}"
    );
    bench
        .run("p", &["import", "undo", &csv["run"].to_string()])
        .done();
    assert_eq!(shown(&bench, "p"), before, "the other import is as it was");
}

#[test]
fn bad_files_are_refused_with_a_code_a_name_and_a_next_step() {
    let bench = Bench::new();
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let good = std::fs::read(fixture("stripe_csv/itemised_default.csv")).unwrap();
    let cut = std::fs::read(fixture("tiktok_export/truncated.json")).unwrap();
    let double = std::fs::read(fixture("stripe_csv/duplicate_header.csv")).unwrap();
    let cases: [(&str, &[u8], &str); 7] = [
        ("empty.csv", b"", "file_empty"),
        ("zero.zip", b"", "file_empty"),
        (
            "broken.zip",
            b"PK\x03\x04 and then nothing",
            "archive_broken",
        ),
        ("cut.json", &cut, "json_broken"),
        ("deep.json", deep.as_bytes(), "json_too_deep"),
        ("double.csv", &double, "duplicate_header"),
        ("words.txt", b"hello\n", "file_unknown"),
    ];
    for (name, bytes, code) in cases {
        let path = bench.file(&format!("bad/{name}"), bytes);
        let told = bench.run("p", &["import", path.to_str().unwrap()]);
        assert_eq!(
            told.exit, 1,
            "{name}: nothing could be read: {}",
            told.stdout
        );
        let error = &told.json()["files"][0]["error"];
        assert_eq!(error["code"], code, "{name}: {error}");
        assert_eq!(error["details"]["file"], name, "{name} is named");
        for (locale, word) in [("en", "nothing"), ("fr", "rien")] {
            let words = bench.plain(
                "p",
                &[
                    "--locale",
                    locale,
                    "--quiet",
                    "import",
                    path.to_str().unwrap(),
                ],
            );
            assert!(
                words.stdout.contains(&format!("! {name}")) || words.stdout.contains(name),
                "{name} in {locale}"
            );
            assert!(
                words.stdout.contains(word) || words.stdout.contains("vide"),
                "{name} in {locale} says what it means: {}",
                words.stdout
            );
        }
    }
    let huge = bench.path("huge.csv");
    std::fs::File::create(&huge)
        .unwrap()
        .set_len(2 << 30)
        .unwrap();
    let told = bench.run("p", &["import", huge.to_str().unwrap()]);
    assert_eq!(
        told.json()["files"][0]["error"]["code"],
        "file_too_large",
        "2 GB are not read"
    );
    let nowhere = bench.run(
        "p",
        &["import", bench.path("nowhere.csv").to_str().unwrap()],
    );
    assert_eq!(
        nowhere.json()["files"][0]["error"]["code"],
        "file_unreadable",
        "a name without a file"
    );
    assert_eq!(
        bench.run("p", &["verify"]).done()["entries"],
        0,
        "nothing of all that was stored"
    );

    let damaged = bench.run("p", &["import", &fixture("stripe_csv/damaged.csv")]);
    assert_eq!(
        damaged.exit, 3,
        "some rows were refused: {}",
        damaged.stdout
    );
    let rejected = &damaged.json()["files"][0]["rejected"];
    assert!(
        rejected[0]["line"].as_i64().unwrap() > 1,
        "with their line: {rejected}"
    );
    assert!(
        rejected[0]["reason"].is_string() && rejected[0]["raw"].is_string(),
        "{rejected}"
    );
    bench.file("bad/good.csv", &good);
    let some = bench.run("p", &["import", bench.path("bad").to_str().unwrap()]);
    assert_eq!(some.exit, 3, "one good file among bad ones is done in part");
    let unknown = bench.run("p", &["import", "--as", "papyrus", "x.csv"]);
    assert_eq!(
        (unknown.exit, unknown.code().as_str()),
        (2, "bad_request"),
        "no such format"
    );
}

#[test]
fn odd_but_honest_files_are_read() {
    let bench = Bench::new();
    for (profile, name) in [
        ("u", "utf16.csv"),
        ("l", "latin1.csv"),
        ("b", "bom_crlf.csv"),
        ("c", "decimal_comma.csv"),
    ] {
        let report = bench
            .run(
                profile,
                &["import", &fixture(&format!("stripe_csv/{name}"))],
            )
            .done();
        assert!(count(&report, "new") > 0, "{name}: {report}");
    }
}
