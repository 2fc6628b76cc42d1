use super::pack::{Packed, decode, encode};
use super::*;
use crate::amount::MICROS;
use crate::{CivilDay, Unit};
use proptest::prelude::*;

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn unit(text: &str) -> Unit {
    text.parse().unwrap()
}

fn book() -> Book {
    Book::new(Table::default(), Vec::new())
}

fn quote(code: &[u8; 3], on: &str) -> Result<(String, i64), NoRate> {
    book()
        .quote(*code, day(on))
        .map(|q| (q.day.to_string(), q.per_euro))
}

#[test]
fn the_bundled_history_is_the_bank_s_file() {
    let bundled = bundled();
    assert_eq!(
        bundled.sha256, "729e74c341288f4b07251fddcd8e5b604964e7b2d775920e442ba4dcf2e4ce4c",
        "the hash of the file it was made from travels with it"
    );
    assert_eq!(
        bundled.table.newest(),
        Some(day("2026-04-13")),
        "its newest day"
    );
    assert_eq!(
        bundled.table.currencies().count(),
        41,
        "every column of the file"
    );
    let dollars: Vec<_> = bundled.table.history(*b"USD").collect();
    assert_eq!(
        dollars.first(),
        Some(&(day("1999-01-04"), 1_178_900)),
        "the first day there is"
    );
    assert_eq!(dollars.len(), 6_983, "a rate for every day of the file");
}

#[test]
fn a_day_without_a_rate_takes_the_last_earlier_one_and_never_a_later() {
    let cases: [(&[u8; 3], &str, &str, &str); 8] = [
        (b"USD", "2026-04-10", "2026-04-10", "a Friday's own"),
        (
            b"USD",
            "2026-04-11",
            "2026-04-10",
            "Saturday takes Friday's",
        ),
        (b"USD", "2026-04-12", "2026-04-10", "Sunday too"),
        (
            b"USD",
            "2026-04-13",
            "2026-04-13",
            "Monday has its own again",
        ),
        (
            b"USD",
            "2026-04-06",
            "2026-04-02",
            "Easter Monday: Good Friday has none either",
        ),
        (
            b"USD",
            "2024-02-29",
            "2024-02-29",
            "a leap day like any other",
        ),
        (
            b"JPY",
            "2024-12-26",
            "2024-12-24",
            "over both days of Christmas",
        ),
        (b"IDR", "2026-04-13", "2026-04-13", "a large rate"),
    ];
    for (code, on, at, why) in cases {
        let of_that_day = bundled()
            .table
            .history(*code)
            .find(|(d, _)| *d == day(at))
            .map(|(_, rate)| rate)
            .unwrap();
        assert_eq!(
            quote(code, on),
            Ok((at.to_owned(), of_that_day)),
            "{on}: {why}"
        );
    }
    assert_eq!(
        quote(b"USD", "2026-04-13"),
        Ok(("2026-04-13".to_owned(), 1_168_400)),
        "to the last digit of the file"
    );
}

#[test]
fn no_rate_is_stretched_over_a_gap() {
    let cases: [(&[u8; 3], &str, NoRate, &str); 8] = [
        (
            b"RUB",
            "2022-03-09",
            NoRate::Ended {
                last: day("2022-03-01"),
            },
            "suspended: the eighth day after is too late",
        ),
        (
            b"RUB",
            "2024-06-01",
            NoRate::Ended {
                last: day("2022-03-01"),
            },
            "and years later all the more",
        ),
        (
            b"ISK",
            "2012-06-01",
            NoRate::Gap {
                last: day("2008-12-09"),
                next: day("2018-02-01"),
            },
            "a pause of nine years",
        ),
        (
            b"EEK",
            "2011-06-01",
            NoRate::Ended {
                last: day("2010-12-31"),
            },
            "gave way to the euro; the fixed rate is not in our sources",
        ),
        (
            b"BRL",
            "2007-06-01",
            NoRate::Before {
                first: day("2008-01-02"),
            },
            "before publication began",
        ),
        (
            b"TWD",
            "2026-04-10",
            NoRate::Never,
            "the bank publishes none",
        ),
        (
            b"USD",
            "2026-04-21",
            NoRate::NotYet {
                newest: day("2026-04-13"),
            },
            "later than what is known: newer rates help",
        ),
        (
            b"USD",
            "1998-12-31",
            NoRate::Before {
                first: day("1999-01-04"),
            },
            "before the euro",
        ),
    ];
    for (code, on, want, why) in cases {
        assert_eq!(book().quote(*code, day(on)), Err(want), "{on}: {why}");
    }
    assert!(
        quote(b"RUB", "2022-03-08").is_ok(),
        "the seventh day after the last rate is the last it stands for"
    );
    assert!(
        quote(b"USD", "2026-04-20").is_ok(),
        "seven days after the newest known day too"
    );
}

