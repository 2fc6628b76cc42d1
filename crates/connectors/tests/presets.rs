//! Every preset against files in the real format: recognised by content, exact to the cent, refused row by row.

use connectors::import::{Format, ImportError, ImportInput, ImportOptions, Parsed, detect, parse};
use connectors::tabular::{self, Answers};
use domain::document::Place;
use domain::{Amount, Instant, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// Answers of the creator, by question.
type Given = &'static [(&'static str, &'static str)];

fn now() -> Instant {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn fixture(name: &str) -> ImportInput {
    let path = format!("{}/fixtures/presets/{name}", env!("CARGO_MANIFEST_DIR"));
    ImportInput {
        name: name.into(),
        bytes: std::fs::read(&path)
            .unwrap_or_else(|e| panic!("{path}: {e}"))
            .into(),
        received_at: now(),
    }
}

fn options(answers: &[(&str, &str)]) -> ImportOptions {
    let mut out = Answers::default();
    for (key, value) in answers {
        out.set(key, value).unwrap();
    }
    ImportOptions {
        answers: out,
        ..ImportOptions::default()
    }
}

fn read(input: &ImportInput, answers: &[(&str, &str)]) -> Result<(String, Parsed), ImportError> {
    let found = detect(&input.name, &input.bytes)?;
    let slug = found.format.slug().to_owned();
    Ok((slug, parse(input, found.format, &options(answers))?))
}

/// Sums per unit as `net gross fee tax UNIT`, then counts of what else there is.
fn summary(parsed: &Parsed) -> String {
    let mut sums: BTreeMap<String, (usize, i64, i64, i64, i64)> = BTreeMap::new();
    let mut others = [0; 4];
    for page in &parsed.pages {
        for e in &page.entries {
            let sum = sums.entry(e.money.unit.to_string()).or_default();
            sum.0 += 1;
            sum.1 += e.money.net;
            sum.2 += e.money.gross.unwrap_or(0);
            sum.3 += e.money.fee.unwrap_or(0);
            sum.4 += e.money.tax.unwrap_or(0);
        }
        others[0] += page.payouts.len();
        others[1] += page.metrics.len();
        others[2] += page.posts.len();
        others[3] += page.rejects.len();
    }
    let text = |micros, unit: &str| Amount::new(micros, unit.parse::<Unit>().unwrap()).text();
    let mut out: Vec<String> = sums
        .iter()
        .map(|(unit, (n, net, gross, fee, tax))| {
            format!(
                "{n}× net {} gross {} fee {} tax {} {unit}",
                text(*net, unit),
                text(*gross, unit),
                text(*fee, unit),
                text(*tax, unit)
            )
        })
        .collect();
    for (count, what) in others
        .iter()
        .zip(["payouts", "figures", "posts", "refused"])
    {
        if *count > 0 {
            out.push(format!("{count} {what}"));
        }
    }
    out.join("; ")
}

fn notes(parsed: &Parsed) -> BTreeSet<&'static str> {
    parsed.notes.iter().map(|n| n.code).collect()
}

#[test]
fn every_preset_reads_its_files_to_the_cent() {
    let cases: &[(&str, &str, Given, &str)] = &[
        (
            "paypal_en.csv",
            "paypal",
            &[],
            "1× net 11.25 gross 12.00 fee 0.75 tax 0.00 EUR; 3× net 1169.03 gross 1205.00 fee 35.97 tax 0.00 USD; 1 payouts",
        ),
        (
            "paypal_de.csv",
            "paypal",
            &[],
            "2× net 1242.33 gross 1274.90 fee 32.57 tax 0.00 EUR",
        ),
        (
            "paypal_fr.csv",
            "paypal",
            &[],
            "2× net 47.85 gross 50.00 fee 2.15 tax 0.00 EUR",
        ),
        (
            "twitch.csv",
            "twitch",
            &[],
            "11× net 211.975 gross 0.00 fee 0.00 tax 0.00 USD",
        ),
        (
            "youtube_revenue.csv",
            "youtube-revenue",
            &[],
            "3× net 13.735 gross 0.00 fee 0.00 tax 0.00 USD",
        ),
        ("Totals.csv", "youtube-totals", &[], "2 figures"),
        ("youtube_videos.csv", "youtube-videos", &[], "2 posts"),
        ("youtube_videos_2020.csv", "youtube-videos", &[], "1 posts"),
        ("youtube_chart.csv", "youtube-chart", &[], ""),
        (
            "adsense.csv",
            "adsense",
            &[],
            "2× net 2.00 gross 0.00 fee 0.00 tax 0.00 EUR",
        ),
        (
            "ko_fi.csv",
            "ko-fi",
            &[],
            "2× net 17.50 gross 17.50 fee 0.00 tax 0.00 EUR; 1× net 8.00 gross 8.00 fee 0.00 tax 0.00 USD",
        ),
        (
            "buy_me_a_coffee.csv",
            "buy-me-a-coffee",
            &[],
            "2× net 20.00 gross 20.00 fee 0.00 tax 0.00 USD",
        ),
        (
            "gumroad_sales.csv",
            "gumroad-sales",
            &[],
            "4× net 57.70 gross 68.00 fee 10.30 tax 0.00 USD",
        ),
        (
            "gumroad_payout.csv",
            "gumroad-payout",
            &[],
            "4× net 3.50 gross 4.00 fee 0.50 tax 0.00 USD",
        ),
        (
            "shopify_transactions.csv",
            "shopify-transactions",
            &[],
            "3× net 55.43 gross 58.00 fee 2.57 tax 0.00 CAD",
        ),
        ("shopify_payouts.csv", "shopify-payouts", &[], "3 payouts"),
        (
            "patreon_members.csv",
            "patreon-members",
            &[],
            "2× net 15.00 gross 15.00 fee 0.00 tax 0.00 EUR",
        ),
        (
            "Overview.csv",
            "tiktok-overview",
            &[("year", "2026")],
            "3 figures",
        ),
        (
            "Overview_pt.csv",
            "tiktok-overview",
            &[("year", "2026")],
            "2 figures",
        ),
        (
            "FollowerHistory.csv",
            "tiktok-followers",
            &[("year", "2026")],
            "2 figures",
        ),
        ("FollowerGender.csv", "tiktok-audience", &[], ""),
        ("FollowerActivity.csv", "tiktok-activity", &[], ""),
        (
            "Content.csv",
            "tiktok-content",
            &[("year", "2026")],
            "1 posts",
        ),
        ("Viewers.xlsx", "tiktok-viewers", &[], ""),
        (
            "tiktok_affiliate.xlsx",
            "tiktok-affiliate",
            &[],
            "3× net 7.01 gross 3.59 fee 0.18 tax 0.00 GBP",
        ),
        (
            "tiktok_affiliate_older.xlsx",
            "tiktok-affiliate",
            &[],
            "2× net 8.05 gross 0.00 fee 0.00 tax 0.00 USD",
        ),
        (
            "tiktok_shop_income.csv",
            "tiktok-shop-income",
            &[],
            "3× net 19.60 gross 20.00 fee 3.40 tax 0.00 GBP",
        ),
        (
            "tiktok_shop_income.xlsx",
            "tiktok-shop-income",
            &[],
            "2× net 18.10 gross 20.50 fee 2.40 tax 0.00 GBP",
        ),
        (
            "tiktok_shop_unsettled.csv",
            "tiktok-shop-unsettled",
            &[],
            "",
        ),
        (
            "amazon_earnings.csv",
            "amazon-earnings",
            &[("unit", "USD")],
            "3× net 3.39 gross 0.00 fee 0.00 tax 0.00 USD",
        ),
        (
            "amazon_earnings.tsv",
            "amazon-earnings",
            &[("unit", "CAD")],
            "2× net 2.13 gross 0.00 fee 0.00 tax 0.00 CAD",
        ),
        ("amazon_orders.csv", "amazon-orders", &[], ""),
    ];
    for (file, preset, answers, expected) in cases {
        let (slug, parsed) =
            read(&fixture(file), answers).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(slug, *preset, "{file} is recognised by its columns");
        assert_eq!(summary(&parsed), *expected, "{file} adds up");
    }
    covers_every_preset(cases.iter().map(|c| c.1));
}

/// Fails with the presets that a table of files leaves out.
fn covers_every_preset<'a>(read: impl Iterator<Item = &'a str>) {
    let read: BTreeSet<&str> = read.collect();
    let known = tabular::presets().iter().map(|p| p.id.as_str());
    let silent: Vec<&str> = known.filter(|id| !read.contains(id)).collect();
    assert_eq!(silent, Vec::<&str>::new(), "every preset has a file");
}

