//! Brand mail: which messages are offers, what they state and where, what speaks against them.

use connectors::import::{Format, ImportInput, ImportOptions, Parsed, detect, members, parse};
use domain::document::Place;
use domain::offer::{FindingKind, TermValue};
use domain::reject::RejectReason;
use domain::{OfferDraft, Stage};
use proptest::prelude::*;

fn input(name: &str, bytes: &[u8]) -> ImportInput {
    ImportInput {
        name: name.into(),
        bytes: bytes.into(),
        received_at: "2026-11-22T12:00:00Z".parse().unwrap(),
    }
}

fn fixture(name: &str) -> ImportInput {
    let path = format!("{}/fixtures/mail/{name}", env!("CARGO_MANIFEST_DIR"));
    input(
        name,
        &std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}")),
    )
}

fn read(name: &str) -> Parsed {
    let file = fixture(name);
    let format = detect(name, &file.bytes)
        .unwrap_or_else(|e| panic!("{name}: {e}"))
        .format;
    parse(&file, format, &ImportOptions::default()).unwrap()
}

fn offers(name: &str) -> Vec<OfferDraft> {
    read(name).pages.remove(0).offers
}

fn offer(name: &str) -> OfferDraft {
    let mut all = offers(name);
    assert_eq!(all.len(), 1, "{name} holds one offer");
    all.remove(0)
}

fn shown(value: &TermValue) -> String {
    match value {
        TermValue::Text(text) => text.clone(),
        TermValue::Money(amount) => amount.to_string(),
        TermValue::Day(day) => day.to_string(),
        TermValue::Rate(rate) => format!("{rate}/10000"),
        TermValue::Days(days) => format!("{days} days"),
        TermValue::Flag(flag) => flag.to_string(),
    }
}

fn terms(offer: &OfferDraft) -> Vec<String> {
    offer
        .terms
        .iter()
        .map(|t| format!("{}: {}", t.field, shown(&t.value)))
        .collect()
}

#[test]
fn terms_are_read_in_english_and_french() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "01-fair-fee.eml",
            "Lune & Lin",
            &[
                "brand: Lune & Lin",
                "platform: TikTok",
                "deliverables: 2 TikTok videos, 3 stories",
                "fee: 1200.00 EUR",
                "answer_by: 2026-11-20",
                "draft_by: 2026-12-12",
                "publish_on: 2027-01-08",
                "usage_rights: Usage rights: organic, 3 months on our own channels",
                "exclusivity: No exclusivity",
                "payment_terms: Fee: EUR 1,200 plus VAT, paid 30 days after invoice",
                "contact: ines@lune-et-lin.example",
            ],
        ),
        (
            "02-francais.eml",
            "Maison Solenne",
            &[
                "brand: Maison Solenne",
                "platform: TikTok",
                "deliverables: 1 vidéo TikTok, une story",
                "fee: 1800.00 EUR",
                "answer_by: 2026-11-24",
                "draft_by: 2026-12-05",
                "publish_on: 2027-01-20",
                "usage_rights: Droits d'utilisation : 6 mois, publicité comprise.",
                "exclusivity: Exclusivité d'un mois sur le prêt-à-porter.",
                "payment_terms: Notre budget est de 1 800 EUR HT, réglé à 45 jours fin de mois.",
                "contact: heloise@maison-solenne.example",
            ],
        ),
        (
            "03-gifted-html.eml",
            "Papier Rond",
            &[
                "brand: Papier Rond",
                "product: A2 cutting mat",
                "platform: TikTok",
                "deliverables: one TikTok video",
                "gifted: true",
                "contact: hello@papier-rond.example",
            ],
        ),
        (
            "04-commission.eml",
            "Norrvik",
            &[
                "brand: Norrvik",
                "deliverables: one video",
                "commission: 2000/10000",
                "payment_terms: We offer 20 % commission on every sale through your code CAMILLE20, tracked for 30 days and paid monthly above USD 50.",
                "contact: oskar@norrvik.example",
            ],
        ),
        (
            "09-spark.eml",
            "Kettleworth Irons",
            &[
                "brand: Kettleworth Irons",
                "product: mini steam iron",
                "platform: TikTok",
                "deliverables: one TikTok video",
                "fee: 650.00 GBP",
                "gifted: true",
                "ad_authorization: 30 days",
                "exclusivity: You may not work with other iron brands for 2 months.",
                "payment_terms: We offer £650, half on signature and half on publication, and the iron is yours to keep.",
                "contact: maud@kettleworth-irons.example",
            ],
        ),
        (
            "11-latin1-undeclared.eml",
            "Corvel",
            &[
                "brand: Corvel",
                "platform: TikTok",
                "deliverables: 4 TikTok videos",
                "fee: 150.00 EUR",
                "usage_rights: For EUR 150 all included we need 4 TikTok videos, and full rights in perpetuity in all media.",
                "payment_terms: Payment 90 days after publication.",
                "contact: marketing@corvel.example",
            ],
        ),
        (
            "12-no-id-no-date.eml",
            "Papier Rond",
            &[
                "brand: Papier Rond",
                "deliverables: 1 video",
                "fee: 1500.00 EUR",
                "contact: lina@papier-rond.example",
            ],
        ),
    ];
    for (name, brand, want) in cases {
        let offer = offer(name);
        assert_eq!(offer.brand, *brand, "{name}: the brand");
        assert_eq!(terms(&offer), *want, "{name}: the terms");
        assert_eq!(offer.stage, Stage::New, "{name}");
    }
}

