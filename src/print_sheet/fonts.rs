//! The fonts of the sheet. A recipient's name may have letters of several scripts, so each letter is
//! drawn with the first font that has it.

use krilla::text::Font;
use ttf_parser::Face;

use super::DrawError;

/// Latin, Cyrillic, Greek, Armenian and Georgian letters, and Chinese characters; see NOTICE. Only
/// the letters that are used go into the file.
const FILES: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/DejaVuSans.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf"),
];

/// The first sign of the scripts that are written without spaces. Beyond it are the Chinese
/// characters, their punctuation, and the wide forms of Latin ones.
const FIRST_WIDE: char = '\u{2e80}';

/// Signs that begin no line.
const CLOSING: &str = "，。、；：？！）》」』】…";

/// The fonts, the preferred one first.
pub(super) struct Fonts(Vec<Typeface>);

struct Typeface {
    font: Font,
    face: Face<'static>,
}

/// Letters side by side in one font.
pub(super) struct Run<'t> {
    pub(super) font: Font,
    pub(super) text: &'t str,
    pub(super) width: f32,
}

impl Fonts {
    pub(super) fn load() -> Result<Self, DrawError> {
        let typeface = |file: &'static [u8]| {
            let font = Font::new(file.into(), 0)?;
            let face = Face::parse(file, 0).ok()?;
            Some(Typeface { font, face })
        };

        let all: Option<Vec<Typeface>> = FILES.into_iter().map(typeface).collect();
        all.map(Self).ok_or(DrawError::Font)
    }

    /// The text in pieces of one font each.
    pub(super) fn runs<'t>(&self, text: &'t str, size: f32) -> Vec<Run<'t>> {
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let typeface = self.typeface(first);
            let is_other = |letter: char| !std::ptr::eq(self.typeface(letter), typeface);
            let end = rest.find(is_other).unwrap_or(rest.len());
            let (run, others) = rest.split_at(end);

            runs.push(Run {
                font: typeface.font.clone(),
                text: run,
                width: run
                    .chars()
                    .map(|letter| typeface.width(letter))
                    .sum::<f32>()
                    * size,
            });
            rest = others;
        }

        runs
    }

    /// Breaks a text into lines of at most this width: between words, and between Chinese
    /// characters. A longer word is broken anywhere.
    pub(super) fn wrapped(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        for piece in pieces(text) {
            let piece_width = self.width(&piece, size);
            if used + piece_width <= width {
                lines.last_mut().expect("there is a line").push_str(&piece);
                used += piece_width;
                continue;
            }

            let piece = piece.trim_start();
            if used > 0.0 {
                lines.push(String::new());
                used = 0.0;
            }

            for letter in piece.chars() {
                let letter_width = self.typeface(letter).width(letter) * size;
                if used + letter_width > width && used > 0.0 {
                    lines.push(String::new());
                    used = 0.0;
                }
                lines.last_mut().expect("there is a line").push(letter);
                used += letter_width;
            }
        }

        lines
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let widths = text
            .chars()
            .map(|letter| self.typeface(letter).width(letter));
        widths.sum::<f32>() * size
    }

    /// The first font that has a letter, or the first of all.
    fn typeface(&self, letter: char) -> &Typeface {
        let has = |typeface: &&Typeface| typeface.face.glyph_index(letter).is_some();
        self.0.iter().find(has).unwrap_or(&self.0[0])
    }

    /// Whether there is a font with this letter.
    #[cfg(test)]
    pub(super) fn has(&self, letter: char) -> bool {
        let mut faces = self.0.iter().map(|typeface| &typeface.face);
        faces.any(|face| face.glyph_index(letter).is_some())
    }
}

impl Typeface {
    /// The width of a letter as a share of the font's size.
    fn width(&self, letter: char) -> f32 {
        let glyph = self.face.glyph_index(letter).unwrap_or_default();
        let advance = self.face.glyph_hor_advance(glyph).unwrap_or_default();
        f32::from(advance) / f32::from(self.face.units_per_em())
    }
}

/// What no line break may fall into, each with the space before it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut space = "";
    let mut may_break = true;

    for letter in text.trim().chars() {
        if letter == ' ' || letter == '\n' {
            space = " ";
            continue;
        }

        let is_wide = letter >= FIRST_WIDE;
        let begins = !space.is_empty() || ((may_break || is_wide) && !CLOSING.contains(letter));
        match pieces.last_mut() {
            Some(piece) if !begins => piece.push(letter),
            _ => pieces.push(format!("{space}{letter}")),
        }
        space = "";
        may_break = is_wide;
    }

    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    /// As many letters as fit in the width of ten zeros.
    fn wrapped(text: &str) -> Vec<String> {
        let fonts = Fonts::load().unwrap();
        let width = fonts.width("0000000000", 10.0) + 0.1;
        fonts.wrapped(text, 10.0, width)
    }

    #[test]
    fn long_addresses_go_into_the_next_line() {
        assert_eq!(wrapped("000 0000 00000"), ["000 0000", "00000"]);
        assert_eq!(wrapped("000000000000000 00"), ["0000000000", "00000 00"]);
        assert_eq!(wrapped("  0 \n 0 "), ["0 0"]);
        assert_eq!(wrapped(""), [""]);
    }

    #[test]
    fn chinese_is_broken_between_characters_but_before_no_comma() {
        assert_eq!(
            wrapped("北京市朝阳区，建国路"),
            ["北京市朝阳", "区，建国路"]
        );
        assert_eq!(wrapped("上海市浦东新，区"), ["上海市浦东", "新，区"]);
        assert_eq!(wrapped("北京市 Moscow"), ["北京市", "Moscow"]);
    }

    #[test]
    fn each_letter_is_in_the_font_that_has_it() {
        let fonts = Fonts::load().unwrap();
        let runs = fonts.runs("Anna 王芳, Қазақстан", 10.0);
        let texts: Vec<&str> = runs.iter().map(|run| run.text).collect();
        assert_eq!(texts, ["Anna ", "王芳", ", Қазақстан"]);
        assert!((runs[1].width - 20.0).abs() < 0.1);
    }

    #[test]
    fn the_fonts_have_the_letters_of_every_language() {
        let fonts = Fonts::load().unwrap();
        for language in Language::ALL {
            let file = format!("locales/{}/canvas.ftl", language.tag());
            let texts = std::fs::read_to_string(&file).unwrap();
            let no_signs = |letter: &char| !letter.is_control() && *letter < '\u{1f000}';
            for letter in texts.chars().filter(no_signs) {
                assert!(fonts.has(letter), "{letter:?} of {file}");
            }
        }
    }
}
