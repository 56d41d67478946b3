//! Paints every photo in every style and puts the paintings on one contact sheet.
//!
//!     cargo run --release -p vernissage-engine --example contact_sheet -- SHEET.png PHOTOS STYLES PAINTINGS [LONGEST [ITERATIONS]]
//!
//! PHOTOS and STYLES are folders of JPEGs. Paintings that are already in the folder PAINTINGS, as
//! PHOTO__STYLE.png, are used as they are, so that they can come from another program. With 0
//! ITERATIONS nothing is painted, and cells of missing paintings stay empty.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use anyhow::Context;
use vernissage_engine::{
    device::DeviceChoice,
    image::{Limits, OutputFormat, Picture, fitted_size, reserve_space, write_atomically},
    planes::Planes,
    stylize::{Painter, Request, Settings, Stylizer, WeightedPicture},
    vgg::Weights,
};

/// Gap between the pictures in px.
const GAP: usize = 4;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [sheet, photos, styles, paintings, rest @ ..] = arguments.as_slice() else {
        anyhow::bail!(
            "usage: contact_sheet SHEET.png PHOTOS STYLES PAINTINGS [LONGEST [ITERATIONS]]"
        );
    };
    let number =
        |place: usize, default: usize| rest.get(place).map_or(Ok(default), |text| text.parse());

    let longest = number(0, 256)? as u32;
    let iterations = number(1, Settings::default().iterations)?;
    let photos = pictures(photos)?;
    let styles = pictures(styles)?;
    let format = OutputFormat::from_path(sheet.as_ref())?;
    let cell = u64::from(longest) + GAP as u64;
    let pixels = cell * cell * (photos.len() as u64 + 1) * (styles.len() as u64 + 1);
    let space = reserve_space(sheet.as_ref(), pixels * 3)?;
    if iterations > 0 {
        let first = Path::new(paintings).join("first.png");
        drop(reserve_space(&first, u64::from(longest).pow(2) * 3)?);
    }

    let mut painter = Painter::new(
        Weights::load("models/vgg19-q8.safetensors".as_ref())?,
        DeviceChoice::Auto.open()?,
    );

    let mut rows = vec![
        std::iter::once(None)
            .chain(styles.iter().map(|(_, style)| Some(style.clone())))
            .collect(),
    ];

    for (photo_name, photo) in &photos {
        let mut row = vec![Some(photo.clone())];
        for (style_name, style) in &styles {
            let path = Path::new(paintings).join(format!("{photo_name}__{style_name}.png"));
            if !path.is_file() && iterations > 0 {
                let settings = Settings {
                    size: longest,
                    iterations,
                    ..Settings::default()
                };

                let request = Request {
                    photo: photo.clone(),
                    styles: vec![WeightedPicture::new(style.clone(), 1.0)],
                    settings,
                };

                let painting =
                    painter.stylize(&request, None, &mut |_| ControlFlow::Continue(()))?;
                painting.picture.save(&path)?;
            }

            row.push(path.is_file().then(|| read(&path)).transpose()?);
        }

        rows.push(row);
    }

    drop(space);
    write_atomically(sheet.as_ref(), &draw(&rows, longest).encode(format)?)?;

    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Picture> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Picture::decode(&bytes, &Limits::default()).with_context(|| path.display().to_string())
}

/// The pictures of a folder by name.
fn pictures(folder: &str) -> anyhow::Result<Vec<(String, Picture)>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "jpg"));
    paths.sort();

    let name = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };

    paths
        .iter()
        .map(|path| Ok((name(path), read(path)?)))
        .collect()
}

/// A white sheet with a square cell of `side` px for each picture.
fn draw(rows: &[Vec<Option<Picture>>], side: u32) -> Picture {
    let cell = side as usize + GAP;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut sheet = Planes::from_fn(
        3,
        rows.len() * cell + GAP,
        columns * cell + GAP,
        |_, _, _| 255.0,
    );

    for (row, pictures) in rows.iter().enumerate() {
        for (column, picture) in pictures.iter().enumerate() {
            if let Some(picture) = picture {
                let size = fitted_size(picture.width(), picture.height(), side);
                let planes = picture.resized(size.width, size.height).to_planes();
                let top = GAP + row * cell + (side as usize - planes.height()) / 2;
                let left = GAP + column * cell + (side as usize - planes.width()) / 2;
                paste(&mut sheet, &planes, top, left);
            }
        }
    }

    Picture::from_planes(&sheet)
}

fn paste(sheet: &mut Planes, planes: &Planes, top: usize, left: usize) {
    let width = sheet.width();
    for channel in 0..3 {
        for (y, row) in planes
            .plane(channel)
            .chunks_exact(planes.width())
            .enumerate()
        {
            sheet.plane_mut(channel)[(top + y) * width + left..][..row.len()].copy_from_slice(row);
        }
    }
}
