//! Programmes beside the board: another country, where the creator stands, what a rule should pay, notices, outlooks.

mod support;

use serde_json::{Value, json};
use support::Bench;

/// A TikTok account of 12,000 followers without a report of views.
fn creator(bench: &Bench) {
    let add = [
        "account",
        "add",
        "tiktok",
        "--manual",
        "--handle",
        "lena.example",
    ];
    bench.run("p", &add).done();
    for (name, value) in [
        ("followers", "12000"),
        ("age_years", "24"),
        ("good_standing", "yes"),
    ] {
        let set = [
            "metrics",
            "set",
            name,
            value,
            "--account",
            "1",
            "--on",
            "2026-11-20",
        ];
        bench.run("p", &set).done();
    }
}

fn ask(bench: &Bench, arguments: &[&str]) -> Value {
    let mut all = vec!["programmes"];
    all.extend(arguments);
    bench.run("p", &all).done()
}

#[test]
fn a_move_says_what_opens_closes_and_changes() {
    let bench = Bench::new();
    creator(&bench);
    let moved = ask(&bench, &["compare", "FR", "US"]);
    assert_eq!(
        (&moved["from"], &moved["to"], &moved["on"]),
        (&json!("FR"), &json!("US"), &json!("2026-11-22"))
    );
    let rows = moved["rows"].as_array().unwrap();
    for kind in ["opens", "closes", "changes", "unknown", "same"] {
        let counted = rows.iter().filter(|row| row["kind"] == kind).count();
        assert_eq!(moved[kind], counted, "{kind} is the number of its rows");
    }
    let seller = rows
        .iter()
        .find(|row| row["programme"] == "tiktok.shop_seller")
        .unwrap();
    assert_eq!(
        (
            &seller["kind"],
            &seller["state_before"],
            &seller["rule_before"]
        ),
        (&json!("opens"), &json!("not_in_region"), &Value::Null),
        "{seller}"
    );
    assert_eq!(seller["connected"], true, "its platform has an account");
    let back = ask(&bench, &["compare", "US", "FR"]);
    assert_eq!(
        back["closes"], moved["opens"],
        "the way back closes what opened"
    );
    let stays = ask(&bench, &["compare", "FR", "FR"]);
    for kind in ["opens", "closes", "changes"] {
        assert_eq!(stays[kind], 0, "nothing {kind} where nobody moves");
    }
    let told = bench.run("p", &["programmes", "compare", "FR", "Q"]);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (2, "bad_request"),
        "no country"
    );
}

#[test]
fn a_standing_is_typed_waits_and_is_taken_back() {
    let bench = Bench::new();
    creator(&bench);
    let id = "tiktok.creator_rewards";
    assert_eq!(ask(&bench, &["status", id])["now"], Value::Null, "unsaid");
    let add = [
        "status",
        "add",
        id,
        "applied",
        "--from",
        "2026-11-21",
        "--note",
        "by the app",
    ];
    let view = ask(&bench, &add);
    assert_eq!(view["now"], "applied");
    let line = &view["history"][0];
    assert_eq!(
        (
            &line["from"],
            &line["note"],
            &line["origin"],
            &line["retired_at"]
        ),
        (
            &json!("2026-11-21"),
            &json!("by the app"),
            &json!("typed"),
            &Value::Null
        )
    );
    let wait = &view["countdowns"][0];
    assert_eq!(
        (&wait["kind"], &wait["since"], &wait["days"], &wait["until"]),
        (
            &json!("decision"),
            &json!("2026-11-21"),
            &json!(3),
            &json!("2026-11-24")
        ),
        "the rule states three days: {view}"
    );
    assert_eq!(wait["days_left"], 2, "from today");
    let later = ask(&bench, &["status", id, "--on", "2026-11-20"]);
    assert_eq!(later["now"], Value::Null, "the day before nothing was said");

    let number = line["id"].to_string();
    let retired = ask(&bench, &["status", "retire", &number]);
    assert_eq!(
        (&retired["now"], &retired["countdowns"]),
        (&Value::Null, &json!([]))
    );
    assert!(
        retired["history"][0]["retired_at"].is_string(),
        "it stays in the history: {retired}"
    );
    let restored = ask(&bench, &["status", "restore", &number]);
    assert_eq!(restored["now"], "applied", "and can be put back");
}

