//! Programmes on two days and in two countries, explained; the creator's own words on rules; newer packs.

mod support;

use serde_json::Value;
use support::Bench;

/// A creator of 12,000 followers with 1,500 views in 30 days, on both days, who said what only they can say.
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
    for day in ["2021-11-15", "2021-12-15"] {
        for (name, value) in [
            ("followers", "12000"),
            ("video_views", "1500"),
            ("uploads", "4"),
            ("age_years", "24"),
            ("good_standing", "yes"),
            ("account_type", "personal"),
            ("payout_account_linked", "yes"),
        ] {
            let set = ["metrics", "set", name, value, "--account", "1", "--on", day];
            bench.run("p", &set).done();
        }
    }
}

fn one(bench: &Bench, arguments: &[&str]) -> Value {
    bench.run("p", arguments).done()["programmes"][0].clone()
}

#[test]
fn the_rules_of_each_day_judge_and_the_change_is_explained() {
    let bench = Bench::new();
    creator(&bench);
    const BEFORE: &str = "2021-11-15";
    const AFTER: &str = "2021-12-15";
    let market = (
        "tiktok.creator_marketplace@pre-2021-12",
        "tiktok.creator_marketplace@2021-12-01",
    );
    // programme, country, before: state and rule, after: state and rule
    type Side<'s> = (&'s str, Option<&'s str>);
    let cases: [(&str, &str, Side<'_>, Side<'_>); 8] = [
        (
            "tiktok.creator_next",
            "FR",
            ("not_yet", None),
            ("may_apply", Some("tiktok.creator_next@2021-12-01")),
        ),
        (
            "tiktok.creator_next",
            "US",
            ("not_yet", None),
            ("may_apply", Some("tiktok.creator_next@2021-12-01")),
        ),
        (
            "tiktok.tips",
            "FR",
            ("not_yet", Some("tiktok.tips@2021-10")),
            ("not_in_region", None),
        ),
        (
            "tiktok.tips",
            "US",
            ("not_yet", Some("tiktok.tips@2021-10")),
            ("not_yet", Some("tiktok.tips@2021-12-01")),
        ),
        (
            "tiktok.video_gifts",
            "FR",
            ("not_yet", None),
            ("not_yet", Some("tiktok.video_gifts@2021-12-01")),
        ),
        (
            "tiktok.video_gifts",
            "US",
            ("not_yet", None),
            ("not_yet", Some("tiktok.video_gifts@2021-12-01")),
        ),
        (
            "tiktok.creator_marketplace",
            "FR",
            ("not_yet", Some(market.0)),
            ("nearly", Some(market.1)),
        ),
        (
            "tiktok.creator_marketplace",
            "US",
            ("not_yet", Some(market.0)),
            ("nearly", Some(market.1)),
        ),
    ];
    for (programme, country, before, after) in cases {
        for (day, (state, rule)) in [(BEFORE, before), (AFTER, after)] {
            let found = one(
                &bench,
                &["programmes", programme, "--region", country, "--on", day],
            );
            assert_eq!(
                (found["state"].as_str(), found["rule"].as_str()),
                (Some(state), rule),
                "{programme} in {country} on {day}"
            );
        }
        let change = one(
            &bench,
            &[
                "programmes",
                programme,
                "--region",
                country,
                "--on",
                AFTER,
                "--since",
                BEFORE,
            ],
        );
        let causes = change["causes"].as_array().unwrap();
        assert_eq!(
            causes[0]["kind"], "rule_version",
            "{programme} in {country}: {change}"
        );
        assert_eq!(
            causes[0]["from"].as_str(),
            before.1,
            "{programme} in {country}"
        );
        assert_eq!(
            causes[0]["to"].as_str(),
            after.1,
            "{programme} in {country}"
        );
        assert_eq!(causes[0]["on"], "2021-12-01", "{programme} in {country}");
        assert_eq!(
            causes[0]["after"], after.0,
            "{programme} in {country}: the rule alone does it"
        );
    }
    let country = one(
        &bench,
        &[
            "programmes",
            "tiktok.tips",
            "--region",
            "FR",
            "--since-region",
            "US",
            "--on",
            AFTER,
        ],
    );
    assert_eq!(country["causes"][0]["kind"], "region", "{country}");
    let same = bench.run(
        "p",
        &[
            "programmes",
            "--region",
            "FR",
            "--since-region",
            "FR",
            "--on",
            AFTER,
        ],
    );
    assert_eq!(
        same.done()["programmes"],
        serde_json::json!([]),
        "nothing differs from itself"
    );
}

