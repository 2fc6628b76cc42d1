//! Payouts, figures, posts, offers, reviews, settings: what is said twice is kept once, what changes is kept twice.

use crate::world::*;
use domain::document::Place;
use domain::offer::{Evidence, Finding, FindingKind, MessageDraft, Term, TermField, TermValue};
use domain::reject::RejectReason;
use domain::*;
use store::*;

fn whole() -> Locator {
    Locator {
        start: 0,
        len: 1,
        place: Place::Whole,
    }
}

/// Runs `work` with the origin of a fresh run.
fn within<T: Send + 'static>(
    world: &World,
    account: AccountId,
    n: i64,
    work: impl FnOnce(&mut WriteTx<'_>, &Origin<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    world.write(move |tx| {
        let run = tx.start_run(RunKind::Sync, "", minute(n))?;
        let bytes = format!("page {n}");
        let document =
            tx.insert_document(&document("page", bytes.as_bytes()), Some(account), run)?;
        work(
            tx,
            &Origin {
                account,
                feed: "feed",
                document,
                run,
                now: minute(n),
            },
        )
    })
}

fn payout(cents: i64) -> PayoutDraft {
    PayoutDraft {
        external_id: "po_1".to_owned(),
        amount: Amount::new(cents * 10_000, Unit::EUR),
        state: PayoutState::InTransit,
        created: minute(0),
        arrival: None,
        itemised: true,
        failure: None,
        description: None,
        locator: whole(),
    }
}

#[test]
fn a_payout_finds_its_rows_whichever_comes_first() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    let paid = |title| EntryDraft {
        payout_external_id: Some("po_1".to_owned()),
        ..sale("2026-03-01", title, 101)
    };
    import(&world, account, 1, vec![("early", paid("Early"))]);
    let new = within(&world, account, 2, |tx, o| {
        tx.upsert_payout(o, &payout(200))
    });
    import(&world, account, 3, vec![("late", paid("Late"))]);
    let id = new.id();
    let rows = world.read(|tx| tx.payout_entries(id, 10));
    assert_eq!(rows.len(), 2, "both rows are linked");
    let sums = world.read(|tx| tx.payout_sums(id));
    assert_eq!(
        (sums[0].net, sums[0].count),
        (2_000_000, 2),
        "and add up to what was paid"
    );
    let same = within(&world, account, 4, |tx, o| {
        tx.upsert_payout(o, &payout(200))
    });
    assert_eq!(same, Upsert::Same(id), "said again, nothing new");
    let arrived = PayoutDraft {
        state: PayoutState::Paid,
        ..payout(200)
    };
    let revised = within(&world, account, 5, move |tx, o| {
        tx.upsert_payout(o, &arrived)
    });
    assert_eq!(revised, Upsert::Revised(id), "it arrived");
    let old = world.read(|tx| tx.payout_revisions(id));
    assert_eq!(
        old[0].payout.state,
        PayoutState::InTransit,
        "what it said before is kept"
    );
}

#[test]
fn of_one_day_the_creators_figure_wins() {
    let world = World::new();
    let account = world.account(Platform::Tiktok);
    let figure = |day_text, value, locator| MetricDraft {
        name: "followers".to_owned(),
        day: day(day_text),
        value,
        locator,
    };
    within(&world, account, 1, move |tx, o| {
        tx.upsert_metric(o, &figure("2026-03-01", 900, Some(whole())))?;
        tx.set_metric(o.account, &figure("2026-03-02", 1_000, None), o.run, o.now)?;
        tx.upsert_metric(o, &figure("2026-03-02", 950, Some(whole())))?;
        let same = tx.upsert_metric(o, &figure("2026-03-02", 950, Some(whole())))?;
        assert!(
            matches!(same, Upsert::Same(_)),
            "the same figure twice is one observation"
        );
        Ok(())
    });
    let latest = world.read(|tx| tx.metrics_latest(None));
    assert_eq!(
        (latest.len(), latest[0].value, latest[0].authored),
        (1, 1_000, true),
        "the creator's word"
    );
    let series = world.read(|tx| tx.metric_series(account, "followers", None, None));
    let values: Vec<i64> = series.iter().map(|m| m.value).collect();
    assert_eq!(values, [900, 1_000], "one value per day");
}

