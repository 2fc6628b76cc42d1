//! The Accounts screen: connections, runs, imports, needs review.

use super::{ErrorShape, GrantRow, PlatformName, RunKindName, RunStateName, SignInKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything the screen lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountsView {
    /// Connected sources.
    pub accounts: Vec<AccountRow>,
    /// Newest runs first, at most 50.
    pub runs: Vec<RunRow>,
    /// Items in needs review.
    pub review_count: i64,
    /// Runs those items came from.
    pub review_runs: i64,
    /// What can be connected, with the fields each needs.
    pub kinds: Vec<ConnectKind>,
}

/// A connected source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountRow {
    /// Its id.
    pub id: i64,
    /// Whose it is.
    pub platform: PlatformName,
    /// The name the creator knows it by.
    pub handle: String,
    /// Country.
    pub region: Option<String>,
    /// Host it talks to, `null` for a manual account.
    pub host: Option<String>,
    /// Fed by files and by hand only.
    pub manual: bool,
    /// Newest follower count, when known.
    pub followers: Option<i64>,
    /// What it brings: `money`, `payouts`, `metrics`, `posts`, `offers`.
    pub brings: Vec<String>,
    /// Entries stored.
    pub entries: i64,
    /// Last run that ended well.
    pub synced_at: Option<String>,
    /// How its last run ended; `null` when never synced.
    pub state: Option<RunStateName>,
    /// What went wrong last.
    pub error: Option<ErrorShape>,
    /// How it is signed in; `null` for a key, a file, or a sign-in made elsewhere.
    pub sign_in: Option<GrantRow>,
}

/// A platform that can be connected, by signing in or by typing credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectKind {
    /// Whose it is.
    pub platform: PlatformName,
    /// What it brings.
    pub brings: Vec<String>,
    /// Fields to fill in, in order (`api_key`, `client_key`, …), worded by the UI.
    pub fields: Vec<ConnectField>,
    /// Default host.
    pub base_url: String,
    /// How it is signed in to; `null` where it takes a key.
    pub sign_in: Option<SignInKind>,
}

/// A field of the connect form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectField {
    /// Its key.
    pub key: String,
    /// Whether it is a secret (never shown again, kept in the keychain).
    pub secret: bool,
    /// Whether it may stay empty.
    pub optional: bool,
}

/// What the creator typed to connect an account.
#[derive(Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectRequest {
    /// Whose it is.
    pub platform: PlatformName,
    /// The name the creator knows it by.
    pub handle: String,
    /// Country.
    pub region: Option<String>,
    /// Another address than the platform's own (a test server).
    pub base_url: Option<String>,
    /// No connection: files and hand only.
    pub manual: bool,
    /// Field values by key.
    pub fields: std::collections::BTreeMap<String, String>,
}

impl std::fmt::Debug for ConnectRequest {
    /// Field values are secrets and stay out of every log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectRequest")
            .field("platform", &self.platform)
            .field("handle", &self.handle)
            .field("fields", &self.fields.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// What became of a connection that was taken away. It is gone here in every case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountRemoval {
    /// What is left.
    pub view: AccountsView,
    /// What became of its grant at the platform.
    pub grant: GrantEnd,
    /// Why the platform may still hold it.
    pub error: Option<ErrorShape>,
}

/// What became of a grant at its platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum GrantEnd {
    /// There was none, or the platform has no place to give it back.
    Nothing,
    /// The platform ended it.
    GivenBack,
    /// The platform refused or could not be reached: it may still stand there.
    MayStand,
}

/// A sync or import in the list of runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RunRow {
    /// Its id.
    pub id: i64,
    /// What started it.
    pub kind: RunKindName,
    /// How it ended.
    pub state: RunStateName,
    /// When it started.
    pub started_at: String,
    /// How long it took, in milliseconds; `null` while it runs.
    pub took_ms: Option<i64>,
    /// Files of an import.
    pub files: Vec<String>,
    /// Accounts of a sync, and how each ended.
    pub accounts: Vec<RunAccount>,
    /// Sums over all parts.
    pub counts: RunCounts,
    /// Whether it can be taken back.
    pub undoable: bool,
}

