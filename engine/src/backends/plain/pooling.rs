//! 2 x 2 pooling with stride 2, and its gradient. An odd last row or column is dropped, as in
//! PyTorch.

use candle_core::{Result, Tensor};

use crate::vgg::Pooling;

pub(in crate::backends) fn forward(input: &Tensor, pooling: Pooling) -> Result<Tensor> {
    match pooling {
        Pooling::Max => input.max_pool2d(2),
        Pooling::Average => input.avg_pool2d(2),
    }
}

pub(in crate::backends) fn backward(
    input: &Tensor,
    gradient: &Tensor,
    pooling: Pooling,
) -> Result<Tensor> {
    let (_, _, height, width) = input.dims4()?;
    let [a, b, c, d] = match pooling {
        Pooling::Average => {
            let quarter = (gradient / 4.0)?;
            [quarter.clone(), quarter.clone(), quarter.clone(), quarter]
        }
        Pooling::Max => to_largest(&neighbours(input)?, gradient)?,
    };

    let rows = Tensor::stack(&[interleave(&a, &b)?, interleave(&c, &d)?], 3)?;
    let (n, channels, pooled_height, _, even_width) = rows.dims5()?;

    rows.reshape((n, channels, 2 * pooled_height, even_width))?
        .pad_with_zeros(2, 0, height % 2)?
        .pad_with_zeros(3, 0, width % 2)
}

/// The four neighbours of each window in reading order, each as large as the pooled map.
fn neighbours(input: &Tensor) -> Result<[Tensor; 4]> {
    let (n, channels, height, width) = input.dims4()?;
    let height = height / 2;
    let width = width / 2;
    let even = input
        .narrow(2, 0, 2 * height)?
        .narrow(3, 0, 2 * width)?
        .contiguous()?;

    let windows = even.reshape((n * channels, height, 2, width, 2))?;
    let neighbour = |y, x| {
        windows
            .narrow(2, y, 1)?
            .narrow(4, x, 1)?
            .reshape((n, channels, height, width))
    };

    Ok([
        neighbour(0, 0)?,
        neighbour(0, 1)?,
        neighbour(1, 0)?,
        neighbour(1, 1)?,
    ])
}

/// The gradient goes to the largest neighbour, in a tie to the first in reading order.
fn to_largest(neighbours: &[Tensor; 4], gradient: &Tensor) -> Result<[Tensor; 4]> {
    let [a, b, c, d] = neighbours;
    let largest = a.maximum(b)?.maximum(c)?.maximum(d)?;
    let mut remaining = gradient.clone();
    let mut take = |neighbour: &Tensor| -> Result<Tensor> {
        let taken = (neighbour.eq(&largest)?.to_dtype(remaining.dtype())? * &remaining)?;
        remaining = (&remaining - &taken)?;
        Ok(taken)
    };

    Ok([take(a)?, take(b)?, take(c)?, take(d)?])
}

/// Interleaves the columns of `even` and `odd`.
fn interleave(even: &Tensor, odd: &Tensor) -> Result<Tensor> {
    Tensor::stack(&[even, odd], 4)?.flatten(3, 4)
}
