//! Drift per platform and month: where figures ended, less where they began.

use crate::earnings::read_day;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};

/// Days looked back when nothing else is asked: two years.
const DAYS: i32 = 730;

/// Drift of the rows whose reporting day lies in `from..=to` (the last two years when absent), newest month first.
///
/// # Errors
/// [`StudioError::BadRequest`] for a day that is none.
pub fn drift(
    profile: &OpenProfile,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<DriftTable, StudioError> {
    let day = |field, text: Option<&str>| read_day(field, &text.map(str::to_owned));
    let to = match day("to", to)? {
        Some(to) => to,
        None => profile.today()?,
    };
    let from = day("from", from)?.unwrap_or_else(|| to.plus_days(-DAYS).month_start());
    profile.store().read(|tx| {
        let accounts: std::collections::BTreeMap<_, _> =
            tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut rows = Vec::new();
        let mut unmoved = 0;
        for (key, cell) in tx.drift(from, to)?.into_iter().rev() {
            if cell.moved == 0 && cell.vanished == 0 && cell.unlike == 0 {
                unmoved += 1;
                continue;
            }
            let account = accounts.get(&key.account);
            let drift = cell.now - cell.first;
            let permille = (cell.first > 0)
                .then(|| i64::try_from(drift * 1_000 / cell.first).ok())
                .flatten();
            rows.push(DriftRow {
                month: key.month.0.format("%Y-%m").to_string(),
                platform: account.map_or(PlatformName::Other, |a| a.platform.into()),
                account: account.map(|a| a.handle.clone()).unwrap_or_default(),
                account_id: key.account.0,
                stream: key.stream.into(),
                first: Amount::of_sum(cell.first, key.unit),
                now: Amount::of_sum(cell.now, key.unit),
                drift: Amount::of_sum(drift, key.unit),
                permille,
                entries: count(cell.entries),
                moved: count(cell.moved),
                vanished: count(cell.vanished),
                unlike: count(cell.unlike),
            });
        }
        Ok(DriftTable {
            from: from.to_string(),
            to: to.to_string(),
            rows,
            unmoved,
        })
    })
}
