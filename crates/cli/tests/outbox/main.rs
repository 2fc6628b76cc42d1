//! Replies through a real Postfix into a real Dovecot, which `scripts/checks/outbox` installs: each goes out once, whatever
//! happens to the program on the way, and what a server says is told in its words.
#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod kills;
mod stack;
mod wire;
mod words;
mod writing;

use serde_json::{Value, json};
use stack::{PASSWORD, Stack, USER};
use support::{Bench, Told};

/// A profile with one offer from `ana@brand.example` and a mailbox that sends.
pub struct World {
    pub bench: Bench,
    pub offer: i64,
    pub account: i64,
}

const OFFER: &str = "From: Ana <ana@brand.example>\r\nTo: camille@studio.example\r\nSubject: Paid partnership, spring\r\n\
    Message-ID: <m1@brand.example>\r\nReferences: <m0@brand.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\n\
    We would love to work with you on a sponsored campaign: 2 videos for a fee of EUR 500, paid after 30 days.\r\n";

impl World {
    /// With the servers behind these ports.
    pub fn new(stack: &Stack, imaps: u16, submission: u16, proof: &str) -> Self {
        let bench = Bench::new();
        let mail = bench.file("offer.eml", OFFER.as_bytes());
        bench
            .run("p", &["import", &mail.display().to_string()])
            .done();
        let login = json!({
            "server": format!("127.0.0.1:{imaps}"), "user": USER, "password": PASSWORD, "certificate": stack.certificate,
        });
        let secret = bench.file("login.json", login.to_string().as_bytes());
        let secret = secret.display().to_string();
        let added = bench
            .run("p", &["account", "add", "mail", "--secret-file", &secret])
            .done();
        let account = added["account"]["id"].as_i64().unwrap();
        let offers = bench.run("p", &["offers"]).done();
        let offer = offers["offers"][0]["id"].as_i64().unwrap();
        let world = Self {
            bench,
            offer,
            account,
        };
        world.sender(submission, proof).done();
        world
    }

    /// Says how the mailbox sends.
    pub fn sender(&self, submission: u16, proof: &str) -> Told {
        let server = format!("starttls://127.0.0.1:{submission}");
        let account = self.account.to_string();
        self.run(&[
            "offers",
            "sender",
            &account,
            "--server",
            &server,
            "--address",
            USER,
            "--name",
            "Camille",
            "--proof",
            proof,
        ])
    }

    pub fn run(&self, arguments: &[&str]) -> Told {
        self.bench.run("p", arguments)
    }

    /// Queues a reply; its number and its `Message-ID`.
    pub fn queue(&self, text: &str, more: &[&str]) -> (i64, String) {
        let file = self.bench.file("reply.txt", text.as_bytes());
        let (offer, file) = (self.offer.to_string(), file.display().to_string());
        let mut arguments = vec!["offers", "reply", &offer, "--body-file", &file];
        arguments.extend(more);
        let row = self.run(&arguments).done()["reply"].take();
        let id = row["message_id"].as_str().unwrap().to_owned();
        (row["id"].as_i64().unwrap(), id)
    }

    /// Sends what is due; the report.
    pub fn send(&self) -> Value {
        self.run(&["offers", "outbox", "send"]).json()["report"].take()
    }

    /// The outbox's row of a reply.
    pub fn row(&self, id: i64) -> Value {
        let view = self.run(&["offers", "outbox"]).done();
        let all = ["open", "settled"]
            .iter()
            .flat_map(|part| view[part].as_array().unwrap());
        all.into_iter().find(|row| row["id"] == id).unwrap().clone()
    }
}
