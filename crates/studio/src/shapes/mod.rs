//! The JSON shapes that cross to the window and the command line.
//!
//! The rules they protect: amounts are decimal strings with a unit, days are `YYYY-MM-DD`, instants RFC 3339 UTC, unknown is
//! `null`. TypeScript twins are generated from these types into `ui/src/bindings` by `cargo test -p studio`; they are never
//! edited by hand.

pub mod accounts;
pub mod app;
pub mod chart;
pub mod deals;
pub mod deliverables;
pub mod doubles;
pub mod earnings;
pub mod forecast;
pub mod hand;
pub mod inbox;
pub mod invoices;
pub mod ledger;
pub mod mail;
pub mod mailbox;
pub mod money;
pub mod outbox;
pub mod payouts;
pub mod programme_economics;
pub mod programme_status;
pub mod programme_terms;
pub mod programmes;
pub mod rates;
pub mod rules;
pub mod settings;
pub mod signing_in;
pub mod today;
pub mod wizard;
pub mod words;
pub mod worth;

pub use accounts::*;
pub use app::*;
pub use chart::*;
pub use deals::*;
pub use deliverables::*;
pub use doubles::*;
pub use earnings::*;
pub use forecast::*;
pub use hand::*;
pub use inbox::*;
pub use invoices::*;
pub use ledger::*;
pub use mail::*;
pub use mailbox::*;
pub use money::*;
pub use outbox::*;
pub use payouts::*;
pub use programme_economics::*;
pub use programme_status::*;
pub use programme_terms::*;
pub use programmes::*;
pub use rates::*;
pub use rules::*;
pub use settings::*;
pub use signing_in::*;
pub use today::*;
pub use wizard::*;
pub use words::*;
pub use worth::*;
