//! Tables nobody knows: looked over, guessed with reasons, made into presets that read the next file.

use connectors::import::{Format, ImportInput, ImportOptions, detect_among, parse};
use connectors::tabular::preset::{Role, Target};
use connectors::tabular::{self, Answers, Choices, Look, Preset};
use domain::{Instant, Platform, Stream};
use std::sync::Arc;

fn input(name: &str, text: &str) -> ImportInput {
    ImportInput {
        name: name.into(),
        bytes: text.as_bytes().into(),
        received_at: "2026-11-22T12:00:00Z".parse::<Instant>().unwrap(),
    }
}

const SALES: &str = "Relevé des ventes, septembre 2026\n\n\
    Référence;Vendu le;Article;Client;Prix;Commission;À verser\n\
    A-1001;03/09/2026;Bol bleu;Maude P.;40,00 €;-4,00 €;36,00 €\n\
    A-1002;14/09/2026;Tasse;Léo G.;18,50 €;-1,85 €;16,65 €\n\
    Total;;;;58,50 €;-5,85 €;52,65 €\n";

fn guesses(look: &Look) -> Vec<String> {
    look.columns
        .iter()
        .map(|c| format!("{} = {} ({})", c.name, c.role.slug(), c.why.slug()))
        .collect()
}

fn choices(look: &Look) -> Choices {
    Choices {
        name: "Marché des potiers".into(),
        id: tabular::slug("Marché des potiers"),
        platform: Platform::Other,
        target: Target::Entry,
        roles: look.columns.iter().map(|c| c.role).collect(),
        stream: Some(Stream::ShopSale),
        status: None,
        answers: Answers::default(),
    }
}

#[test]
fn columns_are_guessed_with_reasons() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "a French statement with titles above and a total below",
            SALES,
            &[
                "Référence = reference (name)",
                "Vendu le = date (days)",
                "Article = title (name)",
                "Client = payer (name)",
                "Prix = gross (name)",
                "Commission = fee (name)",
                "À verser = net (money)",
            ],
        ),
        (
            "an English one without money words",
            "Day,Order,Thing,Currency,Value\n2026-09-01,77,Sticker,USD,4.00\n2026-09-02,78,Poster,USD,12.00\n",
            &[
                "Day = date (name)",
                "Order = id (name)",
                "Thing = title (words)",
                "Currency = unit (name)",
                "Value = net (money)",
            ],
        ),
        (
            "a bank's two columns of money",
            "Datum\tText\tSoll\tHaben\n03.09.2026\tMiete Atelier\t450,00\t\n05.09.2026\tSTRIPE\t\t120,00\n",
            &[
                "Datum = date (name)",
                "Text = title (name)",
                "Soll = debit (name)",
                "Haben = credit (name)",
            ],
        ),
        (
            "a name that its cells belie",
            "Date,Amount,Fee\nSticker,2026-09-01,4.50\nPoster,2026-09-02,5.00\n",
            &[
                "Date = title (words)",
                "Amount = date (days)",
                "Fee = fee (name)",
            ],
        ),
    ];
    for (what, text, expected) in cases {
        let look = tabular::look(&input("f.csv", text)).unwrap();
        assert_eq!(guesses(&look), *expected, "{what}");
    }
}

