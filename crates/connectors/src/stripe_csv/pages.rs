//! A Stripe file page by page, so a million rows never stand in memory at once.
//!
//! The rule it protects: every row is in exactly one page, read or refused, and all pages share the file's one buffer.

use super::header::{Columns, header};
use super::row::{Row, RowReader};
use super::{FEED, PAYOUT_FEED};
use crate::import::{ImportError, ImportInput, ImportOptions, Note};
use crate::text::number::{self, Style};
use crate::text::rows::{Rows, Span};
use crate::text::{Text, cut};
use csv::StringRecord;
use domain::document::{DocumentKind, Place};
use domain::reject::RejectReason;
use domain::{DocumentDraft, Locator, Page, PayoutDraft, Platform, Reject, Zone};
use std::collections::{BTreeMap, HashMap};

/// Rows of a page.
pub const CHUNK: usize = 5_000;

/// The pages of one file. Ledger rows come in the feed `balance_transactions`, payouts in a page of their own at the
/// end, in the feed `payouts`.
pub struct Pages<'i> {
    text: Text<'i>,
    document: DocumentDraft,
    columns: Columns,
    delimiter: u8,
    at: usize,
    line: u64,
    zone: Zone,
    style: Option<Option<Style>>,
    payouts: Vec<PayoutDraft>,
    done: bool,
    notes: Vec<Note>,
    not_income: BTreeMap<String, u64>,
    nameless_payouts: u64,
}

/// Opens a file and checks its header.
///
/// # Errors
/// [`ImportError`] when it is empty, not text, or its header lacks or doubles a column.
pub fn open<'i>(input: &'i ImportInput, options: &ImportOptions) -> Result<Pages<'i>, ImportError> {
    crate::detect::check_size(&input.name, &input.bytes)?;
    let text = Text::decode(&input.name, &input.bytes)?;
    let header = header(&input.name, &text.text)?;
    let mut notes: Vec<Note> = text.note().into_iter().collect();
    if !header.unread.is_empty() {
        notes.push(Note {
            code: "unknown_columns",
            detail: cut(&header.unread.join(", "), 500),
            count: header.unread.len() as u64,
        });
    }
    if !header.columns.created_utc && options.zone.is_none() {
        notes.push(Note::one("zone_assumed", "UTC"));
    }
    let (at, line) = (header.end, 1 + header_lines(&text.text, header.end));
    Ok(Pages {
        text,
        document: DocumentDraft {
            kind: DocumentKind::File,
            platform: Platform::Stripe,
            name: input.name.clone(),
            media_type: "text/csv".to_owned(),
            bytes: input.bytes.clone(),
            received_at: input.received_at,
        },
        columns: header.columns,
        delimiter: header.delimiter,
        at,
        line,
        zone: options.zone.unwrap_or(Zone::UTC),
        style: None,
        payouts: Vec::new(),
        done: false,
        notes,
        not_income: BTreeMap::new(),
        nameless_payouts: 0,
    })
}

fn header_lines(text: &str, end: usize) -> u64 {
    let mark = if text.contains('\n') { '\n' } else { '\r' };
    text.get(..end).unwrap_or_default().matches(mark).count() as u64
}

