use super::*;
use crate::{
    Access, AccountDraft, KeychainMode, OpenOptions, Origin, Profile, ReadTx, Store, StoreError,
};
use domain::document::{DocumentKind, Place};
use domain::offer::{
    Evidence, Finding, FindingKind, MessageDraft, OfferDraft, Term, TermField, TermValue,
};
use domain::reject::RejectReason;
use domain::*;
use proptest::prelude::*;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing an import may bring. Small numbers, so that runs collide.
#[derive(Debug, Clone)]
enum Step {
    Entry {
        key: u8,
        day: u8,
        cents: i64,
        payout: Option<u8>,
    },
    Vanish {
        from: u8,
        to: u8,
    },
    Payout {
        key: u8,
        cents: i64,
    },
    Landing {
        key: u8,
        cents: i64,
    },
    Metric {
        name: u8,
        day: u8,
        value: i64,
    },
    Post {
        key: u8,
        views: i64,
    },
    Offer {
        key: u8,
        answers: Option<u8>,
        fee: i64,
    },
    Reject {
        line: u8,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..12u8, 0..5u8, 1..4i64, prop::option::of(0..3u8))
            .prop_map(|(key, day, cents, payout)| Step::Entry { key, day, cents, payout }),
        1 => (0..5u8, 0..5u8).prop_map(|(from, to)| Step::Vanish { from, to }),
        2 => (0..3u8, 1..4i64).prop_map(|(key, cents)| Step::Payout { key, cents }),
        1 => (0..3u8, 1..4i64).prop_map(|(key, cents)| Step::Landing { key, cents }),
        1 => (0..2u8, 0..3u8, 0..3i64).prop_map(|(name, day, value)| Step::Metric { name, day, value }),
        1 => (0..3u8, 0..3i64).prop_map(|(key, views)| Step::Post { key, views }),
        1 => (0..3u8, prop::option::of(0..3u8), 1..3i64)
            .prop_map(|(key, answers, fee)| Step::Offer { key, answers, fee }),
        1 => (0..3u8).prop_map(|line| Step::Reject { line }),
    ]
}

fn minute(n: i64) -> Instant {
    Instant::from_seconds(1_760_000_000 + 60 * n).unwrap()
}

fn day(n: u8) -> CivilDay {
    CivilDay::from_number(20_000 + i32::from(n)).unwrap()
}

fn locator() -> Locator {
    Locator {
        start: 0,
        len: 3,
        place: Place::Whole,
    }
}

fn entry(n: u8, cents: i64, payout: Option<u8>) -> EntryDraft {
    EntryDraft {
        external_id: None,
        day: day(n),
        zone: Zone::UTC,
        instant: None,
        stream: if cents == 3 {
            Stream::Tip
        } else {
            Stream::ShopSale
        },
        title: format!("Order for {cents}"),
        counterparty: None,
        money: Money {
            fee: (cents == 2).then_some(300),
            // One of them takes money back, so that both parts of a payout's sums are tried.
            ..Money::net_only(Amount::new(
                if n == 4 { -cents } else { cents } * 10_000,
                Unit::EUR,
            ))
        },
        status: Status::Available,
        available_on: None,
        payout_external_id: payout.map(|p| format!("po_{p}")),
        locator: locator(),
    }
}

fn offer(key: u8, answers: Option<u8>, fee: i64) -> OfferDraft {
    OfferDraft {
        external_id: format!("m{key}@brand.example"),
        brand: "Brindle".to_owned(),
        title: "A video".to_owned(),
        stage: Stage::New,
        received: minute(i64::from(key)),
        terms: vec![Term {
            field: TermField::Fee,
            value: TermValue::Money(Amount::new(fee * 1_000_000, Unit::EUR)),
            evidence: Evidence {
                text: format!("{fee} euros"),
                start: Some(4),
                len: 7,
            },
        }],
        findings: vec![Finding {
            kind: FindingKind::Urgency,
            line: "today only".to_owned(),
        }],
        messages: vec![MessageDraft {
            external_id: format!("m{key}@brand.example"),
            references: answers
                .map(|a| format!("m{a}@brand.example"))
                .into_iter()
                .collect(),
            from_name: "Brindle".to_owned(),
            from_address: "hello@brand.example".to_owned(),
            subject: "A video".to_owned(),
            sent: minute(i64::from(key)),
            text: "Dear creator".to_owned(),
            attachments: Vec::new(),
        }],
        locator: locator(),
    }
}

