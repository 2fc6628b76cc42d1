//! Money told by two sources: what is put aside, what counts, and what brings it back.

use crate::world::*;
use domain::document::Place;
use domain::*;
use proptest::prelude::*;
use store::*;

const FEED: &str = "sales";

fn told(account: AccountId, key: &str) -> ToldId {
    ToldId {
        kind: ToldKind::Entry,
        account,
        feed: FEED.to_owned(),
        key: key.to_owned(),
    }
}

fn merge(world: &World, aside: ToldId, kept: ToldId) -> Result<i64, StoreError> {
    world.store().write(move |tx| {
        tx.decide_doubles(
            DoubleVerdict::Merged,
            &[(aside, kept, "[]".to_owned())],
            minute(50),
        )
    })
}

fn count(world: &World) -> u64 {
    let rows = world.read(|tx| tx.totals(&[], &EntryFilter::default()));
    rows.iter().map(|r| r.count).sum()
}

fn verified(world: &World) {
    let report = world.read(|tx| tx.verify());
    assert_eq!(report.problems, [], "sums are what the rows say");
}

fn two() -> (World, AccountId, AccountId) {
    let world = World::new();
    let (tips, wallet) = (
        world.account(Platform::KoFi),
        world.account(Platform::Paypal),
    );
    (world, tips, wallet)
}

#[test]
fn a_merged_row_leaves_every_sum_and_an_undone_decision_brings_it_back() {
    let (world, tips, wallet) = two();
    import(&world, tips, 1, vec![("k", sale("2026-03-01", "Tip", 500))]);
    import(
        &world,
        wallet,
        2,
        vec![("p", sale("2026-03-01", "Tip", 500))],
    );
    let before =
        world.read(|tx| tx.totals(&[TotalKey::Day, TotalKey::Account], &EntryFilter::default()));
    let decision = merge(&world, told(tips, "k"), told(wallet, "p")).unwrap();
    assert_eq!(count(&world), 1, "one of the two counts");
    verified(&world);
    let aside = EntryFilter {
        aside: Aside::Double,
        ..EntryFilter::default()
    };
    let listed = world.read(|tx| tx.entries_page(&aside, None, 9)).entries;
    assert_eq!(listed.len(), 1, "what was put aside is listed on request");
    assert!(listed[0].double, "and says why");
    let page = world.read(|tx| tx.entries_page(&EntryFilter::default(), None, 9));
    assert_eq!(
        page.entries.len(),
        1,
        "and is not among the rows that count"
    );
    world.write(move |tx| tx.remove_double_decision(decision));
    let after =
        world.read(|tx| tx.totals(&[TotalKey::Day, TotalKey::Account], &EntryFilter::default()));
    assert_eq!(before, after, "merge and undo change nothing");
    verified(&world);
}

#[test]
fn before_the_other_side_was_known_the_row_put_aside_is_what_was_known() {
    let (world, tips, wallet) = two();
    import(&world, tips, 1, vec![("k", sale("2026-03-01", "Tip", 500))]);
    import(
        &world,
        wallet,
        5,
        vec![("p", sale("2026-03-01", "Tip", 500))],
    );
    merge(&world, told(tips, "k"), told(wallet, "p")).unwrap();
    for (at, reason) in [
        (1, "only the first was known"),
        (4, "still"),
        (5, "both were known: one counts"),
        (60, "today"),
    ] {
        let rows = world.read(|tx| tx.totals_as_known_on(minute(at), &[], &EntryFilter::default()));
        assert_eq!(rows.iter().map(|r| r.count).sum::<u64>(), 1, "{reason}");
    }
}

#[test]
fn the_other_side_gone_the_row_counts_again() {
    let (world, tips, wallet) = two();
    import(&world, tips, 1, vec![("k", sale("2026-03-01", "Tip", 500))]);
    let run = import(
        &world,
        wallet,
        2,
        vec![("p", sale("2026-03-01", "Tip", 500))],
    );
    merge(&world, told(tips, "k"), told(wallet, "p")).unwrap();
    world.write(move |tx| tx.undo_run(run, minute(3)));
    assert_eq!(
        count(&world),
        1,
        "an undo of the side that counted brings the other back"
    );
    verified(&world);
    import(
        &world,
        wallet,
        4,
        vec![("p", sale("2026-03-01", "Tip", 500))],
    );
    assert_eq!(
        count(&world),
        1,
        "imported again, the decision holds by itself"
    );
    verified(&world);
    world.write(move |tx| tx.remove_account(wallet));
    assert_eq!(count(&world), 1, "without the account the other counts");
    verified(&world);
    let again = world.account(Platform::Paypal);
    import(
        &world,
        again,
        5,
        vec![("p", sale("2026-03-01", "Tip", 500))],
    );
    assert_eq!(
        count(&world),
        1,
        "the account added again, the decision is remembered"
    );
    verified(&world);
    world.write(move |tx| tx.remove_account(tips));
    let tips = world.account(Platform::KoFi);
    import(&world, tips, 6, vec![("k", sale("2026-03-01", "Tip", 500))]);
    assert_eq!(count(&world), 1, "the same for the side put aside");
    verified(&world);
}

