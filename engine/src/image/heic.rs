//! Decodes HEIC, the photos of iPhones, with the crate `heifer`.

use std::collections::HashSet;

use heifer::{
    Error, Options,
    heifer_hevc_dec::{
        nal::{NalUnit, split_annex_b},
        params::ParameterSets,
    },
    heifer_isobmff::{
        self as container, HeifFile, ItemId,
        boxes::{ColorInfo, Property},
    },
};
use image::metadata::Orientation;

use super::{
    DecodingWork, Limits, PictureError,
    colour_space::{CodePoints, ColourSpace},
    format::{Format, ImageFormatGuess},
    raw::{Colour, Depth, Raw},
};

/// Bytes per pixel of a picture of tiles: its samples twice, for the rotation, and a tile.
const TILED_MEMORY: u64 = 10;
/// Bytes per pixel of a picture in one piece: also its planes, twice, of two bytes each.
const SINGLE_MEMORY: u64 = 16;

/// More tiles than the largest phone picture has (200 megapixels of 512 x 512).
const MOST_TILES: usize = 1024;

/// How often the pixels and the bytes of a file may be gone through: for the picture, its alpha,
/// and what is padded. Tiles of a hostile file may all be the same large stream.
const MOST_PASSES: u64 = 3;

/// Decodes the primary picture of the file. It is already upright: the container says how to turn
/// it, and its EXIF orientation does not count.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raw, PictureError> {
    let file = HeifFile::parse(bytes).map_err(|error| refusal(error.into()))?;
    checked_work(&file, bytes, limits)?;

    let options = Options {
        max_threads: 1,
        max_pixels: limits.pixels,
    };
    let picture = heifer::decode_rgba8(bytes, &options).map_err(refusal)?;

    Ok(Raw {
        width: picture.width,
        height: picture.height,
        colour: Colour::Rgba,
        depth: Depth::Eight,
        samples: picture.data,
        space: colour_space(&file),
        orientation: Orientation::NoTransforms,
    })
}

/// What decoding takes, by the headers of the file and of its streams.
pub(super) fn work(bytes: &[u8], limits: &Limits) -> Result<DecodingWork, PictureError> {
    let file = HeifFile::parse(bytes).map_err(|error| refusal(error.into()))?;
    checked_work(&file, bytes, limits)
}

/// The work, if it is no more than the size of the picture needs.
fn checked_work(
    file: &HeifFile,
    bytes: &[u8],
    limits: &Limits,
) -> Result<DecodingWork, PictureError> {
    let read = |error: container::Error| refusal(error.into());
    let primary = file.primary_id;
    let is_tiled = kind(file, primary)? == *b"grid";
    let (width, height) = if is_tiled {
        let grid = file.grid(primary).map_err(read)?;
        (grid.output_width, grid.output_height)
    } else {
        let size = file.image_size(primary).map_err(read)?;
        size.ok_or_else(|| broken("no size"))?
    };
    let memory = if is_tiled {
        TILED_MEMORY
    } else {
        SINGLE_MEMORY
    };
    limits.check_size(width, height, memory)?;

    let mut pixels = 0;
    let mut length = 0;
    for item in coded_items(file)? {
        let stream = file.hevc_bitstream(item).map_err(read)?;
        length += stream.len() as u64;
        pixels += coded_pixels(&stream)?;
        if pixels > MOST_PASSES * limits.pixels || length > MOST_PASSES * bytes.len() as u64 {
            return Err(broken("its parts are larger than the whole"));
        }
    }

    let work = DecodingWork::new(width, height, memory);
    Ok(DecodingWork {
        pixels: work.pixels.max(pixels),
        ..work
    })
}

