//! The colours of a file of its own are the app's, and the app has a rule for every class a drawing carries.

mod common;

use charts::theme::{STREAMS, TOKENS, page_style_sheet, style_sheet};
use charts::{Theme, lines, stacked_bars};
use common::{CANVAS, forecast, year};
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn tokens_are_those_of_the_app() {
    let sheet = read("../../ui/src/styles/tokens.css");
    let block = |name: &str| {
        let start = sheet
            .find(&format!("[data-theme=\"{name}\"]"))
            .expect("the theme is in the sheet");
        sheet[start..].split('}').next().unwrap().to_owned()
    };
    let (light, dark) = (block("light"), block("dark"));
    for (token, in_light, in_dark) in TOKENS {
        assert!(
            light.contains(&format!("--{token}:{in_light};")),
            "{token} differs in light"
        );
        assert!(
            dark.contains(&format!("--{token}:{in_dark};")),
            "{token} differs in dark"
        );
    }
}

#[test]
fn every_stream_has_a_colour() {
    for stream in domain::Stream::ALL {
        assert!(
            STREAMS.iter().any(|(slug, _)| *slug == stream.slug()),
            "{stream} has no token"
        );
    }
}

#[test]
fn every_class_has_a_rule() {
    let rules = page_style_sheet();
    for drawing in [
        stacked_bars(&year(), &CANVAS).unwrap(),
        lines(&forecast(), &CANVAS).unwrap(),
    ] {
        for class in drawing
            .svg
            .split("class=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            for name in class.split(' ').filter(|name| *name != "ch") {
                assert!(rules.contains(&format!(".{name}{{")), "no rule for {name}");
            }
        }
    }
}

#[test]
fn no_token_is_left_unresolved() {
    for sheet in [
        style_sheet(Theme::Light),
        style_sheet(Theme::Dark),
        page_style_sheet(),
    ] {
        assert!(!sheet.contains('$'), "{sheet}");
    }
}

#[test]
fn the_committed_page_rules_are_current() {
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("classes.css"),
            page_style_sheet(),
        )
        .unwrap();
    }
    assert_eq!(
        read("classes.css"),
        page_style_sheet(),
        "renew it with GOLDEN=write"
    );
}
