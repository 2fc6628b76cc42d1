//! A mailbox against a real Dovecot over TLS, which `scripts/checks/mail` installs: nothing doubled, nothing lost, nothing
//! marked as read.
#![cfg(unix)]

#[path = "../http_support/mod.rs"]
mod http_support;

mod dovecot;

use async_trait::async_trait;
use connectors::http::Pause;
use connectors::imap::{FolderRole, ListeningBy, Mailbox};
use connectors::source::connector_for;
use connectors::{ConnectError, Event, HttpOptions, PageEvent, Sink, SinkError};
use domain::{Account, MailFlag, MailNews, Platform};
use dovecot::{Dovecot, PASSWORD, USER, certificate};
use http_support::{MemoryVault, account, job};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Keeps a page and its cursor together, as the store does.
#[derive(Default)]
struct Kept {
    pages: Vec<PageEvent>,
    cursors: BTreeMap<String, String>,
    /// Refuses every page from this one on.
    refuse_from: Option<usize>,
}

#[async_trait]
impl Sink for Kept {
    async fn accept(&mut self, event: Event) -> Result<(), SinkError> {
        match event {
            Event::Page(page) if self.refuse_from.is_some_and(|n| self.pages.len() >= n) => {
                Err(SinkError {
                    message: format!("no room for {}", page.page.document.name),
                })
            }
            Event::Page(page) => {
                let feed = page.page.feed.clone();
                self.cursors.extend(page.cursor.clone().map(|c| (feed, c)));
                self.pages.push(page);
                Ok(())
            }
            Event::FeedEnd(end) => {
                self.cursors.extend(end.cursor.map(|c| (end.feed, c)));
                Ok(())
            }
            Event::Progress(_) | Event::Retry { .. } => Ok(()),
        }
    }

    async fn cursor(&self, feed: &str) -> Result<Option<String>, SinkError> {
        Ok(self.cursors.get(feed).cloned())
    }
}

impl Kept {
    /// Messages handed over since the last look.
    fn messages(&mut self) -> usize {
        let count = self.pages.iter().filter(|p| p.page.mail_news.is_empty());
        let count = count.count();
        self.pages.clear();
        count
    }

    /// News since the last look, by number.
    fn news(&mut self) -> Vec<MailNews> {
        let mut news: Vec<MailNews> = std::mem::take(&mut self.pages)
            .into_iter()
            .flat_map(|p| p.page.mail_news)
            .collect();
        news.sort_by(|a, b| a.place.cmp(&b.place));
        news
    }
}

