//! Vectors on some device, with the arithmetic that [`Lbfgs`](super::Lbfgs) needs.

use crate::{
    net::NetError,
    planes::Planes,
    vector::{add_scaled, dot},
};

/// A vector space: where vectors are stored, and the arithmetic on them. All vectors of a space
/// have the same length. Sums are in f64 and in a fixed order, so that runs repeat; a sum does not
/// depend on what is computed in the same call.
///
/// An error means that the device failed.
#[expect(clippy::missing_errors_doc, reason = "every error is the device's")]
pub trait Space {
    /// The type of vectors; empty by default.
    type Vector: Default;

    /// A vector with the values of `planes`.
    fn vector(&mut self, planes: &Planes) -> Result<Self::Vector, NetError>;

    /// The values of a vector.
    fn planes(&self, vector: &Self::Vector) -> Result<Planes, NetError>;

    /// The number of values.
    fn dimension(&self, vector: &Self::Vector) -> usize;

    /// Copies `from` to `to`.
    fn copy(&mut self, to: &mut Self::Vector, from: &Self::Vector) -> Result<(), NetError>;

    /// Replaces the content of `sums` by the inner products `vector` · v for each v of `others`.
    fn dots<'v>(
        &mut self,
        vector: &'v Self::Vector,
        others: impl Iterator<Item = &'v Self::Vector> + Clone,
        sums: &mut Vec<f64>,
    ) -> Result<(), NetError>;

    /// `to` = `factor` `to` + Σ c v over the (c, v) of `terms`.
    fn combine<'v>(
        &mut self,
        to: &mut Self::Vector,
        factor: f64,
        terms: impl Iterator<Item = (f64, &'v Self::Vector)> + Clone,
    ) -> Result<(), NetError>
    where
        Self::Vector: 'v;

    /// `to` = `a` - `b`.
    fn subtract(
        &mut self,
        to: &mut Self::Vector,
        a: &Self::Vector,
        b: &Self::Vector,
    ) -> Result<(), NetError>;

    /// `to` = `picture` + `length` `direction`, clamped to 0..=255.
    fn walk(
        &mut self,
        to: &mut Self::Vector,
        picture: &Self::Vector,
        length: f64,
        direction: &Self::Vector,
    ) -> Result<(), NetError>;

    /// Sets `direction` to zero where `picture` is on a bound and a step against `gradient` would
    /// cross it.
    fn hold_bounds(
        &mut self,
        direction: &mut Self::Vector,
        picture: &Self::Vector,
        gradient: &Self::Vector,
    ) -> Result<(), NetError>;
}

/// The machine's own memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Host;

/// Values processed at a time: one block stays in the L1 cache while many vectors stream past.
const BLOCK: usize = 4096;

fn block(planes: &Planes, number: usize) -> &[f32] {
    let start = number * BLOCK;
    &planes.data()[start..planes.data().len().min(start + BLOCK)]
}

impl Space for Host {
    type Vector = Planes;

    fn vector(&mut self, planes: &Planes) -> Result<Planes, NetError> {
        Ok(planes.clone())
    }

    fn planes(&self, vector: &Planes) -> Result<Planes, NetError> {
        Ok(vector.clone())
    }

    fn dimension(&self, vector: &Planes) -> usize {
        vector.data().len()
    }

    fn copy(&mut self, to: &mut Planes, from: &Planes) -> Result<(), NetError> {
        to.reshape(from.channels(), from.height(), from.width());
        to.data_mut().copy_from_slice(from.data());
        Ok(())
    }

    fn dots<'v>(
        &mut self,
        vector: &'v Planes,
        others: impl Iterator<Item = &'v Planes> + Clone,
        sums: &mut Vec<f64>,
    ) -> Result<(), NetError> {
        sums.clear();
        sums.extend(others.clone().map(|_| 0.0));

        for (number, values) in vector.data().chunks(BLOCK).enumerate() {
            for (sum, other) in sums.iter_mut().zip(others.clone()) {
                *sum += dot(values, block(other, number));
            }
        }

        Ok(())
    }

    fn combine<'v>(
        &mut self,
        to: &mut Planes,
        factor: f64,
        terms: impl Iterator<Item = (f64, &'v Planes)> + Clone,
    ) -> Result<(), NetError> {
        for (number, values) in to.data_mut().chunks_mut(BLOCK).enumerate() {
            for value in &mut *values {
                *value *= factor as f32;
            }

            for (factor, vector) in terms.clone() {
                add_scaled(values, factor, block(vector, number));
            }
        }

        Ok(())
    }

    fn subtract(&mut self, to: &mut Planes, a: &Planes, b: &Planes) -> Result<(), NetError> {
        to.reshape(a.channels(), a.height(), a.width());
        for ((to, a), b) in to.data_mut().iter_mut().zip(a.data()).zip(b.data()) {
            *to = a - b;
        }
        Ok(())
    }

    fn walk(
        &mut self,
        to: &mut Planes,
        picture: &Planes,
        length: f64,
        direction: &Planes,
    ) -> Result<(), NetError> {
        to.reshape(picture.channels(), picture.height(), picture.width());

        let length = length as f32;
        for ((to, value), step) in to
            .data_mut()
            .iter_mut()
            .zip(picture.data())
            .zip(direction.data())
        {
            *to = (value + length * step).clamp(0.0, 255.0);
        }

        Ok(())
    }

    fn hold_bounds(
        &mut self,
        direction: &mut Planes,
        picture: &Planes,
        gradient: &Planes,
    ) -> Result<(), NetError> {
        let places = picture.data().iter().zip(gradient.data());
        for (direction, (value, slope)) in direction.data_mut().iter_mut().zip(places) {
            if (*value <= 0.0 && *slope > 0.0) || (*value >= 255.0 && *slope < 0.0) {
                *direction = 0.0;
            }
        }

        Ok(())
    }
}
