//! Who is billed (*authored*).

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;
use domain::invoice::Client;
use rusqlite::Row;

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Its row.
    pub id: i64,
    /// Who is billed.
    pub client: Client,
    /// The brand whose offers it pays, folded; empty when none is known.
    pub brand: String,
}

fn read(row: &Row<'_>) -> Result<ClientRow, StoreError> {
    Ok(ClientRow {
        id: row.get(0)?,
        client: codec::json("client", &row.get::<_, String>(1)?)?,
        brand: row.get(2)?,
    })
}

impl ReadTx<'_> {
    /// Every client, by name.
    pub fn clients(&self) -> Result<Vec<ClientRow>, StoreError> {
        self.conn
            .prepare_cached("SELECT id, details, brand FROM client ORDER BY name, id")?
            .query_and_then([], read)?
            .collect()
    }

    /// The client of a brand edited last, if there is one.
    pub fn client_of_brand(&self, brand: &str) -> Result<Option<ClientRow>, StoreError> {
        let sql = "SELECT id, details, brand FROM client WHERE brand = ?1 ORDER BY edited_ms DESC, id DESC LIMIT 1";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([brand], read)?
            .next()
            .transpose()
    }
}

impl WriteTx<'_> {
    /// Writes a client: a new one without a row, else in place of what it said.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such row.
    pub fn put_client(
        &mut self,
        id: Option<i64>,
        client: &Client,
        brand: &str,
        now: Instant,
    ) -> Result<i64, StoreError> {
        let (name, details) = (&client.party.name, codec::to_json("client", client)?);
        let Some(id) = id else {
            let sql =
                "INSERT INTO client (name, details, brand, edited_ms) VALUES (?1, ?2, ?3, ?4)";
            return Ok(self.conn.prepare_cached(sql)?.insert((
                name,
                details,
                brand,
                now.millis(),
            ))?);
        };
        let sql =
            "UPDATE client SET name = ?2, details = ?3, brand = ?4, edited_ms = ?5 WHERE id = ?1";
        match self
            .conn
            .prepare_cached(sql)?
            .execute((id, name, details, brand, now.millis()))?
        {
            0 => Err(StoreError::NotFound { what: "client", id }),
            _ => Ok(id),
        }
    }
}
