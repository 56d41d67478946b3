//! The atlas of channels: what each channel of five layers of VGG-19 dreams of.
//!
//! Each tile began as noise and climbed the mean of one channel over all places, before its ReLU.
//! The pictures were made once, by `engine/examples/atlas.rs`; see `assets/atlas/README.md`.

use crate::{
    image::{Limits, Picture},
    vgg::Relu,
};

/// No value of a place that was left black is above this, as WebP has it.
const DARKEST: u8 = 40;

/// The tiles of one layer, in one picture, row by row.
#[derive(Clone, Copy, Debug)]
pub struct Sprite {
    /// The picture as a WebP file.
    pub webp: &'static [u8],
    /// Side of a tile in px.
    pub tile: u32,
    /// Tiles in a row.
    pub columns: u32,
}

/// The tiles of `layer`; `None` if the atlas does not have it.
#[must_use]
pub fn sprite(layer: Relu) -> Option<Sprite> {
    let of = |webp, tile| {
        Some(Sprite {
            webp,
            tile,
            columns: 16,
        })
    };

    match layer {
        Relu::R1_2 => of(include_bytes!("../../../assets/atlas/relu1_2.webp"), 48),
        Relu::R2_2 => of(include_bytes!("../../../assets/atlas/relu2_2.webp"), 48),
        Relu::R3_3 => of(include_bytes!("../../../assets/atlas/relu3_3.webp"), 64),
        Relu::R4_2 => of(include_bytes!("../../../assets/atlas/relu4_2.webp"), 80),
        Relu::R5_1 => of(include_bytes!("../../../assets/atlas/relu5_1.webp"), 96),
        _ => None,
    }
}

/// What one channel dreams of; `None` if there is no such channel, or the atlas does not have the
/// layer. For several channels of a layer, [`dreams`] unpacks its picture only once.
#[must_use]
pub fn dream(layer: Relu, channel: usize) -> Option<Picture> {
    dreams(layer, &[channel]).pop()?
}

/// What each of these channels dreams of, as [`dream`] has it.
#[must_use]
pub fn dreams(layer: Relu, channels: &[usize]) -> Vec<Option<Picture>> {
    let unpacked = sprite(layer).and_then(|sprite| {
        let picture = Picture::decode(sprite.webp, &Limits::default()).ok()?;
        Some((sprite, picture))
    });

    let tile = |&channel: &usize| {
        let (sprite, picture) = unpacked.as_ref()?;
        (channel < layer.channels()).then(|| cut(sprite, picture, channel))?
    };
    channels.iter().map(tile).collect()
}

/// One tile of the unpacked picture.
fn cut(sprite: &Sprite, picture: &Picture, channel: usize) -> Option<Picture> {
    let tile = sprite.tile as usize;
    let columns = sprite.columns as usize;
    let top = channel / columns * tile;
    let left = channel % columns * tile;

    let stride = picture.width() as usize * 3;
    let rows = picture.as_rgb().chunks_exact(stride).skip(top).take(tile);
    let rgb: Vec<u8> = rows
        .flat_map(|row| &row[left * 3..][..tile * 3])
        .copied()
        .collect();

    // The place of a channel that was never made to dream is black.
    let has_dreamt = rgb.iter().any(|&value| value > DARKEST);
    has_dreamt
        .then(|| Picture::from_rgb(sprite.tile, sprite.tile, rgb))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sight::layers::LAYERS;

    #[test]
    fn every_channel_dreams() {
        for layer in LAYERS {
            let sprite = sprite(layer).unwrap();
            let channels: Vec<usize> = (0..layer.channels()).collect();
            for (channel, dream) in dreams(layer, &channels).into_iter().enumerate() {
                let dream = dream.unwrap();
                assert_eq!((dream.width(), dream.height()), (sprite.tile, sprite.tile));

                let colours = dream.as_rgb();
                let brightest = colours.iter().max().unwrap();
                let darkest = colours.iter().min().unwrap();
                assert!(
                    brightest - darkest > 60,
                    "{layer:?} {channel} dreams of something"
                );
            }
        }
    }

    #[test]
    fn what_the_atlas_does_not_have_is_none() {
        assert!(dream(Relu::R1_2, 64).is_none());
        assert!(dream(Relu::R4_4, 0).is_none());
    }

    #[test]
    fn a_tile_is_that_of_its_channel() {
        let sprite = sprite(Relu::R2_2).unwrap();
        let whole = Picture::decode(sprite.webp, &Limits::default()).unwrap();
        let tile = dream(Relu::R2_2, 37).unwrap();

        let top = 37 / 16 * 48;
        let left = 37 % 16 * 48;
        let pixel = |picture: &Picture, x: usize, y: usize| {
            let start = (y * picture.width() as usize + x) * 3;
            picture.as_rgb()[start..start + 3].to_vec()
        };
        assert_eq!(pixel(&tile, 5, 9), pixel(&whole, left + 5, top + 9));
    }
}
