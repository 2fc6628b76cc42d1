use super::*;
use proptest::prelude::*;

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

const RECEIVED: &str = "2026-10-20";

#[test]
fn a_wording_gives_its_length_and_category() {
    use RightKind::*;
    let cases: &[(RightKind, &str, Length, Start, Option<&str>)] = &[
        (
            Exclusivity,
            "During the campaign and for 60 days from the first video, no other olive oil or condiment brand, please.",
            Length::Days(60),
            Start::Publication,
            Some("olive oil or condiment"),
        ),
        (
            Usage,
            "We would run the videos as ads for 90 days from your account.",
            Length::Days(90),
            Start::Publication,
            None,
        ),
        (
            Usage,
            "Usage rights for three months, paid within 30 days",
            Length::Months(3),
            Start::Publication,
            None,
        ),
        (
            Usage,
            "Full rights in perpetuity",
            Length::Forever,
            Start::Publication,
            None,
        ),
        (
            Usage,
            "Usage on our site",
            Length::Unknown,
            Start::Publication,
            None,
        ),
        (
            Usage,
            "Usage from signature for 1 year",
            Length::Months(12),
            Start::Unknown,
            None,
        ),
        (
            Exclusivity,
            "Exclusivity from 1 October to 30 November in the sauces category",
            Length::Until(CivilDay::of(2026, 11, 30).unwrap()),
            Start::On(CivilDay::of(2026, 10, 1).unwrap()),
            Some("sauces"),
        ),
        (
            Exclusivity,
            "Aucune autre marque de thé pendant deux semaines",
            Length::Days(14),
            Start::Publication,
            Some("thé"),
        ),
        (
            Exclusivity,
            "Exclusivité de 30 jours dans le secteur du café",
            Length::Days(30),
            Start::Publication,
            Some("café"),
        ),
        (
            Exclusivity,
            "Exclusivity until 3 January",
            Length::Until(CivilDay::of(2027, 1, 3).unwrap()),
            Start::Publication,
            None,
        ),
        (
            AdAuthorization,
            "Spark code for 30 days",
            Length::Days(30),
            Start::Publication,
            None,
        ),
    ];
    for (kind, text, length, start, category) in cases {
        let right =
            read(*kind, text, day(RECEIVED)).unwrap_or_else(|| panic!("{text} states a right"));
        assert_eq!(right.length, *length, "the length of: {text}");
        assert_eq!(right.start, *start, "the start of: {text}");
        assert_eq!(
            right.category.as_deref(),
            *category,
            "the category of: {text}"
        );
    }
}

#[test]
fn a_denied_right_is_none() {
    for (kind, text) in [
        (RightKind::Exclusivity, "No exclusivity."),
        (RightKind::Exclusivity, "Pas d’exclusivité demandée"),
        (RightKind::Exclusivity, "This is non-exclusive"),
        (RightKind::AdAuthorization, "no whitelisting, no Spark code"),
        (RightKind::Usage, "without usage rights"),
    ] {
        assert_eq!(read(kind, text, day(RECEIVED)), None, "{text}");
    }
}

#[test]
fn days_count_after_the_first_and_months_by_the_calendar() {
    let published = Some(day("2026-11-09"));
    for (length, end) in [
        (Length::Days(60), End::On(day("2027-01-08"))),
        (Length::Days(90), End::On(day("2027-02-07"))),
        (Length::Months(3), End::On(day("2027-02-09"))),
        (Length::Forever, End::Never),
        (Length::Unknown, End::Unknown),
    ] {
        assert_eq!(
            Span::of(Start::Publication, length, published).end,
            end,
            "{length:?} from 9 November"
        );
    }
    let waiting = Span::of(Start::Publication, Length::Days(60), None);
    assert_eq!(
        waiting,
        Span {
            from: None,
            end: End::Unknown
        },
        "no publication, no days: unknown is not for ever"
    );
    let last = Span::of(Start::On(day("2026-01-31")), Length::Months(1), None);
    assert_eq!(
        last.end,
        End::On(day("2026-02-28")),
        "a month without that day ends on its last"
    );
}

fn held(offer: i64, brand: &str, from: &str, to: &str, category: Option<&str>) -> Held {
    Held {
        offer: OfferId(offer),
        brand: brand.into(),
        item: "exclusivity".into(),
        kind: RightKind::Exclusivity,
        span: Span {
            from: Some(day(from)),
            end: End::On(day(to)),
        },
        category: category.map(str::to_owned),
        words: format!("{brand} exclusivity"),
    }
}

fn deal(offer: i64, brand: &str, about: &str, rights: Vec<Held>, publications: &[&str]) -> Deal {
    Deal {
        offer: OfferId(offer),
        brand: brand.into(),
        about: about.into(),
        rights,
        publications: publications
            .iter()
            .map(|d| ("video-1".to_owned(), day(d)))
            .collect(),
    }
}

