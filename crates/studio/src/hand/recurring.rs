//! Money that comes again: its rules, its occurrences up to today, and changes that hold from a day on.
//!
//! The rule it protects: an occurrence is made once and keeps its number; one that was edited or deleted by hand is left alone.

use super::fields::{MOST, Typed, canonical, whole};
use super::write::{finish, put, start, typed_of};
use crate::earnings::read_day;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::{CivilDay, EntryDraft, Zone};
use store::{ReadTx, Recurring, RecurringVersion, WriteTx};
use sync::Counts;
use sync::apply::Target;
use sync::plan::differences;

/// What was made.
#[derive(Default)]
pub(super) struct Made {
    pub(super) entries: Vec<i64>,
    pub(super) counts: Counts,
}

fn version(said: &Typed, from: CivilDay) -> RecurringVersion {
    RecurringVersion {
        from,
        title: said.title.clone(),
        counterparty: said.payer.clone(),
        stream: said.stream,
        status: said.status,
        money: said.money,
    }
}

/// Adds the rule that was typed. Gives its row.
pub(super) fn insert(
    tx: &mut WriteTx<'_>,
    target: Target,
    said: &Typed,
) -> Result<i64, StudioError> {
    let every = said.every.ok_or_else(|| StudioError::bad("every", ""))?;
    let Target { account, run, now } = target;
    let rule = tx.insert_recurring(account, every, said.day, said.until, run, now)?;
    tx.set_recurring_version(rule, &version(said, said.day), now)?;
    Ok(rule)
}

fn rule(tx: &ReadTx<'_>, id: i64) -> Result<Recurring, StudioError> {
    let found = tx.recurring()?.into_iter().find(|rule| rule.id == id);
    found.ok_or_else(|| StudioError::NotFound {
        what: "recurring",
        id: id.to_string(),
    })
}

/// Occurrences from `from` on up to `today`: identity, day and what it says.
fn due(
    rule: &Recurring,
    from: CivilDay,
    today: CivilDay,
) -> Vec<(String, CivilDay, &RecurringVersion)> {
    let last = rule.until.map_or(today, |until| until.min(today));
    rule.every
        .until(rule.first, last)
        .filter(|(_, day)| *day >= from)
        .filter_map(|(n, day)| {
            let said = rule.version_on(day)?;
            Some((format!("rec:{}:{n}", rule.id), day, said))
        })
        .take(MOST)
        .collect()
}

fn draft(
    key: String,
    day: CivilDay,
    said: &RecurringVersion,
    zone: Zone,
    words: &str,
) -> EntryDraft {
    typed_of(said).draft(key, day, said.money, zone, words.len() as u64)
}

/// Makes the occurrences of a rule that are due and were never made.
pub(super) fn make_due(
    tx: &mut WriteTx<'_>,
    target: Target,
    id: i64,
    zone: Zone,
    today: CivilDay,
    words: Option<&str>,
) -> Result<Made, StudioError> {
    let rule = rule(tx, id)?;
    let wanted = due(&rule, rule.first, today);
    let keys: Vec<&str> = wanted.iter().map(|(key, _, _)| key.as_str()).collect();
    let known = tx.known_entries(rule.account, super::FEED, &keys)?;
    let missing = || {
        let fresh = wanted
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.is_none());
        fresh.map(|(wanted, _)| wanted)
    };
    let Some((_, _, said)) = missing().next_back() else {
        return Ok(Made::default());
    };
    let words = words.map_or_else(
        || canonical(&HandEntry::default(), &typed_of(said)),
        str::to_owned,
    );
    let drafts = missing()
        .map(|(key, day, said)| draft(key.clone(), *day, said, zone, &words))
        .collect();
    let (entries, counts) = put(tx, target, &words, drafts)?;
    Ok(Made { entries, counts })
}

/// Makes every occurrence that has become due since the last time. Gives the number of entries made.
///
/// # Errors
/// [`StudioError::Store`].
pub fn fill(profile: &OpenProfile) -> Result<usize, StudioError> {
    let (now, zone, today) = (profile.now(), profile.zone()?, profile.today()?);
    // Most days nothing is due: a look costs no write.
    let waiting = profile.store().read(|tx| {
        let mut waiting = Vec::new();
        for rule in tx.recurring()? {
            let wanted = due(&rule, rule.first, today);
            let keys: Vec<&str> = wanted.iter().map(|(key, _, _)| key.as_str()).collect();
            let known = tx.known_entries(rule.account, super::FEED, &keys)?;
            if known.iter().any(Option::is_none) {
                waiting.push(rule);
            }
        }
        Ok::<_, StudioError>(waiting)
    })?;
    if waiting.is_empty() {
        return Ok(0);
    }
    profile.store().write(move |tx| {
        let mut made = 0;
        for rule in waiting {
            let label = rule.version_on(today).map_or("", |v| v.title.as_str());
            let target = start(tx, rule.account, label, now)?;
            let done = make_due(tx, target, rule.id, zone, today, None)?;
            finish(tx, target, done.counts)?;
            made += done.entries.len();
        }
        Ok(made)
    })
}

