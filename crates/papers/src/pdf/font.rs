//! The two cuts of the paper's font: widths to lay text out by, and the signs that were used.
//!
//! IBM Plex Sans, SIL Open Font License 1.1 (`fonts/LICENSE.txt`). Its figures are all of one width, so columns of amounts stand
//! straight.

use crate::PaperError;
use std::collections::BTreeMap;
use ttf_parser::Face;

/// A cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Regular,
    Strong,
}

static REGULAR: &[u8] = include_bytes!("../../fonts/IBMPlexSans-Regular.ttf");
static STRONG: &[u8] = include_bytes!("../../fonts/IBMPlexSans-SemiBold.ttf");

/// One cut with what was written in it.
pub(crate) struct Font {
    pub(super) data: &'static [u8],
    pub(super) face: Face<'static>,
    pub(super) name: &'static str,
    /// Glyphs in use and what they stand for.
    pub(super) used: BTreeMap<u16, char>,
}

/// Both cuts, and the signs they lack.
pub(crate) struct Fonts {
    pub(super) regular: Font,
    pub(super) strong: Font,
    /// Signs that the font has no picture of; the paper shows `?`, the data inside keeps them.
    pub(crate) missing: std::collections::BTreeSet<char>,
}

impl Fonts {
    /// The font that comes with the program.
    ///
    /// # Errors
    /// [`PaperError::Font`] when it cannot be read.
    pub fn load() -> Result<Self, PaperError> {
        Ok(Self {
            regular: Font::load(REGULAR, "PlexSans-Regular")?,
            strong: Font::load(STRONG, "PlexSans-SemiBold")?,
            missing: std::collections::BTreeSet::new(),
        })
    }

    fn cut(&self, cut: Cut) -> &Font {
        match cut {
            Cut::Regular => &self.regular,
            Cut::Strong => &self.strong,
        }
    }

    /// How wide a text is in points.
    pub fn width(&self, text: &str, cut: Cut, size: f32) -> f32 {
        let font = self.cut(cut);
        let units: u32 = text
            .chars()
            .filter_map(|c| font.glyph(c))
            .map(|glyph| font.advance(glyph))
            .sum();
        // At most a few thousand units of a line: exact in an f32.
        units as f32 / f32::from(font.face.units_per_em()) * size
    }

    /// The glyphs of a text, noted as used.
    pub(super) fn glyphs(&mut self, text: &str, cut: Cut) -> Vec<u16> {
        let Self {
            regular,
            strong,
            missing,
        } = self;
        let font = match cut {
            Cut::Regular => regular,
            Cut::Strong => strong,
        };
        let mut glyphs = Vec::with_capacity(text.len());
        for c in text.chars() {
            if font.face.glyph_index(c).is_none() {
                missing.insert(c);
            }
            if let Some(glyph) = font.glyph(c) {
                font.used.entry(glyph).or_insert(c);
                glyphs.push(glyph);
            }
        }
        glyphs
    }
}

impl Font {
    fn load(data: &'static [u8], name: &'static str) -> Result<Self, PaperError> {
        let face = Face::parse(data, 0).map_err(|e| PaperError::Font(e.to_string()))?;
        Ok(Self {
            data,
            face,
            name,
            used: BTreeMap::new(),
        })
    }

    /// The glyph of a sign, or that of `?`.
    fn glyph(&self, c: char) -> Option<u16> {
        let found = self
            .face
            .glyph_index(c)
            .or_else(|| self.face.glyph_index('?'));
        found.map(|glyph| glyph.0)
    }

    /// Its width in units of the font.
    pub(super) fn advance(&self, glyph: u16) -> u32 {
        let advance = self.face.glyph_hor_advance(ttf_parser::GlyphId(glyph));
        u32::from(advance.unwrap_or(0))
    }
}
