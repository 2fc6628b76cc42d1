//! Money told by two sources: listed, merged, kept and taken back, with the totals that follow.

mod support;

use serde_json::{Value, json};
use support::{Bench, fixture};

/// A report of sales and one of payouts: one sale stands in both.
fn twice(bench: &Bench) {
    for name in ["presets/gumroad_sales.csv", "presets/gumroad_payout.csv"] {
        bench.run("p", &["import", &fixture(name)]).done();
    }
}

fn dollars(bench: &Bench) -> Value {
    let told = bench.run("p", &["totals", "--by", "unit"]).done();
    let row = &told["rows"][0];
    json!([row["net"]["amount"], row["net"]["unit"], row["count"]])
}

#[test]
fn a_merge_moves_the_totals_and_its_undo_moves_them_back() {
    let bench = Bench::new();
    twice(&bench);
    let before = dollars(&bench);
    assert_eq!(before, json!(["61.20", "USD", 8]), "both sides count");

    let listed = bench.run("p", &["doubles"]).done();
    let group = &listed["groups"][0];
    assert_eq!(
        (
            &listed["open"],
            &group["kin"],
            &group["count"],
            &group["sure"]
        ),
        (&json!(1), &json!("two_reports"), &json!(1), &json!(1)),
        "{listed}"
    );
    assert_eq!(
        group["twice"],
        json!([{"amount": "17.00", "unit": "USD"}]),
        "what is counted twice"
    );
    let pair = &group["pairs"][0];
    assert_eq!(pair["reasons"][0]["reason"], "same_id", "{pair}");
    for side in ["one", "other"] {
        let (row, place) = (&pair[side]["row"], &pair[side]["source"]["sha256"]);
        assert!(row.is_i64() && place.is_string(), "{side} opens: {pair}");
    }

    // the pair alone, then the whole overlap: each is one decision that can be taken back
    for id in [&pair["id"], &group["id"]] {
        let id = id.as_str().unwrap();
        let done = bench.run("p", &["doubles", "merge", id]).done();
        assert_eq!(done["count"], 1, "{id}: {done}");
        let decision = done["decision"].to_string();
        assert_eq!(
            dollars(&bench),
            json!(["44.20", "USD", 7]),
            "{id}: 17.00 less, once"
        );
        let after = bench.run("p", &["doubles"]).done();
        assert_eq!((&after["open"], &after["groups"]), (&json!(0), &json!([])));
        let decided = &after["decided"][0];
        assert_eq!(
            (&decided["id"], &decided["merged"], &decided["count"]),
            (&done["decision"], &json!(true), &json!(1)),
            "{after}"
        );
        let aside = decided["pairs"][0]["aside"]["row"].to_string();
        assert_eq!(
            bench.run("p", &["source", &aside]).exit,
            0,
            "{id}: what was put aside still opens to its bytes"
        );
        let undone = bench.run("p", &["doubles", "undo", &decision]).done();
        assert_eq!(undone["undone"], done["decision"], "{id}");
        assert_eq!(dollars(&bench), before, "{id}: back to what it was");
        let verified = bench.run("p", &["verify"]).done();
        assert_eq!(verified["clean"], true, "{id}: {verified}");
    }
    let again = bench.run("p", &["doubles"]).done();
    assert_eq!(again["open"], 1, "the question is asked again");
}

#[test]
fn a_kept_pair_counts_twice_on_purpose_and_is_not_asked_again() {
    let bench = Bench::new();
    twice(&bench);
    let before = dollars(&bench);
    let listed = bench.run("p", &["doubles"]).done();
    let id = listed["groups"][0]["id"].as_str().unwrap().to_owned();
    bench.run("p", &["doubles", "keep", &id]).done();
    assert_eq!(dollars(&bench), before, "both count");
    let after = bench.run("p", &["doubles"]).done();
    assert_eq!(
        (&after["open"], &after["decided"][0]["merged"]),
        (&json!(0), &json!(false)),
        "{after}"
    );
    let late = bench.run("p", &["doubles", "merge", &id]);
    assert_eq!(late.exit, 1, "what waits no more cannot be merged");
}

#[test]
fn what_does_not_exist_is_refused_and_nothing_moves() {
    let bench = Bench::new();
    twice(&bench);
    let before = bench.run("p", &["doubles"]).stdout;
    let group = bench.run("p", &["doubles"]).json()["groups"][0]["id"].clone();
    let group = group.as_str().unwrap();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["doubles", "merge", "none"], 1, "not_found"),
        (&["doubles", "merge", group, "none"], 1, "not_found"),
        (&["doubles", "keep", "none"], 1, "not_found"),
        (&["doubles", "undo", "5"], 1, "not_found"),
        (
            &["doubles", "merge", group, "--keep", "both"],
            2,
            "bad_request",
        ),
        (&["doubles", "merge"], 2, "usage"),
    ];
    for (arguments, exit, code) in cases {
        let told = bench.run("p", arguments);
        assert_eq!(
            (told.exit, told.code().as_str()),
            (exit, code),
            "{arguments:?}: {}",
            told.stdout
        );
        let now = bench.run("p", &["doubles"]).stdout;
        assert_eq!(now, before, "{arguments:?}: nothing was decided");
    }
}

#[test]
fn both_languages_say_what_overlaps_and_what_was_decided() {
    let bench = Bench::new();
    twice(&bench);
    let listed = bench.run("p", &["doubles"]).done();
    let id = listed["groups"][0]["id"].as_str().unwrap().to_owned();
    for (locale, twice, merged) in [
        ("en", "counted twice: 17.00 USD", "Decisions"),
        ("fr", "compté deux fois : 17,00 USD", "Décisions"),
    ] {
        let say = |arguments: &[&str]| {
            let mut all = vec!["--locale", locale, "--quiet"];
            all.extend(arguments);
            let told = bench.plain("p", &all);
            assert_eq!(told.exit, 0, "{locale} {arguments:?}: {}", told.stderr);
            told.stdout.replace(['\u{a0}', '\u{202f}'], " ")
        };
        let text = say(&["doubles"]);
        assert!(text.contains(twice), "{locale}: {text}");
        let done = bench.run("p", &["doubles", "merge", &id]).done();
        let text = say(&["doubles"]);
        assert!(text.contains(merged), "{locale}: {text}");
        say(&["doubles", "undo", &done["decision"].to_string()]);
    }
}
