//! The lines of the invoice, over as many pages as they need; the head of the table stands on each.

use super::canvas::{BODY, Canvas, INK, LABEL, LEFT, QUIET, RIGHT, RULE, Style};
use super::words;
use domain::invoice::{Invoice, Totals, VatMode};

/// Right edges of the columns.
const QUANTITY: f32 = RIGHT - 190.0;
const PRICE: f32 = RIGHT - 115.0;
const RATE: f32 = RIGHT - 72.0;
const TEXT_WIDTH: f32 = QUANTITY - LEFT - 50.0;

pub(super) fn draw(canvas: &mut Canvas, invoice: &Invoice, sums: &Totals) {
    head(canvas, invoice);
    for (line, net) in invoice.lines.iter().zip(&sums.lines) {
        let text = canvas.wrap(&line.text, TEXT_WIDTH, BODY);
        let detail = line.detail.as_deref().unwrap_or_default();
        let detail = canvas.wrap(detail, TEXT_WIDTH, QUIET);
        let height = tall(&text, BODY) + tall(&detail, QUIET) + 9.0;
        if !canvas.fits(height) {
            canvas.turn();
            head(canvas, invoice);
        }
        let language = invoice.language;
        let top = canvas.y + 4.0;
        let base = top + BODY.size;
        let quantity = words::number(line.quantity, 0, language);
        canvas.right(QUANTITY, base, &quantity, BODY);
        let least = usize::from(invoice.currency.decimals().min(2));
        canvas.right(
            PRICE,
            base,
            &words::number(line.price, least, language),
            BODY,
        );
        if invoice.vat == VatMode::Standard {
            canvas.right(RATE, base, &words::percent(line.vat_rate, language), BODY);
        }
        canvas.right(RIGHT, base, &words::figure(*net, language), BODY);
        let mut y = base;
        for part in &text {
            canvas.left(LEFT, y, part, BODY);
            y += BODY.size * 1.4;
        }
        for part in &detail {
            canvas.left(LEFT, y - 1.0, part, QUIET);
            y += QUIET.size * 1.4;
        }
        canvas.y += height;
        let y = canvas.y;
        canvas.rule(LEFT, y - 0.5, RIGHT - LEFT, 0.4, RULE);
    }
}

fn tall(lines: &[String], style: Style) -> f32 {
    lines.len() as f32 * style.size * 1.4
}

fn head(canvas: &mut Canvas, invoice: &Invoice) {
    let w = words::words(invoice.language);
    let y = canvas.y + 8.0;
    canvas.left(LEFT, y, w.text, LABEL);
    canvas.right(QUANTITY, y, w.quantity, LABEL);
    canvas.right(PRICE, y, w.price, LABEL);
    if invoice.vat == VatMode::Standard {
        canvas.right(RATE, y, w.rate, LABEL);
    }
    canvas.right(RIGHT, y, w.amount, LABEL);
    canvas.y += 14.0;
    let y = canvas.y;
    canvas.rule(LEFT, y, RIGHT - LEFT, 0.8, INK);
    canvas.y += 1.0;
}
