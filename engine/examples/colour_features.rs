//! Writes what the network sees in grey pictures, for `models/colouring/train.py`.
//!
//!     cargo run --release -p vernissage-engine --example colour_features -- WEIGHTS PICTURE…
//!
//! For each PICTURE.png it writes PICTURE.bin: the numbers of rows and columns of cells and of faces
//! as u32, then as f32 each face's left, top, width, height and score in shares of the picture, the
//! mean and the cells (`engine/src/colour/features.rs`), all little-endian.

use std::path::PathBuf;

use anyhow::Context;
use vernissage_engine::{
    backends::winograd::WinogradNet,
    colour::features::{VARIANT, features, working_picture},
    faces::FaceFinder,
    image::{Limits, Picture},
    vgg::Weights,
};

fn main() -> anyhow::Result<()> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let weights = paths.next().context("name the weights")?;
    let mut net = WinogradNet::new(&Weights::load(&weights)?, VARIANT)?;

    let finder = FaceFinder::new();
    for path in paths {
        let picture = Picture::decode(&std::fs::read(&path)?, &Limits::default())?;
        let features = features(&mut net, &working_picture(&picture))?;
        let faces = finder.faces(&picture);

        let mut bytes = Vec::new();
        for count in [features.height, features.width, faces.len()] {
            bytes.extend((count as u32).to_le_bytes());
        }
        for face in faces {
            for value in [face.left, face.top, face.width, face.height, face.score] {
                bytes.extend(value.to_le_bytes());
            }
        }
        for value in features.mean.iter().chain(&features.cells) {
            bytes.extend(value.to_le_bytes());
        }
        std::fs::write(path.with_extension("bin"), bytes)?;
    }

    Ok(())
}
