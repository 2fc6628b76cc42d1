//! Checks a rule that reads well but may make no sense.
//!
//! The rule it protects: a pack edited by hand fails at load, with the rule's name, rather than judging a creator wrongly.

use super::error::Fault;
use super::metric::{Metric, MetricKind};
use super::payout::Terms;
use super::requirement::{Condition, Op, Requirement, Threshold};
use super::rule::Rule;
use super::window::{BadWindow, Window, WindowKind};
use crate::CivilDay;
use std::collections::{BTreeMap, BTreeSet};

/// What a rule may refer to: all programmes, and the programme of every rule id.
pub(super) struct Known<'a> {
    pub programmes: BTreeSet<&'a str>,
    pub rules: BTreeMap<&'a str, &'a str>,
}

/// The first fault of `rule`, which stands in the pack of `slug`, named `platform`.
pub(super) fn check(
    rule: &Rule,
    slug: &str,
    platform: &str,
    known: &Known<'_>,
) -> Result<(), Fault> {
    match rule.id.split_once('@') {
        Some((programme, version)) if !programme.is_empty() && !version.is_empty() => {}
        _ => return Err(Fault::BadId),
    }
    if !rule
        .programme
        .strip_prefix(slug)
        .is_some_and(|rest| rest.len() > 1 && rest.starts_with('.'))
    {
        return Err(Fault::ForeignProgramme(rule.programme.clone()));
    }
    if rule.platform != platform {
        return Err(Fault::ForeignPlatform(rule.platform.clone()));
    }
    if let Some(next) = &rule.superseded_by {
        let same = known
            .rules
            .get(next.as_str())
            .is_some_and(|p| *p == rule.programme);
        if !same || *next == rule.id {
            return Err(Fault::NoSuchSuccessor(next.clone()));
        }
    }
    if matches!((rule.effective_from, rule.effective_to), (Some(from), Some(to)) if to < from) {
        return Err(Fault::EndsBeforeItBegins);
    }
    if rule.effective_from.is_none() != (rule.date_precision == super::DatePrecision::Unknown) {
        return Err(Fault::PrecisionWithoutDate);
    }
    if rule.regions.include.is_empty() {
        return Err(Fault::NoRegion);
    }
    let terms = &rule.payout;
    let paid = terms
        .per_item
        .iter()
        .chain(&terms.per_period)
        .chain(&terms.gate);
    let tiers = terms.tiers.iter().flat_map(|t| &t.when);
    rule.requirements
        .iter()
        .chain(&rule.maintenance)
        .chain(paid)
        .chain(tiers)
        .try_for_each(|r| requirement(r, known))?;
    payout(terms)
}

/// Whether a condition may have its threshold and operator, where `programmes` have a rule.
pub(super) fn threshold_fits<'a>(
    condition: &Condition,
    programmes: impl IntoIterator<Item = &'a str>,
) -> Result<(), Fault> {
    let known = Known {
        programmes: programmes.into_iter().collect(),
        rules: BTreeMap::new(),
    };
    self::condition(condition, &known)
}

fn requirement(requirement: &Requirement, known: &Known<'_>) -> Result<(), Fault> {
    let mut result = Ok(());
    requirement.each_condition(&mut |c| {
        if result.is_ok() {
            result = condition(c, known);
        }
    });
    result
}

fn condition(c: &Condition, known: &Known<'_>) -> Result<(), Fault> {
    Window::of(c).map_err(|fault| Fault::Window {
        metric: c.metric,
        fault,
    })?;
    if let Some(value) = &c.value {
        threshold(c.metric, value, known)?;
    }
    operator(c)?;
    // The worst day or month decides; for "at most" that would be another one.
    let each_of_several = matches!(
        c.window_kind,
        Some(WindowKind::ConsecutiveDays | WindowKind::ConsecutiveMonths)
    );
    if each_of_several && !c.op.wants_more() {
        return Err(Fault::Window {
            metric: c.metric,
            fault: BadWindow::LowestOnly,
        });
    }
    c.each.iter().try_for_each(|inner| condition(inner, known))
}

fn threshold(metric: Metric, value: &Threshold, known: &Known<'_>) -> Result<(), Fault> {
    let word = |w: &String| {
        if metric.words().contains(&w.as_str()) {
            Ok(())
        } else {
            Err(Fault::UnknownWord {
                metric,
                word: w.clone(),
            })
        }
    };
    match (metric.kind(), value) {
        (MetricKind::YesNo, Threshold::YesNo(_)) => Ok(()),
        (MetricKind::Word, Threshold::Text(w)) => word(w),
        (MetricKind::Word, Threshold::Words(words)) if !words.is_empty() => {
            words.iter().try_for_each(word)
        }
        (MetricKind::Date, Threshold::Text(day)) if day.parse::<CivilDay>().is_ok() => Ok(()),
        (MetricKind::Programme, Threshold::Text(id)) if known.programmes.contains(id.as_str()) => {
            Ok(())
        }
        (MetricKind::Programme, Threshold::Text(id)) => Err(Fault::NoSuchProgramme(id.clone())),
        (kind, Threshold::Number(n))
            if kind
                .per_unit()
                .is_some_and(|per| *n >= 0 && n.checked_mul(per).is_some()) =>
        {
            Ok(())
        }
        _ => Err(Fault::ValueKind { metric }),
    }
}

fn operator(c: &Condition) -> Result<(), Fault> {
    let number = c.metric.kind().per_unit().is_some();
    let day = c.metric.kind() == MetricKind::Date;
    let list = matches!(c.value, Some(Threshold::Words(_)));
    let fits = match c.op {
        op if c.metric.kind() == MetricKind::Programme => op == Op::Equal,
        op if op.is_ordering() => number || day,
        Op::OneOf | Op::NoneOf => {
            list || (c.value.is_none() && c.metric.kind() == MetricKind::Word)
        }
        _ => !list,
    };
    if fits {
        Ok(())
    } else {
        Err(Fault::OpKind {
            metric: c.metric,
            op: c.op,
        })
    }
}

fn payout(terms: &Terms) -> Result<(), Fault> {
    const WHOLE: i64 = 1_000_000;
    let over = |share: super::Decimal| share.millionths() > WHOLE;
    let amounts = terms
        .creator_share
        .into_iter()
        .chain(terms.tiers.iter().map(|t| t.share));
    if terms.unit.is_none() && amounts.into_iter().any(over) {
        return Err(Fault::ShareWithoutUnit);
    }
    if terms
        .components
        .iter()
        .any(|c| c.unit.is_none() && over(c.share))
    {
        return Err(Fault::ShareWithoutUnit);
    }
    if terms.minimum.is_some() && terms.currency.is_none() && terms.unit_minimum.is_none() {
        return Err(Fault::MinimumWithoutUnit);
    }
    Ok(())
}
