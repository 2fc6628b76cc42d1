//! The words of the command line in English and French: a small catalogue in which no word can be missing from a language.

mod errors;
mod labels;
mod notes;
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

    /// A label before what it names: French sets a space before the colon.
    pub fn labelled(self, label: &str) -> String {
        let colon = if self.french { " :" } else { ":" };
        format!("{label}{colon}")
    }

    /// A remark of an import or a sync as a sentence.
    pub fn note(self, note: &studio::shapes::ImportNote) -> String {
        notes::sentence(note, self.french)
    }

    /// A length as the edge writes it (`60 days`), in the language.
    pub fn length(self, length: &str) -> String {
        let Some((count, unit)) = length.split_once(' ') else {
            return self.slug(length);
        };
        match (self.french, unit) {
            (true, "day" | "days") => format!("{count} j"),
            (true, _) => format!("{count} mois"),
            (false, unit) => format!("{count} {unit}"),
        }
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
