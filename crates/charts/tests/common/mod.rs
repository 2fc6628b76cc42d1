//! Invented charts that several tests draw.
#![allow(dead_code, reason = "each test binary uses its own part")]

use charts::{
    Band, Canvas, Drawing, Line, Lines, Locale, Note, Palette, Period, Series, StackedBars, Stroke,
    Threshold,
};
use domain::Unit;

pub const CANVAS: Canvas = Canvas {
    width: 476,
    height: 240,
    locale: Locale::En,
};

pub const MONTHS: [(&str, &str); 12] = [
    ("2025-11", "Nov 25"),
    ("2025-12", "Dec"),
    ("2026-01", "Jan 26"),
    ("2026-02", "Feb"),
    ("2026-03", "Mar"),
    ("2026-04", "Apr"),
    ("2026-05", "May"),
    ("2026-06", "Jun"),
    ("2026-07", "Jul"),
    ("2026-08", "Aug"),
    ("2026-09", "Sep"),
    ("2026-10", "Oct"),
];

/// Cents to micro-units.
pub fn cents(value: i64) -> Option<i64> {
    Some(value * 10_000)
}

/// Bars over `values[series][period]` in micro-units.
pub fn bars(values: &[(&str, Vec<Option<i64>>)]) -> StackedBars {
    let count = values.first().map_or(0, |(_, v)| v.len());
    StackedBars {
        title: "Earned per month by stream".to_owned(),
        unit: Unit::EUR,
        palette: Palette::Streams,
        periods: (0..count)
            .map(|n| {
                MONTHS.get(n).map_or_else(
                    || Period::new(n.to_string(), n.to_string()),
                    |(k, l)| Period::new(*k, *l),
                )
            })
            .collect(),
        series: values
            .iter()
            .map(|(key, values)| Series {
                key: (*key).to_owned(),
                label: key.replace('_', " "),
                values: values.clone(),
            })
            .collect(),
    }
}

/// A year as a creator with five streams sees it: a correction below zero and a month with an unknown figure.
pub fn year() -> StackedBars {
    let row =
        |cents_per_month: [i64; 12]| cents_per_month.into_iter().map(cents).collect::<Vec<_>>();
    let mut ads = row([
        5480, 7870, 5190, 6160, 7400, 8200, 9230, 10100, 11890, 13170, 16890, 13919,
    ]);
    ads[8] = None;
    let mut bars = bars(&[
        (
            "shop_sale",
            row([
                60300, 97700, 39400, 44500, 51100, 57900, 62500, 56200, 48900, 59400, 87300, 76477,
            ]),
        ),
        (
            "brand_deal",
            row([
                0, 34000, 0, 29000, 0, 41000, 0, 54000, 0, 47000, 47000, 62000,
            ]),
        ),
        ("ad_share", ads),
        (
            "tip",
            row([
                1240, 1950, 1410, 1630, 1880, 2120, 2480, 2110, 2770, 2430, 3510, 3862,
            ]),
        ),
        (
            "affiliate_commission",
            row([
                2210, 5200, 1830, 2120, 2970, 3560, 4330, 4810, 6630, 6250, 8480, 9015,
            ]),
        ),
        (
            "subscription",
            row([
                2190, 2570, 2310, 2900, 3170, 3560, 3650, 4230, 4940, 4330, 5100, 5560,
            ]),
        ),
        ("bonus", row([0, 0, 0, 0, 1500, 0, 0, 2000, 0, 0, 0, 2500])),
        (
            "adjustment",
            row([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -2500, -3543]),
        ),
    ]);
    bars.periods[8].strong = true;
    bars
}

/// A month of views with a forecast that may reach its threshold.
pub fn forecast() -> Lines {
    let thousand = |v: i64| Some(v * 1_000_000_000);
    let known: Vec<Option<i64>> = (0..31)
        .map(|d| (d < 22).then_some(3_241 * 1_000_000 * (d + 1)))
        .collect();
    let from_today = |step: i64| -> Vec<Option<i64>> {
        (0..31)
            .map(|d| (d >= 21).then(|| 71_302_000_000 + step * 1_000_000 * (d - 21)))
            .collect()
    };
    Lines {
        title: "Views in October".to_owned(),
        unit: None,
        periods: (1..=31)
            .map(|d| {
                Period::new(
                    format!("2026-10-{d:02}"),
                    if d % 7 == 1 || d == 31 {
                        d.to_string()
                    } else {
                        String::new()
                    },
                )
            })
            .collect(),
        lines: vec![
            Line {
                key: "views".to_owned(),
                label: "Views".to_owned(),
                tag: "71,302 today".to_owned(),
                stroke: Stroke::Accent,
                values: known,
            },
            Line {
                key: "forecast".to_owned(),
                label: "Forecast".to_owned(),
                tag: String::new(),
                stroke: Stroke::Forecast,
                values: from_today(3_344),
            },
        ],
        band: Some(Band {
            lower: from_today(2_288),
            upper: from_today(4_433),
        }),
        threshold: thousand(100).map(|value| Threshold {
            value,
            label: "100,000 needed".to_owned(),
        }),
        notes: vec![Note {
            period: "2026-10-28".to_owned(),
            label: "28 Oct at best".to_owned(),
        }],
    }
}

/// Money earned so far this month beside the month before.
pub fn two_months() -> Lines {
    let walk = |step: i64, days: i64| -> Vec<Option<i64>> {
        (0..30)
            .map(|d| {
                (d < days).then_some((step * (d + 1) + if d > 8 { 60_000 } else { 0 }) * 10_000)
            })
            .collect()
    };
    let line = |key: &str, stroke, values| Line {
        key: key.to_owned(),
        label: key.to_owned(),
        tag: key.to_owned(),
        stroke,
        values,
    };
    Lines {
        title: "Earned, day by day".to_owned(),
        unit: Some(Unit::EUR),
        periods: (1..=30)
            .map(|d| {
                Period::new(
                    d.to_string(),
                    if d % 7 == 1 {
                        d.to_string()
                    } else {
                        String::new()
                    },
                )
            })
            .collect(),
        lines: vec![
            line("Oct", Stroke::Accent, walk(4_900, 22)),
            line("Sep", Stroke::Second, walk(3_500, 30)),
        ],
        ..Lines::default()
    }
}

/// Fails unless `xml` is well-formed; gives the element names met.
pub fn elements(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut names, mut depth) = (Vec::new(), 0i32);
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Start(tag) => {
                depth += 1;
                check(&tag);
                names.push(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Empty(tag) => {
                check(&tag);
                names.push(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
    names
}

fn check(tag: &quick_xml::events::BytesStart<'_>) {
    for attribute in tag.attributes() {
        attribute.expect("attributes are quoted and not doubled");
    }
}

/// Marks of one period, bottom box first.
pub fn of_period<'a>(drawing: &'a Drawing, key: &str) -> Vec<&'a charts::Mark> {
    drawing.marks.iter().filter(|m| m.period == key).collect()
}
