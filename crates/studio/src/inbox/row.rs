//! An offer as a line of the list.

use super::count;
use super::gather::Desked;
use crate::shapes::*;
use domain::deal::{NextAction, Sleep};
use domain::offer::{TermField, TermValue};
use domain::{CivilDay, Stage};

/// The next day something is due, with what is due then.
pub(super) fn due(desked: &Desked, today: CivilDay) -> Option<(CivilDay, TermField)> {
    let stage = desked.offer.stage;
    let open = matches!(stage, Stage::New | Stage::Talking);
    let days = [
        (TermField::AnswerBy, open),
        (
            TermField::DraftBy,
            matches!(stage, Stage::Agreed | Stage::Making),
        ),
        (
            TermField::PublishOn,
            matches!(stage, Stage::Agreed | Stage::Making | Stage::InReview),
        ),
    ];
    days.into_iter()
        .filter(|(_, asked)| *asked)
        .filter_map(|(field, _)| Some((desked.day(field)?, field)))
        // What is past its day and still open stays named: it is the first thing to look at.
        .min_by_key(|(day, _)| (*day < today.plus_days(-60), *day))
}

/// An offer as a row of the list.
pub(crate) fn row(desked: &Desked, today: CivilDay) -> OfferRow {
    let offer = &desked.offer;
    let commission = match desked.term(TermField::Commission) {
        Some(TermValue::Rate(rate)) => Some(*rate),
        _ => None,
    };
    let due = due(desked, today);
    OfferRow {
        id: offer.id.0,
        brand: offer.brand.clone(),
        title: offer.title.clone(),
        platform: desked.platform.into(),
        stage: offer.stage.into(),
        received: offer.received.to_string(),
        fee: desked.fee().map(Into::into),
        commission,
        due: due.map(|(day, _)| day.to_string()),
        due_kind: due.map(|(_, field)| field.into()),
        findings: count(desked.trust.findings.len()),
        grade: desked.trust.grade.into(),
        proposed: desked.trust.proposed,
        tags: desked.tags.clone(),
        sleep: sleep(desked),
        next: desked.next.as_ref().map(next),
    }
}

fn sleep(desked: &Desked) -> Option<SleepRow> {
    let snooze = desked.snooze?;
    Some(SleepRow {
        until: snooze.until.map(|day| day.to_string()),
        on_reply: snooze.on_reply,
        woken: match desked.sleep {
            Some(Sleep::Woken(reason)) => Some(reason.into()),
            _ => None,
        },
    })
}

/// A next thing at the edge.
pub(crate) fn next(action: &NextAction) -> NextStep {
    NextStep {
        kind: action.kind.into(),
        day: action.day.map(|day| day.to_string()),
        late: action.late,
        what: action.what.clone(),
        silent_days: action.silent_days.map(i64::from),
        woken: action.woken.map(Into::into),
    }
}
