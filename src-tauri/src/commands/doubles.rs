//! Money told by two sources. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// What looks like one thing told twice, and what was decided.
#[tauri::command(rename_all = "snake_case")]
pub async fn doubles(desk: State<'_, Desk>) -> Answer<Doubles> {
    desk.doubles().await.map_err(|error| error.shape())
}

/// How many pairs wait for a decision.
#[tauri::command(rename_all = "snake_case")]
pub async fn doubles_open(desk: State<'_, Desk>) -> Answer<i64> {
    desk.doubles_open().await.map_err(|error| error.shape())
}

/// Puts one side of pairs or of whole overlaps aside.
#[tauri::command(rename_all = "snake_case")]
pub async fn merge_doubles(
    desk: State<'_, Desk>,
    ids: Vec<String>,
    keep: Option<String>,
) -> Answer<DoublesDone> {
    desk.merge_doubles(ids, keep)
        .await
        .map_err(|error| error.shape())
}

/// Keeps both sides of pairs or of whole overlaps.
#[tauri::command(rename_all = "snake_case")]
pub async fn keep_doubles(desk: State<'_, Desk>, ids: Vec<String>) -> Answer<DoublesDone> {
    desk.keep_doubles(ids).await.map_err(|error| error.shape())
}

/// Takes a decision back.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_doubles(desk: State<'_, Desk>, decision: i64) -> Answer<()> {
    desk.undo_doubles(decision)
        .await
        .map_err(|error| error.shape())
}

/// What an entry is one with, by the creator's decisions.
#[tauri::command(rename_all = "snake_case")]
pub async fn double_twins(desk: State<'_, Desk>, entry: i64) -> Answer<Vec<DoubleTwin>> {
    desk.double_twins(entry)
        .await
        .map_err(|error| error.shape())
}
