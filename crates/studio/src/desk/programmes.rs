//! Standing, money, countries and notices of programmes, one method for each line of the table.

use super::Desk;
use crate::programmes::{compare, economics, notices, status};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};

impl Desk {
    /// Where the creator stands with a programme.
    pub async fn programme_status(
        &self,
        id: String,
        query: BoardQuery,
    ) -> Result<ProgrammeStatusView, StudioError> {
        self.ask(move |profile| status::view(profile, &id, &query))
            .await
    }

    /// Notes a standing from a day on.
    pub async fn add_programme_status(
        &self,
        programme: String,
        draft: StatusDraft,
    ) -> Result<ProgrammeStatusView, StudioError> {
        self.change(&["programmes"], move |profile| {
            status::add(profile, &programme, &draft)
        })
        .await
    }

    /// Takes a standing back.
    pub async fn retire_programme_status(
        &self,
        row: i64,
    ) -> Result<ProgrammeStatusView, StudioError> {
        self.change(&["programmes"], move |profile| status::retire(profile, row))
            .await
    }

    /// Puts a standing back.
    pub async fn restore_programme_status(
        &self,
        row: i64,
    ) -> Result<ProgrammeStatusView, StudioError> {
        self.change(&["programmes"], move |profile| {
            status::restore(profile, row)
        })
        .await
    }

    /// What its streams should pay, beside what they paid.
    pub async fn programme_economics(
        &self,
        id: String,
        query: BoardQuery,
    ) -> Result<ProgrammeEconomics, StudioError> {
        self.ask(move |profile| economics::view(profile, &id, &query))
            .await
    }

    /// What would change from one country to another.
    pub async fn compare_regions(
        &self,
        from: String,
        to: String,
        query: BoardQuery,
    ) -> Result<RegionCompare, StudioError> {
        self.ask(move |profile| compare::view(profile, &from, &to, &query))
            .await
    }

    /// Looks at what is switched on.
    pub async fn programme_notices(&self) -> Result<ProgrammeNotices, StudioError> {
        self.ask(notices::look).await
    }

    /// Switches notices on or off.
    pub async fn set_programme_notices(
        &self,
        programme: Option<String>,
        on: Option<bool>,
    ) -> Result<ProgrammeNotices, StudioError> {
        self.change(&["programmes"], move |profile: &OpenProfile| {
            notices::switch(profile, programme.as_deref(), on)
        })
        .await
    }

    /// Puts notices aside, or brings them back.
    pub async fn acknowledge_notices(
        &self,
        rows: Vec<i64>,
        aside: bool,
    ) -> Result<ProgrammeNotices, StudioError> {
        self.change(&["programmes"], move |profile| {
            notices::put_aside(profile, &rows, aside)
        })
        .await
    }
}
