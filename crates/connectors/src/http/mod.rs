//! The one way out: every request of every connector passes here.
//!
//! The rules it protects: credentials go to the account's own host and never follow a redirect, a request is repeated
//! only by one stated policy whose waits a test can observe, answers have a size limit, and no secret is logged.

mod base;
mod client;
mod clock;
mod options;
mod pace;
pub(crate) mod paging;
pub(crate) mod raw;
mod request;
mod retry;
pub(crate) mod walk;

pub use base::BaseUrl;
pub(crate) use client::Wire;
pub(crate) use clock::Clock;
pub use options::{HttpOptions, Pause, TokioPause};
pub(crate) use request::{Answer, Method, Request, document};
pub(crate) use retry::{Dialect, Meaning};
pub(crate) use walk::Unheard;
