//! Files and profiles that are damaged, hostile or in the way: each ends in words that name it and say the next step, in the
//! exit status of the contract, and with everything that was stored still there.

mod support;

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use support::{Bench, Told, fixture, told};

const HEADER: &str = "\"balance_transaction_id\",\"created_utc\",\"available_on_utc\",\"currency\",\"gross\",\"fee\",\
                      \"net\",\"reporting_category\",\"description\"";

fn line(id: &str, created: &str, gross: &str, net: &str) -> String {
    format!(
        "\"{id}\",\"{created}\",\"2026-10-05 00:00:00\",\"eur\",\"{gross}\",\"0.00\",\"{net}\",\"charge\",\"Bowl\""
    )
}

const GOOD_DAY: &str = "2026-10-03 08:15:42";

fn good(n: usize) -> String {
    line(&format!("txn_{n:06}"), GOOD_DAY, "24.50", "24.50")
}

fn report(rows: &[String]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

fn import(bench: &Bench, profile: &str, name: &str, bytes: &[u8]) -> Told {
    let path = bench.file(name, bytes);
    bench.run(profile, &["import", path.to_str().unwrap()])
}

/// A profile with seven lines in it, and what it shows.
fn filled(bench: &Bench, profile: &str) -> String {
    let csv = fixture("stripe_csv/itemised_default.csv");
    bench.run(profile, &["import", &csv]).done();
    bench.run(profile, &["entries"]).stdout
}

/// The error names its profile and says what to do, in both languages.
fn explained(bench: &Bench, profile: &str, command: &[&str], exit: i32, code: &str) {
    let told = bench.run(profile, command);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (exit, code),
        "{profile} {command:?}: {}",
        told.stdout
    );
    let error = &told.json()["error"];
    let folder = bench.path(profile).display().to_string();
    assert_eq!(error["details"]["folder"], folder, "{code} names its place");
    assert!(error["next"].is_string(), "{code} says what to do next");
    for (locale, nothing_lost) in [("en", "hing was"), ("fr", "rien n’a")] {
        let mut words = vec!["--locale", locale];
        words.extend(command);
        let said = bench.plain(profile, &words).stderr;
        assert!(said.contains(&folder), "{code} in {locale}: {said}");
        assert!(said.contains(nothing_lost), "{code} in {locale}: {said}");
        assert!(!said.contains("panicked"), "{code} in {locale}: {said}");
    }
}

#[test]
fn rows_that_make_no_sense_are_named_and_the_others_kept() {
    let bench = Bench::new();
    let cells = |n: usize| vec!["\"x\""; n].join(",");
    let cases: [(&str, String, &str, &str); 7] = [
        ("too-few.csv", cells(5), "ragged", "cells are missing"),
        ("too-many.csv", cells(11), "ragged", "cells are too many"),
        (
            "february.csv",
            line("txn_b", "2026-02-30 08:15:42", "1.00", "1.00"),
            "no_such_day",
            "February has no 30th",
        ),
        (
            "month.csv",
            line("txn_b", "2026-13-01 08:15:42", "1.00", "1.00"),
            "no_such_day",
            "a year has twelve months",
        ),
        (
            "hour.csv",
            line("txn_b", "2026-10-03 25:15:42", "1.00", "1.00"),
            "not_a_date",
            "a day has 24 hours",
        ),
        (
            "no-day.csv",
            line("txn_b", "", "1.00", "1.00"),
            "missing_field",
            "a row without a day",
        ),
        (
            "words.csv",
            line("txn_b", GOOD_DAY, "a lot", "1.00"),
            "not_a_number",
            "words are no amount",
        ),
    ];
    for (n, (name, bad, reason, why)) in cases.iter().enumerate() {
        let profile = format!("p{n}");
        let told = import(
            &bench,
            &profile,
            name,
            &report(&[good(1), bad.clone(), good(2)]),
        );
        assert_eq!(told.exit, 3, "{why}: done in part: {}", told.stdout);
        let file = &told.json()["files"][0];
        assert_eq!(file["new"], 2, "{why}: the rows around it are kept");
        let rejected = &file["rejected"][0];
        assert_eq!(
            (&rejected["line"], &rejected["reason"]),
            (&Value::from(3), &Value::from(*reason)),
            "{why}: {rejected}"
        );
        assert_eq!(rejected["raw"], *bad, "{why}: with its bytes");
    }
}

