//! A way to a style that is quicker to go than the plain one.
//!
//! The channels of a layer vary along few directions: of relu4_1's 512, a dozen hold nearly
//! everything. The square of the difference D of two Gram matrices is steep along these and flat
//! along all others, and a descent crawls. The distance that the feature maps themselves have to
//! go, that of Bures and Wasserstein, squared, is for a small D and up to a factor Σ (vᵢᵀ D vⱼ)² /
//! (λᵢ + λⱼ), with the eigenvalues λ and eigenvectors v of the wanted matrix (Bhatia, Jain and Lim,
//! "On the Bures-Wasserstein distance between positive definite matrices", 2019), and it is about
//! as steep everywhere.
//!
//! So what is descended is Σ f(λᵢ + λⱼ) (vᵢᵀ D vⱼ)² with f(λ) = w 2ε / (λ + 2ε), which is w where
//! nothing varies. It is zero where the plain square is and nowhere else.

use crate::vector::{add_scaled, dot};

/// ε as a part of the largest eigenvalue.
const EPSILON: f64 = 0.02;
/// w: makes up for the damping, beside the other losses. By measurement, like ε.
pub(crate) const WEIGHT: f64 = 1.5;
/// Eigenvectors that are told apart; for all others λ is taken for zero.
pub(crate) const DIRECTIONS: usize = 32;
/// Multiplications by the matrix that bring them out. Where two are still mixed, their eigenvalues
/// are alike, and so is f.
const ROUNDS: usize = 5;

/// See the module. With V, the rows of `directions`, the descended sum is ⟨D, M⟩ where M = w D + Vᵀ
/// X + Xᵀ V and X = (`pairs` ∘ V D Vᵀ) V - diag(`singles`) V D, so that ⟨D, M⟩ = w ⟨D, D⟩ + 2 ⟨V D,
/// X⟩.
#[derive(Clone, Debug)]
pub(crate) struct Preconditioner {
    channels: usize,
    /// `[k][C]`: orthonormal; zero where the matrix has fewer.
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
    /// The way to `wanted`: `[C][C]`, symmetric, without negative eigenvalues.
    pub(crate) fn for_target(wanted: &[f32], channels: usize) -> Self {
        let (directions, values) = eigenvectors(wanted, channels, DIRECTIONS.min(channels));
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

    /// Turns D, `[C][C]` and symmetric, into M; returns 2 ⟨V D, X⟩.
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

/// The `count` eigenvectors, `[count][C]`, of the largest eigenvalues of a symmetric `matrix`, and
/// those: by simultaneous iteration (Bauer, 1957), beginning with the channels that vary most.
fn eigenvectors(matrix: &[f32], channels: usize, count: usize) -> (Vec<f32>, Vec<f64>) {
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

    (vectors, values)
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

/// Gram and Schmidt's way, each vector by those before it; one of which nothing is left becomes
/// zero.
fn orthonormalise(vectors: &mut [f32], channels: usize) {
    for place in 0..vectors.len() / channels {
        let (before, rest) = vectors.split_at_mut(place * channels);
        let vector = &mut rest[..channels];
        let whole = dot(vector, vector);

        // Twice is enough (Kahan and Parlett).
        for _ in 0..2 {
            for other in before.chunks_exact(channels) {
                add_scaled(vector, -dot(vector, other), other);
            }
        }

        let left = dot(vector, vector);
        let scale = if left > 1e-10 * whole {
            1.0 / left.sqrt()
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
    /// Of the matrix with eigenvalues.
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
    fn differences_are_damped_as_both_their_directions_vary() {
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
    fn where_nothing_varies_nothing_is_damped() {
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
