//! Stacked bars: one bar per period, one part per series, negatives below zero.

use crate::drawing::{Area, Row, Summary};
use crate::ink::{Ink, PIXEL, Paint};
use crate::number::AxisNumbers;
use crate::plot::{Frame, Plot};
use crate::scale::Scale;
use crate::series::{check_key, check_length};
use crate::{Canvas, ChartError, Drawing, Palette, Period, Series};
use domain::Unit;

/// Where thousands become `k`, in whole units. Bars carry money, which reads better in full.
const SHORT_FROM: i128 = 10_000;
/// Height of the dashed box that stands for an unknown part.
const UNKNOWN: i32 = 6 * PIXEL;
/// Distance between stacked parts, taken from the side that faces zero.
const GAP: i32 = PIXEL;

/// What to stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackedBars {
    /// Accessible name until [`Drawing::named`] gives a better one.
    pub title: String,
    /// What all values count. Unlike units are two charts.
    pub unit: Unit,
    /// How parts are coloured.
    pub palette: Palette,
    /// Left to right.
    pub periods: Vec<Period>,
    /// Bottom to top. The legend shows the same order.
    pub series: Vec<Series>,
}

impl StackedBars {
    fn check(&self) -> Result<(), ChartError> {
        if self.series.len() > Paint::PARTS {
            return Err(ChartError::TooMany(self.series.len()));
        }
        for series in &self.series {
            check_key(&series.key)?;
            check_length(&series.key, series.values.len(), self.periods.len())?;
        }
        Ok(())
    }

    fn classes(&self) -> Vec<String> {
        let class = |(index, series): (usize, &Series)| self.palette.class(index, &series.key);
        self.series.iter().enumerate().map(class).collect()
    }

    fn table(&self) -> Vec<Row> {
        let row = |(index, period): (usize, &Period)| {
            let at = |series: &Series| series.values.get(index).copied().flatten().map(i128::from);
            let values: Vec<Option<i128>> = self.series.iter().map(at).collect();
            let known: Vec<i128> = values.iter().copied().flatten().collect();
            let complete = known.len() == values.len();
            let total = (!known.is_empty() || values.is_empty()).then(|| known.iter().sum());
            Row {
                period: period.key.clone(),
                label: period.label.clone(),
                values,
                total,
                complete,
            }
        };
        self.periods.iter().enumerate().map(row).collect()
    }
}

/// Draws `bars`.
///
/// # Errors
/// [`ChartError`] when a series does not fit the periods, a key is no class name or the canvas is too small.
pub fn stacked_bars(bars: &StackedBars, canvas: &Canvas) -> Result<Drawing, ChartError> {
    canvas.check()?;
    bars.check()?;
    let table = bars.table();
    let side = |row: &Row, sign: i128| -> i128 {
        row.values
            .iter()
            .flatten()
            .filter(|v| v.signum() == sign)
            .sum()
    };
    let low = table.iter().map(|row| side(row, -1)).min().unwrap_or(0);
    let high = table.iter().map(|row| side(row, 1)).max().unwrap_or(0);
    let scale = Scale::over(low, high, least_step(bars.unit), canvas.height);
    let numbers = AxisNumbers::of(&scale, canvas.locale, SHORT_FROM);
    let frame = Frame::within(canvas, &scale, numbers);

    let mut body = String::new();
    let mut marks = Vec::new();
    let mut columns = Vec::new();
    let size = (
        canvas.width.saturating_mul(10),
        canvas.height.saturating_mul(10),
    );
    let slots = i128::try_from(bars.periods.len())
        .unwrap_or(i128::MAX)
        .max(1);
    {
        let ink = Ink::new(&mut body, bars.classes(), size);
        // a slot is two steps wide, so that its middle is a whole number too
        let plot = Plot::new(ink, frame, 0..slots * 2, &scale);
        plot.grid(&scale, numbers)?;
        for ((period, row), slot) in bars.periods.iter().zip(&table).zip(0i128..) {
            let (left, right) = (plot.x(slot * 2), plot.x(slot * 2 + 2));
            let bar = Bar::between(left, right);
            for (index, area, value) in bar.stack(&plot, row) {
                let (Some(series), Ok(part)) = (bars.series.get(index), u16::try_from(index))
                else {
                    continue;
                };
                match value {
                    Some(value) => bar.part(&plot, &area, value, Paint::Part(part))?,
                    // several unknown parts share one box, drawn once
                    None if row.values.iter().position(Option::is_none) == Some(index) => {
                        plot.rect(area.from, area.to, Paint::Unknown)?;
                    }
                    None => {}
                }
                marks.push(area.mark(period, Some((&series.key, &series.label)), value));
            }
            let whole = Area {
                from: (left, frame.top),
                to: (right, frame.bottom),
            };
            columns.push(whole.mark(period, None, row.total));
        }
        plot.zero_line()?;
        let middle = |index: usize| plot.x(i128::try_from(index).unwrap_or(0) * 2 + 1);
        plot.period_labels(&bars.periods, middle)?;
    }
    let mut drawing = Drawing::new(canvas, &bars.title, body);
    let totals: Vec<Option<i128>> = table.iter().map(|row| row.total).collect();
    drawing.summary = Summary::of(&bars.periods, &totals);
    drawing.marks = marks;
    drawing.columns = columns;
    drawing.table = table;
    Ok(drawing)
}

