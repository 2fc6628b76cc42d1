//! One method for each command about invoices.

use super::Desk;
use crate::shapes::*;
use crate::{StudioError, invoices};
use std::path::Path;

/// What an invoice may change.
const BILLED: &[&str] = &["offers"];

impl Desk {
    /// The invoices of an offer, or all.
    pub async fn invoices(&self, offer: Option<i64>) -> Result<InvoiceList, StudioError> {
        self.ask(move |profile| invoices::invoices(profile, offer))
            .await
    }

    /// One invoice, opened.
    pub async fn invoice(&self, id: i64) -> Result<InvoiceDetail, StudioError> {
        self.ask(move |profile| invoices::invoice(profile, id))
            .await
    }

    /// Begins a draft of an offer, or an empty one; a deposit wants its share in percent.
    pub async fn new_invoice(
        &self,
        offer: Option<i64>,
        kind: InvoiceKindName,
        share: Option<String>,
        language: PaperLanguageName,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::new(profile, offer, kind, share.as_deref(), language)
        })
        .await
    }

    /// Begins a credit note over an issued invoice.
    pub async fn credit_invoice(&self, id: i64) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| invoices::credit(profile, id))
            .await
    }

    /// What a form would come to; writes nothing.
    pub async fn preview_invoice(
        &self,
        id: i64,
        form: InvoiceForm,
    ) -> Result<InvoicePreview, StudioError> {
        self.ask(move |profile| invoices::preview(profile, id, &form))
            .await
    }

    /// Writes what a draft says.
    pub async fn edit_invoice(
        &self,
        id: i64,
        form: InvoiceForm,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| invoices::edit(profile, id, &form))
            .await
    }

    /// Throws a draft away.
    pub async fn discard_invoice(&self, id: i64) -> Result<(), StudioError> {
        self.change(BILLED, move |profile| invoices::discard(profile, id))
            .await
    }

    /// Brings a draft back.
    pub async fn restore_invoice(&self, id: i64) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| invoices::restore(profile, id))
            .await
    }

    /// Issues a draft: a number, a day, a paper, for good.
    pub async fn issue_invoice(
        &self,
        id: i64,
        on: Option<String>,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::issue(profile, id, on.as_deref())
        })
        .await
    }

    /// Notes that an invoice went to the client, or takes that back.
    pub async fn mark_invoice_sent(
        &self,
        id: i64,
        sent: bool,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::mark_sent(profile, id, sent)
        })
        .await
    }

    /// Writes the paper of an issued invoice into a folder or to a file.
    pub async fn invoice_pdf(&self, id: i64, path: String) -> Result<InvoiceFile, StudioError> {
        self.ask(move |profile| invoices::pdf(profile, id, Path::new(&path)))
            .await
    }

    /// Books a payment by hand; without an amount all that is open.
    pub async fn pay_invoice(
        &self,
        id: i64,
        amount: Option<String>,
        day: Option<String>,
        note: String,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::pay(profile, id, amount.as_deref(), day.as_deref(), &note)
        })
        .await
    }

    /// Takes a payment back.
    pub async fn undo_invoice_payment(&self, payment: i64) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::take_payment_back(profile, payment)
        })
        .await
    }

    /// Money that seems to be for an invoice, or for any.
    pub async fn invoice_payments_proposed(
        &self,
        invoice: Option<i64>,
    ) -> Result<Vec<PaymentProposal>, StudioError> {
        self.ask(move |profile| invoices::proposals(profile, invoice))
            .await
    }

    /// Accepts that a bank line or payout pays an invoice.
    pub async fn accept_invoice_payment(
        &self,
        invoice: i64,
        source: String,
        source_id: i64,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::accept_payment(profile, invoice, &source, source_id)
        })
        .await
    }

    /// Says that money is not for an invoice, or takes that back.
    pub async fn refuse_invoice_payment(
        &self,
        invoice: i64,
        source: String,
        source_id: i64,
        refused: bool,
    ) -> Result<Vec<PaymentProposal>, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::refuse_payment(profile, invoice, &source, source_id, refused)
        })
        .await
    }

    /// The next letter for a late invoice, or one in a tone.
    pub async fn invoice_reminder(
        &self,
        id: i64,
        tone: Option<ToneName>,
    ) -> Result<ReminderLetter, StudioError> {
        self.ask(move |profile| invoices::reminder(profile, id, tone))
            .await
    }

    /// Notes that a letter was written.
    pub async fn note_invoice_reminder(
        &self,
        id: i64,
        tone: ToneName,
        subject: String,
        body: String,
    ) -> Result<InvoiceDetail, StudioError> {
        self.change(BILLED, move |profile| {
            invoices::note_reminder(profile, id, tone, &subject, &body)
        })
        .await
    }

    /// Takes a letter back that was not sent after all.
    pub async fn undo_invoice_reminder(&self, reminder: i64) -> Result<(), StudioError> {
        self.change(BILLED, move |profile| {
            invoices::take_reminder_back(profile, reminder)
        })
        .await
    }

    /// Own details for invoices.
    pub async fn seller(&self) -> Result<SellerForm, StudioError> {
        self.ask(invoices::seller).await
    }

    /// Writes own details; issued invoices keep theirs.
    pub async fn set_seller(&self, form: SellerForm) -> Result<SellerForm, StudioError> {
        self.change(BILLED, move |profile| invoices::set_seller(profile, &form))
            .await
    }

    /// Who was billed.
    pub async fn clients(&self) -> Result<Vec<ClientForm>, StudioError> {
        self.ask(invoices::clients).await
    }

    /// Writes a client.
    pub async fn put_client(&self, form: ClientForm) -> Result<ClientForm, StudioError> {
        self.change(BILLED, move |profile| invoices::put_client(profile, &form))
            .await
    }
}
