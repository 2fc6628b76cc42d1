//! Why a file as a whole cannot be read.
//!
//! The rule it protects: a closed set of codes, each naming the file and what the creator needs for the next step.

use crate::tabular::Question;
use thiserror::Error;

/// A file that cannot be imported. Nothing of it was taken over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// No bytes, or white space only.
    #[error("{file} is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// An archive without files.
    #[error("{file} is an archive with no files in it")]
    ZipEmpty {
        /// The archive.
        file: String,
    },
    /// An archive that unpacks to far more than it holds.
    #[error("{file} unpacks to {unpacked} bytes, more than the {limit} allowed")]
    ZipBomb {
        /// The archive, or its member.
        file: String,
        /// Bytes it unpacks to, as far as they were counted.
        unpacked: u64,
        /// Bytes allowed for an archive of its size.
        limit: u64,
    },
    /// An archive that is damaged, encrypted or packed by an unknown method.
    #[error("{file} cannot be unpacked: {why}")]
    ZipUnreadable {
        /// The archive, or its member.
        file: String,
        /// The unpacker's words.
        why: String,
    },
    /// More bytes, or members, than are read.
    #[error("{file} holds {found}, more than the limit of {limit}")]
    TooLarge {
        /// The file.
        file: String,
        /// Its bytes or members.
        found: u64,
        /// The limit in the same measure.
        limit: u64,
    },
    /// No importer knows it.
    #[error("{file} is in no known format; it looks like {looked_at}")]
    UnknownFormat {
        /// The file.
        file: String,
        /// What was looked at: `columns date, views`, `a zip archive`, `binary data`.
        looked_at: String,
    },
    /// Bytes that are no text in any encoding read here.
    #[error("{file} is not readable text from line {line} on")]
    Encoding {
        /// The file.
        file: String,
        /// Line, counted from 1.
        line: u64,
    },
    /// JSON that breaks off or is malformed.
    #[error("{file} is broken JSON at line {line}, column {column}")]
    BrokenJson {
        /// The file.
        file: String,
        /// Line, counted from 1.
        line: u64,
        /// Column in bytes, counted from 1.
        column: u64,
    },
    /// JSON nested deeper than any real file.
    #[error("{file} is nested deeper than {limit} levels")]
    TooDeep {
        /// The file.
        file: String,
        /// The limit.
        limit: u32,
    },
    /// A column the importer reads occurs twice, so its value is in doubt.
    #[error("{file} has two columns named {name}")]
    DuplicateHeader {
        /// The file.
        file: String,
        /// The column, as written.
        name: String,
    },
    /// Columns without which rows mean nothing.
    #[error("{file} lacks the columns {missing}")]
    MissingColumns {
        /// The file.
        file: String,
        /// Missing columns, comma separated.
        missing: String,
        /// Columns found, comma separated.
        found: String,
    },
    /// The first line is data.
    #[error("{file} has no header line")]
    NoHeader {
        /// The file.
        file: String,
    },
    /// The table can be read in more than one way, and only the creator knows which is meant.
    #[error("{file} leaves open: {}", questions.iter().map(Question::line).collect::<Vec<_>>().join(", "))]
    NeedsAnswer {
        /// The file.
        file: String,
        /// What is asked.
        questions: Vec<Question>,
    },
}

impl ImportError {
    /// The stable code for translation.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "import_empty",
            Self::ZipEmpty { .. } => "import_zip_empty",
            Self::ZipBomb { .. } => "import_zip_bomb",
            Self::ZipUnreadable { .. } => "import_zip_unreadable",
            Self::TooLarge { .. } => "import_too_large",
            Self::UnknownFormat { .. } => "import_unknown_format",
            Self::Encoding { .. } => "import_encoding",
            Self::BrokenJson { .. } => "import_broken_json",
            Self::TooDeep { .. } => "import_too_deep",
            Self::DuplicateHeader { .. } => "import_duplicate_header",
            Self::MissingColumns { .. } => "import_missing_columns",
            Self::NoHeader { .. } => "import_no_header",
            Self::NeedsAnswer { .. } => "needs_answer",
        }
    }

    /// The file or archive member it is about.
    pub fn file(&self) -> &str {
        match self {
            Self::Empty { file }
            | Self::ZipEmpty { file }
            | Self::ZipBomb { file, .. }
            | Self::ZipUnreadable { file, .. }
            | Self::TooLarge { file, .. }
            | Self::UnknownFormat { file, .. }
            | Self::Encoding { file, .. }
            | Self::BrokenJson { file, .. }
            | Self::TooDeep { file, .. }
            | Self::DuplicateHeader { file, .. }
            | Self::MissingColumns { file, .. }
            | Self::NoHeader { file }
            | Self::NeedsAnswer { file, .. } => file,
        }
    }

    /// What a translated sentence may name beside the file.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty { .. } | Self::ZipEmpty { .. } | Self::NoHeader { .. } => Vec::new(),
            Self::ZipBomb {
                unpacked, limit, ..
            } => vec![
                ("unpacked", unpacked.to_string()),
                ("limit", limit.to_string()),
            ],
            Self::ZipUnreadable { why, .. } => vec![("why", why.clone())],
            Self::TooLarge { found, limit, .. } => {
                vec![("found", found.to_string()), ("limit", limit.to_string())]
            }
            Self::UnknownFormat { looked_at, .. } => vec![("looked_at", looked_at.clone())],
            Self::Encoding { line, .. } => vec![("line", line.to_string())],
            Self::BrokenJson { line, column, .. } => {
                vec![("line", line.to_string()), ("column", column.to_string())]
            }
            Self::TooDeep { limit, .. } => vec![("limit", limit.to_string())],
            Self::DuplicateHeader { name, .. } => vec![("name", name.clone())],
            Self::MissingColumns { missing, found, .. } => {
                vec![("missing", missing.clone()), ("found", found.clone())]
            }
            Self::NeedsAnswer { questions, .. } => {
                let lines: Vec<String> = questions.iter().map(Question::line).collect();
                let mut details = vec![("questions", lines.join("; "))];
                if let Some(first) = questions.first() {
                    details.extend([
                        ("question", first.key.to_owned()),
                        ("options", first.options.join(", ")),
                        ("column", first.column.clone()),
                        ("sample", first.sample.clone()),
                    ]);
                }
                details
            }
        }
    }
}
