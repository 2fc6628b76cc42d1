//! What a row of Stripe's ledger is: a kind of income, a payout, or money that is no income.
//!
//! The rule it protects: file and API agree, because both ask this one function; nothing unknown is left out.

use domain::Stream;

/// What a ledger row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It changes what the creator earned.
    Income(Stream),
    /// Money on its way to the bank.
    Payout,
    /// A payout that came back.
    PayoutReversal,
    /// The creator's own money, moved: top-ups, transfers, advances, holds.
    NotIncome,
}

/// Sorts a ledger row by its `type` (API, balance history) or `reporting_category` (reports), and its description.
///
/// Types as in Stripe's API of 2026 and its 26 reporting categories; one not named here is an adjustment, so its money
/// still counts.
pub fn stream_of(type_or_category: &str, description: &str) -> Kind {
    match type_or_category {
        "charge"
        | "payment"
        | "refund"
        | "partial_capture_reversal"
        | "payment_refund"
        | "refund_failure"
        | "payment_failure_refund"
        | "payment_reversal"
        | "charge_failure" => Kind::Income(sale_stream(description)),
        "payout" => Kind::Payout,
        "payout_reversal" | "payout_cancel" | "payout_failure" => Kind::PayoutReversal,
        "topup"
        | "topup_reversal"
        | "transfer"
        | "transfer_reversal"
        | "transfer_cancel"
        | "transfer_failure"
        | "transfer_refund"
        | "advance"
        | "advance_funding"
        | "anticipation_repayment"
        | "financing_paydown"
        | "financing_payout"
        | "inbound_transfer"
        | "inbound_transfer_reversal"
        | "obligation_outbound"
        | "obligation_reversal_inbound"
        | "connect_collection_transfer"
        | "reserve_hold"
        | "reserve_release"
        | "reserve_transaction"
        | "reserved_funds"
        | "risk_reserved_funds"
        | "connect_reserved_funds"
        | "payout_minimum_balance_hold"
        | "payout_minimum_balance_release"
        | "payment_network_reserve_hold"
        | "payment_network_reserve_release"
        | "issuing_authorization_hold"
        | "issuing_authorization_release"
        | "issuing_transaction"
        | "issuing_dispute" => Kind::NotIncome,
        "platform_earning"
        | "platform_earning_refund"
        | "application_fee"
        | "application_fee_refund" => Kind::Income(Stream::AffiliateCommission),
        _ => Kind::Income(Stream::Adjustment),
    }
}

/// Which stream a customer's payment belongs to, by the words of its description: a tip, an invoice to a brand, a
/// subscription, or else a sale in the creator's shop.
fn sale_stream(description: &str) -> Stream {
    let words = description.to_lowercase();
    let has = |word: &str| {
        words
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == word)
    };
    if has("tip") || has("tips") || has("pourboire") {
        Stream::Tip
    } else if has("invoice") || has("facture") {
        Stream::BrandDeal
    } else if words.starts_with("subscription ") || has("abonnement") || has("membership") {
        Stream::Subscription
    } else {
        Stream::ShopSale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_by_type_and_words() {
        use Stream::{Adjustment, AffiliateCommission, BrandDeal, ShopSale, Subscription, Tip};
        let cases = [
            (
                "charge",
                "Order 1048, bowl and plate",
                Kind::Income(ShopSale),
            ),
            ("charge", "", Kind::Income(ShopSale)),
            ("payment", "Tip from @ambre.1", Kind::Income(Tip)),
            ("charge", "TIKTOK TIPS", Kind::Income(Tip)),
            ("charge", "Tipi for children", Kind::Income(ShopSale)),
            (
                "charge",
                "Invoice 2026-014 Maison Solenne",
                Kind::Income(BrandDeal),
            ),
            (
                "refund",
                "REFUND FOR CHARGE (Invoice 7)",
                Kind::Income(BrandDeal),
            ),
            (
                "charge",
                "Subscription creation",
                Kind::Income(Subscription),
            ),
            ("fee", "Radar (2026-10-01)", Kind::Income(Adjustment)),
            ("stripe_fee", "Billing", Kind::Income(Adjustment)),
            ("dispute", "Chargeback withdrawal", Kind::Income(Adjustment)),
            ("other_adjustment", "", Kind::Income(Adjustment)),
            ("a type of tomorrow", "", Kind::Income(Adjustment)),
            ("platform_earning", "", Kind::Income(AffiliateCommission)),
            ("payout", "STRIPE PAYOUT", Kind::Payout),
            ("payout_failure", "STRIPE PAYOUT", Kind::PayoutReversal),
            ("topup", "", Kind::NotIncome),
            ("reserve_hold", "", Kind::NotIncome),
        ];
        for (kind, description, expected) in cases {
            assert_eq!(
                stream_of(kind, description),
                expected,
                "{kind} “{description}”"
            );
        }
    }
}
