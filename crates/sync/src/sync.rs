//! One sync over some accounts: each on its own, none stopping another.

use crate::SyncError;
use crate::apply::Target;
use crate::report::{AccountReport, Counts};
use crate::sink::StoreSink;
use crate::watch::Watch;
use connectors::source::{Connector, Job, Vault, connector_for};
use connectors::{Action, ConnectError, HttpOptions};
use domain::{Account, Instant, RunId, RunKind, RunState};
use std::sync::Arc;
use store::{RunAccount, Store, StoreError};
use tokio_util::sync::CancellationToken;

/// An account and where its credentials are kept.
#[derive(Clone)]
pub struct AccountJob {
    /// The account.
    pub account: Account,
    /// Its credentials.
    pub vault: Arc<dyn Vault>,
}

/// How a sync is run.
#[derive(Clone)]
pub struct SyncOptions {
    /// Walk everything again from the beginning instead of from the cursors.
    pub full: bool,
    /// Accounts read at the same time, at least 1. With 1 the order of rows is the same in every run.
    pub at_once: usize,
    /// Gives the instant that counts as now.
    pub now: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// How patient the requests are.
    pub http: HttpOptions,
    /// Ends the run after the page being written.
    pub cancel: CancellationToken,
}

/// Syncs `jobs` as one run and returns it with a report for each account, in the order given.
///
/// # Errors
/// [`SyncError`] when the store refused; the run is then marked failed if the store still takes that.
pub async fn sync(
    store: &Store,
    jobs: Vec<AccountJob>,
    options: &SyncOptions,
    watch: Arc<dyn Watch>,
) -> Result<(RunId, RunState, Vec<AccountReport>), SyncError> {
    let started = (options.now)();
    let run = write(store, move |tx| tx.start_run(RunKind::Sync, "", started)).await?;
    let gate = Arc::new(tokio::sync::Semaphore::new(options.at_once.max(1)));
    let mut tasks = Vec::with_capacity(jobs.len());
    for job in jobs {
        let (store, options, watch) = (store.clone(), options.clone(), watch.clone());
        // Taken before the task exists: tasks that ask for a turn themselves get it in any order.
        let turn = gate.clone().acquire_owned().await;
        tasks.push(tokio::spawn(async move {
            let _turn = turn;
            account(&store, run, job, &options, watch).await
        }));
    }
    let mut reports = Vec::with_capacity(tasks.len());
    let mut failure = None;
    for task in tasks {
        match task.await {
            Ok(Ok(report)) => reports.push(report),
            Ok(Err(error)) => failure = Some(error),
            Err(_) => failure = Some(SyncError::CutOff),
        }
    }
    let state = if failure.is_some() {
        RunState::Failed
    } else {
        overall(&reports)
    };
    let ended = (options.now)();
    let finished = write(store, move |tx| tx.finish_run(run, state, ended, None)).await;
    match failure {
        Some(error) => Err(error),
        None => {
            finished?;
            Ok((run, state, reports))
        }
    }
}

/// One account's part: fetch, then its line in the run.
async fn account(
    store: &Store,
    run: RunId,
    job: AccountJob,
    options: &SyncOptions,
    watch: Arc<dyn Watch>,
) -> Result<AccountReport, SyncError> {
    let now = (options.now)();
    let target = Target {
        account: job.account.id,
        run,
        now,
    };
    let mut sink = StoreSink::new(store.clone(), target, watch);
    let outcome = match connector_for(&job.account, job.vault.clone(), options.http.clone()) {
        Ok(connector) => fetch(store, connector.as_ref(), &job, options, now, &mut sink).await,
        Err(error) => Err(error),
    };
    if let Some(refusal) = sink.refused.take() {
        return Err(refusal.into());
    }
    let report = describe(job.account.id, &sink, outcome);
    let line = RunAccount {
        new: report.counts.new,
        revised: report.counts.revised,
        vanished: report.counts.vanished,
        same: report.counts.same,
        rejected: report.counts.rejected,
        pages: report.pages,
        retries: report.retries,
        waited_ms: report.waited_ms,
        error_code: report.error.as_ref().map(|e| e.code().to_owned()),
        error_message: report.error.as_ref().map(ToString::to_string),
        ..RunAccount::new(report.account, report.state)
    };
    write(store, move |tx| tx.put_run_account(run, &line)).await?;
    Ok(report)
}

async fn fetch(
    store: &Store,
    connector: &dyn Connector,
    job: &AccountJob,
    options: &SyncOptions,
    now: Instant,
    sink: &mut StoreSink,
) -> Result<connectors::source::Summary, ConnectError> {
    let mut request = Job {
        account: job.account.clone(),
        now,
        full: options.full,
        cancel: options.cancel.clone(),
    };
    if request.account.external_id.is_none() {
        // The first time, the platform says who this is; from then on another answer is another account.
        let identity = connector.identify(&request).await?;
        request.account.external_id = Some(identity.external_id);
        if request.account.region.is_none() {
            request.account.region = identity.region;
        }
        let learned = request.account.clone();
        let kept = write(store, move |tx| tx.update_account(&learned)).await;
        if let Err(SyncError::Store(error)) = kept {
            let message = error.to_string();
            sink.refused = Some(error);
            return Err(connectors::SinkError { message }.into());
        }
    }
    connector.fetch(&request, sink).await
}

fn describe(
    account: domain::AccountId,
    sink: &StoreSink,
    outcome: Result<connectors::source::Summary, ConnectError>,
) -> AccountReport {
    let (summary, error) = match outcome {
        Ok(summary) => (summary, None),
        Err(error) => (connectors::source::Summary::default(), Some(error)),
    };
    let fatal = error.is_some();
    let partial = summary.partial();
    let (skipped, notes) = (summary.skipped, summary.notes);
    let error = error.or_else(|| summary.feeds.into_iter().find_map(|feed| feed.error));
    let state = match &error {
        None if sink.counts.rejected > 0 => RunState::Partial,
        None => RunState::Done,
        Some(ConnectError::Canceled) => RunState::Canceled,
        Some(error) if fatal && error.action() == Action::SignIn => RunState::SignIn,
        Some(_) if partial || sink.pages > 0 => RunState::Partial,
        Some(_) => RunState::Failed,
    };
    AccountReport {
        account,
        state,
        counts: sink.counts,
        pages: sink.pages,
        retries: sink.retries,
        waited_ms: sink.waited_ms,
        skipped,
        notes,
        error,
    }
}

/// The state of a run from its accounts: as good as all, as bad as the only one, else partial.
fn overall(reports: &[AccountReport]) -> RunState {
    let mut states: Vec<RunState> = reports.iter().map(|r| r.state).collect();
    states.sort();
    states.dedup();
    match states.as_slice() {
        [] => RunState::Done,
        [one] => *one,
        many if many.contains(&RunState::Canceled) => RunState::Canceled,
        _ => RunState::Partial,
    }
}

/// Totals over all accounts.
pub fn totals(reports: &[AccountReport]) -> Counts {
    let mut sum = Counts::default();
    for report in reports {
        sum.add(report.counts);
    }
    sum
}

async fn write<T, F>(store: &Store, work: F) -> Result<T, SyncError>
where
    T: Send + 'static,
    F: FnOnce(&mut store::WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
{
    let store = store.clone();
    tokio::task::spawn_blocking(move || store.write(work))
        .await
        .map_err(|_| SyncError::CutOff)?
        .map_err(SyncError::from)
}
