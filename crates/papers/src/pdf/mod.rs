//! Pages of text, rules and boxes as a PDF/A-3b with the invoice's data attached.
//!
//! The rule it protects: the same pages give the same bytes. Fonts are embedded as subsets, colours are named by a profile, and
//! there is no clock: the file bears the day of the invoice.

mod font;
mod icc;
mod xmp;

pub(crate) use font::{Cut, Fonts};
pub(crate) use xmp::About;

use crate::PaperError;
use chrono::Datelike;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use font::Font;
use pdf_writer::types::{
    AssociationKind, CidFontType, FontFlags, OutputIntentSubtype, SystemInfo, UnicodeCmap,
};
use pdf_writer::{Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use sha2::{Digest, Sha256};
use std::io::Write;
use subsetter::GlyphRemapper;

/// The file name of the data, as Factur-X wants it.
pub(crate) const ATTACHED: &str = "factur-x.xml";
/// A4 in points.
pub(crate) const WIDTH: f32 = 595.276;
pub(crate) const HEIGHT: f32 = 841.89;

/// A colour: red, green, blue, each 0 to 1.
pub(crate) type Colour = [f32; 3];

/// Something on a page. Places are in points from the top left corner; text stands on its base line.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        cut: Cut,
        colour: Colour,
        text: String,
    },
    Box {
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        colour: Colour,
    },
}

