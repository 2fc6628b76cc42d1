//! Templates with fields, filled.
//!
//! The rule it protects: a field without a value stays in the text as it is written, so that it is seen, and
//! [`open_fields`] names it until it is settled.

use super::ReplyField;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A template with its values put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text. Fields without a value stand in it as `{field}`.
    pub text: String,
    /// Fields that are still to be settled, each once, in the order of the text.
    pub open: Vec<ReplyField>,
}

/// Puts values in the place of `{field}`. A value that holds braces itself is put in as it is and not filled again.
pub fn fill(template: &str, values: &BTreeMap<ReplyField, String>) -> Filled {
    let mut text = String::with_capacity(template.len() + 64);
    let mut open = Vec::new();
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Field(name) => match ReplyField::from_str(name) {
                Ok(field) => match values.get(&field).filter(|value| !value.trim().is_empty()) {
                    Some(value) => text.push_str(value.trim()),
                    None => {
                        if !open.contains(&field) {
                            open.push(field);
                        }
                        push_name(&mut text, name);
                    }
                },
                Err(_) => push_name(&mut text, name),
            },
        }
    }
    Filled { text, open }
}

fn push_name(text: &mut String, name: &str) {
    text.push('{');
    text.push_str(name);
    text.push('}');
}

/// Fields that still stand in a text, each once.
pub fn open_fields(text: &str) -> Vec<ReplyField> {
    fill(text, &BTreeMap::new()).open
}

/// Names in braces that are no fields: a slip of the pen in a template of one's own.
pub fn unknown_fields(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Field(name) = piece
            && ReplyField::from_str(name).is_err()
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

enum Piece<'t> {
    Words(&'t str),
    Field(&'t str),
}

/// The text in pieces. Only lower case letters and underscores between braces make a field; any other brace is a brace.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let named = after.split_once('}').filter(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        });
        match named {
            Some((name, tail)) => {
                out.push(Piece::Words(before));
                out.push(Piece::Field(name));
                rest = tail;
            }
            None => {
                let cut = rest.len() - after.len();
                out.push(Piece::Words(rest.get(..cut).unwrap_or(rest)));
                rest = after;
            }
        }
    }
    out.push(Piece::Words(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_and_what_lacks_one_stays_and_is_named() {
        let values = BTreeMap::from([
            (ReplyField::Brand, "Lumen".to_owned()),
            (ReplyField::Fee, " 850 EUR ".to_owned()),
            (ReplyField::Contact, "  ".to_owned()),
            (ReplyField::Product, "{counter_fee}".to_owned()),
        ]);
        for (template, text, open) in [
            ("Hello {brand}, {fee}.", "Hello Lumen, 850 EUR.", vec![]),
            (
                "{counter_fee} and {counter_fee}",
                "{counter_fee} and {counter_fee}",
                vec![ReplyField::CounterFee],
            ),
            ("Hi {contact}", "Hi {contact}", vec![ReplyField::Contact]),
            ("{ brand } {} {Brand} {", "{ brand } {} {Brand} {", vec![]),
            ("{{brand}}", "{Lumen}", vec![]),
            ("{mistake}", "{mistake}", vec![]),
            ("{product}", "{counter_fee}", vec![]),
        ] {
            let filled = fill(template, &values);
            assert_eq!(filled.text, text, "“{template}” filled");
            assert_eq!(filled.open, open, "what “{template}” still lacks");
        }
    }

    #[test]
    fn a_name_that_is_no_field_is_told_when_a_template_is_kept() {
        assert_eq!(
            unknown_fields("{brand} {brnad} {x} {brnad} { y }"),
            ["brnad", "x"]
        );
        assert_eq!(
            open_fields("Only {fee} is left of {brand}, {fee}"),
            [ReplyField::Fee, ReplyField::Brand],
            "each field once, as they come"
        );
    }
}
