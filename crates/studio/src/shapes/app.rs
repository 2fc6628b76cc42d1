//! The frame of every screen: which profile is open, what runs, what went wrong.

use super::{Amount, PlatformName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window needs before it can draw anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AppState {
    /// The open profile, `null` before the creator chose a door on the first launch.
    pub profile: Option<ProfileInfo>,
    /// Whether the program was asked to open the sample creator, and it has yet to be made: the first screen then opens that
    /// door by itself.
    pub sample: bool,
    /// `en` or `fr`.
    pub locale: String,
    /// `system`, `light`, `dark` or `contrast`.
    pub theme: String,
    /// `normal` or `compact`.
    pub density: String,
    /// Whether a texture marks each stream as well as a colour.
    pub patterns: bool,
    /// Whether single-letter keys act (WCAG 2.1.4).
    pub letter_keys: bool,
    /// IANA zone the screens show instants in.
    pub zone: String,
    /// The day it is in that zone.
    pub today: String,
    /// The instant taken for now.
    pub now: String,
    /// Version of the program.
    pub version: String,
    /// The screen to open first: `today`, `earnings`, …
    pub start_screen: String,
}

/// One creator's data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProfileInfo {
    /// Name shown at the top of the sidebar.
    pub name: String,
    /// Folder.
    pub folder: String,
    /// Reporting currency: figures of other units are converted to it beside their own.
    pub currency: String,
    /// Whether all of it is invented (the sample creator). Shown in a banner on every screen.
    pub sandbox: bool,
    /// In a sandbox the last day whose reference rates are the bank's own; later ones are invented. `null` elsewhere.
    pub rates_until: Option<String>,
    /// Whether nothing was ever synced, imported or typed.
    pub empty: bool,
    /// Last sync that ended well or in part.
    pub synced_at: Option<String>,
    /// Whether the last sync could not reach the network.
    pub offline: bool,
    /// Counts for the sidebar: things that need a person.
    pub badges: Badges,
}

/// Counts of things that need a person; zero is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Badges {
    /// Payouts that are late or failed.
    pub payouts: i64,
    /// Offers that wait for an answer.
    pub inbox: i64,
    /// Rows in needs review.
    pub review: i64,
}

/// Progress of long work, sent as the event `progress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TaskProgress {
    /// `demo`, `sync`, `import`, `matching`.
    pub task: String,
    /// The run, once it has a row.
    pub run: Option<i64>,
    /// `running`, `done`, `canceled`, `failed`.
    pub state: String,
    /// Items read over all parts.
    pub done: i64,
    /// Items expected over all parts; `null` when a part cannot tell.
    pub about: Option<i64>,
    /// One line for each account or file.
    pub parts: Vec<PartProgress>,
    /// When it started.
    pub started_at: String,
    /// What went wrong, when it failed.
    pub error: Option<ErrorShape>,
}

/// Progress of one account or file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartProgress {
    /// Account handle or file name.
    pub name: String,
    /// Whose it is.
    pub platform: PlatformName,
    /// `waiting`, `running`, `retrying`, `done`, `partial`, `failed`, `sign_in`, `canceled`.
    pub state: String,
    /// What is being read (`balance_transactions`, `videos`): a feed's name, worded by the UI.
    pub feed: Option<String>,
    /// Items read.
    pub done: i64,
    /// Items expected, when the source tells.
    pub about: Option<i64>,
    /// Rows new so far.
    pub new: i64,
    /// Rows revised so far.
    pub revised: i64,
    /// Milliseconds being waited before the next try, when retrying.
    pub wait_ms: Option<i64>,
    /// What went wrong.
    pub error: Option<ErrorShape>,
}

/// An error at the edge: a code of a closed set that the UI turns into words, severity and action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErrorShape {
    /// The code.
    pub code: ErrorCode,
    /// English sentence for logs and the command line; screens word the code themselves.
    pub message: String,
    /// Values the words need (`file`, `line`, `account`, `limit`), as text.
    pub details: std::collections::BTreeMap<String, String>,
}

/// Every error the edge can show. A code is added only when somebody acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ErrorCode {
    /// The profile folder does not exist.
    ProfileMissing,
    /// The folder exists and holds something else.
    NotAProfile,
    /// Another program holds the profile and did not let go.
    ProfileBusy,
    /// The key of an encrypted profile is nowhere to be found.
    KeyMissing,
    /// The key does not open the file.
    KeyWrong,
    /// A passphrase is needed or wrong.
    PassphraseWrong,
    /// Written by a newer version.
    NewerProfile,
    /// The database file is damaged.
    Corrupt,
    /// The disk is full.
    DiskFull,
    /// The folder cannot be written.
    ReadOnly,
    /// Reading or writing a file failed.
    FileUnreadable,
    /// The file is empty.
    FileEmpty,
    /// The file is larger than is read.
    FileTooLarge,
    /// No importer knows the file.
    FileUnknown,
    /// The archive is damaged.
    ArchiveBroken,
    /// The archive would unpack to an absurd size.
    ArchiveBomb,
    /// The text is not in an encoding that can be read.
    Encoding,
    /// The JSON is damaged.
    JsonBroken,
    /// The JSON is nested deeper than any real file.
    JsonTooDeep,
    /// Two columns have one name.
    DuplicateHeader,
    /// Columns the format needs are absent.
    MissingColumns,
    /// A table leaves open what only the creator can say.
    NeedsAnswer,
    /// The network or the host cannot be reached.
    Offline,
    /// The platform wants a new sign-in.
    SignIn,
    /// The key lacks a permission.
    Permission,
    /// The platform asks to slow down and the patience ended.
    RateLimited,
    /// The server did not prove who it is; nothing was said to it.
    Certificate,
    /// The platform answered with an error of its own.
    PlatformError,
    /// The platform's answer cannot be read.
    BadAnswer,
    /// The connected account is another one than before.
    AnotherAccount,
    /// Nothing has that id.
    NotFound,
    /// The request makes no sense (a date that does not exist, an unknown word).
    BadRequest,
    /// It lies in a month that the creator accepted.
    MonthAccepted,
    /// A file was not taken as a rule pack.
    RulePack,
    /// Something else is running.
    Busy,
    /// Stopped by the creator.
    Canceled,
    /// Planned, and not built yet.
    NotYet,
    /// A fault of ours.
    Internal,
}

/// One hit of the command palette's search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SearchHit {
    /// `entry`, `payout`, `programme`, `offer`, `account`.
    pub kind: String,
    /// Row id, or programme id as text.
    pub id: String,
    /// First line.
    pub title: String,
    /// Second line, data only (a day, a handle).
    pub detail: String,
    /// Whose it is.
    pub platform: Option<PlatformName>,
    /// Its figure.
    pub amount: Option<Amount>,
}
