//! How patient and how strict the client is, and the waiting itself.
//!
//! The rule it protects: every wait goes through [`Pause`], so a test sees each one and sleeps through none.

use async_trait::async_trait;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Lets time pass.
#[async_trait]
pub trait Pause: Send + Sync {
    /// Returns after `duration`. The caller may drop the wait when the run is canceled.
    async fn wait(&self, duration: Duration);
}

/// Waits on tokio's timer.
#[derive(Debug, Clone, Copy)]
pub struct TokioPause;

#[async_trait]
impl Pause for TokioPause {
    async fn wait(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// The HTTP policy's numbers. The default is what the product ships with.
#[derive(Clone)]
pub struct HttpOptions {
    /// How waits are waited.
    pub pause: Arc<dyn Pause>,
    /// Times a request is sent at most. Failing to connect at all gives up two attempts earlier, since offline is not
    /// cured by asking.
    pub attempts: u32,
    /// First wait between attempts; doubles each time, with jitter.
    pub first_wait: Duration,
    /// Longest wait between two attempts that was not asked for by the platform.
    pub longest_wait: Duration,
    /// Most waiting for one request in all. A platform that asks for more ends the run with
    /// [`RateLimited`](crate::ConnectError::RateLimited).
    pub patience: Duration,
    /// Limit for a connection to come about.
    pub connect_timeout: Duration,
    /// Limit for a whole request with its answer.
    pub timeout: Duration,
    /// Most bytes of an answer, unpacked.
    pub body_limit: usize,
    /// Seed of the jitter; `None` draws one.
    pub jitter_seed: Option<u64>,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            pause: Arc::new(TokioPause),
            attempts: 5,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(20),
            patience: Duration::from_secs(180),
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            body_limit: 32 * 1024 * 1024,
            jitter_seed: None,
        }
    }
}

impl fmt::Debug for HttpOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpOptions")
            .field("attempts", &self.attempts)
            .field("patience", &self.patience)
            .field("timeout", &self.timeout)
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}
