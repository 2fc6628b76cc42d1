//! One file per table (or per pair of tables that never change apart): its row, its reads, its writes.
//!
//! Each file says whether its table is *fetched* (can be read again from its source), *authored* (the creator's own,
//! irreplaceable), *derived* (recomputed by [`verify`](crate::ReadTx::verify)) or a *record* of runs.

pub(crate) mod account;
pub(crate) mod attachment;
pub(crate) mod change;
pub(crate) mod client_registration;
pub(crate) mod counts;
pub(crate) mod cursor;
pub(crate) mod document;
pub(crate) mod doubles;
pub(crate) mod doubles_hold;
pub(crate) mod draft;
pub(crate) mod entry;
pub(crate) mod entry_note;
pub(crate) mod entry_write;
pub(crate) mod exchange;
pub(crate) mod expected_share;
pub(crate) mod landing;
pub(crate) mod live_mark;
pub(crate) mod matching;
pub(crate) mod metric;
pub(crate) mod names;
pub(crate) mod offer;
pub(crate) mod offer_note;
pub(crate) mod offer_write;
pub(crate) mod outbox;
pub(crate) mod outbox_sender;
pub(crate) mod own_preset;
pub(crate) mod own_rate;
pub(crate) mod payout;
pub(crate) mod payout_sum;
pub(crate) mod payout_write;
pub(crate) mod period_lock;
pub(crate) mod post;
pub(crate) mod programme_notice;
pub(crate) mod programme_status;
pub(crate) mod recurring;
pub(crate) mod reference_rate;
pub(crate) mod review;
pub(crate) mod rollup;
pub(crate) mod rollup_month;
pub(crate) mod rule_override;
pub(crate) mod rule_pack;
pub(crate) mod run;
pub(crate) mod secret;
pub(crate) mod setting;
pub(crate) mod sign_in;
pub(crate) mod template;
pub(crate) mod trusted_key;
pub(crate) mod words;