#[test]
fn a_currency_that_became_the_euro_has_its_rate_by_law() {
    for (code, first, per_euro) in [
        (b"HRK", "2023-01-01", 7_534_500),
        (b"BGN", "2026-01-01", 1_955_830),
    ] {
        let quote = book().quote(*code, day("2026-08-15")).unwrap();
        assert_eq!(
            (quote.day, quote.per_euro, quote.fixed),
            (day(first), per_euro, true),
            "fixed from the first day of the euro on, and said to be"
        );
        let before = book().quote(*code, day(first).plus_days(-1)).unwrap();
        assert!(!before.fixed, "an observed rate on the day before");
    }
}

#[test]
fn the_calendar_agrees_with_every_day_of_the_file() {
    let published: std::collections::BTreeSet<CivilDay> = bundled()
        .table
        .history(*b"USD")
        .map(|(day, _)| day)
        .collect();
    let mut at = day("2002-01-01");
    let mut wrong = Vec::new();
    while at <= day("2026-04-13") {
        if is_publication_day(at) != published.contains(&at) {
            wrong.push(at.to_string());
        }
        at = at.plus_days(1);
    }
    assert_eq!(
        wrong,
        Vec::<String>::new(),
        "weekends, fixed holidays and Easter, over 24 years"
    );
    assert_eq!(
        next_publication_day(day("2026-04-02")),
        day("2026-04-07"),
        "over Easter"
    );
}

#[test]
fn conversion_goes_through_the_euro_and_rounds_once() {
    let book = book();
    let convert = |micros: i128, from: &str, to: &str| {
        book.factor(unit(from), unit(to), day("2026-04-13"))
            .unwrap()
            .apply(micros)
            .unwrap()
    };
    assert_eq!(
        convert(116_840_000, "USD", "EUR"),
        100_000_000,
        "116.84 dollars are 100 euros at 1.1684"
    );
    assert_eq!(convert(100_000_000, "EUR", "USD"), 116_840_000, "and back");
    // 100 × 0.87058 ÷ 1.1684 = 74.51044162…
    assert_eq!(
        convert(100_000_000, "USD", "GBP"),
        74_510_442,
        "a cross rate, rounded to the millionth at the end only"
    );
    assert_eq!(
        convert(-100_000_000, "USD", "GBP"),
        -74_510_442,
        "what is taken back is worth as much as what came"
    );
    assert_eq!(convert(5, "EUR", "EUR"), 5, "nothing to convert");
}

#[test]
fn halves_go_to_the_even_side() {
    for (n, d, want) in [
        (5, 10, 0),
        (15, 10, 2),
        (25, 10, 2),
        (-5, 10, 0),
        (-15, 10, -2),
        (-25, 10, -2),
        (26, 10, 3),
        (-26, 10, -3),
        (7, 1, 7),
    ] {
        assert_eq!(
            convert::divide_half_even(n, d),
            want,
            "{n} ÷ {d}: sums do not drift upwards"
        );
    }
    assert_eq!(
        round_to_decimals(1_234_565_000, 2),
        1_234_560_000,
        "cents, half to even"
    );
    assert_eq!(round_to_decimals(1_500_000, 0), 2_000_000, "whole yen");
}

