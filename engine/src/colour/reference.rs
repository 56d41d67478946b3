//! Colours of another picture, where it shows something alike.
//!
//! Each cell of the photo looks for the cells of the reference whose features point the same way, are
//! about as light and lie at about the same place, and takes the mean of their colours (after Welsh,
//! Ashikhmin and Mueller, "Transferring Color to Greyscale Images", 2002, with a network's features as
//! in He et al., "Deep Exemplar-based Colorization", 2018).

use candle_core::{Device, Tensor};

use super::{
    grid::Grid,
    lab::{Lab, Tint},
};
use crate::{
    image::{Picture, resize_planes_by_means},
    luma::luma,
    net::{Net, NetError},
    planes::Planes,
    vgg::Relu,
};

/// The layers that are compared, with how much they count.
const LAYERS: [CountedLayer; 4] = [
    counted(Relu::R2_1, 0.5),
    counted(Relu::R3_1, 1.0),
    counted(Relu::R4_1, 1.0),
    counted(Relu::R5_1, 1.0),
];
/// The sum of the squares of what they count.
const COUNTED: f32 = 3.25;
/// Longer side in px at which both pictures are looked at.
const LONGEST: f64 = 320.0;
/// Its sides are multiples of this.
const SIDE_STEP: u32 = 16;
/// Side of a cell in px.
const CELL: usize = 4;
/// How far the reference's lightness is moved towards the photo's.
const LIGHTNESS_MOVE: f32 = 0.7;
/// What a difference of lightness counts …
const LIGHTNESS_COUNT: f32 = 1.0;
/// … and one of place.
const PLACE_COUNT: f32 = 0.3;
/// As many cells of the reference are taken …
const BEST: usize = 8;
/// … and softly chosen among by their scores.
const SOFTNESS: f32 = 0.04;
/// A cell of the reference that is like everything counts less, by its mean score for as many cells of
/// the photo that it is most like.
const HUB: usize = 4;

#[derive(Clone, Copy)]
struct CountedLayer {
    layer: Relu,
    count: f32,
}

const fn counted(layer: Relu, count: f32) -> CountedLayer {
    CountedLayer { layer, count }
}

/// What a photo takes from a reference.
pub(super) struct Taken {
    /// The colours.
    pub(super) tints: Grid<Tint>,
    /// How sure each is, 0..=1: the cells taken are alike and agree.
    pub(super) confidence: Grid<f32>,
    /// How much each counts against the automatic colour, 0..=1.
    pub(super) share: Grid<f32>,
}

/// Takes colours from a reference.
///
/// # Errors
/// If the device fails or has not enough memory.
pub(super) fn take(
    net: &mut dyn Net,
    photo: &Picture,
    reference: &Picture,
) -> Result<Taken, NetError> {
    let target = Side::new(net, &WorkingPicture::new(photo))?;
    let working = WorkingPicture::new(reference);
    let colours = working.cell_tints();
    let source = Side::new(
        net,
        &working.with_lightness_towards(&WorkingPicture::new(photo)),
    )?;

    let likeness = target.columns.matmul(&source.columns.t()?)?;
    let likeness = (likeness / f64::from(COUNTED))?
        .flatten_all()?
        .to_vec1::<f32>()?;
    let pairs = Pairs {
        likeness: &likeness,
        target: &target.places,
        source: &source.places,
    };

    let hubs = pairs.hubs();
    let chosen: Vec<Choice> = (0..target.places.len())
        .map(|cell| pairs.choice(cell, &hubs, &colours))
        .collect();
    let mean = chosen.iter().map(|choice| choice.likeness).sum::<f32>() / chosen.len() as f32;
    // A picture that is hardly like the photo has little to say.
    let overall = 0.1 + 0.8 * sigmoid((mean - 0.44) / 0.03);

    let grid = Grid {
        height: target.height,
        width: target.width,
        values: chosen,
    };
    Ok(Taken {
        tints: grid.with(|_, choice| choice.tint),
        confidence: grid.with(|_, choice| {
            sigmoid((choice.likeness - 0.35) / 0.06) * (-choice.variance / 288.0).exp()
        }),
        share: grid.with(|_, choice| overall * sigmoid((choice.most_alike - 0.48) / 0.05)),
    })
}

fn sigmoid(value: f32) -> f32 {
    1.0 / (1.0 + (-value).exp())
}

/// A picture at the size at which it is looked at.
struct WorkingPicture {
    picture: Picture,
    /// L* of each pixel.
    lightness: Vec<f32>,
}