fn do_step(tx: &mut WriteTx<'_>, origin: &Origin<'_>, step: &Step) -> Result<(), StoreError> {
    match step {
        Step::Entry {
            key,
            day,
            cents,
            payout,
        } => {
            let (key, draft) = (format!("k{key}"), entry(*day, *cents, *payout));
            let known = tx
                .known_entries(origin.account, origin.feed, &[&key])?
                .pop()
                .flatten();
            match known {
                None => {
                    tx.insert_entry(origin, &key, &draft)?;
                }
                Some(k) if k.vanished || !k.says_the_same(&draft) => {
                    tx.revise_entry(k.id, &draft, origin)?
                }
                Some(k) => tx.touch_entries(&[k.id], origin.run)?,
            }
        }
        Step::Vanish { from, to } => {
            let window = Window {
                from: day(*from),
                to: day(*to),
            };
            tx.vanish_entries(origin.account, origin.feed, window, origin.run, origin.now)?;
        }
        Step::Payout { key, cents } => {
            let draft = PayoutDraft {
                external_id: format!("po_{key}"),
                amount: Amount::new(cents * 10_000, Unit::EUR),
                state: PayoutState::Paid,
                created: minute(i64::from(*key)),
                arrival: None,
                itemised: true,
                failure: None,
                description: None,
                locator: locator(),
            };
            tx.upsert_payout(origin, &draft)?;
        }
        Step::Landing { key, cents } => {
            let draft = LandingDraft {
                external_id: Some(format!("line{key}")),
                day: day(*key),
                value_day: None,
                amount: Amount::new(cents * 10_000, Unit::EUR),
                text: "STRIPE PAYOUT".to_owned(),
                counterparty: None,
                reference: None,
                locator: locator(),
            };
            tx.upsert_landing(origin, &format!("line{key}"), &draft)?;
        }
        Step::Metric {
            name,
            day: d,
            value,
        } => {
            let draft = MetricDraft {
                name: format!("figure{name}"),
                day: day(*d),
                value: *value,
                locator: Some(locator()),
            };
            tx.upsert_metric(origin, &draft)?;
        }
        Step::Post { key, views } => {
            let draft = PostDraft {
                external_id: Some(format!("v{key}")),
                published: minute(i64::from(*key)),
                title: "Glazing".to_owned(),
                seconds: None,
                views: Some(*views),
                likes: None,
                comments: None,
                shares: None,
                public: Some(true),
                locator: locator(),
            };
            tx.upsert_post(origin, &draft)?;
        }
        Step::Offer { key, answers, fee } => {
            tx.upsert_offer(origin, &offer(*key, *answers, *fee))?;
        }
        Step::Reject { line } => {
            let reject = Reject {
                reason: RejectReason::NotANumber,
                detail: "amount".to_owned(),
                locator: Locator {
                    start: u64::from(*line),
                    len: 1,
                    place: Place::Line(1),
                },
                raw: "x".to_owned(),
            };
            tx.insert_reject(origin, &reject)?;
        }
    }
    Ok(())
}

fn import(store: &Store, account: AccountId, n: i64, steps: &[Step]) -> RunId {
    let steps = steps.to_vec();
    let work = move |tx: &mut WriteTx<'_>| -> Result<RunId, StoreError> {
        let run = tx.start_run(RunKind::Import, "file.csv", minute(n))?;
        let draft = DocumentDraft {
            kind: DocumentKind::File,
            platform: Platform::Stripe,
            name: "file.csv".to_owned(),
            media_type: "text/csv".to_owned(),
            bytes: Arc::from(format!("bytes of file {n}").into_bytes()),
            received_at: minute(n),
        };
        let document = tx.insert_document(&draft, Some(account), run)?;
        let origin = Origin {
            account,
            feed: "sales",
            document,
            run,
            now: minute(n),
        };
        for step in &steps {
            do_step(tx, &origin, step)?;
        }
        tx.finish_run(run, RunState::Done, minute(n), None)?;
        Ok(run)
    };
    store.write(work).unwrap()
}

