//! Makes the pictures of the page /network: how style transfer works.
//!
//!     cargo run --release -p vernissage-engine --example network_pictures -- assets/network [FIGURE…]
//!
//! Without a FIGURE all are made: sees, maps, content, gram, style, transfer, balance, reacts, dream,
//! and tiles, which are cut out of the sheets in `assets/atlas`.

mod drawing;
mod inversions;
mod layers;
mod paintings;
mod tiles;

use std::{collections::BTreeSet, fs, path::PathBuf};

use anyhow::Context;
use vernissage_engine::{
    device::{Device, DeviceChoice},
    image::{Limits, Picture, Size, fitted_size},
    vgg::Weights,
};

/// Longest side of a picture in px.
const LONGEST: u32 = 320;
/// Quality of the WebPs, 0..=100.
const QUALITY: f32 = 72.0;

const PHOTO: &str = "assets/photos/chelsea.jpg";
const STYLE: &str = "assets/styles/hokusai_great_wave.jpg";
const OTHER_STYLE: &str = "assets/styles/van_gogh_auvers.jpg";

/// What every figure is made from, and where it goes.
struct FigureMaker {
    weights: Weights,
    device: Device,
    photo: Picture,
    style: Picture,
    other_style: Picture,
    folder: PathBuf,
}

type Figure = fn(&FigureMaker) -> anyhow::Result<()>;

const FIGURES: [(&str, Figure); 10] = [
    ("sees", layers::sees),
    ("maps", layers::maps),
    ("content", inversions::content),
    ("gram", layers::gram),
    ("style", inversions::style),
    ("transfer", paintings::transfer),
    ("balance", paintings::balance),
    ("reacts", layers::reacts),
    ("dream", paintings::dream),
    ("tiles", tiles::tiles),
];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .context("usage: network_pictures FOLDER [FIGURE…]")?;
    let chosen: BTreeSet<String> = arguments.collect();

    let maker = FigureMaker {
        weights: Weights::load("models/vgg19-q8.safetensors".as_ref())?,
        device: DeviceChoice::Auto.open()?,
        photo: read(PHOTO)?,
        style: read(STYLE)?,
        other_style: read(OTHER_STYLE)?,
        folder: folder.into(),
    };
    fs::create_dir_all(&maker.folder)?;

    for (name, make) in FIGURES {
        if chosen.is_empty() || chosen.contains(name) {
            make(&maker).context(name)?;
        }
    }

    Ok(())
}

impl FigureMaker {
    /// The size of the figures that show the photo.
    fn size(&self) -> Size {
        fitted_size(self.photo.width(), self.photo.height(), LONGEST)
    }

    /// The photo at that size.
    fn small_photo(&self) -> Picture {
        let size = self.size();
        self.photo.resized(size.width, size.height)
    }

    /// Writes `NAME.webp`.
    fn save(&self, name: &str, picture: &Picture) -> anyhow::Result<()> {
        let path = self.folder.join(format!("{name}.webp"));
        let encoder = webp::Encoder::from_rgb(picture.as_rgb(), picture.width(), picture.height());
        let bytes = encoder.encode(QUALITY);
        println!("{} {} bytes", path.display(), bytes.len());

        fs::write(&path, &*bytes).with_context(|| path.display().to_string())
    }
}

fn read(path: &str) -> anyhow::Result<Picture> {
    let bytes = fs::read(path).with_context(|| path.to_owned())?;
    Picture::decode(&bytes, &Limits::default()).with_context(|| path.to_owned())
}
