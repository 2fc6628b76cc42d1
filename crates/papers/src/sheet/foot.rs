//! Sums, how to pay, notes, and the foot of every page.

use super::canvas::{
    ACCENT, BODY, BOTTOM, Canvas, LABEL, LEFT, QUIET, RIGHT, RULE, STRONG, Style, TINT,
};
use super::words;
use crate::pdf::{Cut, Mark};
use domain::Amount;
use domain::invoice::{Category, Invoice, Kind, Totals};

/// Where the sums begin.
const COLUMN: f32 = 320.0;
const TOTAL: Style = Style {
    size: 12.0,
    cut: Cut::Strong,
    colour: ACCENT,
};

pub(super) fn sums(canvas: &mut Canvas, invoice: &Invoice, sums: &Totals) {
    let (w, language) = (words::words(invoice.language), invoice.language);
    let mut rows: Vec<(String, String, Style)> =
        vec![(w.net.to_owned(), words::money(sums.net, language), BODY)];
    for part in &sums.vat {
        if matches!(part.category, Category::Standard | Category::Zero) {
            let rate = words::percent(part.rate, language);
            let base = words::figure(part.base, language);
            let label = format!("{} {rate} {} {base}", w.vat, w.vat_on);
            rows.push((label, words::money(part.tax, language), BODY));
        }
    }
    rows.push((
        w.gross.to_owned(),
        words::money(sums.gross, language),
        STRONG,
    ));
    if let Some(exchange) = &invoice.exchange {
        let label = format!("{} {}", w.vat_in, exchange.unit);
        let rate = words::number(exchange.shown, 4, language);
        let tax = Amount::new(exchange.tax, exchange.unit);
        let label = format!("{label} (1 {} = {rate})", invoice.currency);
        rows.push((label, words::money(tax, language), QUIET));
    }
    if sums.prepaid.micros != 0 {
        let back = Amount::new(sums.prepaid.micros.saturating_neg(), sums.prepaid.unit);
        rows.push((w.prepaid.to_owned(), words::money(back, language), BODY));
    }
    let height = 15.0 * rows.len() as f32 + 48.0;
    if !canvas.fits(height) {
        canvas.turn();
    }
    canvas.y += 10.0;
    for (label, value, style) in rows {
        let y = canvas.y + 10.0;
        canvas.left(COLUMN, y, &label, style);
        canvas.right(RIGHT - 8.0, y, &value, style);
        canvas.y += 15.0;
    }
    canvas.y += 4.0;
    let y = canvas.y;
    canvas.put(Mark::Box {
        x: COLUMN - 10.0,
        y,
        w: RIGHT - COLUMN + 10.0,
        h: 26.0,
        colour: TINT,
    });
    let label = if invoice.kind == Kind::Credit {
        w.credited
    } else {
        w.to_pay
    };
    canvas.left(COLUMN, y + 17.0, label, TOTAL);
    canvas.right(
        RIGHT - 8.0,
        y + 17.0,
        &words::money(sums.due, language),
        TOTAL,
    );
    canvas.y += 40.0;
}

pub(super) fn payment(canvas: &mut Canvas, invoice: &Invoice, sums: &Totals) {
    let (w, language) = (words::words(invoice.language), invoice.language);
    let country = &invoice.seller.party.address.country;
    if let Some(note) = invoice.vat.note(country, language) {
        paragraph(canvas, note, STRONG);
        canvas.y += 6.0;
    }
    if invoice.kind == Kind::Credit || sums.due.micros == 0 {
        return;
    }
    let mut rows = Vec::new();
    if let Some(due) = invoice.due_on {
        rows.push((w.pay_by, words::day(due, language)));
    }
    rows.extend(
        invoice
            .seller
            .iban
            .as_deref()
            .map(|id| (w.account, fours(id))),
    );
    rows.extend(invoice.seller.bic.clone().map(|id| (w.bank, id)));
    rows.extend(invoice.number.clone().map(|number| (w.mention, number)));
    if !canvas.fits(16.0 + 14.0 * rows.len() as f32) {
        canvas.turn();
    }
    let y = canvas.y;
    canvas.left(LEFT, y + 8.0, w.payment, LABEL);
    canvas.y += 14.0;
    for (label, value) in rows {
        let y = canvas.y + 9.0;
        canvas.left(LEFT, y, label, BODY);
        let label = canvas.fonts.width(label, BODY.cut, BODY.size);
        canvas.left(LEFT + label + 6.0, y, &value, STRONG);
        canvas.y += 13.5;
    }
    canvas.y += 8.0;
}

/// An IBAN in groups of four.
fn fours(id: &str) -> String {
    let signs: Vec<char> = id.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> = signs.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join("\u{a0}")
}

pub(super) fn notes(canvas: &mut Canvas, invoice: &Invoice) {
    for (_, text) in super::notes(invoice) {
        paragraph(canvas, &text, QUIET);
        canvas.y += 3.0;
    }
}

/// Wrapped text that goes on over the page.
fn paragraph(canvas: &mut Canvas, text: &str, style: Style) {
    let leading = style.size * 1.4;
    for line in canvas.wrap(text, RIGHT - LEFT, style) {
        if !canvas.fits(leading) {
            canvas.turn();
        }
        let y = canvas.y + style.size;
        canvas.left(LEFT, y, &line, style);
        canvas.y += leading;
    }
}

/// The foot of every page: who, which paper, which page.
pub(super) fn pages(canvas: &mut Canvas, invoice: &Invoice) {
    let w = words::words(invoice.language);
    let count = canvas.pages.len();
    let number = invoice.number.clone().unwrap_or_else(|| w.draft.to_owned());
    let mut parts = vec![invoice.seller.party.name.clone(), number];
    parts.extend(
        invoice
            .seller
            .footer
            .clone()
            .filter(|f| !f.trim().is_empty()),
    );
    let small = parts.join("  ·  ");
    let all = std::mem::take(&mut canvas.pages);
    for (n, page) in all.into_iter().enumerate() {
        canvas.pages.push(page);
        canvas.rule(LEFT, BOTTOM + 16.0, RIGHT - LEFT, 0.4, RULE);
        let lines = canvas.wrap(&small, RIGHT - LEFT - 90.0, QUIET);
        let mut y = BOTTOM + 28.0;
        for line in lines.iter().take(2) {
            canvas.left(LEFT, y, line, QUIET);
            y += 11.0;
        }
        let which = format!("{} {} {} {count}", w.page, n + 1, w.of);
        canvas.right(RIGHT, BOTTOM + 28.0, &which, QUIET);
    }
}
