//! The Today screen. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The Today screen; the chart is drawn for this size.
#[tauri::command(rename_all = "snake_case")]
pub async fn today(desk: State<'_, Desk>, width: u32, height: u32) -> Answer<Today> {
    desk.today(width, height)
        .await
        .map_err(|error| error.shape())
}

/// Marks changes as seen; an empty list means all.
#[tauri::command(rename_all = "snake_case")]
pub async fn acknowledge(desk: State<'_, Desk>, changes: Vec<i64>) -> Answer<Vec<i64>> {
    desk.acknowledge(changes)
        .await
        .map_err(|error| error.shape())
}

/// Takes an acknowledgement back.
#[tauri::command(rename_all = "snake_case")]
pub async fn unacknowledge(desk: State<'_, Desk>, changes: Vec<i64>) -> Answer<Vec<i64>> {
    desk.unacknowledge(changes)
        .await
        .map_err(|error| error.shape())
}
