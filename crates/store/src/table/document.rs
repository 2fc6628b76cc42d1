//! The raw bytes figures came from (*fetched*), compressed in pieces.
//!
//! The rules it protects: bytes are kept exactly and hashed; identical bytes of one account under one name are kept once;
//! showing one row of a large file reads only the pieces around it.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::document::DocumentKind;
use domain::{AccountId, DocumentDraft, DocumentId, Instant, Platform, RunId};
use rusqlite::{OptionalExtension, Row};
use sha2::{Digest, Sha256};

/// Raw bytes per stored piece.
pub(crate) const CHUNK: usize = 256 * 1024;
/// zstd's own default: near the best ratio it gives at import speed.
const LEVEL: i32 = 3;

/// A stored document without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its row.
    pub id: DocumentId,
    /// SHA-256 of the raw bytes, hex.
    pub sha256: String,
    /// Kind of bytes.
    pub kind: DocumentKind,
    /// Whose it is.
    pub platform: Platform,
    /// Shown name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Raw bytes.
    pub size: u64,
    /// When it was received first.
    pub received: Instant,
    /// The account it was read for.
    pub account: Option<AccountId>,
    /// The run that stored it.
    pub run: RunId,
}

const COLUMNS: &str =
    "id, sha256, kind, platform, name, media_type, size, received_ms, account_id, run_id";

fn kind_of(slug: &str) -> Result<DocumentKind, StoreError> {
    [
        DocumentKind::ApiPage,
        DocumentKind::File,
        DocumentKind::Mail,
        DocumentKind::Hand,
    ]
    .into_iter()
    .find(|k| k.slug() == slug)
    .ok_or_else(|| StoreError::Unreadable {
        what: "document kind",
        value: slug.to_owned(),
    })
}

fn read(row: &Row<'_>) -> Result<Document, StoreError> {
    Ok(Document {
        id: DocumentId(row.get(0)?),
        sha256: hex::encode(row.get::<_, Vec<u8>>(1)?),
        kind: kind_of(&row.get::<_, String>(2)?)?,
        platform: codec::word("platform", &row.get::<_, String>(3)?)?,
        name: row.get(4)?,
        media_type: row.get(5)?,
        size: row.get(6)?,
        received: codec::instant(row.get(7)?)?,
        account: row.get::<_, Option<i64>>(8)?.map(AccountId),
        run: RunId(row.get(9)?),
    })
}

impl ReadTx<'_> {
    /// Documents, newest first.
    pub fn documents(&self, limit: u32) -> Result<Vec<Document>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM document ORDER BY id DESC LIMIT ?1");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([limit], read)?
            .collect()
    }

    /// The documents a run stored.
    pub fn documents_of_run(&self, run: RunId) -> Result<Vec<Document>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM document WHERE run_id = ?1 ORDER BY id");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([run.0], read)?
            .collect()
    }

    /// One document.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn document(&self, id: DocumentId) -> Result<Document, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM document WHERE id = ?1");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id.0], read)?
            .next();
        found.unwrap_or(Err(StoreError::NotFound {
            what: "document",
            id: id.0,
        }))
    }

    /// `len` raw bytes from `start`, fewer where the document ends.
    pub fn document_slice(
        &self,
        id: DocumentId,
        start: u64,
        len: u64,
    ) -> Result<Vec<u8>, StoreError> {
        let size = self.document(id)?.size;
        let end = start.saturating_add(len).min(size);
        if start >= end {
            return Ok(Vec::new());
        }
        let chunk = CHUNK as u64;
        let sql = "SELECT n, data FROM document_chunk WHERE document_id = ?1 AND n BETWEEN ?2 AND ?3 ORDER BY n";
        let mut statement = self.conn.prepare_cached(sql)?;
        let range = (id.0, start / chunk, (end - 1) / chunk);
        let mut rows = statement.query(range)?;
        let mut bytes = Vec::new();
        while let Some(row) = rows.next()? {
            let data = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            bytes.extend(decompress(id, data)?);
        }
        let skip = usize::try_from(start % chunk).unwrap_or(usize::MAX);
        let take = usize::try_from(end - start).unwrap_or(usize::MAX);
        let slice = skip
            .checked_add(take)
            .and_then(|stop| bytes.get(skip..stop));
        slice.map(<[u8]>::to_vec).ok_or_else(|| damaged(id))
    }

    /// The SHA-256 of the stored bytes as they are now, hex; read piece by piece.
    pub(crate) fn document_hash_now(&self, id: DocumentId) -> Result<String, StoreError> {
        let sql = "SELECT data FROM document_chunk WHERE document_id = ?1 ORDER BY n";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id.0])?;
        let mut hash = Sha256::new();
        while let Some(row) = rows.next()? {
            let data = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            hash.update(decompress(id, data)?);
        }
        Ok(hex::encode(hash.finalize()))
    }
}

fn decompress(id: DocumentId, data: &[u8]) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::decompress(data, CHUNK).map_err(|_| damaged(id))
}

fn damaged(id: DocumentId) -> StoreError {
    StoreError::Unreadable {
        what: "document",
        value: id.to_string(),
    }
}

impl WriteTx<'_> {
    /// Stores a document, or finds the same bytes stored before under the same account and name.
    pub fn insert_document(
        &mut self,
        draft: &DocumentDraft,
        account: Option<AccountId>,
        run: RunId,
    ) -> Result<DocumentId, StoreError> {
        let digest = Sha256::digest(&draft.bytes);
        let known = self
            .conn
            .prepare_cached(
                "SELECT id FROM document WHERE sha256 = ?1 AND account_id IS ?2 AND name = ?3",
            )?
            .query_row(
                (digest.as_slice(), account.map(|a| a.0), &draft.name),
                |row| row.get(0),
            )
            .optional()?;
        if let Some(id) = known {
            return Ok(DocumentId(id));
        }
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO document (sha256, kind, platform, name, media_type, size, received_ms, account_id, run_id) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .insert((
                digest.as_slice(),
                draft.kind.slug(),
                draft.platform.slug(),
                &draft.name,
                &draft.media_type,
                draft.bytes.len() as u64,
                draft.received_at.millis(),
                account.map(|a| a.0),
                run.0,
            ))?;
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO document_chunk (document_id, n, data) VALUES (?1, ?2, ?3)",
        )?;
        for (n, raw) in draft.bytes.chunks(CHUNK).enumerate() {
            let data = zstd::bulk::compress(raw, LEVEL).map_err(|_| damaged(DocumentId(id)))?;
            insert.execute((id, n, data))?;
        }
        Ok(DocumentId(id))
    }
}
