//! Nothing a stranger writes becomes markup, no colour is literal, and figures of any size stay in the picture.

mod common;

use charts::{Canvas, Locale, Theme, lines, stacked_bars, standalone};
use common::{CANVAS, bars, elements, forecast, year};
use proptest::prelude::*;

const HOSTILE: &str = "</text><script>alert(1)</script>\"' onload='x' &amp; ]]> <!-- \u{0} \u{b}";

#[test]
fn hostile_labels_stay_text() {
    let mut chart = year();
    chart.title = HOSTILE.to_owned();
    chart.periods[0].label = HOSTILE.to_owned();
    chart.series[0].label = HOSTILE.to_owned();
    let mut views = forecast();
    views.lines[0].tag = HOSTILE.to_owned();
    views.notes[0].label = HOSTILE.to_owned();
    let drawings = [
        stacked_bars(&chart, &CANVAS).unwrap(),
        lines(&views, &CANVAS).unwrap(),
    ];
    for drawing in drawings.map(|d| d.named(HOSTILE)) {
        for svg in [drawing.svg.clone(), standalone(&drawing, Theme::Dark)] {
            let names = elements(&svg);
            let known = [
                "svg", "style", "rect", "polyline", "polygon", "circle", "text", "line",
            ];
            assert!(
                names.iter().all(|n| known.contains(&n.as_str())),
                "{names:?}"
            );
            assert!(!svg.contains("<script"), "a label became an element");
        }
    }
}

#[test]
fn colours_come_from_classes_only() {
    for drawing in [
        stacked_bars(&year(), &CANVAS).unwrap(),
        lines(&forecast(), &CANVAS).unwrap(),
    ] {
        for forbidden in [
            "fill=", "stroke=", "style=", "#", "rgb", "font-", "href", "url(",
        ] {
            assert!(
                !drawing.svg.contains(forbidden),
                "{forbidden} in {}",
                drawing.svg
            );
        }
    }
}

#[test]
fn the_root_carries_size_and_name() {
    let drawing = stacked_bars(&year(), &CANVAS)
        .unwrap()
        .named("Highest: October");
    let opening = "<svg class=\"ch\" viewBox=\"0 0 476 240\" width=\"476\" height=\"240\" role=\"img\" aria-label=\"Highest: October\">";
    assert!(drawing.svg.starts_with(opening), "{}", drawing.svg);
}

proptest! {
    #[test]
    fn any_figures_and_sizes_draw_inside_the_picture(
        values in prop::collection::vec(prop::collection::vec(prop::option::of(any::<i64>()), 5), 0..6),
        width in 120u32..2000,
        height in 48u32..900,
    ) {
        let keys = ["tip", "bonus", "ad_share", "shop_sale", "subscription", "adjustment"];
        let series: Vec<_> = keys.iter().copied().zip(values).collect();
        let drawing = stacked_bars(&bars(&series), &Canvas { width, height, locale: Locale::Fr }).unwrap();
        elements(&drawing.svg);
        for mark in drawing.marks.iter().chain(&drawing.columns) {
            prop_assert!(mark.width >= 0.0 && mark.height >= 0.0, "{mark:?}");
            prop_assert!(mark.x >= 0.0 && mark.x + mark.width <= width as f32 + 0.1, "{mark:?}");
            prop_assert!(mark.y >= 0.0 && mark.y + mark.height <= height as f32 + 0.1, "{mark:?}");
        }
        for (row, column) in drawing.table.iter().zip(&drawing.columns) {
            prop_assert_eq!(row.total, column.value);
        }
    }
}
