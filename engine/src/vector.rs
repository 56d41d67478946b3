//! Arithmetic on vectors of f32. Sums are in f64 and in a fixed order, so that results repeat.

/// Σ a b.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f64 {
    const LANES: usize = 16;

    let (chunks, tail) = a.as_chunks::<LANES>();
    let (chunks_b, tail_b) = b.as_chunks::<LANES>();
    let mut sums = [0.0_f64; LANES];
    for (a, b) in chunks.iter().zip(chunks_b) {
        for lane in 0..LANES {
            sums[lane] += f64::from(a[lane]) * f64::from(b[lane]);
        }
    }

    let tail: f64 = tail
        .iter()
        .zip(tail_b)
        .map(|(a, b)| f64::from(*a) * f64::from(*b))
        .sum();

    sums.iter().sum::<f64>() + tail
}

/// `y` += `factor` `x`.
pub(crate) fn add_scaled(y: &mut [f32], factor: f64, x: &[f32]) {
    let factor = factor as f32;
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * x;
    }
}
