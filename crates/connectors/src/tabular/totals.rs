//! Rows that sum up others, compared with what they sum up.
//!
//! The rule it protects: a total is never an entry, and one that disagrees with its rows goes to needs review, unless a row
//! could not be read, which explains it.

use super::fold::matches;
use super::header::Bound;
use super::preset::{Column, Preset};
use super::row::Reader;
use crate::import::Note;
use csv::StringRecord;
use domain::reject::RejectReason;
use domain::{Locator, Reject};

/// Sums of the money columns, and the total the file states.
pub(crate) struct Sums {
    first_cell: Vec<String>,
    check: bool,
    /// For each money column: its place in the preset, and the sum so far.
    columns: Vec<(usize, i128)>,
    unread: bool,
    stated: Option<Stated>,
}

struct Stated {
    figures: Vec<(usize, i64)>,
    locator: Locator,
    raw: String,
}

impl Sums {
    pub fn of(preset: &Preset, bound: &Bound) -> Self {
        let columns = preset.columns.iter().enumerate().zip(&bound.at);
        Self {
            first_cell: preset
                .totals
                .as_ref()
                .map(|t| t.first_cell.clone())
                .unwrap_or_default(),
            check: preset.totals.as_ref().is_some_and(|t| t.check),
            columns: columns
                .filter(|((_, c), at)| c.role.is_money() && at.is_some())
                .map(|((n, _), _)| (n, 0))
                .collect(),
            unread: false,
            stated: None,
        }
    }

    /// Whether a row is a total: its first filled cell says so.
    pub fn is_total(&self, record: &StringRecord) -> bool {
        if self.first_cell.is_empty() {
            return false;
        }
        let first = record
            .iter()
            .map(str::trim)
            .find(|c| !c.is_empty())
            .unwrap_or_default();
        self.first_cell.iter().any(|p| matches(p, first))
    }

    /// Keeps what a total states.
    pub fn state(
        &mut self,
        record: &StringRecord,
        reader: &Reader<'_>,
        locator: Locator,
        raw: String,
    ) {
        let mut figures = Vec::new();
        for (n, _) in &self.columns {
            if let Some(figure) = figure(reader, record, *n) {
                match figure {
                    Ok(micros) => figures.push((*n, micros)),
                    Err(()) => self.unread = true,
                }
            }
        }
        self.stated = Some(Stated {
            figures,
            locator,
            raw,
        });
    }

    /// Adds a row, left aside or not.
    pub fn add(&mut self, record: &StringRecord, reader: &Reader<'_>, refused: bool) {
        if !self.check {
            return;
        }
        self.unread |= refused;
        for (n, sum) in &mut self.columns {
            match figure(reader, record, *n) {
                Some(Ok(micros)) => *sum += i128::from(micros),
                Some(Err(())) => self.unread = true,
                None => {}
            }
        }
    }

    fn difference(&self) -> Option<(usize, i64, i128)> {
        let stated = self
            .stated
            .as_ref()
            .filter(|_| self.check && !self.unread)?;
        stated.figures.iter().find_map(|(n, micros)| {
            let (_, sum) = self.columns.iter().find(|(m, _)| m == n)?;
            (i128::from(*micros) != *sum).then_some((*n, *micros, *sum))
        })
    }

    /// The total as a refused row, when it is not the sum of the rows.
    pub fn disagreement(&self) -> Option<Reject> {
        let (_, stated, sum) = self.difference()?;
        let total = self.stated.as_ref()?;
        let text = |micros| domain::amount::micros_text(micros, domain::Unit::Unstated);
        Some(Reject {
            reason: RejectReason::DoesNotAddUp,
            detail: format!("{} ≠ {}", text(i128::from(stated)), text(sum)),
            locator: total.locator.clone(),
            raw: total.raw.clone(),
        })
    }

    /// What became of the total.
    pub fn note(&self) -> Option<Note> {
        self.stated.as_ref()?;
        let code = match (self.check, self.unread, self.difference()) {
            (false, ..) => "total_left_aside",
            (true, true, _) => "total_unchecked",
            (true, false, None) => "total_agrees",
            (true, false, Some(_)) => "total_differs",
        };
        Some(Note::one(code, ""))
    }
}

fn figure(reader: &Reader<'_>, record: &StringRecord, n: usize) -> Option<Result<i64, ()>> {
    let column: &Column = reader.preset.columns.get(n)?;
    let cell = reader.cell(record, n)?;
    Some(reader.figure(cell, column).map_err(|_| ()))
}
