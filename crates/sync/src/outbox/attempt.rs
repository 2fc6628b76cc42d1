//! One attempt to send one reply.
//!
//! The rule it protects: the state on the disk is never ahead of the server's: *handed* is written before the end of the
//! message, *sent* after the server's answer and before anything else.

use super::{Delivered, Now, Posts, read, step, write};
use crate::SyncError;
use async_trait::async_trait;
use connectors::ConnectError;
use connectors::smtp::{Ready, SendError};
use domain::Instant;
use domain::reply::{GIVE_UP_DAYS, OutboxState, OutboxWhy, next_try};
use store::{OutboxMove, Outgoing, Store};

/// A server that asked for the text of a message. Dropped, the server has nothing.
#[async_trait]
pub trait Handed: Send {
    /// The second half: the text and its end; the server's words when it took it.
    ///
    /// # Errors
    /// [`SendError::Later`], [`SendError::Refused`], [`SendError::Unheard`].
    async fn finish(self: Box<Self>, message: &[u8]) -> Result<String, SendError>;
}

#[async_trait]
impl Handed for Ready {
    async fn finish(self: Box<Self>, message: &[u8]) -> Result<String, SendError> {
        Ready::finish(*self, message).await
    }
}

/// Sends one reply that is due.
pub(super) async fn attempt(
    store: &Store,
    posts: &dyn Posts,
    reply: Outgoing,
    now: &Now,
    done: &mut Delivered,
) -> Result<(), SyncError> {
    let id = reply.id;
    let sending = OutboxMove::to(OutboxState::Sending);
    if !step(store, id, reply.state, sending, now()).await? {
        // taken back a moment ago
        return Ok(());
    }
    let post = match reply.sender {
        Some(sender) => posts.of(sender).await,
        None => Ok(None),
    };
    let offered = match post {
        Ok(Some(post)) => post
            .hand_over(&reply)
            .await
            .map(|ready| (ready, post.makes_copies())),
        Ok(None) => {
            let none = OutboxMove::to(OutboxState::Waiting).because(OutboxWhy::NoSender, None);
            step(store, id, OutboxState::Sending, none, now()).await?;
            done.waiting.push(id);
            return Ok(());
        }
        Err(error) => Err(SendError::Line(error)),
    };
    let (ready, makes_copies) = match offered {
        Ok(ready) => ready,
        Err(error) => return held_up(store, reply, OutboxState::Sending, error, now, done).await,
    };
    // From here on the server may take it: that stands on the disk first.
    let handed = OutboxMove::to(OutboxState::Handed);
    step(store, id, OutboxState::Sending, handed, now()).await?;
    match ready.finish(&reply.message).await {
        Ok(words) => {
            let sent = OutboxMove {
                words: Some(words).filter(|w| !w.is_empty()),
                ..OutboxMove::to(OutboxState::Sent)
            };
            let at = now();
            write(store, move |tx| {
                tx.move_reply(id, OutboxState::Handed, &sent, at)?;
                if makes_copies {
                    tx.set_reply_copy(id, true)?;
                }
                Ok(())
            })
            .await?;
            done.sent.push(id);
            Ok(())
        }
        Err(error) => held_up(store, reply, OutboxState::Handed, error, now, done).await,
    }
}

/// What becomes of a reply that was not taken.
async fn held_up(
    store: &Store,
    reply: Outgoing,
    from: OutboxState,
    error: SendError,
    now: &Now,
    done: &mut Delivered,
) -> Result<(), SyncError> {
    let (id, at) = (reply.id, now());
    // an attempt was counted when it began
    let attempts = read(store, move |tx| Ok(tx.outgoing(id)?.attempts)).await?;
    let to = becomes(&reply, from, error, attempts, at);
    match to.state {
        OutboxState::Retry => done.later.push(id),
        OutboxState::Failed => done.failed.push(id),
        OutboxState::Unsure => done.unsure.push(id),
        _ => done.waiting.push(id),
    }
    if to.state == OutboxState::Failed {
        write(store, move |tx| tx.give_back_reply(&reply, from, &to, at)).await?;
    } else {
        step(store, id, from, to, at).await?;
    }
    Ok(())
}

fn becomes(
    reply: &Outgoing,
    from: OutboxState,
    error: SendError,
    attempts: u32,
    now: Instant,
) -> OutboxMove {
    let waiting = |why, words| OutboxMove::to(OutboxState::Waiting).because(why, words);
    match error {
        SendError::Refused { words } => {
            OutboxMove::to(OutboxState::Failed).because(OutboxWhy::Refused, Some(words))
        }
        SendError::Later { words } => {
            let next = next_try(attempts, now);
            let last = reply.queued.0 + chrono::Duration::days(GIVE_UP_DAYS);
            if next.0 > last {
                return OutboxMove::to(OutboxState::Failed).because(OutboxWhy::GaveUp, Some(words));
            }
            OutboxMove {
                next_try: Some(next),
                ..OutboxMove::to(OutboxState::Retry).because(OutboxWhy::Later, Some(words))
            }
        }
        SendError::Unheard { why } => {
            OutboxMove::to(OutboxState::Unsure).because(OutboxWhy::CutOff, Some(why))
        }
        // Behind the end of the message no trouble of the line is heard as such; should one be, nobody knows.
        SendError::Line(error) if from == OutboxState::Handed => {
            OutboxMove::to(OutboxState::Unsure).because(OutboxWhy::CutOff, Some(error.to_string()))
        }
        SendError::Line(error) => match &error {
            ConnectError::Canceled => OutboxMove::to(OutboxState::Waiting),
            ConnectError::SignIn { reason, .. } => waiting(OutboxWhy::SignIn, Some(reason.clone())),
            ConnectError::Vault(_) | ConnectError::Secret(_) => waiting(OutboxWhy::SignIn, None),
            ConnectError::Certificate { why, .. } => {
                waiting(OutboxWhy::Certificate, Some((*why).to_owned()))
            }
            ConnectError::BaseUrl { url, .. } => waiting(OutboxWhy::NoSender, Some(url.clone())),
            other => waiting(OutboxWhy::Offline, Some(other.to_string())),
        },
    }
}
