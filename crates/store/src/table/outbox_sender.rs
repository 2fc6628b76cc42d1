//! How a mailbox sends, by the creator's word (*authored*).
//!
//! The rule it protects: a server for sending is named by the creator, never guessed; no password stands here.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::reply::SentProof;
use domain::{AccountId, Instant};
use rusqlite::Row;

/// A mailbox that replies go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSender {
    /// The mailbox.
    pub account: AccountId,
    /// The server for sending, as the provider's help page states it.
    pub server: String,
    /// Name to sign in with there, where it is not the mailbox's.
    pub user: Option<String>,
    /// The creator's name in *From*; may be empty.
    pub name: String,
    /// The creator's address.
    pub address: String,
    /// What shows later that a message went out.
    pub proof: SentProof,
    /// Whether sending has a password of its own in the keychain.
    pub own_password: bool,
    /// When this was last said.
    pub edited: Instant,
}

fn read(row: &Row<'_>) -> Result<MailSender, StoreError> {
    Ok(MailSender {
        account: AccountId(row.get(0)?),
        server: row.get(1)?,
        user: row.get(2)?,
        name: row.get(3)?,
        address: row.get(4)?,
        proof: codec::word("proof", &row.get::<_, String>(5)?)?,
        own_password: row.get(6)?,
        edited: codec::instant(row.get(7)?)?,
    })
}

impl ReadTx<'_> {
    /// Every mailbox that sends.
    pub fn mail_senders(&self) -> Result<Vec<MailSender>, StoreError> {
        let sql = "SELECT account_id, server, user, name, address, proof, own_password, edited_ms FROM mail_sender \
                   ORDER BY account_id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Says how a mailbox sends, in place of what was said before.
    pub fn set_mail_sender(&mut self, sender: &MailSender) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO mail_sender (account_id, server, user, name, address, proof, own_password, \
                   edited_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.conn.prepare_cached(sql)?.execute((
            sender.account.0,
            &sender.server,
            &sender.user,
            &sender.name,
            &sender.address,
            sender.proof.slug(),
            sender.own_password,
            sender.edited.millis(),
        ))?;
        Ok(())
    }

    /// Lets a mailbox send no more. Whether it did.
    pub fn remove_mail_sender(&mut self, account: AccountId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM mail_sender WHERE account_id = ?1";
        Ok(self.conn.prepare_cached(sql)?.execute([account.0])? > 0)
    }
}
