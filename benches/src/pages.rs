//! What storing a platform's page costs in a small and in a large cache.
//!
//! The rule it protects: the caches take turns page by page, so that a busy moment of the machine hits each of them.

use crate::{Outcome, profile, rows};
use domain::RunKind;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use studio::OpenProfile;
use sync::apply::{self, Target};
use sync::key::Occurrences;

/// Rows of one page of a platform.
const PAGE: u64 = 100;
/// Numbers from here on stand for lines that no profile has.
const UNKNOWN: u64 = 10_000_000;

/// A copy of a profile that takes pages.
struct Cache {
    open: Arc<OpenProfile>,
    target: Target,
    next: u64,
    ids: Ids,
}

/// How the platform's ids of neighbouring rows lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// They begin with a time, as Stripe's do: new ones stand together.
    ByTime,
    /// Without order: each new one lies somewhere else in the index of identities. The worst there is.
    Scattered,
}

impl Cache {
    fn of_size(data: &Path, entries: u64, ids: Ids) -> Outcome<Self> {
        let open = profile::open(&profile::copy_of_size(data, entries)?)?;
        let (account, now) = (profile::account(&open)?, profile::now()?);
        let run = open
            .store()
            .write(move |tx| tx.start_run(RunKind::Sync, "", now))?;
        let target = Target { account, run, now };
        Ok(Self {
            open,
            target,
            next: UNKNOWN,
            ids,
        })
    }

    /// One page: half of its rows new, half stored by the page before; document, rows, sums, words and cursor in one
    /// transaction that is committed.
    fn page(&mut self) -> Outcome<Duration> {
        let (target, next) = (self.target, self.next);
        let mut page = rows::page(next - PAGE / 2, next + PAGE / 2, 100_000_000, target.now);
        if self.ids == Ids::ByTime {
            for (n, entry) in (next - PAGE / 2..).zip(&mut page.entries) {
                entry.external_id = Some(format!("txn_{n:016}"));
            }
        }
        let clock = Instant::now();
        self.open.store().write(move |tx| {
            apply::page(tx, target, &page, None, &mut Occurrences::default())?;
            tx.set_cursor(target.account, rows::FEED, &next.to_string(), target.run)
        })?;
        self.next += PAGE / 2;
        Ok(clock.elapsed())
    }
}

/// The median time of one page in a profile of each size, over `rounds` pages.
///
/// # Errors
/// What the studio or the disk says.
pub fn medians(
    data: &Path,
    sizes: &[u64],
    ids: Ids,
    rounds: usize,
) -> Outcome<Vec<(u64, Duration)>> {
    let mut caches = sizes
        .iter()
        .map(|size| Cache::of_size(data, *size, ids))
        .collect::<Outcome<Vec<_>>>()?;
    let mut spent = vec![Vec::with_capacity(rounds); sizes.len()];
    for round in 0..rounds + 10 {
        for (cache, spent) in caches.iter_mut().zip(&mut spent) {
            let took = cache.page()?;
            // The first pages warm the caches.
            if round >= 10 {
                spent.push(took);
            }
        }
    }
    drop(caches);
    for size in sizes {
        std::fs::remove_dir_all(data.join(format!("copy-{size}")))?;
    }
    let median = |mut list: Vec<Duration>| {
        list.sort_unstable();
        list.get(list.len() / 2).copied().unwrap_or_default()
    };
    Ok(sizes
        .iter()
        .copied()
        .zip(spent.into_iter().map(median))
        .collect())
}
