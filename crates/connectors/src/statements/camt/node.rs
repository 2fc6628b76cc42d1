//! Elements of a CAMT file with their text, by name and path.
//!
//! The rule it protects: banks add namespaces, prefixes and elements of their own; an element is found by its local name
//! and place, and what is not asked for does no harm.

/// An element that was read whole.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub name: String,
    pub text: String,
    /// Attribute `Ccy`.
    pub currency: Option<String>,
    pub children: Vec<Node>,
    /// Where it begins in the text, and ends.
    pub start: usize,
    pub end: usize,
    /// Whether elements in it were closed in another order than opened.
    pub broken: bool,
}

impl Node {
    /// The first element at the path.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        let Some((name, rest)) = path.split_first() else {
            return Some(self);
        };
        self.all(name).find_map(|child| child.at(rest))
    }

    /// The trimmed text at the path, when there is one.
    pub fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path)
            .map(|node| node.text.trim())
            .filter(|text| !text.is_empty())
    }

    /// The first of several paths that has text.
    pub fn first(&self, paths: &[&[&str]]) -> Option<&str> {
        paths.iter().find_map(|path| self.text_at(path))
    }

    /// Every child of the name.
    pub fn all<'n>(&'n self, name: &str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }
}
