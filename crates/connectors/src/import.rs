//! Files into drafts: what a shell calls to read a file the creator dropped, without knowing its format.
//!
//! The rule it protects: one pure step from bytes to [`Page`]s. Nothing here opens a file, asks the clock or guesses in
//! silence: what a format does not say is a [`Note`], what cannot be read is a reject or an [`ImportError`].

mod error;

pub use crate::detect::{detect, detect_among, members};
pub use error::ImportError;

use crate::tabular::{self, Answers, Preset};
use crate::{mail, statements, stripe_csv, tiktok_export};
use domain::account::UnknownWord;
use domain::{Instant, Page, Platform, Region, Unit, Zone};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The largest file read, in bytes (512 MiB). Callers check it by the file's metadata before reading.
pub const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// A file, or one member of an archive, with the moment the creator handed it over.
#[derive(Debug, Clone)]
pub struct ImportInput {
    /// Shown name: `stripe.csv`, `export.zip › user_data_tiktok.json`.
    pub name: String,
    /// The raw bytes.
    pub bytes: Arc<[u8]>,
    /// Now, as the caller's clock has it.
    pub received_at: Instant,
}

/// A file format with an importer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// TikTok's *Download your data*, JSON, generations A to C.
    TiktokExport,
    /// Stripe's itemised reports and balance history.
    StripeCsv,
    /// One message, RFC 5322.
    Mail,
    /// Many messages in one file.
    Mbox,
    /// A bank statement, OFX 1.x or 2.x (QFX).
    Ofx,
    /// A bank statement, CAMT.053 of ISO 20022.
    Camt,
    /// A list of bank lines, QIF.
    Qif,
    /// A table, read by a preset: one that comes with the program, or one the creator saved.
    Table(Arc<Preset>),
}

impl Format {
    /// Every format but the tables, in the order help texts list them; those are [`tabular::presets`].
    pub const ALL: [Self; 7] = [
        Self::TiktokExport,
        Self::StripeCsv,
        Self::Mail,
        Self::Mbox,
        Self::Ofx,
        Self::Camt,
        Self::Qif,
    ];

    /// The stable text form, as after `--as` on the command line.
    pub fn slug(&self) -> &str {
        match self {
            Self::TiktokExport => "tiktok-export",
            Self::StripeCsv => "stripe-csv",
            Self::Mail => "eml",
            Self::Mbox => "mbox",
            Self::Ofx => "ofx",
            Self::Camt => "camt053",
            Self::Qif => "qif",
            Self::Table(preset) => &preset.id,
        }
    }

    /// Whose data such a file holds.
    pub fn platform(&self) -> Platform {
        match self {
            Self::TiktokExport => Platform::Tiktok,
            Self::StripeCsv => Platform::Stripe,
            Self::Mail | Self::Mbox => Platform::Mail,
            Self::Ofx | Self::Camt | Self::Qif => Platform::Bank,
            Self::Table(preset) => preset.platform,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Format {
    type Err = UnknownWord;
    /// A format or a preset that comes with the program.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|f| f.slug() == text)
            .or_else(|| tabular::preset(text).map(Self::Table))
            .ok_or_else(|| UnknownWord(text.to_owned(), "file format"))
    }
}

/// A recognised format, with what gave it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// In English: `columns balance_transaction_id, gross, fee, net`.
    pub why: String,
    /// The same for translation: `columns`, `top_level_keys`, `mail_headers`, `mbox_separators`.
    pub why_code: &'static str,
    /// What the sentence of that code names.
    pub why_params: Vec<(&'static str, String)>,
}

/// What the creator decides where a format leaves it open.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// What TikTok's `TotalEarning` of a LIVE counts. TikTok does not say; without an answer the figures stay
    /// [`Unit::Unstated`].
    pub live_unit: Option<Unit>,
    /// The zone of date columns that name none (Stripe's `created` without `_utc`). Without an answer: UTC, with a note.
    pub zone: Option<Zone>,
    /// What a table leaves open.
    pub answers: Answers,
}

/// Whose account a file seems to come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountHint {
    /// The platform.
    pub platform: Platform,
    /// The handle or address, when the file states one.
    pub handle: Option<String>,
    /// The account's country, when the file states one.
    pub region: Option<Region>,
}

