//! A Gram loss preconditioned along the directions of the style: it is minimal where the plain one
//! is, and an optimiser gets there in about half the iterations.
//!
//! The channels of a layer vary along few directions: of relu4_1's 512, a dozen carry nearly
//! everything. The squared difference ‖D‖² of two Gram matrices is steep along these and flat along
//! all others, so a descent is slow. The squared Bures-Wasserstein distance, which measures how far
//! the feature maps themselves have to move, is about equally steep everywhere: for a small D it
//! is, up to a constant factor,
//!
//! ```text
//! Σᵢⱼ (vᵢᵀ D vⱼ)² / (λᵢ + λⱼ)
//! ```
//!
//! with the eigenvalues λ and eigenvectors v of the target matrix (Bhatia, Jain and Lim, "On the
//! Bures-Wasserstein distance between positive definite matrices", 2019). Following it, this module
//! minimises
//!
//! ```text
//! Σᵢⱼ f(λᵢ + λⱼ) (vᵢᵀ D vⱼ)²    with f(λ) = w 2ε / (λ + 2ε)
//! ```
//!
//! which is w ‖D‖² along directions without variance, and zero exactly where D is zero.

use crate::vector::{add_scaled, dot};

/// ε as a fraction of the largest eigenvalue.
const EPSILON: f64 = 0.02;
/// w: compensates for the damping relative to the other losses. Chosen by measurement, like ε.
pub(crate) const WEIGHT: f64 = 1.5;
/// Number k of eigenvectors that are computed; for all others λ counts as zero.
pub(crate) const DIRECTIONS: usize = 32;
/// Iterations of the eigenvector computation. Where two vectors are still mixed after these, their
/// eigenvalues are close, and so are the values of f.
const ROUNDS: usize = 5;

/// The preconditioner of one layer. With V, whose k rows are `directions`, the minimised sum is
/// ⟨D, M⟩, where
///
/// ```text
/// X = (pairs ∘ V D Vᵀ) V - diag(singles) V D
/// M = w D + Vᵀ X + Xᵀ V
/// ⟨D, M⟩ = w ⟨D, D⟩ + 2 ⟨V D, X⟩
/// ```
#[derive(Clone, Debug)]
pub(crate) struct Preconditioner {
    channels: usize,
    /// `[k][C]`: orthonormal rows; zero rows where the matrix has a lower rank.
    pub(crate) directions: Vec<f32>,
    /// `[k]`: f(0) - f(λᵢ).
    pub(crate) singles: Vec<f32>,
    /// `[k][k]`: (f(0) - f(λᵢ) - f(λⱼ) + f(λᵢ + λⱼ)) / 2.
    pub(crate) pairs: Vec<f32>,
    /// `[k][C]`: V D.
    projected: Vec<f32>,
    /// `[k][C]`: X.
    correction: Vec<f32>,
}

impl Preconditioner {
    /// The preconditioner for a `target` matrix, `[C][C]`, symmetric and positive semidefinite.
    pub(crate) fn for_target(target: &[f32], channels: usize) -> Self {
        let Eigenpairs {
            vectors: directions,
            values,
        } = largest_eigenpairs(target, channels, DIRECTIONS.min(channels));
        let largest = values
            .iter()
            .fold(f64::MIN_POSITIVE, |largest, &value| value.max(largest));
        let f = |sum: f64| WEIGHT * 2.0 * EPSILON / (sum / largest + 2.0 * EPSILON);
        let singles = values
            .iter()
            .map(|&value| (WEIGHT - f(value)) as f32)
            .collect();

        let pair = |a: f64, b: f64| (0.5 * (WEIGHT - f(a) - f(b) + f(a + b))) as f32;
        let pairs = values
            .iter()
            .flat_map(|&a| values.iter().map(move |&b| pair(a, b)))
            .collect();
        let projected = vec![0.0; directions.len()];
        let correction = vec![0.0; directions.len()];

        Self {
            channels,
            directions,
            singles,
            pairs,
            projected,
            correction,
        }
    }

    /// Replaces D, `[C][C]` and symmetric, by M; returns 2 ⟨V D, X⟩.
    pub(crate) fn apply(&mut self, difference: &mut [f32]) -> f64 {
        multiply(
            difference,
            &self.directions,
            &mut self.projected,
            self.channels,
        );

        let channels = self.channels;
        let k = self.singles.len();
        for (i, (correction, projected)) in self
            .correction
            .chunks_exact_mut(channels)
            .zip(self.projected.chunks_exact(channels))
            .enumerate()
        {
            correction.fill(0.0);
            add_scaled(correction, -f64::from(self.singles[i]), projected);

            for (pair, direction) in self.pairs[i * k..]
                .iter()
                .zip(self.directions.chunks_exact(channels))
            {
                add_scaled(
                    correction,
                    f64::from(*pair) * dot(projected, direction),
                    direction,
                );
            }
        }

        for (c, row) in difference.chunks_exact_mut(channels).enumerate() {
            for d in &mut *row {
                *d *= WEIGHT as f32;
            }

            for (direction, correction) in self
                .directions
                .chunks_exact(channels)
                .zip(self.correction.chunks_exact(channels))
            {
                add_scaled(row, f64::from(direction[c]), correction);
                add_scaled(row, f64::from(correction[c]), direction);
            }
        }

        2.0 * dot(&self.projected, &self.correction)
    }
}

/// Eigenvectors and eigenvalues of a symmetric matrix.
struct Eigenpairs {
    /// `[k][C]`.
    vectors: Vec<f32>,
    /// `[k]`.
    values: Vec<f64>,
}

