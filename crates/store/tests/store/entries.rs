//! Entries: stored, found, revised, vanished, noted.

use crate::world::*;
use domain::*;
use store::*;

fn verified(world: &World) {
    let report = world.read(|tx| tx.verify());
    assert_eq!(
        report.problems,
        [],
        "everything derived agrees with its rows"
    );
}

fn net(world: &World) -> i128 {
    let rows = world.read(|tx| tx.totals(&[], &EntryFilter::default()));
    rows.iter().map(|r| r.net).sum()
}

#[test]
fn a_page_of_rows_is_stored_found_and_counted() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    import(
        &world,
        account,
        1,
        vec![
            ("a", sale("2026-03-01", "Order 1048, bowl and plate", 4120)),
            ("b", sale("2026-03-01", "Order 1049, jug", 2500)),
            ("c", sale("2026-02-11", "Café set", 9900)),
        ],
    );
    let page = world.read(|tx| tx.entries_page(&EntryFilter::default(), None, 2));
    let titles: Vec<&str> = page.entries.iter().map(|e| e.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Order 1049, jug", "Order 1048, bowl and plate"],
        "newest day, then newest row"
    );
    let rest = world.read(|tx| tx.entries_page(&EntryFilter::default(), page.next, 2));
    assert_eq!(rest.entries.len(), 1, "the next page holds the rest");
    assert_eq!(rest.next, None, "and is the last");
    for (text, found, why) in [
        ("cafe", 1, "accents do not matter"),
        ("order jug", 1, "all words must be found"),
        ("ord", 2, "the beginning of a word is enough"),
        ("eclat", 3, "the payer is searched too"),
        ("rder", 0, "the middle of a word is not"),
    ] {
        let filter = EntryFilter {
            text: Some(text.to_owned()),
            ..EntryFilter::default()
        };
        let page = world.read(|tx| tx.entries_page(&filter, None, 50));
        assert_eq!(page.entries.len(), found, "{text:?}: {why}");
    }
    assert_eq!(
        net(&world),
        (4120 + 2500 + 9900 - 3) * 10_000,
        "net of three rows, a cent of fee each"
    );
    verified(&world);
}

#[test]
fn a_correction_keeps_the_former_version() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    import(
        &world,
        account,
        1,
        vec![("a", sale("2026-03-12", "Ads", 4120))],
    );
    import(
        &world,
        account,
        2,
        vec![("a", sale("2026-03-12", "Ads", 3605))],
    );
    let entry = world.read(|tx| tx.entry(EntryId(1)));
    assert_eq!(
        (entry.revision, entry.money.gross),
        (2, Some(36_050_000)),
        "the new figure holds"
    );
    let old = world.read(|tx| tx.revisions(EntryId(1)));
    assert_eq!(old.len(), 1, "one former version");
    assert_eq!(
        old[0].entry.money.gross,
        Some(41_200_000),
        "with its figure"
    );
    assert_eq!(
        (old[0].known_from, old[0].known_to),
        (minute(1), minute(2)),
        "and the time it held"
    );
    let then = world.read(|tx| tx.totals_as_known_on(minute(1), &[], &EntryFilter::default()));
    assert_eq!(then[0].net, 41_190_000, "the past is as it was known then");
    assert_eq!(net(&world), 36_040_000, "the present is the present");
    let changes = world.read(|tx| tx.changes(ChangesSince::Ever, 10));
    let kinds: Vec<_> = changes.iter().map(|c| c.change.kind).collect();
    assert_eq!(
        kinds,
        [ChangeKind::Revised, ChangeKind::New],
        "both are in the feed"
    );
    verified(&world);
}

#[test]
fn what_a_complete_walk_did_not_see_has_vanished_and_may_return() {
    let world = World::new();
    let account = world.account(Platform::TiktokShop);
    let rows = || {
        vec![
            ("a", sale("2026-03-01", "One", 100)),
            ("b", sale("2026-03-02", "Two", 200)),
        ]
    };
    import(&world, account, 1, rows());
    let run = import(
        &world,
        account,
        2,
        vec![("a", sale("2026-03-01", "One", 100))],
    );
    let window = Window {
        from: day("2026-03-01"),
        to: day("2026-03-31"),
    };
    let gone = world.write(move |tx| tx.vanish_entries(account, "sales", window, run, minute(2)));
    assert_eq!(gone, [EntryId(2)], "only the row the run did not see");
    assert_eq!(net(&world), 990_000, "it left the sums");
    let vanished = EntryFilter {
        aside: Aside::Vanished,
        ..EntryFilter::default()
    };
    assert_eq!(
        world
            .read(|tx| tx.entries_page(&vanished, None, 9))
            .entries
            .len(),
        1,
        "and can still be seen"
    );
    verified(&world);
    import(&world, account, 3, rows());
    assert_eq!(
        net(&world),
        2_980_000,
        "back at the source, back in the sums"
    );
    let old = world.read(|tx| tx.revisions(EntryId(2)));
    assert_eq!(
        old[0].vanished_at,
        Some(minute(2)),
        "its absence is remembered"
    );
    verified(&world);
}

#[test]
fn the_creators_word_wins_over_every_later_import() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    import(
        &world,
        account,
        1,
        vec![
            ("a", sale("2026-03-01", "Misc 17", 100)),
            ("b", sale("2026-03-01", "Test", 5)),
        ],
    );
    world.write(|tx| {
        let tip = EntryNote {
            stream: Some(Stream::Tip),
            title: Some("Tip from Zoé".to_owned()),
            ..EntryNote::default()
        };
        tx.set_entry_note(EntryId(1), &tip, minute(2))?;
        tx.set_entry_note(
            EntryId(2),
            &EntryNote {
                ignored: true,
                ..EntryNote::default()
            },
            minute(2),
        )
    });
    import(
        &world,
        account,
        3,
        vec![
            ("a", sale("2026-03-01", "Misc 17", 300)),
            ("b", sale("2026-03-01", "Test", 7)),
        ],
    );
    let entry = world.read(|tx| tx.entry(EntryId(1)));
    assert_eq!(
        (entry.stream, entry.source_stream),
        (Stream::Tip, Stream::ShopSale),
        "the correction stands"
    );
    assert_eq!(entry.title, "Tip from Zoé", "so does the title");
    let totals = world.read(|tx| tx.totals(&[TotalKey::Stream], &EntryFilter::default()));
    assert_eq!(totals.len(), 1, "the ignored row counts nowhere");
    assert_eq!(
        (totals[0].stream, totals[0].net),
        (Some(Stream::Tip), 2_990_000),
        "the new figure counts as a tip"
    );
    let filter = EntryFilter {
        text: Some("zoe".to_owned()),
        ..EntryFilter::default()
    };
    assert_eq!(
        world
            .read(|tx| tx.entries_page(&filter, None, 9))
            .entries
            .len(),
        1,
        "found by the creator's words"
    );
    verified(&world);
}
