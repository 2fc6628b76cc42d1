// Written by the studio's tests from its command table. Do not edit.
import type { AccountRemoval } from "./AccountRemoval";
import type { AccountRow } from "./AccountRow";
import type { AccountsView } from "./AccountsView";
import type { AppState } from "./AppState";
import type { BackupReport } from "./BackupReport";
import type { Board } from "./Board";
import type { BoardQuery } from "./BoardQuery";
import type { BrandView } from "./BrandView";
import type { ChangeFlag } from "./ChangeFlag";
import type { ChangesPage } from "./ChangesPage";
import type { ChangesQuery } from "./ChangesQuery";
import type { ClientForm } from "./ClientForm";
import type { ConnectRequest } from "./ConnectRequest";
import type { Converted } from "./Converted";
import type { DealSaid } from "./DealSaid";
import type { DealTimeline } from "./DealTimeline";
import type { DeliverReport } from "./DeliverReport";
import type { DeliverableDraft } from "./DeliverableDraft";
import type { DoubleTwin } from "./DoubleTwin";
import type { Doubles } from "./Doubles";
import type { DoublesDone } from "./DoublesDone";
import type { DriftTable } from "./DriftTable";
import type { EarningsChart } from "./EarningsChart";
import type { EarningsChartQuery } from "./EarningsChartQuery";
import type { EffectiveRate } from "./EffectiveRate";
import type { EntryDetail } from "./EntryDetail";
import type { EntryFilter } from "./EntryFilter";
import type { EntryLedger } from "./EntryLedger";
import type { EntryPage } from "./EntryPage";
import type { EntryTotals } from "./EntryTotals";
import type { ExchangeCost } from "./ExchangeCost";
import type { ExpectedFinal } from "./ExpectedFinal";
import type { ExpectedPayout } from "./ExpectedPayout";
import type { ExpectedRateRequest } from "./ExpectedRateRequest";
import type { FeeHistory } from "./FeeHistory";
import type { FigureHistory } from "./FigureHistory";
import type { ForecastList } from "./ForecastList";
import type { ForecastPage } from "./ForecastPage";
import type { HandDone } from "./HandDone";
import type { HandEntry } from "./HandEntry";
import type { HandOffer } from "./HandOffer";
import type { HandOfferDone } from "./HandOfferDone";
import type { HandReading } from "./HandReading";
import type { Health } from "./Health";
import type { ImportReport } from "./ImportReport";
import type { InvoiceDetail } from "./InvoiceDetail";
import type { InvoiceFile } from "./InvoiceFile";
import type { InvoiceForm } from "./InvoiceForm";
import type { InvoiceKindName } from "./InvoiceKindName";
import type { InvoiceList } from "./InvoiceList";
import type { InvoicePreview } from "./InvoicePreview";
import type { KnownPayouts } from "./KnownPayouts";
import type { KnownTotals } from "./KnownTotals";
import type { ListeningRow } from "./ListeningRow";
import type { MailFolderRow } from "./MailFolderRow";
import type { MailHits } from "./MailHits";
import type { MailSearch } from "./MailSearch";
import type { MailThread } from "./MailThread";
import type { MatchPart } from "./MatchPart";
import type { MatchQueue } from "./MatchQueue";
import type { NextOffer } from "./NextOffer";
import type { OfferBoard } from "./OfferBoard";
import type { OfferDetail } from "./OfferDetail";
import type { OfferFilter } from "./OfferFilter";
import type { OfferList } from "./OfferList";
import type { OfferSearch } from "./OfferSearch";
import type { OfferStep } from "./OfferStep";
import type { OfferStepUndone } from "./OfferStepUndone";
import type { OutboxRow } from "./OutboxRow";
import type { OutboxView } from "./OutboxView";
import type { OwnRateRequest } from "./OwnRateRequest";
import type { OwnRule } from "./OwnRule";
import type { OwnRuleDraft } from "./OwnRuleDraft";
import type { PackLook } from "./PackLook";
import type { PaperLanguageName } from "./PaperLanguageName";
import type { PasteDone } from "./PasteDone";
import type { PastedMessage } from "./PastedMessage";
import type { PaymentProposal } from "./PaymentProposal";
import type { PayoutDetail } from "./PayoutDetail";
import type { PayoutList } from "./PayoutList";
import type { PeriodRow } from "./PeriodRow";
import type { PresetRow } from "./PresetRow";
import type { ProgrammeDetail } from "./ProgrammeDetail";
import type { ProgrammeEconomics } from "./ProgrammeEconomics";
import type { ProgrammeNotices } from "./ProgrammeNotices";
import type { ProgrammeStatusView } from "./ProgrammeStatusView";
import type { RateOfDay } from "./RateOfDay";
import type { RatesRefresh } from "./RatesRefresh";
import type { RatesView } from "./RatesView";
import type { RecurringRow } from "./RecurringRow";
import type { RegionCompare } from "./RegionCompare";
import type { ReminderLetter } from "./ReminderLetter";
import type { ReplyKindName } from "./ReplyKindName";
import type { ReplyLanguageName } from "./ReplyLanguageName";
import type { ReplyTemplateRow } from "./ReplyTemplateRow";
import type { ReplyText } from "./ReplyText";
import type { ReplyView } from "./ReplyView";
import type { ReviewItem } from "./ReviewItem";
import type { RightDraft } from "./RightDraft";
import type { RulePacks } from "./RulePacks";
import type { SavedAttachment } from "./SavedAttachment";
import type { SearchHit } from "./SearchHit";
import type { SellerForm } from "./SellerForm";
import type { SenderRequest } from "./SenderRequest";
import type { SenderRow } from "./SenderRow";
import type { Settings } from "./Settings";
import type { SettingsPatch } from "./SettingsPatch";
import type { SignInRequest } from "./SignInRequest";
import type { SignInView } from "./SignInView";
import type { SourceText } from "./SourceText";
import type { StageMoveRow } from "./StageMoveRow";
import type { StageName } from "./StageName";
import type { StatusDraft } from "./StatusDraft";
import type { StreamName } from "./StreamName";
import type { SyncReport } from "./SyncReport";
import type { TableLook } from "./TableLook";
import type { TableMapping } from "./TableMapping";
import type { TablePreview } from "./TablePreview";
import type { TaskProgress } from "./TaskProgress";
import type { TermFieldName } from "./TermFieldName";
import type { Today } from "./Today";
import type { ToneName } from "./ToneName";
import type { UndoReport } from "./UndoReport";
import type { VerifyReport } from "./VerifyReport";
import type { Worth } from "./Worth";
import type { WorthChoices } from "./WorthChoices";
import type { WorthComparison } from "./WorthComparison";
import type { WorthDraft } from "./WorthDraft";
import type { WrittenFile } from "./WrittenFile";

