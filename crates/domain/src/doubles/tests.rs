use super::*;
use crate::{AccountId, CivilDay, Platform, Unit};
use proptest::prelude::*;

fn source(platform: Platform, account: i64, origin: &str) -> Source {
    Source {
        kind: SourceKind::Entry,
        account: AccountId(account),
        platform,
        manual: false,
        origin: origin.to_owned(),
    }
}

fn of_kind(kind: SourceKind, source: Source) -> Source {
    Source { kind, ..source }
}

fn side(id: &str, day: i32, cents: i64) -> Side {
    Side {
        id: id.to_owned(),
        key: id.to_owned(),
        day: CivilDay::from_number(20_000 + day).unwrap(),
        instant: None,
        unit: Unit::EUR,
        figures: vec![cents * 10_000],
        stream: None,
        text: String::new(),
        payer: None,
    }
}

#[test]
fn only_sources_that_can_tell_of_the_same_money_are_compared() {
    use Platform::*;
    let kofi = source(KoFi, 1, "file.transactions");
    let manual = |s: Source| Source { manual: true, ..s };
    for (one, other, expected, reason) in [
        (
            kofi.clone(),
            source(Paypal, 2, "transactions"),
            Some(Kin::PassThrough),
            "buyers pay into PayPal",
        ),
        (
            kofi.clone(),
            source(Stripe, 2, "balance_transactions"),
            Some(Kin::PassThrough),
            "or into Stripe",
        ),
        (
            kofi.clone(),
            kofi.clone(),
            None,
            "a source is not its own double",
        ),
        (
            source(Youtube, 1, "analytics.revenue"),
            source(Twitch, 2, "file.revenue"),
            None,
            "two platforms, two payers",
        ),
        (
            source(Paypal, 2, "transactions"),
            source(Paypal, 2, "file.paypal"),
            Some(Kin::TwoReports),
            "an export beside its API",
        ),
        (
            source(Gumroad, 2, "file.sales"),
            source(Gumroad, 2, "file.payout"),
            Some(Kin::TwoReports),
            "two files of one shop",
        ),
        (
            source(Stripe, 1, "balance_transactions"),
            source(Stripe, 2, "balance_transactions"),
            Some(Kin::TwoAccounts),
            "two connected accounts",
        ),
        (
            source(Stripe, 1, "balance_transactions"),
            manual(source(Stripe, 2, "balance_transactions")),
            Some(Kin::TwoReports),
            "a file account beside a connected one",
        ),
        (
            source(Youtube, 1, "analytics.revenue"),
            source(Youtube, 1, "file.adsense"),
            Some(Kin::SameDays),
            "two reports of the same days",
        ),
        (
            source(Tiktok, 1, "export.live"),
            source(Tiktok, 1, "export.wallet"),
            None,
            "parts of one export",
        ),
        (
            source(Stripe, 1, "balance_transactions"),
            source(Other, 3, "hand"),
            Some(Kin::Typed),
            "typed beside synced",
        ),
        (
            source(Other, 1, "hand"),
            source(Other, 3, "hand"),
            None,
            "typed twice is meant",
        ),
        (
            source(Paypal, 1, "transactions"),
            of_kind(SourceKind::Payout, source(Patreon, 2, "")),
            Some(Kin::PayoutAsIncome),
            "a payout that arrives at PayPal",
        ),
        (
            of_kind(SourceKind::Landing, source(Bank, 1, "ofx")),
            of_kind(SourceKind::Payout, source(Stripe, 2, "po_")),
            None,
            "a payout and its bank line are a match",
        ),
        (
            of_kind(SourceKind::Landing, source(Bank, 1, "ofx")),
            of_kind(SourceKind::Landing, source(Bank, 1, "camt")),
            Some(Kin::TwoFormats),
            "one month in two formats",
        ),
        (
            of_kind(SourceKind::Payout, source(Stripe, 1, "po_")),
            of_kind(SourceKind::Payout, source(Stripe, 1, "txn_")),
            Some(Kin::Payouts),
            "a payout in two reports",
        ),
    ] {
        assert_eq!(kin(&one, &other), expected, "{reason}");
        assert_eq!(
            kin(&other, &one),
            expected,
            "{reason}, named the other way round"
        );
    }
}

