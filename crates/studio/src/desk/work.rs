//! One method for each command about work on offers: pieces, rights, worth, calendar, case file.

use super::Desk;
use crate::shapes::*;
use crate::{StudioError, calendar, case_file, deliverables, worth};
use std::path::Path;

/// What another word may change.
const TOLD: &[&str] = &["offers"];

impl Desk {
    /// An offer's pieces and rights over time, with the deals it meets.
    pub async fn deal(&self, offer: i64) -> Result<DealTimeline, StudioError> {
        self.ask(move |profile| deliverables::of_offer(profile, offer))
            .await
    }

    /// Every deal with something ahead of it or still bound, and where they meet.
    pub async fn deals_timeline(&self) -> Result<DealTimeline, StudioError> {
        self.ask(deliverables::all).await
    }

    /// Adds a piece the terms do not state.
    pub async fn add_deliverable(
        &self,
        offer: i64,
        draft: DeliverableDraft,
    ) -> Result<DealSaid, StudioError> {
        self.change(TOLD, move |profile| {
            deliverables::add_deliverable(profile, offer, &draft)
        })
        .await
    }

    /// Says something of a piece; undone by its word.
    pub async fn set_deliverable(
        &self,
        offer: i64,
        item: String,
        draft: DeliverableDraft,
    ) -> Result<DealSaid, StudioError> {
        self.change(TOLD, move |profile| {
            deliverables::set_deliverable(profile, offer, &item, &draft)
        })
        .await
    }

    /// Says something of a right; undone by its word.
    pub async fn set_right(
        &self,
        offer: i64,
        item: String,
        draft: RightDraft,
    ) -> Result<DealSaid, StudioError> {
        self.change(TOLD, move |profile| {
            deliverables::set_right(profile, offer, &item, &draft)
        })
        .await
    }

    /// Takes back what was said of a piece, a right or the worth of an offer.
    pub async fn take_back_word(&self, word: i64) -> Result<(), StudioError> {
        self.change(TOLD, move |profile| deliverables::take_back(profile, word))
            .await
    }

    /// What an offer is worth after charges, time, currency and exclusivity.
    pub async fn worth(&self, offer: i64) -> Result<Worth, StudioError> {
        self.ask(move |profile| worth::worth(profile, offer)).await
    }

    /// Two offers side by side.
    pub async fn compare_worth(
        &self,
        one: i64,
        other: i64,
    ) -> Result<WorthComparison, StudioError> {
        self.ask(move |profile| worth::compare(profile, one, other))
            .await
    }

    /// Says something for the reckoning of one offer; undone by its word.
    pub async fn set_worth(&self, offer: i64, draft: WorthDraft) -> Result<DealSaid, StudioError> {
        self.change(TOLD, move |profile| {
            worth::set_offer(profile, offer, &draft)
        })
        .await
    }

    /// What the creator says for every reckoning: charges, an hour, usual hours.
    pub async fn worth_choices(&self) -> Result<WorthChoices, StudioError> {
        self.ask(worth::choices).await
    }

    /// Changes some of it.
    pub async fn set_worth_choices(
        &self,
        draft: WorthChoices,
    ) -> Result<WorthChoices, StudioError> {
        self.change(TOLD, move |profile| worth::set_choices(profile, &draft))
            .await
    }

    /// The creator's own past fees, of one brand when named, beside an offer when named.
    pub async fn past_fees(
        &self,
        brand: Option<String>,
        offer: Option<i64>,
    ) -> Result<FeeHistory, StudioError> {
        self.ask(move |profile| worth::fees(profile, brand.as_deref(), offer))
            .await
    }

    /// Writes the days ahead as an iCalendar file.
    pub async fn save_calendar(&self, path: String) -> Result<WrittenFile, StudioError> {
        self.ask(move |profile| calendar::save(profile, Path::new(&path)))
            .await
    }

    /// Writes everything around an offer as a dated archive.
    pub async fn save_case(&self, offer: i64, path: String) -> Result<WrittenFile, StudioError> {
        self.ask(move |profile| case_file::save(profile, offer, Path::new(&path)))
            .await
    }
}
