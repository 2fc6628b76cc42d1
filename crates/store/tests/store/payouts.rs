//! Sums of payouts, bank lines, decisions about them and accepted months, at the store's boundary.

use crate::world::*;
use domain::document::Place;
use domain::*;
use store::*;

fn whole() -> Locator {
    Locator {
        start: 0,
        len: 1,
        place: Place::Whole,
    }
}

/// Runs `work` with the origin of a fresh import.
fn within<T: Send + 'static>(
    world: &World,
    account: AccountId,
    n: i64,
    work: impl FnOnce(&mut WriteTx<'_>, &Origin<'_>) -> Result<T, StoreError> + Send + 'static,
) -> (RunId, T) {
    world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "", minute(n))?;
        let bytes = format!("statement {n}");
        let document =
            tx.insert_document(&document("statement", bytes.as_bytes()), Some(account), run)?;
        let origin = Origin {
            account,
            feed: "feed",
            document,
            run,
            now: minute(n),
        };
        let done = work(tx, &origin)?;
        tx.finish_run(run, RunState::Done, minute(n), None)?;
        Ok((run, done))
    })
}

fn payout() -> PayoutDraft {
    PayoutDraft {
        external_id: "po_1".to_owned(),
        amount: Amount::new(5_000_000, Unit::EUR),
        state: PayoutState::Paid,
        created: minute(0),
        arrival: None,
        itemised: true,
        failure: None,
        description: None,
        locator: whole(),
    }
}

fn line(cents: i64) -> LandingDraft {
    LandingDraft {
        external_id: Some("b1".to_owned()),
        day: day("2026-03-04"),
        value_day: None,
        amount: Amount::new(cents * 10_000, Unit::EUR),
        text: "STRIPE PAYOUT".to_owned(),
        counterparty: None,
        reference: None,
        locator: whole(),
    }
}

fn paid(title: &str, cents: i64) -> EntryDraft {
    EntryDraft {
        payout_external_id: Some("po_1".to_owned()),
        ..sale("2026-03-01", title, cents)
    }
}

#[test]
fn the_parts_of_a_payout_follow_its_rows() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    import(&world, account, 1, vec![("a", paid("Early", 101))]);
    let (_, upsert) = within(&world, account, 2, |tx, o| tx.upsert_payout(o, &payout()));
    let id = upsert.id();
    let mut back = paid("Refund", -50);
    back.money.fee = None;
    back.money.net = -500_000;
    import(
        &world,
        account,
        3,
        vec![("b", paid("Late", 201)), ("c", back)],
    );
    let parts = world.read(|tx| tx.payout_parts(id));
    let told: Vec<_> = parts
        .iter()
        .map(|p| (p.taken_back, p.count, p.gross, p.fee, p.fee_count, p.net))
        .collect();
    assert_eq!(
        told,
        [
            (false, 2, 3_020_000, 20_000, 2, 3_000_000),
            (true, 1, -500_000, 0, 0, -500_000)
        ],
        "one row waited for its payout, two came later; what took money back stands apart"
    );
    let fees = world.read(|tx| tx.payout_rows(id, PaidRows::Fee, None, None, 1));
    assert_eq!(fees.entries.len(), 1, "a page holds what was asked for");
    let rest = world.read(|tx| tx.payout_rows(id, PaidRows::Fee, None, fees.next, 9));
    assert_eq!(rest.entries.len(), 1, "and the next one the rest");
    let ignore = EntryNote {
        ignored: true,
        ..EntryNote::default()
    };
    let entry = rest.entries[0].id;
    world.write(move |tx| tx.set_entry_note(entry, &ignore, minute(4)));
    let sums = world.read(|tx| tx.payout_sums(id));
    assert_eq!(sums[0].count, 2, "an ignored row is in no sum");
    assert_eq!(
        world.read(|tx| tx.verify()).problems,
        [],
        "kept sums are the recomputed ones"
    );
}

#[test]
fn an_account_with_payouts_goes_whole() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    within(&world, account, 1, |tx, o| tx.upsert_payout(o, &payout()));
    within(&world, account, 2, |tx, o| {
        tx.upsert_landing(o, "b1", &line(500))
    });
    import(&world, account, 3, vec![("a", paid("Vase", 501))]);
    world.write(move |tx| tx.remove_account(account));
    assert_eq!(
        world.read(|tx| tx.verify()).problems,
        [],
        "nothing is left behind"
    );
    assert_eq!(
        world.read(|tx| tx.landings(None, None, 9)),
        [],
        "no bank line either"
    );
}

