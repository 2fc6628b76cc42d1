//! A preset: what a table's columns and rows mean, as data.
//!
//! The rule it protects: everything that tells one statement from another stands here and not in code, so a drifted header
//! is a changed line of text, and what the wizard saves is read by the very same engine as what we ship.

use super::fold::fold;
use crate::text::number::Style;
use domain::{Platform, Status, Stream, Unit, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the rows of a table become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Earned lines.
    Entry,
    /// Money sent by a platform.
    Payout,
    /// Figures of the account by day.
    Metric,
    /// Public posts with their counters.
    Post,
    /// Lines of a bank statement or wallet.
    Landing,
    /// Known, but with nothing to take over; [`Preset::nothing`] says why.
    Nothing,
}

/// How well the format is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// A file of the platform itself was seen.
    Real,
    /// The platform's own source code writes it.
    Code,
    /// Programs that read it agree.
    Importer,
    /// Told by one source, or general knowledge.
    Reported,
    /// Made by the creator in the wizard.
    #[default]
    Own,
}

impl Sure {
    /// Whether the creator is told that the format is not confirmed.
    pub fn confirmed(self) -> bool {
        matches!(self, Self::Real | Self::Code | Self::Own)
    }

    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Code => "code",
            Self::Importer => "importer",
            Self::Reported => "reported",
            Self::Own => "own",
        }
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal),+ $(,)?) => {
        /// What a column means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Role { $($(#[$doc])* #[serde(rename = $slug)] $variant),+ }

        impl Role {
            /// Every role, in the order choices list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable text form.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }
        }
    };
}

roles! {
    /// The reporting day, perhaps with a time.
    Date = "date",
    /// The time of day, where it stands apart.
    Time = "time",
    /// The zone of day and time, by name, abbreviation or offset.
    Zone = "zone",
    /// The currency.
    Unit = "unit",
    /// Before fees and tax.
    Gross = "gross",
    /// A fee; several columns are added.
    Fee = "fee",
    /// Withheld tax; several columns are added.
    Tax = "tax",
    /// What remains.
    Net = "net",
    /// What will remain, as long as the net is not stated; several columns are added.
    Estimate = "estimate",
    /// One of several sums of a row, each an entry of its own (a day with a column for each kind of income).
    Amount = "amount",
    /// Money in, where money out has a column of its own.
    Credit = "credit",
    /// Money out, where money in has a column of its own.
    Debit = "debit",
    /// How many pieces the row's money is per.
    Quantity = "quantity",
    /// The platform's id of the row.
    Id = "id",
    /// What kind of row it is; rules look at it.
    Kind = "kind",
    /// How far the row has come; rules look at it.
    Status = "status",
    /// What it was, in words; several columns are joined.
    Title = "title",
    /// Brand, shop, customer or payer.
    Payer = "payer",
    /// The platform's id of the payout that paid it.
    Payout = "payout",
    /// The day it becomes payable.
    Available = "available",
    /// The day it was paid out or settled.
    PaidOn = "paid_on",
    /// The day a payout arrives, or a bank line counts.
    ValueDay = "value_day",
    /// End-to-end reference, check number, or the row this one refers to.
    Reference = "reference",
    /// Only rules look at it, by its `tag`.
    Test = "test",
    /// A figure of the account; `metric` names it.
    Metric = "metric",
    /// When a post was published.
    Published = "published",
    /// Length of a post in seconds or `H:MM:SS`.
    Seconds = "seconds",
    /// Lifetime views of a post.
    Views = "views",
    /// Lifetime likes of a post.
    Likes = "likes",
    /// Lifetime comments of a post.
    Comments = "comments",
    /// Lifetime shares of a post.
    Shares = "shares",
    /// Known and deliberately not read.
    Ignore = "ignore",
}

impl Role {
    /// Whether its cells are money.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Gross
                | Self::Fee
                | Self::Tax
                | Self::Net
                | Self::Estimate
                | Self::Amount
                | Self::Credit
                | Self::Debit
        )
    }

    /// Whether its cells are days that follow the table's day order.
    pub fn is_day(self) -> bool {
        matches!(
            self,
            Self::Date | Self::Available | Self::PaidOn | Self::ValueDay | Self::Published
        )
    }
}

