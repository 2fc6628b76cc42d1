//! The Earnings screen and the way back to the source. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The chart of Earnings.
#[tauri::command(rename_all = "snake_case")]
pub async fn earnings_chart(
    desk: State<'_, Desk>,
    query: EarningsChartQuery,
) -> Answer<EarningsChart> {
    desk.earnings_chart(query)
        .await
        .map_err(|error| error.shape())
}

/// A page of entries, newest first.
#[tauri::command(rename_all = "snake_case")]
pub async fn entries(
    desk: State<'_, Desk>,
    filter: EntryFilter,
    after: Option<String>,
    limit: u32,
) -> Answer<EntryPage> {
    desk.entries(filter, after, limit)
        .await
        .map_err(|error| error.shape())
}

/// The totals of a filter whose first page came without.
#[tauri::command(rename_all = "snake_case")]
pub async fn entry_totals(desk: State<'_, Desk>, filter: EntryFilter) -> Answer<EntryTotals> {
    desk.entry_totals(filter)
        .await
        .map_err(|error| error.shape())
}

/// One entry with its versions, payout and source.
#[tauri::command(rename_all = "snake_case")]
pub async fn entry(desk: State<'_, Desk>, id: i64) -> Answer<EntryDetail> {
    desk.entry(id).await.map_err(|error| error.shape())
}

/// The exact bytes of a place in a document.
#[tauri::command(rename_all = "snake_case")]
pub async fn source(
    desk: State<'_, Desk>,
    document: i64,
    start: i64,
    len: i64,
    sheet: Option<String>,
    row: Option<i64>,
) -> Answer<SourceText> {
    desk.source(document, start, len, sheet, row)
        .await
        .map_err(|error| error.shape())
}

/// Writes the creator's note on an entry.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_note(desk: State<'_, Desk>, entry: i64, note: String) -> Answer<EntryDetail> {
    desk.set_note(entry, note)
        .await
        .map_err(|error| error.shape())
}

/// Sets the creator's tags of an entry.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_tags(desk: State<'_, Desk>, entry: i64, tags: Vec<String>) -> Answer<EntryDetail> {
    desk.set_tags(entry, tags)
        .await
        .map_err(|error| error.shape())
}
