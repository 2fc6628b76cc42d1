//! What an invoice says.

use super::line::Line;
use super::party::{Client, Seller};
use super::terms::Terms;
use super::vat::VatMode;
use crate::account::UnknownWord;
use crate::entry::words;
use crate::{CivilDay, Unit};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What kind of bill it is.
    Kind, "kind of invoice" {
        /// For the whole work.
        Invoice = "invoice",
        /// Asks for a part before the work is done.
        Deposit = "deposit",
        /// For the whole work, less deposits billed before.
        Final = "final",
        /// Takes back an invoice, whole or in part. Its amounts are positive.
        Credit = "credit",
    }
}

impl Kind {
    /// The document type of UNTDID 1001.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invoice | Self::Final => "380",
            Self::Deposit => "386",
            Self::Credit => "381",
        }
    }
}

words! {
    /// The language a paper is written in.
    Language, "language" {
        /// English.
        English = "en",
        /// French.
        French = "fr",
    }
}

/// An invoice named by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: CivilDay,
}

/// The rate by which VAT is stated in the currency it is declared in. Frozen when the invoice is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The currency VAT is declared in.
    pub unit: Unit,
    /// Its millionths for one unit of the invoice's currency, for showing.
    pub shown: i64,
    /// The day of the rate.
    pub day: Option<CivilDay>,
    /// The total VAT in that currency, in millionths (BT-111).
    pub tax: i64,
}

/// Everything an invoice says. A draft has no number and no day; an issued one has both and never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// What kind of bill.
    pub kind: Kind,
    /// Its number (BT-1).
    #[serde(default)]
    pub number: Option<String>,
    /// The day it was issued (BT-2).
    #[serde(default)]
    pub issued_on: Option<CivilDay>,
    /// The last day to pay (BT-9); none on a credit note.
    #[serde(default)]
    pub due_on: Option<CivilDay>,
    /// The language of the paper.
    pub language: Language,
    /// Who bills.
    pub seller: Seller,
    /// Who is billed.
    pub client: Client,
    /// The currency of every amount (BT-5).
    pub currency: Unit,
    /// How VAT is dealt with.
    pub vat: VatMode,
    /// What it is about, one line.
    #[serde(default)]
    pub subject: String,
    /// What is billed.
    pub lines: Vec<Line>,
    /// Paid before the invoice was issued, in millionths (BT-113).
    #[serde(default)]
    pub prepaid: i64,
    /// Invoices this one follows (BG-3).
    #[serde(default)]
    pub refers: Vec<Reference>,
    /// The client's order number (BT-13).
    #[serde(default)]
    pub order: Option<String>,
    /// The day the work was delivered (BT-72).
    #[serde(default)]
    pub supplied_on: Option<CivilDay>,
    /// When and how to pay.
    #[serde(default)]
    pub terms: Terms,
    /// A free note.
    #[serde(default)]
    pub note: Option<String>,
    /// VAT in the currency it is declared in, when that is another one.
    #[serde(default)]
    pub exchange: Option<Exchange>,
}
