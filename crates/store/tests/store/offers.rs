//! Offers read all at once are the offers read one by one; their words follow whatever changes them.

use crate::world::{World, minute};
use domain::document::{DocumentKind, Place};
use domain::mail::MailPhrase;
use domain::offer::{Evidence, Finding, FindingKind, MessageDraft, Term, TermField, TermValue};
use domain::*;
use proptest::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;
use store::*;

/// Something that happens to an offer of a small world.
#[derive(Debug, Clone)]
enum Step {
    Mail {
        id: u8,
        answers: Option<u8>,
        fee: i64,
        minute: u8,
    },
    Note {
        id: u8,
        stage: Option<u8>,
        fee: Option<i64>,
        words: bool,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..6u8, prop::option::of(0..6u8), 1..4i64, 0..9u8)
            .prop_map(|(id, answers, fee, minute)| Step::Mail { id, answers, fee, minute }),
        1 => (0..6u8, prop::option::of(0..11u8), prop::option::of(1..4i64), any::<bool>())
            .prop_map(|(id, stage, fee, words)| Step::Note { id, stage, fee, words }),
    ]
}

fn fee(euros: i64, evidence: &str) -> Term {
    Term {
        field: TermField::Fee,
        value: TermValue::Money(Amount::new(euros * 1_000_000, Unit::EUR)),
        evidence: Evidence {
            text: evidence.to_owned(),
            start: None,
            len: 0,
        },
    }
}

fn mail(id: u8, answers: Option<u8>, euros: i64, at: u8) -> OfferDraft {
    let name = format!("m{id}@brand.example");
    OfferDraft {
        external_id: name.clone(),
        brand: format!("Brindle {id}"),
        title: format!("A video {id}"),
        stage: if answers.is_some() {
            Stage::Talking
        } else {
            Stage::New
        },
        received: minute(i64::from(at)),
        terms: vec![fee(euros, "so many euros")],
        findings: vec![Finding {
            kind: FindingKind::Urgency,
            line: format!("today {euros}"),
        }],
        messages: vec![MessageDraft {
            external_id: name,
            references: answers
                .map(|a| format!("m{a}@brand.example"))
                .into_iter()
                .collect(),
            from_name: "Brindle".to_owned(),
            from_address: "hello@brand.example".to_owned(),
            subject: "A video".to_owned(),
            sent: minute(i64::from(at)),
            text: format!("Dear creator {id}"),
            attachments: Vec::new(),
        }],
        locator: Locator {
            start: 0,
            len: 1,
            place: Place::Whole,
        },
    }
}

fn take(tx: &mut WriteTx<'_>, account: AccountId, n: i64, step: &Step) -> Result<(), StoreError> {
    match step {
        Step::Mail {
            id,
            answers,
            fee,
            minute: at,
        } => {
            let run = tx.start_run(RunKind::Sync, "", minute(n))?;
            let document = DocumentDraft {
                kind: DocumentKind::Mail,
                platform: Platform::Mail,
                name: format!("{n}.eml"),
                media_type: "message/rfc822".to_owned(),
                bytes: Arc::from(format!("{n}").as_bytes()),
                received_at: minute(n),
            };
            let document = tx.insert_document(&document, Some(account), run)?;
            let origin = Origin {
                account,
                feed: "mail",
                document,
                run,
                now: minute(n),
            };
            tx.upsert_offer(&origin, &mail(*id, *answers, *fee, *at))?;
        }
        Step::Note {
            id,
            stage,
            fee: euros,
            words,
        } => {
            let wanted = format!("m{id}@brand.example");
            let Some(offer) = tx.offers()?.into_iter().find(|o| o.ext_key == wanted) else {
                return Ok(());
            };
            let note = OfferNote {
                stage: stage.and_then(|at| Stage::ALL.get(usize::from(at)).copied()),
                terms: euros.map(|euros| fee(euros, "")).into_iter().collect(),
                note: words.then(|| "remember the lantern".to_owned()),
            };
            tx.set_offer_note(offer.id, &note, minute(n))?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_list_is_what_each_offer_says(steps in prop::collection::vec(step(), 1..16)) {
        let world = World::new();
        let account = world.account(Platform::Mail);
        for (n, step) in (1..).zip(steps) {
            world.write(move |tx| take(tx, account, n, &step));
        }
        let list = world.read(|tx| tx.offers());
        let mut single: Vec<Offer> = list.iter().map(|o| world.read(|tx| tx.offer(o.id))).collect();
        single.sort_by_key(|o| Reverse((o.last_activity, o.id)));
        prop_assert_eq!(&list, &single, "all at once and one by one");
        let phrase = MailPhrase { field: None, not: false, text: "lantern".to_owned(), whole: false };
        let wanted = MailWanted { phrases: vec![phrase], ..MailWanted::default() };
        let mut found = world.read(|tx| tx.offers_found(&wanted, 100));
        let noted = |o: &&Offer| o.note.as_ref().is_some_and(|note| note.note.is_some());
        let mut want: Vec<OfferId> = list.iter().filter(noted).map(|o| o.id).collect();
        found.sort();
        want.sort();
        prop_assert_eq!(found, want, "the words of a note, and of no other");
        prop_assert_eq!(world.read(|tx| tx.verify()).problems, []);
    }
}
