//! The frame: profiles, running work, search. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The frame: open profile, language, theme, badges.
#[tauri::command(rename_all = "snake_case")]
pub async fn app_state(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.app_state().await.map_err(|error| error.shape())
}

/// Makes the creator's own profile, or opens it.
#[tauri::command(rename_all = "snake_case")]
pub async fn start_profile(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.start_profile().await.map_err(|error| error.shape())
}

/// Opens a profile under its passphrase: the one in `folder`, else the one that waits since the window began.
#[tauri::command(rename_all = "snake_case")]
pub async fn unlock(
    desk: State<'_, Desk>,
    passphrase: String,
    folder: Option<String>,
) -> Answer<AppState> {
    desk.unlock(passphrase, folder)
        .await
        .map_err(|error| error.shape())
}

/// Sets, changes or takes off the passphrase of the open profile; whether it has one now.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_passphrase(
    desk: State<'_, Desk>,
    current: Option<String>,
    new: Option<String>,
) -> Answer<bool> {
    desk.set_passphrase(current, new)
        .await
        .map_err(|error| error.shape())
}

/// Opens the sample creator; makes and syncs it on the first call, with progress.
#[tauri::command(rename_all = "snake_case")]
pub async fn open_sandbox(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.open_sandbox().await.map_err(|error| error.shape())
}

/// Goes back from the sample creator; removes it from the disk when asked.
#[tauri::command(rename_all = "snake_case")]
pub async fn leave_sandbox(desk: State<'_, Desk>, remove: bool) -> Answer<AppState> {
    desk.leave_sandbox(remove)
        .await
        .map_err(|error| error.shape())
}

/// Opens the profile in a folder.
#[tauri::command(rename_all = "snake_case")]
pub async fn open_profile(desk: State<'_, Desk>, folder: String) -> Answer<AppState> {
    desk.open_profile(folder)
        .await
        .map_err(|error| error.shape())
}

/// Asks running work to stop after the page being written.
#[tauri::command(rename_all = "snake_case")]
pub async fn cancel(desk: State<'_, Desk>) -> Answer<bool> {
    desk.cancel().await.map_err(|error| error.shape())
}

/// What runs now, or ran last.
#[tauri::command(rename_all = "snake_case")]
pub async fn progress(desk: State<'_, Desk>) -> Answer<Option<TaskProgress>> {
    desk.progress().await.map_err(|error| error.shape())
}

/// Hits for the command palette.
#[tauri::command(rename_all = "snake_case")]
pub async fn search(desk: State<'_, Desk>, text: String) -> Answer<Vec<SearchHit>> {
    desk.search(text).await.map_err(|error| error.shape())
}
