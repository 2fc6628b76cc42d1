//! The command line as it may be typed. What stands here is a contract: add, don't rename.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// What every platform owes and paid you, which programmes are within reach, which offers wait.
#[derive(Debug, Parser)]
#[command(name = "creatorctl", version, propagate_version = true)]
pub struct Arguments {
    /// The profile's folder (default: the system's data folder).
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// Exactly one JSON document on stdout; progress and messages on stderr.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of words for people.
    #[arg(long, global = true, value_parser = ["en", "fr"])]
    pub locale: Option<String>,
    /// No progress and no messages.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "parsed once for each process")]
pub enum Command {
    /// Make a sandbox profile with an invented creator and sync everything through loopback HTTP.
    Demo(Scale),
    /// The emulator of the platforms.
    #[command(subcommand)]
    Sandbox(Sandbox),
    /// Profiles.
    #[command(subcommand)]
    Profile(Profile),
    /// Connected accounts.
    #[command(subcommand)]
    Account(Account),
    /// Read connected accounts.
    Sync(Sync),
    /// Read files, folders and archives; list and undo imports.
    Import(Import),
    /// Earned lines, newest first.
    Entries(Entries),
    /// Sums by keys: day week month year stream platform account unit status.
    Totals(Totals),
    /// What changed; acknowledge or flag it.
    Changes(Changes),
    /// How far figures moved after they were first seen, by month and source.
    Drift(DriftSpan),
    /// The exact bytes an entry came from.
    Source {
        /// Entry id.
        entry: i64,
    },
    /// Payouts, or one opened into what it pays; bank lines, the calendar, accepted months.
    Payouts(Payouts),
    /// What programmes are judged by.
    Metrics(Metrics),
    /// The board of programmes, or one rule tree with evidence.
    Programmes(Programmes),
    /// Brand offers.
    Offers(Offers),
    /// What units are worth in your reporting currency: reference rates and your own.
    Rates(Rates),
    /// What the screens show, drawn: earnings or today.
    Chart(Chart),
    /// The Today screen as text.
    Today,
    /// Hand the ledger to other programs: csv or json.
    Export(Export),
    /// Write a backup, reopened and checked before it counts.
    Backup {
        /// Folder (default: the profile's own backups).
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Put a backup in place of the profile.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Recompute rollups, check hashes and integrity.
    Verify,
    /// Versions, paths, encryption, keychain, ages, last runs, problems with remedies.
    Doctor,
}

/// How large the invented world is.
#[derive(Debug, Args)]
pub struct Scale {
    /// Decides everything invented.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// Days of history.
    #[arg(long, default_value_t = 1_095)]
    pub days: u32,
    /// Number of Stripe balance lines; a natural number when left out.
    #[arg(long)]
    pub entries: Option<u64>,
}

/// The emulator.
#[derive(Debug, Subcommand)]
pub enum Sandbox {
    /// Run it until stopped; the first line on stdout tells where.
    Serve {
        /// How large the world is.
        #[command(flatten)]
        scale: Scale,
        /// Loopback port; any free one when left out.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Misbehaviour, `stripe:429*3:retry-after=2` for instance; may be repeated.
        #[arg(long, value_name = "SPEC")]
        fault: Vec<String>,
    },
}

/// Profiles.
#[derive(Debug, Subcommand)]
pub enum Profile {
    /// Make an empty profile.
    Init,
}

/// Connected accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Connect an account; its credentials are checked first unless it is manual.
    Add {
        /// tiktok, tiktok-shop, stripe, youtube; any platform with --manual.
        platform: String,
        /// No connection: fed by files and by hand.
        #[arg(long)]
        manual: bool,
        /// The name you know it by.
        #[arg(long)]
        handle: Option<String>,
        /// Another address than the platform's own.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// File with the credentials (JSON, or a bare Stripe key); `-` reads standard input. Never an argument.
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
        /// Country, two letters.
        #[arg(long, value_name = "CC")]
        region: Option<String>,
    },
    /// Sign in through the browser, or by a code: the address goes to stderr, the answer is waited for.
    SignIn {
        /// tiktok, youtube, twitch.
        platform: String,
        /// Your app's public id there; remembered.
        #[arg(long, value_name = "ID")]
        client_id: Option<String>,
        /// File with your app's secret; `-` reads standard input. Asked for, unseen, when it is needed and left out.
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
        /// Your app there is in testing, so the sign-in lasts days only.
        #[arg(long)]
        testing: bool,
        /// Sign this account in again.
        #[arg(long, value_name = "ID")]
        account: Option<i64>,
        /// The name you know it by; the platform's own when left out.
        #[arg(long)]
        handle: Option<String>,
        /// Another address than the platform's own.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// Country, two letters.
        #[arg(long, value_name = "CC")]
        region: Option<String>,
    },
    /// List them.
    List,
    /// Check an account's credentials.
    Test {
        /// Account id.
        id: i64,
    },
    /// Remove the connection and forget its secret.
    Remove {
        /// Account id.
        id: i64,
        /// Also remove everything it brought.
        #[arg(long)]
        with_data: bool,
    },
}

/// Read connected accounts.
#[derive(Debug, Args)]
pub struct Sync {
    /// Only this account; may be repeated.
    #[arg(long = "account", value_name = "ID")]
    pub accounts: Vec<i64>,
    /// Walk everything again from the beginning.
    #[arg(long)]
    pub full: bool,
}

/// Read files.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Import {
    /// List or undo.
    #[command(subcommand)]
    pub action: Option<ImportAction>,
    /// Files, folders, archives, `.eml`, `.mbox`.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The format or preset, instead of finding it out.
    #[arg(long = "as", value_name = "FORMAT")]
    pub format: Option<String>,
    /// The account it goes to.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// Say what would happen; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What TikTok's LIVE earnings count, since its export does not say: diamond, or a currency.
    #[arg(long, value_name = "UNIT")]
    pub live_unit: Option<String>,
    /// An answer to what a table leaves open, as QUESTION=VALUE: day_order=dmy, decimal=comma, zone=Europe/Paris, unit=EUR,
    /// year=2026, stream=tip. Remembered for the next file of its format.
    #[arg(long = "answer", value_name = "QUESTION=VALUE")]
    pub answers: Vec<String>,
}