impl WorkingPicture {
    fn new(picture: &Picture) -> Self {
        let longest = f64::from(picture.width().max(picture.height()));
        let side = |side: u32| {
            let steps = f64::from(side) * LONGEST / longest / f64::from(SIDE_STEP);
            (steps.round() as u32).max(1) * SIDE_STEP
        };
        let picture = picture.resized(side(picture.width()), side(picture.height()));
        let pixels = picture.as_rgb().chunks_exact(3);
        let lightness = pixels
            .map(|rgb| Lab::from_srgb([luma([rgb[0], rgb[1], rgb[2]]); 3]).lightness)
            .collect();

        Self { picture, lightness }
    }

    fn height(&self) -> usize {
        self.picture.height() as usize
    }

    fn width(&self) -> usize {
        self.picture.width() as usize
    }

    /// The mean colour of each cell.
    fn cell_tints(&self) -> Vec<Tint> {
        let pixels = self.picture.as_rgb().chunks_exact(3);
        let tints: Vec<Tint> = pixels
            .map(|rgb| Lab::from_srgb([rgb[0], rgb[1], rgb[2]]).tint)
            .collect();
        let a = self.cell_means(|index| tints[index].a);
        let b = self.cell_means(|index| tints[index].b);
        a.into_iter().zip(b).map(|(a, b)| Tint { a, b }).collect()
    }

    fn cell_means(&self, value: impl Fn(usize) -> f32) -> Vec<f32> {
        let rows = self.height() / CELL;
        let columns = self.width() / CELL;
        let cells = (0..rows).flat_map(|y| (0..columns).map(move |x| [y, x]));

        cells
            .map(|[y, x]| {
                let pixels = (0..CELL * CELL).map(|pixel| {
                    let row = y * CELL + pixel / CELL;
                    row * self.width() + x * CELL + pixel % CELL
                });
                pixels.map(&value).sum::<f32>() / (CELL * CELL) as f32
            })
            .collect()
    }

    /// The same, each lightness moved towards that of the same rank in `other`.
    fn with_lightness_towards(self, other: &Self) -> Self {
        let own = quantiles(&self.lightness);
        let others = quantiles(&other.lightness);
        let moved = |lightness: f32| {
            let goal = interpolated(lightness, &own, &others);
            lightness + LIGHTNESS_MOVE * (goal - lightness)
        };
        Self {
            lightness: self.lightness.iter().map(|&value| moved(value)).collect(),
            picture: self.picture,
        }
    }

    /// The grey picture with this lightness.
    fn planes(&self) -> Planes {
        let values: Vec<f32> = self
            .lightness
            .iter()
            .map(|&lightness| {
                let grey = Lab {
                    lightness,
                    ..Lab::default()
                };
                grey.to_srgb()[1].clamp(0.0, 255.0)
            })
            .collect();
        let width = self.width();
        Planes::from_fn(3, self.height(), width, |_, y, x| values[y * width + x])
    }
}

/// 256 quantiles, from the least value to the largest.
fn quantiles(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let last = sorted.len() - 1;
    (0..256).map(|part| sorted[last * part / 255]).collect()
}

/// Where a value that lies among `from` lies among `to`.
fn interpolated(value: f32, from: &[f32], to: &[f32]) -> f32 {
    let above = from.partition_point(|&other| other < value);
    let lower = above.saturating_sub(1);
    let upper = above.min(from.len() - 1);
    let span = from[upper] - from[lower];
    let share = if span > 0.0 {
        (value - from[lower]) / span
    } else {
        0.0
    };
    to[lower] + share.clamp(0.0, 1.0) * (to[upper] - to[lower])
}

/// The cells of one picture.
struct Side {
    height: usize,
    width: usize,
    /// `[cells][channels]`; each layer is centred and of the length that it counts.
    columns: Tensor,
    places: Vec<Place>,
}

/// What else counts of a cell: lightness, contrast and place, as they count.
#[derive(Clone, Copy)]
struct Place([f32; 4]);

impl Place {
    /// What the difference of two cells takes from their score.
    fn penalty(&self, other: &Self) -> f32 {
        let differences = self.0.iter().zip(other.0);
        0.5 * differences
            .map(|(one, other)| (one - other).powi(2))
            .sum::<f32>()
    }
}

impl Side {
    fn new(net: &mut dyn Net, working: &WorkingPicture) -> Result<Self, NetError> {
        net.forward(&working.planes(), &LAYERS.map(|counted| counted.layer))?;
        let height = working.height() / CELL;
        let width = working.width() / CELL;
        let count = height * width;

        let mut columns = Vec::new();
        for CountedLayer {
            layer,
            count: length,
        } in LAYERS
        {
            let planes = resize_planes_by_means(&net.activations(layer)?, width, height);
            columns.push(directions(&planes, length)?);
        }

        let light = working.cell_means(|index| working.lightness[index] / 100.0);
        let square = working.cell_means(|index| (working.lightness[index] / 100.0).powi(2));
        let places = (0..count).map(|cell| {
            let y = (cell / width) as f32 / height as f32;
            let x = (cell % width) as f32 / width as f32;
            let contrast = (square[cell] - light[cell].powi(2)).max(0.0).sqrt();
            Place([
                LIGHTNESS_COUNT * light[cell],
                LIGHTNESS_COUNT * contrast,
                PLACE_COUNT * y,
                PLACE_COUNT * 0.35 * x,
            ])
        });

        Ok(Self {
            height,
            width,
            columns: Tensor::cat(&columns, 1)?,
            places: places.collect(),
        })
    }
}

