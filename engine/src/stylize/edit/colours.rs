//! Fewer colours: every pixel gets the nearest of a few colours, which stand for all of a picture.
//!
//! The colours are found by k-means in L*a*b*, where distances are those that people see. The seeds
//! are those of k-means++ (Arthur and Vassilvitskii, 2007), from fixed random numbers: the same
//! picture always gets the same colours.

use super::filters::blur;
use crate::{
    image::{Picture, fitted_size},
    lab::{Lab, Tint},
    planes::Planes,
    random::SplitMix64,
};

/// The longest side in px of the copy from which the colours are found.
const COPY_SIDE: u32 = 480;
/// How many of its pixels are looked at, about.
const SAMPLES: usize = 12_000;
/// How often the colours are found from other seeds; the best counts.
const ATTEMPTS: u64 = 4;
const ROUNDS: usize = 25;
/// How far a place looks around for the colour of the majority: specks go, and edges become smooth.
/// In px of the copy; in larger pictures it is larger, too.
const MAJORITY_BLUR: f32 = 0.8;

/// A few colours that stand for all of a picture.
pub(super) struct FewColours(Vec<Lab>);

impl FewColours {
    /// Finds `count` colours of the places that are kept.
    pub(super) fn find(picture: &Picture, kept: Option<&Planes>, count: u8) -> Self {
        let samples = samples(picture, kept);
        let attempts = (0..ATTEMPTS).map(|seed| {
            let mut random = SplitMix64::new(seed);
            let mut colours = seeds(&samples, count.into(), &mut random);
            for _ in 0..ROUNDS {
                if !improve(&samples, &mut colours) {
                    break;
                }
            }

            Attempt {
                error: samples
                    .iter()
                    .map(|&sample| nearest(&colours, sample).distance)
                    .sum(),
                colours,
            }
        });

        let best = attempts.min_by(|a, b| a.error.total_cmp(&b.error));
        Self(best.map(|attempt| attempt.colours).unwrap_or_default())
    }

    /// Paints a picture of at most 2^24 px in these colours.
    pub(super) fn apply(&self, picture: &Picture) -> Picture {
        let width = picture.width() as usize;
        let height = picture.height() as usize;
        let labels: Vec<u8> = lab_pixels(picture)
            .map(|colour| nearest(&self.0, colour).number as u8)
            .collect();

        let longest = picture.width().max(picture.height()) as f32;
        let sigma = MAJORITY_BLUR * (longest / COPY_SIDE as f32).max(1.0);
        let mut majority = labels.clone();
        let mut most = vec![0.0; labels.len()];

        for number in 0..self.0.len() as u8 {
            let mut votes = Planes::from_fn(1, height, width, |_, y, x| {
                f32::from(labels[y * width + x] == number)
            });
            blur(&mut votes, sigma);

            for ((most, majority), votes) in most.iter_mut().zip(&mut majority).zip(votes.data()) {
                if votes > most {
                    *most = *votes;
                    *majority = number;
                }
            }
        }

        let colours: Vec<[u8; 3]> = self
            .0
            .iter()
            .map(|colour| colour.to_srgb().map(|level| (level + 0.5) as u8))
            .collect();
        let rgb = majority
            .iter()
            .flat_map(|&number| colours[usize::from(number)]);

        Picture::from_rgb(picture.width(), picture.height(), rgb.collect())
            .expect("three values a pixel")
    }
}

struct Attempt {
    colours: Vec<Lab>,
    error: f32,
}

/// The nearest of some colours.
struct Nearest {
    number: usize,
    /// The squared distance.
    distance: f32,
}

fn nearest(colours: &[Lab], colour: Lab) -> Nearest {
    let mut nearest = Nearest {
        number: 0,
        distance: f32::INFINITY,
    };
    for (number, other) in colours.iter().enumerate() {
        let distance = colour.squared_difference(*other);
        if distance < nearest.distance {
            nearest = Nearest { number, distance };
        }
    }

    nearest
}

fn lab_pixels(picture: &Picture) -> impl Iterator<Item = Lab> {
    let pixels = picture.as_rgb().as_chunks::<3>().0;
    pixels.iter().copied().map(Lab::from_srgb)
}

/// Colours of pixels that are kept, spread over the picture.
fn samples(picture: &Picture, kept: Option<&Planes>) -> Vec<Lab> {
    let longest = picture.width().max(picture.height()).min(COPY_SIDE);
    let size = fitted_size(picture.width(), picture.height(), longest);
    let copy = picture.resized(size.width, size.height);

    let width = size.width as usize;
    let height = size.height as usize;
    let is_kept = |at: usize| {
        kept.is_none_or(|kept| {
            let y = at / width * kept.height() / height;
            let x = at % width * kept.width() / width;
            kept.plane(0)[y * kept.width() + x] > 0.5
        })
    };

    let colours: Vec<Lab> = lab_pixels(&copy)
        .enumerate()
        .filter(|(at, _)| is_kept(*at))
        .map(|(_, colour)| colour)
        .collect();

    // A step that shares no factor with the usual widths, so that samples do not stand in columns.
    let step = (colours.len() / SAMPLES).max(1) | 1;
    colours.into_iter().step_by(step).collect()
}

/// Colours to begin with, far from each other.
fn seeds(samples: &[Lab], count: usize, random: &mut SplitMix64) -> Vec<Lab> {
    let mut colours = Vec::with_capacity(count);
    let mut distances = vec![1.0_f32; samples.len()];

    while colours.len() < count {
        let sum: f32 = distances.iter().sum();
        let mut place = f32::midpoint(random.symmetric(), 1.0) * sum;
        let chosen = distances.iter().position(|distance| {
            place -= distance;
            place < 0.0
        });

        // A picture may have fewer colours than asked for.
        let Some(&colour) = chosen.and_then(|chosen| samples.get(chosen)) else {
            break;
        };

        let is_first = colours.is_empty();
        colours.push(colour);
        for (distance, sample) in distances.iter_mut().zip(samples) {
            let new = sample.squared_difference(colour);
            *distance = if is_first { new } else { distance.min(new) };
        }
    }

    colours
}

/// Moves every colour to the mean of the samples that are nearest to it; says whether any moved
/// visibly.
fn improve(samples: &[Lab], colours: &mut [Lab]) -> bool {
    let mut sums = vec![[0.0_f64; 4]; colours.len()];
    for &sample in samples {
        let sum = &mut sums[nearest(colours, sample).number];
        let Tint { a, b } = sample.tint;
        for (sum, value) in sum.iter_mut().zip([sample.lightness, a, b, 1.0]) {
            *sum += f64::from(value);
        }
    }

    let mut has_moved = false;
    for (colour, [lightness, a, b, count]) in colours.iter_mut().zip(sums) {
        if count > 0.0 {
            let mean = Lab {
                lightness: (lightness / count) as f32,
                tint: Tint {
                    a: (a / count) as f32,
                    b: (b / count) as f32,
                },
            };
            has_moved |= mean.squared_difference(*colour) > 1e-3;
            *colour = mean;
        }
    }

    has_moved
}
