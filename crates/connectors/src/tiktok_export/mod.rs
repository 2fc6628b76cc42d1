//! TikTok's account export (*Download your data*), JSON, in its three generations of key names.
//!
//! The rules it protects: missing is not zero, a figure without a unit stays without one, and every row points at its
//! own bytes. Names and shapes: docs/connectors/tiktok-export.md.

mod dates;
mod live;
mod people;
mod posts;
mod sections;
mod wallet;

pub use sections::recognise;

use crate::import::{AccountHint, ImportError, ImportInput, ImportOptions, Note, Parsed};
use crate::text::json::{self, Node};
use crate::text::{Text, cut};
use domain::document::DocumentKind;
use domain::reject::RejectReason;
use domain::{CivilDay, DocumentDraft, Instant, MetricDraft, Page, Platform, Reject, Zone};
use sections::{Section, find};

/// What the sections share while one file is read.
struct Reading<'i> {
    text: &'i Text<'i>,
    options: &'i ImportOptions,
    document: DocumentDraft,
    /// When the export was made, as well as it can be told.
    as_of: Instant,
    notes: Vec<Note>,
}

impl Reading<'_> {
    fn page(&self, feed: &str) -> Page {
        Page::new(feed, self.document.clone())
    }

    fn reject(&self, node: &Node<'_>, reason: RejectReason, detail: impl Into<String>) -> Reject {
        Reject {
            reason,
            detail: detail.into(),
            locator: node.locator(self.text),
            raw: cut(node.raw, 2_000),
        }
    }

    fn metric(&self, name: &str, day: CivilDay, value: i64, node: &Node<'_>) -> MetricDraft {
        MetricDraft {
            name: name.to_owned(),
            day,
            value,
            locator: Some(node.locator(self.text)),
        }
    }

    fn today(&self) -> CivilDay {
        self.as_of.day_in(Zone::UTC)
    }
}

/// Reads an export. Sections the creator did not order are simply absent.
///
/// # Errors
/// [`ImportError`] when it is not text, broken or too deeply nested JSON, or holds no section of an export.
pub fn parse(input: &ImportInput, options: &ImportOptions) -> Result<Parsed, ImportError> {
    let text = Text::decode(&input.name, &input.bytes)?;
    let root = json::root(&input.name, &text.text)?;
    let top = root.fields();
    if sections::recognise_top(&top).is_none() {
        return Err(ImportError::UnknownFormat {
            file: input.name.clone(),
            looked_at: "JSON without any section of a TikTok export".to_owned(),
        });
    }
    let mut reading = Reading {
        text: &text,
        options,
        document: DocumentDraft {
            kind: DocumentKind::File,
            platform: Platform::Tiktok,
            name: input.name.clone(),
            media_type: "application/json".to_owned(),
            bytes: input.bytes.clone(),
            received_at: input.received_at,
        },
        as_of: dates::made_at(&input.name, &text.text, input.received_at),
        notes: text.note().into_iter().collect(),
    };
    let mut pages = Vec::new();
    let mut hint = AccountHint {
        platform: Platform::Tiktok,
        handle: None,
        region: None,
    };
    for section in Section::ALL {
        let Some(node) = find(&top, section) else {
            continue;
        };
        if node.is_empty() {
            reading
                .notes
                .push(Note::one("section_empty", section.slug()));
            continue;
        }
        let page = match section {
            Section::Profile => people::profile(&mut reading, &node, &mut hint),
            Section::Followers => people::followers(&reading, &node),
            Section::Posts => posts::posts(&reading, &node),
            Section::Live => live::lives(&mut reading, &node),
            Section::Wallet => wallet::ledger(&mut reading, &node),
        };
        pages.push(page);
    }
    Ok(Parsed {
        pages,
        account_hint: Some(hint),
        notes: reading.notes,
    })
}

/// The first of the named fields that says something. Letter case, spaces and underscores in keys do not count.
fn field<'t>(
    fields: &'t [(std::borrow::Cow<'_, str>, Node<'t>)],
    names: &[&str],
) -> Option<std::borrow::Cow<'t, str>> {
    names.iter().find_map(|name| {
        fields
            .iter()
            .filter(|(key, _)| sections::fold(key) == *name)
            .find_map(|(_, node)| node.scalar())
    })
}

/// A count written as a number or as text. `Ok(None)`: not stated.
fn count(
    fields: &[(std::borrow::Cow<'_, str>, Node<'_>)],
    name: &str,
) -> Result<Option<i64>, RejectReason> {
    match field(fields, &[name]) {
        None => Ok(None),
        Some(text) => text
            .trim()
            .parse()
            .map(Some)
            .map_err(|_| RejectReason::NotANumber),
    }
}
