//! The Payouts screen. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The list of payouts.
#[tauri::command(rename_all = "snake_case")]
pub async fn payouts(desk: State<'_, Desk>, after: Option<String>) -> Answer<PayoutList> {
    desk.payouts(after).await.map_err(|error| error.shape())
}

/// One payout, opened.
#[tauri::command(rename_all = "snake_case")]
pub async fn payout(desk: State<'_, Desk>, id: i64) -> Answer<PayoutDetail> {
    desk.payout(id).await.map_err(|error| error.shape())
}
