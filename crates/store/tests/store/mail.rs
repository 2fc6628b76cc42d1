//! Messages: one by however many roads, their conversations, their words.

use crate::world::{World, minute};
use domain::document::{DocumentKind, Place};
use domain::mail::{MailField, MailPhrase};
use domain::offer::{Attachment, MessageDraft};
use domain::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::*;

fn whole() -> Locator {
    Locator {
        start: 0,
        len: 1,
        place: Place::Whole,
    }
}

/// Writes in a run and document of their own.
fn within<T: Send + 'static>(
    world: &World,
    account: AccountId,
    n: i64,
    work: impl FnOnce(&mut WriteTx<'_>, &Origin<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "mail", minute(n))?;
        let draft = DocumentDraft {
            kind: DocumentKind::Mail,
            platform: Platform::Mail,
            name: format!("{n}.eml"),
            media_type: "message/rfc822".to_owned(),
            bytes: Arc::from(format!("bytes {n}").as_bytes()),
            received_at: minute(n),
        };
        let document = tx.insert_document(&draft, Some(account), run)?;
        let origin = Origin {
            account,
            feed: "mail",
            document,
            run,
            now: minute(n),
        };
        let done = work(tx, &origin)?;
        tx.finish_run(run, RunState::Done, minute(n), None)?;
        Ok(done)
    })
}

/// A message of a small world: numbers collide on purpose.
#[derive(Debug, Clone)]
struct Letter {
    id: u8,
    answers: Option<u8>,
    subject: &'static str,
    from: u8,
    minute: u8,
}

impl Letter {
    fn draft(&self, place: Option<MailPlace>) -> MailDraft {
        MailDraft {
            message: MessageDraft {
                external_id: format!("m{}@mail.example", self.id),
                references: self
                    .answers
                    .map(|a| format!("m{a}@mail.example"))
                    .into_iter()
                    .collect(),
                from_name: format!("Writer {}", self.from),
                from_address: format!("w{}@mail.example", self.from),
                subject: self.subject.to_owned(),
                sent: minute(i64::from(self.minute)),
                text: format!("words of message {}", self.id),
                attachments: Vec::new(),
            },
            to: vec![format!("w{}@mail.example", 1 - self.from.min(1))],
            place,
            flags: Vec::new(),
            locator: whole(),
        }
    }
}

fn letter() -> impl Strategy<Value = Letter> {
    let subject = prop_oneof![Just("Offer"), Just("Re: Offer"), Just("Brief"), Just("")];
    (0..9u8, prop::option::of(0..9u8), subject, 0..2u8, 0..9u8).prop_map(
        |(id, answers, subject, from, minute)| Letter {
            id,
            answers,
            subject,
            from,
            minute,
        },
    )
}

/// Stores messages, each in a document and a run of its own.
fn import(world: &World, account: AccountId, letters: &[Letter]) -> Vec<RunId> {
    let put = |(n, letter): (i64, &Letter)| {
        let draft = letter.draft(None);
        within(world, account, 20 + n, move |tx, o| {
            tx.upsert_mail(o, &draft)?;
            Ok(o.run)
        })
    };
    (0..).zip(letters).map(put).collect()
}

