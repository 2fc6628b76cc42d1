//! One method for each command about messages.

use super::Desk;
use crate::shapes::*;
use crate::{StudioError, mail};
use std::path::Path;

impl Desk {
    /// Messages and offers with these words.
    pub async fn search_mail(&self, search: MailSearch) -> Result<MailHits, StudioError> {
        self.ask(move |profile| mail::search(profile, &search))
            .await
    }

    /// The conversation a message stands in.
    pub async fn mail_thread(&self, message: i64) -> Result<MailThread, StudioError> {
        self.ask(move |profile| mail::thread(profile, message))
            .await
    }

    /// The conversation an offer's messages stand in, when they came by mail.
    pub async fn offer_thread(&self, offer: i64) -> Result<Option<MailThread>, StudioError> {
        self.ask(move |profile| mail::of_offer(profile, offer))
            .await
    }

    /// Saves an attachment where the creator said.
    pub async fn save_attachment(
        &self,
        message: i64,
        place: i64,
        path: String,
    ) -> Result<SavedAttachment, StudioError> {
        self.ask(move |profile| mail::save(profile, message, place, Path::new(&path)))
            .await
    }

    /// Keeps a message from another app and proposes it as an offer.
    pub async fn paste_message(&self, typed: PastedMessage) -> Result<PasteDone, StudioError> {
        self.change(
            &["app", "offers", "accounts", "runs"],
            move |profile: &crate::OpenProfile| mail::paste(profile, &typed),
        )
        .await
    }
}
