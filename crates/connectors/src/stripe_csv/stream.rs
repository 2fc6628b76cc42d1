//! What a row of a Stripe file is: a kind of income, a payout, or money that is no income.
//!
//! The rule it protects: file and API agree. Reports name categories where the API names types; a category is turned into
//! the type it stands for and then sorted by the one table of the API connector.

use crate::stripe::{LedgerKind, kind_of};
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

/// Sorts a ledger row by its `type` (balance history) or `reporting_category` (reports), and its description.
///
/// Source of the categories: Stripe's 26 reporting categories. One not named here is an adjustment, so its money counts.
pub fn stream_of(type_or_category: &str, description: &str) -> Kind {
    let kind = match type_or_category {
        "payout_reversal" | "payout_cancel" | "payout_failure" => return Kind::PayoutReversal,
        "charge_failure" | "partial_capture_reversal" => "refund",
        "transfer_reversal" => "transfer_refund",
        "risk_reserved_funds" | "connect_reserved_funds" => "reserved_funds",
        "financing_payout" | "financing_payout_reversal" => "advance",
        "financing_paydown" | "financing_paydown_reversal" => "anticipation_repayment",
        other => other,
    };
    match kind_of(kind, Some(description)) {
        LedgerKind::Entry(stream) => Kind::Income(stream),
        LedgerKind::Payout => Kind::Payout,
        LedgerKind::Movement => Kind::NotIncome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_by_type_or_category_and_words() {
        use Stream::{Adjustment, BrandDeal, ShopSale, Subscription, Tip};
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
                "partial_capture_reversal",
                "Order 7",
                Kind::Income(ShopSale),
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
            ("platform_earning", "", Kind::Income(Adjustment)),
            ("a type of tomorrow", "", Kind::Income(Adjustment)),
            ("payout", "STRIPE PAYOUT", Kind::Payout),
            ("payout_failure", "STRIPE PAYOUT", Kind::PayoutReversal),
            ("payout_reversal", "STRIPE PAYOUT", Kind::PayoutReversal),
            ("topup", "", Kind::NotIncome),
            ("risk_reserved_funds", "", Kind::NotIncome),
            ("financing_paydown", "", Kind::NotIncome),
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
