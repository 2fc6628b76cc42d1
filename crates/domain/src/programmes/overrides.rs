//! "What if": the creator's figures with some of them replaced.
//!
//! The rule it protects: an assumed value is marked as such in the evidence and never mixes with observed ones.

use super::evidence::{Ask, Evidence, MetricFacts, WHAT_IF};
use super::metric::Metric;
use super::value::MetricValue;

/// Facts in which some metrics are assumed, whatever the window or scope asked.
#[derive(Debug, Clone)]
pub struct Assumed<F> {
    facts: F,
    assumed: Vec<(Metric, MetricValue)>,
    platform: Option<String>,
}

/// `facts` with the given values assumed on every platform.
pub fn with_overrides<F: MetricFacts>(facts: F, assumed: &[(Metric, MetricValue)]) -> Assumed<F> {
    Assumed {
        facts,
        assumed: assumed.to_vec(),
        platform: None,
    }
}

impl<F> Assumed<F> {
    /// The same, assumed for one platform's rules only.
    #[must_use]
    pub fn on(mut self, platform: impl Into<String>) -> Self {
        self.platform = Some(platform.into());
        self
    }
}

impl<F: MetricFacts> MetricFacts for Assumed<F> {
    fn evidence(&self, ask: &Ask<'_>) -> Evidence {
        let concerned = self
            .platform
            .as_deref()
            .is_none_or(|platform| platform == ask.platform);
        let assumed = self
            .assumed
            .iter()
            .rev()
            .find(|(metric, _)| *metric == ask.metric);
        match assumed.filter(|_| concerned) {
            Some((_, value)) => Evidence::exact(value.clone(), WHAT_IF, ask.day),
            None => self.facts.evidence(ask),
        }
    }
}
