//! Pieces, rights, conflicts and prompts as the screen shows them.

use super::job::Job;
use super::typed::length_text;
use crate::shapes::*;
use domain::CivilDay;
use domain::deliverable::Deliverable;
use domain::rights::{Conflict, End, Held, Prompt, Side, Start};

pub(super) fn deal(job: &Job, today: CivilDay) -> DealView {
    let held = job.held();
    let rights = job.rights.iter().zip(&held);
    DealView {
        offer: job.offer.id.0,
        brand: job.offer.brand.clone(),
        title: job.offer.title.clone(),
        stage: job.offer.stage.into(),
        about: job.about(),
        deliverables: job.pieces.iter().map(piece).collect(),
        rights: rights
            .map(|((_, right, said), held)| RightRow {
                start: match right.start {
                    Start::Publication => "publication".to_owned(),
                    Start::Unknown => "unknown".to_owned(),
                    Start::On(day) => day.to_string(),
                },
                length: length_text(right.length),
                corrected: *said,
                ..row(held, today)
            })
            .collect(),
    }
}

fn row(held: &Held, today: CivilDay) -> RightRow {
    let (to, end) = end(held.span.end);
    RightRow {
        item: held.item.clone(),
        kind: held.kind.into(),
        start: String::new(),
        length: String::new(),
        from: day(held.span.from),
        to,
        end,
        left: match held.span.end {
            End::On(last) => Some(i64::from(last.number()) - i64::from(today.number())),
            End::Never | End::Unknown => None,
        },
        category: held.category.clone(),
        words: held.words.clone(),
        corrected: false,
    }
}

fn piece(piece: &Deliverable) -> DeliverableRow {
    DeliverableRow {
        item: piece.item.clone(),
        format: piece.format.into(),
        label: piece.label.clone(),
        platform: piece.platform.clone(),
        draft_on: day(piece.draft_on),
        approved_on: day(piece.approved_on),
        publish_on: day(piece.publish_on),
        progress: piece.progress.into(),
        link: piece.link.clone(),
        note: piece.note.clone(),
        proposed: piece.proposed,
    }
}

pub(super) fn conflict(conflict: &Conflict) -> ConflictRow {
    let (to, kind) = end(conflict.end);
    ConflictRow {
        one: side(&conflict.one),
        other: side(&conflict.other),
        publication: conflict.publication,
        from: day(conflict.from),
        to,
        end: kind,
        shared: conflict.shared.clone(),
        doubts: conflict
            .doubts
            .iter()
            .map(|doubt| (*doubt).into())
            .collect(),
    }
}

fn side(side: &Side) -> ConflictSide {
    let (to, end) = end(side.span.end);
    ConflictSide {
        offer: side.offer.0,
        brand: side.brand.clone(),
        item: side.item.clone(),
        from: day(side.span.from),
        to,
        end,
        words: side.words.clone(),
    }
}

pub(super) fn prompt(prompt: &Prompt) -> RightPrompt {
    RightPrompt {
        offer: prompt.offer.0,
        brand: prompt.brand.clone(),
        item: prompt.item.clone(),
        kind: prompt.kind.into(),
        ends: prompt.ends.to_string(),
        left: i64::from(prompt.left),
        mark: i64::from(prompt.mark),
    }
}

fn end(end: End) -> (Option<String>, EndName) {
    match end {
        End::On(day) => (Some(day.to_string()), EndName::On),
        End::Never => (None, EndName::Never),
        End::Unknown => (None, EndName::Unknown),
    }
}

fn day(day: Option<CivilDay>) -> Option<String> {
    day.map(|day| day.to_string())
}