/// The smallest amount that exists in `unit`, in micro-units: grid lines never split a cent or a diamond.
pub(crate) fn least_step(unit: Unit) -> i128 {
    10i128.pow(6u32.saturating_sub(u32::from(unit.decimals())))
}

/// Left and right edge of one bar, tenths of a pixel.
struct Bar {
    left: i32,
    right: i32,
}

impl Bar {
    /// A bar in the middle of its slot: 62 % of it, at most 40 px, on whole pixels so that edges are sharp; the whole
    /// slot where periods are narrower than 4 px.
    fn between(left: i32, right: i32) -> Self {
        let slot = right - left;
        if slot < 4 * PIXEL {
            return Self { left, right };
        }
        let width = (slot * 62 / 100).min(40 * PIXEL) / PIXEL * PIXEL;
        let start = (left + (slot - width) / 2) / PIXEL * PIXEL;
        Self {
            left: start,
            right: start + width,
        }
    }

    /// The boxes of one period: known parts tile the bar from zero outwards, one dashed box on top stands for each
    /// unknown one. Parts of zero have no box.
    fn stack(&self, plot: &Plot<'_>, row: &Row) -> Vec<(usize, Area, Option<i128>)> {
        let (mut up, mut down) = (0i128, 0i128);
        let mut boxes = Vec::new();
        for (index, value) in row.values.iter().enumerate() {
            let Some(value) = value.filter(|v| *v != 0) else {
                continue;
            };
            let edge = if value > 0 { &mut up } else { &mut down };
            let (from, to) = (*edge, *edge + value);
            *edge = to;
            let (top, bottom) = (plot.y(from.max(to)), plot.y(from.min(to)));
            boxes.push((index, self.area(top, bottom), Some(value)));
        }
        let top = plot.y(up);
        for (index, value) in row.values.iter().enumerate() {
            if value.is_none() {
                let box_top = (top - UNKNOWN).max(plot.frame.top - UNKNOWN);
                boxes.push((index, self.area(box_top, box_top + UNKNOWN - GAP), None));
            }
        }
        boxes
    }

    fn area(&self, top: i32, bottom: i32) -> Area {
        Area {
            from: (self.left, top),
            to: (self.right, bottom),
        }
    }

    /// Draws a part, leaving the gap on the side that faces zero when the part is tall enough to spare it.
    fn part(
        &self,
        plot: &Plot<'_>,
        area: &Area,
        value: i128,
        paint: Paint,
    ) -> Result<(), ChartError> {
        let (mut top, mut bottom) = (area.from.1, area.to.1);
        if bottom - top >= 3 * PIXEL {
            if value > 0 {
                bottom -= GAP;
            } else {
                top += GAP;
            }
        }
        if bottom == top {
            return Ok(());
        }
        plot.rect((self.left, top), (self.right, bottom), paint)
    }
}
