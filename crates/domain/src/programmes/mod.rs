//! Monetization programmes: dated rules as data, and a three-valued judgement of them.
//!
//! The rule it protects: *unknown is a value*. A verdict that lacks an input says which one and shows the bounds it has;
//! a threshold nobody published is never met and never missed.
//!
//! The way through: [`Registry`] reads the packs, `select` finds the version that holds for a region and a day,
//! `evaluate` judges its requirements against [`MetricFacts`], and [`board`] puts every programme in its place.

mod dates;
mod decimal;
mod error;
mod metric;
mod payout;
mod registry;
mod requirement;
mod rule;
mod validate;
mod value;
mod window;

pub use dates::{DateBasis, DatePrecision, NotADate, PartialDate};
pub use decimal::{Decimal, NotADecimal};
pub use error::{Fault, RegistryError};
pub use metric::{KnownBy, Metric, MetricKind, UnknownMetric};
pub use payout::{Cap, Component, Terms, Tier};
pub use registry::{PACK_FORMAT, Pack, Programme, Registry};
pub use requirement::{BadRequirement, Condition, Op, Requirement, Threshold};
pub use rule::{Access, Confidence, Place, Regions, Rule, RuleStatus, Source};
pub use value::{MetricValue, ValueError};
pub use window::{BadWindow, Span, Window, WindowKind};
