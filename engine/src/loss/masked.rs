//! The moments of the places of a style picture that count.
//!
//! A network's own moments are those of all places. Here its activations are read, and the sums are
//! made on the host: once for each size of a painting, and the same for every network. The picture
//! is processed block by block, so that no more than one block's activations are held.

use candle_core::{Device, Tensor};

use crate::{
    blocks::blocks,
    net::{Moments, Net, NetError},
    planes::{Planes, WHOLLY_KEPT},
    vgg::Relu,
};

/// Longest side of a block in px, without margins.
const BLOCK_SIDE: usize = 384;
/// A layer with a smaller share of places that are wholly kept counts all places, each by its kept
/// share: small pictures have few places in the deepest layer.
const LEAST_SHARE: f64 = 0.02;
/// How many places are multiplied at a time.
const CHUNK: usize = 8192;

/// The moments of `picture` at each of the layers, over the places whose receptive fields, as far as
/// pooling widens them, are kept. `kept` has the picture's size.
pub(super) fn moments(
    net: &mut dyn Net,
    layers: &[Relu],
    picture: &Planes,
    kept: &Planes,
) -> Result<Vec<Moments>, NetError> {
    let mut sums: Vec<Sums> = layers
        .iter()
        .map(|&layer| Sums::new(layer, weights(kept, layer.poolings())))
        .collect();

    for block in blocks(picture.size(), BLOCK_SIDE) {
        net.forward(&picture.part(block.window), layers)?;
        for sums in sums.iter_mut().filter(|sums| block.has_places(sums.layer)) {
            let layer = sums.layer;
            let activations = net.activations(layer)?.part(block.places(layer));
            let weights = sums.weights.part(block.inner.pooled(layer.poolings()));
            sums.add(&activations, weights.data())?;
        }
    }

    Ok(sums.into_iter().map(Sums::into_moments).collect())
}

/// How much each place of a layer counts.
fn weights(kept: &Planes, poolings: u32) -> Planes {
    let side = 1 << poolings;
    let width = kept.width();
    let mut pooled = Planes::from_fn(
        1,
        kept.height() >> poolings,
        width >> poolings,
        |_, y, x| {
            let rows = kept.plane(0).chunks_exact(width).skip(y * side).take(side);
            let sum: f32 = rows
                .map(|row| row[x * side..][..side].iter().sum::<f32>())
                .sum();
            sum / (side * side) as f32
        },
    );

    let wholly = pooled
        .data()
        .iter()
        .filter(|share| **share > WHOLLY_KEPT)
        .count();
    if wholly as f64 >= LEAST_SHARE * pooled.area() as f64 {
        for share in pooled.data_mut() {
            *share = f32::from(*share > WHOLLY_KEPT);
        }
    }

    pooled
}

/// Sums over the places of a layer.
struct Sums {
    layer: Relu,
    weights: Planes,
    /// `[C]`.
    mean: Vec<f64>,
    /// `[C][C]`.
    second: Vec<f64>,
}

impl Sums {
    fn new(layer: Relu, weights: Planes) -> Self {
        let channels = layer.channels();
        Self {
            layer,
            weights,
            mean: vec![0.0; channels],
            second: vec![0.0; channels * channels],
        }
    }

    /// Adds the places of a block, each with its weight.
    fn add(&mut self, activations: &Planes, weights: &[f32]) -> Result<(), NetError> {
        let places: Vec<usize> = (0..weights.len()).filter(|&at| weights[at] > 0.0).collect();
        for places in places.chunks(CHUNK) {
            let roots: Vec<f32> = places.iter().map(|&at| weights[at].sqrt()).collect();
            let mut values = Vec::with_capacity(activations.channels() * places.len());
            for (channel, mean) in self.mean.iter_mut().enumerate() {
                let plane = activations.plane(channel);
                for (&at, root) in places.iter().zip(&roots) {
                    *mean += f64::from(weights[at] * plane[at]);
                    values.push(root * plane[at]);
                }
            }

            let products = products_of_rows(values, activations.channels(), places.len())
                .map_err(|error| NetError::Device(Box::new(error)))?;
            for (sum, product) in self.second.iter_mut().zip(products) {
                *sum += f64::from(product);
            }
        }

        Ok(())
    }

    fn into_moments(self) -> Moments {
        let sum: f64 = self
            .weights
            .data()
            .iter()
            .map(|&weight| f64::from(weight))
            .sum();
        let factor = 1.0 / sum.max(1e-12);
        let scaled = |sums: Vec<f64>| sums.into_iter().map(|sum| (sum * factor) as f32).collect();

        Moments {
            pixels: self.weights.area(),
            mean: scaled(self.mean),
            second: scaled(self.second),
        }
    }
}

/// X Xᵀ for a matrix X with these rows and columns.
fn products_of_rows(
    values: Vec<f32>,
    rows: usize,
    columns: usize,
) -> candle_core::Result<Vec<f32>> {
    let matrix = Tensor::from_vec(values, (rows, columns), &Device::Cpu)?;
    matrix.matmul(&matrix.t()?)?.flatten_all()?.to_vec1()
}
