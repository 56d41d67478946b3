//! One palette for all frames of a film: the colours are counted, divided where they vary most, and
//! the means then move to where they fit best (Lloyd's algorithm).

use crate::image::Picture;

/// Colours are counted by their upper bits.
const BITS: u32 = 5;
const LEVELS: usize = 1 << BITS;
const BINS: usize = LEVELS * LEVELS * LEVELS;

/// Nearest colours are looked up by a bit more.
const LOOKUP_BITS: u32 = 6;
const LOOKUP: usize = 1 << (3 * LOOKUP_BITS);

/// Pixels that are counted at most; a film has millions.
const SAMPLES: usize = 1 << 20;

const ROUNDS: usize = 6;

/// How much red, green and blue differ to the eye.
const WEIGHTS: [f32; 3] = [0.30, 0.50, 0.20];

/// Levels between the lightest and the darkest pattern that stands for one colour.
const DITHER: f32 = 10.0;

/// Bayer's matrix: each place has its own threshold, the same in every frame, so that a resting
/// picture rests.
const THRESHOLDS: [[u8; 8]; 8] = [
    [0, 32, 8, 40, 2, 34, 10, 42],
    [48, 16, 56, 24, 50, 18, 58, 26],
    [12, 44, 4, 36, 14, 46, 6, 38],
    [60, 28, 52, 20, 62, 30, 54, 22],
    [3, 35, 11, 43, 1, 33, 9, 41],
    [51, 19, 59, 27, 49, 17, 57, 25],
    [15, 47, 7, 39, 13, 45, 5, 37],
    [63, 31, 55, 23, 61, 29, 53, 21],
];

/// Some colours, and the way from any colour to the nearest of them.
pub(super) struct Palette {
    colours: Vec<[u8; 3]>,
    nearest: Vec<Option<u8>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    weight: f32,
    mean: [f32; 3],
}

impl Palette {
    /// At most `most` colours for these frames; 256 are possible.
    pub(super) fn for_frames(frames: &[Picture], most: usize) -> Self {
        let bins = count(frames);
        let mut colours = divide(&bins, most);
        for _ in 0..ROUNDS {
            colours = moved(&bins, &colours);
        }

        let colours = colours.into_iter().map(|colour| colour.map(level));

        Self {
            colours: colours.collect(),
            nearest: vec![None; LOOKUP],
        }
    }

    /// How many colours there are.
    pub(super) fn len(&self) -> usize {
        self.colours.len()
    }

    /// Red, green and blue of a colour.
    pub(super) fn colour(&self, index: u8) -> [u8; 3] {
        self.colours[usize::from(index)]
    }

    /// All colours one after the other.
    pub(super) fn as_rgb(&self) -> Vec<u8> {
        self.colours.concat()
    }

    /// The colour for a pixel at a place, dithered.
    pub(super) fn index(&mut self, pixel: [u8; 3], x: usize, y: usize) -> u8 {
        let threshold = f32::from(THRESHOLDS[y % 8][x % 8]);
        let shift = (threshold / 63.0 - 0.5) * DITHER;
        let [red, green, blue] = pixel.map(|value| level(f32::from(value) + shift));

        let part = |value: u8| usize::from(value >> (8 - LOOKUP_BITS));
        let place = (part(red) << (2 * LOOKUP_BITS)) | (part(green) << LOOKUP_BITS) | part(blue);
        if let Some(index) = self.nearest[place] {
            return index;
        }

        let centre = |value: u8| f32::from(value | (1 << (7 - LOOKUP_BITS)));
        let colour = [centre(red), centre(green), centre(blue)];
        let colours = self.colours.iter().map(|colour| colour.map(f32::from));
        let index = nearest(colours, colour) as u8;
        self.nearest[place] = Some(index);

        index
    }
}

fn level(value: f32) -> u8 {
    (value + 0.5) as u8
}

/// The square of a difference as the eye sees it.
fn distance(one: [f32; 3], other: [f32; 3]) -> f32 {
    let squares = (0..3).map(|part| WEIGHTS[part] * (one[part] - other[part]).powi(2));

    squares.sum()
}

fn nearest(colours: impl Iterator<Item = [f32; 3]>, colour: [f32; 3]) -> usize {
    let mut best = 0;
    let mut least = f32::INFINITY;
    for (index, candidate) in colours.enumerate() {
        let distance = distance(candidate, colour);
        if distance < least {
            least = distance;
            best = index;
        }
    }

    best
}

/// The colours of the frames, of which some pixels are enough.
fn count(frames: &[Picture]) -> Vec<Bin> {
    let pixels: usize = frames.iter().map(|frame| frame.as_rgb().len() / 3).sum();
    let step = pixels.div_ceil(SAMPLES).max(1);

    let mut bins = vec![Bin::default(); BINS];
    for frame in frames {
        for pixel in frame.as_rgb().chunks_exact(3).step_by(step) {
            let part = |value: u8| usize::from(value >> (8 - BITS));
            let place = (part(pixel[0]) * LEVELS + part(pixel[1])) * LEVELS + part(pixel[2]);
            let bin = &mut bins[place];
            bin.weight += 1.0;
            for (sum, value) in bin.mean.iter_mut().zip(pixel) {
                *sum += f32::from(*value);
            }
        }
    }

    bins.retain(|bin| bin.weight > 0.0);
    for bin in &mut bins {
        bin.mean = bin.mean.map(|sum| sum / bin.weight);
        // Large flat areas need few colours, small things of a colour of their own need one.
        bin.weight = bin.weight.powf(0.75);
    }

    bins
}

