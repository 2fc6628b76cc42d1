use super::*;
use crate::{Amount, CivilDay, LandingId, Unit};
use proptest::prelude::*;

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn eur(text: &str) -> Amount {
    Amount::parse(text, Unit::EUR).unwrap()
}

fn micros(text: &str) -> i64 {
    eur(text).micros
}

fn line(quantity: &str, price: &str, vat_rate: i64) -> Line {
    Line {
        text: "Work".to_owned(),
        detail: None,
        quantity: micros(quantity),
        price: micros(price),
        vat_rate,
    }
}

fn party(name: &str, country: &str) -> Party {
    Party {
        name: name.to_owned(),
        legal_id: Some("123456789".to_owned()),
        vat_id: Some(format!("{country}12345678901")),
        address: Address {
            lines: vec!["1 Example Street".to_owned()],
            postcode: "75000".to_owned(),
            city: "Exampleville".to_owned(),
            country: country.to_owned(),
        },
        ..Party::default()
    }
}

fn bill(vat: VatMode, lines: Vec<Line>) -> Invoice {
    Invoice {
        kind: Kind::Invoice,
        number: None,
        issued_on: None,
        due_on: None,
        language: Language::English,
        seller: Seller {
            party: party("Mina Alder", "FR"),
            iban: Some("FR7612345987650123456789014".to_owned()),
            ..Seller::default()
        },
        client: Client {
            party: party("Orchard Example GmbH", "DE"),
            reference: None,
        },
        currency: Unit::EUR,
        vat,
        subject: String::new(),
        lines,
        prepaid: 0,
        refers: Vec::new(),
        order: None,
        supplied_on: None,
        terms: Terms::default(),
        note: None,
        exchange: None,
    }
}

#[test]
fn each_step_rounds_where_the_norm_rounds() {
    let cases = [
        (
            vec![line("1", "1000", 2000)],
            "1000.00",
            "200.00",
            "the plain case",
        ),
        (
            vec![line("3", "0.335", 2000)],
            "1.01",
            "0.20",
            "a line rounds half up before VAT sees it: 1.005 is 1.01",
        ),
        (
            vec![line("1", "0.12", 2000), line("1", "0.13", 2000)],
            "0.25",
            "0.05",
            "VAT is rounded once for the rate, not for each line",
        ),
        (
            vec![
                line("1", "100", 2000),
                line("1", "100", 550),
                line("1", "100", 0),
            ],
            "300.00",
            "25.50",
            "each rate by itself",
        ),
        (
            vec![line("1", "1000", 2000), line("-1", "300", 2000)],
            "700.00",
            "140.00",
            "a deduction takes its VAT with it",
        ),
    ];
    for (lines, net, tax, why) in cases {
        let sums = totals(&bill(VatMode::Standard, lines)).unwrap();
        assert_eq!(
            (sums.net.text(), sums.tax.text()),
            (net.to_owned(), tax.to_owned()),
            "{why}"
        );
        assert_eq!(
            sums.due.micros,
            sums.net.micros + sums.tax.micros,
            "{why}: what is due"
        );
    }
    for mode in [
        VatMode::SmallBusiness,
        VatMode::ReverseCharge,
        VatMode::Export,
        VatMode::OutsideScope,
    ] {
        let sums = totals(&bill(mode, vec![line("1", "1000", 2000)])).unwrap();
        assert_eq!(
            sums.tax.micros, 0,
            "{mode} charges no VAT, whatever the line's rate says"
        );
    }
    let mut yen = bill(VatMode::Standard, vec![line("1", "1234.5", 1000)]);
    yen.currency = Unit::currency("JPY").unwrap();
    assert_eq!(
        totals(&yen).unwrap().gross.text(),
        "1359",
        "a currency without hundredths rounds to whole units"
    );
    yen.currency = Unit::Diamond;
    assert_eq!(
        totals(&yen),
        Err(TotalsError::Currency(Unit::Diamond)),
        "nobody bills in diamonds"
    );
}

