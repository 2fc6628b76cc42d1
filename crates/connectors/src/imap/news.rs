//! What happened to messages read before: new marks, and messages that left their folder.
//!
//! The rule it protects: marks move on only in the transaction that brings their news; a message is called gone only when
//! the server was asked for it.

use super::cursor::{Place, Shelf};
use super::fetch::Changes;
use super::folder::Folder;
use super::numbers::Numbers;
use super::session::Session;
use crate::error::ConnectError;
use crate::mail;
use domain::document::DocumentKind;
use domain::{DocumentDraft, Instant, MailFlag, MailNews, MailPlace, Page, Platform};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Messages whose marks are read again in each run where the server does not say which changed.
const AGAIN: usize = 500;
/// Most messages called gone at once, where only a range of numbers is known.
const MOST: usize = 100_000;
/// Pieces of news in one page.
const PAGE: usize = 1_000;

/// What a folder is known to hold, and what is new about it.
pub(super) struct Look {
    /// Numbers that were read and did not leave.
    pub known: Numbers,
    /// Hash of the marks as read again, for a server without HIGHESTMODSEQ.
    pub marks: Option<String>,
    /// The news.
    pub changes: Changes,
}

/// Asks for the news of what was read of a folder so far. `arrivals` are the messages behind `place`.
pub(super) async fn look(
    session: &mut Session,
    state: &Folder,
    place: &Place,
    shelf: Option<&Shelf>,
    arrivals: u64,
) -> Result<Look, ConnectError> {
    let shelf = shelf.filter(|shelf| shelf.validity == place.validity);
    let known = known(shelf, place.uid);
    let mut changes = Changes::default();
    let mut marks = None;
    // what left is told together with the marks, or found out by asking what is there
    let mut asked = false;
    match state.marks {
        Some(now) if place.marks != Some(now) => {
            changes = session
                .changes(place.uid, place.marks.unwrap_or_default())
                .await?;
            asked = session.offered.qresync && place.marks.is_some();
        }
        Some(_) => asked = session.offered.qresync,
        None => {
            let newest = known.newest(AGAIN);
            if !newest.is_empty() {
                changes = session.marks(&newest.text()).await?;
            }
            let hash = hash(&changes.marks);
            if shelf.is_some_and(|shelf| shelf.marks.as_ref() == Some(&hash)) {
                changes.marks.clear();
            }
            marks = Some(hash);
        }
    }
    let as_counted = shelf.is_some_and(|shelf| {
        shelf.upto == place.uid && u64::from(shelf.exists) + arrivals == u64::from(state.exists)
    });
    changes.gone = if asked {
        known.within(&changes.gone)
    } else if as_counted {
        Numbers::default()
    } else {
        known.without(&session.present(place.uid).await?)
    };
    changes.gone = changes.gone.newest(MOST);
    let told = Numbers::of(changes.marks.iter().map(|(uid, _)| *uid));
    let told: HashSet<u32> = known.within(&told).iter().collect();
    changes.marks.retain(|(uid, _)| told.contains(uid));
    Ok(Look {
        known: known.without(&changes.gone),
        marks,
        changes,
    })
}

/// What was read and did not leave, as far as it was written down; a message read since may be any number up to `uid`.
fn known(shelf: Option<&Shelf>, uid: u32) -> Numbers {
    match shelf {
        Some(shelf) if shelf.upto >= uid => shelf.numbers.clone(),
        Some(shelf) => shelf
            .numbers
            .with(&Numbers::from_ranges([(shelf.upto.saturating_add(1), uid)])),
        None => Numbers::from_ranges([(1, uid)]),
    }
}

fn hash(marks: &[(u32, Vec<MailFlag>)]) -> String {
    let mut digest = Sha256::new();
    for (uid, flags) in marks {
        digest.update(line(*uid, flags));
    }
    let half: Vec<u8> = digest.finalize().iter().take(16).copied().collect();
    hex::encode(half)
}

fn line(uid: u32, flags: &[MailFlag]) -> String {
    let words: Vec<&str> = flags.iter().map(|flag| flag.slug()).collect();
    format!("{uid}\t{}\n", words.join(" "))
}

/// The news as pages, each with what the server said as its document. Empty when there is none.
pub(super) fn pages(folder: &str, validity: u32, changes: &Changes, now: Instant) -> Vec<Page> {
    let place = |uid| MailPlace {
        folder: folder.to_owned(),
        validity,
        uid,
    };
    let marks = changes.marks.iter().map(|(uid, flags)| {
        let news = MailNews {
            place: place(*uid),
            flags: Some(flags.clone()),
        };
        (line(*uid, flags), news)
    });
    let gone = changes.gone.iter().map(|uid| {
        let news = MailNews {
            place: place(uid),
            flags: None,
        };
        (format!("{uid}\tgone\n"), news)
    });
    let all: Vec<(String, MailNews)> = marks.chain(gone).collect();
    let page = |some: &[(String, MailNews)]| {
        let mut text = format!("folder\t{folder}\nuidvalidity\t{validity}\n");
        text.extend(some.iter().map(|(line, _)| line.as_str()));
        let document = DocumentDraft {
            kind: DocumentKind::ApiPage,
            platform: Platform::Mail,
            name: format!("{folder}, marks"),
            media_type: "text/tab-separated-values".to_owned(),
            bytes: text.into_bytes().into(),
            received_at: now,
        };
        let mut page = Page::new(mail::FEED, document);
        page.mail_news = some.iter().map(|(_, news)| news.clone()).collect();
        page
    };
    all.chunks(PAGE).map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_known_even_when_a_run_was_cut_off() {
        let shelf = |upto, numbers: &str| Shelf {
            validity: 1,
            upto,
            numbers: Numbers::try_from(numbers.to_owned()).unwrap(),
            exists: 0,
            marks: None,
        };
        for (shelf, uid, expected, why) in [
            (Some(shelf(9, "2,5:9")), 9, "2,5:9", "as written down"),
            (
                Some(shelf(9, "2,5:9")),
                12,
                "2,5:12",
                "what a run read before it was cut off may be any of them",
            ),
            (Some(shelf(9, "2,5:9")), 3, "2,5:9", "a full run begins low"),
            (None, 12, "1:12", "nothing written down: any of them"),
        ] {
            assert_eq!(known(shelf.as_ref(), uid).text(), expected, "{why}");
        }
    }

    #[test]
    fn news_come_in_bounded_pages_and_none_makes_no_page() {
        let now: Instant = "2026-11-22T10:00:00Z".parse().unwrap();
        assert!(pages("INBOX", 7, &Changes::default(), now).is_empty());
        let changes = Changes {
            marks: vec![(3, vec![MailFlag::Seen, MailFlag::Flagged])],
            gone: Numbers::from_ranges([(10, 2_009)]),
        };
        let made = pages("INBOX", 7, &changes, now);
        let sizes: Vec<usize> = made.iter().map(|page| page.mail_news.len()).collect();
        assert_eq!(sizes, [1_000, 1_000, 1], "each bounded, nothing left out");
        let first = made.first().unwrap();
        let text = String::from_utf8_lossy(&first.document.bytes).into_owned();
        assert!(
            text.starts_with("folder\tINBOX\nuidvalidity\t7\n3\tseen flagged\n10\tgone\n"),
            "the document holds what the server said: {text}"
        );
        assert_eq!(first.mail_news.first().unwrap().place.uid, 3);
        assert_eq!(first.mail_news.get(1).unwrap().flags, None, "10 is gone");
    }
}
