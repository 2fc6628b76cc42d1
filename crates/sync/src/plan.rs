//! What to do with each row of a page: a pure comparison of what a source says with what the store knows.
//!
//! The rules it protects: nothing is overwritten (a changed row becomes a revision), a row seen again unchanged writes no
//! history, and what a draft does not state it does not deny: a known payout, and the status *paid* that came with it, stay
//! until the source names another payout or takes the money back.

use domain::{EntryDraft, Instant, Status};

/// What the store knows of a row: the version in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What the version says. Its locator is not compared.
    pub facts: EntryDraft,
    /// Whether the source had stopped listing it.
    pub vanished: bool,
}

/// A field that can differ between two versions of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Reporting day.
    Day,
    /// Zone of the day.
    Zone,
    /// The instant.
    Instant,
    /// Kind of income.
    Stream,
    /// What it was.
    Title,
    /// Brand, shop or payer.
    Counterparty,
    /// What the figures count.
    Unit,
    /// Before fees and tax.
    Gross,
    /// Fee.
    Fee,
    /// Tax.
    Tax,
    /// What remains.
    Net,
    /// How sure it is.
    Status,
    /// Day it becomes payable.
    AvailableOn,
    /// The payout that paid it.
    Payout,
}

impl Field {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Zone => "zone",
            Self::Instant => "instant",
            Self::Stream => "stream",
            Self::Title => "title",
            Self::Counterparty => "counterparty",
            Self::Unit => "unit",
            Self::Gross => "gross",
            Self::Fee => "fee",
            Self::Tax => "tax",
            Self::Net => "net",
            Self::Status => "status",
            Self::AvailableOn => "available_on",
            Self::Payout => "payout",
        }
    }
}

/// What to do with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Never seen: insert it.
    New,
    /// Seen again, unchanged: note the run only.
    Same,
    /// The source lists it again after it had vanished, unchanged.
    Back,
    /// Only status, payout or day of availability moved: a revision, told apart because no figure changed.
    Status(Box<Revision>),
    /// A figure, the day or the words changed: a revision.
    Revised(Box<Revision>),
}

/// A new version of a known row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// What is to be stored: the draft, completed by what it does not deny.
    pub draft: EntryDraft,
    /// What differs, in a fixed order.
    pub fields: Vec<Field>,
}

/// Compares one draft with what is known of it.
pub fn plan(draft: &EntryDraft, known: Option<&Known>) -> Change {
    let Some(known) = known else {
        return Change::New;
    };
    let merged = complete(draft, &known.facts);
    let fields = differences(&known.facts, &merged);
    if fields.is_empty() {
        return if known.vanished {
            Change::Back
        } else {
            Change::Same
        };
    }
    let only_standing = fields
        .iter()
        .all(|f| matches!(f, Field::Status | Field::AvailableOn | Field::Payout));
    let revision = Box::new(Revision {
        draft: merged,
        fields,
    });
    if only_standing {
        Change::Status(revision)
    } else {
        Change::Revised(revision)
    }
}

/// The draft with the payout it does not state, and the *paid* that came with it.
fn complete(draft: &EntryDraft, known: &EntryDraft) -> EntryDraft {
    let mut merged = draft.clone();
    if merged.payout_external_id.is_none() {
        merged
            .payout_external_id
            .clone_from(&known.payout_external_id);
        let still_open = matches!(
            merged.status,
            Status::Estimated | Status::Confirmed | Status::Available
        );
        if known.status == Status::Paid && known.payout_external_id.is_some() && still_open {
            merged.status = Status::Paid;
        }
    }
    if merged.available_on.is_none() {
        merged.available_on = known.available_on;
    }
    merged
}

/// The fields in which two versions differ, in the order of [`Field`]. Instants are compared as they are stored, to the
/// millisecond.
pub fn differences(before: &EntryDraft, after: &EntryDraft) -> Vec<Field> {
    let checks = [
        (Field::Day, before.day != after.day),
        (Field::Zone, before.zone != after.zone),
        (
            Field::Instant,
            before.instant.map(Instant::millis) != after.instant.map(Instant::millis),
        ),
        (Field::Stream, before.stream != after.stream),
        (Field::Title, before.title != after.title),
        (
            Field::Counterparty,
            before.counterparty != after.counterparty,
        ),
        (Field::Unit, before.money.unit != after.money.unit),
        (Field::Gross, before.money.gross != after.money.gross),
        (Field::Fee, before.money.fee != after.money.fee),
        (Field::Tax, before.money.tax != after.money.tax),
        (Field::Net, before.money.net != after.money.net),
        (Field::Status, before.status != after.status),
        (
            Field::AvailableOn,
            before.available_on != after.available_on,
        ),
        (
            Field::Payout,
            before.payout_external_id != after.payout_external_id,
        ),
    ];
    checks
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
