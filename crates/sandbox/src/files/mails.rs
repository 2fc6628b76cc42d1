//! Brand-offer mail as `.eml` files: good offers, poor ones, a scam, and a newsletter that is no offer.
//!
//! Rule protected: dates follow the world's clock, so an answer is due in days and not in some past year; every address
//! is invented and ends in `.example`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{Duration, Utc};

use super::mail_texts::{BodyKind, MAILS, MailText};
use crate::world::World;

/// The creator's address.
const TO: &str = "Camille Arnaud <bonjour@atelier-camille.example>";

/// The mails in the creator's folder at the world's clock: file name and RFC 5322 bytes with CRLF line ends.
#[must_use]
pub fn offer_mails(world: &World) -> Vec<(String, Vec<u8>)> {
    MAILS
        .iter()
        .map(|mail| {
            (
                format!("{}.eml", mail.file),
                render(world, mail).into_bytes(),
            )
        })
        .collect()
}

fn render(world: &World, mail: &MailText) -> String {
    let sent = world.now() - Duration::hours(mail.hours_ago);
    let due = |days: i64, format: &str| {
        (world.now() + Duration::days(days))
            .format(format)
            .to_string()
    };
    let fill = |text: &str| {
        text.replace("{in5}", &due(5, "%-d %B %Y"))
            .replace("{in12}", &due(12, "%-d %B %Y"))
            .replace("{in21}", &due(21, "%-d %B %Y"))
            .replace("{le12}", &due(12, "%d/%m/%Y"))
            .replace("{le21}", &due(21, "%d/%m/%Y"))
    };
    let mut head = vec![
        format!("Return-Path: <{}>", mail.return_path),
        "Received: from mx.mailhost.example (mx.mailhost.example [192.0.2.17])".to_owned(),
        format!(
            "\tby inbound.atelier-camille.example with ESMTPS; {}",
            sent.with_timezone(&Utc).to_rfc2822()
        ),
        format!(
            "Authentication-Results: inbound.atelier-camille.example; {}",
            mail.authentication
        ),
        format!("Date: {}", sent.to_rfc2822()),
        format!("From: {}", mailbox(mail.from)),
        format!("To: {TO}"),
        format!("Subject: {}", header_text(mail.subject)),
        format!("Message-ID: <{}>", message_id(world, mail.file)),
        "MIME-Version: 1.0".to_owned(),
    ];
    if let Some(parent) = mail.answers {
        let parent = message_id(world, parent);
        head.push(format!("In-Reply-To: <{parent}>"));
        head.push(format!("References: <{parent}>"));
    }
    head.extend(mail.more_headers.iter().map(|line| (*line).to_owned()));
    let body = fill(mail.body);
    match mail.kind {
        BodyKind::Plain => {
            head.push("Content-Type: text/plain; charset=utf-8".to_owned());
            head.push("Content-Transfer-Encoding: 8bit".to_owned());
            join(&head, &body)
        }
        BodyKind::Quoted => {
            head.push("Content-Type: text/plain; charset=utf-8".to_owned());
            head.push("Content-Transfer-Encoding: quoted-printable".to_owned());
            join(&head, &quoted_printable(&body))
        }
        BodyKind::Html => {
            let boundary = format!("=_{}", mail.file);
            head.push(format!(
                "Content-Type: multipart/alternative; boundary=\"{boundary}\""
            ));
            let html = format!(
                "<html><body><img src=\"https://pixel.tracker.example/o.gif?c=camille\" width=\"1\" height=\"1\"><p>{}</p></body></html>\n",
                body.trim_end().replace("\n\n", "</p><p>")
            );
            let parts = format!(
                "--{boundary}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n--{boundary}\nContent-Type: text/html; charset=utf-8\n\n{html}\n--{boundary}--\n"
            );
            join(&head, &parts)
        }
    }
}

fn message_id(world: &World, file: &str) -> String {
    format!("{file}.{}@mailhost.example", world.plan.seed)
}

fn join(head: &[String], body: &str) -> String {
    format!("{}\n\n{body}", head.join("\n")).replace('\n', "\r\n")
}

/// A mailbox whose display name is ASCII on the wire.
fn mailbox(text: &str) -> String {
    match text.split_once(" <") {
        Some((name, address)) => format!("{} <{address}", header_text(name)),
        None => text.to_owned(),
    }
}

/// An encoded word where a header is not ASCII (RFC 2047).
fn header_text(text: &str) -> String {
    if text.is_ascii() {
        text.to_owned()
    } else {
        format!("=?utf-8?B?{}?=", STANDARD.encode(text))
    }
}

/// Quoted-printable with soft breaks before 76 columns (RFC 2045).
fn quoted_printable(text: &str) -> String {
    let mut out = String::new();
    for line in text.split('\n') {
        let mut width = 0;
        for byte in line.bytes() {
            let plain = (byte == b' ' || byte.is_ascii_graphic()) && byte != b'=';
            let piece = if plain {
                char::from(byte).to_string()
            } else {
                format!("={byte:02X}")
            };
            if width + piece.len() > 72 {
                out.push_str("=\n");
                width = 0;
            }
            width += piece.len();
            out.push_str(&piece);
        }
        out.push('\n');
    }
    out.truncate(out.len().saturating_sub(1));
    out
}