/// Every tenth message is an offer.
fn message(n: usize) -> String {
    let (subject, text) = if n.is_multiple_of(10) {
        (
            format!("Paid partnership, campaign {n}"),
            "We would love to work with you on a sponsored campaign: 2 videos for a fee of EUR 500, paid after 30 days.",
        )
    } else {
        (format!("Notes {n}"), "See you on Thursday.")
    };
    format!(
        "From: Ana <ana{n}@brand.example>\r\nTo: {USER}\r\nSubject: {subject}\r\nMessage-ID: <m{n}@brand.example>\r\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

fn login(server: &Dovecot, address: &str, password: &str, folders: &str) -> String {
    serde_json::json!({
        "server": address, "user": USER, "password": password, "folders": folders, "certificate": server.certificate,
    })
    .to_string()
}

fn mailbox() -> Account {
    Account {
        base_url: None,
        ..account(Platform::Mail, "")
    }
}

async fn read(login: &str, sink: &mut Kept) -> Result<(), ConnectError> {
    let account = mailbox();
    let connector = connector_for(
        &account,
        MemoryVault::of(Platform::Mail, login),
        HttpOptions::default(),
    )
    .unwrap();
    connector.fetch(&job(&account), sink).await.map(|_| ())
}

/// Bytes of the messages handed over.
fn seen(sink: &Kept) -> BTreeSet<Vec<u8>> {
    sink.pages
        .iter()
        .map(|p| p.page.document.bytes.to_vec())
        .collect()
}

/// Messages that wait for review.
fn refused(sink: &Kept) -> usize {
    sink.pages.iter().map(|p| p.page.rejects.len()).sum()
}

fn implicit(server: &Dovecot) -> String {
    login(server, &format!("127.0.0.1:{}", server.imaps), PASSWORD, "")
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn ten_thousand_messages_come_once_and_new_ones_after_them() {
    let mut server = Dovecot::start();
    server.deliver("", (0..10_000).map(|n| (n, message(n))));
    let before: Vec<_> = server.files();
    let mut sink = Kept::default();
    read(&implicit(&server), &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 10_000, "each message once");
    assert_eq!(seen(&sink).len(), 10_000, "and each another one");
    let offers: usize = sink.pages.iter().map(|p| p.page.offers.len()).sum();
    assert_eq!(offers, 1_000, "every tenth is an offer");
    assert!(refused(&sink) == 0, "every message could be read");
    assert_eq!(
        server.files(),
        before,
        "nothing was marked as read or moved"
    );

    sink.pages.clear();
    read(&implicit(&server), &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 0, "nothing new, nothing fetched");

    server.deliver("", (10_000..10_003).map(|n| (n, message(n))));
    read(&implicit(&server), &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 3, "only what came since");

    sink.pages.clear();
    server.mark(0, "FS");
    read(&implicit(&server), &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 1, "another flag is no new message");
    assert_eq!(sink.news().len(), 1, "but news of a known one");

    let old = Places::of(&sink);
    server.new_validity();
    read(&implicit(&server), &mut sink).await.unwrap();
    let gone: Vec<MailNews> = sink
        .pages
        .iter()
        .flat_map(|p| p.page.mail_news.clone())
        .collect();
    assert_eq!(gone.len(), 10_003, "every old number is void");
    assert!(
        gone.iter()
            .all(|news| news.flags.is_none() && news.place.validity == old.0),
        "under the old validity, and no other"
    );
    sink.pages.retain(|p| p.page.mail_news.is_empty());
    assert_eq!(
        sink.pages.len(),
        10_003,
        "under a new UIDVALIDITY the folder is read again"
    );
    let offers: BTreeSet<_> = sink
        .pages
        .iter()
        .flat_map(|p| &p.page.offers)
        .map(|o| o.external_id.clone())
        .collect();
    assert_eq!(
        offers.len(),
        1_001,
        "under the same identities: a store that has them doubles nothing"
    );
}

/// The UIDVALIDITY of INBOX, out of the cursor.
struct Places(u32);

impl Places {
    fn of(sink: &Kept) -> Self {
        let cursor: serde_json::Value = serde_json::from_str(&sink.cursors["mail"]).unwrap();
        let validity = cursor["INBOX"]["validity"].as_u64().unwrap();
        Self(u32::try_from(validity).unwrap())
    }
}

/// A number and the marks told of it; `None` for one that left.
fn told(news: &[MailNews]) -> Vec<(u32, Option<Vec<MailFlag>>)> {
    news.iter()
        .map(|news| (news.place.uid, news.flags.clone()))
        .collect()
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn marks_and_messages_that_left_are_told_whatever_the_server_offers() {
    use MailFlag::{Answered, Flagged, Seen};
    for offers in [
        None,
        Some("IMAP4rev1 ENABLE CONDSTORE IDLE"),
        Some("IMAP4rev1"),
    ] {
        let server = Dovecot::offering(offers);
        let offers = offers.unwrap_or("everything it can");
        server.deliver("", (1..=60).map(|n| (n, message(n))));
        let mut sink = Kept::default();
        read(&implicit(&server), &mut sink).await.unwrap();
        let flags: usize = sink
            .pages
            .iter()
            .flat_map(|p| &p.page.mails)
            .map(|m| m.flags.len())
            .sum();
        assert_eq!(flags, 0, "{offers}: nothing is marked yet");
        assert_eq!(sink.messages(), 60, "{offers}: all of it");

        server.mark(3, "S");
        server.mark(60, "FRS");
        server.remove(10);
        server.remove(11);
        server.deliver("", [(61, message(61))]);
        read(&implicit(&server), &mut sink).await.unwrap();
        let (news, messages): (Vec<PageEvent>, Vec<PageEvent>) = std::mem::take(&mut sink.pages)
            .into_iter()
            .partition(|p| !p.page.mail_news.is_empty());
        assert_eq!(messages.len(), 1, "{offers}: one arrived");
        sink.pages = news;
        let news = told(&sink.news());
        let gone: Vec<u32> = news
            .iter()
            .filter(|(_, flags)| flags.is_none())
            .map(|(uid, _)| *uid)
            .collect();
        assert_eq!(gone, [10, 11], "{offers}: two left");
        for (uid, flags) in [(3, vec![Seen]), (60, vec![Seen, Answered, Flagged])] {
            assert!(
                news.contains(&(uid, Some(flags.clone()))),
                "{offers}: {uid} is {flags:?} now, in {news:?}"
            );
        }

        read(&implicit(&server), &mut sink).await.unwrap();
        let again = sink.news();
        // a server that does not count changes has the newest marks read again, of the one that arrived too
        let read_again = again.iter().all(|news| news.flags.is_some());
        assert!(read_again, "{offers}: nobody leaves twice: {again:?}");
        read(&implicit(&server), &mut sink).await.unwrap();
        assert_eq!(sink.pages.len(), 0, "{offers}: then nothing is new");

        server.mark(3, "");
        read(&implicit(&server), &mut sink).await.unwrap();
        let news = told(&sink.news());
        assert!(
            news.contains(&(3, Some(Vec::new()))),
            "{offers}: a mark taken off is told: {news:?}"
        );
    }
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn what_happened_while_a_first_reading_was_cut_off_is_told() {
    let server = Dovecot::start();
    server.deliver("", (1..=200).map(|n| (n, message(n))));
    let mut sink = Kept {
        refuse_from: Some(120),
        ..Kept::default()
    };
    assert!(read(&implicit(&server), &mut sink).await.is_err());
    sink.refuse_from = None;
    sink.pages.clear();
    server.mark(5, "S");
    server.remove(6);
    server.remove(150);
    read(&implicit(&server), &mut sink).await.unwrap();
    let news: Vec<MailNews> = sink
        .pages
        .iter()
        .flat_map(|p| p.page.mail_news.clone())
        .collect();
    let expected = vec![(5, Some(vec![MailFlag::Seen])), (6, None)];
    assert_eq!(told(&news), expected, "of those read, and of no other");
    assert_eq!(sink.messages(), 79, "and the rest came, but for one");
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn a_message_says_where_it_lies_and_how_it_is_marked() {
    let server = Dovecot::start();
    server.deliver("", [(1, message(1)), (2, message(10))]);
    server.mark(2, "RS");
    let mut sink = Kept::default();
    read(&implicit(&server), &mut sink).await.unwrap();
    let validity = Places::of(&sink).0;
    let found: Vec<_> = sink.pages.iter().flat_map(|p| &p.page.mails).collect();
    let expected = [(1, vec![]), (2, vec![MailFlag::Seen, MailFlag::Answered])];
    assert_eq!(
        found.len(),
        expected.len(),
        "offer or not, each is a message"
    );
    for (mail, (uid, flags)) in found.iter().zip(expected) {
        let place = mail.place.clone().unwrap();
        assert_eq!((place.uid, &mail.flags), (uid, &flags));
        assert_eq!((place.folder.as_str(), place.validity), ("INBOX", validity));
    }
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn folders_are_listed_with_what_they_are_for() {
    for offers in [None, Some("IMAP4rev1")] {
        let server = Dovecot::offering(offers);
        server.deliver("Marques &AOk-tudi&AOk-es", [(1, message(1))]);
        server.deliver("Junk", [(1, message(1))]);
        let account = mailbox();
        let vault = MemoryVault::of(Platform::Mail, &implicit(&server));
        let mailbox = Mailbox::new(&account, vault, HttpOptions::default()).unwrap();
        let listed = mailbox.folders(&job(&account)).await.unwrap();
        let names: Vec<&str> = listed.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        assert_eq!(names.first(), Some(&"INBOX"), "the one everybody has");
        assert!(
            names.contains(&"Marques étudiées"),
            "people's letters: {names:?}"
        );
        if offers.is_none() {
            let roles: Vec<&str> = listed
                .iter()
                .filter_map(|f| f.role.map(FolderRole::slug))
                .collect();
            assert_eq!(roles, ["inbox", "sent", "junk"], "what the server says");
        }
    }
}

/// Waits that never end: only what the server tells moves on.
struct Never;

#[async_trait]
impl Pause for Never {
    async fn wait(&self, _: std::time::Duration) {
        std::future::pending().await
    }
}

/// Waits that are over at once.
struct AtOnce;

#[async_trait]
impl Pause for AtOnce {
    async fn wait(&self, _: std::time::Duration) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn a_line_that_listens_tells_of_a_message_at_once() {
    let waits: [(Option<&str>, Arc<dyn Pause>, ListeningBy); 2] = [
        (None, Arc::new(Never), ListeningBy::Idle),
        (Some("IMAP4rev1"), Arc::new(AtOnce), ListeningBy::Asking),
    ];
    for (offers, pause, by) in waits {
        let server = Dovecot::offering(offers);
        server.deliver("", [(1, message(1))]);
        let account = mailbox();
        let vault = MemoryVault::of(Platform::Mail, &implicit(&server));
        let mailbox = Mailbox::new(&account, vault, HttpOptions::default()).unwrap();
        let mut line = mailbox.listen(&job(&account)).await.unwrap();
        assert_eq!(line.by(), by, "{offers:?}");
        for n in 2..5 {
            server.deliver("", [(n, message(n))]);
            let heard = line.changed(pause.as_ref());
            let heard = tokio::time::timeout(std::time::Duration::from_secs(20), heard).await;
            heard.expect("the server tells").unwrap();
        }
        line.close().await;
    }
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn a_server_that_goes_away_ends_the_line() {
    let mut server = Dovecot::start();
    let account = mailbox();
    let vault = MemoryVault::of(Platform::Mail, &implicit(&server));
    let mailbox = Mailbox::new(&account, vault, HttpOptions::default()).unwrap();
    let mut line = mailbox.listen(&job(&account)).await.unwrap();
    server.down();
    let heard = tokio::time::timeout(std::time::Duration::from_secs(20), line.changed(&Never));
    let ended = heard.await.expect("it is told");
    assert!(
        matches!(ended, Err(ConnectError::Unreachable { .. })),
        "{ended:?}"
    );
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn a_server_that_goes_away_costs_nothing() {
    let mut server = Dovecot::start();
    server.deliver("", (0..400).map(|n| (n, message(n))));
    let mut sink = Kept {
        refuse_from: Some(130),
        ..Kept::default()
    };
    let refused = read(&implicit(&server), &mut sink).await;
    assert!(refused.is_err(), "a store that refuses ends the run");
    let kept = sink.pages.len();
    assert!(kept > 0 && kept < 400, "{kept} came before");
    server.down();
    let gone = read(&implicit(&server), &mut sink).await;
    assert!(
        matches!(gone, Err(ConnectError::Unreachable { .. })),
        "no server: {gone:?}"
    );
    server.up();
    sink.refuse_from = None;
    read(&implicit(&server), &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 400, "the rest came, and nothing twice");
    assert_eq!(seen(&sink).len(), 400, "nothing was lost");
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn the_line_is_safe_or_there_is_none() {
    let server = Dovecot::start();
    server.deliver("", [(1, message(10))]);
    let other = certificate(tempfile::tempdir().unwrap().path());
    let at = |certificate: Option<&str>, address: String, password: &str| {
        serde_json::json!({ "server": address, "user": USER, "password": password, "certificate": certificate }).to_string()
    };
    let own = Some(server.certificate.as_str());
    let (tls, start) = (
        format!("127.0.0.1:{}", server.imaps),
        format!("starttls://127.0.0.1:{}", server.imap),
    );
    for (why, login, expected) in [
        (
            "the trusted certificate",
            at(own, tls.clone(), PASSWORD),
            "read",
        ),
        (
            "TLS begun by a command",
            at(own, start.clone(), PASSWORD),
            "read",
        ),
        (
            "a certificate nobody vouches for",
            at(None, tls.clone(), PASSWORD),
            "certificate",
        ),
        (
            "another certificate than the trusted one",
            at(Some(&other), tls.clone(), PASSWORD),
            "certificate",
        ),
        (
            "the same by STARTTLS",
            at(None, start, PASSWORD),
            "certificate",
        ),
        ("a wrong password", at(own, tls, "old"), "sign_in"),
        (
            "TLS towards a port that speaks in clear",
            at(own, format!("imaps://127.0.0.1:{}", server.imap), PASSWORD),
            "unreachable",
        ),
    ] {
        let mut sink = Kept::default();
        let found = match read(&login, &mut sink).await {
            Ok(()) => "read",
            Err(error) => {
                assert!(
                    !error.to_string().contains(PASSWORD),
                    "{why}: no password in {error}"
                );
                error.code()
            }
        };
        assert_eq!(found, expected, "{why}");
        assert_eq!(
            sink.pages.len(),
            usize::from(expected == "read"),
            "{why}: pages"
        );
    }
}

#[tokio::test]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn folders_are_chosen_and_what_is_no_mail_waits_for_review() {
    let server = Dovecot::start();
    server.deliver("", [(1, message(1))]);
    server.deliver(
        "Marques &AOk-tudi&AOk-es",
        [
            (2, message(20)),
            (3, "no header at all\r\n\r\nbody".to_owned()),
        ],
    );
    let both = login(
        &server,
        &format!("127.0.0.1:{}", server.imaps),
        PASSWORD,
        "INBOX, Marques étudiées",
    );
    let mut sink = Kept::default();
    read(&both, &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 3, "both folders");
    assert_eq!(refused(&sink), 1, "what is no mail is kept for review");
    sink.pages.clear();
    read(&both, &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 0, "each folder has its own place");
    let missing = login(
        &server,
        &format!("127.0.0.1:{}", server.imaps),
        PASSWORD,
        "Nowhere",
    );
    let account = mailbox();
    let vault = MemoryVault::of(Platform::Mail, &missing);
    let connector = connector_for(&account, vault, HttpOptions::default()).unwrap();
    let told = connector.identify(&job(&account)).await;
    assert!(
        matches!(told, Err(ConnectError::Refused { .. })),
        "a folder that is not there is told: {told:?}"
    );
}
