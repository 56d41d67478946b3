//! The print sheet, which goes to the print shop with a canvas: a PDF of one page with a small
//! picture, the lines to fold and cut along, and the recipient.
//!
//! Knows the domain and nothing else; the only module that names `krilla` and `ttf_parser`.

mod fonts;
mod page;
mod words;

use self::page::{Colour, Page, Point, Rectangle};
use crate::domain::{
    language::Language, order::CanvasOrder, picture_size::PictureSize, replies::canvas,
    time::Moment,
};

/// The contents of a print sheet.
#[derive(Clone, Debug)]
pub struct PrintSheet<'a> {
    /// The language of its words.
    pub language: Language,
    /// The order, with its recipient.
    pub order: &'a CanvasOrder,
    /// The measures of the print.
    pub print: Print,
    /// A small JPEG of the whole print.
    pub picture: &'a [u8],
    /// The date on the sheet.
    pub at: Moment,
}

/// The measures of a print as it hangs; lengths in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names explain the fields")]
pub struct Print {
    pub width: u32,
    pub height: u32,
    /// How much is folded over each side of the frame.
    pub wrap: u32,
    /// How much is cut off beyond that.
    pub bleed: u32,
    pub dpi: u32,
    /// Width and height of the whole print in pixels.
    pub pixels: PictureSize,
    /// Width and height in pixels before it was resampled, if it was.
    pub resampled_from: Option<PictureSize>,
}

/// Why a print sheet could not be drawn.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages explain the variants")]
pub enum DrawError {
    #[error("the font of the print sheet is broken")]
    Font,
    #[error("the picture cannot be put on the print sheet: {0}")]
    Picture(String),
    #[error("the print sheet cannot be written: {0}")]
    Document(String),
}

// All lengths on the paper are in points.

/// The size of A4.
const PAPER_WIDTH: f32 = 595.0;
const PAPER_HEIGHT: f32 = 842.0;
const MARGIN: f32 = 48.0;
/// The space for the picture.
const FRAME: Rectangle = Rectangle {
    left: 150.0,
    top: 400.0,
    width: 295.0,
    height: 370.0,
};
const TITLE_SIZE: f32 = 22.0;
const LABEL_SIZE: f32 = 9.0;
const TEXT_SIZE: f32 = 10.5;
/// The distance from one line to the next.
const LINE_HEIGHT: f32 = 16.0;
/// Where the column with the values begins.
const COLUMN: f32 = 170.0;
/// How wide a value is at most.
const COLUMN_WIDTH: f32 = PAPER_WIDTH - MARGIN - COLUMN;
/// How wide a label is at most.
const LABEL_WIDTH: f32 = COLUMN - MARGIN - 8.0;

impl PrintSheet<'_> {
    /// Draws the PDF.
    ///
    /// # Errors
    /// If the picture is not a JPEG.
    pub fn draw(&self) -> Result<Vec<u8>, DrawError> {
        let title = words::title(self.language, self.order);
        let mut document = krilla::Document::new();
        document.set_metadata(page::metadata(self.language, &title));

        // The default size is A4.
        let mut sheet = document.start_page();
        let mut page = Page::new(sheet.surface())?;
        page.text(Point::new(MARGIN, 72.0), TITLE_SIZE, Colour::INK, &title);

        let date = canvas::in_date(self.language, self.at);
        page.text(Point::new(MARGIN, 92.0), LABEL_SIZE, Colour::GREY, &date);

        let mut y = 122.0;
        for words::Row { label, value } in words::rows(self) {
            let labels = page.wrapped(&label, LABEL_SIZE, LABEL_WIDTH);
            let values = page.wrapped(&value, TEXT_SIZE, COLUMN_WIDTH);
            let height = labels.len().max(values.len());

            page.lines(Point::new(MARGIN, y), LABEL_SIZE, Colour::GREY, &labels);
            page.lines(Point::new(COLUMN, y), TEXT_SIZE, Colour::INK, &values);
            y += height as f32 * LINE_HEIGHT;
        }

        self.draw_picture(&mut page)?;
        page.finish();
        sheet.finish();

        document
            .finish()
            .map_err(|error| DrawError::Document(format!("{error:?}")))
    }

    /// Draws the picture with the lines to fold and cut along, and their lengths.
    fn draw_picture(&self, page: &mut Page) -> Result<(), DrawError> {
        let Print {
            width,
            height,
            wrap,
            bleed,
            ..
        } = self.print;

        let whole_width = millimetres(width + 2 * (wrap + bleed));
        let whole_height = millimetres(height + 2 * (wrap + bleed));
        let scale = (FRAME.width / whole_width).min(FRAME.height / whole_height);
        let drawn_width = whole_width * scale;
        let whole = Rectangle {
            left: FRAME.left + (FRAME.width - drawn_width) / 2.0,
            top: FRAME.top,
            width: drawn_width,
            height: whole_height * scale,
        };

        page.picture(self.picture, whole)?;
        page.outline(whole, Colour::GREY, None);

        if bleed > 0 {
            let cut = whole.shrunk(millimetres(bleed) * scale);
            page.outline(cut, Colour::CUT, Some(2.0));
        }

        let front = whole.shrunk(millimetres(wrap + bleed) * scale);
        page.outline(front, Colour::FOLD, Some(6.0));

        let below = Point::new(front.left, whole.top + whole.height + 14.0);
        let width_label = words::millimetres(self.language, width);
        page.text(below, LABEL_SIZE, Colour::FOLD, &width_label);

        let beside = Point::new(
            whole.left + whole.width + 8.0,
            front.top + front.height / 2.0,
        );
        let height_label = words::millimetres(self.language, height);
        page.text(beside, LABEL_SIZE, Colour::FOLD, &height_label);

        let bottom = Point::new(MARGIN, PAPER_HEIGHT - 40.0);
        page.text(bottom, LABEL_SIZE, Colour::GREY, &words::legend(self));

        Ok(())
    }
}

fn millimetres(length: u32) -> f32 {
    length as f32
}

#[cfg(test)]
mod tests;
