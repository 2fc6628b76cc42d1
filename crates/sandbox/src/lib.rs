//! A local emulator of the platforms a creator earns on, with one seeded, invented creator behind it.
//!
//! It speaks the real wire formats of TikTok (Login Kit, Display API v2), Stripe, TikTok Shop's affiliate creator API and
//! YouTube (Data API v3, Analytics API v2) over loopback HTTP, and misbehaves on request. The demo profile and the tests
//! sync against it.
//!
//! Rule protected: this crate never imports the connectors that read these formats. Each side follows the platforms' own
//! documents, so that a misreading on one side shows instead of cancelling out.

mod error;
mod faults;
mod files;
mod options;
mod server;
mod wire;
mod world;

pub use error::SandboxError;
pub use faults::{FaultParseError, FaultSpec};
pub use files::{Generation, bank_camt, bank_ofx, offer_mails, stripe_itemised_csv, tiktok_export};
pub use options::{SandboxAccount, SandboxOptions};
pub use server::{JournalEntry, SandboxHandle, serve};
pub use world::{DailyFigure, World};
