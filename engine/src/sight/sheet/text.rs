//! Letters: Source Sans Pro, which has the Latin and the Cyrillic ones, and Noto Sans for Chinese
//! characters.

use std::{ptr, sync::LazyLock};

use ab_glyph::{Font, FontRef, Glyph, Point, ScaleFont};

use super::colour::Colour;

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/SourceSansPro-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../../../../assets/fonts/SourceSansPro-Semibold.otf");

/// In one weight: characters are told apart by it poorly.
const CHINESE: &[u8] = include_bytes!("../../../../assets/fonts/NotoSansSC-Regular.otf");

/// The first sign of the scripts that are written without spaces.
const FIRST_WIDE: char = '\u{2e80}';
/// Signs that begin no line.
const CLOSING: &str = "，。、；：？！）》」』】…";

static REGULAR_FACE: LazyLock<FontRef> = LazyLock::new(|| face(REGULAR));
static SEMIBOLD_FACE: LazyLock<FontRef> = LazyLock::new(|| face(SEMIBOLD));
static CHINESE_FACE: LazyLock<FontRef> = LazyLock::new(|| face(CHINESE));

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
    /// The font for a letter.
    pub(super) fn font(self, letter: char) -> &'static FontRef<'static> {
        match self {
            _ if letter >= FIRST_WIDE => &CHINESE_FACE,
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
    for letter in laid(style, words).letters {
        let Some(outline) = letter.font.outline_glyph(letter.glyph) else {
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

/// Breaks words into lines of at most this width; a longer word has a line of its own. Chinese is
/// broken between any two characters.
pub(super) fn wrapped(style: Style, words: &str, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_ascii_whitespace() {
        let mut space = " ";
        for piece in pieces(word) {
            let longer = lines.last().map(|line| format!("{line}{space}{piece}"));
            match longer {
                Some(longer) if width(style, &longer) <= most => {
                    lines.pop();
                    lines.push(longer);
                }
                _ => lines.push(piece),
            }
            space = "";
        }
    }

    lines
}

/// The parts of a word that no line break may fall into.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut was_wide = true;
    for letter in word.chars() {
        let is_wide = letter >= FIRST_WIDE;
        let may_begin = (is_wide || was_wide) && !CLOSING.contains(letter);
        match pieces.last_mut() {
            Some(piece) if !may_begin => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
        was_wide = is_wide;
    }

    pieces
}

/// A letter at its place.
struct LaidLetter {
    font: &'static FontRef<'static>,
    glyph: Glyph,
}

/// Letters side by side.
struct Laid {
    letters: Vec<LaidLetter>,
    width: f32,
}

fn laid(style: Style, words: &str) -> Laid {
    let mut letters: Vec<LaidLetter> = Vec::with_capacity(words.len());
    let mut x = 0.0;
    for letter in words.chars() {
        let font = style.face.font(letter);
        // What the font calls its height is more than the em square that sizes are given in.
        let em = font.units_per_em().unwrap_or(1000.0);
        let scale = style.size * font.height_unscaled() / em;
        let scaled = font.as_scaled(scale);
        let id = scaled.glyph_id(letter);

        let before = letters.last().filter(|last| ptr::eq(last.font, font));
        if let Some(last) = before {
            x += scaled.kern(last.glyph.id, id);
        }

        letters.push(LaidLetter {
            font,
            glyph: id.with_scale_and_position(scale, Point { x, y: 0.0 }),
        });
        x += scaled.h_advance(id);
    }

    Laid { letters, width: x }
}
