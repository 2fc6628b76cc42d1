//! What changed and the ledger. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// A page of what changed, newest first.
#[tauri::command(rename_all = "snake_case")]
pub async fn changes(
    desk: State<'_, Desk>,
    query: ChangesQuery,
    after: Option<i64>,
    limit: u32,
) -> Answer<ChangesPage> {
    desk.changes(query, after, limit)
        .await
        .map_err(|error| error.shape())
}

/// Acknowledges every open change that the query shows.
#[tauri::command(rename_all = "snake_case")]
pub async fn acknowledge_shown(desk: State<'_, Desk>, query: ChangesQuery) -> Answer<Vec<i64>> {
    desk.acknowledge_shown(query)
        .await
        .map_err(|error| error.shape())
}

/// Flags a change, changes the note of its flag, or lifts the flag.
#[tauri::command(rename_all = "snake_case")]
pub async fn flag_change(
    desk: State<'_, Desk>,
    change: i64,
    note: Option<String>,
) -> Answer<Option<ChangeFlag>> {
    desk.flag_change(change, note)
        .await
        .map_err(|error| error.shape())
}

/// What the ledger knows of one entry beyond its versions.
#[tauri::command(rename_all = "snake_case")]
pub async fn entry_ledger(desk: State<'_, Desk>, id: i64) -> Answer<EntryLedger> {
    desk.entry_ledger(id).await.map_err(|error| error.shape())
}

/// Drift per platform and month.
#[tauri::command(rename_all = "snake_case")]
pub async fn drift(
    desk: State<'_, Desk>,
    from: Option<String>,
    to: Option<String>,
) -> Answer<DriftTable> {
    desk.drift(from, to).await.map_err(|error| error.shape())
}

/// The expected final range of what is estimated among the chosen entries.
#[tauri::command(rename_all = "snake_case")]
pub async fn expected_final(
    desk: State<'_, Desk>,
    filter: EntryFilter,
) -> Answer<Vec<ExpectedFinal>> {
    desk.expected_final(filter)
        .await
        .map_err(|error| error.shape())
}

/// Totals as they were known at the end of a day, beside the present ones.
#[tauri::command(rename_all = "snake_case")]
pub async fn known_totals(
    desk: State<'_, Desk>,
    known_on: String,
    filter: EntryFilter,
) -> Answer<KnownTotals> {
    desk.known_totals(known_on, filter)
        .await
        .map_err(|error| error.shape())
}

/// Payouts as they were known at the end of a day.
#[tauri::command(rename_all = "snake_case")]
pub async fn known_payouts(desk: State<'_, Desk>, known_on: String) -> Answer<KnownPayouts> {
    desk.known_payouts(known_on)
        .await
        .map_err(|error| error.shape())
}
