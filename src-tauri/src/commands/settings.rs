//! Settings and health. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The creator's choices.
#[tauri::command(rename_all = "snake_case")]
pub async fn settings(desk: State<'_, Desk>) -> Answer<Settings> {
    desk.settings().await.map_err(|error| error.shape())
}

/// Changes some choices.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_settings(desk: State<'_, Desk>, patch: SettingsPatch) -> Answer<Settings> {
    desk.set_settings(patch)
        .await
        .map_err(|error| error.shape())
}

/// The health page.
#[tauri::command(rename_all = "snake_case")]
pub async fn health(desk: State<'_, Desk>) -> Answer<Health> {
    desk.health().await.map_err(|error| error.shape())
}

/// Checks the whole cache.
#[tauri::command(rename_all = "snake_case")]
pub async fn verify(desk: State<'_, Desk>) -> Answer<VerifyReport> {
    desk.verify().await.map_err(|error| error.shape())
}

/// Writes a backup and checks it.
#[tauri::command(rename_all = "snake_case")]
pub async fn backup(desk: State<'_, Desk>, folder: Option<String>) -> Answer<BackupReport> {
    desk.backup(folder).await.map_err(|error| error.shape())
}
