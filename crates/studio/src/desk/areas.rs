//! One method for each command of a screen.

use super::Desk;
use crate::importing::ImportRequest;
use crate::shapes::*;
use crate::syncing::SyncRequest;
use crate::{
    StudioError, accounts, demo, earnings, importing, inbox, payouts, programmes, search, settings,
    sources, syncing, today, wizard,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// What a sync or import may change.
const DATA: &[&str] = &[
    "app",
    "entries",
    "payouts",
    "programmes",
    "offers",
    "accounts",
    "runs",
    "review",
];

impl Desk {
    /// The Today screen; the chart is drawn for this size.
    pub async fn today(&self, width: u32, height: u32) -> Result<Today, StudioError> {
        self.ask(move |profile| {
            // What repeats by hand and has become due is money of today.
            crate::hand::fill(profile)?;
            today::today(profile, width, height)
        })
        .await
    }

    /// Marks changes as seen; an empty list means all.
    pub async fn acknowledge(&self, changes: Vec<i64>) -> Result<Vec<i64>, StudioError> {
        self.change(&["entries"], move |profile| {
            today::acknowledge(profile, &changes)
        })
        .await
    }

    /// Takes an acknowledgement back.
    pub async fn unacknowledge(&self, changes: Vec<i64>) -> Result<Vec<i64>, StudioError> {
        self.change(&["entries"], move |profile| {
            today::unacknowledge(profile, &changes)
        })
        .await
    }

    /// The chart of Earnings.
    pub async fn earnings_chart(
        &self,
        query: EarningsChartQuery,
    ) -> Result<EarningsChart, StudioError> {
        self.ask(move |profile| earnings::chart(profile, &query))
            .await
    }

    /// A page of entries, newest first.
    pub async fn entries(
        &self,
        filter: EntryFilter,
        after: Option<String>,
        limit: u32,
    ) -> Result<EntryPage, StudioError> {
        self.ask(move |profile| earnings::entries(profile, &filter, after.as_deref(), limit))
            .await
    }

    /// The totals of a filter. A later question stops this one.
    ///
    /// # Errors
    /// [`StudioError::Canceled`] when a later one came, else as the use case says.
    pub async fn entry_totals(&self, filter: EntryFilter) -> Result<EntryTotals, StudioError> {
        let asked = self.totals_asked.clone();
        let mine = asked.fetch_add(1, Ordering::Relaxed) + 1;
        self.ask(move |profile| {
            earnings::entry_totals(profile, &filter, || asked.load(Ordering::Relaxed) == mine)
        })
        .await
    }

    /// One entry with its versions, payout and source.
    pub async fn entry(&self, id: i64) -> Result<EntryDetail, StudioError> {
        self.ask(move |profile| earnings::entry(profile, id)).await
    }

    /// The exact bytes of a place in a document; of a spreadsheet the cells of a row.
    pub async fn source(
        &self,
        document: i64,
        start: i64,
        len: i64,
        sheet: Option<String>,
        row: Option<i64>,
    ) -> Result<SourceText, StudioError> {
        let row = row.and_then(|row| u64::try_from(row).ok());
        self.ask(move |profile| sources::source(profile, document, start, len, sheet.zip(row)))
            .await
    }

    /// Writes the creator's note on an entry.
    pub async fn set_note(&self, entry: i64, note: String) -> Result<EntryDetail, StudioError> {
        self.change(&["entries"], move |profile| {
            earnings::set_note(profile, entry, &note)
        })
        .await
    }

    /// Sets the creator's tags of an entry.
    pub async fn set_tags(
        &self,
        entry: i64,
        tags: Vec<String>,
    ) -> Result<EntryDetail, StudioError> {
        self.change(&["entries"], move |profile| {
            earnings::set_tags(profile, entry, &tags)
        })
        .await
    }

    /// The list of payouts.
    pub async fn payouts(&self, after: Option<String>) -> Result<PayoutList, StudioError> {
        self.ask(move |profile| payouts::payouts(profile, after.as_deref()))
            .await
    }

    /// One payout, opened.
    pub async fn payout(&self, id: i64) -> Result<PayoutDetail, StudioError> {
        self.ask(move |profile| payouts::payout(profile, id)).await
    }

    /// A page of the entries behind a line of a payout's X-ray.
    pub async fn payout_rows(
        &self,
        payout: i64,
        rows: String,
        stream: Option<StreamName>,
        after: Option<String>,
        limit: u32,
    ) -> Result<EntryPage, StudioError> {
        self.ask(move |profile| {
            payouts::payout_rows(profile, payout, &rows, stream, after.as_deref(), limit)
        })
        .await
    }

    /// What is expected of each account, with bands.
    pub async fn payout_calendar(&self) -> Result<Vec<ExpectedPayout>, StudioError> {
        self.ask(payouts::calendar).await
    }

    /// Accepts that parts of bank lines are payouts.
    pub async fn accept_match(&self, parts: Vec<MatchPart>) -> Result<MatchQueue, StudioError> {
        self.change(&["payouts"], move |profile| {
            payouts::accept(profile, &parts)
        })
        .await
    }

    /// Says that they are not; without a payout, that the bank line is none.
    pub async fn refuse_match(&self, parts: Vec<MatchPart>) -> Result<MatchQueue, StudioError> {
        self.change(&["payouts"], move |profile| {
            payouts::refuse(profile, &parts)
        })
        .await
    }

    /// Takes a decision about bank lines back.
    pub async fn undo_match(&self, decision: i64) -> Result<MatchQueue, StudioError> {
        self.change(&["payouts"], move |profile| {
            payouts::undo_decision(profile, decision)
        })
        .await
    }

    /// Months of accounts: accepted ones, and those that may be.
    pub async fn payout_periods(&self) -> Result<Vec<PeriodRow>, StudioError> {
        self.ask(payouts::periods).await
    }

    /// Accepts a month; its figures are kept as they are now.
    pub async fn lock_period(
        &self,
        account: i64,
        month: String,
    ) -> Result<Vec<PeriodRow>, StudioError> {
        self.change(&["payouts"], move |profile| {
            payouts::lock_period(profile, account, &month)
        })
        .await
    }

    /// Opens an accepted month again, for a reason.
    pub async fn reopen_period(
        &self,
        account: i64,
        month: String,
        reason: String,
    ) -> Result<Vec<PeriodRow>, StudioError> {
        self.change(&["payouts"], move |profile| {
            payouts::reopen_period(profile, account, &month, &reason)
        })
        .await
    }

    /// The board of programmes.
    pub async fn board(&self, query: BoardQuery) -> Result<Board, StudioError> {
        self.ask(move |profile| programmes::board(profile, &query))
            .await
    }

    /// One programme, opened.
    pub async fn programme(
        &self,
        id: String,
        query: BoardQuery,
    ) -> Result<ProgrammeDetail, StudioError> {
        self.ask(move |profile| programmes::programme(profile, &id, &query))
            .await
    }

    /// The list of offers.
    pub async fn offers(&self, filter: OfferFilter) -> Result<OfferList, StudioError> {
        self.ask(move |profile| inbox::offers(profile, &filter))
            .await
    }

    /// One offer, opened.
    pub async fn offer(&self, id: i64) -> Result<OfferDetail, StudioError> {
        self.ask(move |profile| inbox::offer(profile, id)).await
    }

    /// Moves an offer to a stage; without one the source's word holds again.
    pub async fn set_stage(
        &self,
        offer: i64,
        stage: Option<StageName>,
    ) -> Result<OfferDetail, StudioError> {
        self.change(&["offers", "app"], move |profile| {
            inbox::set_stage(profile, offer, stage)
        })
        .await
    }

    /// Corrects a term; nothing takes the correction back.
    pub async fn set_term(
        &self,
        offer: i64,
        field: TermFieldName,
        value: Option<String>,
    ) -> Result<OfferDetail, StudioError> {
        self.change(&["offers"], move |profile| {
            inbox::set_term(profile, offer, field, value.as_deref())
        })
        .await
    }

    /// Connections, runs, review count.
    pub async fn accounts(&self) -> Result<AccountsView, StudioError> {
        self.ask(accounts::view).await
    }

    /// Connects an account; checks the credentials first unless it is manual.
    pub async fn connect(&self, request: ConnectRequest) -> Result<AccountRow, StudioError> {
        let profile = self.profile()?;
        let row = accounts::connect(&profile, request).await?;
        self.listen_to(&profile);
        self.events.changed(&["accounts", "app", "programmes"]);
        Ok(row)
    }

    /// Checks an account's credentials without reading anything else.
    pub async fn test_account(&self, id: i64) -> Result<AccountRow, StudioError> {
        let profile = self.profile()?;
        accounts::test(&profile, id).await
    }

    /// Removes a connection and gives its grant back; what it brought stays when asked.
    pub async fn remove_account(
        &self,
        id: i64,
        keep_data: bool,
    ) -> Result<AccountRemoval, StudioError> {
        let profile = self.profile()?;
        let removed = accounts::remove(&profile, id, keep_data).await?;
        self.listen_to(&profile);
        self.events.changed(DATA);
        Ok(removed)
    }

    /// Syncs some accounts, or all when the list is empty.
    pub async fn sync(&self, accounts: Vec<i64>, full: bool) -> Result<SyncReport, StudioError> {
        let profile = self.profile()?;
        let request = SyncRequest {
            accounts,
            full,
            at_once: 0,
        };
        let outcome = match demo::world(&profile)? {
            Some(world) => demo::sync_again(&profile, &self.work, world, &request).await,
            None => syncing::sync(&profile, &self.work, &request).await,
        };
        // What was written before an error stays and is to be seen.
        self.events.changed(DATA);
        outcome
    }

    /// Asks running work to stop after the page being written.
    pub async fn cancel(&self) -> Result<bool, StudioError> {
        Ok(self.work.cancel())
    }

    /// What runs now, or ran last.
    pub async fn progress(&self) -> Result<Option<TaskProgress>, StudioError> {
        Ok(self.work.progress())
    }

    /// Reads files and folders; a dry run writes nothing.
    pub async fn import(
        &self,
        paths: Vec<String>,
        format: Option<String>,
        account: Option<i64>,
        dry_run: bool,
        answers: Option<BTreeMap<String, String>>,
    ) -> Result<ImportReport, StudioError> {
        let work = self.work.clone();
        let request = ImportRequest {
            paths: paths.into_iter().map(PathBuf::from).collect(),
            format,
            account,
            dry_run,
            live_unit: None,
            answers: answers.unwrap_or_default(),
        };
        let tags: &[&str] = if dry_run { &[] } else { DATA };
        self.change(tags, move |profile| {
            importing::import(profile, &work, &request)
        })
        .await
    }

    /// Looks an unknown table over.
    pub async fn table_look(&self, path: String) -> Result<TableLook, StudioError> {
        self.ask(move |profile| wizard::look(profile, &path)).await
    }

    /// What a table would become under a mapping; writes nothing.
    pub async fn table_preview(&self, mapping: TableMapping) -> Result<TablePreview, StudioError> {
        self.ask(move |profile| wizard::preview(profile, &mapping))
            .await
    }

    /// Saves a mapping as a preset of the creator.
    pub async fn save_preset(&self, mapping: TableMapping) -> Result<PresetRow, StudioError> {
        self.change(&["settings"], move |profile| {
            wizard::save(profile, &mapping)
        })
        .await
    }

    /// Every preset, the creator's own first.
    pub async fn presets(&self) -> Result<Vec<PresetRow>, StudioError> {
        self.ask(wizard::presets::list).await
    }

    /// Gives a preset of the creator another name.
    pub async fn rename_preset(
        &self,
        slug: String,
        name: String,
    ) -> Result<Vec<PresetRow>, StudioError> {
        self.change(&["settings"], move |profile| {
            wizard::presets::rename(profile, &slug, &name)
        })
        .await
    }

    /// Removes a preset of the creator; what was imported by it stays.
    pub async fn remove_preset(&self, slug: String) -> Result<Vec<PresetRow>, StudioError> {
        self.change(&["settings"], move |profile| {
            wizard::presets::remove(profile, &slug)
        })
        .await
    }

    /// Takes an import back.
    pub async fn undo_import(&self, run: i64) -> Result<UndoReport, StudioError> {
        self.change(DATA, move |profile| importing::undo(profile, run))
            .await
    }

    /// Items in needs review, newest first.
    pub async fn review(&self) -> Result<Vec<ReviewItem>, StudioError> {
        self.ask(accounts::review).await
    }

    /// Puts an item of needs review aside.
    pub async fn resolve_review(&self, id: i64) -> Result<Vec<ReviewItem>, StudioError> {
        self.change(&["review", "accounts", "app"], move |profile| {
            accounts::resolve_review(profile, id)
        })
        .await
    }

    /// The health page.
    pub async fn health(&self) -> Result<Health, StudioError> {
        self.ask(settings::health).await
    }

    /// Checks the whole cache.
    pub async fn verify(&self) -> Result<VerifyReport, StudioError> {
        self.change(&["settings"], settings::verify).await
    }

    /// Writes a backup and checks it.
    pub async fn backup(&self, folder: Option<String>) -> Result<BackupReport, StudioError> {
        let folder = folder.map(PathBuf::from);
        self.change(&["settings"], move |profile| {
            settings::backup(profile, folder.as_deref())
        })
        .await
    }

    /// Hits for the command palette.
    pub async fn search(&self, text: String) -> Result<Vec<SearchHit>, StudioError> {
        self.ask(move |profile| search::search(profile, &text))
            .await
    }
}