#[test]
fn an_edit_or_a_correction_leaves_the_row_aside() {
    let (world, tips, wallet) = two();
    import(&world, tips, 1, vec![("k", sale("2026-03-01", "Tip", 500))]);
    import(
        &world,
        wallet,
        2,
        vec![("p", sale("2026-03-01", "Tip", 500))],
    );
    merge(&world, told(tips, "k"), told(wallet, "p")).unwrap();
    let note = EntryNote {
        title: Some("From Ada".to_owned()),
        stream: Some(Stream::Tip),
        ..EntryNote::default()
    };
    world.write(move |tx| tx.set_entry_note(EntryId(1), &note, minute(51)));
    import(&world, tips, 3, vec![("k", sale("2026-03-02", "Tip", 510))]);
    assert_eq!(
        count(&world),
        1,
        "the creator's word wins over what a source sends later"
    );
    verified(&world);
}

#[test]
fn three_tellings_count_once_whatever_goes() {
    let world = World::new();
    let [a, b, c] = [Platform::KoFi, Platform::Paypal, Platform::Other].map(|p| world.account(p));
    let row = || vec![("x", sale("2026-03-01", "Tip", 500))];
    import(&world, a, 1, row());
    let middle = import(&world, b, 2, row());
    import(&world, c, 3, row());
    merge(&world, told(a, "x"), told(b, "x")).unwrap();
    let second = merge(&world, told(b, "x"), told(c, "x")).unwrap();
    assert_eq!(count(&world), 1, "three are one");
    assert!(
        matches!(
            merge(&world, told(c, "x"), told(a, "x")),
            Err(StoreError::Circular(_))
        ),
        "nothing is put aside for what is put aside for it"
    );
    world.write(move |tx| tx.undo_run(middle, minute(4)));
    assert_eq!(
        count(&world),
        1,
        "the one between them gone, the others are still one"
    );
    verified(&world);
    import(&world, b, 5, row());
    world.write(move |tx| tx.remove_double_decision(second));
    assert_eq!(count(&world), 2, "the first decision stands alone");
    verified(&world);
}

#[test]
fn a_bank_line_and_a_payout_told_twice_stand_once() {
    let world = World::new();
    let bank = world.account(Platform::Bank);
    let whole = || Locator {
        start: 0,
        len: 1,
        place: Place::Whole,
    };
    let ids = world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "", minute(1))?;
        let document = tx.insert_document(&document("statement", b"x"), Some(bank), run)?;
        let origin = Origin {
            account: bank,
            feed: "bank",
            document,
            run,
            now: minute(1),
        };
        for key in ["ofx", "camt"] {
            let line = LandingDraft {
                external_id: Some(key.to_owned()),
                day: day("2026-03-04"),
                value_day: None,
                amount: Amount::new(5_000_000, Unit::EUR),
                text: "STRIPE".to_owned(),
                counterparty: None,
                reference: None,
                locator: whole(),
            };
            tx.upsert_landing(&origin, key, &line)?;
            let payout = PayoutDraft {
                external_id: key.to_owned(),
                amount: Amount::new(5_000_000, Unit::EUR),
                state: PayoutState::Paid,
                created: minute(0),
                arrival: None,
                itemised: false,
                failure: None,
                description: None,
                locator: whole(),
            };
            tx.upsert_payout(&origin, &payout)?;
        }
        let link = MatchLink {
            payout: Some((bank, "ofx".to_owned())),
            landing: (bank, "ofx".to_owned()),
            amount: Amount::new(5_000_000, Unit::EUR),
        };
        tx.insert_match_decision(Verdict::Accepted, "{}", &[link], minute(2))?;
        let id = |kind, key: &str| ToldId {
            kind,
            account: bank,
            feed: String::new(),
            key: key.to_owned(),
        };
        let pairs = [ToldKind::Landing, ToldKind::Payout]
            .map(|kind| (id(kind, "ofx"), id(kind, "camt"), "[]".to_owned()));
        tx.decide_doubles(DoubleVerdict::Merged, &pairs, minute(3))
    });
    let state = |world: &World| {
        world.read(|tx| {
            Ok((
                tx.landings(None, None, 9)?.len(),
                tx.payouts(None, None, 9)?.len(),
                tx.match_decisions()?[0].links[0].clone(),
            ))
        })
    };
    let (landings, payouts, link) = state(&world);
    assert_eq!((landings, payouts), (1, 1), "each stands once");
    assert_eq!(
        link.landing.1, "camt",
        "what was matched stays matched, by the line that counts"
    );
    assert_eq!(
        link.payout.unwrap().1,
        "camt",
        "and by the payout that counts"
    );
    verified(&world);
    world.write(move |tx| tx.remove_double_decision(ids));
    let (landings, payouts, link) = state(&world);
    assert_eq!((landings, payouts), (2, 2), "both are back");
    assert_eq!(link.landing.1, "ofx", "and the match is what it was");
}

