//! The composer: a draft that was kept, or a template filled from the offer.
//!
//! The rule it protects: a draft is kept as it is typed, fields included; opening the composer never writes over it.

use super::senders::{self, chosen};
use super::templates::template;
use super::values::values;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::OfferId;
use domain::offer::{TermField, TermValue};
use domain::reply::{Language, ReplyField, ReplyKind, answer_subject, fill, open_fields};
use std::collections::BTreeMap;
use store::{MailSender, Offer, OfferKey, OfferMessage, ReadTx, ReplyDraft, StoreError};

/// Everything a reply to one offer is written from.
pub(super) struct Ground {
    pub offer: Offer,
    pub key: OfferKey,
    /// The message that is answered: the latest that is not the creator's own.
    pub answered: Option<OfferMessage>,
    pub senders: Vec<MailSender>,
    pub draft: Option<ReplyDraft>,
}

impl Ground {
    pub fn read(tx: &ReadTx<'_>, id: i64) -> Result<Self, StoreError> {
        let offer = tx.offer(OfferId(id))?;
        let key = OfferKey {
            account: offer.account,
            ext_key: offer.ext_key.clone(),
        };
        let senders = tx.mail_senders()?;
        let own = |address: &str| {
            senders
                .iter()
                .any(|s| s.address.eq_ignore_ascii_case(address))
        };
        let mut messages = tx.offer_messages(offer.id)?;
        messages.retain(|m| !own(&m.message.from_address));
        Ok(Self {
            draft: tx.reply_draft(&key)?,
            answered: messages.pop(),
            offer,
            key,
            senders,
        })
    }

    /// Whom to answer: the address the offer names, else the sender of the message that is answered.
    fn to(&self) -> String {
        let term = self
            .offer
            .terms
            .iter()
            .find(|t| t.field == TermField::Contact);
        let named = term.and_then(|t| match &t.value {
            TermValue::Text(text) if connectors::smtp::is_address(text) => Some(text.clone()),
            _ => None,
        });
        let wrote = self
            .answered
            .as_ref()
            .map(|m| m.message.from_address.clone());
        named.or(wrote).unwrap_or_default()
    }

    fn subject(&self) -> String {
        let asked = self.answered.as_ref().map(|m| m.message.subject.as_str());
        answer_subject(
            asked
                .filter(|s| !s.trim().is_empty())
                .unwrap_or(&self.offer.title),
        )
    }
}

/// Opens the composer: the kept draft, or the template of `kind` filled from the offer. Naming a kind or language other than
/// the draft's begins anew from that template; the draft stays kept until something is saved.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn reply(
    profile: &OpenProfile,
    offer: i64,
    kind: Option<ReplyKindName>,
    language: Option<ReplyLanguageName>,
) -> Result<ReplyView, StudioError> {
    let (kind, language) = (kind.map(ReplyKind::from), language.map(Language::from));
    let name = profile.settings()?.name;
    let rows = senders::senders(profile)?;
    let french = profile.is_french();
    profile.store().read(|tx| {
        let ground = Ground::read(tx, offer)?;
        let kept = ground.draft.clone().filter(|draft| {
            kind.is_none_or(|k| k == draft.kind) && language.is_none_or(|l| l == draft.language)
        });
        let before = ground.draft.as_ref();
        let language = language
            .or(before.map(|d| d.language))
            .unwrap_or(if french { Language::Fr } else { Language::En });
        let sender = chosen(
            &ground.senders,
            before.and_then(|d| d.sender),
            ground.key.account,
        );
        let own_name = sender.map_or("", |s| s.name.as_str());
        let own_name = if own_name.is_empty() { &name } else { own_name };
        let values = values(&ground.offer, ground.answered.as_ref(), own_name, language);
        let text = match &kept {
            Some(draft) => ReplyText {
                kind: draft.kind.into(),
                language: draft.language.into(),
                sender: sender.map(|s| s.account.0),
                to: draft.to.clone(),
                subject: draft.subject.clone(),
                body: draft.body.clone(),
            },
            None => {
                let kind = kind.unwrap_or(ReplyKind::Reply);
                ReplyText {
                    kind: kind.into(),
                    language: language.into(),
                    sender: sender.map(|s| s.account.0),
                    to: before.map_or_else(|| ground.to(), |d| d.to.clone()),
                    subject: before.map_or_else(|| ground.subject(), |d| d.subject.clone()),
                    body: fill(&template(tx, kind, language)?, &values).text,
                }
            }
        };
        Ok(ReplyView {
            offer,
            open: open_names(&text.body),
            fields: field_rows(&values),
            stage: ReplyKind::from(text.kind)
                .leads_to(ground.offer.stage)
                .map(Into::into),
            text,
            kept: kept.map(|draft| draft.edited.to_string()),
            senders: rows,
            answers: ground.answered.map(|m| m.id),
        })
    })
}

