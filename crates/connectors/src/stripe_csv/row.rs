//! One row of a Stripe file into an entry or a payout.
//!
//! The rules it protects: figures must add up, a payout is no income, and what the file does not state stays unknown.

use super::header::Columns;
use super::stream::{Kind, stream_of};
use crate::stripe::payer_of;
use crate::text::number::{self, Style};
use crate::text::{cut, date};
use csv::StringRecord;
use domain::reject::RejectReason;
use domain::{
    Amount, CivilDay, EntryDraft, Instant, Locator, Money, PayoutDraft, PayoutState, Status, Unit,
    Zone,
};
use std::borrow::Cow;

/// What a row turned out to be. The entry beside a payout is the fee taken for sending it.
#[derive(Debug)]
pub(super) enum Row {
    Entry(EntryDraft),
    Payout(PayoutDraft, Option<EntryDraft>),
    NotIncome(String),
}

/// A refusal: why, and the column or figures concerned.
pub(super) type Refusal = (RejectReason, String);

/// What is the same for every row of a file.
pub(super) struct RowReader<'c> {
    pub columns: &'c Columns,
    pub zone: Zone,
    pub now: Instant,
}

impl RowReader<'_> {
    fn cell<'r>(&self, record: &'r StringRecord, at: Option<usize>) -> Option<&'r str> {
        let cell = record.get(at?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Reads a row. `style` is asked only for a number that can be read two ways.
    pub fn read(
        &self,
        record: &StringRecord,
        locator: Locator,
        style: &mut dyn FnMut() -> Option<Style>,
    ) -> Result<Row, Refusal> {
        let c = self.columns;
        if record.len() != c.width {
            let detail = format!("{} cells, {} columns", record.len(), c.width);
            return Err((RejectReason::Ragged, detail));
        }
        let need = |at, name: &str| {
            self.cell(record, at)
                .ok_or_else(|| (RejectReason::MissingField, name.to_owned()))
        };
        let id = need(c.id, "balance_transaction_id")?;
        let category = need(c.category, "reporting_category")?;
        let currency = need(c.currency, "currency")?;
        let unit = Unit::currency(currency).map_err(|_| {
            (
                RejectReason::NotAUnit,
                format!("currency: {}", cut(currency, 40)),
            )
        })?;
        let mut figure = |at, name: &str| -> Result<Option<i64>, Refusal> {
            let Some(cell) = self.cell(record, at) else {
                return Ok(None);
            };
            number::read(cell)
                .and_then(|reading| match reading {
                    number::Reading::One(micros, _) => Ok(micros),
                    two @ number::Reading::Two { .. } => two.settle(style()),
                })
                .map(Some)
                .map_err(|reason| (reason, format!("{name}: {}", cut(cell, 60))))
        };
        let gross = figure(c.gross, "gross")?;
        let fee = figure(c.fee, "fee")?;
        let net =
            figure(c.net, "net")?.ok_or_else(|| (RejectReason::MissingField, "net".to_owned()))?;
        if let (Some(gross), Some(fee)) = (gross, fee)
            && gross.checked_sub(fee) != Some(net)
        {
            let text = |micros| Amount::new(micros, unit).text();
            let detail = format!("{} − {} ≠ {}", text(gross), text(fee), text(net));
            return Err((RejectReason::DoesNotAddUp, detail));
        }
        let (day, zone, instant) = self.created(need(c.created, "created")?)?;
        let available = self.moment(record, c.available, "available_on")?;
        let description = self.cell(record, c.description);
        // As the API connector does: a row without words is called by its kind.
        let title: Cow<'_, str> = match description {
            Some(words) => words.into(),
            None => category.replace('_', " ").into(),
        };
        let entry = |stream, money, title: &str| -> Result<EntryDraft, Refusal> {
            let (payout, paid) = self.paid_by(record)?;
            Ok(EntryDraft {
                external_id: Some(id.to_owned()),
                day,
                zone,
                instant,
                stream,
                title: cut(title, 300),
                counterparty: description
                    .and_then(payer_of)
                    .or_else(|| self.cell(record, c.customer))
                    .map(|name| cut(name, 300)),
                money,
                status: self.status(paid, available),
                available_on: available.map(|at| at.day_in(zone)),
                payout_external_id: payout,
                locator: locator.clone(),
            })
        };
        match self.kind(record, category, description.unwrap_or_default()) {
            Kind::Income(stream) => {
                let money = Money {
                    unit,
                    gross,
                    fee,
                    tax: None,
                    net,
                };
                entry(stream, money, &title).map(Row::Entry)
            }
            Kind::NotIncome => Ok(Row::NotIncome(category.to_owned())),
            kind @ (Kind::Payout | Kind::PayoutReversal) => {
                let moved = gross.unwrap_or(net);
                let (external_id, amount) = match self.payout_id(record) {
                    Some(po) => (po, moved.checked_abs()),
                    None => (id.to_owned(), moved.checked_neg()),
                };
                let micros =
                    amount.ok_or_else(|| (RejectReason::NumberRange, "gross".to_owned()))?;
                let payout = PayoutDraft {
                    external_id,
                    amount: Amount::new(micros, unit),
                    state: self.payout_state(record, kind, available),
                    created: instant.unwrap_or_else(|| day.utc_start()),
                    arrival: self.cell(record, c.arrival).map(arrival_day).transpose()?,
                    itemised: c.payout.is_some() && c.payout_state.is_none(),
                    failure: None,
                    description: description.map(|text| cut(text, 300)),
                    locator: locator.clone(),
                };
                let sending_fee = match fee {
                    Some(fee) if fee != 0 => {
                        let net = fee.checked_neg().unwrap_or(0);
                        let money = Money {
                            unit,
                            gross: Some(0),
                            fee: Some(fee),
                            tax: None,
                            net,
                        };
                        Some(entry(domain::Stream::Adjustment, money, &title)?)
                    }
                    _ => None,
                };
                Ok(Row::Payout(payout, sending_fee))
            }
        }
    }

    /// Until 2017 a payout was called a transfer; such a row names itself as its own transfer.
    fn kind(&self, record: &StringRecord, category: &str, description: &str) -> Kind {
        let source = self.cell(record, self.columns.source);
        let own = source.is_some() && source == self.cell(record, self.columns.payout);
        match stream_of(category, description) {
            Kind::NotIncome if own && category == "transfer" => Kind::Payout,
            kind => kind,
        }
    }

    /// The reporting day, its zone and, where the zone allows, the instant.
    fn created(&self, cell: &str) -> Result<(CivilDay, Zone, Option<Instant>), Refusal> {
        let time = date::date_time(cell).map_err(|r| (r, format!("created: {}", cut(cell, 60))))?;
        let day = CivilDay(time.date());
        Ok(if self.columns.created_utc {
            (day, Zone::UTC, Some(Instant(time.and_utc())))
        } else {
            (day, self.zone, date::in_zone(time, self.zone))
        })
    }

    fn moment(
        &self,
        record: &StringRecord,
        at: Option<usize>,
        name: &str,
    ) -> Result<Option<Instant>, Refusal> {
        let Some(cell) = self.cell(record, at) else {
            return Ok(None);
        };
        date::utc(cell)
            .map(Some)
            .map_err(|r| (r, format!("{name}: {}", cut(cell, 60))))
    }

    /// The payout that paid a row, and whether it was sent by now.
    fn paid_by(&self, record: &StringRecord) -> Result<(Option<String>, bool), Refusal> {
        let c = self.columns;
        // In the itemised payouts report the column names the payout the row *is*.
        let Some(id) = self
            .cell(record, c.payout)
            .filter(|_| c.payout_state.is_none())
        else {
            return Ok((None, false));
        };
        let sent = self
            .moment(record, c.payout_at, "payout date")?
            .is_none_or(|at| at <= self.now);
        Ok((Some(id.to_owned()), sent))
    }

    fn status(&self, paid: bool, available: Option<Instant>) -> Status {
        match available {
            _ if paid => Status::Paid,
            Some(at) if at <= self.now => Status::Available,
            _ => Status::Confirmed,
        }
    }

    /// The `po_…` id of a payout row: its source, else its payout column.
    fn payout_id(&self, record: &StringRecord) -> Option<String> {
        let c = self.columns;
        [c.source, c.payout]
            .into_iter()
            .filter_map(|at| self.cell(record, at))
            .find(|id| id.starts_with("po_") || id.starts_with("tr_"))
            .map(str::to_owned)
    }

    fn payout_state(
        &self,
        record: &StringRecord,
        kind: Kind,
        available: Option<Instant>,
    ) -> PayoutState {
        if kind == Kind::PayoutReversal {
            return PayoutState::Failed;
        }
        match self.cell(record, self.columns.payout_state) {
            Some("pending") => PayoutState::Pending,
            Some("paid") => PayoutState::Paid,
            Some("failed") => PayoutState::Failed,
            Some("canceled") => PayoutState::Canceled,
            Some(_) => PayoutState::InTransit,
            None if available.is_some_and(|at| at <= self.now) => PayoutState::Paid,
            None => PayoutState::InTransit,
        }
    }
}

fn arrival_day(cell: &str) -> Result<CivilDay, Refusal> {
    date::date_time(cell)
        .map(|time| CivilDay(time.date()))
        .map_err(|r| {
            (
                r,
                format!("payout_expected_arrival_date: {}", cut(cell, 60)),
            )
        })
}
