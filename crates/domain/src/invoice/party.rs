//! Who bills and who is billed.

use crate::Unit;
use serde::{Deserialize, Serialize};

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address {
    /// Street and number, building; at most three lines.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Post code.
    #[serde(default)]
    pub postcode: String,
    /// Town.
    #[serde(default)]
    pub city: String,
    /// ISO 3166-1 code of two letters.
    #[serde(default)]
    pub country: String,
}

/// What a seller and a client have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Party {
    /// Legal name (BT-27, BT-44).
    #[serde(default)]
    pub name: String,
    /// Number in the companies' register (BT-30, BT-47): a SIREN or SIRET in France.
    #[serde(default)]
    pub legal_id: Option<String>,
    /// VAT number with its country letters (BT-31, BT-48).
    #[serde(default)]
    pub vat_id: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub address: Address,
    /// Whom to ask.
    #[serde(default)]
    pub contact: Option<String>,
    /// Mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
}

/// The creator as a business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Name, numbers, address.
    #[serde(flatten)]
    pub party: Party,
    /// The name the business goes by, when it is another one (BT-28).
    #[serde(default)]
    pub trading_name: Option<String>,
    /// Tax number at home other than a VAT number (BT-32).
    #[serde(default)]
    pub tax_id: Option<String>,
    /// Account number to pay to.
    #[serde(default)]
    pub iban: Option<String>,
    /// Code of the bank.
    #[serde(default)]
    pub bic: Option<String>,
    /// The currency VAT is declared in (BT-6).
    pub accounting: Unit,
    /// A line of small print on each invoice (legal form, insurance).
    #[serde(default)]
    pub footer: Option<String>,
}

impl Default for Seller {
    fn default() -> Self {
        Self {
            party: Party::default(),
            trading_name: None,
            tax_id: None,
            iban: None,
            bic: None,
            accounting: Unit::EUR,
            footer: None,
        }
    }
}

/// Who is billed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Client {
    /// Name, numbers, address.
    #[serde(flatten)]
    pub party: Party,
    /// What the client wants to read on the invoice to route it (BT-10).
    #[serde(default)]
    pub reference: Option<String>,
}

/// The scheme of a legal number (ISO 6523): SIREN and SIRET are told by their length, others are not stated.
pub fn legal_scheme(country: &str, id: &str) -> Option<&'static str> {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let only = id.chars().all(|c| c.is_ascii_digit() || c == ' ');
    match (country, only, digits) {
        ("FR", true, 9) => Some("0002"),
        ("FR", true, 14) => Some("0009"),
        _ => None,
    }
}

/// Whether a VAT number starts as one: two letters of a country and at least two more signs.
pub fn vat_id_fits(id: &str) -> bool {
    let mut signs = id.chars();
    let letters = signs.by_ref().take(2).filter(char::is_ascii_uppercase);
    letters.count() == 2 && {
        let rest = id.get(2..).unwrap_or_default();
        rest.len() >= 2 && rest.chars().all(|c| c.is_ascii_alphanumeric())
    }
}
