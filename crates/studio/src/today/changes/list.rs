//! The What changed screen and the command line: the feed by pages, with its filters and the place each line came from.

use super::item::{Accounts, item};
use super::live::live;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use domain::{AccountId, EntryId, Instant, PayoutId, RunId};
use std::collections::BTreeSet;
use store::{
    Change, ChangeEntity, ChangeFilter, ChangeKind, ChangePage, ChangesSince, ReadTx, StoreError,
};

/// Lines of a page at most.
const MOST: u32 = 500;
/// Lines the command line lists at most.
const LISTED: u32 = 10_000;

/// Where `since` starts: a run, an instant, or what is open.
fn read_since(since: Option<&str>) -> Result<ChangesSince, StudioError> {
    match since {
        None => Ok(ChangesSince::Unseen),
        Some(text) => match (text.parse::<RunId>(), text.parse::<Instant>()) {
            (Ok(run), _) => Ok(ChangesSince::Run(run)),
            (_, Ok(at)) => Ok(ChangesSince::Instant(at)),
            _ => Err(StudioError::bad("since", text)),
        },
    }
}

/// What a word of the filter chooses.
fn read_kind(
    kind: Option<&str>,
) -> Result<(Option<ChangeEntity>, Option<ChangeKind>), StudioError> {
    let entry = |kind| (Some(ChangeEntity::Entry), Some(kind));
    Ok(match kind {
        None => (None, None),
        Some("new") => entry(ChangeKind::New),
        Some("revised") => entry(ChangeKind::Revised),
        Some("vanished") => entry(ChangeKind::Vanished),
        Some("status") => entry(ChangeKind::Status),
        Some("payouts") => (Some(ChangeEntity::Payout), None),
        Some("offers") => (Some(ChangeEntity::Offer), None),
        Some(other) => return Err(StudioError::bad("kind", other)),
    })
}

fn read_filter(query: &ChangesQuery) -> Result<ChangeFilter, StudioError> {
    let (entity, kind) = read_kind(query.kind.as_deref().filter(|k| *k != "missing"))?;
    let since = match query.since.as_deref() {
        Some(text) => read_since(Some(text))?,
        None if query.all.unwrap_or(false) => ChangesSince::Ever,
        None => ChangesSince::Unseen,
    };
    Ok(ChangeFilter {
        since,
        flagged: query.flagged.unwrap_or(false),
        entity,
        kind,
        account: query.account.map(AccountId),
    })
}

/// A page of what changed. The first page also has what is late or missing, which is no event of a run.
///
/// # Errors
/// [`StudioError::BadRequest`] for a filter or cursor that makes no sense.
pub fn changes_page(
    profile: &OpenProfile,
    query: &ChangesQuery,
    after: Option<i64>,
    limit: u32,
) -> Result<ChangesPage, StudioError> {
    let filter = read_filter(query)?;
    let today = profile.today()?;
    let only_missing = query.kind.as_deref() == Some("missing");
    profile.store().read(|tx| {
        let accounts: Accounts = tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let page = if only_missing {
            ChangePage {
                changes: Vec::new(),
                next: None,
            }
        } else {
            tx.changes_page(&filter, after, limit.clamp(1, MOST))?
        };
        let mut items = Vec::new();
        let lines = live(tx, today, &accounts)?;
        let waiting = lines.iter().filter(|line| line.open()).count();
        let flagged = lines.iter().filter(|line| line.mark.flag.is_some()).count();
        if after.is_none() && (query.kind.is_none() || only_missing) {
            let handle = filter.account.and_then(|a| accounts.get(&a));
            let shown = lines
                .into_iter()
                .filter(|line| query.all.unwrap_or(false) || line.open())
                .filter(|line| !filter.flagged || line.mark.flag.is_some())
                .filter(|line| {
                    handle.is_none_or(|a| line.item.account.as_ref() == Some(&a.handle))
                });
            items.extend(shown.map(|line| line.item));
        }
        for change in &page.changes {
            let mut line = item(change, &accounts);
            line.source = source(tx, change)?;
            items.push(line);
        }
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut counts = counts(tx)?;
        counts.push(ChangeCount {
            kind: "missing".to_owned(),
            lines: count(waiting as u64),
        });
        Ok(ChangesPage {
            runs: runs(tx, &items)?,
            items,
            next: page.next,
            counts,
            flagged: count(tx.flagged_changes()?) + count(flagged as u64),
            accounts: accounts
                .values()
                .map(|a| ChangeAccount {
                    id: a.id.0,
                    handle: a.handle.clone(),
                    platform: a.platform.into(),
                })
                .collect(),
        })
    })
}

