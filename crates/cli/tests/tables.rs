//! Tables through the command line: a preset by name, questions with their options, the list of presets.

mod support;

use support::{Bench, fixture};

#[test]
fn a_question_ends_with_three_and_names_its_options() {
    let bench = Bench::new();
    let file = fixture("presets/paypal_ambiguous.csv");
    let told = bench.run("p", &["import", &file]);
    assert_eq!(told.exit, 3, "done in part: {}", told.stdout);
    let report = told.json();
    let error = &report["files"][0]["error"];
    assert_eq!(error["code"], "needs_answer");
    assert_eq!(error["details"]["question"], "day_order");
    assert_eq!(error["details"]["options"], "dmy, mdy");

    let wrong = bench.run("p", &["import", &file, "--answer", "day_order=ymd"]);
    assert_eq!(wrong.exit, 2, "an answer that is no option is wrong usage");
    let done = bench
        .run("p", &["import", &file, "--answer", "day_order=dmy"])
        .done();
    assert_eq!(done["files"][0]["new"], 1);
    let entries = bench.run("p", &["entries"]).done();
    assert_eq!(entries["entries"][0]["day"], "2026-04-03");
}

#[test]
fn a_preset_is_chosen_by_name_and_all_are_listed() {
    let bench = Bench::new();
    let file = fixture("presets/gumroad_sales.csv");
    let done = bench
        .run("p", &["import", &file, "--as", "gumroad-sales"])
        .done();
    assert_eq!(done["files"][0]["new"], 4);
    let unknown = bench.run("p", &["import", &file, "--as", "no-such-preset"]);
    assert_eq!(unknown.exit, 2, "an unknown format is wrong usage");
    let listed = bench.run("p", &["import", "presets"]).done();
    let slugs: Vec<&str> = listed["presets"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|p| p["slug"].as_str())
        .collect();
    assert!(
        slugs.contains(&"paypal") && slugs.contains(&"tiktok-affiliate"),
        "{slugs:?}"
    );
}
