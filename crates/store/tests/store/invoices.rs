//! Invoices in the store: numbers without gaps whatever fails, and what is issued stays.

use crate::world::*;
use domain::amount::MICROS;
use domain::invoice::*;
use domain::{Amount, CivilDay, Unit};
use store::*;

fn bill() -> Invoice {
    Invoice {
        kind: Kind::Invoice,
        number: None,
        issued_on: None,
        due_on: None,
        language: Language::English,
        seller: Seller::default(),
        client: Client::default(),
        currency: Unit::EUR,
        vat: VatMode::Standard,
        subject: "Work".to_owned(),
        lines: Vec::new(),
        prepaid: 0,
        refers: Vec::new(),
        order: None,
        supplied_on: None,
        terms: Terms::default(),
        note: None,
        exchange: None,
    }
}

/// Issues a new invoice of a day; `fails` breaks the transaction after the number was taken.
fn issue(store: &Store, on: CivilDay, fails: bool) -> Result<i64, StoreError> {
    store.write(move |tx| {
        let id = tx.insert_invoice(None, None, None, &bill(), minute(1))?;
        let series = Series::on("F", on);
        let n = tx.take_number(&series, on)?;
        let says = Invoice {
            number: Some(series.text(n)),
            issued_on: Some(on),
            ..bill()
        };
        let paper = IssuedPaper {
            pdf: b"%PDF".to_vec(),
            xml: "<x/>".to_owned(),
            sha256: vec![0; 32],
        };
        let due = Amount::new(MICROS, Unit::EUR);
        tx.issue_invoice(id, (&series, n), &says, due, &paper, minute(2))?;
        if fails {
            Err(StoreError::Overflow)
        } else {
            Ok(id)
        }
    })
}

#[test]
fn numbers_have_no_gap_whatever_fails_and_whoever_asks() {
    let world = World::new();
    let on = day("2026-03-01");
    let store = world.store();
    std::thread::scope(|scope| {
        for t in 0..4 {
            scope.spawn(move || {
                for n in 0..12 {
                    let fails = (t + n) % 3 == 0;
                    let ended = issue(store, on, fails);
                    assert_eq!(ended.is_err(), fails, "only the broken ones fail");
                }
            });
        }
    });
    let mut numbers: Vec<String> = world
        .read(|tx| tx.invoices())
        .into_iter()
        .filter_map(|row| row.invoice.number)
        .collect();
    numbers.sort();
    let expected: Vec<String> = (1..=32).map(|n| format!("F2026-{n:04}")).collect();
    assert_eq!(
        numbers, expected,
        "one after the other, none twice, none missing"
    );
    assert_eq!(world.read(|tx| tx.verify()).problems, [], "verify agrees");
    assert!(
        matches!(
            issue(world.store(), day("2026-02-28"), false),
            Err(StoreError::EarlierThanLast { .. })
        ),
        "an earlier day would put numbers and days at odds"
    );
    let id = issue(world.store(), day("2027-01-02"), false).unwrap();
    let row = world.read(|tx| tx.invoice(id));
    assert_eq!(
        row.invoice.number.as_deref(),
        Some("F2027-0001"),
        "a year begins anew"
    );
}

#[test]
fn what_is_issued_stays_as_it_is() {
    let world = World::new();
    let id = issue(world.store(), day("2026-03-01"), false).unwrap();
    let before = world.read(|tx| tx.invoice(id));
    let edit = world
        .store()
        .write(move |tx| tx.edit_invoice(id, None, &bill(), minute(9)));
    assert!(
        matches!(edit, Err(StoreError::NotFound { .. })),
        "it is no draft any more"
    );
    let gone = world
        .store()
        .write(move |tx| tx.discard_invoice(id, Some(minute(9))));
    assert!(
        matches!(gone, Err(StoreError::NotFound { .. })),
        "and cannot be thrown away"
    );
    assert_eq!(world.read(|tx| tx.invoice(id)), before, "nothing changed");
    world.write(move |tx| tx.set_invoice_sent(id, Some(minute(9))));
    assert!(
        world.read(|tx| tx.invoice(id)).sent.is_some(),
        "that it was sent may be noted"
    );
}

#[test]
fn a_payment_taken_back_is_kept_and_counts_no_more() {
    let world = World::new();
    let id = issue(world.store(), day("2026-03-01"), false).unwrap();
    let draft = PaymentDraft {
        invoice: id,
        day: day("2026-03-05"),
        amount: Amount::new(MICROS, Unit::EUR),
        from: PaidFrom::Hand,
        used: None,
        basis: "[]".to_owned(),
        note: "in cash".to_owned(),
    };
    let kept = draft.clone();
    let payment = world.write(move |tx| tx.insert_payment(&kept, minute(3)));
    assert_eq!(
        world.read(|tx| tx.payment(payment)).draft,
        draft,
        "reads back"
    );
    world.write(move |tx| tx.retire_payment(payment, minute(4)));
    assert_eq!(world.read(|tx| tx.payments()), [], "counts no more");
    let again = world
        .store()
        .write(move |tx| tx.retire_payment(payment, minute(5)));
    assert!(
        matches!(again, Err(StoreError::NotFound { .. })),
        "once is enough"
    );
}
