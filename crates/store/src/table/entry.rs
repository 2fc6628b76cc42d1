//! Earned lines and their former versions (*fetched*): the reads. The writes are in [`entry_write`](super::entry_write).
//!
//! The rules it protects: the source's words are kept beside the creator's, the creator's are shown; a version that no
//! longer holds stays with the time in which we believed it.

use super::entry_note::EntryNote;
use super::names::find_feed;
use crate::codec;
use crate::codes::{status_of, stream_of};
use crate::{ReadTx, StoreError};
use domain::{
    AccountId, CivilDay, DocumentId, EntryDraft, EntryId, Instant, Locator, Money, PayoutId, RunId,
    Status, Stream, Zone,
};
use rusqlite::Row;

/// An entry as the creator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its row.
    pub id: EntryId,
    /// Whose it is.
    pub account: AccountId,
    /// The stream of data it came in.
    pub feed: String,
    /// Its identity within the feed: the platform's id, or `fp:` with a fingerprint and an occurrence number.
    pub ext_key: String,
    /// The platform's reporting day.
    pub day: CivilDay,
    /// The zone of that day.
    pub zone: Zone,
    /// The instant, when stated.
    pub instant: Option<Instant>,
    /// Kind of income; the creator's correction wins.
    pub stream: Stream,
    /// Kind of income by the source's word.
    pub source_stream: Stream,
    /// What it was; the creator's correction wins.
    pub title: String,
    /// What it was in the source's words.
    pub source_title: String,
    /// Who paid; the creator's correction wins.
    pub counterparty: Option<String>,
    /// Who paid by the source's word.
    pub source_counterparty: Option<String>,
    /// The figures.
    pub money: Money,
    /// How sure they are.
    pub status: Status,
    /// The day it becomes payable.
    pub available_on: Option<CivilDay>,
    /// The platform's id of the payout that paid it.
    pub payout_external_id: Option<String>,
    /// That payout, once it is known.
    pub payout: Option<PayoutId>,
    /// The document of the current version.
    pub document: DocumentId,
    /// The place in that document.
    pub locator: Locator,
    /// The run that brought it first.
    pub first_run: RunId,
    /// The last run that saw it.
    pub last_run: RunId,
    /// The run that brought this version.
    pub version_run: RunId,
    /// Version number from 1.
    pub revision: u32,
    /// When this version was learned.
    pub known_from: Instant,
    /// When it was found missing at its source.
    pub vanished_at: Option<Instant>,
    /// What the creator wrote on it.
    pub note: Option<EntryNote>,
    /// Whether another source tells of it too, and it counts there.
    pub double: bool,
}

impl Entry {
    /// Whether the creator took it out of all sums.
    pub fn ignored(&self) -> bool {
        self.note.as_ref().is_some_and(|n| n.ignored)
    }
}

/// What the store knows of a row a source sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEntry {
    /// Its row.
    pub id: EntryId,
    /// Version number from 1.
    pub revision: u32,
    /// Whether it was found missing at its source.
    pub vanished: bool,
    /// The last run that saw it.
    pub last_run: RunId,
    /// The document of the current version.
    pub document: DocumentId,
    /// The current version in the source's words. `external_id` is `None` for rows known by fingerprint.
    pub entry: EntryDraft,
}

impl KnownEntry {
    /// Whether `draft` says the same; the place in the document does not count.
    pub fn says_the_same(&self, draft: &EntryDraft) -> bool {
        let known = &self.entry;
        // Stored instants have milliseconds; a finer one from a source is still the same.
        let millis = |i: Option<Instant>| i.map(Instant::millis);
        known.day == draft.day
            && known.zone == draft.zone
            && millis(known.instant) == millis(draft.instant)
            && known.stream == draft.stream
            && known.title == draft.title
            && known.counterparty == draft.counterparty
            && known.money == draft.money
            && known.status == draft.status
            && known.available_on == draft.available_on
            && known.payout_external_id == draft.payout_external_id
    }
}

/// A version that no longer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRevision {
    /// Version number from 1.
    pub revision: u32,
    /// When it was learned.
    pub known_from: Instant,
    /// When it was replaced.
    pub known_to: Instant,
    /// When it was found missing at its source, before it came back.
    pub vanished_at: Option<Instant>,
    /// The run that brought it.
    pub version_run: RunId,
    /// The run that replaced it.
    pub replaced_by: RunId,
    /// Its document.
    pub document: DocumentId,
    /// What it said, in the source's words.
    pub entry: EntryDraft,
}

