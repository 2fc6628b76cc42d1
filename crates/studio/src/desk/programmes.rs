//! Standing, money, countries and notices of programmes, one method for each line of the table.

use super::Desk;
use crate::programmes::{compare, economics, figures, forecast, notices, status};
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

    /// The readings behind a figure.
    pub async fn figure_history(
        &self,
        programme: String,
        metric: String,
        on: Option<String>,
    ) -> Result<FigureHistory, StudioError> {
        self.ask(move |profile| figures::readings(profile, &programme, &metric, on.as_deref()))
            .await
    }

    /// Notes the creator's own word on a figure.
    pub async fn note_figure(
        &self,
        programme: String,
        metric: String,
        value: String,
        on: Option<String>,
    ) -> Result<FigureHistory, StudioError> {
        self.change(&["programmes", "runs"], move |profile| {
            figures::note(profile, &programme, &metric, &value, on.as_deref())
        })
        .await
    }

    /// When every programme opens or would be lost.
    pub async fn forecasts(&self, query: BoardQuery) -> Result<ForecastList, StudioError> {
        self.ask(move |profile| forecast::forecasts(profile, &query))
            .await
    }

    /// One programme's outlook with a chart of that size.
    pub async fn forecast(
        &self,
        id: String,
        query: BoardQuery,
        place: Option<String>,
        width: u32,
        height: u32,
    ) -> Result<ForecastPage, StudioError> {
        self.ask(move |profile| {
            forecast::forecast(profile, &id, &query, place.as_deref(), (width, height))
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
