//! What the screens draw, as a file that any viewer opens.
//!
//! The rule it protects: the file holds the same drawing as the screen, from the same rollups.

use crate::shapes::EarningsChartQuery;
use crate::{OpenProfile, StudioError, earnings, today};
use charts::{Drawing, Theme, standalone};
use serde::Serialize;
use std::path::Path;

/// Which drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartKind {
    /// The stacked bars of Earnings.
    Earnings(EarningsChartQuery),
    /// The line of Today, this month against the last.
    Today {
        /// CSS pixels.
        width: u32,
        /// CSS pixels.
        height: u32,
    },
}

/// A written chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartFile {
    /// Where it is.
    pub file: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
}

/// Draws and writes an SVG with its colours inside.
///
/// # Errors
/// [`StudioError::NotYet`] for a file that is not to be an SVG, [`StudioError::NotFound`] when there is nothing to draw,
/// [`StudioError::File`] when it cannot be written.
pub fn chart_file(
    profile: &OpenProfile,
    kind: &ChartKind,
    dark: bool,
    out: &Path,
) -> Result<ChartFile, StudioError> {
    match out.extension().and_then(|e| e.to_str()) {
        Some(end) if end.eq_ignore_ascii_case("svg") => {}
        Some(end) if end.eq_ignore_ascii_case("png") => {
            return Err(StudioError::NotYet("chart as PNG"));
        }
        _ => return Err(StudioError::bad("out", out.display().to_string())),
    }
    let drawing = draw(profile, kind)?;
    let theme = if dark { Theme::Dark } else { Theme::Light };
    std::fs::write(out, standalone(&drawing, theme)).map_err(|e| StudioError::file(out, e))?;
    Ok(ChartFile {
        file: out.display().to_string(),
        width: drawing.width,
        height: drawing.height,
    })
}

fn draw(profile: &OpenProfile, kind: &ChartKind) -> Result<Drawing, StudioError> {
    match kind {
        ChartKind::Earnings(query) => earnings::drawing(profile, query),
        ChartKind::Today { width, height } => {
            let reporting = profile.settings()?.unit()?;
            let drawn = today::draw_line(profile, reporting, profile.today()?, *width, *height)?;
            let nothing = || StudioError::NotFound {
                what: "chart",
                id: "today".to_owned(),
            };
            Ok(drawn.ok_or_else(nothing)?.0)
        }
    }
}
