//! Keeps the photo's colours: the style picture is given their mean and covariance before it is
//! measured (Gatys et al., "Preserving Color in Neural Artistic Style Transfer", 2016).

use crate::planes::Planes;

type Matrix = [[f64; 3]; 3];

/// Moves the colours of `style` to mean and covariance of those of `photo`, by the shortest way:
/// the map A = C_s^-1/2 (C_s^1/2 C_p C_s^1/2)^1/2 C_s^-1/2 (optimal transport between Gaussians).
pub(super) fn match_colours(style: &mut Planes, photo: &Planes) {
    let (style_mean, style_covariance) = statistics(style);
    let (photo_mean, photo_covariance) = statistics(photo);
    let root = power(&style_covariance, 0.5);
    let inverse_root = power(&style_covariance, -0.5);
    let between = power(&product(&product(&root, &photo_covariance), &root), 0.5);

    let map = product(&product(&inverse_root, &between), &inverse_root);
    for pixel in 0..style.area() {
        let colour = [0, 1, 2].map(|c| f64::from(style.plane(c)[pixel]) - style_mean[c]);
        for (channel, row) in map.iter().enumerate() {
            let moved: f64 = row.iter().zip(colour).map(|(a, b)| a * b).sum();
            style.plane_mut(channel)[pixel] =
                (moved + photo_mean[channel]).clamp(0.0, 255.0) as f32;
        }
    }
}

fn statistics(picture: &Planes) -> ([f64; 3], Matrix) {
    let pixels = picture.area() as f64;
    let mean =
        [0, 1, 2].map(|c| picture.plane(c).iter().map(|&v| f64::from(v)).sum::<f64>() / pixels);
    let covariance = |a: usize, b: usize| {
        let pairs = picture.plane(a).iter().zip(picture.plane(b));
        let sum: f64 = pairs
            .map(|(&x, &y)| (f64::from(x) - mean[a]) * (f64::from(y) - mean[b]))
            .sum();

        // A picture of one colour has none to turn; one squared step of grey keeps the roots apart
        // from zero.
        sum / pixels + if a == b { 1.0 } else { 0.0 }
    };

    (mean, [0, 1, 2].map(|a| [0, 1, 2].map(|b| covariance(a, b))))
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| (0..3).map(|k| a[row][k] * b[k][column]).sum()))
}

/// A power of a symmetric positive matrix, by its eigenvalues (Jacobi's rotations; eight sweeps are
/// plenty for 3 x 3).
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

/// The rotation that brings the entry (p, q) of a symmetric matrix to zero.
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
