//! From what was earned to what was paid, line by line.
//!
//! The rule it protects: the lines add up. What entries, carried and resent money make is what should have been paid; the
//! rest to what was paid is *unexplained*. Each line that stands for entries says which.

use super::chain::{Explained, PAYABLE};
use super::currency::conversions;
use super::known::Known;
use super::refunds::TakenBack;
use crate::shapes::{Amount, EntryFilter, XrayLine};
use domain::matching::Attribution;
use domain::{Account, Stream, Unit};
use std::collections::BTreeMap;
use store::{EntryFilter as StoreFilter, Payout, ReadTx, StoreError, TotalKey};

/// Sums behind the lines, micro-units.
#[derive(Default)]
struct Parts {
    streams: BTreeMap<Stream, (i128, u64)>,
    fee: (i128, u64),
    rest: (i128, u64),
    adjusted: (i128, u64),
}

/// The lines of a payout; only the paid line when nothing is known to be in it.
pub(super) fn lines(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    payout: &Payout,
    explained: &Explained,
    taken: &TakenBack,
) -> Result<Vec<XrayLine>, StoreError> {
    let unit = payout.payout.amount.unit;
    let paid = i128::from(payout.payout.amount.micros);
    let mut lines = Lines {
        unit,
        lines: Vec::new(),
    };
    if let Some(rows) = explained.rows {
        match &explained.range {
            None => {
                let of_payout = EntryFilter {
                    payout: Some(payout.id.0),
                    ..EntryFilter::default()
                };
                lines.earned(&linked(explained), &of_payout, "earned");
                let parts = linked(explained);
                lines.sum("refund", taken.refund, None, Some("refund"));
                lines.sum("clawback", taken.clawback, None, Some("clawback"));
                lines.sum("adjustment", parts.adjusted, None, Some("adjustment"));
                lines.sum("fee", parts.fee, None, Some("fee"));
                lines.sum("tax", parts.rest, None, Some("tax"));
            }
            Some(range) => ranged(tx, known, account, range, &mut lines)?,
        }
        if explained.range.is_none() {
            lines.changed(payout, explained);
        }
        if explained.resent != 0 {
            lines.sum("resent", (explained.resent, 0), None, None);
        }
        let expected = rows + explained.currency.made + explained.resent;
        lines.push("expected", None, expected, 0, None, None);
        lines.push("unexplained", None, paid - expected, 0, None, None);
        lines.push("paid", None, paid, 0, None, None);
        place(&mut lines.lines, unit, expected, paid);
    } else {
        lines.push("paid", None, paid, 0, None, None);
        place(&mut lines.lines, unit, paid, paid);
    }
    Ok(lines.lines)
}

fn linked(explained: &Explained) -> Parts {
    let mut parts = Parts::default();
    for part in &explained.parts {
        if part.taken_back {
            if part.stream == Stream::Adjustment {
                parts.adjusted.0 += part.gross;
                parts.adjusted.1 += part.count;
            }
        } else {
            let (gross, count) = parts.streams.entry(part.stream).or_default();
            *gross += part.gross;
            *count += part.count;
        }
        parts.fee.0 -= part.fee;
        parts.fee.1 += part.fee_count;
        parts.rest.0 += part.rest;
        parts.rest.1 += part.rest_count;
    }
    parts
}

/// Lines of a payout whose days were searched: this cycle's streams, what was carried over, fees and tax, small change.
fn ranged(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    range: &Attribution,
    lines: &mut Lines,
) -> Result<(), StoreError> {
    let unit = lines.unit;
    let of_days = |from, to| StoreFilter {
        from: Some(from),
        to: Some(to),
        statuses: PAYABLE.to_vec(),
        accounts: vec![account.id],
        units: vec![unit],
        ..StoreFilter::default()
    };
    let filter = |from: domain::CivilDay, to: domain::CivilDay, unit: Unit| EntryFilter {
        from: Some(from.to_string()),
        to: Some(to.to_string()),
        account: Some(account.id.0),
        unit: Some(unit.to_string()),
        ..EntryFilter::default()
    };
    let mut parts = Parts::default();
    for row in tx.totals(
        &[TotalKey::Stream, TotalKey::Unit],
        &of_days(range.cycle_from, range.to),
    )? {
        let (fee, tax) = (row.fee.micros, row.tax.micros);
        if let Some(stream) = row.stream {
            let (gross, count) = parts.streams.entry(stream).or_default();
            *gross += row.net + fee + tax;
            *count += row.count;
        }
        parts.fee.0 -= fee;
        parts.fee.1 += row.fee.known;
        parts.rest.0 -= tax;
        parts.rest.1 += row.tax.known;
    }
    let now = filter(range.cycle_from, range.to, unit);
    lines.earned(&parts, &now, "");
    if range.from < range.cycle_from {
        let last = range.cycle_from.plus_days(-1);
        let rows = tx.totals(&[TotalKey::Unit], &of_days(range.from, last))?;
        let carried = rows.iter().map(|r| r.net).sum();
        let count = rows.iter().map(|r| r.count).sum();
        lines.sum(
            "carried",
            (carried, count),
            Some(filter(range.from, last, unit)),
            None,
        );
    }
    if parts.fee.0 != 0 {
        lines.sum("fee", parts.fee, Some(now.clone()), None);
    }
    if parts.rest.0 != 0 {
        lines.sum("tax", parts.rest, Some(now), None);
    }
    let changed = conversions(tx, known, account, unit)?
        .into_iter()
        .filter(|(day, _)| (range.from..=range.to).contains(day))
        .map(|(_, net)| net)
        .sum();
    lines.sum("currency", (changed, 0), None, None);
    lines.sum("rounding", (range.brought - range.left, 0), None, None);
    Ok(())
}