#[test]
fn what_is_saved_reads_the_next_file_by_itself() {
    let first = input("ventes-2026-09.csv", SALES);
    let look = tabular::look(&first).unwrap();
    assert_eq!(
        (look.header_line, look.rows, look.part.as_str()),
        (3, 3, ";"),
        "titles stand before the header"
    );
    let preset = tabular::preset_of(&look, &choices(&look));
    tabular::check(&preset).unwrap();
    let kept = serde_json::to_string(&preset).unwrap();
    let own: Arc<Preset> = Arc::new(serde_json::from_str(&kept).unwrap());
    assert_eq!(*own, preset, "a preset survives being stored");

    // The next month: the columns in another order, names with drifted spaces and case.
    let next = input(
        "x.csv",
        "article;RÉFÉRENCE ;Vendu le;Client;Prix;Commission;à  verser\n\
         Plat;A-1003;21/10/2026;Zoé;30,00 €;-3,00 €;27,00 €\n\
         Plat;A-1004;31/11/2026;Zoé;30,00 €;-3,00 €;27,00 €\n",
    );
    let found = detect_among(&next.name, &next.bytes, std::slice::from_ref(&own)).unwrap();
    assert_eq!(found.format, Format::Table(own), "found by its shape");
    let parsed = parse(&next, found.format, &ImportOptions::default()).unwrap();
    let page = &parsed.pages[0];
    assert_eq!(page.entries.len(), 1);
    let entry = &page.entries[0];
    assert_eq!(
        (
            entry.day.to_string().as_str(),
            entry.money.net,
            entry.money.fee,
            entry.money.unit.to_string().as_str()
        ),
        ("2026-10-21", 27_000_000, Some(3_000_000), "EUR"),
        "a fee written below zero reduces the net"
    );
    assert_eq!(
        page.rejects.len(),
        1,
        "a day that does not exist is refused"
    );
    let notes: Vec<&str> = parsed.notes.iter().map(|n| n.code).collect();
    assert!(
        notes.contains(&"preset_used"),
        "and the creator is told which preset read it"
    );
    assert!(
        detect_among("y.csv", SALES.as_bytes(), &[]).is_err(),
        "without the preset it is unknown"
    );
}

#[test]
fn the_total_of_an_unknown_table_is_checked_too() {
    let file = input("f.csv", &SALES.replace("52,65", "52,60"));
    let look = tabular::look(&file).unwrap();
    let preset = Arc::new(tabular::preset_of(&look, &choices(&look)));
    let parsed = parse(&file, Format::Table(preset), &ImportOptions::default()).unwrap();
    assert_eq!(parsed.pages[0].entries.len(), 2, "the total is no entry");
    let refused: Vec<&str> = parsed.pages[0]
        .rejects
        .iter()
        .map(|r| r.detail.as_str())
        .collect();
    assert_eq!(refused, ["52.6 ≠ 52.65"], "and one that is wrong is told");
}

#[test]
fn bank_lines_are_a_target_of_their_own() {
    let file = input(
        "konto.csv",
        "Buchungstag;Valuta;Verwendungszweck;Auftraggeber;Betrag;Währung\n\
         05.09.2026;06.09.2026;STRIPE PAYOUT 1234;Stripe;1.204,50;EUR\n\
         07.09.2026;07.09.2026;Miete;Haus GmbH;-450,00;EUR\n",
    );
    let look = tabular::look(&file).unwrap();
    let mut chosen = choices(&look);
    chosen.target = Target::Landing;
    chosen.roles = vec![
        Role::Date,
        Role::ValueDay,
        Role::Title,
        Role::Payer,
        Role::Net,
        Role::Unit,
    ];
    let preset = Arc::new(tabular::preset_of(&look, &chosen));
    let parsed = parse(&file, Format::Table(preset), &ImportOptions::default()).unwrap();
    let lines: Vec<String> = parsed.pages[0]
        .landings
        .iter()
        .map(|l| format!("{} {} {} {:?}", l.day, l.amount, l.text, l.counterparty))
        .collect();
    assert_eq!(
        lines,
        [
            "2026-09-05 1204.50 EUR STRIPE PAYOUT 1234 Some(\"Stripe\")",
            "2026-09-07 -450.00 EUR Miete Some(\"Haus GmbH\")"
        ]
    );
}

#[test]
fn a_million_rows_never_stand_in_memory_at_once() {
    let mut text = String::from("Date,Sub Revenue,Ad Revenue\n");
    for n in 0..12_000 {
        text.push_str(&format!("2026-09-{:02},1.00,0.50\n", n % 30 + 1));
    }
    let file = input("twitch.csv", &text);
    let preset = tabular::preset("twitch").unwrap();
    let pages: Vec<usize> = tabular::open(&file, &preset, &ImportOptions::default())
        .unwrap()
        .map(|page| page.rows())
        .collect();
    assert_eq!(
        pages,
        [10_000, 10_000, 4_000],
        "pages of five thousand rows, two entries in each row"
    );
}
