//! The feed of changes at its boundary: pages, filters, flags, acknowledging, undo.

use crate::world::{World, day, import, minute, sale};
use domain::*;
use store::*;

fn two_imports(world: &World) -> (AccountId, RunId, RunId) {
    let account = world.account(Platform::Stripe);
    let first = import(
        world,
        account,
        10,
        vec![
            ("a", sale("2026-03-12", "Bowl", 4_120)),
            ("b", sale("2026-03-13", "Plate", 900)),
        ],
    );
    let second = import(
        world,
        account,
        20,
        vec![
            ("a", sale("2026-03-12", "Bowl", 3_605)),
            ("b", sale("2026-03-13", "Plate", 950)),
        ],
    );
    (account, first, second)
}

fn open(world: &World) -> Vec<Change> {
    let filter = ChangeFilter::since(ChangesSince::Unseen);
    world.read(|tx| tx.changes_page(&filter, None, 50)).changes
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let world = World::new();
    let (account, first, _) = two_imports(&world);
    let cases = [
        (
            ChangeFilter::since(ChangesSince::Ever),
            3,
            "a summary of the new, and two revised",
        ),
        (
            ChangeFilter::since(ChangesSince::Run(first)),
            2,
            "what later runs made",
        ),
        (
            ChangeFilter::since(ChangesSince::Instant(minute(20))),
            2,
            "what was made from then on",
        ),
        (
            ChangeFilter::since(ChangesSince::Instant(minute(21))),
            0,
            "nothing is newer",
        ),
        (
            ChangeFilter {
                entity: Some(ChangeEntity::Entry),
                kind: Some(ChangeKind::New),
                ..ChangeFilter::since(ChangesSince::Unseen)
            },
            1,
            "the new ones",
        ),
        (
            ChangeFilter {
                account: Some(account),
                ..ChangeFilter::since(ChangesSince::Unseen)
            },
            3,
            "of the account",
        ),
        (
            ChangeFilter {
                account: Some(AccountId(99)),
                ..ChangeFilter::since(ChangesSince::Ever)
            },
            0,
            "of another account",
        ),
        (
            ChangeFilter {
                flagged: true,
                ..ChangeFilter::since(ChangesSince::Ever)
            },
            0,
            "nothing is flagged",
        ),
    ];
    for (filter, lines, why) in cases {
        let whole = world.read(|tx| tx.changes_page(&filter, None, 50));
        assert_eq!((whole.changes.len(), whole.next), (lines, None), "{why}");
        let mut walked = Vec::new();
        let mut after = None;
        loop {
            let page = world.read(|tx| tx.changes_page(&filter, after, 1));
            walked.extend(page.changes);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(walked, whole.changes, "{why}: page by page the same");
    }
    let counts = world.read(|tx| tx.open_changes());
    let lines = |kind| counts.iter().find(|c| c.kind == kind).map(|c| c.lines);
    assert_eq!(
        (lines(ChangeKind::New), lines(ChangeKind::Revised)),
        (Some(1), Some(2))
    );
}

#[test]
fn a_flag_stays_until_it_is_lifted() {
    let world = World::new();
    let (_, _, second) = two_imports(&world);
    let flagged = open(&world).first().unwrap().id;
    world.write(move |tx| tx.flag_change(flagged, "ask the shop", minute(30)));

    let hidden = world.write(|tx| tx.acknowledge_open(None, None, None, minute(31)));
    assert_eq!(hidden.len(), 2, "acknowledging all leaves the flagged line");
    let one = world.write(move |tx| tx.acknowledge_changes(&[flagged], minute(31)));
    assert!(one.is_empty(), "nor does acknowledging it alone hide it");
    let left = open(&world);
    assert_eq!(left.len(), 1);
    assert_eq!(
        left.first().unwrap().flag.as_ref().unwrap().note,
        "ask the shop"
    );

    world.write(move |tx| tx.undo_run(second, minute(32)));
    assert_eq!(
        open(&world).len(),
        1,
        "the creator's flag outlives the run it is about"
    );

    world.write(move |tx| tx.lift_change_flag(flagged));
    let one = world.write(move |tx| tx.acknowledge_changes(&[flagged], minute(33)));
    assert_eq!(one, [flagged], "lifted, it can be acknowledged");
    world.write(move |tx| tx.unacknowledge_changes(&one));
    assert_eq!(open(&world).len(), 1, "and that can be taken back");
    let missing = world
        .store()
        .write(|tx| tx.flag_change(9_999, "", minute(34)));
    assert!(
        matches!(missing, Err(StoreError::NotFound { .. })),
        "a line that is not there cannot be flagged"
    );
}

#[test]
fn a_standing_replaced_on_the_same_day_is_still_known_for_its_time() {
    let world = World::new();
    let account = world.account(Platform::Tiktok);
    for (n, status) in [(10, Standing::Applied), (20, Standing::Admitted)] {
        let standing = ProgrammeStatus {
            account: Some(account),
            programme: "tiktok.creator_next".to_owned(),
            standing: status,
            from: day("2026-03-01"),
            note: String::new(),
        };
        world.write(move |tx| tx.set_programme_status(&standing, minute(n)));
    }
    for (n, expected) in [
        (9, None),
        (10, Some(Standing::Applied)),
        (19, Some(Standing::Applied)),
        (20, Some(Standing::Admitted)),
    ] {
        let known = world.read(|tx| tx.programme_statuses_as_known_on(minute(n)));
        assert_eq!(
            known.first().map(|row| row.status.standing),
            expected,
            "minute {n}"
        );
        assert!(known.len() <= 1, "one standing for a day");
    }
}
