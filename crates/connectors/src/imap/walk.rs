//! The messages of the chosen folders, batch by batch, each handed over with the cursor behind it.
//!
//! The rule it protects: a cursor passes a message only together with its bytes. A message that is no mail, or too large to
//! be read whole, is handed over for review and counted, never skipped.

use super::cursor::{Place, Places, Shelf, Shelves};
use super::fetch::Raw;
use super::folder::Folder;
use super::news;
use super::numbers::Numbers;
use super::session::Session;
use crate::error::ConnectError;
use crate::http::raw;
use crate::http::walk::Walk;
use crate::import::{ImportError, ImportInput};
use crate::mail;
use crate::source::{Event, FeedEnd};
use domain::document::DocumentKind;
use domain::reject::RejectReason;
use domain::{DocumentDraft, MailPlace, Page, Platform};

/// The feed under which is kept what lies in the folders; it has a cursor and no rows.
pub(super) const SHELVES: &str = "mail.numbers";

/// Messages fetched with one request.
const BATCH: usize = 50;
/// Bytes fetched with one request, unless a single message has more.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;
/// The largest message read whole. Brand mails with a brief and pictures stay far below; most providers take 25 MB at most.
const LARGEST: u32 = 40 * 1024 * 1024;

/// One reading of some folders.
pub(super) struct Reading<'a, 'w> {
    pub session: &'a mut Session,
    pub places: Places,
    pub shelves: Shelves,
    /// The first day of a first reading; `None` reads everything.
    pub since: Option<String>,
    pub walk: &'a mut Walk<'w>,
}

impl Reading<'_, '_> {
    /// Reads `folder` from where its place stands, and what became of the messages before it.
    pub async fn folder(&mut self, folder: &str) -> Result<(), ConnectError> {
        let state = self.session.examine(folder).await?;
        let before = self.places.at(folder, state.validity, state.marks);
        let since = self.since.clone().filter(|_| !before.settled);
        let first = before.uid.saturating_add(1);
        let mut arrivals = self.session.numbers(first, since.as_deref()).await?;
        // what arrived since the folder was opened is not counted in it yet: the next run's
        arrivals.retain(|uid| state.next.is_none_or(|next| *uid < next));
        let shelf = self.shelves.get(folder).cloned();
        let mut place = Place {
            marks: state.marks,
            ..before
        };
        let (mut known, mut marks) = (Numbers::default(), None);
        if before.uid > 0 {
            let count = arrivals.len() as u64;
            let look = news::look(self.session, &state, &before, shelf.as_ref(), count).await?;
            self.places.put(folder, place);
            self.tell(folder, state.validity, &look.changes).await?;
            (known, marks) = (look.known, look.marks);
        }
        self.arrived(folder, &mut place, &arrivals).await?;
        place.settled = true;
        self.places.put(folder, place);
        known = known.with(&Numbers::of(arrivals));
        if let Some(shelf) = &shelf {
            known = self.again(folder, &before, shelf, known).await?;
        }
        self.shelve(folder, &state, &place, known, marks).await
    }

    /// The messages themselves.
    async fn arrived(
        &mut self,
        folder: &str,
        place: &mut Place,
        numbers: &[u32],
    ) -> Result<(), ConnectError> {
        self.walk.about = Some(self.walk.about.unwrap_or_default() + numbers.len() as u64);
        for some in numbers.chunks(BATCH) {
            let set = Numbers::of(some.iter().copied()).text();
            let sizes = self.session.sizes(&set).await?;
            for (whole, uids) in batches(&sizes) {
                let set = Numbers::of(uids).text();
                let found = if whole {
                    self.session.messages(&set).await?
                } else {
                    self.session.heads(&set).await?
                };
                for message in found {
                    place.uid = message.uid;
                    let page = page(folder, place.validity, message, whole, self.walk)?;
                    self.places.put(folder, *place);
                    self.walk.page(page, self.places.text()).await?;
                }
            }
        }
        Ok(())
    }

    /// After a folder was read from its beginning though some of it was known: what is no longer in it, or lies in it under
    /// other numbers now.
    async fn again(
        &mut self,
        folder: &str,
        before: &Place,
        shelf: &Shelf,
        known: Numbers,
    ) -> Result<Numbers, ConnectError> {
        let gone = if shelf.validity != before.validity {
            shelf.numbers.clone()
        } else if !before.settled {
            let upto = shelf.upto.max(1);
            shelf.numbers.without(&self.session.present(upto).await?)
        } else {
            return Ok(known);
        };
        let known = match shelf.validity == before.validity {
            true => known.with(&shelf.numbers).without(&gone),
            false => known,
        };
        let changes = super::fetch::Changes {
            marks: Vec::new(),
            gone,
        };
        self.tell(folder, shelf.validity, &changes).await?;
        Ok(known)
    }

    /// Hands news over; the cursor moves with the last of them.
    async fn tell(
        &mut self,
        folder: &str,
        validity: u32,
        changes: &super::fetch::Changes,
    ) -> Result<(), ConnectError> {
        let mut pages = news::pages(folder, validity, changes, self.walk.job.now)
            .into_iter()
            .peekable();
        while let Some(page) = pages.next() {
            let cursor = match pages.peek() {
                None => self.places.text(),
                Some(_) => None,
            };
            self.walk.page(page, cursor).await?;
        }
        Ok(())
    }

    /// Writes down what lies in `folder`, once it was read to its end.
    async fn shelve(
        &mut self,
        folder: &str,
        state: &Folder,
        place: &Place,
        numbers: Numbers,
        marks: Option<String>,
    ) -> Result<(), ConnectError> {
        let shelf = Shelf {
            validity: place.validity,
            upto: place.uid,
            numbers,
            exists: state.exists,
            marks,
        };
        if self.shelves.put(folder, shelf) {
            let event = FeedEnd {
                feed: SHELVES.to_owned(),
                cursor: self.shelves.text(),
                complete: None,
            };
            self.walk.sink.accept(Event::FeedEnd(event)).await?;
        }
        Ok(())
    }
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

fn page(
    folder: &str,
    validity: u32,
    message: Raw,
    whole: bool,
    walk: &Walk<'_>,
) -> Result<Page, ConnectError> {
    let name = format!("{folder}/{}", message.uid);
    let input = ImportInput {
        name: name.clone(),
        bytes: message.bytes.into(),
        received_at: walk.job.now,
    };
    if whole {
        match mail::parse_eml(&input) {
            Ok(parsed) => {
                let page = parsed.pages.into_iter().next();
                let mut page = page.ok_or_else(|| malformed(name, &input))?;
                for mail in &mut page.mails {
                    mail.flags.clone_from(&message.flags);
                    mail.place = Some(MailPlace {
                        folder: folder.to_owned(),
                        validity,
                        uid: message.uid,
                    });
                }
                return Ok(page);
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
