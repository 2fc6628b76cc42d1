//! A core drawing as the edge carries it.

use crate::shapes::{Amount, Chart, ChartBox, ChartSummary, PeriodValue};
use charts::{Drawing, Mark, Point};
use domain::Unit;

/// The drawing with its boxes and the facts for its sentence; values are amounts of `unit`.
pub fn chart(drawing: Drawing, unit: Unit) -> Chart {
    let amount = |micros: i128| Amount::of_sum(micros, unit);
    let mark = |mark: Mark| ChartBox {
        x: mark.x,
        y: mark.y,
        width: mark.width,
        height: mark.height,
        period: mark.period,
        series: mark.series,
        value: mark.value.map(amount),
    };
    let point = |point: Point| PeriodValue {
        period: point.period,
        value: Some(amount(point.value)),
    };
    Chart {
        svg: drawing.svg,
        width: drawing.width,
        height: drawing.height,
        columns: drawing.columns.into_iter().map(mark).collect(),
        marks: drawing.marks.into_iter().map(mark).collect(),
        summary: ChartSummary {
            from: drawing.summary.from,
            to: drawing.summary.to,
            highest: drawing.summary.highest.map(point),
            last: drawing.summary.last.map(point),
            change: drawing.summary.change.map(amount),
        },
    }
}

/// A drawing of plain numbers: its boxes carry no amounts, whoever shows it has the values beside it.
pub fn plain(drawing: Drawing) -> Chart {
    let bare = |mark: Mark| ChartBox {
        x: mark.x,
        y: mark.y,
        width: mark.width,
        height: mark.height,
        period: mark.period,
        series: mark.series,
        value: None,
    };
    Chart {
        svg: drawing.svg,
        width: drawing.width,
        height: drawing.height,
        columns: drawing.columns.into_iter().map(bare).collect(),
        marks: drawing.marks.into_iter().map(bare).collect(),
        summary: ChartSummary {
            from: drawing.summary.from,
            to: drawing.summary.to,
            highest: None,
            last: None,
            change: None,
        },
    }
}

/// The canvas of a size asked for by a window, held to what a chart can be drawn on.
pub fn canvas(width: u32, height: u32, french: bool) -> charts::Canvas {
    charts::Canvas {
        width: width.clamp(120, 4_096),
        height: height.clamp(48, 2_048),
        locale: if french {
            charts::Locale::Fr
        } else {
            charts::Locale::En
        },
    }
}
