//! What PayPal's rows become.

use super::*;
use domain::{Instant, PayoutState, Status, Stream};

const PAGE: &[u8] = include_bytes!("../../fixtures/paypal/transactions.json");

fn parse(body: &[u8]) -> TransactionsPage {
    let now: Instant = "2026-11-22T10:00:00Z".parse().unwrap();
    parse_transactions("GET /v1/reporting/transactions", &body.into(), now).unwrap()
}

fn one(row: &str) -> TransactionsPage {
    parse(
        format!(r#"{{"transaction_details":[{{"transaction_info":{row}}}],"total_pages":1}}"#)
            .as_bytes(),
    )
}

#[test]
fn codes_lead_to_what_the_money_is() {
    use TransactionKind::{Entry, Hold, Movement, Withdrawal};
    let cases = [
        ("T0013", true, "", Entry(Stream::Tip), "a donation"),
        (
            "T0002",
            true,
            "",
            Entry(Stream::Subscription),
            "a subscription payment",
        ),
        (
            "T0006",
            true,
            "Tote bag",
            Entry(Stream::ShopSale),
            "a checkout",
        ),
        (
            "T0000",
            true,
            "Invoice 12",
            Entry(Stream::BrandDeal),
            "an invoice by its words",
        ),
        (
            "T0007",
            true,
            "Tiptoe socks",
            Entry(Stream::ShopSale),
            "a word that begins with tip",
        ),
        (
            "T0001",
            true,
            "",
            Entry(Stream::Adjustment),
            "another platform's payout is shown, not guessed",
        ),
        ("T0006", false, "", Movement, "the creator's own spending"),
        (
            "T1107",
            false,
            "",
            Entry(Stream::ShopSale),
            "a refund given",
        ),
        (
            "T1107",
            true,
            "",
            Movement,
            "a refund received for own spending",
        ),
        (
            "T1201",
            false,
            "",
            Entry(Stream::Adjustment),
            "a chargeback",
        ),
        (
            "T0100",
            false,
            "",
            Entry(Stream::Adjustment),
            "a fee of its own",
        ),
        ("T0200", true, "", Movement, "a conversion is no income"),
        ("T0300", true, "", Movement, "the creator's own deposit"),
        ("T0400", false, "", Withdrawal, "to the bank"),
        ("T0400", true, "", Movement, "a withdrawal that came back"),
        (
            "T1300",
            false,
            "",
            Movement,
            "an authorisation moves nothing",
        ),
        ("T1501", false, "", Hold, "a hold"),
        ("T2103", true, "", Hold, "a release"),
        (
            "T7777",
            true,
            "",
            Entry(Stream::Adjustment),
            "unknown money is shown",
        ),
        ("T", true, "", Entry(Stream::Adjustment), "a code cut short"),
    ];
    for (code, incoming, subject, want, why) in cases {
        assert_eq!(kind_of(code, incoming, subject), want, "{code}: {why}");
    }
}

#[test]
fn a_page_is_read_to_the_cent() {
    let parsed = parse(PAGE);
    assert_eq!(parsed.page.rejects, [], "every row is read");
    let seen: Vec<_> = parsed
        .page
        .entries
        .iter()
        .map(|e| {
            (
                e.external_id.as_deref().unwrap(),
                e.stream,
                e.money.net_amount().to_string(),
                e.money.fee.map(|f| f / 10_000),
                e.status,
            )
        })
        .collect();
    let text = |s: &str| s.to_owned();
    assert_eq!(
        seen,
        [
            (
                "1FIXTUREDONATION1:T0013",
                Stream::Tip,
                text("9.36 EUR"),
                Some(64),
                Status::Available
            ),
            (
                "1FIXTURESUBSCRIP1:T0002",
                Stream::Subscription,
                text("4.51 EUR"),
                Some(49),
                Status::Estimated
            ),
            (
                "1FIXTUREINVOICE01:T0000",
                Stream::BrandDeal,
                text("1194.51 USD"),
                Some(5_549),
                Status::Available
            ),
            (
                "1FIXTURECHECKOUT1:T0006",
                Stream::ShopSale,
                text("27.81 EUR"),
                Some(119),
                Status::Available
            ),
            (
                "1FIXTUREREFUND001:T1107",
                Stream::ShopSale,
                text("-29.00 EUR"),
                None,
                Status::Available
            ),
            (
                "1FIXTUREYEN000001:T0006",
                Stream::ShopSale,
                text("1500 JPY"),
                None,
                Status::Ineligible
            ),
            (
                "1FIXTUREWITHDRAW1:T0400:fee",
                Stream::Adjustment,
                text("-5.00 EUR"),
                Some(500),
                Status::Available
            ),
            (
                "1FIXTUREDISPUTE01:T1201",
                Stream::Adjustment,
                text("-28.00 EUR"),
                Some(1_600),
                Status::Available
            ),
        ],
        "net is amount plus the negative fee; an absent fee is unknown, not zero; yen have no cents"
    );
    let payout = parsed.page.payouts.first().unwrap();
    assert_eq!(
        (
            payout.external_id.as_str(),
            payout.amount.to_string(),
            payout.state,
            payout.itemised
        ),
        (
            "1FIXTUREWITHDRAW1",
            text("500.00 EUR"),
            PayoutState::Paid,
            false
        ),
        "a withdrawal is a payout, positive on its way to the bank"
    );
    let first = parsed.page.entries.first().unwrap();
    assert_eq!(
        (
            first.day.to_string(),
            first.instant.unwrap().to_string(),
            first.title.as_str()
        ),
        (
            text("2026-10-31"),
            text("2026-10-31T22:40:12Z"),
            "Merci pour le col !"
        ),
        "times carry the account's offset, with or without a colon, and count in UTC"
    );
    assert_eq!(
        parsed.page.entries.get(2).unwrap().counterparty.as_deref(),
        Some("Kettleworth Irons"),
        "an invoice names its brand"
    );
    let skipped: Vec<_> = parsed
        .skipped
        .iter()
        .map(|(k, n)| (k.as_str(), *n))
        .collect();
    assert_eq!(
        skipped,
        [("T0007", 1), ("T0200", 2), ("T1500", 1)],
        "what only moves is counted, not dropped"
    );
    assert_eq!(
        parsed.holds,
        [Hold {
            transaction: text("1FIXTUREDONATION1"),
            micros: -10_000_000
        }],
        "a hold names its payment"
    );
}

#[test]
fn an_empty_answer_is_no_error() {
    let parsed = parse(br#"{"account_number":"A","last_refreshed_datetime":"2026-11-22T10:00:00+0000","total_items":0,"total_pages":0}"#);
    assert_eq!(
        (parsed.listed, parsed.page.rows()),
        (0, 0),
        "the list is left out when there is nothing"
    );
}

#[test]
fn a_row_that_does_not_fit_waits_for_review() {
    let row = |change: (&str, &str)| {
        r#"{"transaction_id":"1A","transaction_event_code":"T0006","transaction_initiation_date":"2026-11-01T00:00:00Z",
            "transaction_amount":{"currency_code":"EUR","value":"1.00"},"fee_amount":{"currency_code":"EUR","value":"-0.10"},"transaction_status":"S"}"#
            .replace(change.0, change.1)
    };
    assert_eq!(
        one(&row(("", ""))).page.entries.len(),
        1,
        "the row itself is good"
    );
    let cases = [
        (("\"1.00\"", "1.00"), "money that is not text"),
        (("\"1.00\"", "\"1,00\""), "a decimal comma"),
        (("\"1.00\"", "\"1.0000001\""), "more than six decimals"),
        (
            ("\"-0.10\"", "\"-99999999999999999\""),
            "a fee beyond any amount",
        ),
        (
            ("\"EUR\",\"value\":\"-0.10\"", "\"USD\",\"value\":\"-0.10\""),
            "a fee in another currency",
        ),
        (
            ("\"EUR\",\"value\":\"1.00\"", "\"€\",\"value\":\"1.00\""),
            "no currency code",
        ),
        (("\"S\"", "\"X\""), "an unknown status"),
        (
            ("2026-11-01T00:00:00Z", "2026-02-30T00:00:00Z"),
            "a day that does not exist",
        ),
        (("\"transaction_id\":\"1A\",", ""), "no id"),
    ];
    for (change, why) in cases {
        let parsed = one(&row(change));
        assert_eq!(
            (
                parsed.page.entries.len(),
                parsed.page.rejects.len(),
                parsed.listed
            ),
            (0, 1, 1),
            "{why}"
        );
    }
}
