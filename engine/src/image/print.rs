//! Encodes pictures for a print shop: lossless, with an sRGB profile and the resolution.

use std::{
    borrow::Cow,
    io::{Cursor, Seek, Write},
    path::Path,
};

use tiff::{
    encoder::{
        Rational, TiffEncoder, TiffValue,
        compression::{CompressionAlgorithm, Lzw},
    },
    tags::{
        CompressionMethod, PhotometricInterpretation, PlanarConfiguration, Predictor,
        ResolutionUnit, Tag, Type,
    },
};

use super::{Picture, SaveError, srgb::srgb_profile};

/// A format that print shops accept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintFormat {
    /// With LZW compression, which is part of TIFF 6.0 and on the lists of print shops. Deflate is
    /// neither, though its files are a seventh smaller.
    #[default]
    Tiff,
    /// Can be viewed in browsers as well.
    Png,
}

impl PrintFormat {
    /// The format for the extension of a file name, in upper or lower case.
    ///
    /// # Errors
    /// [`SaveError::UnknownPrintEnding`] unless it is `.tif`, `.tiff` or `.png`.
    pub fn from_path(path: &Path) -> Result<Self, SaveError> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();

        match ending.to_ascii_lowercase().as_str() {
            "tif" | "tiff" => Ok(Self::Tiff),
            "png" => Ok(Self::Png),
            _ => Err(SaveError::UnknownPrintEnding {
                path: path.to_owned(),
            }),
        }
    }

    /// The usual file name extension, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Tiff => "tif",
            Self::Png => "png",
        }
    }

    /// The content type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Tiff => "image/tiff",
            Self::Png => "image/png",
        }
    }
}

impl Picture {
    /// Encodes the picture for printing at `dpi` pixels per inch.
    ///
    /// # Errors
    /// [`SaveError::Encode`] if the picture is too large for the format.
    pub fn encode_for_print(&self, format: PrintFormat, dpi: u32) -> Result<Vec<u8>, SaveError> {
        let mut file = Cursor::new(Vec::new());
        self.write_for_print(format, dpi, &mut file)?;

        Ok(file.into_inner())
    }

    /// As [`Picture::encode_for_print`], written as it is encoded.
    ///
    /// # Errors
    /// [`SaveError::Encode`] also if it cannot be written.
    pub fn write_for_print(
        &self,
        format: PrintFormat,
        dpi: u32,
        file: &mut (impl Write + Seek),
    ) -> Result<(), SaveError> {
        match format {
            PrintFormat::Tiff => tiff(self, dpi, file).map_err(SaveError::Encode),
            PrintFormat::Png => png(self, dpi, file).map_err(SaveError::Encode),
        }
    }
}

/// Bytes of a strip before compression: large enough to compress well, small enough for a program
/// that reads strip by strip.
const STRIP_LENGTH: usize = 256 * 1024;

/// The tags are written one by one, because the library's encoder of pictures lets them follow the
/// last strip at an odd offset, which TIFF 6.0 forbids.
fn tiff(
    picture: &Picture,
    dpi: u32,
    file: &mut (impl Write + Seek),
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut encoder = TiffEncoder::new(file)?;
    let mut page = encoder.image_directory()?;

    let row_length = 3 * picture.width() as usize;
    let rows = (STRIP_LENGTH / row_length).clamp(1, picture.height() as usize);
    let mut offsets = Vec::new();
    let mut lengths = Vec::new();
    for strip in picture.as_rgb().chunks(rows * row_length) {
        let mut packed = packed(strip, row_length)?;
        lengths.push(u32::try_from(packed.len())?);

        packed.resize(packed.len().next_multiple_of(2), 0);
        let offset = page.write_data(packed.as_slice())?;
        offsets.push(u32::try_from(offset)?);
    }

    let resolution = || Rational { n: dpi, d: 1 };
    page.write_tag(Tag::ImageWidth, picture.width())?;
    page.write_tag(Tag::ImageLength, picture.height())?;
    page.write_tag(Tag::BitsPerSample, [8_u16; 3])?;
    page.write_tag(Tag::Compression, CompressionMethod::LZW)?;
    page.write_tag(
        Tag::PhotometricInterpretation,
        PhotometricInterpretation::RGB,
    )?;
    page.write_tag(Tag::StripOffsets, offsets.as_slice())?;
    page.write_tag(Tag::SamplesPerPixel, 3_u16)?;
    page.write_tag(Tag::RowsPerStrip, rows as u32)?;
    page.write_tag(Tag::StripByteCounts, lengths.as_slice())?;
    page.write_tag(Tag::XResolution, resolution())?;
    page.write_tag(Tag::YResolution, resolution())?;
    page.write_tag(Tag::PlanarConfiguration, PlanarConfiguration::Chunky)?;
    page.write_tag(Tag::ResolutionUnit, ResolutionUnit::Inch)?;
    page.write_tag(Tag::Predictor, Predictor::Horizontal)?;
    page.write_tag(Tag::IccProfile, Opaque(srgb_profile()))?;
    page.finish()?;

    Ok(())
}

/// A strip as differences between neighbours in a row, compressed by LZW.
fn packed(strip: &[u8], row_length: usize) -> std::io::Result<Vec<u8>> {
    let mut differences = Vec::with_capacity(strip.len());
    for row in strip.chunks_exact(row_length) {
        let neighbours = row.windows(4);
        differences.extend(&row[..3]);
        differences.extend(neighbours.map(|pixels| pixels[3].wrapping_sub(pixels[0])));
    }

    let mut packed = Vec::new();
    Lzw.write_to(&mut packed, &differences)?;
    Ok(packed)
}

