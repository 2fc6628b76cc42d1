//! The search line of the desk: `stage:new,talking brand:"Maison Olive" due:week -tag:no has:fee lamp`.
//!
//! The rule it protects: a condition that cannot be read is named with its reason and narrows nothing; it is never taken for
//! something else. Saved filters keep these very words.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::hand::fold;
use crate::offer::Grade;
use crate::{CivilDay, Stage};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What an offer may have (`has:fee`).
    HasWord, "has word" {
        /// A stated fee.
        Fee = "fee",
        /// A stated commission.
        Commission = "commission",
        /// Goods instead of money.
        Gifted = "gifted",
        /// Usage rights, ads from the creator's account or exclusivity.
        Rights = "rights",
        /// Reasons for distrust.
        Findings = "findings",
        /// Tags.
        Tag = "tag",
        /// A sleep, over or not.
        Snooze = "snooze",
        /// A day something is due.
        Due = "due",
        /// Terms the creator corrected.
        Corrected = "corrected",
    }
}

/// When something is due (`due:week`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueWord {
    /// Today.
    Today,
    /// Today or within seven days.
    Week,
    /// Before today.
    Late,
    /// On no stated day.
    None,
    /// Before a day (`due:<2026-11-01`).
    Before(CivilDay),
    /// After a day (`due:>2026-11-01`).
    After(CivilDay),
    /// On a day.
    On(CivilDay),
}

impl DueWord {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "today" => Self::Today,
            "week" => Self::Week,
            "late" => Self::Late,
            "none" => Self::None,
            _ => match (text.strip_prefix('<'), text.strip_prefix('>')) {
                (Some(day), _) => Self::Before(day.parse().ok()?),
                (_, Some(day)) => Self::After(day.parse().ok()?),
                _ => Self::On(text.parse().ok()?),
            },
        })
    }

    fn holds(self, due: Option<CivilDay>, today: CivilDay) -> bool {
        let on = |wanted: &dyn Fn(CivilDay) -> bool| due.is_some_and(wanted);
        match self {
            Self::Today => on(&|day| day == today),
            Self::Week => on(&|day| day >= today && day <= today.plus_days(7)),
            Self::Late => on(&|day| day < today),
            Self::None => due.is_none(),
            Self::Before(limit) => on(&|day| day < limit),
            Self::After(limit) => on(&|day| day > limit),
            Self::On(wanted) => on(&|day| day == wanted),
        }
    }
}

words! {
    /// Why a part of the line was not read.
    UnreadReason, "reason" {
        /// No such stage, grade, day or thing to have.
        Value = "value",
        /// Nothing stands behind the colon.
        Empty = "empty",
        /// A quotation mark was opened and not closed.
        Quote = "quote",
    }
}

/// A part of the line that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// As it was typed.
    pub text: String,
    /// Why.
    pub reason: UnreadReason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Stage(Vec<Stage>),
    Brand(String),
    Tag(String),
    Grade(Vec<Grade>),
    Due(DueWord),
    Has(HasWord),
    /// Words anywhere in the offer or its messages.
    Text(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    negated: bool,
    wanted: Wanted,
}

/// A search line, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferQuery {
    conditions: Vec<Condition>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// What a search line is held against.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'o> {
    /// Where it stands.
    pub stage: Stage,
    /// Who offers, and the other names of that brand.
    pub brands: &'o [&'o str],
    /// Its tags.
    pub tags: &'o [String],
    /// How much speaks against it.
    pub grade: Grade,
    /// The next day something is due.
    pub due: Option<CivilDay>,
    /// What it has.
    pub has: &'o [HasWord],
}

impl OfferQuery {
    /// Reads a line. All conditions must hold; values behind one colon, parted by commas, are alternatives.
    #[must_use]
    pub fn read(line: &str) -> Self {
        let mut query = Self::default();
        for token in tokens(line) {
            query.take(&token);
        }
        query
    }

    /// Whether nothing narrows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// The words to be found anywhere, folded, with whether they must be absent.
    pub fn texts(&self) -> impl Iterator<Item = (&str, bool)> {
        self.conditions.iter().filter_map(|c| match &c.wanted {
            Wanted::Text(text) => Some((text.as_str(), c.negated)),
            _ => None,
        })
    }

    /// Whether an offer fits, its words aside ([`OfferQuery::texts`]).
    #[must_use]
    pub fn fits(&self, offer: &Searched<'_>, today: CivilDay) -> bool {
        self.conditions.iter().all(|condition| {
            let holds = match &condition.wanted {
                Wanted::Stage(stages) => stages.contains(&offer.stage),
                Wanted::Brand(name) => offer.brands.iter().any(|b| fold(b).contains(name)),
                Wanted::Tag(tag) => offer.tags.iter().any(|t| fold(t) == *tag),
                Wanted::Grade(grades) => grades.contains(&offer.grade),
                Wanted::Due(due) => due.holds(offer.due, today),
                Wanted::Has(has) => offer.has.contains(has),
                Wanted::Text(_) => return true,
            };
            holds != condition.negated
        })
    }

