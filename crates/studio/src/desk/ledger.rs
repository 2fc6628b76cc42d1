//! One method for each command of What changed, the ledger and hand entry.

use super::Desk;
use crate::shapes::*;
use crate::{StudioError, hand, ledger, today};

/// What hand entry may change.
const TYPED: &[&str] = &["app", "entries", "payouts", "accounts", "runs"];

impl Desk {
    /// A page of what changed, newest first.
    pub async fn changes(
        &self,
        query: ChangesQuery,
        after: Option<i64>,
        limit: u32,
    ) -> Result<ChangesPage, StudioError> {
        self.ask(move |profile| today::changes_page(profile, &query, after, limit))
            .await
    }

    /// Acknowledges every open change that the query shows.
    pub async fn acknowledge_shown(&self, query: ChangesQuery) -> Result<Vec<i64>, StudioError> {
        self.change(&["entries"], move |profile| {
            today::acknowledge_shown(profile, &query)
        })
        .await
    }

    /// Flags a change, changes the note of its flag, or lifts the flag.
    pub async fn flag_change(
        &self,
        change: i64,
        note: Option<String>,
    ) -> Result<Option<ChangeFlag>, StudioError> {
        self.change(&["entries"], move |profile| {
            today::flag(profile, change, note.as_deref())
        })
        .await
    }

    /// What the ledger knows of one entry beyond its versions.
    pub async fn entry_ledger(&self, id: i64) -> Result<EntryLedger, StudioError> {
        self.ask(move |profile| ledger::entry_ledger(profile, id))
            .await
    }

    /// Drift per platform and month.
    pub async fn drift(
        &self,
        from: Option<String>,
        to: Option<String>,
    ) -> Result<DriftTable, StudioError> {
        self.ask(move |profile| ledger::drift(profile, from.as_deref(), to.as_deref()))
            .await
    }

    /// The expected final range of what is estimated among the chosen entries.
    pub async fn expected_final(
        &self,
        filter: EntryFilter,
    ) -> Result<Vec<ExpectedFinal>, StudioError> {
        self.ask(move |profile| ledger::expected_final(profile, &filter))
            .await
    }

    /// Totals as they were known at the end of a day, beside the present ones.
    pub async fn known_totals(
        &self,
        known_on: String,
        filter: EntryFilter,
    ) -> Result<KnownTotals, StudioError> {
        self.ask(move |profile| ledger::known_totals(profile, &known_on, &filter))
            .await
    }

    /// Payouts as they were known at the end of a day.
    pub async fn known_payouts(&self, known_on: String) -> Result<KnownPayouts, StudioError> {
        self.ask(move |profile| ledger::known_payouts(profile, &known_on))
            .await
    }

    /// What a typed line reads as; writes nothing.
    pub async fn read_hand(&self, typed: HandEntry) -> Result<HandReading, StudioError> {
        self.ask(move |profile| hand::read_line(profile, &typed))
            .await
    }

    /// Keeps what was typed.
    pub async fn add_hand(&self, typed: HandEntry) -> Result<HandDone, StudioError> {
        self.change(TYPED, move |profile| hand::add(profile, &typed))
            .await
    }

    /// Changes an entry typed by hand.
    pub async fn edit_hand(&self, entry: i64, typed: HandEntry) -> Result<HandDone, StudioError> {
        self.change(TYPED, move |profile| hand::edit(profile, entry, &typed))
            .await
    }

    /// Takes an entry typed by hand out of every sum.
    pub async fn delete_hand(&self, entry: i64) -> Result<HandDone, StudioError> {
        self.change(TYPED, move |profile| hand::delete(profile, entry))
            .await
    }

    /// Money that comes again; what has become due is made first.
    pub async fn recurring(&self) -> Result<Vec<RecurringRow>, StudioError> {
        let profile = self.profile()?;
        let asked = tokio::task::spawn_blocking(move || {
            let made = hand::fill(&profile)?;
            Ok::<_, StudioError>((made, hand::recurring(&profile)?))
        });
        let (made, rows) = asked
            .await
            .map_err(|e| StudioError::Internal(e.to_string()))??;
        if made > 0 {
            self.events.changed(TYPED);
        }
        Ok(rows)
    }

    /// Changes what occurrences say from a day on.
    pub async fn edit_recurring(
        &self,
        id: i64,
        from: Option<String>,
        typed: HandEntry,
    ) -> Result<Vec<RecurringRow>, StudioError> {
        self.change(TYPED, move |profile| {
            hand::edit_recurring(profile, id, from.as_deref(), &typed)
        })
        .await
    }

    /// Ends a repetition, or lets it go on.
    pub async fn end_recurring(
        &self,
        id: i64,
        until: Option<String>,
    ) -> Result<Vec<RecurringRow>, StudioError> {
        self.change(TYPED, move |profile| {
            hand::end_recurring(profile, id, until.as_deref())
        })
        .await
    }

    /// Keeps a file beside an entry.
    pub async fn attach(&self, entry: i64, path: String) -> Result<EntryLedger, StudioError> {
        self.change(&["entries"], move |profile| {
            hand::attach(profile, entry, &path)
        })
        .await
    }

    /// Takes a file from beside an entry.
    pub async fn detach(&self, entry: i64, attachment: i64) -> Result<EntryLedger, StudioError> {
        self.change(&["entries"], move |profile| {
            hand::detach(profile, entry, attachment)
        })
        .await
    }
}
