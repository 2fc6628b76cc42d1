//! What a ledger line is: income of some stream, a correction, or money that merely moves.
//!
//! Stripe's `type` is an open set. A type nobody has seen yet counts as an adjustment, so that its money is shown.

use domain::Stream;

/// What a ledger type means for a creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerKind {
    /// An entry of this stream.
    Entry(Stream),
    /// A payout and its way back: read from the payout list.
    Payout,
    /// Money that moves without being earned: transfers, top-ups, reserves, loans.
    Movement,
}

/// Sorts a balance transaction by its `type` and `description`.
///
/// A charge is a shop sale unless its description says tip, invoice or subscription. A refund names the charge it takes
/// back in its description (`REFUND FOR CHARGE (Invoice 12)`) and goes to the same stream. Types as of Stripe's API
/// version 2026-07-29.
pub fn kind_of(kind: &str, description: Option<&str>) -> LedgerKind {
    match kind {
        "charge"
        | "payment"
        | "refund"
        | "payment_refund"
        | "payment_reversal"
        | "payment_failure_refund"
        | "refund_failure"
        | "payment_unreconciled" => LedgerKind::Entry(sale_stream(description.unwrap_or_default())),
        "payout" | "payout_cancel" | "payout_failure" => LedgerKind::Payout,
        "advance"
        | "advance_funding"
        | "anticipation_repayment"
        | "connect_collection_transfer"
        | "fee_credit_funding"
        | "inbound_transfer"
        | "inbound_transfer_reversal"
        | "obligation_inbound"
        | "obligation_outbound"
        | "obligation_reversal_inbound"
        | "obligation_reversal_outbound"
        | "payment_network_reserve_hold"
        | "payment_network_reserve_release"
        | "payout_minimum_balance_hold"
        | "payout_minimum_balance_release"
        | "reserve_hold"
        | "reserve_release"
        | "reserve_transaction"
        | "reserved_funds"
        | "stripe_balance_payment_debit"
        | "stripe_balance_payment_debit_reversal"
        | "tax_fund"
        | "topup"
        | "topup_reversal"
        | "transfer"
        | "transfer_cancel"
        | "transfer_failure"
        | "transfer_refund" => LedgerKind::Movement,
        issuing if issuing.starts_with("issuing_") => LedgerKind::Movement,
        _ => LedgerKind::Entry(Stream::Adjustment),
    }
}

/// Words of a description that name a stream other than a shop sale.
const WORDS: [(&str, Stream); 9] = [
    ("tip", Stream::Tip),
    ("tips", Stream::Tip),
    ("pourboire", Stream::Tip),
    ("pourboires", Stream::Tip),
    ("invoice", Stream::BrandDeal),
    ("facture", Stream::BrandDeal),
    ("subscription", Stream::Subscription),
    ("membership", Stream::Subscription),
    ("abonnement", Stream::Subscription),
];

fn sale_stream(description: &str) -> Stream {
    // asked once for each of a million rows: compared in place, without a copy of each word
    description
        .split(|c: char| !c.is_alphanumeric())
        .find_map(|word| {
            WORDS
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(word))
        })
        .map_or(Stream::ShopSale, |(_, stream)| *stream)
}

/// The payer an invoice's description names behind its number (`Invoice CA-2026-004 Maison Solenne`). Creators write
/// descriptions as they like: anything else names nobody.
pub fn payer_of(description: &str) -> Option<&str> {
    let (word, rest) = description.trim().split_once(' ')?;
    if !matches!(word.to_lowercase().as_str(), "invoice" | "facture") {
        return None;
    }
    let (number, payer) = rest.trim().split_once(' ')?;
    let payer = payer.trim_start_matches(['-', '–', ',', ':', ' ']).trim();
    (number.contains(|c: char| c.is_ascii_digit()) && !payer.is_empty()).then_some(payer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_descriptions_lead_to_streams() {
        let entry = LedgerKind::Entry;
        let cases = [
            (
                "charge",
                Some("Order 1048, bowl"),
                entry(Stream::ShopSale),
                "an order",
            ),
            ("charge", None, entry(Stream::ShopSale), "no words at all"),
            (
                "payment",
                Some("Tip from Ambre 12"),
                entry(Stream::Tip),
                "a tip",
            ),
            (
                "charge",
                Some("Tiptoe socks"),
                entry(Stream::ShopSale),
                "a word that begins with tip",
            ),
            (
                "charge",
                Some("Payment for Invoice CA-2026-004"),
                entry(Stream::BrandDeal),
                "an invoice",
            ),
            (
                "charge",
                Some("Facture 12"),
                entry(Stream::BrandDeal),
                "an invoice in French",
            ),
            (
                "charge",
                Some("Subscription update"),
                entry(Stream::Subscription),
                "Stripe's own words for a renewal",
            ),
            (
                "refund",
                Some("REFUND FOR CHARGE (Tip)"),
                entry(Stream::Tip),
                "a refund follows its charge",
            ),
            (
                "adjustment",
                Some("Chargeback withdrawal"),
                entry(Stream::Adjustment),
                "a dispute",
            ),
            (
                "stripe_fee",
                None,
                entry(Stream::Adjustment),
                "a fee of its own",
            ),
            ("payout", None, LedgerKind::Payout, "listed elsewhere"),
            ("topup", None, LedgerKind::Movement, "own money"),
            (
                "issuing_transaction",
                None,
                LedgerKind::Movement,
                "spending",
            ),
            (
                "brand_new_type",
                None,
                entry(Stream::Adjustment),
                "unknown money is shown",
            ),
        ];
        for (kind, description, want, why) in cases {
            assert_eq!(
                kind_of(kind, description),
                want,
                "{kind} {description:?}: {why}"
            );
        }
    }

    #[test]
    fn an_invoice_names_its_payer_behind_its_number() {
        let cases = [
            (
                "Invoice CA-2026-004 Maison Solenne",
                Some("Maison Solenne"),
                "the plain form",
            ),
            (
                "Facture 12 – Lune & Lin",
                Some("Lune & Lin"),
                "French, with a dash",
            ),
            ("Invoice CA-2026-004", None, "a number alone"),
            (
                "Invoice for Maison Solenne",
                None,
                "no number: the next word could be anything",
            ),
            ("Order 12 Maison Solenne", None, "not an invoice"),
        ];
        for (text, want, why) in cases {
            assert_eq!(payer_of(text), want, "{text}: {why}");
        }
    }
}
