//! One page into the store, within a transaction that the caller opened.
//!
//! The rule it protects: document, rows, revisions, rejects and cursor of a page become durable together.

use crate::key::Occurrences;
use crate::plan::{Change, Known, plan};
use crate::report::Counts;
use domain::{AccountId, DocumentId, EntryDraft, Instant, Page, RunId};
use std::collections::HashMap;
use store::{KnownEntry, Origin, StoreError, Upsert, WriteTx};

/// Rows looked up at a time: enough to spare round trips, small enough to stay in the cache.
const CHUNK: usize = 1_000;

/// Where a page goes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The account.
    pub account: AccountId,
    /// The run.
    pub run: RunId,
    /// The instant that counts as now.
    pub now: Instant,
}

/// Stores a page whose document may have been stored by an earlier page of the same file.
///
/// `twins` counts occurrences over all pages of one document.
///
/// # Errors
/// [`StoreError`]; the transaction must then be given up.
pub fn page(
    tx: &mut WriteTx<'_>,
    target: Target,
    page: &Page,
    document: Option<DocumentId>,
    twins: &mut Occurrences,
) -> Result<(DocumentId, Counts), StoreError> {
    let document = match document {
        Some(id) => id,
        None => tx.insert_document(&page.document, Some(target.account), target.run)?,
    };
    let origin = Origin {
        account: target.account,
        feed: &page.feed,
        document,
        run: target.run,
        now: target.now,
    };
    let mut counts = entries(tx, &origin, &page.entries, twins)?;
    let mut count = |upsert: Upsert<()>| match upsert {
        Upsert::New(()) => counts.new += 1,
        Upsert::Revised(()) => counts.revised += 1,
        Upsert::Same(()) => counts.same += 1,
    };
    for draft in &page.payouts {
        count(forget(tx.upsert_payout(&origin, draft)?));
    }
    for draft in &page.landings {
        let key = twins.landing_key(draft);
        count(forget(tx.upsert_landing(&origin, &key, draft)?));
    }
    for draft in &page.metrics {
        count(forget(tx.upsert_metric(&origin, draft)?));
    }
    for draft in &page.posts {
        count(forget(tx.upsert_post(&origin, draft)?));
    }
    for draft in &page.offers {
        count(forget(tx.upsert_offer(&origin, draft)?));
    }
    for draft in &page.mails {
        let upsert = tx.upsert_mail(&origin, draft)?;
        counts.mails += u64::from(matches!(upsert, Upsert::New(_)));
    }
    for news in &page.mail_news {
        let changed = tx.apply_mail_news(target.account, news, target.now)?;
        counts.mail_news += u64::from(changed);
    }
    for reject in &page.rejects {
        tx.insert_reject(&origin, reject)?;
    }
    counts.rejected += page.rejects.len() as u64;
    Ok((document, counts))
}

fn forget<Id: Copy>(upsert: Upsert<Id>) -> Upsert<()> {
    match upsert {
        Upsert::New(_) => Upsert::New(()),
        Upsert::Revised(_) => Upsert::Revised(()),
        Upsert::Same(_) => Upsert::Same(()),
    }
}

fn entries(
    tx: &mut WriteTx<'_>,
    origin: &Origin<'_>,
    drafts: &[EntryDraft],
    twins: &mut Occurrences,
) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    let fresh = tx.feed_is_empty(origin.account, origin.feed)?;
    for chunk in drafts.chunks(CHUNK) {
        let keys: Vec<String> = chunk.iter().map(|d| twins.key(d)).collect();
        let known: Vec<Option<KnownEntry>> = if fresh && drafts.len() <= CHUNK {
            Vec::new()
        } else {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            tx.known_entries(origin.account, origin.feed, &keys)?
        };
        let mut known = known.into_iter().chain(std::iter::repeat_with(|| None));
        // A source may list one id twice on a page; the second is compared with the first, not inserted again.
        let mut here: HashMap<&str, usize> = HashMap::with_capacity(chunk.len());
        let mut seen_again = Vec::new();
        for (position, (draft, key)) in chunk.iter().zip(&keys).enumerate() {
            let stored = known.next().flatten();
            if let Some(first) = here.insert(key, position) {
                if chunk.get(first) == Some(draft) {
                    counts.same += 1;
                    continue;
                }
                let stored = tx
                    .known_entries(origin.account, origin.feed, &[key])?
                    .into_iter()
                    .next()
                    .flatten();
                row(tx, origin, key, draft, stored, &mut seen_again, &mut counts)?;
                continue;
            }
            row(tx, origin, key, draft, stored, &mut seen_again, &mut counts)?;
        }
        tx.touch_entries(&seen_again, origin.run)?;
    }
    Ok(counts)
}

fn row(
    tx: &mut WriteTx<'_>,
    origin: &Origin<'_>,
    key: &str,
    draft: &EntryDraft,
    stored: Option<KnownEntry>,
    seen_again: &mut Vec<domain::EntryId>,
    counts: &mut Counts,
) -> Result<(), StoreError> {
    let Some(stored) = stored else {
        tx.insert_entry(origin, key, draft)?;
        counts.new += 1;
        return Ok(());
    };
    let id = stored.id;
    let known = Known {
        vanished: stored.vanished,
        facts: stored.entry,
    };
    match plan(draft, Some(&known)) {
        Change::New => {}
        Change::Same => {
            seen_again.push(id);
            counts.same += 1;
        }
        Change::Back => {
            tx.unvanish(id, draft, origin)?;
            counts.revised += 1;
        }
        Change::Status(revision) | Change::Revised(revision) => {
            tx.revise_entry(id, &revision.draft, origin)?;
            counts.revised += 1;
        }
    }
    Ok(())
}
