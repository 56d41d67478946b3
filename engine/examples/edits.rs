//! Paints pairs with the edits of their styles, for `docs/editing.jpg`.
//!
//!     cargo run --release -p vernissage-engine --example edits -- SHEET.jpg LONGEST ITERATIONS PHOTO STYLE COPY [PHOTO STYLE COPY …]
//!
//! COPY is the style picture with something painted over. Each pair gives two rows: the edited style,
//! and the painting.

use std::{ops::ControlFlow, path::Path};

use anyhow::Context;
use vernissage_engine::{
    device::DeviceChoice,
    image::{Limits, Picture, fitted_size},
    planes::Planes,
    stylize::{
        Painter, Part, Request, Settings, StyleEdit, StyleStatistics, Stylizer, TextureShape,
        WeightedPicture,
    },
    vgg::Weights,
};

/// Gap between the pictures in px.
const GAP: usize = 4;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [sheet, longest, iterations, pairs @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: edits SHEET.jpg LONGEST ITERATIONS PHOTO STYLE COPY …");
    };

    let settings = Settings {
        size: longest.parse()?,
        iterations: iterations.parse()?,
        ..Settings::default()
    };
    let mut painter = Painter::new(
        Weights::load("models/vgg19-q8.safetensors".as_ref())?,
        DeviceChoice::Auto.open()?,
    );

    let mut rows = Vec::new();
    for pair in pairs.chunks_exact(3) {
        let pair = Pair {
            photo: read(&pair[0])?,
            style: read(&pair[1])?,
            copy: read(&pair[2])?,
            settings,
        };
        rows.extend(pair.paint(&mut painter)?);
    }

    draw(&rows, settings.size).save(Path::new(sheet))?;
    Ok(())
}

fn read(path: &str) -> anyhow::Result<Picture> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    Picture::decode(&bytes, &Limits::default()).with_context(|| path.to_owned())
}

/// What two rows of the sheet are made from.
struct Pair {
    photo: Picture,
    style: Picture,
    copy: Picture,
    settings: Settings,
}

impl Pair {
    fn edits(&self) -> Vec<StyleEdit> {
        let colours = [None, Some(8), Some(5), Some(3)].map(|colours| StyleEdit {
            colours,
            ..StyleEdit::NOTHING
        });
        let parts = [Part::Top, Part::Bottom, Part::Middle].map(|part| StyleEdit {
            part,
            ..StyleEdit::NOTHING
        });
        let without = StyleEdit {
            without: Some(self.copy.clone()),
            ..StyleEdit::NOTHING
        };

        colours.into_iter().chain(parts).chain([without]).collect()
    }

    fn paint(&self, painter: &mut Painter) -> anyhow::Result<[Vec<Picture>; 2]> {
        let mut styles = Vec::new();
        let mut paintings = Vec::new();
        for edit in self.edits() {
            styles.push(edit.preview(&self.style)?);
            paintings.push(self.painting(painter, edit, self.settings)?);
        }

        let means = Settings {
            statistics: StyleStatistics::Means,
            ..self.settings
        };
        let texture = Settings {
            texture: Some(TextureShape::Square),
            ..self.settings
        };
        for settings in [means, texture] {
            styles.push(self.style.clone());
            paintings.push(self.painting(painter, StyleEdit::NOTHING, settings)?);
        }

        Ok([styles, paintings])
    }

    fn painting(
        &self,
        painter: &mut Painter,
        edit: StyleEdit,
        settings: Settings,
    ) -> anyhow::Result<Picture> {
        let request = Request {
            photo: self.photo.clone(),
            styles: vec![WeightedPicture::new(self.style.clone(), 1.0).edited(edit)],
            settings,
        };
        let painting = painter.stylize(&request, None, &mut |_| ControlFlow::Continue(()))?;

        Ok(painting.picture)
    }
}

/// A white sheet with a square cell of `side` px for each picture.
fn draw(rows: &[Vec<Picture>], side: u32) -> Picture {
    let cell = side as usize + GAP;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let height = rows.len() * cell + GAP;
    let mut sheet = Planes::from_fn(3, height, columns * cell + GAP, |_, _, _| 255.0);

    for (row, pictures) in rows.iter().enumerate() {
        for (column, picture) in pictures.iter().enumerate() {
            let size = fitted_size(picture.width(), picture.height(), side);
            let planes = picture.resized(size.width, size.height).to_planes();
            let top = GAP + row * cell + (side as usize - planes.height()) / 2;
            let left = GAP + column * cell + (side as usize - planes.width()) / 2;
            paste(&mut sheet, &planes, top, left);
        }
    }

    Picture::from_planes(&sheet)
}

fn paste(sheet: &mut Planes, planes: &Planes, top: usize, left: usize) {
    let width = sheet.width();
    for channel in 0..3 {
        let rows = planes.plane(channel).chunks_exact(planes.width());
        for (y, row) in rows.enumerate() {
            sheet.plane_mut(channel)[(top + y) * width + left..][..row.len()].copy_from_slice(row);
        }
    }
}
