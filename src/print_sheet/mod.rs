//! The paper that goes to the print shop with a canvas: a PDF of one page with the picture small,
//! where to fold and cut, and whom it is for.
//!
//! Knows the domain and nothing else; the only module that names `krilla`.

mod page;
mod words;

use self::page::{Colour, Page, Rectangle};
use crate::domain::{language::Language, order::CanvasOrder, replies::canvas, time::Moment};

/// What stands on a sheet.
#[derive(Clone, Debug)]
pub struct PrintSheet<'a> {
    /// What it is written in.
    pub language: Language,
    /// What was ordered, and by whom.
    pub order: &'a CanvasOrder,
    /// What is printed.
    pub print: Print,
    /// All of it, small, as a JPEG.
    pub picture: &'a [u8],
    /// When it was made.
    pub at: Moment,
}

/// The measures of a print; lengths in millimetres, as it hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Print {
    pub width: u32,
    pub height: u32,
    /// Folded over each side of the frame.
    pub wrap: u32,
    /// Cut off beyond that.
    pub bleed: u32,
    pub dpi: u32,
    /// Width and height of all of it.
    pub pixels: (u32, u32),
    /// Width and height that it was painted at, if it was resampled from there.
    pub resampled_from: Option<(u32, u32)>,
}

/// Why a sheet could not be drawn.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum DrawError {
    #[error("the font of the sheet is broken")]
    Font,
    #[error("the picture does not fit on a sheet: {0}")]
    Picture(String),
    #[error("the sheet cannot be written: {0}")]
    Document(String),
}

/// The height of A4 in points, and the margin.
const PAPER: f32 = 842.0;
const MARGIN: f32 = 48.0;
/// Where the picture has room.
const FRAME: Rectangle = Rectangle {
    left: 150.0,
    top: 400.0,
    width: 295.0,
    height: 370.0,
};
const LABEL: f32 = 9.0;
const TEXT: f32 = 10.5;
/// From one line to the next, and where values begin.
const LINE: f32 = 16.0;
const COLUMN: f32 = 170.0;
/// Letters of a value that fit in a line.
const LETTERS: usize = 58;

impl PrintSheet<'_> {
    /// The PDF.
    ///
    /// # Errors
    /// If the picture is no JPEG.
    pub fn draw(&self) -> Result<Vec<u8>, DrawError> {
        let mut document = krilla::Document::new();

        // A4 by itself.
        let mut sheet = document.start_page();
        let mut page = Page::new(sheet.surface())?;
        page.text(
            (MARGIN, 72.0),
            22.0,
            Colour::INK,
            &words::title(self.language, self.order),
        );

        page.text(
            (MARGIN, 92.0),
            LABEL,
            Colour::GREY,
            &canvas::in_date(self.language, self.at),
        );

        let mut y = 122.0;
        for (label, value) in words::lines(self) {
            page.text((MARGIN, y), LABEL, Colour::GREY, &label);
            for line in words::wrapped(&value, LETTERS) {
                page.text((COLUMN, y), TEXT, Colour::INK, &line);
                y += LINE;
            }
        }

        self.draw_picture(&mut page)?;
        page.finish();
        sheet.finish();

        document
            .finish()
            .map_err(|error| DrawError::Document(format!("{error:?}")))
    }

    /// The picture with the lines along which it is folded and cut, and their lengths.
    fn draw_picture(&self, page: &mut Page) -> Result<(), DrawError> {
        let Print {
            width,
            height,
            wrap,
            bleed,
            ..
        } = self.print;

        let whole = (
            millimetres(width + 2 * (wrap + bleed)),
            millimetres(height + 2 * (wrap + bleed)),
        );
        let scale = (FRAME.width / whole.0).min(FRAME.height / whole.1);
        let size = (whole.0 * scale, whole.1 * scale);
        let left = FRAME.left + (FRAME.width - size.0) / 2.0;
        let all = Rectangle {
            left,
            top: FRAME.top,
            width: size.0,
            height: size.1,
        };

        page.picture(self.picture, all)?;
        page.outline(all, Colour::GREY, None);

        if bleed > 0 {
            page.outline(
                all.within(millimetres(bleed) * scale),
                Colour::CUT,
                Some(2.0),
            );
        }

        let face = all.within(millimetres(wrap + bleed) * scale);
        page.outline(face, Colour::FOLD, Some(6.0));

        let unit = |length: u32| words::millimetres(self.language, length);
        page.text(
            (face.left, all.top + all.height + 14.0),
            LABEL,
            Colour::FOLD,
            &unit(width),
        );

        page.text(
            (all.left + all.width + 8.0, face.top + face.height / 2.0),
            LABEL,
            Colour::FOLD,
            &unit(height),
        );

        page.text(
            (MARGIN, PAPER - 40.0),
            LABEL,
            Colour::GREY,
            &words::legend(self),
        );

        Ok(())
    }
}

fn millimetres(length: u32) -> f32 {
    length as f32
}

#[cfg(test)]
mod tests;