#[test]
fn a_posts_counters_have_a_history() {
    let world = World::new();
    let account = world.account(Platform::Tiktok);
    let post = |views| PostDraft {
        external_id: None,
        published: minute(0),
        title: "Glazing a bowl".to_owned(),
        seconds: Some(42),
        views: Some(views),
        likes: None,
        comments: None,
        shares: None,
        public: Some(true),
        locator: whole(),
    };
    for (n, views) in [(1, 10), (2, 10), (3, 25)] {
        within(&world, account, n, move |tx, o| {
            tx.upsert_post(o, &post(views))
        });
    }
    let posts = world.read(|tx| tx.posts(Some(account), None, None, 10));
    assert_eq!(
        (posts.len(), posts[0].latest.views),
        (1, Some(25)),
        "one post, the latest count"
    );
    let history = world.read(|tx| tx.post_snapshots(posts[0].id));
    assert_eq!(
        history.len(),
        2,
        "a snapshot per change, none for the same again"
    );
}

fn mail(n: i64, answers: &[&str], fee: i64) -> OfferDraft {
    let id = format!("m{n}@brand.example");
    OfferDraft {
        external_id: id.clone(),
        brand: format!("Brindle {n}"),
        title: "A video".to_owned(),
        stage: Stage::New,
        received: minute(n),
        terms: vec![Term {
            field: TermField::Fee,
            value: TermValue::Money(Amount::new(fee * 1_000_000, Unit::EUR)),
            evidence: Evidence {
                text: format!("{fee} euros"),
                start: Some(0),
                len: 9,
            },
        }],
        findings: vec![Finding {
            kind: FindingKind::Urgency,
            line: "today only".to_owned(),
        }],
        messages: vec![MessageDraft {
            external_id: id,
            references: answers.iter().map(|s| (*s).to_owned()).collect(),
            from_name: "Brindle".to_owned(),
            from_address: "hello@brand.example".to_owned(),
            subject: "A video".to_owned(),
            sent: minute(n),
            text: "Dear creator".to_owned(),
            attachments: Vec::new(),
        }],
        locator: whole(),
    }
}

#[test]
fn a_thread_is_one_offer_in_whatever_order_it_is_read() {
    for order in [[1, 2], [2, 1]] {
        let world = World::new();
        let account = world.account(Platform::Mail);
        for n in order {
            let draft = if n == 1 {
                mail(1, &[], 300)
            } else {
                mail(2, &["m1@brand.example"], 400)
            };
            within(&world, account, n, move |tx, o| tx.upsert_offer(o, &draft));
        }
        let again = within(&world, account, 9, |tx, o| {
            tx.upsert_offer(o, &mail(1, &[], 300))
        });
        assert!(matches!(again, Upsert::Same(_)), "read again, nothing new");
        let offers = world.read(|tx| tx.offers());
        assert_eq!(offers.len(), 1, "read as {order:?}: one thread, one offer");
        let offer = &offers[0];
        assert_eq!(offer.brand, "Brindle 1", "named by the first mail");
        let fee = TermValue::Money(Amount::new(400_000_000, Unit::EUR));
        assert_eq!(offer.terms[0].value, fee, "the later mail's fee holds");
        assert_eq!(offer.findings.len(), 1, "the same finding is listed once");
        let messages = world.read(|tx| tx.offer_messages(offer.id));
        let sent: Vec<Instant> = messages.iter().map(|m| m.message.sent).collect();
        assert_eq!(
            sent,
            [minute(1), minute(2)],
            "messages by the time they were sent"
        );
        let id = offer.id;
        let note = OfferNote {
            stage: Some(Stage::Declined),
            ..OfferNote::default()
        };
        world.write(move |tx| tx.set_offer_note(id, &note, minute(10)));
        within(&world, account, 11, |tx, o| {
            tx.upsert_offer(o, &mail(3, &["m2@brand.example"], 500))
        });
        assert_eq!(
            world.read(|tx| tx.offer(id)).stage,
            Stage::Declined,
            "the creator's stage stands"
        );
    }
}

