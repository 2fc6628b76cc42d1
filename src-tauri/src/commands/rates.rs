//! Rates: reference rates, the creator's own, effective rates, what exchange cost. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The rates section of Settings.
#[tauri::command(rename_all = "snake_case")]
pub async fn rates(desk: State<'_, Desk>) -> Answer<RatesView> {
    desk.rates().await.map_err(|error| error.shape())
}

/// One rate of one day, opened to where it is written.
#[tauri::command(rename_all = "snake_case")]
pub async fn rate_of_day(
    desk: State<'_, Desk>,
    unit: String,
    currency: Option<String>,
    day: Option<String>,
) -> Answer<RateOfDay> {
    desk.rate_of_day(unit, currency, day)
        .await
        .map_err(|error| error.shape())
}

/// Reads newer reference rates from the network.
#[tauri::command(rename_all = "snake_case")]
pub async fn refresh_rates(desk: State<'_, Desk>) -> Answer<RatesRefresh> {
    desk.refresh_rates().await.map_err(|error| error.shape())
}

/// Types a rate of the creator's own.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_own_rate(desk: State<'_, Desk>, draft: OwnRateRequest) -> Answer<RatesView> {
    desk.set_own_rate(draft)
        .await
        .map_err(|error| error.shape())
}

/// Takes a rate of the creator's own back.
#[tauri::command(rename_all = "snake_case")]
pub async fn retire_own_rate(desk: State<'_, Desk>, id: i64) -> Answer<RatesView> {
    desk.retire_own_rate(id)
        .await
        .map_err(|error| error.shape())
}

/// Puts a rate back that was replaced or taken back.
#[tauri::command(rename_all = "snake_case")]
pub async fn restore_own_rate(desk: State<'_, Desk>, id: i64) -> Answer<RatesView> {
    desk.restore_own_rate(id)
        .await
        .map_err(|error| error.shape())
}

/// The sum of a filter in the reporting currency.
#[tauri::command(rename_all = "snake_case")]
pub async fn converted(desk: State<'_, Desk>, filter: EntryFilter) -> Answer<Converted> {
    desk.converted(filter).await.map_err(|error| error.shape())
}

/// What was really paid for one of something.
#[tauri::command(rename_all = "snake_case")]
pub async fn effective_rates(desk: State<'_, Desk>) -> Answer<Vec<EffectiveRate>> {
    desk.effective_rates().await.map_err(|error| error.shape())
}

/// Types what the creator expects to be paid for one.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_expected_rate(
    desk: State<'_, Desk>,
    draft: ExpectedRateRequest,
) -> Answer<Vec<EffectiveRate>> {
    desk.set_expected_rate(draft)
        .await
        .map_err(|error| error.shape())
}

/// Takes an expectation back.
#[tauri::command(rename_all = "snake_case")]
pub async fn retire_expected_rate(desk: State<'_, Desk>, id: i64) -> Answer<Vec<EffectiveRate>> {
    desk.retire_expected_rate(id)
        .await
        .map_err(|error| error.shape())
}

/// Puts an expectation back.
#[tauri::command(rename_all = "snake_case")]
pub async fn restore_expected_rate(desk: State<'_, Desk>, id: i64) -> Answer<Vec<EffectiveRate>> {
    desk.restore_expected_rate(id)
        .await
        .map_err(|error| error.shape())
}

/// What exchange cost at each payer.
#[tauri::command(rename_all = "snake_case")]
pub async fn exchange_costs(desk: State<'_, Desk>) -> Answer<Vec<ExchangeCost>> {
    desk.exchange_costs().await.map_err(|error| error.shape())
}