/// One column a preset knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What it means.
    pub role: Role,
    /// Its names by language, best first. `{unit}` in a name stands for a currency code: `Revenue ({unit})`.
    pub names: BTreeMap<String, Vec<String>>,
    /// A table without it is not this one.
    #[serde(default)]
    pub required: bool,
    /// Part of the row's identity.
    #[serde(default)]
    pub key: bool,
    /// Its figures count the other way: a fee written as `-0.50`.
    #[serde(default)]
    pub negate: bool,
    /// Kind of income of an [`Role::Amount`] column.
    #[serde(default)]
    pub stream: Option<Stream>,
    /// Name of the figure of a [`Role::Metric`] column.
    #[serde(default)]
    pub metric: Option<String>,
    /// Base units in one written unit of a metric: 60 for hours, which are kept in minutes.
    #[serde(default)]
    pub scale: Option<i64>,
    /// The name rules call it by.
    #[serde(default)]
    pub tag: Option<String>,
}

impl Column {
    /// Every name, best first, whatever the language.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names.values().flatten().map(String::as_str)
    }

    /// The name people know it by.
    pub fn shown(&self) -> &str {
        let english = self.names.get("en").and_then(|n| n.first());
        english.map_or_else(
            || self.all_names().next().unwrap_or_default(),
            String::as_str,
        )
    }

    /// The first name's folded form: a stable key of the column.
    pub fn slug(&self) -> String {
        fold(self.shown())
    }
}

/// In which direction money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Above zero.
    In,
    /// Below zero.
    Out,
    /// Neither.
    Zero,
}

/// Why a row is left aside. The slug is the code of the note that counts such rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skip {
    /// Money that moved, and no income.
    NotIncome,
    /// Not final: pending, denied, called off.
    NotCompleted,
    /// The same money stands in another row.
    CountedElsewhere,
    /// The platform will not pay it.
    Ineligible,
    /// A row that states nothing.
    Blank,
}

impl Skip {
    /// Code of the note.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotIncome => "not_income",
            Self::NotCompleted => "not_completed",
            Self::CountedElsewhere => "counted_elsewhere",
            Self::Ineligible => "not_eligible",
            Self::Blank => "rows_blank",
        }
    }
}

/// A rule on rows. All of `when` and `sign` must hold; then each effect it names is taken, unless an earlier rule took one
/// of that kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Role or tag of a column, and patterns of which its cell matches one (see [`super::fold::matches`]).
    #[serde(default)]
    pub when: BTreeMap<String, Vec<String>>,
    /// The direction of the row's money.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// Kind of income.
    #[serde(default)]
    pub stream: Option<Stream>,
    /// How sure the entry is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Where a payout stands.
    #[serde(default)]
    pub state: Option<domain::PayoutState>,
    /// The row is a payout, whatever the table holds otherwise.
    #[serde(default)]
    pub payout: bool,
    /// The row is left aside.
    #[serde(default)]
    pub skip: Option<Skip>,
    /// Figures of the row count the other way.
    #[serde(default)]
    pub negate: bool,
}

/// How days are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayForm {
    /// Year first: `2026-10-12`, `2026/10/12`, `20261012`.
    Ymd,
    /// Day first: `12.10.2026`, `12/10/2026`.
    Dmy,
    /// Month first: `10/12/2026`.
    Mdy,
    /// With the month's name: `Oct 12, 2026`, `12 octobre 2026`.
    Named,
    /// The month's name and no year: `October 12`.
    NoYear,
}

/// A row that sums up others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Patterns of the row's first filled cell.
    pub first_cell: Vec<String>,
    /// Whether its figures are the sums of all other rows. A top list states a total of more than it lists.
    pub check: bool,
}

