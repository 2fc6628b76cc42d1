//! The rules of matching, held to random input.
//!
//! The rule it protects: no bank line is used twice or beyond its amount, parts add up, and the same input gives the same
//! answer in whatever order it comes.

use domain::matching::{
    Basis, Cycle, Expectation, LandingSide, Outcome, Past, PayoutSide, Reason, Sent, attribute,
    came_back, expect, pay_terms, propose,
};
use domain::{AccountId, Amount, CivilDay, LandingId, PayoutId, Platform, Unit};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn day(n: i32) -> CivilDay {
    CivilDay::from_number(20_000 + n).unwrap()
}

fn euros(micros: i64) -> Amount {
    Amount::new(micros, Unit::EUR)
}

fn payout(id: i64, due: i32, cents: i64) -> PayoutSide {
    PayoutSide {
        id: PayoutId(id),
        account: AccountId(1 + id % 2),
        platform: Platform::Stripe,
        amount: euros(cents * 10_000),
        converted: Vec::new(),
        due: day(due),
        reference: format!("po_{id:04}"),
        words: None,
    }
}

fn landing(id: i64, booked: i32, cents: i64, named: bool) -> LandingSide {
    LandingSide {
        id: LandingId(id),
        day: day(booked),
        amount: euros(cents * 10_000),
        text: if named {
            "Stripe payout"
        } else {
            "Example GmbH"
        }
        .to_owned(),
    }
}

fn all(payouts: &[PayoutSide], landings: &[LandingSide]) -> Vec<domain::matching::Proposal> {
    propose(payouts, landings, &BTreeSet::new(), &mut |_, _| true).unwrap()
}

fn sides() -> impl Strategy<Value = (Vec<PayoutSide>, Vec<LandingSide>)> {
    let payouts = prop::collection::vec((0..30i32, 1..8i64), 0..9);
    let landings = prop::collection::vec((0..30i32, 1..12i64, any::<bool>()), 0..9);
    (payouts, landings).prop_map(|(payouts, landings)| {
        let payouts = payouts
            .into_iter()
            .zip(1..)
            .map(|((d, c), id)| payout(id, d, c));
        let landings = landings
            .into_iter()
            .zip(1..)
            .map(|((d, c, named), id)| landing(id, d, c, named));
        (payouts.collect(), landings.collect())
    })
}

