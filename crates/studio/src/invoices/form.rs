//! Between what is typed and what the domain holds.
//!
//! The rule it protects: decimal text becomes an amount exactly or is named as unread; nothing is guessed.

use crate::StudioError;
use crate::shapes::*;
use domain::amount::parse_micros;
use domain::invoice::{self as bill, Address, Client, LateTerms, Line, Party, Seller, Terms};
use domain::{CivilDay, Unit};

/// Text that stands for nothing when it is blank.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Decimal text with a point or a comma and blanks between thousands, as millionths.
pub(super) fn micros(text: &str) -> Option<i64> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    parse_micros(&plain).ok()
}

/// Percent as hundredths of a percent.
pub(super) fn rate(text: &str) -> Option<i64> {
    let micros = micros(text.trim().trim_end_matches('%'))?;
    (micros % 10_000 == 0 && (0..=100_000_000).contains(&micros)).then_some(micros / 10_000)
}

/// Hundredths of a percent as percent, with no more decimals than needed.
pub(super) fn percent(rate: i64) -> String {
    domain::amount::micros_text(i128::from(rate) * 10_000, Unit::Unstated)
}

fn number(micros: i64, unit: Unit) -> String {
    domain::amount::micros_text(i128::from(micros), unit)
}

pub(super) fn party(form: &PartyForm) -> Party {
    let lines = form.lines.iter().filter_map(|line| filled(line)).take(3);
    Party {
        name: form.name.trim().to_owned(),
        legal_id: filled(&form.legal_id),
        vat_id: filled(&form.vat_id)
            .map(|id| id.split_whitespace().collect::<String>().to_uppercase()),
        address: Address {
            lines: lines.collect(),
            postcode: form.postcode.trim().to_owned(),
            city: form.city.trim().to_owned(),
            country: form.country.trim().to_uppercase(),
        },
        contact: filled(&form.contact),
        email: filled(&form.email),
        phone: filled(&form.phone),
    }
}

pub(super) fn party_form(party: &Party) -> PartyForm {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    PartyForm {
        name: party.name.clone(),
        legal_id: text(&party.legal_id),
        vat_id: text(&party.vat_id),
        lines: party.address.lines.clone(),
        postcode: party.address.postcode.clone(),
        city: party.address.city.clone(),
        country: party.address.country.clone(),
        contact: text(&party.contact),
        email: text(&party.email),
        phone: text(&party.phone),
    }
}

pub(super) fn client(form: &ClientForm) -> Client {
    Client {
        party: party(&form.party),
        reference: filled(&form.reference),
    }
}

pub(super) fn client_form(id: Option<i64>, client: &Client) -> ClientForm {
    ClientForm {
        id,
        party: party_form(&client.party),
        reference: client.reference.clone().unwrap_or_default(),
    }
}

pub(super) fn terms(form: &TermsForm, unread: &mut Vec<String>) -> Terms {
    let late_rate = filled(&form.late_rate);
    let known = late_rate.as_deref().map(rate);
    if known == Some(None) {
        unread.push("terms.late_rate".to_owned());
    }
    let recovery = form.recovery.as_ref().map(amount);
    if recovery == Some(None) {
        unread.push("terms.recovery".to_owned());
    }
    Terms {
        days: form.days,
        due: form.due.into(),
        late: LateTerms {
            rate: known.flatten(),
            recovery: recovery.flatten(),
        },
    }
}

pub(super) fn terms_form(terms: &Terms) -> TermsForm {
    TermsForm {
        days: terms.days,
        due: terms.due.into(),
        late_rate: terms.late.rate.map(percent).unwrap_or_default(),
        recovery: terms.late.recovery.map(Into::into),
    }
}

/// An amount of the edge.
pub(super) fn amount(shape: &Amount) -> Option<domain::Amount> {
    let unit = shape.unit.parse().ok()?;
    Some(domain::Amount::new(micros(&shape.amount)?, unit))
}