/// The columns [`draft`] reads, of table alias `$t` with the zone joined as `z`.
macro_rules! draft_columns {
    ($t:literal) => {
        concat!(
            $t,
            ".day, z.name, ",
            $t,
            ".instant_ms, ",
            $t,
            ".source_stream, ",
            $t,
            ".title, ",
            $t,
            ".counterparty, ",
            $t,
            ".unit, ",
            $t,
            ".gross, ",
            $t,
            ".fee, ",
            $t,
            ".tax, ",
            $t,
            ".net, ",
            $t,
            ".status, ",
            $t,
            ".available_on, ",
            $t,
            ".payout_ext_id, ",
            $t,
            ".loc_start, ",
            $t,
            ".loc_len, ",
            $t,
            ".loc_line, ",
            $t,
            ".loc_pointer"
        )
    };
}
pub(crate) use draft_columns;

/// How many columns [`draft_columns`] names.
pub(crate) const DRAFT_COLUMNS: usize = 18;

/// Reads the columns of [`draft_columns`] from `at` on.
pub(crate) fn draft(
    row: &Row<'_>,
    at: usize,
    external_id: Option<String>,
) -> Result<EntryDraft, StoreError> {
    let zone = row
        .get_ref(at + 1)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    let unit = row
        .get_ref(at + 6)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    Ok(EntryDraft {
        external_id,
        day: codec::day(row.get(at)?)?,
        zone: codec::word("zone", zone)?,
        instant: codec::instant_opt(row.get(at + 2)?)?,
        stream: stream_of(row.get(at + 3)?)?,
        title: row.get(at + 4)?,
        counterparty: row.get(at + 5)?,
        money: Money {
            unit: codec::unit(unit)?,
            gross: row.get(at + 7)?,
            fee: row.get(at + 8)?,
            tax: row.get(at + 9)?,
            net: row.get(at + 10)?,
        },
        status: status_of(row.get(at + 11)?)?,
        available_on: codec::day_opt(row.get(at + 12)?)?,
        payout_external_id: row.get(at + 13)?,
        locator: codec::locator(row, at + 14)?,
    })
}

/// The platform's id in an ext key; `None` for a fingerprint.
pub(crate) fn external_id(ext_key: &str) -> Option<String> {
    (!ext_key.starts_with("fp:")).then(|| ext_key.to_owned())
}

pub(crate) const ENTRY_SQL: &str = concat!(
    "SELECT ",
    draft_columns!("e"),
    ", e.id, e.account_id, f.name, e.ext_key, e.stream, e.payout_id, e.document_id, e.first_run, e.last_run, \
     e.version_run, e.revision, e.known_from_ms, e.vanished_ms, \
     n.edited_ms, n.note, n.tags, n.ignored, n.stream, n.title, n.counterparty, e.aside & 4 \
     FROM entry e JOIN zone z ON z.id = e.zone_id JOIN feed f ON f.id = e.feed_id \
     LEFT JOIN entry_note n ON n.feed_id = e.feed_id AND n.ext_key = e.ext_key "
);

/// Reads a row of [`ENTRY_SQL`].
pub(crate) fn read_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let at = DRAFT_COLUMNS;
    let ext_key: String = row.get(at + 3)?;
    let draft = draft(row, 0, None)?;
    let note = match row.get::<_, Option<i64>>(at + 13)? {
        None => None,
        Some(_) => Some(EntryNote::read(row, at + 14)?),
    };
    let corrected = |pick: fn(&EntryNote) -> Option<&String>| note.as_ref().and_then(pick).cloned();
    Ok(Entry {
        id: EntryId(row.get(at)?),
        account: AccountId(row.get(at + 1)?),
        feed: row.get(at + 2)?,
        ext_key,
        day: draft.day,
        zone: draft.zone,
        instant: draft.instant,
        stream: stream_of(row.get(at + 4)?)?,
        source_stream: draft.stream,
        title: corrected(|n| n.title.as_ref()).unwrap_or_else(|| draft.title.clone()),
        source_title: draft.title,
        counterparty: corrected(|n| n.counterparty.as_ref()).or_else(|| draft.counterparty.clone()),
        source_counterparty: draft.counterparty,
        money: draft.money,
        status: draft.status,
        available_on: draft.available_on,
        payout_external_id: draft.payout_external_id,
        payout: row.get::<_, Option<i64>>(at + 5)?.map(PayoutId),
        document: DocumentId(row.get(at + 6)?),
        locator: draft.locator,
        first_run: RunId(row.get(at + 7)?),
        last_run: RunId(row.get(at + 8)?),
        version_run: RunId(row.get(at + 9)?),
        revision: row.get(at + 10)?,
        known_from: codec::instant(row.get(at + 11)?)?,
        vanished_at: codec::instant_opt(row.get(at + 12)?)?,
        note,
        double: row.get::<_, i64>(at + 20)? != 0,
    })
}

