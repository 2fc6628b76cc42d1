//! From what was earned to what was paid, line by line.
//!
//! The rule it protects: the lines add up. Streams, refunds, fees and tax make what should have been paid; the rest to what
//! was paid is *unexplained*.

use crate::shapes::{Amount, XrayLine};
use domain::{Stream, Unit};
use std::collections::BTreeMap;
use store::{Entry, Payout};

#[derive(Default)]
struct Part {
    micros: i128,
    count: i64,
}

impl Part {
    fn add(&mut self, micros: i128) {
        self.micros += micros;
        self.count += 1;
    }
}

/// The lines of a payout; only the paid line when no entry is known to be in it. `came_back` is what earlier payouts sent in
/// vain, in micro-units.
pub fn lines(payout: &Payout, entries: &[Entry], came_back: i128) -> Vec<XrayLine> {
    let unit = payout.payout.amount.unit;
    let paid = i128::from(payout.payout.amount.micros);
    let mut streams: BTreeMap<Stream, Part> = BTreeMap::new();
    let (mut earned, mut refunds, mut fees, mut tax) = (
        Part::default(),
        Part::default(),
        Part::default(),
        Part::default(),
    );
    let mut expected = 0i128;
    for entry in entries.iter().filter(|e| e.money.unit == unit) {
        let money = &entry.money;
        let (fee, withheld) = (
            i128::from(money.fee.unwrap_or(0)),
            i128::from(money.tax.unwrap_or(0)),
        );
        // Where the source gives no gross, it is what makes its net.
        let gross = money
            .gross
            .map_or(i128::from(money.net) + fee + withheld, i128::from);
        expected += i128::from(money.net);
        if gross < 0 {
            refunds.add(gross);
        } else {
            streams.entry(entry.stream).or_default().add(gross);
            earned.add(gross);
        }
        if fee != 0 {
            fees.add(-fee);
        }
        // A net that differs from gross less fee is the source's own rounding or an unnamed tax: kept with the tax line.
        let rest = i128::from(money.net) - gross + fee;
        if rest != 0 {
            tax.add(rest);
        }
    }
    let mut lines = Vec::new();
    if !entries.is_empty() {
        lines.push(line("earned", None, &earned, unit));
        for stream in Stream::ALL {
            if let Some(part) = streams.get(stream) {
                lines.push(line("stream", Some(*stream), part, unit));
            }
        }
        for (kind, part) in [("refund", &refunds), ("fee", &fees), ("tax", &tax)] {
            if part.count > 0 {
                lines.push(line(kind, None, part, unit));
            }
        }
        if came_back != 0 {
            lines.push(line(
                "carried",
                None,
                &Part {
                    micros: came_back,
                    count: 0,
                },
                unit,
            ));
            expected += came_back;
        }
        lines.push(line(
            "expected",
            None,
            &Part {
                micros: expected,
                count: 0,
            },
            unit,
        ));
        lines.push(line(
            "unexplained",
            None,
            &Part {
                micros: paid - expected,
                count: 0,
            },
            unit,
        ));
    }
    lines.push(line(
        "paid",
        None,
        &Part {
            micros: paid,
            count: 0,
        },
        unit,
    ));
    place(&mut lines, unit, expected, paid);
    lines
}

fn line(kind: &str, stream: Option<Stream>, part: &Part, unit: Unit) -> XrayLine {
    XrayLine {
        kind: kind.to_owned(),
        stream: stream.map(Into::into),
        count: (part.count > 0).then_some(part.count),
        amount: Some(Amount::of_sum(part.micros, unit)),
        from_permille: 0,
        to_permille: 0,
    }
}

/// Gives each line its bar: parts begin where the one before ended, totals at zero.
fn place(lines: &mut [XrayLine], unit: Unit, expected: i128, paid: i128) {
    let value = |line: &XrayLine| -> i128 {
        let text = line
            .amount
            .as_ref()
            .map(|a| a.amount.as_str())
            .unwrap_or("0");
        domain::Amount::parse(text, unit)
            .map(|a| i128::from(a.micros))
            .unwrap_or(0)
    };
    let mut spans: Vec<(i128, i128)> = Vec::with_capacity(lines.len());
    let mut at = 0i128;
    for line in lines.iter() {
        spans.push(match line.kind.as_str() {
            "earned" => (0, value(line)),
            "expected" => (0, expected),
            "paid" => (0, paid),
            "unexplained" => (expected, paid),
            _ => {
                let from = at;
                at += value(line);
                (from, at)
            }
        });
    }
    let low = spans
        .iter()
        .map(|(a, b)| *a.min(b))
        .min()
        .unwrap_or(0)
        .min(0);
    let high = spans
        .iter()
        .map(|(a, b)| *a.max(b))
        .max()
        .unwrap_or(1)
        .max(low + 1);
    let permille = |micros: i128| i64::try_from((micros - low) * 1_000 / (high - low)).unwrap_or(0);
    for (line, (from, to)) in lines.iter_mut().zip(spans) {
        line.from_permille = permille(from.min(to));
        line.to_permille = permille(from.max(to));
    }
}
