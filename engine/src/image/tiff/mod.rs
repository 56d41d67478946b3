//! Decodes the first page of a TIFF. `directory` reads its fields, the crate `tiff` its samples,
//! `jpeg` and `fax` two compressions that the crate does not read or not within limits. The crate
//! reads the samples of a palette and of Lab only as grey and RGB, so they are offered to it as
//! such.

mod directory;
mod fax;
mod jpeg;
mod lab;

use std::io::{self, Cursor};

use image::metadata::Orientation;
use tiff::{
    ColorType, TiffError,
    decoder::{Decoder, Limits as DecoderLimits},
    tags::Tag,
};

use super::{
    DecodingWork, Limits, PictureError,
    colour_space::ColourSpace,
    format::Format,
    raw::{Colour, Depth, Raw},
};

use self::directory::{Directory, tag};

/// What the samples are, before they are converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Photometric {
    WhiteIsZero,
    BlackIsZero,
    Rgb,
    Palette,
    Cmyk,
    YCbCr,
    CieLab,
    IccLab,
}

/// What an additional sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extra {
    /// Colours are already multiplied by it.
    AssociatedAlpha,
    Alpha,
}

/// Decodes the first page.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raw, PictureError> {
    let directory = Directory::first(bytes)?;
    let photometric = photometric(&directory)?;
    let width = directory.require(tag::WIDTH)?;
    let height = directory.require(tag::HEIGHT)?;

    let raw = match directory.value(tag::COMPRESSION).unwrap_or(NO_COMPRESSION) {
        NO_COMPRESSION | 4 | 5 | 8 | 32773 | 32946 => {
            decode_samples(bytes, &directory, photometric, limits)
        }
        FAX3 => fax::decode(
            bytes,
            &directory,
            photometric == Photometric::WhiteIsZero,
            limits,
        ),
        JPEG => jpeg::decode(bytes, &directory, photometric, limits),
        code => Err(unsupported(compression_name(code))),
    }?;

    if (raw.width, raw.height) != (width, height) {
        return Err(broken("another size than announced"));
    }
    Ok(raw)
}

/// What decoding takes, by the fields of the first directory.
pub(super) fn work(bytes: &[u8], limits: &Limits) -> Result<DecodingWork, PictureError> {
    let directory = Directory::first(bytes)?;
    photometric(&directory)?;
    let width = directory.require(tag::WIDTH)?;
    let height = directory.require(tag::HEIGHT)?;

    // The samples of the file and ours. Whether those are more than the limits allow is found
    // before they are decoded.
    let samples = u64::from(directory.value(tag::SAMPLES).unwrap_or(1));
    let depth = u64::from(directory.value(tag::BITS).unwrap_or(1)).div_ceil(8);
    let memory = samples.saturating_mul(depth).saturating_mul(2).clamp(4, 64);
    limits.check_size(width, height, 1)?;

    Ok(DecodingWork::new(width, height, memory))
}

const NO_COMPRESSION: u32 = 1;
const FAX3: u32 = 3;
const JPEG: u32 = 7;

fn compression_name(code: u32) -> &'static str {
    match code {
        2 => "fax compression without line ends",
        6 => "the old JPEG compression",
        34712 => "JPEG 2000 compression",
        34925 => "LZMA compression",
        50000 => "Zstandard compression",
        50001 => "WebP compression",
        52546 => "JPEG XL compression",
        _ => "its compression",
    }
}

fn photometric(directory: &Directory) -> Result<Photometric, PictureError> {
    Ok(match directory.require(tag::PHOTOMETRIC)? {
        0 => Photometric::WhiteIsZero,
        1 => Photometric::BlackIsZero,
        2 => Photometric::Rgb,
        3 => Photometric::Palette,
        5 => Photometric::Cmyk,
        6 => Photometric::YCbCr,
        8 => Photometric::CieLab,
        9 => Photometric::IccLab,
        4 => return Err(unsupported("a mask")),
        10 => return Err(unsupported("ITU Lab colours")),
        32803 | 34892 => {
            return Err(PictureError::OtherFormat {
                found: super::format::ImageFormatGuess::CameraRaw,
            });
        }
        32844 | 32845 => return Err(unsupported("LogLuv colours")),
        _ => return Err(unsupported("its colours")),
    })
}

