//! A mailbox of many messages and offers, made once, and what the Inbox costs over it: search, list, board, conversation.
//!
//! `cargo run --release -p bench --bin mailbox -- [MESSAGES [OFFERS]]`, 100,000 and 5,000 unless said. The words are invented and drawn
//! so that a few stand in nearly every message and most in few, as in any language.

use bench::{NOW, Outcome, profile};
use domain::document::{DocumentKind, Place};
use domain::offer::{Evidence, MessageDraft, Term, TermField, TermValue};
use domain::{
    AccountId, Amount, DocumentDraft, Instant, Locator, MailDraft, OfferDraft, Platform, RunKind,
    RunState, Stage, Unit,
};
use std::time::Instant as Clock;
use store::{AccountDraft, OfferNote, Origin};
use studio::shapes::{MailSearch, OfferFilter};
use studio::{OpenProfile, deals, inbox, mail};

/// Messages written in one transaction.
const BATCH: u64 = 2_000;
/// Words known.
const WORDS: u64 = 20_000;
/// Words of one message.
const LENGTH: u64 = 150;
/// Times each question is asked.
const ROUNDS: usize = 15;

/// The same numbers every time, without order (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// A word's number: half of all words are among the first hundred, and so on.
    fn word(&mut self) -> u64 {
        let mut reach = 100;
        while reach < WORDS && self.below(2) == 0 {
            reach *= 4;
        }
        self.below(reach.min(WORDS))
    }
}

/// The word of a number: syllables, some with accents.
fn word(mut n: u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "cé", "di", "fo", "gu", "la", "mé", "ni", "po", "ru", "sa", "té", "vi", "co", "du",
        "fra", "glè", "li", "mon", "pru", "ré", "sol", "tu", "œu",
    ];
    let mut out = String::new();
    for _ in 0..3 {
        let at = usize::try_from(n % 24).unwrap_or_default();
        out.push_str(SYLLABLES.get(at).copied().unwrap_or_default());
        n /= 24;
        if n == 0 && out.len() > 3 {
            break;
        }
    }
    out
}

fn sentence(dice: &mut Dice, words: u64) -> String {
    let all: Vec<String> = (0..words).map(|_| word(dice.word())).collect();
    all.join(" ")
}

fn letter(n: u64, now: Instant, start: i64, offers: u64, every: u64) -> MailDraft {
    let mut dice = Dice(n);
    let of_offer = n.is_multiple_of(every) && n / every < offers;
    let brand = n / every % 400;
    // One in four answers an earlier message.
    let references = match n % 4 {
        3 => vec![format!("m{}@bench.example", n - 1)],
        _ => Vec::new(),
    };
    let subject = match of_offer {
        true => format!("Collaboration {}", word(brand)),
        false => sentence(&mut dice, 6),
    };
    let text = format!(
        "Bonjour Camille, {}. Offer {n} of {}.",
        sentence(&mut dice, LENGTH),
        word(brand)
    );
    MailDraft {
        message: MessageDraft {
            external_id: format!("m{n}@bench.example"),
            references,
            from_name: format!("{} {}", word(brand + 40), word(brand + 90)),
            from_address: format!("hello@brand{brand}.example"),
            subject,
            sent: Instant::from_seconds(start + i64::try_from(n * 600).unwrap_or(0)).unwrap_or(now),
            text,
            attachments: Vec::new(),
        },
        to: vec!["camille@bench.example".to_owned()],
        place: None,
        flags: Vec::new(),
        locator: Locator {
            start: n,
            len: 1,
            place: Place::Whole,
        },
    }
}

fn offer(mail: &MailDraft, n: u64) -> OfferDraft {
    let message = &mail.message;
    let term = |field, value, text: &str| Term {
        field,
        value,
        evidence: Evidence {
            text: text.to_owned(),
            start: None,
            len: 0,
        },
    };
    let from = format!("From: {} <{}>", message.from_name, message.from_address);
    let brand = message.from_name.clone();
    let fee = i64::try_from(n % 3_000).unwrap_or_default() * 1_000_000;
    OfferDraft {
        external_id: message.external_id.clone(),
        title: message.subject.clone(),
        stage: Stage::New,
        received: message.sent,
        terms: vec![
            term(TermField::Brand, TermValue::Text(brand.clone()), &from),
            term(
                TermField::Fee,
                TermValue::Money(Amount::new(fee, Unit::EUR)),
                "the fee we spoke of",
            ),
            term(
                TermField::Deliverables,
                TermValue::Text("2 videos, 1 story".into()),
                "two videos and a story",
            ),
            term(
                TermField::UsageRights,
                TermValue::Text("6 months, paid ads".into()),
                "usage for six months",
            ),
            term(
                TermField::PaymentTerms,
                TermValue::Text("30 days".into()),
                "paid within 30 days",
            ),
            term(
                TermField::Contact,
                TermValue::Text(message.from_address.clone()),
                &from,
            ),
        ],
        findings: Vec::new(),
        messages: vec![message.clone()],
        locator: mail.locator.clone(),
        brand,
    }
}

