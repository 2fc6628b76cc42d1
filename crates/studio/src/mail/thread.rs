//! A conversation, opened.
//!
//! The rule it protects: every message leads to the bytes it was read from, by each road it came; one that left its folder says so.

use super::count;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use connectors::mail::harm;
use domain::OfferId;
use domain::offer::Attachment;
use std::collections::HashMap;
use store::{Mail, ReadTx, StoreError};

/// A conversation by its id, or by the id of any of its messages.
///
/// # Errors
/// [`StudioError::NotFound`] through the store when there is none.
pub fn thread(profile: &OpenProfile, id: i64) -> Result<MailThread, StudioError> {
    profile.store().read(|tx| {
        let thread = tx.mail(id)?.thread;
        Ok(opened(tx, thread)?)
    })
}

/// The conversation an offer's messages stand in; nothing for one that came without mail.
///
/// # Errors
/// [`StudioError`].
pub fn of_offer(profile: &OpenProfile, offer: i64) -> Result<Option<MailThread>, StudioError> {
    profile.store().read(|tx| {
        for message in tx.offer_messages(OfferId(offer))? {
            if let Some(thread) = tx.mail_thread_of(&message.message.external_id)? {
                return Ok(Some(opened(tx, thread)?));
            }
        }
        Ok(None)
    })
}

fn opened(tx: &ReadTx<'_>, thread: i64) -> Result<MailThread, StoreError> {
    let mails = tx.mail_thread(thread)?;
    let accounts = tx.accounts()?;
    let handles: HashMap<i64, String> = accounts.into_iter().map(|a| (a.id.0, a.handle)).collect();
    let mut offer = None;
    for mail in &mails {
        if offer.is_none() {
            offer = tx.offer_with_message(&mail.external_id)?;
        }
    }
    let messages = mails.iter().map(|mail| message(tx, mail, &handles));
    Ok(MailThread {
        id: thread,
        subject: mails.first().map(|m| m.subject.clone()).unwrap_or_default(),
        offer: offer.map(|id| id.0),
        messages: messages.collect::<Result<_, _>>()?,
    })
}

fn message(
    tx: &ReadTx<'_>,
    mail: &Mail,
    handles: &HashMap<i64, String>,
) -> Result<ThreadMessage, StoreError> {
    let mut roads = Vec::new();
    for road in tx.mail_roads(mail.id)? {
        roads.push(MailRoadRow {
            account: road.account.0,
            handle: handles.get(&road.account.0).cloned().unwrap_or_default(),
            folder: road.place.map(|place| place.folder),
            flags: road
                .flags
                .iter()
                .map(|flag| flag.slug().to_owned())
                .collect(),
            gone: road.gone.map(|at| at.to_string()),
            source: sources::reference(tx, road.document, &road.locator)?,
        });
    }
    let files = mail.attachments.iter().enumerate();
    Ok(ThreadMessage {
        id: mail.id,
        from_name: mail.from_name.clone(),
        from_address: mail.from_address.clone(),
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        sent: mail.sent.to_string(),
        text: tx.mail_text(mail.id)?,
        attachments: files.map(|(place, file)| listed(place, file)).collect(),
        roads,
    })
}

/// An attachment as listed.
pub(super) fn listed(place: usize, file: &Attachment) -> MailAttachment {
    MailAttachment {
        place: count(place),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        content_type: file.content_type.clone(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        sha256: file.sha256.clone(),
        harm: harm(file).map(|harm| harm.slug().to_owned()),
    }
}
