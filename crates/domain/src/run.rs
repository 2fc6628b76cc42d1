//! One sync or import: a unit that can be explained and, for imports, undone.

use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What started the run.
    RunKind, "run kind" {
        /// Connected accounts were read.
        Sync = "sync",
        /// Files were read.
        Import = "import",
        /// An import was taken back.
        Undo = "undo",
        /// The creator typed something.
        Hand = "hand",
    }
}

words! {
    /// How a run, or one account in it, ended.
    RunState, "run state" {
        /// Under way (or cut off: a run that is still `running` at the next start was interrupted).
        Running = "running",
        /// Everything was read.
        Done = "done",
        /// Some rows or accounts were refused; the report says which.
        Partial = "partial",
        /// Stopped by the creator; what was written is complete.
        Canceled = "canceled",
        /// Nothing could be read.
        Failed = "failed",
        /// The platform wants a new sign-in.
        SignIn = "sign_in",
        /// The process ended in the middle; what was written is complete.
        Interrupted = "interrupted",
        /// Taken back.
        Undone = "undone",
    }
}
