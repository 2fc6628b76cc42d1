//! What an offer fills the fields of a template with.
//!
//! The rule it protects: a field is filled from what the offer states (the creator's correction first) or it stays open; no
//! figure is made up.

use domain::offer::{TermField, TermValue};
use domain::reply::{Language, ReplyField, spoken_amount, spoken_day};
use std::collections::BTreeMap;
use store::{Offer, OfferMessage};

/// The values of an offer, in a letter's language. `own_name` may be empty.
pub(super) fn values(
    offer: &Offer,
    answered: Option<&OfferMessage>,
    own_name: &str,
    language: Language,
) -> BTreeMap<ReplyField, String> {
    let term = |field: TermField| {
        let found = offer.terms.iter().find(|t| t.field == field)?;
        match &found.value {
            TermValue::Text(text) => Some(text.clone()),
            TermValue::Money(amount) => Some(spoken_amount(*amount, language)),
            TermValue::Day(day) => Some(spoken_day(*day, language)),
            TermValue::Rate(_) | TermValue::Days(_) | TermValue::Flag(_) => None,
        }
    };
    let contact = answered
        .map(|message| message.message.from_name.trim().to_owned())
        .filter(|name| !name.is_empty() && !name.contains('@'));
    let found = [
        (ReplyField::Brand, Some(offer.brand.clone())),
        (
            ReplyField::Contact,
            contact.or_else(|| Some(offer.brand.clone())),
        ),
        (ReplyField::OwnName, Some(own_name.to_owned())),
        (ReplyField::Product, term(TermField::Product)),
        (ReplyField::Deliverables, term(TermField::Deliverables)),
        (ReplyField::Fee, term(TermField::Fee)),
        (ReplyField::AnswerBy, term(TermField::AnswerBy)),
        (ReplyField::PublishOn, term(TermField::PublishOn)),
    ];
    found
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
}
