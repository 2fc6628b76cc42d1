//! The rules themselves: packs, keys, the creator's own words. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The rules in force with their age and origin, and whose packs are accepted.
#[tauri::command(rename_all = "snake_case")]
pub async fn rule_packs(desk: State<'_, Desk>) -> Answer<RulePacks> {
    desk.rule_packs().await.map_err(|error| error.shape())
}

/// Looks at a signed rule pack; writes nothing.
#[tauri::command(rename_all = "snake_case")]
pub async fn look_at_pack(desk: State<'_, Desk>, path: String) -> Answer<PackLook> {
    desk.look_at_pack(path).await.map_err(|error| error.shape())
}

/// Accepts the rule pack that was looked at.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_pack(desk: State<'_, Desk>, path: String, sha256: String) -> Answer<RulePacks> {
    desk.add_pack(path, sha256)
        .await
        .map_err(|error| error.shape())
}

/// Removes the rule pack of a platform.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_pack(desk: State<'_, Desk>, platform: String) -> Answer<RulePacks> {
    desk.remove_pack(platform)
        .await
        .map_err(|error| error.shape())
}

/// Puts a rule pack back that was removed or replaced.
#[tauri::command(rename_all = "snake_case")]
pub async fn restore_pack(desk: State<'_, Desk>, id: i64) -> Answer<RulePacks> {
    desk.restore_pack(id).await.map_err(|error| error.shape())
}

/// Accepts rule packs of a key from now on.
#[tauri::command(rename_all = "snake_case")]
pub async fn trust_key(desk: State<'_, Desk>, key: String, name: String) -> Answer<RulePacks> {
    desk.trust_key(key, name)
        .await
        .map_err(|error| error.shape())
}

/// Accepts rule packs of a key no longer.
#[tauri::command(rename_all = "snake_case")]
pub async fn distrust_key(desk: State<'_, Desk>, key: String) -> Answer<RulePacks> {
    desk.distrust_key(key).await.map_err(|error| error.shape())
}

/// The creator's own words on rule versions.
#[tauri::command(rename_all = "snake_case")]
pub async fn own_rules(desk: State<'_, Desk>) -> Answer<Vec<OwnRule>> {
    desk.own_rules().await.map_err(|error| error.shape())
}

/// Notes a word on a rule version.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_own_rule(desk: State<'_, Desk>, draft: OwnRuleDraft) -> Answer<Vec<OwnRule>> {
    desk.set_own_rule(draft)
        .await
        .map_err(|error| error.shape())
}

/// Takes a word on a rule back.
#[tauri::command(rename_all = "snake_case")]
pub async fn end_own_rule(desk: State<'_, Desk>, id: i64) -> Answer<Vec<OwnRule>> {
    desk.end_own_rule(id).await.map_err(|error| error.shape())
}

/// Puts a word on a rule back.
#[tauri::command(rename_all = "snake_case")]
pub async fn restore_own_rule(desk: State<'_, Desk>, id: i64) -> Answer<Vec<OwnRule>> {
    desk.restore_own_rule(id)
        .await
        .map_err(|error| error.shape())
}
