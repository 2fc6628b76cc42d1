//! What is to be made for an offer: each piece with its own days and state.
//!
//! The rules it protects: pieces are proposed from the terms, and what the creator says of one wins over the proposal for ever,
//! field by field; a piece the terms no longer state stays when the creator spoke of it.

mod propose;
mod said;

pub use propose::{kinds, propose};
pub(crate) use said::spoken;
pub use said::{Said, laid_over};

use crate::CivilDay;
use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What kind of piece.
    Format, "format" {
        /// A video of the usual kind.
        Video = "video",
        /// A YouTube Short or another short.
        Short = "short",
        /// An Instagram or Facebook Reel.
        Reel = "reel",
        /// A story.
        Story = "story",
        /// A post of the feed.
        Post = "post",
        /// A post of several pictures.
        Carousel = "carousel",
        /// A live broadcast.
        Live = "live",
        /// A place in a longer video.
        Integration = "integration",
        /// Pictures to hand over.
        Photo = "photo",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How far a piece is.
    Progress, "progress" {
        /// Nothing was handed in.
        Planned = "planned",
        /// A draft is with the brand.
        Drafted = "drafted",
        /// The brand agreed to the draft.
        Approved = "approved",
        /// It is out.
        Published = "published",
        /// It was called off.
        Dropped = "dropped",
    }
}

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliverable {
    /// Its name within the offer: `video-1`.
    pub item: String,
    /// What kind.
    pub format: Format,
    /// In words (`TikTok video`).
    pub label: String,
    /// Where it is to be published, when that is said.
    pub platform: Option<String>,
    /// The day the draft is due, or was handed in.
    pub draft_on: Option<CivilDay>,
    /// The day the brand is to agree, or agreed.
    pub approved_on: Option<CivilDay>,
    /// The day it is to be published, or was.
    pub publish_on: Option<CivilDay>,
    /// How far it is.
    pub progress: Progress,
    /// Address of the published post, when known.
    pub link: Option<String>,
    /// In the creator's words; may be empty.
    pub note: String,
    /// Whether nothing of it is the creator's word yet.
    pub proposed: bool,
}

/// The first day of publication: known or planned, of what was not called off.
pub fn first_publication(pieces: &[Deliverable]) -> Option<CivilDay> {
    standing(pieces).filter_map(|piece| piece.publish_on).min()
}

/// The last day of publication; `None` as long as one piece has no day.
pub fn last_publication(pieces: &[Deliverable]) -> Option<CivilDay> {
    let days: Option<Vec<CivilDay>> = standing(pieces).map(|piece| piece.publish_on).collect();
    days?.into_iter().max()
}

/// What was not called off.
pub fn standing(pieces: &[Deliverable]) -> impl Iterator<Item = &Deliverable> {
    pieces
        .iter()
        .filter(|piece| piece.progress != Progress::Dropped)
}

#[cfg(test)]
mod tests;
