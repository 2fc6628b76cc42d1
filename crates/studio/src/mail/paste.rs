//! A message from another app, pasted: it becomes a message and a proposed offer, like a mail.
//!
//! The rules it protects: the words are kept as they were pasted, beside what was said about them by hand; the same paste twice is
//! one message; a paste is one run that can be taken back.

use super::first_moment;
use crate::shapes::{PasteDone, PastedMessage};
use crate::{OpenProfile, StudioError};
use connectors::mail::{Pasted, pasted};
use domain::{AccountId, CivilDay, Instant, OfferId, Platform, RunKind, RunState, Zone};
use store::{AccountDraft, RunAccount, StoreError, WriteTx};
use sync::apply::{self, Target};
use sync::key::Occurrences;

/// The account of pasted messages where there is no mailbox.
const HANDLE: &str = "messages";

/// Keeps a pasted message and proposes it as an offer.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field that is missing or makes no sense.
pub fn paste(profile: &OpenProfile, typed: &PastedMessage) -> Result<PasteDone, StudioError> {
    let now = profile.now();
    for (field, value) in [("text", &typed.text), ("who", &typed.who)] {
        if value.trim().is_empty() {
            return Err(StudioError::bad(field, value.as_str()));
        }
    }
    let sent = match typed.sent.as_deref().map(str::trim) {
        None | Some("") => now,
        Some(text) => moment(text, profile.zone()?)?,
    };
    let words = |field: &Option<String>| field.as_deref().unwrap_or_default().trim().to_owned();
    let page = pasted(
        &Pasted {
            text: typed.text.clone(),
            who: typed.who.trim().to_owned(),
            contact: words(&typed.contact),
            place: words(&typed.place),
            subject: words(&typed.subject),
            sent,
        },
        now,
    );
    let chosen = typed.account.map(AccountId);
    profile.store().write(move |tx| {
        let account = account(tx, chosen, now)?;
        let run = tx.start_run(RunKind::Hand, &page.document.name, now)?;
        let target = Target { account, run, now };
        let (_, counts) = apply::page(tx, target, &page, None, &mut Occurrences::default())?;
        let part = RunAccount {
            new: counts.new,
            revised: counts.revised,
            same: counts.same,
            pages: 1,
            ..RunAccount::new(account, RunState::Done)
        };
        tx.put_run_account(run, &part)?;
        tx.finish_run(run, RunState::Done, now, None)?;
        Ok(PasteDone {
            run: (counts.mails > 0).then_some(run.0),
            offer: offer_of(tx, &page)?.0,
        })
    })
}

fn offer_of(tx: &WriteTx<'_>, page: &domain::Page) -> Result<OfferId, StudioError> {
    let id = page
        .mails
        .first()
        .map(|mail| mail.message.external_id.as_str())
        .unwrap_or_default();
    let found = tx.offer_with_message(id)?;
    found.ok_or_else(|| StudioError::Internal("a pasted message made no offer".to_owned()))
}

/// An instant, or the first moment of a day.
fn moment(text: &str, zone: Zone) -> Result<Instant, StudioError> {
    if let Ok(day) = text.parse::<CivilDay>() {
        return Ok(first_moment(day, zone));
    }
    text.parse().map_err(|_| StudioError::bad("sent", text))
}

/// The account chosen, else the oldest mailbox, else one for pasted messages.
fn account(
    tx: &mut WriteTx<'_>,
    chosen: Option<AccountId>,
    now: Instant,
) -> Result<AccountId, StoreError> {
    if let Some(id) = chosen {
        return Ok(tx.account(id)?.id);
    }
    let mailbox = tx
        .accounts()?
        .into_iter()
        .find(|a| a.platform == Platform::Mail);
    match mailbox {
        Some(account) => Ok(account.id),
        None => tx.insert_account(&AccountDraft {
            platform: Platform::Mail,
            handle: HANDLE.to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: true,
            added_at: now,
        }),
    }
}