/** Every command of the core: its arguments and its answer. */
export type Commands = {
  /** The frame: open profile, language, theme, badges. */
  app_state: { args: Record<string, never>; answer: AppState };
  /** Makes the creator's own profile, or opens it. */
  start_profile: { args: Record<string, never>; answer: AppState };
  /** Opens a profile under its passphrase: the one in `folder`, else the one that waits since the window began. */
  unlock: { args: { passphrase: string, folder: string | null }; answer: AppState };
  /** Sets, changes or takes off the passphrase of the open profile; whether it has one now. */
  set_passphrase: { args: { current: string | null, new: string | null }; answer: boolean };
  /** Opens the sample creator; makes and syncs it on the first call, with progress. */
  open_sandbox: { args: Record<string, never>; answer: AppState };
  /** Goes back from the sample creator; removes it from the disk when asked. */
  leave_sandbox: { args: { remove: boolean }; answer: AppState };
  /** Opens the profile in a folder. */
  open_profile: { args: { folder: string }; answer: AppState };
  /** The Today screen; the chart is drawn for this size. */
  today: { args: { width: number, height: number }; answer: Today };
  /** Marks changes as seen; an empty list means all. */
  acknowledge: { args: { changes: Array<number> }; answer: Array<number> };
  /** Takes an acknowledgement back. */
  unacknowledge: { args: { changes: Array<number> }; answer: Array<number> };
  /** A page of what changed, newest first. */
  changes: { args: { query: ChangesQuery, after: number | null, limit: number }; answer: ChangesPage };
  /** Acknowledges every open change that the query shows, but for flagged ones. */
  acknowledge_shown: { args: { query: ChangesQuery }; answer: Array<number> };
  /** Flags a change with a note, changes the note, or lifts the flag when there is none. */
  flag_change: { args: { change: number, note: string | null }; answer: ChangeFlag | null };
  /** The chart of Earnings. */
  earnings_chart: { args: { query: EarningsChartQuery }; answer: EarningsChart };
  /** A page of entries, newest first. */
  entries: { args: { filter: EntryFilter, after: string | null, limit: number }; answer: EntryPage };
  /** The totals of a filter whose first page came without. A later call stops an earlier one that is still adding up. */
  entry_totals: { args: { filter: EntryFilter }; answer: EntryTotals };
  /** One entry with its versions, payout and source. */
  entry: { args: { id: number }; answer: EntryDetail };
  /** The exact bytes of a place in a document. */
  source: { args: { document: number, start: number, len: number, sheet: string | null, row: number | null }; answer: SourceText };
  /** Writes the creator's note on an entry. */
  set_note: { args: { entry: number, note: string }; answer: EntryDetail };
  /** Sets the creator's tags of an entry. */
  set_tags: { args: { entry: number, tags: Array<string> }; answer: EntryDetail };
  /** One entry over time, what it may come to, and the files beside it. */
  entry_ledger: { args: { id: number }; answer: EntryLedger };
  /** How far figures moved after they were first seen, by month and source. */
  drift: { args: { from: string | null, to: string | null }; answer: DriftTable };
  /** What estimated money will probably come to. */
  expected_final: { args: { filter: EntryFilter }; answer: Array<ExpectedFinal> };
  /** Totals as known at the end of a day, beside the present ones. */
  known_totals: { args: { known_on: string, filter: EntryFilter }; answer: KnownTotals };
  /** Payouts as known at the end of a day. */
  known_payouts: { args: { known_on: string }; answer: KnownPayouts };
  /** Money that two sources tell of: what looks like one thing, and what was decided. */
  doubles: { args: Record<string, never>; answer: Doubles };
  /** How many such pairs wait for a decision. */
  doubles_open: { args: Record<string, never>; answer: number };
  /** Puts one side of pairs or of whole overlaps aside; `keep` is `one` or `other`, or nothing for what was proposed. */
  merge_doubles: { args: { ids: Array<string>, keep: string | null }; answer: DoublesDone };
  /** Keeps both sides of pairs or of whole overlaps: they are not asked about again. */
  keep_doubles: { args: { ids: Array<string> }; answer: DoublesDone };
  /** Takes a decision about doubles back. */
  undo_doubles: { args: { decision: number }; answer: null };
  /** What an entry is one with, by the creator's decisions. */
  double_twins: { args: { entry: number }; answer: Array<DoubleTwin> };
  /** What a typed line reads as; writes nothing. */
  read_hand: { args: { typed: HandEntry }; answer: HandReading };
  /** Keeps what was typed; undone by its run. */
  add_hand: { args: { typed: HandEntry }; answer: HandDone };
  /** Changes an entry typed by hand; undone by its run. */
  edit_hand: { args: { entry: number, typed: HandEntry }; answer: HandDone };
  /** Takes an entry typed by hand out of every sum; undone by its run. */
  delete_hand: { args: { entry: number }; answer: HandDone };
  /** Money that comes again. */
  recurring: { args: Record<string, never>; answer: Array<RecurringRow> };
  /** Changes what occurrences say from a day on. */
  edit_recurring: { args: { id: number, from: string | null, typed: HandEntry }; answer: Array<RecurringRow> };
  /** Ends a repetition, or lets it go on. */
  end_recurring: { args: { id: number, until: string | null }; answer: Array<RecurringRow> };
  /** Keeps a file beside an entry. */
  attach: { args: { entry: number, path: string }; answer: EntryLedger };
  /** Takes a file from beside an entry. */
  detach: { args: { entry: number, attachment: number }; answer: EntryLedger };
  /** The list of payouts. */
  payouts: { args: { after: string | null }; answer: PayoutList };
  /** One payout, opened. */
  payout: { args: { id: number }; answer: PayoutDetail };
  /** A page of the entries behind a line of a payout's X-ray. */
  payout_rows: { args: { payout: number, rows: string, stream: StreamName | null, after: string | null, limit: number }; answer: EntryPage };
  /** What is expected of each account, with bands. */
  payout_calendar: { args: Record<string, never>; answer: Array<ExpectedPayout> };
  /** Payouts and bank lines that wait for a decision, and the decisions. */
  match_queue: { args: Record<string, never>; answer: MatchQueue };
  /** Stops the matching under way; whether there was any. */
  cancel_match: { args: Record<string, never>; answer: boolean };
  /** Accepts that parts of bank lines are payouts. */
  accept_match: { args: { parts: Array<MatchPart> }; answer: MatchQueue };
  /** Says that they are not; without a payout, that the bank line is none. */
  refuse_match: { args: { parts: Array<MatchPart> }; answer: MatchQueue };
  /** Takes a decision about bank lines back. */
  undo_match: { args: { decision: number }; answer: MatchQueue };
  /** Months of accounts: accepted ones, and those that may be. */
  payout_periods: { args: Record<string, never>; answer: Array<PeriodRow> };
  /** Accepts a month; its figures are kept as they are now. */
  lock_period: { args: { account: number, month: string }; answer: Array<PeriodRow> };
  /** Opens an accepted month again, for a reason. */
  reopen_period: { args: { account: number, month: string, reason: string }; answer: Array<PeriodRow> };
  /** The board of programmes. */
  board: { args: { query: BoardQuery }; answer: Board };
  /** One programme, opened. */
  programme: { args: { id: string, query: BoardQuery }; answer: ProgrammeDetail };
  /** Where the creator stands with a programme, typed and observed, with the waits a rule states. */
  programme_status: { args: { id: string, query: BoardQuery }; answer: ProgrammeStatusView };
  /** Notes a standing from a day on; another one for the same day takes its place. */
  add_programme_status: { args: { programme: string, draft: StatusDraft }; answer: ProgrammeStatusView };
  /** Takes a standing back; it stays in the history. */
  retire_programme_status: { args: { status: number }; answer: ProgrammeStatusView };
  /** Puts a standing that was taken back in its place again. */
  restore_programme_status: { args: { status: number }; answer: ProgrammeStatusView };
  /** The newest readings behind a figure a programme is judged by, with where each is written. */
  figure_history: { args: { programme: string, metric: string, on: string | null }; answer: FigureHistory };
  /** Notes the creator's own word on a figure; undone by its run. */
  note_figure: { args: { programme: string, metric: string, value: string, on: string | null }; answer: FigureHistory };
  /** When every programme opens or would be lost. */
  forecasts: { args: { query: BoardQuery }; answer: ForecastList };
  /** One programme's outlook, with the chart of a requirement (of the decisive one when none is named). */
  forecast: { args: { id: string, query: BoardQuery, place: string | null, width: number, height: number }; answer: ForecastPage };
  /** What the streams of a programme should pay by the rules in force, beside what they paid. */
  programme_economics: { args: { id: string, query: BoardQuery }; answer: ProgrammeEconomics };
  /** What would open, close or change from one country to another. */
  compare_regions: { args: { from: string, to: string, query: BoardQuery }; answer: RegionCompare };
  /** Looks at the programmes that are switched on and gives the changes not put aside. */
  programme_notices: { args: Record<string, never>; answer: ProgrammeNotices };
  /** Switches notices on or off: of one programme, or of all without a choice of their own. */
  set_programme_notices: { args: { programme: string | null, on: boolean | null }; answer: ProgrammeNotices };
  /** Puts notices aside or brings them back; an empty list means all. */
  acknowledge_notices: { args: { notices: Array<number>, aside: boolean }; answer: ProgrammeNotices };
  /** The rules in force with their age and origin, and whose packs are accepted. */
  rule_packs: { args: Record<string, never>; answer: RulePacks };
  /** Looks at a signed rule pack: who signed it, what it would change. Writes nothing. */
  look_at_pack: { args: { path: string }; answer: PackLook };
  /** Accepts the rule pack that was looked at; `sha256` is that of the look. */
  add_pack: { args: { path: string, sha256: string }; answer: RulePacks };
  /** Removes the rule pack of a platform: the program's own rules hold again. */
  remove_pack: { args: { platform: string }; answer: RulePacks };
  /** Puts a rule pack back that was removed or replaced; it is checked anew. */
  restore_pack: { args: { id: number }; answer: RulePacks };
  /** Accepts rule packs of a key from now on. */
  trust_key: { args: { key: string, name: string }; answer: RulePacks };
  /** Accepts rule packs of a key no longer; those added stop to count. */
  distrust_key: { args: { key: string }; answer: RulePacks };
  /** The creator's own words on rule versions. */
  own_rules: { args: Record<string, never>; answer: Array<OwnRule> };
  /** Notes a word on a rule version: another threshold, or that it is wrong. */
  set_own_rule: { args: { draft: OwnRuleDraft }; answer: Array<OwnRule> };
  /** Takes a word on a rule back. */
  end_own_rule: { args: { id: number }; answer: Array<OwnRule> };
  /** Puts a word on a rule back that was taken back or replaced. */
  restore_own_rule: { args: { id: number }; answer: Array<OwnRule> };
  /** The list of offers. */
  offers: { args: { filter: OfferFilter }; answer: OfferList };
  /** One offer, opened. */
  offer: { args: { id: number }; answer: OfferDetail };
  /** Messages and offers with these words, a page at a time. */
  search_mail: { args: { search: MailSearch }; answer: MailHits };
  /** The conversation a message stands in. */
  mail_thread: { args: { message: number }; answer: MailThread };
  /** The conversation an offer's messages stand in, when they came by mail. */
  offer_thread: { args: { offer: number }; answer: MailThread | null };
  /** Saves an attachment to a file that does not exist yet; it is never opened. */
  save_attachment: { args: { message: number, place: number, path: string }; answer: SavedAttachment };
  /** Keeps a message from another app and proposes it as an offer; undone by its run. */
  paste_message: { args: { typed: PastedMessage }; answer: PasteDone };
  /** Moves an offer to a stage; without one the source's word holds again. */
  set_stage: { args: { offer: number, stage: StageName | null }; answer: OfferDetail };
  /** The offers as columns by stage, each with its first `limit`. */
  offer_board: { args: { filter: OfferFilter, limit: number }; answer: OfferBoard };
  /** Moves offers to a stage in one step; without one the source's word holds again. */
  move_offers: { args: { offers: Array<number>, stage: StageName | null }; answer: OfferStep };
  /** Gives offers tags and takes others from them, in one step. */
  tag_offers: { args: { offers: Array<number>, add: Array<string>, remove: Array<string> }; answer: OfferStep };
  /** Lays offers aside until a day, until the brand writes, or whichever comes first; with neither they wake. */
  snooze_offers: { args: { offers: Array<number>, until: string | null, on_reply: boolean }; answer: OfferStep };
  /** Takes a step back; what a later step changed again stays. */
  undo_offer_step: { args: { step: number }; answer: OfferStepUndone };
  /** The ids of all offers a filter leaves. */
  offers_that_fit: { args: { filter: OfferFilter }; answer: Array<number> };
  /** How an offer came to stand where it stands. */
  offer_stages: { args: { offer: number }; answer: Array<StageMoveRow> };
  /** The one next thing to do for each offer that has one. */
  next_offers: { args: Record<string, never>; answer: Array<NextOffer> };
  /** Keeps an offer typed by hand; undone by its run. */
  add_offer: { args: { typed: HandOffer }; answer: HandOfferDone };
  /** The brand of an offer: its past and how it pays. */
  brand_of: { args: { offer: number }; answer: BrandView };
  /** Says that a name or an `@` and a domain is a brand; without one it stands for itself again. */
  merge_brand: { args: { alias: string, brand: string | null }; answer: Array<BrandView> };
  /** Saved searches, by name. */
  offer_searches: { args: Record<string, never>; answer: Array<OfferSearch> };
  /** Saves a search in place of one with its name. */
  save_offer_search: { args: { name: string, words: string }; answer: Array<OfferSearch> };
  /** Removes a saved search. */
  remove_offer_search: { args: { name: string }; answer: Array<OfferSearch> };
  /** Corrects a term; nothing takes the correction back. */
  set_term: { args: { offer: number, field: TermFieldName, value: string | null }; answer: OfferDetail };
  /** An offer's pieces and rights over time, with the deals it meets. */
  deal: { args: { offer: number }; answer: DealTimeline };
  /** Every deal with something ahead of it or still bound, and where they meet. */
  deals_timeline: { args: Record<string, never>; answer: DealTimeline };
  /** Adds a piece the terms do not state. */
  add_deliverable: { args: { offer: number, draft: DeliverableDraft }; answer: DealSaid };
  /** Says something of a piece; undone by its word. */
  set_deliverable: { args: { offer: number, item: string, draft: DeliverableDraft }; answer: DealSaid };
  /** Says something of a right; undone by its word. */
  set_right: { args: { offer: number, item: string, draft: RightDraft }; answer: DealSaid };
  /** Takes back what was said of a piece, a right or the worth of an offer. */
  take_back_word: { args: { word: number }; answer: null };
  /** What an offer is worth after charges, time, currency and exclusivity. */
  worth: { args: { offer: number }; answer: Worth };
  /** Two offers side by side. */
  compare_worth: { args: { one: number, other: number }; answer: WorthComparison };
  /** Says something for the reckoning of one offer; undone by its word. */
  set_worth: { args: { offer: number, draft: WorthDraft }; answer: DealSaid };
  /** What the creator says for every reckoning: charges, an hour, usual hours. */
  worth_choices: { args: Record<string, never>; answer: WorthChoices };
  /** Changes some of it. */
  set_worth_choices: { args: { draft: WorthChoices }; answer: WorthChoices };
  /** The creator's own past fees, of one brand when named, beside an offer when named. */
  past_fees: { args: { brand: string | null, offer: number | null }; answer: FeeHistory };
  /** Writes the days ahead as an iCalendar file. */
  save_calendar: { args: { path: string }; answer: WrittenFile };
  /** Writes everything around an offer as a dated archive. */
  save_case: { args: { offer: number, path: string }; answer: WrittenFile };
  /** Opens the composer of an offer: the kept draft, or a template filled from the offer. */
  reply: { args: { offer: number, kind: ReplyKindName | null, language: ReplyLanguageName | null }; answer: ReplyView };
  /** Keeps what is typed, as it is. */
  save_reply: { args: { offer: number, text: ReplyText }; answer: ReplyView };
  /** Throws a draft away; gives it back for an undo. */
  discard_reply: { args: { offer: number }; answer: ReplyText | null };
  /** Puts a reply into the outbox and moves the offer to `stage`; it goes out after some seconds at the earliest. */
  send_reply: { args: { offer: number, text: ReplyText, stage: StageName | null }; answer: OutboxRow };
  /** The creator's own replies to an offer, oldest first. */
  replies: { args: { offer: number }; answer: Array<OutboxRow> };
  /** The outbox: what waits, what is settled. */
  outbox: { args: Record<string, never>; answer: OutboxView };
  /** Takes a reply back while it waits: its text is the draft again. */
  take_back_reply: { args: { id: number }; answer: OutboxView };
  /** Says what became of a reply nobody knows about: it went out, or it is to be sent again. */
  settle_reply: { args: { id: number, sent: boolean }; answer: OutboxView };
  /** Lets a reply that waits be tried at the next delivery. */
  hurry_reply: { args: { id: number }; answer: OutboxView };
  /** Settles what was cut off and sends what is due. */
  deliver_outbox: { args: Record<string, never>; answer: DeliverReport };
  /** Templates in each language. */
  reply_templates: { args: Record<string, never>; answer: Array<ReplyTemplateRow> };
  /** Words a template anew; without a text the built-in one holds again. */
  set_reply_template: { args: { kind: ReplyKindName, language: ReplyLanguageName, body: string | null }; answer: Array<ReplyTemplateRow> };
  /** Mailboxes and how they send. */
  senders: { args: Record<string, never>; answer: Array<SenderRow> };
  /** Says how a mailbox sends; the server is tried before anything is kept. */
  set_sender: { args: { request: SenderRequest }; answer: Array<SenderRow> };
  /** Lets a mailbox send no more. */
  remove_sender: { args: { account: number }; answer: Array<SenderRow> };
  /** The invoices of an offer, or all. */
  invoices: { args: { offer: number | null }; answer: InvoiceList };
  /** One invoice, opened. */
  invoice: { args: { id: number }; answer: InvoiceDetail };
  /** Begins a draft of an offer, or an empty one; a deposit wants its share in percent. */
  new_invoice: { args: { offer: number | null, kind: InvoiceKindName, share: string | null, language: PaperLanguageName }; answer: InvoiceDetail };
  /** Begins a credit note over an issued invoice. */
  credit_invoice: { args: { id: number }; answer: InvoiceDetail };
  /** What a form would come to; writes nothing. */
  preview_invoice: { args: { id: number, form: InvoiceForm }; answer: InvoicePreview };
  /** Writes what a draft says. */
  edit_invoice: { args: { id: number, form: InvoiceForm }; answer: InvoiceDetail };
  /** Throws a draft away. */
  discard_invoice: { args: { id: number }; answer: null };
  /** Brings a draft back. */
  restore_invoice: { args: { id: number }; answer: InvoiceDetail };
  /** Issues a draft: a number, a day, a paper, for good. */
  issue_invoice: { args: { id: number, on: string | null }; answer: InvoiceDetail };
  /** Notes that an invoice went to the client, or takes that back. */
  mark_invoice_sent: { args: { id: number, sent: boolean }; answer: InvoiceDetail };
  /** Writes the paper of an issued invoice into a folder or to a file. */
  invoice_pdf: { args: { id: number, path: string }; answer: InvoiceFile };
  /** Books a payment by hand; without an amount all that is open. */
  pay_invoice: { args: { id: number, amount: string | null, day: string | null, note: string }; answer: InvoiceDetail };
  /** Takes a payment back. */
  undo_invoice_payment: { args: { payment: number }; answer: InvoiceDetail };
  /** Money that seems to be for an invoice, or for any. */
  invoice_payments_proposed: { args: { invoice: number | null }; answer: Array<PaymentProposal> };
  /** Accepts that a bank line or payout pays an invoice. */
  accept_invoice_payment: { args: { invoice: number, source: string, source_id: number }; answer: InvoiceDetail };
  /** Says that money is not for an invoice, or takes that back. */
  refuse_invoice_payment: { args: { invoice: number, source: string, source_id: number, refused: boolean }; answer: Array<PaymentProposal> };
  /** The next letter for a late invoice, or one in a tone. */
  invoice_reminder: { args: { id: number, tone: ToneName | null }; answer: ReminderLetter };
  /** Notes that a letter was written. */
  note_invoice_reminder: { args: { id: number, tone: ToneName, subject: string, body: string }; answer: InvoiceDetail };
  /** Takes a letter back that was not sent after all. */
  undo_invoice_reminder: { args: { reminder: number }; answer: null };
  /** Own details for invoices. */
  seller: { args: Record<string, never>; answer: SellerForm };
  /** Writes own details; issued invoices keep theirs. */
  set_seller: { args: { form: SellerForm }; answer: SellerForm };
  /** Who was billed. */
  clients: { args: Record<string, never>; answer: Array<ClientForm> };
  /** Writes a client. */
  put_client: { args: { form: ClientForm }; answer: ClientForm };
  /** Connections, runs, review count. */
  accounts: { args: Record<string, never>; answer: AccountsView };
  /** Connects an account; checks the credentials first unless it is manual. */
  connect: { args: { request: ConnectRequest }; answer: AccountRow };
  /** Starts a sign-in and opens its page; how it goes on is told under the tag `sign_in`. */
  sign_in: { args: { request: SignInRequest }; answer: SignInView };
  /** The sign-in under way, or how the last one ended. */
  sign_in_state: { args: Record<string, never>; answer: SignInView | null };
  /** Stops the sign-in under way. Whether there was one. */
  cancel_sign_in: { args: Record<string, never>; answer: boolean };
  /** Checks an account's credentials without reading anything else. */
  test_account: { args: { id: number }; answer: AccountRow };
  /** The folders of a connected mailbox. */
  mail_folders: { args: { id: number }; answer: Array<MailFolderRow> };
  /** The folders of a mailbox that is about to be connected; nothing is kept. */
  mail_folders_of: { args: { request: ConnectRequest }; answer: Array<MailFolderRow> };
  /** Chooses the folders of a mailbox that are read; none means INBOX. */
  set_mail_folders: { args: { id: number, folders: Array<string> }; answer: Array<MailFolderRow> };
  /** Whether new mail is listened for, account by account. */
  listening: { args: Record<string, never>; answer: Array<ListeningRow> };
  /** Opens every line again now: the network is back, or the creator asks. */
  listen_now: { args: Record<string, never>; answer: Array<ListeningRow> };
  /** Removes a connection and gives its grant back; what it brought stays when asked. */
  remove_account: { args: { id: number, keep_data: boolean }; answer: AccountRemoval };
  /** Syncs some accounts, or all when the list is empty. */
  sync: { args: { accounts: Array<number>, full: boolean }; answer: SyncReport };
  /** Asks running work to stop after the page being written. */
  cancel: { args: Record<string, never>; answer: boolean };
  /** What runs now, or ran last. */
  progress: { args: Record<string, never>; answer: TaskProgress | null };
  /** Reads files and folders; a dry run writes nothing. */
  import: { args: { paths: Array<string>, format: string | null, account: number | null, dry_run: boolean, answers: { [key in string]: string } | null }; answer: ImportReport };
  /** Looks an unknown table over and guesses what its columns mean. */
  table_look: { args: { path: string }; answer: TableLook };
  /** What a table would become under a mapping; writes nothing. */
  table_preview: { args: { mapping: TableMapping }; answer: TablePreview };
  /** Saves a mapping as a preset that takes the next file of this shape. */
  save_preset: { args: { mapping: TableMapping }; answer: PresetRow };
  /** Every preset, the creator's own first. */
  presets: { args: Record<string, never>; answer: Array<PresetRow> };
  /** Gives a preset of the creator another name. */
  rename_preset: { args: { slug: string, name: string }; answer: Array<PresetRow> };
  /** Removes a preset of the creator; what was imported by it stays. */
  remove_preset: { args: { slug: string }; answer: Array<PresetRow> };
  /** Takes an import back. */
  undo_import: { args: { run: number }; answer: UndoReport };
  /** Items in needs review, newest first. */
  review: { args: Record<string, never>; answer: Array<ReviewItem> };
  /** Puts an item of needs review aside. */
  resolve_review: { args: { id: number }; answer: Array<ReviewItem> };
  /** The rates section of Settings. */
  rates: { args: Record<string, never>; answer: RatesView };
  /** One rate of one day, opened to where it is written. */
  rate_of_day: { args: { unit: string, currency: string | null, day: string | null }; answer: RateOfDay };
  /** Reads newer reference rates from the network; nothing else asks it for them. */
  refresh_rates: { args: Record<string, never>; answer: RatesRefresh };
  /** Types a rate of the creator's own. */
  set_own_rate: { args: { draft: OwnRateRequest }; answer: RatesView };
  /** Takes a rate of the creator's own back; it stays in the history. */
  retire_own_rate: { args: { id: number }; answer: RatesView };
  /** Puts a rate back that was replaced or taken back. */
  restore_own_rate: { args: { id: number }; answer: RatesView };
  /** The sum of a filter in the reporting currency, with its parts and what has no rate. */
  converted: { args: { filter: EntryFilter }; answer: Converted };
  /** What was really paid for one of something, month by month. */
  effective_rates: { args: Record<string, never>; answer: Array<EffectiveRate> };
  /** Types what the creator expects to be paid for one. */
  set_expected_rate: { args: { draft: ExpectedRateRequest }; answer: Array<EffectiveRate> };
  /** Takes an expectation back; it stays in the history. */
  retire_expected_rate: { args: { id: number }; answer: Array<EffectiveRate> };
  /** Puts an expectation back. */
  restore_expected_rate: { args: { id: number }; answer: Array<EffectiveRate> };
  /** What exchange cost at each payer, year by year. */
  exchange_costs: { args: Record<string, never>; answer: Array<ExchangeCost> };
  /** The creator's choices. */
  settings: { args: Record<string, never>; answer: Settings };
  /** Changes some choices. */
  set_settings: { args: { patch: SettingsPatch }; answer: Settings };
  /** The health page. */
  health: { args: Record<string, never>; answer: Health };
  /** Checks the whole cache. */
  verify: { args: Record<string, never>; answer: VerifyReport };
  /** Writes a backup and checks it. */
  backup: { args: { folder: string | null }; answer: BackupReport };
  /** Hits for the command palette. */
  search: { args: { text: string }; answer: Array<SearchHit> };
};