/// What may happen to the two sides.
#[derive(Debug, Clone, Copy)]
enum Step {
    Import(bool),
    Undo(bool),
    Vanish(bool),
    Merge(bool),
    Keep,
    Unmerge,
    Remove(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<bool>().prop_map(Step::Import),
        1 => any::<bool>().prop_map(Step::Undo),
        1 => any::<bool>().prop_map(Step::Vanish),
        2 => any::<bool>().prop_map(Step::Merge),
        1 => Just(Step::Keep),
        1 => Just(Step::Unmerge),
        1 => any::<bool>().prop_map(Step::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Never both, never neither.
    #[test]
    fn of_two_that_are_one_exactly_one_counts(steps in prop::collection::vec(step(), 1..18)) {
        let world = World::new();
        let mut accounts = [Platform::KoFi, Platform::Paypal].map(|p| world.account(p));
        let mut runs = [None, None];
        let mut here = [false, false];
        let mut merged: Option<i64> = None;
        let mut n = 1;
        for step in steps {
            n += 1;
            match step {
                Step::Import(side) => {
                    let side = usize::from(side);
                    let row = vec![("x", sale("2026-03-01", "Tip", 500))];
                    let run = import(&world, accounts[side], n, row);
                    if !here[side] && runs[side].is_none() {
                        runs[side] = Some(run);
                    }
                    here[side] = true;
                }
                Step::Undo(side) => {
                    let side = usize::from(side);
                    if let Some(run) = runs[side].take() {
                        world.write(move |tx| tx.undo_run(run, minute(n)));
                        let row = world.read(|tx| tx.known_entries(accounts[side], FEED, &["x"]));
                        here[side] = matches!(&row[0], Some(k) if !k.vanished);
                    }
                }
                Step::Vanish(side) => {
                    let side = usize::from(side);
                    let account = accounts[side];
                    world.write(move |tx| {
                        let run = tx.start_run(RunKind::Sync, "", minute(n))?;
                        let window = Window { from: day("2026-03-01"), to: day("2026-03-31") };
                        tx.vanish_entries(account, FEED, window, run, minute(n))
                    });
                    here[side] = false;
                }
                Step::Merge(side) => if merged.is_none() && here == [true, true] {
                    let side = usize::from(side);
                    merged = Some(merge(&world, told(accounts[side], "x"), told(accounts[1 - side], "x")).unwrap());
                },
                Step::Keep => {
                    let pair = (told(accounts[0], "x"), told(accounts[1], "x"), "[]".to_owned());
                    world.write(move |tx| tx.decide_doubles(DoubleVerdict::Kept, &[pair], minute(n)));
                }
                Step::Unmerge => if let Some(id) = merged.take() {
                    world.write(move |tx| tx.remove_double_decision(id));
                },
                Step::Remove(side) => {
                    let side = usize::from(side);
                    let account = accounts[side];
                    world.write(move |tx| tx.remove_account(account));
                    accounts[side] = world.account([Platform::KoFi, Platform::Paypal][side]);
                    (here[side], runs[side]) = (false, None);
                }
            }
            let there = here.iter().filter(|h| **h).count() as u64;
            let expected = if merged.is_some() { there.min(1) } else { there };
            prop_assert_eq!(count(&world), expected, "after {:?}: {:?}, merged {:?}", step, here, merged);
            verified(&world);
        }
    }
}
