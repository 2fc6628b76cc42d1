//! The two handles that table code hangs on: a snapshot to read, and a transaction to write.
//!
//! The rule it protects: rollups, search words and change summaries are gathered while rows change and written before the
//! commit, in the same transaction. Reads on a [`WriteTx`] see rows at once and those three only after the commit.

use crate::StoreError;
use crate::table::change::PendingChanges;
use crate::table::mail_words::PendingMailWords;
use crate::table::names::Names;
use crate::table::payout_sum::PendingPayoutSums;
use crate::table::rollup::PendingRollups;
use crate::table::words::PendingWords;
use crate::table::{mail_thread, offer_index};
use domain::{AccountId, DocumentId, Instant, RunId};
use rusqlite::Connection;
use std::ops::Deref;

/// A consistent snapshot.
#[derive(Debug)]
pub struct ReadTx<'c> {
    pub(crate) conn: &'c Connection,
}

impl<'c> ReadTx<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self { conn }
    }
}

/// An open write transaction; reads through to a [`ReadTx`].
#[derive(Debug)]
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
    pub(crate) rollups: PendingRollups,
    pub(crate) payout_sums: PendingPayoutSums,
    pub(crate) words: PendingWords,
    pub(crate) mail_words: PendingMailWords,
    pub(crate) changes: PendingChanges,
    pub(crate) names: Names,
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;
    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}

impl<'c> WriteTx<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self {
            read: ReadTx::new(conn),
            rollups: PendingRollups::default(),
            payout_sums: PendingPayoutSums::default(),
            words: PendingWords::default(),
            mail_words: PendingMailWords::default(),
            changes: PendingChanges::default(),
            names: Names::default(),
        }
    }

    /// Writes what was gathered. Called once before the commit.
    pub(crate) fn flush(&mut self) -> Result<(), StoreError> {
        self.rollups.flush(self.read.conn)?;
        self.payout_sums.flush(self.read.conn)?;
        self.words.flush(self.read.conn)?;
        self.mail_words.flush(self.read.conn)?;
        mail_thread::regroup(self.read.conn)?;
        offer_index::reword(self.read.conn)?;
        self.changes.flush(self.read.conn)
    }
}

/// Where rows come from: the same for all rows of one page.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// Whose they are.
    pub account: AccountId,
    /// The stream of data within the account.
    pub feed: &'a str,
    /// The document they stand in.
    pub document: DocumentId,
    /// The run that read it.
    pub run: RunId,
    /// When that happened.
    pub now: Instant,
}

/// What became of a row that was offered to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Upsert<Id> {
    /// It was not known.
    New(Id),
    /// It was known and has changed; the old version is kept.
    Revised(Id),
    /// Nothing new.
    Same(Id),
}

impl<Id: Copy> Upsert<Id> {
    /// The row, whatever became of it.
    pub fn id(self) -> Id {
        match self {
            Self::New(id) | Self::Revised(id) | Self::Same(id) => id,
        }
    }
}
