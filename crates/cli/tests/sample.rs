//! The sample creator through the command line: the same twice, encrypted, and readable with nothing running.

mod support;

use support::Bench;

/// A small world: half a year is enough for every platform to have rows, payouts and corrections.
const DEMO: [&str; 5] = ["demo", "--seed", "7", "--days", "180"];

#[test]
fn two_new_profiles_of_one_seed_tell_the_same() {
    let bench = Bench::new();
    for profile in ["a", "b"] {
        let report = bench.run(profile, &DEMO).done();
        assert_eq!(report["state"], "done", "every account was read: {report}");
    }
    let questions: [&[&str]; 4] = [
        &["totals", "--by", "month,stream,unit"],
        &["programmes", "--region", "FR"],
        &["offers"],
        &["entries", "--limit", "1000"],
    ];
    for question in questions {
        let (a, b) = (bench.run("a", question), bench.run("b", question));
        assert_eq!(a.exit, 0, "{question:?}: {}", a.stdout);
        assert!(a.stdout.len() > 200, "{question:?} has something to tell");
        assert_eq!(a.stdout, b.stdout, "{question:?} is the same to the byte");
    }
    let again = bench.run("a", &DEMO);
    assert_eq!(
        (again.exit, again.code().as_str()),
        (1, "sandbox_filled"),
        "a second sample is refused with words"
    );
    every_read_command_answers(&bench);
    every_source_opens(&bench);
    the_database_is_closed_to_others(&bench);
    files_for_others(&bench);
}

/// The emulator has stopped with the demo; from here on there is nothing to talk to.
fn every_read_command_answers(bench: &Bench) {
    assert_eq!(
        bench.run("a", &["verify"]).done()["clean"],
        true,
        "rollups, hashes and integrity agree"
    );
    let reads: [(&[&str], &str); 12] = [
        (&["today"], "/day"),
        (
            &["entries", "--text", "order", "--limit", "5"],
            "/entries/0/id",
        ),
        (
            &["totals", "--by", "year,platform,unit"],
            "/rows/0/net/amount",
        ),
        (
            &[
                "totals",
                "--by",
                "status,unit",
                "--as-known-on",
                "2026-11-22",
            ],
            "/rows/0/count",
        ),
        (&["changes"], "/changes/0/kind"),
        (&["changes", "--since", "1"], "/changes/0/kind"),
        (&["payouts"], "/payouts/0/amount/unit"),
        (&["metrics"], "/metrics/0/value"),
        (
            &["programmes", "tiktok.tips"],
            "/programmes/0/requirements/0/verdict",
        ),
        (&["offers", "show", "1"], "/offers/0/terms/brand/evidence"),
        (&["account", "list"], "/accounts/0/handle"),
        (&["doctor"], "/health/encrypted"),
    ];
    for (arguments, place) in reads {
        let answer = bench.run("a", arguments).done();
        let found = answer.pointer(place);
        assert!(
            found.is_some_and(|v| !v.is_null()),
            "{arguments:?} has {place}: {answer}"
        );
    }
    for locale in ["en", "fr"] {
        for command in [
            "today",
            "entries",
            "payouts",
            "programmes",
            "offers",
            "doctor",
            "metrics",
        ] {
            let told = bench.plain("a", &["--locale", locale, "--quiet", command]);
            assert_eq!(told.exit, 0, "{command} in {locale}: {}", told.stderr);
            assert!(
                !told.stdout.trim().is_empty(),
                "{command} in {locale} says something"
            );
        }
    }
    let paid = bench.run("a", &["payouts"]).done();
    let id = paid["payouts"].as_array().unwrap().iter().find_map(|p| {
        let explained = !p["unexplained"].is_null();
        p["id"].as_i64().filter(|_| explained)
    });
    let opened = bench
        .run("a", &["payouts", &id.unwrap().to_string()])
        .done();
    assert!(
        opened["unexplained"]["amount"].is_string(),
        "the rest has a name: {opened}"
    );
    let page = bench.run("a", &["entries", "--limit", "3"]).done();
    let next = bench
        .run(
            "a",
            &[
                "entries",
                "--limit",
                "3",
                "--after",
                page["next"].as_str().unwrap(),
            ],
        )
        .done();
    assert_ne!(
        page["entries"][2]["id"], next["entries"][0]["id"],
        "pages do not overlap"
    );
    let not_yet: [&[&str]; 2] = [
        &["export", "xlsx", "--out", "x.xlsx"],
        &["chart", "earnings", "--out", "x.png"],
    ];
    for arguments in not_yet {
        let told = bench.run("a", arguments);
        assert_eq!(
            (told.exit, told.code().as_str()),
            (1, "not_yet"),
            "{arguments:?} does not pretend"
        );
    }
}

