//! A reply as the mail that travels (RFC 5322).
//!
//! The rule it protects: made once, from what it is given: the same reply is the same bytes at every attempt, so that a second
//! copy, if ever there were one, is known as the same message.

use domain::Instant;
use domain::reply::flowed;
use lettre::Address;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

/// What a mail is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter<'a> {
    /// `Message-ID` without brackets.
    pub message_id: &'a str,
    /// The creator's name; may be empty.
    pub from_name: &'a str,
    /// The creator's address.
    pub from_address: &'a str,
    /// Whom it goes to.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// Ids it answers, without brackets, oldest first; the last is the one that is answered.
    pub references: &'a [String],
    /// When the creator clicked on Send.
    pub date: Instant,
    /// The text as typed.
    pub body: &'a str,
}

/// Ids kept in `References`: the first and the latest ones. RFC 5322 asks for all, and for lines below 998 characters.
const REFERENCES: usize = 20;

/// Whether a text is one mail address.
pub fn is_address(text: &str) -> bool {
    Address::from_str(text.trim()).is_ok() && text.is_ascii()
}

/// The mail; `None` when an address is none.
pub fn compose(letter: &Letter<'_>) -> Option<Vec<u8>> {
    let address = |text: &str| Address::from_str(text.trim()).ok();
    let name = one_line(letter.from_name);
    let from = Mailbox::new(
        (!name.is_empty()).then_some(name),
        address(letter.from_address)?,
    );
    let to = Mailbox::new(None, address(letter.to)?);
    let millis = u64::try_from(letter.date.millis()).unwrap_or(0);
    let date = SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
    let mut mail = lettre::Message::builder()
        .from(from)
        .to(to)
        .date(date)
        .message_id(Some(bracketed(letter.message_id)?))
        .subject(one_line(letter.subject))
        .header(ContentType::parse("text/plain; charset=utf-8; format=flowed").ok()?);
    let ids: Vec<String> = letter
        .references
        .iter()
        .filter_map(|id| bracketed(id))
        .collect();
    if let Some(answered) = ids.last() {
        mail = mail.in_reply_to(answered.clone());
        let skipped = ids.len().saturating_sub(REFERENCES);
        let kept: Vec<&str> = ids
            .iter()
            .enumerate()
            .filter(|(n, _)| *n == 0 || *n > skipped)
            .map(|(_, id)| id.as_str())
            .collect();
        mail = mail.references(kept.join(" "));
    }
    let mut text = flowed(letter.body);
    text.push_str("\r\n");
    Some(mail.body(text).ok()?.formatted())
}

fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

/// An id in brackets; `None` for one that would break the header it stands in.
fn bracketed(id: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>');
    (!id.is_empty() && id.len() < 250 && id.chars().all(fits)).then(|| format!("<{id}>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::{MessageParser, MimeHeaders};

    fn letter<'a>(body: &'a str, references: &'a [String]) -> Letter<'a> {
        Letter {
            message_id: "r1@studio.example",
            from_name: "Camille Dupré",
            from_address: "camille@studio.example",
            to: "ana@brand.example",
            subject: "Re: Été\r\nBcc: everybody@example.com",
            references,
            date: "2026-11-22T20:00:00Z".parse().unwrap(),
            body,
        }
    }

    #[test]
    fn another_reader_reads_what_was_meant() {
        let ids = ["m0@brand.example".to_owned(), "m1@brand.example".to_owned()];
        let body = format!(
            "Bonjour Ana,\n\n{}\n.\n..dots\nFrom here on\n-- \nCamille",
            "élément ".repeat(30)
        );
        let bytes = compose(&letter(&body, &ids)).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.message_id(), Some("r1@studio.example"));
        assert_eq!(mail.in_reply_to().as_text(), Some("m1@brand.example"));
        let references = mail.references().as_text_list().unwrap();
        assert_eq!(references, ["m0@brand.example", "m1@brand.example"]);
        assert_eq!(mail.subject(), Some("Re: Été Bcc: everybody@example.com"));
        assert!(mail.bcc().is_none(), "a subject cannot add a header");
        assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-11-22T20:00:00Z");
        let from = mail.from().unwrap().first().unwrap();
        assert_eq!(from.name(), Some("Camille Dupré"));
        let kind = mail.content_type().unwrap();
        assert_eq!(kind.attribute("format"), Some("flowed"));
        let text = mail.body_text(0).unwrap().replace(" \r\n", " ");
        assert!(
            text.contains(&"élément ".repeat(30).trim_end().to_owned()),
            "joined again: {text}"
        );
        assert!(
            text.contains("\r\n.\r\n..dots\r\n From here on\r\n"),
            "{text}"
        );
    }

    #[test]
    fn lines_stay_within_what_mail_allows() {
        for body in [
            "word ".repeat(500),
            "é".repeat(3_000),
            "x".repeat(3_000),
            "Hello".to_owned(),
        ] {
            let bytes = compose(&letter(&body, &[])).unwrap();
            let longest = bytes.split(|b| *b == b'\n').map(<[u8]>::len).max();
            assert!(longest <= Some(999), "RFC 5322, 2.1.1: {longest:?}");
            assert!(bytes.is_ascii(), "every server takes it");
            assert_eq!(
                compose(&letter(&body, &[])),
                Some(bytes),
                "the same bytes again"
            );
        }
    }

    #[test]
    fn long_threads_keep_their_first_and_latest_ids() {
        let ids: Vec<String> = (0..60).map(|n| format!("m{n}@brand.example")).collect();
        let bytes = compose(&letter("Hi", &ids)).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        let references = mail.references().as_text_list().unwrap();
        assert_eq!(references.len(), REFERENCES);
        assert_eq!(
            references.first().map(AsRef::as_ref),
            Some("m0@brand.example")
        );
        assert_eq!(
            references.last().map(AsRef::as_ref),
            Some("m59@brand.example")
        );
    }

    #[test]
    fn addresses_and_ids_that_are_none_are_refused() {
        for (text, want) in [
            ("ana@brand.example", true),
            (" ana@brand.example ", true),
            ("ana", false),
            ("ana@brand.example, bob@brand.example", false),
            ("ana@brand.example\r\nBcc: x@y.example", false),
            ("", false),
        ] {
            assert_eq!(is_address(text), want, "“{text}”");
        }
        assert_eq!(bracketed("a b"), None);
        assert_eq!(bracketed("a>\r\nX: y"), None);
    }
}
