//! A message pasted from another app, read like a mail.
//!
//! The rule it protects: the words are the message's, byte for byte as they were pasted; who, when and where are by the creator's
//! word. The creator says it is an offer, so it is proposed as one whatever speaks for it.

use super::message::{Letter, clean};
use super::offer;
use crate::text::cut;
use domain::document::{DocumentKind, Place};
use domain::offer::MessageDraft;
use domain::{DocumentDraft, Instant, Locator, Page, Platform};
use sha2::{Digest, Sha256};

/// What was pasted and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The words.
    pub text: String,
    /// Who wrote them.
    pub who: String,
    /// An address, handle or number; empty when unknown.
    pub contact: String,
    /// The app, in words; empty when unsaid.
    pub place: String,
    /// What it is; the first line when empty.
    pub subject: String,
    /// When it was sent.
    pub sent: Instant,
}

/// The page of a pasted message: its words as document, the message, and the offer proposed from it.
#[must_use]
pub fn pasted(typed: &Pasted, now: Instant) -> Page {
    let name = match typed.place.as_str() {
        "" => typed.who.clone(),
        place => format!("{place} · {}", typed.who),
    };
    let document = DocumentDraft {
        kind: DocumentKind::Mail,
        platform: Platform::Mail,
        name: cut(&name, 80),
        media_type: "text/plain".to_owned(),
        bytes: typed.text.as_bytes().into(),
        received_at: now,
    };
    let locator = Locator {
        start: 0,
        len: typed.text.len() as u64,
        place: Place::Whole,
    };
    let text = clean(&typed.text);
    let subject = match typed.subject.as_str() {
        "" => cut(text.lines().next().unwrap_or_default(), 120),
        subject => cut(subject, 300),
    };
    let letter = Letter {
        draft: MessageDraft {
            external_id: id(typed),
            references: Vec::new(),
            from_name: cut(&typed.who, 300),
            from_address: cut(&typed.contact, 300),
            subject,
            sent: typed.sent,
            text,
            attachments: Vec::new(),
        },
        locator,
        to: Vec::new(),
        reply_to: None,
        authentication: None,
        bulk: false,
        links: Vec::new(),
        notes: Vec::new(),
    };
    let mut page = Page::new(super::FEED, document);
    page.mails.push(letter.mail());
    page.offers.extend(offer::by_the_creators_word(&[letter]));
    page
}

/// The same words of the same person by the same app are one message.
fn id(typed: &Pasted) -> String {
    let mut hash = Sha256::new();
    for part in [&typed.who, &typed.contact, &typed.place, &typed.text] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let half = hex::encode(digest.get(..16).unwrap_or_default());
    format!("sha256-{half}@pasted.invalid")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::offer::{TermField, TermValue};

    #[test]
    fn a_pasted_message_is_a_message_and_an_offer() {
        let now = Instant::from_seconds(1_790_000_000).unwrap();
        let typed = Pasted {
            text: "Hello Camille,\r\nwe pay 850 € for one reel about our bowls.".to_owned(),
            who: "Inès Caradec".to_owned(),
            contact: String::new(),
            place: "Direct message".to_owned(),
            subject: String::new(),
            sent: now,
        };
        let page = pasted(&typed, now);
        let offer = page.offers.first().expect("proposed by the creator's word");
        assert_eq!(
            page.document.bytes.as_ref(),
            typed.text.as_bytes(),
            "kept as it was pasted"
        );
        assert_eq!(offer.title, "Hello Camille,", "named by its first line");
        let fee = offer.terms.iter().find(|t| t.field == TermField::Fee);
        assert!(
            matches!(fee.map(|t| &t.value), Some(TermValue::Money(_))),
            "terms are read: {offer:?}"
        );
        assert_eq!(page.mails.len(), 1);
        assert_eq!(pasted(&typed, now), page, "the same again is the same");
        let vague = Pasted {
            text: "hi there".to_owned(),
            ..typed
        };
        assert_eq!(
            pasted(&vague, now).offers.len(),
            1,
            "the creator's word, not ours"
        );
    }
}
