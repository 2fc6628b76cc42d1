//! What the program says on its error stream: warnings and worse, or what `CREATOR_STUDIO_LOG` asks for.
//!
//! Nothing is sent anywhere, and secrets print as redacted by their own type.

/// Starts the subscriber; a second start is ignored.
pub fn start() {
    let filter = std::env::var("CREATOR_STUDIO_LOG").unwrap_or_else(|_| "warn".to_owned());
    let started = tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .try_init();
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}
