//! Random correction histories against a naive model that keeps a whole picture of every moment.
//!
//! The rule it protects: whatever is new, revised, vanished, back or taken back, each moment's truth stays what it was believed
//! to be at that moment, as if what was taken back had never been.

use crate::world::{World, document, sale};
use domain::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::*;

/// What one run says. A step of its own for each run, so that every moment has one writer.
#[derive(Debug, Clone)]
enum Run {
    /// Rows listed: key, day, cents, status.
    Read {
        import: bool,
        rows: Vec<(u8, u8, i64, u8)>,
    },
    /// Rows of these days, but for those listed, are gone.
    Walk { seen: Vec<u8>, from: u8, to: u8 },
    /// The import before this many runs is taken back.
    Undo { back: usize },
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    let row = (0..6u8, 0..4u8, 1..5i64, 0..3u8);
    let run = prop_oneof![
        5 => (any::<bool>(), prop::collection::vec(row, 1..5)).prop_map(|(import, rows)| Run::Read { import, rows }),
        2 => (prop::collection::vec(0..6u8, 0..4), 0..4u8, 0..4u8)
            .prop_map(|(seen, a, b)| Run::Walk { seen, from: a.min(b), to: a.max(b) }),
        2 => (1..6usize).prop_map(|back| Run::Undo { back }),
    ];
    prop::collection::vec(run, 1..14)
}

const STATUSES: [Status; 3] = [Status::Estimated, Status::Confirmed, Status::Paid];

fn moment(n: usize) -> Instant {
    Instant::from_seconds(1_760_000_000 + 86_400 * i64::try_from(n).unwrap()).unwrap()
}

fn draft(key: u8, day: u8, cents: i64, status: u8) -> EntryDraft {
    let mut draft = sale(
        &format!("2026-0{}-10", day + 1),
        &format!("Order {key}"),
        cents * 100,
    );
    draft.external_id = Some(format!("o{key}"));
    draft.status = STATUSES[usize::from(status)];
    draft
}

/// What one run did to one row, in the naive model.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Says(Box<EntryDraft>),
    Gone,
}

/// The naive model: every deed ever, in order, and whether it was taken back.
#[derive(Debug, Default)]
struct Model {
    deeds: Vec<(usize, String, Deed)>,
    /// Deeds that no longer happened: run and key.
    undone: BTreeSet<(usize, String)>,
}

impl Model {
    fn happened(&self) -> impl DoubleEndedIterator<Item = &(usize, String, Deed)> {
        self.deeds
            .iter()
            .filter(|(run, key, _)| !self.undone.contains(&(*run, key.clone())))
    }

    /// The picture at a moment: rows that are there and not gone.
    fn picture(&self, at: usize) -> BTreeMap<String, EntryDraft> {
        let mut rows: BTreeMap<String, (EntryDraft, bool)> = BTreeMap::new();
        for (run, key, deed) in self.happened().filter(|(run, _, _)| *run <= at) {
            let _ = run;
            match deed {
                Deed::Says(draft) => {
                    rows.insert(key.clone(), ((**draft).clone(), false));
                }
                Deed::Gone => {
                    if let Some(row) = rows.get_mut(key) {
                        row.1 = true;
                    }
                }
            }
        }
        let there = rows.into_iter().filter(|(_, (_, gone))| !gone);
        there.map(|(key, (draft, _))| (key, draft)).collect()
    }

    /// The last thing said of a row, gone or not.
    fn last_said(&self, key: &str) -> Option<(EntryDraft, bool)> {
        let mut last = None;
        for (_, _, deed) in self.happened().filter(|(_, k, _)| k == key) {
            match deed {
                Deed::Says(draft) => last = Some(((**draft).clone(), false)),
                Deed::Gone => {
                    if let Some(row) = &mut last {
                        row.1 = true;
                    }
                }
            }
        }
        last
    }

    /// Takes back what a run did where nobody has said anything about the row since.
    fn undo(&mut self, run: usize) {
        let own: Vec<String> = self
            .happened()
            .filter(|(r, _, _)| *r == run)
            .map(|(_, key, _)| key.clone())
            .collect();
        for key in own {
            let built_upon = self
                .happened()
                .any(|(r, k, deed)| *r > run && *k == key && matches!(deed, Deed::Says(_)));
            if !built_upon {
                self.undone.insert((run, key));
            }
        }
    }
}

type Cells = BTreeMap<(CivilDay, Status), (i128, u64)>;

fn cells(rows: &BTreeMap<String, EntryDraft>) -> Cells {
    let mut cells = Cells::new();
    for draft in rows.values() {
        let cell = cells.entry((draft.day, draft.status)).or_default();
        cell.0 += i128::from(draft.money.net);
        cell.1 += 1;
    }
    cells
}

fn stored(rows: Vec<TotalRow>) -> Cells {
    rows.into_iter()
        .map(|row| {
            (
                (row.period.unwrap(), row.status.unwrap()),
                (row.net, row.count),
            )
        })
        .collect()
}