#[test]
fn tokens_convert_by_the_creator_s_dated_rate_only() {
    let rate = |id, from: &str, micros| OwnRate {
        id,
        unit: Unit::Diamond,
        from: day(from),
        currency: Unit::USD,
        micros,
    };
    let book = Book::new(
        Table::default(),
        vec![rate(1, "2025-01-01", 5_000), rate(2, "2026-01-01", 4_000)],
    );
    let at = |on: &str| book.factor(Unit::Diamond, Unit::USD, day(on));
    assert_eq!(
        at("2024-12-31"),
        Err(NoRate::Before {
            first: day("2025-01-01")
        }),
        "a rate holds from its day on, not before"
    );
    let old = at("2025-12-31").unwrap();
    assert_eq!(old.apply(2_000 * 1_000_000), Ok(10_000_000), "10 dollars");
    assert_eq!(
        old.basis.own.map(|r| r.id),
        Some(1),
        "and the rate is named"
    );
    assert_eq!(
        at("2026-01-01").unwrap().apply(2_000 * 1_000_000),
        Ok(8_000_000),
        "the next rate from its first day"
    );
    let euros = book
        .factor(Unit::Diamond, Unit::EUR, day("2026-04-13"))
        .unwrap();
    assert_eq!(
        euros.apply(2_921_000_000),
        Ok(10_000_000),
        "onward by the reference rate: 2,921 × 0.004 ÷ 1.1684"
    );
    assert!(
        euros.basis.from.is_some() && euros.basis.own.is_some(),
        "both rates are named"
    );
    assert_eq!(
        book.factor(Unit::Coin, Unit::EUR, day("2026-04-13")),
        Err(NoRate::Never),
        "another token has none"
    );
    assert_eq!(
        book.factor(Unit::EUR, Unit::Diamond, day("2026-04-13")),
        Err(NoRate::Never),
        "money never becomes tokens"
    );
    assert_eq!(
        book.factor(Unit::Unstated, Unit::EUR, day("2026-04-13")),
        Err(NoRate::Never),
        "what its source does not name is never converted"
    );
}

#[test]
fn a_typed_rate_serves_where_none_is_published_and_nowhere_else() {
    let typed = |unit: Unit| OwnRate {
        id: 1,
        unit,
        from: day("2020-01-01"),
        currency: Unit::EUR,
        micros: 28_000,
    };
    let book = Book::new(
        Table::default(),
        vec![typed(unit("TWD")), typed(Unit::USD), typed(unit("RUB"))],
    );
    let own = |from: Unit, on: &str| book.factor(from, Unit::EUR, day(on)).unwrap().basis.own;
    assert!(own(unit("TWD"), "2026-04-13").is_some(), "never published");
    assert!(
        own(unit("RUB"), "2024-01-01").is_some(),
        "no longer published"
    );
    assert!(own(unit("RUB"), "2021-01-04").is_none(), "published then");
    assert!(
        own(Unit::USD, "2026-04-13").is_none(),
        "published: the reference rate counts"
    );
}

#[test]
fn later_rates_lie_over_the_bundled_ones() {
    let later = Table::new([
        (*b"USD", day("2026-04-13"), 1_170_000),
        (*b"USD", day("2026-04-14"), 1_180_000),
        (*b"USD", day("2026-04-14"), 1_190_000),
    ]);
    let book = Book::new(later, Vec::new());
    let at = |on: &str| book.quote(*b"USD", day(on)).unwrap().per_euro;
    assert_eq!(
        at("2026-04-13"),
        1_170_000,
        "a revised day counts as read last"
    );
    assert_eq!(at("2026-04-14"), 1_190_000, "of two in a file the later");
    assert_eq!(at("2026-04-10"), 1_171_100, "the rest stays");
    assert_eq!(book.newest(), Some(day("2026-04-14")), "newest of both");
    let euro = |on: &str| {
        book.factor(Unit::USD, Unit::EUR, day(on))
            .unwrap()
            .basis
            .provisional
    };
    assert!(!euro("2026-04-14"), "the day's own rate is final");
    assert!(
        euro("2026-04-15"),
        "a Wednesday whose rate is still to come"
    );
    assert!(
        euro("2026-04-18"),
        "a Saturday for which Friday's rate is still to come"
    );
}

#[test]
fn both_sides_of_a_cross_rate_are_of_one_day() {
    let later = Table::new([
        (*b"USD", day("2026-04-14"), 1_180_000),
        (*b"GBP", day("2026-04-15"), 870_000),
        (*b"USD", day("2026-04-17"), 1_200_000),
        (*b"GBP", day("2026-04-14"), 860_000),
    ]);
    let book = Book::new(later, Vec::new());
    let basis = book
        .factor(Unit::USD, unit("GBP"), day("2026-04-16"))
        .unwrap()
        .basis;
    assert_eq!(
        (basis.from.unwrap().quote.day, basis.to.unwrap().quote.day),
        (day("2026-04-14"), day("2026-04-14")),
        "the last day both were published for"
    );
}

