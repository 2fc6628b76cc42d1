//! Brand mail: `.eml` files and `.mbox` mailboxes into offers with terms, evidence and findings.
//!
//! The rules it protects: mail is hostile until shown otherwise, so nothing but plain text leaves this module; and no
//! message is lost in silence: what is no offer is named in the notes.

mod brand;
mod clauses;
mod content;
mod findings;
mod flat;
mod html;
mod known;
mod maildir;
mod message;
mod offer;
mod paste;
mod pattern;
mod signs;
mod split;
mod terms;
mod thread;

pub use content::{Harm, harm};
pub use known::{KnownSender, KnownSenders, known_elsewhere};
pub use message::attachment;
pub use paste::{Pasted, pasted};
pub use signs::signs;
pub(crate) use split::recognise;

use crate::import::{AccountHint, ImportError, ImportInput, Note, Parsed};
use crate::text::cut;
use domain::document::{DocumentKind, Place};
use domain::reject::RejectReason;
use domain::{DocumentDraft, Locator, Page, Platform, Reject};
use message::Letter;
use std::collections::HashSet;

/// The feed of every offer that came by mail.
pub const FEED: &str = "mail";

/// Reads one message.
///
/// # Errors
/// [`ImportError::Empty`].
pub fn parse_eml(input: &ImportInput) -> Result<Parsed, ImportError> {
    let locator = Locator {
        start: 0,
        len: input.bytes.len() as u64,
        place: Place::Whole,
    };
    let mut parsed = read(
        input,
        "message/rfc822",
        vec![(locator, input.bytes.to_vec())],
    );
    if let Some(flags) = maildir::flags(&input.name) {
        for mail in parsed.pages.iter_mut().flat_map(|page| &mut page.mails) {
            mail.flags.clone_from(&flags);
        }
    }
    Ok(parsed)
}

/// Reads a mailbox; messages of one thread become one offer.
///
/// # Errors
/// [`ImportError::UnknownFormat`] when no line opens a message.
pub fn parse_mbox(input: &ImportInput) -> Result<Parsed, ImportError> {
    let messages = split::messages(&input.bytes);
    if messages.is_empty() {
        return Err(ImportError::UnknownFormat {
            file: input.name.clone(),
            looked_at: "a file without a line that begins “From ”".to_owned(),
        });
    }
    Ok(read(input, "application/mbox", messages))
}

fn read(input: &ImportInput, media_type: &str, raw: Vec<(Locator, Vec<u8>)>) -> Parsed {
    let document = DocumentDraft {
        kind: DocumentKind::Mail,
        platform: Platform::Mail,
        name: input.name.clone(),
        media_type: media_type.to_owned(),
        bytes: input.bytes.clone(),
        received_at: input.received_at,
    };
    let mut page = Page::new(FEED, document);
    let mut notes = Vec::new();
    let mut letters = Vec::new();
    let mut seen = HashSet::new();
    for (locator, bytes) in raw {
        match Letter::read(&bytes, locator.clone(), input.received_at) {
            Some(letter) => {
                page.mails.push(letter.mail());
                if seen.insert(letter.draft.external_id.clone()) {
                    letters.push(letter);
                } else {
                    notes.push(Note::one("duplicate_message", letter.subject()));
                }
            }
            None => page.rejects.push(Reject {
                reason: RejectReason::NotMail,
                detail: "From, Date".to_owned(),
                locator,
                raw: cut(&String::from_utf8_lossy(&bytes), 2_000),
            }),
        }
    }
    for letter in &letters {
        notes.extend(letter.notes.iter().cloned());
    }
    let handle = letters.iter().find_map(|l| l.to.first().cloned());
    for thread in thread::group(letters) {
        match offer::offer(&thread) {
            Some(offer) => page.offers.push(offer),
            None => notes.extend(thread.iter().map(|l| Note::one("not_offer", l.subject()))),
        }
    }
    Parsed {
        pages: vec![page],
        account_hint: Some(AccountHint {
            platform: Platform::Mail,
            handle,
            region: None,
        }),
        notes,
    }
}
