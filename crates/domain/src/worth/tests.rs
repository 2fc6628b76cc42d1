use super::*;
use crate::deliverable::Format;
use crate::rights::{End, Span};
use crate::{CivilDay, Unit};
use proptest::prelude::*;

const EUR: i64 = 1_000_000;
const CENT: i64 = 10_000;

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn inputs() -> Inputs {
    Inputs {
        unit: Unit::EUR,
        fee: Ok(850 * EUR),
        charges: Some(2_460),
        loss: Ok(0),
        minutes: Some(11 * 60),
        wish: None,
    }
}

#[test]
fn the_lines_of_a_known_offer_add_up_to_the_cent() {
    let mut known = inputs();
    known.loss = Ok(159_151_193); // 120.00 after 24.6 %
    known.wish = Some(40 * EUR);
    let found = lines(&known);
    assert_eq!(
        found.charges.value,
        Some(-20_910 * CENT),
        "24.6 % of 850.00"
    );
    assert_eq!(
        found.exclusivity.value,
        Some(-120_001_193),
        "an own figure keeps its millionths"
    );
    known.loss = Ok(159_150_000);
    let found = lines(&known);
    assert_eq!(found.exclusivity.value, Some(-120 * EUR));
    assert_eq!(
        found.left.value,
        Some(52_090 * CENT),
        "850.00 − 209.10 − 120.00"
    );
    assert_eq!(found.hour.value, Some(4_735 * CENT), "520.90 over 11 hours");
    assert_eq!(
        found.over_wish.value,
        Some(8_090 * CENT),
        "520.90 − 11 × 40.00"
    );
}

/// What is asked, what is missing, the least and the most that can be left.
type Bounded = (Inputs, Vec<Lack>, Option<i64>, Option<i64>);

#[test]
fn what_is_missing_is_named_with_the_bounds_it_leaves() {
    let cases: Vec<Bounded> = vec![
        (
            Inputs {
                charges: None,
                ..inputs()
            },
            vec![Lack::Charges],
            Some(0),
            Some(850 * EUR),
        ),
        (
            Inputs {
                loss: Err(Lack::Income),
                ..inputs()
            },
            vec![Lack::Income],
            None,
            Some(64_090 * CENT),
        ),
        (
            Inputs {
                charges: None,
                loss: Err(Lack::Days),
                ..inputs()
            },
            vec![Lack::Charges, Lack::Days],
            None,
            Some(850 * EUR),
        ),
        (
            Inputs {
                fee: Err(Lack::Commission),
                ..inputs()
            },
            vec![Lack::Commission],
            None,
            None,
        ),
        (
            Inputs {
                charges: None,
                loss: Ok(900 * EUR),
                ..inputs()
            },
            vec![Lack::Charges],
            Some(-50 * EUR),
            Some(0),
        ),
    ];
    for (given, lacks, least, most) in cases {
        let left = lines(&given).left;
        assert_eq!(left.value, None, "{lacks:?}: not known");
        assert_eq!(
            (left.at_least, left.at_most),
            (least, most),
            "{lacks:?}: its bounds"
        );
        assert_eq!(left.lacks, lacks);
    }
    let hours = lines(&Inputs {
        minutes: None,
        ..inputs()
    });
    assert_eq!(
        hours.left.value,
        Some(64_090 * CENT),
        "hours do not change what is left"
    );
    assert_eq!(hours.hour.lacks, [Lack::Hours]);
}

#[test]
fn an_exclusivity_costs_the_own_income_of_as_many_days() {
    let span = Span {
        from: Some(day("2026-11-09")),
        end: End::On(day("2027-01-08")),
    };
    let past = [
        (day("2026-03-01"), 500 * EUR),
        (day("2026-06-01"), 230 * EUR),
        (day("2024-06-01"), 9_000 * EUR),
    ];
    let found = loss(span, &past, day("2026-10-22"), Unit::EUR).unwrap();
    assert_eq!(
        (found.deals, found.income, found.days),
        (2, 730 * EUR, 60),
        "two years ago does not count"
    );
    assert_eq!(found.micros, 120 * EUR, "730.00 × 60 ÷ 365");
    assert_eq!(
        loss(span, &[], day("2026-10-22"), Unit::EUR),
        Err(Lack::Income),
        "no deal of one's own, no figure"
    );
    let open = Span {
        from: span.from,
        end: End::Unknown,
    };
    assert_eq!(
        loss(open, &past, day("2026-10-22"), Unit::EUR),
        Err(Lack::Days),
        "unknown is not for ever"
    );
}

