//! The messages of the chosen folders, batch by batch, each handed over with the cursor behind it.
//!
//! The rule it protects: a cursor passes a message only together with its bytes. A message that is no mail, or too large to
//! be read whole, is handed over for review and counted, never skipped.

use super::cursor::Places;
use super::session::{Raw, Session};
use crate::error::ConnectError;
use crate::http::raw;
use crate::http::walk::Walk;
use crate::import::{ImportError, ImportInput};
use crate::mail;
use domain::document::DocumentKind;
use domain::reject::RejectReason;
use domain::{DocumentDraft, Page, Platform};

/// Messages fetched with one request.
const BATCH: usize = 50;
/// Bytes fetched with one request, unless a single message has more.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;
/// The largest message read whole. Brand mails with a brief and pictures stay far below; most providers take 25 MB at most.
const LARGEST: u32 = 40 * 1024 * 1024;

/// Reads `folder` from where `places` stands.
pub(super) async fn folder(
    session: &mut Session,
    folder: &str,
    since: Option<&str>,
    places: &mut Places,
    walk: &mut Walk<'_>,
) -> Result<(), ConnectError> {
    let validity = session.examine(folder).await?.validity;
    let first = places.next(folder, validity);
    let numbers = session.numbers(first, since).await?;
    walk.about = Some(walk.about.unwrap_or_default() + numbers.len() as u64);
    for some in numbers.chunks(BATCH) {
        let sizes = session.sizes(&set(some)).await?;
        for (whole, uids) in batches(&sizes) {
            let found = if whole {
                session.messages(&set(&uids)).await?
            } else {
                session.heads(&set(&uids)).await?
            };
            for message in found {
                let uid = message.uid;
                let page = page(folder, message, whole, walk)?;
                places.pass(folder, validity, uid);
                walk.page(page, places.text()).await?;
            }
        }
    }
    Ok(())
}

/// Groups messages, by ascending number, into requests of bounded size; `false` marks those of which only the head is read.
fn batches(sizes: &[(u32, u32)]) -> Vec<(bool, Vec<u32>)> {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<(bool, Vec<u32>)> = Vec::new();
    let mut bytes = 0;
    for (uid, size) in sorted {
        let whole = size <= LARGEST;
        let weight = if whole { u64::from(size) } else { 0 };
        match out.last_mut() {
            Some((same, uids)) if *same == whole && bytes + weight <= BATCH_BYTES => uids.push(uid),
            _ => {
                bytes = 0;
                out.push((whole, vec![uid]));
            }
        }
        bytes += weight;
    }
    out
}

/// Message numbers as a set of IMAP.
fn set(uids: &[u32]) -> String {
    let words: Vec<String> = uids.iter().map(u32::to_string).collect();
    words.join(",")
}

fn page(folder: &str, message: Raw, whole: bool, walk: &Walk<'_>) -> Result<Page, ConnectError> {
    let name = format!("{folder}/{}", message.uid);
    let input = ImportInput {
        name: name.clone(),
        bytes: message.bytes.into(),
        received_at: walk.job.now,
    };
    if whole {
        match mail::parse_eml(&input) {
            Ok(parsed) => {
                return parsed
                    .pages
                    .into_iter()
                    .next()
                    .ok_or_else(|| malformed(name, &input));
            }
            Err(ImportError::Empty { .. }) => {}
            Err(_) => return Err(malformed(name, &input)),
        }
    }
    let document = DocumentDraft {
        kind: DocumentKind::Mail,
        platform: Platform::Mail,
        name,
        media_type: "message/rfc822".to_owned(),
        bytes: input.bytes.clone(),
        received_at: input.received_at,
    };
    let mut page = Page::new(mail::FEED, document);
    let reason = if whole {
        RejectReason::NotMail
    } else {
        RejectReason::TooLarge
    };
    let text = String::from_utf8_lossy(&input.bytes);
    page.rejects.push(raw::reject(
        reason,
        String::new(),
        raw::whole(&input.bytes),
        &text,
    ));
    Ok(page)
}

fn malformed(what: String, input: &ImportInput) -> ConnectError {
    ConnectError::Malformed {
        what,
        detail: "not a message".to_owned(),
        body: Some(input.bytes.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_bounded_and_lose_nothing() {
        let mb = 1024 * 1024;
        let sizes = [
            (9, 3 * mb),
            (1, 3 * mb),
            (2, 3 * mb),
            (5, 41 * mb),
            (6, 20 * mb),
            (7, 10),
        ];
        let made = batches(&sizes);
        let expected = vec![
            (true, vec![1, 2]),
            (false, vec![5]),
            (true, vec![6]),
            (true, vec![7, 9]),
        ];
        assert_eq!(
            made, expected,
            "ascending, at most 8 MiB unless one message is larger, huge ones by their head"
        );
    }
}
