//! The one process that plays all platforms, on loopback only.
//!
//! Rule protected: nothing outside this machine can reach it, and it ends when its handle says so.

mod control;
mod journal;
mod site;
mod traffic;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use journal::JournalEntry;

use crate::error::SandboxError;
use crate::faults::FaultSpec;
use crate::options::{SandboxAccount, SandboxOptions};
use crate::world::World;
use site::Site;

/// A running sandbox. Dropping it stops the server without waiting for open connections.
#[derive(Debug)]
pub struct SandboxHandle {
    site: Arc<Site>,
    address: SocketAddr,
    stop: CancellationToken,
    task: Option<JoinHandle<std::io::Result<()>>>,
}

/// Makes the world and serves it on 127.0.0.1, on the current tokio runtime.
///
/// # Errors
/// [`SandboxError::Listen`] when the port cannot be bound; [`SandboxError::Stopped`] when the world cannot be made.
pub async fn serve(options: SandboxOptions) -> Result<SandboxHandle, SandboxError> {
    let port = options.port;
    let listen = |source| SandboxError::Listen { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    // a million rows take a moment: not on a thread that serves others
    let site = tokio::task::spawn_blocking(move || Site::new(&options))
        .await
        .map_err(|error| SandboxError::Stopped(error.to_string()))?;
    let site = Arc::new(site);
    let router = Router::new()
        .fallback(traffic::handle)
        .with_state(Arc::clone(&site));
    let stop = CancellationToken::new();
    let stopped = stop.clone().cancelled_owned();
    let task = tokio::spawn(async move {
        axum::serve(listener, router)
            .with_graceful_shutdown(stopped)
            .await
    });
    tracing::debug!(%address, "sandbox listening");
    Ok(SandboxHandle {
        site,
        address,
        stop,
        task: Some(task),
    })
}

impl SandboxHandle {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The accounts a client can connect to, with the tokens of the first sign-in.
    #[must_use]
    pub fn accounts(&self) -> Vec<SandboxAccount> {
        self.site.accounts(&self.base_url())
    }

    /// The creator as of the sandbox's clock.
    #[must_use]
    pub fn world(&self) -> World {
        self.site.world()
    }

    /// Moves the clock of all platforms, forward or back. Nothing new happens later than 120 days after the start.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.site.set_now(now.timestamp());
    }

    /// Puts these faults in force in place of the former ones.
    pub fn set_faults(&self, faults: Vec<FaultSpec>) {
        self.site.set_faults(faults);
    }

    /// The requests served so far, oldest first; the last 10,000 at most.
    #[must_use]
    pub fn journal(&self) -> Vec<JournalEntry> {
        self.site.journal()
    }

    /// Stops serving and waits until the port is free; connections left idle are closed.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`] when the server task had failed.
    pub async fn shutdown(mut self) -> Result<(), SandboxError> {
        self.stop.cancel();
        match self.task.take() {
            None => Ok(()),
            Some(task) => match task.await {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) => Err(SandboxError::Stopped(error.to_string())),
                Err(error) => Err(SandboxError::Stopped(error.to_string())),
            },
        }
    }
}

impl Drop for SandboxHandle {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
