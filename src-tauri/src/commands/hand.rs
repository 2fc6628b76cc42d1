//! Hand entry. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// What a typed line reads as; writes nothing.
#[tauri::command(rename_all = "snake_case")]
pub async fn read_hand(desk: State<'_, Desk>, typed: HandEntry) -> Answer<HandReading> {
    desk.read_hand(typed).await.map_err(|error| error.shape())
}

/// Keeps what was typed.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_hand(desk: State<'_, Desk>, typed: HandEntry) -> Answer<HandDone> {
    desk.add_hand(typed).await.map_err(|error| error.shape())
}

/// Changes an entry typed by hand.
#[tauri::command(rename_all = "snake_case")]
pub async fn edit_hand(desk: State<'_, Desk>, entry: i64, typed: HandEntry) -> Answer<HandDone> {
    desk.edit_hand(entry, typed)
        .await
        .map_err(|error| error.shape())
}

/// Takes an entry typed by hand out of every sum.
#[tauri::command(rename_all = "snake_case")]
pub async fn delete_hand(desk: State<'_, Desk>, entry: i64) -> Answer<HandDone> {
    desk.delete_hand(entry).await.map_err(|error| error.shape())
}

/// Money that comes again.
#[tauri::command(rename_all = "snake_case")]
pub async fn recurring(desk: State<'_, Desk>) -> Answer<Vec<RecurringRow>> {
    desk.recurring().await.map_err(|error| error.shape())
}

/// Changes what occurrences say from a day on.
#[tauri::command(rename_all = "snake_case")]
pub async fn edit_recurring(
    desk: State<'_, Desk>,
    id: i64,
    from: Option<String>,
    typed: HandEntry,
) -> Answer<Vec<RecurringRow>> {
    desk.edit_recurring(id, from, typed)
        .await
        .map_err(|error| error.shape())
}

/// Ends a repetition, or lets it go on.
#[tauri::command(rename_all = "snake_case")]
pub async fn end_recurring(
    desk: State<'_, Desk>,
    id: i64,
    until: Option<String>,
) -> Answer<Vec<RecurringRow>> {
    desk.end_recurring(id, until)
        .await
        .map_err(|error| error.shape())
}

/// Keeps a file beside an entry.
#[tauri::command(rename_all = "snake_case")]
pub async fn attach(desk: State<'_, Desk>, entry: i64, path: String) -> Answer<EntryLedger> {
    desk.attach(entry, path)
        .await
        .map_err(|error| error.shape())
}

/// Takes a file from beside an entry.
#[tauri::command(rename_all = "snake_case")]
pub async fn detach(desk: State<'_, Desk>, entry: i64, attachment: i64) -> Answer<EntryLedger> {
    desk.detach(entry, attachment)
        .await
        .map_err(|error| error.shape())
}
