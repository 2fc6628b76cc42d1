//! Signing in with OAuth, and staying signed in.
//!
//! The rules it protects: a rotated refresh token is saved before its access token is used, one renewal runs at a time, and
//! tokens another process renewed meanwhile are taken over instead of being renewed to death.

mod answer;
mod pkce;
mod session;

pub(crate) use answer::{OauthDialect, Tokens, read_tokens};
pub use pkce::{Challenge, Pkce, pkce};
pub(crate) use session::{Renewal, Session};
