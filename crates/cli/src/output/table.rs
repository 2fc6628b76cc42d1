//! Tables of a terminal: columns aligned, amounts to the right.
//!
//! The rule it protects: words of strangers (mail, titles) cannot steer the terminal; control characters are shown, not sent.

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A table under construction.
#[derive(Debug, Default)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new<'c>(columns: impl IntoIterator<Item = (&'c str, Align)>) -> Self {
        Self {
            columns: columns
                .into_iter()
                .map(|(name, align)| (name.to_owned(), align))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push(cells.into_iter().map(|cell| plain(&cell)).collect());
    }

    /// The lines of the table; `nothing` when it has no row.
    pub fn text(&self, nothing: &str) -> String {
        if self.rows.is_empty() {
            return format!("{nothing}\n");
        }
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, (name, _))| {
                let cells = self.rows.iter().filter_map(|row| row.get(index));
                cells
                    .map(|cell| cell.chars().count())
                    .chain([name.chars().count()])
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let head: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let mut out = self.line(&head, &widths);
        for row in &self.rows {
            out.push_str(&self.line(row, &widths));
        }
        out
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let padded: Vec<String> = cells
            .iter()
            .zip(&self.columns)
            .zip(widths)
            .map(|((cell, (_, align)), width)| match align {
                Align::Left => format!("{cell:<width$}"),
                Align::Right => format!("{cell:>width$}"),
            })
            .collect();
        format!("{}\n", padded.join("  ").trim_end())
    }
}

/// Text without control characters; a line break becomes a space.
pub fn plain(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_strangers_steer_nothing() {
        let mut table = Table::new([("title", Align::Left), ("net", Align::Right)]);
        table.row(["é\u{1b}[2J".to_owned(), "1.00 EUR".to_owned()]);
        table.row(["longer".to_owned(), "-12.00 EUR".to_owned()]);
        assert_eq!(
            table.text("nothing"),
            "title          net\né\u{fffd}[2J     1.00 EUR\nlonger  -12.00 EUR\n",
            "figures end at one edge, and an escape sequence is no longer one"
        );
        assert_eq!(
            Table::new([("title", Align::Left)]).text("nothing"),
            "nothing\n",
            "an empty table says so"
        );
    }
}
