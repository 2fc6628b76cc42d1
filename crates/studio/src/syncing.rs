//! One sync of some accounts, from the request to the report.

use crate::accounts::{AccountVault, connect_shape};
use crate::shapes::{ImportNote, RunAccount, SyncReport};
use crate::work::{Running, Work};
use crate::{OpenProfile, StudioError};
use connectors::HttpOptions;
use domain::{Account, AccountId, RunState};
use std::sync::Arc;
use sync::{AccountJob, AccountReport, SyncError, SyncOptions};

/// How a sync is run.
#[derive(Debug, Clone, Default)]
pub struct SyncRequest {
    /// Accounts; all connected ones when empty.
    pub accounts: Vec<i64>,
    /// Walk everything again from the beginning.
    pub full: bool,
    /// Accounts read at the same time; 0 means the usual number.
    pub at_once: usize,
}

/// Accounts read at the same time: enough to hide one slow platform, few enough to be polite.
const AT_ONCE: usize = 4;

/// Syncs and reports. One failing account never stops another.
///
/// # Errors
/// [`StudioError::Busy`] when something is running, [`StudioError::NotFound`] for an account that is not there, and whatever
/// the store says.
pub async fn sync(
    profile: &OpenProfile,
    work: &Arc<Work>,
    request: &SyncRequest,
) -> Result<SyncReport, StudioError> {
    let accounts = chosen(profile, &request.accounts)?;
    let parts = accounts
        .iter()
        .map(|a| (a.id, a.handle.clone(), a.platform.into()))
        .collect();
    let running = work.begin("sync", parts, profile.now())?;
    let outcome = run(profile, &running, accounts, request).await;
    // The network is there: what waits goes out.
    crate::outbox::after_sync(profile, &running.cancel_token()).await;
    finish(running, outcome)
}

/// The accounts asked for; manual ones have nothing to sync.
fn chosen(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<Account>, StudioError> {
    let all = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.accounts()?))?;
    if ids.is_empty() {
        return Ok(all.into_iter().filter(|a| !a.manual).collect());
    }
    let find = |id: &i64| {
        let found = all.iter().find(|a| a.id == AccountId(*id)).cloned();
        found.ok_or_else(|| StudioError::NotFound {
            what: "account",
            id: id.to_string(),
        })
    };
    ids.iter().map(find).collect()
}

/// Runs a sync under work that has begun.
pub(crate) async fn run(
    profile: &OpenProfile,
    running: &Running,
    accounts: Vec<Account>,
    request: &SyncRequest,
) -> Result<SyncReport, StudioError> {
    let jobs = accounts
        .iter()
        .map(|account| AccountJob {
            account: account.clone(),
            vault: AccountVault::of(profile, account),
        })
        .collect();
    let clock = profile.clock();
    let options = SyncOptions {
        full: request.full,
        at_once: if request.at_once == 0 {
            AT_ONCE
        } else {
            request.at_once
        },
        now: Arc::new(move || clock.now()),
        http: HttpOptions::default(),
        cancel: running.cancel_token(),
    };
    let (run, state, reports) = sync::sync(profile.store(), jobs, &options, running.watch())
        .await
        .map_err(refused)?;
    // Payouts count what payers changed: it is looked for where documents come in, not where figures are read.
    crate::rates::look(profile)?;
    let lines = accounts
        .iter()
        .zip(&reports)
        .map(|(account, report)| line(account, report))
        .collect();
    Ok(SyncReport {
        run: run.0,
        state: state.into(),
        accounts: lines,
    })
}

pub(crate) fn refused(error: SyncError) -> StudioError {
    match error {
        SyncError::Store(error) => error.into(),
        SyncError::CutOff => StudioError::Internal(error.to_string()),
    }
}

/// Ends the work with each part's state.
fn finish(
    running: Running,
    outcome: Result<SyncReport, StudioError>,
) -> Result<SyncReport, StudioError> {
    match outcome {
        Ok(report) => {
            for (position, account) in report.accounts.iter().enumerate() {
                running.part(position, |part| {
                    part.state = RunState::from(account.state).slug().to_owned();
                    part.wait_ms = None;
                    part.new = account.new;
                    part.revised = account.revised;
                    part.done = account.new + account.revised + account.same + account.rejected;
                    part.about = Some(part.done);
                    part.error = account.error.clone();
                });
            }
            let state = if running.canceled() {
                "canceled"
            } else {
                "done"
            };
            running.finish(Some(report.run), state, None);
            Ok(report)
        }
        Err(error) => {
            running.finish(None, "failed", Some(error.shape()));
            Err(error)
        }
    }
}

fn line(account: &Account, report: &AccountReport) -> RunAccount {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    RunAccount {
        id: account.id.0,
        handle: account.handle.clone(),
        platform: account.platform.into(),
        state: report.state.into(),
        new: count(report.counts.new),
        revised: count(report.counts.revised),
        vanished: count(report.counts.vanished),
        same: count(report.counts.same),
        rejected: count(report.counts.rejected),
        pages: count(report.pages),
        retries: count(report.retries),
        waited_ms: count(report.waited_ms),
        notes: report
            .notes
            .iter()
            .map(|note| ImportNote {
                code: note.code.to_owned(),
                values: [("detail".to_owned(), note.detail.clone())].into(),
            })
            .collect(),
        error: report
            .error
            .as_ref()
            .map(|e| connect_shape(&account.handle, e)),
    }
}
