//! Deals side by side on the strip of days.
//!
//! The rules it protects: what was declined, has run out or is no offer binds nobody; only what was agreed is prompted for,
//! since an offer's right may never come to be.

use super::job::{Job, jobs, jobs_of, one};
use super::view;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::deal::{self, NextKind};
use domain::deliverable::{Progress, standing};
use domain::rights::{Deal, End, Prompt, conflicts, prompts};
use domain::{CivilDay, OfferId, Stage};
use std::collections::{BTreeMap, BTreeSet};
use store::{Offer, ReadTx, StoreError};

/// Whether an offer in this stage may bind: it was not refused, and it is one.
pub(crate) fn is_live(stage: Stage) -> bool {
    !matches!(stage, Stage::Declined | Stage::Expired | Stage::NotOffer)
}

/// Whether both sides agreed.
pub(crate) fn is_agreed(stage: Stage) -> bool {
    is_live(stage) && !matches!(stage, Stage::New | Stage::Talking)
}

/// What the days of agreed deals ask for, by offer, for the list of next steps: a draft or a publication that is open, the end
/// of a right within 45 days. `offers` are those the caller read already.
pub(crate) fn deal_prompts(
    tx: &ReadTx<'_>,
    offers: &[Offer],
    today: CivilDay,
) -> Result<BTreeMap<OfferId, Vec<deal::Prompt>>, StoreError> {
    let agreed = offers.iter().filter(|offer| is_agreed(offer.stage));
    let jobs = jobs_of(tx, agreed.cloned().collect())?;
    let mut out: BTreeMap<OfferId, Vec<deal::Prompt>> = BTreeMap::new();
    for job in &jobs {
        for piece in standing(&job.pieces) {
            let what = || piece.label.clone();
            let draft = piece
                .draft_on
                .filter(|_| piece.progress == Progress::Planned);
            let publish = piece
                .publish_on
                .filter(|_| piece.progress != Progress::Published);
            let days = [(NextKind::Draft, draft), (NextKind::Publish, publish)];
            let asked = days.into_iter().filter_map(|(kind, day)| {
                let what = what();
                day.map(|day| deal::Prompt { kind, day, what })
            });
            out.entry(job.offer.id).or_default().extend(asked);
        }
    }
    for prompt in prompts_of(&jobs, today) {
        out.entry(prompt.offer).or_default().push(deal::Prompt {
            kind: NextKind::RightsEnd,
            day: prompt.ends,
            what: prompt.item,
        });
    }
    Ok(out)
}

fn prompts_of(jobs: &[Job], today: CivilDay) -> Vec<Prompt> {
    let agreed = jobs.iter().filter(|job| is_agreed(job.offer.stage));
    let held: Vec<_> = agreed.flat_map(Job::held).collect();
    prompts(&held, today)
}

/// One offer, with the deals its exclusivity meets or that meet it.
///
/// # Errors
/// [`StudioError::NotFound`] as [`StudioError::Store`] when there is no such offer.
pub fn of_offer(profile: &OpenProfile, offer: i64) -> Result<DealTimeline, StudioError> {
    let today = profile.today()?;
    let id = OfferId(offer);
    profile.store().read(|tx| {
        let asked = one(tx, id)?;
        let all = jobs(tx)?;
        let deals = live(&all, Some(id));
        let met: Vec<_> = conflicts(&deals, today)
            .into_iter()
            .filter(|c| c.one.offer == id || c.other.offer == id)
            .collect();
        let beside: BTreeSet<OfferId> = met
            .iter()
            .flat_map(|c| [c.one.offer, c.other.offer])
            .filter(|other| *other != id)
            .collect();
        let others = all.iter().filter(|job| beside.contains(&job.offer.id));
        let prompts = prompts_of(std::slice::from_ref(&asked), today);
        Ok(DealTimeline {
            today: today.to_string(),
            deals: std::iter::once(&asked)
                .chain(others)
                .map(|job| view::deal(job, today))
                .collect(),
            conflicts: met.iter().map(view::conflict).collect(),
            prompts: prompts.iter().map(view::prompt).collect(),
        })
    })
}

/// Every deal with something ahead of it or still bound.
///
/// # Errors
/// [`StudioError`].
pub fn all(profile: &OpenProfile) -> Result<DealTimeline, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let all = jobs(tx)?;
        let met = conflicts(&live(&all, None), today);
        let mut shown: Vec<&Job> = all
            .iter()
            .filter(|job| is_live(job.offer.stage) && ahead(job, today))
            .collect();
        shown.sort_by_key(|job| (first_day(job), job.offer.id));
        Ok(DealTimeline {
            today: today.to_string(),
            deals: shown
                .into_iter()
                .map(|job| view::deal(job, today))
                .collect(),
            conflicts: met.iter().map(view::conflict).collect(),
            prompts: prompts_of(&all, today).iter().map(view::prompt).collect(),
        })
    })
}

/// Deals that may bind; the one asked about counts whatever its stage.
fn live(jobs: &[Job], asked: Option<OfferId>) -> Vec<Deal> {
    jobs.iter()
        .filter(|job| is_live(job.offer.stage) || Some(job.offer.id) == asked)
        .map(Job::deal)
        .collect()
}

/// Whether a day of it lies ahead, or a right holds or may hold.
fn ahead(job: &Job, today: CivilDay) -> bool {
    let days = job
        .pieces
        .iter()
        .flat_map(|p| [p.draft_on, p.approved_on, p.publish_on]);
    days.flatten().any(|day| day >= today)
        || job.held().iter().any(|right| match right.span.end {
            End::On(last) => last >= today,
            End::Never | End::Unknown => right.span.from.is_some(),
        })
}

fn first_day(job: &Job) -> (bool, Option<CivilDay>) {
    let pieces = job
        .pieces
        .iter()
        .flat_map(|p| [p.draft_on, p.approved_on, p.publish_on]);
    let rights = job.held().into_iter().map(|right| right.span.from);
    let first = pieces.chain(rights).flatten().min();
    (first.is_none(), first)
}
