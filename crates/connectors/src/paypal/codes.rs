//! What a transaction event code means: income, a correction, a withdrawal, a hold, or money that merely moves.
//!
//! Source: PayPal's transaction event codes; the first three characters suffice. The set is open: a group nobody has met yet
//! counts as an adjustment, so that its money is shown.

use domain::Stream;

/// What a code means for a creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionKind {
    /// An entry of this stream.
    Entry(Stream),
    /// Money sent to the creator's bank: a payout.
    Withdrawal,
    /// Money held back (negative) or let go again (positive).
    Hold,
    /// Money that moves without being earned: conversions, deposits, authorisations, the creator's own spending.
    Movement,
}

/// Sorts a transaction by its event code, its direction and the words of its subject.
///
/// A payment that was received is a shop sale unless code or subject say otherwise; one that was sent is spending. A refund
/// (`T11`) of money received is negative; a refund of the creator's own spending is positive and no income. A mass payment
/// received (`T0001`) is what another platform pays out: shown as an adjustment, since it may stand in that platform's
/// account already.
pub fn kind_of(code: &str, incoming: bool, subject: &str) -> TransactionKind {
    use TransactionKind::{Entry, Hold, Movement, Withdrawal};
    match (code.get(..3).unwrap_or(code), incoming) {
        ("T00", true) => Entry(payment_stream(code, subject)),
        ("T11", false) => Entry(words(subject).unwrap_or(Stream::ShopSale)),
        ("T04", false) => Withdrawal,
        ("T00" | "T02" | "T03" | "T04" | "T11" | "T13", _) => Movement,
        ("T15" | "T21", _) => Hold,
        // fees, disputes, and whatever is new
        _ => Entry(Stream::Adjustment),
    }
}

fn payment_stream(code: &str, subject: &str) -> Stream {
    match code {
        "T0001" => Stream::Adjustment,
        "T0002" => Stream::Subscription,
        "T0013" => Stream::Tip,
        _ => words(subject).unwrap_or(Stream::ShopSale),
    }
}

/// The stream a subject names.
fn words(subject: &str) -> Option<Stream> {
    subject
        .split(|c: char| !c.is_alphanumeric())
        .find_map(|word| match word.to_lowercase().as_str() {
            "tip" | "tips" | "donation" | "pourboire" | "pourboires" => Some(Stream::Tip),
            "invoice" | "facture" => Some(Stream::BrandDeal),
            "subscription" | "membership" | "abonnement" => Some(Stream::Subscription),
            _ => None,
        })
}