#[test]
fn damaged_rows_are_refused_one_by_one_with_line_and_reason() {
    let cases: &[(&str, Given, &[&str], &str)] = &[
        (
            "paypal_damaged.csv",
            &[],
            &[
                "3 NotANumber Gross: five",
                "4 NoSuchDay Date: 09/31/2026",
                "5 DoesNotAddUp 10.00 − 1.00 ≠ 8.00",
                "6 NotAUnit Currency: DOLLARS",
                "7 MissingField Transaction ID",
                "8 Ragged 9 cells, 19 columns",
            ],
            "1× net 1213.25 gross 1250.00 fee 36.75 tax 0.00 USD; 6 refused",
        ),
        (
            "twitch_damaged.csv",
            &[],
            &[
                "3 NoSuchDay Date: Sat Sep 31 2026",
                "4 NotANumber Bits Revenue: x",
                "5 Ragged 3 cells, 4 columns",
            ],
            "4× net 37.274 gross 0.00 fee 0.00 tax 0.00 USD; 3 refused",
        ),
        (
            "youtube_revenue_damaged.csv",
            &[],
            &[
                "3 NoSuchDay Date: 2026-02-30",
                "4 NotANumber Your estimated revenue ({unit}): n/a",
            ],
            "2× net 3.734 gross 0.00 fee 0.00 tax 0.00 USD; 2 refused",
        ),
        (
            "adsense_wrong_total.csv",
            &[],
            &["4 DoesNotAddUp 2.1 ≠ 2"],
            "2× net 2.00 gross 0.00 fee 0.00 tax 0.00 EUR; 1 refused",
        ),
        (
            "ko_fi_damaged.csv",
            &[],
            &[
                "2 NoSuchDay DateTime (UTC): 2026-07-41 10:00",
                "3 MissingField TransactionId",
                "4 NotAUnit Currency: E",
            ],
            "1× net 6.00 gross 6.00 fee 0.00 tax 0.00 EUR; 3 refused",
        ),
        (
            "buy_me_a_coffee_damaged.csv",
            &[],
            &[
                "2 NotANumber support_coffees: three",
                "4 NotADate support_created_on: 06.06.2026",
            ],
            "1× net 5.00 gross 5.00 fee 0.00 tax 0.00 USD; 2 refused",
        ),
        (
            "gumroad_sales_damaged.csv",
            &[],
            &[
                "3 NoSuchDay Purchase Date: 2026-05-32",
                "4 NotANumber Net Total ($): six",
            ],
            "1× net 17.00 gross 20.00 fee 3.00 tax 0.00 USD; 2 refused",
        ),
        (
            "gumroad_payout_damaged.csv",
            &[],
            &["3 NotADate Date: yesterday"],
            "1× net 17.00 gross 20.00 fee 3.00 tax 0.00 USD; 1 refused",
        ),
        (
            "shopify_transactions_damaged.csv",
            &[],
            &[
                "2 DoesNotAddUp 48.00 − 1.69 ≠ 46.00",
                "4 NotADate Transaction Date: 03 09 2026",
            ],
            "1× net 46.31 gross 48.00 fee 1.69 tax 0.00 CAD; 2 refused",
        ),
        (
            "shopify_payouts_damaged.csv",
            &[],
            &["2 MissingField Total", "3 MissingField Payout Date"],
            "1 payouts; 2 refused",
        ),
        (
            "patreon_members_damaged.csv",
            &[],
            &[
                "3 NotADate Last Charge Date: 01/11/2026",
                "4 NotANumber Pledge Amount: $5.o0",
            ],
            "1× net 5.00 gross 5.00 fee 0.00 tax 0.00 EUR; 2 refused",
        ),
        (
            "Overview_damaged.csv",
            &[("year", "2026")],
            &[
                "2 NotANumber Video Views: 12.5",
                "3 NoSuchDay Date: November 31",
            ],
            "1 figures; 2 refused",
        ),
        (
            "amazon_earnings_damaged.csv",
            &[("unit", "USD")],
            &["2 NotANumber Ad Fees($): ?", "4 MissingField Date Shipped"],
            "1× net 1.00 gross 0.00 fee 0.00 tax 0.00 USD; 2 refused",
        ),
        (
            "tiktok_affiliate_damaged.xlsx",
            &[],
            &[
                "Sheet1!2 NumberRange Order ID: ≈577000000000000100",
                "Sheet1!3 NotANumber Total final earned amount: one",
                "Sheet1!4 NoSuchDay Order date: 31/11/2026 20:00:00",
            ],
            "1× net 0.90 gross 0.90 fee 0.00 tax 0.00 GBP; 3 refused",
        ),
        (
            "adsense_damaged.csv",
            &[],
            &[
                "3 NoSuchDay Date: 2026-10-00",
                "4 MissingField Estimated earnings ({unit})",
                "5 NotANumber Estimated earnings ({unit}): €",
                "6 Ragged 3 cells, 6 columns",
            ],
            "2× net 1.50 gross 0.00 fee 0.00 tax 0.00 EUR; 4 refused",
        ),
        (
            "Totals_damaged.csv",
            &[],
            &[
                "3 NoSuchDay Date: 2026-10-32",
                "4 NotANumber Views: 1.5",
                "5 Ragged 1 cells, 2 columns",
            ],
            "2 figures; 3 refused",
        ),
        (
            "youtube_videos_damaged.csv",
            &[],
            &[
                "3 NoSuchDay Video publish time: Feb 30, 2026",
                "4 MissingField Video publish time",
                "5 NotANumber Duration: 1:2:3:4",
                "6 NotANumber Views: many",
                "7 Ragged 8 cells, 9 columns",
            ],
            "1 posts; 5 refused",
        ),
        (
            "FollowerHistory_damaged.csv",
            &[("year", "2026")],
            &[
                "3 NoSuchDay Date: Novembro 32",
                "4 NotANumber Followers: ten thousand",
                "5 Ragged 2 cells, 3 columns",
            ],
            "2 figures; 3 refused",
        ),
        (
            "Content_damaged.csv",
            &[("year", "2026")],
            &[
                "3 NoSuchDay Post time: September 31",
                "4 NotANumber Total views: 52.1K",
                "5 MissingField Post time",
            ],
            "1 posts; 3 refused",
        ),
        (
            "tiktok_shop_income_damaged.csv",
            &[],
            &[
                "2 NoSuchDay Order settled time(UTC): 2026/10/39",
                "3 NotAUnit Currency: POUNDS",
                "4 MissingField Order/adjustment ID",
                "5 NotANumber Total settlement amount: five",
                "6 Ragged 3 cells, 9 columns",
            ],
            "1× net 3.00 gross 0.00 fee 0.00 tax 0.00 GBP; 5 refused",
        ),
        // What gives nothing has nothing to refuse: damage in such a file makes no work for the creator.
        ("youtube_chart_damaged.csv", &[], &[], ""),
        ("FollowerActivity_damaged.csv", &[], &[], ""),
        ("FollowerGender_damaged.csv", &[], &[], ""),
        ("Viewers_damaged.csv", &[], &[], ""),
        ("tiktok_shop_unsettled_damaged.csv", &[], &[], ""),
        ("amazon_orders_damaged.csv", &[], &[], ""),
    ];
    let mut read_by = Vec::new();
    for (file, answers, refused, expected) in cases {
        let input = fixture(file);
        let (slug, parsed) = read(&input, answers).unwrap_or_else(|e| panic!("{file}: {e}"));
        read_by.push(slug);
        let found: Vec<String> = parsed
            .pages
            .iter()
            .flat_map(|p| &p.rejects)
            .map(|r| {
                let place = match &r.locator.place {
                    Place::Line(line) => line.to_string(),
                    Place::Row { sheet, row } => format!("{sheet}!{row}"),
                    other => format!("{other:?}"),
                };
                format!("{place} {:?} {}", r.reason, r.detail)
            })
            .collect();
        assert_eq!(found, *refused, "{file}: what is refused, where and why");
        assert_eq!(
            summary(&parsed),
            *expected,
            "{file}: the good rows are taken all the same"
        );
    }
    covers_every_preset(read_by.iter().map(String::as_str));
}