#[test]
fn notices_are_off_until_switched_on_for_all_or_for_one() {
    let bench = Bench::new();
    creator(&bench);
    let quiet = json!({"on": false, "own": [], "notices": []});
    assert_eq!(ask(&bench, &["notices"]), quiet, "nobody asked for them");
    let one = ask(&bench, &["notices", "on", "--programme", "tiktok.tips"]);
    assert_eq!(
        one["own"],
        json!([{"programme": "tiktok.tips", "on": true}]),
        "its own switch"
    );
    assert_eq!(one["on"], false, "the others stay off");
    let all = ask(&bench, &["notices", "on"]);
    assert_eq!(all["on"], true);
    assert_eq!(ask(&bench, &["notices"])["on"], true, "it is kept");
}

#[test]
fn an_outlook_says_why_there_is_no_day() {
    let bench = Bench::new();
    creator(&bench);
    let id = "tiktok.creator_rewards";
    let found = ask(&bench, &["forecast", id, "--region", "FR"]);
    assert_eq!(found["programme"], id);
    assert_eq!(
        (
            &found["opens"]["kind"],
            &found["opens"]["day"],
            &found["opens"]["why"]
        ),
        (&json!("unknown"), &Value::Null, &json!("no_figure")),
        "nothing tells the views: {found}"
    );
    let unknown = found["unknown"].as_array().unwrap();
    assert!(unknown.contains(&json!("video_views")), "{found}");
    let parts = found["parts"].as_array().unwrap();
    let followers = parts.iter().find(|p| p["metric"] == "followers").unwrap();
    assert_eq!(followers["forecast"]["kind"], "met", "12,000 of 10,000");
    let board = ask(&bench, &["forecast", "--region", "FR"]);
    assert_eq!(board["on"], "2026-11-22");
    let rows = board["forecasts"].as_array().unwrap();
    let same = rows.iter().find(|row| row["programme"] == id).unwrap();
    assert_eq!(same["opens"], found["opens"], "one answer in both places");
}

#[test]
fn without_money_there_is_nothing_to_hold_against_a_rule() {
    let bench = Bench::new();
    creator(&bench);
    let found = ask(&bench, &["economics", "tiktok.creator_rewards"]);
    assert_eq!(
        (&found["streams"], &found["to"]),
        (&json!([]), &json!("2026-11-22"))
    );
    assert_eq!(
        found["depends"],
        json!(["creator_reward"]),
        "the streams it would pay are named all the same"
    );
}

#[test]
fn what_does_not_exist_is_refused_in_the_same_words() {
    let bench = Bench::new();
    creator(&bench);
    let cases: [(&[&str], i32, &str); 8] = [
        (&["status", "no.such"], 1, "not_found"),
        (&["status", "retire", "99"], 1, "not_found"),
        (&["status", "restore", "99"], 1, "not_found"),
        (&["economics", "no.such"], 1, "not_found"),
        (&["forecast", "no.such"], 1, "not_found"),
        (
            &["status", "add", "tiktok.tips", "wishing"],
            2,
            "bad_request",
        ),
        (&["compare", "FR"], 2, "usage"),
        (&["notices", "maybe"], 2, "usage"),
    ];
    for (arguments, exit, code) in cases {
        let mut all = vec!["programmes"];
        all.extend(arguments);
        let told = bench.run("p", &all);
        assert_eq!(
            (told.exit, told.code().as_str()),
            (exit, code),
            "{arguments:?}: {}",
            told.stdout
        );
    }
}

#[test]
fn both_languages_answer_each_question() {
    let bench = Bench::new();
    creator(&bench);
    let questions: [(&[&str], &str, &str); 5] = [
        (
            &["compare", "FR", "US"],
            "not in this region",
            "pas dans cette région",
        ),
        (
            &["status", "tiktok.tips"],
            "Nothing to show.",
            "Rien à afficher.",
        ),
        (
            &["economics", "tiktok.creator_rewards"],
            "Nothing to show.",
            "Rien à afficher.",
        ),
        (&["notices"], "no", "non"),
        (
            &["forecast", "tiktok.creator_rewards", "--region", "FR"],
            "unknown",
            "inconnu",
        ),
    ];
    for (arguments, english, french) in questions {
        for (locale, wanted) in [("en", english), ("fr", french)] {
            let mut all = vec!["--locale", locale, "--quiet", "programmes"];
            all.extend(arguments);
            let told = bench.plain("p", &all);
            assert_eq!(told.exit, 0, "{locale} {arguments:?}: {}", told.stderr);
            assert!(
                told.stdout.contains(wanted),
                "{locale} {arguments:?}: {}",
                told.stdout
            );
        }
    }
}
