//! What is known about a metric when a rule asks for it, and who answers.
//!
//! The rule it protects: an answer carries its source and its day, and says "between these bounds" or "unknown" where a
//! single figure would pretend.

use super::metric::Metric;
use super::requirement::Condition;
use super::value::MetricValue;
use super::window::{Span, Window};
use crate::CivilDay;
use serde::Serialize;
use std::collections::BTreeMap;

/// A question to the figures of a creator.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Slug of the platform whose rule asks; only figures of that platform answer.
    pub platform: &'a str,
    /// What is asked for.
    pub metric: Metric,
    /// Over which days.
    pub window: Window,
    /// As of which day.
    pub day: CivilDay,
    /// What counts, in the source's words.
    pub scope: Option<&'a str>,
    /// What each counted item must satisfy.
    pub each: &'a [Condition],
}

/// How much is known, in base units of the metric for numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The value itself.
    Exact(MetricValue),
    /// It lies between these; `None` is an open end.
    Bounds {
        /// At least this.
        lower: Option<i64>,
        /// At most this.
        upper: Option<i64>,
    },
    /// Nothing.
    Unknown,
}

impl Known {
    /// Bounds, as an exact number when they meet and as unknown when both are open. Bounds that contradict each other
    /// (figures of a platform that deleted something in between) are taken as the two ends of what is possible.
    pub fn between(lower: Option<i64>, upper: Option<i64>) -> Self {
        match (lower, upper) {
            (None, None) => Self::Unknown,
            (Some(a), Some(b)) if a == b => Self::Exact(MetricValue::Number(a)),
            (Some(a), Some(b)) if a > b => Self::Bounds {
                lower: Some(b),
                upper: Some(a),
            },
            _ => Self::Bounds { lower, upper },
        }
    }

    /// The smallest number it may be.
    pub fn lower(&self) -> Option<i64> {
        match self {
            Self::Exact(value) => value.number(),
            Self::Bounds { lower, .. } => *lower,
            Self::Unknown => None,
        }
    }

    /// The largest number it may be.
    pub fn upper(&self) -> Option<i64> {
        match self {
            Self::Exact(value) => value.number(),
            Self::Bounds { upper, .. } => *upper,
            Self::Unknown => None,
        }
    }
}

/// What would turn an unknown into an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy {
    /// The threshold is not published; only the platform's own screen can tell.
    PlatformItself,
    /// A figure from the platform: connect it, import its export, or type it in.
    Figure,
    /// Figures of more days: the window has no reading at both ends yet.
    MoreHistory,
    /// A newer figure: the last one is older than the window.
    FresherFigure,
    /// The creator's own word.
    OwnWord,
    /// Whether the creator belongs to the programme named in the threshold.
    Membership,
}

/// Why a figure may not be quite what the rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Caveat {
    /// Made of ordinary view counters, which include views the platform may leave out (paid, artificial).
    OrdinaryViews,
    /// Our figure counts more than the rule's scope does, so it is only a largest possible value.
    WiderThanScope,
}

/// An answer, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// How much is known.
    pub known: Known,
    /// Where it comes from, in the words of whoever noted it.
    pub source: Option<String>,
    /// The day the figure held.
    pub observed: Option<CivilDay>,
    /// The days it covers, when that differs from the window on the day asked (a stale figure covers an earlier window).
    pub span: Option<Span>,
    /// Why it may not be quite what the rule counts.
    pub caveat: Option<Caveat>,
    /// What would settle it, when the provider can tell better than by the metric alone.
    pub settled_by: Option<SettledBy>,
}

impl Evidence {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Self {
            known: Known::Unknown,
            source: None,
            observed: None,
            span: None,
            caveat: None,
            settled_by: None,
        }
    }

    /// A known value with its source and day.
    pub fn exact(value: MetricValue, source: impl Into<String>, observed: CivilDay) -> Self {
        Self {
            known: Known::Exact(value),
            source: Some(source.into()),
            observed: Some(observed),
            ..Self::unknown()
        }
    }
}

/// Whoever can answer for a creator's figures.
pub trait MetricFacts {
    /// What is known about `ask`. Never guesses: what is not known is [`Known::Unknown`] or bounds.
    fn evidence(&self, ask: &Ask<'_>) -> Evidence;
}

impl<F: MetricFacts + ?Sized> MetricFacts for &F {
    fn evidence(&self, ask: &Ask<'_>) -> Evidence {
        (**self).evidence(ask)
    }
}

/// Whether a creator belongs to a programme, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belongs {
    /// In or not in.
    pub admitted: bool,
    /// Who says so.
    pub source: String,
}

/// Whoever can answer for memberships.
pub trait MembershipFacts {
    /// Whether the creator belongs to `programme`; `None` when nobody knows.
    fn belongs(&self, programme: &str) -> Option<Belongs>;

    /// The day on which the creator joined the programme that is being judged, for windows that begin there.
    fn joined(&self) -> Option<CivilDay> {
        None
    }
}

/// Memberships by the creator's own word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memberships {
    noted: BTreeMap<String, bool>,
    joined: BTreeMap<String, CivilDay>,
}

impl Memberships {
    /// None noted.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more noted: in (`true`) or certainly not in (`false`).
    #[must_use]
    pub fn with(mut self, programme: impl Into<String>, admitted: bool) -> Self {
        self.noted.insert(programme.into(), admitted);
        self
    }

    /// With the day on which the creator joined `programme`.
    #[must_use]
    pub fn with_joined(mut self, programme: impl Into<String>, day: CivilDay) -> Self {
        self.joined.insert(programme.into(), day);
        self
    }

    /// The day on which the creator joined `programme`, when they noted it.
    pub fn joined_on(&self, programme: &str) -> Option<CivilDay> {
        self.joined.get(programme).copied()
    }

    /// What the creator said about `programme`.
    pub fn noted(&self, programme: &str) -> Option<bool> {
        self.noted.get(programme).copied()
    }
}

impl FromIterator<(String, bool)> for Memberships {
    fn from_iter<I: IntoIterator<Item = (String, bool)>>(noted: I) -> Self {
        Self {
            noted: noted.into_iter().collect(),
            joined: BTreeMap::new(),
        }
    }
}

impl MembershipFacts for Memberships {
    fn belongs(&self, programme: &str) -> Option<Belongs> {
        self.noted(programme).map(|admitted| Belongs {
            admitted,
            source: OWN_WORD.to_owned(),
        })
    }
}

/// Source label of what the creator said about memberships.
pub const OWN_WORD: &str = "own_word";
/// Source label of a membership that follows from an automatic programme's met or unmet requirements.
pub const AUTOMATIC: &str = "automatic";
/// Source label of a what-if value.
pub const WHAT_IF: &str = "what_if";
