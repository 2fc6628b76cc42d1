//! What was typed into the cache, and out again.
//!
//! The rule it protects: one wish is one run in one transaction; undoing the run undoes the wish.

use super::fields::{Typed, canonical, whole};
use super::{FEED, recurring};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::document::DocumentKind;
use domain::{
    AccountId, DocumentDraft, EntryDraft, EntryId, Instant, Page, Platform, RunId, RunKind,
    RunState,
};
use std::sync::Arc;
use store::{AccountDraft, RunAccount, StoreError, WriteTx};
use sync::Counts;
use sync::apply::{self, Target};
use sync::key::Occurrences;

/// The account of hand-typed money, in the languages it may have been made in.
const HANDLES: [&str; 2] = ["By hand", "À la main"];

/// Keeps what was typed: one entry, the parts of a deal, or a repetition with its occurrences up to today.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the part that is missing or makes no sense, [`StudioError::Store`].
pub fn add(profile: &OpenProfile, typed: &HandEntry) -> Result<HandDone, StudioError> {
    let said = whole(profile, typed)?;
    let text = canonical(typed, &said);
    let (now, zone, today) = (profile.now(), profile.zone()?, profile.today()?);
    let (chosen, french) = (typed.account.map(AccountId), profile.is_french());
    profile.store().write(move |tx| {
        let account = hand_account(tx, chosen, french, now)?;
        let run = tx.start_run(RunKind::Hand, &said.title, now)?;
        let target = Target { account, run, now };
        let len = text.len() as u64;
        if said.every.is_some() {
            let rule = recurring::insert(tx, target, &said)?;
            let made = recurring::make_due(tx, target, rule, zone, today, Some(&text))?;
            finish(tx, target, made.counts)?;
            return Ok(HandDone {
                run: Some(run.0),
                entries: made.entries,
                recurring: Some(rule),
            });
        }
        let parts = said.parts();
        let drafts: Vec<EntryDraft> = parts
            .into_iter()
            .enumerate()
            .map(|(n, (day, money))| {
                let key = format!("hand:{run}:{n}");
                said.draft(key, day, money, zone, len)
            })
            .collect();
        let (entries, counts) = put(tx, target, &text, drafts)?;
        finish(tx, target, counts)?;
        Ok(HandDone {
            run: Some(run.0),
            entries,
            recurring: None,
        })
    })
}

/// Changes an entry typed by hand: the old words stay as a version.
///
/// # Errors
/// [`StudioError::BadRequest`] for an entry that came from a source, a repetition or spreading, or a field that makes no sense.
pub fn edit(profile: &OpenProfile, id: i64, typed: &HandEntry) -> Result<HandDone, StudioError> {
    let entry = profile.store().read(|tx| own(tx, id))?;
    // What is not typed anew stays as it is.
    let text =
        |amount: Option<i64>| amount.map(|m| domain::Amount::new(m, entry.money.unit).text());
    let line = typed.line.as_deref().is_some_and(|l| !l.trim().is_empty());
    let filled = if line {
        typed.clone()
    } else {
        let figures = typed.net.is_some() || typed.gross.is_some();
        let keep = |new: &Option<String>, old: Option<i64>| match figures {
            true => new.clone(),
            false => new.clone().or(text(old)),
        };
        HandEntry {
            line: None,
            day: typed.day.clone().or(Some(entry.day.to_string())),
            stream: typed.stream.or(Some(entry.source_stream.into())),
            status: typed.status.or(Some(entry.status.into())),
            unit: typed.unit.clone().or(Some(entry.money.unit.to_string())),
            net: keep(&typed.net, Some(entry.money.net)),
            gross: keep(&typed.gross, entry.money.gross),
            fee: keep(&typed.fee, entry.money.fee),
            tax: keep(&typed.tax, entry.money.tax),
            title: typed.title.clone().or(Some(entry.source_title.clone())),
            payer: typed.payer.clone().or(entry.source_counterparty.clone()),
            ..typed.clone()
        }
    };
    let said = whole(profile, &filled)?;
    if said.every.is_some() || said.months.is_some() {
        return Err(StudioError::bad("every", "edit"));
    }
    let words = canonical(&filled, &said);
    let (now, zone) = (profile.now(), entry.zone);
    profile.store().write(move |tx| {
        let run = tx.start_run(RunKind::Hand, &said.title, now)?;
        let target = Target {
            account: entry.account,
            run,
            now,
        };
        let draft = said.draft(
            entry.ext_key.clone(),
            said.day,
            said.money,
            zone,
            words.len() as u64,
        );
        let (entries, counts) = put(tx, target, &words, vec![draft])?;
        finish(tx, target, counts)?;
        Ok(HandDone {
            run: Some(run.0),
            entries,
            recurring: None,
        })
    })
}

