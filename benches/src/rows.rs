//! Invented ledger lines of a shop that sells much: three years, four kinds of income, weekly payouts;
//! and the bank's side of them.

use domain::document::{DocumentKind, Place};
use domain::*;
use std::sync::Arc;

/// The feed the lines stand in.
pub const FEED: &str = "bench";
/// Days of history.
pub const DAYS: u64 = 1_095;
/// Payouts over that time.
pub const PAYOUTS: u64 = 156;

const TITLES: [&str; 8] = [
    "Atelier shop order",
    "Stoneware bowl, order",
    "Speckled jug, order",
    "Tip from a viewer",
    "Small plate set, order",
    "Commission on item",
    "Café mug, order",
    "Tea bowl, order",
];
const BUYERS: [&str; 4] = [
    "Galerie Éclat",
    "Studio Nord",
    "Maison Verte",
    "Papier Rond",
];
const STREAMS: [Stream; 4] = [
    Stream::ShopSale,
    Stream::Tip,
    Stream::AffiliateCommission,
    Stream::BrandDeal,
];

/// A number without visible order, the same for the same `n`.
fn dice(n: u64) -> u64 {
    let mixed = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn pick<T: Copy>(list: &[T], dice: u64) -> Option<T> {
    list.get((dice % list.len() as u64) as usize).copied()
}

/// The day the story ends, 2026-10-21, in days since 1970.
const LAST_DAY: i32 = 20_747;

const FIRST_OF_ALL: CivilDay = CivilDay(chrono::NaiveDate::MIN);

fn before_the_end(days: u64) -> CivilDay {
    let number = LAST_DAY.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX));
    CivilDay::from_number(number).unwrap_or(FIRST_OF_ALL)
}

/// The line `n` of `all`; the same `n` of the same `all` is the same line.
pub fn entry(n: u64, all: u64) -> EntryDraft {
    let dice = dice(n);
    let ago = (all.saturating_sub(n + 1)).saturating_mul(DAYS) / all.max(1);
    let day = before_the_end(ago);
    let cents = 300 + (dice % 9_000) as i64;
    let fee = 25 + cents / 50;
    let payout = (DAYS - ago.min(DAYS)) / 7;
    EntryDraft {
        external_id: Some(format!("txn_{:016x}", dice ^ 0x5bd1)),
        day,
        zone: Zone::UTC,
        instant: Some(day.utc_start()),
        stream: pick(&STREAMS, dice >> 8).unwrap_or(Stream::Tip),
        title: format!("{} #{n}", pick(&TITLES, dice >> 16).unwrap_or_default()),
        counterparty: pick(&BUYERS, dice >> 24).map(str::to_owned),
        money: Money {
            unit: if dice.is_multiple_of(11) {
                Unit::USD
            } else {
                Unit::EUR
            },
            gross: Some(cents * 10_000),
            fee: Some(fee * 10_000),
            tax: None,
            net: (cents - fee) * 10_000,
        },
        status: if dice.is_multiple_of(50) {
            Status::Reversed
        } else if ago < 7 {
            Status::Available
        } else {
            Status::Paid
        },
        available_on: Some(day.plus_days(2)),
        payout_external_id: (ago >= 7).then(|| format!("po_{payout:04}")),
        locator: Locator {
            start: n * 100,
            len: 100,
            place: Place::Line(n + 2),
        },
    }
}

/// The weekly payouts of the same story.
pub fn payouts() -> Vec<PayoutDraft> {
    (0..=PAYOUTS)
        .map(|week| {
            let day = before_the_end(DAYS.saturating_sub(week * 7));
            PayoutDraft {
                external_id: format!("po_{week:04}"),
                amount: Amount::new(1_000_000_000, Unit::EUR),
                state: PayoutState::Paid,
                created: day.utc_start(),
                arrival: Some(day.plus_days(2)),
                itemised: true,
                failure: None,
                description: Some("STRIPE PAYOUT".to_owned()),
                locator: Locator {
                    start: 0,
                    len: 1,
                    place: Place::Whole,
                },
            }
        })
        .collect()
}