#[test]
fn lacks_name_what_is_missing_for_each_mode() {
    let good = bill(VatMode::Standard, vec![line("1", "10", 2000)]);
    assert_eq!(lacks(&good), [], "a whole invoice lacks nothing");
    type Change = fn(&mut Invoice);
    let cases: [(Change, Lack, &str); 9] = [
        (|b| b.seller.party.name.clear(), Lack::SellerName, "no name"),
        (
            |b| b.seller.party.vat_id = None,
            Lack::SellerVatId,
            "VAT without a VAT number",
        ),
        (
            |b| {
                b.vat = VatMode::ReverseCharge;
                b.client.party.vat_id = None;
            },
            Lack::ClientVatId,
            "the reverse charge rests on the client's number",
        ),
        (
            |b| {
                b.vat = VatMode::OutsideScope;
                b.seller.party.legal_id = None;
            },
            Lack::SellerId,
            "outside VAT a VAT number may not stand there, another must",
        ),
        (
            |b| b.client.party.vat_id = Some("12".to_owned()),
            Lack::VatIdForm,
            "no country letters",
        ),
        (
            |b| b.client.party.address.country = "France".to_owned(),
            Lack::Country,
            "a name is no code",
        ),
        (|b| b.lines.clear(), Lack::Lines, "nothing to bill"),
        (
            |b| b.kind = Kind::Credit,
            Lack::Refers,
            "a credit note of nothing",
        ),
        (
            |b| b.prepaid = 900_000_000,
            Lack::Total,
            "less than nothing to pay",
        ),
    ];
    for (change, lack, why) in cases {
        let mut invoice = good.clone();
        change(&mut invoice);
        assert!(
            lacks(&invoice).contains(&lack),
            "{why}: {:?}",
            lacks(&invoice)
        );
    }
    let small = Invoice {
        vat: VatMode::SmallBusiness,
        seller: Seller {
            party: Party {
                vat_id: None,
                ..good.seller.party.clone()
            },
            ..good.seller.clone()
        },
        ..good
    };
    assert_eq!(lacks(&small), [], "a small business needs no VAT number");
    assert_eq!(
        small.vat.note("FR", Language::English),
        Some("TVA non applicable, art. 293 B du CGI"),
        "the law's own words in every language"
    );
}

#[test]
fn days_of_grace_and_interest_are_counted_to_the_day() {
    let issued = day("2026-01-31");
    let at = |days, due| {
        Terms {
            days,
            due,
            ..Terms::default()
        }
        .due_on(issued)
        .to_string()
    };
    assert_eq!(at(30, Due::FromInvoice), "2026-03-02");
    assert_eq!(
        at(30, Due::EndOfMonth),
        "2026-03-31",
        "the days first, then the month's end"
    );
    assert_eq!(at(0, Due::EndOfMonth), "2026-01-31", "already the end");
    let late = LateTerms {
        rate: Some(1_215),
        recovery: None,
    };
    let on = |open: &str, to: &str| {
        interest(eur(open), &late, day("2026-03-02"), day(to))
            .unwrap()
            .text()
    };
    assert_eq!(on("1000", "2026-03-02"), "0.00", "not late on the last day");
    assert_eq!(on("1000", "2026-03-03"), "0.33", "1000 × 12.15 % ÷ 365");
    assert_eq!(
        on("1000", "2027-03-02"),
        "121.50",
        "a year is the whole rate"
    );
    assert_eq!(
        interest(
            eur("1000"),
            &LateTerms::default(),
            day("2026-03-02"),
            day("2027-03-02")
        ),
        None,
        "an unknown rate is not zero"
    );
}