/// Takes a hand-typed entry out of every sum. It stays visible among what vanished, and undoing the run brings it back.
///
/// # Errors
/// [`StudioError::BadRequest`] for an entry that came from a source: what a source says can be ignored, not deleted.
pub fn delete(profile: &OpenProfile, id: i64) -> Result<HandDone, StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let entry = own(tx, id)?;
        if entry.vanished_at.is_some() {
            return Ok(HandDone {
                run: None,
                entries: Vec::new(),
                recurring: None,
            });
        }
        let run = tx.start_run(RunKind::Hand, &entry.title, now)?;
        let target = Target {
            account: entry.account,
            run,
            now,
        };
        tx.vanish_entry(entry.id, entry.account, FEED, run, now)?;
        let counts = Counts {
            vanished: 1,
            ..Counts::default()
        };
        finish(tx, target, counts)?;
        Ok(HandDone {
            run: Some(run.0),
            entries: vec![id],
            recurring: None,
        })
    })
}

/// An entry that was typed by hand.
fn own(tx: &store::ReadTx<'_>, id: i64) -> Result<store::Entry, StudioError> {
    let entry = tx.entry(EntryId(id))?;
    if entry.feed != FEED {
        return Err(StudioError::bad("entry", id.to_string()));
    }
    Ok(entry)
}

/// The account chosen, or the one of hand-typed money, which is made when it is not there.
pub(crate) fn hand_account(
    tx: &mut WriteTx<'_>,
    chosen: Option<AccountId>,
    french: bool,
    now: Instant,
) -> Result<AccountId, StoreError> {
    if let Some(id) = chosen {
        return Ok(tx.account(id)?.id);
    }
    let there = tx.accounts()?.into_iter().find(|account| {
        account.platform == Platform::Other
            && account.manual
            && HANDLES.contains(&account.handle.as_str())
    });
    let [english, in_french] = HANDLES;
    match there {
        Some(account) => Ok(account.id),
        None => tx.insert_account(&AccountDraft {
            platform: Platform::Other,
            handle: if french { in_french } else { english }.to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: true,
            added_at: now,
        }),
    }
}

/// Stores typed words as a document with the entries they make, as any page is stored. Gives the entries' rows.
pub(super) fn put(
    tx: &mut WriteTx<'_>,
    target: Target,
    words: &str,
    drafts: Vec<EntryDraft>,
) -> Result<(Vec<i64>, Counts), StudioError> {
    let document = DocumentDraft {
        kind: DocumentKind::Hand,
        platform: Platform::Other,
        name: words
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(80)
            .collect(),
        media_type: "text/plain".to_owned(),
        bytes: Arc::from(words.as_bytes()),
        received_at: target.now,
    };
    let keys: Vec<String> = drafts
        .iter()
        .filter_map(|d| d.external_id.clone())
        .collect();
    let mut page = Page::new(FEED, document);
    page.entries = drafts;
    let (_, counts) = apply::page(tx, target, &page, None, &mut Occurrences::default())?;
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let known = tx.known_entries(target.account, FEED, &keys)?;
    Ok((
        known.into_iter().flatten().map(|k| k.id.0).collect(),
        counts,
    ))
}

/// Ends a run with what it did to its account.
pub(crate) fn finish(
    tx: &mut WriteTx<'_>,
    target: Target,
    counts: Counts,
) -> Result<(), StoreError> {
    let part = RunAccount {
        new: counts.new,
        revised: counts.revised,
        vanished: counts.vanished,
        same: counts.same,
        pages: 1,
        ..RunAccount::new(target.account, RunState::Done)
    };
    tx.put_run_account(target.run, &part)?;
    tx.finish_run(target.run, RunState::Done, target.now, None)
}

/// A run of this kind of work, for those that write without typing.
pub(super) fn start(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    label: &str,
    now: Instant,
) -> Result<Target, StoreError> {
    let run: RunId = tx.start_run(RunKind::Hand, label, now)?;
    Ok(Target { account, run, now })
}

/// What a version of a repetition says, as if it had been typed.
pub(super) fn typed_of(version: &store::RecurringVersion) -> Typed {
    Typed {
        day: version.from,
        stream: version.stream,
        status: version.status,
        money: version.money,
        title: version.title.clone(),
        payer: version.counterparty.clone(),
        every: None,
        until: None,
        months: None,
    }
}
