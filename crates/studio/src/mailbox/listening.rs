//! New mail as it comes: one line for each mailbox while the window is open.
//!
//! The rules it protects: a line is opened before the mailbox is read, so that nothing falls between; a lost line is tried
//! again after longer and longer waits and never hammered; a password that is no longer good is not tried again by itself;
//! a line holds no profile open.

use crate::accounts::{AccountVault, connect_shape};
use crate::events::Events;
use crate::shapes::{ErrorShape, ListeningRow, ListeningState};
use crate::syncing::{self, SyncRequest};
use crate::work::Work;
use crate::{OpenProfile, StudioError};
use connectors::http::Pause;
use connectors::imap::{ListeningBy, Mailbox};
use connectors::source::Alone;
use connectors::{Action, ConnectError, Credentials, HttpOptions, Job, Vault, VaultError};
use domain::{Account, Instant, Platform};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// The first wait after a line was lost; each one after it is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(5);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// How long other work is waited for before a mailbox is read.
const TURN: Duration = Duration::from_secs(2);

/// What reading a mailbox may change.
const TAGS: &[&str] = &["app", "offers", "mail", "accounts", "runs", "review"];

/// The lines of the open profile.
pub struct Switchboard {
    events: Arc<dyn Events>,
    work: Arc<Work>,
    pause: Arc<dyn Pause>,
    lines: Mutex<Lines>,
}

#[derive(Default)]
struct Lines {
    /// Ends them all.
    cancel: CancellationToken,
    rows: BTreeMap<i64, Row>,
}

struct Row {
    told: ListeningRow,
    again: Arc<Notify>,
}

