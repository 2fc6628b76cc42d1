//! One message: headers, plain text, links and attachments, as data.
//!
//! The rule it protects: what a sender wrote becomes inert text; attachments are listed and looked at, never opened.

use super::content::media_type;
use super::flat::{flattened, named};
use super::html::{self, Link};
use crate::import::Note;
use crate::text::cut;
use domain::offer::{Attachment, MessageDraft};
use domain::{Instant, Locator, MailDraft};
use mail_parser::{
    Encoding, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use sha2::{Digest, Sha256};

/// Longest text kept, in bytes.
const MAX_TEXT: usize = 200_000;

/// A message with what judging it needs beyond its text.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub draft: MessageDraft,
    pub locator: Locator,
    /// Addresses of `To`, then `Cc`.
    pub to: Vec<String>,
    /// Where answers go, when stated.
    pub reply_to: Option<String>,
    /// The topmost `Authentication-Results`, written by the creator's own server.
    pub authentication: Option<String>,
    /// Sent to a list.
    pub bulk: bool,
    pub links: Vec<Link>,
    pub notes: Vec<Note>,
}

impl Letter {
    /// Reads a message; `None` when the bytes hold neither a sender nor a date, subject or id.
    pub fn read(bytes: &[u8], locator: Locator, received: Instant) -> Option<Self> {
        let flat = flattened(bytes);
        let mail = MessageParser::default().parse(&flat)?;
        let from = mail.from().and_then(|a| a.first());
        let from_address = from
            .and_then(|a| a.address.as_deref())
            .map(one_line)
            .unwrap_or_default();
        if from_address.is_empty()
            || (mail.date().is_none() && mail.subject().is_none() && mail.message_id().is_none())
        {
            return None;
        }
        let mut notes = Vec::new();
        let subject = one_line(mail.subject().unwrap_or_default());
        let sent = mail
            .date()
            .filter(|d| d.is_valid())
            .and_then(|d| Instant::from_seconds(d.to_timestamp()));
        if sent.is_none() {
            notes.push(Note::one("date_missing", subject.as_str()));
        }
        let (text, links, was_cut) = text(&mail);
        if was_cut {
            notes.push(Note::one("text_cut", subject.as_str()));
        }
        let external_id = mail
            .message_id()
            .map(one_line)
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| nameless(bytes));
        Some(Self {
            draft: MessageDraft {
                references: references(&mail, &external_id),
                external_id,
                from_name: one_line(from.and_then(|a| a.name.as_deref()).unwrap_or_default()),
                from_address,
                subject,
                sent: sent.unwrap_or(received),
                text,
                attachments: files(&mail, bytes),
            },
            locator,
            to: recipients(&mail),
            reply_to: mail
                .reply_to()
                .and_then(|a| a.first())
                .and_then(|a| a.address.as_deref())
                .map(one_line),
            authentication: raw_header(&mail, "authentication-results"),
            bulk: raw_header(&mail, "list-unsubscribe").is_some()
                || raw_header(&mail, "list-id").is_some()
                || raw_header(&mail, "precedence")
                    .is_some_and(|p| p.to_lowercase().contains("bulk")),
            links,
            notes,
        })
    }

    /// The message as a mailbox keeps it, whether an offer stands in it or not.
    pub fn mail(&self) -> MailDraft {
        MailDraft {
            message: self.draft.clone(),
            to: self.to.clone(),
            place: None,
            flags: Vec::new(),
            locator: self.locator.clone(),
        }
    }

    /// The subject, or a stand-in for lists.
    pub fn subject(&self) -> String {
        match self.draft.subject.as_str() {
            "" => format!("({})", self.draft.from_address),
            subject => subject.to_owned(),
        }
    }

    /// The part of the sender's address behind the `@`, lower case.
    pub fn domain(&self) -> String {
        domain_of(&self.draft.from_address)
    }
}

/// The part of an address behind the last `@`, lower case.
pub(super) fn domain_of(address: &str) -> String {
    address
        .rsplit('@')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_lowercase()
}

/// An id for a message that has none: the hash of its bytes.
fn nameless(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let half: Vec<u8> = digest.iter().take(16).copied().collect();
    format!("sha256-{}@no-message-id.invalid", hex::encode(half))
}

/// The first header of a name, unfolded, not decoded.
fn raw_header(mail: &Message<'_>, name: &str) -> Option<String> {
    let root = mail.parts.first()?;
    root.headers
        .iter()
        .find(|h| h.name().eq_ignore_ascii_case(name))
        .map(|h| {
            let range = h.offset_start() as usize..h.offset_end() as usize;
            let raw = mail.raw_message.get(range).unwrap_or_default();
            one_line(&String::from_utf8_lossy(raw))
        })
}

