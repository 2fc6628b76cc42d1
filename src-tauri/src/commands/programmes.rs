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

/// Where the creator stands with a programme, typed and observed, with the waits a rule states.
#[tauri::command(rename_all = "snake_case")]
pub async fn programme_status(
    desk: State<'_, Desk>,
    id: String,
    query: BoardQuery,
) -> Answer<ProgrammeStatusView> {
    desk.programme_status(id, query)
        .await
        .map_err(|error| error.shape())
}

/// Notes a standing from a day on; another one for the same day takes its place.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_programme_status(
    desk: State<'_, Desk>,
    programme: String,
    draft: StatusDraft,
) -> Answer<ProgrammeStatusView> {
    desk.add_programme_status(programme, draft)
        .await
        .map_err(|error| error.shape())
}

/// Takes a standing back; it stays in the history.
#[tauri::command(rename_all = "snake_case")]
pub async fn retire_programme_status(
    desk: State<'_, Desk>,
    status: i64,
) -> Answer<ProgrammeStatusView> {
    desk.retire_programme_status(status)
        .await
        .map_err(|error| error.shape())
}

/// Puts a standing that was taken back in its place again.
#[tauri::command(rename_all = "snake_case")]
pub async fn restore_programme_status(
    desk: State<'_, Desk>,
    status: i64,
) -> Answer<ProgrammeStatusView> {
    desk.restore_programme_status(status)
        .await
        .map_err(|error| error.shape())
}

/// What the streams of a programme should pay by the rules in force, beside what they paid.
#[tauri::command(rename_all = "snake_case")]
pub async fn programme_economics(
    desk: State<'_, Desk>,
    id: String,
    query: BoardQuery,
) -> Answer<ProgrammeEconomics> {
    desk.programme_economics(id, query)
        .await
        .map_err(|error| error.shape())
}

/// What would open, close or change from one country to another.
#[tauri::command(rename_all = "snake_case")]
pub async fn compare_regions(
    desk: State<'_, Desk>,
    from: String,
    to: String,
    query: BoardQuery,
) -> Answer<RegionCompare> {
    desk.compare_regions(from, to, query)
        .await
        .map_err(|error| error.shape())
}

/// Looks at the programmes that are switched on and gives the changes not put aside.
#[tauri::command(rename_all = "snake_case")]
pub async fn programme_notices(desk: State<'_, Desk>) -> Answer<ProgrammeNotices> {
    desk.programme_notices()
        .await
        .map_err(|error| error.shape())
}

/// Switches notices on or off: of one programme, or of all without a choice of their own.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_programme_notices(
    desk: State<'_, Desk>,
    programme: Option<String>,
    on: Option<bool>,
) -> Answer<ProgrammeNotices> {
    desk.set_programme_notices(programme, on)
        .await
        .map_err(|error| error.shape())
}

/// Puts notices aside or brings them back; an empty list means all.
#[tauri::command(rename_all = "snake_case")]
pub async fn acknowledge_notices(
    desk: State<'_, Desk>,
    notices: Vec<i64>,
    aside: bool,
) -> Answer<ProgrammeNotices> {
    desk.acknowledge_notices(notices, aside)
        .await
        .map_err(|error| error.shape())
}

/// When every programme opens or would be lost.
#[tauri::command(rename_all = "snake_case")]
pub async fn forecasts(desk: State<'_, Desk>, query: BoardQuery) -> Answer<ForecastList> {
    desk.forecasts(query).await.map_err(|error| error.shape())
}

/// One programme's outlook, with the chart of a requirement (of the decisive one when none is named).
#[tauri::command(rename_all = "snake_case")]
pub async fn forecast(
    desk: State<'_, Desk>,
    id: String,
    query: BoardQuery,
    place: Option<String>,
    width: u32,
    height: u32,
) -> Answer<ForecastPage> {
    desk.forecast(id, query, place, width, height)
        .await
        .map_err(|error| error.shape())
}

/// The newest readings behind a figure a programme is judged by, with where each is written.
#[tauri::command(rename_all = "snake_case")]
pub async fn figure_history(
    desk: State<'_, Desk>,
    programme: String,
    metric: String,
    on: Option<String>,
) -> Answer<FigureHistory> {
    desk.figure_history(programme, metric, on)
        .await
        .map_err(|error| error.shape())
}

/// Notes the creator's own word on a figure; undone by its run.
#[tauri::command(rename_all = "snake_case")]
pub async fn note_figure(
    desk: State<'_, Desk>,
    programme: String,
    metric: String,
    value: String,
    on: Option<String>,
) -> Answer<FigureHistory> {
    desk.note_figure(programme, metric, value, on)
        .await
        .map_err(|error| error.shape())
}
