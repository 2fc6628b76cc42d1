//! Stacks: what is drawn, where, and what the sentence and the table say about it.

mod common;

use charts::{Canvas, ChartError, Palette, Summary, stacked_bars};
use common::{CANVAS, bars, cents, elements, of_period, year};

/// Pixels are written to a tenth.
fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.051
}

#[test]
fn parts_tile_the_bar_without_gap_or_overlap() {
    let drawing = stacked_bars(&year(), &CANVAS).unwrap();
    for (key, _) in common::MONTHS {
        let known: Vec<_> = of_period(&drawing, key)
            .into_iter()
            .filter(|m| m.value > Some(0))
            .collect();
        assert!(!known.is_empty(), "{key} has parts");
        for pair in known.windows(2) {
            assert!(
                near(pair[1].y + pair[1].height, pair[0].y),
                "{key}: {} stands on {}",
                pair[1].label,
                pair[0].label
            );
            assert!(
                near(pair[0].x, pair[1].x) && near(pair[0].width, pair[1].width),
                "{key}: one bar, one width"
            );
        }
    }
}

#[test]
fn equal_values_have_equal_boxes() {
    let drawing = stacked_bars(
        &bars(&[
            ("tip", vec![cents(5000), cents(5000)]),
            ("bonus", vec![cents(5000), cents(2500)]),
        ]),
        &CANVAS,
    )
    .unwrap();
    let heights: Vec<f32> = drawing.marks.iter().map(|m| m.height).collect();
    assert!(
        near(heights[0], heights[1]) && near(heights[0], heights[2]),
        "{heights:?}"
    );
    assert!(
        near(heights[3] * 2.0, heights[0]),
        "half the money, half the height: {heights:?}"
    );
}

#[test]
fn drawn_parts_leave_one_pixel_towards_zero() {
    let drawing = stacked_bars(
        &bars(&[
            ("tip", vec![cents(10_000)]),
            ("adjustment", vec![cents(-10_000)]),
        ]),
        &CANVAS,
    )
    .unwrap();
    let (up, down) = (&drawing.marks[0], &drawing.marks[1]);
    let rect = |class: &str| {
        let at = drawing
            .svg
            .split(&format!("class=\"s-{class}\""))
            .nth(1)
            .unwrap()
            .split("/>")
            .next()
            .unwrap()
            .to_owned();
        let value = |name: &str| -> f32 {
            at.split(&format!("{name}=\""))
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap()
        };
        (value("y"), value("height"))
    };
    assert!(
        near(rect("tip").1, up.height - 1.0),
        "the part above zero is one pixel shorter at its foot"
    );
    assert!(near(rect("tip").0, up.y), "and keeps its top");
    assert!(
        near(rect("adjustment").0, down.y + 1.0),
        "the part below zero begins one pixel lower"
    );
}

#[test]
fn negatives_hang_below_the_zero_line() {
    let drawing = stacked_bars(&year(), &CANVAS).unwrap();
    let october = of_period(&drawing, "2026-10");
    let zero = october
        .iter()
        .find(|m| m.series.as_deref() == Some("shop_sale"))
        .map(|m| m.y + m.height)
        .unwrap();
    let adjustment = october
        .iter()
        .find(|m| m.series.as_deref() == Some("adjustment"))
        .unwrap();
    assert!(near(adjustment.y, zero), "begins at the zero line");
    assert!(adjustment.height > 1.0, "and goes down");
    assert!(
        drawing.svg.contains("class=\"axis\""),
        "the zero line is drawn"
    );
}

#[test]
fn unknown_is_dashed_and_never_zero() {
    let drawing = stacked_bars(&year(), &CANVAS).unwrap();
    let july = of_period(&drawing, "2026-07");
    let ads = july
        .iter()
        .find(|m| m.series.as_deref() == Some("ad_share"))
        .unwrap();
    assert_eq!(ads.value, None);
    assert!(ads.height > 1.0, "it can be pointed at");
    assert!(drawing.svg.contains("class=\"unk\""));
    let row = &drawing.table[8];
    assert_eq!((row.values[2], row.complete), (None, false));
    assert_eq!(
        row.total,
        Some(632_400_000),
        "the sum of what is known, marked incomplete"
    );
}

