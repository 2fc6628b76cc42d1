//! OFX 1.x (SGML) and 2.x (XML), and QFX, which is OFX by another name.
//!
//! The rule it protects: every `STMTTRN` becomes a line or a refusal; one that is never closed does not swallow the next.

mod line;
mod scan;

use super::booked::Booked;
use super::places::Places;
use crate::import::{Detected, Format, ImportError, ImportInput, Parsed};
use crate::text::Text;
use domain::reject::RejectReason;
use line::{Fields, Sheet};
use scan::{Kind, Mark, Scan};

/// Recognises OFX by its header, or its outermost element.
pub(crate) fn recognise(text: &str) -> Option<Detected> {
    let head: String = text
        .chars()
        .take(4_096)
        .collect::<String>()
        .to_ascii_uppercase();
    let starts = head.trim_start();
    let marked = starts.starts_with("OFXHEADER") || starts.contains("<?OFX");
    let element = starts.starts_with('<') && starts.contains("<OFX>");
    (marked || element).then(|| {
        let mark = if marked { "OFXHEADER" } else { "<OFX>" };
        super::found(Format::Ofx, mark)
    })
}

/// Reads every statement of the file.
///
/// # Errors
/// [`ImportError::Encoding`] when it is no text. Lines that cannot be read are rejects.
pub fn parse(input: &ImportInput) -> Result<Parsed, ImportError> {
    let text = Text::decode(&input.name, &input.bytes)?;
    let mut reading = Reading {
        places: Places::new(&text),
        booked: Booked::default(),
        sheet: Current::default(),
        part: Part::None,
        line: None,
    };
    for mark in Scan::new(&text.text) {
        reading.mark(mark);
    }
    reading.unclosed(text.text.len());
    let mut booked = reading.booked;
    if booked.landings.is_empty() && booked.rejects.is_empty() {
        booked.note("nothing_to_take", "no_lines");
    }
    Ok(booked.finish(input, &text, "statement.ofx", "application/x-ofx"))
}

/// The statement being read.
#[derive(Default)]
struct Current {
    currency: Option<String>,
    account: Option<String>,
}

/// The part of a statement or line the fields belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    Account,
    OtherAccount,
    Payee,
    Currency,
    Ledger,
    Other,
}

impl Part {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" => Self::Account,
            "BANKACCTTO" | "CCACCTTO" => Self::OtherAccount,
            "PAYEE" => Self::Payee,
            "CURRENCY" => Self::Currency,
            "LEDGERBAL" => Self::Ledger,
            "ORIGCURRENCY" | "AVAILBAL" | "IMAGEDATA" | "BAL" | "STMTTRNP" => Self::Other,
            _ => return None,
        })
    }
}

struct Reading<'t> {
    places: Places<'t>,
    booked: Booked,
    sheet: Current,
    part: Part,
    line: Option<(usize, Fields)>,
}

impl Reading<'_> {
    fn mark(&mut self, mark: Mark<'_>) {
        match &mark.kind {
            Kind::Open(name) => self.open(name, mark.start),
            Kind::Field(name, value) => self.field(name, value),
            Kind::Close(name) => self.close(name, mark.start, mark.end),
        }
    }

    fn open(&mut self, name: &str, start: usize) {
        match name {
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => {
                self.unclosed(start);
                self.sheet = Current::default();
            }
            "STMTTRN" => {
                self.unclosed(start);
                self.part = Part::None;
                self.line = Some((start, Fields::default()));
            }
            "STMTTRNP" => {
                self.part = Part::Other;
                self.booked.note("not_completed", "STMTTRNP");
            }
            _ => self.part = Part::of(name).unwrap_or(self.part),
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        let value = value.to_owned();
        match (self.part, name) {
            (Part::Account, "ACCTID") => {
                self.booked.account(&value);
                self.sheet.account = Some(value);
            }
            (Part::None, "CURDEF") => self.sheet.currency = Some(value),
            // A closing balance alone proves nothing: OFX states no opening one.
            (Part::Ledger, "BALAMT") => self.booked.note("balance_unchecked", "not_stated"),
            (part, name) => {
                if let Some((_, fields)) = &mut self.line {
                    take(fields, part, name, value);
                }
            }
        }
    }

    fn close(&mut self, name: &str, start: usize, end: usize) {
        match name {
            "STMTTRN" => {
                self.part = Part::None;
                if let Some((from, fields)) = self.line.take() {
                    self.finish(from, end, &fields);
                }
            }
            "BANKTRANLIST" | "STMTRS" | "CCSTMTRS" | "INVSTMTRS" | "OFX" => {
                self.part = Part::None;
                self.unclosed(start);
            }
            _ if Part::of(name).is_some() => self.part = Part::None,
            _ => {}
        }
    }

    /// Refuses a line that was never closed, up to where the next thing begins.
    fn unclosed(&mut self, end: usize) {
        if let Some((from, _)) = self.line.take() {
            let refused = self
                .places
                .refuse(from, end, RejectReason::Broken, "STMTTRN");
            self.booked.rejects.push(refused);
        }
    }

    fn finish(&mut self, from: usize, end: usize, fields: &Fields) {
        if self.places.damaged(from, end) {
            let refused = self
                .places
                .refuse(from, end, RejectReason::Encoding, "STMTTRN");
            self.booked.rejects.push(refused);
            return;
        }
        let sheet = Sheet {
            currency: self.sheet.currency.as_deref(),
            account: self.sheet.account.as_deref(),
        };
        // A correction changes a line of an earlier statement. Taken as a line of its own it would count twice.
        if let Some(corrected) = &fields.corrects {
            let action = fields.action.as_deref().unwrap_or_default();
            let detail = format!("CORRECTFITID {corrected} {action}");
            let refused = self
                .places
                .refuse(from, end, RejectReason::MissingField, detail);
            self.booked.rejects.push(refused);
            return;
        }
        let locator = self.places.locator(from, end);
        let read = fields.read(&sheet, locator);
        let places = &mut self.places;
        self.booked
            .take(read.map_err(|(reason, detail)| places.refuse(from, end, reason, detail)));
    }
}

fn take(fields: &mut Fields, part: Part, name: &str, value: String) {
    let slot = match (part, name) {
        (Part::None, "FITID") => &mut fields.id,
        (Part::None, "TRNTYPE") => &mut fields.kind,
        (Part::None, "DTPOSTED") => &mut fields.posted,
        (Part::None, "DTAVAIL") => &mut fields.available,
        (Part::None, "TRNAMT") => &mut fields.amount,
        (Part::None, "NAME") => &mut fields.name,
        (Part::Payee, "NAME") => &mut fields.payee,
        (Part::None, "MEMO") => &mut fields.memo,
        (Part::None, "CHECKNUM") => &mut fields.check,
        (Part::None, "REFNUM") => &mut fields.reference,
        (Part::Currency, "CURSYM") => &mut fields.currency,
        (Part::None, "CORRECTFITID") => &mut fields.corrects,
        (Part::None, "CORRECTACTION") => &mut fields.action,
        _ => return,
    };
    // The first one holds: a field is stated once.
    slot.get_or_insert(value);
}
