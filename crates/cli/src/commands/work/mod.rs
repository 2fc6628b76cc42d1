//! Work on offers: pieces and rights over time, worth, past fees, calendar, case file.

mod deal;
mod fees;
mod worth;

pub use deal::deal;
pub use fees::fees;
pub use worth::worth;

use super::word;
use crate::arguments::{CalendarTo, CaseTo};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::words::Word;
use studio::shapes::WrittenFile;
use studio::{StudioError, calendar, case_file};

/// Writes the calendar.
pub fn save_calendar(context: &Context, to: &CalendarTo) -> Result<Answer, CliError> {
    let written = calendar::save(&*context.open()?, &to.to)?;
    file(context, &written)
}

/// Writes a case file.
pub fn save_case(context: &Context, case: &CaseTo) -> Result<Answer, CliError> {
    let written = case_file::save(&*context.open()?, case.offer, &case.to)?;
    file(context, &written)
}

fn file(context: &Context, written: &WrittenFile) -> Result<Answer, CliError> {
    context.done(written, |words| {
        format!(
            "{}: {} ({})\nSHA-256 {}\n",
            words.say(Word::Written),
            written.file,
            written.count,
            written.sha256
        )
    })
}

/// The two sides of each `FIELD=VALUE`.
fn pairs(fields: &[String]) -> Result<Vec<(&str, &str)>, StudioError> {
    fields.iter().map(|text| super::pair(text)).collect()
}
