//! What decoding a picture will take, from its header: nothing is unpacked for it.

use super::limits::Limits;

/// Bytes per pixel that every picture needs: the result, and its copy while it is turned upright.
const LEAST_MEMORY: u64 = 6;

/// What decoding a picture takes, as its header announces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodingWork {
    /// Width times height, times the passes that the file needs over them.
    pub pixels: u64,
    /// Bytes of memory, besides the file.
    pub memory: u64,
}

impl DecodingWork {
    /// The work for a picture of this size that is decoded with `memory` bytes per pixel.
    pub(super) fn new(width: u32, height: u32, memory: u64) -> Self {
        let pixels = u64::from(width) * u64::from(height);
        Self {
            pixels,
            memory: pixels.saturating_mul(memory.max(LEAST_MEMORY)),
        }
    }

    /// With so many bytes of memory more, whatever the size.
    pub(super) fn with_memory(self, bytes: u64) -> Self {
        Self {
            memory: self.memory.saturating_add(bytes),
            ..self
        }
    }

    /// The work of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            pixels: self.pixels.saturating_add(other.pixels),
            memory: self.memory.saturating_add(other.memory),
        }
    }

    /// The work of going through the picture `passes` times.
    pub(super) fn times(self, passes: u64) -> Self {
        Self {
            pixels: self.pixels.saturating_mul(passes.max(1)),
            ..self
        }
    }

    /// Never more memory than the limits allow, since such a picture is not decoded.
    pub(super) fn within(self, limits: &Limits) -> Self {
        Self {
            memory: self.memory.min(limits.memory()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, RgbImage};

    use super::*;
    use crate::image::{Picture, PictureError, colour_space::ColourSpace};

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        RgbImage::new(80, 60).write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    fn decode(file: &[u8]) -> Result<Picture, PictureError> {
        Picture::decode(file, &Limits::default())
    }

    #[test]
    fn the_header_tells_what_decoding_takes() {
        for format in [
            ImageFormat::Jpeg,
            ImageFormat::Png,
            ImageFormat::WebP,
            ImageFormat::Gif,
            ImageFormat::Bmp,
            ImageFormat::Tiff,
        ] {
            let work = Picture::decoding_work(&encoded(format), &Limits::default()).unwrap();
            let pixels = decode(&encoded(format)).unwrap().size().pixels();
            // The frame of a GIF counts beside the picture.
            let most = if format == ImageFormat::Gif { 2 } else { 1 };
            assert!(
                (pixels..=most * pixels).contains(&work.pixels) && work.memory >= 6 * pixels,
                "{format:?}: {work:?}"
            );
        }

        let heic = Picture::decoding_work(
            include_bytes!("../../testdata/inputs/x265_420.heic"),
            &Limits::default(),
        )
        .unwrap();
        assert!(
            heic.pixels >= 32 * 32 && heic.memory >= 10 * 32 * 32,
            "{heic:?}"
        );

        // The header of a picture of which nothing else is there.
        let mut png = encoded(ImageFormat::Png);
        png.truncate(40);
        png[16..24].copy_from_slice(&[0, 0, 0x23, 0x28, 0, 0, 0x17, 0x70]);
        let work = Picture::decoding_work(&png, &Limits::default()).unwrap();
        assert_eq!(work.pixels, 9000 * 6000);

        png[16..20].copy_from_slice(&[0, 0, 0x46, 0x50]);
        let error = Picture::decoding_work(&png, &Limits::default()).unwrap_err();
        assert!(
            matches!(error, PictureError::TooManyPixels { .. }),
            "{error:?}"
        );
    }

    #[test]
    fn profiles_beyond_the_usual_size_count_for_nothing() {
        let mut file = encoded(ImageFormat::WebP);
        let profile = vec![0; 5_000_000];
        file.extend(b"ICCP");
        file.extend((profile.len() as u32).to_le_bytes());
        file.extend(&profile);
        assert!(decode(&file).is_ok());
        assert_eq!(ColourSpace::icc(&profile), ColourSpace::Srgb);
        assert_ne!(ColourSpace::icc(&profile[..1000]), ColourSpace::Srgb);
    }
}
