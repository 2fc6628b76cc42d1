//! Letters that ask for the money of a late invoice.
//!
//! The rule it protects: a letter is words for the creator to send; writing one sends nothing.

use super::known::Books;
use super::list;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::invoice::{Letter, Tone, interest, letter, next_tone};
use store::ReadTx;

/// The next letter for an invoice with something open, or one in a tone of the creator's choice.
///
/// # Errors
/// [`StudioError::BadRequest`] when nothing is open or its day is not over.
pub fn reminder(
    profile: &OpenProfile,
    id: i64,
    tone: Option<ToneName>,
) -> Result<ReminderLetter, StudioError> {
    let today = profile.today()?;
    profile
        .store()
        .read(|tx| written(tx, id, tone.map(Into::into), today))
}

fn written(
    tx: &ReadTx<'_>,
    id: i64,
    tone: Option<Tone>,
    today: domain::CivilDay,
) -> Result<ReminderLetter, StudioError> {
    let row = tx.invoice(id)?;
    let bad = || StudioError::bad("invoice", id.to_string());
    let receipt = Books::read(tx)?.receipt(&row).ok_or_else(bad)?;
    let days_late = receipt.days_late(today);
    if days_late == 0 {
        return Err(bad());
    }
    let says = row.invoice;
    let (number, issued, due) = says
        .number
        .clone()
        .zip(says.issued_on)
        .zip(says.due_on)
        .map(|((number, issued), due)| (number, issued, due))
        .ok_or_else(bad)?;
    let sent = tx.reminders()?.iter().filter(|r| r.invoice == id).count();
    let tone = tone.unwrap_or_else(|| next_tone(sent));
    let open = domain::Amount::new(receipt.open(), receipt.due.unit);
    let interest = interest(open, &says.terms.late, due, today);
    let content = Letter {
        number,
        issued,
        due,
        open,
        days_late,
        interest,
        recovery: says.terms.late.recovery,
        greets: says.client.party.contact.clone(),
        signs: says.seller.party.name.clone(),
        iban: says.seller.iban.clone(),
    };
    let (subject, body) = letter(&content, tone, says.language);
    Ok(ReminderLetter {
        tone: tone.into(),
        subject,
        body,
        to: says.client.party.email,
        interest: interest.map(Into::into),
        days_late,
    })
}

/// Notes that a letter was written, in the words it went out with.
///
/// # Errors
/// [`StudioError::BadRequest`] for an empty letter.
pub fn note_reminder(
    profile: &OpenProfile,
    id: i64,
    tone: ToneName,
    subject: &str,
    body: &str,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    if body.trim().is_empty() {
        return Err(StudioError::bad("body", ""));
    }
    let (subject, body) = (subject.trim().to_owned(), body.to_owned());
    profile.store().write(move |tx| {
        tx.invoice(id)?;
        tx.insert_reminder(id, today, tone.into(), (&subject, &body), now)?;
        list::detail(tx, id, today)
    })
}

/// Takes a letter back that was not sent after all.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn take_reminder_back(profile: &OpenProfile, reminder: i64) -> Result<(), StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.retire_reminder(reminder, now)?))
}
