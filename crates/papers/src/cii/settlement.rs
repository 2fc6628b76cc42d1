//! Currency, account, VAT by rate, terms and sums (BG-16, BG-23, BG-22, BG-3).

use super::xml::Xml;
use super::{Sums, day, money, percent};
use domain::Amount;
use domain::invoice::{Category, Invoice, Kind, VatPart};

pub(super) fn write(x: &mut Xml, invoice: &Invoice, sums: &Sums) {
    let currency = invoice.currency.to_string();
    x.group("ram:ApplicableHeaderTradeSettlement", |x| {
        if let Some(number) = invoice.number.as_deref().filter(|_| pays(invoice)) {
            x.text("ram:PaymentReference", number);
        }
        if let Some(exchange) = &invoice.exchange {
            x.text("ram:TaxCurrencyCode", &exchange.unit.to_string());
        }
        x.text("ram:InvoiceCurrencyCode", &currency);
        means(x, invoice);
        for part in &sums.vat {
            tax(x, invoice, part);
        }
        terms(x, invoice, sums);
        x.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |x| {
            x.text("ram:LineTotalAmount", &money(sums.net));
            x.text("ram:TaxBasisTotalAmount", &money(sums.net));
            let unit = [("currencyID", currency.as_str())];
            x.with("ram:TaxTotalAmount", &unit, &money(sums.tax));
            if let Some(exchange) = &invoice.exchange {
                let code = exchange.unit.to_string();
                let tax = Amount::new(exchange.tax, exchange.unit);
                x.with(
                    "ram:TaxTotalAmount",
                    &[("currencyID", code.as_str())],
                    &money(tax),
                );
            }
            x.text("ram:GrandTotalAmount", &money(sums.gross));
            if sums.prepaid.micros != 0 {
                x.text("ram:TotalPrepaidAmount", &money(sums.prepaid));
            }
            x.text("ram:DuePayableAmount", &money(sums.due));
        });
        for refers in &invoice.refers {
            x.group("ram:InvoiceReferencedDocument", |x| {
                x.text("ram:IssuerAssignedID", &refers.number);
                x.group("ram:FormattedIssueDateTime", |x| {
                    day(x, "qdt:DateTimeString", refers.day);
                });
            });
        }
    });
}

fn pays(invoice: &Invoice) -> bool {
    invoice.kind != Kind::Credit
}

/// A credit transfer (UNTDID 4461 code 30), when there is an account to pay to.
fn means(x: &mut Xml, invoice: &Invoice) {
    let Some(iban) = invoice.seller.iban.as_ref().filter(|_| pays(invoice)) else {
        return;
    };
    x.group("ram:SpecifiedTradeSettlementPaymentMeans", |x| {
        x.text("ram:TypeCode", "30");
        x.group("ram:PayeePartyCreditorFinancialAccount", |x| {
            let iban: String = iban.chars().filter(|c| !c.is_whitespace()).collect();
            x.text("ram:IBANID", &iban);
        });
        x.group("ram:PayeeSpecifiedCreditorFinancialInstitution", |x| {
            x.maybe("ram:BICID", invoice.seller.bic.as_deref());
        });
    });
}

fn tax(x: &mut Xml, invoice: &Invoice, part: &VatPart) {
    let country = &invoice.seller.party.address.country;
    x.group("ram:ApplicableTradeTax", |x| {
        x.text("ram:CalculatedAmount", &money(part.tax));
        x.text("ram:TypeCode", "VAT");
        x.maybe(
            "ram:ExemptionReason",
            invoice.vat.note(country, invoice.language),
        );
        x.text("ram:BasisAmount", &money(part.base));
        x.text("ram:CategoryCode", part.category.code());
        x.maybe("ram:ExemptionReasonCode", invoice.vat.reason_code(country));
        if part.category != Category::Outside {
            x.text("ram:RateApplicablePercent", &percent(part.rate));
        }
    });
}

fn terms(x: &mut Xml, invoice: &Invoice, sums: &Sums) {
    x.group("ram:SpecifiedTradePaymentTerms", |x| match invoice.due_on {
        Some(due) => x.group("ram:DueDateDateTime", |x| day(x, "udt:DateTimeString", due)),
        // A sum to pay wants a day or terms (BR-CO-25); a credit note says that nothing is asked for.
        None if sums.due.micros > 0 => {
            x.text(
                "ram:Description",
                crate::sheet::no_payment(invoice.language),
            );
        }
        None => {}
    });
}