/// Bytes that mean nothing to a TIFF, such as a profile (ICC.1, annex B).
struct Opaque(Vec<u8>);

impl TiffValue for Opaque {
    const BYTE_LEN: u8 = 1;
    const FIELD_TYPE: Type = Type::UNDEFINED;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.0)
    }
}

fn png(
    picture: &Picture,
    dpi: u32,
    file: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut info = png::Info::with_size(picture.width(), picture.height());
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    info.icc_profile = Some(srgb_profile().into());

    let mut encoder = png::Encoder::with_info(file, info)?;

    // PNG stores pixels per metre; 150 dpi becomes 149.99.
    let per_metre = (dpi * 10_000 + 127) / 254;
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit,
    }));

    encoder.set_filter(png::Filter::Adaptive);
    encoder.write_header()?.write_image_data(picture.as_rgb())?;

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Limits;

    fn picture() -> Picture {
        let rgb = (0..60 * 40)
            .flat_map(|at| [(at % 60 * 4) as u8, (at / 60 * 6) as u8, 90])
            .collect();
        Picture::from_rgb(60, 40, rgb).unwrap()
    }

    #[test]
    fn nothing_is_lost_in_either_format() {
        for format in [PrintFormat::Tiff, PrintFormat::Png] {
            let file = picture().encode_for_print(format, 150).unwrap();
            let read = Picture::decode(&file, &Limits::default()).unwrap();
            let furthest = read
                .as_rgb()
                .iter()
                .zip(picture().as_rgb())
                .map(|(a, b)| a.abs_diff(*b))
                .max();

            assert!(furthest <= Some(1), "{format:?}: {furthest:?}");
        }
    }

    #[test]
    fn a_tiff_says_its_resolution_and_its_colours() {
        let file = picture().encode_for_print(PrintFormat::Tiff, 150).unwrap();
        let mut decoder = tiff::decoder::Decoder::new(Cursor::new(file)).unwrap();
        assert_eq!(decoder.dimensions().unwrap(), (60, 40));
        assert_eq!(decoder.get_tag_u32(Tag::ResolutionUnit).unwrap(), 2);

        let resolution = decoder.get_tag(Tag::XResolution).unwrap();
        assert!(format!("{resolution:?}").contains("150"), "{resolution:?}");

        let profile = decoder.get_tag_u8_vec(Tag::IccProfile).unwrap();
        assert_eq!(profile, srgb_profile());
    }

    #[test]
    fn everything_in_a_tiff_begins_at_an_even_offset() {
        for width in 1..=24 {
            let rgb: Vec<u8> = (0..width * 7 * 3).map(|at| (at * at % 251) as u8).collect();
            let picture = Picture::from_rgb(width, 7, rgb).unwrap();
            let file = picture.encode_for_print(PrintFormat::Tiff, 150).unwrap();
            assert!(file.starts_with(b"II*\0"), "little-endian");

            let short = |at: usize| u16::from_le_bytes([file[at], file[at + 1]]);
            let long = |at: usize| u32::from_le_bytes(*file[at..].first_chunk().unwrap());
            let directory = long(4) as usize;
            assert_eq!(directory % 2, 0);

            for i in 0..usize::from(short(directory)) {
                let entry = directory + 2 + 12 * i;
                let size = match short(entry + 2) {
                    1 | 7 => 1,
                    3 => 2,
                    4 => 4,
                    5 => 8,
                    other => panic!("type {other}"),
                };

                let is_inside = long(entry + 4) * size <= 4;
                let offset = long(entry + 8);
                assert!(is_inside || offset % 2 == 0, "tag {}", short(entry));
            }
        }
    }

    #[test]
    fn a_tiff_of_many_strips_is_the_same_picture() {
        let rgb = (0..700 * 500 * 3)
            .map(|at: u32| (at * 7 % 256) as u8)
            .collect();
        let picture = Picture::from_rgb(700, 500, rgb).unwrap();
        let file = picture.encode_for_print(PrintFormat::Tiff, 300).unwrap();

        let mut decoder = tiff::decoder::Decoder::new(Cursor::new(&file)).unwrap();
        assert_eq!(decoder.strip_count().unwrap(), 5);
        let tiff::decoder::DecodingResult::U8(read) = decoder.read_image().unwrap() else {
            panic!("not of bytes");
        };
        assert!(read == picture.as_rgb());
    }

    #[test]
    fn a_png_says_its_resolution_and_its_colours() {
        let file = picture().encode_for_print(PrintFormat::Png, 150).unwrap();
        let reader = png::Decoder::new(Cursor::new(file)).read_info().unwrap();
        let info = reader.info();
        let dims = info.pixel_dims.unwrap();
        assert_eq!(
            (dims.xppu, dims.yppu, dims.unit),
            (5906, 5906, png::Unit::Meter)
        );

        assert_eq!(info.icc_profile.as_deref(), Some(srgb_profile().as_slice()));
    }

    #[test]
    fn the_ending_chooses_the_format() {
        assert_eq!(
            PrintFormat::from_path(Path::new("a/b.TIF")).unwrap(),
            PrintFormat::Tiff
        );

        assert_eq!(
            PrintFormat::from_path(Path::new("b.png")).unwrap(),
            PrintFormat::Png
        );

        assert!(
            PrintFormat::from_path(Path::new("b.jpg"))
                .unwrap_err()
                .to_string()
                .contains(".tif")
        );
    }
}
