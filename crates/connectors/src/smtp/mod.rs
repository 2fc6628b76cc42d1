//! Mail on its way out: SMTP submission (RFC 6409, RFC 5321) over TLS.
//!
//! The rules it protects: a password travels over TLS or not at all; a server is given the end of a message only after the
//! caller has written down that it may be taken; what a server said is told apart from what was never heard.

mod error;
mod hand_over;
mod line;
mod message;
mod server;

pub use error::SendError;
pub use hand_over::{Envelope, Ready, SmtpLogin, SmtpSecret, hand_over, sign_in};
pub use message::{Letter, compose, is_address};
pub use server::check_server;
