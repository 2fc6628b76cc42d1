//! The vocabulary and the rules of Creator Studio: money, time, entries, payouts, programmes, offers.
//!
//! Nothing in this crate reads a file, a clock, the network or a random number: the same input gives the same answer
//! on every machine and every day. It knows no other crate of the workspace; all of them know it.
//!
//! The words are the field's own and are the same in code, screens and docs:
//! an [`entry`] is one earned line, a [`payout`] is money a platform sent, a [`document`] holds the
//! raw bytes a figure came from, a [`run`] is one sync or import, an [`offer`] is a brand's proposal.

pub mod account;
pub mod amount;
pub mod currency;
pub mod deal;
pub mod deliverable;
pub mod document;
pub mod doubles;
pub mod drift;
pub mod entry;
pub mod fingerprint;
pub mod forecast;
pub mod hand;
pub mod ids;
pub mod invoice;
pub mod landing;
pub mod mail;
pub mod matching;
pub mod metric;
pub mod offer;
pub mod page;
pub mod payout;
pub mod programmes;
pub mod rates;
pub mod reject;
pub mod reply;
pub mod rights;
pub mod run;
pub mod standing;
pub mod time;
pub mod worth;

pub use account::{Account, Platform, Region};
pub use amount::{Amount, AmountError, Unit};
pub use document::{DocumentDraft, Locator};
pub use entry::{EntryDraft, Money, Status, Stream};
pub use ids::{AccountId, DocumentId, EntryId, LandingId, OfferId, PayoutId, RunId};
pub use landing::LandingDraft;
pub use mail::{MailDraft, MailFlag, MailNews, MailPlace};
pub use metric::{MetricDraft, PostDraft};
pub use offer::{OfferDraft, Stage};
pub use page::{Page, Window};
pub use payout::{PayoutDraft, PayoutState};
pub use reject::Reject;
pub use run::{RunKind, RunState};
pub use standing::Standing;
pub use time::{CivilDay, Instant, Zone};
