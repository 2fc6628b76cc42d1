//! The check of a statement: opening balance and lines are the closing balance.
//!
//! The rule it protects: a statement that does not add up is told, and one that cannot be checked is told as unchecked.

use super::entry;
use super::node::Node;
use crate::statements::places::Places;
use domain::{Amount, Locator, Unit};
use std::collections::BTreeMap;

/// What one statement states and moved.
#[derive(Default)]
pub(super) struct Check {
    opening: Option<Amount>,
    /// With where it stands, and its text.
    closing: Option<(Amount, Locator, String)>,
    moved: BTreeMap<Unit, i128>,
    refused: bool,
    /// An interim balance: the statement is one page of several.
    interim: bool,
}

/// How it came out.
pub(super) enum Outcome {
    Agrees(Amount),
    /// The closing balance, what is missing to it in micro-units, where it stands and its text.
    Differs(Amount, i128, Locator, String),
    Unchecked(&'static str),
}

impl Check {
    /// A balance of the statement.
    pub fn balance(&mut self, node: &Node, places: &mut Places<'_>) {
        let code = node.first(&[
            &["Tp", "CdOrPrtry", "Cd"],
            &["Tp", "CdOrPrtry", "Prtry"],
            &["Tp", "Cd"],
        ]);
        let read = entry::amount(node, "Amt")
            .and_then(|amount| entry::signed(amount, entry::direction(node)?));
        let (Some(code), Ok(amount)) = (code, read) else {
            return;
        };
        match code {
            // What was booked when the last statement closed is what this one opens with.
            "OPBD" | "PRCD" => self.opening = self.opening.or(Some(amount)),
            "CLBD" => {
                let (start, end) = (node.start, node.end);
                let place = places.locator(start, end);
                self.closing = Some((amount, place, places.raw(start, end)));
            }
            "ITBD" => self.interim = true,
            _ => {}
        }
    }

    /// An entry that was booked.
    pub fn entry(&mut self, moved: Amount) {
        *self.moved.entry(moved.unit).or_default() += i128::from(moved.micros);
    }

    /// An entry that could not be read.
    pub fn refused(&mut self) {
        self.refused = true;
    }

    /// The outcome, at the statement's end.
    pub fn outcome(self) -> Outcome {
        let (Some(opening), Some((closing, place, raw))) = (self.opening, self.closing) else {
            return Outcome::Unchecked(if self.interim {
                "interim"
            } else {
                "not_stated"
            });
        };
        if self.refused {
            return Outcome::Unchecked("rows_refused");
        }
        let foreign = self.moved.keys().any(|unit| *unit != closing.unit);
        if opening.unit != closing.unit || foreign {
            return Outcome::Unchecked("several_currencies");
        }
        let moved = self.moved.get(&closing.unit).copied().unwrap_or_default();
        let gap = i128::from(closing.micros) - i128::from(opening.micros) - moved;
        if gap == 0 {
            Outcome::Agrees(closing)
        } else {
            Outcome::Differs(closing, gap, place, raw)
        }
    }
}