#[test]
fn a_standing_follows_from_payments_and_days() {
    let base = Receipt {
        due: eur("100"),
        paid: 0,
        credited: 0,
        due_on: Some(day("2026-03-02")),
        sent: false,
    };
    let (before, after) = (day("2026-03-02"), day("2026-03-03"));
    let cases = [
        (base, before, Standing::Issued, 0, "fresh"),
        (
            Receipt { sent: true, ..base },
            before,
            Standing::Sent,
            0,
            "at the client",
        ),
        (
            Receipt {
                paid: micros("40"),
                ..base
            },
            before,
            Standing::PartPaid,
            0,
            "a part",
        ),
        (
            Receipt {
                paid: micros("40"),
                ..base
            },
            after,
            Standing::Late,
            1,
            "late wins over a part",
        ),
        (
            Receipt {
                paid: micros("100"),
                ..base
            },
            after,
            Standing::Paid,
            0,
            "paid is never late",
        ),
        (
            Receipt {
                paid: micros("120"),
                ..base
            },
            after,
            Standing::Paid,
            0,
            "too much is paid too",
        ),
        (
            Receipt {
                credited: micros("100"),
                ..base
            },
            after,
            Standing::Credited,
            0,
            "taken back",
        ),
        (
            Receipt {
                credited: micros("60"),
                paid: micros("40"),
                ..base
            },
            after,
            Standing::Paid,
            0,
            "the rest was paid",
        ),
    ];
    for (receipt, today, expected, days, why) in cases {
        assert_eq!(standing(&receipt, today), expected, "{why}");
        assert_eq!(receipt.days_late(today), days, "{why}: days late");
    }
}

fn open(id: i64, number: &str, amount: &str, name: &str) -> Open {
    Open {
        id,
        number: number.to_owned(),
        amount: eur(amount),
        issued: day("2026-03-01"),
        due: day("2026-03-31"),
        names: vec![name.to_owned()],
    }
}

fn money(n: i64, amount: &str, on: &str, text: &str) -> Incoming {
    Incoming {
        source: Source::Landing(LandingId(n)),
        day: day(on),
        amount: eur(amount),
        converted: Vec::new(),
        text: text.to_owned(),
    }
}

#[test]
fn money_is_proposed_with_its_reasons() {
    let bills = [
        open(1, "F2026-0001", "1200", "Orchard Example GmbH"),
        open(2, "F2026-0002", "800", "Fern Sample"),
    ];
    let cases = [
        (
            money(1, "1200", "2026-03-20", "SEPA ORCHARD F20260001"),
            Some((1, 1000)),
            "all agrees",
        ),
        (
            money(2, "1200", "2026-03-20", "transfer"),
            Some((1, 550)),
            "amount and day alone",
        ),
        (
            money(3, "500", "2026-03-20", "Orchard f2026 0001"),
            Some((1, 950)),
            "a part that names the number",
        ),
        (
            money(4, "500", "2026-03-20", "transfer"),
            None,
            "a part that names nothing",
        ),
        (
            money(5, "1250", "2026-03-20", "F2026-0001"),
            Some((1, 650)),
            "too much, by its number",
        ),
        (
            money(6, "1190", "2026-03-20", "Orchard"),
            Some((1, 600)),
            "a fee on the way",
        ),
        (
            money(7, "1200", "2026-02-01", "Orchard F2026-0001"),
            None,
            "older than the invoice",
        ),
        (
            money(8, "1200", "2026-03-20", "F2026-00012"),
            Some((1, 550)),
            "a longer number is another one",
        ),
    ];
    for (incoming, expected, why) in cases {
        let found = propose(&bills, std::slice::from_ref(&incoming), &[]);
        assert_eq!(
            found.first().map(|p| (p.invoice, p.score)),
            expected,
            "{why}: {found:?}"
        );
    }
    let twins = [
        open(1, "F2026-0001", "500", "Orchard"),
        open(2, "F2026-0002", "500", "Orchard"),
    ];
    let unclear = propose(&twins, &[money(1, "500", "2026-03-20", "Orchard")], &[]);
    assert!(
        unclear
            .iter()
            .all(|p| p.hints.iter().any(|(h, _)| *h == Hint::Rival)),
        "two invoices alike: each names its rival: {unclear:?}"
    );
    let refused = [(1, Source::Landing(LandingId(1)))];
    let rest = propose(
        &bills,
        &[money(1, "1200", "2026-03-20", "F2026-0001")],
        &refused,
    );
    assert_eq!(rest, [], "what was refused is not proposed again");
}

