//! One `STMTTRN` into a bank line.
//!
//! The rules it protects: the day is the one the bank wrote, not that day moved to another zone; an amount is read by what
//! the standard allows (point or comma starts decimals, nothing groups) or refused.

use crate::statements::identity;
use crate::text::cut;
use domain::reject::RejectReason;
use domain::{Amount, CivilDay, LandingDraft, Locator, Unit};

/// The fields of a line as written.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub id: Option<String>,
    pub kind: Option<String>,
    pub posted: Option<String>,
    pub available: Option<String>,
    pub amount: Option<String>,
    pub name: Option<String>,
    pub payee: Option<String>,
    pub memo: Option<String>,
    pub check: Option<String>,
    pub reference: Option<String>,
    /// Code of `CURRENCY`: this line's own currency. `ORIGCURRENCY` only tells what it was before.
    pub currency: Option<String>,
    /// The id of the line it corrects.
    pub corrects: Option<String>,
    /// `REPLACE` or `DELETE`.
    pub action: Option<String>,
}

/// What a statement says of all its lines.
pub(super) struct Sheet<'s> {
    pub currency: Option<&'s str>,
    pub account: Option<&'s str>,
}

type Refusal = (RejectReason, String);

impl Fields {
    /// The line.
    pub fn read(&self, sheet: &Sheet<'_>, locator: Locator) -> Result<LandingDraft, Refusal> {
        let day = day(wanted(&self.posted, "DTPOSTED")?, "DTPOSTED")?;
        let value_day = match &self.available {
            Some(text) => Some(self::day(text, "DTAVAIL")?),
            None => None,
        };
        let amount = amount(
            wanted(&self.amount, "TRNAMT")?,
            self.currency.as_deref().or(sheet.currency),
        )?;
        let name = self.name.as_deref().or(self.payee.as_deref());
        let memo = self.memo.as_deref();
        let mut text = identity::joined([name, memo].into_iter().flatten());
        if text.is_empty() {
            text = self.kind.clone().unwrap_or_default();
        }
        let id = self.id.as_deref().unwrap_or_default();
        Ok(LandingDraft {
            external_id: identity::key(sheet.account, id, day, amount),
            day,
            value_day,
            amount,
            text,
            counterparty: name.map(|t| cut(t, 300)),
            reference: [&self.check, &self.reference]
                .into_iter()
                .flatten()
                .find_map(|t| identity::said(t))
                .map(|t| cut(t, 300)),
            locator,
        })
    }
}

fn wanted<'f>(field: &'f Option<String>, name: &str) -> Result<&'f str, Refusal> {
    field
        .as_deref()
        .ok_or_else(|| (RejectReason::MissingField, name.to_owned()))
}

/// `20261012`, `20261012120000.000[-5:EST]`: the first eight figures are the bank's day.
pub(super) fn day(text: &str, field: &str) -> Result<CivilDay, Refusal> {
    let wrong = || (RejectReason::NotADate, format!("{field} {}", cut(text, 60)));
    let (digits, rest) = text.trim().split_at_checked(8).ok_or_else(wrong)?;
    let clock = |c: char| c.is_ascii_alphanumeric() || "[]:.+-/ _".contains(c);
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !rest.chars().all(clock) {
        return Err(wrong());
    }
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let iso = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    crate::text::date::day(&iso).map_err(|reason| (reason, format!("{field} {}", cut(text, 60))))
}

/// An amount in the currency given. The standard knows no grouping, so a single comma starts decimals.
pub(super) fn amount(text: &str, currency: Option<&str>) -> Result<Amount, Refusal> {
    let code = currency.ok_or_else(|| (RejectReason::MissingField, "CURDEF".to_owned()))?;
    let unit = Unit::currency(code.trim())
        .map_err(|_| (RejectReason::NotAUnit, format!("CURDEF {}", cut(code, 20))))?;
    let plain = text.trim().replacen(',', ".", 1);
    Amount::parse(&plain, unit).map_err(|error| {
        let reason = match error {
            domain::AmountError::Precision(_) | domain::AmountError::Overflow => {
                RejectReason::NumberRange
            }
            _ => RejectReason::NotANumber,
        };
        (reason, format!("TRNAMT {}", cut(text, 60)))
    })
}
