//! Pictures in and out: from a stranger's bytes to upright sRGB, to planes for the network, and to
//! a file.
//!
//! [`Picture`] is the only door. Owns the formats, colours, sizes and limits; knows nothing of
//! networks, chats or settings. The crates `image`, `png`, `tiff`, `zune-jpeg`, `moxcms` and
//! `fast_image_resize` are named nowhere else.
//!
//! In: `format` (what is it?) → `webp`, `tiff`, `jpeg_outline` (is it safe?) → `jpeg`, `container`
//! (samples) → `colour`, `profile`, `sample` (sRGB on white) → `decode` (upright). Sizes: `fit`, `cover`,
//! `resize`, `enlarge`. Out: `encode`, `print`, `save`.

mod colour;
mod container;
mod cover;
mod decode;
mod encode;
mod enlarge;
mod error;
mod fit;
mod format;
mod jpeg;
mod jpeg_outline;
mod limits;
mod print;
mod profile;
mod raw;
mod resize;
mod sample;
mod save;
mod size;
mod tiff;
mod webp;

use std::{fmt, path::Path};

use image::RgbImage;

pub use self::{
    encode::OutputFormat,
    error::{ACCEPTED, PictureError, SaveError},
    fit::fitted_size,
    format::{Format, ImageFormatGuess},
    limits::{Limits, MINIMUM_SIDE},
    print::PrintFormat,
    resize::resize_planes,
    save::write_atomically,
    size::Size,
};
use super::planes::Planes;

/// An upright picture of 8-bit sRGB, without transparency and without metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    rgb: RgbImage,
}

impl Picture {
    /// Decodes a JPEG, PNG, WebP, GIF (the first frame), BMP or TIFF (the first page).
    ///
    /// The picture is turned upright by its EXIF, converted to sRGB by its ICC profile and laid on
    /// white. A JPEG that is cut short is accepted as the rows it has if those are at least half of
    /// it.
    ///
    /// # Errors
    /// [`PictureError`] says what is wrong with the bytes; no bytes cause a panic or an allocation
    /// beyond the limits.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        decode::decode(bytes, limits).map(|rgb| Self { rgb })
    }

    /// A picture of `rgb`: rows from the top, red, green and blue of each pixel. `None` unless
    /// there are `width * height * 3` values.
    #[must_use]
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let expected = width as usize * height as usize * 3;
        (rgb.len() == expected)
            .then(|| RgbImage::from_raw(width, height, rgb))
            .flatten()
            .map(|rgb| Self { rgb })
    }

    /// A picture of three planes of 0 to 255; other values are clamped, fractions rounded.
    ///
    /// # Panics
    /// If there are not three planes.
    #[must_use]
    pub fn from_planes(planes: &Planes) -> Self {
        assert_eq!(planes.channels(), 3, "a picture has three planes");

        let [red, green, blue] = [0, 1, 2].map(|channel| planes.plane(channel));
        let level = |value: f32| (value + 0.5) as u8;
        let rgb = red
            .iter()
            .zip(green)
            .zip(blue)
            .flat_map(|((&r, &g), &b)| [level(r), level(g), level(b)])
            .collect();

        Self::from_rgb(planes.width() as u32, planes.height() as u32, rgb)
            .expect("planes are equally large")
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.rgb.width()
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.rgb.height()
    }

    /// Width and height.
    #[must_use]
    pub fn size(&self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// Red, green and blue of each pixel, rows from the top.
    #[must_use]
    pub fn as_rgb(&self) -> &[u8] {
        self.rgb.as_raw()
    }

    /// The picture scaled to `width` x `height`, as [`fitted_size`] gives them.
    ///
    /// # Panics
    /// If either is zero.
    #[must_use]
    pub fn resized(&self, width: u32, height: u32) -> Self {
        assert!(width > 0 && height > 0, "a picture has pixels");
        let rgb = resize::resize_rgb(self.as_rgb(), self.size(), Size::new(width, height));
        Self::from_rgb(width, height, rgb).expect("resizing gives the size asked for")
    }

    /// Three planes, red, green and blue, of 0 to 255.
    #[must_use]
    pub fn to_planes(&self) -> Planes {
        let width = self.width() as usize;
        let height = self.height() as usize;
        let rgb = self.as_rgb();

        Planes::from_fn(3, height, width, |channel, y, x| {
            f32::from(rgb[(y * width + x) * 3 + channel])
        })
    }

    /// The picture as a file of `format`, tagged as sRGB.
    ///
    /// # Errors
    /// [`SaveError::Encode`] if the picture is too large for the format.
    pub fn encode(&self, format: OutputFormat) -> Result<Vec<u8>, SaveError> {
        encode::encode(&self.rgb, format)
    }

    /// Writes the picture to `path`, in the format of its ending, whole or not at all.
    ///
    /// # Errors
    /// [`SaveError`]: the ending is unknown, the picture too large for the format, or the file
    /// cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), SaveError> {
        let format = OutputFormat::from_path(path)?;
        write_atomically(path, &self.encode(format)?)
    }
}

impl fmt::Debug for Picture {
    /// The size; nobody wants to read the pixels.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} x {})", self.width(), self.height())
    }
}