struct Lines {
    unit: Unit,
    lines: Vec<XrayLine>,
}

impl Lines {
    fn earned(&mut self, parts: &Parts, filter: &EntryFilter, rows: &str) {
        let rows = Some(rows).filter(|r| !r.is_empty());
        let gross = parts.streams.values().map(|(gross, _)| gross).sum();
        let count = parts.streams.values().map(|(_, count)| count).sum();
        self.push("earned", None, gross, count, Some(filter.clone()), rows);
        for (stream, (gross, count)) in &parts.streams {
            let of_stream = EntryFilter {
                stream: Some((*stream).into()),
                ..filter.clone()
            };
            self.push(
                "stream",
                Some(*stream),
                *gross,
                *count,
                Some(of_stream),
                rows,
            );
        }
    }

    /// What linked entries in other currencies became.
    fn changed(&mut self, payout: &Payout, explained: &Explained) {
        let currency = &explained.currency;
        if currency.foreign.is_empty() {
            return;
        }
        let count = currency.foreign.iter().map(|(.., count)| count).sum();
        let filter = EntryFilter {
            payout: Some(payout.id.0),
            // One other currency can be asked for; of several the payout's whole list is shown.
            unit: match currency.foreign.as_slice() {
                [(unit, ..)] => Some(unit.to_string()),
                _ => None,
            },
            ..EntryFilter::default()
        };
        self.push(
            "currency",
            None,
            currency.made,
            count,
            Some(filter),
            Some("currency"),
        );
        let unit = self.unit;
        if let Some(line) = self.lines.last_mut() {
            line.foreign = currency
                .foreign
                .iter()
                .map(|(unit, net, _)| Amount::of_sum(*net, *unit))
                .collect();
            line.at_reference = currency
                .at_reference
                .map(|worth| crate::rates::rounded(worth, unit));
        }
    }

    /// A line that is left out when it is nothing.
    fn sum(
        &mut self,
        kind: &str,
        (micros, count): (i128, u64),
        filter: Option<EntryFilter>,
        rows: Option<&str>,
    ) {
        if micros != 0 || count > 0 {
            self.push(kind, None, micros, count, filter, rows);
        }
    }

    fn push(
        &mut self,
        kind: &str,
        stream: Option<Stream>,
        micros: i128,
        count: u64,
        filter: Option<EntryFilter>,
        rows: Option<&str>,
    ) {
        self.lines.push(XrayLine {
            kind: kind.to_owned(),
            stream: stream.map(Into::into),
            count: (count > 0).then(|| i64::try_from(count).unwrap_or(i64::MAX)),
            amount: Some(Amount::of_sum(micros, self.unit)),
            foreign: Vec::new(),
            at_reference: None,
            filter,
            rows: rows.map(str::to_owned),
            from_permille: 0,
            to_permille: 0,
        });
    }
}

/// Gives each line its bar: parts begin where the one before ended, totals at zero.
fn place(lines: &mut [XrayLine], unit: Unit, expected: i128, paid: i128) {
    let value = |line: &XrayLine| -> i128 {
        let text = line
            .amount
            .as_ref()
            .map(|a| a.amount.as_str())
            .unwrap_or("0");
        domain::Amount::parse(text, unit)
            .map(|a| i128::from(a.micros))
            .unwrap_or(0)
    };
    let mut spans: Vec<(i128, i128)> = Vec::with_capacity(lines.len());
    let mut at = 0i128;
    for line in lines.iter() {
        spans.push(match line.kind.as_str() {
            "earned" => (0, value(line)),
            "expected" => (0, expected),
            "paid" => (0, paid),
            "unexplained" => (expected, paid),
            _ => {
                let from = at;
                at += value(line);
                (from, at)
            }
        });
    }
    let low = spans
        .iter()
        .map(|(a, b)| *a.min(b))
        .min()
        .unwrap_or(0)
        .min(0);
    let high = spans
        .iter()
        .map(|(a, b)| *a.max(b))
        .max()
        .unwrap_or(1)
        .max(low + 1);
    let permille = |micros: i128| i64::try_from((micros - low) * 1_000 / (high - low)).unwrap_or(0);
    for (line, (from, to)) in lines.iter_mut().zip(spans) {
        line.from_permille = permille(from.min(to));
        line.to_permille = permille(from.max(to));
    }
}
