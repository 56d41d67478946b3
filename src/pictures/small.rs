//! Small files for pages: lossy WebP, half the size of a JPEG that looks the same.

use bytes::Bytes;

/// Brush strokes show what is left out earlier than photos do.
const QUALITY: f32 = 82.0;

/// Rows of red, green and blue as a WebP file; `None` when there are not as many as said.
#[must_use]
pub fn webp(rgb: &[u8], (width, height): (u32, u32)) -> Option<Bytes> {
    let fits = rgb.len() == width as usize * height as usize * 3;
    let file = fits.then(|| webp::Encoder::from_rgb(rgb, width, height).encode(QUALITY))?;
    Some(Bytes::copy_from_slice(&file))
}
