//! Text as mail carries it: `format=flowed` (RFC 3676).
//!
//! The rule it protects: what the creator typed comes out as it was typed; a long line is broken where a reader joins it again,
//! and no line grows beyond what mail allows.

/// Characters of a line before it is broken softly. RFC 3676 asks for less than 79.
const WIDTH: usize = 72;

/// The text with soft breaks, lines ended by CRLF, without a line end after the last one.
///
/// Spaces at the end of a line go, since there they would mean "goes on"; the signature's line `-- ` keeps its own.
pub fn flowed(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in text.trim_end().lines() {
        if line == "-- " {
            out.push(line.to_owned());
        } else {
            flow(line.trim_end(), &mut out);
        }
    }
    out.join("\r\n")
}

/// One line of the text into one or more of the mail.
fn flow(line: &str, out: &mut Vec<String>) {
    let mut rest = line;
    loop {
        let first = stuffed(rest);
        let Some((head, tail)) = broken(rest) else {
            out.push(first);
            return;
        };
        out.push(stuffed(head));
        rest = tail;
    }
}

/// RFC 3676, 4.4: a line that begins with a space, a quote mark or `From ` gets a space in front, which readers take off.
fn stuffed(line: &str) -> String {
    let odd = line.starts_with(' ') || line.starts_with('>') || line.starts_with("From ");
    if odd {
        format!(" {line}")
    } else {
        line.to_owned()
    }
}

/// Cuts a line that is too long behind the last space that fits, or behind the first one there is. The space stays at the end
/// of the first part: it is what tells a reader to join the two. `None` when the line may stay whole.
fn broken(line: &str) -> Option<(&str, &str)> {
    if line.chars().count() <= WIDTH {
        return None;
    }
    let mut last_that_fits = None;
    let mut column = 0;
    for (at, c) in line.char_indices() {
        column += 1;
        if c != ' ' {
            continue;
        }
        let after = at + 1;
        // Nothing but spaces would follow, or a line of nothing but spaces: neither is a place to break.
        if line.get(after..).is_none_or(|tail| tail.trim().is_empty())
            || line.get(..after).is_none_or(|head| head.trim().is_empty())
        {
            continue;
        }
        if column <= WIDTH {
            last_that_fits = Some(after);
        } else {
            let cut = last_that_fits.unwrap_or(after);
            return Some(line.split_at(cut));
        }
    }
    last_that_fits.map(|cut| line.split_at(cut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a reader makes of it, RFC 3676, 4.
    fn read(mail: &str) -> String {
        let mut text = String::new();
        let mut lines = mail.split("\r\n").peekable();
        while let Some(line) = lines.next() {
            let line = line.strip_prefix(' ').unwrap_or(line);
            text.push_str(line);
            let goes_on = line.ends_with(' ') && line != "-- ";
            if lines.peek().is_some() && !goes_on {
                text.push('\n');
            }
        }
        text
    }

    fn typed(text: &str) -> String {
        let lines: Vec<&str> = text
            .trim_end()
            .lines()
            .map(|line| if line == "-- " { line } else { line.trim_end() })
            .collect();
        lines.join("\n")
    }

    #[test]
    fn what_was_typed_comes_out_again() {
        let long = "word ".repeat(60);
        let url = format!("https://brand.example/{}", "x".repeat(200));
        for text in [
            "Hello\n\nShort.\n-- \nCamille",
            " an indented line\n> quoted\nFrom the start",
            long.as_str(),
            url.as_str(),
            &format!(
                "See {url} and tell me what you think of it, whenever you find the time to do so, please"
            ),
            "éèàç ".repeat(40).as_str(),
            "",
        ] {
            let mail = flowed(text);
            assert_eq!(read(&mail), typed(text), "a reader joins the lines again");
        }
    }

    #[test]
    fn lines_stay_short_where_words_allow_it() {
        let mail = flowed(&"partnership ".repeat(100));
        assert!(
            mail.split("\r\n").all(|line| line.chars().count() <= WIDTH),
            "no line is longer than {WIDTH}: {mail}"
        );
        assert!(mail.contains(" \r\n"), "a soft break ends with a space");
    }

    proptest! {
        #[test]
        fn any_text_comes_out_again(text in "[a-zé>F{} \\-\n]{0,400}") {
            // a lone line of `-- ` has a meaning of its own and is covered above
            prop_assume!(!text.contains("-- "));
            prop_assert_eq!(read(&flowed(&text)), typed(&text));
        }
    }
}
