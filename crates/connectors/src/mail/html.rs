//! HTML into plain text, with its links beside it.
//!
//! The rule it protects: no tag, script, style, comment or invisible control survives; a link's true target is shown.

use mail_parser::decoders::html::add_html_token;

/// A link: the words shown and where it really goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub shown: String,
    pub href: String,
}

/// Elements whose content is never shown.
const HIDDEN: &[&str] = &[
    "script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "select",
];
/// Elements that start a new line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "hr",
    "section",
];

/// Reduces HTML to text.
pub(super) fn reduce(html: &str) -> (String, Vec<Link>) {
    let mut out = String::new();
    let mut links = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (words, tail) = rest.split_at(at);
        push_words(&mut out, words);
        if let Some(comment) = tail.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let starts_tag = tail.get(1..2).is_some_and(|c| {
            c.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        });
        if !starts_tag {
            out.push('<');
            rest = tail.get(1..).unwrap_or_default();
            continue;
        }
        let Some(end) = tag_end(tail) else {
            rest = "";
            break;
        };
        let tag = tail.get(1..end).unwrap_or_default();
        rest = tail.get(end + 1..).unwrap_or_default();
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if !closing && HIDDEN.contains(&name.as_str()) && !tag.ends_with('/') {
            rest = after_closing(rest, &name);
        } else if BLOCKS.contains(&name.as_str()) {
            new_line(&mut out);
            if name == "li" && !closing {
                out.push_str("- ");
            }
        } else if matches!(name.as_str(), "td" | "th") {
            push_words(&mut out, " ");
        } else if name == "a" {
            close_link(&mut out, &mut links, open.take());
            if !closing && let Some(href) = attribute(tag, "href") {
                open = Some((href, out.len()));
            }
        }
    }
    push_words(&mut out, rest);
    close_link(&mut out, &mut links, open);
    (out.trim().to_owned(), links)
}

/// Where a tag's `>` stands, outside quotes.
fn tag_end(tail: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in tail.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    // A quote that never closes: the first `>` ends the tag, as browsers do at the latest.
    tail.find('>')
}

/// What follows the closing tag of a hidden element. Looks no further than that tag, so many of them stay linear.
fn after_closing<'h>(rest: &'h str, name: &str) -> &'h str {
    rest.match_indices("</")
        .filter_map(|(at, _)| rest.get(at + 2..))
        .find(|tail| {
            let found = tail.get(..name.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(name))
        })
        .and_then(|tail| tail.split_once('>'))
        .map_or("", |(_, after)| after)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower.get(from..)?.find(name) {
        let at = from + found;
        from = at + name.len();
        let before = lower.get(..at)?.chars().next_back();
        let value = tag.get(from..)?.trim_start();
        let Some(value) = value.strip_prefix('=') else {
            continue;
        };
        if !before.is_some_and(char::is_whitespace) {
            continue;
        }
        let value = value.trim_start();
        let text = match value.as_bytes().first() {
            Some(b'"') => value.get(1..)?.split('"').next()?,
            Some(b'\'') => value.get(1..)?.split('\'').next()?,
            _ => value.split([' ', '\n', '\t', '>']).next()?,
        };
        return Some(entities(text.trim()));
    }
    None
}

fn close_link(out: &mut String, links: &mut Vec<Link>, open: Option<(String, usize)>) {
    let Some((href, from)) = open else { return };
    let shown = out.get(from..).unwrap_or_default().trim().to_owned();
    if href.starts_with("http") && !href.is_empty() && !shown.contains(&href) && href.len() <= 300 {
        out.push_str(&format!(" <{href}>"));
    }
    links.push(Link { shown, href });
}

fn new_line(out: &mut String) {
    let kept = out.trim_end_matches(' ').len();
    out.truncate(kept);
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// Adds text with entities decoded and white space folded.
fn push_words(out: &mut String, words: &str) {
    for c in entities(words).chars() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let end = tail.bytes().take(12).position(|b| b == b';').filter(|end| {
            tail.bytes()
                .take(*end)
                .skip(1)
                .all(|b| b.is_ascii_alphanumeric() || b == b'#')
        });
        match end.and_then(|end| Some((tail.get(..=end)?, tail.get(end + 1..)?))) {
            Some((token, after)) if token.len() > 2 => {
                add_html_token(&mut out, token.as_bytes(), false);
                rest = after;
            }
            _ => {
                out.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_and_true_link_targets_remain() {
        for (html, text, why) in [
            (
                "<p>Hello&nbsp;Camille</p><p>850&euro; &amp; more</p>",
                "Hello\u{a0}Camille\n\n850€ & more",
                "paragraphs",
            ),
            (
                "a<script>alert('<p>')</script>b<style>p{}</style>c",
                "abc",
                "scripts and styles go",
            ),
            ("a<!-- <b>no</b> -->b", "ab", "comments go"),
            ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3", "a bare sign is text"),
            ("<ul><li>one<li>two</ul>", "- one\n- two", "lists"),
            (
                "<a href=\"https://evil.example/x\">brand.example</a>",
                "brand.example <https://evil.example/x>",
                "targets show",
            ),
            ("<img src=x onerror=alert(1)>hi", "hi", "handlers go"),
            (
                "cut off <a href=\"https",
                "cut off",
                "a tag that never ends",
            ),
            ("<SCRIPT>x", "", "a script that never ends"),
            ("<div title=\"a>b\">ok</div>", "ok", "signs in quotes"),
            ("&#60;b&#62;", "<b>", "decoded once, as text"),
            ("&bogus; &", "&bogus; &", "what is no entity stays"),
        ] {
            let shown = reduce(html).0;
            assert_eq!(shown, text, "{why}");
        }
        let links = reduce("<a class=x HREF='https://a.example'>a <b>b</b></a>").1;
        assert_eq!(
            links,
            [Link {
                shown: "a b".into(),
                href: "https://a.example".into()
            }]
        );
    }
}