#[test]
fn reasons_add_up_and_decide_what_is_shown() {
    let payer = |s: Side, who: &str| Side {
        payer: Some(who.to_owned()),
        ..s
    };
    let text = |s: Side, words: &str| Side {
        text: words.to_owned(),
        ..s
    };
    let key = |s: Side, key: &str| Side {
        key: key.to_owned(),
        ..s
    };
    let usd = |s: Side| Side {
        unit: Unit::USD,
        ..s
    };
    for (one, other, kin, expected, reason) in [
        (
            side("a", 1, 500),
            side("b", 1, 500),
            Kin::PassThrough,
            vec!["same_amount", "same_day"],
            "the plain case",
        ),
        (
            side("a", 1, 500),
            side("b", 2, 500),
            Kin::PassThrough,
            vec!["same_amount", "next_day"],
            "zones move a row by a day",
        ),
        (
            side("a", 1, 500),
            side("b", 3, 500),
            Kin::PassThrough,
            vec![],
            "two days are too many",
        ),
        (
            side("a", 1, 500),
            usd(side("b", 1, 500)),
            Kin::PassThrough,
            vec![],
            "unlike units are never one",
        ),
        (
            side("a", 1, 500),
            side("b", 1, 501),
            Kin::TwoReports,
            vec![],
            "another amount",
        ),
        (
            payer(side("a", 1, 500), "Ada Finch"),
            payer(side("b", 1, 500), "ADA FINCH"),
            Kin::PassThrough,
            vec!["same_amount", "same_day", "same_payer"],
            "the payer agrees",
        ),
        (
            key(side("a", 1, 500), "p1=="),
            key(side("b", 2, 500), "Sale|2026-05-01|p1=="),
            Kin::TwoReports,
            vec!["same_id", "same_amount", "next_day"],
            "an id stands in both",
        ),
        (
            key(side("a", 1, 500), "2026-05-01"),
            key(side("b", 1, 500), "2026-05-01"),
            Kin::TwoAccounts,
            vec![],
            "a day is no id",
        ),
        (
            key(side("a", 1, 500), "txn_1A"),
            key(side("b", 1, 500), "txn_1A"),
            Kin::TwoAccounts,
            vec!["same_id", "same_amount", "same_day"],
            "the id tells two accounts",
        ),
        (
            side("a", 1, 500),
            side("b", 4, 500),
            Kin::Typed,
            vec![],
            "days apart without a word",
        ),
        (
            payer(side("a", 1, 500), "Kite"),
            payer(side("b", 4, 500), "kite"),
            Kin::Typed,
            vec!["same_amount", "days_apart", "same_payer"],
            "days apart, the payer agrees",
        ),
        (
            side("a", 1, 500),
            side("b", 1, 520),
            Kin::SameDays,
            vec!["near_amount", "same_day"],
            "two estimates of one day",
        ),
        (
            side("a", 1, 500),
            side("b", 1, 900),
            Kin::SameDays,
            vec![],
            "too far apart to be one estimate",
        ),
        (
            side("a", 1, 500),
            usd(side("b", 1, 900)),
            Kin::SameDays,
            vec!["other_unit", "same_day"],
            "two currencies of one day",
        ),
        (
            side("a", 1, 0),
            side("b", 1, 0),
            Kin::TwoReports,
            vec![],
            "nothing is told by zero",
        ),
        (
            text(side("a", 1, 500), "Transfer Patreon"),
            text(side("b", 2, 500), "Patreon"),
            Kin::PayoutAsIncome,
            vec!["same_amount", "next_day", "names_platform"],
            "the payer is the platform",
        ),
        (
            side("a", 1, 500),
            text(side("b", 1, 500), "Patreon"),
            Kin::PayoutAsIncome,
            vec![],
            "income of somebody else",
        ),
    ] {
        let found = find(&[one], &[other], kin);
        let words: Vec<&str> = found
            .iter()
            .flat_map(|p| p.findings.iter().map(|f| f.reason.slug()))
            .collect();
        assert_eq!(words, expected, "{reason}");
    }
}

#[test]
fn real_twins_have_a_twin_each_and_a_spare_row_is_a_rival() {
    let one = [side("a1", 1, 500), side("a2", 1, 500)];
    let two = [side("b1", 1, 500), side("b2", 1, 500)];
    let found = find(&one, &two, Kin::PassThrough);
    assert_eq!(found.len(), 2, "two and two");
    assert!(found.iter().all(|p| p.score == 650), "nobody is left over");
    let found = find(&one[..1], &two, Kin::PassThrough);
    assert_eq!(found.len(), 1, "one row has one twin");
    assert_eq!(found[0].score, 550, "the spare one is told");
}

#[test]
fn a_price_that_occurs_ten_thousand_times_is_walked() {
    let list = |name: &str| -> Vec<Side> {
        (0..10_000)
            .map(|n| side(&format!("{name}{n:05}"), n / 100, 500))
            .collect()
    };
    let (one, other) = (list("a"), list("b"));
    let found = find(&one, &other, Kin::PassThrough);
    assert_eq!(found.len(), 10_000, "each finds its twin");
    // Each with each within a day would be some three million comparisons, which takes minutes in a test build.
}

#[test]
fn a_pair_has_one_name() {
    assert_eq!(pair_id("x", "y"), pair_id("y", "x"), "whichever is first");
    assert_ne!(pair_id("x", "y"), pair_id("xy", ""), "and no other's");
}

fn rows(name: &'static str) -> impl Strategy<Value = Vec<Side>> {
    prop::collection::vec((0..6i32, 1..4i64, 0..3u8), 0..25).prop_map(move |rows| {
        rows.into_iter()
            .enumerate()
            .map(|(n, (day, cents, payer))| Side {
                payer: Some(["Ada", "Ben", "Cleo"][usize::from(payer)].to_owned()),
                ..side(&format!("{name}{n}"), day, cents)
            })
            .collect()
    })
}

fn named(found: &[Pair], one: &[Side], other: &[Side]) -> Vec<(String, u16)> {
    let mut all: Vec<(String, u16)> = found
        .iter()
        .map(|p| (pair_id(&one[p.one].id, &other[p.other].id), p.score))
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn the_same_pairs_whichever_is_first_and_in_any_order(one in rows("a"), other in rows("b")) {
        let found = find(&one, &other, Kin::PassThrough);
        let forth = named(&found, &one, &other);
        let back = named(&find(&other, &one, Kin::PassThrough), &other, &one);
        prop_assert_eq!(&forth, &back, "the search is symmetric");
        let (mut turned, mut turned_too) = (one.clone(), other.clone());
        turned.reverse();
        turned_too.reverse();
        let again = named(&find(&turned, &turned_too, Kin::PassThrough), &turned, &turned_too);
        prop_assert_eq!(&forth, &again, "the order of rows does not matter");
        let mut ones: Vec<usize> = found.iter().map(|p| p.one).collect();
        ones.sort_unstable();
        ones.dedup();
        prop_assert_eq!(ones.len(), found.len(), "each row has one twin at most");
        for pair in &found {
            prop_assert_eq!(one[pair.one].figures[0], other[pair.other].figures[0], "and of the same amount");
        }
    }
}
