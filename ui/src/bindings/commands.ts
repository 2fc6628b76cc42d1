// Written by the studio's tests from its command table. Do not edit.
import type { AccountRow } from "./AccountRow";
import type { AccountsView } from "./AccountsView";
import type { AppState } from "./AppState";
import type { BackupReport } from "./BackupReport";
import type { Board } from "./Board";
import type { BoardQuery } from "./BoardQuery";
import type { ConnectRequest } from "./ConnectRequest";
import type { EarningsChart } from "./EarningsChart";
import type { EarningsChartQuery } from "./EarningsChartQuery";
import type { EntryDetail } from "./EntryDetail";
import type { EntryFilter } from "./EntryFilter";
import type { EntryPage } from "./EntryPage";
import type { Health } from "./Health";
import type { ImportReport } from "./ImportReport";
import type { OfferDetail } from "./OfferDetail";
import type { OfferFilter } from "./OfferFilter";
import type { OfferList } from "./OfferList";
import type { PayoutDetail } from "./PayoutDetail";
import type { PayoutList } from "./PayoutList";
import type { ProgrammeDetail } from "./ProgrammeDetail";
import type { ReviewItem } from "./ReviewItem";
import type { SearchHit } from "./SearchHit";
import type { Settings } from "./Settings";
import type { SettingsPatch } from "./SettingsPatch";
import type { SourceText } from "./SourceText";
import type { StageName } from "./StageName";
import type { SyncReport } from "./SyncReport";
import type { TaskProgress } from "./TaskProgress";
import type { TermFieldName } from "./TermFieldName";
import type { Today } from "./Today";
import type { UndoReport } from "./UndoReport";
import type { VerifyReport } from "./VerifyReport";

/** Every command of the core: its arguments and its answer. */
export type Commands = {
  /** The frame: open profile, language, theme, badges. */
  app_state: { args: Record<string, never>; answer: AppState };
  /** Makes the creator's own profile, or opens it. */
  start_profile: { args: Record<string, never>; answer: AppState };
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
  /** The chart of Earnings. */
  earnings_chart: { args: { query: EarningsChartQuery }; answer: EarningsChart };
  /** A page of entries, newest first. */
  entries: { args: { filter: EntryFilter, after: string | null, limit: number }; answer: EntryPage };
  /** One entry with its versions, payout and source. */
  entry: { args: { id: number }; answer: EntryDetail };
  /** The exact bytes of a place in a document. */
  source: { args: { document: number, start: number, len: number }; answer: SourceText };
  /** Writes the creator's note on an entry. */
  set_note: { args: { entry: number, note: string }; answer: EntryDetail };
  /** Sets the creator's tags of an entry. */
  set_tags: { args: { entry: number, tags: Array<string> }; answer: EntryDetail };
  /** The list of payouts. */
  payouts: { args: { after: string | null }; answer: PayoutList };
  /** One payout, opened. */
  payout: { args: { id: number }; answer: PayoutDetail };
  /** The board of programmes. */
  board: { args: { query: BoardQuery }; answer: Board };
  /** One programme, opened. */
  programme: { args: { id: string, query: BoardQuery }; answer: ProgrammeDetail };
  /** The creator's word on being in a programme: `in`, `applied`, `left`, or nothing. */
  set_membership: { args: { programme: string, state: string | null }; answer: ProgrammeDetail };
  /** The list of offers. */
  offers: { args: { filter: OfferFilter }; answer: OfferList };
  /** One offer, opened. */
  offer: { args: { id: number }; answer: OfferDetail };
  /** Moves an offer to a stage. */
  set_stage: { args: { offer: number, stage: StageName }; answer: OfferDetail };
  /** Corrects a term; nothing takes the correction back. */
  set_term: { args: { offer: number, field: TermFieldName, value: string | null }; answer: OfferDetail };
  /** Connections, runs, review count. */
  accounts: { args: Record<string, never>; answer: AccountsView };
  /** Connects an account; checks the credentials first unless it is manual. */
  connect: { args: { request: ConnectRequest }; answer: AccountRow };
  /** Checks an account's credentials without reading anything else. */
  test_account: { args: { id: number }; answer: AccountRow };
  /** Removes a connection; what it brought stays when asked. */
  remove_account: { args: { id: number, keep_data: boolean }; answer: AccountsView };
  /** Syncs some accounts, or all when the list is empty. */
  sync: { args: { accounts: Array<number>, full: boolean }; answer: SyncReport };
  /** Asks running work to stop after the page being written. */
  cancel: { args: Record<string, never>; answer: boolean };
  /** What runs now, or ran last. */
  progress: { args: Record<string, never>; answer: TaskProgress | null };
  /** Reads files and folders; a dry run writes nothing. */
  import: { args: { paths: Array<string>, format: string | null, account: number | null, dry_run: boolean }; answer: ImportReport };
  /** Takes an import back. */
  undo_import: { args: { run: number }; answer: UndoReport };
  /** Items in needs review, newest first. */
  review: { args: Record<string, never>; answer: Array<ReviewItem> };
  /** Puts an item of needs review aside. */
  resolve_review: { args: { id: number }; answer: Array<ReviewItem> };
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
  "open_sandbox",
  "leave_sandbox",
  "open_profile",
  "today",
  "acknowledge",
  "unacknowledge",
  "earnings_chart",
  "entries",
  "entry",
  "source",
  "set_note",
  "set_tags",
  "payouts",
  "payout",
  "board",
  "programme",
  "set_membership",
  "offers",
  "offer",
  "set_stage",
  "set_term",
  "accounts",
  "connect",
  "test_account",
  "remove_account",
  "sync",
  "cancel",
  "progress",
  "import",
  "undo_import",
  "review",
  "resolve_review",
  "settings",
  "set_settings",
  "health",
  "verify",
  "backup",
  "search",
] as const satisfies readonly (keyof Commands)[];
