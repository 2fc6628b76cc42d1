//! The plotting area: plotters' drawing area and coordinate system over the class-writing backend.
//!
//! The same coordinate system places shapes and boxes, so a hit box lies exactly where its shape is drawn.

use crate::ink::{Ink, PIXEL, Paint};
use crate::labels::{self, Label};
use crate::number::AxisNumbers;
use crate::scale::Scale;
use crate::{Canvas, ChartError, Period};
use plotters::coord::types::RangedCoordi128;
use plotters::coord::{CoordTranslate, Shift};
use plotters::prelude::{
    Cartesian2d, Circle, DrawingArea, IntoDrawingArea, IntoTextStyle, PathElement, Polygon,
    Rectangle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;

/// Where a text's anchor lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// The rectangle between the axes, in tenths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
}

impl Frame {
    /// Leaves room for the axis numbers at the left and the period labels below.
    pub(crate) fn within(canvas: &Canvas, scale: &Scale, numbers: AxisNumbers) -> Self {
        let widest = scale
            .ticks
            .iter()
            .map(|t| labels::width(&numbers.text(*t)))
            .max()
            .unwrap_or(0);
        let left = (widest + 12 * PIXEL) / PIXEL * PIXEL;
        Self {
            left: left.min(canvas.tenths_wide() / 2),
            right: canvas.tenths_wide() - 8 * PIXEL,
            top: 8 * PIXEL,
            bottom: canvas.tenths_high() - 24 * PIXEL,
        }
    }
}

/// A drawing under way.
pub(crate) struct Plot<'a> {
    area: DrawingArea<Ink<'a>, Shift>,
    map: Cartesian2d<RangedCoordi128, RangedCoordi128>,
    /// Where the axes are.
    pub frame: Frame,
}

impl<'a> Plot<'a> {
    /// Starts a drawing whose horizontal axis runs over `across` and whose value axis is `scale`.
    pub(crate) fn new(ink: Ink<'a>, frame: Frame, across: Range<i128>, scale: &Scale) -> Self {
        let map = Cartesian2d::new(
            across,
            scale.low..scale.high,
            (frame.left..frame.right, frame.bottom..frame.top),
        );
        Self {
            area: ink.into_drawing_area(),
            map,
            frame,
        }
    }

    /// Horizontal position, tenths of a pixel.
    pub(crate) fn x(&self, across: i128) -> i32 {
        self.map.translate(&(across, 0)).0
    }

    /// Vertical position of a value, tenths of a pixel.
    pub(crate) fn y(&self, micros: i128) -> i32 {
        self.map.translate(&(0, micros)).1
    }

    pub(crate) fn rect(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        paint: Paint,
    ) -> Result<(), ChartError> {
        let shape = Rectangle::new([from, to], paint.style());
        self.area.draw(&shape).map_err(refused)
    }

    pub(crate) fn path(&self, points: Vec<(i32, i32)>, paint: Paint) -> Result<(), ChartError> {
        let shape = PathElement::new(points, paint.style());
        self.area.draw(&shape).map_err(refused)
    }

    pub(crate) fn polygon(&self, points: Vec<(i32, i32)>, paint: Paint) -> Result<(), ChartError> {
        let shape = Polygon::new(points, paint.style());
        self.area.draw(&shape).map_err(refused)
    }

    pub(crate) fn circle(
        &self,
        centre: (i32, i32),
        radius: i32,
        paint: Paint,
    ) -> Result<(), ChartError> {
        let shape = Circle::new(centre, radius, paint.style());
        self.area.draw(&shape).map_err(refused)
    }

    /// Text whose baseline is at `at`.
    pub(crate) fn text(
        &self,
        text: &str,
        at: (i32, i32),
        anchor: Anchor,
        paint: Paint,
    ) -> Result<(), ChartError> {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // plotters wants a font; the backend writes none, the style sheet decides
        let style = ("sans-serif", 11)
            .with_color(paint.colour())
            .with_anchor::<plotters::style::RGBColor>(Pos::new(h_pos, VPos::Bottom))
            .into_text_style(&self.area);
        let shape = Text::new(text.to_owned(), at, style);
        self.area.draw(&shape).map_err(refused)
    }

    /// Grid lines and their numbers; the zero line is left to [`Plot::zero_line`].
    pub(crate) fn grid(&self, scale: &Scale, numbers: AxisNumbers) -> Result<(), ChartError> {
        let Frame { left, right, .. } = self.frame;
        for tick in &scale.ticks {
            let y = self.y(*tick);
            if *tick != 0 {
                self.path(vec![(left, y), (right, y)], Paint::Grid)?;
            }
            let number = numbers.text(*tick);
            self.text(
                &number,
                (left - 8 * PIXEL, y + 4 * PIXEL),
                Anchor::End,
                Paint::Text,
            )?;
        }
        Ok(())
    }

    /// The zero line, drawn after the shapes so that none covers it.
    pub(crate) fn zero_line(&self) -> Result<(), ChartError> {
        let y = self.y(0);
        self.path(
            vec![(self.frame.left, y), (self.frame.right, y)],
            Paint::Axis,
        )
    }

    /// The labels under the axis that fit, each around its `middle`.
    pub(crate) fn period_labels(
        &self,
        periods: &[Period],
        middle: impl Fn(usize) -> i32,
    ) -> Result<(), ChartError> {
        let wanted = periods.iter().enumerate().map(|(index, period)| Label {
            text: &period.label,
            middle: middle(index),
            strong: period.strong,
        });
        for label in labels::fitting(wanted.collect()) {
            let paint = if label.strong {
                Paint::Strong
            } else {
                Paint::Text
            };
            let at = (label.middle, self.frame.bottom + 20 * PIXEL);
            self.text(label.text, at, Anchor::Middle, paint)?;
        }
        Ok(())
    }
}

fn refused(error: impl std::fmt::Display) -> ChartError {
    ChartError::Draw(error.to_string())
}
