//! The Inbox screen: offers in groups, one opened with its terms beside the words they came from.
//!
//! The rule it protects: the creator's word wins: a corrected term or stage is never taken back by a later mail.

use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use domain::offer::{Evidence, Term, TermField, TermValue};
use domain::{CivilDay, OfferId, Stage};
use store::{Offer, OfferMessage, OfferNote};

/// The list.
///
/// # Errors
/// [`StudioError`].
pub fn offers(profile: &OpenProfile, filter: &OfferFilter) -> Result<OfferList, StudioError> {
    let today = profile.today()?;
    let words = filter
        .text
        .as_deref()
        .map(fold)
        .filter(|text| !text.is_empty());
    profile.store().read(|tx| {
        let all = tx.offers()?;
        let count = count(all.len());
        let mut kept: Vec<OfferRow> = Vec::new();
        for offer in &all {
            if filter
                .stage
                .is_some_and(|stage| Stage::from(stage) != offer.stage)
            {
                continue;
            }
            if let Some(words) = &words {
                let mut hay = fold(&format!("{} {}", offer.brand, offer.title));
                if !hay.contains(words.as_str()) {
                    for message in tx.offer_messages(offer.id)? {
                        hay.push_str(&fold(&message.message.text));
                    }
                }
                if !hay.contains(words.as_str()) {
                    continue;
                }
            }
            let platform = tx.account(offer.account)?.platform;
            kept.push(row(offer, platform, today));
        }
        let mut groups = Vec::new();
        for kind in ["needs_answer", "in_work", "invoiced", "closed"] {
            let mut offers: Vec<OfferRow> = kept
                .iter()
                .filter(|o| group_of(o.stage) == kind)
                .cloned()
                .collect();
            offers.sort_by(|a, b| {
                let soon = |o: &OfferRow| (o.due.is_none(), o.due.clone());
                soon(a)
                    .cmp(&soon(b))
                    .then_with(|| b.received.cmp(&a.received))
                    .then(a.id.cmp(&b.id))
            });
            if !offers.is_empty() {
                groups.push(OfferGroup {
                    kind: kind.to_owned(),
                    offers,
                });
            }
        }
        Ok(OfferList { groups, count })
    })
}

/// The group of the list a stage stands in.
fn group_of(stage: StageName) -> &'static str {
    match stage {
        StageName::New | StageName::Talking => "needs_answer",
        StageName::Agreed | StageName::Making | StageName::InReview | StageName::Published => {
            "in_work"
        }
        StageName::Invoiced => "invoiced",
        StageName::Paid | StageName::Declined | StageName::Expired | StageName::NotOffer => {
            "closed"
        }
    }
}

/// One offer, opened.
///
/// # Errors
/// [`StudioError`].
pub fn offer(profile: &OpenProfile, id: i64) -> Result<OfferDetail, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let offer = tx.offer(OfferId(id))?;
        let platform = tx.account(offer.account)?.platform;
        let messages = tx.offer_messages(offer.id)?;
        let source = sources::reference(tx, offer.document, &offer.locator)?;
        Ok(detail(&offer, platform, &messages, source, today))
    })
}

/// Moves an offer to a stage, by the creator's word.
///
/// # Errors
/// [`StudioError`].
pub fn set_stage(
    profile: &OpenProfile,
    id: i64,
    stage: StageName,
) -> Result<OfferDetail, StudioError> {
    change_note(profile, id, move |note| {
        note.stage = Some(stage.into());
        Ok(())
    })?;
    offer(profile, id)
}

/// Corrects a term; without a value the source's word holds again.
///
/// # Errors
/// [`StudioError::BadRequest`] when the value does not fit the field.
pub fn set_term(
    profile: &OpenProfile,
    id: i64,
    field: TermFieldName,
    value: Option<&str>,
) -> Result<OfferDetail, StudioError> {
    let field = TermField::from(field);
    let term = value
        .map(|text| {
            let evidence = Evidence {
                text: String::new(),
                start: None,
                len: 0,
            };
            Ok::<Term, StudioError>(Term {
                field,
                value: parse_term(field, text.trim())?,
                evidence,
            })
        })
        .transpose()?;
    change_note(profile, id, move |note| {
        note.terms.retain(|t| t.field != field);
        note.terms.extend(term);
        Ok(())
    })?;
    offer(profile, id)
}

