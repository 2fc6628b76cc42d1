//! Whole runs against the emulator: twice is once, corrections keep their history, a cancel leaves nothing half done.

use crate::dump::{assert_same, rows, whole};
use crate::world::{NOW, World, at, serve};
use domain::{Platform, RunState};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{EntryFilter, TotalKey};
use sync::{News, Watch};
use tokio_util::sync::CancellationToken;

const LATER: &str = "2026-10-22T00:00:00Z";

#[tokio::test(flavor = "multi_thread")]
async fn syncing_twice_is_syncing_once() {
    let emulator = serve(150).await;
    let world = World::new(&emulator);
    let (state, first) = world.sync(at(NOW)).await;
    assert_eq!(state, RunState::Done, "every account is read: {first:?}");
    assert!(
        first.iter().all(|r| r.counts.new > 0),
        "each account brings something: {first:?}"
    );
    let after_first = whole_rows(&world);
    let (state, second) = world.sync(at(NOW)).await;
    assert_eq!(state, RunState::Done);
    for report in &second {
        let counts = (
            report.counts.new,
            report.counts.revised,
            report.counts.vanished,
        );
        assert_eq!(
            counts,
            (0, 0, 0),
            "{}: nothing is new, changed or gone in a second run",
            world.platform(report)
        );
    }
    assert_same(
        &whole_rows(&world),
        &after_first,
        "the second run leaves every row as it was",
    );
    world.assert_clean("after two runs");
}

/// Everything but documents and cursors, which tell of a run rather than of what was earned.
fn whole_rows(world: &World) -> Vec<String> {
    let told_by_runs = ["document ", "document_chunk ", "cursor "];
    whole(&world.folder)
        .into_iter()
        .filter(|line| !told_by_runs.iter().any(|table| line.starts_with(table)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn later_corrections_are_revisions_and_the_past_stays_as_it_was_known() {
    let emulator = serve(150).await;
    let world = World::new(&emulator);
    world.sync(at(NOW)).await;
    let keys = [TotalKey::Month, TotalKey::Stream, TotalKey::Status];
    let all = EntryFilter::default();
    let then = world.store().read(|tx| tx.totals(&keys, &all)).unwrap();
    let before = rows(&world.folder);

    emulator.set_now(at(LATER).0);
    let (state, reports) = world.sync(at(LATER)).await;
    assert_eq!(state, RunState::Done);
    let sum = sync::sync::totals(&reports);
    assert!(
        sum.new > 0 && sum.revised > 0 && sum.vanished > 0,
        "ten days bring new, changed and vanished rows: {sum:?}"
    );
    let money = |platform: Platform| {
        let report = reports.iter().find(|r| world.platform(r) == platform);
        report.unwrap().counts
    };
    assert!(
        money(Platform::Stripe).revised > 0,
        "pending money became available or paid"
    );
    assert!(
        money(Platform::Youtube).revised > 0,
        "estimated revenue was corrected"
    );
    assert_ne!(rows(&world.folder), before, "the rows in force moved on");

    let known = |at| {
        let store = world.store();
        store
            .read(|tx| tx.totals_as_known_on(at, &keys, &all))
            .unwrap()
    };
    assert_eq!(
        known(at(NOW)),
        then,
        "what was known ten days ago is still said to have been known"
    );
    let now = world.store().read(|tx| tx.totals(&keys, &all)).unwrap();
    assert_eq!(known(at(LATER)), now, "what is known today is what holds");
    assert_ne!(now, then, "and it is not the same");

    let page = world
        .store()
        .read(|tx| tx.entries_page(&all, None, 5_000))
        .unwrap();
    let revised: Vec<_> = page.entries.iter().filter(|e| e.revision > 1).collect();
    assert!(!revised.is_empty(), "some entry has a history");
    for entry in revised {
        let history = world.store().read(|tx| tx.revisions(entry.id)).unwrap();
        assert_eq!(
            history.len() as u64 + 1,
            u64::from(entry.revision),
            "entry {}: every version that no longer holds is kept",
            entry.id
        );
    }
    world.assert_clean("after corrections");
}

/// Cancels after some news.
struct CancelAfter {
    left: AtomicUsize,
    cancel: CancellationToken,
}

impl Watch for CancelAfter {
    fn news(&self, _: &News) {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.cancel.cancel();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_leaves_a_clean_cache_and_the_next_one_finishes_it() {
    let emulator = serve(90).await;
    let undisturbed = World::new(&emulator);
    undisturbed.sync(at(NOW)).await;
    let wanted = rows(&undisturbed.folder);
    for news in [1, 2, 3, 5, 8, 13, 21] {
        let world = World::new(&emulator);
        let cancel = CancellationToken::new();
        let watch = Arc::new(CancelAfter {
            left: AtomicUsize::new(news),
            cancel: cancel.clone(),
        });
        let (state, reports) = world.sync_with(at(NOW), watch, cancel).await;
        assert_eq!(
            state,
            RunState::Canceled,
            "stopped after {news} news: {reports:?}"
        );
        world.assert_clean(&format!("cancelled after {news} news"));
        assert!(
            rows(&world.folder).len() < wanted.len(),
            "stopped after {news} news, there is something left to read"
        );
        let (state, _) = world.sync(at(NOW)).await;
        assert_eq!(state, RunState::Done, "the next run ends well");
        assert_same(
            &rows(&world.folder),
            &wanted,
            &format!("cancelled after {news} news, then finished"),
        );
    }
}
