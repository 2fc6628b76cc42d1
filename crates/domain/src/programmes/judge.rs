//! One condition against one answer.
//!
//! The rule it protects: a condition is met only if every value the evidence allows meets it, and unmet only if none does.

use super::evidence::Known;
use super::metric::{Metric, MetricKind};
use super::requirement::{Condition, Op, Threshold};
use super::truth::Truth;
use super::value::MetricValue;
use crate::CivilDay;

/// Whether `known` satisfies `condition`. An unpublished threshold is always unknown.
pub(super) fn judge(condition: &Condition, known: &Known) -> Truth {
    let Some(threshold) = &condition.value else {
        return Truth::Unknown;
    };
    match (threshold, known) {
        (_, Known::Unknown) => Truth::Unknown,
        (Threshold::Number(n), known) => match base_units(condition.metric, *n) {
            Some(target) => number(condition.op, known, target),
            None => Truth::Unknown,
        },
        (Threshold::YesNo(wanted), Known::Exact(MetricValue::YesNo(is))) => {
            equality(condition.op, is == wanted)
        }
        (Threshold::Text(text), Known::Exact(MetricValue::Day(day))) => {
            match text.parse::<CivilDay>() {
                Ok(target) => order(condition.op, *day, target),
                Err(_) => Truth::Unknown,
            }
        }
        (Threshold::Text(wanted), Known::Exact(MetricValue::Word(word))) => words(
            condition.op,
            condition.metric,
            word,
            std::slice::from_ref(wanted),
        ),
        (Threshold::Words(list), Known::Exact(MetricValue::Word(word))) => {
            words(condition.op, condition.metric, word, list)
        }
        _ => Truth::Unknown,
    }
}

/// How far a condition that wants more is fulfilled, in thousandths, by the smallest value possible: 1000 exactly when it
/// is met. `None` when it wants something else, or when no smallest value is known.
pub(super) fn progress(condition: &Condition, known: &Known, truth: Truth) -> Option<u16> {
    if !condition.op.wants_more() || condition.metric.kind().per_unit().is_none() {
        return None;
    }
    if truth == Truth::Met {
        return Some(1_000);
    }
    let Some(Threshold::Number(n)) = &condition.value else {
        return None;
    };
    let target = base_units(condition.metric, *n)?;
    let has = known.lower()?.max(0);
    if target <= 0 {
        return Some(0);
    }
    let share = i128::from(has) * 1_000 / i128::from(target);
    u16::try_from(share.min(999)).ok()
}

/// The threshold in base units; `None` for metrics without numbers.
fn base_units(metric: Metric, n: i64) -> Option<i64> {
    n.checked_mul(metric.kind().per_unit()?)
}

fn number(op: Op, known: &Known, target: i64) -> Truth {
    let (lower, upper) = (known.lower(), known.upper());
    let surely = |holds: bool, fails: bool| match (holds, fails) {
        (true, _) => Truth::Met,
        (_, true) => Truth::Unmet,
        _ => Truth::Unknown,
    };
    let low = |test: &dyn Fn(i64) -> bool| lower.is_some_and(test);
    let high = |test: &dyn Fn(i64) -> bool| upper.is_some_and(test);
    let outside = low(&|v| v > target) || high(&|v| v < target);
    let pinned = lower == Some(target) && upper == Some(target);
    match op {
        Op::AtLeast => surely(low(&|v| v >= target), high(&|v| v < target)),
        Op::MoreThan => surely(low(&|v| v > target), high(&|v| v <= target)),
        Op::AtMost => surely(high(&|v| v <= target), low(&|v| v > target)),
        Op::LessThan => surely(high(&|v| v < target), low(&|v| v >= target)),
        Op::Equal => surely(pinned, outside),
        Op::NotEqual => surely(outside, pinned),
        Op::OneOf | Op::NoneOf => Truth::Unknown,
    }
}

fn order<T: PartialOrd>(op: Op, value: T, target: T) -> Truth {
    match op {
        Op::AtLeast => Truth::of(value >= target),
        Op::MoreThan => Truth::of(value > target),
        Op::AtMost => Truth::of(value <= target),
        Op::LessThan => Truth::of(value < target),
        other => equality(other, value == target),
    }
}

fn equality(op: Op, same: bool) -> Truth {
    match op {
        Op::Equal => Truth::of(same),
        Op::NotEqual => Truth::of(!same),
        _ => Truth::Unknown,
    }
}

/// A word against a list. `professional` stands for creator or business: which of the two is not known.
fn words(op: Op, metric: Metric, word: &str, list: &[String]) -> Truth {
    let named = |w: &str| {
        list.iter()
            .any(|l| l == w || (l == "professional" && (w == "creator" || w == "business")))
    };
    let inside = if metric.kind() == MetricKind::Word && word == "professional" && !named(word) {
        match (named("creator"), named("business")) {
            (true, true) => Truth::Met,
            (false, false) => Truth::Unmet,
            _ => Truth::Unknown,
        }
    } else {
        Truth::of(named(word))
    };
    match (op, inside) {
        (Op::OneOf | Op::Equal, inside) => inside,
        (Op::NoneOf | Op::NotEqual, Truth::Met) => Truth::Unmet,
        (Op::NoneOf | Op::NotEqual, Truth::Unmet) => Truth::Met,
        _ => Truth::Unknown,
    }
}
