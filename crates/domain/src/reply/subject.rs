//! The subject of an answer.
//!
//! The rule it protects: one `Re:` in front, whatever marks the other side's programs piled up; a subject is one line.

/// Marks that mail programs put before a subject, in the languages met so far.
const MARKS: [&str; 9] = ["re", "fw", "fwd", "tr", "ref", "aw", "wg", "sv", "rv"];

/// `Re:` and the subject without the marks it came with.
pub fn answer_subject(subject: &str) -> String {
    let one_line: String = subject
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut rest = one_line.trim();
    while let Some((mark, tail)) = rest.split_once(':') {
        let mark = mark.trim().to_lowercase();
        let bare = mark
            .split_once(['[', '('])
            .map_or(mark.as_str(), |(bare, _)| bare);
        if !MARKS.contains(&bare.trim()) {
            break;
        }
        rest = tail.trim();
    }
    if rest.is_empty() {
        "Re:".to_owned()
    } else {
        format!("Re: {rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_mark_in_front() {
        for (given, want) in [
            ("Spring launch", "Re: Spring launch"),
            ("Re: Spring launch", "Re: Spring launch"),
            ("RE: Fwd: TR : Spring launch", "Re: Spring launch"),
            ("Re[2]: Spring", "Re: Spring"),
            ("Budget: 850 EUR", "Re: Budget: 850 EUR"),
            ("  ", "Re:"),
            ("Two\r\nBcc: x@y.example", "Re: Two  Bcc: x@y.example"),
        ] {
            assert_eq!(answer_subject(given), want, "“{given}” answered");
        }
    }
}