proptest! {
    #[test]
    fn nothing_is_used_twice_or_beyond_its_amount((payouts, landings) in sides()) {
        let proposals = all(&payouts, &landings);
        let mut used: BTreeMap<LandingId, i64> = BTreeMap::new();
        let mut paid: BTreeSet<PayoutId> = BTreeSet::new();
        for proposal in &proposals {
            let of: BTreeSet<PayoutId> = proposal.parts.iter().map(|p| p.payout).collect();
            for id in of {
                prop_assert!(paid.insert(id), "a payout is in one proposal");
            }
            for part in &proposal.parts {
                prop_assert!(part.micros > 0, "a part is something");
                *used.entry(part.landing).or_default() += part.micros;
            }
            if proposal.findings.iter().any(|f| f.reason == Reason::PartsAddUp) {
                let lines: BTreeSet<LandingId> = proposal.parts.iter().map(|p| p.landing).collect();
                let sent: BTreeSet<PayoutId> = proposal.parts.iter().map(|p| p.payout).collect();
                let came: i64 = landings.iter().filter(|l| lines.contains(&l.id)).map(|l| l.amount.micros).sum();
                let out: i64 = payouts.iter().filter(|p| sent.contains(&p.id)).map(|p| p.amount.micros).sum();
                let parts: i64 = proposal.parts.iter().map(|p| p.micros).sum();
                prop_assert_eq!((parts, parts), (came, out), "parts add up on both sides");
            }
        }
        for (id, micros) in used {
            let line = landings.iter().find(|l| l.id == id).unwrap();
            prop_assert!(micros <= line.amount.micros, "line {id} holds {}, {micros} used", line.amount.micros);
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter((payouts, landings) in sides()) {
        let proposals = all(&payouts, &landings);
        let backwards = |n: usize| (0..n).rev();
        let turned: Vec<PayoutSide> = backwards(payouts.len()).map(|i| payouts[i].clone()).collect();
        let lines: Vec<LandingSide> = backwards(landings.len()).map(|i| landings[i].clone()).collect();
        prop_assert_eq!(all(&turned, &lines), proposals);
    }

    #[test]
    fn what_was_refused_is_not_proposed((payouts, landings) in sides()) {
        let first = all(&payouts, &landings);
        let refused: BTreeSet<(PayoutId, LandingId)> =
            first.iter().flat_map(|p| p.parts.iter().map(|p| (p.payout, p.landing))).collect();
        let again = propose(&payouts, &landings, &refused, &mut |_, _| true).unwrap();
        for part in again.iter().flat_map(|p| &p.parts) {
            prop_assert!(!refused.contains(&(part.payout, part.landing)), "{part:?} was refused");
        }
    }

    #[test]
    fn days_are_paid_once_and_in_order(
        nets in prop::collection::vec(-2..9i128, 1..60),
        sent in prop::collection::vec((0..70i32, 1..40i64, any::<bool>()), 0..8),
    ) {
        let days: Vec<(CivilDay, i128)> = nets.iter().enumerate().map(|(n, net)| (day(n as i32), *net * 10_000)).collect();
        let mut sent: Vec<Sent> = sent
            .into_iter()
            .map(|(d, cents, left)| Sent { day: day(d), micros: cents * 10_000, left })
            .collect();
        sent.sort_by_key(|s| s.day);
        for cycle in [Cycle::Running, Cycle::Month { window: None }] {
            let mut last: Option<CivilDay> = None;
            for (payout, found) in sent.iter().zip(attribute(&days, &sent, cycle, 10_000)) {
                let Some(a) = found else { continue };
                prop_assert!(payout.left, "what came back pays nothing");
                prop_assert!(a.from <= a.to && a.to <= payout.day, "earned before it was paid");
                prop_assert!(last.is_none_or(|last| last < a.from), "no day is paid twice");
                prop_assert_eq!(a.exact, a.explained == i128::from(payout.micros), "exact means exact");
                let sum: i128 = days.iter().filter(|(d, _)| a.from <= *d && *d <= a.to).map(|(_, n)| n).sum();
                prop_assert_eq!(sum + a.brought - a.left, a.explained, "the days are what it says");
                last = Some(a.to);
            }
        }
    }

    #[test]
    fn what_came_back_is_sent_again_once(
        payouts in prop::collection::vec((1..9i64, prop::option::of(0..9i128), any::<bool>()), 0..12),
    ) {
        let outcomes: Vec<Outcome> = payouts
            .into_iter()
            .map(|(micros, rows, came_back)| Outcome { micros, rows, came_back })
            .collect();
        let (again, open) = came_back(&outcomes);
        let back: i128 = outcomes.iter().filter(|o| o.came_back).map(|o| i128::from(o.micros)).sum();
        // Of a row of more than eight, the oldest is forgotten.
        prop_assert!(again.iter().sum::<i128>() + open <= back, "never more than came back");
    }
}

#[test]
fn a_pair_says_why() {
    let cases = [
        (
            landing(1, 12, 500, true),
            Some((950, true)),
            "amount, day and name",
        ),
        (
            landing(1, 12, 500, false),
            Some((750, true)),
            "amount and day",
        ),
        (
            landing(1, 18, 500, false),
            Some((540, false)),
            "amount alone, a week late",
        ),
        (
            landing(1, 12, 490, true),
            Some((700, false)),
            "a fee on the way",
        ),
        (landing(1, 12, 300, true), None, "another amount"),
        (landing(1, 40, 500, true), None, "a month later"),
        (landing(1, 6, 500, true), None, "before it was sent"),
    ];
    for (line, want, why) in cases {
        let found = all(&[payout(1, 10, 500)], &[line]);
        let told = found.first().map(|p| (p.score, p.sure()));
        assert_eq!(told, want, "{why}");
    }
}

#[test]
fn of_two_that_fit_neither_is_sure() {
    let twins = [landing(1, 10, 500, true), landing(2, 10, 500, true)];
    let found = all(&[payout(1, 10, 500)], &twins);
    assert_eq!(found.len(), 1, "one is proposed");
    assert!(!found[0].sure(), "and says that another fits as well");
}

/// Far more than a creator's year: the work must stay near to linear, or this would not end.
#[test]
fn two_thousand_payouts_and_eight_thousand_lines_are_one_sitting() {
    let payouts: Vec<PayoutSide> = (0..2_000)
        .map(|n| payout(n, i32::try_from(n / 6).unwrap(), 500 + n % 37))
        .collect();
    let landings: Vec<LandingSide> = (0..8_000)
        .map(|n| landing(n, i32::try_from(n / 22).unwrap(), 400 + n % 131, n % 4 == 0))
        .collect();
    let mut steps = 0;
    let found = propose(&payouts, &landings, &BTreeSet::new(), &mut |_, of| {
        steps += 1;
        of == 2_000
    });
    assert_eq!(steps, 2_000, "each payout is told as progress");
    assert!(found.unwrap().len() > 1_000, "most find a line");
}

#[test]
fn a_stop_stops() {
    let payouts: Vec<PayoutSide> = (1..9).map(|id| payout(id, 3, 5)).collect();
    let mut seen = 0;
    let found = propose(&payouts, &[], &BTreeSet::new(), &mut |done, _| {
        seen = done;
        done < 3
    });
    assert!(
        found.is_none() && seen == 3,
        "after the payout being looked at"
    );
}

/// One month of days with the same net, as a monthly platform estimates it.
fn month(year: i32, number: u32, micros: i128) -> Vec<(CivilDay, i128)> {
    (1..=31)
        .filter_map(|d| CivilDay::of(year, number, d))
        .map(|d| (d, micros))
        .collect()
}

#[test]
fn months_are_paid_by_period_carried_over_and_cut_to_the_cent() {
    let civil = |text: &str| text.parse::<CivilDay>().unwrap();
    // 31 × 1.234567 = 38.271577 in July stays below the minimum; August adds the same; a third of a cent is left.
    let mut days = month(2026, 7, 1_234_567);
    days.extend(month(2026, 8, 1_234_567));
    days.extend(month(2026, 9, 2_000_000));
    let sent = [
        Sent {
            day: civil("2026-09-22"),
            micros: 76_540_000,
            left: true,
        },
        Sent {
            day: civil("2026-10-22"),
            micros: 60_000_000,
            left: true,
        },
    ];
    let found = attribute(&days, &sent, Cycle::Month { window: None }, 10_000);
    let first = found[0].unwrap();
    assert_eq!(
        (first.from, first.cycle_from, first.to),
        (
            civil("2026-07-01"),
            civil("2026-08-01"),
            civil("2026-08-31")
        ),
        "July was carried over to August"
    );
    assert_eq!(
        (first.basis, first.exact, first.left),
        (Basis::Period, true, 3_154),
        "to the cent"
    );
    let second = found[1].unwrap();
    assert_eq!(
        (second.brought, second.explained, second.exact),
        (3_154, 60_000_000, true),
        "what was cut off comes with the next one"
    );
}

#[test]
fn a_payout_that_no_period_explains_is_searched_and_says_so() {
    let civil = |text: &str| text.parse::<CivilDay>().unwrap();
    let days: Vec<(CivilDay, i128)> = (0..20)
        .map(|n| (day(n), 1_000_000 + i128::from(n)))
        .collect();
    let first_five: i128 = days.iter().take(5).map(|(_, n)| n).sum();
    let sent = |micros: i128| Sent {
        day: day(19),
        micros: i64::try_from(micros).unwrap(),
        left: true,
    };
    let found = attribute(&days, &[sent(first_five)], Cycle::Running, 1)[0].unwrap();
    assert_eq!(
        (found.basis, found.to, found.exact),
        (Basis::Search, day(4), true),
        "the first five days make it"
    );
    let none = attribute(&days, &[sent(7)], Cycle::Running, 1)[0].unwrap();
    assert!(
        !none.exact && none.score < 500,
        "nothing fits, and the score says so: {none:?}"
    );
    let _ = civil;
}

fn expectation(platform: Platform, owed: Amount, past: &[Past], today: i32) -> Option<Expectation> {
    let days: Vec<(CivilDay, i128)> = (-90..today).map(|n| (day(n), 10_000_000)).collect();
    expect(day(today), owed, past, &days, pay_terms(platform), 2)
}

#[test]
fn a_rhythm_makes_a_date_with_a_band_and_then_it_is_late() {
    let past: Vec<Past> = (0..6)
        .map(|n| Past {
            made: day(7 * n - 2),
            arrived: day(7 * n + n % 2),
            micros: 70_000_000,
        })
        .collect();
    let soon = expectation(Platform::Stripe, euros(50_000_000), &past, 38).unwrap();
    assert_eq!(
        (soon.earliest, soon.day, soon.latest),
        (Some(day(42)), Some(day(44)), Some(day(44))),
        "the shortest, middle and longest gap behind the last one"
    );
    assert_eq!(soon.day_percent, Some(66), "five gaps hold 4 of 6");
    assert_eq!(soon.late_days, None, "not yet");
    let late = expectation(Platform::Stripe, euros(50_000_000), &past, 47).unwrap();
    assert_eq!(late.late_days, Some(3), "three days past the band");
    let wallet = expectation(Platform::Paypal, euros(50_000_000), &past, 47).unwrap();
    assert_eq!(
        wallet.late_days, None,
        "what the creator takes out is never late"
    );
    let few = expectation(Platform::Stripe, euros(50_000_000), &past[..2], 20).unwrap();
    assert_eq!(few.day, None, "two payouts make no rhythm");
    assert!(
        expectation(Platform::Stripe, euros(0), &past, 38).is_none(),
        "nothing owed, nothing expected"
    );
}

#[test]
fn a_rule_of_the_platform_comes_before_the_rhythm() {
    let usd = Unit::currency("USD").unwrap();
    let today: CivilDay = "2026-10-10".parse().unwrap();
    let days = month(2026, 9, 10_000_000);
    let at = |owed: i64| {
        let owed = Amount::new(owed, usd);
        expect(today, owed, &[], &days, pay_terms(Platform::Youtube), 2).unwrap()
    };
    let found = at(300_000_000);
    let band = (found.earliest, found.latest);
    let of = |text: &str| text.parse::<CivilDay>().ok();
    assert_eq!(
        band,
        (of("2026-10-21"), of("2026-10-26")),
        "September is paid in October"
    );
    let small = at(99_000_000);
    assert_eq!(small.day, None, "below the minimum nothing is paid");
    assert_eq!(
        small.below,
        Some(Amount::new(100_000_000, usd)),
        "and the minimum is named"
    );
}