/// Which messages stand together, by what they say.
fn together(world: &World) -> BTreeSet<Vec<String>> {
    world.read(|tx| {
        let every = MailWanted::default();
        let found = tx.mails_found(&every, MailOrder::Newest, None, 1_000)?;
        let mut threads: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for mail in found.mails {
            let name = format!(
                "{} {} {}",
                mail.external_id, mail.subject, mail.from_address
            );
            threads.entry(mail.thread).or_default().push(name);
        }
        for names in threads.values_mut() {
            names.sort();
        }
        Ok(threads.into_values().collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn order_changes_nothing_and_an_undo_leaves_what_would_be_there_without(
        letters in prop::collection::vec(letter(), 1..9), gone in 0..9usize,
    ) {
        let world = World::new();
        let account = world.account(Platform::Mail);
        let runs = import(&world, account, &letters);
        let back = World::new();
        let other = back.account(Platform::Mail);
        let turned: Vec<Letter> = letters.iter().rev().cloned().collect();
        import(&back, other, &turned);
        prop_assert_eq!(together(&world), together(&back), "read backwards");
        let gone = gone % letters.len();
        let run = runs[gone];
        world.write(move |tx| tx.undo_run(run, minute(60)).map(|_| ()));
        let mut rest = letters.clone();
        rest.remove(gone);
        let without = World::new();
        let third = without.account(Platform::Mail);
        import(&without, third, &rest);
        prop_assert_eq!(together(&world), together(&without), "as if it had never come");
        prop_assert_eq!(world.read(|tx| tx.verify()).problems, []);
    }
}

fn place(folder: &str, validity: u32, uid: u32) -> Option<MailPlace> {
    Some(MailPlace {
        folder: folder.to_owned(),
        validity,
        uid,
    })
}

const ONE: Letter = Letter {
    id: 1,
    answers: None,
    subject: "Offer",
    from: 0,
    minute: 1,
};

#[test]
fn one_message_by_many_roads_is_one_and_says_where_it_lies() {
    let world = World::new();
    let account = world.account(Platform::Mail);
    let put = |n: i64, place: Option<MailPlace>| {
        within(&world, account, n, move |tx, o| {
            tx.upsert_mail(o, &ONE.draft(place))
        })
    };
    let first = put(1, place("INBOX", 7, 12));
    let Upsert::New(id) = first else {
        panic!("first seen: {first:?}")
    };
    assert_eq!(
        put(2, place("Offers", 3, 1)),
        Upsert::Same(id),
        "another folder"
    );
    assert_eq!(put(3, None), Upsert::Same(id), "a file");
    assert_eq!(
        put(4, place("INBOX", 7, 12)),
        Upsert::Same(id),
        "the same place again"
    );
    assert_eq!(world.read(|tx| tx.mail_roads(id)).len(), 3, "three roads");
    let news = |flags| MailNews {
        place: place("INBOX", 7, 12).unwrap(),
        flags,
    };
    let tell =
        |news: MailNews| world.write(move |tx| tx.apply_mail_news(account, &news, minute(9)));
    assert!(tell(news(Some(vec![MailFlag::Seen]))), "read on the server");
    assert!(
        !tell(news(Some(vec![MailFlag::Seen]))),
        "which is no news twice"
    );
    assert!(tell(news(None)), "gone from its folder");
    let road = world.read(|tx| tx.mail_roads(id)).remove(0);
    assert_eq!(
        (road.flags, road.gone),
        (vec![MailFlag::Seen], Some(minute(9))),
        "marked, never removed"
    );
    put(5, place("INBOX", 8, 2));
    let roads = world.read(|tx| tx.mail_roads(id));
    assert_eq!(roads.len(), 3, "numbered anew, no road more");
    assert_eq!(
        (roads[0].place.clone(), roads[0].gone),
        (place("INBOX", 8, 2), None),
        "it is there again"
    );
    let mut other = ONE.draft(None);
    other.message.text = "quite other words".to_owned();
    let claimed = within(&world, account, 6, move |tx, o| tx.upsert_mail(o, &other));
    assert!(
        matches!(claimed, Upsert::New(_)),
        "the same id with other words hides nothing"
    );
    assert_eq!(world.read(|tx| tx.verify()).problems, []);
}

#[test]
fn a_removed_account_takes_only_what_nobody_else_brought() {
    let world = World::new();
    let (gone, stays) = (world.account(Platform::Mail), world.account(Platform::Mail));
    let mut own = ONE.clone();
    own.id = 2;
    within(&world, gone, 1, |tx, o| tx.upsert_mail(o, &ONE.draft(None)));
    within(&world, stays, 2, |tx, o| {
        tx.upsert_mail(o, &ONE.draft(None))
    });
    within(&world, gone, 3, move |tx, o| {
        tx.upsert_mail(o, &own.draft(None))
    });
    world.write(move |tx| tx.remove_account(gone));
    assert_eq!(
        world.read(|tx| tx.mail_count()),
        1,
        "the one both had stays"
    );
    assert_eq!(
        world.read(|tx| tx.verify()).problems,
        [],
        "and nothing dangles"
    );
}

/// Looks for phrases and gives the subjects found, in order.
fn found(
    world: &World,
    phrases: &[MailPhrase],
    attached: Option<bool>,
    order: MailOrder,
) -> Vec<String> {
    let wanted = MailWanted {
        phrases: phrases.to_vec(),
        attached,
        ..MailWanted::default()
    };
    world.read(|tx| {
        // Page by page, one at a time: the pages laid together are the list.
        let (mut subjects, mut after) = (Vec::new(), None);
        loop {
            let page = tx.mails_found(&wanted, order, after, 1)?;
            subjects.extend(page.mails.into_iter().map(|mail| mail.subject));
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(subjects),
            }
        }
    })
}

fn phrase(text: &str) -> MailPhrase {
    MailPhrase {
        field: None,
        not: false,
        text: text.to_owned(),
        whole: false,
    }
}

#[test]
fn words_are_found_folded_in_fields_and_left_out() {
    let world = World::new();
    let account = world.account(Platform::Mail);
    for (n, subject, from, text, file) in [
        (
            1,
            "Un cœur d’été",
            "ines@lune.example",
            "Nous proposons une vidéo.",
            None,
        ),
        (
            2,
            "Vidéo: brief",
            "paul@norrvik.example",
            "A film about bowls, frais inclus.",
            Some("brief.pdf"),
        ),
        (
            3,
            "Newsletter",
            "news@norrvik.example",
            "Video of the week; inclus, sans frais.",
            None,
        ),
    ] {
        within(&world, account, n, move |tx, o| {
            let mut draft = ONE.draft(None);
            draft.locator.start = n as u64;
            draft.message.external_id = format!("{n}@x.example");
            draft.message.sent = minute(n);
            draft.message.subject = subject.to_owned();
            draft.message.from_address = from.to_owned();
            draft.message.text = text.to_owned();
            draft.message.attachments = file
                .into_iter()
                .map(|name| Attachment {
                    name: str::to_owned(name),
                    media_type: String::new(),
                    size: 1,
                    content_type: None,
                    sha256: String::new(),
                })
                .collect();
            tx.upsert_mail(o, &draft)
        });
    }
    let not = |text: &str| MailPhrase {
        not: true,
        ..phrase(text)
    };
    let whole = |text: &str| MailPhrase {
        whole: true,
        ..phrase(text)
    };
    let from = |text: &str| MailPhrase {
        field: Some(MailField::From),
        ..phrase(text)
    };
    let (one, two, three) = ("Un cœur d’été", "Vidéo: brief", "Newsletter");
    for (phrases, attached, order, want, why) in [
        (
            vec![phrase("coeur")],
            None,
            MailOrder::Best,
            vec![one],
            "œ is oe",
        ),
        (
            vec![phrase("d'ete")],
            None,
            MailOrder::Best,
            vec![one],
            "any apostrophe, no accent",
        ),
        (
            vec![phrase("video")],
            None,
            MailOrder::Newest,
            vec![three, two, one],
            "the newest first",
        ),
        (
            vec![phrase("video")],
            None,
            MailOrder::Best,
            vec![two, three, one],
            "subjects first",
        ),
        (
            vec![phrase("vid")],
            None,
            MailOrder::Newest,
            vec![three, two, one],
            "a beginning of three letters",
        ),
        (
            vec![phrase("vidé")],
            None,
            MailOrder::Newest,
            vec![three, two, one],
            "a beginning of four",
        ),
        (
            vec![phrase("video"), not("newsletter")],
            None,
            MailOrder::Best,
            vec![two, one],
            "left out",
        ),
        (
            vec![not("newsletter")],
            None,
            MailOrder::Best,
            vec![two, one],
            "everything but",
        ),
        (
            vec![whole("frais inclus")],
            None,
            MailOrder::Best,
            vec![two],
            "side by side",
        ),
        (
            vec![phrase("frais"), phrase("inclus")],
            None,
            MailOrder::Best,
            vec![three, two],
            "both, anywhere",
        ),
        (
            vec![from("norrvik"), phrase("video")],
            None,
            MailOrder::Best,
            vec![two, three],
            "by the sender",
        ),
        (
            vec![from("norrvik.example")],
            None,
            MailOrder::Best,
            vec![three, two],
            "by a part of the address",
        ),
        (
            vec![],
            Some(true),
            MailOrder::Best,
            vec![two],
            "with a file",
        ),
        (
            vec![phrase("brief.pdf")],
            None,
            MailOrder::Best,
            vec![two],
            "by the file's name",
        ),
        (
            vec![],
            Some(false),
            MailOrder::Best,
            vec![three, one],
            "without",
        ),
        (
            vec![phrase("NEAR"), phrase("\"")],
            None,
            MailOrder::Best,
            vec![],
            "nothing typed is syntax",
        ),
    ] {
        assert_eq!(found(&world, &phrases, attached, order), want, "{why}");
    }
}
