//! Invoices through the real binary: from an offer to a paper, a payment, a credit note.

mod support;

use serde_json::{Value, json};
use support::Bench;

/// A profile with own details and one offer by hand; gives the offer.
fn begun(bench: &Bench) -> i64 {
    bench.run("p", &["profile", "init"]).done();
    let seller = [
        "party.name=Mina Alder",
        "party.city=Exempleville",
        "party.postcode=75000",
        "party.country=FR",
        "party.legal_id=123 456 782",
        "party.vat_id=FR32123456782",
        "iban=FR7612345987650123456789014",
        "terms.late_rate=12.15",
    ];
    let mut line = vec!["invoices", "seller"];
    line.extend(seller);
    let form = bench.run("p", &line).done();
    assert_eq!(
        form["party"]["name"], "Mina Alder",
        "what was typed is kept: {form}"
    );
    let offer = bench.run(
        "p",
        &[
            "offers",
            "add",
            "brand=Verger Exemple",
            "fee=1200 EUR",
            "deliverables=2 videos",
        ],
    );
    let offer = offer.done();
    let id = offer["offer"].as_i64();
    id.unwrap_or_else(|| panic!("the offer names its id: {offer}"))
}

fn client(bench: &Bench, id: &str) -> Value {
    let fields = [
        "client.party.name=Verger Exemple SARL",
        "client.party.city=Lyon-les-Exemples",
        "client.party.country=FR",
        "client.party.email=compta@verger.example",
    ];
    let mut line = vec!["invoices", "set", id];
    line.extend(fields);
    bench.run("p", &line).done()
}

