//! What an earlier run left open: cut off, unsure, and copies that are owed.
//!
//! The rule it protects: a message that may have gone out is believed sent when it is found in the creator's own mailbox, and
//! never believed unsent because it is not found yet.

use super::{Delivered, Now, Post, Posts, read, step, write};
use crate::SyncError;
use domain::reply::{OutboxState, OutboxWhy};
use std::sync::Arc;
use store::{OutboxMove, Outgoing, Store};

/// States that only a run under way may hold, and this one is the only run: whoever held them is gone.
pub(super) async fn cut_off(store: &Store, now: &Now) -> Result<(), SyncError> {
    for reply in read(store, |tx| tx.outbox_open()).await? {
        let to = match reply.state {
            // the server had nothing to deliver yet
            OutboxState::Sending => OutboxMove::to(OutboxState::Waiting),
            OutboxState::Handed => {
                OutboxMove::to(OutboxState::Unsure).because(OutboxWhy::CutOff, None)
            }
            _ => continue,
        };
        step(store, reply.id, reply.state, to, now()).await?;
    }
    Ok(())
}

/// Looks for unsure messages in the mailboxes they went through.
pub(super) async fn by_evidence(
    store: &Store,
    posts: &dyn Posts,
    now: &Now,
    done: &mut Delivered,
) -> Result<(), SyncError> {
    for reply in read(store, |tx| tx.outbox_open()).await? {
        if reply.state != OutboxState::Unsure {
            continue;
        }
        let post = post_of(posts, &reply).await;
        let found = match post.as_ref().filter(|post| post.leaves_evidence()) {
            // No line is no evidence: it stays unsure until there is one.
            Some(post) => post.find(&reply.message_id).await.unwrap_or_default(),
            None => None,
        };
        let id = reply.id;
        let Some(folder) = found else {
            done.unsure.push(id);
            continue;
        };
        let owed = post.is_some_and(|post| post.makes_copies());
        let sent = OutboxMove::to(OutboxState::Sent).because(OutboxWhy::Found, Some(folder));
        let at = now();
        write(store, move |tx| {
            if tx.move_reply(id, OutboxState::Unsure, &sent, at)? && owed {
                // looked for again before one is made
                tx.set_reply_copy(id, true)?;
            }
            Ok(())
        })
        .await?;
        done.found.push(id);
    }
    Ok(())
}

/// Lays owed copies into folders of sent mail. A mailbox that cannot be reached is asked at the next run.
pub(super) async fn copies(
    store: &Store,
    posts: &dyn Posts,
    done: &mut Delivered,
) -> Result<(), SyncError> {
    for reply in read(store, |tx| tx.outbox_copies_owed()).await? {
        let Some(post) = post_of(posts, &reply).await else {
            continue;
        };
        let Ok(made) = post.copy(&reply.message_id, &reply.message).await else {
            continue;
        };
        let id = reply.id;
        write(store, move |tx| tx.set_reply_copy(id, false)).await?;
        if made {
            done.copied.push(id);
        }
    }
    Ok(())
}

async fn post_of(posts: &dyn Posts, reply: &Outgoing) -> Option<Arc<dyn Post>> {
    posts.of(reply.sender?).await.ok().flatten()
}
