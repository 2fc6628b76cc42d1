//! The Inbox screen. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The list of offers.
#[tauri::command(rename_all = "snake_case")]
pub async fn offers(desk: State<'_, Desk>, filter: OfferFilter) -> Answer<OfferList> {
    desk.offers(filter).await.map_err(|error| error.shape())
}

/// One offer, opened.
#[tauri::command(rename_all = "snake_case")]
pub async fn offer(desk: State<'_, Desk>, id: i64) -> Answer<OfferDetail> {
    desk.offer(id).await.map_err(|error| error.shape())
}

/// Moves an offer to a stage; without one the source's word holds again.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_stage(
    desk: State<'_, Desk>,
    offer: i64,
    stage: Option<StageName>,
) -> Answer<OfferDetail> {
    desk.set_stage(offer, stage)
        .await
        .map_err(|error| error.shape())
}

/// Corrects a term; nothing takes the correction back.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_term(
    desk: State<'_, Desk>,
    offer: i64,
    field: TermFieldName,
    value: Option<String>,
) -> Answer<OfferDetail> {
    desk.set_term(offer, field, value)
        .await
        .map_err(|error| error.shape())
}
