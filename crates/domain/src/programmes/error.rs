//! Why a rule pack was refused, with the place a person has to look at.

use super::metric::Metric;
use super::requirement::{BadRequirement, Op};
use super::window::BadWindow;

/// A pack that cannot be used. Packs are taken whole or not at all.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// Not JSON, or not the envelope of a pack.
    #[error("rule pack {pack}, line {line}: {reason}")]
    NotAPack {
        /// The pack's platform, or its place in the list when it names none.
        pack: String,
        /// Line in the pack, from 1.
        line: usize,
        /// What is wrong, without the parser's own line, which counts from elsewhere.
        reason: String,
    },
    /// A format this program does not know.
    #[error("rule pack {pack} has format {found}; this version reads format {known}")]
    UnknownFormat {
        /// The pack's platform.
        pack: String,
        /// Its format.
        found: u32,
        /// What we read.
        known: u32,
    },
    /// A rule that cannot be read.
    #[error("rule pack {pack}, line {line}, rule {rule}: {reason}")]
    NotARule {
        /// The pack's platform.
        pack: String,
        /// Line in the pack, from 1.
        line: usize,
        /// The rule's id, or its place in the pack when it has none.
        rule: String,
        /// What is wrong, without the parser's own line, which counts from elsewhere.
        reason: String,
    },
    /// A rule that reads but makes no sense.
    #[error("rule pack {pack}, line {line}, rule {rule}: {fault}")]
    Faulty {
        /// The pack's platform.
        pack: String,
        /// Line in the pack where the rule begins, from 1.
        line: usize,
        /// The rule's id.
        rule: String,
        /// What is wrong.
        fault: Fault,
    },
}

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Two rules with one id.
    #[error("the id is used twice")]
    DuplicateId,
    /// The id is not `something@version`.
    #[error("the id must be written programme@version")]
    BadId,
    /// The programme does not begin with the pack's platform.
    #[error("the programme “{0}” does not belong to the pack's platform")]
    ForeignProgramme(String),
    /// The platform's name differs from the pack's.
    #[error("the platform is “{0}”, not the one of the pack")]
    ForeignPlatform(String),
    /// `superseded_by` names no rule, itself, or a rule of another programme.
    #[error("superseded_by names “{0}”, which is no other version of this programme")]
    NoSuchSuccessor(String),
    /// The last day lies before the first.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// A precision without a date, or a date without a precision.
    #[error("date_precision must be unknown exactly when effective_from is null")]
    PrecisionWithoutDate,
    /// No region at all.
    #[error("it names no region")]
    NoRegion,
    /// A value that the metric's kind cannot hold.
    #[error("{metric}: the value does not fit a metric of this kind")]
    ValueKind {
        /// The metric.
        metric: Metric,
    },
    /// An operator that the value or the metric's kind does not allow.
    #[error("{metric}: the operator {op:?} does not fit this metric and value")]
    OpKind {
        /// The metric.
        metric: Metric,
        /// The operator.
        op: Op,
    },
    /// A word outside the metric's vocabulary.
    #[error("{metric}: “{word}” is not one of its words")]
    UnknownWord {
        /// The metric.
        metric: Metric,
        /// The word.
        word: String,
    },
    /// A membership of a programme that has no rule.
    #[error("it needs membership of “{0}”, which has no rule in any pack")]
    NoSuchProgramme(String),
    /// A window whose keys contradict each other.
    #[error("{metric}: {fault}")]
    Window {
        /// The metric.
        metric: Metric,
        /// What is wrong.
        fault: BadWindow,
    },
    /// A requirement that is neither condition nor group.
    #[error(transparent)]
    Requirement(#[from] BadRequirement),
    /// A share of more than the whole without a unit that makes it an amount.
    #[error("a share above 1 needs a unit")]
    ShareWithoutUnit,
    /// A minimum without currency or unit.
    #[error("a minimum needs a currency or unit_minimum")]
    MinimumWithoutUnit,
}
