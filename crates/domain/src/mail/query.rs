//! What a person types to find a message, read into what is looked for.
//!
//! The rule it protects: what cannot be read is said, with the word it hangs on; nothing typed is dropped in silence, and nothing
//! reaches an index as syntax.

use crate::CivilDay;

/// A part of a message that words may be asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailField {
    /// The sender's name and address.
    From,
    /// The recipients' addresses.
    To,
    /// The subject.
    Subject,
}

/// Words that stand beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPhrase {
    /// The part they stand in; any when `None`.
    pub field: Option<MailField>,
    /// Whether they must not stand there.
    pub not: bool,
    /// As typed.
    pub text: String,
    /// In quotes: the last word is whole, not a beginning.
    pub whole: bool,
}

/// What is looked for: everything at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailQuery {
    /// Words.
    pub phrases: Vec<MailPhrase>,
    /// Sent on this day or later.
    pub after: Option<CivilDay>,
    /// Sent before this day.
    pub before: Option<CivilDay>,
    /// With, or without, something attached.
    pub attached: Option<bool>,
}

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailQueryProblem {
    /// A quote begins and does not end.
    #[error("a quote begins and does not end: {0}")]
    OpenQuote(String),
    /// An operator without a value.
    #[error("{0} says nothing")]
    Empty(String),
    /// What stands behind `before:` or `after:` is no day.
    #[error("{0} is no day; a day is 2026-03-01, 2026-03 or 2026")]
    NotADay(String),
    /// `has:` of something that is not known.
    #[error("{0}: only has:attachment is known")]
    UnknownHas(String),
    /// No day lies between.
    #[error("no day is {0}")]
    NoDay(String),
    /// An operator that cannot be turned round.
    #[error("{0} cannot be left out")]
    NotNegated(String),
    /// Signs, and no letter or digit.
    #[error("there is no word in {0}")]
    NoWord(String),
}

impl MailQueryProblem {
    /// A stable slug for the words of a screen.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::OpenQuote(_) => "open_quote",
            Self::Empty(_) => "empty",
            Self::NotADay(_) => "not_a_day",
            Self::UnknownHas(_) => "unknown_has",
            Self::NoDay(_) => "no_day",
            Self::NotNegated(_) => "not_negated",
            Self::NoWord(_) => "no_word",
        }
    }

    /// The words it hangs on.
    pub fn about(&self) -> &str {
        match self {
            Self::OpenQuote(text)
            | Self::Empty(text)
            | Self::NotADay(text)
            | Self::UnknownHas(text)
            | Self::NoDay(text)
            | Self::NotNegated(text)
            | Self::NoWord(text) => text,
        }
    }
}

/// One piece of what was typed, between white space.
struct Piece {
    /// As typed, for what is said about it.
    typed: String,
    not: bool,
    operator: Option<String>,
    text: String,
    quoted: bool,
}

/// Reads what was typed.
///
/// # Errors
/// [`MailQueryProblem`], the first there is.
pub fn mail_query(typed: &str) -> Result<MailQuery, MailQueryProblem> {
    let mut query = MailQuery::default();
    for piece in pieces(typed)? {
        take(&mut query, piece)?;
    }
    if let (Some(after), Some(before)) = (query.after, query.before)
        && after >= before
    {
        return Err(MailQueryProblem::NoDay(format!(
            "after:{after} before:{before}"
        )));
    }
    Ok(query)
}

fn take(query: &mut MailQuery, piece: Piece) -> Result<(), MailQueryProblem> {
    let field = match piece.operator.as_deref() {
        None => None,
        Some("from") => Some(MailField::From),
        Some("to") => Some(MailField::To),
        Some("subject") => Some(MailField::Subject),
        Some(operator) => return filter(query, operator, &piece),
    };
    if piece.text.is_empty() {
        return Err(MailQueryProblem::Empty(piece.typed));
    }
    if !piece.text.contains(char::is_alphanumeric) {
        return Err(MailQueryProblem::NoWord(piece.typed));
    }
    query.phrases.push(MailPhrase {
        field,
        not: piece.not,
        text: piece.text,
        whole: piece.quoted,
    });
    Ok(())
}