/// A set of bins with its mean.
struct Cluster {
    bins: Vec<Bin>,
    mean: [f32; 3],
    /// The sum of squares around the mean, by part.
    spread: [f32; 3],
}

impl Cluster {
    fn new(bins: Vec<Bin>) -> Self {
        let mean = mean(bins.iter());
        let mut spread = [0.0; 3];
        for bin in &bins {
            for part in 0..3 {
                let difference = bin.mean[part] - mean[part];
                spread[part] += WEIGHTS[part] * bin.weight * difference * difference;
            }
        }

        Self { bins, mean, spread }
    }

    fn error(&self) -> f32 {
        self.spread.iter().sum()
    }

    /// Two clusters on both sides of the mean, along the part that varies most. `None` if all bins
    /// are on one side.
    fn divided(&self) -> Option<[Self; 2]> {
        let part = (0..3).max_by(|&a, &b| self.spread[a].total_cmp(&self.spread[b]))?;
        let is_below = |bin: &Bin| bin.mean[part] < self.mean[part];
        let (below, above): (Vec<Bin>, Vec<Bin>) = self.bins.iter().partition(|bin| is_below(bin));
        if below.is_empty() || above.is_empty() {
            return None;
        }

        Some([Self::new(below), Self::new(above)])
    }
}

fn mean<'a>(bins: impl Iterator<Item = &'a Bin>) -> [f32; 3] {
    let mut weight = 0.0;
    let mut sums = [0.0; 3];
    for bin in bins {
        weight += bin.weight;
        for (sum, value) in sums.iter_mut().zip(bin.mean) {
            *sum += bin.weight * value;
        }
    }

    sums.map(|sum| sum / f32::max(weight, f32::MIN_POSITIVE))
}

/// The means of clusters, of which the one with the largest error is divided again and again.
fn divide(bins: &[Bin], most: usize) -> Vec<[f32; 3]> {
    let mut clusters = vec![Cluster::new(bins.to_vec())];
    while clusters.len() < most {
        let worst = (0..clusters.len())
            .max_by(|&a, &b| clusters[a].error().total_cmp(&clusters[b].error()));
        let Some(worst) = worst else {
            break;
        };

        let Some([below, above]) = clusters[worst].divided() else {
            break;
        };

        clusters[worst] = below;
        clusters.push(above);
    }

    clusters.iter().map(|cluster| cluster.mean).collect()
}

/// Each colour as the mean of the bins that it is nearest to.
fn moved(bins: &[Bin], colours: &[[f32; 3]]) -> Vec<[f32; 3]> {
    let mut members = vec![Bin::default(); colours.len()];
    for bin in bins {
        let nearest = nearest(colours.iter().copied(), bin.mean);
        let member = &mut members[nearest];
        member.weight += bin.weight;
        for (sum, value) in member.mean.iter_mut().zip(bin.mean) {
            *sum += bin.weight * value;
        }
    }

    let moved = members.iter().zip(colours).map(|(member, colour)| {
        if member.weight > 0.0 {
            member.mean.map(|sum| sum / member.weight)
        } else {
            *colour
        }
    });

    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let rgb = [[250, 10, 20], [0, 0, 0], [255, 255, 255], [20, 90, 200]].concat();
        let picture = Picture::from_rgb(2, 2, rgb.clone()).unwrap();
        let palette = Palette::for_frames(&[picture], 255);

        assert_eq!(palette.len(), 4);
        let mut colours = palette.colours.clone();
        colours.sort_unstable();
        assert_eq!(
            colours.concat(),
            [0, 0, 0, 20, 90, 200, 250, 10, 20, 255, 255, 255]
        );
    }

    #[test]
    fn a_gradient_comes_out_right_on_average() {
        let rgb: Vec<u8> = (0..64 * 64)
            .flat_map(|place| [(place % 64 * 4) as u8, (place / 64 * 4) as u8, 90])
            .collect();
        let picture = Picture::from_rgb(64, 64, rgb.clone()).unwrap();
        let mut palette = Palette::for_frames(&[picture], 64);

        let mut difference = [0.0; 3];
        for (place, pixel) in rgb.chunks_exact(3).enumerate() {
            let pixel = [pixel[0], pixel[1], pixel[2]];
            let index = palette.index(pixel, place % 64, place / 64);
            let colour = palette.colour(index);
            for part in 0..3 {
                difference[part] += f64::from(colour[part]) - f64::from(pixel[part]);
            }
        }

        for difference in difference {
            assert!((difference / 4096.0).abs() < 1.5, "{difference}");
        }
    }
}
