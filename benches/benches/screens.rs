//! What a screen's question costs with ten thousand, a hundred thousand and a million entries.
//!
//! `scripts/bench` reads the medians. Profiles are grown once below `target/bench-data`.

use bench::{Outcome, profile, questions};
use criterion::{BenchmarkId, Criterion, SamplingMode};
use std::path::{Path, PathBuf};
use std::time::Duration;
use studio::OpenProfile;

const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];

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
        measure(&mut criterion, &open, size)?;
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

fn measure(criterion: &mut Criterion, profile: &OpenProfile, size: u64) -> Outcome<()> {
    for (name, question) in questions::of(profile)? {
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