impl ReadTx<'_> {
    /// What is known under each of `keys` in a feed, in their order.
    pub fn known_entries(
        &self,
        account: AccountId,
        feed: &str,
        keys: &[&str],
    ) -> Result<Vec<Option<KnownEntry>>, StoreError> {
        let Some(feed) = find_feed(self.conn, account, feed)? else {
            return Ok(keys.iter().map(|_| None).collect());
        };
        let mut statement = self.conn.prepare_cached(concat!(
            "SELECT ",
            draft_columns!("e"),
            ", e.id, e.revision, e.vanished_ms IS NOT NULL, e.last_run, e.document_id \
             FROM entry e JOIN zone z ON z.id = e.zone_id WHERE e.feed_id = ?1 AND e.ext_key = ?2"
        ))?;
        keys.iter()
            .map(|key| {
                let mut rows = statement.query((feed, key))?;
                let Some(row) = rows.next()? else {
                    return Ok(None);
                };
                let at = DRAFT_COLUMNS;
                Ok(Some(KnownEntry {
                    id: EntryId(row.get(at)?),
                    revision: row.get(at + 1)?,
                    vanished: row.get(at + 2)?,
                    last_run: RunId(row.get(at + 3)?),
                    document: DocumentId(row.get(at + 4)?),
                    entry: draft(row, 0, external_id(key))?,
                }))
            })
            .collect()
    }

    /// Whether a feed holds no entry at all: then nothing of it needs looking up.
    pub fn feed_is_empty(&self, account: AccountId, feed: &str) -> Result<bool, StoreError> {
        let Some(feed) = find_feed(self.conn, account, feed)? else {
            return Ok(true);
        };
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM entry WHERE feed_id = ?1)";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([feed], |row| row.get(0))?)
    }

    /// One entry.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn entry(&self, id: EntryId) -> Result<Entry, StoreError> {
        let sql = concat_where();
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id.0], read_entry)?
            .next();
        found.unwrap_or(Err(StoreError::NotFound {
            what: "entry",
            id: id.0,
        }))
    }

    /// The entries of `ids`, in that order. Rows that are gone are left out.
    pub(crate) fn entries_by_id(
        &self,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = concat_where();
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut entries = Vec::new();
        for id in ids {
            if let Some(entry) = statement.query_and_then([id], read_entry)?.next() {
                entries.push(entry?);
            }
        }
        Ok(entries)
    }

    /// The former versions of an entry, oldest first. The current one is [`ReadTx::entry`].
    pub fn revisions(&self, id: EntryId) -> Result<Vec<EntryRevision>, StoreError> {
        let sql = concat!(
            "SELECT ",
            draft_columns!("r"),
            ", r.revision, r.known_from_ms, r.known_to_ms, r.vanished_ms, r.version_run, r.replaced_by_run, r.document_id, \
             e.ext_key FROM entry_revision r JOIN zone z ON z.id = r.zone_id JOIN entry e ON e.id = r.entry_id \
             WHERE r.entry_id = ?1 ORDER BY r.revision"
        );
        let at = DRAFT_COLUMNS;
        let read = |row: &Row<'_>| {
            Ok(EntryRevision {
                revision: row.get(at)?,
                known_from: codec::instant(row.get(at + 1)?)?,
                known_to: codec::instant(row.get(at + 2)?)?,
                vanished_at: codec::instant_opt(row.get(at + 3)?)?,
                version_run: RunId(row.get(at + 4)?),
                replaced_by: RunId(row.get(at + 5)?),
                document: DocumentId(row.get(at + 6)?),
                entry: draft(row, 0, external_id(&row.get::<_, String>(at + 7)?))?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([id.0], read)?
            .collect()
    }
}

fn concat_where() -> String {
    format!("{ENTRY_SQL} WHERE e.id = ?1")
}
