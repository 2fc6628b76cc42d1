//! How answers look: one JSON document for programs, aligned tables for people, and the exit status both agree on.

mod figures;
mod table;

pub use figures::{amount, amount_or_dash, count};
pub use table::{Align, Table, plain};

use crate::error::Told;
use crate::words::Words;
use serde_json::json;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Failed, nothing changed.
    Failed,
    /// Wrong usage.
    Usage,
    /// Done in part; the report says which.
    Partial,
    /// Sign-in needed.
    SignIn,
    /// The profile is locked or its key is wrong.
    Locked,
}

impl Exit {
    /// From the studio's number.
    pub fn of(code: u8) -> Self {
        match code {
            0 => Self::Done,
            2 => Self::Usage,
            3 => Self::Partial,
            4 => Self::SignIn,
            5 => Self::Locked,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0u8,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Partial => 3,
            Exit::SignIn => 4,
            Exit::Locked => 5,
        })
    }
}

/// A line on stderr. Where nobody listens any more, nobody is told.
pub fn tell(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// What is printed and how the process ends.
pub struct Answer {
    /// For stdout.
    pub stdout: String,
    /// For stderr.
    pub stderr: String,
    /// Exit status.
    pub exit: Exit,
}

impl Answer {
    /// Nothing more to print.
    pub fn silent() -> Self {
        Self {
            stdout: String::new(),
            stderr: String::new(),
            exit: Exit::Done,
        }
    }
}

/// A failure: a document on stdout for programs; what happened and what to do next on stderr for people.
pub fn refusal(told: &Told, json: bool, words: Words) -> Answer {
    let explained = words.explain(&told.code, &told.message, &told.details);
    if json {
        let document = json!({ "error": {
            "code": told.code,
            "message": told.message,
            "details": told.details,
            "next": explained.next,
        }});
        return Answer {
            stdout: format!("{document}\n"),
            stderr: String::new(),
            exit: told.exit,
        };
    }
    Answer {
        stdout: String::new(),
        stderr: plain(&explained.whole()),
        exit: told.exit,
    }
}

/// Wrong usage in `--json` mode, in the words of the argument parser.
pub fn usage(words: &str) -> Answer {
    let message = words.trim().trim_start_matches("error: ");
    let document = json!({ "error": { "code": "usage", "message": message, "details": {}, "next": "creatorctl --help" } });
    Answer {
        stdout: format!("{document}\n"),
        stderr: String::new(),
        exit: Exit::Usage,
    }
}
