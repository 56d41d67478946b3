//! Paints portraits with faces of several strengths, for `docs/faces.jpg`.
//!
//!     cargo run --release -p vernissage-engine --example faces -- SHEET.jpg LONGEST ITERATIONS STRENGTHS PHOTO STYLE [PHOTO STYLE …]
//!
//! STRENGTHS are numbers with commas between them, such as 0,2. Each portrait gives a row: the
//! photo's largest face, and the same part of every painting.

use std::{ops::ControlFlow, path::Path};

use anyhow::Context;
use vernissage_engine::{
    device::DeviceChoice,
    faces::FaceFinder,
    image::{Limits, Picture},
    planes::Planes,
    stylize::{FaceStrength, Painter, Request, Settings, Stylizer, WeightedPicture},
    vgg::Weights,
};

/// Side of a cell in px, and the gap between them.
const CELL: u32 = 320;
const GAP: usize = 4;
/// How much of the photo around the face is shown, in widths of the face.
const SHOWN: f32 = 2.2;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [sheet, longest, iterations, strengths, pairs @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: faces SHEET.jpg LONGEST ITERATIONS STRENGTHS PHOTO STYLE …");
    };

    let strengths: Vec<f64> = strengths
        .split(',')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    let mut painter = Painter::new(
        Weights::load("models/vgg19-q8.safetensors".as_ref())?,
        DeviceChoice::Auto.open()?,
    );

    let mut rows = Vec::new();
    for pair in pairs.chunks_exact(2) {
        let photo = read(&pair[0])?;
        let style = read(&pair[1])?;
        let mut row = vec![around_face(&photo, &photo)?];

        for &strength in &strengths {
            let settings = Settings {
                size: longest.parse()?,
                iterations: iterations.parse()?,
                faces: FaceStrength::new(strength)?,
                ..Settings::default()
            };
            let request = Request {
                photo: photo.clone(),
                styles: vec![WeightedPicture::new(style.clone(), 1.0)],
                settings,
            };

            let painting = painter.stylize(&request, None, &mut |_| ControlFlow::Continue(()))?;
            row.push(around_face(&photo, &painting.picture)?);
        }

        rows.push(row);
        draw(&rows).save(Path::new(sheet))?;
    }

    Ok(())
}

fn read(path: &str) -> anyhow::Result<Picture> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    Picture::decode(&bytes, &Limits::default()).with_context(|| path.to_owned())
}

/// A square around the photo's surest face, cut out of a picture of the same shape.
fn around_face(photo: &Picture, picture: &Picture) -> anyhow::Result<Picture> {
    let faces = FaceFinder::new().faces(photo);
    let face = faces.first().context("there is no face")?;
    let width = picture.width() as f32;
    let height = picture.height() as f32;

    let side = (SHOWN * face.width * width).min(width).min(height) as u32;
    let start = |middle: f32, whole: u32| {
        let start = middle - side as f32 / 2.0;
        (start.max(0.0) as u32).min(whole - side)
    };
    let left = start((face.left + face.width / 2.0) * width, picture.width());
    let top = start((face.top + face.height / 2.0) * height, picture.height());

    Ok(picture.part(left, top, side, side).resized(CELL, CELL))
}

/// A white sheet of square cells.
fn draw(rows: &[Vec<Picture>]) -> Picture {
    let cell = CELL as usize + GAP;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let height = rows.len() * cell + GAP;
    let mut sheet = Planes::from_fn(3, height, columns * cell + GAP, |_, _, _| 255.0);

    for (row, pictures) in rows.iter().enumerate() {
        for (column, picture) in pictures.iter().enumerate() {
            let planes = picture.to_planes();
            paste(&mut sheet, &planes, GAP + row * cell, GAP + column * cell);
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