fn fill(profile: &OpenProfile, messages: u64, offers: u64) -> Outcome<AccountId> {
    let now: Instant = NOW.parse()?;
    let start = now.seconds() - i64::try_from(messages * 600)?;
    let every = (messages / offers.max(1)).max(1);
    let account = profile.store().write(move |tx| {
        tx.insert_account(&AccountDraft {
            platform: Platform::Mail,
            handle: "camille@bench.example".to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: true,
            added_at: now,
        })
    })?;
    for from in (0..messages).step_by(usize::try_from(BATCH)?) {
        profile.store().write(move |tx| {
            let run = tx.start_run(RunKind::Import, "mailbox", now)?;
            let document = DocumentDraft {
                kind: DocumentKind::Mail,
                platform: Platform::Mail,
                name: format!("part {from}"),
                media_type: "application/mbox".to_owned(),
                bytes: from.to_string().into_bytes().into(),
                received_at: now,
            };
            let document = tx.insert_document(&document, Some(account), run)?;
            let origin = Origin {
                account,
                feed: "mail",
                document,
                run,
                now,
            };
            for n in from..(from + BATCH).min(messages) {
                let mail = letter(n, now, start, offers, every);
                tx.upsert_mail(&origin, &mail)?;
                if n.is_multiple_of(every) && n / every < offers {
                    let id = tx.upsert_offer(&origin, &offer(&mail, n))?.id();
                    // Two in three were looked at, so that brands are known.
                    let stages = [None, Some(Stage::Talking), Some(Stage::Declined)];
                    let at = usize::try_from(n / every % 3).unwrap_or_default();
                    if let Some(stage) = stages.get(at).copied().flatten() {
                        let note = OfferNote {
                            stage: Some(stage),
                            ..OfferNote::default()
                        };
                        tx.set_offer_note(id, &note, now)?;
                    }
                }
            }
            tx.finish_run(run, RunState::Done, now, None)
        })?;
    }
    Ok(account)
}

fn timed<T>(
    what: &str,
    mut ask: impl FnMut() -> Outcome<T>,
    told: impl Fn(&T) -> String,
) -> Outcome<()> {
    let mut spent = Vec::new();
    let mut first = None;
    let mut last = None;
    for _ in 0..ROUNDS {
        let clock = Clock::now();
        last = Some(ask()?);
        let took = clock.elapsed();
        first.get_or_insert(took);
        spent.push(took);
    }
    spent.sort();
    let ms = |d: Option<std::time::Duration>| d.unwrap_or_default().as_secs_f64() * 1e3;
    println!(
        "{what:<44} first {:>8.1} ms  median {:>8.1} ms  worst {:>8.1} ms  {}",
        ms(first),
        ms(spent.get(spent.len() / 2).copied()),
        ms(spent.last().copied()),
        last.as_ref().map(told).unwrap_or_default()
    );
    Ok(())
}

/// The most memory this process ever held, in MB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1_024)
}

fn main() -> Outcome<()> {
    let number = |n: usize, or: u64| {
        let said = std::env::args().nth(n).and_then(|text| text.parse().ok());
        said.unwrap_or(or)
    };
    let (messages, offers) = (number(1, 100_000), number(2, 5_000));
    let folder = match std::env::args().nth(3) {
        Some(kept) => kept.into(),
        None => std::env::temp_dir().join(format!("mailbox-{}", std::process::id())),
    };
    let clock = Clock::now();
    let profile = profile::open(&folder)?;
    if profile.store().read(|tx| tx.mail_count())? == 0 {
        fill(&profile, messages, offers)?;
        println!("made in {:.1} s", clock.elapsed().as_secs_f64());
    }
    drop(profile);
    let profile = profile::open(&folder)?;
    let size = std::fs::metadata(profile.store().path())?.len() / 1_000_000;
    println!("{messages} messages, {offers} offers, file {size} MB");
    let searches = [
        ("a word of every message", "bonjour", false),
        ("the same, the newest first", "bonjour", true),
        ("a word of many", "baba", false),
        ("a rare word", "offer 77123", false),
        ("a beginning of two letters", "ba", false),
        ("a beginning of four", "baba", false),
        ("two words", "collaboration camille", false),
        ("words side by side", "\"bonjour camille\"", false),
        ("by sender, with a word", "from:brand17 bonjour", false),
        ("without a word", "collaboration -bonjour", false),
        (
            "between two days",
            "camille after:2025-06 before:2025-07",
            false,
        ),
        ("nothing at all", "xyzzy", false),
    ];
    for (what, text, newest) in searches {
        let search = MailSearch {
            text: text.to_owned(),
            newest,
            ..MailSearch::default()
        };
        timed(
            &format!("search: {what}"),
            || Ok(mail::search(&profile, &search)?),
            |hits| {
                format!(
                    "{} messages, {} offers",
                    hits.messages.len(),
                    hits.offers.len()
                )
            },
        )?;
    }
    let list = inbox::offers(&profile, &OfferFilter::default())?;
    let opened = list
        .groups
        .iter()
        .flat_map(|g| &g.offers)
        .map(|o| o.id)
        .next();
    let filter = OfferFilter::default();
    timed(
        "the list of offers",
        || Ok(inbox::offers(&profile, &filter)?),
        |l| format!("{} offers", l.count),
    )?;
    timed(
        "the board of offers",
        || Ok(deals::board(&profile, &filter, 50)?),
        |_| String::new(),
    )?;
    let worded = OfferFilter {
        text: Some("collaboration".to_owned()),
        ..OfferFilter::default()
    };
    timed(
        "the list, narrowed by a word",
        || Ok(inbox::offers(&profile, &worded)?),
        |l| format!("{} groups", l.groups.len()),
    )?;
    if let Some(id) = opened {
        timed(
            "an offer, opened",
            || Ok(inbox::offer(&profile, id)?),
            |_| String::new(),
        )?;
        timed(
            "its conversation",
            || Ok(mail::of_offer(&profile, id)?),
            |t| format!("{} messages", t.as_ref().map_or(0, |t| t.messages.len())),
        )?;
    }
    if let Some(peak) = peak() {
        println!("most memory held: {peak} MB");
    }
    drop(profile);
    if std::env::args().nth(3).is_none() {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}
