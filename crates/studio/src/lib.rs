//! The use cases of Creator Studio, one file per area, for the window and the command line alike.
//!
//! Shells call this crate and no other. It never knows which of them is asking, and no screen computes money.
//!
//! A window holds a [`Desk`]; the command line opens an [`OpenProfile`] and calls the areas itself.

pub mod accounts;
pub mod calendar;
pub mod case_file;
mod chance;
pub mod charting;
pub mod clock;
pub mod commands;
pub mod deals;
pub mod deliverables;
pub mod demo;
pub mod desk;
pub mod doubles;
mod drawing;
pub mod earnings;
pub mod effective;
pub mod emulating;
pub mod error;
pub mod events;
pub mod exporting;
pub mod hand;
pub mod home;
pub mod importing;
pub mod inbox;
pub mod invoices;
pub mod ledger;
pub mod mail;
pub mod mailbox;
pub mod outbox;
pub mod passphrase;
pub mod payouts;
mod period;
pub mod profile;
pub mod programmes;
pub mod rates;
pub mod search;
pub mod settings;
pub mod shapes;
pub mod signing_in;
pub(crate) mod silence;
pub mod sources;
pub mod syncing;
pub mod today;
pub mod wizard;
pub mod work;
pub mod worth;

pub use desk::{Desk, DeskOptions};
pub use error::StudioError;
pub use events::{Events, Silence};
pub use profile::{OpenProfile, Opening};
pub use store::KeychainMode;