fn every_source_opens(bench: &Bench) {
    let all = bench.run("a", &["entries", "--limit", "1000"]).done();
    for (platform, words) in [
        ("stripe", "\"id\""),
        ("tiktok-shop", "commission_rate"),
        ("tiktok", "Earning"),
        ("youtube", "-"),
    ] {
        let entries = all["entries"].as_array().unwrap();
        let entry = entries.iter().find(|e| e["platform"] == platform);
        let entry = entry.unwrap_or_else(|| panic!("{platform} has entries"));
        let id = entry["id"].to_string();
        let source = bench.run("a", &["source", &id]).done();
        let text = source["text"].as_str().unwrap();
        assert!(text.contains(words), "{platform}: {text}");
        assert_eq!(
            source["hash_agrees"], true,
            "{platform}: the bytes are those received"
        );
        assert_eq!(source["sha256"].as_str().unwrap().len(), 64, "{platform}");
        assert!(
            source["locator"]["len"].as_i64().unwrap() > 0,
            "{platform}: {source}"
        );
        let plain = bench.plain("a", &["--quiet", "source", &id]);
        assert_eq!(
            plain.stdout.trim_end_matches('\n'),
            text.trim_end_matches('\n'),
            "bytes as they are"
        );
    }
    let missing = bench.run("a", &["source", "999999"]);
    assert_eq!(
        (missing.exit, missing.code().as_str()),
        (1, "not_found"),
        "no such entry"
    );
}

fn the_database_is_closed_to_others(bench: &Bench) {
    let file = bench.path("a").join("studio.db");
    let bytes = std::fs::read(&file).unwrap();
    assert_ne!(
        bytes.get(..15),
        Some(&b"SQLite format 3"[..]),
        "the file says nothing of itself"
    );
    let plain = std::process::Command::new("sqlite3")
        .arg(&file)
        .arg("SELECT count(*) FROM sqlite_master")
        .output();
    // Not every machine has the tool; the first bytes were looked at in any case.
    if let Ok(output) = plain {
        assert!(!output.status.success(), "a plain SQLite cannot read it");
    }
}

fn files_for_others(bench: &Bench) {
    for (name, theme) in [("earnings", "light"), ("today", "dark")] {
        let out = bench.path(&format!("{name}.svg")).display().to_string();
        let report = bench
            .run("a", &["chart", name, "--theme", theme, "--out", &out])
            .done();
        assert!(report["width"].as_u64().unwrap() > 0, "{report}");
        let svg = std::fs::read_to_string(&out).unwrap();
        assert!(
            svg.contains("<svg") && svg.contains("xmlns"),
            "any viewer opens it"
        );
    }
    let counted = bench.run("a", &["totals", "--by", "unit"]).done();
    let rows: u64 = counted["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["count"].as_u64().unwrap())
        .sum();
    for format in ["csv", "json"] {
        let out = bench
            .path(&format!("ledger.{format}"))
            .display()
            .to_string();
        let report = bench.run("a", &["export", format, "--out", &out]).done();
        assert_eq!(
            report["files"][0]["rows"].as_u64(),
            Some(rows),
            "{format} has every entry"
        );
        let text = std::fs::read_to_string(&out).unwrap();
        let lines = text.lines().count() as u64;
        assert!(lines > rows, "{format} has a line for each");
    }
    let written = bench
        .run(
            "a",
            &["backup", "--to", bench.path("copies").to_str().unwrap()],
        )
        .done();
    let file = written["file"].as_str().unwrap().to_owned();
    // What vanished at its source is in the copy and in no sum.
    assert!(
        written["entries"].as_u64() >= Some(rows),
        "the copy was reopened and counted: {written}"
    );
    bench
        .run("a", &["account", "remove", "2", "--with-data"])
        .done();
    let fewer = bench.run("a", &["totals", "--by", "unit"]).done();
    assert_ne!(
        fewer["rows"], counted["rows"],
        "the account took its rows with it"
    );
    bench.run("a", &["restore", &file]).done();
    let back = bench.run("a", &["totals", "--by", "unit"]).done();
    assert_eq!(
        back["rows"], counted["rows"],
        "the copy brings everything back"
    );
}

#[test]
fn the_creators_word_is_kept() {
    let bench = Bench::new();
    bench.run("a", &["demo", "--days", "60"]).done();
    let set = bench
        .run(
            "a",
            &["offers", "set", "1", "stage=talking", "fee=850,50 EUR"],
        )
        .done();
    let offer = &set["offers"][0];
    assert_eq!(offer["stage"], "talking", "{offer}");
    assert_eq!(
        offer["terms"]["fee"]["value"]["amount"], "850.50",
        "{offer}"
    );
    assert_eq!(
        offer["terms"]["fee"]["corrected"], true,
        "told apart from the mail's word"
    );
    let refused = bench.run(
        "a",
        &["offers", "set", "1", "stage=paid", "answer_by=2026-02-30"],
    );
    assert_eq!(refused.exit, 2, "a day that does not exist is wrong usage");
    let same = bench.run("a", &["offers", "show", "1"]).done();
    assert_eq!(
        same["offers"][0]["stage"], "talking",
        "nothing of a refused correction is kept"
    );

    let tips = |set: &[&str]| {
        let mut arguments = vec!["programmes", "tiktok.tips", "--region", "US"];
        arguments.extend(set);
        bench.run("a", &arguments).done()["programmes"][0]["state"].clone()
    };
    let before = tips(&[]);
    assert_ne!(tips(&["--set", "followers=200000"]), before, "what if");
    assert_eq!(tips(&[]), before, "and nothing was written");
    bench
        .run(
            "a",
            &["metrics", "set", "followers", "200000", "--account", "1"],
        )
        .done();
    assert_ne!(tips(&[]), before, "the creator's own figure is judged by");
    let unknown = bench.run(
        "a",
        &["metrics", "set", "shoe_size", "42", "--account", "1"],
    );
    assert_eq!(unknown.exit, 2, "a figure no rule knows is wrong usage");
}
