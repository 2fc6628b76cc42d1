//! What an invoice still lacks before it may be issued: what EN 16931 wants, and what the client's bookkeeping will ask for.

use super::bill::{Invoice, Kind};
use super::party::vat_id_fits;
use super::totals::totals;
use super::vat::VatMode;
use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Something an invoice lacks.
    Lack, "lack" {
        /// The creator's legal name.
        SellerName = "seller_name",
        /// The creator's address: town and country.
        SellerAddress = "seller_address",
        /// A number the creator is known by: VAT, register or tax.
        SellerId = "seller_id",
        /// The creator's VAT number, where VAT or the reverse charge wants it.
        SellerVatId = "seller_vat_id",
        /// The client's name.
        ClientName = "client_name",
        /// The client's address: town and country.
        ClientAddress = "client_address",
        /// The client's VAT number, for the reverse charge.
        ClientVatId = "client_vat_id",
        /// A VAT number that does not begin with its country's letters.
        VatIdForm = "vat_id_form",
        /// A country that is not a code of two letters.
        Country = "country",
        /// Anything to bill.
        Lines = "lines",
        /// Words on a line.
        LineText = "line_text",
        /// Amounts that can be added up.
        Amounts = "amounts",
        /// Something to pay: a total below zero is a credit note.
        Total = "total",
        /// The invoice that a credit note takes back.
        Refers = "refers",
        /// A rate for VAT in the currency it is declared in.
        Rate = "rate",
        /// Where to pay.
        PayTo = "pay_to",
    }
}

impl Lack {
    /// Whether the invoice can be issued without it.
    pub fn is_advice(self) -> bool {
        self == Self::PayTo
    }
}

/// Everything the invoice lacks, in the order of the form.
pub fn lacks(invoice: &Invoice) -> Vec<Lack> {
    let (seller, client) = (&invoice.seller.party, &invoice.client.party);
    let empty = |text: &str| text.trim().is_empty();
    let filled = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
    let placed =
        |party: &super::Party| !empty(&party.address.city) && !empty(&party.address.country);
    let country = |code: &str| {
        empty(code) || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let sums = totals(invoice);
    let wrong = |id: &Option<String>| filled(id) && !id.as_deref().is_some_and(vat_id_fits);
    let charged = matches!(
        invoice.vat,
        VatMode::Standard | VatMode::ReverseCharge | VatMode::Export
    );
    let tests = [
        (Lack::SellerName, empty(&seller.name)),
        (Lack::SellerAddress, !placed(seller)),
        (
            Lack::SellerVatId,
            charged && !filled(&seller.vat_id) && !filled(&invoice.seller.tax_id),
        ),
        (
            Lack::SellerId,
            match invoice.vat {
                // EN 16931 forbids a VAT number on what is not subject to VAT (BR-O-02), so another one must identify.
                VatMode::OutsideScope => !filled(&seller.legal_id),
                _ => {
                    !charged
                        && !filled(&seller.vat_id)
                        && !filled(&seller.legal_id)
                        && !filled(&invoice.seller.tax_id)
                }
            },
        ),
        (Lack::ClientName, empty(&client.name)),
        (Lack::ClientAddress, !placed(client)),
        (
            Lack::ClientVatId,
            invoice.vat == VatMode::ReverseCharge && !filled(&client.vat_id),
        ),
        (
            Lack::VatIdForm,
            wrong(&seller.vat_id) || wrong(&client.vat_id),
        ),
        (
            Lack::Country,
            !country(&seller.address.country) || !country(&client.address.country),
        ),
        (Lack::Lines, invoice.lines.is_empty()),
        (
            Lack::LineText,
            invoice.lines.iter().any(|line| empty(&line.text)),
        ),
        (Lack::Amounts, sums.is_err()),
        (
            Lack::Total,
            sums.is_ok_and(|sums| sums.due.micros < 0 || sums.net.micros < 0),
        ),
        (
            Lack::Refers,
            invoice.kind == Kind::Credit && invoice.refers.is_empty(),
        ),
        (
            Lack::PayTo,
            invoice.kind != Kind::Credit && !filled(&invoice.seller.iban),
        ),
    ];
    tests
        .into_iter()
        .filter_map(|(lack, is)| is.then_some(lack))
        .collect()
}
