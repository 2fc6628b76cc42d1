//! How lines become shapes: gaps where nothing is known, tags that stay inside, columns that meet half-way.

use super::{Band, Line, Lines, Note, Stroke, Threshold};
use crate::bars::least_step;
use crate::drawing::{Area, Mark, Row, Summary};
use crate::ink::{Ink, PIXEL, Paint};
use crate::labels;
use crate::number::AxisNumbers;
use crate::plot::{Anchor, Frame, Plot};
use crate::scale::Scale;
use crate::{Canvas, ChartError, Drawing, Period};

/// Where thousands become `k`, in whole units. Lines carry the shape, their last value stands beside them in words.
const SHORT_FROM: i128 = 1_000;
/// Half the side of a point's hit box.
const REACH: i32 = 4 * PIXEL;

/// Draws `chart`.
///
/// # Errors
/// [`ChartError`] when a line or the band does not fit the periods, a key is unusable or the canvas is too small.
pub fn lines(chart: &Lines, canvas: &Canvas) -> Result<Drawing, ChartError> {
    canvas.check()?;
    chart.check()?;
    let low = chart.values().min().unwrap_or(0);
    let high = chart.values().max().unwrap_or(0);
    let least = chart.unit.map_or(1_000_000, least_step);
    let scale = Scale::over(low, high, least, canvas.height);
    let numbers = AxisNumbers::of(&scale, canvas.locale, SHORT_FROM);
    let frame = Frame::within(canvas, &scale, numbers);
    let table = chart.table();

    let mut body = String::new();
    let size = (
        canvas.width.saturating_mul(10),
        canvas.height.saturating_mul(10),
    );
    let last = i128::try_from(chart.periods.len()).unwrap_or(i128::MAX) - 1;
    // a single day stands in the middle
    let across = if last < 1 { -1..1 } else { 0..last };
    let (marks, columns) = {
        let plot = Plot::new(Ink::new(&mut body, Vec::new(), size), frame, across, &scale);
        plot.grid(&scale, numbers)?;
        if let Some(band) = &chart.band {
            draw_band(&plot, band)?;
        }
        plot.zero_line()?;
        if let Some(threshold) = &chart.threshold {
            draw_threshold(&plot, threshold)?;
        }
        for note in &chart.notes {
            draw_note(&plot, note, &chart.periods)?;
        }
        let forecast = chart.lines.iter().any(|l| l.stroke == Stroke::Forecast);
        for line in chart.lines.iter().rev() {
            draw_line(&plot, line, forecast)?;
        }
        plot.period_labels(&chart.periods, |index| day(&plot, index))?;
        (marks(&plot, chart), columns(&plot, chart))
    };
    let mut drawing = Drawing::new(canvas, &chart.title, body);
    let first = |row: &Row| row.values.first().copied().flatten();
    let values: Vec<Option<i128>> = table.iter().map(first).collect();
    drawing.summary = Summary::of(&chart.periods, &values);
    drawing.marks = marks;
    drawing.columns = columns;
    drawing.table = table;
    Ok(drawing)
}

fn day(plot: &Plot<'_>, index: usize) -> i32 {
    plot.x(i128::try_from(index).unwrap_or(0))
}