impl Switchboard {
    /// No line yet. Every wait goes through `pause`.
    pub fn new(events: Arc<dyn Events>, work: Arc<Work>, pause: Arc<dyn Pause>) -> Arc<Self> {
        Arc::new(Self {
            events,
            work,
            pause,
            lines: Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens to every mailbox of `profile`, and to none of another one. The sample creator has none.
    pub fn begin(self: &Arc<Self>, profile: &Arc<OpenProfile>) {
        let cancel = self.restart();
        if profile.is_sandbox() {
            return;
        }
        let (board, profile) = (self.clone(), Arc::downgrade(profile));
        tokio::spawn(async move {
            for account in mailboxes(&profile).await {
                board.open(profile.clone(), account, &cancel);
            }
        });
    }

    /// Ends every line.
    pub fn stop(&self) {
        self.restart();
    }

    fn restart(&self) -> CancellationToken {
        let mut lines = self.lock();
        lines.cancel.cancel();
        *lines = Lines::default();
        lines.cancel.clone()
    }

    /// How each line stands.
    pub fn rows(&self) -> Vec<ListeningRow> {
        self.lock().rows.values().map(|r| r.told.clone()).collect()
    }

    /// Opens every line again now: the network is back, or the creator asks.
    pub fn again(&self) {
        for row in self.lock().rows.values() {
            row.again.notify_one();
        }
    }

    fn open(
        self: &Arc<Self>,
        profile: Weak<OpenProfile>,
        account: Account,
        cancel: &CancellationToken,
    ) {
        let again = Arc::new(Notify::new());
        let line = Line {
            board: self.clone(),
            profile,
            cancel: cancel.clone(),
            again: again.clone(),
            account,
        };
        {
            let mut lines = self.lock();
            // another profile was opened meanwhile
            if cancel.is_cancelled() {
                return;
            }
            let told = line.row(ListeningState::Starting, None, None);
            lines.rows.insert(line.account.id.0, Row { told, again });
        }
        tokio::spawn(line.keep());
    }
}

/// The profile's mailboxes that are connected.
async fn mailboxes(profile: &Weak<OpenProfile>) -> Vec<Account> {
    let Some(profile) = profile.upgrade() else {
        return Vec::new();
    };
    let read = move || {
        profile
            .store()
            .read(|tx| Ok::<_, StudioError>(tx.accounts()?))
    };
    let all = tokio::task::spawn_blocking(read).await;
    let all = all.ok().and_then(Result::ok).unwrap_or_default();
    all.into_iter()
        .filter(|account| account.platform == Platform::Mail && !account.manual)
        .collect()
}

/// One mailbox's line.
struct Line {
    board: Arc<Switchboard>,
    profile: Weak<OpenProfile>,
    cancel: CancellationToken,
    again: Arc<Notify>,
    account: Account,
}

/// Why a line ended.
enum End {
    /// The profile was closed.
    Closed,
    /// It is to be opened again at once.
    Again,
    /// It was lost, or did not come about; whether it had stood.
    Lost(ConnectError, bool),
}

impl Line {
    async fn keep(self) {
        let mut lost = 0;
        loop {
            self.tell(ListeningState::Starting, None, None);
            let (error, stood) = match self.listen().await {
                End::Closed => return,
                End::Again => continue,
                End::Lost(error, stood) => (error, stood),
            };
            lost = if stood { 1 } else { lost + 1 };
            let state = match error.action() {
                Action::Retry => ListeningState::Waiting,
                Action::SignIn => ListeningState::SignIn,
                Action::Skip | Action::Stop => ListeningState::Stopped,
            };
            let error = Some(connect_shape(&self.account.handle, &error));
            let wait = (state == ListeningState::Waiting).then(|| after(lost));
            let Some(now) = self.now() else { return };
            self.tell(state, wait.and_then(|wait| later(now, wait)), error);
            let pause = async {
                match wait {
                    Some(wait) => self.board.pause.wait(wait).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                () = self.cancel.cancelled() => return,
                () = self.again.notified() => lost = 0,
                () = pause => {}
            }
        }
    }

    /// Opens the line, reads the mailbox, and reads it again whenever the server tells of something.
    async fn listen(&self) -> End {
        let mut stood = false;
        let work = async {
            let now = self.now().ok_or(ConnectError::Canceled)?;
            let vault = Arc::new(Lent {
                profile: self.profile.clone(),
                account: self.account.clone(),
            });
            let mailbox = Mailbox::new(&self.account, vault, HttpOptions::default())?;
            let job = Job {
                account: self.account.clone(),
                now,
                full: false,
                cancel: self.cancel.clone(),
            };
            let mut line = mailbox.listen(&job).await?;
            stood = true;
            let state = match line.by() {
                ListeningBy::Idle => ListeningState::Listening,
                ListeningBy::Asking => ListeningState::Asking,
            };
            self.tell(state, None, None);
            loop {
                self.read().await?;
                line.changed(self.board.pause.as_ref()).await?;
            }
        };
        let outcome: Result<std::convert::Infallible, ConnectError> = tokio::select! {
            biased;
            () = self.cancel.cancelled() => return End::Closed,
            outcome = work => outcome,
            () = self.again.notified() => return End::Again,
        };
        match outcome {
            Err(ConnectError::Canceled) => End::Closed,
            Err(error) => End::Lost(error, stood),
            Ok(never) => match never {},
        }
    }

    /// Reads the mailbox as one sync, once other work is done. What went wrong stands in the list of runs.
    async fn read(&self) -> Result<(), ConnectError> {
        let request = SyncRequest {
            accounts: vec![self.account.id.0],
            ..SyncRequest::default()
        };
        loop {
            let profile = self.profile.upgrade().ok_or(ConnectError::Canceled)?;
            match syncing::sync(&profile, &self.board.work, &request).await {
                Err(StudioError::Busy(_)) => {
                    drop(profile);
                    self.board.pause.wait(TURN).await;
                }
                _ => break,
            }
        }
        self.board.events.changed(TAGS);
        Ok(())
    }

    fn now(&self) -> Option<Instant> {
        self.profile.upgrade().map(|profile| profile.now())
    }

    fn row(
        &self,
        state: ListeningState,
        next_at: Option<Instant>,
        error: Option<ErrorShape>,
    ) -> ListeningRow {
        ListeningRow {
            account: self.account.id.0,
            state,
            next_at: next_at.map(|at| at.to_string()),
            error,
        }
    }

    fn tell(&self, state: ListeningState, next_at: Option<Instant>, error: Option<ErrorShape>) {
        {
            let mut lines = self.board.lock();
            if self.cancel.is_cancelled() {
                return;
            }
            if let Some(row) = lines.rows.get_mut(&self.account.id.0) {
                row.told = self.row(state, next_at, error);
            }
        }
        self.board.events.changed(&["listening"]);
    }
}

/// The wait after the `lost`th time in a row.
fn after(lost: u32) -> Duration {
    let doubled = 1u32
        .checked_shl(lost.saturating_sub(1))
        .unwrap_or(u32::MAX)
        .max(1);
    FIRST_WAIT.saturating_mul(doubled).min(LONGEST_WAIT)
}

fn later(now: Instant, wait: Duration) -> Option<Instant> {
    let millis = i64::try_from(wait.as_millis()).ok()?;
    Instant::from_millis(now.millis().checked_add(millis)?)
}

/// The account's vault, asked of the profile each time: a line that waits holds no profile open.
struct Lent {
    profile: Weak<OpenProfile>,
    account: Account,
}

impl Lent {
    fn vault(&self) -> Result<Arc<AccountVault>, VaultError> {
        let profile = self.profile.upgrade();
        let profile =
            profile.ok_or_else(|| VaultError::Unavailable("the profile is closed".to_owned()))?;
        Ok(AccountVault::of(&profile, &self.account))
    }
}

#[async_trait::async_trait]
impl Vault for Lent {
    async fn load(&self) -> Result<Credentials, VaultError> {
        self.vault()?.load().await
    }

    async fn save(&self, credentials: &Credentials) -> Result<(), VaultError> {
        self.vault()?.save(credentials).await
    }

    async fn alone(&self) -> Result<Alone, VaultError> {
        self.vault()?.alone().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        let waits: Vec<u64> = [1, 2, 3, 7, 8, 40, u32::MAX]
            .into_iter()
            .map(|lost| after(lost).as_secs())
            .collect();
        assert_eq!(waits, [5, 10, 20, 320, 600, 600, 600]);
    }
}