/** The names, for checks at run time. */
export const commandNames = [
  "app_state",
  "start_profile",
  "unlock",
  "set_passphrase",
  "open_sandbox",
  "leave_sandbox",
  "open_profile",
  "today",
  "acknowledge",
  "unacknowledge",
  "changes",
  "acknowledge_shown",
  "flag_change",
  "earnings_chart",
  "entries",
  "entry_totals",
  "entry",
  "source",
  "set_note",
  "set_tags",
  "entry_ledger",
  "drift",
  "expected_final",
  "known_totals",
  "known_payouts",
  "doubles",
  "doubles_open",
  "merge_doubles",
  "keep_doubles",
  "undo_doubles",
  "double_twins",
  "read_hand",
  "add_hand",
  "edit_hand",
  "delete_hand",
  "recurring",
  "edit_recurring",
  "end_recurring",
  "attach",
  "detach",
  "payouts",
  "payout",
  "payout_rows",
  "payout_calendar",
  "match_queue",
  "cancel_match",
  "accept_match",
  "refuse_match",
  "undo_match",
  "payout_periods",
  "lock_period",
  "reopen_period",
  "board",
  "programme",
  "programme_status",
  "add_programme_status",
  "retire_programme_status",
  "restore_programme_status",
  "figure_history",
  "note_figure",
  "forecasts",
  "forecast",
  "programme_economics",
  "compare_regions",
  "programme_notices",
  "set_programme_notices",
  "acknowledge_notices",
  "rule_packs",
  "look_at_pack",
  "add_pack",
  "remove_pack",
  "restore_pack",
  "trust_key",
  "distrust_key",
  "own_rules",
  "set_own_rule",
  "end_own_rule",
  "restore_own_rule",
  "offers",
  "offer",
  "search_mail",
  "mail_thread",
  "offer_thread",
  "save_attachment",
  "paste_message",
  "set_stage",
  "offer_board",
  "move_offers",
  "tag_offers",
  "snooze_offers",
  "undo_offer_step",
  "offers_that_fit",
  "offer_stages",
  "next_offers",
  "add_offer",
  "brand_of",
  "merge_brand",
  "offer_searches",
  "save_offer_search",
  "remove_offer_search",
  "set_term",
  "deal",
  "deals_timeline",
  "add_deliverable",
  "set_deliverable",
  "set_right",
  "take_back_word",
  "worth",
  "compare_worth",
  "set_worth",
  "worth_choices",
  "set_worth_choices",
  "past_fees",
  "save_calendar",
  "save_case",
  "reply",
  "save_reply",
  "discard_reply",
  "send_reply",
  "replies",
  "outbox",
  "take_back_reply",
  "settle_reply",
  "hurry_reply",
  "deliver_outbox",
  "reply_templates",
  "set_reply_template",
  "senders",
  "set_sender",
  "remove_sender",
  "invoices",
  "invoice",
  "new_invoice",
  "credit_invoice",
  "preview_invoice",
  "edit_invoice",
  "discard_invoice",
  "restore_invoice",
  "issue_invoice",
  "mark_invoice_sent",
  "invoice_pdf",
  "pay_invoice",
  "undo_invoice_payment",
  "invoice_payments_proposed",
  "accept_invoice_payment",
  "refuse_invoice_payment",
  "invoice_reminder",
  "note_invoice_reminder",
  "undo_invoice_reminder",
  "seller",
  "set_seller",
  "clients",
  "put_client",
  "accounts",
  "connect",
  "sign_in",
  "sign_in_state",
  "cancel_sign_in",
  "test_account",
  "mail_folders",
  "mail_folders_of",
  "set_mail_folders",
  "listening",
  "listen_now",
  "remove_account",
  "sync",
  "cancel",
  "progress",
  "import",
  "table_look",
  "table_preview",
  "save_preset",
  "presets",
  "rename_preset",
  "remove_preset",
  "undo_import",
  "review",
  "resolve_review",
  "rates",
  "rate_of_day",
  "refresh_rates",
  "set_own_rate",
  "retire_own_rate",
  "restore_own_rate",
  "converted",
  "effective_rates",
  "set_expected_rate",
  "retire_expected_rate",
  "restore_expected_rate",
  "exchange_costs",
  "settings",
  "set_settings",
  "health",
  "verify",
  "backup",
  "search",
] as const satisfies readonly (keyof Commands)[];