/// Decodes with the crate `tiff`.
fn decode_samples(
    bytes: &[u8],
    directory: &Directory,
    photometric: Photometric,
    limits: &Limits,
) -> Result<Raw, PictureError> {
    let stand_in = match photometric {
        Photometric::Palette => Some(1),
        Photometric::CieLab | Photometric::IccLab => Some(2),
        _ => None,
    };
    let rewritten = stand_in.map(|code| directory.rewritten(bytes, tag::PHOTOMETRIC, code));
    let file = rewritten.as_deref().unwrap_or(bytes);

    let mut allowed = DecoderLimits::default();
    allowed.decoding_buffer_size = limits.memory() as usize;
    allowed.intermediate_buffer_size = limits.memory() as usize;
    let mut decoder = Decoder::new(Cursor::new(file))
        .map_err(refusal)?
        .with_limits(allowed);
    let kind = decoder.colortype().map_err(refusal)?;
    let layout = SampleLayout::new(directory, photometric, kind)?;
    let (width, height) = decoder.dimensions().map_err(refusal)?;
    limits.check_size(width, height, layout.memory_per_pixel())?;

    // An unreadable profile or orientation is no reason to refuse the picture. The decoder would
    // need 32 bytes for each byte of a profile.
    let icc = directory.bytes(file, tag::ICC_PROFILE);
    let orientation = directory
        .value(tag::ORIENTATION)
        .and_then(|code| Orientation::from_exif(code as u8));
    let palette = match photometric {
        Photometric::Palette => Some(decoder.get_tag_u16_vec(Tag::ColorMap).map_err(refusal)?),
        _ => None,
    };

    let lab_white = match photometric {
        Photometric::CieLab => lab_white(file, directory),
        _ => lab::White::D50,
    };

    let size = decoder.image_buffer_layout().map_err(refusal)?;
    let mut samples = vec![0; size.complete_len];
    decoder.read_image_bytes(&mut samples).map_err(refusal)?;

    let planes = Planes { width, height };
    let raw = Raw {
        width,
        height,
        colour: layout.colour(),
        depth: layout.depth(),
        samples: planes.samples(samples, &layout, palette.as_deref(), lab_white)?,
        space: icc.map_or(ColourSpace::Srgb, ColourSpace::icc),
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
    };

    Ok(match photometric {
        // Lab is absolute: a profile has nothing to add.
        Photometric::CieLab | Photometric::IccLab => Raw {
            space: ColourSpace::Srgb,
            ..raw
        },
        _ => raw,
    })
}

/// The white that Lab is relative to: D50 unless the file says D65.
fn lab_white(file: &[u8], directory: &Directory) -> lab::White {
    match directory.fraction(file, tag::WHITE_POINT) {
        Some(x) if (x - lab::D65_X).abs() < 0.005 => lab::White::D65,
        _ => lab::White::D50,
    }
}

/// How the decoded bytes hold the samples.
struct SampleLayout {
    photometric: Photometric,
    extra: Option<Extra>,
    /// Samples of a pixel, with those that do not count.
    samples: usize,
    bits: u8,
    is_planar: bool,
}

impl SampleLayout {
    fn new(
        directory: &Directory,
        photometric: Photometric,
        kind: ColorType,
    ) -> Result<Self, PictureError> {
        let format = directory.value(tag::SAMPLE_FORMAT).unwrap_or(UNSIGNED);
        let extra = match directory.value(tag::EXTRA_SAMPLES) {
            Some(1) => Some(Extra::AssociatedAlpha),
            Some(2) => Some(Extra::Alpha),
            // More than one; the first may be alpha, and RGBA says whether it is.
            _ if matches!(kind, ColorType::RGBA(_)) => Some(Extra::Alpha),
            _ => None,
        };
        let layout = Self {
            photometric,
            extra,
            samples: usize::from(kind.num_samples()),
            bits: kind.bit_depth(),
            is_planar: directory.value(tag::PLANAR) == Some(2),
        };

        let colours = match photometric {
            Photometric::WhiteIsZero | Photometric::BlackIsZero => "grey",
            Photometric::Rgb => "RGB",
            Photometric::Palette => "a palette",
            Photometric::Cmyk => "CMYK",
            Photometric::YCbCr => "YCbCr",
            Photometric::CieLab | Photometric::IccLab => "Lab",
        };
        let is_known = match (photometric, layout.bits, format) {
            (Photometric::WhiteIsZero | Photometric::BlackIsZero, 1 | 2 | 4, UNSIGNED)
            | (Photometric::Palette, 1 | 2 | 4 | 8, UNSIGNED) => layout.samples == 1,
            (
                Photometric::WhiteIsZero
                | Photometric::BlackIsZero
                | Photometric::Rgb
                | Photometric::Cmyk,
                8 | 16,
                UNSIGNED,
            )
            | (Photometric::YCbCr | Photometric::CieLab | Photometric::IccLab, 8, UNSIGNED)
            | (Photometric::Rgb | Photometric::BlackIsZero, 32, FLOAT) => true,
            _ => false,
        };

        let needed = match photometric {
            Photometric::WhiteIsZero | Photometric::BlackIsZero | Photometric::Palette => 1,
            Photometric::Cmyk => 4,
            _ => 3,
        };
        if is_known && layout.samples >= needed {
            Ok(layout)
        } else {
            let bits = layout.bits;
            Err(unsupported(&format!("{colours} of {bits} bits")))
        }
    }