/// Something the creator should know about a file that is no error: a choice made, a part left out.
///
/// Codes: `encoding_latin1`, `encoding_utf16`, `encoding_damaged`, `unknown_columns`, `zone_assumed`, `not_income`,
/// `payout_id_missing`, `live_unit_unstated`, `as_of`, `section_empty`, `wallet_not_income`, `not_offer`,
/// `duplicate_message`, `date_missing`, `text_cut`; and of tables `format_unconfirmed`, `preset_used`, `also_in`,
/// `nothing_to_take`, `year_inferred`, `not_completed`, `counted_elsewhere`, `not_eligible`, `total_agrees`,
/// `total_differs`, `total_unchecked`, `total_left_aside`; and of bank statements `balance_agrees`, `balance_differs`,
/// `balance_unchecked`, `several_accounts`, `reversals`, `batch_whole`, `opening_left_aside`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Stable slug for translation.
    pub code: &'static str,
    /// What it is about: a subject, a column, a type.
    pub detail: String,
    /// How many rows or messages.
    pub count: u64,
}

impl Note {
    /// A note about one thing.
    pub fn one(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            count: 1,
        }
    }
}

/// A file read whole.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// Pages of at most [`stripe_csv::CHUNK`] rows. Pages of one file share one buffer (`Arc::ptr_eq`), so it need be
    /// hashed and stored once.
    pub pages: Vec<Page>,
    /// Whose account it seems to be.
    pub account_hint: Option<AccountHint>,
    /// What the creator should know.
    pub notes: Vec<Note>,
}

/// Where the answers to a file's questions are remembered, and which of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The preset of a table; for other files the format and a print of their shape.
    pub key: String,
    /// The currency belongs to one bank account: without a name in the file it is asked each time.
    pub unit: bool,
}

impl Remembered {
    /// Whether an answer is kept for the next file. A year belongs to one file only.
    pub fn keeps(&self, question: &str) -> bool {
        match question {
            "year" => false,
            "unit" => self.unit,
            _ => true,
        }
    }
}

/// Where the answers to such a file are remembered. `None` for formats that leave nothing open.
///
/// # Errors
/// [`ImportError::Encoding`] when it is no text.
pub fn remembered(input: &ImportInput, format: &Format) -> Result<Option<Remembered>, ImportError> {
    match format {
        Format::Table(preset) => Ok(Some(Remembered {
            key: preset.id.clone(),
            unit: true,
        })),
        Format::Qif => {
            let (print, unit) = statements::qif::shape(input)?;
            let key = format!("{}:{print}", format.slug());
            Ok(Some(Remembered { key, unit }))
        }
        _ => Ok(None),
    }
}

/// Reads a whole file of a known format.
///
/// A large CSV is better read with [`stripe_csv::open`] or [`tabular::open`], which hand out page after page.
///
/// # Errors
/// [`ImportError`] when the file as a whole cannot be read; single bad rows are rejects in their page.
pub fn parse(
    input: &ImportInput,
    format: Format,
    options: &ImportOptions,
) -> Result<Parsed, ImportError> {
    crate::detect::check_size(&input.name, &input.bytes)?;
    match format {
        Format::TiktokExport => tiktok_export::parse(input, options),
        Format::StripeCsv => stripe_csv::parse(input, options),
        Format::Mail => mail::parse_eml(input),
        Format::Mbox => mail::parse_mbox(input),
        Format::Ofx => statements::ofx::parse(input),
        Format::Camt => statements::camt::parse(input),
        Format::Qif => statements::qif::parse(input, options),
        Format::Table(preset) => tabular::parse(input, &preset, options),
    }
}
