//! One row of a table into what its preset says it is.
//!
//! The rules it protects: figures that should add up must, an id must be whole, and what the row does not state stays
//! unknown.

use super::cell;
use super::header::Bound;
use super::preset::{Column, Preset, Role, Skip, Target};
use super::survey::Survey;
use crate::text::cut;
use csv::StringRecord;
use domain::reject::RejectReason;
use domain::{
    Amount, CivilDay, EntryDraft, Instant, LandingDraft, Locator, MetricDraft, Money, PayoutDraft,
    PayoutState, PostDraft, Status, Stream, Zone,
};

/// What a row turned out to be.
#[derive(Debug)]
pub(crate) enum Read {
    Entry(EntryDraft),
    Payout(PayoutDraft),
    Landing(LandingDraft),
    Metric(MetricDraft),
    Post(PostDraft),
    /// Left aside, with the word of the row that decided.
    Skipped(Skip, String),
}

/// A refusal: why, and the column or figures concerned.
pub(crate) type Refusal = (RejectReason, String);

/// What is the same for every row of a table.
pub(crate) struct Reader<'p> {
    pub preset: &'p Preset,
    pub bound: &'p Bound,
    pub survey: &'p Survey,
    /// Zone of days that name none.
    pub zone: Zone,
    pub stream: Option<Stream>,
    pub width: usize,
    /// Rows may end before the header does.
    pub sparse: bool,
    pub now: Instant,
}

/// What the rules said of a row.
#[derive(Default)]
pub(super) struct Ruled {
    pub stream: Option<Stream>,
    pub status: Option<Status>,
    pub state: Option<PayoutState>,
    pub payout: bool,
    pub skip: Option<Skip>,
    pub negate: bool,
}

/// The moment of a row.
pub(super) struct When {
    pub day: CivilDay,
    pub zone: Zone,
    pub instant: Option<Instant>,
}

