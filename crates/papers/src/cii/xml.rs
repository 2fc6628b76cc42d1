//! A small writer of XML: elements in order, text escaped, nothing else.
//!
//! The rule it protects: no text of a person can break out of its element, and signs that XML 1.0 forbids are left out.

/// A document being written.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins a document with its root element and namespaces.
    pub fn document(root: &'static str, namespaces: &[(&str, &str)]) -> Self {
        let mut xml = Self::default();
        xml.out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.begin(root, namespaces);
        xml
    }

    fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.indent();
        self.tag(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.escape(value);
            self.out.push('"');
        }
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }

    /// An element with others inside; left out when nothing is written inside.
    pub fn group(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        self.begin(name, &[]);
        let filled = self.out.len();
        inside(self);
        let empty = self.out.len() == filled;
        self.open.pop();
        if empty {
            self.out.truncate(start);
            return;
        }
        self.indent();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// An element with text; left out when the text is blank.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.with(name, &[], text);
    }

    /// An element with attributes and text; left out when the text is blank.
    pub fn with(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.indent();
        self.tag(name, attributes);
        self.out.push('>');
        self.escape(text.trim());
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// An element with text, when there is one.
    pub fn maybe(&mut self, name: &'static str, text: Option<&str>) {
        self.text(name, text.unwrap_or_default());
    }

    fn escape(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\n' | '\t' => self.out.push(c),
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => self.out.push(c),
            }
        }
    }

    /// The whole text.
    pub fn finish(mut self) -> String {
        while let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(">\n");
        }
        self.out
    }
}
