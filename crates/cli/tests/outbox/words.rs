//! What a server says, and what becomes of the reply then.

use crate::World;
use crate::stack::Stack;
use serde_json::json;

#[test]
#[ignore = "needs Postfix and Dovecot, and root: scripts/checks/outbox"]
fn a_reply_arrives_as_it_was_meant_and_its_copy_lies_in_sent() {
    let stack = Stack::start();
    let world = World::new(&stack, stack.imaps, stack.submission, "none");
    let (id, message_id) = world.queue("Bonjour Ana,\n\nÀ bientôt.\n", &["--stage", "talking"]);
    let shown = world
        .run(&["offers", "show", &world.offer.to_string()])
        .done();
    assert_eq!(
        shown["offers"][0]["stage"], "talking",
        "moved by the creator's word"
    );
    let report = world.send();
    assert_eq!(report["sent"], json!([id]), "{report}");
    assert_eq!(report["copied"], json!([id]), "{report}");
    stack.drained();
    let arrived = stack.message("ana");
    for header in [
        format!("Message-ID: <{message_id}>"),
        "In-Reply-To: <m1@brand.example>".to_owned(),
        "Subject: Re: Paid partnership, spring".to_owned(),
        "From: Camille <camille@studio.example>".to_owned(),
        "Date: Sun, 22 Nov 2026 12:00:00 +0000".to_owned(),
    ] {
        assert!(
            arrived.lines().any(|line| line == header),
            "{header} in {arrived}"
        );
    }
    let references = arrived
        .lines()
        .find(|l| l.starts_with("References:"))
        .unwrap();
    assert_eq!(
        references,
        "References: <m0@brand.example> <m1@brand.example>"
    );
    assert_eq!(stack.ids("camille", "Sent"), [message_id], "one copy");
    assert!(
        stack.ids("camille", "").is_empty(),
        "no hidden copy was asked for"
    );
    let again = world.send();
    assert_eq!(again["sent"], json!([]), "what was sent is not sent again");
    let late = world.run(&["offers", "outbox", "cancel", &id.to_string()]);
    assert_eq!(late.exit, 2, "too late to take it back");
}

#[test]
#[ignore = "needs Postfix and Dovecot, and root: scripts/checks/outbox"]
fn refused_later_and_offline_each_have_their_end() {
    let stack = Stack::start();
    let world = World::new(&stack, stack.imaps, stack.submission, "bcc");

    let (gone, _) = world.queue("To nobody", &["--to", "gone@brand.example"]);
    assert_eq!(world.send()["failed"], json!([gone]));
    let row = world.row(gone);
    assert_eq!(
        (row["state"].as_str(), row["why"].as_str()),
        (Some("failed"), Some("refused"))
    );
    assert!(
        row["words"].as_str().unwrap().contains("user unknown"),
        "the server's words: {row}"
    );
    let drafts = world.run(&["offers", "drafts"]).done();
    assert_eq!(
        drafts["drafts"][0]["text"]["body"], "To nobody",
        "the text is a draft again"
    );

    let (busy, _) = world.queue("To somebody busy", &["--to", "busy@brand.example"]);
    assert_eq!(world.send()["later"], json!([busy]));
    let row = world.row(busy);
    assert_eq!(row["state"], "retry");
    assert_eq!(
        row["next_try"], "2026-11-22T12:01:00Z",
        "a minute after the first attempt"
    );
    assert_eq!(world.send()["later"], json!([]), "not before its time");
    let back = world
        .run(&["offers", "outbox", "cancel", &busy.to_string()])
        .done();
    assert_eq!(back["open"], json!([]), "taken back while it waits");

    stack.submission_down();
    let (waits, message_id) = world.queue("Written on a train", &["--to", "ana@brand.example"]);
    assert_eq!(world.send()["waiting"], json!([waits]));
    assert_eq!(world.row(waits)["why"], "offline");
    stack.submission_up();
    let synced = world.run(&["sync"]);
    assert_eq!(synced.exit, 0, "{}", synced.stdout);
    let row = world.row(waits);
    assert_eq!(row["state"], "sent", "the next sync takes it along: {row}");
    stack.drained();
    assert_eq!(stack.ids("ana", "").len(), 1, "once");
    assert!(stack.ids("ana", "").contains(&message_id), "under its id");
    assert!(stack.ids("brand", "").is_empty() && stack.ids("gone", "").is_empty());
    assert!(
        stack.ids("camille", "").contains(&message_id),
        "the hidden copy"
    );
}

#[test]
#[ignore = "needs Postfix and Dovecot, and root: scripts/checks/outbox"]
fn a_server_without_tls_is_told_nothing() {
    use std::io::{BufRead, BufReader, Write};
    let stack = Stack::start();
    let world = World::new(&stack, stack.imaps, stack.submission, "bcc");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let plain = std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        line.write_all(b"220 plain.example ESMTP\r\n").unwrap();
        let mut heard = Vec::new();
        let reader = BufReader::new(line.try_clone().unwrap());
        for text in reader.lines().map_while(Result::ok) {
            heard.push(text);
            line.write_all(b"250-plain.example\r\n250 AUTH PLAIN LOGIN\r\n")
                .unwrap();
        }
        heard
    });
    let told = world.sender(port, "bcc");
    assert_eq!(told.code(), "certificate", "{}", told.stdout);
    assert_eq!(told.json()["error"]["details"]["reason"], "no_tls");
    assert_eq!(
        plain.join().unwrap(),
        ["EHLO [127.0.0.1]"],
        "nothing but the question for TLS"
    );
    let kept = world.run(&["offers", "sender"]).done();
    let server = kept["senders"][0]["server"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let kept = kept["senders"].as_array().unwrap().iter().any(|row| {
        row["server"]
            .as_str()
            .is_some_and(|s| s.ends_with(&stack.submission.to_string()))
    });
    assert!(kept, "the server that works stays: {server}");
}