/// The eigenpairs of the `count` largest eigenvalues of a symmetric `matrix`, by simultaneous
/// iteration (Bauer, 1957) that starts from the channels with the largest variance.
fn largest_eigenpairs(matrix: &[f32], channels: usize, count: usize) -> Eigenpairs {
    let mut order: Vec<usize> = (0..channels).collect();
    order.sort_by(|&a, &b| matrix[b * (channels + 1)].total_cmp(&matrix[a * (channels + 1)]));

    let mut vectors = vec![0.0; count * channels];
    for (vector, channel) in vectors.chunks_exact_mut(channels).zip(order) {
        vector[channel] = 1.0;
    }

    let mut products = vectors.clone();
    for _ in 0..ROUNDS {
        multiply(matrix, &vectors, &mut products, channels);
        std::mem::swap(&mut vectors, &mut products);
        orthonormalise(&mut vectors, channels);
    }

    multiply(matrix, &vectors, &mut products, channels);

    let pairs = vectors
        .chunks_exact(channels)
        .zip(products.chunks_exact(channels));
    let values = pairs
        .map(|(vector, product)| dot(vector, product).max(0.0))
        .collect();

    Eigenpairs { vectors, values }
}

/// `products` = `vectors` `matrix`, which is symmetric.
fn multiply(matrix: &[f32], vectors: &[f32], products: &mut [f32], channels: usize) {
    products.fill(0.0);
    for (c, row) in matrix.chunks_exact(channels).enumerate() {
        for (product, vector) in products
            .chunks_exact_mut(channels)
            .zip(vectors.chunks_exact(channels))
        {
            add_scaled(product, f64::from(vector[c]), row);
        }
    }
}

/// Orthonormalises the vectors by the Gram-Schmidt process; linearly dependent ones become zero.
fn orthonormalise(vectors: &mut [f32], channels: usize) {
    for place in 0..vectors.len() / channels {
        let (before, rest) = vectors.split_at_mut(place * channels);
        let vector = &mut rest[..channels];
        let whole = dot(vector, vector);

        // Two passes suffice in floating point (Kahan and Parlett, "twice is enough").
        for _ in 0..2 {
            for other in before.chunks_exact(channels) {
                add_scaled(vector, -dot(vector, other), other);
            }
        }

        let remainder = dot(vector, vector);
        let scale = if remainder > 1e-10 * whole {
            1.0 / remainder.sqrt()
        } else {
            0.0
        };

        for value in vector {
            *value = (f64::from(*value) * scale) as f32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANNELS: usize = 48;
    /// Number of nonzero eigenvalues.
    const RANK: usize = 8;

    /// An orthonormal basis: the discrete cosine transform's.
    fn basis(row: usize, column: usize) -> f64 {
        let scale = if row == 0 { 1.0 } else { 2.0_f64.sqrt() } / (CHANNELS as f64).sqrt();
        scale * (std::f64::consts::PI * (column as f64 + 0.5) * row as f64 / CHANNELS as f64).cos()
    }

    fn value(row: usize) -> f64 {
        if row < RANK {
            900.0 * (-1.5 * row as f64).exp()
        } else {
            0.0
        }
    }

    /// Σ g(i, j) bᵢ bⱼᵀ.
    fn matrix(g: impl Fn(usize, usize) -> f64) -> Vec<f32> {
        let entry = |a: usize, b: usize| {
            let pairs = (0..CHANNELS).flat_map(|i| (0..CHANNELS).map(move |j| (i, j)));
            pairs
                .map(|(i, j)| g(i, j) * basis(i, a) * basis(j, b))
                .sum::<f64>() as f32
        };

        (0..CHANNELS * CHANNELS)
            .map(|place| entry(place / CHANNELS, place % CHANNELS))
            .collect()
    }

    fn difference(i: usize, j: usize) -> f64 {
        ((i * 7 + j * 7 + i * j * 3) % 23) as f64 - 11.0
    }

    fn damping(i: usize, j: usize) -> f64 {
        let epsilon = EPSILON * value(0);
        WEIGHT * 2.0 * epsilon / (value(i) + value(j) + 2.0 * epsilon)
    }

    #[test]
    fn differences_are_damped_by_the_variance_of_both_their_directions() {
        let mut preconditioner = Preconditioner::for_target(
            &matrix(|i, j| if i == j { value(i) } else { 0.0 }),
            CHANNELS,
        );
        let mut damped = matrix(difference);
        let plain: f64 = damped.iter().map(|d| f64::from(*d).powi(2)).sum();
        let square = WEIGHT * plain + preconditioner.apply(&mut damped);
        let expected = matrix(|i, j| damping(i, j) * difference(i, j));

        for (damped, expected) in damped.iter().zip(&expected) {
            assert!((damped - expected).abs() < 1e-2, "{damped} {expected}");
        }

        let pairs = (0..CHANNELS).flat_map(|i| (0..CHANNELS).map(move |j| (i, j)));
        let expected: f64 = pairs
            .map(|(i, j)| damping(i, j) * difference(i, j).powi(2))
            .sum();
        assert!(
            (square / expected - 1.0).abs() < 1e-4,
            "{square} {expected}"
        );
    }

    #[test]
    fn without_variance_nothing_is_damped() {
        let mut preconditioner = Preconditioner::for_target(&[0.0; CHANNELS * CHANNELS], CHANNELS);
        let plain = matrix(difference);
        let mut damped = plain.clone();
        preconditioner.apply(&mut damped);
        assert_eq!(
            damped,
            plain.iter().map(|d| d * WEIGHT as f32).collect::<Vec<_>>()
        );
    }
}
