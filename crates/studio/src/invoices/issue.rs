//! A draft becomes an invoice: a number, a day, a paper, for good.
//!
//! The rule it protects: number, paper and the offer's stage are written in one transaction. When any of it fails, the number is
//! as free as before.

use super::draft::due_on;
use super::known::Books;
use super::list::{detail, exchange, fresh};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::deal::MoveAuthor;
use domain::invoice::{Invoice, Kind, Series, lacks, totals};
use domain::{CivilDay, Instant, Stage};
use sha2::{Digest, Sha256};
use std::path::Path;
use store::{DealEdit, InvoiceRow as Kept, IssuedPaper, WriteTx};

/// Issues a draft on a day (today without one).
///
/// # Errors
/// [`StudioError::BadRequest`] naming what is missing, a day that is ahead or before the last invoice of the series, or a credit
/// note over more than is left of its invoice. Nothing is changed then.
pub fn issue(
    profile: &OpenProfile,
    id: i64,
    on: Option<&str>,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let day: CivilDay = match on {
        Some(text) => text
            .parse()
            .map_err(|_| StudioError::bad("issued_on", text))?,
        None => today,
    };
    if day > today {
        return Err(StudioError::bad("issued_on", day.to_string()));
    }
    profile.store().write(move |tx| {
        let row = tx.invoice(id)?;
        if row.is_issued() || row.discarded.is_some() {
            return Err(StudioError::bad("invoice", id.to_string()));
        }
        let (series, n, says) = numbered(tx, &row, day)?;
        let paper = papers::invoice(&says).map_err(|e| StudioError::Internal(e.to_string()))?;
        let due = totals(&says)
            .map_err(|e| StudioError::bad("lines", e.to_string()))?
            .due;
        let paper = IssuedPaper {
            sha256: Sha256::digest(&paper.pdf).to_vec(),
            pdf: paper.pdf,
            xml: paper.xml,
        };
        tx.issue_invoice(id, (&series, n), &says, due, &paper, now)?;
        move_offer(tx, &row, &says, now)?;
        detail(tx, id, today)
    })
}

/// The draft with its number, day and rate.
fn numbered(
    tx: &mut WriteTx<'_>,
    row: &Kept,
    day: CivilDay,
) -> Result<(Series, i64, Invoice), StudioError> {
    let mut says = fresh(tx, row)?;
    says.issued_on = Some(day);
    says.due_on = due_on(&says, day);
    let missing: Vec<&str> = lacks(&says)
        .into_iter()
        .filter(|lack| !lack.is_advice())
        .map(|lack| lack.slug())
        .collect();
    if !missing.is_empty() {
        return Err(StudioError::bad("invoice", missing.join(", ")));
    }
    let sums = totals(&says).map_err(|e| StudioError::bad("lines", e.to_string()))?;
    says.exchange = exchange(tx, &says, &sums, day)?
        .transpose()
        .map_err(|lack| StudioError::bad("invoice", lack.slug()))?;
    if let (Kind::Credit, Some(parent)) = (says.kind, row.parent) {
        let of = tx.invoice(parent)?;
        let left = Books::read(tx)?
            .receipt(&of)
            .map_or(0, |r| r.due.micros.saturating_sub(r.credited));
        if sums.due.micros > left || says.currency != of.invoice.currency {
            return Err(StudioError::bad("credit", sums.due.text()));
        }
    }
    let own = super::details::held(tx)?;
    let prefix = match says.kind {
        Kind::Credit => &own.credit_prefix,
        _ => &own.prefix,
    };
    let series = Series::on(prefix, day);
    let n = tx.take_number(&series, day)?;
    says.number = Some(series.text(n));
    Ok((series, n, says))
}

/// The bill for the work moves its offer to `invoiced`, unless it stands further already.
fn move_offer(
    tx: &mut WriteTx<'_>,
    row: &Kept,
    says: &Invoice,
    now: Instant,
) -> Result<(), StudioError> {
    if !matches!(says.kind, Kind::Invoice | Kind::Final) {
        return Ok(());
    }
    let Some(offer) = tx.offer_of_invoice(row)? else {
        return Ok(());
    };
    let before = matches!(
        tx.offer(offer)?.stage,
        Stage::New
            | Stage::Talking
            | Stage::Agreed
            | Stage::Making
            | Stage::InReview
            | Stage::Published
    );
    if before {
        let edit = DealEdit::Stage(Some(Stage::Invoiced));
        let step = tx.deal_step(MoveAuthor::Creator, &[(offer, edit)], now)?;
        tx.set_invoice_step(row.id, step)?;
    }
    Ok(())
}

/// Notes that an issued invoice went to the client, or takes that back.
///
/// # Errors
/// [`StudioError::NotFound`] of a draft.
pub fn mark_sent(profile: &OpenProfile, id: i64, sent: bool) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    profile.store().write(move |tx| {
        tx.set_invoice_sent(id, sent.then_some(now))?;
        detail(tx, id, today)
    })
}

/// Writes the paper of an issued invoice, as it was issued, into a folder or to a file.
///
/// # Errors
/// [`StudioError::BadRequest`] of a draft, [`StudioError::File`] when it cannot be written.
pub fn pdf(profile: &OpenProfile, id: i64, out: &Path) -> Result<InvoiceFile, StudioError> {
    let (number, paper) = paper(profile, id)?;
    write(&number, "pdf", out, &paper.pdf)
}

/// Writes the data of an issued invoice, as it stands inside the paper.
///
/// # Errors
/// As [`pdf`].
pub fn xml(profile: &OpenProfile, id: i64, out: &Path) -> Result<InvoiceFile, StudioError> {
    let (number, paper) = paper(profile, id)?;
    write(&number, "xml", out, paper.xml.as_bytes())
}

fn paper(profile: &OpenProfile, id: i64) -> Result<(String, IssuedPaper), StudioError> {
    profile.store().read(|tx| {
        let row = tx.invoice(id)?;
        let number = row.invoice.number.clone();
        number
            .zip(tx.invoice_paper(id)?)
            .ok_or_else(|| StudioError::bad("invoice", id.to_string()))
    })
}

fn write(number: &str, kind: &str, out: &Path, bytes: &[u8]) -> Result<InvoiceFile, StudioError> {
    let safe: String = number
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let file = if out.is_dir() {
        out.join(format!("{safe}.{kind}"))
    } else {
        out.to_owned()
    };
    std::fs::write(&file, bytes).map_err(|e| StudioError::file(&file, e))?;
    Ok(InvoiceFile {
        file: file.display().to_string(),
        sha256: hex::encode(Sha256::digest(bytes)),
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
    })
}