#[test]
fn every_term_shows_the_words_it_came_from() {
    for name in [
        "01-fair-fee.eml",
        "02-francais.eml",
        "03-gifted-html.eml",
        "04-commission.eml",
        "09-spark.eml",
    ] {
        let offer = offer(name);
        let text = &offer.messages[0].text;
        for term in &offer.terms {
            let Some(start) = term.evidence.start else {
                assert!(
                    term.evidence.text.starts_with("From: "),
                    "{name}: only headers have no place"
                );
                continue;
            };
            let (start, len) = (start as usize, term.evidence.len as usize);
            assert_eq!(
                &text[start..start + len],
                term.evidence.text,
                "{name}: {} stands where it says",
                term.field
            );
        }
    }
}

#[test]
fn a_scam_shows_each_reason_with_its_line() {
    let offer = offer("05-scam.eml");
    let found: Vec<(FindingKind, &str)> = offer
        .findings
        .iter()
        .map(|f| (f.kind, f.line.as_str()))
        .collect();
    use FindingKind::*;
    assert_eq!(
        found,
        [
            (
                LookAlikeDomain,
                "From: Kettleworth Irons Partnerships <partners@kett1eworth-irons.example>"
            ),
            (
                ReplyToMismatch,
                "Reply-To: kettleworth.contracts@freemail.example"
            ),
            (
                AuthenticationFailed,
                "Authentication-Results: mx.mailhost.example; spf=fail smtp.mailfrom=bulk-sender.example; dkim=none; dmarc=fail"
            ),
            (
                HiddenLink,
                "www.kettleworth-irons.example → https://bit.ly/3xInvented"
            ),
            (
                LookAlikeDomain,
                "https://kettleworth-irons.login-verify.example/contract"
            ),
            (HiddenLink, "https://bit.ly/3xInvented"),
            (
                DangerousAttachment,
                "contract.pdf (application/pdf, 27 bytes, a program inside)"
            ),
            (
                PayToJoin,
                "To activate the contract you must pay a refundable registration fee of USD 49 in gift cards."
            ),
            (
                Overpayment,
                "If we send too much, please return the difference."
            ),
            (OffPlatform, "Our agent waits for you on WhatsApp."),
            (
                Urgency,
                "Confirm on https://kettleworth-irons.login-verify.example/contract within 24 hours."
            ),
        ]
    );
    let files: Vec<&str> = offer.messages[0]
        .attachments
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(
        files,
        ["contract.pdf", "brief.docx"],
        "both are listed, the honest document is no finding"
    );
    assert!(
        terms(&offer).contains(&"fee: 5000.00 USD".to_owned()),
        "what the creator would pay is no fee"
    );
}

