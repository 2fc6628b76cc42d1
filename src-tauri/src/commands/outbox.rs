//! Replies and the outbox.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// Opens the composer of an offer.
#[tauri::command(rename_all = "snake_case")]
pub async fn reply(
    desk: State<'_, Desk>,
    offer: i64,
    kind: Option<ReplyKindName>,
    language: Option<ReplyLanguageName>,
) -> Answer<ReplyView> {
    desk.reply(offer, kind, language)
        .await
        .map_err(|error| error.shape())
}

/// Keeps what is typed, as it is.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_reply(desk: State<'_, Desk>, offer: i64, text: ReplyText) -> Answer<ReplyView> {
    desk.save_reply(offer, text)
        .await
        .map_err(|error| error.shape())
}

/// Throws a draft away.
#[tauri::command(rename_all = "snake_case")]
pub async fn discard_reply(desk: State<'_, Desk>, offer: i64) -> Answer<Option<ReplyText>> {
    desk.discard_reply(offer)
        .await
        .map_err(|error| error.shape())
}

/// Puts a reply into the outbox.
#[tauri::command(rename_all = "snake_case")]
pub async fn send_reply(
    desk: State<'_, Desk>,
    offer: i64,
    text: ReplyText,
    stage: Option<StageName>,
) -> Answer<OutboxRow> {
    desk.send_reply(offer, text, stage)
        .await
        .map_err(|error| error.shape())
}

/// The creator's own replies to an offer.
#[tauri::command(rename_all = "snake_case")]
pub async fn replies(desk: State<'_, Desk>, offer: i64) -> Answer<Vec<OutboxRow>> {
    desk.replies(offer).await.map_err(|error| error.shape())
}

/// The outbox.
#[tauri::command(rename_all = "snake_case")]
pub async fn outbox(desk: State<'_, Desk>) -> Answer<OutboxView> {
    desk.outbox().await.map_err(|error| error.shape())
}

/// Takes a reply back while it waits.
#[tauri::command(rename_all = "snake_case")]
pub async fn take_back_reply(desk: State<'_, Desk>, id: i64) -> Answer<OutboxView> {
    desk.take_back_reply(id)
        .await
        .map_err(|error| error.shape())
}

/// Says what became of a reply nobody knows about.
#[tauri::command(rename_all = "snake_case")]
pub async fn settle_reply(desk: State<'_, Desk>, id: i64, sent: bool) -> Answer<OutboxView> {
    desk.settle_reply(id, sent)
        .await
        .map_err(|error| error.shape())
}

/// Lets a reply that waits be tried at the next delivery.
#[tauri::command(rename_all = "snake_case")]
pub async fn hurry_reply(desk: State<'_, Desk>, id: i64) -> Answer<OutboxView> {
    desk.hurry_reply(id).await.map_err(|error| error.shape())
}

/// Settles what was cut off and sends what is due.
#[tauri::command(rename_all = "snake_case")]
pub async fn deliver_outbox(desk: State<'_, Desk>) -> Answer<DeliverReport> {
    desk.deliver_outbox().await.map_err(|error| error.shape())
}

/// Templates in each language.
#[tauri::command(rename_all = "snake_case")]
pub async fn reply_templates(desk: State<'_, Desk>) -> Answer<Vec<ReplyTemplateRow>> {
    desk.reply_templates().await.map_err(|error| error.shape())
}

/// Words a template anew.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_reply_template(
    desk: State<'_, Desk>,
    kind: ReplyKindName,
    language: ReplyLanguageName,
    body: Option<String>,
) -> Answer<Vec<ReplyTemplateRow>> {
    desk.set_reply_template(kind, language, body)
        .await
        .map_err(|error| error.shape())
}

/// Mailboxes and how they send.
#[tauri::command(rename_all = "snake_case")]
pub async fn senders(desk: State<'_, Desk>) -> Answer<Vec<SenderRow>> {
    desk.senders().await.map_err(|error| error.shape())
}

/// Says how a mailbox sends.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_sender(desk: State<'_, Desk>, request: SenderRequest) -> Answer<Vec<SenderRow>> {
    desk.set_sender(request)
        .await
        .map_err(|error| error.shape())
}

/// Lets a mailbox send no more.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_sender(desk: State<'_, Desk>, account: i64) -> Answer<Vec<SenderRow>> {
    desk.remove_sender(account)
        .await
        .map_err(|error| error.shape())
}
