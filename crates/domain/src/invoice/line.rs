//! One line of an invoice, and the rounding every sum is made with.

use crate::Unit;
use serde::{Deserialize, Serialize};

/// The unit "one" of UN/ECE Recommendation 20: a service counted in pieces.
pub const UNIT_ONE: &str = "C62";

/// What is billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is (BT-153).
    pub text: String,
    /// More about it (BT-154).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How many, in millionths (BT-129); negative on a line that deducts.
    pub quantity: i64,
    /// What one costs without VAT, in millionths of the invoice's currency (BT-146); never negative.
    pub price: i64,
    /// The VAT rate in hundredths of a percent (2000 = 20 %); read only where VAT is charged.
    #[serde(default)]
    pub vat_rate: i64,
}

impl Line {
    /// Quantity times price, rounded to the currency (BT-131). `None` when it is too large.
    pub fn net(&self, unit: Unit) -> Option<i64> {
        let product = i128::from(self.quantity).checked_mul(i128::from(self.price))?;
        // Millionths times millionths: the product counts 10⁻¹².
        let net = round_half_up(product, 1_000_000 * cents(unit));
        i64::try_from(net.checked_mul(cents(unit))?).ok()
    }
}

/// Micro-units in the smallest step an invoice states: a hundredth, or a whole unit for currencies without hundredths.
/// EN 16931 allows no more than two decimals in a total, thousandths included.
fn cents(unit: Unit) -> i128 {
    10i128.pow(6 - u32::from(unit.decimals().min(2)))
}

/// Rounds millionths to what an invoice in this currency states: half away from zero, as EN 16931 does.
pub fn round_cents(micros: i128, unit: Unit) -> i128 {
    round_half_up(micros, cents(unit)) * cents(unit)
}

/// `n / d` to the nearest whole number, half away from zero. `d` is positive.
pub(super) fn round_half_up(n: i128, d: i128) -> i128 {
    let size = (n.unsigned_abs() + d.unsigned_abs() / 2) / d.unsigned_abs();
    let size = i128::try_from(size).unwrap_or(i128::MAX);
    if n < 0 { -size } else { size }
}
