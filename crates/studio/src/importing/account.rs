//! The account a file's rows belong to.
//!
//! The rule it protects: a file of a connected account goes to that account, so that what came by file and what comes by API
//! are the same rows; two accounts of one platform are never mixed up.

use crate::{OpenProfile, StudioError};
use connectors::import::{Format, Parsed};
use domain::{Account, AccountId, Instant, Platform};
use store::AccountDraft;

/// The account, chosen, found by the handle the file names, or the only one of its platform; else a manual one is made
/// (unless nothing may be written).
///
/// # Errors
/// [`StudioError::NotFound`] for a chosen account that is not there.
pub fn of(
    profile: &OpenProfile,
    chosen: Option<AccountId>,
    parsed: &Parsed,
    format: &Format,
    may_write: bool,
) -> Result<(Option<AccountId>, String), StudioError> {
    let accounts = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.accounts()?))?;
    if let Some(id) = chosen {
        let found = accounts.into_iter().find(|a| a.id == id);
        let account = found.ok_or_else(|| StudioError::NotFound {
            what: "account",
            id: id.to_string(),
        })?;
        return Ok((Some(account.id), account.handle));
    }
    let hint = parsed.account_hint.as_ref();
    let platform = hint.map_or_else(|| format.platform(), |h| h.platform);
    let handle = hint.and_then(|h| h.handle.clone());
    let candidates: Vec<&Account> = accounts.iter().filter(|a| a.platform == platform).collect();
    let by_handle = handle
        .as_ref()
        .and_then(|h| candidates.iter().find(|a| same_handle(&a.handle, h)));
    // Whom a message went to does not say whose mailbox it lies in: an alias, a list, the other side of what was sent.
    let only = match (&handle, candidates.as_slice()) {
        (None, [one]) => Some(one),
        (Some(_), [one]) if platform == Platform::Mail => Some(one),
        _ => None,
    };
    if let Some(account) = by_handle.or(only) {
        return Ok((Some(account.id), account.handle.clone()));
    }
    let draft = draft(parsed, format, profile.now());
    let handle = draft.handle.clone();
    if !may_write {
        return Ok((None, handle));
    }
    // Looked for once more inside the write: another program may have made it a moment ago, and one source is one account.
    let id = profile.store().write(move |tx| {
        let there = tx.accounts()?.into_iter().find(|account| {
            account.platform == draft.platform && same_handle(&account.handle, &draft.handle)
        });
        match there {
            Some(account) => Ok::<_, StudioError>(account.id),
            None => Ok(tx.insert_account(&draft)?),
        }
    })?;
    Ok((Some(id), handle))
}

/// The account that a file's rows would make.
pub fn draft(parsed: &Parsed, format: &Format, now: Instant) -> AccountDraft {
    let hint = parsed.account_hint.as_ref();
    let platform = hint.map_or_else(|| format.platform(), |h| h.platform);
    let handle = hint.and_then(|h| h.handle.clone());
    AccountDraft {
        platform,
        handle: handle.unwrap_or_else(|| platform.slug().to_owned()),
        region: hint.and_then(|h| h.region),
        base_url: None,
        external_id: None,
        manual: true,
        added_at: now,
    }
}

/// Handles are the same with or without `@`, in any letter case.
fn same_handle(a: &str, b: &str) -> bool {
    a.trim_start_matches('@')
        .eq_ignore_ascii_case(b.trim_start_matches('@'))
}