/// A document that stands for the page the lines came on.
pub fn document(name: &str, now: Instant) -> DocumentDraft {
    DocumentDraft {
        kind: DocumentKind::ApiPage,
        platform: Platform::Stripe,
        name: name.to_owned(),
        media_type: "application/json".to_owned(),
        bytes: Arc::from(name.as_bytes()),
        received_at: now,
    }
}

/// The lines `from..to` of `all` as one page.
pub fn page(from: u64, to: u64, all: u64, now: Instant) -> Page {
    let mut page = Page::new(FEED, document(&format!("lines {from} to {to}"), now));
    page.entries = (from..to).map(|n| entry(n, all)).collect();
    page
}

const SHOPS: [&str; 4] = [
    "CARD PAYMENT KILN SUPPLIES",
    "RENT STUDIO",
    "TRANSFER FROM A FRIEND",
    "CLAY AND GLAZE GMBH",
];

fn bank_line(id: String, day: CivilDay, cents: i64, text: &str) -> LandingDraft {
    LandingDraft {
        external_id: Some(id),
        day,
        value_day: Some(day),
        amount: Amount::new(cents * 10_000, Unit::EUR),
        text: text.to_owned(),
        counterparty: None,
        reference: None,
        locator: Locator {
            start: 0,
            len: 1,
            place: Place::Whole,
        },
    }
}

/// The statement of the account these payouts land in: a line for each payout, two lines in three exact and every third
/// short of a bank's fee, and `others` lines a day of other money, half of it coming in.
pub fn statement(payouts: &[PayoutDraft], days: u64, others: u64) -> Vec<LandingDraft> {
    let mut lines: Vec<LandingDraft> = payouts
        .iter()
        .zip(0_u64..)
        .map(|(payout, n)| {
            let day = payout.arrival.unwrap_or(FIRST_OF_ALL);
            let kept = if n % 3 == 2 { 150 } else { 0 };
            let cents = payout.amount.micros / 10_000 - kept;
            let text = payout.description.as_deref().unwrap_or_default();
            bank_line(format!("landed-{}", payout.external_id), day, cents, text)
        })
        .collect();
    for ago in 0..days {
        for n in 0..others {
            let dice = dice(ago * others + n + 7_000_000);
            let cents = 500 + (dice % 90_000) as i64;
            let cents = if dice & 1 == 0 { cents } else { -cents };
            let text = pick(&SHOPS, dice >> 20).unwrap_or_default();
            let id = format!("line-{ago}-{n}");
            lines.push(bank_line(id, before_the_end(ago), cents, text));
        }
    }
    lines
}

/// Payouts of a year, one a day, none like another.
pub fn daily_payouts(platform: &str, words: &str, seed: u64) -> Vec<PayoutDraft> {
    (0..365)
        .map(|ago| {
            let day = before_the_end(ago + 5);
            let cents = 2_000 + (dice(seed * 1_000 + ago) % 400_000) as i64;
            PayoutDraft {
                external_id: format!("{platform}-{ago:04}"),
                amount: Amount::new(cents * 10_000, Unit::EUR),
                state: PayoutState::Paid,
                created: day.utc_start(),
                arrival: Some(day.plus_days(2)),
                itemised: true,
                failure: None,
                description: Some(words.to_owned()),
                locator: Locator {
                    start: 0,
                    len: 1,
                    place: Place::Whole,
                },
            }
        })
        .collect()
}

/// The line `n` of `all` before and after its platform corrected it.
pub fn correction(n: u64, all: u64) -> (EntryDraft, EntryDraft) {
    let before = entry(n, all);
    let mut after = before.clone();
    after.money.net -= 10_000 * (1 + (dice(n) % 90) as i64);
    (before, after)
}

/// A state as the feed of changes keeps it.
pub fn state(entry: &EntryDraft) -> String {
    let net = Amount::new(entry.money.net, entry.money.unit);
    serde_json::json!({
        "day": entry.day.to_string(),
        "stream": entry.stream.slug(),
        "status": entry.status.slug(),
        "title": entry.title,
        "net": net,
    })
    .to_string()
}
