//! Both passes as sums of shifted maps by candle's own operations, for devices that ours do not run
//! on.

use candle_core::{Result, Tensor};

use super::{Axis, Pass};

const ROWS: usize = 2;
const COLUMNS: usize = 3;

/// The convolution; `weights` are `[1, channels, kernel * kernel, 1]`.
pub(super) fn forward(input: &Tensor, weights: &Tensor, pass: &Pass) -> Result<Tensor> {
    let padded = padded(
        &padded(input, ROWS, pass.rows, pass)?,
        COLUMNS,
        pass.columns,
        pass,
    )?;

    sum_of_taps(pass.kernel, |tap_y, tap_x| {
        let rows = pass.rows.every_stride(&padded, ROWS, tap_y)?;
        let met = pass.columns.every_stride(&rows, COLUMNS, tap_x)?;
        met.broadcast_mul(&weight(weights, pass, tap_y, tap_x)?)
    })
}

/// The gradient of the input.
pub(super) fn backward(gradient: &Tensor, weights: &Tensor, pass: &Pass) -> Result<Tensor> {
    let rows = pass.rows.spread(gradient, ROWS)?;
    let spread = pass.columns.spread(&rows, COLUMNS)?;
    let last = pass.kernel - 1;

    let sum = sum_of_taps(pass.kernel, |tap_y, tap_x| {
        spread
            .broadcast_mul(&weight(weights, pass, tap_y, tap_x)?)?
            .pad_with_zeros(ROWS, tap_y, last - tap_y)?
            .pad_with_zeros(COLUMNS, tap_x, last - tap_x)
    })?;

    sum.narrow(ROWS, pass.rows.padding, pass.rows.inputs)?
        .narrow(COLUMNS, pass.columns.padding, pass.columns.inputs)?
        .contiguous()
}

/// The sum over all places of the kernel.
fn sum_of_taps(kernel: usize, of_tap: impl Fn(usize, usize) -> Result<Tensor>) -> Result<Tensor> {
    let mut sum = of_tap(0, 0)?;
    for tap in 1..kernel * kernel {
        sum = (sum + of_tap(tap / kernel, tap % kernel)?)?;
    }

    Ok(sum)
}

/// The weights at a place of the kernel, `[1, channels, 1, 1]`.
fn weight(weights: &Tensor, pass: &Pass, tap_y: usize, tap_x: usize) -> Result<Tensor> {
    weights.narrow(ROWS, tap_y * pass.kernel + tap_x, 1)
}

/// Zeros around, as many as the last stride of the last place of the kernel reaches.
fn padded(input: &Tensor, dimension: usize, axis: Axis, pass: &Pass) -> Result<Tensor> {
    let reached = pass.kernel - 1 + axis.outputs * axis.stride;
    let after = reached.saturating_sub(axis.padding + axis.inputs);
    input.pad_with_zeros(dimension, axis.padding, after)
}

impl Axis {
    /// Every `stride`th of the padded inputs, as many as there are outputs.
    fn every_stride(self, padded: &Tensor, dimension: usize, first: usize) -> Result<Tensor> {
        let met = padded.narrow(dimension, first, self.outputs * self.stride)?;
        if self.stride == 1 {
            return Ok(met);
        }

        let mut sizes = met.dims().to_vec();
        sizes[dimension] = self.outputs;
        sizes.insert(dimension + 1, self.stride);

        met.contiguous()?
            .reshape(sizes)?
            .narrow(dimension + 1, 0, 1)?
            .squeeze(dimension + 1)
    }

    /// Zeros behind each output, so that outputs are as far apart as the inputs that they meet.
    fn spread(self, outputs: &Tensor, dimension: usize) -> Result<Tensor> {
        if self.stride == 1 {
            return Ok(outputs.clone());
        }

        let mut sizes = outputs.dims().to_vec();
        sizes[dimension] = self.outputs * self.stride;

        outputs
            .unsqueeze(dimension + 1)?
            .pad_with_zeros(dimension + 1, 0, self.stride - 1)?
            .reshape(sizes)
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{DType, Device};
    use candle_nn::VarBuilder;

    use super::{super::Depthwise, *};

    #[test]
    fn shifted_maps_add_up_to_the_same() {
        let waves = |shape: [usize; 4]| {
            let places = Tensor::arange(0.0, shape.iter().product::<usize>() as f32, &Device::Cpu);
            let waves = (places.unwrap() * 1.7).unwrap().sin().unwrap();
            waves.reshape(&shape).unwrap()
        };
        let assert_close = |actual: Tensor, expected: Tensor| {
            assert_eq!(actual.dims(), expected.dims());
            let error = (actual - expected).unwrap().abs().unwrap();
            let error: f32 = error.max_all().unwrap().to_scalar().unwrap();
            assert!(error < 1e-5, "{error:e}");
        };

        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            let tensors = [("weight".to_owned(), waves([4, 1, kernel, kernel]))].into();
            let vb = VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu);
            let depthwise = Depthwise::load(&vb, 4, kernel, stride).unwrap();

            for (height, width) in [(1, 3), (8, 8), (9, 14), (7, 5)] {
                let input = waves([1, 4, height, width]);
                let pass = depthwise.pass(height, width, super::super::Direction::Forward);
                let expected = depthwise.forward(&input).unwrap();
                let gradient = waves(expected.dims().try_into().unwrap());

                assert_close(forward(&input, &depthwise.tensor, &pass).unwrap(), expected);
                assert_close(
                    backward(&gradient, &depthwise.tensor, &pass).unwrap(),
                    depthwise.backward(&gradient, height, width).unwrap(),
                );
            }
        }
    }
}
