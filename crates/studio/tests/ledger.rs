//! Three looks at the emulator with its corrections between them: every day's truth stays what it was.
//!
//! The rule it protects: a naive model (a whole picture of the cache after each look) and the cache's own memory agree on
//! totals, payouts, programmes and drift, for every day.

mod common;

use common::{at, open, work};
use connectors::Credentials;
use domain::{CivilDay, Instant, Zone};
use sandbox::{SandboxHandle, SandboxOptions};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{AccountDraft, EntryFilter, TotalKey};
use studio::shapes::*;
use studio::syncing::SyncRequest;
use studio::{OpenProfile, accounts, ledger, programmes, syncing, today};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

/// What one look found: row, account, stream, unit, day, status, net.
type Rows = BTreeMap<
    i64,
    (
        i64,
        domain::Stream,
        domain::Unit,
        CivilDay,
        domain::Status,
        i64,
    ),
>;

struct Picture {
    at: Instant,
    day: String,
    rows: Rows,
    payouts: BTreeMap<i64, (Amount, PayoutStateName, i64, Option<Amount>)>,
    programmes: Vec<ProgrammeDetail>,
}

async fn connect(profile: &OpenProfile, emulator: &SandboxHandle) -> Answer<()> {
    for offered in emulator.accounts() {
        let platform: domain::Platform = offered.platform.parse()?;
        if !matches!(
            platform,
            domain::Platform::Stripe
                | domain::Platform::Tiktok
                | domain::Platform::TiktokShop
                | domain::Platform::Youtube
        ) {
            continue;
        }
        let credentials = Credentials::from_json(platform, &offered.credentials.to_string())?;
        let draft = AccountDraft {
            platform,
            handle: offered.handle,
            region: offered.region.parse().ok(),
            base_url: Some(offered.base_url),
            external_id: None,
            manual: false,
            added_at: profile.now(),
        };
        accounts::add(profile, draft, Some(credentials)).await?;
    }
    Ok(())
}

