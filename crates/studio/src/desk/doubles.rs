//! One method for each command about money told twice.

use super::Desk;
use crate::doubles::{self, Keep};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};

/// What a decision may change.
const DECIDED: &[&str] = &["app", "entries", "payouts", "accounts"];

impl Desk {
    /// What looks like one thing told twice, and what was decided.
    pub async fn doubles(&self) -> Result<Doubles, StudioError> {
        self.ask(doubles::doubles).await
    }

    /// How many pairs wait.
    pub async fn doubles_open(&self) -> Result<i64, StudioError> {
        self.ask(doubles::open_count).await
    }

    /// Puts one side of pairs or whole overlaps aside.
    pub async fn merge_doubles(
        &self,
        ids: Vec<String>,
        keep: Option<String>,
    ) -> Result<DoublesDone, StudioError> {
        self.change(DECIDED, move |profile| {
            doubles::merge(profile, &ids, Keep::read(keep.as_deref())?)
        })
        .await
    }

    /// Keeps both sides of pairs or whole overlaps.
    pub async fn keep_doubles(&self, ids: Vec<String>) -> Result<DoublesDone, StudioError> {
        self.change(DECIDED, move |profile| doubles::keep(profile, &ids))
            .await
    }

    /// Takes a decision back.
    pub async fn undo_doubles(&self, decision: i64) -> Result<(), StudioError> {
        self.change(DECIDED, move |profile: &OpenProfile| {
            doubles::undo(profile, decision)
        })
        .await
    }

    /// What an entry is one with, by decision.
    pub async fn double_twins(&self, entry: i64) -> Result<Vec<DoubleTwin>, StudioError> {
        self.ask(move |profile| doubles::twins(profile, entry))
            .await
    }
}