/// Objects in a fixed order.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Writes the file.
///
/// # Errors
/// [`PaperError::Font`] when a subset cannot be made.
pub(crate) fn write(
    pages: &[Vec<Mark>],
    fonts: &mut Fonts,
    mut about: About,
    attached: &str,
) -> Result<Vec<u8>, PaperError> {
    let glyphs: Vec<Vec<Vec<u16>>> = pages
        .iter()
        .map(|marks| marks.iter().map(|mark| mark.glyphs(fonts)).collect())
        .collect();
    let seed = hex::encode(Sha256::digest(format!("{}\n{attached}", about.title)));
    let id = seed.get(..32).unwrap_or_default().to_owned();
    about.ids = (format!("uuid:{id}"), format!("uuid:{id}"));

    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    let mut refs = Refs(0);
    let [catalog, tree, info, meta, icc, spec, file] = std::array::from_fn(|_| refs.next());
    let page_refs: Vec<(Ref, Ref)> = pages.iter().map(|_| (refs.next(), refs.next())).collect();
    let (regular, from_regular) = embed(&mut pdf, &mut refs, &fonts.regular)?;
    let (strong, from_strong) = embed(&mut pdf, &mut refs, &fonts.strong)?;

    for ((marks, glyphs), (page, content)) in pages.iter().zip(&glyphs).zip(&page_refs) {
        let bytes = deflate(&drawn(marks, glyphs, &from_regular, &from_strong))?;
        pdf.stream(*content, &bytes).filter(Filter::FlateDecode);
        let mut page = pdf.page(*page);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .parent(tree)
            .contents(*content);
        let mut resources = page.resources();
        let mut names = resources.fonts();
        names.pair(Name(b"F1"), regular).pair(Name(b"F2"), strong);
    }
    let kids = page_refs.iter().map(|(page, _)| *page);
    pdf.pages(tree)
        .kids(kids)
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));

    let profile = deflate(&icc::srgb())?;
    pdf.icc_profile(icc, &profile)
        .n(3)
        .range([0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
        .filter(Filter::FlateDecode);

    let date = date(about.day);
    let bytes = deflate(attached.as_bytes())?;
    let mut embedded = pdf.embedded_file(file, &bytes);
    embedded.filter(Filter::FlateDecode);
    embedded.subtype(Name(b"text/xml"));
    embedded
        .params()
        .size(i32::try_from(attached.len()).unwrap_or(i32::MAX))
        .modification_date(date);
    embedded.finish();
    let mut described = pdf.file_spec(spec);
    described
        .path(Str(ATTACHED.as_bytes()))
        .unic_file(TextStr(ATTACHED))
        .description(TextStr("Factur-X invoice data"))
        .association_kind(AssociationKind::Alternative);
    described
        .insert(Name(b"EF"))
        .dict()
        .pair(Name(b"F"), file)
        .pair(Name(b"UF"), file);
    described.finish();

    let packet = xmp::packet(&about);
    pdf.metadata(meta, packet.as_bytes());
    pdf.document_info(info)
        .title(TextStr(&about.title))
        .author(TextStr(&about.author))
        .producer(TextStr("Creator Studio"))
        .creation_date(date)
        .modified_date(date);
    let mut root = pdf.catalog(catalog);
    root.pages(tree)
        .metadata(meta)
        .lang(TextStr(about.language));
    root.viewer_preferences().display_doc_title(true);
    root.names()
        .embedded_files()
        .names()
        .insert(Str(ATTACHED.as_bytes()), spec);
    root.insert(Name(b"AF")).array().item(spec);
    let mut intents = root.output_intents();
    intents
        .push()
        .subtype(OutputIntentSubtype::PDFA)
        .output_condition_identifier(TextStr("sRGB"))
        .info(TextStr("sRGB IEC61966-2.1"))
        .dest_output_profile(icc);
    intents.finish();
    root.finish();
    let id = hex::decode(&id).unwrap_or_default();
    pdf.set_file_id((id.clone(), id));
    Ok(pdf.finish())
}

impl Mark {
    fn glyphs(&self, fonts: &mut Fonts) -> Vec<u16> {
        match self {
            Self::Text { text, cut, .. } => fonts.glyphs(text, *cut),
            Self::Box { .. } => Vec::new(),
        }
    }
}

/// The operators of a page.
fn drawn(
    marks: &[Mark],
    glyphs: &[Vec<u16>],
    regular: &GlyphRemapper,
    strong: &GlyphRemapper,
) -> Vec<u8> {
    let mut content = Content::new();
    for (mark, glyphs) in marks.iter().zip(glyphs) {
        match mark {
            Mark::Box { x, y, w, h, colour } => {
                let [r, g, b] = *colour;
                content
                    .set_fill_rgb(r, g, b)
                    .rect(*x, HEIGHT - y - h, *w, *h)
                    .fill_nonzero();
            }
            Mark::Text {
                x,
                y,
                size,
                cut,
                colour,
                ..
            } => {
                let [r, g, b] = *colour;
                let (name, map) = match cut {
                    Cut::Regular => (Name(b"F1"), regular),
                    Cut::Strong => (Name(b"F2"), strong),
                };
                let bytes: Vec<u8> = glyphs
                    .iter()
                    .filter_map(|glyph| map.get(*glyph))
                    .flat_map(u16::to_be_bytes)
                    .collect();
                content
                    .set_fill_rgb(r, g, b)
                    .begin_text()
                    .set_font(name, *size)
                    .set_text_matrix([1.0, 0.0, 0.0, 1.0, *x, HEIGHT - y])
                    .show(Str(&bytes))
                    .end_text();
            }
        }
    }
    content.finish().into_vec()
}

/// Embeds the used part of a font as a Type 0 font; gives it with the way from its glyphs to those of the subset.
fn embed(pdf: &mut Pdf, refs: &mut Refs, font: &Font) -> Result<(Ref, GlyphRemapper), PaperError> {
    let wrong = |e: &dyn std::fmt::Display| PaperError::Font(e.to_string());
    let mut map = GlyphRemapper::new();
    for glyph in font.used.keys() {
        map.remap(*glyph);
    }
    let subset = subsetter::subset(font.data, 0, &map).map_err(|e| wrong(&e))?;
    let tag = tag(&subset);
    let name = format!("{tag}+{}", font.name);
    let system = SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(b"Identity"),
        supplement: 0,
    };
    let [type0, cid, descriptor, data, unicode] = std::array::from_fn(|_| refs.next());
    pdf.type0_font(type0)
        .base_font(Name(name.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);
    let scale = 1000.0 / f32::from(font.face.units_per_em());
    let mut out = pdf.cid_font(cid);
    out.subtype(CidFontType::Type2)
        .base_font(Name(name.as_bytes()))
        .system_info(system)
        .font_descriptor(descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    let widths = map
        .remapped_gids()
        .map(|glyph| font.advance(glyph) as f32 * scale);
    out.widths().consecutive(0, widths);
    out.finish();
    let face = &font.face;
    let bbox = face.global_bounding_box();
    pdf.font_descriptor(descriptor)
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(
            f32::from(bbox.x_min) * scale,
            f32::from(bbox.y_min) * scale,
            f32::from(bbox.x_max) * scale,
            f32::from(bbox.y_max) * scale,
        ))
        .italic_angle(0.0)
        .ascent(f32::from(face.ascender()) * scale)
        .descent(f32::from(face.descender()) * scale)
        .cap_height(f32::from(face.capital_height().unwrap_or(700)) * scale)
        .stem_v(80.0)
        .font_file2(data);
    let bytes = deflate(&subset)?;
    let mut stream = pdf.stream(data, &bytes);
    stream.filter(Filter::FlateDecode);
    stream.pair(
        Name(b"Length1"),
        i32::try_from(subset.len()).unwrap_or(i32::MAX),
    );
    stream.finish();
    let mut cmap = UnicodeCmap::new(Name(b"Custom"), system);
    for (glyph, c) in &font.used {
        if let Some(mapped) = map.get(*glyph) {
            cmap.pair(mapped, *c);
        }
    }
    pdf.cmap(unicode, &cmap.finish());
    Ok((type0, map))
}

/// Six capital letters that name the subset by what is in it.
fn tag(subset: &[u8]) -> String {
    Sha256::digest(subset)
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

fn date(day: domain::CivilDay) -> Date {
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    Date::new(u16::try_from(day.0.year()).unwrap_or(0))
        .month(part(day.0.month()))
        .day(part(day.0.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes)
        .and_then(|()| out.finish())
        .map_err(|e| PaperError::Font(e.to_string()))
}
