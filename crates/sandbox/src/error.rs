//! What can go wrong when the emulator starts or is told something.
//!
//! Rule protected: one typed error for the crate; wire errors are answers, not values of this type.

use crate::faults::FaultParseError;

/// A failure of the emulator itself.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The loopback port could not be bound (taken, or not allowed).
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port asked for; 0 means any.
        port: u16,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A fault specification does not follow the grammar.
    #[error(transparent)]
    Fault(#[from] FaultParseError),
    /// The server task ended with an error.
    #[error("the sandbox server stopped: {0}")]
    Stopped(String),
}
