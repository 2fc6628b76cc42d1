//! Hand entry as good as any import: typed lines become documents, entries, runs and revisions like everything else.
//!
//! The rules it protects: what was typed is kept as it was typed; an edit is a revision and a deletion a disappearance, each a
//! run that can be taken back; parts add up exactly; an occurrence is made once.

mod fields;
mod files;
mod recurring;
mod write;

pub use fields::read_line;
pub use files::{attach, detach};
pub use recurring::{edit_recurring, end_recurring, fill, recurring};
pub use write::{add, delete, edit};
pub(crate) use write::{finish, hand_account};

/// The stream of data that hand-typed entries stand in.
pub(crate) const FEED: &str = "hand";

/// The repetition an entry's identity names (`rec:<id>:<n>`).
pub(crate) fn rule_of(ext_key: &str) -> Option<i64> {
    ext_key
        .strip_prefix("rec:")?
        .split(':')
        .next()?
        .parse()
        .ok()
}