#[test]
fn all_unknown_is_no_figure() {
    let drawing = stacked_bars(&bars(&[("tip", vec![None, None])]), &CANVAS).unwrap();
    assert_eq!(drawing.summary.highest, None);
    assert_eq!(drawing.summary.unknown, 2);
    assert!(
        drawing.table.iter().all(|r| r.total.is_none()),
        "unknown does not sum to zero"
    );
    assert!(drawing.columns.iter().all(|c| c.value.is_none()));
    elements(&drawing.svg);
}

#[test]
fn no_periods_and_no_series_are_an_empty_chart() {
    for chart in [bars(&[]), bars(&[("tip", vec![])])] {
        let drawing = stacked_bars(&chart, &CANVAS).unwrap();
        assert!(drawing.marks.is_empty() && drawing.columns.is_empty() && drawing.table.is_empty());
        assert_eq!(drawing.summary, Summary::default());
        assert!(
            drawing.svg.contains("class=\"axis\""),
            "the zero line is always there"
        );
    }
}

#[test]
fn a_single_period_fills_one_column() {
    let drawing = stacked_bars(&bars(&[("tip", vec![cents(100)])]), &CANVAS).unwrap();
    assert_eq!(drawing.columns.len(), 1);
    assert_eq!(drawing.summary.change, None, "nothing to compare with");
    let (bar, column) = (&drawing.marks[0], &drawing.columns[0]);
    assert!(bar.width <= 40.0, "a lone bar is not a wall");
    assert!(bar.x > column.x && bar.x + bar.width < column.x + column.width);
}

#[test]
fn columns_tile_the_plot() {
    let drawing = stacked_bars(&year(), &CANVAS).unwrap();
    for pair in drawing.columns.windows(2) {
        assert!(
            near(pair[0].x + pair[0].width, pair[1].x),
            "no dead strip between two months"
        );
    }
    let last = drawing.columns.last().unwrap();
    assert!(near(last.x + last.width, 468.0), "up to the right margin");
}

#[test]
fn three_years_of_days_still_draw() {
    let days: Vec<Option<i64>> = (0..1096).map(|d| cents(d % 97)).collect();
    let drawing = stacked_bars(&bars(&[("ad_share", days)]), &CANVAS).unwrap();
    assert_eq!(drawing.columns.len(), 1096);
    let texts = drawing.svg.matches("<text").count();
    assert!(texts < 40, "labels thin out, found {texts}");
}

#[test]
fn the_largest_amounts_do_not_overflow() {
    let huge = vec![Some(i64::MAX), Some(i64::MIN), Some(0)];
    let drawing = stacked_bars(&bars(&[("tip", huge.clone()), ("bonus", huge)]), &CANVAS).unwrap();
    assert_eq!(
        drawing.summary.highest.as_ref().map(|p| p.value),
        Some(2 * i128::from(i64::MAX))
    );
    for mark in &drawing.marks {
        assert!(
            mark.y >= 0.0 && mark.y + mark.height <= 240.0,
            "inside the picture: {mark:?}"
        );
    }
}

#[test]
fn the_summary_says_range_highest_last_and_change() {
    let summary = stacked_bars(&year(), &CANVAS).unwrap().summary;
    assert_eq!(
        (summary.from.as_deref(), summary.to.as_deref()),
        (Some("2025-11"), Some("2026-10"))
    );
    let highest = summary.highest.unwrap();
    assert_eq!(
        (highest.period.as_str(), highest.value),
        ("2026-10", 1_697_900_000)
    );
    assert_eq!(summary.last.unwrap().value, 1_697_900_000);
    assert_eq!(summary.change, Some(1_697_900_000 - 1_657_800_000));
}

#[test]
fn platforms_share_one_accent() {
    let mut chart = year();
    chart.palette = Palette::Steps;
    let drawing = stacked_bars(&chart, &CANVAS).unwrap();
    assert!(drawing.svg.contains("class=\"a-1\"") && !drawing.svg.contains("class=\"s-"));
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let mut ragged = year();
    ragged.series[1].values.pop();
    let expected = ChartError::Ragged {
        key: "brand_deal".to_owned(),
        expected: 12,
        found: 11,
    };
    assert_eq!(stacked_bars(&ragged, &CANVAS), Err(expected));
    let key = "tip\" onload=\"x";
    assert_eq!(
        stacked_bars(&bars(&[(key, vec![])]), &CANVAS),
        Err(ChartError::Key(key.to_owned()))
    );
    let tiny = Canvas {
        width: 20,
        ..CANVAS
    };
    assert_eq!(
        stacked_bars(&year(), &tiny),
        Err(ChartError::Size {
            width: 20,
            height: 240
        })
    );
}