/// Every rule with its next occurrence.
///
/// # Errors
/// [`StudioError::Store`].
pub fn recurring(profile: &OpenProfile) -> Result<Vec<RecurringRow>, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let rules = tx.recurring()?;
        rules.iter().map(|rule| row(tx, rule, today)).collect()
    })
}

fn row(tx: &ReadTx<'_>, rule: &Recurring, today: CivilDay) -> Result<RecurringRow, StudioError> {
    let account = tx.account(rule.account)?;
    let passed = rule.every.until(rule.first, today).count();
    let next = u32::try_from(passed)
        .ok()
        .and_then(|n| rule.every.occurrence(rule.first, n))
        .filter(|day| rule.until.is_none_or(|until| *day <= until));
    let said = rule
        .version_on(next.unwrap_or(today))
        .ok_or_else(|| StudioError::bad("recurring", rule.id.to_string()))?;
    Ok(RecurringRow {
        id: rule.id,
        account: account.id.0,
        handle: account.handle,
        platform: account.platform.into(),
        every: rule.every.slug().to_owned(),
        first: rule.first.to_string(),
        until: rule.until.map(|d| d.to_string()),
        next: next.map(|d| d.to_string()),
        title: said.title.clone(),
        payer: said.counterparty.clone(),
        stream: said.stream.into(),
        status: said.status.into(),
        net: said.money.net_amount().into(),
        made: i64::try_from(due(rule, rule.first, today).len()).unwrap_or(i64::MAX),
        changes: i64::try_from(rule.versions.len()).unwrap_or(i64::MAX) - 1,
    })
}

/// Changes what occurrences say from `from` on (from tomorrow when absent). Those made already follow, unless they were edited or
/// deleted by hand.
///
/// # Errors
/// [`StudioError::NotFound`], [`StudioError::BadRequest`] for a field that makes no sense or a day before the first.
pub fn edit_recurring(
    profile: &OpenProfile,
    id: i64,
    from: Option<&str>,
    typed: &HandEntry,
) -> Result<Vec<RecurringRow>, StudioError> {
    let (now, zone, today) = (profile.now(), profile.zone()?, profile.today()?);
    let from = read_day("from", &from.map(str::to_owned))?.unwrap_or_else(|| today.plus_days(1));
    let old = profile.store().read(|tx| rule(tx, id))?;
    if from < old.first {
        return Err(StudioError::bad("from", from.to_string()));
    }
    let held = old
        .version_on(from)
        .ok_or_else(|| StudioError::bad("recurring", id.to_string()))?;
    let figures = typed.net.is_some() || typed.gross.is_some();
    let text = |m: Option<i64>| m.map(|m| domain::Amount::new(m, held.money.unit).text());
    let keep = |new: &Option<String>, old: Option<i64>| match figures {
        true => new.clone(),
        false => new.clone().or(text(old)),
    };
    let filled = HandEntry {
        line: None,
        day: Some(from.to_string()),
        stream: typed.stream.or(Some(held.stream.into())),
        status: typed.status.or(Some(held.status.into())),
        unit: typed.unit.clone().or(Some(held.money.unit.to_string())),
        net: keep(&typed.net, Some(held.money.net)),
        gross: keep(&typed.gross, held.money.gross),
        fee: keep(&typed.fee, held.money.fee),
        tax: keep(&typed.tax, held.money.tax),
        title: typed.title.clone().or(Some(held.title.clone())),
        payer: typed.payer.clone().or(held.counterparty.clone()),
        account: None,
        every: None,
        until: None,
        months: None,
    };
    let said = whole(profile, &filled)?;
    profile.store().write(move |tx| {
        tx.set_recurring_version(id, &version(&said, from), now)?;
        let new = rule(tx, id)?;
        let words = canonical(&HandEntry::default(), &said);
        let wanted = due(&new, from, today);
        let keys: Vec<&str> = wanted.iter().map(|(key, _, _)| key.as_str()).collect();
        let known = tx.known_entries(new.account, super::FEED, &keys)?;
        let mut drafts = Vec::new();
        for ((key, day, said), known) in wanted.iter().zip(known) {
            let Some(known) = known.filter(|k| !k.vanished) else {
                continue;
            };
            let untouched = old.version_on(*day).is_some_and(|was| {
                differences(&draft(key.clone(), *day, was, zone, ""), &known.entry).is_empty()
            });
            if untouched {
                drafts.push(draft(key.clone(), *day, said, zone, &words));
            }
        }
        if !drafts.is_empty() {
            let target = start(tx, new.account, &said.title, now)?;
            let (_, counts) = put(tx, target, &words, drafts)?;
            finish(tx, target, counts)?;
        }
        Ok::<(), StudioError>(())
    })?;
    recurring(profile)
}

/// Ends a rule with `until` as its last day, or lets it go on when absent. What was made stays.
///
/// # Errors
/// [`StudioError::NotFound`], [`StudioError::BadRequest`] for a day that is none.
pub fn end_recurring(
    profile: &OpenProfile,
    id: i64,
    until: Option<&str>,
) -> Result<Vec<RecurringRow>, StudioError> {
    let until = read_day("until", &until.map(str::to_owned))?;
    profile
        .store()
        .write(move |tx| tx.set_recurring_end(id, until))?;
    fill(profile)?;
    recurring(profile)
}
