//! A mailbox against a real Dovecot over TLS, which `scripts/checks/mail` installs: nothing doubled, nothing lost, nothing
//! marked as read.
#![cfg(unix)]

#[path = "../http_support/mod.rs"]
mod http_support;

mod dovecot;

use async_trait::async_trait;
use connectors::source::connector_for;
use connectors::{ConnectError, Event, HttpOptions, PageEvent, Sink, SinkError};
use domain::{Account, Platform};
use dovecot::{Dovecot, PASSWORD, USER, certificate};
use http_support::{MemoryVault, account, job};
use std::collections::BTreeSet;

/// Keeps a page and its cursor together, as the store does.
#[derive(Default)]
struct Kept {
    pages: Vec<PageEvent>,
    cursor: Option<String>,
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
                self.cursor.clone_from(&page.cursor);
                self.pages.push(page);
                Ok(())
            }
            Event::FeedEnd(end) => {
                self.cursor = end.cursor.or(self.cursor.take());
                Ok(())
            }
            Event::Progress(_) | Event::Retry { .. } => Ok(()),
        }
    }

    async fn cursor(&self, _: &str) -> Result<Option<String>, SinkError> {
        Ok(self.cursor.clone())
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
    let first = server.files().first().unwrap().clone();
    let flagged = first.to_string_lossy().replace(":2,", ":2,FS");
    std::fs::rename(&first, flagged).unwrap();
    read(&implicit(&server), &mut sink).await.unwrap();
    assert_eq!(sink.pages.len(), 0, "another flag is no new message");

    server.new_validity();
    read(&implicit(&server), &mut sink).await.unwrap();
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
