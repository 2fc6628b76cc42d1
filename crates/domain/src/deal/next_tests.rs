//! The next thing to do, stage by stage.

use super::*;

const TODAY: &str = "2026-10-22";

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn facts(stage: Stage) -> DealFacts {
    DealFacts {
        stage,
        since: day("2026-10-20"),
        proposed: false,
        last_activity: day("2026-10-19"),
        brand_wrote_last: false,
        answer_by: None,
        draft_by: None,
        publish_on: None,
        billable: true,
        invoiced: false,
        sleep: None,
        prompts: Vec::new(),
    }
}

fn prompt(kind: NextKind, on: &str) -> Prompt {
    Prompt {
        kind,
        day: day(on),
        what: "2026-014".into(),
    }
}

/// What is next, on which day, and whether it is late.
type Expected = Option<(NextKind, Option<&'static str>, bool)>;

#[test]
fn each_stage_asks_for_its_own_next_thing() {
    let cases: [(DealFacts, Expected, &str); 12] = [
        (
            DealFacts {
                proposed: true,
                answer_by: Some(day("2026-10-24")),
                ..facts(Stage::New)
            },
            Some((NextKind::Decide, Some("2026-10-24"), false)),
            "a recognised mail is decided upon first",
        ),
        (
            facts(Stage::New),
            Some((NextKind::Answer, None, false)),
            "no day is made up",
        ),
        (
            DealFacts {
                answer_by: Some(day("2026-10-21")),
                ..facts(Stage::New)
            },
            Some((NextKind::Answer, Some("2026-10-21"), true)),
            "past its day and still open",
        ),
        (
            facts(Stage::Talking),
            Some((NextKind::FollowUp, Some("2026-10-27"), false)),
            "seven days after the creator's own word",
        ),
        (
            DealFacts {
                last_activity: day("2026-10-21"),
                brand_wrote_last: true,
                answer_by: Some(day("2026-10-25")),
                ..facts(Stage::Talking)
            },
            Some((NextKind::Answer, Some("2026-10-25"), false)),
            "the brand wrote since: it is the creator's turn",
        ),
        (
            DealFacts {
                draft_by: Some(day("2026-11-02")),
                publish_on: Some(day("2026-10-30")),
                ..facts(Stage::Making)
            },
            Some((NextKind::Publish, Some("2026-10-30"), false)),
            "the earlier of two days",
        ),
        (
            facts(Stage::Agreed),
            Some((NextKind::Invoice, Some("2026-10-20"), true)),
            "agreed, nothing dated: what is left is the bill",
        ),
        (
            facts(Stage::Published),
            Some((NextKind::Invoice, Some("2026-10-20"), true)),
            "it is out and not billed",
        ),
        (
            DealFacts {
                billable: false,
                ..facts(Stage::Published)
            },
            None,
            "gifted work has no bill",
        ),
        (
            DealFacts {
                prompts: vec![
                    prompt(NextKind::RightsEnd, "2026-11-30"),
                    prompt(NextKind::PaymentLate, "2026-10-14"),
                ],
                ..facts(Stage::Invoiced)
            },
            Some((NextKind::PaymentLate, Some("2026-10-14"), true)),
            "late money before a right that ends later",
        ),
        (
            DealFacts {
                prompts: vec![prompt(NextKind::RightsEnd, "2026-11-30")],
                ..facts(Stage::Paid)
            },
            Some((NextKind::RightsEnd, Some("2026-11-30"), false)),
            "rights outlive the payment",
        ),
        (
            DealFacts {
                prompts: vec![prompt(NextKind::RightsEnd, "2026-11-30")],
                ..facts(Stage::Declined)
            },
            None,
            "nothing was granted",
        ),
    ];
    for (facts, want, why) in cases {
        let got = next_action(&facts, day(TODAY)).map(|n| (n.kind, n.day, n.late));
        let want = want.map(|(kind, on, late)| (kind, on.map(day), late));
        assert_eq!(got, want, "{why}");
    }
}

#[test]
fn what_sleeps_asks_for_nothing_and_what_woke_says_why() {
    let asleep = DealFacts {
        sleep: Some(Sleep::Asleep),
        answer_by: Some(day("2026-10-21")),
        ..facts(Stage::New)
    };
    assert_eq!(next_action(&asleep, day(TODAY)), None);
    let woken = DealFacts {
        sleep: Some(Sleep::Woken(WakeReason::Reply)),
        ..asleep
    };
    let next = next_action(&woken, day(TODAY)).unwrap();
    assert_eq!(
        (next.kind, next.woken),
        (NextKind::Woken, Some(WakeReason::Reply))
    );
}