#[test]
fn letters_name_only_what_is_known() {
    let base = Letter {
        number: "F2026-0001".to_owned(),
        issued: day("2026-01-10"),
        due: day("2026-02-09"),
        open: eur("1234.5"),
        days_late: 20,
        interest: None,
        recovery: Some(eur("40")),
        greets: None,
        signs: "Mina Alder".to_owned(),
        iban: None,
    };
    let (subject, polite) = letter(&base, Tone::Polite, Language::English);
    assert!(
        subject.contains("F2026-0001") && polite.contains("1,234.50 EUR"),
        "{subject}: {polite}"
    );
    assert!(
        !polite.contains("40.00"),
        "a friendly word does not threaten: {polite}"
    );
    let (_, firm) = letter(&base, Tone::Firm, Language::French);
    assert!(
        firm.contains("1\u{202f}234,50\u{a0}EUR") && firm.contains("40,00"),
        "{firm}"
    );
    assert!(
        !firm.contains("pénalités"),
        "no rate, no word of interest: {firm}"
    );
    let known = Letter {
        interest: Some(eur("8.11")),
        ..base
    };
    assert!(
        letter(&known, Tone::Final, Language::English)
            .1
            .contains("8.11 EUR"),
        "known interest is named"
    );
    assert_eq!(
        [0, 1, 2, 9].map(next_tone),
        [Tone::Polite, Tone::Firm, Tone::Final, Tone::Final]
    );
}

fn any_line() -> impl Strategy<Value = Line> {
    (
        -5_000_000i64..50_000_000,
        0i64..9_000_000_000,
        prop::sample::select(vec![0i64, 210, 550, 1000, 2000]),
    )
        .prop_map(|(quantity, price, vat_rate)| Line {
            text: "Work".to_owned(),
            detail: None,
            quantity,
            price,
            vat_rate,
        })
}

proptest! {
    #[test]
    fn the_foot_is_the_sum_of_its_parts(lines in prop::collection::vec(any_line(), 1..20), prepaid in 0i64..1_000_000_000) {
        let mut invoice = bill(VatMode::Standard, lines);
        invoice.prepaid = prepaid;
        let sums = totals(&invoice).unwrap();
        let sum = |parts: &mut dyn Iterator<Item = i64>| parts.sum::<i64>();
        prop_assert_eq!(sum(&mut sums.lines.iter().map(|a| a.micros)), sums.net.micros, "lines");
        prop_assert_eq!(sum(&mut sums.vat.iter().map(|p| p.base.micros)), sums.net.micros, "bases");
        prop_assert_eq!(sum(&mut sums.vat.iter().map(|p| p.tax.micros)), sums.tax.micros, "VAT");
        prop_assert_eq!(sums.net.micros + sums.tax.micros - prepaid, sums.due.micros, "due");
        for amount in sums.lines.iter().chain([&sums.net, &sums.tax, &sums.gross]) {
            prop_assert_eq!(amount.micros % 10_000, 0, "no more than two decimals: {}", amount);
        }
    }

    #[test]
    fn a_deposit_and_its_final_invoice_charge_the_work_once(
        lines in prop::collection::vec(any_line().prop_map(|l| Line { quantity: l.quantity.abs() + 1, ..l }), 1..8),
        share in 1i64..10_000,
    ) {
        let work = bill(VatMode::Standard, lines);
        let whole = totals(&work).unwrap();
        let deposit = deposit_of(&work, share, "Deposit").unwrap();
        let mut last = Invoice { kind: Kind::Final, ..work };
        last.lines.extend(deduction_lines(&deposit, "Deposit billed"));
        let (first, rest) = (totals(&deposit).unwrap(), totals(&last).unwrap());
        prop_assert_eq!(first.net.micros + rest.net.micros, whole.net.micros, "the work is billed once");
        let apart = (first.tax.micros + rest.tax.micros - whole.tax.micros).abs();
        // Two papers round twice: a cent for each rate, and the norm wants it so.
        prop_assert!(apart <= 10_000 * i64::try_from(whole.vat.len()).unwrap(), "VAT is {apart} apart");
    }

    #[test]
    fn a_credit_note_takes_back_exactly_the_invoice(lines in prop::collection::vec(any_line(), 1..8)) {
        let invoice = Invoice {
            number: Some("F2026-0001".to_owned()),
            issued_on: Some(day("2026-03-01")),
            ..bill(VatMode::Standard, lines)
        };
        let credit = credit_of(&invoice).unwrap();
        prop_assert_eq!(totals(&credit).unwrap().gross, totals(&invoice).unwrap().gross);
        prop_assert_eq!(credit.number, None, "it takes its own number");
    }
}
