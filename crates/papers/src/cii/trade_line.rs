//! A line of the invoice (BG-25).

use super::xml::Xml;
use super::{money, number, percent};
use domain::Amount;
use domain::invoice::{Category, Invoice, Line, UNIT_ONE};

pub(super) fn write(x: &mut Xml, invoice: &Invoice, line: &Line, net: Amount, n: usize) {
    let rate = invoice.vat.rate(line.vat_rate);
    let category = invoice.vat.category(rate);
    x.group("ram:IncludedSupplyChainTradeLineItem", |x| {
        x.group("ram:AssociatedDocumentLineDocument", |x| {
            x.text("ram:LineID", &n.to_string());
        });
        x.group("ram:SpecifiedTradeProduct", |x| {
            x.text("ram:Name", &line.text);
            x.maybe("ram:Description", line.detail.as_deref());
        });
        x.group("ram:SpecifiedLineTradeAgreement", |x| {
            x.group("ram:NetPriceProductTradePrice", |x| {
                x.text("ram:ChargeAmount", &number(line.price));
            });
        });
        x.group("ram:SpecifiedLineTradeDelivery", |x| {
            let unit = [("unitCode", UNIT_ONE)];
            x.with("ram:BilledQuantity", &unit, &number(line.quantity));
        });
        x.group("ram:SpecifiedLineTradeSettlement", |x| {
            x.group("ram:ApplicableTradeTax", |x| {
                x.text("ram:TypeCode", "VAT");
                x.text("ram:CategoryCode", category.code());
                // What is not subject to VAT has no rate, not even zero (BR-O-05).
                if category != Category::Outside {
                    x.text("ram:RateApplicablePercent", &percent(rate));
                }
            });
            x.group("ram:SpecifiedTradeSettlementLineMonetarySummation", |x| {
                x.text("ram:LineTotalAmount", &money(net));
            });
        });
    });
}