    fn colour(&self) -> Colour {
        match (self.photometric, self.extra) {
            (Photometric::WhiteIsZero | Photometric::BlackIsZero, Some(_)) if self.samples > 1 => {
                Colour::GreyAlpha
            }
            (Photometric::WhiteIsZero | Photometric::BlackIsZero, _) => Colour::Grey,
            (Photometric::Rgb, Some(_)) if self.samples > 3 => Colour::Rgba,
            (Photometric::Cmyk, _) => Colour::Cmyk,
            _ => Colour::Rgb,
        }
    }

    fn depth(&self) -> Depth {
        match self.bits {
            16 => Depth::Sixteen,
            32 => Depth::Float,
            _ => Depth::Eight,
        }
    }

    /// Bytes of a pixel in the file's form and in ours.
    fn memory_per_pixel(&self) -> u64 {
        let own = self.samples * usize::from(self.bits).div_ceil(8);
        let converted = self.colour().channels() * self.depth().bytes();
        (own + converted) as u64
    }
}

const UNSIGNED: u32 = 1;
const FLOAT: u32 = 3;

/// The size of a picture whose samples are to be put in order.
struct Planes {
    width: u32,
    height: u32,
}

impl Planes {
    /// The samples as [`Raw`] has them.
    fn samples(
        &self,
        bytes: Vec<u8>,
        layout: &SampleLayout,
        palette: Option<&[u16]>,
        white: lab::White,
    ) -> Result<Vec<u8>, PictureError> {
        if layout.bits < 8 || palette.is_some() {
            return self.unpacked(&bytes, layout.bits, palette);
        }

        let depth = layout.depth().bytes();
        let channels = layout.colour().channels();
        let pixels = self.width as usize * self.height as usize;
        let mut samples = if layout.is_planar && layout.samples > 1 {
            interleaved(&bytes, pixels, channels, depth)?
        } else if layout.samples > channels {
            without_others(&bytes, layout.samples, channels, depth)
        } else {
            bytes
        };

        match layout.photometric {
            // The file has 0 for no ink, Adobe's JPEGs, and so we, for full ink.
            Photometric::Cmyk => samples.iter_mut().for_each(|byte| *byte = !*byte),
            Photometric::YCbCr => samples.chunks_exact_mut(3).for_each(ycbcr_to_rgb),
            Photometric::CieLab => lab::to_srgb(&mut samples, lab::Signs::Signed, white),
            Photometric::IccLab => lab::to_srgb(&mut samples, lab::Signs::Offset, white),
            _ if layout.extra == Some(Extra::AssociatedAlpha) && layout.colour().has_alpha() => {
                divide_by_alpha(&mut samples, channels, layout.depth());
            }
            _ => {}
        }

        Ok(samples)
    }

