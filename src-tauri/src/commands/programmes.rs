//! The Programmes screen. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The board of programmes.
#[tauri::command(rename_all = "snake_case")]
pub async fn board(desk: State<'_, Desk>, query: BoardQuery) -> Answer<Board> {
    desk.board(query).await.map_err(|error| error.shape())
}

/// One programme, opened.
#[tauri::command(rename_all = "snake_case")]
pub async fn programme(
    desk: State<'_, Desk>,
    id: String,
    query: BoardQuery,
) -> Answer<ProgrammeDetail> {
    desk.programme(id, query)
        .await
        .map_err(|error| error.shape())
}

/// The creator's word on being in a programme: `in`, `applied`, `left`, or nothing.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_membership(
    desk: State<'_, Desk>,
    programme: String,
    state: Option<String>,
) -> Answer<ProgrammeDetail> {
    desk.set_membership(programme, state)
        .await
        .map_err(|error| error.shape())
}