/// Rows a run touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RunCounts {
    /// First seen.
    pub new: i64,
    /// Changed.
    pub revised: i64,
    /// No longer at the source.
    pub vanished: i64,
    /// Seen again, unchanged.
    pub same: i64,
    /// Could not be read; in needs review.
    pub rejected: i64,
}

/// One account's part of a sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RunAccount {
    /// The account.
    pub id: i64,
    /// Its name.
    pub handle: String,
    /// Whose it is.
    pub platform: PlatformName,
    /// How it ended.
    pub state: RunStateName,
    /// First seen.
    pub new: i64,
    /// Changed.
    pub revised: i64,
    /// No longer at the source.
    pub vanished: i64,
    /// Seen again, unchanged.
    pub same: i64,
    /// Could not be read.
    pub rejected: i64,
    /// Pages fetched.
    pub pages: i64,
    /// Tries repeated.
    pub retries: i64,
    /// Milliseconds waited at the platform's request.
    pub waited_ms: i64,
    /// What the account cannot give, worded by the UI; of a sync that just ended, and empty in lists of runs.
    pub notes: Vec<ImportNote>,
    /// What went wrong.
    pub error: Option<ErrorShape>,
}

/// The report of a sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SyncReport {
    /// The run.
    pub run: i64,
    /// How it ended.
    pub state: RunStateName,
    /// Each account.
    pub accounts: Vec<RunAccount>,
}

/// The report of an import, or of its dry run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// The run; `null` for a dry run.
    pub run: Option<i64>,
    /// How it ended.
    pub state: RunStateName,
    /// Each file (each member of an archive).
    pub files: Vec<ImportFile>,
}

/// One imported file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportFile {
    /// Where it is.
    pub path: String,
    /// Format slug; `null` when none fits.
    pub format: Option<String>,
    /// Why that format.
    pub why: Option<String>,
    /// Account it went to.
    pub account: Option<String>,
    /// First seen.
    pub new: i64,
    /// Changed.
    pub revised: i64,
    /// Known already.
    pub same: i64,
    /// Refused rows, at most 200; the rest are counted in `rejected_count` and stand in needs review.
    pub rejected: Vec<RejectedRow>,
    /// How many were refused.
    pub rejected_count: i64,
    /// Remarks on what was read and left aside, as code and values.
    pub notes: Vec<ImportNote>,
    /// Why the whole file was refused.
    pub error: Option<ErrorShape>,
}

/// A remark on an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportNote {
    /// A code worded by the UI.
    pub code: String,
    /// Its values.
    pub values: std::collections::BTreeMap<String, String>,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RejectedRow {
    /// Line from 1, for text files.
    pub line: Option<i64>,
    /// JSON pointer, for JSON.
    pub pointer: Option<String>,
    /// Reason slug, worded by the UI (`ragged`, `not_a_number`, …).
    pub reason: String,
    /// The field or a few words.
    pub detail: String,
    /// The raw text.
    pub raw: String,
}

/// An item in needs review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewItem {
    /// Its id.
    pub id: i64,
    /// The run that met it.
    pub run: i64,
    /// The document's name.
    pub document: String,
    /// When.
    pub at: String,
    /// The row.
    pub row: RejectedRow,
}

/// What an undo took back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UndoReport {
    /// The run taken back.
    pub run: i64,
    /// Entries removed.
    pub entries: i64,
    /// Entries, payouts and bank lines put back to their version before.
    pub restored: i64,
    /// Payouts removed.
    pub payouts: i64,
    /// Bank lines removed.
    pub landings: i64,
    /// Figures removed.
    pub metrics: i64,
    /// Posts removed.
    pub posts: i64,
    /// Offers removed.
    pub offers: i64,
    /// Documents removed.
    pub documents: i64,
    /// Rows of needs review removed.
    pub reviews: i64,
    /// Rows kept because a later run changed them too.
    pub kept: i64,
}
