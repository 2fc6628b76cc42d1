//! CAMT.053 of ISO 20022, the end-of-day statement as XML, versions 001.02 to 001.13.
//!
//! The rule it protects: every booked `Ntry` becomes lines or a refusal, pending ones are told and left aside, and the
//! balances are checked where both are stated.

mod balance;
mod entry;
mod node;
mod walk;

use super::booked::Booked;
use super::places::Places;
use crate::import::{Detected, Format, ImportError, ImportInput, Parsed};
use crate::text::Text;
use balance::{Check, Outcome};
use domain::amount::micros_text;
use domain::reject::{Reject, RejectReason};
use node::Node;
use walk::{Found, Why};

/// Recognises a CAMT.053 by its message element, whatever prefix it has.
pub(crate) fn recognise(text: &str) -> Option<Detected> {
    let head: String = text.chars().take(16_384).collect();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let mark = "BkToCstmrStmt";
    let after = head.split(mark).nth(1)?;
    let element = after.starts_with(['>', ' ', '\n', '\r', '\t', '/']);
    element.then(|| super::found(Format::Camt, mark))
}

/// Reads every statement of the file.
///
/// # Errors
/// [`ImportError::Encoding`] when it is no text. What cannot be read is a reject.
pub fn parse(input: &ImportInput) -> Result<Parsed, ImportError> {
    let text = Text::decode(&input.name, &input.bytes)?;
    let mut reading = Reading {
        places: Places::new(&text),
        booked: Booked::default(),
        account: None,
        check: Check::default(),
    };
    let walked = walk::walk(&text.text, |found| reading.found(found));
    if let Err(stopped) = walked {
        let (reason, detail) = match stopped.why {
            Why::DocumentType => (RejectReason::Broken, "DOCTYPE".to_owned()),
            Why::TooDeep => (RejectReason::TooDeep, "Ntry".to_owned()),
            Why::Broken(why) => (RejectReason::Broken, why),
        };
        let refused = reading
            .places
            .refuse(stopped.from, text.text.len(), reason, detail);
        reading.booked.rejects.push(refused);
    }
    let mut booked = reading.booked;
    if booked.landings.is_empty() && booked.rejects.is_empty() {
        booked.note("nothing_to_take", "no_lines");
    }
    Ok(booked.finish(input, &text, "statement.camt", "application/xml"))
}

struct Reading<'t> {
    places: Places<'t>,
    booked: Booked,
    account: Option<String>,
    check: Check,
}

impl Reading<'_> {
    fn found(&mut self, found: Found) {
        match found {
            Found::Statement => {
                self.account = None;
                self.check = Check::default();
            }
            Found::Account(node) => {
                let number = node.first(&[&["Id", "IBAN"], &["Id", "Othr", "Id"]]);
                if let Some(number) = number {
                    self.booked.account(number);
                    self.account = Some(number.to_owned());
                }
            }
            Found::Balance(node) => self.check.balance(&node, &mut self.places),
            Found::Entry(node) => self.entry(&node),
            Found::StatementEnd => self.close(),
        }
    }

    fn entry(&mut self, node: &Node) {
        match entry::status(node) {
            // A statement holds what was booked; only another status says otherwise.
            None | Some("BOOK") => {}
            Some(status) => {
                self.booked.note("not_completed", status);
                return;
            }
        }
        let (start, end) = (node.start, node.end);
        let places = &mut self.places;
        let read = if places.damaged(start, end) {
            Err((RejectReason::Encoding, "Ntry".to_owned()))
        } else {
            entry::read(node, self.account.as_deref(), |part| {
                places.locator(part.start, part.end)
            })
        };
        match read {
            Ok(read) => {
                self.check.entry(read.moved);
                if read.reversal {
                    self.booked.note("reversals", read.moved.to_string());
                }
                if read.whole {
                    self.booked.note("batch_whole", read.moved.to_string());
                }
                self.booked.landings.extend(read.lines);
            }
            Err((reason, detail)) => {
                self.check.refused();
                let refused = self.places.refuse(start, end, reason, detail);
                self.booked.rejects.push(refused);
            }
        }
    }

    fn close(&mut self) {
        match std::mem::take(&mut self.check).outcome() {
            Outcome::Agrees(closing) => self.booked.note("balance_agrees", closing.to_string()),
            Outcome::Unchecked(why) => self.booked.note("balance_unchecked", why),
            Outcome::Differs(closing, gap, locator, raw) => {
                let gap = micros_text(gap, closing.unit);
                self.booked
                    .note("balance_differs", format!("{gap} {}", closing.unit));
                self.booked.rejects.push(Reject {
                    reason: RejectReason::DoesNotAddUp,
                    detail: format!("CLBD {closing}, {gap}"),
                    locator,
                    raw,
                });
            }
        }
    }
}
