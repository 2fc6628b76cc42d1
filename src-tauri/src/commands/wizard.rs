//! Commands of unknown tables and presets.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// Looks an unknown table over and guesses what its columns mean.
#[tauri::command(rename_all = "snake_case")]
pub async fn table_look(desk: State<'_, Desk>, path: String) -> Answer<TableLook> {
    desk.table_look(path).await.map_err(|error| error.shape())
}

/// What a table would become under a mapping; writes nothing.
#[tauri::command(rename_all = "snake_case")]
pub async fn table_preview(desk: State<'_, Desk>, mapping: TableMapping) -> Answer<TablePreview> {
    desk.table_preview(mapping)
        .await
        .map_err(|error| error.shape())
}

/// Saves a mapping as a preset that takes the next file of this shape.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_preset(desk: State<'_, Desk>, mapping: TableMapping) -> Answer<PresetRow> {
    desk.save_preset(mapping)
        .await
        .map_err(|error| error.shape())
}

/// Every preset, the creator's own first.
#[tauri::command(rename_all = "snake_case")]
pub async fn presets(desk: State<'_, Desk>) -> Answer<Vec<PresetRow>> {
    desk.presets().await.map_err(|error| error.shape())
}

/// Gives a preset of the creator another name.
#[tauri::command(rename_all = "snake_case")]
pub async fn rename_preset(
    desk: State<'_, Desk>,
    slug: String,
    name: String,
) -> Answer<Vec<PresetRow>> {
    desk.rename_preset(slug, name)
        .await
        .map_err(|error| error.shape())
}

/// Removes a preset of the creator; what was imported by it stays.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_preset(desk: State<'_, Desk>, slug: String) -> Answer<Vec<PresetRow>> {
    desk.remove_preset(slug)
        .await
        .map_err(|error| error.shape())
}
