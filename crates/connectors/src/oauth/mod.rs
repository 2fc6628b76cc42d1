//! Signing in with OAuth 2, and staying signed in.
//!
//! The rules it protects: consent happens in the system's browser or on another device, never in a window of ours; an answer
//! counts only with our state, from the server we asked, once; a rotated refresh token is saved before its access token is
//! used, one renewal runs at a time, and tokens another process renewed meanwhile are taken over instead of being renewed
//! to death.
//!
//! Why no library does this: docs/adr.

mod answer;
mod browser;
mod callback;
mod device;
mod discover;
mod doorway;
mod pkce;
mod provider;
mod renew;
mod revoke;
mod session;
mod token;

pub(crate) use answer::{OauthDialect, Tokens, read_tokens};
pub use browser::{BrowserSignIn, SignInOptions};
pub use callback::{Answered, Expected, read_callback};
pub use device::DeviceSignIn;
pub use doorway::{Doorway, Page, Pages};
pub use pkce::{Challenge, Pkce, pkce};
pub use provider::{GivesBack, Provider, Revocation, Spot, TWITCH, Way, provider_of};
pub(crate) use renew::{GrantRenewal, grant_of};
pub use revoke::give_back;
pub(crate) use session::{Renewal, Session};
pub use token::{Client, reason};
