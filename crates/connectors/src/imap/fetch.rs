//! Reading messages, and what a server says of them later.
//!
//! The rule it protects: `PEEK` leaves a message unread; an answer that concerns another message than the one asked for is
//! left out.

use super::numbers::Numbers;
use super::session::Session;
use crate::error::ConnectError;
use async_imap::error::Error;
use async_imap::imap_proto::{AttributeValue, Response, Status};
use async_imap::types::{Fetch, Flag};
use domain::MailFlag;
use futures::TryStreamExt;

/// What is fetched of each message. `PEEK` leaves it unread.
const WHOLE: &str = "(UID FLAGS RFC822.SIZE BODY.PEEK[])";
/// What is fetched of a message too large to be read whole.
const HEAD: &str = "(UID FLAGS RFC822.SIZE BODY.PEEK[HEADER])";

/// A message as the server holds it.
#[derive(Debug)]
pub(super) struct Raw {
    pub uid: u32,
    pub flags: Vec<MailFlag>,
    pub bytes: Vec<u8>,
}

/// What changed about messages read before.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Marks as they are now, ascending by number.
    pub marks: Vec<(u32, Vec<MailFlag>)>,
    /// Numbers that the server says are no longer there; it may name some that never were.
    pub gone: Numbers,
}

impl Session {
    /// Numbers of the messages from `first` on that arrived on or after `since` (`1-Nov-2025`), ascending.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn numbers(
        &mut self,
        first: u32,
        since: Option<&str>,
    ) -> Result<Vec<u32>, ConnectError> {
        let mut query = format!("UID {first}:*");
        if let Some(day) = since {
            query.push_str(" SINCE ");
            query.push_str(day);
        }
        let found = self.step(async |imap| imap.uid_search(query).await).await?;
        // `n:*` always holds the last message, even when its number is below n
        let mut found: Vec<u32> = found.into_iter().filter(|uid| *uid >= first).collect();
        found.sort_unstable();
        Ok(found)
    }

    /// Numbers up to `upto` that are there now.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn present(&mut self, upto: u32) -> Result<Numbers, ConnectError> {
        let query = format!("UID 1:{upto}");
        let found = self.step(async |imap| imap.uid_search(query).await).await?;
        Ok(Numbers::of(found))
    }

    /// Sizes of the messages in `set`, in bytes.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn sizes(&mut self, set: &str) -> Result<Vec<(u32, u32)>, ConnectError> {
        self.step(async |imap| {
            let found = imap.uid_fetch(set, "(UID RFC822.SIZE)").await?;
            found
                .try_filter_map(|m| async move { Ok(m.uid.map(|uid| (uid, m.size.unwrap_or(0)))) })
                .try_collect()
                .await
        })
        .await
    }

    /// The messages in `set`, ascending by number. A message deleted meanwhile is simply not among them.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn messages(&mut self, set: &str) -> Result<Vec<Raw>, ConnectError> {
        self.fetch(set, WHOLE, |m| m.body().map(<[u8]>::to_vec))
            .await
    }

    /// The headers of the messages in `set`.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn heads(&mut self, set: &str) -> Result<Vec<Raw>, ConnectError> {
        self.fetch(set, HEAD, |m| m.header().map(<[u8]>::to_vec))
            .await
    }

    async fn fetch(
        &mut self,
        set: &str,
        what: &str,
        part: fn(&Fetch) -> Option<Vec<u8>>,
    ) -> Result<Vec<Raw>, ConnectError> {
        let mut found: Vec<Raw> = self
            .step(async |imap| {
                imap.uid_fetch(set, what)
                    .await?
                    .try_filter_map(|m| async move {
                        let found = m.uid.zip(part(&m));
                        Ok(found.map(|(uid, bytes)| Raw {
                            uid,
                            flags: flags(m.flags()),
                            bytes,
                        }))
                    })
                    .try_collect()
                    .await
            })
            .await?;
        found.sort_by_key(|raw| raw.uid);
        Ok(found)
    }

    /// What changed about the messages up to `upto` since the folder's HIGHESTMODSEQ was `since` (RFC 7162); with what left
    /// the folder where the server says so.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn changes(&mut self, upto: u32, since: u64) -> Result<Changes, ConnectError> {
        let vanished = if self.offered.qresync {
            " VANISHED"
        } else {
            ""
        };
        // 0 is no value of the protocol
        let since = since.max(1);
        self.marked(&format!(
            "UID FETCH 1:{upto} (UID FLAGS) (CHANGEDSINCE {since}{vanished})"
        ))
        .await
    }

    /// The marks of the messages in `set`.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn marks(&mut self, set: &str) -> Result<Changes, ConnectError> {
        self.marked(&format!("UID FETCH {set} (UID FLAGS)")).await
    }

    /// Read here and not by the library, which drops what it has no place for: an answer `VANISHED`.
    async fn marked(&mut self, command: &str) -> Result<Changes, ConnectError> {
        self.step(async |imap| {
            let tag = imap.run_command(command).await?;
            let mut found = Changes::default();
            let mut gone = Vec::new();
            loop {
                let answer = imap.read_response().await?.ok_or(Error::ConnectionLost)?;
                match answer.parsed() {
                    Response::Fetch(_, items) => found.marks.extend(mark(items)),
                    Response::Vanished { uids, .. } => {
                        gone.extend(uids.iter().map(|range| (*range.start(), *range.end())));
                    }
                    Response::Done {
                        tag: done,
                        status,
                        outcome,
                    } if *done == tag => match status {
                        Status::Ok => break,
                        _ => {
                            let why = outcome.information.as_deref().unwrap_or_default();
                            return Err(Error::No(why.to_owned()));
                        }
                    },
                    _ => {}
                }
            }
            found.marks.sort_by_key(|(uid, _)| *uid);
            found.marks.dedup_by_key(|(uid, _)| *uid);
            found.gone = Numbers::from_ranges(gone);
            Ok(found)
        })
        .await
    }
}

/// A number with its marks. An answer without both was not asked for.
fn mark(items: &[AttributeValue<'_>]) -> Option<(u32, Vec<MailFlag>)> {
    let uid = items.iter().find_map(|item| match item {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    })?;
    let words = items.iter().find_map(|item| match item {
        AttributeValue::Flags(words) => Some(words),
        _ => None,
    })?;
    let words = words.iter().map(|word| Flag::from(word.to_string()));
    Some((uid, flags(words)))
}

/// The marks that the standard defines for everybody, in a fixed order.
fn flags<'a>(words: impl Iterator<Item = Flag<'a>>) -> Vec<MailFlag> {
    let known = |flag| match flag {
        Flag::Seen => Some(MailFlag::Seen),
        Flag::Answered => Some(MailFlag::Answered),
        Flag::Flagged => Some(MailFlag::Flagged),
        Flag::Draft => Some(MailFlag::Draft),
        Flag::Deleted => Some(MailFlag::Deleted),
        _ => None,
    };
    let mut found: Vec<MailFlag> = words.filter_map(known).collect();
    found.sort_unstable();
    found.dedup();
    found
}
