//! The way of rows into the store does not show: any order of pages, any size of them, any split into files gives the same
//! rows, and what an import brought can be taken back to the letter.

use crate::dump::{assert_same, rows, whole};
use crate::world::{NOW, at, open};
use domain::document::{DocumentKind, Place};
use domain::offer::Stage;
use domain::*;
use proptest::prelude::*;
use std::sync::Arc;
use store::{AccountDraft, Profile};
use sync::Counts;
use sync::apply::{self, Target};
use sync::import::{self, Keep};
use sync::key::Occurrences;

/// A profile with one account.
struct Cache {
    folder: tempfile::TempDir,
    profile: Profile,
    account: AccountId,
}

impl Cache {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = open(folder.path(), at(NOW));
        let draft = AccountDraft {
            platform: Platform::Stripe,
            handle: "atelier.example".to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: true,
            added_at: at(NOW),
        };
        let account = profile.store().write(move |tx| tx.insert_account(&draft));
        Self {
            account: account.unwrap(),
            folder,
            profile,
        }
    }

    fn start(&self) -> Target {
        let run = self
            .profile
            .store()
            .write(|tx| tx.start_run(RunKind::Import, "sales.csv", at(NOW)));
        Target {
            account: self.account,
            run: run.unwrap(),
            now: at(NOW),
        }
    }

    /// One page as a sync would store it: a transaction and a document of its own.
    fn sync_page(&self, target: Target, page: Page) -> Counts {
        let done = self.profile.store().write(move |tx| {
            apply::page(tx, target, &page, None, &mut Occurrences::default()).map(|(_, c)| c)
        });
        done.unwrap()
    }

    /// One file of an import.
    fn import_file(&self, target: Target, pages: Vec<Page>) -> Counts {
        import::file(self.profile.store(), target, pages, Keep::Written).unwrap()
    }

    fn rows(&self) -> Vec<String> {
        rows(self.folder.path())
    }

    fn whole(&self) -> Vec<String> {
        whole(self.folder.path())
    }

    fn assert_clean(&self) {
        let report = self.profile.store().read(|tx| tx.verify()).unwrap();
        assert_eq!(report.problems, [], "the check finds nothing");
    }
}

fn nth_day(n: usize) -> CivilDay {
    CivilDay::of(2026, 3, 1).unwrap().plus_days((n % 40) as i32)
}

fn whole_document() -> Locator {
    Locator {
        start: 0,
        len: 1,
        place: Place::Whole,
    }
}

/// The `n`th invented line. Every third has no id of its own; then its title tells it from the others.
fn entry(n: usize, version: i64) -> EntryDraft {
    let cents = 1_000 + n as i64 * 37 + version;
    EntryDraft {
        external_id: (!n.is_multiple_of(3) || version > 0).then(|| format!("txn_{n}")),
        day: nth_day(n),
        zone: Zone::UTC,
        instant: None,
        stream: [Stream::ShopSale, Stream::Tip, Stream::BrandDeal][n % 3],
        title: format!("Vase no. {n}"),
        counterparty: n.is_multiple_of(4).then(|| "Galerie Éclat".to_owned()),
        money: Money {
            unit: if n.is_multiple_of(5) {
                Unit::Diamond
            } else {
                Unit::EUR
            },
            gross: n.is_multiple_of(2).then_some(cents * 10_000),
            fee: None,
            tax: None,
            net: cents * 10_000,
        },
        status: [Status::Available, Status::Confirmed, Status::Paid][n % 3],
        available_on: None,
        payout_external_id: (n % 3 == 2).then(|| format!("po_{}", n % 7)),
        locator: whole_document(),
    }
}

fn payout(n: usize, version: i64) -> PayoutDraft {
    PayoutDraft {
        external_id: format!("po_{n}"),
        amount: Amount::new(5_000_000 + version, Unit::EUR),
        state: PayoutState::Paid,
        created: nth_day(n).utc_start(),
        arrival: Some(nth_day(n + 2)),
        itemised: true,
        failure: None,
        description: None,
        locator: whole_document(),
    }
}

fn metric(n: usize, version: i64) -> MetricDraft {
    MetricDraft {
        // one figure has one value a day
        name: format!("followers_{}", n / 40),
        day: nth_day(n),
        value: 1_000 + n as i64 + version,
        locator: Some(whole_document()),
    }
}

fn post(n: usize, version: i64) -> PostDraft {
    PostDraft {
        external_id: Some(format!("video_{n}")),
        published: nth_day(n).utc_start(),
        title: format!("Glazing no. {n}"),
        seconds: Some(60),
        views: Some(n as i64 * 100 + version),
        likes: None,
        comments: None,
        shares: None,
        public: Some(true),
        locator: whole_document(),
    }
}

fn offer(n: usize, version: i64) -> OfferDraft {
    OfferDraft {
        external_id: format!("collab_{n}"),
        brand: "Studio Nord".to_owned(),
        title: format!("Collaboration {n}, version {version}"),
        stage: Stage::New,
        received: nth_day(n).utc_start(),
        terms: Vec::new(),
        findings: Vec::new(),
        messages: Vec::new(),
        locator: whole_document(),
    }
}

fn document(name: &str, text: &str) -> DocumentDraft {
    DocumentDraft {
        kind: DocumentKind::File,
        platform: Platform::Stripe,
        name: name.to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: Arc::from(text.as_bytes()),
        received_at: at(NOW),
    }
}

