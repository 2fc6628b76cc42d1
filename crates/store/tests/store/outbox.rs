//! Drafts, templates and replies on their way out: what is kept, and which steps are possible.

use crate::world::{World, minute};
use domain::reply::{Language, OutboxState, OutboxWhy, ReplyKind, SentProof};
use domain::{AccountId, Platform};
use store::*;

fn key(account: AccountId) -> OfferKey {
    OfferKey {
        account,
        ext_key: "m1@brand.example".to_owned(),
    }
}

fn reply(account: AccountId, n: u32) -> Outgoing {
    Outgoing {
        id: 0,
        offer: Some(key(account)),
        brand: "Lumen".to_owned(),
        sender: Some(account),
        kind: ReplyKind::Counter,
        language: Language::En,
        message_id: format!("{n}@studio.example"),
        from_address: "camille@studio.example".to_owned(),
        from_name: "Camille".to_owned(),
        to: "ana@brand.example".to_owned(),
        subject: "Re: Spring".to_owned(),
        body: "Hello".to_owned(),
        message: b"Subject: Re: Spring\r\n\r\nHello\r\n".to_vec(),
        queued: minute(1),
        hold_until: minute(2),
        state: OutboxState::Waiting,
        attempts: 0,
        next_try: None,
        why: None,
        words: None,
        step: None,
        sent: None,
        copy_owed: false,
    }
}

#[test]
fn a_reply_takes_one_step_at_a_time_and_each_is_kept() {
    let world = World::new();
    let account = world.account(Platform::Mail);
    let id = world.write(move |tx| tx.queue_reply(&reply(account, 1)));
    let go = |from, to: OutboxMove| world.write(move |tx| tx.move_reply(id, from, &to, minute(3)));
    use OutboxState::{Handed, Sending, Sent, Unsure, Waiting};
    assert!(go(Waiting, OutboxMove::to(Sending)), "it sets out");
    assert!(
        !go(Waiting, OutboxMove::to(OutboxState::TakenBack)),
        "too late to take it back: it is no longer waiting"
    );
    assert!(go(Sending, OutboxMove::to(Handed)));
    assert!(go(
        Handed,
        OutboxMove::to(Unsure).because(OutboxWhy::CutOff, None)
    ));
    let found = OutboxMove::to(Sent).because(OutboxWhy::Found, Some("INBOX".to_owned()));
    assert!(go(Unsure, found));
    let (now, steps) = world.read(|tx| Ok((tx.outgoing(id)?, tx.outbox_steps(id)?)));
    assert_eq!(now.state, Sent);
    assert_eq!(now.sent, Some(minute(3)), "when it went out is known");
    assert_eq!(now.attempts, 1, "one attempt");
    assert_eq!(now.words.as_deref(), Some("INBOX"), "where it was found");
    let states: Vec<OutboxState> = steps.iter().map(|s| s.state).collect();
    assert_eq!(
        states,
        [Waiting, Sending, Handed, Unsure, Sent],
        "nothing left out"
    );
    let forbidden = world
        .store()
        .write(move |tx| tx.move_reply(id, Handed, &OutboxMove::to(Waiting), minute(4)));
    assert!(
        matches!(forbidden, Err(StoreError::Unreadable { .. })),
        "what may have gone out does not simply wait again"
    );
}

#[test]
fn a_message_id_is_given_once() {
    let world = World::new();
    let account = world.account(Platform::Mail);
    world.write(move |tx| tx.queue_reply(&reply(account, 7)));
    let again = world
        .store()
        .write(move |tx| tx.queue_reply(&reply(account, 7)));
    assert!(again.is_err(), "no second message under the same id");
    assert_eq!(world.read(|tx| tx.outbox_open_count()), 1);
}

#[test]
fn what_was_written_outlives_the_mailbox_it_went_through() {
    let world = World::new();
    let account = world.account(Platform::Mail);
    let id = world.write(move |tx| {
        tx.set_mail_sender(&MailSender {
            account,
            server: "smtp.example.com".to_owned(),
            user: None,
            name: "Camille".to_owned(),
            address: "camille@studio.example".to_owned(),
            proof: SentProof::Bcc,
            own_password: false,
            edited: minute(0),
        })?;
        tx.queue_reply(&reply(account, 1))
    });
    world.write(move |tx| tx.remove_account(account));
    let (left, senders) = world.read(|tx| Ok((tx.outgoing(id)?, tx.mail_senders()?)));
    assert_eq!(
        (left.offer, left.sender),
        (None, None),
        "neither is there any more"
    );
    assert_eq!(left.brand, "Lumen", "and yet it is known whom it was for");
    assert!(senders.is_empty(), "a removed mailbox sends nothing");
}

#[test]
fn drafts_and_templates_stay_as_typed() {
    let world = World::new();
    let account = world.account(Platform::Mail);
    let draft = ReplyDraft {
        offer: key(account),
        kind: ReplyKind::Decline,
        language: Language::Fr,
        sender: None,
        to: "ana@brand.example".to_owned(),
        subject: "Re: Spring".to_owned(),
        body: "Bonjour {contact}".to_owned(),
        edited: minute(3),
    };
    let kept = draft.clone();
    world.write(move |tx| tx.set_reply_draft(&kept));
    assert_eq!(world.read(|tx| tx.reply_draft(&key(account))), Some(draft));
    assert!(world.write(move |tx| tx.remove_reply_draft(&key(account))));
    assert!(world.read(|tx| tx.reply_drafts()).is_empty());

    let (kind, language) = (ReplyKind::Decline, Language::Fr);
    world.write(move |tx| tx.set_reply_template(kind, language, Some("Non."), minute(1)));
    assert_eq!(
        world.read(|tx| tx.reply_templates()).len(),
        1,
        "the creator's own"
    );
    world.write(move |tx| tx.set_reply_template(kind, language, None, minute(2)));
    assert!(
        world.read(|tx| tx.reply_templates()).is_empty(),
        "the built-in one holds again"
    );
}