#[test]
fn a_bank_line_is_kept_once_and_its_versions_too() {
    let world = World::new();
    let bank = world.account(Platform::Bank);
    let (_, new) = within(&world, bank, 1, |tx, o| {
        tx.upsert_landing(o, "b1", &line(500))
    });
    assert!(matches!(new, Upsert::New(_)), "first seen");
    let (_, same) = within(&world, bank, 2, |tx, o| {
        tx.upsert_landing(o, "b1", &line(500))
    });
    assert_eq!(
        same,
        Upsert::Same(new.id()),
        "an overlapping statement brings nothing new"
    );
    let (run, revised) = within(&world, bank, 3, |tx, o| {
        tx.upsert_landing(o, "b1", &line(501))
    });
    assert_eq!(
        revised,
        Upsert::Revised(new.id()),
        "the bank corrects itself"
    );
    let report = world.write(move |tx| tx.undo_run(run, minute(4)));
    assert_eq!(
        report.landings_restored, 1,
        "and the correction is taken back"
    );
    let id = new.id();
    let now = world.read(|tx| tx.landing(id));
    assert_eq!(
        now.landing.amount.micros, 5_000_000,
        "what the bank said first holds again"
    );
}

#[test]
fn a_decision_survives_a_new_import_and_never_uses_a_line_beyond_its_amount() {
    let world = World::new();
    let bank = world.account(Platform::Bank);
    let shop = world.account(Platform::Stripe);
    let (run, _) = within(&world, bank, 1, |tx, o| {
        tx.upsert_landing(o, "b1", &line(500))
    });
    let link = move |payout: &str, cents: i64| MatchLink {
        payout: Some((shop, payout.to_owned())),
        landing: (bank, "b1".to_owned()),
        amount: Amount::new(cents * 10_000, Unit::EUR),
    };
    let decide = |links: Vec<MatchLink>| {
        world
            .store()
            .write(move |tx| tx.insert_match_decision(Verdict::Accepted, "{}", &links, minute(2)))
    };
    decide(vec![link("po_1", 300), link("po_2", 100)]).unwrap();
    let over = decide(vec![link("po_3", 101)]);
    assert!(
        matches!(over, Err(StoreError::OverUsed(_))),
        "1.00 of the line is left"
    );
    let last = decide(vec![link("po_3", 100)]).unwrap();
    assert_eq!(
        world.read(|tx| tx.match_decisions()).len(),
        2,
        "a refused write leaves nothing"
    );
    world.write(move |tx| tx.undo_run(run, minute(3)));
    within(&world, bank, 4, |tx, o| {
        tx.upsert_landing(o, "b1", &line(500))
    });
    let decisions = world.read(|tx| tx.match_decisions());
    assert_eq!(
        decisions.len(),
        2,
        "the creator's word is still there when the line is back"
    );
    world.write(move |tx| tx.remove_match_decision(last));
    let left = world.read(|tx| tx.match_decisions());
    assert_eq!(left.len(), 1, "a decision is taken back whole");
}

#[test]
fn an_accepted_month_keeps_its_figures_and_its_reason_to_open() {
    let world = World::new();
    let shop = world.account(Platform::Stripe);
    let month = day("2026-03-01");
    world.write(move |tx| tx.lock_period(shop, month, "[1]", minute(1)));
    world.write(move |tx| tx.lock_period(shop, month, "[2]", minute(2)));
    assert!(
        world.read(|tx| tx.period_is_locked(shop, day("2026-03-31"))),
        "the whole month"
    );
    world.write(move |tx| tx.reopen_period(shop, month, "a refund came late", minute(3)));
    assert!(
        !world.read(|tx| tx.period_is_locked(shop, month)),
        "open again"
    );
    let locks = world.read(|tx| tx.period_locks());
    assert_eq!(
        locks[0].figures, "[1]",
        "what was accepted first is what stays"
    );
    assert_eq!(
        locks[0].reopened.as_ref().map(|(_, why)| why.as_str()),
        Some("a refund came late"),
        "with the reason"
    );
    let twice = world
        .store()
        .write(move |tx| tx.reopen_period(shop, month, "again", minute(4)));
    assert!(
        matches!(twice, Err(StoreError::NotFound { .. })),
        "what is open cannot be opened"
    );
}
