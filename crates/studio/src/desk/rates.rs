//! One method for each command about rates.

use super::Desk;
use crate::effective::{self, ExpectedDraft};
use crate::rates::{self, OwnRateDraft};
use crate::shapes::*;
use crate::{StudioError, earnings};

/// What another rate may change.
const CONVERTED: &[&str] = &["rates", "entries", "payouts"];

impl Desk {
    /// The rates section of Settings.
    pub async fn rates(&self) -> Result<RatesView, StudioError> {
        self.ask(rates::view).await
    }

    /// One rate of one day, opened to where it is written.
    pub async fn rate_of_day(
        &self,
        unit: String,
        currency: Option<String>,
        day: Option<String>,
    ) -> Result<RateOfDay, StudioError> {
        self.ask(move |profile| rates::rate(profile, &unit, currency.as_deref(), day.as_deref()))
            .await
    }

    /// Reads newer reference rates from the network.
    pub async fn refresh_rates(&self) -> Result<RatesRefresh, StudioError> {
        let profile = self.profile()?;
        let report = rates::refresh(&profile, None).await?;
        self.events.changed(CONVERTED);
        self.events.changed(&["runs"]);
        Ok(report)
    }

    /// Types a rate of the creator's own.
    pub async fn set_own_rate(&self, draft: OwnRateRequest) -> Result<RatesView, StudioError> {
        let draft = OwnRateDraft {
            unit: draft.unit,
            worth: draft.worth,
            currency: draft.currency,
            from: draft.from,
            note: draft.note,
        };
        self.change(CONVERTED, move |profile| rates::set_own(profile, &draft))
            .await
    }

    /// Takes a rate of the creator's own back.
    pub async fn retire_own_rate(&self, id: i64) -> Result<RatesView, StudioError> {
        self.change(CONVERTED, move |profile| rates::retire_own(profile, id))
            .await
    }

    /// Puts a rate back that was replaced or taken back.
    pub async fn restore_own_rate(&self, id: i64) -> Result<RatesView, StudioError> {
        self.change(CONVERTED, move |profile| rates::restore_own(profile, id))
            .await
    }

    /// The sum of a filter in the reporting currency.
    pub async fn converted(&self, filter: EntryFilter) -> Result<Converted, StudioError> {
        self.ask(move |profile| earnings::totals::converted_sum(profile, &filter))
            .await
    }

    /// What was really paid for one of something.
    pub async fn effective_rates(&self) -> Result<Vec<EffectiveRate>, StudioError> {
        self.ask(effective::rates).await
    }

    /// Types what the creator expects to be paid for one.
    pub async fn set_expected_rate(
        &self,
        draft: ExpectedRateRequest,
    ) -> Result<Vec<EffectiveRate>, StudioError> {
        let draft = ExpectedDraft {
            account: draft.account,
            stream: draft.stream,
            measure: draft.measure,
            unit: draft.unit,
            value: draft.value,
            from: draft.from,
        };
        self.change(&["rates"], move |profile| {
            effective::set_expected(profile, &draft)
        })
        .await
    }

    /// Takes an expectation back.
    pub async fn retire_expected_rate(&self, id: i64) -> Result<Vec<EffectiveRate>, StudioError> {
        self.change(&["rates"], move |profile| {
            effective::retire_expected(profile, id)
        })
        .await
    }

    /// Puts an expectation back.
    pub async fn restore_expected_rate(&self, id: i64) -> Result<Vec<EffectiveRate>, StudioError> {
        self.change(&["rates"], move |profile| {
            effective::restore_expected(profile, id)
        })
        .await
    }

    /// What exchange cost at each payer.
    pub async fn exchange_costs(&self) -> Result<Vec<ExchangeCost>, StudioError> {
        self.ask(rates::cost).await
    }
}