#[test]
fn damaged_bytes_are_refused() {
    let packed = Packed {
        source: [7; 32],
        table: Table::new([
            (*b"USD", day("2024-02-29"), 1_081_300),
            (*b"ISK", day("2024-02-29"), 148_000_000),
            (*b"USD", day("2024-03-04"), 1_084_600),
        ]),
    };
    let bytes = encode(&packed);
    assert_eq!(decode(&bytes), Ok(packed), "there and back");
    for cut in 0..bytes.len() {
        assert!(decode(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(decode(&longer).is_err(), "bytes behind the end");
}

fn a_day() -> impl Strategy<Value = CivilDay> {
    (day("2012-01-02").number()..=day("2026-04-13").number())
        .prop_map(|n| CivilDay::from_number(n).unwrap())
}

fn a_currency() -> impl Strategy<Value = Unit> {
    prop::sample::select(vec!["EUR", "USD", "GBP", "JPY", "SEK", "IDR", "CHF"]).prop_map(unit)
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_within_the_rounding(
        on in a_day(), a in a_currency(), b in a_currency(), micros in -1_000_000_000_000i64..1_000_000_000_000,
    ) {
        let book = book();
        let micros = i128::from(micros);
        let there = book.factor(a, b, on).unwrap();
        let back = book.factor(b, a, on).unwrap();
        let again = back.apply(there.apply(micros).unwrap()).unwrap();
        // Half a millionth of b in a, and half a millionth of a.
        let most = back.shown() / i128::from(MICROS) + 1;
        prop_assert!((again - micros).abs() <= most, "{micros} became {again}, more than {most} off");
    }

    #[test]
    fn a_way_through_a_third_currency_is_the_direct_way(
        on in a_day(), a in a_currency(), b in a_currency(), c in a_currency(), micros in 0i64..1_000_000_000_000,
    ) {
        let book = book();
        let direct = book.factor(a, c, on).unwrap().apply(i128::from(micros)).unwrap();
        let onward = book.factor(b, c, on).unwrap();
        let through = onward.apply(book.factor(a, b, on).unwrap().apply(i128::from(micros)).unwrap()).unwrap();
        let most = onward.shown() / i128::from(MICROS) + 1;
        prop_assert!((direct - through).abs() <= most, "{direct} directly, {through} through a third");
    }

    #[test]
    fn more_is_never_worth_less(
        on in a_day(), a in a_currency(), b in a_currency(), micros in -1_000_000_000i64..1_000_000_000, more in 0i64..1_000_000_000,
    ) {
        let factor = book().factor(a, b, on).unwrap();
        let (less, more) = (i128::from(micros), i128::from(micros) + i128::from(more));
        prop_assert!(factor.apply(less).unwrap() <= factor.apply(more).unwrap(), "order is kept");
        prop_assert_eq!(factor.apply(-less).unwrap(), -factor.apply(less).unwrap(), "both signs alike");
    }

    #[test]
    fn a_rate_is_of_the_day_or_before_and_never_old(on in a_day(), a in a_currency()) {
        if a != Unit::EUR {
            let factor = book().factor(a, Unit::EUR, on).unwrap();
            let at = factor.basis.day().unwrap();
            prop_assert!(at <= on && on.number() - at.number() <= LONGEST_GAP_DAYS, "{at} for {on}");
        }
    }

    #[test]
    fn any_history_packs_and_unpacks(
        rates in prop::collection::vec((0usize..3, 0i32..400, 1i64..3_000_000_000_000), 0..60),
    ) {
        let codes = [*b"AAA", *b"BBB", *b"CCC"];
        let table = Table::new(rates.iter().map(|(c, d, r)| (codes[*c], CivilDay::from_number(*d).unwrap(), *r)));
        let packed = Packed { source: [1; 32], table };
        prop_assert_eq!(decode(&encode(&packed)), Ok(packed));
    }
}
