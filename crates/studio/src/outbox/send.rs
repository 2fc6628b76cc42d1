//! The creator's words on a reply: send it, take it back, try again, say what became of it.
//!
//! The rule it protects: with Send the mail is made once, under an id of its own, and the draft, the outbox and the offer's
//! stage change together or not at all.

use super::compose::{Ground, draft_of};
use super::list::{one, outbox};
use crate::shapes::*;
use crate::{OpenProfile, StudioError, chance};
use connectors::smtp::{Letter, compose, is_address};
use domain::deal::MoveAuthor;
use domain::reply::{OutboxState, OutboxWhy, open_fields};
use domain::{Instant, OfferId, Stage};
use store::{DealEdit, MailSender, OutboxMove, Outgoing};

/// Seconds a reply waits after the click, for a second thought.
pub const HOLD_SECONDS: i64 = 10;

/// Puts a reply into the outbox and, when a stage is given, moves the offer there. It goes out after `hold` seconds at the
/// earliest; until then, and as long as it waits, it can be taken back.
///
/// # Errors
/// [`StudioError::BadRequest`] for a field that is open, a text that is empty, an address that is none, or no mailbox to send
/// through; nothing is changed then, and what was typed is kept as the draft.
pub fn send(
    profile: &OpenProfile,
    offer: i64,
    text: &ReplyText,
    stage: Option<StageName>,
    hold: i64,
) -> Result<OutboxRow, StudioError> {
    let (kept, now) = (text.clone(), profile.now());
    profile.store().write(move |tx| {
        let ground = Ground::read(tx, offer)?;
        tx.set_reply_draft(&draft_of(ground.key, &kept, now))?;
        Ok::<_, StudioError>(())
    })?;
    check(text)?;
    let random = hex::encode(chance::bytes::<16>()?);
    let hold_until = Instant(now.0 + chrono::Duration::seconds(hold.clamp(0, 3_600)));
    let (text, stage) = (text.clone(), stage.map(Stage::from));
    let id = profile.store().write(move |tx| {
        let ground = Ground::read(tx, offer)?;
        let sender = ground
            .senders
            .iter()
            .find(|s| Some(s.account.0) == text.sender)
            .ok_or_else(|| StudioError::bad("sender", ""))?
            .clone();
        let mut reply = made(&ground, &sender, &text, &random, now)?;
        reply.hold_until = hold_until;
        if let Some(stage) = stage {
            let edit = (OfferId(offer), DealEdit::Stage(Some(stage)));
            reply.step = tx.deal_step(MoveAuthor::Creator, &[edit], now)?;
        }
        tx.remove_reply_draft(&ground.key)?;
        Ok::<_, StudioError>(tx.queue_reply(&reply)?)
    })?;
    one(profile, id)
}

fn check(text: &ReplyText) -> Result<(), StudioError> {
    if text.sender.is_none() {
        return Err(StudioError::bad("sender", ""));
    }
    if !is_address(&text.to) {
        return Err(StudioError::bad("to", &text.to));
    }
    if text.body.trim().is_empty() {
        return Err(StudioError::bad("body", ""));
    }
    let open = open_fields(&format!("{}\n{}", text.subject, text.body));
    if !open.is_empty() {
        let names: Vec<String> = open.iter().map(|f| format!("{{{f}}}")).collect();
        return Err(StudioError::bad("fields", names.join(" ")));
    }
    Ok(())
}

/// The reply with its mail.
fn made(
    ground: &Ground,
    sender: &MailSender,
    text: &ReplyText,
    random: &str,
    now: Instant,
) -> Result<Outgoing, StudioError> {
    let domain = sender
        .address
        .rsplit_once('@')
        .map_or("", |(_, domain)| domain);
    let message_id = format!("{random}@{domain}");
    let mut references: Vec<String> = Vec::new();
    if let Some(answered) = &ground.answered {
        references.extend(answered.message.references.iter().cloned());
        references.push(answered.message.external_id.clone());
    }
    let message = compose(&Letter {
        message_id: &message_id,
        from_name: &sender.name,
        from_address: &sender.address,
        to: &text.to,
        subject: &text.subject,
        references: &references,
        date: now,
        body: &text.body,
    })
    .ok_or_else(|| StudioError::bad("to", &text.to))?;
    Ok(Outgoing {
        id: 0,
        offer: Some(ground.key.clone()),
        brand: ground.offer.brand.clone(),
        sender: Some(sender.account),
        kind: text.kind.into(),
        language: text.language.into(),
        message_id,
        from_address: sender.address.clone(),
        from_name: sender.name.clone(),
        to: text.to.trim().to_owned(),
        subject: text.subject.trim().to_owned(),
        body: text.body.clone(),
        message,
        queued: now,
        hold_until: now,
        state: OutboxState::Waiting,
        attempts: 0,
        next_try: None,
        why: None,
        words: None,
        step: None,
        sent: None,
        copy_owed: false,
    })
}

/// Takes a reply back while it waits: its text is the draft again, and the offer stands where it stood before Send.
///
/// # Errors
/// [`StudioError::BadRequest`] when it is too late for that.
pub fn take_back(profile: &OpenProfile, id: i64) -> Result<OutboxView, StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let reply = tx.outgoing(id)?;
        if !reply.state.can_be_taken_back() {
            return Err(StudioError::bad("reply", reply.state.slug()));
        }
        let back = OutboxMove::to(OutboxState::TakenBack).because(OutboxWhy::Creator, None);
        tx.give_back_reply(&reply, reply.state, &back, now)?;
        Ok::<_, StudioError>(())
    })?;
    outbox(profile)
}

/// Says what became of a reply nobody knows about: it went out, or it is to be sent again, under the same `Message-ID`.
///
/// # Errors
/// [`StudioError::BadRequest`] for a reply that is not unsure.
pub fn settle(profile: &OpenProfile, id: i64, sent: bool) -> Result<OutboxView, StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let reply = tx.outgoing(id)?;
        if reply.state != OutboxState::Unsure {
            return Err(StudioError::bad("reply", reply.state.slug()));
        }
        let to = match sent {
            true => OutboxState::Sent,
            false => OutboxState::Waiting,
        };
        let said = OutboxMove::to(to).because(OutboxWhy::Creator, None);
        tx.move_reply(id, OutboxState::Unsure, &said, now)?;
        Ok::<_, StudioError>(())
    })?;
    outbox(profile)
}

/// Lets a reply that waits go out at the next delivery, whatever time it was given.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn hurry(profile: &OpenProfile, id: i64) -> Result<OutboxView, StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        tx.outgoing(id)?;
        tx.hurry_reply(id, now)
    })?;
    outbox(profile)
}
