//! CAMT.053 element by element: accounts, balances and entries handed over as each is complete.
//!
//! The rules it protects: a file with a document type is not read at all, so no entity is ever looked up; depth is
//! limited; only one entry stands in memory at a time; an entry whose elements are closed wrongly does not take the
//! others with it.

use super::node::Node;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements within elements at most; real files have about fifteen.
const DEEPEST: usize = 64;

/// Elements of one entry at most: a batch of some ten thousand payments. More is refused, and not kept in memory.
const MOST: usize = 500_000;

/// Something complete.
pub(super) enum Found {
    /// `Stmt` begins.
    Statement,
    /// `Acct` of a statement.
    Account(Node),
    /// `Bal` of a statement.
    Balance(Node),
    /// `Ntry` of a statement.
    Entry(Node),
    /// `Stmt` ends.
    StatementEnd,
}

/// Why reading stopped before the end, and from where on nothing was read.
pub(super) struct Stopped {
    pub from: usize,
    pub why: Why,
}

/// See [`Stopped`].
pub(super) enum Why {
    DocumentType,
    TooDeep,
    Broken(String),
}

/// Hands over what is complete, to the end of the text or to where it cannot be read.
pub(super) fn walk(text: &str, mut found: impl FnMut(Found)) -> Result<(), Stopped> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open = Open::default();
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| Stopped {
            from: open.part_start().unwrap_or(start),
            why: Why::Broken(error.to_string()),
        })?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Eof => break,
            Event::DocType(_) => {
                return Err(Stopped {
                    from: start,
                    why: Why::DocumentType,
                });
            }
            Event::Start(element) => {
                if open.depth() >= DEEPEST {
                    return Err(Stopped {
                        from: open.part_start().unwrap_or(start),
                        why: Why::TooDeep,
                    });
                }
                if let Some(part) = open.start(&element, start, end) {
                    found(part);
                }
            }
            Event::Empty(element) => {
                let name = element.local_name().as_ref().to_owned();
                if let Some(part) = open.start(&element, start, end) {
                    found(part);
                }
                for part in open.end(&name, end) {
                    found(part);
                }
            }
            Event::End(element) => {
                for part in open.end(element.local_name().as_ref(), end) {
                    found(part);
                }
            }
            Event::Text(piece) => open.text(&piece.xml10_content()),
            Event::CData(piece) => open.text(&piece.xml10_content()),
            Event::GeneralRef(name) => {
                let named = quick_xml::escape::resolve_predefined_entity(&name);
                match (name.resolve_char_ref(), named) {
                    (Ok(Some(c)), _) => open.text(c.encode_utf8(&mut [0; 4])),
                    (_, Some(meant)) => open.text(meant),
                    _ => open.text(&format!("&{};", &*name)),
                }
            }
            _ => {}
        }
    }
    match open.part_start() {
        Some(from) => Err(Stopped {
            from,
            why: Why::Broken("the file ends within an entry".to_owned()),
        }),
        None => Ok(()),
    }
}

/// Elements that are open.
#[derive(Default)]
struct Open {
    /// Names outside the part being collected.
    path: Vec<String>,
    /// The part being collected (`Ntry`, `Bal`, `Acct`) and what is open in it, innermost last.
    part: Vec<Node>,
    /// Elements of the part so far.
    elements: usize,
}

impl Open {
    fn depth(&self) -> usize {
        self.path.len() + self.part.len()
    }

    fn part_start(&self) -> Option<usize> {
        self.part.first().map(|node| node.start)
    }

    fn start(&mut self, element: &BytesStart<'_>, start: usize, end: usize) -> Option<Found> {
        let name = element.local_name().as_ref().to_owned();
        let begins = self.path.last().is_some_and(|parent| parent == "Stmt")
            && matches!(name.as_str(), "Ntry" | "Bal" | "Acct");
        // An entry within an entry: the outer one was never closed.
        let lost = !self.part.is_empty() && name == "Ntry";
        if self.part.is_empty() && !begins {
            let statement = name == "Stmt";
            self.path.push(name);
            return statement.then_some(Found::Statement);
        }
        let before = if lost { self.cut_off(start) } else { None };
        self.elements = if self.part.is_empty() {
            1
        } else {
            self.elements + 1
        };
        let currency = element.try_get_attribute("Ccy").ok().flatten();
        self.part.push(Node {
            name,
            currency: currency.map(|found| found.value.trim().to_owned()),
            start,
            end,
            ..Node::default()
        });
        before
    }

    /// The part as far as it was read, marked as broken.
    fn cut_off(&mut self, end: usize) -> Option<Found> {
        while self.part.len() > 1 {
            self.fold(end);
        }
        let mut node = self.part.pop()?;
        node.end = end;
        node.broken = true;
        Some(part(node))
    }

    /// Puts the innermost element into the one around it.
    fn fold(&mut self, end: usize) {
        if let Some(mut child) = self.part.pop() {
            child.end = end;
            if let Some(parent) = self.part.last_mut() {
                if self.elements > MOST {
                    parent.broken = true;
                } else {
                    parent.broken |= child.broken;
                    parent.children.push(child);
                }
            }
        }
    }

    fn end(&mut self, name: &str, end: usize) -> Vec<Found> {
        let mut done = Vec::new();
        if let Some(level) = self.part.iter().rposition(|node| node.name == name) {
            let crossed = level + 1 < self.part.len();
            while self.part.len() > level + 1 {
                self.fold(end);
            }
            if let Some(node) = self.part.last_mut() {
                node.broken |= crossed;
            }
            if level > 0 {
                self.fold(end);
            } else if let Some(mut node) = self.part.pop() {
                node.end = end;
                done.push(part(node));
            }
            return done;
        }
        if let Some(level) = self.path.iter().rposition(|open| open == name) {
            // The statement ends around a part that does not.
            done.extend(self.cut_off(end));
            let inside = self.path.split_off(level);
            if inside.iter().any(|open| open == "Stmt") {
                done.push(Found::StatementEnd);
            }
        } else if let Some(node) = self.part.last_mut() {
            node.broken = true;
        }
        done
    }

    fn text(&mut self, piece: &str) {
        if let Some(node) = self.part.last_mut() {
            node.text.push_str(piece);
        }
    }
}

fn part(node: Node) -> Found {
    match node.name.as_str() {
        "Acct" => Found::Account(node),
        "Bal" => Found::Balance(node),
        _ => Found::Entry(node),
    }
}