/// Positions of a line, split where a value is unknown.
fn runs(plot: &Plot<'_>, values: &[Option<i64>]) -> Vec<Vec<(i32, i32)>> {
    let mut runs = vec![Vec::new()];
    for (index, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((day(plot, index), plot.y(i128::from(*value)))),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn draw_line(plot: &Plot<'_>, line: &Line, forecast: bool) -> Result<(), ChartError> {
    let runs = runs(plot, &line.values);
    for run in &runs {
        match run.as_slice() {
            // a day between two unknown ones has no neighbour to be joined to
            [alone] => plot.circle(*alone, 15, Paint::Dot)?,
            _ => plot.path(run.clone(), line.stroke.paint())?,
        }
    }
    let Some(end) = runs.last().and_then(|run| run.last()).copied() else {
        return Ok(());
    };
    if line.stroke == Stroke::Accent {
        plot.circle(end, 3 * PIXEL, Paint::Dot)?;
    }
    if line.tag.is_empty() {
        return Ok(());
    }
    let paint = match line.stroke {
        Stroke::Main | Stroke::Accent => Paint::Strong,
        Stroke::Second | Stroke::Forecast => Paint::Label,
    };
    let room = plot.frame.right - end.0;
    if !forecast && room > labels::width(&line.tag) + 10 * PIXEL {
        return plot.text(&line.tag, (end.0 + 7 * PIXEL, end.1), Anchor::Start, paint);
    }
    // the line compared with is told below its end, the line itself above, so that two ends at one height stay legible
    let down = if line.stroke == Stroke::Second {
        16
    } else {
        -8
    };
    let baseline = (end.1 + down * PIXEL).max(plot.frame.top + 10 * PIXEL);
    let left = if forecast { 6 * PIXEL } else { 0 };
    plot.text(&line.tag, (end.0 - left, baseline), Anchor::End, paint)
}

fn draw_band(plot: &Plot<'_>, band: &Band) -> Result<(), ChartError> {
    let bounds = band.lower.iter().zip(&band.upper).enumerate();
    let known: Vec<(i32, i32, i32)> = bounds
        .filter_map(|(index, (lower, upper))| {
            let (lower, upper) = ((*lower)?, (*upper)?);
            Some((
                day(plot, index),
                plot.y(i128::from(lower)),
                plot.y(i128::from(upper)),
            ))
        })
        .collect();
    if known.len() < 2 {
        return Ok(());
    }
    let over = known.iter().map(|(x, _, upper)| (*x, *upper));
    let under = known.iter().rev().map(|(x, lower, _)| (*x, *lower));
    plot.polygon(over.chain(under).collect(), Paint::Band)
}

fn draw_threshold(plot: &Plot<'_>, threshold: &Threshold) -> Result<(), ChartError> {
    let y = plot.y(i128::from(threshold.value));
    let Frame {
        left, right, top, ..
    } = plot.frame;
    plot.path(vec![(left, y), (right, y)], Paint::Threshold)?;
    // above the line, unless the line lies along the top edge
    let baseline = if y - top < 14 * PIXEL {
        y + 14 * PIXEL
    } else {
        y - 6 * PIXEL
    };
    plot.text(
        &threshold.label,
        (left + 6 * PIXEL, baseline),
        Anchor::Start,
        Paint::Label,
    )
}

fn draw_note(plot: &Plot<'_>, note: &Note, periods: &[Period]) -> Result<(), ChartError> {
    let Some(index) = periods.iter().position(|p| p.key == note.period) else {
        return Ok(());
    };
    let x = day(plot, index);
    let Frame {
        left, top, bottom, ..
    } = plot.frame;
    plot.path(vec![(x, top), (x, bottom)], Paint::Note)?;
    let baseline = bottom - 7 * PIXEL;
    let fits = x - left > labels::width(&note.label) + 8 * PIXEL;
    let (at, anchor) = if fits {
        (x - 4 * PIXEL, Anchor::End)
    } else {
        (x + 4 * PIXEL, Anchor::Start)
    };
    plot.text(&note.label, (at, baseline), anchor, Paint::Strong)
}

fn marks(plot: &Plot<'_>, chart: &Lines) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, period) in chart.periods.iter().enumerate() {
        for line in &chart.lines {
            let Some(value) = line.values.get(index).copied().flatten().map(i128::from) else {
                continue;
            };
            let (x, y) = (day(plot, index), plot.y(value));
            let area = Area {
                from: (x - REACH, y - REACH),
                to: (x + REACH, y + REACH),
            };
            marks.push(area.mark(period, Some((&line.key, &line.label)), Some(value)));
        }
    }
    marks
}

/// Boxes that meet half-way between two days; the outer ones end at the frame.
fn columns(plot: &Plot<'_>, chart: &Lines) -> Vec<Mark> {
    let Frame {
        left,
        right,
        top,
        bottom,
    } = plot.frame;
    let count = chart.periods.len();
    let edge = |index: usize| match index {
        0 => left,
        i if i >= count => right,
        i => i32::midpoint(day(plot, i - 1), day(plot, i)),
    };
    let column = |(index, period): (usize, &Period)| {
        let area = Area {
            from: (edge(index), top),
            to: (edge(index + 1), bottom),
        };
        let first = chart
            .lines
            .first()
            .and_then(|l| l.values.get(index).copied().flatten());
        area.mark(period, None, first.map(i128::from))
    };
    chart.periods.iter().enumerate().map(column).collect()
}
