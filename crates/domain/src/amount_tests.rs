use super::*;
use proptest::prelude::*;

#[test]
fn decimal_text_is_read_exactly_or_refused() {
    let cases: &[(&str, Result<i64, &str>, &str)] = &[
        ("12.34", Ok(12_340_000), "two decimals"),
        ("-0.000001", Ok(-1), "the smallest debit"),
        ("+5", Ok(5_000_000), "a plus sign is allowed"),
        (".5", Ok(500_000), "some exports leave the zero out"),
        ("5.", Ok(5_000_000), "or the decimals"),
        (
            "1.1234560",
            Ok(1_123_456),
            "a seventh decimal of zero loses nothing",
        ),
        ("9223372036854.775807", Ok(i64::MAX), "the largest amount"),
        ("-9223372036854.775808", Ok(i64::MIN), "the largest debit"),
        ("9223372036854.775808", Err("large"), "one more overflows"),
        ("1.1234567", Err("decimals"), "precision is never dropped"),
        ("", Err("number"), "empty is not zero"),
        (".", Err("number"), "a lone point"),
        ("-", Err("number"), "a lone sign"),
        ("1,5", Err("number"), "a comma is the caller's business"),
        ("1e3", Err("number"), "no exponents in money"),
        ("1.2.3", Err("number"), "two points"),
        ("--1", Err("number"), "two signs"),
        ("٣", Err("number"), "ASCII digits only"),
    ];
    for (text, want, why) in cases {
        match (parse_micros(text), want) {
            (Ok(got), Ok(want)) => assert_eq!(got, *want, "{text:?}: {why}"),
            (Err(got), Err(part)) => {
                assert!(got.to_string().contains(part), "{text:?}: {why}; got {got}")
            }
            (got, want) => panic!("{text:?}: {why}; got {got:?}, want {want:?}"),
        }
    }
}

#[test]
fn text_keeps_the_units_own_decimals() {
    let cases = [
        (Amount::new(12_340_000, Unit::EUR), "12.34", "cents"),
        (
            Amount::new(12_000_000, Unit::EUR),
            "12.00",
            "whole euros still show cents",
        ),
        (
            Amount::new(12_345_600, Unit::USD),
            "12.3456",
            "fractions of cents stay",
        ),
        (
            Amount::new(-500_000, Unit::EUR),
            "-0.50",
            "sign before a zero",
        ),
        (
            Amount::new(2_500_000_000, Unit::Diamond),
            "2500",
            "tokens have no decimals",
        ),
        (
            Amount::new(5_000_000_000, Unit::Currency(*b"JPY")),
            "5000",
            "whole yen",
        ),
        (
            Amount::new(1_500_000, Unit::Currency(*b"KWD")),
            "1.500",
            "three decimals",
        ),
    ];
    for (amount, want, why) in cases {
        assert_eq!(amount.text(), want, "{why}");
    }
}

#[test]
fn unlike_units_are_never_added() {
    let got = Amount::new(1, Unit::EUR).plus(Amount::new(1, Unit::Diamond));
    assert_eq!(
        got,
        Err(AmountError::Unlike(Unit::EUR, Unit::Diamond)),
        "a diamond is not a euro"
    );
}

proptest! {
    #[test]
    fn text_round_trips(micros in any::<i64>(), unit in prop_oneof![Just(Unit::EUR), Just(Unit::Diamond), Just(Unit::Currency(*b"JPY")), Just(Unit::Currency(*b"KWD"))]) {
        let amount = Amount::new(micros, unit);
        prop_assert_eq!(Amount::parse(&amount.text(), unit), Ok(amount));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
    }

    #[test]
    fn minor_units_agree_with_text(minor in -1_000_000_000_000i64..1_000_000_000_000) {
        let text = format!("{}{}.{:02}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100);
        prop_assert_eq!(Amount::from_minor(minor, 2, Unit::EUR), Amount::parse(&text, Unit::EUR));
    }
}