    /// Samples of a few bits, as grey or as the colours of a palette.
    fn unpacked(
        &self,
        bytes: &[u8],
        bits: u8,
        palette: Option<&[u16]>,
    ) -> Result<Vec<u8>, PictureError> {
        let width = self.width as usize;
        let bits = usize::from(bits);
        let most = (1usize << bits) - 1;
        let stride = (width * bits).div_ceil(8);
        let indices = bytes.chunks_exact(stride).flat_map(|row| {
            (0..width).map(move |x| {
                let shift = 8 - bits - x * bits % 8;
                usize::from(row[x * bits / 8]) >> shift & most
            })
        });

        let Some(palette) = palette else {
            return Ok(indices.map(|index| (index * 255 / most) as u8).collect());
        };

        // All reds, all greens, all blues.
        let size = most + 1;
        if palette.len() < 3 * size {
            return Err(broken("a short palette"));
        }
        // Some programs write palettes of 8 bits.
        let shift = if palette.iter().all(|&level| level < 256) {
            0
        } else {
            8
        };
        Ok(indices
            .flat_map(|index| [0, 1, 2].map(|plane| (palette[plane * size + index] >> shift) as u8))
            .collect())
    }
}

/// Planes one after the other, as pixels.
fn interleaved(
    bytes: &[u8],
    pixels: usize,
    channels: usize,
    depth: usize,
) -> Result<Vec<u8>, PictureError> {
    if bytes.len() < pixels * channels * depth {
        return Err(broken("too few planes"));
    }

    let mut samples = Vec::with_capacity(pixels * channels * depth);
    for pixel in 0..pixels {
        for channel in 0..channels {
            samples.extend_from_slice(&bytes[(channel * pixels + pixel) * depth..][..depth]);
        }
    }
    Ok(samples)
}

/// Pixels without the samples beyond their colours and alpha.
fn without_others(bytes: &[u8], samples: usize, channels: usize, depth: usize) -> Vec<u8> {
    bytes
        .chunks_exact(samples * depth)
        .flat_map(|pixel| &pixel[..channels * depth])
        .copied()
        .collect()
}

fn ycbcr_to_rgb(pixel: &mut [u8]) {
    let y = f32::from(pixel[0]);
    let cb = f32::from(pixel[1]) - 128.0;
    let cr = f32::from(pixel[2]) - 128.0;

    pixel[0] = (y + 1.402 * cr + 0.5) as u8;
    pixel[1] = (y - 0.344_136 * cb - 0.714_136 * cr + 0.5) as u8;
    pixel[2] = (y + 1.772 * cb + 0.5) as u8;
}

/// Undoes the multiplication of colours by their alpha, the last channel.
fn divide_by_alpha(samples: &mut [u8], channels: usize, depth: Depth) {
    let pixels = samples.chunks_exact_mut(channels * depth.bytes());
    match depth {
        Depth::Eight => pixels.for_each(|pixel| {
            let alpha = u32::from(pixel[channels - 1]);
            for colour in &mut pixel[..channels - 1] {
                *colour = divided(u32::from(*colour), alpha, 255) as u8;
            }
        }),
        Depth::Sixteen => pixels.for_each(|pixel| {
            let samples = pixel.as_chunks_mut().0;
            let alpha = u32::from(u16::from_ne_bytes(samples[channels - 1]));
            for colour in &mut samples[..channels - 1] {
                let level = divided(u32::from(u16::from_ne_bytes(*colour)), alpha, 65535);
                *colour = (level as u16).to_ne_bytes();
            }
        }),
        Depth::Float => pixels.for_each(|pixel| {
            let samples = pixel.as_chunks_mut().0;
            let alpha = f32::from_ne_bytes(samples[channels - 1]);
            if alpha > 0.0 {
                for colour in &mut samples[..channels - 1] {
                    *colour = (f32::from_ne_bytes(*colour) / alpha).to_ne_bytes();
                }
            }
        }),
    }
}

fn divided(level: u32, alpha: u32, most: u32) -> u32 {
    // Where nothing is seen, any colour will do.
    (level * most + alpha / 2)
        .checked_div(alpha)
        .map_or(most, |level| level.min(most))
}

fn unsupported(feature: &str) -> PictureError {
    PictureError::Unsupported {
        format: Format::Tiff,
        feature: feature.to_owned(),
    }
}

fn broken(source: &str) -> PictureError {
    PictureError::Broken {
        format: Format::Tiff,
        source: source.into(),
    }
}

fn cut_short() -> PictureError {
    PictureError::CutShort {
        format: Format::Tiff,
    }
}

fn refusal(error: TiffError) -> PictureError {
    match error {
        TiffError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => cut_short(),
        TiffError::UnsupportedError(feature) => unsupported(&feature.to_string()),
        error => PictureError::Broken {
            format: Format::Tiff,
            source: error.into(),
        },
    }
}
