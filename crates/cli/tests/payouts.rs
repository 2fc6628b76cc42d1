//! Earned, paid, landed: decisions about bank lines, accepted months, and the equation.

mod support;

use serde_json::{Value, json};
use support::{Bench, fixture};

/// Stripe's reports of October, and the bank's statement with one of its payouts.
fn paid(bench: &Bench) {
    for name in [
        "stripe_csv/payout_reconciliation.csv",
        "stripe_csv/itemised_payouts.csv",
        "statements/giro_1.ofx",
    ] {
        bench.run("p", &["import", &fixture(name)]).done();
    }
}

fn ask(bench: &Bench, arguments: &[&str]) -> Value {
    let mut all = vec!["payouts"];
    all.extend(arguments);
    bench.run("p", &all).done()
}

#[test]
fn a_decision_is_made_on_reasons_that_it_keeps_and_is_taken_back_whole() {
    let bench = Bench::new();
    paid(&bench);
    let queue = ask(&bench, &["match"]);
    assert_eq!(
        (&queue["open"], &queue["sure"], &queue["matched"]),
        (&json!(1), &json!(1), &json!(0)),
        "{queue}"
    );
    let row = &queue["rows"][0];
    assert_eq!(
        (&row["kind"], &row["sure"], &row["difference"]["amount"]),
        (&json!("proposal"), &json!(true), &json!("0.00"))
    );
    let key = row["key"].as_str().unwrap();
    let reasons = row["reasons"].clone();
    assert!(!reasons.as_array().unwrap().is_empty(), "{row}");

    let after = ask(&bench, &["match", "--accept", key]);
    assert_eq!((&after["open"], &after["matched"]), (&json!(0), &json!(1)));
    let decided = &after["decided"][0];
    assert_eq!(
        (&decided["accepted"], &decided["reasons"], &decided["score"]),
        (&json!(true), &reasons, &row["score"]),
        "the reasons it was made on stay with it"
    );
    let payout = row["parts"][0]["payout"].to_string();
    let opened = ask(&bench, &[&payout]);
    assert_eq!(
        opened["landings"][0]["amount"],
        json!({"amount": "832.05", "unit": "EUR"}),
        "the payout shows its bank line: {opened}"
    );

    let decision = decided["id"].to_string();
    let undone = ask(&bench, &["match", "--undo", &decision]);
    assert_eq!(
        (&undone["matched"], &undone["decided"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(undone["rows"], queue["rows"], "proposed as before");
    let refused = ask(&bench, &["match", "--refuse", key]);
    assert_eq!(refused["decided"][0]["accepted"], false);
    let kinds: Vec<_> = refused["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["kind"])
        .collect();
    assert!(
        !kinds.contains(&&json!("proposal")),
        "not proposed again: {kinds:?}"
    );
    let sure = ask(&bench, &["match", "--accept-sure"]);
    assert_eq!(sure["matched"], 0, "nor taken with the sure ones");
    let part = &row["parts"][0];
    let link = format!("{}:{}", part["payout"], part["landing"]);
    let linked = ask(&bench, &["match", "--link", &link]);
    assert_eq!(linked["matched"], 1, "by hand it still can be");
}

#[test]
fn an_accepted_month_is_left_alone_until_it_is_opened_with_a_reason() {
    let bench = Bench::new();
    paid(&bench);
    let after = ask(&bench, &["match", "--accept-sure"]);
    let decision = after["decided"][0]["id"].to_string();
    let locked = ask(&bench, &["lock", "1", "2026-10"]);
    let row = &locked["periods"][0];
    assert_eq!(
        (
            &row["month"],
            &row["payouts"],
            &row["matched"],
            &row["changed"]
        ),
        (&json!("2026-10-01"), &json!(2), &json!(1), &json!(false)),
        "{row}"
    );
    assert!(row["locked_at"].is_string(), "{row}");
    assert_eq!(
        row["accepted"][0]["payouts"],
        json!({"amount": "832.05", "unit": "EUR"}),
        "the sums it was accepted with"
    );
    let undo = ["payouts", "match", "--undo", &decision];
    let told = bench.run("p", &undo);
    assert_eq!((told.exit, told.code().as_str()), (1, "month_accepted"));
    let error = told.json()["error"].clone();
    assert_eq!(error["details"]["month"], "2026-10-01", "{error}");
    assert!(
        error["next"]
            .as_str()
            .unwrap()
            .contains("creatorctl payouts reopen"),
        "the command that helps is one that exists: {error}"
    );
    let french = bench.run(
        "p",
        &["--locale", "fr", "payouts", "match", "--undo", &decision],
    );
    let next = french.json()["error"]["next"].clone();
    assert!(next.as_str().unwrap().starts_with("Rouvrez"), "{next}");

    for (arguments, exit, code, why) in [
        (&["reopen", "1", "2026-10"][..], 2, "usage", "no reason"),
        (
            &["reopen", "1", "2026-10", "--reason", " "],
            2,
            "bad_request",
            "an empty one",
        ),
        (
            &["reopen", "1", "2026-13", "--reason", "x"],
            2,
            "bad_request",
            "no month",
        ),
        (
            &["reopen", "9", "2026-10", "--reason", "x"],
            1,
            "not_found",
            "no account",
        ),
        (
            &["lock", "1", "2026-11"],
            2,
            "bad_request",
            "a month that is not over",
        ),
    ] {
        let mut all = vec!["payouts"];
        all.extend(arguments);
        let told = bench.run("p", &all);
        assert_eq!(
            (told.exit, told.code().as_str()),
            (exit, code),
            "{why}: {}",
            told.stdout
        );
    }
    let reopened = ask(
        &bench,
        &["reopen", "1", "2026-10", "--reason", "a late refund"],
    );
    let row = &reopened["periods"][0];
    assert_eq!(
        (&row["locked_at"], &row["reason"]),
        (&Value::Null, &json!("a late refund")),
        "the reason is kept"
    );
    assert_eq!(
        bench.run("p", &undo).exit,
        0,
        "now the decision can be taken back"
    );
    let twice = ["payouts", "reopen", "1", "2026-10", "--reason", "again"];
    assert_eq!(bench.run("p", &twice).code(), "not_found", "it is open");
}

#[test]
fn the_equation_names_its_terms_and_its_gap() {
    let bench = Bench::new();
    paid(&bench);
    let cents = |row: &Value, term: &str| {
        assert_eq!(row[term]["unit"], "EUR", "{term}: {row}");
        let text = row[term]["amount"].as_str().unwrap();
        text.replace('.', "").parse::<i64>().unwrap()
    };
    let spans: [&[&str]; 3] = [
        &["--balance"],
        &["--balance", "--from", "2026-11-01"],
        &["--balance", "--to", "2026-10-31"],
    ];
    for span in spans {
        let found = ask(&bench, span);
        let row = &found["balance"][0];
        let brought = cents(row, "owed_before") + cents(row, "earned") + cents(row, "changed");
        let went: i64 = ["payouts", "said_paid", "reversed", "owed", "gap"]
            .iter()
            .map(|term| cents(row, term))
            .sum();
        assert_eq!(brought, went, "{span:?}: {row}");
        assert_eq!(
            cents(row, "gap"),
            -cents(row, "unexplained"),
            "{span:?}: what the payouts do not explain is the gap: {row}"
        );
    }
    let told = bench.run("p", &["payouts", "--balance", "--from", "2026-10-32"]);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (2, "bad_request"),
        "no day"
    );
    let told = bench.run("p", &["payouts", "99"]);
    assert_eq!((told.exit, told.code().as_str()), (1, "not_found"));
}

#[test]
fn both_languages_head_the_tables() {
    let bench = Bench::new();
    paid(&bench);
    let cases: [(&[&str], &str, &str); 3] = [
        (&["--balance"], "owed before", "dû avant"),
        (&["match"], "matched 0", "rapprochés 0"),
        (&["periods"], "month", "mois"),
    ];
    for (arguments, english, french) in cases {
        for (locale, wanted) in [("en", english), ("fr", french)] {
            let mut all = vec!["--locale", locale, "--quiet", "payouts"];
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
