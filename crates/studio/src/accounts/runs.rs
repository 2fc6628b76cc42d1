//! The history of runs and the rows that wait in needs review.

use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::document::Place;
use domain::{Account, AccountId, RunId, RunKind, RunState};
use std::collections::BTreeMap;
use store::{ReadTx, Run};

/// Newest runs first.
///
/// # Errors
/// [`StudioError`].
pub fn runs(profile: &OpenProfile, limit: u32) -> Result<Vec<RunRow>, StudioError> {
    profile.store().read(|tx| {
        let accounts = by_id(tx)?;
        let all = tx.runs(limit)?;
        Ok(all.iter().map(|run| row(run, &accounts)).collect())
    })
}

/// One run.
///
/// # Errors
/// [`StudioError`].
pub fn run(profile: &OpenProfile, id: i64) -> Result<RunRow, StudioError> {
    profile
        .store()
        .read(|tx| Ok(row(&tx.run(RunId(id))?, &by_id(tx)?)))
}

fn by_id(tx: &ReadTx<'_>) -> Result<BTreeMap<AccountId, Account>, StudioError> {
    Ok(tx.accounts()?.into_iter().map(|a| (a.id, a)).collect())
}

fn row(run: &Run, accounts: &BTreeMap<AccountId, Account>) -> RunRow {
    let mut counts = RunCounts::default();
    for part in &run.accounts {
        counts.new += count(part.new);
        counts.revised += count(part.revised);
        counts.vanished += count(part.vanished);
        counts.same += count(part.same);
        counts.rejected += count(part.rejected);
    }
    let files = match run.kind {
        RunKind::Import => run.label.lines().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    RunRow {
        id: run.id.0,
        kind: run.kind.into(),
        state: run.state.into(),
        started_at: run.started.to_string(),
        took_ms: run.ended.map(|ended| ended.millis() - run.started.millis()),
        files,
        accounts: run
            .accounts
            .iter()
            .filter_map(|part| account(part, accounts))
            .collect(),
        counts,
        undoable: run.kind == RunKind::Import
            && !matches!(run.state, RunState::Undone | RunState::Running),
    }
}

fn account(
    part: &store::RunAccount,
    accounts: &BTreeMap<AccountId, Account>,
) -> Option<RunAccount> {
    let known = accounts.get(&part.account)?;
    Some(RunAccount {
        id: part.account.0,
        handle: known.handle.clone(),
        platform: known.platform.into(),
        state: part.state.into(),
        new: count(part.new),
        revised: count(part.revised),
        vanished: count(part.vanished),
        same: count(part.same),
        rejected: count(part.rejected),
        pages: count(part.pages),
        retries: count(part.retries),
        waited_ms: count(part.waited_ms),
        notes: Vec::new(),
        error: error_shape(part, &known.handle),
    })
}

/// What went wrong in an account's part, from the words kept with the run.
pub(super) fn error_shape(part: &store::RunAccount, handle: &str) -> Option<ErrorShape> {
    let code = match part.error_code.as_deref()? {
        "sign_in" | "credentials" | "vault" => ErrorCode::SignIn,
        "permission" => ErrorCode::Permission,
        "rate_limited" => ErrorCode::RateLimited,
        "unreachable" => ErrorCode::Offline,
        "certificate" => ErrorCode::Certificate,
        "server" | "refused" => ErrorCode::PlatformError,
        "malformed" | "paging" => ErrorCode::BadAnswer,
        "another_account" => ErrorCode::AnotherAccount,
        "canceled" => ErrorCode::Canceled,
        "base_url" | "unsupported" => ErrorCode::BadRequest,
        _ => ErrorCode::Internal,
    };
    let message = part.error_message.clone().unwrap_or_default();
    let mut details = BTreeMap::from([("account".to_owned(), handle.to_owned())]);
    if part.error_code.as_deref() == Some("sign_in")
        && let Some(reason) = reason(&message)
    {
        details.insert("reason".to_owned(), reason.to_owned());
    }
    Some(ErrorShape {
        code,
        message,
        details,
    })
}

/// Why a sign-in ended: a run keeps the sentence, and the sentence of [`connectors::ConnectError::SignIn`] ends with the
/// reason in brackets.
fn reason(message: &str) -> Option<&str> {
    let (_, rest) = message.strip_suffix(')')?.rsplit_once('(')?;
    Some(rest)
}

/// Rows that could not be read and wait for a person, newest first.
///
/// # Errors
/// [`StudioError`].
pub fn review(profile: &OpenProfile) -> Result<Vec<ReviewItem>, StudioError> {
    profile.store().read(|tx| {
        let mut items = Vec::new();
        for item in tx.reviews(true, 500)? {
            let document = tx.document(item.document)?;
            items.push(ReviewItem {
                id: item.id,
                run: item.run.0,
                document: document.name,
                at: document.received.to_string(),
                row: rejected_row(&item.reject),
            });
        }
        Ok(items)
    })
}

/// Puts an item aside; its bytes stay in the document.
///
/// # Errors
/// [`StudioError`].
pub fn resolve_review(profile: &OpenProfile, id: i64) -> Result<Vec<ReviewItem>, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.resolve_review(id, now)?))?;
    review(profile)
}

/// A refused row at the edge.
pub(crate) fn rejected_row(reject: &domain::Reject) -> RejectedRow {
    let (line, pointer) = match &reject.locator.place {
        Place::Line(line) => (Some(count(*line)), None),
        Place::Pointer(pointer) => (None, Some(pointer.clone())),
        Place::Row { sheet, row } => (Some(count(*row)), Some(sheet.clone())),
        Place::Whole => (None, None),
    };
    let reason = serde_json::to_value(&reject.reason)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned));
    RejectedRow {
        line,
        pointer,
        reason: reason.unwrap_or_default(),
        detail: reject.detail.clone(),
        raw: reject.raw.clone(),
    }
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The first `most` refused rows of some pages, as a report lists them.
pub(crate) fn first_rejects(pages: &[domain::Page], most: usize) -> Vec<RejectedRow> {
    pages
        .iter()
        .flat_map(|page| &page.rejects)
        .take(most)
        .map(rejected_row)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_found_in_the_sentence_the_connectors_write() {
        let error = connectors::ConnectError::SignIn {
            platform: domain::Platform::Youtube,
            reason: "revoked".to_owned(),
        };
        assert_eq!(reason(&error.to_string()), Some("revoked"), "{error}");
        assert_eq!(reason("no brackets"), None, "nothing is made up");
    }
}
