//! Drafts: begun from an offer, edited, thrown away and brought back.
//!
//! The rule it protects: a draft says what the offer's terms say, and from then on what the creator types.

use super::details::held;
use super::{form, list};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::amount::MICROS;
use domain::deal::brand_fold;
use domain::invoice::{
    self as bill, Client, Invoice, Kind, Language, Line, Reference, VatMode, credit_of,
    deduction_lines, deposit_of,
};
use domain::offer::{TermField, TermValue};
use domain::{CivilDay, OfferId};
use store::{InvoiceRow as Kept, Offer, ReadTx};

/// Begins a draft: of an offer, or an empty one. A deposit wants its share of the work (percent as text).
///
/// # Errors
/// [`StudioError::BadRequest`] for a share that is none, a deposit of nothing, or a credit note (see [`credit`]).
pub fn new(
    profile: &OpenProfile,
    offer: Option<i64>,
    kind: InvoiceKindName,
    share: Option<&str>,
    language: PaperLanguageName,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let kind = Kind::from(kind);
    let share = match (kind, share) {
        (Kind::Deposit, Some(text)) => Some(
            form::rate(text)
                .filter(|rate| *rate > 0)
                .ok_or_else(|| StudioError::bad("share", text))?,
        ),
        (Kind::Deposit, None) => return Err(StudioError::bad("share", "")),
        (Kind::Credit, _) => return Err(StudioError::bad("kind", kind.slug())),
        _ => None,
    };
    profile.store().write(move |tx| {
        let offer = offer.map(|id| tx.offer(OfferId(id))).transpose()?;
        let (client, work) = begun(tx, offer.as_ref(), language.into(), today)?;
        let draft = match (kind, &offer) {
            (Kind::Deposit, _) => {
                let share = share.unwrap_or_default();
                let words = match work.language {
                    Language::English => format!("Deposit of {} %", form::percent(share)),
                    Language::French => format!("Acompte de {} %", form::percent(share)),
                };
                let named = format!("{words}: {}", work.subject);
                deposit_of(&work, share, named.trim_end_matches([':', ' ']))
                    .map_err(|e| StudioError::bad("lines", e.to_string()))?
            }
            (Kind::Final, Some(offer)) => final_of(work, &tx.invoices_of(offer.id)?),
            _ => Invoice { kind, ..work },
        };
        let id = tx.insert_invoice(offer.map(|o| o.id), client, None, &draft, now)?;
        list::detail(tx, id, today)
    })
}

