//! Papers at their boundary: the same bytes each time, the data inside, what is refused.

#[path = "common/specimen.rs"]
mod specimen;

use papers::{PaperError, cii, invoice};

fn named(name: &str) -> domain::invoice::Invoice {
    let all = specimen::all();
    let found = all.into_iter().find(|(n, _)| *n == name);
    found.unwrap().1
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|w| w == words.as_bytes())
}

#[test]
fn the_same_invoice_gives_the_same_bytes() {
    for (name, bill) in specimen::all() {
        let (one, two) = (invoice(&bill).unwrap(), invoice(&bill).unwrap());
        assert_eq!(one, two, "{name}: no clock, no chance");
        assert!(one.pdf.starts_with(b"%PDF-1.7"), "{name}: a PDF");
        for words in [
            "/AFRelationship /Alternative",
            "fx:ConformanceLevel>EN 16931",
            "<pdfaid:part>3",
        ] {
            assert!(holds(&one.pdf, words), "{name}: says {words}");
        }
    }
}

#[test]
fn a_draft_is_no_paper() {
    let mut draft = named("standard");
    draft.number = None;
    assert!(
        matches!(invoice(&draft), Err(PaperError::NotIssued("number"))),
        "what has no number cannot be sent as an invoice"
    );
}

#[test]
fn text_of_a_stranger_stays_text() {
    let paper = invoice(&named("odd-names")).unwrap();
    assert!(
        paper.xml.contains("Zażółć &amp; &lt;Ελιά&gt; 東京"),
        "escaped and whole: {}",
        paper.xml
    );
    assert_eq!(
        paper.missing,
        ['京', '東'],
        "signs without a picture are named"
    );
    let mut bill = named("standard");
    bill.lines[0].text = "a\u{0}\u{8}b]]><x/>".to_owned();
    assert!(
        cii(&bill).unwrap().contains("ab]]&gt;&lt;x/&gt;"),
        "signs XML forbids are left out"
    );
}

#[test]
fn each_way_to_bill_says_its_law() {
    let cases = [
        (
            "small-business",
            "TVA non applicable, art. 293 B du CGI",
            "<ram:CategoryCode>E<",
        ),
        (
            "small-business-en",
            "TVA non applicable, art. 293 B du CGI",
            "VATEX-FR-FRANCHISE",
        ),
        ("reverse-charge", "Reverse charge", "<ram:CategoryCode>AE<"),
        ("export", "VATEX-EU-G", "<ram:CategoryCode>G<"),
        ("outside-scope", "VATEX-EU-O", "<ram:CategoryCode>O<"),
        (
            "foreign-currency",
            "<ram:TaxCurrencyCode>EUR<",
            "currencyID=\"EUR\">433.15<",
        ),
        (
            "deposit",
            "<ram:TypeCode>386<",
            "<ram:DuePayableAmount>906.18<",
        ),
        (
            "final",
            "<ram:IssuerAssignedID>F2026-0002<",
            "<ram:DuePayableAmount>2114.42<",
        ),
        (
            "credit-note",
            "<ram:TypeCode>381<",
            "<ram:IssuerAssignedID>F2026-0001<",
        ),
        (
            "already-paid",
            "<ram:TotalPrepaidAmount>500.00<",
            "<ram:DuePayableAmount>2520.60<",
        ),
        (
            "whole-units",
            "<ram:InvoiceCurrencyCode>JPY<",
            "<ram:GrandTotalAmount>3021<",
        ),
    ];
    for (name, one, two) in cases {
        let xml = cii(&named(name)).unwrap();
        assert!(
            xml.contains(one) && xml.contains(two),
            "{name}: {one} and {two} in\n{xml}"
        );
    }
    let outside = cii(&named("outside-scope")).unwrap();
    assert!(
        !outside.contains("schemeID=\"VA\""),
        "what is not subject to VAT names no VAT number"
    );
}

#[test]
fn many_lines_go_over_pages_and_none_is_lost() {
    let bill = named("many-lines");
    let paper = invoice(&bill).unwrap();
    assert!(paper.pages > 1, "sixty lines do not fit a page");
    let lines = paper
        .xml
        .matches("<ram:IncludedSupplyChainTradeLineItem>")
        .count();
    assert_eq!(lines, bill.lines.len(), "every line is in the data");
}
