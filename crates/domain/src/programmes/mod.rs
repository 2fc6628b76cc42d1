//! Monetization programmes: dated rules as data, and a three-valued judgement of them.
//!
//! The rule it protects: *unknown is a value*. A verdict that lacks an input says which one and shows the bounds it has;
//! a threshold nobody published is never met and never missed.
//!
//! The way through: [`Registry`] reads the packs, `select` finds the version that holds for a region and a day,
//! `evaluate` judges its requirements against [`MetricFacts`], and [`board()`] puts every programme in its place.

mod board;
mod causes;
mod counters;
mod creator;
mod dates;
mod days;
mod decimal;
mod derived;
mod error;
mod evaluate;
mod evidence;
mod items;
mod judge;
mod lifespan;
mod metric;
mod months;
mod observation;
mod overrides;
mod own_rule;
mod payout;
mod published;
mod registry;
mod requirement;
mod rule;
mod rule_changes;
mod scope;
mod select;
mod series;
mod state;
mod truth;
mod validate;
mod value;
mod verdict;
mod window;

pub use board::{BoardItem, Otherwise, board, board_by, board_item};
pub use causes::{Cause, Difference, Explanation, View, explain};
pub use dates::{DateBasis, DatePrecision, NotADate, PartialDate};
pub use decimal::{Decimal, NotADecimal};
pub use error::{Fault, RegistryError};
pub use evaluate::{Inquiry, evaluate, verdict};
pub use evidence::{
    AUTOMATIC, Ask, Belongs, Caveat, Evidence, Known, MembershipFacts, Memberships, MetricFacts,
    OWN_WORD, SettledBy, WHAT_IF,
};
pub use lifespan::{Fit, PRESUMED_DAYS};
pub use metric::{KnownBy, Metric, MetricKind, UnknownMetric};
pub use observation::{Item, ItemList, Observation, PostList, Reading};
pub use overrides::{Assumed, with_overrides};
pub use own_rule::{
    ConditionPlace, Idle, NotAPlace, Overridden, OwnChange, RuleList, RuleOverride,
};
pub use payout::{Cap, Component, Terms, Tier};
pub use registry::{PACK_FORMAT, Pack, PackChanges, Programme, Registry};
pub use requirement::{BadRequirement, Condition, Op, Requirement, Threshold};
pub use rule::{Access, Confidence, Place, Regions, Rule, RuleStatus, Source};
pub use rule_changes::{ChangedAt, RequirementChange, predecessor, requirement_changes};
pub use select::{Absence, Availability, Candidate, Doubt, Reach, Selection, select};
pub use series::MetricSeries;
pub use state::{NEARLY, Reason, State};
pub use truth::Truth;
pub use value::{MetricValue, ValueError};
pub use verdict::{Judged, JudgedCondition, JudgedGroup, Shown, Verdict};
pub use window::{BadWindow, Span, Window, WindowKind};
