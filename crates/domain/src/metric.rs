//! What programmes are judged by: figures about the account and its posts, each with its day and source.

use crate::{CivilDay, Instant, Locator};

/// One observation of one figure. Names are the vocabulary of the programme registry (`followers`, `video_views`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricDraft {
    /// Name in the registry's vocabulary, plus `lifetime_likes` and the like for figures no rule uses yet.
    pub name: String,
    /// The day the figure held.
    pub day: CivilDay,
    /// Whole units (counts, minutes, days); yes is 1 and no is 0.
    pub value: i64,
    /// Where in its document it stands; `None` when typed by the creator.
    pub locator: Option<Locator>,
}

/// A public post (video) with its lifetime counters at the time it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostDraft {
    /// The platform's id. `None` in exports that do not name one; the publication instant then identifies it.
    pub external_id: Option<String>,
    /// When it was published.
    pub published: Instant,
    /// Title or first words.
    pub title: String,
    /// Length in seconds, when stated.
    pub seconds: Option<i64>,
    /// Lifetime views, when stated.
    pub views: Option<i64>,
    /// Lifetime likes, when stated.
    pub likes: Option<i64>,
    /// Lifetime comments, when stated.
    pub comments: Option<i64>,
    /// Lifetime shares, when stated.
    pub shares: Option<i64>,
    /// Whether everybody may see it, when stated.
    pub public: Option<bool>,
    /// Where in its document it stands.
    pub locator: Locator,
}