    fn take(&mut self, token: &Token) {
        let (negated, text) = match token.text.strip_prefix('-').filter(|t| !t.is_empty()) {
            Some(rest) => (true, rest),
            None => (false, token.text.as_str()),
        };
        let refused = |reason| Unread {
            text: token.text.clone(),
            reason,
        };
        if token.open {
            self.unread.push(refused(UnreadReason::Quote));
            return;
        }
        let known = ["stage", "brand", "tag", "grade", "due", "has"];
        let keyed = text
            .split_once(':')
            .filter(|(key, _)| known.contains(&key.to_lowercase().as_str()));
        let Some((key, value)) = keyed else {
            let wanted = Wanted::Text(fold(text));
            self.conditions.push(Condition { negated, wanted });
            return;
        };
        let value = value.trim();
        if value.is_empty() {
            self.unread.push(refused(UnreadReason::Empty));
            return;
        }
        let wanted = match key.to_lowercase().as_str() {
            "stage" => each(value).map(Wanted::Stage),
            "grade" => each(value).map(Wanted::Grade),
            "due" => DueWord::read(value).map(Wanted::Due),
            "has" => value.parse().ok().map(Wanted::Has),
            "tag" => Some(Wanted::Tag(fold(value))),
            _ => Some(Wanted::Brand(fold(value))),
        };
        match wanted {
            Some(wanted) => self.conditions.push(Condition { negated, wanted }),
            None => self.unread.push(refused(UnreadReason::Value)),
        }
    }
}

fn each<T: FromStr>(value: &str) -> Option<Vec<T>> {
    value.split(',').map(|word| word.parse().ok()).collect()
}

struct Token {
    text: String,
    /// A quotation mark in it was never closed.
    open: bool,
}

/// Parts between blanks; what stands in quotation marks is one part.
fn tokens(line: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let (mut text, mut quoted) = (String::new(), false);
    for c in line.chars() {
        match c {
            '"' | '“' | '”' | '«' | '»' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => {
                if !text.is_empty() {
                    let text = std::mem::take(&mut text);
                    out.push(Token { text, open: false });
                }
            }
            c => text.push(c),
        }
    }
    if !text.is_empty() || quoted {
        out.push(Token { text, open: quoted });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDay {
        text.parse().unwrap()
    }

    #[test]
    fn conditions_hold_together_and_values_are_alternatives() {
        let tags = ["Winter".to_owned()];
        let offer = Searched {
            stage: Stage::Talking,
            brands: &["Maison Olive", "Olive et Cie"],
            tags: &tags,
            grade: Grade::Check,
            due: Some(day("2026-10-24")),
            has: &[HasWord::Fee, HasWord::Due],
        };
        for (line, fits, why) in [
            ("", true, "nothing narrows"),
            ("stage:new,talking", true, "one of two stages"),
            ("-stage:talking", false, "negated"),
            ("brand:\"maison olive\"", true, "quoted, case aside"),
            ("brand:cie", true, "another name of the brand"),
            ("tag:winter grade:check", true, "both hold"),
            ("tag:win", false, "a tag is whole"),
            ("due:week", true, "two days ahead"),
            ("due:late", false, "not over"),
            ("due:<2026-10-25 due:>2026-10-23", true, "between"),
            ("has:fee -has:findings", true, "the one without the other"),
            ("lamp", true, "words are looked for elsewhere"),
        ] {
            let query = OfferQuery::read(line);
            assert_eq!(query.unread, [], "{line}");
            assert_eq!(query.fits(&offer, day("2026-10-22")), fits, "{line}: {why}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_and_narrows_nothing() {
        for (line, reason) in [
            ("stage:fresh", UnreadReason::Value),
            ("due:soon", UnreadReason::Value),
            ("tag:", UnreadReason::Empty),
            ("brand:\"maison", UnreadReason::Quote),
        ] {
            let query = OfferQuery::read(line);
            let reasons: Vec<_> = query.unread.iter().map(|u| u.reason).collect();
            assert_eq!(reasons, [reason], "{line}");
            assert!(query.is_empty(), "{line}: it must not narrow");
        }
        let words = OfferQuery::read("Ré:union -\"No Go\"");
        let texts: Vec<_> = words.texts().collect();
        assert_eq!(
            texts,
            [("re:union", false), ("no go", true)],
            "an unknown key is only a word"
        );
    }
}
