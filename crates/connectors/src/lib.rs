//! Sources of figures: each connector turns a platform's bytes into drafts, over HTTP or from a file.
//!
//! The rules this crate protects: a connector never sees the store (it hands [`domain::Page`]s to a [`Sink`]), parsing is
//! pure, what cannot be read is refused with its bytes, and no secret reaches a document, an error or a log.

// Files and mail.
pub mod detect;
pub mod import;
pub mod mail;
pub mod statements;
pub mod stripe_csv;
pub mod tabular;
pub mod text;
pub mod tiktok_export;

// Reference rates.
pub mod ecb;
pub mod exchange;

// Platforms over HTTP.
pub mod error;
pub mod gumroad;
pub mod http;
pub mod imap;
pub mod instagram;
pub mod oauth;
pub mod patreon;
pub mod paypal;
pub mod secret;
pub mod shopify;
pub mod smtp;
pub mod source;
pub mod stripe;
pub mod tiktok;
pub mod tiktok_shop;
pub mod twitch;
pub mod youtube;

pub use error::{Action, ConnectError, SinkError, VaultError};
pub use http::HttpOptions;
pub use secret::{Credentials, Secret};
pub use source::{
    Capabilities, Connector, Event, FeedEnd, FeedSummary, Identity, Job, Note, PageEvent, Progress,
    Sink, Summary, Vault, capabilities_of, connector_for,
};