#[test]
fn fair_mail_raises_no_findings() {
    for name in [
        "01-fair-fee.eml",
        "02-francais.eml",
        "03-gifted-html.eml",
        "04-commission.eml",
        "09-spark.eml",
    ] {
        assert_eq!(offer(name).findings, [], "{name}");
    }
    let vague = offer("08-freemail-vague.eml");
    let kinds: Vec<_> = vague.findings.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FindingKind::FreeMail]);
}

#[test]
fn what_is_no_offer_is_named_in_the_notes() {
    for (name, subject) in [
        (
            "06-newsletter.eml",
            "New in: bobbin boxes, 15 % off this week",
        ),
        ("07-personal.eml", "Dinner on Friday"),
        ("10-order-receipt.eml", "Your order 1048"),
    ] {
        let parsed = read(name);
        assert_eq!(parsed.pages[0].offers, [], "{name}");
        let notes: Vec<_> = parsed
            .notes
            .iter()
            .map(|n| (n.code, n.detail.as_str()))
            .collect();
        assert_eq!(notes, [("not_offer", subject)], "{name} is not lost");
    }
}

#[test]
fn html_leaves_as_plain_text() {
    let text = &offer("03-gifted-html.eml").messages[0].text;
    assert_eq!(
        text,
        "Hi Camille!\n\nWe would love to gift you our A2 cutting mat (worth EUR\u{a0}27.80). In exchange we ask for one \
         TikTok video.\n\nThere is no budget for a fee this time."
    );
}

#[test]
fn a_reply_alone_belongs_to_the_offer_it_answers() {
    let reply = offer("13-reply.eml");
    assert_eq!(
        reply.external_id, "offer-1@lune-et-lin.example",
        "the thread's first message names the offer"
    );
    assert_eq!(reply.title, "Paid partnership: linen season");
    assert!(
        terms(&reply).contains(&"fee: 1300.00 EUR".to_owned()),
        "quoted lines are not its words"
    );
}

#[test]
fn a_mailbox_threads_its_messages_and_counts_twins_once() {
    let file = fixture("thread.mbox");
    assert_eq!(detect("x", &file.bytes).unwrap().format, Format::Mbox);
    let parsed = read("thread.mbox");
    let page = &parsed.pages[0];
    assert_eq!(page.offers.len(), 1);
    let offer = &page.offers[0];
    let ids: Vec<_> = offer
        .messages
        .iter()
        .map(|m| m.external_id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "offer-1@lune-et-lin.example",
            "mine-1@atelier.example",
            "reply-9@lune-et-lin.example"
        ],
        "one thread, oldest first"
    );
    assert_eq!(offer.stage, Stage::Talking, "the creator answered");
    assert!(
        terms(offer).contains(&"fee: 1300.00 EUR".to_owned()),
        "the brand's last word, not the creator's wish"
    );
    assert!(
        terms(offer).contains(&"draft_by: 2026-12-12".to_owned()),
        "and what it did not change"
    );
    assert!(
        offer.messages[1].text.contains("\nFrom my side"),
        "quoting is undone"
    );
    let notes: Vec<_> = parsed.notes.iter().map(|n| n.code).collect();
    assert_eq!(notes, ["duplicate_message", "not_offer"]);
    let at = offer.locator.start as usize;
    let slice = &file.bytes[at..at + offer.locator.len as usize];
    assert!(
        slice.starts_with(b"Return-Path:"),
        "the place is the first message in the mailbox"
    );
    assert_eq!(offer.locator.place, Place::Line(2));
    assert_eq!(
        parsed.account_hint.unwrap().handle.as_deref(),
        Some("camille@atelier.example")
    );
}

