//! One offer, opened: each term beside the words it came from.
//!
//! The rule it protects: a corrected term still shows what the mail said.

use super::count;
use super::gather::Desked;
use super::row::row;
use crate::shapes::*;
use connectors::mail::signs;
use domain::offer::{Evidence, Sign, Term, TermField, TermValue, safe_steps};
use domain::{CivilDay, Stage};
use store::OfferMessage;

/// One offer with everything around it.
pub(super) fn detail(
    desked: &Desked,
    messages: &[OfferMessage],
    source: SourceRef,
    today: CivilDay,
) -> OfferDetail {
    let (offer, trust) = (&desked.offer, &desked.trust);
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
        offer: row(desked, today),
        steps: safe_steps(&trust.findings)
            .into_iter()
            .map(Into::into)
            .collect(),
        signs: reasons(messages),
        terms: terms.collect(),
        not_stated: usual
            .into_iter()
            .filter(|f| !stated(*f))
            .map(Into::into)
            .collect(),
        findings: trust
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

/// Why the thread was taken for an offer: the signs of its first message.
fn reasons(messages: &[OfferMessage]) -> Vec<SignRow> {
    let first = messages.first().map(|m| signs(&m.message));
    let row = |sign: Sign| SignRow {
        kind: sign.kind.into(),
        line: sign.line,
    };
    first.into_iter().flatten().map(row).collect()
}

fn term_row(term: &Term, mark: i64, messages: &[OfferMessage], corrected: bool) -> TermRow {
    let place = place_of(&term.evidence, messages);
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