fn play(world: &World, account: AccountId, history: &[Run]) -> (Model, usize) {
    let mut model = Model::default();
    // Rows of the table `run`, by the position of the step; and which of them may be taken back.
    let mut ids: Vec<Option<(RunId, bool)>> = Vec::new();
    for (n, step) in history.iter().enumerate() {
        let now = moment(n);
        match step.clone() {
            Run::Read { import, rows } => {
                let mut said: BTreeMap<String, EntryDraft> = BTreeMap::new();
                for (key, day, cents, status) in rows {
                    said.insert(format!("o{key}"), draft(key, day, cents, status));
                }
                for (key, row) in &said {
                    if model.last_said(key) != Some((row.clone(), false)) {
                        model
                            .deeds
                            .push((n, key.clone(), Deed::Says(Box::new(row.clone()))));
                    }
                }
                let kind = if import {
                    RunKind::Import
                } else {
                    RunKind::Sync
                };
                let run = world.write(move |tx| {
                    let run = tx.start_run(kind, "", now)?;
                    let bytes = format!("page {n}");
                    let document = tx.insert_document(
                        &document("page", bytes.as_bytes()),
                        Some(account),
                        run,
                    )?;
                    let origin = Origin {
                        account,
                        feed: "sales",
                        document,
                        run,
                        now,
                    };
                    let rows: Vec<(&str, EntryDraft)> =
                        said.iter().map(|(k, d)| (k.as_str(), d.clone())).collect();
                    crate::world::apply(tx, &origin, &rows)?;
                    Ok(run)
                });
                ids.push(Some((run, import)));
            }
            Run::Walk { seen, from, to } => {
                let window = Window {
                    from: draft(0, from, 1, 0).day,
                    to: draft(0, to, 1, 0).day,
                };
                for (key, row) in model.picture(n) {
                    let listed = seen.iter().any(|s| key == format!("o{s}"));
                    if !listed && (window.from..=window.to).contains(&row.day) {
                        model.deeds.push((n, key, Deed::Gone));
                    }
                }
                let run = world.write(move |tx| {
                    let run = tx.start_run(RunKind::Sync, "", now)?;
                    let keys: Vec<String> = seen.iter().map(|s| format!("o{s}")).collect();
                    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                    let known = tx.known_entries(account, "sales", &keys)?;
                    let there: Vec<EntryId> = known
                        .into_iter()
                        .flatten()
                        .filter(|k| !k.vanished)
                        .map(|k| k.id)
                        .collect();
                    tx.touch_entries(&there, run)?;
                    tx.vanish_entries(account, "sales", window, run, now)?;
                    Ok(run)
                });
                ids.push(Some((run, false)));
            }
            Run::Undo { back } => {
                let target = n
                    .checked_sub(back)
                    .and_then(|at| Some((at, ids.get(at)?.as_ref()?)));
                if let Some((at, (run, true))) = target {
                    let run = *run;
                    world.write(move |tx| tx.undo_run(run, now));
                    model.undo(at);
                    ids[at] = None;
                }
                ids.push(None);
            }
        }
    }
    (model, history.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_moment_is_what_was_believed_then(history in runs()) {
        let world = World::new();
        let account = world.account(Platform::Stripe);
        let (model, moments) = play(&world, account, &history);
        let keys = [TotalKey::Day, TotalKey::Status];
        let all = EntryFilter::default();
        for at in 0..moments {
            let found = stored(world.read(|tx| tx.totals_as_known_on(moment(at), &keys, &all)));
            prop_assert_eq!(found, cells(&model.picture(at)), "as known after step {}", at);
        }
        let present = cells(&model.picture(moments));
        prop_assert_eq!(&stored(world.read(|tx| tx.totals(&keys, &all))), &present, "the sums kept beside the rows");
        let last = world.read(|tx| tx.totals_as_known_on(moment(moments), &keys, &all));
        prop_assert_eq!(&stored(last), &present, "the past of this moment is the present");
        let verified = world.read(|tx| tx.verify());
        prop_assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    }

    #[test]
    fn drift_is_the_last_figure_less_the_first(history in runs()) {
        let world = World::new();
        let account = world.account(Platform::Stripe);
        let (model, _) = play(&world, account, &history);
        let mut first: BTreeMap<&str, i64> = BTreeMap::new();
        let mut last: BTreeMap<&str, i64> = BTreeMap::new();
        for (_, key, deed) in model.happened() {
            match deed {
                Deed::Says(draft) => {
                    first.entry(key).or_insert(draft.money.net);
                    last.insert(key, draft.money.net);
                }
                Deed::Gone => {
                    last.insert(key, 0);
                }
            }
        }
        let total = |of: &BTreeMap<&str, i64>| of.values().map(|net| i128::from(*net)).sum::<i128>();
        let moved = first.iter().filter(|(key, net)| last.get(*key) != Some(net)).count();
        let (from, to) = (crate::world::day("2025-01-01"), crate::world::day("2027-01-01"));
        let cells = world.read(|tx| tx.drift(from, to));
        prop_assert_eq!(cells.values().map(|c| c.first).sum::<i128>(), total(&first), "first known");
        prop_assert_eq!(cells.values().map(|c| c.now).sum::<i128>(), total(&last), "now");
        prop_assert_eq!(cells.values().map(|c| c.moved).sum::<u64>(), moved as u64, "rows that moved");
    }
}
