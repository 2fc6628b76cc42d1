//! The desk of offers. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The offers as columns by stage.
#[tauri::command(rename_all = "snake_case")]
pub async fn offer_board(
    desk: State<'_, Desk>,
    filter: OfferFilter,
    limit: u32,
) -> Answer<OfferBoard> {
    desk.offer_board(filter, limit)
        .await
        .map_err(|error| error.shape())
}

/// Moves offers to a stage in one step.
#[tauri::command(rename_all = "snake_case")]
pub async fn move_offers(
    desk: State<'_, Desk>,
    offers: Vec<i64>,
    stage: Option<StageName>,
) -> Answer<OfferStep> {
    desk.move_offers(offers, stage)
        .await
        .map_err(|error| error.shape())
}

/// Gives offers tags and takes others from them.
#[tauri::command(rename_all = "snake_case")]
pub async fn tag_offers(
    desk: State<'_, Desk>,
    offers: Vec<i64>,
    add: Vec<String>,
    remove: Vec<String>,
) -> Answer<OfferStep> {
    desk.tag_offers(offers, add, remove)
        .await
        .map_err(|error| error.shape())
}

/// Lays offers aside, or wakes them.
#[tauri::command(rename_all = "snake_case")]
pub async fn snooze_offers(
    desk: State<'_, Desk>,
    offers: Vec<i64>,
    until: Option<String>,
    on_reply: bool,
) -> Answer<OfferStep> {
    desk.snooze_offers(offers, until, on_reply)
        .await
        .map_err(|error| error.shape())
}

/// Takes a step back.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_offer_step(desk: State<'_, Desk>, step: i64) -> Answer<OfferStepUndone> {
    desk.undo_offer_step(step)
        .await
        .map_err(|error| error.shape())
}

/// The ids of all offers a filter leaves.
#[tauri::command(rename_all = "snake_case")]
pub async fn offers_that_fit(desk: State<'_, Desk>, filter: OfferFilter) -> Answer<Vec<i64>> {
    desk.offers_that_fit(filter)
        .await
        .map_err(|error| error.shape())
}

/// How an offer came to stand where it stands.
#[tauri::command(rename_all = "snake_case")]
pub async fn offer_stages(desk: State<'_, Desk>, offer: i64) -> Answer<Vec<StageMoveRow>> {
    desk.offer_stages(offer)
        .await
        .map_err(|error| error.shape())
}

/// The one next thing to do for each offer that has one.
#[tauri::command(rename_all = "snake_case")]
pub async fn next_offers(desk: State<'_, Desk>) -> Answer<Vec<NextOffer>> {
    desk.next_offers().await.map_err(|error| error.shape())
}

/// Keeps an offer typed by hand.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_offer(desk: State<'_, Desk>, typed: HandOffer) -> Answer<HandOfferDone> {
    desk.add_offer(typed).await.map_err(|error| error.shape())
}

/// The brand of an offer.
#[tauri::command(rename_all = "snake_case")]
pub async fn brand_of(desk: State<'_, Desk>, offer: i64) -> Answer<BrandView> {
    desk.brand_of(offer).await.map_err(|error| error.shape())
}

/// Says that a name or a domain is a brand.
#[tauri::command(rename_all = "snake_case")]
pub async fn merge_brand(
    desk: State<'_, Desk>,
    alias: String,
    brand: Option<String>,
) -> Answer<Vec<BrandView>> {
    desk.merge_brand(alias, brand)
        .await
        .map_err(|error| error.shape())
}

/// Saved searches, by name.
#[tauri::command(rename_all = "snake_case")]
pub async fn offer_searches(desk: State<'_, Desk>) -> Answer<Vec<OfferSearch>> {
    desk.offer_searches().await.map_err(|error| error.shape())
}

/// Saves a search.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_offer_search(
    desk: State<'_, Desk>,
    name: String,
    words: String,
) -> Answer<Vec<OfferSearch>> {
    desk.save_offer_search(name, words)
        .await
        .map_err(|error| error.shape())
}

/// Removes a saved search.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_offer_search(desk: State<'_, Desk>, name: String) -> Answer<Vec<OfferSearch>> {
    desk.remove_offer_search(name)
        .await
        .map_err(|error| error.shape())
}
