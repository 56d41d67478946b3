//! Is a photo black and white, or toned like an old one?

use super::lab::{Lab, Tint};
use crate::image::Picture;

/// Longest side at which a photo is judged, in px: colour noise of scans and of JPEG averages out.
const SIDE: u32 = 64;
/// Lightnesses are divided into as many parts with the same number of pixels.
const PARTS: usize = 32;
/// Up to this chroma a tone is none; a scanner's or a lamp's.
const NEUTRAL: f32 = 3.0;
/// A toned print is not more colourful than this …
const MOST_TONED: f32 = 36.0;
/// … and brown to yellow: its hues in degrees. Fog, snow and night have the others.
const TONED_HUES: std::ops::RangeInclusive<f32> = 25.0..=115.0;
/// The border, as a share of the side: a stamp, a coloured frame or a finger may be there.
const BORDER: f32 = 0.16;
/// Nine tenths of the pixels away from the border, and eight of all, are at most so far from the
/// colour of their lightness …
const MOST_STRAY: f32 = 2.6;
/// … and no more than this share of those away from the border …
const COLOURFUL_SHARE: f32 = 0.03;
/// … is this far.
const COLOURFUL: f32 = 8.0;

/// Whether a photo has no colours of its own: it is grey, or toned in one colour, as sepia is.
///
/// It is one if its colours follow from its lightness alone: the pixels of each lightness lie at one
/// place of a*b*. A photo with few colours (fog, snow, night, one kind of flower) has more of them
/// at the same lightness.
#[must_use]
pub fn is_grey(photo: &Picture) -> bool {
    let pixels = pixels(photo);
    let inner: Vec<Lab> = pixels
        .iter()
        .filter(|pixel| pixel.is_inner)
        .map(|pixel| pixel.colour)
        .collect();
    let tones = Tones::new(&inner);
    if !tones.are_those_of_a_print() {
        return false;
    }

    let strays = |colours: &[Lab]| -> Vec<f32> {
        colours.iter().map(|colour| tones.stray(colour)).collect()
    };
    let all: Vec<Lab> = pixels.iter().map(|pixel| pixel.colour).collect();
    let inner = strays(&inner);
    let colourful = inner.iter().filter(|&&stray| stray > COLOURFUL).count();

    colourful as f32 <= COLOURFUL_SHARE * inner.len() as f32
        && quantile(inner, 0.9) <= MOST_STRAY
        && quantile(strays(&all), 0.8) <= MOST_STRAY
}

/// A pixel of the small copy.
#[derive(Clone, Copy)]
struct Pixel {
    colour: Lab,
    /// Whether it is away from the border.
    is_inner: bool,
}

fn pixels(photo: &Picture) -> Vec<Pixel> {
    let longest = photo.width().max(photo.height());
    let side = |side: u32| {
        let fitted = u64::from(side) * u64::from(SIDE.min(longest)) / u64::from(longest);
        (fitted as u32).max(1)
    };
    let small = photo.resized(side(photo.width()), side(photo.height()));
    let width = small.width() as usize;
    let height = small.height() as usize;

    let is_inner = |place: usize, side: usize| {
        let share = (place as f32 + 0.5) / side as f32;
        (BORDER..=1.0 - BORDER).contains(&share)
    };
    let samples = small.as_rgb().chunks_exact(3);

    samples
        .enumerate()
        .map(|(index, rgb)| Pixel {
            colour: Lab::from_srgb([rgb[0], rgb[1], rgb[2]]),
            is_inner: is_inner(index % width, width) && is_inner(index / width, height),
        })
        .collect()
}

/// The colours of lightnesses, from dark to light.
struct Tones(Vec<Lab>);

impl Tones {
    /// The medians of parts of the lightnesses.
    fn new(colours: &[Lab]) -> Self {
        let mut colours = colours.to_vec();
        colours.sort_by(|one, other| one.lightness.total_cmp(&other.lightness));
        let count = colours.len();

        let parts =
            (0..PARTS).map(|part| &colours[count * part / PARTS..count * (part + 1) / PARTS]);
        let tones = parts.filter(|part| !part.is_empty()).map(|part| Lab {
            lightness: median(part, |colour| colour.lightness),
            tint: Tint {
                a: median(part, |colour| colour.tint.a),
                b: median(part, |colour| colour.tint.b),
            },
        });

        Self(tones.collect())
    }

    /// Whether all tones are neutral, or shades of brown to yellow.
    fn are_those_of_a_print(&self) -> bool {
        self.0.iter().all(|tone| {
            let chroma = tone.tint.chroma();
            let is_toned = chroma <= MOST_TONED && TONED_HUES.contains(&tone.tint.hue());
            chroma <= NEUTRAL || is_toned
        })
    }

    /// How far a colour is from that of its lightness.
    fn stray(&self, colour: &Lab) -> f32 {
        colour.tint.distance(self.at(colour.lightness))
    }

    /// The colour of a lightness, between those of the tones next to it.
    fn at(&self, lightness: f32) -> Tint {
        let above = self.0.partition_point(|tone| tone.lightness < lightness);
        let last = self.0.len() - 1;
        let lower = self.0[above.saturating_sub(1)];
        let upper = self.0[above.min(last)];

        let span = upper.lightness - lower.lightness;
        let share = if span > 0.0 {
            ((lightness - lower.lightness) / span).clamp(0.0, 1.0)
        } else {
            0.0
        };
        Tint {
            a: lower.tint.a + share * (upper.tint.a - lower.tint.a),
            b: lower.tint.b + share * (upper.tint.b - lower.tint.b),
        }
    }
}

