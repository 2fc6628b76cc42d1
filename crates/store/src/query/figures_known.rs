//! Figures and posts as they were known at an earlier instant: what programmes were judged by then.
//!
//! The rule it protects: an observation learned later says nothing about what we knew; a counter is the last one seen by then.

use crate::table::{metric, post};
use crate::{Metric, Post, ReadTx, StoreError};
use domain::{AccountId, CivilDay, Instant};

impl ReadTx<'_> {
    /// The names of the figures of an account known at `at`.
    pub fn metric_names_as_known_on(
        &self,
        account: AccountId,
        at: Instant,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT name FROM metric WHERE account_id = ?1 AND seen_ms <= ?2 ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let names = statement.query_map((account.0, at.millis()), |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// What was known at `at` to hold on each day up to `to` of a figure, oldest first.
    pub fn metric_series_as_known_on(
        &self,
        account: AccountId,
        name: &str,
        to: CivilDay,
        at: Instant,
    ) -> Result<Vec<Metric>, StoreError> {
        let sql = format!(
            "SELECT {} FROM metric m WHERE account_id = ?1 AND name = ?2 AND day <= ?3 AND seen_ms <= ?4 \
             ORDER BY day, authored, id",
            metric::COLUMNS
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut series: Vec<Metric> = Vec::new();
        let values = (account.0, name, to.number(), at.millis());
        for metric in statement.query_and_then(values, metric::read)? {
            let metric = metric?;
            // The winner of a day comes last.
            if series.last().is_some_and(|m| m.day == metric.day) {
                series.pop();
            }
            series.push(metric);
        }
        Ok(series)
    }

    /// Posts of an account published up to `to`, with the counters seen last by `at`, newest first.
    pub fn posts_as_known_on(
        &self,
        account: AccountId,
        to: CivilDay,
        at: Instant,
    ) -> Result<Vec<Post>, StoreError> {
        let sql = format!(
            "SELECT {}, p.id, p.account_id, p.ext_key, p.published_ms FROM post p JOIN post_snapshot s ON s.id = \
             (SELECT max(id) FROM post_snapshot WHERE post_id = p.id AND seen_ms <= ?3) \
             WHERE p.account_id = ?1 AND p.published_ms < ?2 ORDER BY p.published_ms DESC, p.id DESC",
            post::SNAPSHOT
        );
        let end = to.plus_days(1).utc_start().millis();
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((account.0, end, at.millis()), post::read)?
            .collect()
    }
}
