//! creatorctl: the use cases of Creator Studio for terminals, nightly jobs and tests.
//!
//! The rule it protects: in `--json` mode stdout holds exactly one JSON document, whatever happens; the exit status says the
//! same as the document. Everything else goes to stderr.

mod arguments;
mod commands;
mod context;
mod error;
mod output;
mod progress;
mod words;

use arguments::Arguments;
use clap::Parser;
use context::Context;
use output::{Answer, Exit};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    watch_log();
    let context = Context::new(&arguments);
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(error::CliError::Runtime)
        .and_then(|runtime| runtime.block_on(commands::run(&context, arguments.command)));
    let answer = outcome.unwrap_or_else(|error| context.refusal(&error));
    print(&answer)
}

/// Prints an answer. A reader that closed the pipe early got what it wanted.
fn print(answer: &Answer) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    let written = stdout
        .write_all(answer.stdout.as_bytes())
        .and_then(|()| stdout.flush());
    if !answer.stderr.is_empty() {
        output::tell(&answer.stderr);
    }
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::Failed.into(),
        _ => answer.exit.into(),
    }
}

/// What clap refuses: help and version are answers, everything else is wrong usage.
fn misused(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let shown = error.print();
        return if shown.is_ok() {
            Exit::Done
        } else {
            Exit::Failed
        }
        .into();
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        return print(&output::usage(&error.render().to_string()));
    }
    // Where stderr is gone nobody can be told more than the exit status says.
    let _ = error.print();
    Exit::Usage.into()
}

/// Logs to stderr when `CREATOR_STUDIO_LOG` asks for them (`info`, `sync=debug`).
fn watch_log() {
    if let Ok(filter) = tracing_subscriber::EnvFilter::try_from_env("CREATOR_STUDIO_LOG") {
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
    }
}
