//! How an invoice stands towards VAT, and the words the law wants for it.

use super::bill::Language;
use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// How VAT is dealt with on a whole invoice.
    VatMode, "VAT mode" {
        /// VAT is charged at the rate of each line.
        Standard = "standard",
        /// A small business that charges none (in France article 293 B of the CGI).
        SmallBusiness = "small_business",
        /// The client owes the VAT.
        ReverseCharge = "reverse_charge",
        /// An export that is free of VAT.
        Export = "export",
        /// Not subject to VAT at all: a service to a client outside the country's VAT.
        OutsideScope = "outside_scope",
    }
}

/// A VAT category of UNTDID 5305, as far as we bill in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Charged at a rate above zero.
    Standard,
    /// Charged at the rate zero.
    Zero,
    /// Exempt.
    Exempt,
    /// Reverse charge.
    Reverse,
    /// Free for export.
    Export,
    /// Not subject to VAT.
    Outside,
}

impl Category {
    /// The code of UNTDID 5305.
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::Zero => "Z",
            Self::Exempt => "E",
            Self::Reverse => "AE",
            Self::Export => "G",
            Self::Outside => "O",
        }
    }
}

/// Countries whose VAT is that of the European Union, by ISO 3166-1 (Northern Ireland's goods are left out: we bill services).
const UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

impl VatMode {
    /// What a business that charges VAT at home usually bills a service abroad with: the reverse charge to a business in the
    /// Union, outside VAT beyond it. A proposal for a new draft, never more.
    pub fn usual(self, seller_country: &str, client_country: &str) -> Self {
        let abroad = !client_country.is_empty() && client_country != seller_country;
        match (self, abroad, UNION.contains(&client_country)) {
            (Self::Standard, true, true) if UNION.contains(&seller_country) => Self::ReverseCharge,
            (Self::Standard, true, false) => Self::OutsideScope,
            _ => self,
        }
    }

    /// The category of a line at a rate.
    pub fn category(self, rate: i64) -> Category {
        match self {
            Self::Standard if rate == 0 => Category::Zero,
            Self::Standard => Category::Standard,
            Self::SmallBusiness => Category::Exempt,
            Self::ReverseCharge => Category::Reverse,
            Self::Export => Category::Export,
            Self::OutsideScope => Category::Outside,
        }
    }

    /// The rate a line is charged at: its own where VAT is charged, else none.
    pub fn rate(self, line: i64) -> i64 {
        if self == Self::Standard { line } else { 0 }
    }

    /// The code of the reason no VAT is charged (BT-121, VATEX list).
    pub fn reason_code(self, seller_country: &str) -> Option<&'static str> {
        match self {
            Self::Standard => None,
            Self::SmallBusiness => (seller_country == "FR").then_some("VATEX-FR-FRANCHISE"),
            Self::ReverseCharge => Some("VATEX-EU-AE"),
            Self::Export => Some("VATEX-EU-G"),
            Self::OutsideScope => Some("VATEX-EU-O"),
        }
    }

    /// The reason no VAT is charged, as the paper says it (BT-120). France's exemption note is stated in French in every language:
    /// the law gives its words.
    pub fn note(self, seller_country: &str, language: Language) -> Option<&'static str> {
        let (en, fr) = match self {
            Self::Standard => return None,
            Self::SmallBusiness if seller_country == "FR" => {
                return Some("TVA non applicable, art. 293 B du CGI");
            }
            Self::SmallBusiness => (
                "Exempt from VAT: small business",
                "Exonération de TVA : petite entreprise",
            ),
            Self::ReverseCharge => (
                "Reverse charge: VAT is due by the customer (Article 196 of Directive 2006/112/EC)",
                "Autoliquidation : TVA due par le preneur (article 196 de la directive 2006/112/CE)",
            ),
            Self::Export => (
                "Export outside the European Union, free of VAT",
                "Exportation hors de l’Union européenne, exonérée de TVA",
            ),
            Self::OutsideScope => (
                "Not subject to VAT: the service is supplied where the customer is established",
                "Hors champ de la TVA : prestation située au lieu d’établissement du preneur",
            ),
        };
        Some(match language {
            Language::English => en,
            Language::French => fr,
        })
    }
}
