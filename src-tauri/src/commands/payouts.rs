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

/// A page of the entries behind a line of a payout's X-ray.
#[tauri::command(rename_all = "snake_case")]
pub async fn payout_rows(
    desk: State<'_, Desk>,
    payout: i64,
    rows: String,
    stream: Option<StreamName>,
    after: Option<String>,
    limit: u32,
) -> Answer<EntryPage> {
    desk.payout_rows(payout, rows, stream, after, limit)
        .await
        .map_err(|error| error.shape())
}

/// What is expected of each account, with bands.
#[tauri::command(rename_all = "snake_case")]
pub async fn payout_calendar(desk: State<'_, Desk>) -> Answer<Vec<ExpectedPayout>> {
    desk.payout_calendar().await.map_err(|error| error.shape())
}

/// Payouts and bank lines that wait for a decision, and the decisions.
#[tauri::command(rename_all = "snake_case")]
pub async fn match_queue(desk: State<'_, Desk>) -> Answer<MatchQueue> {
    desk.match_queue().await.map_err(|error| error.shape())
}

/// Stops the matching under way; whether there was any.
#[tauri::command(rename_all = "snake_case")]
pub async fn cancel_match(desk: State<'_, Desk>) -> Answer<bool> {
    desk.cancel_match().await.map_err(|error| error.shape())
}

/// Accepts that parts of bank lines are payouts.
#[tauri::command(rename_all = "snake_case")]
pub async fn accept_match(desk: State<'_, Desk>, parts: Vec<MatchPart>) -> Answer<MatchQueue> {
    desk.accept_match(parts)
        .await
        .map_err(|error| error.shape())
}

/// Says that they are not; without a payout, that the bank line is none.
#[tauri::command(rename_all = "snake_case")]
pub async fn refuse_match(desk: State<'_, Desk>, parts: Vec<MatchPart>) -> Answer<MatchQueue> {
    desk.refuse_match(parts)
        .await
        .map_err(|error| error.shape())
}

/// Takes a decision about bank lines back.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_match(desk: State<'_, Desk>, decision: i64) -> Answer<MatchQueue> {
    desk.undo_match(decision)
        .await
        .map_err(|error| error.shape())
}

/// Months of accounts: accepted ones, and those that may be.
#[tauri::command(rename_all = "snake_case")]
pub async fn payout_periods(desk: State<'_, Desk>) -> Answer<Vec<PeriodRow>> {
    desk.payout_periods().await.map_err(|error| error.shape())
}

/// Accepts a month; its figures are kept as they are now.
#[tauri::command(rename_all = "snake_case")]
pub async fn lock_period(
    desk: State<'_, Desk>,
    account: i64,
    month: String,
) -> Answer<Vec<PeriodRow>> {
    desk.lock_period(account, month)
        .await
        .map_err(|error| error.shape())
}

/// Opens an accepted month again, for a reason.
#[tauri::command(rename_all = "snake_case")]
pub async fn reopen_period(
    desk: State<'_, Desk>,
    account: i64,
    month: String,
    reason: String,
) -> Answer<Vec<PeriodRow>> {
    desk.reopen_period(account, month, reason)
        .await
        .map_err(|error| error.shape())
}
