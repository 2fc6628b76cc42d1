//! The run: what a source says, compared with what the store knows, applied page by page.
//!
//! `bytes → page` is the connectors' work, `page → plan` is [`plan`] (pure), `plan → rows` is [`apply`] (one transaction with
//! the cursor), and [`mod@sync`] drives it for each account. The rules it protects: rows and the cursor that passes them are
//! stored together or not at all, one failing account never stops another, and a run that is cut off leaves a consistent
//! cache from which the next one goes on.

pub mod apply;
pub mod error;
pub mod import;
pub mod key;
pub mod outbox;
pub mod plan;
pub mod report;
pub mod sink;
pub mod sync;
pub mod watch;

pub use error::SyncError;
pub use report::{AccountReport, Counts};
pub use sync::{AccountJob, SyncOptions, sync};
pub use watch::{News, Watch};
