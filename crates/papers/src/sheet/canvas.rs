//! Text and rules laid on pages of A4.

use crate::pdf::{Colour, Cut, Fonts, HEIGHT, Mark, WIDTH};

/// Margins in points.
pub(super) const LEFT: f32 = 56.0;
pub(super) const RIGHT: f32 = WIDTH - 56.0;
pub(super) const TOP: f32 = 56.0;
/// What is below belongs to the foot of the page.
pub(super) const BOTTOM: f32 = HEIGHT - 70.0;

pub(super) const INK: Colour = [0.11, 0.13, 0.16];
pub(super) const SOFT: Colour = [0.38, 0.41, 0.45];
pub(super) const RULE: Colour = [0.82, 0.84, 0.86];
pub(super) const TINT: Colour = [0.955, 0.96, 0.968];
pub(super) const ACCENT: Colour = [0.13, 0.33, 0.53];

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub size: f32,
    pub cut: Cut,
    pub colour: Colour,
}

pub(super) const BODY: Style = Style {
    size: 9.0,
    cut: Cut::Regular,
    colour: INK,
};
pub(super) const STRONG: Style = Style {
    cut: Cut::Strong,
    ..BODY
};
pub(super) const QUIET: Style = Style {
    size: 8.0,
    cut: Cut::Regular,
    colour: SOFT,
};
pub(super) const LABEL: Style = Style {
    size: 7.5,
    cut: Cut::Strong,
    colour: SOFT,
};

/// Pages being filled from top to bottom.
pub(super) struct Canvas {
    pub fonts: Fonts,
    pub pages: Vec<Vec<Mark>>,
    /// Where the next line goes, from the top of the page.
    pub y: f32,
}

impl Canvas {
    pub fn new(fonts: Fonts) -> Self {
        Self {
            fonts,
            pages: vec![Vec::new()],
            y: TOP,
        }
    }

    pub fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Text with its left edge at `x`, its base line at `y`.
    pub fn left(&mut self, x: f32, y: f32, text: &str, style: Style) {
        self.put(Mark::Text {
            x,
            y,
            size: style.size,
            cut: style.cut,
            colour: style.colour,
            text: text.to_owned(),
        });
    }

    /// Text with its right edge at `x`.
    pub fn right(&mut self, x: f32, y: f32, text: &str, style: Style) {
        let width = self.fonts.width(text, style.cut, style.size);
        self.left(x - width, y, text, style);
    }

    /// A thin line across.
    pub fn rule(&mut self, x: f32, y: f32, w: f32, thick: f32, colour: Colour) {
        self.put(Mark::Box {
            x,
            y,
            w,
            h: thick,
            colour,
        });
    }

    /// Whether so much still fits on the page.
    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Lines of a text that fit a width; words that are longer are cut.
    pub fn wrap(&self, text: &str, width: f32, style: Style) -> Vec<String> {
        let wide = |text: &str| self.fonts.width(text, style.cut, style.size) > width;
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let longer = if line.is_empty() {
                    word.to_owned()
                } else {
                    format!("{line} {word}")
                };
                if !wide(&longer) {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                for c in word.chars() {
                    line.push(c);
                    if wide(&line) && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::take(&mut line));
                        line.push(c);
                    }
                }
            }
            lines.push(line);
        }
        lines
    }

    /// Wrapped text from `y` on; gives the height it took.
    pub fn block(&mut self, x: f32, y: f32, width: f32, text: &str, style: Style) -> f32 {
        let leading = style.size * 1.4;
        let lines = self.wrap(text, width, style);
        let mut base = y + style.size;
        for line in &lines {
            self.left(x, base, line, style);
            base += leading;
        }
        leading * lines.len() as f32
    }
}
