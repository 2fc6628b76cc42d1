//! What the cells of a row say, role by role: money, moment, identity, words, and what the rules make of them.
//!
//! The rule it protects: a cell is read by its column's meaning only, and an empty one says nothing.

use super::cell;
use super::dates::{Rules, Stamp};
use super::fold::matches;
use super::preset::{Column, Role, Rule, Sign};
use super::row::{Reader, Refusal, Ruled, When, named};
use super::xlsx::ROUNDED;
use super::zones;
use crate::text::{cut, date};
use csv::StringRecord;
use domain::reject::RejectReason;
use domain::{Amount, CivilDay, Instant, Money, Unit, Zone};

impl Reader<'_> {
    /// The filled cell of the preset's `n`th column.
    pub(super) fn cell<'r>(&self, record: &'r StringRecord, n: usize) -> Option<&'r str> {
        let at = self.bound.at.get(n).copied().flatten()?;
        let cell = record.get(at)?.trim();
        let says_nothing = cell.is_empty() || self.preset.empty.iter().any(|e| e == cell);
        (!says_nothing).then_some(cell)
    }

    /// The first filled cell of a role.
    pub(super) fn first<'r>(
        &self,
        record: &'r StringRecord,
        role: Role,
    ) -> Option<(&Column, &'r str)> {
        self.preset
            .of(role)
            .find_map(|(n, column)| Some((column, self.cell(record, n)?)))
    }

    pub(super) fn text(&self, record: &StringRecord, role: Role) -> Option<String> {
        self.first(record, role).map(|(_, cell)| cell.to_owned())
    }

    pub(super) fn name_of(&self, role: Role) -> String {
        self.preset
            .of(role)
            .next()
            .map(|(_, c)| c.shown().to_owned())
            .unwrap_or_default()
    }

    /// The words of a row: its titles, else its kind, else the preset's title.
    pub(super) fn title(&self, record: &StringRecord) -> String {
        let mut words: Vec<&str> = Vec::new();
        for (n, _) in self.preset.of(Role::Title) {
            if let Some(cell) = self.cell(record, n).filter(|cell| !words.contains(cell)) {
                words.push(cell);
            }
        }
        if words.is_empty() {
            words.extend(self.first(record, Role::Kind).map(|(_, cell)| cell));
        }
        let title = if words.is_empty() {
            self.preset
                .title
                .as_deref()
                .unwrap_or(&self.preset.name)
                .to_owned()
        } else {
            words.join(", ")
        };
        // Line breaks in cells are layout of the platform's form, not of the title.
        cut(&title.split_whitespace().collect::<Vec<_>>().join(" "), 300)
    }

    /// What a left-aside row was called.
    pub(super) fn reason(&self, record: &StringRecord) -> String {
        let word = self
            .first(record, Role::Kind)
            .or_else(|| self.first(record, Role::Status));
        word.map(|(_, cell)| cut(cell, 100)).unwrap_or_default()
    }

    /// The row's id within its feed: its key cells, `-` for an empty one, joined as the platforms' APIs are. `None` when the
    /// preset knows no key or no key cell is filled.
    pub(super) fn key(
        &self,
        record: &StringRecord,
        when: &When,
        unit: Unit,
        of: Option<&Column>,
    ) -> Result<Option<String>, Refusal> {
        let mut parts: Vec<String> = Vec::new();
        let mut filled = false;
        for (n, column) in self
            .preset
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.key)
        {
            match (column.role, self.cell(record, n)) {
                (Role::Date, _) => parts.push(when.day.to_string()),
                (_, Some(cell)) if cell.starts_with(ROUNDED) => {
                    return Err((RejectReason::NumberRange, named(column, cell)));
                }
                (_, Some(cell)) => parts.push(cell.to_owned()),
                (_, None) if column.required => {
                    return Err((RejectReason::MissingField, column.shown().to_owned()));
                }
                (_, None) => {
                    parts.push("-".to_owned());
                    continue;
                }
            }
            filled = true;
        }
        if self.preset.key_unit {
            parts.push(unit.to_string());
        }
        parts.extend(of.map(Column::slug));
        Ok(filled.then(|| parts.join(":")))
    }

    /// The currency of a row: its column, else what holds for the whole table.
    pub(super) fn unit(&self, record: &StringRecord) -> Result<Unit, Refusal> {
        if let Some((column, cell)) = self.first(record, Role::Unit) {
            let unit = Unit::currency(cell)
                .ok()
                .or_else(|| cell.to_lowercase().parse().ok());
            return unit.ok_or_else(|| (RejectReason::NotAUnit, named(column, cell)));
        }
        self.survey
            .unit
            .ok_or_else(|| (RejectReason::MissingField, self.name_of(Role::Unit)))
    }

    /// A figure in micro-units, counted the column's way.
    pub(super) fn figure(&self, cell: &str, column: &Column) -> Result<i64, Refusal> {
        let micros = cell::money(cell)
            .and_then(|figure| figure.reading.settle(self.survey.style))
            .map_err(|reason| (reason, named(column, cell)))?;
        if column.negate {
            return micros
                .checked_neg()
                .ok_or((RejectReason::NumberRange, named(column, cell)));
        }
        Ok(micros)
    }

    /// The sum of a role's cells; `None` when none is filled.
    fn sum(&self, record: &StringRecord, role: Role) -> Result<Option<i64>, Refusal> {
        let mut sum: Option<i64> = None;
        for (n, column) in self.preset.of(role) {
            if let Some(cell) = self.cell(record, n) {
                let next = self.figure(cell, column)?;
                let added = sum.unwrap_or(0).checked_add(next);
                sum = Some(added.ok_or((RejectReason::NumberRange, named(column, cell)))?);
            }
        }
        Ok(sum)
    }

    /// The figures of a row. Net is what the row states, else gross less fee and tax.
    pub(super) fn money(&self, record: &StringRecord, unit: Unit) -> Result<Money, Refusal> {
        let pieces = self.pieces(record)?;
        let gross = self.sum(record, Role::Gross)?;
        let gross = gross.map(|gross| {
            gross
                .checked_mul(pieces)
                .ok_or((RejectReason::NumberRange, self.name_of(Role::Gross)))
        });
        let gross = gross.transpose()?;
        let fee = self.sum(record, Role::Fee)?;
        let tax = self.sum(record, Role::Tax)?;
        let stated = match (
            self.sum(record, Role::Net)?,
            self.sum(record, Role::Credit)?,
            self.sum(record, Role::Debit)?,
        ) {
            (None, None, None) => None,
            (None, credit, debit) => credit.unwrap_or(0).checked_sub(debit.map_or(0, i64::abs)),
            (net, ..) => net,
        };
        let estimated = self.sum(record, Role::Estimate)?;
        let rest = gross.and_then(|gross| {
            gross
                .checked_sub(fee.unwrap_or(0))?
                .checked_sub(tax.unwrap_or(0))
        });
        let net = stated.or(rest).or(estimated).ok_or_else(|| {
            let role = if self.preset.of(Role::Net).next().is_some() {
                Role::Net
            } else {
                Role::Gross
            };
            (RejectReason::MissingField, self.name_of(role))
        })?;
        if self.preset.adds_up && rest.is_some_and(|rest| rest != net) {
            let text = |micros: Option<i64>| Amount::new(micros.unwrap_or(0), unit).text();
            let detail = format!("{} − {} ≠ {}", text(gross), text(fee), text(Some(net)));
            return Err((RejectReason::DoesNotAddUp, detail));
        }
        let put_back =
            (self.preset.gross_from_net && (fee.is_some() || tax.is_some())).then(|| {
                net.checked_add(fee.unwrap_or(0))?
                    .checked_add(tax.unwrap_or(0))
            });
        Ok(Money {
            unit,
            gross: gross.or(put_back.flatten()),
            fee,
            tax,
            net,
        })
    }

    /// How often a price counts: once, unless a column says otherwise.
    fn pieces(&self, record: &StringRecord) -> Result<i64, Refusal> {
        self.first(record, Role::Quantity)
            .map_or(Ok(1), |(column, cell)| {
                cell::whole(cell).map_err(|r| (r, named(column, cell)))
            })
    }

    pub(super) fn negated(&self, money: Money) -> Result<Money, Refusal> {
        let flip = |micros: i64| {
            micros
                .checked_neg()
                .ok_or((RejectReason::NumberRange, String::new()))
        };
        Ok(Money {
            unit: money.unit,
            gross: money.gross.map(flip).transpose()?,
            fee: money.fee.map(flip).transpose()?,
            tax: money.tax.map(flip).transpose()?,
            net: flip(money.net)?,
        })
    }

    pub(super) fn stamp(
        &self,
        record: &StringRecord,
        role: Role,
    ) -> Result<Option<Stamp>, Refusal> {
        let Some((column, cell)) = self.first(record, role) else {
            return Ok(None);
        };
        let rules = Rules {
            forms: &self.preset.days,
            order: self.survey.order,
            latest: self.survey.latest,
        };
        rules
            .read(cell)
            .map(Some)
            .map_err(|r| (r, named(column, cell)))
    }

    /// A day alone.
    pub(super) fn day(
        &self,
        record: &StringRecord,
        role: Role,
    ) -> Result<Option<CivilDay>, Refusal> {
        Ok(self.stamp(record, role)?.map(|stamp| CivilDay(stamp.day)))
    }

    /// Day, zone and, where a time and its zone are stated, the instant of the row.
    pub(super) fn when(&self, record: &StringRecord) -> Result<When, Refusal> {
        let missing = || (RejectReason::MissingField, self.name_of(Role::Date));
        let mut stamp = self.stamp(record, Role::Date)?.ok_or_else(missing)?;
        if let Some((column, cell)) = self.first(record, Role::Time) {
            let (time, offset, zone) =
                super::dates::time(cell).map_err(|r| (r, named(column, cell)))?;
            stamp = Stamp {
                time: time.or(stamp.time),
                offset: offset.or(stamp.offset),
                zone: zone.or(stamp.zone),
                ..stamp
            };
        }
        if let Some((column, cell)) = self.first(record, Role::Zone) {
            match (zones::zone(cell), self.survey.zone) {
                (Some(zone), _) | (None, Some(zone)) => stamp.zone = Some(zone),
                (None, None) => return Err((RejectReason::NotADate, named(column, cell))),
            }
        }
        let (day, zone, instant) = self.moment(stamp);
        Ok(When { day, zone, instant })
    }

    /// The reporting day, its zone and the instant of a stamp.
    pub(super) fn moment(&self, stamp: Stamp) -> (CivilDay, Zone, Option<Instant>) {
        let day = CivilDay(stamp.day);
        if let (Some(offset), Some(time)) = (stamp.offset, stamp.time) {
            let local = stamp.day.and_time(time).and_local_timezone(offset).single();
            let instant = local.map(|at| Instant(at.to_utc()));
            return match (zones::of_offset(offset), instant) {
                (Some(zone), _) => (day, zone, instant),
                // An offset of half an hour has no zone of its own: the day is then told in UTC.
                (None, Some(at)) => (at.day_in(Zone::UTC), Zone::UTC, Some(at)),
                (None, None) => (day, self.zone, None),
            };
        }
        let zone = stamp.zone.unwrap_or(self.zone);
        let instant = stamp
            .time
            .and_then(|time| date::in_zone(stamp.day.and_time(time), zone));
        (day, zone, instant)
    }

    /// What the rules say of a row. `moved` is unknown where money was not read yet; rules on its direction then wait.
    pub(super) fn ruled(&self, record: &StringRecord, moved: Option<i64>) -> Ruled {
        let mut out = Ruled::default();
        for rule in &self.preset.rules {
            if self.holds(rule, record, moved) {
                out.stream = out.stream.or(rule.stream);
                out.status = out.status.or(rule.status);
                out.state = out.state.or(rule.state);
                out.negate |= rule.negate;
                // A row is a payout or left aside, whichever rule comes first.
                if !out.payout && out.skip.is_none() {
                    out.payout = rule.payout;
                    out.skip = rule.skip;
                }
            }
        }
        out
    }

    fn holds(&self, rule: &Rule, record: &StringRecord, moved: Option<i64>) -> bool {
        let sign = match rule.sign {
            None => true,
            Some(Sign::In) => moved.is_some_and(|m| m > 0),
            Some(Sign::Out) => moved.is_some_and(|m| m < 0),
            Some(Sign::Zero) => moved == Some(0),
        };
        sign && rule.when.iter().all(|(name, patterns)| {
            let cells: Vec<&str> = self
                .preset
                .columns
                .iter()
                .enumerate()
                .filter(|(_, c)| c.role.slug() == name || c.tag.as_deref() == Some(name))
                .map(|(n, _)| self.cell(record, n).unwrap_or_default())
                .collect();
            let cell = cells
                .iter()
                .find(|c| !c.is_empty())
                .copied()
                .unwrap_or_default();
            patterns.iter().any(|p| matches(p, cell))
        })
    }
}
