//! Whole drawings, compared with committed files. `GOLDEN=write cargo test -p charts --test golden` renews them; look at
//! them before committing.

mod common;

use charts::{
    Breakdown, Canvas, Locale, Part, Theme, breakdown_bars, lines, stacked_bars, standalone,
};
use common::{CANVAS, forecast, two_months, year};
use std::path::Path;

fn compare(name: &str, svg: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(&path, svg).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == svg,
        "{name} changed: renew it with GOLDEN=write and look at it"
    );
}

#[test]
fn drawings_are_as_they_were_looked_at() {
    let bars = stacked_bars(&year(), &CANVAS).unwrap();
    compare("year-light.svg", &standalone(&bars, Theme::Light));
    compare("year-dark.svg", &standalone(&bars, Theme::Dark));
    let narrow = Canvas {
        width: 300,
        height: 160,
        locale: Locale::Fr,
    };
    compare(
        "year-narrow-fr.svg",
        &standalone(&stacked_bars(&year(), &narrow).unwrap(), Theme::Light),
    );
    let side = Canvas {
        width: 344,
        height: 176,
        locale: Locale::En,
    };
    compare(
        "forecast.svg",
        &standalone(&lines(&forecast(), &side).unwrap(), Theme::Light),
    );
    let wide = Canvas {
        width: 652,
        height: 160,
        locale: Locale::En,
    };
    compare(
        "two-months-dark.svg",
        &standalone(&lines(&two_months(), &wide).unwrap(), Theme::Dark),
    );
}

#[test]
fn the_same_input_gives_the_same_text() {
    let draw = || stacked_bars(&year(), &CANVAS).unwrap();
    assert_eq!(draw(), draw());
}

#[test]
fn strips_of_a_payout_follow_each_other() {
    let part = |key: &str, value: i64, total| Part {
        key: key.to_owned(),
        label: key.to_owned(),
        value: Some(value * 10_000),
        total,
    };
    let breakdown = Breakdown {
        parts: vec![
            part("subscription", 6475, false),
            part("tip", 2140, false),
            part("fee", -100, false),
            part("sum", 8515, true),
        ],
    };
    let strips = breakdown_bars(
        &breakdown,
        &Canvas {
            width: 176,
            height: 12,
            locale: Locale::En,
        },
    )
    .unwrap();
    let boxes: Vec<(f32, f32)> = strips
        .iter()
        .map(|s| (s.marks[0].x, s.marks[0].x + s.marks[0].width))
        .collect();
    assert_eq!(boxes[0].0, 0.0);
    assert_eq!(
        boxes[0].1, boxes[1].0,
        "the second begins where the first ends"
    );
    assert!(
        boxes[2].1 <= boxes[1].1 + 2.0 && boxes[2].1 - boxes[2].0 >= 2.0,
        "a fee comes back, and can be seen"
    );
    assert_eq!(boxes[3].0, 0.0, "a total begins at zero");
}
