//! Messages. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// Messages and offers with these words.
#[tauri::command(rename_all = "snake_case")]
pub async fn search_mail(desk: State<'_, Desk>, search: MailSearch) -> Answer<MailHits> {
    desk.search_mail(search)
        .await
        .map_err(|error| error.shape())
}

/// The conversation a message stands in.
#[tauri::command(rename_all = "snake_case")]
pub async fn mail_thread(desk: State<'_, Desk>, message: i64) -> Answer<MailThread> {
    desk.mail_thread(message)
        .await
        .map_err(|error| error.shape())
}

/// The conversation an offer's messages stand in.
#[tauri::command(rename_all = "snake_case")]
pub async fn offer_thread(desk: State<'_, Desk>, offer: i64) -> Answer<Option<MailThread>> {
    desk.offer_thread(offer)
        .await
        .map_err(|error| error.shape())
}

/// Saves an attachment to the file the creator chose.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_attachment(
    desk: State<'_, Desk>,
    message: i64,
    place: i64,
    path: String,
) -> Answer<SavedAttachment> {
    desk.save_attachment(message, place, path)
        .await
        .map_err(|error| error.shape())
}

/// Keeps a message from another app and proposes it as an offer.
#[tauri::command(rename_all = "snake_case")]
pub async fn paste_message(desk: State<'_, Desk>, typed: PastedMessage) -> Answer<PasteDone> {
    desk.paste_message(typed)
        .await
        .map_err(|error| error.shape())
}