/// List or undo.
#[derive(Debug, Subcommand)]
pub enum ImportAction {
    /// Imports so far, newest first.
    List,
    /// Presets for tables: yours and those that come with the program. Their ids stand after `--as`.
    Presets,
    /// Remove exactly what one import brought.
    Undo {
        /// Run id.
        run: i64,
    },
}

/// What narrows entries.
#[derive(Debug, Args, Default)]
pub struct Filter {
    /// First day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Kind of income.
    #[arg(long)]
    pub stream: Option<String>,
    /// How sure.
    #[arg(long)]
    pub status: Option<String>,
    /// Account id.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// Currency or token.
    #[arg(long)]
    pub unit: Option<String>,
    /// Words of title or payer.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// Earned lines.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Entries {
    /// Type one by hand, or change one that was.
    #[command(subcommand)]
    pub action: Option<EntriesAction>,
    /// What narrows them.
    #[command(flatten)]
    pub filter: Filter,
    /// Rows of a page, at most 1,000.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
    /// The `next` of the page before.
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
}

/// Sums.
#[derive(Debug, Args)]
pub struct Totals {
    /// Keys, separated by commas.
    #[arg(long, value_delimiter = ',', required = true)]
    pub by: Vec<String>,
    /// What narrows them.
    #[command(flatten)]
    pub filter: Filter,
    /// Converted to one currency.
    #[arg(long = "in", value_name = "CUR")]
    pub currency: Option<String>,
    /// As it was known at the end of that day.
    #[arg(long, value_name = "DAY")]
    pub as_known_on: Option<String>,
}

/// What changed.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Changes {
    /// Acknowledge or flag.
    #[command(subcommand)]
    pub action: Option<ChangesAction>,
    /// A run's id, or an instant; everything not acknowledged when left out.
    #[arg(long, value_name = "RUN|INSTANT")]
    pub since: Option<String>,
    /// Only new, revised, vanished, status, payouts, offers or missing.
    #[arg(long)]
    pub kind: Option<String>,
    /// Only of this account.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// Only what is flagged.
    #[arg(long)]
    pub flagged: bool,
    /// Acknowledged ones too.
    #[arg(long)]
    pub all: bool,
}

/// Acknowledge or flag.
#[derive(Debug, Subcommand)]
pub enum ChangesAction {
    /// Mark as seen.
    Acknowledge {
        /// Change ids.
        #[arg(allow_negative_numbers = true)]
        ids: Vec<i64>,
        /// All of them but late money and flagged ones.
        #[arg(long, conflicts_with = "ids")]
        all: bool,
    },
    /// Take that back.
    Unacknowledge {
        /// Change ids.
        #[arg(required = true, allow_negative_numbers = true)]
        ids: Vec<i64>,
    },
    /// Keep one in the list until the flag is lifted.
    Flag {
        /// Change id.
        #[arg(allow_negative_numbers = true)]
        id: i64,
        /// Why.
        #[arg(long)]
        note: Option<String>,
    },
    /// Lift a flag.
    Lift {
        /// Change id.
        #[arg(allow_negative_numbers = true)]
        id: i64,
    },
}

/// Days drift is asked for.
#[derive(Debug, Args)]
pub struct DriftSpan {
    /// First reporting day (default: two years back).
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last reporting day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
}