/// Whether a value fits a field, before anything is written.
///
/// # Errors
/// [`StudioError::BadRequest`].
pub fn check_term(field: TermFieldName, value: &str) -> Result<(), StudioError> {
    parse_term(field.into(), value.trim()).map(|_| ())
}

fn change_note(
    profile: &OpenProfile,
    id: i64,
    change: impl FnOnce(&mut OfferNote) -> Result<(), StudioError> + Send + 'static,
) -> Result<(), StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let mut note = tx.offer(OfferId(id))?.note.unwrap_or_default();
        change(&mut note)?;
        tx.set_offer_note(OfferId(id), &note, now)?;
        Ok::<(), StudioError>(())
    })
}

/// What a person types for a field.
fn parse_term(field: TermField, text: &str) -> Result<TermValue, StudioError> {
    let bad = || StudioError::bad(field.slug(), text);
    Ok(match field {
        TermField::Fee => {
            let (number, unit) = text.rsplit_once(char::is_whitespace).ok_or_else(bad)?;
            let number: String = number
                .chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| if c == ',' { '.' } else { c })
                .collect();
            let unit = unit.parse().map_err(|_| bad())?;
            TermValue::Money(domain::Amount::parse(&number, unit).map_err(|_| bad())?)
        }
        TermField::AnswerBy | TermField::DraftBy | TermField::PublishOn => {
            TermValue::Day(text.parse().map_err(|_| bad())?)
        }
        TermField::Commission => {
            let percent = text.trim_end_matches('%').trim().replace(',', ".");
            let micros = domain::amount::parse_micros(&percent).map_err(|_| bad())?;
            TermValue::Rate(micros / 10_000)
        }
        TermField::AdAuthorization => TermValue::Days(text.parse().map_err(|_| bad())?),
        TermField::Gifted => TermValue::Flag(matches!(text, "yes" | "true" | "oui" | "1")),
        _ => TermValue::Text(text.to_owned()),
    })
}

/// An offer as a row of the list.
pub(crate) fn row(offer: &Offer, platform: domain::Platform, today: CivilDay) -> OfferRow {
    let term = |field| {
        offer
            .terms
            .iter()
            .find(|t| t.field == field)
            .map(|t| &t.value)
    };
    let fee = match term(TermField::Fee) {
        Some(TermValue::Money(amount)) => Some((*amount).into()),
        _ => None,
    };
    let commission = match term(TermField::Commission) {
        Some(TermValue::Rate(rate)) => Some(*rate),
        _ => None,
    };
    let open = matches!(offer.stage, Stage::New | Stage::Talking);
    let days = [
        (TermField::AnswerBy, open),
        (
            TermField::DraftBy,
            matches!(offer.stage, Stage::Agreed | Stage::Making),
        ),
        (
            TermField::PublishOn,
            matches!(offer.stage, Stage::Agreed | Stage::Making | Stage::InReview),
        ),
    ];
    let due = days
        .into_iter()
        .filter(|(_, asked)| *asked)
        .filter_map(|(field, _)| match term(field) {
            Some(TermValue::Day(day)) => Some((*day, field)),
            _ => None,
        })
        // What is past its day and still open stays named: it is the first thing to look at.
        .min_by_key(|(day, _)| (*day < today.plus_days(-60), *day));
    OfferRow {
        id: offer.id.0,
        brand: offer.brand.clone(),
        title: offer.title.clone(),
        platform: platform.into(),
        stage: offer.stage.into(),
        received: offer.received.to_string(),
        fee,
        commission,
        due: due.map(|(day, _)| day.to_string()),
        due_kind: due.map(|(_, field)| field.into()),
        findings: count(offer.findings.len()),
    }
}

