//! Sums of whole months: whatever the bounds, they say what the days say, through every change of a row.

use crate::world::*;
use domain::*;
use store::*;

/// Sums by unit the long way round: day by day.
fn by_days(world: &World, filter: &EntryFilter) -> Vec<(Unit, i128, u64, i128)> {
    let rows = world.read(|tx| tx.totals(&[TotalKey::Day], filter));
    let mut sums: std::collections::BTreeMap<Unit, (i128, u64, i128)> = Default::default();
    for row in rows {
        let sum = sums.entry(row.unit).or_default();
        sum.0 += row.net;
        sum.1 += row.count;
        sum.2 += row.fee.micros;
    }
    sums.into_iter().map(|(u, s)| (u, s.0, s.1, s.2)).collect()
}

fn by_months(world: &World, filter: &EntryFilter) -> Vec<(Unit, i128, u64, i128)> {
    let rows = world.read(|tx| tx.totals(&[], filter));
    rows.iter()
        .map(|r| (r.unit, r.net, r.count, r.fee.micros))
        .collect()
}

const DAYS: [&str; 9] = [
    "2025-12-31",
    "2026-01-01",
    "2026-01-31",
    "2026-02-01",
    "2026-02-28",
    "2026-03-01",
    "2026-03-15",
    "2026-04-30",
    "2026-05-01",
];

/// Every span between two of the days, open ends included.
fn agree(world: &World, when: &str) {
    let mut bounds: Vec<Option<CivilDay>> = DAYS.iter().map(|d| Some(day(d))).collect();
    bounds.push(None);
    for statuses in [vec![], vec![Status::Available]] {
        for from in &bounds {
            for to in &bounds {
                let filter = EntryFilter {
                    from: *from,
                    to: *to,
                    statuses: statuses.clone(),
                    ..EntryFilter::default()
                };
                assert_eq!(
                    by_months(world, &filter),
                    by_days(world, &filter),
                    "{when}: {from:?} to {to:?}, {statuses:?}"
                );
            }
        }
    }
    let report = world.read(|tx| tx.verify());
    assert_eq!(report.problems, [], "{when}: verify agrees");
}

#[test]
fn months_say_what_their_days_say() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    let keys = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let rows = |cents: i64| {
        let row = |(n, (key, on)): (usize, (&&'static str, &&str))| {
            let mut sale = sale(on, key, cents + n as i64);
            if n % 3 == 0 {
                sale.status = Status::Paid;
            }
            if n % 4 == 0 {
                sale.money.unit = Unit::USD;
            }
            (*key, sale)
        };
        keys.iter()
            .zip(&DAYS)
            .enumerate()
            .map(row)
            .collect::<Vec<_>>()
    };
    import(&world, account, 1, rows(1_000));
    agree(&world, "new rows");
    let mut moved = rows(2_000);
    moved[2].1.day = day("2026-04-02");
    let second = import(&world, account, 2, moved);
    agree(&world, "corrected rows, one in another month");
    world.write(move |tx| tx.undo_run(second, minute(3)));
    agree(&world, "the correction taken back");
    let months = world.read(|tx| tx.totals(&[TotalKey::Month], &EntryFilter::default()));
    let starts: Vec<String> = months
        .iter()
        .filter(|r| r.unit == Unit::EUR)
        .filter_map(|r| r.period.map(|d| d.to_string()))
        .collect();
    assert_eq!(
        starts,
        ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"],
        "a month is named by its first day"
    );
}

#[test]
fn adding_up_rows_stops_when_nobody_waits() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "", minute(1))?;
        let document = tx.insert_document(&document("many", b"many"), Some(account), run)?;
        let origin = Origin {
            account,
            feed: "sales",
            document,
            run,
            now: minute(1),
        };
        for n in 0..3_000 {
            let row = sale("2026-03-01", "Bowl", 100 + n);
            tx.insert_entry(&origin, &format!("k{n}"), &row)?;
        }
        tx.finish_run(run, RunState::Done, minute(1), None)
    });
    let bowls = EntryFilter {
        text: Some("bowl".to_owned()),
        ..EntryFilter::default()
    };
    let asked = std::cell::Cell::new(0);
    let go_on = |most: u32| {
        asked.set(asked.get() + 1);
        asked.get() <= most
    };
    let whole = world.read(|tx| tx.totals_while(&[], &bowls, || go_on(u32::MAX)));
    let count = whole.unwrap().iter().map(|r| r.count).sum::<u64>();
    assert_eq!(count, 3_000, "each row once");
    assert!(asked.get() > 0, "it asked whether to go on");
    asked.set(0);
    let stopped = world.read(|tx| tx.totals_while(&[], &bowls, || go_on(1)));
    assert_eq!(stopped, None, "half a sum is no sum");
    assert_eq!(asked.get(), 2, "and it stopped at the first no");
}