#[test]
fn past_fees_suggest_a_median_from_three_on() {
    for (fees, want) in [
        (vec![], None),
        (vec![100, 300], None),
        (vec![300, 100, 200], Some((100, 200, 300))),
        (vec![400, 100, 300, 200], Some((100, 250, 400))),
        (vec![1, 2, 3, 4], Some((1, 2, 4))),
        (vec![1, 4, 3, 9], Some((1, 4, 9))),
    ] {
        let got = suggest(&fees).map(|s| (s.low, s.median, s.high));
        assert_eq!(got, want, "{fees:?}");
    }
}

#[test]
fn only_a_deal_of_one_kind_has_a_price_per_piece() {
    assert_eq!(
        per_piece(&[(1, Format::Video), (1, Format::Video)]),
        Some((Format::Video, 2))
    );
    assert_eq!(
        per_piece(&[(2, Format::Video), (1, Format::Story)]),
        None,
        "a bundle is not split by guessing"
    );
    assert_eq!(per_piece(&[]), None);
}

#[test]
fn payment_terms_name_their_days() {
    for (text, days) in [
        ("paid 30 days after the last publication", Some(30)),
        ("Net 45", Some(45)),
        ("net60, by transfer", Some(60)),
        ("50 % on signature, the rest 30 days after", Some(30)),
        ("paiement sous 45 jours", Some(45)),
        ("30 days end of month", None),
        ("on publication", None),
        ("within 1 day or 14 days", Some(14)),
    ] {
        assert_eq!(days_to_pay(text), days, "{text}");
    }
    assert_eq!(
        (usual_days(&[40]), usual_days(&[50, 40, 45])),
        (None, Some(45)),
        "one payment is no history"
    );
}

proptest! {
    #[test]
    fn known_lines_always_add_up(fee in 0i64..1_000_000, rate in 0i64..=10_000, loss in 0i64..1_000_000, minutes in 1i64..10_000) {
        let given = Inputs { unit: Unit::EUR, fee: Ok(fee * CENT), charges: Some(rate), loss: Ok(loss * CENT), minutes: Some(minutes), wish: Some(30 * EUR) };
        let found = lines(&given);
        let sum = found.fee.value.unwrap() + found.charges.value.unwrap() + found.exclusivity.value.unwrap();
        prop_assert_eq!(found.left.value, Some(sum), "left is the lines above it");
        prop_assert_eq!(found.left.value.unwrap() % CENT, 0, "to the cent");
        prop_assert!(found.left.lacks.is_empty() && found.hour.lacks.is_empty(), "nothing is missing");
    }

    #[test]
    fn bounds_hold_whatever_the_missing_input_turns_out_to_be(fee in 0i64..1_000_000, rate in 0i64..=10_000, loss in 0i64..1_000_000) {
        let full = Inputs { unit: Unit::EUR, fee: Ok(fee * CENT), charges: Some(rate), loss: Ok(loss * CENT), minutes: Some(60), wish: None };
        let truth = lines(&full).left.value.unwrap();
        for open in [
            Inputs { charges: None, ..full.clone() },
            Inputs { loss: Err(Lack::Income), ..full.clone() },
            Inputs { charges: None, loss: Err(Lack::Income), ..full.clone() },
        ] {
            let left = lines(&open).left;
            // Each known line rounds once to a cent.
            prop_assert!(left.at_least.is_none_or(|n| n <= truth + CENT), "no less than {:?}: {truth}", left.at_least);
            prop_assert!(left.at_most.is_none_or(|n| n + CENT >= truth), "no more than {:?}: {truth}", left.at_most);
        }
    }
}