/// Open lines by the words of the filter.
fn counts(tx: &ReadTx<'_>) -> Result<Vec<ChangeCount>, StudioError> {
    let open = tx.open_changes()?;
    let words = ["new", "revised", "vanished", "status", "payouts", "offers"];
    words
        .into_iter()
        .map(|word| {
            let (entity, kind) = read_kind(Some(word))?;
            let of = open.iter().filter(|c| {
                entity.is_none_or(|e| c.entity == e) && kind.is_none_or(|k| c.kind == k)
            });
            Ok(ChangeCount {
                kind: word.to_owned(),
                lines: i64::try_from(of.map(|c| c.lines).sum::<u64>()).unwrap_or(i64::MAX),
            })
        })
        .collect()
}

/// The runs the lines belong to.
fn runs(tx: &ReadTx<'_>, items: &[ChangeItem]) -> Result<Vec<ChangeRun>, StudioError> {
    let ids: BTreeSet<i64> = items.iter().filter_map(|item| item.run).collect();
    ids.into_iter()
        .rev()
        .map(|id| {
            let run = tx.run(RunId(id))?;
            Ok(ChangeRun {
                id,
                kind: run.kind.into(),
                started: run.started.to_string(),
                label: run.label,
            })
        })
        .collect()
}

/// Where the version a line is about stands: the one its run brought, or the last one of a row that vanished.
fn source(tx: &ReadTx<'_>, change: &Change) -> Result<Option<SourceRef>, StudioError> {
    let Some(id) = change.change.entity_id else {
        return Ok(None);
    };
    let found = match change.change.entity {
        ChangeEntity::Entry => entry_source(tx, EntryId(id), change),
        ChangeEntity::Payout => tx
            .payout(PayoutId(id))
            .and_then(|p| sources::reference(tx, p.document, &p.payout.locator)),
        ChangeEntity::Offer | ChangeEntity::Metric => return Ok(None),
    };
    match found {
        Ok(source) => Ok(Some(source)),
        // The row went with its import; the line is here because it is flagged.
        Err(StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn entry_source(tx: &ReadTx<'_>, id: EntryId, change: &Change) -> Result<SourceRef, StoreError> {
    let entry = tx.entry(id)?;
    let run = change.change.run;
    if entry.version_run != run {
        let older = tx.revisions(id)?;
        if let Some(version) = older.iter().find(|v| v.version_run == run) {
            return sources::reference(tx, version.document, &version.entry.locator);
        }
    }
    sources::reference(tx, entry.document, &entry.locator)
}

/// Acknowledges every open line that the filter shows, but for flagged ones. Gives their ids.
///
/// # Errors
/// [`StudioError::BadRequest`] for a filter that makes no sense.
pub fn acknowledge_shown(
    profile: &OpenProfile,
    query: &ChangesQuery,
) -> Result<Vec<i64>, StudioError> {
    let now = profile.now();
    if query.flagged.unwrap_or(false) {
        return Ok(Vec::new());
    }
    if query.kind.as_deref() == Some("missing") {
        let shown = changes_page(profile, query, None, 1)?.items;
        let ids: Vec<i64> = shown.iter().map(|item| item.id).collect();
        return match ids.is_empty() {
            true => Ok(ids),
            false => super::acknowledge(profile, &ids),
        };
    }
    let (entity, kind) = read_kind(query.kind.as_deref())?;
    let account = query.account.map(AccountId);
    profile
        .store()
        .write(move |tx| Ok(tx.acknowledge_open(entity, kind, account, now)?))
}

/// The feed from a run, an instant, or of everything not acknowledged; with what is late or missing today.
///
/// # Errors
/// [`StudioError::BadRequest`] when `since` is neither.
pub fn changes(profile: &OpenProfile, since: Option<&str>) -> Result<Vec<ChangeItem>, StudioError> {
    let filter = ChangeFilter::since(read_since(since)?);
    let today = profile.today()?;
    profile.store().read(|tx| {
        let accounts: Accounts = tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let mut items: Vec<ChangeItem> = live(tx, today, &accounts)?
            .into_iter()
            .filter(super::live::Live::open)
            .map(|line| line.item)
            .collect();
        for change in tx.changes_page(&filter, None, LISTED)?.changes {
            let mut line = item(&change, &accounts);
            line.source = source(tx, &change)?;
            items.push(line);
        }
        Ok(items)
    })
}
