//! Invented invoices, one for each way to bill: what the tests and the independent validator look at.

use domain::invoice::{
    Address, Client, Exchange, Invoice, Kind, Language, LateTerms, Line, Party, Reference, Seller,
    Terms, VatMode, credit_of, deduction_lines, deposit_of,
};
use domain::{Amount, CivilDay, Unit};

fn line(text: &str, detail: Option<&str>, quantity: i64, price: i64, vat_rate: i64) -> Line {
    Line {
        text: text.to_owned(),
        detail: detail.map(str::to_owned),
        quantity: quantity.saturating_mul(1_000_000),
        price: price.saturating_mul(10_000),
        vat_rate,
    }
}

fn party(name: &str, country: &str, city: &str, legal: &str, vat: &str) -> Party {
    Party {
        name: name.to_owned(),
        legal_id: Some(legal.to_owned()),
        vat_id: Some(vat.to_owned()),
        address: Address {
            lines: vec!["12 rue de l’Exemple".to_owned()],
            postcode: "75000".to_owned(),
            city: city.to_owned(),
            country: country.to_owned(),
        },
        contact: Some("Alix Morel".to_owned()),
        email: Some("hello@studio.example".to_owned()),
        phone: Some("+33 1 00 00 00 00".to_owned()),
    }
}

fn day(number: i32) -> Option<CivilDay> {
    CivilDay::from_number(number)
}

/// 1 March 2026, as days since 1970.
const FIRST: i32 = 20_513;

fn base() -> Invoice {
    let terms = Terms {
        late: LateTerms {
            rate: Some(1_215),
            recovery: Some(Amount::new(40_000_000, Unit::EUR)),
        },
        ..Terms::default()
    };
    Invoice {
        kind: Kind::Invoice,
        number: Some("F2026-0001".to_owned()),
        issued_on: day(FIRST),
        due_on: day(FIRST + 30),
        language: Language::French,
        seller: Seller {
            party: party(
                "Mina Alder",
                "FR",
                "Exempleville",
                "123 456 782",
                "FR32123456782",
            ),
            trading_name: Some("Mina fait des films".to_owned()),
            tax_id: None,
            iban: Some("FR76 1234 5987 6501 2345 6789 014".to_owned()),
            bic: Some("EXMPFRPPXXX".to_owned()),
            accounting: Unit::EUR,
            footer: None,
        },
        client: Client {
            party: party(
                "Verger Exemple SARL",
                "FR",
                "Lyon-les-Exemples",
                "987654324",
                "FR76987654324",
            ),
            reference: Some("PO-team-7".to_owned()),
        },
        currency: Unit::EUR,
        vat: VatMode::Standard,
        subject: "Campagne de printemps : deux vidéos et une story".to_owned(),
        lines: vec![
            line(
                "Vidéo verticale",
                Some("60 secondes, tournage et montage"),
                2,
                95_000,
                2_000,
            ),
            line("Story", None, 1, 25_050, 2_000),
            line(
                "Droits d’utilisation, 90 jours",
                Some("Réseaux de la marque, Europe"),
                1,
                40_000,
                1_000,
            ),
        ],
        prepaid: 0,
        refers: Vec::new(),
        order: Some("BC-2026-118".to_owned()),
        supplied_on: day(FIRST - 3),
        terms,
        note: Some("Merci pour votre confiance.".to_owned()),
        exchange: None,
    }
}

/// Every way to bill, by name.
pub fn all() -> Vec<(&'static str, Invoice)> {
    let work = base();
    let number = |n: &str| Some(n.to_owned());
    let mut small = base();
    small.vat = VatMode::SmallBusiness;
    small.seller.party.vat_id = None;
    let mut small_en = small.clone();
    small_en.language = Language::English;
    let mut reverse = base();
    reverse.language = Language::English;
    reverse.vat = VatMode::ReverseCharge;
    reverse.client.party = party(
        "Orchard Example GmbH",
        "DE",
        "Musterstadt",
        "HRB 12345",
        "DE123456788",
    );
    let mut export = base();
    export.vat = VatMode::Export;
    export.currency = Unit::USD;
    export.client.party = party(
        "Orchard Example Inc.",
        "US",
        "Springfield",
        "77-0000000",
        "",
    );
    export.client.party.vat_id = None;
    let mut outside = export.clone();
    outside.language = Language::English;
    outside.vat = VatMode::OutsideScope;
    let mut dollars = base();
    dollars.language = Language::English;
    dollars.currency = Unit::USD;
    dollars.exchange = Some(Exchange {
        unit: Unit::EUR,
        shown: 921_400,
        day: day(FIRST),
        tax: 433_150_000,
    });
    let mut yen = dollars.clone();
    yen.currency = Unit::Currency(*b"JPY");
    yen.exchange = None;
    yen.seller.accounting = yen.currency;
    let mut paid = base();
    paid.prepaid = 500_000_000;
    let mut long = base();
    long.lines = (1..=60)
        .map(|n| {
            let text = format!("Vidéo {n} de la série « Un verger en ville », tournage, montage, sous-titres et musique");
            line(&text, Some("60 secondes"), 1, 12_345 + n, if n % 2 == 0 { 2_000 } else { 550 })
        })
        .collect();
    let mut odd = base();
    odd.client.party.name = "Zażółć & <Ελιά> 東京 “Ltd”".to_owned();
    odd.lines = vec![Line {
        quantity: 1_500_000,
        price: 33_333_333,
        ..line("Heures & frais <divers>", None, 1, 0, 550)
    }];
    let mut all = vec![
        ("standard", work.clone()),
        ("small-business", small),
        ("small-business-en", small_en),
        ("reverse-charge", reverse),
        ("export", export),
        ("outside-scope", outside),
        ("foreign-currency", dollars),
        ("whole-units", yen),
        ("already-paid", paid),
        ("many-lines", long),
        ("odd-names", odd),
    ];
    if let Ok(deposit) = deposit_of(&work, 3_000, "Acompte de 30 %") {
        let deposit = Invoice {
            number: number("F2026-0002"),
            issued_on: day(FIRST),
            due_on: day(FIRST + 30),
            ..deposit
        };
        let mut last = Invoice {
            kind: Kind::Final,
            number: number("F2026-0003"),
            refers: vec![Reference {
                number: "F2026-0002".to_owned(),
                day: CivilDay::from_number(FIRST).unwrap_or_else(|| CivilDay(Default::default())),
            }],
            ..work.clone()
        };
        last.lines
            .extend(deduction_lines(&deposit, "Acompte, facture F2026-0002"));
        all.push(("deposit", deposit));
        all.push(("final", last));
    }
    if let Some(credit) = credit_of(&work) {
        all.push((
            "credit-note",
            Invoice {
                number: number("A2026-0001"),
                issued_on: day(FIRST + 5),
                ..credit
            },
        ));
    }
    all
}
