//! The desk of offers, asked by the window.

use super::Desk;
use crate::shapes::*;
use crate::{StudioError, deals};

/// What a step changes.
const STEP: &[&str] = &["offers", "app"];

impl Desk {
    /// The offers as columns by stage.
    pub async fn offer_board(
        &self,
        filter: OfferFilter,
        limit: u32,
    ) -> Result<OfferBoard, StudioError> {
        self.ask(move |profile| deals::board(profile, &filter, limit))
            .await
    }

    /// Moves offers to a stage in one step.
    pub async fn move_offers(
        &self,
        offers: Vec<i64>,
        stage: Option<StageName>,
    ) -> Result<OfferStep, StudioError> {
        self.change(STEP, move |profile| {
            deals::move_offers(profile, &offers, stage)
        })
        .await
    }

    /// Gives offers tags and takes others from them.
    pub async fn tag_offers(
        &self,
        offers: Vec<i64>,
        add: Vec<String>,
        remove: Vec<String>,
    ) -> Result<OfferStep, StudioError> {
        self.change(STEP, move |profile| {
            deals::tag_offers(profile, &offers, &add, &remove)
        })
        .await
    }

    /// Lays offers aside, or wakes them.
    pub async fn snooze_offers(
        &self,
        offers: Vec<i64>,
        until: Option<String>,
        on_reply: bool,
    ) -> Result<OfferStep, StudioError> {
        self.change(STEP, move |profile| {
            deals::snooze_offers(profile, &offers, until.as_deref(), on_reply)
        })
        .await
    }

    /// Takes a step back.
    pub async fn undo_offer_step(&self, step: i64) -> Result<OfferStepUndone, StudioError> {
        self.change(STEP, move |profile| deals::undo_step(profile, step))
            .await
    }

    /// The ids of all offers a filter leaves.
    pub async fn offers_that_fit(&self, filter: OfferFilter) -> Result<Vec<i64>, StudioError> {
        self.ask(move |profile| deals::offers_that_fit(profile, &filter))
            .await
    }

    /// How an offer came to stand where it stands.
    pub async fn offer_stages(&self, offer: i64) -> Result<Vec<StageMoveRow>, StudioError> {
        self.ask(move |profile| deals::stages(profile, offer)).await
    }

    /// The one next thing to do for each offer that has one.
    pub async fn next_offers(&self) -> Result<Vec<NextOffer>, StudioError> {
        self.ask(deals::next_offers).await
    }

    /// Keeps an offer typed by hand.
    pub async fn add_offer(&self, typed: HandOffer) -> Result<HandOfferDone, StudioError> {
        self.change(&["offers", "app", "runs", "accounts"], move |profile| {
            deals::add_offer(profile, &typed)
        })
        .await
    }

    /// The brand of an offer.
    pub async fn brand_of(&self, offer: i64) -> Result<BrandView, StudioError> {
        self.ask(move |profile| deals::brand_of(profile, offer))
            .await
    }

    /// Says that a name or a domain is a brand.
    pub async fn merge_brand(
        &self,
        alias: String,
        brand: Option<String>,
    ) -> Result<Vec<BrandView>, StudioError> {
        self.change(STEP, move |profile| {
            deals::merge_brand(profile, &alias, brand.as_deref())
        })
        .await
    }

    /// Saved searches, by name.
    pub async fn offer_searches(&self) -> Result<Vec<OfferSearch>, StudioError> {
        self.ask(deals::offer_searches).await
    }

    /// Saves a search.
    pub async fn save_offer_search(
        &self,
        name: String,
        words: String,
    ) -> Result<Vec<OfferSearch>, StudioError> {
        self.change(&["offers"], move |profile| {
            deals::save_search(profile, &name, &words)
        })
        .await
    }

    /// Removes a saved search.
    pub async fn remove_offer_search(&self, name: String) -> Result<Vec<OfferSearch>, StudioError> {
        self.change(&["offers"], move |profile| {
            deals::remove_search(profile, &name)
        })
        .await
    }
}
