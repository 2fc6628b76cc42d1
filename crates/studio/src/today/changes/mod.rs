//! What changed since the last look.
//!
//! The rules it protects: acknowledging hides a line and removes nothing, and can be taken back; a flagged line stays until its
//! flag is lifted; the list costs the same with a hundred lines as with a million.

mod gather;
mod item;
mod list;
mod live;

pub(crate) use item::Accounts;
pub use list::{acknowledge_shown, changes, changes_page};

use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use store::{ChangeFilter, ChangesSince, Flag, LiveMark, ReadTx};

/// Lines of the feed that Today looks at, twice what a run writes singly; the rest are counted.
const FEED: u32 = 1_000;

/// Everybody's accounts, by id.
fn accounts(tx: &ReadTx<'_>) -> Result<Accounts, StudioError> {
    Ok(tx.accounts()?.into_iter().map(|a| (a.id, a)).collect())
}

/// Changes not acknowledged, newest first, at most `limit` lines; and how many lines there are in all.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn unseen(
    profile: &OpenProfile,
    limit: usize,
) -> Result<(Vec<ChangeItem>, usize), StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let accounts = accounts(tx)?;
        let page = tx.changes_page(&ChangeFilter::since(ChangesSince::Unseen), None, FEED)?;
        let mut lines: Vec<ChangeItem> = live::live(tx, today, &accounts)?
            .into_iter()
            .filter(live::Live::open)
            .map(|line| line.item)
            .collect();
        let room = limit.saturating_sub(lines.len());
        let (mut told, rows) = gather::gather(&page.changes, &accounts, room);
        let more = match page.next {
            None => 0,
            Some(_) => {
                let open: u64 = tx.open_changes()?.iter().map(|c| c.lines).sum();
                usize::try_from(open).unwrap_or(usize::MAX) - page.changes.len()
            }
        };
        let all = lines.len() + rows + more;
        lines.append(&mut told);
        lines.truncate(limit);
        Ok((lines, all))
    })
}

/// Marks changes as seen; an empty list means all but late money and what is missing, which stay until they are settled or
/// dismissed by name. A line that sums up others stands for all of them; flagged lines stay. Gives the ids that were marked.
///
/// # Errors
/// [`StudioError::NotFound`] when a line with one of the ids never was; then none is marked.
pub fn acknowledge(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<i64>, StudioError> {
    let now = profile.now();
    let today = profile.today()?;
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        if ids.is_empty() {
            return Ok(tx.acknowledge_open(None, None, None, now)?);
        }
        let page = tx.changes_page(&ChangeFilter::since(ChangesSince::Unseen), None, FEED)?;
        let (stored, worked_out): (Vec<i64>, Vec<i64>) = ids.iter().partition(|id| **id > 0);
        if let Some(id) = tx.change_not_there(&stored)? {
            return Err(not_there(id));
        }
        let mut wanted = gather::members(&page.changes, &ids);
        // What stands beyond the lines Today looks at is known by its id alone.
        wanted.extend(stored);
        wanted.sort_unstable();
        wanted.dedup();
        let mut marked = tx.acknowledge_changes(&wanted, now)?;
        if !worked_out.is_empty() {
            let accounts = accounts(tx)?;
            let lines = live::live(tx, today, &accounts)?;
            let there = |id: &&i64| lines.iter().any(|line| line.item.id == **id);
            if let Some(id) = worked_out.iter().find(|id| !there(id)) {
                return Err(not_there(*id));
            }
            for line in lines {
                if !worked_out.contains(&line.item.id) || line.mark.flag.is_some() {
                    continue;
                }
                let mark = LiveMark {
                    seen: Some(now),
                    flag: None,
                };
                tx.set_live_mark(&line.subject, &mark)?;
                marked.push(line.item.id);
            }
        }
        Ok(marked)
    })
}

fn not_there(id: i64) -> StudioError {
    StudioError::NotFound {
        what: "change",
        id: id.to_string(),
    }
}

/// Takes an acknowledgement back.
///
/// # Errors
/// [`StudioError`].
pub fn unacknowledge(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<i64>, StudioError> {
    let today = profile.today()?;
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        let feed: Vec<i64> = ids.iter().copied().filter(|id| *id > 0).collect();
        tx.unacknowledge_changes(&feed)?;
        if feed.len() < ids.len() {
            let accounts = accounts(tx)?;
            for line in live::live(tx, today, &accounts)? {
                if ids.contains(&line.item.id) {
                    let flag = line.mark.flag;
                    tx.set_live_mark(&line.subject, &LiveMark { seen: None, flag })?;
                }
            }
        }
        Ok(ids)
    })
}

/// Flags a change with a note, changes the note of its flag, or lifts the flag when `note` is `None`. Gives the flag as it then
/// stands.
///
/// # Errors
/// [`StudioError::NotFound`] when nothing has that id.
pub fn flag(
    profile: &OpenProfile,
    id: i64,
    note: Option<&str>,
) -> Result<Option<ChangeFlag>, StudioError> {
    let now = profile.now();
    let today = profile.today()?;
    let note = note.map(|text| text.trim().chars().take(2_000).collect::<String>());
    profile.store().write(move |tx| {
        let set = note.as_ref().map(|note| Flag {
            note: note.clone(),
            since: now,
        });
        if id > 0 {
            match &note {
                Some(note) => tx.flag_change(id, note, now)?,
                None => tx.lift_change_flag(id)?,
            }
        } else {
            let accounts = accounts(tx)?;
            let line = live::live(tx, today, &accounts)?
                .into_iter()
                .find(|line| line.item.id == id)
                .ok_or_else(|| not_there(id))?;
            // A flag opens the line again; lifting it leaves the line open until it is acknowledged.
            let mark = LiveMark {
                seen: None,
                flag: set.clone(),
            };
            tx.set_live_mark(&line.subject, &mark)?;
        }
        Ok(set.as_ref().map(item::flag))
    })
}
