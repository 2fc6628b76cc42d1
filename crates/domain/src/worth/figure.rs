//! A figure of the reckoning: known, or its bounds and what is missing.
//!
//! The rule it protects: unknown is not zero; a bound is shown only where the known inputs force it.

use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// An input that is missing.
    Lack, "lack" {
        /// The offer states no fee.
        Fee = "fee",
        /// The fee is stated as a range or in words that are no amount.
        FeeOpen = "fee_open",
        /// Paid by a share of sales, which nobody knows yet.
        Commission = "commission",
        /// Paid in goods whose value is not stated.
        Gifted = "gifted",
        /// No rate converts the fee.
        Rate = "rate",
        /// The creator's charges are not set.
        Charges = "charges",
        /// The hours are not set.
        Hours = "hours",
        /// The creator's own wish for an hour is not set.
        Wish = "wish",
        /// The exclusivity names no category.
        Category = "category",
        /// The days of the exclusivity are not known.
        Days = "days",
        /// No deal of the creator's own lies in that category.
        Income = "income",
        /// The day of the last publication is not known.
        Publication = "publication",
        /// Neither the terms nor the brand's history say when it pays.
        PayTerms = "pay_terms",
    }
}

/// A figure in millionths of the reporting currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// The figure; `None` while something is missing.
    pub value: Option<i64>,
    /// It is no less than this.
    pub at_least: Option<i64>,
    /// It is no more than this.
    pub at_most: Option<i64>,
    /// What is missing; empty when the figure is known.
    pub lacks: Vec<Lack>,
}

impl Figure {
    /// A known figure.
    pub fn known(value: i64) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }

    /// An unknown one without bounds.
    pub fn unknown(lacks: Vec<Lack>) -> Self {
        Self {
            lacks,
            ..Self::default()
        }
    }

    /// From bounds that may meet.
    pub(super) fn between(least: Option<i128>, most: Option<i128>, lacks: Vec<Lack>) -> Self {
        let fit = |n: Option<i128>| n.and_then(|n| i64::try_from(n).ok());
        match (fit(least), fit(most)) {
            (Some(a), Some(b)) if a == b && lacks.is_empty() => Self::known(a),
            (at_least, at_most) => Self {
                value: None,
                at_least,
                at_most,
                lacks,
            },
        }
    }
}
