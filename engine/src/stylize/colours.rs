//! Keeps the photo's colours: before it is measured, the style picture gets the mean and covariance
//! of the photo's colours (Gatys et al., "Preserving Color in Neural Artistic Style Transfer",
//! 2016).

use std::borrow::Cow;

use crate::planes::{Planes, WeightedPlanes};

type Matrix = [[f64; 3]; 3];

/// Moves the colours of `style` to the mean and covariance of those of `photo`, as little as
/// possible. The map is the optimal transport between two Gaussians with the covariances `C_s` and
/// `C_p`:
///
/// ```text
/// A = C_s^-1/2 (C_s^1/2 C_p C_s^1/2)^1/2 C_s^-1/2
/// ```
pub(super) fn match_colours(style: &mut WeightedPlanes, photo: &Planes) {
    let style_colours =
        ColourStatistics::measure(&[0, 1, 2].map(|channel| style.kept_values(channel)));
    let photo_colours =
        ColourStatistics::measure(&[0, 1, 2].map(|channel| Cow::Borrowed(photo.plane(channel))));
    let root = power(&style_colours.covariance, 0.5);
    let inverse_root = power(&style_colours.covariance, -0.5);
    let between = power(
        &product(&product(&root, &photo_colours.covariance), &root),
        0.5,
    );

    let style = &mut style.picture;
    let map = product(&product(&inverse_root, &between), &inverse_root);
    for pixel in 0..style.area() {
        let colour = [0, 1, 2].map(|c| f64::from(style.plane(c)[pixel]) - style_colours.mean[c]);
        for (channel, row) in map.iter().enumerate() {
            let moved: f64 = row.iter().zip(colour).map(|(a, b)| a * b).sum();
            style.plane_mut(channel)[pixel] =
                (moved + photo_colours.mean[channel]).clamp(0.0, 255.0) as f32;
        }
    }
}

/// Mean and covariance of the colours of a picture.
struct ColourStatistics {
    mean: [f64; 3],
    covariance: Matrix,
}

impl ColourStatistics {
    fn measure(channels: &[Cow<'_, [f32]>; 3]) -> Self {
        let pixels = channels[0].len() as f64;
        let mean =
            [0, 1, 2].map(|c| channels[c].iter().map(|&v| f64::from(v)).sum::<f64>() / pixels);
        let covariance = |a: usize, b: usize| {
            let pairs = channels[a].iter().zip(channels[b].iter());
            let sum: f64 = pairs
                .map(|(&x, &y)| (f64::from(x) - mean[a]) * (f64::from(y) - mean[b]))
                .sum();

            // The covariance of a picture of one colour is zero; adding one squared grey level
            // keeps the roots invertible.
            sum / pixels + if a == b { 1.0 } else { 0.0 }
        };

        Self {
            mean,
            covariance: [0, 1, 2].map(|a| [0, 1, 2].map(|b| covariance(a, b))),
        }
    }
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| (0..3).map(|k| a[row][k] * b[k][column]).sum()))
}

/// A power of a symmetric positive definite matrix, from its eigenvalues by Jacobi rotations; eight
/// sweeps are more than enough for 3 x 3.
fn power(matrix: &Matrix, exponent: f64) -> Matrix {
    let mut diagonal = *matrix;
    let mut vectors = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    for (p, q) in [(0, 1), (0, 2), (1, 2)].into_iter().cycle().take(24) {
        let rotation = rotation(&diagonal, p, q);
        diagonal = product(&product(&transposed(&rotation), &diagonal), &rotation);
        vectors = product(&vectors, &rotation);
    }

    let raised = [0, 1, 2].map(|i| diagonal[i][i].max(1e-12).powf(exponent));
    [0, 1, 2].map(|i| {
        [0, 1, 2].map(|j| {
            (0..3)
                .map(|k| vectors[i][k] * raised[k] * vectors[j][k])
                .sum()
        })
    })
}

fn transposed(a: &Matrix) -> Matrix {
    [0, 1, 2].map(|i| [0, 1, 2].map(|j| a[j][i]))
}

/// The rotation that makes the entry (p, q) of a symmetric matrix zero.
fn rotation(matrix: &Matrix, p: usize, q: usize) -> Matrix {
    let mut rotation = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let angle = 0.5 * (2.0 * matrix[p][q]).atan2(matrix[q][q] - matrix[p][p]);
    let (sine, cosine) = angle.sin_cos();
    rotation[p][p] = cosine;
    rotation[q][q] = cosine;

    rotation[p][q] = sine;
    rotation[q][p] = -sine;

    rotation
}