impl Pages<'_> {
    /// What the creator should know; complete once every page was taken.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.notes.clone();
        notes.extend(self.not_income.iter().map(|(kind, count)| Note {
            code: "not_income",
            detail: kind.clone(),
            count: *count,
        }));
        if self.nameless_payouts > 0 {
            notes.push(Note {
                code: "payout_id_missing",
                detail: "source_id".to_owned(),
                count: self.nameless_payouts,
            });
        }
        notes
    }

    fn page(&self, feed: &str) -> Page {
        Page::new(feed, self.document.clone())
    }

    fn chunk(&mut self) -> Option<Page> {
        let mut page = self.page(FEED);
        page.entries.reserve(CHUNK);
        let (mut left, mut record) = (CHUNK, StringRecord::new());
        let mut rows = Rows::from(&self.text.text, self.delimiter, self.at, self.line);
        let reader = RowReader {
            columns: &self.columns,
            zone: self.zone,
            now: self.document.received_at,
        };
        let mut style_asked = self.style;
        let mut style = || {
            *style_asked
                .get_or_insert_with(|| column_style(&self.text.text, &self.columns, self.delimiter))
        };
        while left > 0
            && let Some(span) = rows.next(&mut record)
        {
            left -= 1;
            let (start, len) = self.text.raw_range(span.start, span.end);
            let locator = Locator {
                start,
                len,
                place: Place::Line(span.line),
            };
            let refused = match self.unreadable(span) {
                Some(reason) => Err(reason),
                None => reader.read(&record, locator.clone(), &mut style),
            };
            match refused {
                Ok(Row::Entry(entry)) => page.entries.push(entry),
                Ok(Row::Payout(payout, fee)) => {
                    if !payout.external_id.starts_with("po_")
                        && !payout.external_id.starts_with("tr_")
                    {
                        self.nameless_payouts += 1;
                    }
                    self.payouts.push(payout);
                    page.entries.extend(fee);
                }
                Ok(Row::NotIncome(kind)) => *self.not_income.entry(kind).or_default() += 1,
                Err((reason, detail)) => page.rejects.push(Reject {
                    reason,
                    detail,
                    locator,
                    raw: cut(
                        self.text.text.get(span.start..span.end).unwrap_or_default(),
                        2_000,
                    ),
                }),
            }
        }
        let place = rows.place();
        self.style = style_asked;
        (self.at, self.line) = place;
        (left < CHUNK).then_some(page)
    }

    /// Whether a row's bytes rule out reading it: damaged text, or a quote that never closes.
    fn unreadable(&self, span: Span) -> Option<(RejectReason, String)> {
        if self.text.damaged_in(span.start, span.end) {
            return Some((RejectReason::Encoding, "UTF-8".to_owned()));
        }
        let last = self
            .text
            .text
            .get(span.end..)
            .is_some_and(|rest| rest.trim_start().is_empty());
        let raw = self.text.text.get(span.start..span.end).unwrap_or_default();
        let open = last && !raw.matches('"').count().is_multiple_of(2);
        open.then(|| (RejectReason::Broken, "a quote that never closes".to_owned()))
    }
}

impl Iterator for Pages<'_> {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        if self.done {
            return None;
        }
        if let Some(page) = self.chunk() {
            return Some(page);
        }
        self.done = true;
        if self.payouts.is_empty() {
            return None;
        }
        let mut page = self.page(PAYOUT_FEED);
        page.payouts = folded(std::mem::take(&mut self.payouts));
        Some(page)
    }
}

/// Each payout once. A payout and its reversal are two rows with one id: the payout keeps its day, amount and place, and
/// the reversal, made later, has the last word about its state. Two drafts of one id would revise each other at every
/// import.
fn folded(mut payouts: Vec<PayoutDraft>) -> Vec<PayoutDraft> {
    payouts.sort_by_key(|p| (p.created, p.locator.start));
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<PayoutDraft> = Vec::with_capacity(payouts.len());
    for payout in payouts {
        let known = places.get(&payout.external_id);
        match known.and_then(|at| out.get_mut(*at)) {
            Some(first) => first.state = payout.state,
            None => {
                places.insert(payout.external_id.clone(), out.len());
                out.push(payout);
            }
        }
    }
    out
}

/// The decimal style of the money columns, from every row of the file.
fn column_style(text: &str, columns: &Columns, delimiter: u8) -> Option<Style> {
    let mut rows = Rows::from(text, delimiter, 0, 1);
    let mut record = StringRecord::new();
    let mut cells = Vec::new();
    while rows.next(&mut record).is_some() {
        for at in [columns.gross, columns.fee, columns.net]
            .into_iter()
            .flatten()
        {
            // Only cells with a mark can show a style.
            cells.extend(
                record
                    .get(at)
                    .filter(|c| c.contains(['.', ',']))
                    .map(str::to_owned),
            );
        }
    }
    number::style_of(cells.iter().map(String::as_str))
}