/// The `n`th row of the invented source, whatever kind it is.
fn put(page: &mut Page, n: usize, version: i64) {
    match n % 10 {
        7 => page.payouts.push(payout(n / 10, version)),
        8 => page.metrics.push(metric(n, version)),
        9 if n % 20 == 9 => page.posts.push(post(n, version)),
        9 => page.offers.push(offer(n, version)),
        _ => page.entries.push(entry(n, version)),
    }
}

/// The rows `numbers` as one page.
fn page_of(numbers: &[usize], version: i64) -> Page {
    let mut page = Page::new(
        "sales",
        document("page", &format!("{version}: {numbers:?}")),
    );
    for n in numbers {
        put(&mut page, *n, version);
    }
    page
}

fn shuffled(count: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..count).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    // Each case makes encrypted caches on the disk; few of them already cut everywhere.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_size_of_pages_gives_the_same_rows(order in shuffled(120), size in 1usize..50) {
        let plain = Cache::new();
        let target = plain.start();
        plain.sync_page(target, page_of(&(0..120).collect::<Vec<_>>(), 0));
        let other = Cache::new();
        let target = other.start();
        let mut counts = Counts::default();
        for numbers in order.chunks(size) {
            counts.add(other.sync_page(target, page_of(numbers, 0)));
        }
        prop_assert_eq!(counts.new, 120, "each row is new once");
        prop_assert_eq!(counts.rows(), 120, "and only once");
        assert_same(&other.rows(), &plain.rows(), "another order, another size of pages");
        other.assert_clean();
    }

    #[test]
    fn any_split_of_an_import_into_files_gives_the_same_rows(
        cuts in proptest::collection::btree_set(1usize..119, 0..6),
        again in 0usize..6,
    ) {
        let all: Vec<usize> = (0..120).collect();
        let plain = Cache::new();
        let target = plain.start();
        plain.import_file(target, vec![page_of(&all, 0)]);
        let split = Cache::new();
        let target = split.start();
        let mut from = 0;
        let mut files: Vec<&[usize]> = Vec::new();
        for cut in cuts.into_iter().chain([all.len()]) {
            files.push(&all[from..cut]);
            from = cut;
        }
        for file in &files {
            split.import_file(target, vec![page_of(file, 0)]);
        }
        assert_same(&split.rows(), &plain.rows(), "the same lines in several files");
        if let Some(file) = files.get(again) {
            let counts = split.import_file(split.start(), vec![page_of(file, 0)]);
            prop_assert_eq!((counts.new, counts.revised), (0, 0), "a file imported again brings nothing");
        }
        assert_same(&split.rows(), &plain.rows(), "one of them imported again");
    }

    #[test]
    fn undo_restores_the_exact_state(
        before in proptest::collection::btree_set(0usize..120, 0..60),
        import in proptest::collection::btree_set(0usize..120, 1..60),
        version in 0i64..3,
    ) {
        let cache = Cache::new();
        let before: Vec<usize> = before.into_iter().collect();
        let import: Vec<usize> = import.into_iter().collect();
        let target = cache.start();
        cache.import_file(target, vec![page_of(&before, 1)]);
        let state = cache.whole();
        let target = cache.start();
        cache.import_file(target, vec![page_of(&import, version)]);
        let run = target.run;
        let undone = cache.profile.store().write(move |tx| tx.undo_run(run, at(NOW)));
        prop_assert!(undone.is_ok(), "an import can be taken back: {:?}", undone);
        assert_same(&cache.whole(), &state, "after the undo");
        cache.assert_clean();
        let second = cache.profile.store().write(move |tx| tx.undo_run(run, at(NOW)));
        prop_assert!(second.is_err(), "an import is taken back once");
    }
}

#[test]
fn twins_within_a_file_stay_two_and_the_same_file_again_stays_one() {
    let cache = Cache::new();
    let mut file = Page::new("sales", document("tips.csv", "two equal tips"));
    file.entries = vec![entry(0, 0), entry(0, 0), entry(3, 0)];
    let counts = cache.import_file(cache.start(), vec![file.clone()]);
    assert_eq!(counts.new, 3, "two equal lines without ids are two lines");
    let counts = cache.import_file(cache.start(), vec![file]);
    assert_eq!(
        (counts.new, counts.same),
        (0, 3),
        "the same file again is nothing new"
    );
}

#[test]
fn a_dry_run_counts_what_would_happen_and_writes_nothing() {
    let cache = Cache::new();
    cache.import_file(cache.start(), vec![page_of(&[1, 2, 4], 0)]);
    let state = cache.whole();
    let target = Target {
        account: cache.account,
        run: RunId(0),
        now: at(NOW),
    };
    let pages = || vec![page_of(&[1, 4, 5, 7, 8], 2)];
    let told = import::file(cache.profile.store(), target, pages(), Keep::GivenBack).unwrap();
    assert_same(&cache.whole(), &state, "after a dry run");
    let done = cache.import_file(cache.start(), pages());
    assert_eq!(told, done, "what a dry run promises is what happens");
    assert_eq!(
        (done.new, done.revised),
        (3, 2),
        "rows 5, 7, 8 are new; 1 and 4 changed"
    );
}