/// What a draft of an offer begins with, and the client it is known by.
fn begun(
    tx: &ReadTx<'_>,
    offer: Option<&Offer>,
    language: Language,
    today: CivilDay,
) -> Result<(Option<i64>, Invoice), StudioError> {
    let own = held(tx)?;
    let value = |field| {
        let found = offer?.terms.iter().find(|t| t.field == field);
        found.map(|t| &t.value)
    };
    let text = |field| match value(field) {
        Some(TermValue::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let fee = match value(TermField::Fee) {
        Some(TermValue::Money(fee)) if fee.unit.is_currency() && fee.micros > 0 => Some(*fee),
        _ => None,
    };
    let published = match value(TermField::PublishOn) {
        Some(TermValue::Day(day)) if *day <= today => Some(*day),
        _ => None,
    };
    let known = match offer {
        Some(offer) => tx.client_of_brand(&brand_fold(&offer.brand))?,
        None => None,
    };
    let (id, client) = match (known, offer) {
        (Some(row), _) => (Some(row.id), row.client),
        (None, Some(offer)) => {
            let mut client = Client::default();
            client.party.name = offer.brand.clone();
            client.party.email =
                text(TermField::Contact).filter(|c| c.contains('@') && !c.contains(' '));
            (None, client)
        }
        (None, None) => (None, Client::default()),
    };
    let country = &own.seller.party.address.country;
    let vat: VatMode = own.vat.usual(country, &client.party.address.country);
    let line = fee.map(|fee| Line {
        text: text(TermField::Deliverables)
            .or_else(|| offer.map(|o| o.title.clone()))
            .unwrap_or_default(),
        detail: text(TermField::Product),
        quantity: MICROS,
        price: fee.micros,
        vat_rate: own.vat_rate,
    });
    let draft = Invoice {
        kind: Kind::Invoice,
        number: None,
        issued_on: None,
        due_on: None,
        language,
        currency: fee.map_or(own.seller.accounting, |fee| fee.unit),
        seller: own.seller,
        client,
        vat,
        subject: offer.map(|o| o.title.clone()).unwrap_or_default(),
        lines: line.into_iter().collect(),
        prepaid: 0,
        refers: Vec::new(),
        order: None,
        supplied_on: published,
        terms: own.terms,
        note: None,
        exchange: None,
    };
    Ok((id, draft))
}

/// The whole work less the deposits that were billed for it.
fn final_of(work: Invoice, billed: &[Kept]) -> Invoice {
    let mut last = Invoice {
        kind: Kind::Final,
        ..work
    };
    let taken_back = |deposit: &Kept| {
        billed.iter().any(|row| {
            row.parent == Some(deposit.id) && row.is_issued() && row.invoice.kind == Kind::Credit
        })
    };
    for deposit in billed
        .iter()
        .filter(|row| row.invoice.kind == Kind::Deposit)
    {
        let (Some(number), Some(day)) = (&deposit.invoice.number, deposit.invoice.issued_on) else {
            continue;
        };
        if taken_back(deposit) {
            continue;
        }
        let words = match last.language {
            Language::English => format!("Less deposit, invoice {number}"),
            Language::French => format!("Moins l’acompte, facture {number}"),
        };
        last.lines.extend(deduction_lines(&deposit.invoice, &words));
        last.refers.push(Reference {
            number: number.clone(),
            day,
        });
    }
    last
}

/// Begins a credit note over all of an issued invoice; its lines may be lowered.
///
/// # Errors
/// [`StudioError::BadRequest`] for a draft or a credit note.
pub fn credit(profile: &OpenProfile, id: i64) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    profile.store().write(move |tx| {
        let row = tx.invoice(id)?;
        let bad = || StudioError::bad("invoice", id.to_string());
        if row.invoice.kind == Kind::Credit {
            return Err(bad());
        }
        let draft = credit_of(&row.invoice).ok_or_else(bad)?;
        let offer = tx.offer_of_invoice(&row)?;
        let new = tx.insert_invoice(offer, row.client, Some(id), &draft, now)?;
        list::detail(tx, new, today)
    })
}

/// Writes what a draft says, and what it says of the client.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such draft, [`StudioError::BadRequest`] naming the first field that cannot be read.
pub fn edit(
    profile: &OpenProfile,
    id: i64,
    typed: &InvoiceForm,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let typed = typed.clone();
    profile.store().write(move |tx| {
        let row = tx.invoice(id)?;
        let mut draft = row.invoice.clone();
        if let Some(field) = form::into_draft(&typed, &mut draft).first() {
            return Err(StudioError::bad(field.clone(), ""));
        }
        let client = keep_client(tx, &row, &typed, &draft.client, now)?;
        tx.edit_invoice(id, client, &draft, now)?;
        list::detail(tx, id, today)
    })
}

/// The client is kept for the next offer of its brand; without a name there is none to keep.
fn keep_client(
    tx: &mut store::WriteTx<'_>,
    row: &Kept,
    typed: &InvoiceForm,
    client: &Client,
    now: domain::Instant,
) -> Result<Option<i64>, StudioError> {
    if client.party.name.is_empty() {
        return Ok(None);
    }
    let brand = match tx.offer_of_invoice(row)? {
        Some(offer) => brand_fold(&tx.offer(offer)?.brand),
        None => String::new(),
    };
    let known = tx.clients()?;
    let id = typed.client.id.or(row.client);
    let held = known.iter().find(|k| Some(k.id) == id);
    if held.is_some_and(|k| k.client == *client) {
        return Ok(id);
    }
    // Another name is another client.
    let same = held.filter(|k| k.client.party.name == client.party.name);
    let brand = same.map_or(brand, |k| k.brand.clone());
    Ok(Some(tx.put_client(
        same.map(|k| k.id),
        client,
        &brand,
        now,
    )?))
}

/// What a form would come to; writes nothing.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such invoice.
pub fn preview(
    profile: &OpenProfile,
    id: i64,
    typed: &InvoiceForm,
) -> Result<InvoicePreview, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let mut draft = list::fresh(tx, &tx.invoice(id)?)?;
        let unread = form::into_draft(typed, &mut draft);
        list::preview(tx, &draft, unread, today)
    })
}

/// Throws a draft away.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such draft.
pub fn discard(profile: &OpenProfile, id: i64) -> Result<(), StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.discard_invoice(id, Some(now))?))
}

/// Brings a draft back that was thrown away.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such draft.
pub fn restore(profile: &OpenProfile, id: i64) -> Result<InvoiceDetail, StudioError> {
    let today = profile.today()?;
    profile.store().write(move |tx| {
        tx.discard_invoice(id, None)?;
        list::detail(tx, id, today)
    })
}

/// The draft's day to pay if it bore `day`.
pub(super) fn due_on(draft: &bill::Invoice, day: CivilDay) -> Option<CivilDay> {
    (draft.kind != Kind::Credit).then(|| draft.terms.due_on(day))
}
