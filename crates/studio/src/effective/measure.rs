//! What is counted against what.
//!
//! The rule it protects: numerator and denominator are of the same days. Views of a day without revenue, and revenue of a day
//! without views, are in no rate.

use domain::{AccountId, CivilDay, PayoutState, Stream, Unit, Zone};
use std::collections::BTreeMap;
use store::{EntryFilter, ReadTx, StoreError, TotalKey};

/// What one of something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// A thousand views.
    Views,
    /// A sale: one entry, refunds counted against it.
    Sale,
    /// A subscriber's payment: one entry.
    Subscriber,
    /// A diamond, as far as withdrawals tell what all of them brought.
    Diamond,
    /// The part of the gross that was kept.
    Kept,
}

impl Measure {
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Views => "per_1000_views",
            Self::Sale => "per_sale",
            Self::Subscriber => "per_subscriber",
            Self::Diamond => "per_diamond",
            Self::Kept => "kept",
        }
    }

    pub(super) fn of_slug(slug: &str) -> Option<Self> {
        [
            Self::Views,
            Self::Sale,
            Self::Subscriber,
            Self::Diamond,
            Self::Kept,
        ]
        .into_iter()
        .find(|m| m.slug() == slug)
    }
}

/// Which series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) account: AccountId,
    pub(super) stream: Stream,
    pub(super) measure: Measure,
    unit: Unit,
}

/// One month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    /// Millionths of the unit for one; thousandths times 1,000 for the part kept.
    pub(super) micros: i64,
    pub(super) paid: i128,
    pub(super) count: i64,
}

/// Months of one rate.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) unit: Unit,
    pub(super) values: BTreeMap<CivilDay, Value>,
}

/// Sums of a month under one key: what was paid, and for how many.
type Sums = BTreeMap<Key, BTreeMap<CivilDay, (i128, i128)>>;

/// Every rate that can be made.
pub(super) fn series(
    tx: &ReadTx<'_>,
    from: CivilDay,
    to: CivilDay,
) -> Result<BTreeMap<Key, Series>, StoreError> {
    let filter = EntryFilter {
        from: Some(from),
        to: Some(to),
        ..EntryFilter::default()
    };
    let mut sums: Sums = BTreeMap::new();
    let mut diamonds: BTreeMap<AccountId, BTreeMap<CivilDay, i128>> = BTreeMap::new();
    let months = [TotalKey::Month, TotalKey::Account, TotalKey::Stream];
    for row in tx.totals(&months, &filter)? {
        let (Some(month), Some(account), Some(stream)) = (row.period, row.account, row.stream)
        else {
            continue;
        };
        let key = |measure| Key {
            account,
            stream,
            measure,
            unit: row.unit,
        };
        if row.unit == Unit::Diamond {
            *diamonds
                .entry(account)
                .or_default()
                .entry(month)
                .or_default() += row.net;
            continue;
        }
        if !row.unit.is_currency() {
            continue;
        }
        let each = match stream {
            Stream::ShopSale | Stream::AffiliateCommission => Some(Measure::Sale),
            Stream::Subscription => Some(Measure::Subscriber),
            _ => None,
        };
        if let Some(measure) = each {
            add(
                &mut sums,
                key(measure),
                month,
                row.net,
                i128::from(row.count),
            );
        }
        // A part of the gross is known only where every entry states it.
        if row.gross.known == row.count && row.gross.micros > 0 && row.gross.micros != row.net {
            add(
                &mut sums,
                key(Measure::Kept),
                month,
                row.net,
                row.gross.micros,
            );
        }
    }
    views(tx, &filter, &mut sums)?;
    withdrawn(tx, &diamonds, &mut sums)?;
    Ok(sums
        .into_iter()
        .map(|(key, months)| (key, finish(key, months)))
        .collect())
}

fn add(sums: &mut Sums, key: Key, month: CivilDay, paid: i128, count: i128) {
    let sum = sums.entry(key).or_default().entry(month).or_default();
    sum.0 += paid;
    sum.1 += count;
}

/// Ad revenue of days whose views are known.
fn views(tx: &ReadTx<'_>, filter: &EntryFilter, sums: &mut Sums) -> Result<(), StoreError> {
    let filter = EntryFilter {
        streams: vec![Stream::AdShare],
        ..filter.clone()
    };
    let mut known: BTreeMap<AccountId, BTreeMap<CivilDay, i64>> = BTreeMap::new();
    for row in tx.totals(&[TotalKey::Day, TotalKey::Account], &filter)? {
        let (Some(day), Some(account)) = (row.period, row.account) else {
            continue;
        };
        if !row.unit.is_currency() {
            continue;
        }
        let of_account = match known.entry(account) {
            std::collections::btree_map::Entry::Occupied(slot) => slot.into_mut(),
            std::collections::btree_map::Entry::Vacant(slot) => slot.insert(
                tx.metric_series(account, "views_by_day", filter.from, filter.to)?
                    .into_iter()
                    .map(|m| (m.day, m.value))
                    .collect(),
            ),
        };
        if let Some(views) = of_account.get(&day).filter(|v| **v > 0) {
            let key = Key {
                account,
                stream: Stream::AdShare,
                measure: Measure::Views,
                unit: row.unit,
            };
            add(sums, key, day.month_start(), row.net, i128::from(*views));
        }
    }
    Ok(())
}

/// What withdrawals of a month brought for each diamond earned since the withdrawal before. Only accounts that pay in one
/// currency and earn diamonds have this rate.
fn withdrawn(
    tx: &ReadTx<'_>,
    diamonds: &BTreeMap<AccountId, BTreeMap<CivilDay, i128>>,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    for (account, earned) in diamonds {
        let mut left = earned.clone();
        for payout in tx.payouts_of(*account)? {
            let amount = payout.payout.amount;
            if payout.payout.state != PayoutState::Paid || !amount.unit.is_currency() {
                continue;
            }
            let month = payout.payout.created.day_in(Zone::UTC).month_start();
            let later = left.split_off(&month);
            let since: i128 = left.values().sum();
            left = later;
            if since > 0 {
                let key = Key {
                    account: *account,
                    stream: Stream::LiveGift,
                    measure: Measure::Diamond,
                    unit: amount.unit,
                };
                add(
                    sums,
                    key,
                    month,
                    i128::from(amount.micros),
                    since / 1_000_000,
                );
            }
        }
    }
    Ok(())
}

fn finish(key: Key, months: BTreeMap<CivilDay, (i128, i128)>) -> Series {
    let value = |(month, (paid, count)): (CivilDay, (i128, i128))| {
        if count <= 0 {
            return None;
        }
        let micros = match key.measure {
            Measure::Views => paid * 1_000 / count,
            Measure::Kept => paid * 1_000_000 / count,
            _ => paid / count,
        };
        let shown = match key.measure {
            Measure::Kept => count / 1_000_000,
            _ => count,
        };
        Some((
            month,
            Value {
                micros: i64::try_from(micros).ok()?,
                paid,
                count: i64::try_from(shown).ok()?,
            },
        ))
    };
    Series {
        unit: key.unit,
        // Before the first payment there was nothing to measure: a channel that is not paid yet has views all the same.
        values: months
            .into_iter()
            .skip_while(|(_, (paid, _))| *paid == 0)
            .filter_map(value)
            .collect(),
    }
}
