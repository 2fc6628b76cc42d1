//! One method for each command about mailboxes.

use super::Desk;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, mailbox};
use connectors::http::Pause;
use std::sync::Arc;

impl Desk {
    /// The same desk, waiting in another way: for tests, which wait for nothing.
    #[must_use]
    pub fn waiting_by(mut self, pause: Arc<dyn Pause>) -> Self {
        self.listening = mailbox::Switchboard::new(self.events.clone(), self.work.clone(), pause);
        self
    }

    /// Listens to the mailboxes of the profile that lies on the desk now.
    pub(super) fn listen_to(&self, profile: &Arc<OpenProfile>) {
        self.listening.begin(profile);
    }

    /// The folders of a connected mailbox.
    pub async fn mail_folders(&self, id: i64) -> Result<Vec<MailFolderRow>, StudioError> {
        let profile = self.profile()?;
        mailbox::folders(&profile, id).await
    }

    /// The folders of a mailbox that is about to be connected; nothing is kept.
    pub async fn mail_folders_of(
        &self,
        request: ConnectRequest,
    ) -> Result<Vec<MailFolderRow>, StudioError> {
        let profile = self.profile()?;
        mailbox::folders_of(&profile, &request).await
    }

    /// Chooses the folders of a mailbox that are read.
    pub async fn set_mail_folders(
        &self,
        id: i64,
        folders: Vec<String>,
    ) -> Result<Vec<MailFolderRow>, StudioError> {
        let profile = self.profile()?;
        let rows = mailbox::choose(&profile, id, &folders).await?;
        self.events.changed(&["accounts"]);
        // the line listens to the folders it was opened with
        self.listen_to(&profile);
        Ok(rows)
    }

    /// Whether new mail is listened for, account by account.
    pub async fn listening(&self) -> Result<Vec<ListeningRow>, StudioError> {
        Ok(self.listening.rows())
    }

    /// Opens every line again now: the network is back, or the creator asks.
    pub async fn listen_now(&self) -> Result<Vec<ListeningRow>, StudioError> {
        self.listening.again();
        Ok(self.listening.rows())
    }
}
