//! Invoices. Each command hands its arguments to the desk and its error to the edge; no rule lives here.

use super::Answer;
use studio::Desk;
use studio::shapes::*;
use tauri::State;

/// The invoices of an offer, or all.
#[tauri::command(rename_all = "snake_case")]
pub async fn invoices(desk: State<'_, Desk>, offer: Option<i64>) -> Answer<InvoiceList> {
    desk.invoices(offer).await.map_err(|error| error.shape())
}

/// One invoice, opened.
#[tauri::command(rename_all = "snake_case")]
pub async fn invoice(desk: State<'_, Desk>, id: i64) -> Answer<InvoiceDetail> {
    desk.invoice(id).await.map_err(|error| error.shape())
}

/// Begins a draft of an offer, or an empty one; a deposit wants its share in percent.
#[tauri::command(rename_all = "snake_case")]
pub async fn new_invoice(
    desk: State<'_, Desk>,
    offer: Option<i64>,
    kind: InvoiceKindName,
    share: Option<String>,
    language: PaperLanguageName,
) -> Answer<InvoiceDetail> {
    desk.new_invoice(offer, kind, share, language)
        .await
        .map_err(|error| error.shape())
}

/// Begins a credit note over an issued invoice.
#[tauri::command(rename_all = "snake_case")]
pub async fn credit_invoice(desk: State<'_, Desk>, id: i64) -> Answer<InvoiceDetail> {
    desk.credit_invoice(id).await.map_err(|error| error.shape())
}

/// What a form would come to; writes nothing.
#[tauri::command(rename_all = "snake_case")]
pub async fn preview_invoice(
    desk: State<'_, Desk>,
    id: i64,
    form: InvoiceForm,
) -> Answer<InvoicePreview> {
    desk.preview_invoice(id, form)
        .await
        .map_err(|error| error.shape())
}

/// Writes what a draft says.
#[tauri::command(rename_all = "snake_case")]
pub async fn edit_invoice(
    desk: State<'_, Desk>,
    id: i64,
    form: InvoiceForm,
) -> Answer<InvoiceDetail> {
    desk.edit_invoice(id, form)
        .await
        .map_err(|error| error.shape())
}

/// Throws a draft away.
#[tauri::command(rename_all = "snake_case")]
pub async fn discard_invoice(desk: State<'_, Desk>, id: i64) -> Answer<()> {
    desk.discard_invoice(id)
        .await
        .map_err(|error| error.shape())
}

/// Brings a draft back.
#[tauri::command(rename_all = "snake_case")]
pub async fn restore_invoice(desk: State<'_, Desk>, id: i64) -> Answer<InvoiceDetail> {
    desk.restore_invoice(id)
        .await
        .map_err(|error| error.shape())
}

/// Issues a draft: a number, a day, a paper, for good.
#[tauri::command(rename_all = "snake_case")]
pub async fn issue_invoice(
    desk: State<'_, Desk>,
    id: i64,
    on: Option<String>,
) -> Answer<InvoiceDetail> {
    desk.issue_invoice(id, on)
        .await
        .map_err(|error| error.shape())
}

/// Notes that an invoice went to the client, or takes that back.
#[tauri::command(rename_all = "snake_case")]
pub async fn mark_invoice_sent(
    desk: State<'_, Desk>,
    id: i64,
    sent: bool,
) -> Answer<InvoiceDetail> {
    desk.mark_invoice_sent(id, sent)
        .await
        .map_err(|error| error.shape())
}

/// Writes the paper of an issued invoice into a folder or to a file.
#[tauri::command(rename_all = "snake_case")]
pub async fn invoice_pdf(desk: State<'_, Desk>, id: i64, path: String) -> Answer<InvoiceFile> {
    desk.invoice_pdf(id, path)
        .await
        .map_err(|error| error.shape())
}

/// Books a payment by hand; without an amount all that is open.
#[tauri::command(rename_all = "snake_case")]
pub async fn pay_invoice(
    desk: State<'_, Desk>,
    id: i64,
    amount: Option<String>,
    day: Option<String>,
    note: String,
) -> Answer<InvoiceDetail> {
    desk.pay_invoice(id, amount, day, note)
        .await
        .map_err(|error| error.shape())
}

/// Takes a payment back.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_invoice_payment(desk: State<'_, Desk>, payment: i64) -> Answer<InvoiceDetail> {
    desk.undo_invoice_payment(payment)
        .await
        .map_err(|error| error.shape())
}

/// Money that seems to be for an invoice, or for any.
#[tauri::command(rename_all = "snake_case")]
pub async fn invoice_payments_proposed(
    desk: State<'_, Desk>,
    invoice: Option<i64>,
) -> Answer<Vec<PaymentProposal>> {
    desk.invoice_payments_proposed(invoice)
        .await
        .map_err(|error| error.shape())
}

/// Accepts that a bank line or payout pays an invoice.
#[tauri::command(rename_all = "snake_case")]
pub async fn accept_invoice_payment(
    desk: State<'_, Desk>,
    invoice: i64,
    source: String,
    source_id: i64,
) -> Answer<InvoiceDetail> {
    desk.accept_invoice_payment(invoice, source, source_id)
        .await
        .map_err(|error| error.shape())
}

/// Says that money is not for an invoice, or takes that back.
#[tauri::command(rename_all = "snake_case")]
pub async fn refuse_invoice_payment(
    desk: State<'_, Desk>,
    invoice: i64,
    source: String,
    source_id: i64,
    refused: bool,
) -> Answer<Vec<PaymentProposal>> {
    desk.refuse_invoice_payment(invoice, source, source_id, refused)
        .await
        .map_err(|error| error.shape())
}

/// The next letter for a late invoice, or one in a tone.
#[tauri::command(rename_all = "snake_case")]
pub async fn invoice_reminder(
    desk: State<'_, Desk>,
    id: i64,
    tone: Option<ToneName>,
) -> Answer<ReminderLetter> {
    desk.invoice_reminder(id, tone)
        .await
        .map_err(|error| error.shape())
}

/// Notes that a letter was written.
#[tauri::command(rename_all = "snake_case")]
pub async fn note_invoice_reminder(
    desk: State<'_, Desk>,
    id: i64,
    tone: ToneName,
    subject: String,
    body: String,
) -> Answer<InvoiceDetail> {
    desk.note_invoice_reminder(id, tone, subject, body)
        .await
        .map_err(|error| error.shape())
}

/// Takes a letter back that was not sent after all.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_invoice_reminder(desk: State<'_, Desk>, reminder: i64) -> Answer<()> {
    desk.undo_invoice_reminder(reminder)
        .await
        .map_err(|error| error.shape())
}

/// Own details for invoices.
#[tauri::command(rename_all = "snake_case")]
pub async fn seller(desk: State<'_, Desk>) -> Answer<SellerForm> {
    desk.seller().await.map_err(|error| error.shape())
}

/// Writes own details; issued invoices keep theirs.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_seller(desk: State<'_, Desk>, form: SellerForm) -> Answer<SellerForm> {
    desk.set_seller(form).await.map_err(|error| error.shape())
}

/// Who was billed.
#[tauri::command(rename_all = "snake_case")]
pub async fn clients(desk: State<'_, Desk>) -> Answer<Vec<ClientForm>> {
    desk.clients().await.map_err(|error| error.shape())
}

/// Writes a client.
#[tauri::command(rename_all = "snake_case")]
pub async fn put_client(desk: State<'_, Desk>, form: ClientForm) -> Answer<ClientForm> {
    desk.put_client(form).await.map_err(|error| error.shape())
}
