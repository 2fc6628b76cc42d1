//! What an offer binds over time: usage of the content, advertising from the creator's account, exclusivity.
//!
//! The rules it protects: an interval begins at publication or on a stated day and ends on a stated day or never; what nobody
//! stated is unknown, and unknown is not for ever. A conflict that cannot be excluded is told apart from one that is there.

mod category;
mod conflict;
mod dates;
mod prompt;
mod read;
mod said;
mod span;

pub use category::{shared, words_of};
pub use conflict::{Conflict, Deal, Doubt, Side, conflicts};
pub use prompt::{MARKS, Prompt, prompts};
pub(crate) use read::number_word;
pub use read::{from_terms, read};
pub use said::{Named, Said, laid_over};
pub use span::{End, Length, Overlap, Span, Start, overlap};

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{CivilDay, OfferId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What is bound.
    RightKind, "right" {
        /// What the brand may do with the content.
        Usage = "usage",
        /// Advertising by the brand from the creator's own account (Spark Ads, partnership ads).
        AdAuthorization = "ad_authorization",
        /// Whom the creator may not work for meanwhile.
        Exclusivity = "exclusivity",
    }
}

/// One right as the terms state it, or as the creator says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// What is bound.
    pub kind: RightKind,
    /// When it begins.
    pub start: Start,
    /// How long it holds.
    pub length: Length,
    /// What an exclusivity is about, in words (`olive oil or condiment`); `None` when nobody says.
    pub category: Option<String>,
    /// The very words that state it; empty for one that only the creator states.
    pub words: String,
}

impl Right {
    /// Its days, once the publication is known or planned.
    pub fn span(&self, publication: Option<CivilDay>) -> Span {
        Span::of(self.start, self.length, publication)
    }
}

/// A right with its days, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The offer.
    pub offer: OfferId,
    /// Who offers.
    pub brand: String,
    /// Its name within the offer: `usage`, `exclusivity`, or one the creator added.
    pub item: String,
    /// What is bound.
    pub kind: RightKind,
    /// Its days.
    pub span: Span,
    /// What an exclusivity is about.
    pub category: Option<String>,
    /// The words that state it.
    pub words: String,
}

#[cfg(test)]
mod tests;
