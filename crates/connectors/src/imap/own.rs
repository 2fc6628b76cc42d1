//! The creator's own sent mail in the mailbox: looked for as evidence, and laid there as a copy.
//!
//! The rules it protects: nothing but the copy is written, into one folder, once; a message is looked for by its
//! `Message-ID`, which nobody else gives.

use super::folder::FolderRole;
use super::session::Session;
use super::{Mailbox, names};
use crate::error::ConnectError;
use crate::http::HttpOptions;
use crate::secret::MailLogin;
use crate::source::{Job, Vault};
use domain::Account;
use std::sync::Arc;

/// A signed-in look into the creator's own mailbox.
pub struct OwnMail {
    session: Session,
    folders: Vec<(String, Option<FolderRole>)>,
}

impl OwnMail {
    /// Signs in as a sync of `account` does, renewing a token where there is one; with the login as it is then.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn open(
        account: &Account,
        vault: Arc<dyn Vault>,
        options: HttpOptions,
        job: &Job,
    ) -> Result<(Self, MailLogin), ConnectError> {
        let mailbox = Mailbox::new(account, vault, options)?;
        let (mut session, login) = mailbox.sign_in(job).await?;
        let found = session.folders().await?;
        let folders = found.into_iter().map(|f| (f.name, f.role)).collect();
        Ok((Self { session, folders }, login))
    }

    /// The folder that holds a message, looked for where sent mail and copies of it lie.
    ///
    /// # Errors
    /// [`ConnectError`]: then nothing is known.
    pub async fn find(&mut self, message_id: &str) -> Result<Option<String>, ConnectError> {
        let looked_in = [FolderRole::Sent, FolderRole::All, FolderRole::Inbox];
        for role in looked_in {
            let named: Vec<String> = self.named(role);
            for folder in named {
                if self.holds(&folder, message_id).await? {
                    return Ok(Some(folder));
                }
            }
        }
        Ok(None)
    }

    /// Lays a copy into the folder of sent mail, unless it lies there already. `false` when the mailbox names no such folder.
    ///
    /// # Errors
    /// [`ConnectError`]: then it is not known whether the copy was made; asked again, it is looked for first.
    pub async fn copy(&mut self, message_id: &str, message: &[u8]) -> Result<bool, ConnectError> {
        let Some(folder) = self.named(FolderRole::Sent).into_iter().next() else {
            return Ok(false);
        };
        if self.holds(&folder, message_id).await? {
            return Ok(true);
        }
        let name = names::encoded(&folder);
        self.session
            .step(async |imap| imap.append(name, Some("(\\Seen)"), None, message).await)
            .await?;
        Ok(true)
    }

    /// Ends the conversation.
    pub async fn close(self) {
        self.session.close().await;
    }

    fn named(&self, role: FolderRole) -> Vec<String> {
        let of_role = self
            .folders
            .iter()
            .filter(|(_, found)| *found == Some(role));
        of_role.map(|(name, _)| name.clone()).collect()
    }

    async fn holds(&mut self, folder: &str, message_id: &str) -> Result<bool, ConnectError> {
        self.session.examine(folder).await?;
        // ids made here hold nothing that would have to be quoted
        let query = format!("HEADER Message-ID \"<{message_id}>\"");
        let found = self
            .session
            .step(async |imap| imap.uid_search(query).await)
            .await?;
        Ok(!found.is_empty())
    }
}
