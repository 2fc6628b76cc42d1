//! The outbox as a list, and the replies of one offer.

use super::compose::Ground;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::Instant;
use domain::reply::OutboxState;
use store::{Offer, OfferKey, OfferMessage, Outgoing, ReadTx, StoreError};

/// Settled replies shown.
const SETTLED: u32 = 100;

/// What waits, what is settled, and when something is due next.
///
/// # Errors
/// [`StudioError`].
pub fn outbox(profile: &OpenProfile) -> Result<OutboxView, StudioError> {
    profile.store().read(|tx| {
        let open = tx.outbox_open()?;
        let due = |reply: &Outgoing| match reply.state {
            OutboxState::Waiting | OutboxState::Retry
                if reply.why.is_none() || reply.next_try.is_some() =>
            {
                reply.next_try.max(Some(reply.hold_until))
            }
            _ => None,
        };
        let next = open.iter().filter_map(due).min();
        let rows = |replies: Vec<Outgoing>| -> Result<Vec<OutboxRow>, StoreError> {
            replies.into_iter().map(|reply| row(tx, reply)).collect()
        };
        Ok(OutboxView {
            next: next.map(|at| at.to_string()),
            open: rows(open)?,
            settled: rows(tx.outbox_settled(SETTLED)?)?,
        })
    })
}

/// How many replies wait for something.
///
/// # Errors
/// [`StudioError`].
pub fn waiting(profile: &OpenProfile) -> Result<i64, StudioError> {
    let open = profile.store().read(|tx| tx.outbox_open_count())?;
    Ok(i64::try_from(open).unwrap_or(i64::MAX))
}

/// The creator's own replies to one offer, oldest first; those that were taken back or refused are drafts and not among them.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn replies(profile: &OpenProfile, offer: i64) -> Result<Vec<OutboxRow>, StudioError> {
    profile.store().read(|tx| {
        let ground = Ground::read(tx, offer)?;
        let mut all = tx.outbox_of(&ground.key)?;
        all.retain(|r| r.state == OutboxState::Sent || r.state.is_open());
        all.into_iter()
            .map(|reply| Ok(row(tx, reply)?))
            .collect::<Result<Vec<_>, StudioError>>()
    })
}

/// Lays the replies that went out among the messages of a thread, by when they were sent; one that was read back from the
/// mailbox stands there already. Their ids are negative, so that no evidence is looked for in them.
pub(crate) fn into_thread(
    tx: &ReadTx<'_>,
    offer: &Offer,
    known: &[OfferMessage],
    thread: &mut Vec<MessageRow>,
) -> Result<(), StoreError> {
    let key = OfferKey {
        account: offer.account,
        ext_key: offer.ext_key.clone(),
    };
    for reply in tx.outbox_of(&key)? {
        let read_back = known
            .iter()
            .any(|m| m.message.external_id == reply.message_id);
        let Some(sent) = reply.sent.filter(|_| !read_back) else {
            continue;
        };
        thread.push(MessageRow {
            id: -reply.id,
            from_name: reply.from_name,
            from_address: reply.from_address,
            subject: reply.subject,
            sent: sent.to_string(),
            text: reply.body,
            attachments: Vec::new(),
        });
    }
    thread.sort_by_key(|message| message.sent.parse::<Instant>().ok());
    Ok(())
}

pub(super) fn one(profile: &OpenProfile, id: i64) -> Result<OutboxRow, StudioError> {
    profile.store().read(|tx| {
        let reply = tx.outgoing(id)?;
        Ok(row(tx, reply)?)
    })
}

fn row(tx: &ReadTx<'_>, reply: Outgoing) -> Result<OutboxRow, StoreError> {
    let offer = match &reply.offer {
        Some(key) => tx.offer_of_key(key)?,
        None => None,
    };
    let steps = tx.outbox_steps(reply.id)?;
    Ok(OutboxRow {
        id: reply.id,
        offer: offer.map(|id| id.0),
        brand: reply.brand,
        kind: reply.kind.into(),
        from: reply.from_address,
        to: reply.to,
        subject: reply.subject,
        body: reply.body,
        message_id: reply.message_id,
        can_take_back: reply.state.can_be_taken_back(),
        state: reply.state.into(),
        why: reply.why.map(Into::into),
        words: reply.words,
        queued: reply.queued.to_string(),
        hold_until: reply.hold_until.to_string(),
        next_try: reply.next_try.map(|at| at.to_string()),
        attempts: i64::from(reply.attempts),
        sent: reply.sent.map(|at| at.to_string()),
        steps: steps
            .into_iter()
            .map(|step| OutboxStepRow {
                at: step.at.to_string(),
                state: step.state.into(),
                why: step.why.map(Into::into),
                words: step.words,
            })
            .collect(),
    })
}
