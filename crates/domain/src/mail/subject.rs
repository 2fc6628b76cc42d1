//! Subjects as the names of conversations.
//!
//! The rule it protects: `Re: RE : Offre` and `Offre` are one name; only a mark of an answer says that something was answered.

/// Marks of an answer, in the languages whose mail programs write their own.
const ANSWERS: &[&str] = &["re", "aw", "antw", "sv", "rép", "rep", "réf", "odp"];
/// Marks of a forward.
const FORWARDS: &[&str] = &["fw", "fwd", "tr", "wg", "i"];

/// A subject without its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectName {
    /// Lower case, white space folded; empty when nothing is left.
    pub key: String,
    /// Whether it bore a mark of an answer.
    pub answers: bool,
}

/// Reads a subject's name.
#[must_use]
pub fn subject_name(subject: &str) -> SubjectName {
    let lower = subject.to_lowercase();
    let mut rest = lower.trim();
    let mut answers = false;
    while let Some((mark, behind)) = rest.split_once(':') {
        // `Re[2]:` and `Re (3):` count answers.
        let word = mark
            .trim()
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')'))
            .trim_end();
        if ANSWERS.contains(&word) {
            answers = true;
        } else if !FORWARDS.contains(&word) {
            break;
        }
        rest = behind.trim();
    }
    SubjectName {
        key: rest.split_whitespace().collect::<Vec<_>>().join(" "),
        answers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_told_apart() {
        for (subject, key, answers, why) in [
            (
                "Re: RE : Offre",
                "offre",
                true,
                "again and again, spaced the French way",
            ),
            ("Re[2]: Autumn  film", "autumn film", true, "counted"),
            (
                "TR: Fwd: Brief",
                "brief",
                false,
                "a forward answers nothing",
            ),
            (
                "Fwd: Re: Brief",
                "brief",
                true,
                "an answer that was forwarded",
            ),
            (
                "Fee: 300 €",
                "fee: 300 €",
                false,
                "a word before a colon is no mark",
            ),
            ("Re:", "", true, "nothing is left"),
        ] {
            let found = subject_name(subject);
            assert_eq!(
                (found.key.as_str(), found.answers),
                (key, answers),
                "{subject}: {why}"
            );
        }
    }
}
