//! Money as TikTok Shop writes it: `{"amount":"12.34","currency":"USD"}`.

use domain::reject::RejectReason;
use domain::{Amount, Unit};
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Debug, Deserialize)]
pub(super) struct ShopMoney<'a> {
    #[serde(borrow)]
    amount: Cow<'a, str>,
    #[serde(borrow)]
    currency: Cow<'a, str>,
}

impl ShopMoney<'_> {
    /// The exact amount.
    pub fn read(&self) -> Result<Amount, RejectReason> {
        let unit = Unit::currency(&self.currency).map_err(|_| RejectReason::NotAUnit)?;
        Amount::parse(&self.amount, unit).map_err(|e| match e {
            domain::AmountError::NotANumber(_) => RejectReason::NotANumber,
            _ => RejectReason::NumberRange,
        })
    }
}