fn open_names(text: &str) -> Vec<ReplyFieldName> {
    open_fields(text).into_iter().map(Into::into).collect()
}

fn field_rows(values: &BTreeMap<ReplyField, String>) -> Vec<ReplyFieldRow> {
    let row = |field: &ReplyField| ReplyFieldRow {
        field: (*field).into(),
        value: values.get(field).cloned(),
    };
    ReplyField::ALL.iter().map(row).collect()
}

/// Puts typed values in the place of fields that are still open.
///
/// # Errors
/// [`StudioError::BadRequest`] for a name that is no field.
pub fn put_in(text: &str, typed: &BTreeMap<String, String>) -> Result<String, StudioError> {
    let mut values = BTreeMap::new();
    for (name, value) in typed {
        let field: ReplyField = name.parse().map_err(|_| StudioError::bad("field", name))?;
        values.insert(field, value.clone());
    }
    Ok(fill(text, &values).text)
}

/// Keeps what is typed, as it is.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn save(profile: &OpenProfile, offer: i64, text: &ReplyText) -> Result<ReplyView, StudioError> {
    let (text, now) = (text.clone(), profile.now());
    profile.store().write(move |tx| {
        let ground = Ground::read(tx, offer)?;
        tx.set_reply_draft(&draft_of(ground.key, &text, now))?;
        Ok::<_, StudioError>(())
    })?;
    reply(profile, offer, None, None)
}

pub(super) fn draft_of(key: OfferKey, text: &ReplyText, now: domain::Instant) -> ReplyDraft {
    ReplyDraft {
        offer: key,
        kind: text.kind.into(),
        language: text.language.into(),
        sender: text.sender.map(domain::AccountId),
        to: text.to.trim().to_owned(),
        subject: text.subject.clone(),
        body: text.body.clone(),
        edited: now,
    }
}

/// Throws a draft away; gives it back so that it can be kept again. `None` when there was none.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn discard(profile: &OpenProfile, offer: i64) -> Result<Option<ReplyText>, StudioError> {
    profile.store().write(move |tx| {
        let ground = Ground::read(tx, offer)?;
        tx.remove_reply_draft(&ground.key)?;
        Ok(ground.draft.map(|draft| ReplyText {
            kind: draft.kind.into(),
            language: draft.language.into(),
            sender: draft.sender.map(|id| id.0),
            to: draft.to,
            subject: draft.subject,
            body: draft.body,
        }))
    })
}

/// Offers with a draft, the latest first.
///
/// # Errors
/// [`StudioError`].
pub fn drafts(profile: &OpenProfile) -> Result<Vec<ReplyView>, StudioError> {
    let offers: Vec<OfferId> = profile.store().read(|tx| {
        let mut offers = Vec::new();
        for draft in tx.reply_drafts()? {
            offers.extend(tx.offer_of_key(&draft.offer)?);
        }
        Ok::<_, StudioError>(offers)
    })?;
    offers
        .into_iter()
        .map(|id| reply(profile, id.0, None, None))
        .collect()
}
