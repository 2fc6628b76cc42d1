//! Earned, paid, landed, over the sample creator's Stripe account.
//!
//! The rule it protects: in micro-units and for each unit, what was owed before and earned is what was paid, taken back and
//! is still owed; a line that the platform loses shows as *unexplained*, exactly; a decision about bank lines is the
//! creator's, is taken back whole, and leaves accepted months alone.

mod common;

use common::{NOW, at, open, work};
use domain::document::{DocumentKind, Place};
use domain::{
    AccountId, Amount as Money, DocumentDraft, LandingDraft, Locator, Platform, RunKind, RunState,
    Unit,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use studio::demo::World;
use studio::emulating::Emulator;
use studio::shapes::*;
use studio::syncing::{self, SyncRequest};
use studio::{OpenProfile, StudioError, accounts, payouts};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

const YEAR: World = World {
    seed: 7,
    days: 365,
    entries: Some(1_500),
    made_at: None,
};

/// A profile with the creator's Stripe account, read once; the emulator loses what `faults` say.
async fn shop(folder: &std::path::Path, faults: &[String]) -> Answer<Arc<OpenProfile>> {
    let emulator = Emulator::start(YEAR, at(NOW), 0, faults).await?;
    let offered = emulator
        .address()
        .accounts
        .into_iter()
        .find(|a| a.platform == "stripe")
        .ok_or("the emulator offers Stripe")?;
    let profile = open(folder, false, NOW);
    let fields: BTreeMap<String, String> = serde_json::from_value(offered.credentials)?;
    accounts::connect(
        &profile,
        ConnectRequest {
            platform: PlatformName::Stripe,
            handle: offered.handle,
            region: None,
            base_url: Some(offered.base_url),
            manual: false,
            fields,
        },
    )
    .await?;
    syncing::sync(&profile, &work(), &SyncRequest::default()).await?;
    emulator.stop().await?;
    Ok(profile)
}

fn micros(amount: &Amount) -> i64 {
    let unit: Unit = amount.unit.parse().unwrap();
    Money::parse(&amount.amount, unit).unwrap().micros
}

fn all(profile: &OpenProfile) -> Vec<PayoutRow> {
    let mut rows = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = payouts::payouts(profile, after.as_deref()).unwrap();
        rows.extend(page.groups.into_iter().flat_map(|g| g.payouts));
        match page.next {
            Some(next) => after = Some(next),
            None => return rows,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_adds_up_to_the_micro_unit_and_a_lost_line_shows() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let profile = shop(&folder.path().join("whole"), &[]).await?;
    let spans = [
        (None, None, "everything"),
        (
            Some("2026-01-01"),
            Some("2026-06-30"),
            "half a year in the middle",
        ),
        (Some("2026-10-01"), None, "the last weeks"),
    ];
    for (from, to, span) in spans {
        let rows = payouts::balance(&profile, from, to)?;
        let row = rows.first().ok_or("Stripe has a balance")?;
        let terms = [&row.payouts, &row.said_paid, &row.reversed, &row.owed].map(micros);
        assert_eq!(
            micros(&row.owed_before) + micros(&row.earned),
            terms.iter().sum::<i64>(),
            "{span}: owed before and earned is paid, taken back or owed"
        );
        assert_eq!(micros(&row.gap), 0, "{span}: nothing is missing");
        assert_eq!(
            micros(&row.unexplained),
            0,
            "{span}: nothing is unexplained"
        );
        assert!(micros(&row.payouts) > 0, "{span}: there were payouts");
    }
    let whole = all(&profile);
    let paid: Vec<&PayoutRow> = whole.iter().filter(|p| p.id.is_some()).collect();
    assert!(paid.len() > 40, "a year of weekly payouts");
    assert!(
        paid.iter()
            .any(|p| p.state == Some(PayoutStateName::Failed)),
        "one of them failed"
    );
    for row in &paid {
        let rest = row.unexplained.as_ref().map(micros);
        assert_eq!(rest, Some(0), "payout {:?} is explained", row.id);
        assert_eq!(
            row.basis.as_deref(),
            Some("linked"),
            "by Stripe's own links"
        );
    }
    let resent = paid.iter().filter_map(|p| p.id).filter(|id| {
        let detail = payouts::payout(&profile, *id).unwrap();
        detail.lines.iter().any(|l| l.kind == "resent")
    });
    assert_eq!(resent.count(), 1, "what failed was sent again once");

    // The same world loses one line of a payout.
    let chosen = paid
        .iter()
        .filter(|p| p.entries > 3)
        .nth(5)
        .ok_or("a payout")?;
    let id = chosen.id.ok_or("announced")?;
    let rows = payouts::payout_rows(&profile, id, "earned", None, None, 500)?;
    let lost = rows.entries.first().ok_or("the payout pays something")?;
    let txn: String = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.entry(domain::EntryId(lost.id))?.ext_key))?;
    let fault = format!("stripe:drop-line={}", txn);
    let poorer = shop(&folder.path().join("poorer"), &[fault]).await?;
    let same = all(&poorer)
        .into_iter()
        .find(|p| p.created == chosen.created)
        .ok_or("the payout is still announced")?;
    assert_eq!(
        same.unexplained.as_ref().map(micros),
        Some(micros(&lost.figures.net)),
        "the X-ray shows exactly the line that was lost"
    );
    let others = all(&poorer);
    let others = others.iter().filter(|p| p.created != chosen.created);
    for row in others.filter(|p| p.id.is_some()) {
        let rest = row.unexplained.as_ref().map(micros);
        assert_eq!(rest, Some(0), "and only there: {:?}", row.id);
    }
    let gap = payouts::balance(&poorer, None, None)?;
    assert_eq!(
        gap.first().map(|row| micros(&row.gap)),
        Some(-micros(&lost.figures.net)),
        "the equation lacks the same amount"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_opens_to_its_rows_and_the_lines_add_up() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let profile = shop(folder.path(), &[]).await?;
    let mut kinds = std::collections::BTreeSet::new();
    for row in all(&profile) {
        let Some(id) = row.id else { continue };
        let detail = payouts::payout(&profile, id)?;
        let of = |kind: &str| {
            let lines = detail.lines.iter().filter(|l| l.kind == kind);
            lines
                .filter_map(|l| l.amount.as_ref())
                .map(micros)
                .sum::<i64>()
        };
        let parts = [
            "earned",
            "refund",
            "clawback",
            "adjustment",
            "fee",
            "tax",
            "resent",
        ];
        let sum: i64 = parts.iter().map(|kind| of(kind)).sum();
        assert_eq!(sum, of("expected"), "payout {id}: the lines add up");
        assert_eq!(
            of("expected") + of("unexplained"),
            of("paid"),
            "payout {id}: to what was paid"
        );
        for line in &detail.lines {
            kinds.insert(line.kind.clone());
            let Some(rows) = &line.rows else { continue };
            let page = payouts::payout_rows(&profile, id, rows, line.stream, None, 500)?;
            assert_eq!(
                Some(page.entries.len() as i64),
                line.count,
                "payout {id}: {} opens to its rows",
                line.kind
            );
        }
    }
    for kind in ["refund", "clawback", "adjustment", "fee", "resent"] {
        assert!(kinds.contains(kind), "a year has a payout with {kind}");
    }
    Ok(())
}

/// A bank line in its own statement.
fn book(profile: &OpenProfile, bank: AccountId, day: &str, cents: i64, text: &str) {
    let line = LandingDraft {
        external_id: Some(format!("{day} {cents} {text}")),
        day: day.parse().unwrap(),
        value_day: None,
        amount: Money::new(cents * 10_000, Unit::EUR),
        text: text.to_owned(),
        counterparty: None,
        reference: None,
        locator: Locator {
            start: 0,
            len: 1,
            place: Place::Whole,
        },
    };
    let now = profile.now();
    let write = profile.store().write(move |tx| {
        let run = tx.start_run(RunKind::Import, "statement.csv", now)?;
        let draft = DocumentDraft {
            kind: DocumentKind::File,
            platform: Platform::Bank,
            name: line.external_id.clone().unwrap_or_default(),
            media_type: "text/csv".to_owned(),
            bytes: Arc::from(&b"line"[..]),
            received_at: now,
        };
        let document = tx.insert_document(&draft, Some(bank), run)?;
        let origin = store::Origin {
            account: bank,
            feed: "statement",
            document,
            run,
            now,
        };
        let key = line.external_id.clone().unwrap_or_default();
        tx.upsert_landing(&origin, &key, &line)?;
        tx.finish_run(run, RunState::Done, now, None)
    });
    write.map_err(|e: store::StoreError| e).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bank_lines_are_matched_by_the_creators_word() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let profile = shop(folder.path(), &[]).await?;
    let now = profile.now();
    let bank = profile.store().write(move |tx| {
        tx.insert_account(&store::AccountDraft {
            platform: Platform::Bank,
            handle: "Example Bank".to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: true,
            added_at: now,
        })
        .map_err(StudioError::from)
    })?;
    let paid: Vec<PayoutRow> = all(&profile)
        .into_iter()
        .filter(|p| p.state == Some(PayoutStateName::Paid))
        .take(6)
        .collect();
    let cents = |row: &PayoutRow| micros(&row.amount) / 10_000;
    let day = |row: &PayoutRow| row.arrival.clone().unwrap();
    let [a, b, c, d, ..] = paid.as_slice() else {
        return Err("six payouts arrived".into());
    };
    // One line as it should be, one for two payouts, two lines for one payout, and a stranger.
    book(&profile, bank, &day(a), cents(a), "STRIPE PAYOUT");
    book(
        &profile,
        bank,
        &day(b),
        cents(b) + cents(c),
        "STRIPE PAYOUT",
    );
    book(&profile, bank, &day(d), cents(d) - 100, "STRIPE 1 OF 2");
    book(&profile, bank, &day(d), 100, "STRIPE 2 OF 2");
    book(&profile, bank, &day(a), 3_500, "M. EXAMPLE");
    let queue = payouts::queue(&profile, |_, _| true)?;
    let proposals: Vec<&MatchRow> = queue.rows.iter().filter(|r| r.kind == "proposal").collect();
    let sides: Vec<(usize, usize)> = proposals
        .iter()
        .map(|r| (r.payouts.len(), r.landings.len()))
        .collect();
    for side in [(1, 1), (2, 1), (1, 2)] {
        assert!(sides.contains(&side), "{side:?} is among {sides:?}");
    }
    let one = proposals
        .iter()
        .find(|r| r.landings.len() == 1 && r.payouts.len() == 1)
        .ok_or("one to one")?;
    assert!(one.sure, "amount, day and name agree: {:?}", one.reasons);
    let parts = one.parts.clone();
    let after = payouts::accept(&profile, &parts)?;
    assert_eq!(after.matched, 1, "accepted");
    assert!(
        !after.rows.iter().any(|r| r.key == one.key),
        "and no longer in the queue"
    );
    let again = payouts::accept(&profile, &parts);
    assert!(again.is_err(), "a payout is settled once");
    let id = a.id.ok_or("announced")?;
    let landed = payouts::payout(&profile, id)?.landings;
    assert_eq!(landed.len(), 1, "the opened payout shows its bank line");

    // Its month is accepted: nothing about it can be decided until it is opened again.
    let account = payouts::payout(&profile, id)?.account_id;
    let month = "2026-09";
    let locked = payouts::lock_period(&profile, account, month)?;
    let of_month = |rows: &[PeriodRow]| {
        let found = rows.iter().find(|r| r.month.starts_with(month));
        found.cloned().ok_or("the month is listed")
    };
    let row = of_month(&locked)?;
    assert!(row.locked_at.is_some() && !row.changed, "accepted as it is");
    let in_month: Vec<&MatchRow> = after
        .rows
        .iter()
        .filter(|r| r.payouts.iter().all(|p| p.day.starts_with(month)))
        .filter(|r| r.kind == "proposal")
        .collect();
    for row in in_month {
        let refused = payouts::accept(&profile, &row.parts);
        assert!(refused.is_err(), "an accepted month is left alone");
    }
    let reopened = payouts::reopen_period(&profile, account, month, "a late refund")?;
    let row = of_month(&reopened)?;
    assert_eq!(
        (row.locked_at, row.reason.as_deref()),
        (None, Some("a late refund")),
        "open again, with its reason"
    );
    assert!(
        payouts::lock_period(&profile, account, "2026-10").is_err(),
        "a month that is not over cannot be accepted"
    );

    let decision = after.decided.first().ok_or("one decision")?.id;
    let undone = payouts::undo_decision(&profile, decision)?;
    assert_eq!(undone.matched, 0, "taken back");
    assert!(
        undone.rows.iter().any(|r| r.key == one.key),
        "and proposed again"
    );
    let refused = payouts::refuse(&profile, &parts)?;
    assert!(
        !refused.rows.iter().any(|r| r.parts == parts),
        "what was refused is not proposed again"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calendar_expects_the_next_payout_within_a_band() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let profile = shop(folder.path(), &[]).await?;
    let calendar = payouts::calendar(&profile)?;
    let next = calendar.first().ok_or("Stripe owes something")?;
    assert_eq!(next.basis, "history", "Stripe's own schedule is learned");
    let (first, day, last) = (
        next.earliest.as_ref().ok_or("a first day")?,
        next.day.as_ref().ok_or("a day")?,
        next.latest.as_ref().ok_or("a last day")?,
    );
    assert!(first <= day && day <= last, "{first} ≤ {day} ≤ {last}");
    assert_eq!(next.day_percent, Some(84), "twelve gaps cover 11 of 13");
    let amounts = [&next.low, &next.amount, &next.high].map(micros);
    assert!(
        amounts.is_sorted() && amounts.iter().all(|m| *m >= 0),
        "low, likely, high: {amounts:?}"
    );
    Ok(())
}
