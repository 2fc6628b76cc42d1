//! The outbox: what waits goes out, once.
//!
//! The rules it protects: before a server is given the end of a message it is on the disk that it may be taken; what a server
//! took is on the disk before anything else is done; a message whose answer was not heard is settled by evidence or by the
//! creator, and never by sending it again.

mod attempt;
mod settle;

pub use attempt::Handed;

use crate::SyncError;
use async_trait::async_trait;
use connectors::ConnectError;
use connectors::smtp::SendError;
use domain::reply::OutboxState;
use domain::{AccountId, Instant};
use std::sync::Arc;
use store::{OutboxMove, Outgoing, Store, StoreError, WriteTx};
use tokio_util::sync::CancellationToken;

/// One mailbox that replies go through.
#[async_trait]
pub trait Post: Send + Sync {
    /// The first half of handing a message over: up to the server's asking for the text. It has nothing yet.
    ///
    /// # Errors
    /// [`SendError`] but for *unheard*.
    async fn hand_over(&self, reply: &Outgoing) -> Result<Box<dyn Handed>, SendError>;

    /// The folder of the creator's mailbox that holds a message.
    ///
    /// # Errors
    /// [`ConnectError`]: then nothing is known.
    async fn find(&self, message_id: &str) -> Result<Option<String>, ConnectError>;

    /// Lays a copy into the folder of sent mail, unless it lies there; `false` when there is no such folder.
    ///
    /// # Errors
    /// [`ConnectError`]: asked again, it is looked for first.
    async fn copy(&self, message_id: &str, message: &[u8]) -> Result<bool, ConnectError>;

    /// Whether a message that went out leaves something in the mailbox to find it by.
    fn leaves_evidence(&self) -> bool;

    /// Whether the copy of a sent message is ours to make.
    fn makes_copies(&self) -> bool;
}

/// The mailboxes replies go through.
#[async_trait]
pub trait Posts: Send + Sync {
    /// The one of an account; `None` when the creator did not say how it sends.
    ///
    /// # Errors
    /// [`ConnectError`] when its credentials cannot be had.
    async fn of(&self, sender: AccountId) -> Result<Option<Arc<dyn Post>>, ConnectError>;
}

/// What counts as now.
pub type Now = Arc<dyn Fn() -> Instant + Send + Sync>;

/// What became of the replies that were looked at. Ids of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivered {
    /// Taken by their server in this run.
    pub sent: Vec<i64>,
    /// Found in the mailbox: they had gone out before.
    pub found: Vec<i64>,
    /// Still waiting: no line, no sign-in, no server.
    pub waiting: Vec<i64>,
    /// To be tried again at their time.
    pub later: Vec<i64>,
    /// Refused for good.
    pub failed: Vec<i64>,
    /// Nobody knows: the creator is asked.
    pub unsure: Vec<i64>,
    /// Copies laid into folders of sent mail.
    pub copied: Vec<i64>,
}

/// Settles what was cut off and sends what is due. The caller holds the outbox alone: two that send at once would take each
/// other's messages for cut off.
///
/// # Errors
/// [`SyncError`] when the store refuses; what was sent is recorded, or nothing was sent.
pub async fn deliver(
    store: &Store,
    posts: &dyn Posts,
    now: &Now,
    cancel: &CancellationToken,
) -> Result<Delivered, SyncError> {
    let mut done = Delivered::default();
    settle::cut_off(store, now).await?;
    settle::by_evidence(store, posts, now, &mut done).await?;
    for reply in read(store, |tx| tx.outbox_open()).await? {
        if cancel.is_cancelled() {
            break;
        }
        if is_due(&reply, now()) {
            attempt::attempt(store, posts, reply, now, &mut done).await?;
        }
    }
    settle::copies(store, posts, &mut done).await?;
    Ok(done)
}

fn is_due(reply: &Outgoing, now: Instant) -> bool {
    matches!(reply.state, OutboxState::Waiting | OutboxState::Retry)
        && reply.hold_until <= now
        && reply.next_try.is_none_or(|at| at <= now)
}

async fn read<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&store::ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, SyncError> {
    let store = store.clone();
    let asked = tokio::task::spawn_blocking(move || store.read(work)).await;
    Ok(asked.map_err(|_| SyncError::CutOff)??)
}

/// One write that is on the disk when this returns.
async fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, SyncError> {
    let store = store.clone();
    let asked = tokio::task::spawn_blocking(move || store.write_durably(work)).await;
    Ok(asked.map_err(|_| SyncError::CutOff)??)
}

/// Moves a reply on. Whether it was still where it was thought to be.
async fn step(
    store: &Store,
    id: i64,
    from: OutboxState,
    to: OutboxMove,
    now: Instant,
) -> Result<bool, SyncError> {
    write(store, move |tx| tx.move_reply(id, from, &to, now)).await
}