#[test]
fn every_row_opens_to_its_exact_bytes() {
    for file in ["paypal_en.csv", "paypal_fr.csv", "ko_fi.csv", "twitch.csv"] {
        let input = fixture(file);
        let (_, parsed) = read(&input, &[]).unwrap();
        for entry in parsed.pages.iter().flat_map(|p| &p.entries) {
            let (start, len) = (entry.locator.start as usize, entry.locator.len as usize);
            let bytes = &input.bytes[start..start + len];
            assert!(
                !bytes.ends_with(b"\n") && !bytes.is_empty(),
                "{file}: a row without its line end"
            );
            let before = input.bytes[..start].last();
            assert_eq!(before, Some(&b'\n'), "{file}: and from its beginning");
        }
    }
    let (_, parsed) = read(&fixture("tiktok_affiliate.xlsx"), &[]).unwrap();
    let places: Vec<&Place> = parsed
        .pages
        .iter()
        .flat_map(|p| &p.entries)
        .map(|e| &e.locator.place)
        .collect();
    assert_eq!(
        places.first(),
        Some(&&Place::Row {
            sheet: "Sheet1".into(),
            row: 2
        }),
        "a spreadsheet's row is named by sheet and row"
    );
}

#[test]
fn what_cannot_be_known_is_asked_with_its_options() {
    let cases: &[(&str, &str, &str)] = &[
        ("paypal_ambiguous.csv", "day_order=dmy|mdy", "03/04/2026"),
        ("Overview.csv", "year=2026|2025", "December 30"),
        ("amazon_earnings.csv", "unit=USD|CAD|GBP|EUR", ""),
    ];
    for (file, line, sample) in cases {
        match read(&fixture(file), &[]) {
            Err(ImportError::NeedsAnswer { questions, .. }) => {
                assert_eq!(questions.len(), 1, "{file}: one question");
                assert_eq!(questions[0].line(), *line, "{file}");
                assert_eq!(questions[0].sample, *sample, "{file}: the cell in doubt");
            }
            other => panic!("{file}: {:?}", other.map(|(_, p)| summary(&p))),
        }
    }
    for (answer, day) in [("dmy", "2026-04-03"), ("mdy", "2026-03-04")] {
        let (_, parsed) = read(&fixture("paypal_ambiguous.csv"), &[("day_order", answer)]).unwrap();
        assert_eq!(
            parsed.pages[0].entries[0].day.to_string(),
            day,
            "the answer decides"
        );
    }
}