impl Reader<'_> {
    /// Reads a row. A row of a table with a sum for each kind of income gives several entries.
    pub fn read(&self, record: &StringRecord, locator: &Locator) -> Result<Vec<Read>, Refusal> {
        let blank = record.iter().all(|c| c.trim().is_empty());
        if blank {
            return Ok(vec![Read::Skipped(Skip::Blank, String::new())]);
        }
        let over = record.iter().skip(self.width).any(|c| !c.trim().is_empty());
        if over || record.len() < self.width && !self.sparse {
            let detail = format!("{} cells, {} columns", record.len(), self.width);
            return Err((RejectReason::Ragged, detail));
        }
        match self.preset.target {
            Target::Entry => self.money_row(record, locator),
            Target::Payout => Ok(vec![self.payout_row(record, locator)?]),
            Target::Landing => Ok(vec![self.landing_row(record, locator)?]),
            Target::Metric => self.metrics(record, locator),
            Target::Post => Ok(vec![self.post(record, locator)?]),
            Target::Nothing => Ok(Vec::new()),
        }
    }

    fn money_row(&self, record: &StringRecord, locator: &Locator) -> Result<Vec<Read>, Refusal> {
        let wide = self.preset.of(Role::Amount).next().is_some();
        if wide {
            return self.wide(record, locator);
        }
        // Rules come first: a row that is left aside may lack what an entry needs.
        let early = self.ruled(record, None);
        if let Some(skip) = early.skip {
            return Ok(vec![Read::Skipped(skip, self.reason(record))]);
        }
        let unit = self.unit(record)?;
        let mut money = self.money(record, unit)?;
        let moved = money.gross.unwrap_or(money.net);
        let ruled = self.ruled(record, Some(moved));
        if let Some(skip) = ruled.skip {
            return Ok(vec![Read::Skipped(skip, self.reason(record))]);
        }
        if ruled.negate {
            money = self.negated(money)?;
        }
        if ruled.payout {
            let amount = Amount::new(moved.checked_abs().ok_or_else(range)?, unit);
            return Ok(vec![self.payout(record, locator, amount, &ruled)?]);
        }
        let stream = ruled
            .stream
            .or(self.stream)
            .ok_or_else(|| (RejectReason::MissingField, "stream".to_owned()))?;
        let when = self.when(record)?;
        let available = self.day(record, Role::Available)?;
        let paid_on = self.day(record, Role::PaidOn)?;
        let payout = self.text(record, Role::Payout);
        let today = self.now.day_in(when.zone);
        let status = ruled.status.or(self.preset.status).unwrap_or_else(|| {
            match (paid_on.filter(|day| *day <= today), available) {
                (Some(_), _) if payout.is_some() => Status::Paid,
                (_, Some(day)) if day <= today => Status::Available,
                _ => Status::Confirmed,
            }
        });
        Ok(vec![Read::Entry(EntryDraft {
            external_id: self.key(record, &when, unit, None)?,
            day: when.day,
            zone: when.zone,
            instant: when.instant,
            stream,
            title: self.title(record),
            counterparty: self.text(record, Role::Payer).map(|t| cut(&t, 300)),
            money,
            status,
            available_on: available,
            payout_external_id: payout,
            locator: locator.clone(),
        })])
    }

    /// A day with a sum for each kind of income. A kind that earned nothing gives no entry.
    fn wide(&self, record: &StringRecord, locator: &Locator) -> Result<Vec<Read>, Refusal> {
        let when = self.when(record)?;
        let unit = self.unit(record)?;
        let ruled = self.ruled(record, None);
        let mut out = Vec::new();
        for (n, column) in self.preset.of(Role::Amount) {
            let Some(cell) = self.cell(record, n) else {
                continue;
            };
            let net = self.figure(cell, column)?;
            if net == 0 {
                continue;
            }
            let stream = ruled.stream.or(column.stream).or(self.stream);
            let stream = stream.ok_or_else(|| (RejectReason::MissingField, "stream".to_owned()))?;
            out.push(Read::Entry(EntryDraft {
                external_id: self.key(record, &when, unit, Some(column))?,
                day: when.day,
                zone: when.zone,
                instant: when.instant,
                stream,
                title: column.shown().to_owned(),
                counterparty: None,
                money: Money::net_only(Amount::new(net, unit)),
                status: ruled
                    .status
                    .or(self.preset.status)
                    .unwrap_or(Status::Confirmed),
                available_on: None,
                payout_external_id: None,
                locator: locator.clone(),
            }));
        }
        Ok(out)
    }

    fn payout_row(&self, record: &StringRecord, locator: &Locator) -> Result<Read, Refusal> {
        let unit = self.unit(record)?;
        let money = self.money(record, unit)?;
        let ruled = self.ruled(record, Some(money.net));
        if let Some(skip) = ruled.skip {
            return Ok(Read::Skipped(skip, self.reason(record)));
        }
        self.payout(record, locator, Amount::new(money.net, unit), &ruled)
    }

    fn payout(
        &self,
        record: &StringRecord,
        locator: &Locator,
        amount: Amount,
        ruled: &Ruled,
    ) -> Result<Read, Refusal> {
        let when = self.when(record)?;
        let arrival = self.day(record, Role::ValueDay)?;
        let external_id = match self.key(record, &when, amount.unit, None)? {
            Some(id) => id,
            None => format!("{}/{amount}", when.day),
        };
        Ok(Read::Payout(PayoutDraft {
            external_id,
            amount,
            state: ruled.state.unwrap_or(PayoutState::Paid),
            created: when.instant.unwrap_or_else(|| when.day.utc_start()),
            arrival,
            itemised: false,
            failure: None,
            description: Some(self.title(record)),
            locator: locator.clone(),
        }))
    }

    fn landing_row(&self, record: &StringRecord, locator: &Locator) -> Result<Read, Refusal> {
        let unit = self.unit(record)?;
        let money = self.money(record, unit)?;
        let ruled = self.ruled(record, Some(money.net));
        if let Some(skip) = ruled.skip {
            return Ok(Read::Skipped(skip, self.reason(record)));
        }
        let when = self.when(record)?;
        Ok(Read::Landing(LandingDraft {
            external_id: self.key(record, &when, unit, None)?,
            day: when.day,
            value_day: self.day(record, Role::ValueDay)?,
            amount: Amount::new(money.net, unit),
            text: self.title(record),
            counterparty: self.text(record, Role::Payer).map(|t| cut(&t, 300)),
            reference: self.text(record, Role::Reference).map(|t| cut(&t, 300)),
            locator: locator.clone(),
        }))
    }

    fn metrics(&self, record: &StringRecord, locator: &Locator) -> Result<Vec<Read>, Refusal> {
        let when = self.when(record)?;
        let mut out = Vec::new();
        for (n, column) in self.preset.of(Role::Metric) {
            let Some((cell, name)) = self.cell(record, n).zip(column.metric.clone()) else {
                continue;
            };
            let value = match column.scale {
                Some(scale) => cell::scaled(cell, scale),
                None => cell::whole(cell),
            };
            out.push(Read::Metric(MetricDraft {
                name,
                day: when.day,
                value: value.map_err(|r| (r, named(column, cell)))?,
                locator: Some(locator.clone()),
            }));
        }
        Ok(out)
    }

    fn post(&self, record: &StringRecord, locator: &Locator) -> Result<Read, Refusal> {
        let count = |role| self.count(record, role);
        let published = self
            .stamp(record, Role::Published)?
            .ok_or_else(|| (RejectReason::MissingField, self.name_of(Role::Published)))?;
        let (day, _, instant) = self.moment(published);
        let seconds = self.first(record, Role::Seconds);
        Ok(Read::Post(PostDraft {
            external_id: self
                .text(record, Role::Id)
                .map(|id| last_segment(&id).to_owned()),
            published: instant.unwrap_or_else(|| day.utc_start()),
            title: self.title(record),
            seconds: seconds
                .map(|(column, cell)| cell::seconds(cell).map_err(|r| (r, named(column, cell))))
                .transpose()?,
            views: count(Role::Views)?,
            likes: count(Role::Likes)?,
            comments: count(Role::Comments)?,
            shares: count(Role::Shares)?,
            public: None,
            locator: locator.clone(),
        }))
    }

    fn count(&self, record: &StringRecord, role: Role) -> Result<Option<i64>, Refusal> {
        self.first(record, role)
            .map(|(column, cell)| cell::whole(cell).map_err(|r| (r, named(column, cell))))
            .transpose()
    }
}

/// The id at the end of a link, or the text itself.
fn last_segment(id: &str) -> &str {
    let path = id.split(['?', '#']).next().unwrap_or(id);
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(id)
}

pub(super) fn named(column: &Column, cell: &str) -> String {
    format!("{}: {}", column.shown(), cut(cell, 60))
}

fn range() -> Refusal {
    (RejectReason::NumberRange, String::new())
}
