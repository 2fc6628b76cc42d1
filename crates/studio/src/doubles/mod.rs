//! Money told by two sources: what looks like one thing, and the creator's decisions about it.
//!
//! The rules it protects: nothing is put aside without the creator's word; what is put aside stays open to its source and
//! comes back with one step; what was decided is not asked again; the figures of an accepted month stay as they are.

mod draw;
mod search;

pub use draw::twins;

use crate::shapes::*;
use crate::{OpenProfile, StudioError, payouts};
use domain::{AccountId, EntryId, PayoutId, Zone};
use search::{Group, Overlap};
use std::collections::BTreeSet;
use store::{DoublePair as Decided, DoubleSide, DoubleVerdict, ReadTx, StoreError, ToldKind};

/// Which side of an overlap goes on counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The one that says more: what was proposed.
    Proposed,
    /// The source named `one`.
    One,
    /// The source named `other`.
    Other,
}

impl Keep {
    /// Reads what was asked for; nothing is what was proposed.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] for any other word than `one` and `other`.
    pub fn read(word: Option<&str>) -> Result<Self, StudioError> {
        match word {
            None => Ok(Self::Proposed),
            Some("one") => Ok(Self::One),
            Some("other") => Ok(Self::Other),
            Some(word) => Err(StudioError::bad("keep", word)),
        }
    }
}

/// What waits for a decision, and what was decided.
///
/// # Errors
/// [`StudioError`].
pub fn doubles(profile: &OpenProfile) -> Result<Doubles, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let found = search::search(tx, today, None)?;
        draw::doubles(tx, &found)
    })
}

/// How many pairs wait.
///
/// # Errors
/// [`StudioError`].
pub fn open_count(profile: &OpenProfile) -> Result<i64, StudioError> {
    let today = profile.today()?;
    profile
        .store()
        .read(|tx| Ok(count(search::search(tx, today, None)?.open())))
}

/// How many rows that `run` brought to `account` look like rows of another source.
pub(crate) fn brought(
    tx: &ReadTx<'_>,
    today: domain::CivilDay,
    account: AccountId,
    run: domain::RunId,
) -> Result<u64, store::StoreError> {
    let found = search::search(tx, today, Some(account))?;
    let rows: BTreeSet<_> = found
        .groups
        .iter()
        .flat_map(|group| &group.pairs)
        .flat_map(|pair| [&pair.one, &pair.other])
        .filter(|row| row.first_run == run.0 && row.id.account == account)
        .map(|row| &row.id)
        .collect();
    Ok(rows.len() as u64)
}

/// Makes pairs, or whole overlaps, one: the side that says less is put aside.
///
/// # Errors
/// [`StudioError::NotFound`] for an id that waits no more, [`StudioError::BadRequest`] for a side that cannot be put aside,
/// [`StudioError::MonthAccepted`] for one whose month is accepted; nothing is changed then.
pub fn merge(
    profile: &OpenProfile,
    ids: &[String],
    keep: Keep,
) -> Result<DoublesDone, StudioError> {
    decide(profile, ids, Some(keep))
}

/// Keeps both sides of pairs, or of whole overlaps: they are not asked about again.
///
/// # Errors
/// [`StudioError::NotFound`] for an id that waits no more.
pub fn keep(profile: &OpenProfile, ids: &[String]) -> Result<DoublesDone, StudioError> {
    decide(profile, ids, None)
}

fn decide(
    profile: &OpenProfile,
    ids: &[String],
    merge: Option<Keep>,
) -> Result<DoublesDone, StudioError> {
    let (today, now) = (profile.today()?, profile.now());
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        let found = search::search(tx, today, None)?;
        let pairs = chosen(tx, &found, &ids, merge)?;
        let verdict = if merge.is_some() {
            DoubleVerdict::Merged
        } else {
            DoubleVerdict::Kept
        };
        let decision = tx.decide_doubles(verdict, &pairs, now)?;
        Ok(DoublesDone {
            decision,
            count: count(pairs.len()),
        })
    })
}

/// The pairs that ids name, each once.
fn chosen(
    tx: &ReadTx<'_>,
    found: &Overlap,
    ids: &[String],
    merge: Option<Keep>,
) -> Result<Vec<Decided>, StudioError> {
    if ids.is_empty() {
        return Err(StudioError::bad("id", ""));
    }
    let mut wanted: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let mut pairs = Vec::new();
    let mut seen = BTreeSet::new();
    for group in &found.groups {
        let whole = wanted.remove(group.id.as_str());
        for pair in &group.pairs {
            let named = wanted.remove(pair.name.as_str());
            if !(whole || named) || !seen.insert(&pair.name) {
                continue;
            }
            let basis = draw::basis(&pair.findings);
            let (aside, kept) = if one_aside(group, merge.unwrap_or(Keep::Proposed))? {
                (&pair.one, &pair.other)
            } else {
                (&pair.other, &pair.one)
            };
            if merge.is_some() {
                payouts::still_open(tx, aside.id.account, aside.day)?;
            }
            pairs.push((aside.id.clone(), kept.id.clone(), basis));
        }
    }
    match wanted.first() {
        Some(id) => Err(StudioError::NotFound {
            what: "double",
            id: (*id).to_owned(),
        }),
        None => Ok(pairs),
    }
}

fn one_aside(group: &Group, keep: Keep) -> Result<bool, StudioError> {
    let one_aside = match keep {
        Keep::Proposed => group.one_aside,
        Keep::One => false,
        Keep::Other => true,
    };
    if one_aside != group.one_aside && !group.either() {
        return Err(StudioError::bad("keep", "payout_as_income"));
    }
    Ok(one_aside)
}

/// Takes a decision back: what it put aside counts again, what it kept is asked again.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such decision, [`StudioError::MonthAccepted`] when what it put aside would count
/// again in an accepted month.
pub fn undo(profile: &OpenProfile, decision: i64) -> Result<(), StudioError> {
    profile.store().write(move |tx| {
        let decisions = tx.double_decisions(u32::MAX, u32::MAX)?;
        let merged = decisions
            .iter()
            .find(|d| d.id == decision && d.verdict == DoubleVerdict::Merged);
        for link in merged.iter().flat_map(|d| &d.links) {
            if let Some((account, day)) = month_of(tx, &link.aside)? {
                payouts::still_open(tx, account, day)?;
            }
        }
        Ok(tx.remove_double_decision(decision)?)
    })
}

/// Whose month a side lies in; `None` while its row is not there. A bank's months are not accepted.
fn month_of(
    tx: &ReadTx<'_>,
    side: &DoubleSide,
) -> Result<Option<(AccountId, domain::CivilDay)>, StoreError> {
    let (Some(account), Some(row)) = (side.account, side.row) else {
        return Ok(None);
    };
    let day = match side.kind {
        ToldKind::Entry => tx.entry(EntryId(row))?.day,
        ToldKind::Payout => tx.payout(PayoutId(row))?.payout.created.day_in(Zone::UTC),
        ToldKind::Landing => return Ok(None),
    };
    Ok(Some((account, day)))
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