#[test]
fn what_the_file_shows_counts_before_an_answer() {
    // An answer may be remembered from a file of another country.
    let asked = fixture("paypal_fr.csv");
    let days = |answers: &[(&str, &str)]| -> Vec<String> {
        let (_, parsed) = read(&asked, answers).unwrap();
        let entries = parsed.pages.iter().flat_map(|p| &p.entries);
        entries.map(|e| e.day.to_string()).collect()
    };
    assert_eq!(
        days(&[("day_order", "mdy")]),
        ["2026-09-25", "2026-10-03"],
        "the 25th shows that days come first"
    );
    let (_, parsed) = read(&asked, &[("decimal", "point")]).unwrap();
    assert_eq!(
        summary(&parsed),
        "2× net 47.85 gross 50.00 fee 2.15 tax 0.00 EUR",
        "the comma is seen"
    );
}

#[test]
fn a_year_comes_from_the_name_of_the_download() {
    let mut input = fixture("Overview.csv");
    input.name = "Overview_2026-01-01_1767225600_atelier.zip › Overview.csv".into();
    let (_, parsed) = read(&input, &[]).unwrap();
    let days: Vec<String> = parsed.pages[0]
        .metrics
        .iter()
        .map(|m| m.day.to_string())
        .collect();
    assert_eq!(
        days,
        ["2025-12-30", "2025-12-31", "2026-01-01"],
        "the year turns inside the file"
    );
    let values: Vec<i64> = parsed.pages[0].metrics.iter().map(|m| m.value).collect();
    assert_eq!(values, [1200, 1500, 900], "thousands marks in counts");
    assert!(
        notes(&parsed).contains("year_inferred"),
        "and the creator is told"
    );
}

