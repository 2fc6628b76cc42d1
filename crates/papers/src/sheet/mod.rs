//! The invoice as a page a person reads: head, lines, sums, payment, notes.
//!
//! The rule it protects: every figure comes from the same sums as the data inside the file.

mod canvas;
mod foot;
mod head;
mod notes;
mod table;
mod words;

pub(crate) use notes::{no_payment, notes};

use crate::pdf::{self, About, Fonts};
use crate::{PaperError, cii};
use canvas::Canvas;
use domain::invoice::{Invoice, totals};

/// A written paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The file.
    pub pdf: Vec<u8>,
    /// The data that is attached to it.
    pub xml: String,
    /// Pages.
    pub pages: usize,
    /// Signs the font has no picture of: the paper shows `?` in their place, the data keeps them.
    pub missing: Vec<char>,
}

/// Writes an issued invoice.
///
/// # Errors
/// [`PaperError`].
pub fn invoice(invoice: &Invoice) -> Result<Paper, PaperError> {
    let xml = cii(invoice)?;
    let sums = totals(invoice)?;
    let number = invoice.number.clone().unwrap_or_default();
    let day = invoice.issued_on.ok_or(PaperError::NotIssued("day"))?;
    let mut canvas = Canvas::new(Fonts::load()?);
    head::draw(&mut canvas, invoice);
    table::draw(&mut canvas, invoice, &sums);
    foot::sums(&mut canvas, invoice, &sums);
    foot::payment(&mut canvas, invoice, &sums);
    foot::notes(&mut canvas, invoice);
    foot::pages(&mut canvas, invoice);
    let Canvas {
        mut fonts, pages, ..
    } = canvas;
    let title = words::title(invoice.kind, invoice.language);
    let about = About {
        title: format!("{title} {number}"),
        author: invoice.seller.party.name.clone(),
        language: invoice.language.slug(),
        day,
        ids: Default::default(),
    };
    let pdf = pdf::write(&pages, &mut fonts, about, &xml)?;
    Ok(Paper {
        pdf,
        xml,
        pages: pages.len(),
        missing: fonts.missing.into_iter().collect(),
    })
}
