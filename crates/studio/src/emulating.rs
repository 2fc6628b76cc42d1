//! The emulator of the platforms on its own, for tests and scripts of other programs.
//!
//! The rule it protects: it listens on loopback only, and its credentials open nothing else.

use crate::StudioError;
use crate::demo::World;
use domain::Instant;
use sandbox::{FaultSpec, SandboxHandle, SandboxOptions};
use serde::Serialize;

/// A running emulator; it stops when [`Emulator::stop`] is called or the process ends.
pub struct Emulator(SandboxHandle);

/// Where it listens and what can be connected to it.
#[derive(Debug, Clone, Serialize)]
pub struct EmulatorAddress {
    /// `http://127.0.0.1:PORT`.
    pub base_url: String,
    /// Accounts with their invented credentials.
    pub accounts: Vec<sandbox::SandboxAccount>,
}

impl Emulator {
    /// Starts one for `world` as of `now`, on `port` (any free one when 0), misbehaving as `faults` say.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] for a fault that cannot be read, [`StudioError::Sandbox`] when it cannot listen.
    pub async fn start(
        world: World,
        now: Instant,
        port: u16,
        faults: &[String],
    ) -> Result<Self, StudioError> {
        let read = |text: &String| {
            text.parse::<FaultSpec>()
                .map_err(|_| StudioError::bad("fault", text))
        };
        let options = SandboxOptions {
            seed: world.seed,
            days: world.days,
            entries: world.entries,
            faults: faults.iter().map(read).collect::<Result<_, _>>()?,
            port,
            ..SandboxOptions::new(world.made_at.unwrap_or(now).0)
        };
        let handle = sandbox::serve(options).await;
        Ok(Self(
            handle.map_err(|e| StudioError::Sandbox(e.to_string()))?,
        ))
    }

    /// Where it is.
    pub fn address(&self) -> EmulatorAddress {
        EmulatorAddress {
            base_url: self.0.base_url(),
            accounts: self.0.accounts(),
        }
    }

    /// Stops it and waits until the port is free.
    ///
    /// # Errors
    /// [`StudioError::Sandbox`] when it had failed.
    pub async fn stop(self) -> Result<(), StudioError> {
        let stopped = self.0.shutdown().await;
        stopped.map_err(|e| StudioError::Sandbox(e.to_string()))
    }
}
