//! Replies and the outbox, asked by the window.

use super::Desk;
use crate::shapes::*;
use crate::{StudioError, outbox};
use tokio_util::sync::CancellationToken;

/// What a word on a reply changes.
const REPLY: &[&str] = &["outbox", "offers", "app"];

impl Desk {
    /// Opens the composer of an offer.
    pub async fn reply(
        &self,
        offer: i64,
        kind: Option<ReplyKindName>,
        language: Option<ReplyLanguageName>,
    ) -> Result<ReplyView, StudioError> {
        self.ask(move |profile| outbox::reply(profile, offer, kind, language))
            .await
    }

    /// Keeps what is typed. Nothing else changes, so nobody is told.
    pub async fn save_reply(&self, offer: i64, text: ReplyText) -> Result<ReplyView, StudioError> {
        self.ask(move |profile| outbox::save(profile, offer, &text))
            .await
    }

    /// Throws a draft away; gives it back for an undo.
    pub async fn discard_reply(&self, offer: i64) -> Result<Option<ReplyText>, StudioError> {
        self.change(&["outbox"], move |profile| outbox::discard(profile, offer))
            .await
    }

    /// Puts a reply into the outbox.
    pub async fn send_reply(
        &self,
        offer: i64,
        text: ReplyText,
        stage: Option<StageName>,
    ) -> Result<OutboxRow, StudioError> {
        self.change(REPLY, move |profile| {
            outbox::send(profile, offer, &text, stage, outbox::HOLD_SECONDS)
        })
        .await
    }

    /// The creator's own replies to an offer.
    pub async fn replies(&self, offer: i64) -> Result<Vec<OutboxRow>, StudioError> {
        self.ask(move |profile| outbox::replies(profile, offer))
            .await
    }

    /// The outbox.
    pub async fn outbox(&self) -> Result<OutboxView, StudioError> {
        self.ask(outbox::outbox).await
    }

    /// Takes a reply back while it waits.
    pub async fn take_back_reply(&self, id: i64) -> Result<OutboxView, StudioError> {
        self.change(REPLY, move |profile| outbox::take_back(profile, id))
            .await
    }

    /// Says what became of a reply nobody knows about.
    pub async fn settle_reply(&self, id: i64, sent: bool) -> Result<OutboxView, StudioError> {
        self.change(REPLY, move |profile| outbox::settle(profile, id, sent))
            .await
    }

    /// Lets a reply that waits be tried at the next delivery.
    pub async fn hurry_reply(&self, id: i64) -> Result<OutboxView, StudioError> {
        self.change(&["outbox"], move |profile| outbox::hurry(profile, id))
            .await
    }

    /// Sends what is due.
    pub async fn deliver_outbox(&self) -> Result<DeliverReport, StudioError> {
        let profile = self.profile()?;
        let report = outbox::deliver(&profile, &CancellationToken::new()).await?;
        self.events.changed(REPLY);
        Ok(report)
    }

    /// Templates in each language.
    pub async fn reply_templates(&self) -> Result<Vec<ReplyTemplateRow>, StudioError> {
        self.ask(outbox::templates).await
    }

    /// Words a template anew.
    pub async fn set_reply_template(
        &self,
        kind: ReplyKindName,
        language: ReplyLanguageName,
        body: Option<String>,
    ) -> Result<Vec<ReplyTemplateRow>, StudioError> {
        self.change(&["outbox"], move |profile| {
            outbox::set_template(profile, kind, language, body)
        })
        .await
    }

    /// Mailboxes and how they send.
    pub async fn senders(&self) -> Result<Vec<SenderRow>, StudioError> {
        self.ask(outbox::senders).await
    }

    /// Says how a mailbox sends; it is tried first.
    pub async fn set_sender(&self, request: SenderRequest) -> Result<Vec<SenderRow>, StudioError> {
        let profile = self.profile()?;
        let rows = outbox::set_sender(&profile, request).await?;
        self.events.changed(&["outbox"]);
        Ok(rows)
    }

    /// Lets a mailbox send no more.
    pub async fn remove_sender(&self, account: i64) -> Result<Vec<SenderRow>, StudioError> {
        self.change(&["outbox"], move |profile| {
            outbox::remove_sender(profile, account)
        })
        .await
    }
}