/// The meaning of one kind of table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Stable id, as after `--as` on the command line.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Whose statement it is.
    pub platform: Platform,
    /// What its rows become.
    pub target: Target,
    /// Feed the rows belong to. Shared with the platform's API where both state the same rows under the same ids.
    pub feed: String,
    /// How well the format is known.
    #[serde(default)]
    pub sure: Sure,
    /// Languages of column names that no file of the platform was seen with, though the format itself was.
    #[serde(default)]
    pub unseen: Vec<String>,
    /// Where it is known from.
    #[serde(default)]
    pub source: String,
    /// Why a [`Target::Nothing`] table is left aside: a code the screen words.
    #[serde(default)]
    pub nothing: Option<String>,
    /// Print of the column names of the table it was made for; only the creator's own presets have one.
    #[serde(default)]
    pub shape: Option<String>,
    /// Names the file must have as well, for tables whose header alone says too little.
    #[serde(default)]
    pub file_names: Vec<String>,
    /// No column may be unknown, for the same reason.
    #[serde(default)]
    pub exact: bool,
    /// A column read may occur twice; the first counts.
    #[serde(default)]
    pub repeats: bool,
    /// The currency, where every row has the same and no column names it.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Currencies to choose from, where nothing in the table tells.
    #[serde(default)]
    pub units: Vec<Unit>,
    /// The decimal mark, where the platform always writes the same. Else the columns show it.
    #[serde(default, with = "decimal")]
    pub decimal: Option<Style>,
    /// Forms days may have. Day first and month first together: the column shows it, or the creator is asked.
    #[serde(default)]
    pub days: Vec<DayForm>,
    /// The zone of days and times, where no column names it.
    #[serde(default)]
    pub zone: Option<Zone>,
    /// Kind of income of rows no rule gives one.
    #[serde(default)]
    pub stream: Option<Stream>,
    /// How sure entries are that no rule says it of.
    #[serde(default)]
    pub status: Option<Status>,
    /// Title of rows without words.
    #[serde(default)]
    pub title: Option<String>,
    /// Net is gross less fee and tax; a row where it is not is refused.
    #[serde(default)]
    pub adds_up: bool,
    /// Gross is the net with fee and tax put back, where one of those is stated.
    #[serde(default)]
    pub gross_from_net: bool,
    /// The currency is part of the row's identity.
    #[serde(default)]
    pub key_unit: bool,
    /// Cells that mean nothing is stated: `/`, `--`.
    #[serde(default)]
    pub empty: Vec<String>,
    /// Sources in which the same money also shows.
    #[serde(default)]
    pub also_in: Vec<String>,
    /// The row that sums up.
    #[serde(default)]
    pub totals: Option<Totals>,
    /// Columns, in the order ids and titles are put together.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    /// Rules on rows, in order.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

impl Preset {
    /// Whether a file with these column names is of a form that was seen: `names[at]` is what a column was found by.
    pub fn confirmed_under(&self, names: &[String], at: &[Option<usize>]) -> bool {
        let seen_as = |column: &Column, name: &String| {
            let name = super::fold::fold(name);
            let lists = column.names.iter();
            let holds = |list: &Vec<String>| list.iter().any(|n| super::fold::fold(n) == name);
            let mut languages = lists.filter(|(_, list)| holds(list)).peekable();
            // A name with the currency in it is no word of a language.
            languages.peek().is_none() || languages.any(|(l, _)| !self.unseen.contains(l))
        };
        let found = self.columns.iter().zip(at);
        let mut found = found.filter_map(|(column, at)| Some((column, names.get((*at)?)?)));
        self.sure.confirmed() && found.all(|(column, name)| seen_as(column, name))
    }

    /// Columns of a role, with their place in the list.
    pub fn of(&self, role: Role) -> impl Iterator<Item = (usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, c)| c.role == role)
    }
}

/// `point` or `comma`.
mod decimal {
    use super::Style;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(style: &Option<Style>, s: S) -> Result<S::Ok, S::Error> {
        style
            .map(|style| match style {
                Style::Point => "point",
                Style::Comma => "comma",
            })
            .serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Style>, D::Error> {
        match Option::<String>::deserialize(d)?.as_deref() {
            None => Ok(None),
            Some("point") => Ok(Some(Style::Point)),
            Some("comma") => Ok(Some(Style::Comma)),
            Some(other) => Err(serde::de::Error::custom(format!(
                "“{other}” is no decimal mark"
            ))),
        }
    }
}