#[test]
fn what_is_left_aside_or_unsure_is_told() {
    for (file, answers, expected) in [
        (
            "paypal_en.csv",
            &[][..],
            vec!["not_completed", "not_income", "unknown_columns"],
        ),
        (
            "ko_fi.csv",
            &[],
            vec!["also_in", "format_unconfirmed", "not_income"],
        ),
        ("gumroad_sales.csv", &[], vec!["total_agrees"]),
        ("gumroad_sales_damaged.csv", &[], vec!["total_unchecked"]),
        (
            "adsense_wrong_total.csv",
            &[],
            vec!["format_unconfirmed", "total_differs"],
        ),
        ("youtube_videos.csv", &[], vec!["total_left_aside"]),
        ("youtube_chart.csv", &[], vec!["nothing_to_take"]),
        (
            "tiktok_affiliate.xlsx",
            &[],
            vec!["format_unconfirmed", "not_eligible", "zone_assumed"],
        ),
        (
            "amazon_earnings.csv",
            &[("unit", "USD")],
            vec!["format_unconfirmed", "zone_assumed"],
        ),
        (
            "paypal_fr.csv",
            &[],
            vec!["encoding_latin1", "format_unconfirmed"],
        ),
        ("paypal_de.csv", &[], vec!["format_unconfirmed"]),
        ("FollowerActivity.csv", &[], vec!["nothing_to_take"]),
    ] {
        let (_, parsed) = read(&fixture(file), answers).unwrap();
        let found = notes(&parsed);
        for code in expected {
            assert!(
                found.contains(code),
                "{file} tells {code}; it told {found:?}"
            );
        }
    }
}

