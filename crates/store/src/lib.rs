//! The encrypted cache of one profile: what was read, what the creator wrote, and the way from one to the other.
//!
//! The rules it protects: rows, revisions, rollups, search words and cursors change in one transaction or not at all;
//! nothing that was known is overwritten; the creator's word wins; the file is unreadable without its key; and no call
//! here reads a clock.
//!
//! Start at [`Profile::open`]. [`Store::write`] runs a closure on the one writer thread with a [`WriteTx`];
//! [`Store::read`] gives a [`ReadTx`], a consistent snapshot that cannot write.

mod backup;
mod codec;
mod codes;
mod connection;
mod error;
mod fold;
mod key;
mod lock;
mod migrate;
mod passphrase;
mod profile;
mod query;
mod secret;
mod store;
mod table;
mod tx;
mod undo;
mod verify;

pub use backup::{BackupReport, restore};
pub use error::{KeyError, StoreError};
pub use fold::places_of;
pub use key::{FileVault, Key, KeyVault, KeychainVault};
pub use passphrase::{Passphrase, WrappedKey};
pub use profile::{Access, KeychainMode, OpenOptions, Profile, ProfileInfo, VaultKind};
pub use query::arrivals::Arrival;
pub use query::changes::{ChangeCount, ChangeFilter, ChangePage};
pub use query::drift::{Drift, DriftKey, FigureLife};
pub use query::figures::{MetricDay, PostViews};
pub use query::filter::{Aside, EntryFilter};
pub use query::mail_search::{MailAfter, MailFound, MailOrder, MailWanted};
pub use query::page::{EntryPage, PageAfter};
pub use query::sides::Sides;
pub use query::told::ToldRow;
pub use query::totals::{Sum, TotalKey, TotalRow};
pub use secret::{KeychainSecrets, SecretBytes, SecretVault, TableSecrets};
pub use store::Store;
pub use table::account::AccountDraft;
pub use table::attachment::Attachment;
pub use table::change::{Change, ChangeDraft, ChangeEntity, ChangeKind, ChangesSince, Flag};
pub use table::client::ClientRow;
pub use table::client_registration::ClientRegistration;
pub use table::counts::Counts;
pub use table::deal_step::{DealEdit, StepUndone};
pub use table::document::Document;
pub use table::doubles::{
    DoubleDecision, DoubleLink, DoubleOf, DoublePair, DoubleSide, DoubleVerdict, ToldId, ToldKind,
};
pub use table::draft::ReplyDraft;
pub use table::entry::{Entry, EntryRevision, KnownEntry};
pub use table::entry_note::EntryNote;
pub use table::exchange::Exchange;
pub use table::expected_share::{ExpectedShare, Share};
pub use table::invoice::{InvoiceRow, IssuedPaper};
pub use table::landing::Landing;
pub use table::live_mark::LiveMark;
pub use table::mail::Mail;
pub use table::mail_place::MailRoad;
pub use table::matching::{MatchDecision, MatchLink, Verdict};
pub use table::metric::Metric;
pub use table::offer::{Offer, OfferMessage};
pub use table::offer_note::OfferNote;
pub use table::outbox::{OfferKey, OutboxMove, OutboxStep, Outgoing};
pub use table::outbox_sender::MailSender;
pub use table::own_preset::OwnPreset;
pub use table::own_rate::OwnRateRow;
pub use table::payment::{PaidFrom, Payment, PaymentDraft};
pub use table::payout::{Payout, PayoutRevision};
pub use table::payout_sum::{PaidPart, PaidRows, PaidSum, PaidTitle};
pub use table::period_lock::PeriodLock;
pub use table::post::{Post, PostSnapshot};
pub use table::programme_notice::{ProgrammeLook, ProgrammeNotice};
pub use table::programme_status::{ProgrammeStatus, ProgrammeStatusRow};
pub use table::recurring::{Recurring, RecurringVersion};
pub use table::reference_rate::ReferenceRate;
pub use table::reminder::Reminder;
pub use table::review::Review;
pub use table::rule_override::RuleOverrideRow;
pub use table::rule_pack::RulePackRow;
pub use table::run::{Run, RunAccount};
pub use table::saved_filter::SavedFilter;
pub use table::seller::SellerRow;
pub use table::sign_in::SignIn;
pub use table::template::ReplyTemplate;
pub use table::trusted_key::TrustedKey;
pub use table::work_word::{WorkPart, WorkWord, WorkWords};
pub use tx::{Origin, ReadTx, Upsert, WriteTx};
pub use undo::UndoReport;
pub use verify::{Problem, VerifyReport};