#[test]
fn numbers_of_either_habit_are_the_same_money() {
    let bench = Bench::new();
    for (n, text) in ["1.234,56", "1,234.56", "1234.56", "1 234,56"]
        .iter()
        .enumerate()
    {
        let profile = format!("n{n}");
        let row = line("txn_a", GOOD_DAY, text, text);
        let told = import(&bench, &profile, &format!("n{n}.csv"), &report(&[row]));
        assert_eq!(told.exit, 0, "{text}: {}", told.stdout);
        let entries = bench.run(&profile, &["entries"]).done();
        assert_eq!(
            entries["entries"][0]["figures"]["net"]["amount"], "1234.56",
            "{text}"
        );
    }
    for text in ["1e3", "12.345,6.7", "NaN", "--5"] {
        let profile = format!("o{}", text.replace(['.', ','], "_"));
        let row = line("txn_a", GOOD_DAY, text, text);
        let told = import(
            &bench,
            &profile,
            &format!("{profile}.csv"),
            &report(&[row, good(1)]),
        );
        let file = &told.json()["files"][0];
        assert_eq!(
            (told.exit, &file["new"], &file["rejected"][0]["line"]),
            (3, &Value::from(1), &Value::from(2)),
            "{text} is no amount, and no guess is made: {}",
            told.stdout
        );
    }
}

#[test]
fn text_in_other_encodings_is_read_or_refused_by_name() {
    let bench = Bench::new();
    let text = String::from_utf8(report(&[good(1).replace("Bowl", "Café")])).unwrap();
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xfeff)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    let latin1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (name, bytes) in [
        ("utf16le.csv", utf16(false, true)),
        ("utf16be.csv", utf16(true, true)),
        ("latin1.csv", latin1),
        ("mark.csv", marked),
    ] {
        let profile = name.trim_end_matches(".csv");
        let told = import(&bench, profile, name, &bytes);
        assert_eq!(told.exit, 0, "{name}: {}", told.stdout);
        let entries = bench.run(profile, &["entries"]).done();
        assert_eq!(
            entries["entries"][0]["title"], "Café",
            "{name}: every letter"
        );
    }
    let utf32: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    for (name, bytes, code) in [
        ("unmarked.csv", utf16(false, false), "encoding"),
        ("utf32.csv", utf32, "encoding"),
        ("zeros.csv", vec![0; 4_096], "file_empty"),
    ] {
        let told = import(&bench, "refused", name, &bytes);
        let error = &told.json()["files"][0]["error"];
        assert_eq!(
            (told.exit, &error["code"]),
            (1, &Value::from(code)),
            "{name}: {error}"
        );
        assert_eq!(error["details"]["file"], name, "it is named");
    }
}

#[test]
fn an_archive_that_would_fill_the_disk_is_not_opened() {
    let bench = Bench::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("user_data_tiktok.json", options).unwrap();
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..200 {
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "200 MB in less than one");
    let told = import(&bench, "p", "bomb.zip", &bytes);
    let error = &told.json()["files"][0]["error"];
    assert_eq!(
        (told.exit, &error["code"]),
        (1, &Value::from("archive_bomb")),
        "{error}"
    );
    assert!(
        error["details"]["file"]
            .as_str()
            .unwrap()
            .starts_with("bomb.zip"),
        "{error}"
    );
    assert_eq!(
        bench.run("p", &["verify"]).done()["entries"],
        0,
        "nothing of it was kept"
    );
}

#[test]
fn a_damaged_page_is_found_and_a_backup_brings_everything_back() {
    let bench = Bench::new();
    let shown = filled(&bench, "p");
    let to = bench.path("copies");
    let backup = bench
        .run("p", &["backup", "--to", to.to_str().unwrap()])
        .done();
    let copy = std::fs::read_dir(&to).unwrap().next().unwrap().unwrap();
    assert!(backup.is_object(), "{backup}");

    let database = bench.path("p/studio.db");
    let whole = std::fs::read(&database).unwrap();
    let mut hurt = whole.clone();
    for byte in hurt.iter_mut().skip(20 * 4_096).take(4_096) {
        *byte ^= 0x5a;
    }
    std::fs::write(&database, &hurt).unwrap();
    for command in [&["entries"][..], &["today"], &["verify"]] {
        explained(&bench, "p", command, 1, "corrupt");
    }
    assert_eq!(
        std::fs::read(&database).unwrap(),
        hurt,
        "the file is left for whoever can mend it"
    );
    std::fs::write(&database, &whole[..9_000]).unwrap();
    explained(&bench, "p", &["entries"], 1, "corrupt");

    let restored = bench.run("p", &["restore", copy.path().to_str().unwrap()]);
    assert_eq!(restored.exit, 0, "{} {}", restored.stdout, restored.stderr);
    assert_eq!(
        bench.run("p", &["entries"]).stdout,
        shown,
        "nothing is lost"
    );
    assert_eq!(
        bench.run("p", &["verify"]).done()["clean"],
        true,
        "and all agrees"
    );
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let bench = Bench::new();
    let shown = filled(&bench, "p");
    let database = bench.path("p/studio.db");
    let set = |version: u32| {
        let key = std::fs::read_to_string(bench.path("p/key")).unwrap();
        let conn = rusqlite::Connection::open(&database).unwrap();
        conn.pragma_update(None, "key", format!("x'{}'", key.trim()))
            .unwrap();
        let was: u32 = conn
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        conn.pragma_update(None, "user_version", version).unwrap();
        was
    };
    let ours = set(999);
    explained(&bench, "p", &["today"], 1, "newer_profile");
    let error = &bench.run("p", &["today"]).json()["error"];
    assert_eq!(
        (&error["details"]["found"], &error["details"]["supported"]),
        (&Value::from("999"), &Value::from(ours.to_string())),
        "with both numbers"
    );
    assert_eq!(set(ours), 999, "it was not written to");
    assert_eq!(
        bench.run("p", &["entries"]).stdout,
        shown,
        "all is there for the newer version"
    );
}

