//! From earned to paid to landed: which entries a payout pays, which bank line it became, and when the next one is due.
//!
//! The rules it protects: a link that a platform states is told from one that we worked out, and the latter carries its
//! score and its reasons; what no entry accounts for stays *unexplained*; every search does a bounded amount of work and
//! gives the same answer for the same input, whatever its order.

pub mod attribute;
pub mod balance;
pub mod calendar;
pub mod cycle;
pub mod propose;
pub mod resend;
mod score;
mod subset;

pub use attribute::{Attribution, Basis, Sent, attribute};
pub use balance::Balance;
pub use calendar::{DateBasis, Expectation, Past, expect};
pub use cycle::{Cycle, PayTerms, pay_terms};
pub use propose::{LandingSide, Part, PayoutSide, Proposal, propose};
pub use resend::{Outcome, came_back};
pub use score::{Finding, Reason, SURE, names_a_platform};
