//! The words of the command line in English and French: a small catalogue in which no word can be missing from a language.

mod errors;
mod labels;
mod slugs;

pub use errors::Explained;
pub use labels::Word;

use std::collections::BTreeMap;

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    french: bool,
}

impl Words {
    /// French or English.
    pub fn of(french: bool) -> Self {
        Self { french }
    }

    /// Whether it is French.
    pub fn french(self) -> bool {
        self.french
    }

    /// A label.
    pub fn say(self, word: Word) -> &'static str {
        word.say(self.french)
    }

    /// The word for a slug of the edge (stream, status, state, platform); a slug without one stands for itself.
    pub fn slug(self, slug: &str) -> String {
        slugs::word(slug, self.french).map_or_else(|| slug.replace('_', " "), str::to_owned)
    }

    /// What an error means and what to do next.
    pub fn explain(
        self,
        code: &str,
        message: &str,
        details: &BTreeMap<String, String>,
    ) -> Explained {
        errors::explain(code, message, details, self.french)
    }
}