/// Every stream that is decoded for the primary picture and its alpha.
fn coded_items(file: &HeifFile) -> Result<Vec<ItemId>, PictureError> {
    let mut pictures = file.referencing_items(file.primary_id, b"auxl");
    pictures.retain(|&picture| is_alpha(file, picture));
    pictures.push(file.primary_id);

    let mut items = Vec::new();
    for picture in pictures {
        match &kind(file, picture)? {
            b"hvc1" => items.push(picture),
            b"grid" => items.extend_from_slice(file.referenced_items(picture, b"dimg")),
            b"av01" => {
                return Err(PictureError::OtherFormat {
                    found: ImageFormatGuess::Avif,
                });
            }
            other => {
                return Err(unsupported(&format!(
                    "{:?}",
                    other.escape_ascii().to_string()
                )));
            }
        }
        if items.len() > MOST_TILES {
            return Err(unsupported("more than 1024 tiles"));
        }
    }

    let distinct: HashSet<ItemId> = items.iter().copied().collect();
    for &item in &distinct {
        let has_alpha =
            item != file.primary_id && !file.referencing_items(item, b"auxl").is_empty();
        if kind(file, item)? != *b"hvc1" || has_alpha {
            return Err(unsupported("nested pictures"));
        }
    }

    Ok(items)
}

/// Whether an auxiliary picture is transparency, not a depth map or the like.
fn is_alpha(file: &HeifFile, item: ItemId) -> bool {
    let is_alpha = |property: &Property| {
        matches!(property, Property::AuxiliaryType(name)
            if name.ends_with(":alpha") || name == "urn:mpeg:hevc:2015:auxid:1")
    };
    file.item_properties(item)
        .is_ok_and(|mut properties| properties.any(is_alpha))
}

fn kind(file: &HeifFile, item: ItemId) -> Result<[u8; 4], PictureError> {
    let item = file.item(item).map_err(|error| refusal(error.into()))?;
    Ok(item.item_type.0)
}

/// The pixels of the largest picture that a stream announces.
fn coded_pixels(stream: &[u8]) -> Result<u64, PictureError> {
    let mut sets = ParameterSets::default();
    let mut most = 0;
    for unit in split_annex_b(stream) {
        let unit = NalUnit::parse(unit).map_err(|error| refusal(error.into()))?;
        sets.add(&unit).map_err(|error| refusal(error.into()))?;
        let sizes = sets.sps.iter().flatten().map(|set| {
            u64::from(set.pic_width_in_luma_samples) * u64::from(set.pic_height_in_luma_samples)
        });
        most = sizes.fold(most, u64::max);
    }
    Ok(most)
}

/// What the picture says of its colours, or else its first tile.
fn colour_space(file: &HeifFile) -> ColourSpace {
    let primary = file.primary_id;
    let first_tile = file.referenced_items(primary, b"dimg").first().copied();
    [Some(primary), first_tile]
        .into_iter()
        .flatten()
        .find_map(|item| match file.icc_profile(item) {
            Ok(Some(icc)) => Some(ColourSpace::icc(icc)),
            _ => code_points(file, item).map(ColourSpace::CodePoints),
        })
        .unwrap_or_default()
}

fn code_points(file: &HeifFile, item: ItemId) -> Option<CodePoints> {
    file.item_properties(item).ok()?.find_map(|property| {
        let Property::Color(ColorInfo::Nclx {
            primaries,
            transfer,
            ..
        }) = property
        else {
            return None;
        };
        let transfer = u8::try_from(*transfer).ok()?;

        Some(CodePoints {
            primaries: u8::try_from(*primaries).ok()?,
            // Phones write the curve of television and mean that of sRGB.
            transfer: if TELEVISION.contains(&transfer) {
                SRGB
            } else {
                transfer
            },
            // The range is that of the coded planes; the decoder has already expanded it.
            full_range: true,
        })
    })
}

/// Transfer characteristics of ITU-T H.273.
const TELEVISION: [u8; 4] = [1, 6, 14, 15];
const SRGB: u8 = 13;

fn unsupported(feature: &str) -> PictureError {
    PictureError::Unsupported {
        format: Format::Heic,
        feature: feature.to_owned(),
    }
}

fn broken(source: &str) -> PictureError {
    PictureError::Broken {
        format: Format::Heic,
        source: source.into(),
    }
}

fn refusal(error: Error) -> PictureError {
    match error {
        Error::Container(container::Error::UnexpectedEof) => PictureError::CutShort {
            format: Format::Heic,
        },
        Error::Unsupported(feature) => unsupported(&feature),
        error => PictureError::Broken {
            format: Format::Heic,
            source: error.into(),
        },
    }
}
