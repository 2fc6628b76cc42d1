//! Pages of the change feed, newest first, by keyset; and how many lines are open.
//!
//! The rule it protects: the screen opens in the same time with a hundred lines as with a million, because every filter has
//! an index that ends in the row number, and a page starts behind the last row of the one before.

use crate::table::change::{Change, ChangeEntity, ChangeKind, ChangesSince, FEED, read};
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, Instant};

/// Which lines of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeFilter {
    /// Where the feed starts; [`ChangesSince::Unseen`] for open lines.
    pub since: ChangesSince,
    /// Only flagged lines.
    pub flagged: bool,
    /// Only about this kind of row.
    pub entity: Option<ChangeEntity>,
    /// Only what happened so; asked together with `entity`.
    pub kind: Option<ChangeKind>,
    /// Only of this account.
    pub account: Option<AccountId>,
}

impl ChangeFilter {
    /// Every line from there on.
    pub fn since(since: ChangesSince) -> Self {
        Self {
            since,
            flagged: false,
            entity: None,
            kind: None,
            account: None,
        }
    }
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangePage {
    /// Newest first.
    pub changes: Vec<Change>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<i64>,
}

/// Open lines of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeCount {
    /// About what.
    pub entity: ChangeEntity,
    /// What happened.
    pub kind: ChangeKind,
    /// How many lines.
    pub lines: u64,
}

pub(crate) const OPEN_COUNTS: &str =
    "SELECT entity, kind, count(*) FROM change WHERE acknowledged_ms IS NULL GROUP BY entity, kind";

/// The statement of a page: `?1` the row it starts before, `?2` the first row, `?3` how many, `?4` account, `?5` entity,
/// `?6` kind.
pub(crate) fn page_sql(filter: &ChangeFilter) -> String {
    let mut sql = format!("{FEED} WHERE c.id < ?1 AND c.id >= ?2");
    let open = matches!(filter.since, ChangesSince::Unseen);
    let mut also = |wanted: bool, condition: &str| {
        if wanted {
            sql.push_str(" AND ");
            sql.push_str(condition);
        }
    };
    also(open, "c.acknowledged_ms IS NULL");
    also(
        filter.flagged,
        "c.id IN (SELECT change_id FROM change_flag)",
    );
    also(filter.account.is_some(), "c.account_id = ?4");
    also(filter.entity.is_some(), "c.entity = ?5");
    also(filter.kind.is_some(), "c.kind = ?6");
    match filter.since {
        ChangesSince::Run(run) => also(true, &format!("c.run_id > {}", run.0)),
        ChangesSince::Instant(at) => also(true, &format!("c.at_ms >= {}", at.millis())),
        ChangesSince::Ever | ChangesSince::Unseen => {}
    }
    sql.push_str(" ORDER BY c.id DESC LIMIT ?3");
    sql
}

impl ReadTx<'_> {
    /// A page of at most `limit` lines older than the row `after`.
    pub fn changes_page(
        &self,
        filter: &ChangeFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<ChangePage, StoreError> {
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        // One more than shown tells whether there is a next page.
        let asked = i64::from(limit) + 1;
        let first = self.first_row(filter.since)?;
        let mut statement = self.conn.prepare_cached(&page_sql(filter))?;
        // Only the parameters the statement names may be bound; the last ones are optional.
        let account = filter.account.map(|a| a.0);
        let values: [(&str, &dyn rusqlite::ToSql); 6] = [
            ("?1", &after.unwrap_or(i64::MAX)),
            ("?2", &first),
            ("?3", &asked),
            ("?4", &account),
            ("?5", &filter.entity.map(ChangeEntity::slug)),
            ("?6", &filter.kind.map(ChangeKind::slug)),
        ];
        let named: Vec<(&str, &dyn rusqlite::ToSql)> = values
            .into_iter()
            .filter(|(name, _)| matches!(statement.parameter_index(name), Ok(Some(_))))
            .collect();
        let mut changes: Vec<Change> = statement
            .query_and_then(named.as_slice(), read)?
            .collect::<Result<_, _>>()?;
        let more = changes.len() > wanted;
        changes.truncate(wanted);
        let next = changes.last().filter(|_| more).map(|c| c.id);
        Ok(ChangePage { changes, next })
    }

    /// The oldest row a walk from the newest can meet: it ends there and not at the beginning of the feed.
    fn first_row(&self, since: ChangesSince) -> Result<i64, StoreError> {
        let (sql, bound) = match since {
            ChangesSince::Ever | ChangesSince::Unseen => return Ok(0),
            ChangesSince::Run(run) => ("SELECT min(id) FROM change WHERE run_id > ?1", run.0),
            ChangesSince::Instant(at) => {
                ("SELECT min(id) FROM change WHERE at_ms >= ?1", at.millis())
            }
        };
        let found: Option<i64> = self
            .conn
            .prepare_cached(sql)?
            .query_row([bound], |row| row.get(0))?;
        Ok(found.unwrap_or(i64::MAX))
    }

    /// How many open lines there are, by what they are about and what happened.
    pub fn open_changes(&self) -> Result<Vec<ChangeCount>, StoreError> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(ChangeCount {
                entity: ChangeEntity::of(&row.get::<_, String>(0)?)?,
                kind: ChangeKind::of(&row.get::<_, String>(1)?)?,
                lines: row.get(2)?,
            })
        };
        self.conn
            .prepare_cached(OPEN_COUNTS)?
            .query_and_then([], read)?
            .collect()
    }

    /// The first of these rows that the feed does not have.
    pub fn change_not_there(&self, ids: &[i64]) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM change WHERE id = ?1)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for id in ids {
            if !statement.query_row([id], |row| row.get(0))? {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    /// How many lines are flagged.
    pub fn flagged_changes(&self) -> Result<u64, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT count(*) FROM change_flag")?
            .query_row([], |row| row.get(0))?)
    }
}

impl WriteTx<'_> {
    /// Hides every open line of an entity, kind and account (all of them where `None`) that is not flagged. Gives their rows.
    pub fn acknowledge_open(
        &mut self,
        entity: Option<ChangeEntity>,
        kind: Option<ChangeKind>,
        account: Option<AccountId>,
        now: Instant,
    ) -> Result<Vec<i64>, StoreError> {
        let sql = "UPDATE change SET acknowledged_ms = ?1 WHERE acknowledged_ms IS NULL \
                   AND (?2 IS NULL OR entity = ?2) AND (?3 IS NULL OR kind = ?3) AND (?4 IS NULL OR account_id = ?4) \
                   AND NOT EXISTS (SELECT 1 FROM change_flag WHERE change_id = change.id) RETURNING id";
        let values = (
            now.millis(),
            entity.map(ChangeEntity::slug),
            kind.map(ChangeKind::slug),
            account.map(|a| a.0),
        );
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map(values, |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}
