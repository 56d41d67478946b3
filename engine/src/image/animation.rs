//! Encodes moving pictures as GIFs.

use image::{
    Delay, Frame, ImageError, RgbaImage,
    codecs::gif::{GifEncoder, Repeat},
};

use super::{Picture, error::SaveError};

/// From 1 (slow) to 30; at 10 the palette of each frame is as good as needed for photos.
const SPEED: i32 = 10;

/// A GIF of these frames that repeats for ever.
///
/// # Errors
/// [`SaveError::Encode`] if the frames are too large for the format.
pub fn encode_gif(frames: &[Picture], frame_millis: u32) -> Result<Vec<u8>, SaveError> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, SPEED);
    let failed = |error: ImageError| SaveError::Encode(error.into());
    encoder.set_repeat(Repeat::Infinite).map_err(failed)?;

    for picture in frames {
        let delay = Delay::from_numer_denom_ms(frame_millis, 1);
        encoder
            .encode_frame(Frame::from_parts(opaque(picture), 0, 0, delay))
            .map_err(failed)?;
    }

    drop(encoder);
    Ok(bytes)
}

fn opaque(picture: &Picture) -> RgbaImage {
    let rgb = picture.as_rgb().chunks_exact(3);
    let rgba = rgb.flat_map(|pixel| [pixel[0], pixel[1], pixel[2], u8::MAX]);

    RgbaImage::from_vec(picture.width(), picture.height(), rgba.collect())
        .expect("a picture has width * height pixels")
}