#[test]
fn a_profile_held_by_another_program_is_waited_for_and_then_named() {
    let bench = Bench::new();
    let shown = filled(&bench, "p");
    let held = std::fs::File::open(bench.path("p/lock")).unwrap();
    held.lock().unwrap();
    let told = bench.run("p", &["entries"]);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (5, "profile_busy"),
        "{}",
        told.stdout
    );
    let folder = bench.path("p").display().to_string();
    assert_eq!(
        told.json()["error"]["details"]["folder"],
        folder,
        "which one"
    );
    held.unlock().unwrap();
    assert_eq!(
        bench.run("p", &["entries"]).stdout,
        shown,
        "let go, it opens again"
    );
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_profile_as_it_was() {
    let bench = Bench::new();
    let shown = filled(&bench, "p");
    let rows: Vec<String> = (0..20_000).map(good).collect();
    let file = bench.file("many.csv", &report(&rows));
    // The limit on the size of files stands for a full disk: writes fail in the middle of the import. Blocks of 1,024 bytes.
    for blocks in [400, 2_000] {
        let command = bench.command(
            "p",
            &["--json", "--quiet", "import", file.to_str().unwrap()],
        );
        let mut limited = Command::new("bash");
        limited.args([
            "-c",
            &format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\""),
            "bash",
        ]);
        limited.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => limited.env(name, value),
                None => limited.env_remove(name),
            };
        }
        let told = told(limited.output().unwrap());
        assert_eq!(
            (told.exit, told.code().as_str()),
            (1, "disk_full"),
            "{blocks}: {}",
            told.stdout
        );
        assert!(told.json()["error"]["next"].is_string(), "{}", told.stdout);
        assert_eq!(
            bench.run("p", &["entries"]).stdout,
            shown,
            "{blocks}: taken back whole"
        );
        assert_eq!(
            bench.run("p", &["verify"]).done()["clean"],
            true,
            "{blocks}"
        );
    }
    let again = bench.run("p", &["import", file.to_str().unwrap()]).done();
    assert_eq!(
        again["files"][0]["new"], 20_000,
        "with room, the same import is whole"
    );
}

#[cfg(unix)]
#[test]
fn a_profile_that_cannot_be_written_is_named_and_untouched() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    filled(&bench, "p");
    let folder = bench.path("p");
    let before = std::fs::read(folder.join("studio.db")).unwrap();
    let close = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for file in std::fs::read_dir(&folder).unwrap() {
        close(&file.unwrap().path(), 0o444);
    }
    close(&folder, 0o555);
    let superuser = std::fs::write(folder.join("probe"), b"x").is_ok();
    let mut command = bench.command(
        "p",
        &[
            "--json",
            "--quiet",
            "import",
            &fixture("stripe_csv/itemised_payouts.csv"),
        ],
    );
    if superuser {
        // The superuser may write anywhere, so somebody else asks, where the system lets us be somebody else.
        use std::os::unix::process::CommandExt;
        std::fs::remove_file(folder.join("probe")).unwrap();
        close(bench.path("p").parent().unwrap(), 0o755);
        command.uid(65_534).gid(65_534);
    }
    let answer = command.output();
    let Ok(output) = answer else {
        assert!(superuser, "only a change of user can fail to start");
        return;
    };
    let told = told(output);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (1, "read_only"),
        "{} {}",
        told.stdout,
        told.stderr
    );
    assert_eq!(
        told.json()["error"]["details"]["folder"],
        folder.display().to_string(),
        "{}",
        told.stdout
    );
    assert_eq!(
        std::fs::read(folder.join("studio.db")).unwrap(),
        before,
        "not a byte was changed"
    );
    close(&folder, 0o755);
}
