//! Who bills and who is billed (BG-4, BG-7).

use super::xml::Xml;
use domain::invoice::{Address, Invoice, Party, VatMode, legal_scheme};

pub(super) fn seller(x: &mut Xml, invoice: &Invoice) {
    let seller = &invoice.seller;
    x.group("ram:SellerTradeParty", |x| {
        x.text("ram:Name", &seller.party.name);
        legal(x, &seller.party, seller.trading_name.as_deref());
        x.group("ram:DefinedTradeContact", |x| contact(x, &seller.party));
        address(x, &seller.party.address);
        // What is not subject to VAT may not name a VAT number (BR-O-02).
        if invoice.vat != VatMode::OutsideScope {
            registration(x, "VA", seller.party.vat_id.as_deref());
            registration(
                x,
                "FC",
                seller.tax_id.as_deref().or_else(|| fallback(invoice)),
            );
        }
    });
}

/// A small business without a VAT number is known to the tax office by its register number; an exempt invoice must name one
/// (BR-E-02).
fn fallback(invoice: &Invoice) -> Option<&str> {
    let party = &invoice.seller.party;
    let needed = invoice.vat == VatMode::SmallBusiness && party.vat_id.is_none();
    party.legal_id.as_deref().filter(|_| needed)
}

pub(super) fn client(x: &mut Xml, invoice: &Invoice) {
    let client = &invoice.client;
    x.group("ram:BuyerTradeParty", |x| {
        x.text("ram:Name", &client.party.name);
        legal(x, &client.party, None);
        x.group("ram:DefinedTradeContact", |x| contact(x, &client.party));
        address(x, &client.party.address);
        if invoice.vat != VatMode::OutsideScope {
            registration(x, "VA", client.party.vat_id.as_deref());
        }
    });
}

fn legal(x: &mut Xml, party: &Party, trading: Option<&str>) {
    x.group("ram:SpecifiedLegalOrganization", |x| {
        if let Some(id) = &party.legal_id {
            let digits: String = id.chars().filter(|c| !c.is_whitespace()).collect();
            match legal_scheme(&party.address.country, id) {
                Some(scheme) => x.with("ram:ID", &[("schemeID", scheme)], &digits),
                None => x.text("ram:ID", id),
            }
        }
        x.maybe("ram:TradingBusinessName", trading);
    });
}

fn contact(x: &mut Xml, party: &Party) {
    x.maybe("ram:PersonName", party.contact.as_deref());
    x.group("ram:TelephoneUniversalCommunication", |x| {
        x.maybe("ram:CompleteNumber", party.phone.as_deref());
    });
    x.group("ram:EmailURIUniversalCommunication", |x| {
        x.maybe("ram:URIID", party.email.as_deref());
    });
}

fn address(x: &mut Xml, address: &Address) {
    x.group("ram:PostalTradeAddress", |x| {
        x.text("ram:PostcodeCode", &address.postcode);
        let names = ["ram:LineOne", "ram:LineTwo", "ram:LineThree"];
        for (name, line) in names.into_iter().zip(&address.lines) {
            x.text(name, line);
        }
        x.text("ram:CityName", &address.city);
        x.text("ram:CountryID", &address.country);
    });
}

fn registration(x: &mut Xml, scheme: &str, id: Option<&str>) {
    let Some(id) = id else { return };
    x.group("ram:SpecifiedTaxRegistration", |x| {
        let id: String = id.chars().filter(|c| !c.is_whitespace()).collect();
        x.with("ram:ID", &[("schemeID", scheme)], &id);
    });
}