/// Everything but the bookkeeping of runs: which run saw a row last, and interned names.
fn dump(tx: &ReadTx<'_>) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let mut tables = BTreeMap::new();
    let mut names = tx.conn.prepare("SELECT name FROM schema_table")?;
    for name in names.query_map([], |row| row.get::<_, String>(0))? {
        let name = name?;
        if ["run", "run_account", "feed", "zone", "entry_words"].contains(&name.as_str()) {
            continue;
        }
        let mut statement = tx.conn.prepare(&format!("SELECT * FROM {name}"))?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let mut line = String::new();
            for (i, column) in columns.iter().enumerate().filter(|(_, c)| *c != "last_run") {
                line += &format!("{column}={:?} ", row.get::<_, Value>(i)?);
            }
            lines.push(line);
        }
        lines.sort();
        tables.insert(name, lines);
    }
    Ok(tables)
}

fn profile(folder: &std::path::Path) -> (Profile, AccountId) {
    let options = OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: false,
        now: minute(0),
    };
    let profile = Profile::open(folder, &options).unwrap();
    let draft = AccountDraft {
        platform: Platform::Stripe,
        handle: "shop.example".to_owned(),
        region: None,
        base_url: None,
        external_id: None,
        manual: true,
        added_at: minute(0),
    };
    let account = profile
        .store()
        .write(move |tx| tx.insert_account(&draft))
        .map_err(|e: StoreError| e)
        .unwrap();
    (profile, account)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn undo_restores_the_exact_state(
        before in prop::collection::vec(prop::collection::vec(step(), 0..12), 0..3),
        undone in prop::collection::vec(step(), 1..25),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (profile, account) = profile(folder.path());
        let store = profile.store();
        for (n, steps) in before.iter().enumerate() {
            import(store, account, n as i64 + 1, steps);
        }
        let expected = store.read(dump).unwrap();
        let run = import(store, account, 50, &undone);
        store.write(move |tx| tx.undo_run(run, minute(60))).map_err(|e: StoreError| e).unwrap();
        prop_assert_eq!(store.read(dump).unwrap(), expected, "as if the import had never been");
        let report = store.read(|tx| tx.verify()).unwrap();
        prop_assert_eq!(report.problems, vec![], "and everything derived agrees");
    }
}

#[test]
fn what_a_later_run_built_upon_stays_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, account) = profile(folder.path());
    let store = profile.store();
    let row = |key, cents| Step::Entry {
        key,
        day: 0,
        cents,
        payout: None,
    };
    let first = import(store, account, 1, &[row(1, 1), row(2, 1)]);
    import(store, account, 2, &[row(1, 2)]);
    let report = store
        .write(move |tx| tx.undo_run(first, minute(9)))
        .map_err(|e: StoreError| e)
        .unwrap();
    assert_eq!(
        report.entries_removed, 1,
        "the row nobody touched since goes"
    );
    assert_eq!(
        report.entries_kept,
        [EntryId(1)],
        "the revised one stays and is named"
    );
    let again = store.write(move |tx| tx.undo_run(first, minute(9)));
    assert!(
        matches!(again, Err(StoreError::NotUndoable(_))),
        "an import is taken back once"
    );
    assert_eq!(
        store.read(|tx| tx.verify()).unwrap().problems,
        [],
        "sums agree with what stayed"
    );
}

#[test]
fn a_note_survives_the_undo_and_meets_its_row_again() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, account) = profile(folder.path());
    let store = profile.store();
    let rows = [Step::Entry {
        key: 1,
        day: 0,
        cents: 1,
        payout: None,
    }];
    let first = import(store, account, 1, &rows);
    let note = crate::EntryNote {
        ignored: true,
        ..Default::default()
    };
    let set = note.clone();
    store
        .write(move |tx| tx.set_entry_note(EntryId(1), &set, minute(2)))
        .map_err(|e: StoreError| e)
        .unwrap();
    store
        .write(move |tx| tx.undo_run(first, minute(3)))
        .map_err(|e: StoreError| e)
        .unwrap();
    import(store, account, 4, &rows);
    let entry = store.read(|tx| tx.entry(EntryId(1))).unwrap();
    assert_eq!(
        entry.note,
        Some(note),
        "the creator's word is on the row that came back"
    );
    let counts = store.read(|tx| tx.counts()).unwrap();
    assert_eq!(
        (counts.entries, counts.entries_aside),
        (0, 1),
        "and it is still not counted"
    );
}
