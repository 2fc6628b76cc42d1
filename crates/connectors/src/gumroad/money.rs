//! Money as Gumroad writes it: US cents in sales, decimal text in payouts, `$1.50` for an affiliate's share.

use domain::currency::iso_exponent;
use domain::reject::RejectReason;
use domain::{Amount, AmountError, Unit};

/// An integer count of US cents.
pub(super) fn cents(cents: i64) -> Result<Amount, RejectReason> {
    Amount::from_minor(cents, 2, Unit::USD).map_err(|_| RejectReason::NumberRange)
}

/// `$1,234.50`, in US dollars, as the share of an affiliate is shown.
pub(super) fn shown(text: &str) -> Result<Amount, RejectReason> {
    let digits = text
        .trim()
        .strip_prefix('$')
        .ok_or(RejectReason::NotAUnit)?;
    Amount::parse(&digits.replace(',', ""), Unit::USD).map_err(reason)
}

/// A payout's amount. Gumroad divides its count by a hundred whatever the currency, so whole yen read a hundred times too
/// small. How it counts other currencies without cents, or with thousandths, is not known: they are not read.
pub(super) fn payout(text: &str, code: &str) -> Result<Amount, RejectReason> {
    let unit = Unit::currency(code).map_err(|_| RejectReason::NotAUnit)?;
    let amount = Amount::parse(text, unit).map_err(reason)?;
    let code = code.to_ascii_uppercase();
    match (iso_exponent(&code), code.as_str()) {
        (Some(2), _) => Ok(amount),
        (_, "JPY") => {
            let micros = amount.micros.checked_mul(100);
            let micros = micros.ok_or(RejectReason::NumberRange)?;
            Ok(Amount::new(micros, unit))
        }
        _ => Err(RejectReason::NotAUnit),
    }
}

fn reason(error: AmountError) -> RejectReason {
    match error {
        AmountError::NotANumber(_) => RejectReason::NotANumber,
        _ => RejectReason::NumberRange,
    }
}