fn references(mail: &Message<'_>, own: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for header in [mail.references(), mail.in_reply_to()] {
        let listed: Vec<&str> = match header {
            HeaderValue::Text(id) => vec![id],
            HeaderValue::TextList(all) => all.iter().map(AsRef::as_ref).collect(),
            _ => Vec::new(),
        };
        for id in listed {
            let id = one_line(id);
            if !id.is_empty() && id != own && !ids.contains(&id) && ids.len() < 100 {
                ids.push(id);
            }
        }
    }
    ids
}

/// The plain text, the links of the HTML twin, and whether the text was cut.
fn text(mail: &Message<'_>) -> (String, Vec<Link>, bool) {
    let mut out = String::new();
    let mut links = Vec::new();
    for part in mail.text_bodies() {
        match &part.body {
            PartType::Text(words) => out.push_str(words),
            PartType::Html(markup) => out.push_str(&html::reduce(markup).0),
            _ => {}
        }
        out.push('\n');
    }
    for part in mail.html_bodies() {
        if let PartType::Html(markup) = &part.body {
            links.extend(html::reduce(markup).1);
        }
    }
    let clean = clean(&out);
    let was_cut = clean.len() > MAX_TEXT;
    let kept = if was_cut {
        cut(&clean, MAX_TEXT / 4)
    } else {
        clean
    };
    links.truncate(500);
    (kept, links, was_cut)
}

/// Line ends as `\n`, no controls, no direction overrides or zero-width marks.
pub(super) fn clean(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unix
        .chars()
        .filter(|c| {
            !(c.is_control() && !matches!(c, '\n' | '\t')
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        })
        .collect();
    kept.trim().to_owned()
}

/// Header text on one line, at most 300 characters.
fn one_line(text: &str) -> String {
    let flat: String = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&flat, 300)
}

/// Recipients kept of one message at most.
const MOST_RECIPIENTS: usize = 200;

fn recipients(mail: &Message<'_>) -> Vec<String> {
    let lists = [mail.to(), mail.cc()].into_iter().flatten();
    let mut out: Vec<String> = Vec::new();
    for address in lists.flat_map(|list| list.iter()) {
        let address = one_line(address.address.as_deref().unwrap_or_default());
        if !address.is_empty() && !out.contains(&address) && out.len() < MOST_RECIPIENTS {
            out.push(address);
        }
    }
    out
}

/// Attachments listed of one message at most.
const MOST_FILES: usize = 200;

fn files(mail: &Message<'_>, raw: &[u8]) -> Vec<Attachment> {
    mail.attachments()
        .take(MOST_FILES)
        .map(|part| listed(part, bytes_of(part, raw)))
        .collect()
}

/// The bytes of an attachment. One that was sent as it is (a forwarded message) is taken from the message itself, since the copy
/// that was parsed has other words in its headers.
fn bytes_of<'m>(part: &'m MessagePart<'_>, raw: &'m [u8]) -> &'m [u8] {
    let place = part.offset_body as usize..part.offset_end as usize;
    match part.encoding {
        Encoding::None => raw.get(place).unwrap_or_else(|| part.contents()),
        _ => part.contents(),
    }
}

fn listed(part: &MessagePart<'_>, bytes: &[u8]) -> Attachment {
    let claimed = part.content_type().map(|t| match t.subtype() {
        Some(sub) => format!("{}/{sub}", t.ctype()),
        None => t.ctype().to_owned(),
    });
    Attachment {
        name: one_line(part.attachment_name().unwrap_or_default()),
        media_type: named(&one_line(&claimed.unwrap_or_default())),
        size: bytes.len() as u64,
        content_type: media_type(bytes).map(str::to_owned),
        sha256: hex::encode(Sha256::digest(bytes)),
    }
}

/// An attachment of a message, as listed and as bytes, by its place in the list. `in_mailbox` when the bytes are cut from an mbox
/// file, where lines that begin with “From ” are quoted.
#[must_use]
pub fn attachment(raw: &[u8], in_mailbox: bool, place: usize) -> Option<(Attachment, Vec<u8>)> {
    let unquoted = in_mailbox.then(|| super::split::unquoted(raw));
    let raw = unquoted.as_deref().unwrap_or(raw);
    let flat = flattened(raw);
    let mail = MessageParser::default().parse(&flat)?;
    let part = mail.attachments().take(MOST_FILES).nth(place)?;
    let bytes = bytes_of(part, raw);
    Some((listed(part, bytes), bytes.to_vec()))
}
