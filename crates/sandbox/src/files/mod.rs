//! Files the creator could have downloaded or received: account exports, reports, mail.
//!
//! Rule protected: they tell the same story as the wire, up to the same clock.

mod bank;
mod mail_texts;
mod mails;
mod stripe_csv;
mod tiktok_export;

pub use bank::{bank_camt, bank_ofx};
pub use mails::offer_mails;
pub use stripe_csv::stripe_itemised_csv;
pub use tiktok_export::{Generation, tiktok_export};
