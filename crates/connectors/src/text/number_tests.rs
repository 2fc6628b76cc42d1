use super::*;

#[test]
fn every_written_form_has_its_one_meaning() {
    use Style::{Comma, Point};
    let cases = [
        ("0", 0, None, "zero"),
        ("45.91", 45_910_000, Some(Point), "Stripe's own form"),
        ("-10.5", -10_500_000, Some(Point), "one decimal"),
        ("5000", 5_000_000_000, None, "whole yen"),
        ("1,234.56", 1_234_560_000, Some(Point), "English grouping"),
        ("1.234,56", 1_234_560_000, Some(Comma), "German grouping"),
        ("1234,56", 1_234_560_000, Some(Comma), "decimal comma"),
        ("-0,30", -300_000, Some(Comma), "negative with a comma"),
        (
            "1\u{202f}234,56",
            1_234_560_000,
            Some(Comma),
            "French narrow space",
        ),
        (
            "1\u{a0}234.56",
            1_234_560_000,
            Some(Point),
            "no-break space",
        ),
        ("1'234.50", 1_234_500_000, Some(Point), "Swiss apostrophe"),
        (
            "\u{2212}5.00",
            -5_000_000,
            Some(Point),
            "a typographic minus",
        ),
        ("(5.00)", -5_000_000, Some(Point), "bookkeepers' negative"),
        (
            "1.234.567",
            1_234_567_000_000,
            Some(Comma),
            "two groups are grouping",
        ),
        (
            "1,234,567",
            1_234_567_000_000,
            Some(Point),
            "two groups are grouping",
        ),
        ("0.500", 500_000, Some(Point), "no group starts with zero"),
        (
            "1234.567",
            1_234_567_000,
            Some(Point),
            "no group has four digits",
        ),
        ("+7", 7_000_000, None, "a plus"),
        ("0.000001", 1, Some(Point), "the smallest amount"),
    ];
    for (text, micros, style, why) in cases {
        assert_eq!(read(text), Ok(Reading::One(micros, style)), "{text}: {why}");
    }
}

#[test]
fn what_can_be_read_two_ways_waits_for_its_column() {
    for (text, point, comma) in [
        ("1.234", 1_234_000, 1_234_000_000),
        ("12,345", 12_345_000_000, 12_345_000),
        ("-1.234", -1_234_000, -1_234_000_000),
    ] {
        let reading = read(text).unwrap();
        assert_eq!(
            reading,
            Reading::Two { point, comma },
            "{text} has two meanings"
        );
        assert_eq!(reading.settle(Some(Style::Point)), Ok(point));
        assert_eq!(reading.settle(Some(Style::Comma)), Ok(comma));
        assert_eq!(
            reading.settle(None),
            Err(RejectReason::AmbiguousNumber),
            "{text} is never guessed"
        );
    }
    assert_eq!(
        style_of(["5", "1.234", "2,50"].into_iter()),
        Some(Style::Comma)
    );
    assert_eq!(
        style_of(["2.50", "2,50"].into_iter()),
        None,
        "a column at odds with itself decides nothing"
    );
    assert_eq!(style_of(["1.234"].into_iter()), None);
}

#[test]
fn what_is_no_number_is_refused() {
    use RejectReason::{NotANumber, NumberRange};
    for (text, reason) in [
        ("", NotANumber),
        ("abc", NotANumber),
        ("1e5", NotANumber),
        ("12.34.5", NotANumber),
        ("1,23,4", NotANumber),
        ("1.234,5,6", NotANumber),
        ("--5", NotANumber),
        ("(-5)", NotANumber),
        ("1 23", NotANumber),
        ("€5", NotANumber),
        ("5-", NotANumber),
        (".", NotANumber),
        ("0.0000001", NumberRange),
        ("99999999999999999999", NumberRange),
    ] {
        assert_eq!(read(text), Err(reason), "{text:?}");
    }
}
