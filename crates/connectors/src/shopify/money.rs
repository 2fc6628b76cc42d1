//! Money and ids as Shopify writes them: `{"amount":"12.34","currencyCode":"EUR"}`, `gid://shopify/Kind/123`.

use domain::reject::RejectReason;
use domain::{Amount, Unit};
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MoneyV2<'a> {
    #[serde(borrow)]
    amount: Cow<'a, str>,
    #[serde(borrow)]
    currency_code: Cow<'a, str>,
}

impl MoneyV2<'_> {
    /// The exact amount.
    pub fn read(&self) -> Result<Amount, RejectReason> {
        let unit = Unit::currency(&self.currency_code).map_err(|_| RejectReason::NotAUnit)?;
        Amount::parse(&self.amount, unit).map_err(|e| match e {
            domain::AmountError::NotANumber(_) => RejectReason::NotANumber,
            _ => RejectReason::NumberRange,
        })
    }
}

/// The number at the end of a global id: the one Shopify's files show.
pub(super) fn number(gid: &str) -> &str {
    gid.rsplit('/').next().unwrap_or(gid)
}
