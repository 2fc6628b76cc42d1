//! Work on offers: pieces, rights, worth, calendar, case file. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// An offer's pieces and rights over time, with the deals it meets.
#[tauri::command(rename_all = "snake_case")]
pub async fn deal(desk: State<'_, Desk>, offer: i64) -> Answer<DealTimeline> {
    desk.deal(offer).await.map_err(|error| error.shape())
}

/// Every deal with something ahead of it or still bound, and where they meet.
#[tauri::command(rename_all = "snake_case")]
pub async fn deals_timeline(desk: State<'_, Desk>) -> Answer<DealTimeline> {
    desk.deals_timeline().await.map_err(|error| error.shape())
}

/// Adds a piece the terms do not state.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_deliverable(
    desk: State<'_, Desk>,
    offer: i64,
    draft: DeliverableDraft,
) -> Answer<DealSaid> {
    desk.add_deliverable(offer, draft)
        .await
        .map_err(|error| error.shape())
}

/// Says something of a piece; undone by its word.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_deliverable(
    desk: State<'_, Desk>,
    offer: i64,
    item: String,
    draft: DeliverableDraft,
) -> Answer<DealSaid> {
    desk.set_deliverable(offer, item, draft)
        .await
        .map_err(|error| error.shape())
}

/// Says something of a right; undone by its word.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_right(
    desk: State<'_, Desk>,
    offer: i64,
    item: String,
    draft: RightDraft,
) -> Answer<DealSaid> {
    desk.set_right(offer, item, draft)
        .await
        .map_err(|error| error.shape())
}

/// Takes back what was said of a piece, a right or the worth of an offer.
#[tauri::command(rename_all = "snake_case")]
pub async fn take_back_word(desk: State<'_, Desk>, word: i64) -> Answer<()> {
    desk.take_back_word(word)
        .await
        .map_err(|error| error.shape())
}

/// What an offer is worth after charges, time, currency and exclusivity.
#[tauri::command(rename_all = "snake_case")]
pub async fn worth(desk: State<'_, Desk>, offer: i64) -> Answer<Worth> {
    desk.worth(offer).await.map_err(|error| error.shape())
}

/// Two offers side by side.
#[tauri::command(rename_all = "snake_case")]
pub async fn compare_worth(desk: State<'_, Desk>, one: i64, other: i64) -> Answer<WorthComparison> {
    desk.compare_worth(one, other)
        .await
        .map_err(|error| error.shape())
}

/// Says something for the reckoning of one offer; undone by its word.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_worth(desk: State<'_, Desk>, offer: i64, draft: WorthDraft) -> Answer<DealSaid> {
    desk.set_worth(offer, draft)
        .await
        .map_err(|error| error.shape())
}

/// What the creator says for every reckoning: charges, an hour, usual hours.
#[tauri::command(rename_all = "snake_case")]
pub async fn worth_choices(desk: State<'_, Desk>) -> Answer<WorthChoices> {
    desk.worth_choices().await.map_err(|error| error.shape())
}

/// Changes some of it.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_worth_choices(desk: State<'_, Desk>, draft: WorthChoices) -> Answer<WorthChoices> {
    desk.set_worth_choices(draft)
        .await
        .map_err(|error| error.shape())
}

/// The creator's own past fees, of one brand when named, beside an offer when named.
#[tauri::command(rename_all = "snake_case")]
pub async fn past_fees(
    desk: State<'_, Desk>,
    brand: Option<String>,
    offer: Option<i64>,
) -> Answer<FeeHistory> {
    desk.past_fees(brand, offer)
        .await
        .map_err(|error| error.shape())
}

/// Writes the days ahead as an iCalendar file.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_calendar(desk: State<'_, Desk>, path: String) -> Answer<WrittenFile> {
    desk.save_calendar(path)
        .await
        .map_err(|error| error.shape())
}

/// Writes everything around an offer as a dated archive.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_case(desk: State<'_, Desk>, offer: i64, path: String) -> Answer<WrittenFile> {
    desk.save_case(offer, path)
        .await
        .map_err(|error| error.shape())
}
