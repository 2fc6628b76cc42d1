//! What a screen's question costs with ten thousand, a hundred thousand and a million entries.
//!
//! `scripts/bench` reads the medians. Profiles are grown once below `target/bench-data`.

use bench::{Outcome, profile};
use criterion::{BenchmarkId, Criterion, SamplingMode};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;
use studio::shapes::*;
use studio::{OpenProfile, StudioError, earnings, payouts, today};

const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];
/// Rows the window asks for at a time.
const WINDOW_PAGE: u32 = 200;

fn main() -> Outcome<()> {
    let data = data_folder();
    std::fs::create_dir_all(&data)?;
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for size in sizes() {
        let folder = profile::of_size(&data, size)?;
        let open = profile::open(&folder)?;
        questions(&mut criterion, &open, size)?;
    }
    criterion.final_summary();
    Ok(())
}

/// All sizes, or those up to `BENCH_UP_TO`.
fn sizes() -> impl Iterator<Item = u64> {
    let most = std::env::var("BENCH_UP_TO")
        .ok()
        .and_then(|t| t.parse().ok());
    SIZES
        .into_iter()
        .filter(move |size| most.is_none_or(|most: u64| *size <= most))
}

fn data_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"),
        PathBuf::from,
    );
    target.join("bench-data")
}

type Question<'p> = (&'static str, Box<dyn Fn() -> Result<(), StudioError> + 'p>);

fn questions(criterion: &mut Criterion, profile: &OpenProfile, size: u64) -> Outcome<()> {
    let all = EntryFilter::default();
    let words = |text: &str| EntryFilter {
        text: Some(text.to_owned()),
        ..EntryFilter::default()
    };
    let month = EntryFilter {
        from: Some("2026-09-01".to_owned()),
        to: Some("2026-09-30".to_owned()),
        stream: Some(StreamName::Tip),
        ..EntryFilter::default()
    };
    let chart = |period| EarningsChartQuery {
        by: ChartBy::Stream,
        period,
        from: None,
        to: None,
        unit: None,
        compare: false,
        width: 476,
        height: 240,
    };
    let deep = Some("2025-04-15:999999999".to_owned());
    let page = |filter: EntryFilter, after: Option<String>| {
        move || {
            let page = earnings::entries(profile, &filter, after.as_deref(), WINDOW_PAGE)?;
            black_box(page);
            Ok(())
        }
    };
    let totals = |filter: EntryFilter| {
        move || earnings::entry_totals(profile, &filter, || true).map(|t| drop(black_box(t)))
    };
    let list = payouts::payouts(profile, None)?;
    let opened = list
        .groups
        .iter()
        .flat_map(|group| &group.payouts)
        .filter_map(|payout| Some((payout.entries, payout.id?)))
        .max()
        .ok_or("the profile has payouts")?
        .1;
    let questions: Vec<Question<'_>> = vec![
        ("today", {
            Box::new(move || today::today(profile, 652, 160).map(|t| drop(black_box(t))))
        }),
        ("earnings-chart-months", {
            let query = chart(PeriodLength::Month);
            Box::new(move || earnings::chart(profile, &query).map(|c| drop(black_box(c))))
        }),
        ("earnings-chart-days", {
            let query = chart(PeriodLength::Day);
            Box::new(move || earnings::chart(profile, &query).map(|c| drop(black_box(c))))
        }),
        ("earnings-first-page", Box::new(page(all.clone(), None))),
        ("earnings-deep-page", Box::new(page(all.clone(), deep))),
        ("earnings-narrowed-page", Box::new(page(month, None))),
        ("earnings-search-many", Box::new(page(words("order"), None))),
        (
            "earnings-search-many-totals",
            Box::new(totals(words("order"))),
        ),
        (
            "earnings-search-two-words",
            Box::new(page(words("café nord"), None)),
        ),
        (
            "earnings-search-two-words-totals",
            Box::new(totals(words("café nord"))),
        ),
        ("earnings-search-few", Box::new(page(words("7777"), None))),
        ("payouts-list", {
            Box::new(move || payouts::payouts(profile, None).map(|p| drop(black_box(p))))
        }),
        ("payouts-opened", {
            Box::new(move || payouts::payout(profile, opened).map(|p| drop(black_box(p))))
        }),
    ];
    for (name, question) in questions {
        // Asked once before it is measured, so that a question that fails is an error and not a fast answer.
        question()?;
        let mut group = criterion.benchmark_group(name);
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| question().is_ok())
        });
        group.finish();
    }
    Ok(())
}
