//! Answering an offer: the draft, the click on Send, and what becomes of it.
//!
//! The rules it protects: nothing goes out without that click; what was typed is kept; what a server may have taken is never
//! sent again but by evidence or the creator's word.

mod carrier;
mod compose;
mod deliver;
mod list;
mod send;
mod senders;
mod templates;
mod values;

pub use compose::{discard, drafts, put_in, reply, save};
pub(crate) use deliver::after_sync;
pub use deliver::deliver;
pub(crate) use list::into_thread;
pub use list::{outbox, replies, waiting};
pub use send::{HOLD_SECONDS, hurry, send, settle, take_back};
pub(crate) use senders::secret_name;
pub use senders::{remove_sender, senders, set_sender};
pub use templates::{set_template, templates};