fn detail(
    offer: &Offer,
    platform: domain::Platform,
    messages: &[OfferMessage],
    source: SourceRef,
    today: CivilDay,
) -> OfferDetail {
    let corrected = offer
        .note
        .as_ref()
        .map(|note| note.terms.as_slice())
        .unwrap_or_default();
    let terms = offer.terms.iter().zip(1i64..).map(|(term, mark)| {
        let by_hand = corrected.iter().any(|t| t.field == term.field);
        term_row(term, mark, messages, by_hand)
    });
    let usual = [
        TermField::Deliverables,
        TermField::Fee,
        TermField::AnswerBy,
        TermField::PublishOn,
        TermField::UsageRights,
        TermField::Exclusivity,
        TermField::PaymentTerms,
    ];
    let stated = |field: TermField| {
        let paid_otherwise =
            |t: &Term| matches!(t.field, TermField::Commission | TermField::Gifted);
        offer
            .terms
            .iter()
            .any(|t| t.field == field || (field == TermField::Fee && paid_otherwise(t)))
    };
    OfferDetail {
        offer: row(offer, platform, today),
        terms: terms.collect(),
        not_stated: usual
            .into_iter()
            .filter(|f| !stated(*f))
            .map(Into::into)
            .collect(),
        findings: offer
            .findings
            .iter()
            .map(|finding| FindingRow {
                kind: finding.kind.into(),
                line: finding.line.clone(),
            })
            .collect(),
        messages: messages.iter().map(message_row).collect(),
        source,
        stages: Stage::ALL
            .iter()
            .copied()
            .filter(|stage| *stage != offer.stage)
            .map(Into::into)
            .collect(),
    }
}

fn term_row(term: &Term, mark: i64, messages: &[OfferMessage], corrected: bool) -> TermRow {
    let place = (!corrected)
        .then(|| place_of(&term.evidence, messages))
        .flatten();
    let mut out = TermRow {
        mark,
        field: term.field.into(),
        text: None,
        amount: None,
        rate: None,
        evidence: term.evidence.text.clone(),
        message: place.map(|(id, _, _)| id),
        start: place.map(|(_, start, _)| start),
        len: place.map(|(_, _, len)| len),
        corrected,
    };
    match &term.value {
        TermValue::Text(text) => out.text = Some(text.clone()),
        TermValue::Day(day) => out.text = Some(day.to_string()),
        TermValue::Days(days) => out.text = Some(days.to_string()),
        TermValue::Flag(flag) => out.text = Some(if *flag { "yes" } else { "no" }.to_owned()),
        TermValue::Money(amount) => out.amount = Some((*amount).into()),
        TermValue::Rate(rate) => out.rate = Some(*rate),
    }
    out
}

/// The message an evidence stands in, with its place in UTF-16 units as the window counts.
fn place_of(evidence: &Evidence, messages: &[OfferMessage]) -> Option<(i64, i64, i64)> {
    let start = evidence.start? as usize;
    let end = start.checked_add(evidence.len as usize)?;
    messages.iter().find_map(|message| {
        let text = &message.message.text;
        let words = text.get(start..end)?;
        if !words.starts_with(evidence.text.trim_end_matches('…')) {
            return None;
        }
        let units = |s: &str| count(s.encode_utf16().count());
        Some((message.id, units(text.get(..start)?), units(words)))
    })
}

fn message_row(message: &OfferMessage) -> MessageRow {
    let draft = &message.message;
    MessageRow {
        id: message.id,
        from_name: draft.from_name.clone(),
        from_address: draft.from_address.clone(),
        subject: draft.subject.clone(),
        sent: draft.sent.to_string(),
        text: draft.text.clone(),
        attachments: draft
            .attachments
            .iter()
            .map(|a| AttachmentRow {
                name: a.name.clone(),
                media_type: a.media_type.clone(),
                size: i64::try_from(a.size).unwrap_or(i64::MAX),
            })
            .collect(),
    }
}

/// Offers that wait for the creator's answer, soonest first.
pub(crate) fn waiting(profile: &OpenProfile) -> Result<Vec<WaitingOffer>, StudioError> {
    let list = offers(profile, &OfferFilter::default())?;
    let group = list
        .groups
        .into_iter()
        .find(|group| group.kind == "needs_answer");
    let waiting = group
        .map(|group| group.offers)
        .unwrap_or_default()
        .into_iter()
        .map(|offer| WaitingOffer {
            id: offer.id,
            brand: offer.brand,
            title: offer.title,
            fee: offer.fee,
            commission: offer.commission,
            answer_by: offer.due,
            findings: offer.findings,
        });
    Ok(waiting.collect())
}

/// Lower case, for finding words whatever their case.
fn fold(text: &str) -> String {
    text.to_lowercase()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