/// `[cells][channels]`: the features minus their mean over the picture, of this length in each cell.
fn directions(planes: &Planes, length: f32) -> candle_core::Result<Tensor> {
    let channels = planes.channels();
    let count = planes.area();
    let values = Tensor::from_slice(planes.data(), (channels, count), &Device::Cpu)?;
    let centred = values.broadcast_sub(&values.mean_keepdim(1)?)?;
    let lengths = (centred.sqr()?.sum_keepdim(0)?.sqrt()? + 1e-6)?;
    let directions = (centred.broadcast_div(&lengths)? * f64::from(length))?;
    directions.t()?.contiguous()
}

/// All pairs of cells of the two pictures.
struct Pairs<'a> {
    /// `[target][source]`: the cosine of the features.
    likeness: &'a [f32],
    target: &'a [Place],
    source: &'a [Place],
}

/// What a cell of the photo takes.
#[derive(Clone, Copy)]
struct Choice {
    tint: Tint,
    /// The likeness of the cell with the best score.
    likeness: f32,
    /// The largest likeness of all.
    most_alike: f32,
    /// Of the colours taken.
    variance: f32,
}

impl Pairs<'_> {
    fn likenesses(&self, target: usize) -> &[f32] {
        &self.likeness[target * self.source.len()..][..self.source.len()]
    }

    fn score(&self, target: usize, source: usize) -> f32 {
        self.likenesses(target)[source] - self.target[target].penalty(&self.source[source])
    }

    /// What each cell of the reference counts less for being like many of the photo.
    fn hubs(&self) -> Vec<f32> {
        let mut best = vec![Best::<HUB>::default(); self.source.len()];
        for target in 0..self.target.len() {
            for (source, best) in best.iter_mut().enumerate() {
                best.consider(source, self.score(target, source));
            }
        }

        let mean = |best: &Best<HUB>| {
            let scores = best.ranked.iter().filter(|ranked| ranked.score.is_finite());
            scores.clone().map(|ranked| ranked.score).sum::<f32>() / scores.count() as f32
        };
        best.iter().map(|best| 0.5 * mean(best)).collect()
    }

    fn choice(&self, target: usize, hubs: &[f32], colours: &[Tint]) -> Choice {
        let mut best = Best::<BEST>::default();
        for (source, hub) in hubs.iter().enumerate() {
            best.consider(source, self.score(target, source) - hub);
        }

        let first = best.ranked[0];
        let taken = best.ranked.iter().filter(|ranked| ranked.score.is_finite());
        let share = |ranked: &Ranked| ((ranked.score - first.score) / SOFTNESS).exp();
        let total: f32 = taken.clone().map(share).sum();
        let mean = |value: &dyn Fn(Tint) -> f32| {
            let values = taken
                .clone()
                .map(|ranked| share(ranked) * value(colours[ranked.index]));
            values.sum::<f32>() / total
        };

        let tint = Tint {
            a: mean(&|tint| tint.a),
            b: mean(&|tint| tint.b),
        };
        let likenesses = self.likenesses(target);
        Choice {
            tint,
            likeness: likenesses[first.index],
            most_alike: likenesses.iter().copied().fold(f32::NEG_INFINITY, f32::max),
            variance: mean(&|other| other.distance(tint).powi(2)),
        }
    }
}

/// The cells with the best scores, the best first.
#[derive(Clone, Copy)]
struct Best<const COUNT: usize> {
    ranked: [Ranked; COUNT],
}

#[derive(Clone, Copy)]
struct Ranked {
    index: usize,
    score: f32,
}

impl<const COUNT: usize> Default for Best<COUNT> {
    fn default() -> Self {
        let none = Ranked {
            index: 0,
            score: f32::NEG_INFINITY,
        };
        Self {
            ranked: [none; COUNT],
        }
    }
}

impl<const COUNT: usize> Best<COUNT> {
    fn consider(&mut self, index: usize, score: f32) {
        if score <= self.ranked[COUNT - 1].score {
            return;
        }

        let place = self.ranked.partition_point(|ranked| ranked.score >= score);
        self.ranked[place..].rotate_right(1);
        self.ranked[place] = Ranked { index, score };
    }
}
