//! Long work on a terminal: a bar where somebody looks, plain lines where a log is written; Ctrl-C as a wish to stop.
//!
//! The rule it protects: stdout stays the answer's alone; a stop never leaves half a page.

use crate::error::CliError;
use crate::output::{count, plain, tell};
use crate::words::{Word, Words};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};
use studio::Events;
use studio::shapes::{PartProgress, TaskProgress};
use studio::work::Work;

/// Tells progress on stderr.
pub struct Terminal {
    words: Words,
    shown: Shown,
}

enum Shown {
    Nothing,
    Bar(ProgressBar),
    /// The last state told of each part, by its place.
    Lines(Mutex<BTreeMap<usize, String>>),
}

impl Terminal {
    /// A bar when stderr is a terminal, lines otherwise, nothing when quiet.
    pub fn new(quiet: bool, words: Words) -> Self {
        let shown = if quiet {
            Shown::Nothing
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
            let style = ProgressStyle::with_template("{spinner} {msg}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            Shown::Bar(bar)
        } else {
            Shown::Lines(Mutex::default())
        };
        Self { words, shown }
    }

    fn part(&self, part: &PartProgress) -> String {
        let words = self.words;
        let mut line = format!(
            "{} {}: {} {}",
            words.slug(&crate::error::slug(&part.platform)),
            plain(&part.name),
            words.slug(&part.state),
            count(part.done, words),
        );
        if let Some(about) = part.about.filter(|about| *about > part.done) {
            line.push_str(&format!(" / {}", count(about, words)));
        }
        if part.new > 0 {
            line.push_str(&format!(
                " · {} {}",
                count(part.new, words),
                words.say(Word::New)
            ));
        }
        if let Some(wait) = part.wait_ms {
            line.push_str(&format!(" · {} ms", count(wait, words)));
        }
        line
    }
}

impl Events for Terminal {
    fn progress(&self, progress: &TaskProgress) {
        match &self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                let under_way =
                    |p: &&PartProgress| matches!(p.state.as_str(), "running" | "retrying");
                if progress.state == "running" {
                    let lines: Vec<String> = progress
                        .parts
                        .iter()
                        .filter(under_way)
                        .map(|part| self.part(part))
                        .collect();
                    bar.set_message(lines.join("   "));
                    bar.tick();
                } else {
                    bar.finish_and_clear();
                }
            }
            Shown::Lines(told) => {
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                if progress.parts.iter().all(|part| part.state == "waiting") {
                    told.clear();
                }
                for (place, part) in progress.parts.iter().enumerate() {
                    if part.state == "waiting" || told.get(&place) == Some(&part.state) {
                        continue;
                    }
                    told.insert(place, part.state.clone());
                    tell(&self.part(part));
                }
            }
        }
    }

    fn changed(&self, _: &[&str]) {}
}

/// Ctrl-C or SIGTERM asks the running work to stop between two writes; a second one ends the process, which the cache
/// survives as it survives a power cut.
///
/// # Errors
/// [`CliError::Runtime`] when the system gives no signals.
pub fn stop_on_signal(work: &Arc<Work>, words: Words, quiet: bool) -> Result<(), CliError> {
    let mut signals = Signals::new()?;
    let work = work.clone();
    tokio::spawn(async move {
        signals.next().await;
        work.cancel();
        if !quiet {
            tell(words.say(Word::Stopping));
        }
        signals.next().await;
        std::process::exit(1);
    });
    Ok(())
}

/// The signals that mean *stop*.
pub struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    /// Listens from now on.
    ///
    /// # Errors
    /// [`CliError::Runtime`].
    #[cfg(unix)]
    pub fn new() -> Result<Self, CliError> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(CliError::Runtime)?,
            terminate: signal(SignalKind::terminate()).map_err(CliError::Runtime)?,
        })
    }

    /// Listens from now on.
    ///
    /// # Errors
    /// None on this system.
    #[cfg(not(unix))]
    pub fn new() -> Result<Self, CliError> {
        Ok(Self {})
    }

    /// Waits for the next one.
    #[cfg(unix)]
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Waits for the next one.
    #[cfg(not(unix))]
    pub async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
