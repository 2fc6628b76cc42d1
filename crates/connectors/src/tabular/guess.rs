//! An unknown table looked over: what each column seems to be, and why.
//!
//! The rules it protects: a guess always says its reason, from the column's name or from what its cells hold, and is only a
//! proposal; two columns are never given one meaning that only one can have.

use super::cell;
use super::dates;
use super::fold::fold;
use super::header::{self, Header};
use super::preset::Role;
use super::table::{Opened, Part};
use super::words::{self, Kind};
use crate::import::{ImportError, ImportInput, Note};
use crate::text::cut;
use csv::StringRecord;
use domain::Unit;

/// Different cells kept of a column, to be shown.
const SAMPLES: usize = 3;

/// Why a column is taken for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its name says so.
    Name,
    /// Its cells are days.
    Days,
    /// Its cells are money.
    Money,
    /// Its cells are currencies.
    Units,
    /// Its cells are all different, and look like ids.
    Ids,
    /// Its cells are words, the longest of the table.
    Words,
    /// Nothing is filled.
    Empty,
    /// Nothing speaks for a meaning.
    Nothing,
}

impl Why {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Days => "days",
            Self::Money => "money",
            Self::Units => "units",
            Self::Ids => "ids",
            Self::Words => "words",
            Self::Empty => "empty",
            Self::Nothing => "nothing",
        }
    }
}

/// One column of an unknown table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLook {
    /// Name, as written.
    pub name: String,
    /// Some of its cells.
    pub samples: Vec<String>,
    /// Rows in which it is filled.
    pub filled: u64,
    /// What it seems to be.
    pub role: Role,
    /// Why.
    pub why: Why,
    /// Whether its money is never above zero and sometimes below.
    pub below_zero: bool,
}

/// An unknown table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Print of its column names; a saved preset is found by it.
    pub shape: String,
    /// `,`, `;`, `|` or a tab; the name of a sheet in a spreadsheet.
    pub part: String,
    /// Whether it is a spreadsheet.
    pub spreadsheet: bool,
    /// Line or row the names stand on.
    pub header_line: u64,
    /// Rows below them.
    pub rows: u64,
    /// Columns from left to right.
    pub columns: Vec<ColumnLook>,
    /// The one currency its cells or names state.
    pub unit: Option<Unit>,
    /// What to tell about how it was read.
    pub notes: Vec<Note>,
}

/// Looks a table over. Of several ways to see the file as a table, the one with most columns that mean something is taken.
///
/// # Errors
/// [`ImportError`] when it cannot be opened, or no row names columns.
pub fn look(input: &ImportInput) -> Result<Look, ImportError> {
    let opened = Opened::of(&input.name, &input.bytes)?;
    let best = header::headers(&opened)
        .into_iter()
        .filter(is_header)
        .map(|h| (rank(&h), h))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((_, header)) = best else {
        return Err(ImportError::NoHeader {
            file: input.name.clone(),
        });
    };
    let mut seen: Vec<Seen> = header.names.iter().map(|_| Seen::default()).collect();
    let mut rows = opened.rows(header.part, header.after);
    let mut record = StringRecord::new();
    let mut count = 0;
    while rows.next(&mut record).is_some() {
        count += 1;
        for (cell, seen) in record.iter().zip(&mut seen) {
            seen.add(cell.trim());
        }
    }
    let mut columns: Vec<ColumnLook> = header
        .names
        .iter()
        .zip(&seen)
        .map(|(name, seen)| seen.look(name))
        .collect();
    once(&mut columns, &seen);
    let mut units: Vec<Unit> = seen.iter().filter_map(|s| s.unit).collect();
    units.extend(header.names.iter().filter_map(|n| unit_in(n)));
    units.dedup();
    Ok(Look {
        shape: header::fingerprint(&header),
        part: match header.part {
            Part::Delimiter(b) => char::from(b).to_string(),
            part @ Part::Sheet(_) => opened.sheet(part).unwrap_or_default().to_owned(),
        },
        spreadsheet: opened.is_sparse(),
        header_line: header.line,
        rows: count,
        columns,
        unit: units.first().copied().filter(|_| units.len() == 1),
        notes: opened.note().into_iter().collect(),
    })
}

/// Names of columns are words: most cells are filled, different and no figures or days.
fn is_header(header: &Header) -> bool {
    let filled: Vec<&String> = header.folded.iter().filter(|n| !n.is_empty()).collect();
    let wordy = filled
        .iter()
        .filter(|n| cell::money(n).is_err() && dates::written(n).is_none())
        .count();
    filled.len() >= 2 && wordy == filled.len()
}

/// Columns that mean something, then columns at all; the earlier row wins a tie.
fn rank(header: &Header) -> (usize, usize) {
    let known = header
        .folded
        .iter()
        .filter(|n| words::role(n).is_some())
        .count();
    let filled = header.folded.iter().filter(|n| !n.is_empty()).count();
    (known, filled)
}

/// A currency code in brackets or at the end of a name.
fn unit_in(name: &str) -> Option<Unit> {
    let code = name
        .rsplit(['(', '[', ' '])
        .next()?
        .trim_end_matches([')', ']']);
    let capital = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    let known = [
        "USD", "EUR", "GBP", "CAD", "AUD", "JPY", "CHF", "BRL", "MXN", "INR", "SEK", "PLN",
    ];
    (capital && known.contains(&code))
        .then(|| Unit::currency(code).ok())
        .flatten()
}

