//! Folders of mailboxes and new mail as it comes. Each command hands its arguments to the desk and its error to the edge; no
//! rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The folders of a connected mailbox.
#[tauri::command(rename_all = "snake_case")]
pub async fn mail_folders(desk: State<'_, Desk>, id: i64) -> Answer<Vec<MailFolderRow>> {
    desk.mail_folders(id).await.map_err(|error| error.shape())
}

/// The folders of a mailbox that is about to be connected; nothing is kept.
#[tauri::command(rename_all = "snake_case")]
pub async fn mail_folders_of(
    desk: State<'_, Desk>,
    request: ConnectRequest,
) -> Answer<Vec<MailFolderRow>> {
    desk.mail_folders_of(request)
        .await
        .map_err(|error| error.shape())
}

/// Chooses the folders of a mailbox that are read; none means INBOX.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_mail_folders(
    desk: State<'_, Desk>,
    id: i64,
    folders: Vec<String>,
) -> Answer<Vec<MailFolderRow>> {
    desk.set_mail_folders(id, folders)
        .await
        .map_err(|error| error.shape())
}

/// Whether new mail is listened for, account by account.
#[tauri::command(rename_all = "snake_case")]
pub async fn listening(desk: State<'_, Desk>) -> Answer<Vec<ListeningRow>> {
    desk.listening().await.map_err(|error| error.shape())
}

/// Opens every line again now: the network is back, or the creator asks.
#[tauri::command(rename_all = "snake_case")]
pub async fn listen_now(desk: State<'_, Desk>) -> Answer<Vec<ListeningRow>> {
    desk.listen_now().await.map_err(|error| error.shape())
}