#[test]
fn an_own_word_on_a_rule_judges_until_it_is_taken_back() {
    let bench = Bench::new();
    creator(&bench);
    let state = || {
        let asked = [
            "programmes",
            "tiktok.creator_marketplace",
            "--region",
            "FR",
            "--on",
            "2021-11-15",
        ];
        one(&bench, &asked)["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(), "not_yet");
    let rule = "tiktok.creator_marketplace@pre-2021-12";
    let set = |more: &[&str]| {
        let mut all = vec!["programmes", "override", "set", rule];
        all.extend(more);
        bench.run("p", &all)
    };
    let told = set(&[
        "--condition",
        "followers",
        "--value",
        "12000",
        "--note",
        "my manager's screen",
        "--source",
        "https://help.example",
    ])
    .done();
    let word = &told["overrides"][0];
    assert_eq!(
        (word["value"].as_str(), word["instead_of"].as_str()),
        (Some("12000"), Some("100000"))
    );
    assert_eq!(word["idle"], Value::Null);
    assert_eq!(
        state(),
        "may_apply",
        "exactly at the threshold of their own word"
    );
    set(&[
        "--condition",
        "followers",
        "--value",
        "15000",
        "--note",
        "no, this",
    ])
    .done();
    assert_eq!(
        state(),
        "nearly",
        "the later word on one condition takes the place of the first"
    );
    let listed = bench.run("p", &["programmes", "override", "list"]).done();
    let listed = listed["overrides"].as_array().unwrap().clone();
    assert_eq!(listed.len(), 1, "{listed:?}");
    let id = listed[0]["id"].to_string();
    bench
        .run("p", &["programmes", "override", "end", &id])
        .done();
    assert_eq!(state(), "not_yet", "the pack's rule holds again");
    for (more, why) in [
        (
            &["--condition", "karma", "--value", "1", "--note", "x"][..],
            "no such condition",
        ),
        (
            &["--condition", "followers", "--value", "many", "--note", "x"][..],
            "no number",
        ),
        (
            &["--condition", "followers", "--value", "1", "--note", " "][..],
            "no reason",
        ),
        (&["--note", "x"][..], "neither a threshold nor wrong"),
    ] {
        assert_eq!(set(more).exit, 2, "{why}");
    }
    set(&["--wrong", "--note", "never seen here"]).done();
    assert_ne!(
        one(
            &bench,
            &[
                "programmes",
                "tiktok.creator_marketplace",
                "--region",
                "FR",
                "--on",
                "2021-11-15"
            ]
        )["rule"],
        rule,
        "a wrong version never judges"
    );
}

/// The pack of Reddit with a version that follows the present one, dated `day`.
fn newer(day: &str) -> String {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes/reddit.json");
    let mut pack: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    pack["pack_date"] = day.into();
    let rules = pack["rules"].as_array_mut().unwrap();
    let mut next = rules[0].clone();
    rules[0]["effective_to"] = "2026-11-30".into();
    rules[0]["status"] = "superseded".into();
    next["id"] = "reddit.contributor@2026-12-01".into();
    next["effective_from"] = "2026-12-01".into();
    next["seen_on"] = Value::Null;
    next["requirements"][0]["value"] = 21.into();
    rules.push(next);
    serde_json::to_string_pretty(&pack).unwrap()
}

#[test]
fn a_newer_pack_takes_effect_once_its_key_is_trusted() {
    let bench = Bench::new();
    let add = [
        "account",
        "add",
        "instagram",
        "--manual",
        "--handle",
        "lena.example",
    ];
    bench.run("p", &add).done();
    let seed = bench.file("key", "5a".repeat(32).as_bytes());
    let text = bench.file("reddit.json", newer("2026-12-05").as_bytes());
    let signed = bench.path("reddit.rules");
    let paths = |p: &std::path::Path| p.to_str().unwrap().to_owned();
    let (seed, text, signed) = (paths(&seed), paths(&text), paths(&signed));
    let pack = |more: &[&str]| {
        let mut all = vec!["programmes", "pack"];
        all.extend(more);
        bench.run("p", &all)
    };
    pack(&["sign", &text, "--key-file", &seed, "--out", &signed]).done();
    let rule = || {
        let asked = [
            "programmes",
            "reddit.contributor",
            "--region",
            "US",
            "--on",
            "2027-01-15",
        ];
        one(&bench, &asked)["rule"].as_str().unwrap().to_owned()
    };
    assert_eq!(rule(), "reddit.contributor@2023-09-25", "with the program");

    let refused = pack(&["add", &signed]);
    let details = refused.json()["error"]["details"].clone();
    assert_eq!((refused.exit, refused.code().as_str()), (1, "rule_pack"));
    assert_eq!(details["reason"], "untrusted_key");
    let key = details["key"].as_str().unwrap().to_owned();
    assert_eq!(
        details["fingerprint"].as_str().unwrap().len(),
        39,
        "shown to compare"
    );
    assert_eq!(
        pack(&["add", &text]).json()["error"]["details"]["reason"],
        "no_signature"
    );

    pack(&["trust", &key, "--name", "Manager"]).done();
    let added = pack(&["add", &signed]).done();
    assert_eq!(
        added["added"],
        serde_json::json!(["reddit.contributor@2026-12-01"])
    );
    assert_eq!(
        added["changed"],
        serde_json::json!(["reddit.contributor@2023-09-25"])
    );
    assert_eq!(rule(), "reddit.contributor@2026-12-01", "at once");
    let past = one(
        &bench,
        &[
            "programmes",
            "reddit.contributor",
            "--region",
            "US",
            "--on",
            "2026-11-22",
        ],
    );
    assert_eq!(
        past["rule"], "reddit.contributor@2023-09-25",
        "past days are judged as before"
    );
    let changed = one(
        &bench,
        &[
            "programmes",
            "reddit.contributor",
            "--region",
            "US",
            "--on",
            "2027-01-15",
            "--since",
            "2026-11-22",
        ],
    );
    assert_eq!(changed["causes"][0]["kind"], "rule_version", "{changed}");

    let listed = pack(&["list"]).done();
    let row = listed["packs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["platform"] == "reddit")
        .unwrap()
        .clone();
    assert_eq!(
        (row["origin"].as_str(), row["signed_by"].as_str()),
        (Some("added"), Some("Manager"))
    );
    let doctor = bench.run("p", &["doctor"]).done();
    assert!(
        doctor.to_string().contains("\"added\":\"1\""),
        "doctor tells the origin: {doctor}"
    );

    assert_eq!(
        pack(&["add", &signed]).json()["error"]["details"]["reason"],
        "not_newer",
        "once"
    );
    let old = bench.file("old.json", newer("2026-12-04").as_bytes());
    pack(&["sign", &paths(&old), "--key-file", &seed, "--out", &signed]).done();
    assert_eq!(
        pack(&["add", &signed]).json()["error"]["details"]["reason"],
        "not_newer",
        "an older one"
    );
    let dropping = newer("2026-12-06").replace(
        "reddit.contributor@2023-09-25",
        "reddit.contributor@2023-09",
    );
    let dropping = bench.file("dropping.json", dropping.as_bytes());
    pack(&[
        "sign",
        &paths(&dropping),
        "--key-file",
        &seed,
        "--out",
        &signed,
    ])
    .done();
    assert_eq!(
        pack(&["add", &signed]).json()["error"]["details"]["reason"],
        "drops_versions"
    );

    let distrusted = pack(&["distrust", &key]).done();
    let row = distrusted["packs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["platform"] == "reddit")
        .unwrap()
        .clone();
    assert_eq!(
        (row["origin"].as_str(), row["unused"].as_str()),
        (Some("built_in"), Some("untrusted_key"))
    );
    assert_eq!(
        rule(),
        "reddit.contributor@2023-09-25",
        "a pack of a key no longer trusted does not count"
    );
    pack(&["trust", &key, "--name", "Manager"]).done();
    assert_eq!(rule(), "reddit.contributor@2026-12-01");
    pack(&["remove", "reddit"]).done();
    assert_eq!(
        rule(),
        "reddit.contributor@2023-09-25",
        "the program's own rules again"
    );
    assert_eq!(
        pack(&["remove", "reddit"]).exit,
        1,
        "nothing is left to remove"
    );
}
