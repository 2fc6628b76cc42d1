//! Invoices: written from agreed offers, issued under numbers without gaps, paid by money that landed, asked for when late.
//!
//! The rules it protects: nothing is issued, sent or booked without the creator's word; an issued invoice never changes; the state
//! of an invoice is computed from payments and days. What other areas may know is [`due_dates`], [`late`], [`payments_by_offer`]
//! and [`billed`].

mod details;
mod draft;
mod form;
mod issue;
mod known;
mod list;
mod matching;
mod paying;
mod reminding;

pub use details::{clients, put_client, seller, set_seller};
pub use draft::{credit, discard, edit, new, preview, restore};
pub use issue::{issue, mark_sent, pdf, xml};
pub use known::{DueDate, LateInvoice, billed, due_dates, late, payments_by_offer};
pub use list::{invoice, invoices};
pub use matching::{accept_payment, proposals, refuse_payment};
pub use paying::{pay, take_payment_back};
pub use reminding::{note_reminder, reminder, take_reminder_back};
