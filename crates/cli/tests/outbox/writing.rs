//! Writing, without any server: templates, fields that are open, drafts.

use crate::OFFER;
use crate::support::Bench;
use serde_json::{Value, json};

fn with_offer() -> (Bench, String) {
    let bench = Bench::new();
    let mail = bench.file("offer.eml", OFFER.as_bytes());
    bench
        .run("p", &["import", &mail.display().to_string()])
        .done();
    let offers = bench.run("p", &["offers"]).done();
    let id = offers["offers"][0]["id"].as_i64().unwrap().to_string();
    (bench, id)
}

fn body(draft: &Value) -> &str {
    draft["draft"]["text"]["body"].as_str().unwrap()
}

#[test]
fn a_template_is_filled_from_the_offer_and_what_lacks_stays_open() {
    let (bench, offer) = with_offer();
    let reply = |more: &[&str]| {
        let mut arguments = vec![
            "offers",
            "reply",
            &offer,
            "--template",
            "counter",
            "--draft",
        ];
        arguments.extend(more);
        bench.run("p", &arguments).done()
    };
    let english = reply(&["--language", "en"]);
    assert!(body(&english).starts_with("Hello Ana,"), "{english}");
    assert!(
        body(&english).contains("500 EUR"),
        "the fee as the offer states it"
    );
    let open = english["draft"]["open"].as_array().unwrap();
    assert!(
        open.contains(&json!("counter_fee")),
        "no offer states what is asked for: {open:?}"
    );
    let text = &english["draft"]["text"];
    assert_eq!(text["subject"], "Re: Paid partnership, spring");
    assert_eq!(text["to"], "ana@brand.example");
    let french = reply(&["--language", "fr", "--set", "counter_fee=1200 EUR"]);
    assert!(body(&french).starts_with("Bonjour Ana,"));
    assert!(body(&french).contains("1200 EUR") && !body(&french).contains("{counter_fee}"));
    let kept = bench.run("p", &["offers", "drafts"]).done();
    assert_eq!(
        kept["drafts"].as_array().unwrap().len(),
        1,
        "one draft for each offer"
    );
    assert_eq!(
        kept["drafts"][0]["text"]["language"], "fr",
        "the latest words"
    );
    let wrong = bench.run(
        "p",
        &["offers", "reply", &offer, "--draft", "--set", "brnad=X"],
    );
    assert_eq!(
        (wrong.exit, wrong.code()),
        (2, "bad_request".to_owned()),
        "no such field"
    );
}

#[test]
fn nothing_is_queued_that_could_not_go_out_and_what_was_typed_is_kept() {
    let (bench, offer) = with_offer();
    let text = bench.file("reply.txt", b"Yes, {counter_fee} it is.\n");
    let text = text.display().to_string();
    let told = bench.run("p", &["offers", "reply", &offer, "--body-file", &text]);
    assert_eq!(told.exit, 2, "{}", told.stdout);
    assert_eq!(
        told.json()["error"]["details"]["field"],
        "sender",
        "no mailbox sends"
    );
    let drafts = bench.run("p", &["offers", "drafts"]).done();
    assert_eq!(
        drafts["drafts"][0]["text"]["body"],
        "Yes, {counter_fee} it is.\n"
    );
    let outbox = bench.run("p", &["offers", "outbox"]).done();
    assert_eq!(outbox, json!({ "open": [], "settled": [], "next": null }));
    let shown = bench.run("p", &["offers", "show", &offer]).done();
    assert_eq!(
        shown["offers"][0]["stage"], "new",
        "and the offer stands where it stood"
    );
    let sent = bench.run("p", &["offers", "outbox", "send"]).done();
    assert_eq!(
        sent["report"]["sent"],
        json!([]),
        "an empty outbox asks nobody"
    );
}

#[test]
fn templates_take_own_words_and_give_the_built_in_ones_back() {
    let bench = Bench::new();
    bench.run("p", &["profile", "init"]).done();
    let all = bench.run("p", &["offers", "templates"]).done();
    assert_eq!(
        all["templates"].as_array().unwrap().len(),
        10,
        "five kinds in two languages"
    );
    let own = bench.file("own.txt", b"Non merci, {contact}.\n\n{own_name}\n");
    let own = own.display().to_string();
    let one = ["offers", "templates", "decline", "--language", "fr"];
    let set = |more: &[&str]| bench.run("p", &[&one[..], more].concat());
    let said = set(&["--body-file", &own]).done();
    assert_eq!(said["templates"][0]["own"], true);
    let wrong = bench.file("wrong.txt", b"Bonjour {contcat}");
    let refused = set(&["--body-file", &wrong.display().to_string()]);
    assert_eq!(refused.exit, 2, "a slip of the pen is told at once");
    assert_eq!(refused.json()["error"]["details"]["value"], "{contcat}");
    assert_eq!(
        set(&[]).done()["templates"][0]["own"],
        true,
        "and what was said stays"
    );
    let back = set(&["--reset"]).done();
    assert_eq!(back["templates"][0]["own"], false);
    let french = bench.plain("p", &["--locale", "fr", "offers", "outbox"]);
    assert_eq!(french.stdout.trim(), "Rien à afficher.");
}
