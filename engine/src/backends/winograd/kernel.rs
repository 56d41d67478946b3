//! A convolution's weights, transformed and laid out for the matrix products.

use super::{
    executor::Executor,
    memory::{LANES, Lanes, Shared},
    product,
    shape::{PATCH, SPECTRUM},
    simd::{Simd, SimdTask},
    transform::{self, TAPS},
};
use crate::vgg;

/// The weights of a convolution in one direction.
pub(super) struct Kernel {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// G g Gᵀ of all weights: a plane for each of the 36 points of the spectrum, laid out for
    /// [`product::Product`].
    planes: Vec<Lanes>,
}

impl Kernel {
    /// The convolution itself.
    pub(super) fn forward(executor: &mut Executor, convolution: &vgg::Convolution) -> Self {
        let inputs = convolution.inputs;
        let outputs = convolution.outputs;
        let kernel = &convolution.kernel;

        Self::new(executor, inputs, outputs, |input, output| {
            kernel.nine((output * inputs + input) * TAPS * TAPS)
        })
    }

    /// The gradient at the convolution's input, times `factor`: the kernel turned by 180 degrees,
    /// its inputs and outputs exchanged.
    pub(super) fn backward(
        executor: &mut Executor,
        convolution: &vgg::Convolution,
        factor: f32,
    ) -> Self {
        let inputs = convolution.inputs;
        let outputs = convolution.outputs;
        let kernel = &convolution.kernel;

        Self::new(executor, outputs, inputs, |output, input| {
            let mut taps = kernel.nine((output * inputs + input) * TAPS * TAPS);
            taps.reverse();
            taps.map(|tap| tap * factor)
        })
    }

    /// `taps(input, output)` are the weights between two channels.
    fn new(
        executor: &mut Executor,
        inputs: usize,
        outputs: usize,
        taps: impl Fn(usize, usize) -> [f32; TAPS * TAPS] + Sync,
    ) -> Self {
        let level = executor.level;
        let columns = level.columns();
        let plane = inputs * outputs / LANES;
        let len = SPECTRUM * plane;

        // Not initialised, so that the page faults of the first writes are spread over all threads:
        // they take most of the time.
        let mut planes = Vec::with_capacity(len);
        let to = Shared::new(&mut planes.spare_capacity_mut()[..len]);
        executor
            .thread_pool
            .run(outputs / LANES / columns, |panel, _| {
                for input in 0..inputs {
                    for block in panel * columns..(panel + 1) * columns {
                        let line = product::weight_line(columns, inputs, input, block);
                        let put = |point: usize, value| {
                            // SAFETY: `line` is in this task's panel of outputs, which no other
                            // thread touches.
                            unsafe { to.at(point * plane + line) }.write(value);
                        };
                        let taps = |lane| taps(input, block * LANES + lane);
                        level.run(Transform { taps, put });
                    }
                }
            });

        // SAFETY: the tasks have written every line of all planes: each panel, all inputs and all
        // blocks of the panel.
        unsafe { planes.set_len(len) };
        Self {
            inputs,
            outputs,
            planes,
        }
    }

    /// The weights for one point of the spectrum.
    pub(super) fn plane(&self, point: usize) -> &[Lanes] {
        let plane = self.inputs * self.outputs / LANES;
        &self.planes[point * plane..][..plane]
    }
}

/// Transforms the weights between one input and 16 outputs.
struct Transform<T, P> {
    /// The weights to one of the outputs.
    taps: T,
    /// Takes the weights for a point of the spectrum.
    put: P,
}

impl<T: Fn(usize) -> [f32; TAPS * TAPS], P: Fn(usize, Lanes)> SimdTask for Transform<T, P> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut taps = [Lanes::ZERO; TAPS * TAPS];
        for lane in 0..LANES {
            for (lanes, tap) in taps.iter_mut().zip((self.taps)(lane)) {
                lanes.0[lane] = tap;
            }
        }

        let mut planes = [Lanes::ZERO; SPECTRUM];
        for part in 0..S::PARTS {
            let mut rows = [[simd.zero(); PATCH]; TAPS];
            for (row, taps) in rows.iter_mut().zip(taps.as_chunks::<TAPS>().0) {
                let [a, b, c] = taps;
                *row = transform::kernel(
                    simd,
                    [simd.load(a, part), simd.load(b, part), simd.load(c, part)],
                );
            }

            for column in 0..PATCH {
                let values = [rows[0][column], rows[1][column], rows[2][column]];
                for (row, value) in transform::kernel(simd, values).into_iter().enumerate() {
                    simd.store(&mut planes[row * PATCH + column], part, value);
                }
            }
        }

        for (point, lanes) in planes.iter().enumerate() {
            (self.put)(point, *lanes);
        }
    }
}
