//! Invoices: what a bill says, what it comes to, and where it stands.
//!
//! The rules it protects: amounts are exact and rounded where EN 16931 rounds; an issued invoice is never changed, a mistake is
//! put right by a credit note; numbers follow each other without a gap; a figure that rests on something unknown says so.
//!
//! Codes are those of EN 16931: document types of UNTDID 1001, VAT categories of UNTDID 5305, reasons of the VATEX list.

mod bill;
mod check;
mod follow;
mod line;
mod matching;
mod number;
mod party;
mod reminder;
mod standing;
mod terms;
mod totals;
mod vat;

pub use bill::{Exchange, Invoice, Kind, Language, Reference};
pub use check::{Lack, lacks};
pub use follow::{credit_of, deduction_lines, deposit_of};
pub use line::{Line, UNIT_ONE, round_cents};
pub use matching::{Hint, Incoming, Open, Proposal, Source, propose};
pub use number::{Series, next_number};
pub use party::{Address, Client, Party, Seller, legal_scheme, vat_id_fits};
pub use reminder::{Letter, Tone, letter, next_tone};
pub use standing::{Receipt, Standing, standing};
pub use terms::{Due, LateTerms, Terms, interest};
pub use totals::{Totals, TotalsError, VatPart, totals};
pub use vat::{Category, VatMode};

#[cfg(test)]
mod tests;
