//! Where secrets come from: a file, standard input, or a prompt that shows nothing.

use crate::context::Context;
use crate::words::Word;
use std::io::{IsTerminal, Read};
use std::path::Path;
use studio::StudioError;

/// Secrets are a few hundred bytes; more is another file by mistake.
const MOST: u64 = 64 * 1024;

/// Asks for a secret without showing it; where nobody sits at a terminal, the option is named instead.
pub fn prompt(context: &Context, ask: Word, option: &str) -> Result<String, StudioError> {
    if !std::io::stdin().is_terminal() {
        return Err(StudioError::bad(option, ""));
    }
    rpassword::prompt_password(format!("{} ", context.words.say(ask)))
        .map_err(|e| StudioError::file(Path::new("-"), e))
}

/// The text of a file; `-` is standard input.
pub fn read(file: &Path) -> Result<String, StudioError> {
    let failed = |e| StudioError::file(file, e);
    let mut text = String::new();
    if file == Path::new("-") {
        let stdin = std::io::stdin().lock();
        stdin.take(MOST).read_to_string(&mut text).map_err(failed)?;
    } else {
        let open = std::fs::File::open(file).map_err(failed)?;
        open.take(MOST).read_to_string(&mut text).map_err(failed)?;
    }
    Ok(text)
}
