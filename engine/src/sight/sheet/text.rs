//! Letters: Source Sans Pro, which has the Latin and the Cyrillic ones.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, Glyph, Point, ScaleFont};

use super::colour::Colour;

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/SourceSansPro-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../../../../assets/fonts/SourceSansPro-Semibold.otf");

static REGULAR_FACE: LazyLock<FontRef> = LazyLock::new(|| face(REGULAR));
static SEMIBOLD_FACE: LazyLock<FontRef> = LazyLock::new(|| face(SEMIBOLD));

fn face(bytes: &'static [u8]) -> FontRef<'static> {
    FontRef::try_from_slice(bytes).expect("the fonts are part of the program")
}

/// A weight of the font.
#[derive(Clone, Copy, Debug)]
pub(super) enum Face {
    Regular,
    Semibold,
}

impl Face {
    pub(super) fn font(self) -> &'static FontRef<'static> {
        match self {
            Self::Regular => &REGULAR_FACE,
            Self::Semibold => &SEMIBOLD_FACE,
        }
    }
}

/// How words look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    face: Face,
    /// Height of the font's em square in px.
    size: f32,
    pub(super) colour: Colour,
}

impl Style {
    pub(super) const fn new(face: Face, size: f32, colour: Colour) -> Self {
        Self { face, size, colour }
    }

    /// The same at another size.
    pub(super) fn scaled(self, factor: f32) -> Self {
        Self {
            size: self.size * factor,
            ..self
        }
    }

    /// From one baseline to the next in px.
    pub(super) fn line_height(self) -> usize {
        (self.size * 1.22) as usize
    }
}

/// The width of words in one line in px.
pub(super) fn width(style: Style, words: &str) -> f32 {
    laid(style, words).width
}

/// Draws one line: calls `pixel` with the place of each pixel from the start of the baseline, and
/// how much of it is covered.
pub(super) fn draw(style: Style, words: &str, pixel: &mut dyn FnMut(isize, isize, f32)) {
    for glyph in laid(style, words).glyphs {
        let Some(outline) = style.face.font().outline_glyph(glyph) else {
            // A space has none.
            continue;
        };

        let bounds = outline.px_bounds();
        let left = bounds.min.x as isize;
        let top = bounds.min.y as isize;
        outline.draw(|x, y, share| {
            let right = left.saturating_add_unsigned(x as usize);
            let down = top.saturating_add_unsigned(y as usize);
            pixel(right, down, share.min(1.0));
        });
    }
}

/// Draws a number with its middle at 0, 0: calls `pixel` with the place of each pixel, and how much
/// of it is covered. `size` is the height of the em square in px.
pub(crate) fn draw_number(number: usize, size: f32, pixel: &mut dyn FnMut(isize, isize, f32)) {
    /// The height of a numeral, as a share of the em square.
    const NUMERAL: f32 = 0.65;

    let words = number.to_string();
    let style = Style::new(Face::Semibold, size, Colour(0, 0, 0));
    let left = (width(style, &words) / 2.0).round() as isize;
    let down = (size * NUMERAL / 2.0).round() as isize;
    draw(style, &words, &mut |x, y, share| {
        pixel(x - left, y + down, share);
    });
}

/// Breaks words into lines of at most this width; a longer word has a line of its own.
pub(super) fn wrapped(style: Style, words: &str, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_ascii_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if width(style, &longer) <= most => {
                lines.pop();
                lines.push(longer);
            }
            _ => lines.push(word.to_owned()),
        }
    }

    lines
}

/// Glyphs side by side.
struct Laid {
    glyphs: Vec<Glyph>,
    width: f32,
}

fn laid(style: Style, words: &str) -> Laid {
    let font = style.face.font();
    // What the font calls its height is more than the em square that sizes are given in.
    let em = font.units_per_em().unwrap_or(1000.0);
    let scale = style.size * font.height_unscaled() / em;
    let scaled = font.as_scaled(scale);

    let mut glyphs = Vec::with_capacity(words.len());
    let mut x = 0.0;
    let mut last = None;
    for letter in words.chars() {
        let id = scaled.glyph_id(letter);
        if let Some(last) = last {
            x += scaled.kern(last, id);
        }

        glyphs.push(id.with_scale_and_position(scale, Point { x, y: 0.0 }));
        x += scaled.h_advance(id);
        last = Some(id);
    }

    Laid { glyphs, width: x }
}
