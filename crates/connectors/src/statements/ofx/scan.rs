//! OFX text into marks: an element that opens, a field with its value, an element that closes.
//!
//! The rule it protects: OFX 1.x leaves the end marks of fields out and OFX 2.x is XML; both read the same, and neither
//! entities of a document type nor anything outside the file is ever looked up.

use quick_xml::escape::resolve_predefined_entity;
use std::borrow::Cow;

/// One mark with the range of text it covers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    pub kind: Kind<'t>,
    pub start: usize,
    pub end: usize,
}

/// What a mark is. Names are in capitals.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// `<STMTTRN>` with nothing behind it.
    Open(Cow<'t, str>),
    /// `<TRNAMT>-12.50`, with or without an end mark.
    Field(Cow<'t, str>, Cow<'t, str>),
    /// `</STMTTRN>`.
    Close(Cow<'t, str>),
}

/// Walks the marks of a text.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// What stands between an element's mark and the next one, and where it ends.
    fn value(&self, at: usize) -> (Cow<'t, str>, usize) {
        let rest = self.from(at);
        let inside = rest.trim_start();
        if let Some(plain) = inside.strip_prefix("<![CDATA[") {
            let begins = at + (rest.len() - inside.len()) + "<![CDATA[".len();
            return match plain.find("]]>") {
                Some(len) => (
                    Cow::Borrowed(plain.get(..len).unwrap_or_default().trim()),
                    begins + len + "]]>".len(),
                ),
                None => (Cow::Borrowed(""), self.text.len()),
            };
        }
        let len = rest.find('<').unwrap_or(rest.len());
        let value = rest.get(..len).unwrap_or_default().trim();
        (entities(value), at + len)
    }
}

impl<'t> Iterator for Scan<'t> {
    type Item = Mark<'t>;

    fn next(&mut self) -> Option<Mark<'t>> {
        loop {
            let start = self.at + self.from(self.at).find('<')?;
            let inside = self.from(start + 1);
            // Comments, declarations and instructions say nothing about lines.
            if inside.starts_with("!--") {
                let len = inside.find("-->").map_or(inside.len(), |len| len + 3);
                self.at = start + 1 + len;
                continue;
            }
            let len = inside.find('>')?;
            let end = start + 1 + len + 1;
            let mark = inside.get(..len).unwrap_or_default();
            if mark.starts_with(['!', '?']) {
                self.at = end;
                continue;
            }
            if let Some(name) = mark.strip_prefix('/') {
                self.at = end;
                let kind = Kind::Close(name_of(name));
                return Some(Mark { kind, start, end });
            }
            let name = name_of(mark.trim_end_matches('/'));
            let (value, stop) = if mark.ends_with('/') {
                (Cow::Borrowed(""), end)
            } else {
                self.value(end)
            };
            self.at = stop;
            let kind = if value.is_empty() {
                Kind::Open(name)
            } else {
                Kind::Field(name, value)
            };
            return Some(Mark {
                kind,
                start,
                end: stop,
            });
        }
    }
}

fn name_of(mark: &str) -> Cow<'_, str> {
    let name = mark.split_whitespace().next().unwrap_or_default();
    if name.bytes().any(|b| b.is_ascii_lowercase()) {
        Cow::Owned(name.to_ascii_uppercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The text with `&amp;`, `&#233;` and the like replaced; what is no reference stays as it is.
pub(super) fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        // The longest reference is short; a text of nothing but `&` is walked once.
        let end = tail.bytes().take(11).position(|b| b == b';');
        let meant = end.and_then(|end| reference(tail.get(1..end)?));
        match (meant, end) {
            (Some(meant), Some(end)) => {
                out.push_str(&meant);
                rest = tail.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<String> {
    if name == "nbsp" {
        return Some(" ".to_owned());
    }
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code)
            .filter(|c| !c.is_control())
            .map(String::from);
    }
    resolve_predefined_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_the_same_with_and_without_end_marks() {
        let fields = |text: &str| -> Vec<(String, String)> {
            Scan::new(text)
                .filter_map(|mark| match mark.kind {
                    Kind::Field(name, value) => Some((name.into_owned(), value.into_owned())),
                    _ => None,
                })
                .collect()
        };
        for (text, value, why) in [
            ("<MEMO>a &amp; b\n<X>", "a & b", "no end mark, an entity"),
            ("<memo>a b</memo>", "a b", "small letters, an end mark"),
            ("<MEMO><![CDATA[a <b>]]></MEMO>", "a <b>", "plain data"),
            ("<MEMO>R&D", "R&D", "no entity at all"),
            ("<MEMO>&#233;&#xe9;", "éé", "numbered characters"),
            ("<MEMO>&undefined;", "&undefined;", "nothing is looked up"),
        ] {
            let found = fields(text);
            let found: Vec<_> = found
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            assert_eq!(found, [("MEMO", value)], "{why}");
        }
    }
}
