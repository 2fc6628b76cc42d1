//! Own details and those of clients.

use super::form;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::invoice::{LateTerms, Seller, Terms, VatMode};
use domain::{Amount as Money, Unit};
use store::{ReadTx, SellerRow};

/// The sum France's law sets for recovery costs, proposed to a new seller there.
const RECOVERY: Money = Money::new(40_000_000, Unit::EUR);

/// Own details; before any were written, an empty form with the usual choices.
pub(super) fn held(tx: &ReadTx<'_>) -> Result<SellerRow, StudioError> {
    Ok(tx.seller()?.unwrap_or_else(|| SellerRow {
        seller: Seller::default(),
        prefix: "F".to_owned(),
        credit_prefix: "A".to_owned(),
        vat: VatMode::Standard,
        vat_rate: 2_000,
        terms: Terms {
            late: LateTerms {
                rate: None,
                recovery: Some(RECOVERY),
            },
            ..Terms::default()
        },
    }))
}

/// Own details.
///
/// # Errors
/// [`StudioError`].
pub fn seller(profile: &OpenProfile) -> Result<SellerForm, StudioError> {
    profile.store().read(|tx| Ok(form::seller_form(&held(tx)?)))
}

/// Writes own details. Issued invoices keep the words they were issued with.
///
/// # Errors
/// [`StudioError::BadRequest`] for a rate or currency that cannot be read, or when both series share a prefix.
pub fn set_seller(profile: &OpenProfile, typed: &SellerForm) -> Result<SellerForm, StudioError> {
    let row = form::seller(typed)?;
    // One row of numbers for two kinds of paper would leave gaps in each.
    if row.prefix == row.credit_prefix {
        return Err(StudioError::bad("credit_prefix", row.credit_prefix));
    }
    let now = profile.now();
    profile.store().write(move |tx| {
        tx.set_seller(&row, now)?;
        Ok(form::seller_form(&held(tx)?))
    })
}

/// Every client, by name.
///
/// # Errors
/// [`StudioError`].
pub fn clients(profile: &OpenProfile) -> Result<Vec<ClientForm>, StudioError> {
    profile.store().read(|tx| {
        let rows = tx.clients()?;
        let forms = rows
            .iter()
            .map(|row| form::client_form(Some(row.id), &row.client));
        Ok(forms.collect())
    })
}

/// Writes a client.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such client, [`StudioError::BadRequest`] without a name.
pub fn put_client(profile: &OpenProfile, typed: &ClientForm) -> Result<ClientForm, StudioError> {
    let client = form::client(typed);
    if client.party.name.is_empty() {
        return Err(StudioError::bad("name", ""));
    }
    let (now, id) = (profile.now(), typed.id);
    profile.store().write(move |tx| {
        let known = tx.clients()?.into_iter().find(|row| Some(row.id) == id);
        let brand = known.map(|row| row.brand).unwrap_or_default();
        let id = tx.put_client(id, &client, &brand, now)?;
        Ok(form::client_form(Some(id), &client))
    })
}