#[test]
fn a_refused_row_is_listed_once_until_settled() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    let reject = Reject {
        reason: RejectReason::NotANumber,
        detail: "amount".to_owned(),
        locator: Locator {
            start: 9,
            len: 4,
            place: Place::Line(3),
        },
        raw: "1,2,x".to_owned(),
    };
    let expected = reject.clone();
    within(&world, account, 1, move |tx, o| {
        assert!(tx.insert_reject(o, &reject)?, "listed");
        assert!(!tx.insert_reject(o, &reject)?, "not twice");
        Ok(())
    });
    let open = world.read(|tx| tx.reviews(true, 10));
    assert_eq!(
        (open.len(), &open[0].reject),
        (1, &expected),
        "with everything that was said"
    );
    let id = open[0].id;
    world.write(move |tx| tx.resolve_review(id, minute(2)));
    assert_eq!(world.read(|tx| tx.reviews(true, 10)).len(), 0, "settled");
    assert_eq!(
        world.read(|tx| tx.reviews(false, 10)).len(),
        1,
        "and still there"
    );
}

#[test]
fn settings_cursors_and_standings_hold_their_last_value() {
    let world = World::new();
    let account = world.account(Platform::Tiktok);
    world.write(move |tx| {
        tx.set_setting("currency", "EUR", minute(1))?;
        tx.set_setting("currency", "CHF", minute(2))?;
        tx.set_cursor(account, "orders", "page-2", RunId(1))?;
        for standing in [Standing::Applied, Standing::Admitted] {
            let status = ProgrammeStatus {
                account: Some(account),
                programme: "creator-rewards".to_owned(),
                standing,
                from: day("2026-01-01"),
                note: String::new(),
            };
            tx.set_programme_status(&status, minute(1))?;
        }
        Ok(())
    });
    assert_eq!(
        world.read(|tx| tx.setting::<String>("currency")),
        Some("CHF".to_owned()),
        "the last one"
    );
    assert_eq!(
        world.read(|tx| tx.cursor(account, "orders")),
        Some("page-2".to_owned()),
        "as the connector wrote it"
    );
    let standings = world.read(|tx| tx.programme_statuses());
    assert_eq!(
        (standings.len(), standings[0].status.standing),
        (1, Standing::Admitted),
        "one standing per day"
    );
    let wrong: Result<Option<u32>, StoreError> = world.store().read(|tx| tx.setting("currency"));
    assert!(
        matches!(wrong, Err(StoreError::Unreadable { .. })),
        "a word is no number, and that is said"
    );
}

#[test]
fn removing_an_account_removes_what_was_read_for_it_and_nothing_else() {
    let world = World::new();
    let (gone, stays) = (
        world.account(Platform::Stripe),
        world.account(Platform::TiktokShop),
    );
    for (n, account) in [(1, gone), (2, stays)] {
        import(
            &world,
            account,
            n,
            vec![("a", sale("2026-03-01", "One", 100))],
        );
        within(&world, account, n + 10, |tx, o| {
            tx.upsert_payout(o, &payout(100))
        });
        within(&world, account, n + 20, |tx, o| {
            tx.upsert_offer(o, &mail(1, &[], 300))
        });
    }
    world.write(move |tx| tx.remove_account(gone));
    let counts = world.read(|tx| tx.counts());
    assert_eq!(
        (
            counts.accounts,
            counts.entries,
            counts.payouts,
            counts.offers
        ),
        (1, 1, 1, 1),
        "the other one's"
    );
    assert_eq!(world.read(|tx| tx.verify()).problems, [], "nothing dangles");
}