/// What the cells of a column are.
#[derive(Default)]
struct Seen {
    filled: u64,
    days: u64,
    money: u64,
    marked: u64,
    units: u64,
    letters: u64,
    /// Cells with a figure in them: an id without one is rare.
    figures: u64,
    below: bool,
    above: bool,
    unit: Option<Unit>,
    samples: Vec<String>,
    distinct: std::collections::HashSet<u64>,
}

impl Seen {
    fn add(&mut self, cell: &str) {
        use std::hash::{DefaultHasher, Hash, Hasher};
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        let mut hash = DefaultHasher::new();
        cell.hash(&mut hash);
        let fresh = self.distinct.insert(hash.finish());
        if fresh && self.samples.len() < SAMPLES {
            self.samples.push(cut(cell, 60));
        }
        self.letters += cell.chars().filter(|c| c.is_alphabetic()).count() as u64;
        self.figures += u64::from(cell.contains(|c: char| c.is_ascii_digit()));
        if dates::written(cell).is_some() {
            self.days += 1;
        } else if let Ok(figure) = cell::money(cell) {
            self.money += 1;
            self.unit = self.unit.or(figure.unit);
            self.marked += u64::from(cell.contains(['.', ',']) || figure.unit.is_some());
            let below = cell.contains(['-', '\u{2212}', '(']);
            self.below |= below;
            self.above |= !below && cell.contains(|c: char| c.is_ascii_digit() && c != '0');
        } else if cell.len() == 3
            && cell.bytes().all(|b| b.is_ascii_alphabetic())
            && Unit::currency(cell).is_ok()
        {
            self.units += 1;
        }
    }

    /// What at least `tenths` of ten filled cells are.
    fn kind(&self, tenths: u64) -> Kind {
        let mostly = |count: u64| count * 10 >= self.filled * tenths;
        match () {
            () if self.filled == 0 => Kind::Empty,
            () if mostly(self.days) => Kind::Day,
            () if mostly(self.money) => Kind::Number,
            () if mostly(self.units) => Kind::Unit,
            () => Kind::Text,
        }
    }

    fn look(&self, name: &str) -> ColumnLook {
        let kind = self.kind(9);
        // A name is believed when half of the cells agree: the others are the damaged rows it will refuse.
        let named = words::role(&fold(name)).filter(|role| words::can_be(*role, self.kind(5)));
        let (role, why) = match (named, kind) {
            (_, Kind::Empty) => (Role::Ignore, Why::Empty),
            (Some(role), _) => (role, Why::Name),
            (None, Kind::Day) => (Role::Date, Why::Days),
            (None, Kind::Unit) => (Role::Unit, Why::Units),
            (None, Kind::Number) if self.marked * 2 >= self.filled => (Role::Net, Why::Money),
            (None, Kind::Text) if self.looks_like_ids() => (Role::Id, Why::Ids),
            (None, _) => (Role::Ignore, Why::Nothing),
        };
        ColumnLook {
            name: name.to_owned(),
            samples: self.samples.clone(),
            filled: self.filled,
            role,
            why,
            below_zero: self.below && !self.above,
        }
    }

    /// All different, short, with figures in them.
    fn looks_like_ids(&self) -> bool {
        self.filled > 1
            && self.distinct.len() as u64 == self.filled
            && self.figures == self.filled
            && self.letters < self.filled * 12
    }
}

/// Gives every meaning that only one column can have to one column: what its name says before what its cells look like, the
/// left one before the right. Then the wordiest column left becomes the title.
fn once(columns: &mut [ColumnLook], seen: &[Seen]) {
    const SINGLE: &[Role] = &[
        Role::Date,
        Role::Time,
        Role::Zone,
        Role::Unit,
        Role::Gross,
        Role::Net,
        Role::Credit,
        Role::Debit,
        Role::Id,
        Role::Kind,
        Role::Status,
        Role::Payer,
        Role::Payout,
    ];
    for role in SINGLE {
        let first_named = columns
            .iter()
            .position(|c| c.role == *role && c.why == Why::Name);
        let keep = first_named.or_else(|| columns.iter().position(|c| c.role == *role));
        for (n, column) in columns.iter_mut().enumerate() {
            if column.role == *role && Some(n) != keep {
                (column.role, column.why) = (Role::Ignore, Why::Nothing);
            }
        }
    }
    // An amount with a fee and a net beside it is the gross.
    let has = |columns: &[ColumnLook], role| columns.iter().any(|c| c.role == role);
    let bare = !has(columns, Role::Net) && !has(columns, Role::Fee);
    if bare && let Some(column) = columns.iter_mut().find(|c| c.role == Role::Gross) {
        column.role = Role::Net;
    }
    if !has(columns, Role::Title) {
        let wordy = columns
            .iter()
            .zip(seen)
            .enumerate()
            .filter(|(_, (c, s))| {
                c.role == Role::Ignore && s.kind(9) == Kind::Text && s.letters > s.filled * 4
            })
            .max_by_key(|(_, (_, s))| s.letters / s.filled.max(1))
            .map(|(n, _)| n);
        if let Some(column) = wordy.and_then(|n| columns.get_mut(n)) {
            (column.role, column.why) = (Role::Title, Why::Words);
        }
    }
}
