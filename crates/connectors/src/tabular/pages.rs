//! A table page by page, so a million rows never stand in memory at once.
//!
//! The rule it protects: every row is in exactly one page, read or refused, or counted in a note; all pages share the file's
//! one buffer; a total the file states is compared with its rows.

use super::answers::Question;
use super::header::{self, Bound, Header};
use super::preset::{Preset, Sure, Target};
use super::row::{Read, Reader};
use super::survey::{Known, Survey};
use super::table::{Mark, Opened};
use super::totals::Sums;
use crate::import::{ImportError, ImportInput, ImportOptions, Note};
use crate::text::cut;
use csv::StringRecord;
use domain::document::DocumentKind;
use domain::{DocumentDraft, Page, Reject, Zone};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a page.
pub const CHUNK: usize = 5_000;

/// The pages of one table.
pub struct TablePages<'i> {
    opened: Opened<'i>,
    document: DocumentDraft,
    preset: Arc<Preset>,
    header: Header,
    bound: Bound,
    survey: Survey,
    zone: Zone,
    mark: Mark,
    done: bool,
    notes: Vec<Note>,
    skipped: BTreeMap<(&'static str, String), u64>,
    sums: Sums,
}

/// Opens a table under a preset and looks it over.
///
/// # Errors
/// [`ImportError`] when it cannot be read at all, lacks or doubles a column, or leaves open what only the creator can say
/// ([`ImportError::NeedsAnswer`]).
pub fn open<'i>(
    input: &'i ImportInput,
    preset: &Arc<Preset>,
    options: &ImportOptions,
) -> Result<TablePages<'i>, ImportError> {
    let pages = open_unanswered(input, preset, options)?;
    if pages.survey.questions.is_empty() || preset.target == Target::Nothing {
        Ok(pages)
    } else {
        Err(ImportError::NeedsAnswer {
            file: input.name.clone(),
            questions: pages.survey.questions,
        })
    }
}

/// The same, with open questions left open: rows that need an answer are refused.
///
/// # Errors
/// [`ImportError`] as [`open`], but for the questions, which [`TablePages::questions`] tells.
pub fn open_unanswered<'i>(
    input: &'i ImportInput,
    preset: &Arc<Preset>,
    options: &ImportOptions,
) -> Result<TablePages<'i>, ImportError> {
    let opened = Opened::of(&input.name, &input.bytes)?;
    let (header, bound) = header::locate(&opened, &input.name, preset)?;
    let answers = &options.answers;
    let survey = Known {
        preset,
        header: &header,
        bound: &bound,
        answers,
        file: &input.name,
        now: input.received_at,
    }
    .survey(&opened);
    let mut notes: Vec<Note> = opened.note().into_iter().collect();
    if !preset.confirmed_under(&header.names, &bound.at) {
        notes.push(Note::one("format_unconfirmed", preset.name.clone()));
    }
    if preset.sure == Sure::Own {
        notes.push(Note::one("preset_used", preset.name.clone()));
    }
    if !preset.also_in.is_empty() {
        notes.push(Note::one("also_in", preset.also_in.join(", ")));
    }
    if let Some(why) = &preset.nothing {
        notes.push(Note::one("nothing_to_take", why.clone()));
    }
    if !bound.unread.is_empty() && preset.target != Target::Nothing {
        notes.push(Note {
            code: "unknown_columns",
            detail: cut(&bound.unread.join(", "), 500),
            count: bound.unread.len() as u64,
        });
    }
    if let Some(latest) = survey.latest.filter(|_| survey.latest_by_name) {
        notes.push(Note::one("year_inferred", latest.to_string()));
    }
    let names_zone = preset
        .columns
        .iter()
        .zip(&bound.at)
        .any(|(c, at)| c.role == super::preset::Role::Zone && at.is_some());
    let zone = survey.zone.or(options.zone).unwrap_or(Zone::UTC);
    if survey.zone.is_none() && !names_zone && preset.target == Target::Entry {
        notes.push(Note::one("zone_assumed", zone.to_string()));
    }
    let document = DocumentDraft {
        kind: DocumentKind::File,
        platform: preset.platform,
        name: input.name.clone(),
        media_type: opened.media_type(header.part).to_owned(),
        bytes: input.bytes.clone(),
        received_at: input.received_at,
    };
    Ok(TablePages {
        mark: header.after,
        sums: Sums::of(preset, &bound),
        preset: preset.clone(),
        opened,
        document,
        header,
        bound,
        survey,
        zone,
        done: preset.target == Target::Nothing,
        notes,
        skipped: BTreeMap::new(),
    })
}

impl TablePages<'_> {
    /// What the creator should know; complete once every page was taken.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.notes.clone();
        notes.extend(self.skipped.iter().map(|((code, detail), count)| Note {
            code,
            detail: detail.clone(),
            count: *count,
        }));
        notes.extend(self.sums.note());
        notes
    }

    /// What only the creator can say.
    pub fn questions(&self) -> &[Question] {
        &self.survey.questions
    }

    fn chunk(&mut self, page: &mut Page) {
        let options = Reader {
            preset: &self.preset,
            bound: &self.bound,
            survey: &self.survey,
            zone: self.zone,
            stream: self.stream(),
            width: self.header.names.len(),
            sparse: self.opened.is_sparse(),
            now: self.document.received_at,
        };
        let mut rows = self.opened.rows(self.header.part, self.mark);
        let mut record = StringRecord::new();
        for _ in 0..CHUNK {
            let Some(span) = rows.next(&mut record) else {
                self.done = true;
                break;
            };
            let locator = self.opened.locator(self.header.part, span);
            if self.sums.is_total(&record) {
                self.sums
                    .state(&record, &options, locator, self.opened.raw(span, &record));
                continue;
            }
            let read = match self.opened.unreadable(span) {
                Some(refusal) => Err(refusal),
                None => options.read(&record, &locator),
            };
            self.sums.add(&record, &options, read.is_err());
            match read {
                Ok(read) => {
                    for one in read {
                        take(page, one, &mut self.skipped);
                    }
                }
                Err((reason, detail)) => page.rejects.push(Reject {
                    reason,
                    detail,
                    locator,
                    raw: self.opened.raw(span, &record),
                }),
            }
        }
        self.mark = rows.mark();
        if self.done {
            page.rejects.extend(self.sums.disagreement());
        }
    }

    fn stream(&self) -> Option<domain::Stream> {
        self.survey.stream.or(self.preset.stream)
    }
}

fn take(page: &mut Page, read: Read, skipped: &mut BTreeMap<(&'static str, String), u64>) {
    match read {
        Read::Entry(entry) => page.entries.push(entry),
        Read::Payout(payout) => page.payouts.push(payout),
        Read::Landing(landing) => page.landings.push(landing),
        Read::Metric(metric) => page.metrics.push(metric),
        Read::Post(post) => page.posts.push(post),
        // Empty lines of a spreadsheet are nothing to tell.
        Read::Skipped(super::preset::Skip::Blank, _) => {}
        Read::Skipped(skip, word) => *skipped.entry((skip.code(), word)).or_default() += 1,
    }
}

impl Iterator for TablePages<'_> {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        if self.done {
            return None;
        }
        let mut page = Page::new(self.preset.feed.clone(), self.document.clone());
        self.chunk(&mut page);
        Some(page)
    }
}
