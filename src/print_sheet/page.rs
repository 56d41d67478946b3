//! A page that text, lines and pictures are drawn on.

use krilla::{
    color::rgb,
    geom::{self, PathBuilder, Rect, Size, Transform},
    image::Image,
    metadata::Metadata,
    paint::{Fill, Stroke, StrokeDash},
    surface::Surface,
    text::TextDirection,
};

use super::{DrawError, LINE_HEIGHT, fonts::Fonts};
use crate::domain::language::Language;

/// What viewers and archives show of the document: without a title they show the file's name.
pub(super) fn metadata(language: Language, title: &str) -> Metadata {
    Metadata::new()
        .title(title.to_owned())
        .language(language.tag().to_owned())
        .creator("vernissage".to_owned())
}

/// A colour of the sheet.
#[derive(Clone, Copy)]
pub(super) struct Colour(u8, u8, u8);

impl Colour {
    pub(super) const INK: Self = Self(20, 20, 24);
    pub(super) const GREY: Self = Self(110, 110, 116);
    pub(super) const FOLD: Self = Self(205, 40, 40);
    pub(super) const CUT: Self = Self(30, 90, 200);

    fn paint(self) -> krilla::paint::Paint {
        rgb::Color::new(self.0, self.1, self.2).into()
    }
}

/// A place on the page, in points from the upper left corner.
#[derive(Clone, Copy)]
pub(super) struct Point {
    x: f32,
    y: f32,
}

impl Point {
    pub(super) const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }
}

/// A part of the page, in points from the upper left corner.
#[derive(Clone, Copy)]
pub(super) struct Rectangle {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Rectangle {
    /// The same, smaller by `distance` on each side.
    pub(super) fn shrunk(self, distance: f32) -> Self {
        Self {
            left: self.left + distance,
            top: self.top + distance,
            width: self.width - 2.0 * distance,
            height: self.height - 2.0 * distance,
        }
    }
}

/// The page.
pub(super) struct Page<'a> {
    surface: Surface<'a>,
    fonts: Fonts,
}

impl<'a> Page<'a> {
    pub(super) fn new(surface: Surface<'a>) -> Result<Self, DrawError> {
        let fonts = Fonts::load()?;
        Ok(Self { surface, fonts })
    }

    /// Breaks a text into lines of at most this width.
    pub(super) fn wrapped(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        self.fonts.wrapped(text, size, width)
    }

    /// Draws a line of text whose baseline begins at `start`.
    pub(super) fn text(&mut self, start: Point, size: f32, colour: Colour, text: &str) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: colour.paint(),
            ..Fill::default()
        }));

        let mut left = start.x;
        for run in self.fonts.runs(text, size) {
            self.surface.draw_text(
                geom::Point::from_xy(left, start.y),
                run.font,
                size,
                run.text,
                false,
                TextDirection::Auto,
            );
            left += run.width;
        }
    }

    /// Draws lines of text, one below the other.
    pub(super) fn lines(&mut self, start: Point, size: f32, colour: Colour, lines: &[String]) {
        let mut at = start;
        for line in lines {
            self.text(at, size, colour, line);
            at.y += LINE_HEIGHT;
        }
    }

    /// Draws the edges of a rectangle, with dashes of this length if there is one.
    pub(super) fn outline(&mut self, at: Rectangle, colour: Colour, dash: Option<f32>) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(at.left, at.top, at.width, at.height) {
            path.push_rect(rect);
        }

        let Some(path) = path.finish() else { return };
        let dash = dash.map(|length| StrokeDash {
            array: vec![length, length / 2.0],
            offset: 0.0,
        });

        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: colour.paint(),
            width: 0.8,
            dash,
            ..Stroke::default()
        }));

        self.surface.draw_path(&path);
    }

    /// Draws a JPEG into a rectangle.
    pub(super) fn picture(&mut self, jpeg: &[u8], at: Rectangle) -> Result<(), DrawError> {
        let image = Image::from_jpeg(jpeg.to_vec().into(), true).map_err(DrawError::Picture)?;
        let size =
            Size::from_wh(at.width, at.height).ok_or_else(|| DrawError::Picture(String::new()))?;

        self.surface
            .push_transform(&Transform::from_translate(at.left, at.top));

        self.surface.draw_image(image, size);
        self.surface.pop();

        Ok(())
    }

    /// Ends the page.
    pub(super) fn finish(self) {
        self.surface.finish();
    }
}
