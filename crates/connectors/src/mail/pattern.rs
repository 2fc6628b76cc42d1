//! Regular expressions that are built once. The engine's time is linear in the text, whatever a stranger sends.

use regex::{Captures, Match, Regex};
use std::sync::OnceLock;

/// A pattern as a constant. One that does not compile matches nothing; each is exercised by a test.
pub(super) struct Pattern {
    source: &'static str,
    built: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            built: OnceLock::new(),
        }
    }

    fn regex(&self) -> Option<&Regex> {
        let built = self.built.get_or_init(|| Regex::new(self.source).ok());
        debug_assert!(
            built.is_some(),
            "a pattern does not compile: {}",
            self.source
        );
        built.as_ref()
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|r| r.is_match(text))
    }

    pub fn first<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(text)
    }

    /// The text without what matches.
    pub fn without(&self, text: &str) -> String {
        self.regex().map_or_else(
            || text.to_owned(),
            |r| r.replace_all(text, " ").into_owned(),
        )
    }

    pub fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.regex()
            .map(|r| r.captures_iter(text).collect())
            .unwrap_or_default()
    }
}
