//! One entry opened: its figures, its versions, its payout and its source; and what the creator wrote on it.

use super::{figures, platforms, row};
use crate::rates::{self, Converter};
use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use domain::{EntryDraft, EntryId, Instant};
use store::{Entry, EntryNote, ReadTx};
use sync::plan::{Field, differences};

/// One entry.
///
/// # Errors
/// [`StudioError`].
pub fn entry(profile: &OpenProfile, id: i64) -> Result<EntryDetail, StudioError> {
    let target = profile.settings()?.unit()?;
    profile.store().read(|tx| {
        let mut converter = Converter::new(rates::book(tx)?, target);
        let entry = tx.entry(EntryId(id))?;
        let account = tx.account(entry.account)?;
        let payout = match entry.payout {
            Some(payout) => Some(tx.payout(payout)?),
            None => None,
        };
        Ok(EntryDetail {
            entry: row(&entry, &platforms(tx)?, &mut converter),
            zone: entry.zone.to_string(),
            instant: entry.instant.map(|i| i.to_string()),
            available_on: entry.available_on.map(|d| d.to_string()),
            account_handle: account.handle,
            payout: payout.map(|p| EntryPayout {
                id: p.id.0,
                arrival: p.payout.arrival.map(|d| d.to_string()),
                state: p.payout.state.into(),
            }),
            revisions: versions(tx, &entry)?,
            source: sources::reference(tx, entry.document, &entry.locator)?,
            note: entry
                .note
                .as_ref()
                .and_then(|n| n.note.clone())
                .unwrap_or_default(),
        })
    })
}

/// Every version, newest first.
fn versions(tx: &ReadTx<'_>, entry: &Entry) -> Result<Vec<RevisionRow>, StudioError> {
    let mut rows = Vec::new();
    let mut before: Option<EntryDraft> = None;
    for old in tx.revisions(entry.id)? {
        let source = sources::reference(tx, old.document, &old.entry.locator)?;
        rows.push(version(
            &old.entry,
            before.as_ref(),
            old.known_from,
            Some(old.known_to),
            source,
        ));
        before = Some(old.entry);
    }
    let source = sources::reference(tx, entry.document, &entry.locator)?;
    rows.push(version(
        &in_force(entry),
        before.as_ref(),
        entry.known_from,
        None,
        source,
    ));
    rows.reverse();
    Ok(rows)
}

/// The version in force, in the source's words.
fn in_force(entry: &Entry) -> EntryDraft {
    EntryDraft {
        external_id: None,
        day: entry.day,
        zone: entry.zone,
        instant: entry.instant,
        stream: entry.source_stream,
        title: entry.source_title.clone(),
        counterparty: entry.source_counterparty.clone(),
        money: entry.money,
        status: entry.status,
        available_on: entry.available_on,
        payout_external_id: entry.payout_external_id.clone(),
        locator: entry.locator.clone(),
    }
}

fn version(
    now: &EntryDraft,
    before: Option<&EntryDraft>,
    known_from: Instant,
    known_to: Option<Instant>,
    source: SourceRef,
) -> RevisionRow {
    let change = before.filter(|b| b.money.unit == now.money.unit).map(|b| {
        let difference = i128::from(now.money.net) - i128::from(b.money.net);
        Amount::of_sum(difference, now.money.unit)
    });
    let fields = before.map(|b| differences(b, now)).unwrap_or_default();
    RevisionRow {
        known_from: known_from.to_string(),
        known_to: known_to.map(|i| i.to_string()),
        figures: figures(&now.money),
        status: now.status.into(),
        change,
        fields: fields
            .into_iter()
            .map(|f: Field| f.slug().to_owned())
            .collect(),
        source,
    }
}

/// Writes the creator's note; an empty one clears it.
///
/// # Errors
/// [`StudioError`].
pub fn set_note(profile: &OpenProfile, id: i64, note: &str) -> Result<EntryDetail, StudioError> {
    let note = note.trim().to_owned();
    change(profile, id, move |own| {
        own.note = (!note.is_empty()).then_some(note)
    })?;
    entry(profile, id)
}

/// Sets the creator's tags: trimmed, without repeats.
///
/// # Errors
/// [`StudioError`].
pub fn set_tags(
    profile: &OpenProfile,
    id: i64,
    tags: &[String],
) -> Result<EntryDetail, StudioError> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
        if !kept.iter().any(|k| k == tag) {
            kept.push(tag.to_owned());
        }
    }
    change(profile, id, move |own| own.tags = kept)?;
    entry(profile, id)
}

fn change(
    profile: &OpenProfile,
    id: i64,
    change: impl FnOnce(&mut EntryNote) + Send + 'static,
) -> Result<(), StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let mut note = tx.entry(EntryId(id))?.note.unwrap_or_default();
        change(&mut note);
        Ok::<(), StudioError>(tx.set_entry_note(EntryId(id), &note, now)?)
    })
}
