//! Pieces to be made, rights over time, and where they meet other deals.

use super::StageName;
use super::words::twin;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

twin!(
    /// What kind of piece.
    FormatName of domain::deliverable::Format {
        Video = "video", Short = "short", Reel = "reel", Story = "story", Post = "post", Carousel = "carousel", Live = "live",
        Integration = "integration", Photo = "photo", Other = "other",
    }
);

twin!(
    /// How far a piece is.
    ProgressName of domain::deliverable::Progress {
        Planned = "planned", Drafted = "drafted", Approved = "approved", Published = "published", Dropped = "dropped",
    }
);

twin!(
    /// What is bound.
    RightKindName of domain::rights::RightKind {
        Usage = "usage", AdAuthorization = "ad_authorization", Exclusivity = "exclusivity",
    }
);

twin!(
    /// What is missing to be certain of a conflict.
    DoubtName of domain::rights::Doubt { Category = "category", About = "about", Days = "days" }
);

/// How a span of days ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum EndName {
    /// On a day.
    #[serde(rename = "on")]
    On,
    /// Never, by its own words.
    #[serde(rename = "never")]
    Never,
    /// Nobody says.
    #[serde(rename = "unknown")]
    Unknown,
}

/// One piece to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeliverableRow {
    /// Its name within the offer.
    pub item: String,
    /// What kind.
    pub format: FormatName,
    /// In words.
    pub label: String,
    /// Where it is to be published.
    pub platform: Option<String>,
    /// The day the draft is due, or was handed in.
    pub draft_on: Option<String>,
    /// The day the brand is to agree, or agreed.
    pub approved_on: Option<String>,
    /// The day of publication, planned or past.
    pub publish_on: Option<String>,
    /// How far it is.
    pub progress: ProgressName,
    /// Address of the published post.
    pub link: Option<String>,
    /// In the creator's words; may be empty.
    pub note: String,
    /// Whether nothing of it is the creator's word yet.
    pub proposed: bool,
}

/// One right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RightRow {
    /// Its name within the offer.
    pub item: String,
    /// What is bound.
    pub kind: RightKindName,
    /// `publication`, `unknown`, or a day: when it begins, as it is stated.
    pub start: String,
    /// `60 days`, `3 months`, a day, `forever` or `unknown`: how long it holds, as it may be typed.
    pub length: String,
    /// First day; `None` while it is not known.
    pub from: Option<String>,
    /// Last day, when it ends on one.
    pub to: Option<String>,
    /// How it ends.
    pub end: EndName,
    /// Days from today to the last day; negative when it is over.
    pub left: Option<i64>,
    /// What an exclusivity is about.
    pub category: Option<String>,
    /// The very words that state it; empty for one that only the creator states.
    pub words: String,
    /// Whether the creator spoke of it.
    pub corrected: bool,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictSide {
    /// The offer.
    pub offer: i64,
    /// Who offers.
    pub brand: String,
    /// The right or piece, by its name within the offer.
    pub item: String,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// How it ends.
    pub end: EndName,
    /// The words that state it.
    pub words: String,
}

/// An exclusivity and what it meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictRow {
    /// The exclusivity.
    pub one: ConflictSide,
    /// What it meets.
    pub other: ConflictSide,
    /// Whether the other side is a publication; else it is an exclusivity too.
    pub publication: bool,
    /// First common day.
    pub from: Option<String>,
    /// Last common day.
    pub to: Option<String>,
    /// How the common days end.
    pub end: EndName,
    /// Words both categories share.
    pub shared: Vec<String>,
    /// What is missing to be certain; empty when it is.
    pub doubts: Vec<DoubtName>,
}

/// A right that ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RightPrompt {
    /// The offer.
    pub offer: i64,
    /// Who offers.
    pub brand: String,
    /// The right.
    pub item: String,
    /// What is bound.
    pub kind: RightKindName,
    /// Last day.
    pub ends: String,
    /// Days to it.
    pub left: i64,
    /// Which of 45, 30, 14 and 0 days was reached last.
    pub mark: i64,
}

/// What one offer asks for, over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DealView {
    /// The offer.
    pub offer: i64,
    /// Who offers.
    pub brand: String,
    /// One line on what it is.
    pub title: String,
    /// Where it stands.
    pub stage: StageName,
    /// What it is for: the category other exclusivities are compared with.
    pub about: Option<String>,
    /// Pieces.
    pub deliverables: Vec<DeliverableRow>,
    /// Rights.
    pub rights: Vec<RightRow>,
}

/// One offer on the strip of days, with what stands in its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DealTimeline {
    /// The day it is.
    pub today: String,
    /// The deals shown: the one asked for first, then those it meets; or all that are under way.
    pub deals: Vec<DealView>,
    /// Where they meet.
    pub conflicts: Vec<ConflictRow>,
    /// Rights that end soon.
    pub prompts: Vec<RightPrompt>,
}

/// What the creator says of a piece: a field that is absent keeps its word, an empty one says that there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
#[serde(default)]
pub struct DeliverableDraft {
    /// What kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<FormatName>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// Draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft_on: Option<String>,
    /// Approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<String>,
    /// Publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_on: Option<String>,
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<ProgressName>,
    /// Address of the post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Free words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What the creator says of a right: a field that is absent keeps its word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
#[serde(default)]
pub struct RightDraft {
    /// What is bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<RightKindName>,
    /// `publication`, `unknown` or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// `60 days`, `3 months`, a day, `forever` or `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
    /// What an exclusivity is about; empty: nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Whether there is no such right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<bool>,
}

/// What was said of a part of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DealSaid {
    /// The word that was kept; taking it back undoes this.
    pub word: i64,
    /// Which piece or right.
    pub item: String,
}