#[test]
fn exclusivities_of_one_category_that_meet_are_told_once() {
    let deals = [
        deal(
            1,
            "Maison Olive",
            "",
            vec![held(
                1,
                "Maison Olive",
                "2026-11-09",
                "2027-01-08",
                Some("oil and condiments"),
            )],
            &["2026-11-09"],
        ),
        deal(
            2,
            "Brume Condiments",
            "",
            vec![held(
                2,
                "Brume Condiments",
                "2026-10-01",
                "2026-11-30",
                Some("sauces"),
            )],
            &["2026-11-02"],
        ),
        deal(3, "Nordvik Audio", "headphones", vec![], &["2026-11-12"]),
    ];
    let found = conflicts(&deals, day("2026-10-22"));
    assert_eq!(found.len(), 1, "headphones are no condiments: {found:#?}");
    let one = &found[0];
    assert!(
        one.sure() && !one.publication,
        "days and categories are known"
    );
    assert_eq!(
        (one.from, one.end),
        (Some(day("2026-11-09")), End::On(day("2026-11-30"))),
        "9 to 30 November"
    );
    assert_eq!(one.shared, ["condiment"]);
    assert!(
        !one.one.words.is_empty() && !one.other.words.is_empty(),
        "both sides show their words"
    );
    assert_eq!(
        conflicts(&deals, day("2026-12-01")).len(),
        0,
        "one of them is over"
    );
}

#[test]
fn what_cannot_be_excluded_says_what_is_missing() {
    let open = |category| held(1, "Alder Teas", "2026-11-01", "2026-12-01", category);
    let cases: Vec<(Deal, Deal, Vec<Doubt>)> = vec![
        (
            deal(1, "Alder Teas", "", vec![open(None)], &[]),
            deal(2, "Kinoa", "tea", vec![], &["2026-11-20"]),
            vec![Doubt::Category],
        ),
        (
            deal(1, "Alder Teas", "", vec![open(Some("tea"))], &[]),
            deal(2, "Kinoa", "", vec![], &["2026-11-20"]),
            vec![Doubt::About],
        ),
    ];
    for (one, other, doubts) in cases {
        let found = conflicts(&[one, other], day("2026-10-22"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].doubts, doubts);
    }
    let mut endless = open(Some("tea"));
    endless.span.end = End::Unknown;
    let found = conflicts(
        &[
            deal(1, "Alder Teas", "", vec![endless], &[]),
            deal(2, "Kinoa Tea", "", vec![], &["2026-11-20"]),
        ],
        day("2026-10-22"),
    );
    assert_eq!(
        found[0].doubts,
        [Doubt::Days],
        "an unknown end may still hold"
    );
}

#[test]
fn the_same_brand_and_apart_days_are_no_conflict() {
    let one = deal(
        1,
        "Kinoa",
        "",
        vec![held(1, "Kinoa", "2026-11-01", "2026-12-01", Some("tea"))],
        &[],
    );
    let again = deal(2, "kinoa", "tea", vec![], &["2026-11-20"]);
    assert!(
        conflicts(&[one.clone(), again], day("2026-10-22")).is_empty(),
        "a brand does not compete with itself"
    );
    let later = deal(2, "Alder", "tea", vec![], &["2026-12-02"]);
    assert!(
        conflicts(&[one, later], day("2026-10-22")).is_empty(),
        "the day after the last"
    );
}

#[test]
fn prompts_come_at_45_30_14_and_0_days() {
    let right = [held(1, "Kinoa", "2026-01-01", "2026-12-31", Some("tea"))];
    for (today, mark) in [
        ("2026-11-15", None),
        ("2026-11-16", Some((45, 45))),
        ("2026-11-30", Some((45, 31))),
        ("2026-12-01", Some((30, 30))),
        ("2026-12-17", Some((14, 14))),
        ("2026-12-30", Some((14, 1))),
        ("2026-12-31", Some((0, 0))),
        ("2027-01-01", None),
    ] {
        let found = prompts(&right, day(today));
        let got = found.first().map(|p| (p.mark, p.left));
        assert_eq!(got, mark, "on {today}");
        if let Some(prompt) = found.first() {
            assert_eq!(
                prompt.since.plus_days(prompt.mark),
                prompt.ends,
                "it began with its mark"
            );
        }
    }
    let mut open = right;
    open[0].span.end = End::Unknown;
    assert!(
        prompts(&open, day("2026-12-31")).is_empty(),
        "an unknown end never comes"
    );
}

fn any_span() -> impl Strategy<Value = Span> {
    let end = prop_oneof![(0i32..60).prop_map(Some), Just(None),];
    (proptest::option::of(20_000i32..20_060), end, any::<bool>()).prop_map(|(from, end, never)| {
        Span {
            from: from.and_then(CivilDay::from_number),
            end: match end {
                Some(days) => {
                    End::On(CivilDay::from_number(from.unwrap_or(20_030) + days).unwrap())
                }
                None if never => End::Never,
                None => End::Unknown,
            },
        }
    })
}

proptest! {
    #[test]
    fn an_overlap_is_the_same_from_both_sides(a in any_span(), b in any_span()) {
        prop_assert_eq!(overlap(a, b), overlap(b, a), "who is asked first changes nothing");
    }

    #[test]
    fn a_known_overlap_lies_in_both(a in any_span(), b in any_span()) {
        if let Overlap::Sure { from, end } = overlap(a, b) {
            for span in [a, b] {
                prop_assert!(span.from.is_some_and(|f| f <= from), "it begins within both");
                if let (End::On(last), End::On(common)) = (span.end, end) {
                    prop_assert!(common <= last && from <= common, "it ends within both");
                }
            }
        }
    }

    #[test]
    fn no_wording_breaks_the_reader(text in "\\PC{0,200}") {
        for kind in RightKind::ALL {
            let _ = read(*kind, &text, day(RECEIVED));
        }
    }
}