#[test]
fn missing_headers_are_said_and_stay_stable() {
    let first = offer("12-no-id-no-date.eml");
    let parsed = read("12-no-id-no-date.eml");
    assert!(
        parsed.notes.iter().any(|n| n.code == "date_missing"),
        "the day of receipt stands in"
    );
    assert!(first.external_id.ends_with("@no-message-id.invalid"));
    assert_eq!(
        first.external_id, parsed.pages[0].offers[0].external_id,
        "the same bytes give the same id"
    );
}

#[test]
fn hostile_mime_survives_and_bytes_that_are_no_mail_wait() {
    let parsed = read("14-hostile.eml");
    assert_eq!(
        parsed.pages[0].offers.len()
            + parsed.pages[0].rejects.len()
            + parsed
                .notes
                .iter()
                .filter(|n| n.code == "not_offer")
                .count(),
        1
    );
    for (what, nested) in [
        (
            "multiparts",
            "Content-Type: multipart/mixed; boundary=a\n\n--a\n",
        ),
        ("messages", "Content-Type: message/rfc822\n\n"),
        ("folded messages", "Content-Type:\n message/rfc822\n\n"),
        (
            "digests",
            "Content-Type: multipart/digest; boundary=a\n\n--a\n\n",
        ),
    ] {
        let bomb = format!("From: a@b.example\nSubject: x\n{}", nested.repeat(100_000));
        let read = parse(
            &input("bomb.eml", bomb.as_bytes()),
            Format::Mail,
            &ImportOptions::default(),
        );
        assert_eq!(read.unwrap().pages.len(), 1, "{what} within {what} end");
    }
    let parsed = parse(
        &input("x.eml", b"no headers at all"),
        Format::Mail,
        &ImportOptions::default(),
    )
    .unwrap();
    assert_eq!(parsed.pages[0].rejects[0].reason, RejectReason::NotMail);
}

#[test]
fn a_mail_is_its_own_member() {
    let all = members(fixture("01-fair-fee.eml")).unwrap();
    assert_eq!(all.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..4u8) {
        let mut all: Vec<u8> = match kind {
            0 => b"From: a@b.example\r\nSubject: offer\r\nContent-Type: text/html\r\n\r\n<a href=\"".to_vec(),
            1 => b"From a@b.example Tue Oct  6 10:00:00 2026\nFrom: a@b.example\n".to_vec(),
            2 => b"From: a@b.example\nSubject: collab fee\n\nWe pay EUR ".to_vec(),
            _ => Vec::new(),
        };
        all.extend(&bytes);
        let _ = detect("f", &all);
        for format in [Format::Mail, Format::Mbox] {
            let _ = parse(&input("f", &all), format, &ImportOptions::default());
        }
    }

    #[test]
    fn any_words_keep_their_evidence_in_place(
        words in "(fee|budget|EUR|€|\\$|1 200|1.200,50|1,200|850|due|3 videos|une story|draft|by|le|12 mai|March 3|30 %|commission|\\.|\n| |é|💎|spark ads|days|12/05/2026|>|-){0,40}",
    ) {
        let mail = format!("From: a@b.example\nSubject: paid collaboration campaign\nContent-Type: text/plain; charset=utf-8\n\nWe offer 2 videos. {words}");
        let parsed = parse(&input("f", mail.as_bytes()), Format::Mail, &ImportOptions::default()).unwrap();
        let offer = &parsed.pages[0].offers[0];
        let text = &offer.messages[0].text;
        for term in &offer.terms {
            if let Some(start) = term.evidence.start {
                let (start, len) = (start as usize, term.evidence.len as usize);
                prop_assert_eq!(text.get(start..start + len), Some(term.evidence.text.as_str()));
            }
        }
    }
}