/// Type by hand.
#[derive(Debug, Subcommand)]
pub enum EntriesAction {
    /// One line, or fields: `entries add 12/03 brand deal 500 EUR Nordlicht`.
    Add {
        /// The line.
        line: Vec<String>,
        /// Fields that win over it.
        #[command(flatten)]
        fields: HandFields,
        /// Say how it reads; write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Change an entry typed by hand.
    Edit {
        /// Entry id.
        id: i64,
        /// A new line in place of the old one.
        line: Vec<String>,
        /// Fields that change.
        #[command(flatten)]
        fields: HandFields,
    },
    /// Take an entry typed by hand out of every sum.
    Delete {
        /// Entry id.
        id: i64,
    },
    /// Take back what one of these commands did.
    Undo {
        /// Its run.
        run: i64,
    },
    /// What comes again.
    Recurring,
    /// Change what occurrences say from a day on.
    EditRecurring {
        /// Its id.
        id: i64,
        /// First day (default: tomorrow).
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Fields that change.
        #[command(flatten)]
        fields: HandFields,
    },
    /// End a repetition, or let it go on.
    EndRecurring {
        /// Its id.
        id: i64,
        /// Last day (default: today).
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
        /// Let it go on.
        #[arg(long)]
        resume: bool,
    },
    /// Keep a file beside an entry.
    Attach {
        /// Entry id.
        id: i64,
        /// The file, at most 20 MiB.
        file: PathBuf,
    },
}

/// Fields of an entry typed by hand.
#[derive(Debug, Args, Default)]
pub struct HandFields {
    /// Reporting day.
    #[arg(long)]
    pub day: Option<String>,
    /// Kind of income.
    #[arg(long)]
    pub stream: Option<String>,
    /// How sure.
    #[arg(long)]
    pub status: Option<String>,
    /// Currency or token.
    #[arg(long)]
    pub unit: Option<String>,
    /// What remains.
    #[arg(long, allow_negative_numbers = true)]
    pub net: Option<String>,
    /// Before fees and tax.
    #[arg(long, allow_negative_numbers = true)]
    pub gross: Option<String>,
    /// Fee.
    #[arg(long, allow_negative_numbers = true)]
    pub fee: Option<String>,
    /// Withheld tax.
    #[arg(long, allow_negative_numbers = true)]
    pub tax: Option<String>,
    /// What it was.
    #[arg(long)]
    pub title: Option<String>,
    /// Who paid.
    #[arg(long)]
    pub payer: Option<String>,
    /// Account id (default: the account of hand-typed money).
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// It comes again: week, month or year.
    #[arg(long)]
    pub every: Option<String>,
    /// Last day of the repetition.
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    /// Months it is spread over.
    #[arg(long)]
    pub months: Option<u32>,
}

/// What programmes are judged by.
#[derive(Debug, Args)]
pub struct Metrics {
    /// Set one.
    #[command(subcommand)]
    pub action: Option<MetricsAction>,
}

/// Set one.
#[derive(Debug, Subcommand)]
pub enum MetricsAction {
    /// Your own word on a figure.
    Set {
        /// Name in the registry's vocabulary.
        name: String,
        /// Its value: a number, yes or no.
        value: String,
        /// Account id.
        #[arg(long, value_name = "ID")]
        account: i64,
        /// The day it held.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
}

/// The board.
#[derive(Debug, Args)]
pub struct Programmes {
    /// Programme id of the registry.
    pub id: Option<String>,
    /// Country, two letters.
    #[arg(long, value_name = "CC")]
    pub region: Option<String>,
    /// As of that day.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// Judged by what was known at the end of that day.
    #[arg(long, value_name = "DAY")]
    pub as_known_on: Option<String>,
    /// Only programmes of this account's platform.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// What if: METRIC=VALUE; may be repeated.
    #[arg(long, value_name = "METRIC=VALUE")]
    pub set: Vec<String>,
}

/// What units are worth.
#[derive(Debug, Args)]
pub struct Rates {
    /// Show, read, type.
    #[command(subcommand)]
    pub action: Option<RatesAction>,
}

/// Show, read, type.
#[derive(Debug, Subcommand)]
pub enum RatesAction {
    /// The rate of a unit on a day, with the file it stands in.
    Show {
        /// Currency or token.
        unit: String,
        /// The currency converted to (default: your reporting currency).
        #[arg(long = "in", value_name = "CUR")]
        currency: Option<String>,
        /// The day (default: today).
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Read newer reference rates of the European Central Bank; nothing else asks the network for them.
    Refresh {
        /// Another address than the bank's own.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
    },
    /// Type your own rate of a token, or of a currency nobody publishes: `rates set diamond 0.005 USD --from 2025-01-01`.
    Set {
        /// Currency or token.
        unit: String,
        /// What one is worth.
        worth: String,
        /// In which currency.
        currency: String,
        /// The first day it holds.
        #[arg(long, value_name = "DAY")]
        from: String,
        /// Why.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take one of your rates back; it stays in the history.
    Unset {
        /// Rate id.
        id: i64,
    },
    /// Put one of your rates back.
    Restore {
        /// Rate id.
        id: i64,
    },
    /// What exchange at payers cost against the reference rates, by year.
    Cost,
    /// What was really paid per 1,000 views, sale, subscriber or diamond, and where it changed.
    Effective,
}

/// Brand offers.
#[derive(Debug, Args)]
pub struct Offers {
    /// Show or change one.
    #[command(subcommand)]
    pub action: Option<OffersAction>,
}

/// Show or change one.
#[derive(Debug, Subcommand)]
pub enum OffersAction {
    /// One offer with terms, evidence, findings and messages.
    Show {
        /// Offer id.
        id: i64,
    },
    /// Type one in.
    Add {
        /// FIELD=VALUE.
        fields: Vec<String>,
    },
    /// Correct fields: `stage=talking`, `fee=850 EUR`; your word wins for ever.
    Set {
        /// Offer id.
        id: i64,
        /// FIELD=VALUE.
        #[arg(required = true)]
        fields: Vec<String>,
    },
    /// Answer one.
    Reply {
        /// Offer id.
        id: i64,
        /// The text.
        #[arg(long, value_name = "FILE")]
        body_file: PathBuf,
    },
    /// Answers that wait to go out.
    Outbox,
}

/// What the screens show.
#[derive(Debug, Args)]
pub struct Chart {
    /// earnings or today.
    pub name: String,
    /// First day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// What stands in a stack: stream, platform or status.
    #[arg(long, default_value = "stream")]
    pub by: String,
    /// day, week, month or year.
    #[arg(long, default_value = "month")]
    pub period: String,
    /// The one unit drawn.
    #[arg(long = "in", value_name = "UNIT")]
    pub unit: Option<String>,
    /// light or dark.
    #[arg(long, default_value = "light", value_parser = ["light", "dark"])]
    pub theme: String,
    /// File to write, ending in .svg.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Hand the ledger on.
#[derive(Debug, Args)]
pub struct Export {
    /// csv or json (xlsx, parquet, hledger, beancount, ics and studio come later).
    pub format: String,
    /// File to write.
    #[arg(long)]
    pub out: PathBuf,
    /// First day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
}

/// `payouts`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Payouts {
    /// Payout id.
    pub id: Option<i64>,
    /// With an id: the entries behind one line (all, earned, refund, clawback, adjustment, fee, tax).
    #[arg(long, requires = "id")]
    pub rows: Option<String>,
    /// The equation of earned, paid and owed over days, account by account.
    #[arg(long, conflicts_with = "id")]
    pub balance: bool,
    /// First day of the equation.
    #[arg(long, requires = "balance")]
    pub from: Option<String>,
    /// Last day of the equation; today unless given.
    #[arg(long, requires = "balance")]
    pub to: Option<String>,
    /// Payouts as they were known at the end of that day.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["id", "balance"])]
    pub as_known_on: Option<String>,
    /// What to do instead.
    #[command(subcommand)]
    pub action: Option<PayoutAction>,
}

/// What can be done about payouts.
#[derive(Debug, clap::Subcommand)]
pub enum PayoutAction {
    /// Bank lines and payouts that wait for a decision; decides about some.
    Match(Match),
    /// What is expected of each account, with bands.
    Calendar,
    /// Months of accounts: accepted ones and those that may be.
    Periods,
    /// Accepts a month of an account.
    Lock {
        /// Account id.
        account: i64,
        /// The month, as 2026-03.
        month: String,
    },
    /// Opens an accepted month again.
    Reopen {
        /// Account id.
        account: i64,
        /// The month, as 2026-03.
        month: String,
        /// Why; it is kept.
        #[arg(long)]
        reason: String,
    },
}

/// `payouts match`.
#[derive(Debug, clap::Args)]
pub struct Match {
    /// Accepts the proposal with this key.
    #[arg(long, value_name = "KEY")]
    pub accept: Vec<String>,
    /// Accepts every sure proposal.
    #[arg(long)]
    pub accept_sure: bool,
    /// Refuses the proposal with this key.
    #[arg(long, value_name = "KEY")]
    pub refuse: Vec<String>,
    /// Lays a payout and a bank line beside each other by hand; several in one go are one decision.
    #[arg(long, value_name = "PAYOUT:LANDING[:AMOUNT]")]
    pub link: Vec<String>,
    /// Says that a bank line is no payout.
    #[arg(long, value_name = "LANDING")]
    pub none: Vec<i64>,
    /// Takes a decision back.
    #[arg(long, value_name = "DECISION")]
    pub undo: Vec<i64>,
}
