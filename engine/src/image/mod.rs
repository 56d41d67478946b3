//! Pictures in and out: from untrusted bytes to upright sRGB, to planes for a network, and to a
//! file.
//!
//! [`Picture`] is the only entrance. This module owns formats, colours, sizes and limits; it knows
//! nothing of networks, chats or settings. No other module uses the crates for formats and colours.
//!
//! Decoding: `format` detects the format; `jpeg`, `png`, `tiff`, `heic` and `container` decode
//! samples; `webp` and `gif` check what their decoders do not; `partial` has the rule for files
//! that are cut short; `colour_space`, `colour`, `profile` and `sample` convert samples to sRGB on
//! white; `decode` runs all of it and turns the picture upright; `work` says beforehand what that
//! takes. Sizes: `size`, `fit`, `cover`, `resize`, `enlarge`. Encoding: `encode`,
//! `print`, `srgb`, `save`.

mod colour;
mod colour_space;
mod container;
mod cover;
mod decode;
mod encode;
mod enlarge;
mod error;
mod fit;
mod format;
mod gif;
mod heic;
#[cfg(test)]
mod inputs;
mod jpeg;
mod limits;
mod mix;
mod partial;
mod png;
mod print;
mod profile;
mod raw;
mod resize;
mod sample;
mod save;
mod size;
mod srgb;
mod tiff;
mod webp;
mod work;

use std::{fmt, path::Path};

use image::RgbImage;

pub use self::{
    encode::OutputFormat,
    error::{ACCEPTED, PictureError, SaveError},
    fit::fitted_size,
    format::{Format, ImageFormatGuess},
    limits::{Limits, MINIMUM_SIDE},
    print::PrintFormat,
    resize::{resize_planes, resize_planes_by_means},
    save::{ReservedSpace, reserve_space, write_atomically},
    size::Size,
    work::DecodingWork,
};
use super::planes::Planes;

/// Checks a WebP for what its decoder allocates by itself: sides of parts, and tables.
///
/// # Errors
/// As [`Picture::decode`], if it is cut short or beyond `pixels`.
pub(crate) fn check_webp(bytes: &[u8], pixels: u64) -> Result<(), PictureError> {
    let limits = Limits {
        pixels,
        ..Limits::default()
    };

    webp::check(bytes, &limits).map(|_| ())
}

/// An upright picture in 8-bit sRGB, without transparency or metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    rgb: RgbImage,
}

impl Picture {
    /// Decodes a JPEG, PNG, WebP, HEIC, GIF (the first frame), BMP or TIFF (the first page).
    ///
    /// The picture is turned upright by its EXIF orientation, converted to sRGB by its ICC profile
    /// or what else describes its colours, and flattened on white. Of a truncated file the available
    /// rows are used if they are at least half of it.
    ///
    /// # Errors
    /// [`PictureError`] says what is wrong with the bytes. No input causes a panic, or an
    /// allocation beyond the limits.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        decode::decode(bytes, limits).map(|rgb| Self { rgb })
    }

    /// What decoding takes, as the header of the file announces it. Nothing is unpacked for it.
    ///
    /// # Errors
    /// As [`Picture::decode`], as far as the header tells.
    pub fn decoding_work(bytes: &[u8], limits: &Limits) -> Result<DecodingWork, PictureError> {
        decode::work(bytes, limits)
    }

    /// A picture from interleaved RGB, rows from the top. `None` unless there are
    /// `width * height * 3` values.
    #[must_use]
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let expected = width as usize * height as usize * 3;
        (rgb.len() == expected)
            .then(|| RgbImage::from_raw(width, height, rgb))
            .flatten()
            .map(|rgb| Self { rgb })
    }

    /// A picture from three planes of 0 to 255. Values are clamped and rounded.
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

    /// Width in px.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.rgb.width()
    }

    /// Height in px.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.rgb.height()
    }

    /// Width and height.
    #[must_use]
    pub fn size(&self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// Interleaved RGB, rows from the top.
    #[must_use]
    pub fn as_rgb(&self) -> &[u8] {
        self.rgb.as_raw()
    }

    /// The picture resized to `width` x `height` px.
    ///
    /// # Panics
    /// If either is zero.
    #[must_use]
    pub fn resized(&self, width: u32, height: u32) -> Self {
        assert!(width > 0 && height > 0, "a picture has pixels");
        let rgb = resize::resize_rgb(self.as_rgb(), self.size(), Size::new(width, height));
        Self::from_rgb(width, height, rgb).expect("resizing gives the size asked for")
    }

    /// Three planes: red, green and blue, 0 to 255.
    #[must_use]
    pub fn to_planes(&self) -> Planes {
        let width = self.width() as usize;
        let height = self.height() as usize;
        let rgb = self.as_rgb();

        Planes::from_fn(3, height, width, |channel, y, x| {
            f32::from(rgb[(y * width + x) * 3 + channel])
        })
    }

    /// Encodes the picture as a file tagged as sRGB.
    ///
    /// # Errors
    /// [`SaveError::Encode`] if the picture is too large for the format.
    pub fn encode(&self, format: OutputFormat) -> Result<Vec<u8>, SaveError> {
        encode::encode(&self.rgb, format)
    }

    /// Writes the picture to `path` atomically, in the format of the file name's extension.
    ///
    /// # Errors
    /// If the extension is unknown, the picture is too large for the format, or the file cannot be
    /// written.
    pub fn save(&self, path: &Path) -> Result<(), SaveError> {
        let format = OutputFormat::from_path(path)?;
        write_atomically(path, &self.encode(format)?)
    }
}

impl fmt::Debug for Picture {
    /// Only the size.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} x {})", self.width(), self.height())
    }
}
