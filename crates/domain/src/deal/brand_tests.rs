//! Names that are one brand, and scores with their reasons.

use super::*;

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn eur(micros: i64) -> Amount {
    Amount::new(micros, "EUR".parse().unwrap())
}

fn payment(due: &str, paid: &[(&str, i64)], chasers: u32) -> PastPayment {
    PastPayment {
        asked: eur(800),
        due: day(due),
        paid: paid
            .iter()
            .map(|(on, much)| (day(on), eur(*much)))
            .collect(),
        chasers,
    }
}

#[test]
fn names_are_one_brand_by_spelling_or_by_the_creators_word() {
    let aliases: BTreeMap<String, String> = [
        ("olive et cie", "maison olive"),
        ("maison olive", "oliveraie"),
        ("@agency.example", "maison olive"),
        ("ring", "gnir"),
        ("gnir", "ring"),
    ]
    .into_iter()
    .map(|(a, b)| (a.to_owned(), b.to_owned()))
    .collect();
    for (name, domain, want, why) in [
        ("Kinoa Tea", None, "kinoa tea", "its own name"),
        (
            "KINOA-TÉA",
            None,
            "kinoa tea",
            "case, accents and dashes aside",
        ),
        (
            "Olive et Cie",
            None,
            "oliveraie",
            "merged, and merged again",
        ),
        (
            "Lucie F.",
            Some("Agency.example"),
            "oliveraie",
            "by its domain",
        ),
        (
            "Kinoa Tea",
            Some("elsewhere.example"),
            "kinoa tea",
            "an unknown domain says nothing",
        ),
    ] {
        assert_eq!(brand_key(name, domain, &aliases).0, want, "{why}");
    }
    let ring = brand_key("ring", None, &aliases).0;
    assert!(ring == "ring" || ring == "gnir", "a ring ends");
}

#[test]
fn a_score_takes_points_off_for_named_reasons_only() {
    let today = day("2026-10-22");
    let score = pay_score(
        &[
            payment("2026-06-30", &[("2026-06-28", 800)], 0),
            payment("2026-07-31", &[("2026-08-05", 400), ("2026-08-10", 400)], 1),
            payment("2026-10-12", &[], 2),
            payment("2026-11-30", &[], 0),
        ],
        today,
    );
    let told: Vec<_> = score
        .reasons
        .iter()
        .map(|r| (r.kind, r.total, r.payments, r.points))
        .collect();
    assert_eq!(
        told,
        [
            (PayReasonKind::DaysLate, 20, 2, 7),
            (PayReasonKind::PartPayments, 1, 1, 5),
            (PayReasonKind::Chasers, 3, 2, 10),
        ],
        "10 days after its day, 10 days still open; the invoice not yet due says nothing"
    );
    assert_eq!(
        (score.points, score.payments, score.in_time),
        (Some(78), 3, 1)
    );
    assert_eq!(score.usual_days_late, Some(10));
}

#[test]
fn one_payment_is_no_habit() {
    let today = day("2026-10-22");
    let one = pay_score(&[payment("2026-06-30", &[("2026-09-28", 800)], 3)], today);
    assert_eq!((one.points, one.payments), (None, 1), "not known");
    let none = pay_score(&[], today);
    assert_eq!((none.points, none.payments), (None, 0));
    assert!(none.reasons.iter().all(|r| r.points == 0));
}
