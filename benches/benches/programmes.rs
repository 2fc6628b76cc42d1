//! What programmes cost a creator with ten accounts: judging alone, and the whole questions behind the pages.
//!
//! `scripts/bench programmes` reads the medians. Aims: every programme judged within 10 ms, a page within 100 ms, all
//! forecasts within 50 ms.

use bench::{Outcome, creator, profile};
use criterion::{Criterion, SamplingMode};
use domain::programmes::{Memberships, Registry, board};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;
use studio::programmes::{self, compare, economics, forecast, status};
use studio::shapes::BoardQuery;
use studio::{OpenProfile, StudioError};

const NEAREST: &str = "tiktok.creator_rewards";

fn main() -> Outcome<()> {
    let data = data_folder();
    std::fs::create_dir_all(&data)?;
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let folder = creator::of_ten_accounts(&data)?;
    let open = profile::open(&folder)?;
    judging(&mut criterion, &open)?;
    pages(&mut criterion, &open)?;
    criterion.final_summary();
    Ok(())
}

fn data_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"),
        PathBuf::from,
    );
    target.join("bench-data")
}

/// The engine alone: figures laid out beforehand, every rule of the registry judged.
fn judging(criterion: &mut Criterion, profile: &OpenProfile) -> Outcome<()> {
    let registry = Registry::embedded()?;
    let figures = programmes::figures_today(profile)?;
    let nobody = Memberships::new();
    let (region, day) = ("FR".parse()?, profile.today()?);
    criterion.bench_function("programmes-judged", |b| {
        b.iter(|| black_box(board(&registry, region, day, &figures, &nobody)).len())
    });
    Ok(())
}

/// A name, and what asks.
type Question<'p> = (&'static str, Box<dyn Fn() -> Result<(), StudioError> + 'p>);

fn pages(criterion: &mut Criterion, profile: &OpenProfile) -> Outcome<()> {
    let query = BoardQuery::default;
    let questions: [Question<'_>; 7] = [
        ("programmes-board", {
            Box::new(move || programmes::board(profile, &query()).map(|b| drop(black_box(b))))
        }),
        ("programmes-opened", {
            Box::new(move || {
                programmes::programme(profile, NEAREST, &query()).map(|p| drop(black_box(p)))
            })
        }),
        ("programmes-forecasts", {
            Box::new(move || forecast::forecasts(profile, &query()).map(|f| drop(black_box(f))))
        }),
        ("programmes-forecast", {
            Box::new(move || {
                forecast::forecast(profile, NEAREST, &query(), None, (344, 176))
                    .map(|f| drop(black_box(f)))
            })
        }),
        ("programmes-standing", {
            Box::new(move || status::view(profile, NEAREST, &query()).map(|s| drop(black_box(s))))
        }),
        ("programmes-money", {
            Box::new(move || {
                economics::view(profile, NEAREST, &query()).map(|e| drop(black_box(e)))
            })
        }),
        ("programmes-compared", {
            Box::new(move || {
                compare::view(profile, "FR", "US", &query()).map(|c| drop(black_box(c)))
            })
        }),
    ];
    for (name, question) in questions {
        // Asked once before it is measured, so that a question that fails is an error and not a fast answer.
        question()?;
        let mut group = criterion.benchmark_group(name);
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function("10", |b| b.iter(|| question().is_ok()));
        group.finish();
    }
    Ok(())
}
