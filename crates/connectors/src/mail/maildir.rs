//! What a Maildir says of a message in the name of its file (<https://cr.yp.to/proto/maildir.html>): `UNIQUE:2,FLAGS`.
//!
//! The rule it protects: a letter nobody has defined is left alone, never an error.

use domain::MailFlag;

/// The marks in a file's name; `None` when it is not named as a Maildir names messages. Windows, where a colon cannot stand in a
/// name, has `;` or `!` in its place.
pub(super) fn flags(name: &str) -> Option<Vec<MailFlag>> {
    let (_, letters) = [":2,", ";2,", "!2,"]
        .iter()
        .find_map(|mark| name.rsplit_once(mark))?;
    let flag = |letter| match letter {
        'D' => Some(MailFlag::Draft),
        'F' => Some(MailFlag::Flagged),
        'R' => Some(MailFlag::Answered),
        'S' => Some(MailFlag::Seen),
        'T' => Some(MailFlag::Deleted),
        _ => None,
    };
    Some(letters.chars().filter_map(flag).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_from_the_name() {
        use MailFlag::{Answered, Flagged, Seen};
        for (name, want, why) in [
            (
                "1700000000.M1P2.host:2,FRS",
                Some(vec![Flagged, Answered, Seen]),
                "three marks",
            ),
            (
                "1700000000.M1P2.host;2,S",
                Some(vec![Seen]),
                "as Windows has it",
            ),
            (
                "1700000000.M1P2.host:2,Zab",
                Some(vec![]),
                "letters of one program only",
            ),
            ("1700000000.M1P2.host", None, "new, and never looked at"),
            ("brief.eml", None, "any other file"),
        ] {
            assert_eq!(flags(name), want, "{why}");
        }
    }
}
