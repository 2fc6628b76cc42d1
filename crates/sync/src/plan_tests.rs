use super::*;
use domain::document::Place;
use domain::{CivilDay, Locator, Money, Stream, Unit, Zone};
use proptest::prelude::*;

fn draft(net: i64, status: Status, payout: Option<&str>) -> EntryDraft {
    EntryDraft {
        external_id: Some("txn_1".into()),
        day: CivilDay::of(2026, 10, 12).unwrap(),
        zone: Zone::UTC,
        instant: None,
        stream: Stream::ShopSale,
        title: "Order 1048".into(),
        counterparty: None,
        money: Money {
            unit: Unit::EUR,
            gross: None,
            fee: None,
            tax: None,
            net,
        },
        status,
        available_on: None,
        payout_external_id: payout.map(str::to_owned),
        locator: Locator {
            start: 0,
            len: 1,
            place: Place::Line(2),
        },
    }
}

fn known(net: i64, status: Status, payout: Option<&str>) -> Known {
    Known {
        facts: draft(net, status, payout),
        vanished: false,
    }
}

#[test]
fn each_kind_of_difference_gets_its_own_answer() {
    use Status::{Available, Confirmed, Estimated, Paid, Reversed};
    type Case<'a> = (&'a str, EntryDraft, Option<Known>, &'a str, &'a [Field]);
    let cases: &[Case<'_>] = &[
        (
            "a row never seen is new",
            draft(5, Estimated, None),
            None,
            "new",
            &[],
        ),
        (
            "the same again writes nothing",
            draft(5, Available, None),
            Some(known(5, Available, None)),
            "same",
            &[],
        ),
        (
            "a figure is a revision",
            draft(4, Estimated, None),
            Some(known(5, Estimated, None)),
            "revised",
            &[Field::Net],
        ),
        (
            "a status alone is told apart",
            draft(5, Available, None),
            Some(known(5, Confirmed, None)),
            "status",
            &[Field::Status],
        ),
        (
            "a payout that pays it",
            draft(5, Paid, Some("po_1")),
            Some(known(5, Available, None)),
            "status",
            &[Field::Status, Field::Payout],
        ),
        (
            "a ledger page that does not name the payout does not undo it",
            draft(5, Available, None),
            Some(known(5, Paid, Some("po_1"))),
            "same",
            &[],
        ),
        (
            "a new figure keeps the payout it had",
            draft(4, Available, None),
            Some(known(5, Paid, Some("po_1"))),
            "revised",
            &[Field::Net],
        ),
        (
            "money taken back ends the paid status",
            draft(5, Reversed, None),
            Some(known(5, Paid, Some("po_1"))),
            "status",
            &[Field::Status],
        ),
        (
            "another payout replaces the first",
            draft(5, Paid, Some("po_2")),
            Some(known(5, Paid, Some("po_1"))),
            "status",
            &[Field::Payout],
        ),
        (
            "paid without a payout is only the source's word and may move back",
            draft(5, Available, None),
            Some(known(5, Paid, None)),
            "status",
            &[Field::Status],
        ),
    ];
    for (why, draft, known, kind, fields) in cases {
        let (got, differing) = match plan(draft, known.as_ref()) {
            Change::New => ("new", vec![]),
            Change::Same => ("same", vec![]),
            Change::Back => ("back", vec![]),
            Change::Status(r) => ("status", r.fields.clone()),
            Change::Revised(r) => ("revised", r.fields.clone()),
        };
        assert_eq!((got, differing.as_slice()), (*kind, *fields), "{why}");
    }
}

#[test]
fn a_vanished_row_that_returns_unchanged_is_back() {
    let mut gone = known(5, Status::Available, None);
    gone.vanished = true;
    assert_eq!(
        plan(&draft(5, Status::Available, None), Some(&gone)),
        Change::Back,
        "it is listed again"
    );
}

proptest! {
    /// Planning is stable: what was just stored is the same when it is seen again.
    #[test]
    fn what_was_stored_is_the_same_next_time(net in any::<i64>(), old in any::<i64>(), s in 0usize..7, t in 0usize..7, paid in any::<bool>()) {
        let was = known(old, Status::ALL[s], paid.then_some("po_1"));
        let says = draft(net, Status::ALL[t], None);
        if let Change::Revised(r) | Change::Status(r) = plan(&says, Some(&was)) {
            let now = Known { facts: r.draft, vanished: false };
            prop_assert_eq!(plan(&says, Some(&now)), Change::Same);
        }
    }
}
