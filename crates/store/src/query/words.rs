//! From typed words to a query whose cost does not grow with its hits.
//!
//! The rule it protects: a list shows the newest fifty hits as fast for a word in every row as for a rare one. The index
//! would gather every hit of a beginning (`ord*`) before it gave the first; of whole words it gives the newest at once. So a
//! beginning is first turned into the words that begin so.

use crate::{ReadTx, StoreError, fold};
use rusqlite::{CachedStatement, OptionalExtension};

/// Beginnings of more words than this are left to the index.
const MOST_WORDS: usize = 48;

pub(crate) const NEXT_WORD: &str =
    "SELECT term FROM entry_word_instance WHERE term >= ?1 ORDER BY term LIMIT 1";

impl ReadTx<'_> {
    /// The index query of what was typed, or `None` when it holds no word.
    pub(crate) fn word_query(&self, text: &str) -> Result<Option<String>, StoreError> {
        let words = fold::words(text);
        if words.is_empty() {
            return Ok(None);
        }
        let mut next = self.conn.prepare_cached(NEXT_WORD)?;
        let parts: Vec<String> = words
            .iter()
            .map(|word| {
                let whole = match fold::ascii_form(word) {
                    Some(form) => words_from(&mut next, &form)?,
                    None => None,
                };
                Ok(whole.unwrap_or_else(|| fold::prefix_query(word)))
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(Some(parts.join(" AND ")))
    }
}

/// `("order" OR "orders")` for `ord`; `None` when there is no such word, or too many.
pub(super) fn words_from(
    next: &mut CachedStatement<'_>,
    beginning: &str,
) -> Result<Option<String>, StoreError> {
    let mut found: Vec<String> = Vec::new();
    let mut from = beginning.to_owned();
    loop {
        let term: Option<String> = next.query_row([&from], |row| row.get(0)).optional()?;
        let Some(term) = term.filter(|t| t.starts_with(beginning)) else {
            break;
        };
        if found.len() == MOST_WORDS {
            return Ok(None);
        }
        from = format!("{term}\u{1}");
        found.push(format!("\"{term}\""));
    }
    Ok((!found.is_empty()).then(|| format!("({})", found.join(" OR "))))
}