#[test]
fn a_form_is_confirmed_in_the_languages_it_was_seen_in() {
    for (file, seen) in [
        ("paypal_en.csv", true),
        ("paypal_ambiguous.csv", true),
        ("paypal_de.csv", false),
        ("paypal_fr.csv", false),
    ] {
        let (_, parsed) = read(&fixture(file), &[("day_order", "dmy")]).unwrap();
        let doubted = notes(&parsed).contains("format_unconfirmed");
        assert_eq!(doubted, !seen, "{file}: told as not confirmed");
    }
}

#[test]
fn the_same_rows_come_by_file_and_by_api() {
    let (_, parsed) = read(&fixture("youtube_revenue.csv"), &[]).unwrap();
    assert_eq!(parsed.pages[0].feed, connectors::youtube::REVENUE_FEED);
    assert_eq!(
        parsed.pages[0].entries[0].external_id.as_deref(),
        Some("2026-10-01:USD")
    );
    let (_, parsed) = read(&fixture("tiktok_affiliate.xlsx"), &[]).unwrap();
    assert_eq!(parsed.pages[0].feed, connectors::tiktok_shop::ORDERS_FEED);
    assert_eq!(
        parsed.pages[0].entries[0].external_id.as_deref(),
        Some("577000000000000101:1729000000000000011:172900000000000001:7300000000000000001")
    );
}

#[test]
fn a_chosen_preset_names_what_a_table_lacks() {
    let input = ImportInput {
        name: "f.csv".into(),
        bytes: b"Date,Gross,Fee\n2026-01-01,1,2\n"[..].into(),
        received_at: now(),
    };
    let paypal: Format = "paypal".parse().unwrap();
    match parse(&input, paypal, &ImportOptions::default()) {
        Err(ImportError::MissingColumns { missing, .. }) => {
            assert_eq!(missing, "Currency, Net, Transaction ID");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn presets_are_sound_data() {
    let mut ids = BTreeSet::new();
    for preset in tabular::presets() {
        if let Err(fault) = tabular::check(preset) {
            panic!("{}: {fault}", preset.id);
        }
        assert!(
            ids.insert(preset.id.as_str()),
            "{}: an id is used once",
            preset.id
        );
        assert!(
            !preset.source.is_empty(),
            "{}: says where its format is known from",
            preset.id
        );
    }
    assert_eq!(ids.len(), tabular::library::FILES, "every file is a preset");
}