fn picture(profile: &OpenProfile) -> Answer<Picture> {
    let at = profile.now();
    let day = at.day_in(Zone::UTC).to_string();
    let (rows, payouts) = profile.store().read(|tx| {
        let mut rows = Rows::new();
        let mut after = None;
        loop {
            let page = tx.entries_page(&EntryFilter::default(), after, 500)?;
            for e in &page.entries {
                let row = (
                    e.account.0,
                    e.stream,
                    e.money.unit,
                    e.day,
                    e.status,
                    e.money.net,
                );
                rows.insert(e.id.0, row);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut payouts = BTreeMap::new();
        for payout in tx.payouts(None, None, u32::MAX)? {
            let sums = tx.payout_sums(payout.id)?;
            let unit = payout.payout.amount.unit;
            let own = sums.iter().find(|s| s.unit == unit);
            let said = (
                payout.payout.amount.into(),
                payout.payout.state.into(),
                i64::try_from(sums.iter().map(|s| s.count).sum::<u64>()).unwrap_or(i64::MAX),
                own.map(|s| Amount::of_sum(s.net, unit)),
            );
            payouts.insert(payout.id.0, said);
        }
        Ok::<_, studio::StudioError>((rows, payouts))
    })?;
    let asked = BoardQuery {
        on: Some(day.clone()),
        ..BoardQuery::default()
    };
    Ok(Picture {
        at,
        programmes: programmes::details(profile, &asked)?,
        day,
        rows,
        payouts,
    })
}

/// The looks: before the first correction, after some, after most.
const LOOKS: [&str; 3] = [
    "2026-09-28T07:00:00Z",
    "2026-10-08T07:00:00Z",
    "2026-10-22T07:00:00Z",
];

async fn three_looks(folder: &std::path::Path) -> Answer<(Arc<OpenProfile>, Vec<Picture>)> {
    let profile = open(folder, true, "2026-10-22T08:00:00Z");
    let options = SandboxOptions {
        days: 150,
        ..SandboxOptions::new(at(LOOKS[0]).0)
    };
    let emulator = sandbox::serve(options).await?;
    connect(&profile.seen_at(at(LOOKS[0])), &emulator).await?;
    let request = SyncRequest {
        at_once: 1,
        ..SyncRequest::default()
    };
    let mut pictures = Vec::new();
    for look in LOOKS {
        emulator.set_now(at(look).0);
        let seen = Arc::new(profile.seen_at(at(look)));
        let report = syncing::sync(&seen, &work(), &request).await?;
        assert!(
            matches!(report.state, RunStateName::Done),
            "the look of {look} read everything: {:?}",
            report.accounts
        );
        pictures.push(picture(&seen)?);
    }
    emulator.shutdown().await?;
    Ok((profile, pictures))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_day_is_what_it_was_after_three_looks() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let (profile, pictures) = three_looks(folder.path()).await?;
    let moved = |a: &Picture, b: &Picture| {
        let both = a
            .rows
            .iter()
            .filter_map(|(id, row)| Some((row, b.rows.get(id)?)));
        both.filter(|(x, y)| x != y).count()
    };
    assert!(
        moved(&pictures[0], &pictures[1]) > 0 && moved(&pictures[1], &pictures[2]) > 0,
        "the emulator corrected something before each later look"
    );
    totals_stay(&profile, &pictures)?;
    payouts_stay(&profile, &pictures)?;
    for then in &pictures {
        let asked = BoardQuery {
            known_on: Some(then.day.clone()),
            ..BoardQuery::default()
        };
        let known = programmes::details(&profile, &asked)?;
        assert_eq!(
            known, then.programmes,
            "programmes as known on {}",
            then.day
        );
    }
    drift_is_last_less_first(&profile, &pictures)?;
    what_changed_names_every_correction(&profile, &pictures)
}

fn totals_stay(profile: &OpenProfile, pictures: &[Picture]) -> Answer<()> {
    let keys = [
        TotalKey::Day,
        TotalKey::Account,
        TotalKey::Stream,
        TotalKey::Status,
    ];
    for then in pictures {
        let known = profile
            .store()
            .read(|tx| tx.totals_as_known_on(then.at, &keys, &EntryFilter::default()))?;
        let known: BTreeMap<_, _> = known
            .into_iter()
            .map(|r| {
                (
                    (r.account.map(|a| a.0), r.stream, r.unit, r.period, r.status),
                    (r.net, r.count),
                )
            })
            .collect();
        let mut naive: BTreeMap<_, (i128, u64)> = BTreeMap::new();
        for (account, stream, unit, day, status, net) in then.rows.values() {
            let key = (
                Some(*account),
                Some(*stream),
                *unit,
                Some(*day),
                Some(*status),
            );
            let cell = naive.entry(key).or_default();
            cell.0 += i128::from(*net);
            cell.1 += 1;
        }
        assert_eq!(known, naive, "cells as known at {}", then.at);
        let shown = ledger::known_totals(profile, &then.day, &EntryFilterShape::default())?;
        let count: i64 = shown.totals.iter().map(|t| t.count).sum();
        assert_eq!(
            count,
            i64::try_from(then.rows.len())?,
            "rows shown as known on {}",
            then.day
        );
    }
    let before = ledger::known_totals(profile, "2026-09-27", &EntryFilterShape::default())?;
    assert!(
        before
            .totals
            .iter()
            .all(|t| t.then.is_none() && t.now.is_some()),
        "before the first look nothing was known"
    );
    Ok(())
}

fn payouts_stay(profile: &OpenProfile, pictures: &[Picture]) -> Answer<()> {
    for then in pictures {
        let known = ledger::known_payouts(profile, &then.day)?;
        let known: BTreeMap<_, _> = known
            .payouts
            .into_iter()
            .map(|p| (p.id, (p.amount, p.state, p.entries, p.rows_net)))
            .collect();
        assert_eq!(known, then.payouts, "payouts as known on {}", then.day);
    }
    let first = ledger::known_payouts(profile, &pictures[0].day)?;
    assert!(
        first.payouts.iter().any(|p| p.changed_since),
        "a payout of the first look changed later"
    );
    let last = ledger::known_payouts(profile, &pictures[2].day)?;
    assert!(
        last.payouts.iter().all(|p| !p.changed_since),
        "the last look is the present"
    );
    Ok(())
}

fn drift_is_last_less_first(profile: &OpenProfile, pictures: &[Picture]) -> Answer<()> {
    let last = &pictures[2].rows;
    let mut naive: BTreeMap<(String, i64, domain::Stream, domain::Unit), (i128, i64)> =
        BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    for then in pictures {
        for (id, (account, stream, unit, day, _, first)) in &then.rows {
            if !seen.insert(*id) {
                continue;
            }
            let (day, now) = match last.get(id) {
                Some(row) => (row.3, row.5),
                None => (*day, 0),
            };
            let month = day.to_string()[..7].to_owned();
            let cell = naive.entry((month, *account, *stream, *unit)).or_default();
            cell.0 += i128::from(now) - i128::from(*first);
            cell.1 += i64::from(now != *first);
        }
    }
    naive.retain(|_, (_, moved)| *moved > 0);
    let table = ledger::drift(profile, Some("2020-01-01"), None)?;
    let shown: BTreeMap<_, _> = table
        .rows
        .iter()
        .map(|row| {
            let unit: domain::Unit = row.drift.unit.parse().unwrap();
            let key = (row.month.clone(), row.account_id, row.stream.into(), unit);
            let drift = domain::Amount::parse(&row.drift.amount, unit).unwrap();
            (key, (i128::from(drift.micros), row.moved))
        })
        .collect();
    assert_eq!(shown, naive, "drift by month and source");
    assert!(!shown.is_empty(), "something drifted");
    Ok(())
}

fn what_changed_names_every_correction(profile: &OpenProfile, pictures: &[Picture]) -> Answer<()> {
    let mut corrected = std::collections::BTreeSet::new();
    for pair in pictures.windows(2) {
        for (id, row) in &pair[0].rows {
            if pair[1].rows.get(id).is_some_and(|later| later.5 != row.5) {
                corrected.insert(*id);
            }
        }
    }
    let listed = today::changes(profile, Some("r-1"))?;
    let named: std::collections::BTreeSet<i64> = listed
        .iter()
        .filter(|c| c.kind == "revised" && c.open == "entry")
        .filter(|c| c.fields.iter().any(|f| f == "net"))
        .filter_map(|c| c.open_id)
        .collect();
    assert!(
        corrected.is_subset(&named),
        "every correction of a figure is a line of its own"
    );
    let one = listed
        .iter()
        .find(|c| c.kind == "revised" && c.open == "entry")
        .ok_or("a revised entry")?;
    let source = one
        .source
        .as_ref()
        .ok_or("a revised line leads to its document")?;
    assert!(source.len > 0 && source.sha256.len() == 64, "{source:?}");
    Ok(())
}

use studio::shapes::EntryFilter as EntryFilterShape;
