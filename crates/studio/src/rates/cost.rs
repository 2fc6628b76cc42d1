//! What payers took by their own rates: each exchange they state against the reference rate of its day.
//!
//! The rule it protects: an exchange on a day without a reference rate is counted and compared with nothing.

use super::{Converter, book};
use crate::shapes::{Amount, ExchangeCost, ExchangeRow};
use crate::{OpenProfile, StudioError, sources};
use chrono::Datelike;
use connectors::exchange::exchanges;
use domain::amount::MICROS;
use domain::{AccountId, Platform, Unit};
use std::collections::{BTreeMap, HashMap};
use store::{Exchange, ReadTx, StoreError};

/// Platforms whose answers state exchanges.
const PAYERS: [Platform; 2] = [Platform::Stripe, Platform::Paypal];
/// Documents looked through before what was found is written.
const BATCH: u32 = 200;

/// The cost of exchange for each payer, year and pair of currencies: newest year first, dearest first.
///
/// # Errors
/// [`StudioError`].
pub fn cost(profile: &OpenProfile) -> Result<Vec<ExchangeCost>, StudioError> {
    look(profile)?;
    profile.store().read(|tx| {
        let platforms: BTreeMap<AccountId, Platform> = tx
            .accounts()?
            .into_iter()
            .map(|a| (a.id, a.platform))
            .collect();
        let book = book(tx)?;
        let mut converters: HashMap<Unit, Converter> = HashMap::new();
        let mut sums: BTreeMap<(Platform, i32, Unit, Unit), Sum> = BTreeMap::new();
        for exchange in tx.exchanges()? {
            let Some(platform) = platforms.get(&exchange.account) else {
                continue;
            };
            let key = (
                *platform,
                exchange.day.0.year(),
                exchange.paid.unit,
                exchange.received.unit,
            );
            let sum = sums.entry(key).or_default();
            let converter = converters
                .entry(exchange.received.unit)
                .or_insert_with(|| Converter::new(book.clone(), exchange.received.unit));
            // A typed rate is the creator's own estimate and judges nobody.
            let factor = converter
                .factor(exchange.paid.unit, exchange.day)
                .ok()
                .filter(|factor| factor.basis.own.is_none());
            let reference =
                factor.and_then(|f| Some((f, f.apply(i128::from(exchange.paid.micros)).ok()?)));
            match reference {
                Some((factor, reference)) => sum.add(exchange, factor, reference),
                None => sum.without_rate += 1,
            }
        }
        let mut costs = sums
            .into_iter()
            .map(|(key, sum)| sum.shape(tx, key))
            .collect::<Result<Vec<_>, StoreError>>()?;
        costs.sort_by_key(|c| {
            (
                std::cmp::Reverse(c.year),
                std::cmp::Reverse(c.cost_basis_points),
            )
        });
        Ok(costs)
    })
}

/// Looks through documents that came since the last time for exchanges that they state.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn look(profile: &OpenProfile) -> Result<(), StudioError> {
    for platform in PAYERS {
        loop {
            let found = profile.store().read(|tx| {
                let mut found = Vec::new();
                for (document, account) in tx.documents_without_exchange_look(platform, BATCH)? {
                    let size = tx.document(document)?.size;
                    let bytes = tx.document_slice(document, 0, size)?;
                    let exchanges: Vec<Exchange> = exchanges(platform, &bytes)
                        .into_iter()
                        .map(|e| Exchange {
                            account,
                            ext_key: e.external_id,
                            day: e.day,
                            paid: e.paid,
                            received: e.received,
                            document,
                            locator: e.locator,
                        })
                        .collect();
                    found.push((document, exchanges));
                }
                Ok::<_, StudioError>(found)
            })?;
            if found.is_empty() {
                break;
            }
            profile.store().write(move |tx| {
                for (document, exchanges) in &found {
                    tx.put_exchanges(*document, exchanges)?;
                }
                Ok::<(), StudioError>(())
            })?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Sum {
    paid: i128,
    received: i128,
    reference: i128,
    count: i64,
    without_rate: i64,
    largest: Option<(i128, Exchange, domain::rates::Factor)>,
}

impl Sum {
    fn add(&mut self, exchange: Exchange, factor: domain::rates::Factor, reference: i128) {
        self.paid += i128::from(exchange.paid.micros);
        self.received += i128::from(exchange.received.micros);
        self.reference += reference;
        self.count += 1;
        let cost = reference - i128::from(exchange.received.micros);
        if self.largest.as_ref().is_none_or(|(most, ..)| cost > *most) {
            self.largest = Some((cost, exchange, factor));
        }
    }

    fn shape(
        self,
        tx: &ReadTx<'_>,
        (platform, year, paid, received): (Platform, i32, Unit, Unit),
    ) -> Result<ExchangeCost, StoreError> {
        let cost = self.reference - self.received;
        let basis_points = if self.reference == 0 {
            0
        } else {
            cost * 10_000 / self.reference
        };
        let rounded = |micros| super::rounded(micros, received);
        Ok(ExchangeCost {
            platform: platform.into(),
            year: i64::from(year),
            paid: Amount::of_sum(self.paid, paid),
            received: Amount::of_sum(self.received, received),
            reference: rounded(self.reference),
            cost: rounded(cost),
            cost_basis_points: i64::try_from(basis_points).unwrap_or(i64::MAX),
            count: self.count,
            without_rate: self.without_rate,
            largest: self
                .largest
                .map(|(_, exchange, factor)| row(tx, &exchange, &factor))
                .transpose()?,
        })
    }
}

fn row(
    tx: &ReadTx<'_>,
    exchange: &Exchange,
    factor: &domain::rates::Factor,
) -> Result<ExchangeRow, StoreError> {
    let unit = exchange.received.unit;
    // Both amounts are above zero: only such pairs are kept.
    let paid = i128::from(exchange.paid.micros).max(1);
    let rate = i128::from(exchange.received.micros) * i128::from(MICROS) / paid;
    Ok(ExchangeRow {
        day: exchange.day.to_string(),
        entry: tx.entry_of_exchange(exchange)?.map(|id| id.0),
        paid: exchange.paid.into(),
        received: exchange.received.into(),
        rate: Amount::of_sum(rate, unit).amount,
        reference_rate: Amount::of_sum(factor.shown(), unit).amount,
        reference_day: factor
            .basis
            .day()
            .map(|d| d.to_string())
            .unwrap_or_default(),
        source: sources::reference(tx, exchange.document, &exchange.locator)?,
    })
}