fn filter(query: &mut MailQuery, operator: &str, piece: &Piece) -> Result<(), MailQueryProblem> {
    let typed = || piece.typed.clone();
    if piece.text.is_empty() {
        return Err(MailQueryProblem::Empty(typed()));
    }
    if operator == "has" {
        let known = ["attachment", "attachments", "pj"];
        if !known.contains(&piece.text.to_lowercase().as_str()) {
            return Err(MailQueryProblem::UnknownHas(typed()));
        }
        query.attached = Some(!piece.not);
        return Ok(());
    }
    if piece.not {
        return Err(MailQueryProblem::NotNegated(typed()));
    }
    let day = first_day(&piece.text).ok_or_else(|| MailQueryProblem::NotADay(typed()))?;
    if operator == "after" {
        query.after = Some(query.after.map_or(day, |known| known.max(day)));
    } else {
        query.before = Some(query.before.map_or(day, |known| known.min(day)));
    }
    Ok(())
}

/// The day, or the first of the month or year.
fn first_day(text: &str) -> Option<CivilDay> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.parse().ok()
}

/// Operators; any other word before a colon is a word.
const OPERATORS: &[&str] = &["from", "to", "subject", "before", "after", "has"];

fn pieces(typed: &str) -> Result<Vec<Piece>, MailQueryProblem> {
    let mut out = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let whole = rest;
        let not = rest.starts_with('-') && rest.len() > 1;
        rest = rest.get(usize::from(not)..).unwrap_or_default();
        let operator = rest
            .split_once(':')
            .map(|(word, _)| word.to_lowercase())
            .filter(|word| OPERATORS.contains(&word.as_str()));
        let skip = operator.as_ref().map_or(0, |word| word.len() + 1);
        rest = rest.get(skip..).unwrap_or_default();
        let opening = rest.chars().next().filter(|c| matches!(c, '"' | '“' | '«'));
        let (text, quoted, behind) = match opening {
            Some(mark) => {
                let inside = rest.get(mark.len_utf8()..).unwrap_or_default();
                let closes = |c: char| matches!(c, '"' | '”' | '»');
                let Some((text, behind)) = inside.split_once(closes) else {
                    return Err(MailQueryProblem::OpenQuote(whole.trim_end().to_owned()));
                };
                (text.trim(), true, behind)
            }
            None => {
                let (text, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                (text, false, behind)
            }
        };
        let length = whole.len() - behind.len();
        out.push(Piece {
            typed: whole.get(..length).unwrap_or(whole).trim_end().to_owned(),
            not,
            operator,
            text: text.to_owned(),
            quoted,
        });
        rest = behind.trim_start();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(field: Option<MailField>, not: bool, text: &str, whole: bool) -> MailPhrase {
        MailPhrase {
            field,
            not,
            text: text.to_owned(),
            whole,
        }
    }

    #[test]
    fn operators_quotes_and_exclusions_are_read() {
        let query = mail_query(
            "from:lune “frais inclus” -newsletter subject:\"autumn film\" after:2026-03 before:2026-04-02 has:attachment l'offre http://x.example",
        )
        .unwrap();
        let words = [
            phrase(Some(MailField::From), false, "lune", false),
            phrase(None, false, "frais inclus", true),
            phrase(None, true, "newsletter", false),
            phrase(Some(MailField::Subject), false, "autumn film", true),
            phrase(None, false, "l'offre", false),
            phrase(None, false, "http://x.example", false),
        ];
        assert_eq!(query.phrases, words, "what is no operator is words");
        assert_eq!(
            query.after.unwrap().to_string(),
            "2026-03-01",
            "a month is its first day"
        );
        assert_eq!(query.before.unwrap().to_string(), "2026-04-02");
        assert_eq!(query.attached, Some(true));
        assert_eq!(mail_query("-has:attachment").unwrap().attached, Some(false));
        assert_eq!(
            mail_query("  ").unwrap(),
            MailQuery::default(),
            "nothing looks for nothing"
        );
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (typed, slug, about) in [
            ("lune \"open", "open_quote", "\"open"),
            ("from: lune", "empty", "from:"),
            ("after:yesterday", "not_a_day", "after:yesterday"),
            ("after:2026-02-30", "not_a_day", "after:2026-02-30"),
            ("has:wings", "unknown_has", "has:wings"),
            (
                "after:2026-03-02 before:2026-03-02",
                "no_day",
                "after:2026-03-02 before:2026-03-02",
            ),
            ("-before:2026", "not_negated", "-before:2026"),
            ("lune €", "no_word", "€"),
            ("-", "no_word", "-"),
        ] {
            let problem = mail_query(typed).unwrap_err();
            assert_eq!((problem.slug(), problem.about()), (slug, about), "{typed}");
        }
    }
}