#[test]
fn an_offer_is_billed_paid_and_closed() {
    let bench = Bench::new();
    let offer = begun(&bench).to_string();
    let draft = bench.run("p", &["invoices", "new", &offer]).done();
    let id = draft["row"]["id"].as_i64().unwrap().to_string();
    assert_eq!(draft["row"]["state"], "draft");
    assert_eq!(
        draft["preview"]["totals"]["due"],
        json!({"amount": "1440.00", "unit": "EUR"}),
        "the fee with VAT: {draft}"
    );
    assert!(
        draft["preview"]["lacks"]
            .as_array()
            .unwrap()
            .contains(&json!("client_address")),
        "what is missing is named: {draft}"
    );
    let refused = bench.run("p", &["invoices", "issue", &id]);
    assert_eq!(
        (refused.exit, refused.code()),
        (2, "bad_request".to_owned()),
        "nothing is issued with a gap"
    );

    let filled = client(&bench, &id);
    assert_eq!(filled["preview"]["lacks"], json!([]), "{filled}");
    let issued = bench
        .run("p", &["invoices", "issue", &id, "--on", "2026-10-01"])
        .done();
    assert_eq!(
        issued["row"]["number"], "F2026-0001",
        "the refused try took no number: {issued}"
    );
    assert_eq!(issued["row"]["due_on"], "2026-10-31");
    assert_eq!(issued["row"]["state"], "late", "three weeks past its day");
    assert_eq!(
        issued["interest"],
        json!({"amount": "10.55", "unit": "EUR"}),
        "1440 × 12.15 % × 22 ÷ 365"
    );
    let shown = bench.run("p", &["offers", "show", &offer]).done();
    assert_eq!(shown["offers"][0]["stage"], "invoiced", "{shown}");
    let again = bench.run("p", &["invoices", "set", &id, "subject=other"]);
    assert_eq!(
        again.code(),
        "not_found",
        "an issued invoice is no draft any more"
    );

    let out = bench.path("papers");
    std::fs::create_dir_all(&out).unwrap();
    let file = bench
        .run(
            "p",
            &["invoices", "pdf", &id, "--out", out.to_str().unwrap()],
        )
        .done();
    let bytes = std::fs::read(file["file"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"), "a paper");
    assert_eq!(
        file["sha256"], issued["sha256"],
        "the very paper that was issued"
    );

    let letter = bench
        .run("p", &["invoices", "remind", &id, "--note"])
        .done();
    assert_eq!(
        (&letter["tone"], &letter["to"]),
        (&json!("polite"), &json!("compta@verger.example"))
    );
    let firm = bench.run("p", &["invoices", "remind", &id]).done();
    assert_eq!(firm["tone"], "firm", "the second letter is firmer: {firm}");

    let part = bench
        .run("p", &["invoices", "pay", &id, "440", "--on", "2026-11-10"])
        .done();
    assert_eq!(
        part["row"]["open"],
        json!({"amount": "1000.00", "unit": "EUR"}),
        "a part: {part}"
    );
    let paid = bench.run("p", &["invoices", "pay", &id]).done();
    assert_eq!(paid["row"]["state"], "paid");
    let shown = bench.run("p", &["offers", "show", &offer]).done();
    assert_eq!(
        shown["offers"][0]["stage"], "paid",
        "the money closes the offer"
    );
    let last = paid["payments"][1]["id"].as_i64().unwrap().to_string();
    let back = bench.run("p", &["invoices", "unpay", &last]).done();
    assert_eq!(back["row"]["state"], "late", "taken back: open again");
    let shown = bench.run("p", &["offers", "show", &offer]).done();
    assert_eq!(
        shown["offers"][0]["stage"], "invoiced",
        "and so is the offer"
    );
    let verified = bench.run("p", &["verify"]);
    assert_eq!(verified.exit, 0, "{}", verified.stdout);
}

#[test]
fn a_bank_line_is_proposed_accepted_and_not_offered_again() {
    let bench = Bench::new();
    let offer = begun(&bench).to_string();
    let draft = bench.run("p", &["invoices", "new", &offer]).done();
    let id = draft["row"]["id"].as_i64().unwrap().to_string();
    client(&bench, &id);
    bench
        .run("p", &["invoices", "issue", &id, "--on", "2026-11-01"])
        .done();
    let ofx = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\
<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20261101<DTEND>20261120\
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261112<TRNAMT>1440.00<FITID>A1<NAME>VERGER EXEMPLE<MEMO>F2026 0001</STMTTRN>\
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261113<TRNAMT>77.00<FITID>A2<NAME>SOMEBODY ELSE</STMTTRN>\
</BANKTRANLIST><LEDGERBAL><BALAMT>1.00<DTASOF>20261120</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n";
    let path = bench.file("bank.ofx", ofx.as_bytes());
    bench.run("p", &["import", path.to_str().unwrap()]).done();
    let found = bench.run("p", &["invoices", "matches"]).done();
    let proposals = found["proposals"].as_array().unwrap();
    assert_eq!(proposals.len(), 1, "only the line that fits: {found}");
    let hints = proposals[0]["hints"].as_array().unwrap();
    for hint in ["same_amount", "names_number", "names_client"] {
        assert!(hints.contains(&json!(hint)), "{hint} is a reason: {found}");
    }
    let line = proposals[0]["source_id"].as_i64().unwrap().to_string();
    let left = bench
        .run("p", &["invoices", "refuse", &id, "landing", &line])
        .done();
    assert_eq!(left["proposals"], json!([]), "refused: not asked again");
    bench
        .run(
            "p",
            &["invoices", "refuse", &id, "landing", &line, "--undo"],
        )
        .done();
    let paid = bench
        .run("p", &["invoices", "accept", &id, "landing", &line])
        .done();
    assert_eq!(paid["row"]["state"], "paid", "{paid}");
    let used = bench.run("p", &["invoices", "accept", &id, "landing", &line]);
    assert_eq!(used.exit, 2, "nothing is open any more");
}

#[test]
fn deposit_final_and_credit_note_follow_each_other() {
    let bench = Bench::new();
    let offer = begun(&bench).to_string();
    let deposit = bench
        .run(
            "p",
            &[
                "invoices", "new", &offer, "--kind", "deposit", "--share", "30",
            ],
        )
        .done();
    let id = deposit["row"]["id"].as_i64().unwrap().to_string();
    client(&bench, &id);
    let issued = bench
        .run("p", &["invoices", "issue", &id, "--on", "2026-11-01"])
        .done();
    assert_eq!(
        issued["row"]["due"],
        json!({"amount": "432.00", "unit": "EUR"}),
        "30 % with VAT: {issued}"
    );
    let last = bench
        .run("p", &["invoices", "new", &offer, "--kind", "final"])
        .done();
    assert_eq!(last["refers"], json!(["F2026-0001"]), "{last}");
    assert_eq!(
        last["preview"]["totals"]["due"],
        json!({"amount": "1008.00", "unit": "EUR"}),
        "the rest: {last}"
    );
    let last = last["row"]["id"].as_i64().unwrap().to_string();
    let early = bench.run("p", &["invoices", "issue", &last, "--on", "2026-10-30"]);
    assert_eq!(early.exit, 2, "numbers follow the days");
    bench.run("p", &["invoices", "issue", &last]).done();

    let credit = bench.run("p", &["invoices", "credit", &last]).done();
    let credit = credit["row"]["id"].as_i64().unwrap().to_string();
    let issued = bench.run("p", &["invoices", "issue", &credit]).done();
    assert_eq!(
        issued["row"]["number"], "A2026-0001",
        "credit notes count by themselves: {issued}"
    );
    let taken = bench.run("p", &["invoices", "show", &last]).done();
    assert_eq!(taken["row"]["state"], "credited", "{taken}");
    let twice = bench.run("p", &["invoices", "credit", &last]).done();
    let twice = twice["row"]["id"].as_i64().unwrap().to_string();
    let over = bench.run("p", &["invoices", "issue", &twice]);
    assert_eq!(over.exit, 2, "no more is taken back than was billed");
    bench.run("p", &["invoices", "discard", &twice]).done();
    let list = bench.run("p", &["invoices"]).done();
    assert_eq!(
        list["invoices"].as_array().unwrap().len(),
        3,
        "thrown away: {list}"
    );
    bench.run("p", &["invoices", "restore", &twice]).done();
    let french = bench.plain("p", &["--locale", "fr", "invoices"]);
    assert!(
        french.stdout.contains("brouillon") && french.stdout.contains("F2026-0001"),
        "{}",
        french.stdout
    );
}
