//! An invoice as UN/CEFACT Cross Industry Invoice (D16B) in the EN 16931 profile of Factur-X.
//!
//! The rule it protects: each business term stands where the norm puts it, in the order its schema wants; what is not known is
//! left out, never filled in. Numbers such as BT-1 are the norm's names of the terms.

mod parties;
mod settlement;
mod trade_line;
mod xml;

use crate::PaperError;
use domain::invoice::{Invoice, Kind, Totals, totals};
use domain::{Amount, CivilDay};
use xml::Xml;

/// The profile's name (BT-24).
const PROFILE: &str = "urn:cen.eu:en16931:2017";

const NAMESPACES: [(&str, &str); 4] = [
    (
        "xmlns:rsm",
        "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    ),
    (
        "xmlns:ram",
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    ),
    (
        "xmlns:udt",
        "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    ),
    (
        "xmlns:qdt",
        "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    ),
];

/// The structured data of an issued invoice.
///
/// # Errors
/// [`PaperError::NotIssued`] for a draft, [`PaperError::Totals`] when the lines do not add up.
pub fn cii(invoice: &Invoice) -> Result<String, PaperError> {
    let number = invoice
        .number
        .as_deref()
        .ok_or(PaperError::NotIssued("number"))?;
    let issued = invoice.issued_on.ok_or(PaperError::NotIssued("day"))?;
    let sums = totals(invoice)?;
    let mut xml = Xml::document("rsm:CrossIndustryInvoice", &NAMESPACES);
    xml.group("rsm:ExchangedDocumentContext", |x| {
        x.group("ram:GuidelineSpecifiedDocumentContextParameter", |x| {
            x.text("ram:ID", PROFILE);
        });
    });
    xml.group("rsm:ExchangedDocument", |x| {
        x.text("ram:ID", number);
        x.text("ram:TypeCode", invoice.kind.code());
        x.group("ram:IssueDateTime", |x| {
            day(x, "udt:DateTimeString", issued)
        });
        for (code, text) in crate::sheet::notes(invoice) {
            x.group("ram:IncludedNote", |x| {
                x.text("ram:Content", &text);
                x.maybe("ram:SubjectCode", code);
            });
        }
    });
    xml.group("rsm:SupplyChainTradeTransaction", |x| {
        for ((line, net), n) in invoice.lines.iter().zip(&sums.lines).zip(1usize..) {
            trade_line::write(x, invoice, line, *net, n);
        }
        agreement(x, invoice);
        delivery(x, invoice);
        settlement::write(x, invoice, &sums);
    });
    Ok(xml.finish())
}

fn agreement(x: &mut Xml, invoice: &Invoice) {
    x.group("ram:ApplicableHeaderTradeAgreement", |x| {
        x.maybe("ram:BuyerReference", invoice.client.reference.as_deref());
        parties::seller(x, invoice);
        parties::client(x, invoice);
        x.group("ram:BuyerOrderReferencedDocument", |x| {
            x.maybe("ram:IssuerAssignedID", invoice.order.as_deref());
        });
    });
}

fn delivery(x: &mut Xml, invoice: &Invoice) {
    let supplied = invoice
        .supplied_on
        .filter(|_| invoice.kind != Kind::Deposit);
    x.group("ram:ApplicableHeaderTradeDelivery", |x| match supplied {
        Some(supplied) => x.group("ram:ActualDeliverySupplyChainEvent", |x| {
            x.group("ram:OccurrenceDateTime", |x| {
                day(x, "udt:DateTimeString", supplied);
            });
        }),
        // The element must stand and may not be empty (PEPPOL-EN16931-R008): without a day it says to whom (BT-70).
        None => x.group("ram:ShipToTradeParty", |x| {
            x.text("ram:Name", &invoice.client.party.name);
        }),
    });
}

/// A day in format 102: `YYYYMMDD`.
fn day(x: &mut Xml, name: &'static str, day: CivilDay) {
    x.with(
        name,
        &[("format", "102")],
        &day.0.format("%Y%m%d").to_string(),
    );
}

/// Decimal text of an amount that was rounded for the invoice: two decimals at most.
fn money(amount: Amount) -> String {
    let text = amount.text();
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.len() > 2 => {
            let fraction = fraction.get(..2).unwrap_or(fraction);
            format!("{whole}.{fraction}")
        }
        _ => text,
    }
}

/// Millionths as decimal text with no more decimals than needed.
fn number(micros: i64) -> String {
    domain::amount::micros_text(i128::from(micros), domain::Unit::Unstated)
}

/// A rate in hundredths of a percent as percent.
fn percent(rate: i64) -> String {
    format!("{}.{:02}", rate / 100, rate % 100)
}

/// What every settlement needs of the sums.
type Sums = Totals;