pub(super) fn seller(form: &SellerForm) -> Result<store::SellerRow, StudioError> {
    let mut unread = Vec::new();
    let accounting = Unit::currency(form.accounting.trim())
        .map_err(|_| StudioError::bad("accounting", form.accounting.clone()))?;
    let row = store::SellerRow {
        seller: Seller {
            party: party(&form.party),
            trading_name: filled(&form.trading_name),
            tax_id: filled(&form.tax_id),
            iban: filled(&form.iban),
            bic: filled(&form.bic),
            accounting,
            footer: filled(&form.footer),
        },
        prefix: form.prefix.trim().to_owned(),
        credit_prefix: form.credit_prefix.trim().to_owned(),
        vat: form.vat.into(),
        vat_rate: rate(&form.vat_rate)
            .ok_or_else(|| StudioError::bad("vat_rate", form.vat_rate.clone()))?,
        terms: terms(&form.terms, &mut unread),
    };
    match unread.first() {
        Some(field) => Err(StudioError::bad(field.clone(), "")),
        None => Ok(row),
    }
}

pub(super) fn seller_form(row: &store::SellerRow) -> SellerForm {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let seller = &row.seller;
    SellerForm {
        party: party_form(&seller.party),
        trading_name: text(&seller.trading_name),
        tax_id: text(&seller.tax_id),
        iban: text(&seller.iban),
        bic: text(&seller.bic),
        accounting: seller.accounting.to_string(),
        footer: text(&seller.footer),
        prefix: row.prefix.clone(),
        credit_prefix: row.credit_prefix.clone(),
        vat: row.vat.into(),
        vat_rate: percent(row.vat_rate),
        terms: terms_form(&row.terms),
    }
}

/// Puts what was typed into a draft; what cannot be read is named and left as zero, so that sums show at once.
pub(super) fn into_draft(form: &InvoiceForm, draft: &mut bill::Invoice) -> Vec<String> {
    let mut unread = Vec::new();
    draft.client = client(&form.client);
    draft.language = form.language.into();
    match Unit::currency(form.currency.trim()) {
        Ok(unit) => draft.currency = unit,
        Err(_) => unread.push("currency".to_owned()),
    }
    draft.vat = form.vat.into();
    draft.subject = form.subject.trim().to_owned();
    draft.lines = form
        .lines
        .iter()
        .zip(0usize..)
        .map(|(line, n)| {
            let mut read = |name: &str, value: Option<i64>| {
                if value.is_none() {
                    unread.push(format!("lines.{n}.{name}"));
                }
                value.unwrap_or(0)
            };
            Line {
                text: line.text.trim().to_owned(),
                detail: filled(&line.detail),
                quantity: read("quantity", micros(&line.quantity)),
                price: read("price", micros(&line.price).filter(|price| *price >= 0)),
                vat_rate: read("vat_rate", rate(&line.vat_rate)),
            }
        })
        .collect();
    draft.prepaid = match filled(&form.prepaid) {
        Some(text) => micros(&text).unwrap_or_else(|| {
            unread.push("prepaid".to_owned());
            0
        }),
        None => 0,
    };
    draft.order = filled(&form.order);
    let supplied = form.supplied_on.as_deref().and_then(filled);
    draft.supplied_on = supplied
        .as_deref()
        .and_then(|day| day.parse::<CivilDay>().ok());
    if supplied.is_some() && draft.supplied_on.is_none() {
        unread.push("supplied_on".to_owned());
    }
    draft.terms = terms(&form.terms, &mut unread);
    draft.note = filled(&form.note);
    unread
}

/// What a draft or an issued invoice says, as a form.
pub(super) fn of_draft(draft: &bill::Invoice, client: Option<i64>) -> InvoiceForm {
    let unit = draft.currency;
    InvoiceForm {
        client: client_form(client, &draft.client),
        language: draft.language.into(),
        currency: unit.to_string(),
        vat: draft.vat.into(),
        subject: draft.subject.clone(),
        lines: draft
            .lines
            .iter()
            .map(|line| InvoiceLineForm {
                text: line.text.clone(),
                detail: line.detail.clone().unwrap_or_default(),
                quantity: number(line.quantity, Unit::Unstated),
                price: number(line.price, unit),
                vat_rate: percent(line.vat_rate),
            })
            .collect(),
        prepaid: match draft.prepaid {
            0 => String::new(),
            prepaid => number(prepaid, unit),
        },
        order: draft.order.clone().unwrap_or_default(),
        supplied_on: draft.supplied_on.map(|day| day.to_string()),
        terms: terms_form(&draft.terms),
        note: draft.note.clone().unwrap_or_default(),
    }
}
