//! The table of everything the window may ask, declared once.
//!
//! The rule it protects: the TypeScript door and the shell's commands cannot drift apart. From this table the test writes
//! `ui/src/bindings/commands.ts`, and the shell checks that it registers exactly these names.

use crate::shapes::*;
use ts_rs::{Config, TS};

/// One command as the UI sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandShape {
    /// Name in snake case.
    pub name: &'static str,
    /// What it does, one line.
    pub doc: &'static str,
    /// Argument names with their TypeScript types.
    pub args: Vec<(&'static str, String)>,
    /// TypeScript type of the answer.
    pub answer: String,
}

macro_rules! commands {
    ($( #[doc = $doc:literal] $name:ident($($arg:ident: $ty:ty),*) -> $answer:ty; )+) => {
        /// Every command, in the order of the screens.
        pub fn table() -> Vec<CommandShape> {
            let config = Config::from_env();
            vec![$(CommandShape {
                name: stringify!($name),
                doc: $doc,
                args: vec![$((stringify!($arg), <$ty as TS>::name(&config))),*],
                answer: <$answer as TS>::name(&config),
            }),+]
        }

        /// Names of every command.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}

commands! {
    /// The frame: open profile, language, theme, badges.
    app_state() -> AppState;
    /// Makes the creator's own profile, or opens it.
    start_profile() -> AppState;
    /// Opens a profile under its passphrase: the one in `folder`, else the one that waits since the window began.
    unlock(passphrase: String, folder: Option<String>) -> AppState;
    /// Sets, changes or takes off the passphrase of the open profile; whether it has one now.
    set_passphrase(current: Option<String>, new: Option<String>) -> bool;
    /// Opens the sample creator; makes and syncs it on the first call, with progress.
    open_sandbox() -> AppState;
    /// Goes back from the sample creator; removes it from the disk when asked.
    leave_sandbox(remove: bool) -> AppState;
    /// Opens the profile in a folder.
    open_profile(folder: String) -> AppState;
    /// The Today screen; the chart is drawn for this size.
    today(width: u32, height: u32) -> Today;
    /// Marks changes as seen; an empty list means all.
    acknowledge(changes: Vec<i64>) -> Vec<i64>;
    /// Takes an acknowledgement back.
    unacknowledge(changes: Vec<i64>) -> Vec<i64>;
    /// A page of what changed, newest first.
    changes(query: ChangesQuery, after: Option<i64>, limit: u32) -> ChangesPage;
    /// Acknowledges every open change that the query shows, but for flagged ones.
    acknowledge_shown(query: ChangesQuery) -> Vec<i64>;
    /// Flags a change with a note, changes the note, or lifts the flag when there is none.
    flag_change(change: i64, note: Option<String>) -> Option<ChangeFlag>;
    /// The chart of Earnings.
    earnings_chart(query: EarningsChartQuery) -> EarningsChart;
    /// A page of entries, newest first.
    entries(filter: EntryFilter, after: Option<String>, limit: u32) -> EntryPage;
    /// The totals of a filter whose first page came without. A later call stops an earlier one that is still adding up.
    entry_totals(filter: EntryFilter) -> EntryTotals;
    /// One entry with its versions, payout and source.
    entry(id: i64) -> EntryDetail;
    /// The exact bytes of a place in a document.
    source(document: i64, start: i64, len: i64, sheet: Option<String>, row: Option<i64>) -> SourceText;
    /// Writes the creator's note on an entry.
    set_note(entry: i64, note: String) -> EntryDetail;
    /// Sets the creator's tags of an entry.
    set_tags(entry: i64, tags: Vec<String>) -> EntryDetail;
    /// One entry over time, what it may come to, and the files beside it.
    entry_ledger(id: i64) -> EntryLedger;
    /// How far figures moved after they were first seen, by month and source.
    drift(from: Option<String>, to: Option<String>) -> DriftTable;
    /// What estimated money will probably come to.
    expected_final(filter: EntryFilter) -> Vec<ExpectedFinal>;
    /// Totals as known at the end of a day, beside the present ones.
    known_totals(known_on: String, filter: EntryFilter) -> KnownTotals;
    /// Payouts as known at the end of a day.
    known_payouts(known_on: String) -> KnownPayouts;
    /// Money that two sources tell of: what looks like one thing, and what was decided.
    doubles() -> Doubles;
    /// How many such pairs wait for a decision.
    doubles_open() -> i64;
    /// Puts one side of pairs or of whole overlaps aside; `keep` is `one` or `other`, or nothing for what was proposed.
    merge_doubles(ids: Vec<String>, keep: Option<String>) -> DoublesDone;
    /// Keeps both sides of pairs or of whole overlaps: they are not asked about again.
    keep_doubles(ids: Vec<String>) -> DoublesDone;
    /// Takes a decision about doubles back.
    undo_doubles(decision: i64) -> ();
    /// What an entry is one with, by the creator's decisions.
    double_twins(entry: i64) -> Vec<DoubleTwin>;
    /// What a typed line reads as; writes nothing.
    read_hand(typed: HandEntry) -> HandReading;
    /// Keeps what was typed; undone by its run.
    add_hand(typed: HandEntry) -> HandDone;
    /// Changes an entry typed by hand; undone by its run.
    edit_hand(entry: i64, typed: HandEntry) -> HandDone;
    /// Takes an entry typed by hand out of every sum; undone by its run.
    delete_hand(entry: i64) -> HandDone;
    /// Money that comes again.
    recurring() -> Vec<RecurringRow>;
    /// Changes what occurrences say from a day on.
    edit_recurring(id: i64, from: Option<String>, typed: HandEntry) -> Vec<RecurringRow>;
    /// Ends a repetition, or lets it go on.
    end_recurring(id: i64, until: Option<String>) -> Vec<RecurringRow>;
    /// Keeps a file beside an entry.
    attach(entry: i64, path: String) -> EntryLedger;
    /// Takes a file from beside an entry.
    detach(entry: i64, attachment: i64) -> EntryLedger;
    /// The list of payouts.
    payouts(after: Option<String>) -> PayoutList;
    /// One payout, opened.
    payout(id: i64) -> PayoutDetail;
    /// A page of the entries behind a line of a payout's X-ray.
    payout_rows(payout: i64, rows: String, stream: Option<StreamName>, after: Option<String>, limit: u32) -> EntryPage;
    /// What is expected of each account, with bands.
    payout_calendar() -> Vec<ExpectedPayout>;
    /// Payouts and bank lines that wait for a decision, and the decisions.
    match_queue() -> MatchQueue;
    /// Stops the matching under way; whether there was any.
    cancel_match() -> bool;
    /// Accepts that parts of bank lines are payouts.
    accept_match(parts: Vec<MatchPart>) -> MatchQueue;
    /// Says that they are not; without a payout, that the bank line is none.
    refuse_match(parts: Vec<MatchPart>) -> MatchQueue;
    /// Takes a decision about bank lines back.
    undo_match(decision: i64) -> MatchQueue;
    /// Months of accounts: accepted ones, and those that may be.
    payout_periods() -> Vec<PeriodRow>;
    /// Accepts a month; its figures are kept as they are now.
    lock_period(account: i64, month: String) -> Vec<PeriodRow>;
    /// Opens an accepted month again, for a reason.
    reopen_period(account: i64, month: String, reason: String) -> Vec<PeriodRow>;
    /// The board of programmes.
    board(query: BoardQuery) -> Board;
    /// One programme, opened.
    programme(id: String, query: BoardQuery) -> ProgrammeDetail;
    /// Where the creator stands with a programme, typed and observed, with the waits a rule states.
    programme_status(id: String, query: BoardQuery) -> ProgrammeStatusView;
    /// Notes a standing from a day on; another one for the same day takes its place.
    add_programme_status(programme: String, draft: StatusDraft) -> ProgrammeStatusView;
    /// Takes a standing back; it stays in the history.
    retire_programme_status(status: i64) -> ProgrammeStatusView;
    /// Puts a standing that was taken back in its place again.
    restore_programme_status(status: i64) -> ProgrammeStatusView;
    /// The newest readings behind a figure a programme is judged by, with where each is written.
    figure_history(programme: String, metric: String, on: Option<String>) -> FigureHistory;
    /// Notes the creator's own word on a figure; undone by its run.
    note_figure(programme: String, metric: String, value: String, on: Option<String>) -> FigureHistory;
    /// When every programme opens or would be lost.
    forecasts(query: BoardQuery) -> ForecastList;
    /// One programme's outlook, with the chart of a requirement (of the decisive one when none is named).
    forecast(id: String, query: BoardQuery, place: Option<String>, width: u32, height: u32) -> ForecastPage;
    /// What the streams of a programme should pay by the rules in force, beside what they paid.
    programme_economics(id: String, query: BoardQuery) -> ProgrammeEconomics;
    /// What would open, close or change from one country to another.
    compare_regions(from: String, to: String, query: BoardQuery) -> RegionCompare;
    /// Looks at the programmes that are switched on and gives the changes not put aside.
    programme_notices() -> ProgrammeNotices;
    /// Switches notices on or off: of one programme, or of all without a choice of their own.
    set_programme_notices(programme: Option<String>, on: Option<bool>) -> ProgrammeNotices;
    /// Puts notices aside or brings them back; an empty list means all.
    acknowledge_notices(notices: Vec<i64>, aside: bool) -> ProgrammeNotices;
    /// The rules in force with their age and origin, and whose packs are accepted.
    rule_packs() -> RulePacks;
    /// Looks at a signed rule pack: who signed it, what it would change. Writes nothing.
    look_at_pack(path: String) -> PackLook;
    /// Accepts the rule pack that was looked at; `sha256` is that of the look.
    add_pack(path: String, sha256: String) -> RulePacks;
    /// Removes the rule pack of a platform: the program's own rules hold again.
    remove_pack(platform: String) -> RulePacks;
    /// Puts a rule pack back that was removed or replaced; it is checked anew.
    restore_pack(id: i64) -> RulePacks;
    /// Accepts rule packs of a key from now on.
    trust_key(key: String, name: String) -> RulePacks;
    /// Accepts rule packs of a key no longer; those added stop to count.
    distrust_key(key: String) -> RulePacks;
    /// The creator's own words on rule versions.
    own_rules() -> Vec<OwnRule>;
    /// Notes a word on a rule version: another threshold, or that it is wrong.
    set_own_rule(draft: OwnRuleDraft) -> Vec<OwnRule>;
    /// Takes a word on a rule back.
    end_own_rule(id: i64) -> Vec<OwnRule>;
    /// Puts a word on a rule back that was taken back or replaced.
    restore_own_rule(id: i64) -> Vec<OwnRule>;
    /// The list of offers.
    offers(filter: OfferFilter) -> OfferList;
    /// One offer, opened.
    offer(id: i64) -> OfferDetail;
    /// Messages and offers with these words, a page at a time.
    search_mail(search: MailSearch) -> MailHits;
    /// The conversation a message stands in.
    mail_thread(message: i64) -> MailThread;
    /// The conversation an offer's messages stand in, when they came by mail.
    offer_thread(offer: i64) -> Option<MailThread>;
    /// Saves an attachment to a file that does not exist yet; it is never opened.
    save_attachment(message: i64, place: i64, path: String) -> SavedAttachment;
    /// Keeps a message from another app and proposes it as an offer; undone by its run.
    paste_message(typed: PastedMessage) -> PasteDone;
    /// Moves an offer to a stage; without one the source's word holds again.
    set_stage(offer: i64, stage: Option<StageName>) -> OfferDetail;
    /// The offers as columns by stage, each with its first `limit`.
    offer_board(filter: OfferFilter, limit: u32) -> OfferBoard;
    /// Moves offers to a stage in one step; without one the source's word holds again.
    move_offers(offers: Vec<i64>, stage: Option<StageName>) -> OfferStep;
    /// Gives offers tags and takes others from them, in one step.
    tag_offers(offers: Vec<i64>, add: Vec<String>, remove: Vec<String>) -> OfferStep;
    /// Lays offers aside until a day, until the brand writes, or whichever comes first; with neither they wake.
    snooze_offers(offers: Vec<i64>, until: Option<String>, on_reply: bool) -> OfferStep;
    /// Takes a step back; what a later step changed again stays.
    undo_offer_step(step: i64) -> OfferStepUndone;
    /// The ids of all offers a filter leaves.
    offers_that_fit(filter: OfferFilter) -> Vec<i64>;
    /// How an offer came to stand where it stands.
    offer_stages(offer: i64) -> Vec<StageMoveRow>;
    /// The one next thing to do for each offer that has one.
    next_offers() -> Vec<NextOffer>;
    /// Keeps an offer typed by hand; undone by its run.
    add_offer(typed: HandOffer) -> HandOfferDone;
    /// The brand of an offer: its past and how it pays.
    brand_of(offer: i64) -> BrandView;
    /// Says that a name or an `@` and a domain is a brand; without one it stands for itself again.
    merge_brand(alias: String, brand: Option<String>) -> Vec<BrandView>;
    /// Saved searches, by name.
    offer_searches() -> Vec<OfferSearch>;
    /// Saves a search in place of one with its name.
    save_offer_search(name: String, words: String) -> Vec<OfferSearch>;
    /// Removes a saved search.
    remove_offer_search(name: String) -> Vec<OfferSearch>;
    /// Corrects a term; nothing takes the correction back.
    set_term(offer: i64, field: TermFieldName, value: Option<String>) -> OfferDetail;
    /// An offer's pieces and rights over time, with the deals it meets.
    deal(offer: i64) -> DealTimeline;
    /// Every deal with something ahead of it or still bound, and where they meet.
    deals_timeline() -> DealTimeline;
    /// Adds a piece the terms do not state.
    add_deliverable(offer: i64, draft: DeliverableDraft) -> DealSaid;
    /// Says something of a piece; undone by its word.
    set_deliverable(offer: i64, item: String, draft: DeliverableDraft) -> DealSaid;
    /// Says something of a right; undone by its word.
    set_right(offer: i64, item: String, draft: RightDraft) -> DealSaid;
    /// Takes back what was said of a piece, a right or the worth of an offer.
    take_back_word(word: i64) -> ();
    /// What an offer is worth after charges, time, currency and exclusivity.
    worth(offer: i64) -> Worth;
    /// Two offers side by side.
    compare_worth(one: i64, other: i64) -> WorthComparison;
    /// Says something for the reckoning of one offer; undone by its word.
    set_worth(offer: i64, draft: WorthDraft) -> DealSaid;
    /// What the creator says for every reckoning: charges, an hour, usual hours.
    worth_choices() -> WorthChoices;
    /// Changes some of it.
    set_worth_choices(draft: WorthChoices) -> WorthChoices;
    /// The creator's own past fees, of one brand when named, beside an offer when named.
    past_fees(brand: Option<String>, offer: Option<i64>) -> FeeHistory;
    /// Writes the days ahead as an iCalendar file.
    save_calendar(path: String) -> WrittenFile;
    /// Writes everything around an offer as a dated archive.
    save_case(offer: i64, path: String) -> WrittenFile;
    /// Opens the composer of an offer: the kept draft, or a template filled from the offer.
    reply(offer: i64, kind: Option<ReplyKindName>, language: Option<ReplyLanguageName>) -> ReplyView;
    /// Keeps what is typed, as it is.
    save_reply(offer: i64, text: ReplyText) -> ReplyView;
    /// Throws a draft away; gives it back for an undo.
    discard_reply(offer: i64) -> Option<ReplyText>;
    /// Puts a reply into the outbox and moves the offer to `stage`; it goes out after some seconds at the earliest.
    send_reply(offer: i64, text: ReplyText, stage: Option<StageName>) -> OutboxRow;
    /// The creator's own replies to an offer, oldest first.
    replies(offer: i64) -> Vec<OutboxRow>;
    /// The outbox: what waits, what is settled.
    outbox() -> OutboxView;
    /// Takes a reply back while it waits: its text is the draft again.
    take_back_reply(id: i64) -> OutboxView;
    /// Says what became of a reply nobody knows about: it went out, or it is to be sent again.
    settle_reply(id: i64, sent: bool) -> OutboxView;
    /// Lets a reply that waits be tried at the next delivery.
    hurry_reply(id: i64) -> OutboxView;
    /// Settles what was cut off and sends what is due.
    deliver_outbox() -> DeliverReport;
    /// Templates in each language.
    reply_templates() -> Vec<ReplyTemplateRow>;
    /// Words a template anew; without a text the built-in one holds again.
    set_reply_template(kind: ReplyKindName, language: ReplyLanguageName, body: Option<String>) -> Vec<ReplyTemplateRow>;
    /// Mailboxes and how they send.
    senders() -> Vec<SenderRow>;
    /// Says how a mailbox sends; the server is tried before anything is kept.
    set_sender(request: SenderRequest) -> Vec<SenderRow>;
    /// Lets a mailbox send no more.
    remove_sender(account: i64) -> Vec<SenderRow>;
    /// The invoices of an offer, or all.
    invoices(offer: Option<i64>) -> InvoiceList;
    /// One invoice, opened.
    invoice(id: i64) -> InvoiceDetail;
    /// Begins a draft of an offer, or an empty one; a deposit wants its share in percent.
    new_invoice(offer: Option<i64>, kind: InvoiceKindName, share: Option<String>, language: PaperLanguageName) -> InvoiceDetail;
    /// Begins a credit note over an issued invoice.
    credit_invoice(id: i64) -> InvoiceDetail;
    /// What a form would come to; writes nothing.
    preview_invoice(id: i64, form: InvoiceForm) -> InvoicePreview;
    /// Writes what a draft says.
    edit_invoice(id: i64, form: InvoiceForm) -> InvoiceDetail;
    /// Throws a draft away.
    discard_invoice(id: i64) -> ();
    /// Brings a draft back.
    restore_invoice(id: i64) -> InvoiceDetail;
    /// Issues a draft: a number, a day, a paper, for good.
    issue_invoice(id: i64, on: Option<String>) -> InvoiceDetail;
    /// Notes that an invoice went to the client, or takes that back.
    mark_invoice_sent(id: i64, sent: bool) -> InvoiceDetail;
    /// Writes the paper of an issued invoice into a folder or to a file.
    invoice_pdf(id: i64, path: String) -> InvoiceFile;
    /// Books a payment by hand; without an amount all that is open.
    pay_invoice(id: i64, amount: Option<String>, day: Option<String>, note: String) -> InvoiceDetail;
    /// Takes a payment back.
    undo_invoice_payment(payment: i64) -> InvoiceDetail;
    /// Money that seems to be for an invoice, or for any.
    invoice_payments_proposed(invoice: Option<i64>) -> Vec<PaymentProposal>;
    /// Accepts that a bank line or payout pays an invoice.
    accept_invoice_payment(invoice: i64, source: String, source_id: i64) -> InvoiceDetail;
    /// Says that money is not for an invoice, or takes that back.
    refuse_invoice_payment(invoice: i64, source: String, source_id: i64, refused: bool) -> Vec<PaymentProposal>;
    /// The next letter for a late invoice, or one in a tone.
    invoice_reminder(id: i64, tone: Option<ToneName>) -> ReminderLetter;
    /// Notes that a letter was written.
    note_invoice_reminder(id: i64, tone: ToneName, subject: String, body: String) -> InvoiceDetail;
    /// Takes a letter back that was not sent after all.
    undo_invoice_reminder(reminder: i64) -> ();
    /// Own details for invoices.
    seller() -> SellerForm;
    /// Writes own details; issued invoices keep theirs.
    set_seller(form: SellerForm) -> SellerForm;
    /// Who was billed.
    clients() -> Vec<ClientForm>;
    /// Writes a client.
    put_client(form: ClientForm) -> ClientForm;
    /// Connections, runs, review count.
    accounts() -> AccountsView;
    /// Connects an account; checks the credentials first unless it is manual.
    connect(request: ConnectRequest) -> AccountRow;
    /// Starts a sign-in and opens its page; how it goes on is told under the tag `sign_in`.
    sign_in(request: SignInRequest) -> SignInView;
    /// The sign-in under way, or how the last one ended.
    sign_in_state() -> Option<SignInView>;
    /// Stops the sign-in under way. Whether there was one.
    cancel_sign_in() -> bool;
    /// Checks an account's credentials without reading anything else.
    test_account(id: i64) -> AccountRow;
    /// The folders of a connected mailbox.
    mail_folders(id: i64) -> Vec<MailFolderRow>;
    /// The folders of a mailbox that is about to be connected; nothing is kept.
    mail_folders_of(request: ConnectRequest) -> Vec<MailFolderRow>;
    /// Chooses the folders of a mailbox that are read; none means INBOX.
    set_mail_folders(id: i64, folders: Vec<String>) -> Vec<MailFolderRow>;
    /// Whether new mail is listened for, account by account.
    listening() -> Vec<ListeningRow>;
    /// Opens every line again now: the network is back, or the creator asks.
    listen_now() -> Vec<ListeningRow>;
    /// Removes a connection and gives its grant back; what it brought stays when asked.
    remove_account(id: i64, keep_data: bool) -> AccountRemoval;
    /// Syncs some accounts, or all when the list is empty.
    sync(accounts: Vec<i64>, full: bool) -> SyncReport;
    /// Asks running work to stop after the page being written.
    cancel() -> bool;
    /// What runs now, or ran last.
    progress() -> Option<TaskProgress>;
    /// Reads files and folders; a dry run writes nothing.
    import(paths: Vec<String>, format: Option<String>, account: Option<i64>, dry_run: bool, answers: Option<std::collections::BTreeMap<String, String>>) -> ImportReport;
    /// Looks an unknown table over and guesses what its columns mean.
    table_look(path: String) -> TableLook;
    /// What a table would become under a mapping; writes nothing.
    table_preview(mapping: TableMapping) -> TablePreview;
    /// Saves a mapping as a preset that takes the next file of this shape.
    save_preset(mapping: TableMapping) -> PresetRow;
    /// Every preset, the creator's own first.
    presets() -> Vec<PresetRow>;
    /// Gives a preset of the creator another name.
    rename_preset(slug: String, name: String) -> Vec<PresetRow>;
    /// Removes a preset of the creator; what was imported by it stays.
    remove_preset(slug: String) -> Vec<PresetRow>;
    /// Takes an import back.
    undo_import(run: i64) -> UndoReport;
    /// Items in needs review, newest first.
    review() -> Vec<ReviewItem>;
    /// Puts an item of needs review aside.
    resolve_review(id: i64) -> Vec<ReviewItem>;
    /// The rates section of Settings.
    rates() -> RatesView;
    /// One rate of one day, opened to where it is written.
    rate_of_day(unit: String, currency: Option<String>, day: Option<String>) -> RateOfDay;
    /// Reads newer reference rates from the network; nothing else asks it for them.
    refresh_rates() -> RatesRefresh;
    /// Types a rate of the creator's own.
    set_own_rate(draft: OwnRateRequest) -> RatesView;
    /// Takes a rate of the creator's own back; it stays in the history.
    retire_own_rate(id: i64) -> RatesView;
    /// Puts a rate back that was replaced or taken back.
    restore_own_rate(id: i64) -> RatesView;
    /// The sum of a filter in the reporting currency, with its parts and what has no rate.
    converted(filter: EntryFilter) -> Converted;
    /// What was really paid for one of something, month by month.
    effective_rates() -> Vec<EffectiveRate>;
    /// Types what the creator expects to be paid for one.
    set_expected_rate(draft: ExpectedRateRequest) -> Vec<EffectiveRate>;
    /// Takes an expectation back; it stays in the history.
    retire_expected_rate(id: i64) -> Vec<EffectiveRate>;
    /// Puts an expectation back.
    restore_expected_rate(id: i64) -> Vec<EffectiveRate>;
    /// What exchange cost at each payer, year by year.
    exchange_costs() -> Vec<ExchangeCost>;
    /// The creator's choices.
    settings() -> Settings;
    /// Changes some choices.
    set_settings(patch: SettingsPatch) -> Settings;
    /// The health page.
    health() -> Health;
    /// Checks the whole cache.
    verify() -> VerifyReport;
    /// Writes a backup and checks it.
    backup(folder: Option<String>) -> BackupReport;
    /// Hits for the command palette.
    search(text: String) -> Vec<SearchHit>;
}

/// The text of `ui/src/bindings/commands.ts`.
pub fn typescript() -> String {
    let table = table();
    let mut types: Vec<String> = table
        .iter()
        .flat_map(|c| {
            c.args
                .iter()
                .map(|(_, t)| t)
                .chain(std::iter::once(&c.answer))
        })
        .flat_map(|t| {
            t.split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase) && w != "Array")
        .collect();
    types.sort();
    types.dedup();
    let mut out =
        String::from("// Written by the studio's tests from its command table. Do not edit.\n");
    for t in &types {
        out.push_str(&format!("import type {{ {t} }} from \"./{t}\";\n"));
    }
    out.push_str("\n/** Every command of the core: its arguments and its answer. */\nexport type Commands = {\n");
    for c in &table {
        let args: Vec<String> = c.args.iter().map(|(n, t)| format!("{n}: {t}")).collect();
        let args = if args.is_empty() {
            "Record<string, never>".to_owned()
        } else {
            format!("{{ {} }}", args.join(", "))
        };
        out.push_str(&format!(
            "  /** {} */\n  {}: {{ args: {args}; answer: {} }};\n",
            c.doc.trim(),
            c.name,
            c.answer
        ));
    }
    out.push_str(
        "};\n\n/** The names, for checks at run time. */\nexport const commandNames = [\n",
    );
    for c in &table {
        out.push_str(&format!("  \"{}\",\n", c.name));
    }
    out.push_str("] as const satisfies readonly (keyof Commands)[];\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typescript_door_is_written_from_the_table() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../ui/src/bindings/commands.ts"
        );
        std::fs::create_dir_all(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../ui/src/bindings"
        ))
        .unwrap();
        std::fs::write(path, typescript()).unwrap();
        // Shapes that no command names but events or errors carry.
        assert!(NAMES.contains(&"app_state"), "the frame is asked for first");
    }
}
