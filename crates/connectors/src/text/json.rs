//! JSON with places: every value knows its byte range and its RFC 6901 pointer.
//!
//! The rules it protects: nesting is bounded before anything recurses, keys may repeat, and a locator is exact.

use super::Text;
use crate::import::ImportError;
use domain::Locator;
use domain::document::Place;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Deepest nesting read.
pub const MAX_DEPTH: u32 = 64;

/// A value inside a JSON text.
#[derive(Debug, Clone)]
pub struct Node<'t> {
    /// The value's own text.
    pub raw: &'t str,
    /// First byte in the decoded text.
    pub start: usize,
    /// RFC 6901 pointer from the root.
    pub pointer: String,
}

/// Checks a whole JSON text and gives its root.
///
/// # Errors
/// [`ImportError::TooDeep`], [`ImportError::BrokenJson`].
pub fn root<'t>(file: &str, text: &'t str) -> Result<Node<'t>, ImportError> {
    if depth(text) > MAX_DEPTH {
        return Err(ImportError::TooDeep {
            file: file.to_owned(),
            limit: MAX_DEPTH,
        });
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|e| ImportError::BrokenJson {
        file: file.to_owned(),
        line: e.line() as u64,
        column: e.column() as u64,
    })?;
    Ok(Node {
        raw: raw.get(),
        start: offset(text, raw.get()),
        pointer: String::new(),
    })
}

/// The deepest nesting of brackets outside strings.
fn depth(text: &str) -> u32 {
    let (mut now, mut deepest) = (0u32, 0u32);
    let (mut in_string, mut escaped) = (false, false);
    for b in text.bytes() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                now += 1;
                deepest = deepest.max(now);
            }
            b'}' | b']' if !in_string => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Where `part` begins in `whole`; both borrow from the same text.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

impl<'t> Node<'t> {
    fn child(&self, raw: &'t RawValue, step: &str) -> Node<'t> {
        let step = step.replace('~', "~0").replace('/', "~1");
        Node {
            raw: raw.get(),
            start: self.start + offset(self.raw, raw.get()),
            pointer: format!("{}/{step}", self.pointer),
        }
    }

    /// Keys with their values in file order, repeated keys included; empty for anything but an object.
    pub fn fields(&self) -> Vec<(Cow<'t, str>, Node<'t>)> {
        let pairs: Pairs<'t> = serde_json::from_str(self.raw).unwrap_or_default();
        pairs
            .0
            .into_iter()
            .map(|(key, raw)| {
                let node = self.child(raw, &key);
                (key, node)
            })
            .collect()
    }

    /// Elements of a list; empty for anything else.
    pub fn items(&self) -> Vec<Node<'t>> {
        let items: Items<'t> = serde_json::from_str(self.raw).unwrap_or_default();
        items
            .0
            .into_iter()
            .enumerate()
            .map(|(n, raw)| self.child(raw, &n.to_string()))
            .collect()
    }

    /// The value of a string, or the text of a number or boolean. `None` for null, lists, objects and the export's
    /// ways of saying nothing (`""`, `"N/A"`, `"None"`).
    pub fn scalar(&self) -> Option<Cow<'t, str>> {
        let value = match self.raw.as_bytes() {
            [b'"', ..] => serde_json::from_str::<Word<'t>>(self.raw).ok()?.0,
            [b'{' | b'[', ..] | b"null" => return None,
            _ => Cow::Borrowed(self.raw),
        };
        let word = value.trim();
        let empty = word.is_empty() || word == "N/A" || word.eq_ignore_ascii_case("none");
        (!empty).then_some(value)
    }

    /// Whether the value says nothing: `null`, `[]`, `{}`, `""`, `"N/A"`, `"None"`.
    pub fn is_empty(&self) -> bool {
        match self.raw.as_bytes() {
            [b'{', ..] => self.fields().is_empty(),
            [b'[', ..] => self.items().is_empty(),
            _ => self.scalar().is_none(),
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        self.raw.starts_with('[')
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        self.raw.starts_with('{')
    }

    /// The place in the raw document.
    pub fn locator(&self, text: &Text<'_>) -> Locator {
        let (start, len) = text.raw_range(self.start, self.start + self.raw.len());
        Locator {
            start,
            len,
            place: Place::Pointer(self.pointer.clone()),
        }
    }
}

struct Word<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Word<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Word<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Word(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Word(Cow::Owned(v.to_owned())))
            }
        }
        d.deserialize_str(Seen)
    }
}

#[derive(Default)]
struct Pairs<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut pairs = Vec::new();
                while let Some((Word(key), raw)) = map.next_entry::<Word<'de>, &'de RawValue>()? {
                    pairs.push((key, raw));
                }
                Ok(Pairs(pairs))
            }
        }
        d.deserialize_map(Seen)
    }
}

#[derive(Default)]
struct Items<'t>(Vec<&'t RawValue>);

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Items<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
                let mut items = Vec::new();
                while let Some(raw) = seq.next_element::<&'de RawValue>()? {
                    items.push(raw);
                }
                Ok(Items(items))
            }
        }
        d.deserialize_seq(Seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_with_their_bytes_and_pointers() {
        let text = r#" {"a/b": {"x~": [1, {"y" : "é\"}"} ]}, "a/b": 2} "#;
        let top = root("f", text).unwrap().fields();
        assert_eq!(top.len(), 2, "a repeated key is kept twice");
        let list = top[0].1.fields().remove(0).1;
        let inner = list.items().remove(1);
        assert_eq!(inner.raw, r#"{"y" : "é\"}"}"#);
        assert_eq!(inner.pointer, "/a~1b/x~0/1", "RFC 6901 escapes");
        assert_eq!(
            &text[inner.start..inner.start + inner.raw.len()],
            inner.raw,
            "the place is exact"
        );
        assert_eq!(inner.fields()[0].1.scalar().unwrap(), "é\"}");
    }

    #[test]
    fn a_nesting_bomb_and_a_broken_text_are_refused() {
        let bomb = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(matches!(
            root("f", &bomb),
            Err(ImportError::TooDeep { limit: 64, .. })
        ));
        let cut = "{\"a\": [1,\n 2";
        assert_eq!(
            root("f", cut).unwrap_err(),
            ImportError::BrokenJson {
                file: "f".into(),
                line: 2,
                column: 2
            },
            "the place where it breaks off"
        );
        assert!(
            root("f", &("[".repeat(64) + &"]".repeat(64))).is_ok(),
            "64 levels are read"
        );
        assert!(
            root("f", "\"[[[[\"").is_ok(),
            "brackets in a string are text"
        );
    }

    #[test]
    fn ways_of_saying_nothing_are_empty() {
        for (raw, empty) in [
            ("null", true),
            ("[]", true),
            ("{}", true),
            ("\"\"", true),
            ("\"N/A\"", true),
            ("\"None\"", true),
            ("0", false),
            ("\"0\"", false),
            ("[null]", false),
        ] {
            assert_eq!(root("f", raw).unwrap().is_empty(), empty, "{raw}");
        }
    }
}
