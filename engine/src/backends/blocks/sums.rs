//! Sums over all blocks.

use crate::{
    net::{Distance, Moments},
    vgg::Relu,
};

/// Sums over the places of all blocks so far, for each tapped layer.
#[derive(Default)]
pub(super) struct Sums {
    moments: [Option<MomentSums>; Relu::ALL.len()],
    distances: [Option<Distance>; Relu::ALL.len()],
}

/// Not divided by the number of pixels, and in f64, because there may be many blocks.
struct MomentSums {
    pixels: usize,
    mean: Vec<f64>,
    second: Vec<f64>,
}

impl Sums {
    pub(super) fn add_moments(&mut self, tap: Relu, moments: &Moments) {
        let sums = self.moments[tap.index()].get_or_insert_with(|| MomentSums {
            pixels: 0,
            mean: vec![0.0; moments.mean.len()],
            second: vec![0.0; moments.second.len()],
        });
        let pixels = moments.pixels as f64;
        sums.pixels += moments.pixels;

        let add = |sums: &mut [f64], values: &[f32]| {
            sums.iter_mut()
                .zip(values)
                .for_each(|(sum, value)| *sum += f64::from(*value) * pixels);
        };
        add(&mut sums.mean, &moments.mean);
        add(&mut sums.second, &moments.second);
    }

    pub(super) fn add_distance(&mut self, tap: Relu, distance: Distance) {
        let sum = self.distances[tap.index()].get_or_insert(Distance {
            absolute: 0.0,
            square: 0.0,
            count: 0,
        });
        sum.absolute += distance.absolute;
        sum.square += distance.square;
        sum.count += distance.count;
    }

    /// The moments of the whole picture.
    pub(super) fn moments(&self, tap: Relu, moments: &mut Moments) {
        let Some(sums) = &self.moments[tap.index()] else {
            return;
        };
        let pixels = sums.pixels as f64;
        let divided = |values: &[f64]| values.iter().map(|sum| (sum / pixels) as f32).collect();

        moments.pixels = sums.pixels;
        moments.mean = divided(&sums.mean);
        moments.second = divided(&sums.second);
    }

    /// The distance over the whole picture.
    pub(super) fn distance(&self, tap: Relu) -> Distance {
        self.distances[tap.index()].unwrap_or(Distance {
            absolute: 0.0,
            square: 0.0,
            count: 0,
        })
    }
}
