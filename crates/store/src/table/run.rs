//! Syncs and imports (*record*), with their outcome per account.
//!
//! The rule it protects: every fetched row names the run that brought it; a run is never deleted, only marked.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, Instant, RunId, RunKind, RunState};
use rusqlite::Row;

/// One sync or import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its row.
    pub id: RunId,
    /// What started it.
    pub kind: RunKind,
    /// How it stands or ended.
    pub state: RunState,
    /// When it started.
    pub started: Instant,
    /// When it ended; `None` while it runs, or when it was cut off.
    pub ended: Option<Instant>,
    /// A few words for lists (file names).
    pub label: String,
    /// The report as the use case wrote it, JSON.
    pub report: Option<String>,
    /// The outcome per account.
    pub accounts: Vec<RunAccount>,
}

/// What a run did for one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunAccount {
    /// Which account.
    pub account: AccountId,
    /// How it ended.
    pub state: RunState,
    /// Entries not known before.
    pub new: u64,
    /// Entries that changed.
    pub revised: u64,
    /// Entries no longer at the source.
    pub vanished: u64,
    /// Entries already known.
    pub same: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Documents read.
    pub pages: u64,
    /// Requests tried again.
    pub retries: u64,
    /// Time spent waiting at the server's wish, milliseconds.
    pub waited_ms: u64,
    /// The stable code of what went wrong.
    pub error_code: Option<String>,
    /// The words of what went wrong.
    pub error_message: Option<String>,
}

impl RunAccount {
    /// An account of which nothing was read yet.
    pub fn new(account: AccountId, state: RunState) -> Self {
        Self {
            account,
            state,
            new: 0,
            revised: 0,
            vanished: 0,
            same: 0,
            rejected: 0,
            pages: 0,
            retries: 0,
            waited_ms: 0,
            error_code: None,
            error_message: None,
        }
    }
}

fn read(row: &Row<'_>) -> Result<Run, StoreError> {
    Ok(Run {
        id: RunId(row.get(0)?),
        kind: codec::word("run kind", &row.get::<_, String>(1)?)?,
        state: codec::word("run state", &row.get::<_, String>(2)?)?,
        started: codec::instant(row.get(3)?)?,
        ended: codec::instant_opt(row.get(4)?)?,
        label: row.get(5)?,
        report: row.get(6)?,
        accounts: Vec::new(),
    })
}

fn read_account(row: &Row<'_>) -> Result<RunAccount, StoreError> {
    Ok(RunAccount {
        account: AccountId(row.get(0)?),
        state: codec::word("run state", &row.get::<_, String>(1)?)?,
        new: row.get(2)?,
        revised: row.get(3)?,
        vanished: row.get(4)?,
        same: row.get(5)?,
        rejected: row.get(6)?,
        pages: row.get(7)?,
        retries: row.get(8)?,
        waited_ms: row.get(9)?,
        error_code: row.get(10)?,
        error_message: row.get(11)?,
    })
}

impl ReadTx<'_> {
    /// The latest runs, newest first.
    pub fn runs(&self, limit: u32) -> Result<Vec<Run>, StoreError> {
        let sql = "SELECT id, kind, state, started_ms, ended_ms, label, report FROM run ORDER BY id DESC LIMIT ?1";
        let mut runs: Vec<Run> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([limit], read)?
            .collect::<Result<_, _>>()?;
        for run in &mut runs {
            run.accounts = self.run_accounts(run.id)?;
        }
        Ok(runs)
    }

    /// One run.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn run(&self, id: RunId) -> Result<Run, StoreError> {
        let sql =
            "SELECT id, kind, state, started_ms, ended_ms, label, report FROM run WHERE id = ?1";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([id.0], read)?
            .next();
        let mut run = found.unwrap_or(Err(StoreError::NotFound {
            what: "run",
            id: id.0,
        }))?;
        run.accounts = self.run_accounts(id)?;
        Ok(run)
    }

    fn run_accounts(&self, run: RunId) -> Result<Vec<RunAccount>, StoreError> {
        let sql = "SELECT account_id, state, new, revised, vanished, same, rejected, pages, retries, waited_ms, \
                   error_code, error_message FROM run_account WHERE run_id = ?1 ORDER BY account_id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([run.0], read_account)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Opens a run in state `running`.
    pub fn start_run(
        &mut self,
        kind: RunKind,
        label: &str,
        now: Instant,
    ) -> Result<RunId, StoreError> {
        let sql = "INSERT INTO run (kind, state, started_ms, label) VALUES (?1, ?2, ?3, ?4)";
        let values = (kind.slug(), RunState::Running.slug(), now.millis(), label);
        Ok(RunId(self.conn.prepare_cached(sql)?.insert(values)?))
    }

    /// Closes a run. `report` is the use case's own JSON, kept as it is.
    pub fn finish_run(
        &mut self,
        run: RunId,
        state: RunState,
        now: Instant,
        report: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql =
            "UPDATE run SET state = ?2, ended_ms = ?3, report = coalesce(?4, report) WHERE id = ?1";
        self.conn
            .prepare_cached(sql)?
            .execute((run.0, state.slug(), now.millis(), report))?;
        Ok(())
    }

    /// Writes the outcome of one account in a run, in place of an earlier one.
    pub fn put_run_account(&mut self, run: RunId, outcome: &RunAccount) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO run_account (run_id, account_id, state, new, revised, vanished, same, rejected, \
                 pages, retries, waited_ms, error_code, error_message) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute((
                run.0,
                outcome.account.0,
                outcome.state.slug(),
                outcome.new,
                outcome.revised,
                outcome.vanished,
                outcome.same,
                outcome.rejected,
                outcome.pages,
                outcome.retries,
                outcome.waited_ms,
                &outcome.error_code,
                &outcome.error_message,
            ))?;
        Ok(())
    }

    /// Marks runs still `running` as interrupted, and returns them. Call it while no other program can be running one.
    pub fn mark_interrupted_runs(&mut self, now: Instant) -> Result<Vec<RunId>, StoreError> {
        let sql = "UPDATE run SET state = 'interrupted', ended_ms = ?1 WHERE state = 'running' RETURNING id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map([now.millis()], |row| row.get(0).map(RunId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}
