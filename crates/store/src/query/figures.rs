//! The figures programmes are judged by, bare: no names and no places in documents.
//!
//! The rule it protects: every look at Today asks for them over years, so each costs a few numbers out of an index, no text.

use crate::table::metric::Metric;
use crate::table::post::Post;
use crate::{ReadTx, StoreError, codec};
use domain::{AccountId, CivilDay, Instant};
use rusqlite::OptionalExtension;

/// What held on one day of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricDay {
    /// The day.
    pub day: CivilDay,
    /// Base units.
    pub value: i64,
    /// Typed by the creator.
    pub authored: bool,
}

impl From<&Metric> for MetricDay {
    fn from(metric: &Metric) -> Self {
        Self {
            day: metric.day,
            value: metric.value,
            authored: metric.authored,
        }
    }
}

/// A post as last seen, with its views alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostViews {
    /// When it was published.
    pub published: Instant,
    /// When it was seen last.
    pub seen: Instant,
    /// Lifetime views.
    pub views: Option<i64>,
    /// Whether everybody may see it.
    pub public: Option<bool>,
}

impl From<&Post> for PostViews {
    fn from(post: &Post) -> Self {
        Self {
            published: post.published,
            seen: post.latest.seen,
            views: post.latest.views,
            public: post.latest.public,
        }
    }
}

pub(crate) const METRIC_DAYS: &str = "SELECT day, value, authored FROM metric WHERE account_id = ?1 AND name = ?2 \
     AND day <= ?3 ORDER BY day, authored, id";
/// The index holds the counters; the planner alone would rather fetch the row, which lies elsewhere for each post.
pub(crate) const POST_VIEWS: &str = "SELECT p.published_ms, s.seen_ms, s.views, s.public FROM post p \
     JOIN post_snapshot s INDEXED BY post_snapshot_by_post \
     ON s.post_id = p.id AND s.id = (SELECT max(id) FROM post_snapshot WHERE post_id = p.id) \
     WHERE p.account_id = ?1 AND p.published_ms < ?2 ORDER BY p.published_ms DESC, p.id DESC";
/// From one name to the next, past all days of it.
const NEXT_NAME: &str =
    "SELECT name FROM metric WHERE account_id = ?1 AND name > ?2 ORDER BY name LIMIT 1";

impl ReadTx<'_> {
    /// Names of the figures an account has.
    pub fn metric_names(&self, account: AccountId) -> Result<Vec<String>, StoreError> {
        let mut next = self.conn.prepare_cached(NEXT_NAME)?;
        let mut names: Vec<String> = Vec::new();
        loop {
            let last = names.last().map_or("", String::as_str);
            match next
                .query_row((account.0, last), |row| row.get(0))
                .optional()?
            {
                Some(name) => names.push(name),
                None => return Ok(names),
            }
        }
    }

    /// What held on each day of a figure up to `to`, oldest first; as [`ReadTx::metric_series`].
    pub fn metric_days(
        &self,
        account: AccountId,
        name: &str,
        to: CivilDay,
    ) -> Result<Vec<MetricDay>, StoreError> {
        let mut statement = self.conn.prepare_cached(METRIC_DAYS)?;
        let mut rows = statement.query((account.0, name, to.number()))?;
        let mut series: Vec<MetricDay> = Vec::new();
        while let Some(row) = rows.next()? {
            let held = MetricDay {
                day: codec::day(row.get(0)?)?,
                value: row.get(1)?,
                authored: row.get(2)?,
            };
            // The winner of a day comes last.
            if series.last().is_some_and(|m| m.day == held.day) {
                series.pop();
            }
            series.push(held);
        }
        Ok(series)
    }

    /// The posts of an account published up to `to`, newest first; as [`ReadTx::posts`].
    pub fn post_views(
        &self,
        account: AccountId,
        to: CivilDay,
    ) -> Result<Vec<PostViews>, StoreError> {
        let end = to.plus_days(1).utc_start().millis();
        let mut statement = self.conn.prepare_cached(POST_VIEWS)?;
        statement
            .query_and_then((account.0, end), |row| {
                Ok(PostViews {
                    published: codec::instant(row.get(0)?)?,
                    seen: codec::instant(row.get(1)?)?,
                    views: row.get(2)?,
                    public: row.get(3)?,
                })
            })?
            .collect()
    }
}
