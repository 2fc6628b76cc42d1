//! A value of a metric: a number of base units, yes or no, a word, or a day.
//!
//! The rule it protects: reading a value never rounds. A part smaller than the metric's base unit is an error.

use super::metric::{Metric, MetricKind};
use crate::CivilDay;
use serde::{Deserialize, Serialize};

/// One value, without its metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricValue {
    /// In base units of the metric's kind.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// A word of [`Metric::words`].
    Word(String),
    /// A civil day.
    Day(CivilDay),
}

/// Why a text or a stored number is not a value of a metric.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The text is not of the metric's kind.
    #[error("“{text}” is not a value of {metric}: it needs {needs}")]
    NotOfKind {
        /// The metric asked for.
        metric: Metric,
        /// What was given.
        text: String,
        /// What would be accepted, in plain words.
        needs: &'static str,
    },
    /// Membership is not a figure; it has its own place.
    #[error("membership of a programme is noted with the programme, not as a metric")]
    Membership,
}

impl MetricValue {
    /// The number of base units, when it is a number.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// Reads the text form of a value of `metric`, in the unit of the rule text.
    ///
    /// # Errors
    /// [`ValueError`] when the text is not a value of this metric.
    pub fn parse(metric: Metric, text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let refuse = |needs| ValueError::NotOfKind {
            metric,
            text: text.to_owned(),
            needs,
        };
        match metric.kind() {
            MetricKind::YesNo => match text.to_ascii_lowercase().as_str() {
                "yes" | "true" | "1" => Ok(Self::YesNo(true)),
                "no" | "false" | "0" => Ok(Self::YesNo(false)),
                _ => Err(refuse("yes or no")),
            },
            MetricKind::Word => metric
                .words()
                .iter()
                .find(|w| w.eq_ignore_ascii_case(text))
                .map(|w| Self::Word((*w).to_owned()))
                .ok_or_else(|| refuse("one of the platform's own words")),
            MetricKind::Date => text
                .parse()
                .map(Self::Day)
                .map_err(|_| refuse("a day as YYYY-MM-DD")),
            MetricKind::Programme => Err(ValueError::Membership),
            kind => scaled(text, kind.per_unit().unwrap_or(1))
                .map(Self::Number)
                .ok_or_else(|| refuse("a number, no more precise than the unit allows")),
        }
    }

    /// The whole number that the cache keeps: base units, 1 or 0, the word's place in [`Metric::words`], or the days
    /// since 1970-01-01. `None` when the value does not belong to the metric.
    pub fn to_stored(&self, metric: Metric) -> Option<i64> {
        match (self, metric.kind()) {
            (Self::YesNo(b), MetricKind::YesNo) => Some(i64::from(*b)),
            (Self::Day(d), MetricKind::Date) => Some(i64::from(d.number())),
            (Self::Word(w), MetricKind::Word) => metric
                .words()
                .iter()
                .position(|k| k == w)
                .and_then(|i| i64::try_from(i).ok()),
            (Self::Number(n), kind) if kind.per_unit().is_some() => Some(*n),
            _ => None,
        }
    }

    /// The value behind a stored whole number; `None` when it stands for nothing of this metric.
    pub fn from_stored(metric: Metric, stored: i64) -> Option<Self> {
        match metric.kind() {
            MetricKind::YesNo => match stored {
                0 => Some(Self::YesNo(false)),
                1 => Some(Self::YesNo(true)),
                _ => None,
            },
            MetricKind::Word => usize::try_from(stored)
                .ok()
                .and_then(|i| metric.words().get(i))
                .map(|w| Self::Word((*w).to_owned())),
            MetricKind::Date => i32::try_from(stored)
                .ok()
                .and_then(CivilDay::from_number)
                .map(Self::Day),
            MetricKind::Programme => None,
            _ => Some(Self::Number(stored)),
        }
    }

    /// The text form in the unit of the rule text; the opposite of [`MetricValue::parse`].
    pub fn text(&self, metric: Metric) -> String {
        match self {
            Self::Number(n) => number_text(*n, metric.kind().per_unit().unwrap_or(1)),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Word(w) => w.clone(),
            Self::Day(d) => d.to_string(),
        }
    }
}

/// `text` times `per_unit` as a whole number; `None` when it is no plain decimal, does not come out even or does not fit.
fn scaled(text: &str, per_unit: i64) -> Option<i64> {
    let (minus, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    let ten = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
    let part: i128 = if part.is_empty() {
        0
    } else {
        part.parse().ok()?
    };
    let units = whole
        .parse::<i128>()
        .ok()?
        .checked_mul(ten)?
        .checked_add(part)?;
    let base = units.checked_mul(i128::from(per_unit))?;
    if base % ten != 0 {
        return None;
    }
    let value = i64::try_from(base / ten).ok()?;
    Some(if minus { -value } else { value })
}

/// Base units as decimal text in the unit of the rule text, cut (never rounded up) after two digits where sixtieths do
/// not come out even.
fn number_text(base: i64, per_unit: i64) -> String {
    let size = base.unsigned_abs();
    let per = per_unit.unsigned_abs().max(1);
    let digits = match per {
        1 => 0,
        60 => 2,
        1_000 => 3,
        _ => 6,
    };
    let rest = u128::from(size % per) * 10_u128.pow(digits) / u128::from(per);
    let fraction = format!("{rest:0width$}", width = digits as usize);
    let fraction = fraction.trim_end_matches('0');
    let sign = if base < 0 { "-" } else { "" };
    if fraction.is_empty() || per == 1 {
        format!("{sign}{}", size / per)
    } else {
        format!("{sign}{}.{fraction}", size / per)
    }
}
