//! A line on which the server tells of new mail while the window is open (IDLE, RFC 2177).
//!
//! The rules it protects: the line is begun anew before the half hour at which servers hang up; a server without IDLE is
//! asked now and then; what happened between two waits is not missed; every wait goes through [`Pause`].

use super::names;
use super::session::{Session, within};
use crate::error::ConnectError;
use crate::http::Pause;
use async_imap::extensions::idle::IdleResponse;
use async_imap::imap_proto::Response;
use async_imap::types::UnsolicitedResponse;
use std::time::Duration;

/// How long one wait lasts. RFC 2177 asks for less than 29 minutes.
const ROUND: Duration = Duration::from_secs(28 * 60);
/// How long one wait lasts where further folders are looked at in between: a line tells of one folder only.
const SHORT_ROUND: Duration = Duration::from_secs(5 * 60);
/// How often a server without IDLE is asked.
const ASK: Duration = Duration::from_secs(120);

/// How news come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListeningBy {
    /// The server tells at once.
    Idle,
    /// The server is asked every two minutes, since it does not tell by itself.
    Asking,
}

/// A line that listens to a mailbox: to its first folder at once, to the others every few minutes.
pub struct Listening {
    session: Option<Session>,
    folders: Vec<(String, Standing)>,
    by: ListeningBy,
}

/// What a folder that is not open says of itself. Another one means that something changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Standing {
    exists: u32,
    next: Option<u32>,
    validity: Option<u32>,
    marks: Option<u64>,
}

impl Listening {
    pub(super) async fn begin(
        mut session: Session,
        folders: Vec<String>,
    ) -> Result<Self, ConnectError> {
        let mut folders = folders.into_iter();
        let first = folders.next().unwrap_or_else(|| "INBOX".to_owned());
        let mut others = Vec::new();
        for folder in folders {
            let standing = session.standing(&folder).await?;
            others.push((folder, standing));
        }
        session.examine(&first).await?;
        session.told();
        Ok(Self {
            by: match session.offered.idle {
                true => ListeningBy::Idle,
                false => ListeningBy::Asking,
            },
            session: Some(session),
            folders: others,
        })
    }

    /// How news come.
    pub fn by(&self) -> ListeningBy {
        self.by
    }

    /// Waits until something changed in one of the folders: a message arrived, left, or was marked.
    ///
    /// # Errors
    /// [`ConnectError::Canceled`], or what ended the line; it is of no use any more then.
    pub async fn changed(&mut self, pause: &dyn Pause) -> Result<(), ConnectError> {
        loop {
            let mut session = self.session.take().ok_or(ConnectError::Canceled)?;
            let mut heard = match self.by {
                ListeningBy::Idle => {
                    let round = match self.folders.is_empty() {
                        true => ROUND,
                        false => SHORT_ROUND,
                    };
                    let (again, heard) = session.idle(pause, round).await?;
                    session = again;
                    heard
                }
                ListeningBy::Asking => session.ask(pause).await?,
            };
            for (folder, known) in &mut self.folders {
                let now = session.standing(folder).await?;
                heard |= now != *known;
                *known = now;
            }
            self.session = Some(session);
            if heard {
                return Ok(());
            }
        }
    }

    /// Ends the line.
    pub async fn close(self) {
        if let Some(session) = self.session {
            session.close().await;
        }
    }
}

impl Session {
    /// One wait by IDLE; whether the server told of something.
    async fn idle(self, pause: &dyn Pause, round: Duration) -> Result<(Self, bool), ConnectError> {
        let Self {
            imap,
            offered,
            host,
            limit,
            cancel,
        } = self;
        // what the server says before it begins to wait lands here
        let aside = imap.unsolicited_responses.clone();
        let mut waiting = imap.idle();
        within(&cancel, limit, &host, waiting.init()).await?;
        let mut heard = std::iter::from_fn(|| aside.try_recv().ok()).any(|said| telling(&said));
        if !heard {
            let (answer, _stop) = waiting.wait_with_timeout(ROUND.saturating_mul(2));
            heard = tokio::select! {
                biased;
                () = cancel.cancelled() => return Err(ConnectError::Canceled),
                answer = answer => match answer {
                    Ok(IdleResponse::NewData(_)) => true,
                    Ok(IdleResponse::Timeout) => false,
                    // nobody interrupts it: the stream ended
                    Ok(IdleResponse::ManualInterrupt) => return Err(ConnectError::Unreachable {
                        host,
                        why: "connection lost".to_owned(),
                    }),
                    Err(error) => return Err(super::session::lost(&host, &error)),
                },
                () = pause.wait(round) => false,
            };
        }
        let imap = within(&cancel, limit, &host, waiting.done()).await?;
        let mut session = Self {
            imap,
            offered,
            host,
            limit,
            cancel,
        };
        heard |= session.told();
        Ok((session, heard))
    }

    /// One wait and a question; whether the server told of something.
    async fn ask(&mut self, pause: &dyn Pause) -> Result<bool, ConnectError> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => return Err(ConnectError::Canceled),
            () = pause.wait(ASK) => {}
        }
        self.step(async |imap| imap.noop().await).await?;
        Ok(self.told())
    }

    /// Whether the server said something by the way that means news; forgotten by asking.
    fn told(&mut self) -> bool {
        let aside = &self.imap.unsolicited_responses;
        // each one is taken, so that none counts twice
        std::iter::from_fn(|| aside.try_recv().ok())
            .filter(telling)
            .count()
            > 0
    }

    /// What a folder that is not open says of itself.
    async fn standing(&mut self, folder: &str) -> Result<Standing, ConnectError> {
        let name = names::encoded(folder);
        let marks = if self.offered.marks {
            " HIGHESTMODSEQ"
        } else {
            ""
        };
        let items = format!("(MESSAGES UIDNEXT UIDVALIDITY{marks})");
        let state = self
            .step(async |imap| imap.status(name, items).await)
            .await?;
        Ok(Standing {
            exists: state.exists,
            next: state.uid_next,
            validity: state.uid_validity,
            marks: state.highest_modseq,
        })
    }
}

/// Whether it is about messages.
fn telling(said: &UnsolicitedResponse) -> bool {
    match said {
        UnsolicitedResponse::Exists(_) | UnsolicitedResponse::Expunge(_) => true,
        UnsolicitedResponse::Other(data) => {
            matches!(
                data.parsed(),
                Response::Fetch(..) | Response::Vanished { .. }
            )
        }
        _ => false,
    }
}
