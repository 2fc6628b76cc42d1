//! Who bills, who is billed, and which paper it is.

use super::canvas::{ACCENT, BODY, Canvas, INK, LABEL, LEFT, QUIET, RIGHT, STRONG, Style, TOP};
use super::words::{self, Words};
use crate::pdf::Cut;
use domain::invoice::{Invoice, Kind, Party, VatMode};

const TITLE: Style = Style {
    size: 20.0,
    cut: Cut::Strong,
    colour: ACCENT,
};
const NAME: Style = Style {
    size: 13.0,
    cut: Cut::Strong,
    colour: INK,
};
const SUBJECT: Style = Style {
    size: 11.0,
    cut: Cut::Strong,
    colour: INK,
};
/// Where the right column begins.
const COLUMN: f32 = 340.0;

pub(super) fn draw(canvas: &mut Canvas, invoice: &Invoice) {
    let w = words::words(invoice.language);
    canvas.rule(LEFT, TOP - 16.0, RIGHT - LEFT, 2.0, ACCENT);
    let left = seller(canvas, invoice, w);
    let title = words::title(invoice.kind, invoice.language);
    canvas.right(RIGHT, TOP + 18.0, title, TITLE);
    let right = facts(canvas, invoice, w, TOP + 40.0);
    canvas.y = left.max(right) + 18.0;
    let top = canvas.y;
    canvas.left(LEFT, top + 7.5, w.bill_to, LABEL);
    let mut y = top + 14.0;
    y += canvas.block(LEFT, y, COLUMN - LEFT, &invoice.client.party.name, STRONG);
    for line in place(&invoice.client.party) {
        y += canvas.block(LEFT, y, COLUMN - LEFT, &line, BODY);
    }
    for line in numbers(&invoice.client.party, None, invoice.vat, w) {
        y += canvas.block(LEFT, y, COLUMN - LEFT, &line, QUIET);
    }
    canvas.y = y + 16.0;
    if !invoice.subject.trim().is_empty() {
        let y = canvas.y;
        canvas.y += canvas.block(LEFT, y, RIGHT - LEFT, &invoice.subject, SUBJECT) + 6.0;
    }
}

fn seller(canvas: &mut Canvas, invoice: &Invoice, w: &Words) -> f32 {
    let seller = &invoice.seller;
    let known = seller.trading_name.as_deref();
    let mut y = TOP + 2.0;
    let name = known.unwrap_or(&seller.party.name);
    y += canvas.block(LEFT, y, COLUMN - LEFT - 30.0, name, NAME) + 2.0;
    let mut lines = Vec::new();
    if known.is_some() {
        lines.push(seller.party.name.clone());
    }
    lines.extend(place(&seller.party));
    lines.extend(seller.party.email.clone());
    lines.extend(seller.party.phone.clone());
    lines.extend(numbers(
        &seller.party,
        seller.tax_id.as_deref(),
        invoice.vat,
        w,
    ));
    for line in lines {
        y += canvas.block(LEFT, y, COLUMN - LEFT - 20.0, &line, QUIET);
    }
    y
}

/// The facts beside: number, days, orders.
fn facts(canvas: &mut Canvas, invoice: &Invoice, w: &Words, top: f32) -> f32 {
    let language = invoice.language;
    let day = |day: Option<domain::CivilDay>| day.map(|day| words::day(day, language));
    let number = invoice.number.clone().unwrap_or_else(|| w.draft.to_owned());
    let refers: Vec<String> = invoice.refers.iter().map(|r| r.number.clone()).collect();
    let due = day(invoice.due_on).filter(|_| invoice.kind != Kind::Credit);
    let rows = [
        (w.number, Some(number)),
        (w.issued, day(invoice.issued_on)),
        (w.due, due),
        (w.supplied, day(invoice.supplied_on)),
        (w.order, invoice.order.clone()),
        (w.reference, invoice.client.reference.clone()),
        (w.refers, (!refers.is_empty()).then(|| refers.join(", "))),
    ];
    let mut y = top;
    for (label, value) in rows {
        let Some(value) = value.filter(|v| !v.trim().is_empty()) else {
            continue;
        };
        canvas.left(COLUMN + 20.0, y + 9.0, label, QUIET);
        let lines = canvas.wrap(&value, RIGHT - COLUMN - 105.0, STRONG);
        for line in lines {
            canvas.right(RIGHT, y + 9.0, &line, STRONG);
            y += 13.5;
        }
    }
    y
}

/// The address, a line each.
fn place(party: &Party) -> Vec<String> {
    let address = &party.address;
    let mut lines: Vec<String> = address.lines.clone();
    lines.push(format!("{} {}", address.postcode, address.city));
    lines.push(address.country.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines.iter().map(|line| line.trim().to_owned()).collect()
}

/// Register and tax numbers.
fn numbers(party: &Party, tax_id: Option<&str>, vat: VatMode, w: &Words) -> Vec<String> {
    let legal = match domain::invoice::legal_scheme(
        &party.address.country,
        party.legal_id.as_deref().unwrap_or_default(),
    ) {
        Some("0002") => "SIREN",
        Some("0009") => "SIRET",
        _ => w.legal_id,
    };
    // A paper that is not subject to VAT names no VAT number, as the data inside must not.
    let vat_id = party
        .vat_id
        .as_deref()
        .filter(|_| vat != VatMode::OutsideScope);
    [
        (legal, party.legal_id.as_deref()),
        (w.vat_id, vat_id),
        (w.tax_id, tax_id),
    ]
    .into_iter()
    .filter_map(|(label, id)| Some(format!("{label}\u{a0}{}", id?)))
    .collect()
}
