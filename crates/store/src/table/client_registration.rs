//! The apps a creator registered at platforms (*authored*).
//!
//! The rule it protects: typed once, used for every account of the platform; the app's secret is never here.

use crate::{ReadTx, StoreError, WriteTx};
use domain::{Instant, Platform};
use rusqlite::OptionalExtension;

/// A registered app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRegistration {
    /// Where.
    pub platform: Platform,
    /// Another address than the platform's own.
    pub base_url: Option<String>,
    /// The app's public id.
    pub client_id: String,
    /// Whether the creator says that it is still in the platform's testing status.
    pub testing: bool,
}

impl ReadTx<'_> {
    /// The app registered at a platform, or at a server that stands in for it.
    pub fn client_registration(
        &self,
        platform: Platform,
        base_url: Option<&str>,
    ) -> Result<Option<ClientRegistration>, StoreError> {
        let sql = "SELECT client_id, testing FROM client_registration WHERE platform = ?1 AND base_url = ?2";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row((platform.slug(), base_url.unwrap_or_default()), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(found.map(|(client_id, testing)| ClientRegistration {
            platform,
            base_url: base_url.map(str::to_owned),
            client_id,
            testing,
        }))
    }
}

impl WriteTx<'_> {
    /// Remembers an app in place of the one before.
    pub fn put_client_registration(
        &mut self,
        client: &ClientRegistration,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO client_registration (platform, base_url, client_id, testing, saved_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.conn.prepare_cached(sql)?.execute((
            client.platform.slug(),
            client.base_url.as_deref().unwrap_or_default(),
            &client.client_id,
            client.testing,
            now.millis(),
        ))?;
        Ok(())
    }
}
