//! Public posts and how their counters moved (*fetched*).
//!
//! The rule it protects: a counter is never overwritten; each change is a snapshot with its time and source, and the
//! newest one is what holds.

use crate::codec::{self, LocatorColumns};
use crate::{Origin, ReadTx, StoreError, Upsert, WriteTx};
use domain::{AccountId, CivilDay, DocumentId, Instant, Locator, PostDraft};
use rusqlite::{OptionalExtension, Row};

/// A post as last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its row.
    pub id: i64,
    /// Whose it is.
    pub account: AccountId,
    /// The platform's id, or `at:` with the instant of publication.
    pub ext_key: String,
    /// When it was published.
    pub published: Instant,
    /// What was seen last.
    pub latest: PostSnapshot,
}

/// What was seen of a post at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostSnapshot {
    /// When.
    pub seen: Instant,
    /// Title or first words.
    pub title: String,
    /// Length in seconds.
    pub seconds: Option<i64>,
    /// Lifetime views.
    pub views: Option<i64>,
    /// Lifetime likes.
    pub likes: Option<i64>,
    /// Lifetime comments.
    pub comments: Option<i64>,
    /// Lifetime shares.
    pub shares: Option<i64>,
    /// Whether everybody may see it.
    pub public: Option<bool>,
    /// Its document.
    pub document: DocumentId,
    /// The place in it.
    pub locator: Locator,
}

pub(crate) const SNAPSHOT: &str = "s.seen_ms, s.title, s.seconds, s.views, s.likes, s.comments, s.shares, s.public, s.document_id, \
                        s.loc_start, s.loc_len, s.loc_line, s.loc_pointer";

fn snapshot(row: &Row<'_>) -> Result<PostSnapshot, StoreError> {
    Ok(PostSnapshot {
        seen: codec::instant(row.get(0)?)?,
        title: row.get(1)?,
        seconds: row.get(2)?,
        views: row.get(3)?,
        likes: row.get(4)?,
        comments: row.get(5)?,
        shares: row.get(6)?,
        public: row.get(7)?,
        document: DocumentId(row.get(8)?),
        locator: codec::locator(row, 9)?,
    })
}

pub(crate) fn read(row: &Row<'_>) -> Result<Post, StoreError> {
    Ok(Post {
        latest: snapshot(row)?,
        id: row.get(13)?,
        account: AccountId(row.get(14)?),
        ext_key: row.get(15)?,
        published: codec::instant(row.get(16)?)?,
    })
}

impl PostSnapshot {
    fn says_the_same(&self, draft: &PostDraft) -> bool {
        self.title == draft.title
            && self.seconds == draft.seconds
            && self.views == draft.views
            && self.likes == draft.likes
            && self.comments == draft.comments
            && self.shares == draft.shares
            && self.public == draft.public
    }
}

impl ReadTx<'_> {
    /// Posts published within the days, newest first.
    pub fn posts(
        &self,
        account: Option<AccountId>,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        limit: u32,
    ) -> Result<Vec<Post>, StoreError> {
        let sql = format!(
            "SELECT {SNAPSHOT}, p.id, p.account_id, p.ext_key, p.published_ms FROM post p \
             JOIN post_snapshot s ON s.id = (SELECT max(id) FROM post_snapshot WHERE post_id = p.id) \
             WHERE p.published_ms >= ?2 AND p.published_ms < ?3 AND (?1 IS NULL OR p.account_id = ?1) \
             ORDER BY p.published_ms DESC, p.id DESC LIMIT ?4"
        );
        let first = from.map_or(i64::MIN, |d| d.utc_start().millis());
        let end = to.map_or(i64::MAX, |d| d.plus_days(1).utc_start().millis());
        let bounds = (account.map(|a| a.0), first, end, limit);
        self.conn
            .prepare_cached(&sql)?
            .query_and_then(bounds, read)?
            .collect()
    }

    /// Everything seen of one post, oldest first.
    pub fn post_snapshots(&self, post: i64) -> Result<Vec<PostSnapshot>, StoreError> {
        let sql =
            format!("SELECT {SNAPSHOT} FROM post_snapshot s WHERE s.post_id = ?1 ORDER BY s.id");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([post], snapshot)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Stores a post, or a snapshot of a known one when anything moved.
    pub fn upsert_post(
        &mut self,
        origin: &Origin<'_>,
        draft: &PostDraft,
    ) -> Result<Upsert<i64>, StoreError> {
        let key = draft
            .external_id
            .clone()
            .unwrap_or_else(|| format!("at:{}", draft.published.millis()));
        let known: Option<i64> = self
            .conn
            .prepare_cached("SELECT id FROM post WHERE account_id = ?1 AND ext_key = ?2")?
            .query_row((origin.account.0, &key), |row| row.get(0))
            .optional()?;
        let Some(id) = known else {
            let sql = "INSERT INTO post (account_id, ext_key, published_ms, first_run) VALUES (?1, ?2, ?3, ?4)";
            let values = (
                origin.account.0,
                &key,
                draft.published.millis(),
                origin.run.0,
            );
            let id = self.conn.prepare_cached(sql)?.insert(values)?;
            self.insert_snapshot(id, origin, draft)?;
            return Ok(Upsert::New(id));
        };
        let sql = format!(
            "SELECT {SNAPSHOT} FROM post_snapshot s WHERE s.post_id = ?1 ORDER BY s.id DESC LIMIT 1"
        );
        let last = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id], snapshot)?
            .next()
            .transpose()?;
        if last.is_some_and(|s| s.says_the_same(draft)) {
            return Ok(Upsert::Same(id));
        }
        self.insert_snapshot(id, origin, draft)?;
        Ok(Upsert::Revised(id))
    }

    fn insert_snapshot(
        &mut self,
        post: i64,
        origin: &Origin<'_>,
        draft: &PostDraft,
    ) -> Result<(), StoreError> {
        let locator = LocatorColumns::of(&draft.locator)?;
        self.conn
            .prepare_cached(
                "INSERT INTO post_snapshot (post_id, seen_ms, title, seconds, views, likes, comments, shares, public, \
                 document_id, loc_start, loc_len, loc_line, loc_pointer, run_id) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute((
                post,
                origin.now.millis(),
                &draft.title,
                draft.seconds,
                draft.views,
                draft.likes,
                draft.comments,
                draft.shares,
                draft.public,
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
            ))?;
        Ok(())
    }
}
