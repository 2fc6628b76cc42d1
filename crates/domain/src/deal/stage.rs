//! How an offer came to stand where it stands.
//!
//! The rule it protects: no stage without an author and a time; what was taken back stays in the history, marked.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Instant, Stage};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Whose word a move was.
    MoveAuthor, "author" {
        /// The mail's or the platform's.
        Source = "source",
        /// The creator's.
        Creator = "creator",
        /// That of money that came.
        Payment = "payment",
    }
}

/// One move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageMove {
    /// Where it stood before; `None` for the first word on it.
    pub from: Option<Stage>,
    /// Where it stood then.
    pub to: Stage,
    /// When.
    pub at: Instant,
    /// By whose word.
    pub author: MoveAuthor,
    /// The step that did it, to take it back; none for the source's word.
    pub step: Option<i64>,
    /// When it was taken back.
    pub undone: Option<Instant>,
}

/// What somebody said of an offer's stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidStage {
    /// When.
    pub at: Instant,
    /// Where it stands by this word; `None` hands it back to the source's word.
    pub stage: Option<Stage>,
    /// By whose word.
    pub author: MoveAuthor,
    /// The step that did it.
    pub step: Option<i64>,
    /// When it was taken back.
    pub undone: Option<Instant>,
}

/// The moves of an offer, oldest first, from what was said of it in any order. A word of the source moves nothing while the
/// creator's (or a payment's) holds; it is kept in mind for the moment that one is taken back.
#[must_use]
pub fn stage_history(said: &[SaidStage]) -> Vec<StageMove> {
    let mut said: Vec<&SaidStage> = said.iter().collect();
    said.sort_by_key(|word| (word.at, word.step.is_some(), word.step));
    let mut moves: Vec<StageMove> = Vec::new();
    let mut by_source: Option<Stage> = None;
    let mut held: Option<Stage> = None;
    let mut stands: Option<Stage> = None;
    for word in said {
        let to = match (word.author, word.undone) {
            (MoveAuthor::Source, _) => {
                by_source = word.stage;
                if held.is_some() { stands } else { by_source }
            }
            // What was taken back is shown with where it led, and leads nowhere.
            (_, Some(_)) => word.stage.or(by_source),
            (_, None) => {
                held = word.stage;
                held.or(by_source)
            }
        };
        let Some(to) = to else { continue };
        if word.undone.is_none() && stands == Some(to) && word.author == MoveAuthor::Source {
            continue;
        }
        moves.push(StageMove {
            from: stands,
            to,
            at: word.at,
            author: word.author,
            step: word.step,
            undone: word.undone,
        });
        if word.undone.is_none() {
            stands = Some(to);
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use MoveAuthor::{Creator, Payment, Source};

    fn said(
        at: &str,
        stage: Option<Stage>,
        author: MoveAuthor,
        step: Option<i64>,
        undone: Option<&str>,
    ) -> SaidStage {
        SaidStage {
            at: at.parse().unwrap(),
            stage,
            author,
            step,
            undone: undone.map(|text| text.parse().unwrap()),
        }
    }

    #[test]
    fn moves_are_told_in_order_with_their_authors() {
        let moves = stage_history(&[
            said(
                "2026-10-05T09:00:00Z",
                Some(Stage::Paid),
                Payment,
                Some(3),
                None,
            ),
            said("2026-10-01T09:00:00Z", Some(Stage::New), Source, None, None),
            said(
                "2026-10-02T09:00:00Z",
                Some(Stage::Talking),
                Creator,
                Some(1),
                None,
            ),
            said(
                "2026-10-03T09:00:00Z",
                Some(Stage::Declined),
                Creator,
                Some(2),
                Some("2026-10-03T09:01:00Z"),
            ),
            said(
                "2026-10-04T09:00:00Z",
                Some(Stage::Expired),
                Source,
                None,
                None,
            ),
        ]);
        let told: Vec<_> = moves
            .iter()
            .map(|m| (m.from, m.to, m.author, m.undone.is_some()))
            .collect();
        assert_eq!(
            told,
            [
                (None, Stage::New, Source, false),
                (Some(Stage::New), Stage::Talking, Creator, false),
                (Some(Stage::Talking), Stage::Declined, Creator, true),
                (Some(Stage::Talking), Stage::Paid, Payment, false),
            ],
            "the source's later word moves nothing while the creator's holds; what was taken back leads nowhere"
        );
    }

    #[test]
    fn without_a_word_of_the_creator_the_source_s_holds_again() {
        let moves = stage_history(&[
            said("2026-10-01T09:00:00Z", Some(Stage::New), Source, None, None),
            said(
                "2026-10-02T09:00:00Z",
                Some(Stage::NotOffer),
                Creator,
                Some(1),
                None,
            ),
            said(
                "2026-10-03T09:00:00Z",
                Some(Stage::Expired),
                Source,
                None,
                None,
            ),
            said("2026-10-04T09:00:00Z", None, Creator, Some(2), None),
        ]);
        assert_eq!(
            moves.last().map(|m| (m.from, m.to)),
            Some((Some(Stage::NotOffer), Stage::Expired)),
            "the newest word of the source, also one that came meanwhile"
        );
    }
}
