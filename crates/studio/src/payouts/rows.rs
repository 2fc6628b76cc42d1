//! The entries behind one line of a payout's X-ray.

use super::known::Known;
use super::refunds::taken_back;
use crate::earnings::{platforms, row};
use crate::rates::{self, Converter};
use crate::shapes::{EntryPage, EntryRow, StreamName};
use crate::{OpenProfile, StudioError};
use domain::{PayoutId, Stream};
use store::{Entry, PageAfter, PaidRows, ReadTx};

/// Rows of a page at most.
const MOST: u32 = 500;

/// A page of the entries behind a line, newest first. `rows` is the line's own word; `stream` narrows to one kind of income.
///
/// # Errors
/// [`StudioError::BadRequest`] for a word or cursor that is none.
pub fn payout_rows(
    profile: &OpenProfile,
    payout: i64,
    rows: &str,
    stream: Option<StreamName>,
    after: Option<&str>,
    limit: u32,
) -> Result<EntryPage, StudioError> {
    let id = PayoutId(payout);
    let stream: Option<Stream> = stream.map(Into::into);
    let after = after.map(read_cursor).transpose()?;
    let limit = limit.clamp(1, MOST);
    let target = profile.settings()?.unit()?;
    profile.store().read(|tx| {
        let which = match rows {
            "all" | "currency" => PaidRows::All,
            "earned" => PaidRows::Earned,
            "fee" => PaidRows::Fee,
            "tax" => PaidRows::Rest,
            "refund" | "clawback" | "adjustment" => PaidRows::TakenBack,
            _ => return Err(StudioError::bad("rows", rows)),
        };
        let stream = stream.or((rows == "adjustment").then_some(Stream::Adjustment));
        let page = tx.payout_rows(id, which, stream, after, limit)?;
        let mut entries = page.entries;
        if matches!(rows, "refund" | "clawback") {
            keep(tx, id, rows, &mut entries)?;
        }
        let platforms = platforms(tx)?;
        let mut converter = Converter::new(rates::book(tx)?, target);
        let rows: Vec<EntryRow> = entries
            .iter()
            .map(|e| row(e, &platforms, &mut converter))
            .collect();
        Ok(EntryPage {
            entries: rows,
            next: page.next.map(|next| format!("{}:{}", next.day, next.id)),
            count: None,
            totals: None,
        })
    })
}

/// Leaves the refunds, or the clawbacks, of rows that took money back.
fn keep(
    tx: &ReadTx<'_>,
    id: PayoutId,
    rows: &str,
    entries: &mut Vec<Entry>,
) -> Result<(), StudioError> {
    let payout = tx.payout(id)?;
    let chain = Known::default().chain(
        tx,
        &tx.account(payout.account)?,
        Some(super::chain::made(&payout)),
    )?;
    let taken = taken_back(tx, id, &chain.of(id).parts)?;
    entries.retain(|entry| {
        entry.stream != Stream::Adjustment
            && taken.clawbacks.contains(&entry.id) == (rows == "clawback")
    });
    Ok(())
}

fn read_cursor(text: &str) -> Result<PageAfter, StudioError> {
    let bad = || StudioError::bad("after", text);
    let (day, id) = text.split_once(':').ok_or_else(bad)?;
    Ok(PageAfter {
        day: day.parse().map_err(|_| bad())?,
        id: id.parse().map_err(|_| bad())?,
    })
}
