//! Lines: gaps, bands, thresholds and where their points can be met.

mod common;

use charts::{Band, ChartError, Line, Lines, Period, Stroke, lines};
use common::{CANVAS, elements, forecast, two_months};

fn one(values: &[Option<i64>]) -> Lines {
    Lines {
        title: "t".to_owned(),
        periods: (0..values.len())
            .map(|n| Period::new(n.to_string(), n.to_string()))
            .collect(),
        lines: vec![Line {
            key: "a".to_owned(),
            label: "A".to_owned(),
            tag: String::new(),
            stroke: Stroke::Accent,
            values: values.to_vec(),
        }],
        ..Lines::default()
    }
}

const M: i64 = 1_000_000;

#[test]
fn an_unknown_day_interrupts_the_line() {
    let drawing = lines(
        &one(&[Some(M), Some(2 * M), None, Some(3 * M), Some(4 * M)]),
        &CANVAS,
    )
    .unwrap();
    assert_eq!(
        drawing.svg.matches("class=\"acc\"").count(),
        2,
        "two pieces, nothing drawn across the gap"
    );
    assert_eq!(
        drawing.marks.len(),
        4,
        "an unknown day has no point to stop at"
    );
    assert_eq!(
        drawing.columns.len(),
        5,
        "but its column can be read out as unknown"
    );
    assert_eq!(drawing.columns[2].value, None);
}

#[test]
fn a_day_between_two_unknown_ones_is_a_dot() {
    let drawing = lines(&one(&[None, Some(M), None]), &CANVAS).unwrap();
    assert_eq!(drawing.svg.matches("class=\"acc\"").count(), 0);
    assert!(drawing.svg.contains("class=\"dot\""));
}

#[test]
fn the_first_day_is_on_the_axis_and_the_last_at_the_edge() {
    let drawing = lines(&two_months(), &CANVAS).unwrap();
    let (first, last) = (
        drawing.columns.first().unwrap(),
        drawing.columns.last().unwrap(),
    );
    assert!((last.x + last.width - 468.0).abs() < 0.051);
    for pair in drawing.columns.windows(2) {
        assert!(
            (pair[0].x + pair[0].width - pair[1].x).abs() < 0.051,
            "columns tile"
        );
    }
    let point = &drawing.marks[0];
    assert!(
        (point.x + 4.0 - first.x).abs() < 0.051,
        "the first point lies on the left edge"
    );
}

#[test]
fn forecast_is_dashed_with_band_threshold_and_note() {
    let drawing = lines(&forecast(), &CANVAS).unwrap();
    for class in [
        "acc", "acc fc", "band", "thr", "note", "dot", "lab", "strong",
    ] {
        assert!(
            drawing.svg.contains(&format!("class=\"{class}\"")),
            "{class} is missing"
        );
    }
    assert!(drawing.svg.contains(">100,000 needed</text>"));
    elements(&drawing.svg);
}

#[test]
fn the_threshold_is_always_in_view() {
    let mut chart = forecast();
    if let Some(threshold) = &mut chart.threshold {
        threshold.value *= 10;
    }
    let drawing = lines(&chart, &CANVAS).unwrap();
    let at = drawing
        .svg
        .split("class=\"thr\" points=\"")
        .nth(1)
        .unwrap()
        .split(['"', ' '])
        .next()
        .unwrap();
    let y: f32 = at.split(',').nth(1).unwrap().parse().unwrap();
    assert!((8.0..216.0).contains(&y), "inside the frame: {y}");
}

#[test]
fn the_summary_speaks_of_the_first_line() {
    let summary = lines(&forecast(), &CANVAS).unwrap().summary;
    assert_eq!(
        summary.last.map(|p| p.period),
        Some("2026-10-22".to_owned())
    );
    assert_eq!(summary.unknown, 9);
    assert_eq!(summary.change, Some(3_241 * i128::from(M)));
}

#[test]
fn odd_input_draws_or_is_named() {
    for values in [
        &[][..],
        &[Some(M)],
        &[None, None],
        &[Some(i64::MAX), Some(i64::MIN)],
        &[Some(0), Some(0)],
    ] {
        let drawing = lines(&one(values), &CANVAS).unwrap();
        elements(&drawing.svg);
        assert!(
            drawing.svg.contains("class=\"axis\""),
            "{values:?}: zero line"
        );
        assert_eq!(drawing.table.len(), values.len());
    }
    let mut chart = one(&[Some(M)]);
    chart.band = Some(Band::default());
    let ragged = ChartError::Ragged {
        key: "band".to_owned(),
        expected: 1,
        found: 0,
    };
    assert_eq!(lines(&chart, &CANVAS), Err(ragged));
}
