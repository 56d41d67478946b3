//! The local patterns of StyleEval: each 3 x 3 patch of the painting's features is compared with
//! its nearest patch of the style's features.

use candle_core::{Device, Tensor};

use crate::planes::Planes;

/// Patches of the painting compared at a time; limits the memory.
const BLOCK: usize = 512;

/// Half the mean cosine between each patch of `result` and its nearest patch of `style`, plus half
/// the share of style patches that are the nearest to at least one patch. The share is relative to
/// the number of patches that could be nearest, which is the smaller of the two numbers.
pub(super) fn similarity(style: &Planes, result: &Planes) -> candle_core::Result<f64> {
    let style = patches(style)?;
    let result = patches(result)?;
    let style_count = style.dim(0)?;
    let result_count = result.dim(0)?;
    let style = style.t()?;

    let mut cosines = 0.0;
    let mut is_nearest = vec![false; style_count];
    for first in (0..result_count).step_by(BLOCK) {
        let count = BLOCK.min(result_count - first);
        let products: Vec<f32> = result
            .narrow(0, first, count)?
            .matmul(&style)?
            .flatten_all()?
            .to_vec1()?;

        for row in products.chunks_exact(style_count) {
            let (nearest, cosine) =
                row.iter().enumerate().fold(
                    (0, f32::MIN),
                    |best, (i, &c)| if c > best.1 { (i, c) } else { best },
                );
            cosines += f64::from(cosine);
            is_nearest[nearest] = true;
        }
    }

    let distinct = is_nearest.iter().filter(|&&nearest| nearest).count();
    Ok(0.5
        * (cosines / result_count as f64 + distinct as f64 / style_count.min(result_count) as f64))
}

/// The patches as rows of unit length.
fn patches(features: &Planes) -> candle_core::Result<Tensor> {
    let height = features.height();
    let width = features.width();
    let tall = height.min(3);
    let wide = width.min(3);
    let rows = height - tall + 1;

    let columns = width - wide + 1;
    let length = features.channels() * tall * wide;
    let mut values = Vec::with_capacity(rows * columns * length);
    for (y, x) in (0..rows).flat_map(|y| (0..columns).map(move |x| (y, x))) {
        let start = values.len();

        for (channel, dy) in (0..features.channels()).flat_map(|c| (0..tall).map(move |dy| (c, dy)))
        {
            values.extend_from_slice(&features.plane(channel)[(y + dy) * width + x..][..wide]);
        }

        let norm = values[start..]
            .iter()
            .map(|v| v * v)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        values[start..].iter_mut().for_each(|v| *v /= norm);
    }

    Tensor::from_vec(values, (rows * columns, length), &Device::Cpu)
}