fn median(colours: &[Lab], value: impl Fn(&Lab) -> f32) -> f32 {
    quantile(colours.iter().map(value).collect(), 0.5)
}

/// The value that this share of the others does not exceed.
fn quantile(mut values: Vec<f32>, share: f32) -> f32 {
    let index = (values.len() as f32 * share) as usize;
    let (_, quantile, _) = values.select_nth_unstable_by(index, f32::total_cmp);
    *quantile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{image::Limits, random::SplitMix64};

    const PHOTOS: [&str; 4] = ["astronaut", "chelsea", "coffee", "rocket"];

    /// A photo of the gallery, smaller, so that the tests are quick.
    fn photo(name: &str) -> Picture {
        let path = format!("{}/../assets/photos/{name}.jpg", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        let photo = Picture::decode(&bytes, &Limits::default()).unwrap();
        photo.resized(photo.width() / 3, photo.height() / 3)
    }

    fn recoloured(photo: &Picture, mut colour: impl FnMut(usize, [u8; 3]) -> [f32; 3]) -> Picture {
        let pixels = photo.as_rgb().chunks_exact(3).enumerate();
        let rgb = pixels.flat_map(|(index, rgb)| colour(index, [rgb[0], rgb[1], rgb[2]]));
        let rgb = rgb.map(|sample| sample.round() as u8).collect();
        Picture::from_rgb(photo.width(), photo.height(), rgb).unwrap()
    }

    fn luma(rgb: [u8; 3]) -> f32 {
        let [red, green, blue] = rgb.map(f32::from);
        0.299 * red + 0.587 * green + 0.114 * blue
    }

    /// How a photo may lose its colours.
    type Change = fn(&Picture) -> Picture;

    fn grey(photo: &Picture) -> Picture {
        recoloured(photo, |_, rgb| [luma(rgb); 3])
    }

    /// As most programs do it.
    fn sepia(photo: &Picture) -> Picture {
        recoloured(photo, |_, rgb| {
            let luma = luma(rgb);
            [luma * 1.351, luma * 1.203, luma * 0.937]
        })
    }

    fn yellowed(photo: &Picture) -> Picture {
        recoloured(photo, |_, rgb| {
            let luma = luma(rgb);
            [luma, luma * 0.98, luma * 0.9]
        })
    }

    /// Each sample strays on its own, as in a poor scan.
    fn noisy(photo: &Picture) -> Picture {
        let mut random = SplitMix64::new(7);
        recoloured(photo, |_, rgb| {
            [(); 3].map(|()| luma(rgb) + 8.0 * random.symmetric())
        })
    }

    /// A red stamp in a corner.
    fn stamped(photo: &Picture) -> Picture {
        let width = photo.width() as usize;
        let height = photo.height() as usize;
        recoloured(photo, |index, rgb| {
            let is_stamp = index % width > width * 6 / 7 && index / width > height * 6 / 7;
            if is_stamp {
                [200.0, 20.0, 30.0]
            } else {
                [luma(rgb); 3]
            }
        })
    }

    fn framed(photo: &Picture) -> Picture {
        let width = photo.width() as usize;
        let height = photo.height() as usize;
        let frame = width / 50;
        recoloured(photo, |index, rgb| {
            let x = index % width;
            let y = index / width;
            let is_frame = x.min(width - 1 - x).min(y).min(height - 1 - y) < frame;
            if is_frame {
                [90.0, 60.0, 200.0]
            } else {
                [luma(rgb); 3]
            }
        })
    }

    fn as_it_is(photo: &Picture) -> Picture {
        photo.clone()
    }

    /// The blue of distance lies over everything.
    fn foggy(photo: &Picture) -> Picture {
        recoloured(photo, |_, rgb| {
            let fog = [205.0, 210.0, 216.0];
            std::array::from_fn(|channel| 0.7 * fog[channel] + 0.3 * f32::from(rgb[channel]))
        })
    }

    fn at_night(photo: &Picture) -> Picture {
        recoloured(photo, |_, rgb| {
            let [red, green, blue] = rgb.map(f32::from);
            [red * 0.25, green * 0.27, blue * 0.35 + 8.0]
        })
    }

    /// Everything in one hue, but not all light things in it alike.
    fn yellow_flowers(photo: &Picture) -> Picture {
        recoloured(photo, |_, rgb| {
            let [red, _, _] = rgb.map(f32::from);
            [luma(rgb), luma(rgb) * 0.9, luma(rgb) * (1.0 - red / 255.0)]
        })
    }

    #[test]
    fn photos_without_colours_are_grey() {
        let changes: [Change; 6] = [grey, sepia, yellowed, noisy, stamped, framed];
        for name in PHOTOS {
            let photo = photo(name);
            for (number, change) in changes.into_iter().enumerate() {
                assert!(is_grey(&change(&photo)), "{name}, change {number}");
            }
        }
    }

    #[test]
    fn photos_with_colours_are_not() {
        let changes: [Change; 4] = [as_it_is, foggy, at_night, yellow_flowers];
        for name in PHOTOS {
            let photo = photo(name);
            for (number, change) in changes.into_iter().enumerate() {
                assert!(!is_grey(&change(&photo)), "{name}, change {number}");
            }
        }
    }

    #[test]
    fn smallest_picture_is_judged() {
        assert!(is_grey(&Picture::from_rgb(1, 1, vec![9; 3]).unwrap()));
    }
}
