//! Messages and offers by their words.
//!
//! The rule it protects: what cannot be read says why and finds nothing; a page is never a guess of what was meant.

use super::snippet::{Looked, around, marked};
use super::{count, first_moment};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::mail::{MailQuery, mail_query};
use domain::{OfferId, Zone};
use store::{Mail, MailAfter, MailOrder, MailWanted, ReadTx, StoreError};

/// Messages on a page unless said.
const PAGE: u32 = 30;
/// Messages on a page at most.
const MOST: u32 = 200;
/// Offers on the first page at most.
const OFFERS: usize = 20;

/// A page of messages with these words, and offers on the first.
///
/// # Errors
/// [`StudioError::BadRequest`] for a cursor that is none of ours; what cannot be read as a query is part of the answer.
pub fn search(profile: &OpenProfile, asked: &MailSearch) -> Result<MailHits, StudioError> {
    let query = match mail_query(&asked.text) {
        Ok(query) => query,
        Err(problem) => {
            return Ok(MailHits {
                problem: Some(MailSearchProblem {
                    code: problem.slug().to_owned(),
                    about: problem.about().to_owned(),
                }),
                ..nothing()
            });
        }
    };
    if query == MailQuery::default() {
        return Ok(nothing());
    }
    let after = asked.after.as_deref().map(cursor).transpose()?;
    let limit = asked.limit.unwrap_or(PAGE).clamp(1, MOST);
    let order = if asked.newest {
        MailOrder::Newest
    } else {
        MailOrder::Best
    };
    let wanted = wanted(&query, profile.zone()?);
    let looked: Vec<(&str, bool)> = query
        .phrases
        .iter()
        .filter(|phrase| !phrase.not)
        .map(|phrase| (phrase.text.as_str(), phrase.whole))
        .collect();
    profile.store().read(|tx| {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let found = tx.mails_found(&wanted, order, after, limit)?;
        let messages = found.mails.iter().map(|mail| hit(tx, mail, &looked));
        let messages = messages.collect::<Result<_, StoreError>>()?;
        let offers = match after {
            Some(_) => Vec::new(),
            None => tx
                .offers_found(&wanted, OFFERS)?
                .into_iter()
                .filter_map(|id| offer_hit(tx, id, &wanted, &looked).transpose())
                .collect::<Result<_, StoreError>>()?,
        };
        let next = found.next.map(|n| format!("{}-{}", n.tier, n.position));
        Ok(MailHits {
            messages,
            offers,
            next,
            problem: None,
        })
    })
}

fn nothing() -> MailHits {
    MailHits {
        messages: Vec::new(),
        offers: Vec::new(),
        next: None,
        problem: None,
    }
}

fn cursor(text: &str) -> Result<MailAfter, StudioError> {
    let read = || {
        let (tier, position) = text.split_once('-')?;
        Some(MailAfter {
            tier: tier.parse().ok()?,
            position: position.parse().ok()?,
        })
    };
    read().ok_or_else(|| StudioError::bad("after", text))
}

fn wanted(query: &MailQuery, zone: Zone) -> MailWanted {
    MailWanted {
        phrases: query.phrases.clone(),
        from: query.after.map(|day| first_moment(day, zone)),
        before: query.before.map(|day| first_moment(day, zone)),
        attached: query.attached,
    }
}

fn hit(tx: &ReadTx<'_>, mail: &Mail, looked: &Looked<'_>) -> Result<MailHit, StoreError> {
    let from = match mail.from_name.as_str() {
        "" => &mail.from_address,
        name => name,
    };
    Ok(MailHit {
        message: mail.id,
        thread: mail.thread,
        offer: tx.offer_with_message(&mail.external_id)?.map(|id| id.0),
        from: marked(from, looked),
        subject: marked(&mail.subject, looked),
        snippet: around(&tx.mail_text(mail.id)?, looked),
        sent: mail.sent.to_string(),
        attachments: count(mail.attachments.len()),
    })
}

/// An offer within the days asked for.
fn offer_hit(
    tx: &ReadTx<'_>,
    id: OfferId,
    wanted: &MailWanted,
    looked: &Looked<'_>,
) -> Result<Option<OfferHit>, StoreError> {
    let offer = tx.offer(id)?;
    let within = wanted.from.is_none_or(|from| offer.received >= from)
        && wanted.before.is_none_or(|before| offer.received < before);
    Ok(within.then(|| OfferHit {
        id: id.0,
        brand: marked(&offer.brand, looked),
        title: marked(&offer.title, looked),
        stage: offer.stage.into(),
        received: offer.received.to_string(),
    }))
}
