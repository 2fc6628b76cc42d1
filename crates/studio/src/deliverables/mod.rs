//! What an offer asks for, over time: pieces with their days, rights with their ends, and where deals meet.
//!
//! The rules it protects: pieces and rights are proposed from the terms, the creator's word wins field by field and survives
//! every later mail; every change is one word that can be taken back; a conflict shows the words of both sides.

mod job;
mod timeline;
mod typed;
mod view;
mod write;

pub(crate) use job::{Job, jobs};
pub use timeline::{all, of_offer};
pub(crate) use timeline::{deal_prompts, is_agreed, is_live};
pub(crate) use typed::{hours_text, minutes, words};
pub(crate) use write::follow;
pub use write::{add_deliverable, set_deliverable, set_right, take_back};
