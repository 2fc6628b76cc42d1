//! The quick line, repetitions and parts, by example and by law.

use super::*;
use crate::{Amount, Stream, Unit};
use proptest::prelude::*;

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn line(text: &str) -> Reading {
    read(text, day("2026-10-22"), Unit::EUR, true)
}

fn why(reading: &Reading, part: Part) -> Option<Why> {
    let found = reading.reasons.iter().find(|r| r.part == part);
    found.map(|r| r.why)
}

#[test]
fn a_line_is_read_into_its_parts() {
    let cases = [
        (
            "12/03 brand deal 500 EUR Nordlicht",
            "2026-03-12",
            "500 EUR",
            Stream::BrandDeal,
            Some("Nordlicht"),
        ),
        (
            "500€ partenariat de Maison Lune hier",
            "2026-10-21",
            "500 EUR",
            Stream::BrandDeal,
            Some("Maison Lune"),
        ),
        (
            "2026-02-01 $20.50 tip from Ada",
            "2026-02-01",
            "20.5 USD",
            Stream::Tip,
            Some("Ada"),
        ),
        (
            "12 mars 2025 vente 1 234,50 EUR",
            "2025-03-12",
            "1234.5 EUR",
            Stream::ShopSale,
            None,
        ),
        (
            "ads 1.500 usd",
            "2026-10-22",
            "1500 USD",
            Stream::AdShare,
            None,
        ),
        (
            "live gifts 2500 diamonds yesterday",
            "2026-10-21",
            "2500 diamond",
            Stream::LiveGift,
            None,
        ),
        (
            "refund -12,90 12.03.",
            "2026-03-12",
            "-12.9 EUR",
            Stream::Adjustment,
            None,
        ),
        (
            "bonus EUR 40 for spring",
            "2026-10-22",
            "40 EUR",
            Stream::Bonus,
            Some("spring"),
        ),
    ];
    for (text, on, amount, stream, payer) in cases {
        let read = line(text);
        assert_eq!(read.day, day(on), "{text}: day");
        let (number, unit) = amount.split_once(' ').unwrap();
        let expected = Amount::parse(number, unit.parse().unwrap()).unwrap();
        assert_eq!(read.amount, Some(expected), "{text}: amount");
        assert_eq!(read.stream, Some(stream), "{text}: stream");
        assert_eq!(read.payer.as_deref(), payer, "{text}: payer");
        assert!(
            read.missing.is_empty(),
            "{text}: nothing to ask for, {:?}",
            read.missing
        );
    }
}

#[test]
fn every_reading_that_could_be_another_says_why() {
    let cases = [
        ("03/04 tip 5 EUR", Part::Day, Why::DayFirst),
        ("13/04 tip 5 EUR", Part::Day, Why::OnlyReading),
        ("04/13 tip 5 EUR", Part::Day, Why::OnlyReading),
        ("04/04 tip 5 EUR", Part::Day, Why::Written),
        ("tip 5 EUR", Part::Day, Why::Today),
        ("tip $5", Part::Unit, Why::Symbol),
        ("tip 5", Part::Unit, Why::Reporting),
        ("tip 1.500", Part::Amount, Why::Grouped),
        ("tip 1.50", Part::Amount, Why::Written),
        ("tip 5", Part::Status, Why::Usual),
        ("tip 5 paid", Part::Status, Why::Word),
    ];
    for (text, part, expected) in cases {
        assert_eq!(why(&line(text), part), Some(expected), "{text}: {part}");
    }
    let american = read("03/04 tip 5 USD", day("2026-10-22"), Unit::USD, false);
    assert_eq!(
        american.day,
        day("2026-03-04"),
        "the month first where the language writes so"
    );
}

#[test]
fn what_is_missing_is_asked_for_and_never_guessed() {
    assert_eq!(line("Nordlicht").missing, [Part::Amount, Part::Stream]);
    assert_eq!(
        line("tip 5 7").missing,
        [Part::Amount],
        "two bare numbers are two readings"
    );
    assert_eq!(
        line("tip 99999999999999999999 EUR").missing,
        [Part::Amount],
        "what does not fit is not kept"
    );
    assert_eq!(line("500 EUR Nordlicht").missing, [Part::Stream]);
    assert_eq!(
        line("").missing,
        [Part::Amount, Part::Stream],
        "an empty line says nothing"
    );
}

#[test]
fn repetition_and_spreading_are_read() {
    let read = line("1/11 abonnement 40 EUR mensuel jusqu'au 31/12/2027");
    assert_eq!(
        (read.every, read.until),
        (Some(Every::Month), Some(day("2027-12-31")))
    );
    let read = line("deal 900 EUR over 3 months Nordlicht");
    assert_eq!(
        (read.months, read.payer.as_deref()),
        (Some(3), Some("Nordlicht"))
    );
    let read = line("bonus 10 EUR every week until 31/03");
    assert_eq!(read.until, Some(day("2027-03-31")), "a last day lies ahead");
}

#[test]
fn months_keep_their_day_and_short_months_pull_nothing_along() {
    let days: Vec<String> = Every::Month
        .until(day("2026-01-31"), day("2026-05-01"))
        .map(|(n, d)| format!("{n} {d}"))
        .collect();
    assert_eq!(
        days,
        [
            "0 2026-01-31",
            "1 2026-02-28",
            "2 2026-03-31",
            "3 2026-04-30"
        ]
    );
    assert_eq!(
        Every::Year.occurrence(day("2024-02-29"), 1),
        Some(day("2025-02-28"))
    );
    assert_eq!(
        Every::Week
            .until(day("2026-10-22"), day("2026-10-21"))
            .count(),
        0,
        "nothing before the first day"
    );
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole(total in any::<i64>(), parts in 1u32..200, step in prop::sample::select(vec![1i64, 10_000, 1_000_000])) {
        let split = spread(total, parts, step);
        prop_assert_eq!(split.iter().map(|p| i128::from(*p)).sum::<i128>(), i128::from(total));
        prop_assert_eq!(split.len(), parts as usize);
        let head = split.split_last().unwrap().1;
        prop_assert!(head.iter().all(|p| p % step == 0 && Some(p) == head.first()), "all but the last are alike");
    }

    #[test]
    fn nothing_typed_breaks_the_reading(text in "[ -~éà€0-9/.,']{0,60}") {
        let read = line(&text);
        prop_assert!(read.title.chars().count() <= 300);
    }
}
