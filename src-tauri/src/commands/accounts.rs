//! Connections, syncs, imports, needs review. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// Connections, runs, review count.
#[tauri::command(rename_all = "snake_case")]
pub async fn accounts(desk: State<'_, Desk>) -> Answer<AccountsView> {
    desk.accounts().await.map_err(|error| error.shape())
}

/// Connects an account; checks the credentials first unless it is manual.
#[tauri::command(rename_all = "snake_case")]
pub async fn connect(desk: State<'_, Desk>, request: ConnectRequest) -> Answer<AccountRow> {
    desk.connect(request).await.map_err(|error| error.shape())
}

/// Starts a sign-in and opens its page; how it goes on is told under the tag `sign_in`.
#[tauri::command(rename_all = "snake_case")]
pub async fn sign_in(desk: State<'_, Desk>, request: SignInRequest) -> Answer<SignInView> {
    desk.sign_in(request).await.map_err(|error| error.shape())
}

/// The sign-in under way, or how the last one ended.
#[tauri::command(rename_all = "snake_case")]
pub async fn sign_in_state(desk: State<'_, Desk>) -> Answer<Option<SignInView>> {
    desk.sign_in_state().await.map_err(|error| error.shape())
}

/// Stops the sign-in under way. Whether there was one.
#[tauri::command(rename_all = "snake_case")]
pub async fn cancel_sign_in(desk: State<'_, Desk>) -> Answer<bool> {
    desk.cancel_sign_in().await.map_err(|error| error.shape())
}

/// Checks an account's credentials without reading anything else.
#[tauri::command(rename_all = "snake_case")]
pub async fn test_account(desk: State<'_, Desk>, id: i64) -> Answer<AccountRow> {
    desk.test_account(id).await.map_err(|error| error.shape())
}

/// Removes a connection; what it brought stays when asked.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_account(
    desk: State<'_, Desk>,
    id: i64,
    keep_data: bool,
) -> Answer<AccountRemoval> {
    desk.remove_account(id, keep_data)
        .await
        .map_err(|error| error.shape())
}

/// Syncs some accounts, or all when the list is empty.
#[tauri::command(rename_all = "snake_case")]
pub async fn sync(desk: State<'_, Desk>, accounts: Vec<i64>, full: bool) -> Answer<SyncReport> {
    desk.sync(accounts, full)
        .await
        .map_err(|error| error.shape())
}

/// Reads files and folders; a dry run writes nothing.
#[tauri::command(rename_all = "snake_case")]
pub async fn import(
    desk: State<'_, Desk>,
    paths: Vec<String>,
    format: Option<String>,
    account: Option<i64>,
    dry_run: bool,
    answers: Option<std::collections::BTreeMap<String, String>>,
) -> Answer<ImportReport> {
    desk.import(paths, format, account, dry_run, answers)
        .await
        .map_err(|error| error.shape())
}

/// Takes an import back.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_import(desk: State<'_, Desk>, run: i64) -> Answer<UndoReport> {
    desk.undo_import(run).await.map_err(|error| error.shape())
}

/// Items in needs review, newest first.
#[tauri::command(rename_all = "snake_case")]
pub async fn review(desk: State<'_, Desk>) -> Answer<Vec<ReviewItem>> {
    desk.review().await.map_err(|error| error.shape())
}

/// Puts an item of needs review aside.
#[tauri::command(rename_all = "snake_case")]
pub async fn resolve_review(desk: State<'_, Desk>, id: i64) -> Answer<Vec<ReviewItem>> {
    desk.resolve_review(id).await.map_err(|error| error.shape())
}
