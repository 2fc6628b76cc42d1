//! Opening payouts into the ledger lines they pay.
//!
//! The rule it protects: *paid* is never inferred from a date; a line is paid when Stripe lists it under a payout. The pages
//! carry the ledger's feed, since they hold the same rows, and the ledger's cursor, since it remembers what was opened.

use super::Stripe;
use super::cursor::{LedgerCursor, write};
use super::ledger::{LEDGER_FEED, LedgerContext, parse_balance_transactions};
use crate::error::ConnectError;
use crate::http::paging::PageGuard;
use crate::http::walk::Walk;
use crate::secret::Secret;
use crate::source::{Job, Sink, Summary};
use domain::Platform;

/// Name of this walk in summaries and progress.
const FEED: &str = "payout_items";

impl Stripe {
    /// Opens each payout that is complete and was not opened before.
    pub(super) async fn itemise(
        &self,
        key: &Secret,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let (due, mut cursor) = Self::due(job, sink).await?;
        if due.is_empty() {
            return Ok(());
        }
        cursor.forget();
        let mut walk = Walk::new(Platform::Stripe, FEED, job, sink);
        let mut result = Ok(());
        for payout in &due {
            result = self.open(key, payout, &mut cursor, &mut walk).await;
            if result.is_err() {
                break;
            }
        }
        if result.is_ok() {
            Self::nothing_due(walk.sink).await?;
        }
        walk.settle(result, summary).await
    }

    async fn open(
        &self,
        key: &Secret,
        payout: &str,
        cursor: &mut LedgerCursor,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let path = "/v1/balance_transactions";
        let mut after = match &cursor.opening {
            Some((id, after)) if id == payout && !walk.job.full => Some(after.clone()),
            _ => None,
        };
        let mut number = 1;
        walk.guard = PageGuard::default();
        loop {
            let mut query = vec![("limit", "100"), ("payout", payout)];
            query.extend(after.as_deref().map(|a| ("starting_after", a)));
            let name = format!("GET {path} of payout {payout}, page {number}");
            let answer = self
                .get(key, path, &query, name, walk.job, &mut *walk.sink)
                .await?;
            let context = LedgerContext {
                now: walk.job.now,
                payout: Some(payout),
            };
            let parsed = parse_balance_transactions(&answer.name, &answer.body, context)?;
            let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            walk.guard.admit(LEDGER_FEED, &answer.body, ends)?;
            let last = parsed.ends.map(|(_, last)| last);
            if parsed.has_more {
                cursor.opening = last.clone().map(|last| (payout.to_owned(), last));
            } else {
                cursor.opened(payout);
            }
            walk.page(parsed.page, write(cursor)).await?;
            if !parsed.has_more {
                return Ok(());
            }
            PageGuard::moves(
                FEED,
                usize::from(last.is_some()),
                after.as_deref(),
                last.as_deref(),
            )?;
            after = last;
            number += 1;
        }
    }
}
