//! A convolution's weights, transformed and laid out for the matrix products.

use std::marker::PhantomData;

use super::{
    cell::Cell,
    executor::Executor,
    memory::{LANES, Lanes, Shared},
    product,
    shape::{PATCH, SPECTRUM},
    simd::{Simd, SimdTask},
    transform::{self, TAPS},
};
use crate::vgg;

/// The weights of a convolution in one direction.
pub(super) struct Kernel<C> {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// G g Gᵀ of all weights: a plane for each of the 36 points of the spectrum, laid out for
    /// [`product::Product`].
    planes: Vec<Lanes>,
    cell: PhantomData<C>,
}

impl<C: Cell> Kernel<C> {
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
        let steps = inputs / C::STEP;
        let plane = steps * outputs / LANES;
        let len = SPECTRUM * plane;

        // Not initialised, so that the page faults of the first writes are spread over all threads:
        // they take most of the time.
        let mut planes = Vec::with_capacity(len);
        let to = Shared::new(&mut planes.spare_capacity_mut()[..len]);
        executor
            .thread_pool
            .run(outputs / LANES / columns, |panel, _| {
                for step in 0..steps {
                    for block in panel * columns..(panel + 1) * columns {
                        let line = product::weight_line(columns, steps, step, block);
                        let put = |point: usize, value| {
                            // SAFETY: `line` is in this task's panel of outputs, which no other
                            // thread touches.
                            unsafe { to.at(point * plane + line) }.write(value);
                        };
                        let taps =
                            |channel, lane| taps(step * C::STEP + channel, block * LANES + lane);
                        level.run(Transform {
                            taps,
                            put,
                            cell: PhantomData::<C>,
                        });
                    }
                }
            });

        // SAFETY: the tasks have written every line of all planes: each panel, all steps and all
        // blocks of the panel.
        unsafe { planes.set_len(len) };
        Self {
            inputs,
            outputs,
            planes,
            cell: PhantomData,
        }
    }

    /// The weights for one point of the spectrum.
    pub(super) fn plane(&self, point: usize) -> &[Lanes] {
        let plane = self.inputs / C::STEP * self.outputs / LANES;
        &self.planes[point * plane..][..plane]
    }
}

/// Transforms the weights between a step's inputs and 16 outputs.
struct Transform<T, P, C> {
    /// The weights from one of the inputs to one of the outputs.
    taps: T,
    /// Takes the weights for a point of the spectrum.
    put: P,
    cell: PhantomData<C>,
}

impl<T, P, C> SimdTask for Transform<T, P, C>
where
    T: Fn(usize, usize) -> [f32; TAPS * TAPS],
    P: Fn(usize, Lanes),
    C: Cell,
{
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        // A step has one input or two.
        let mut even = [Lanes::ZERO; SPECTRUM];
        let mut odd = [Lanes::ZERO; SPECTRUM];
        self.transform(simd, 0, &mut even);
        if C::STEP == 2 {
            self.transform(simd, 1, &mut odd);
        }

        for (point, inputs) in even.iter().zip(&odd).enumerate() {
            let mut lanes = Lanes::ZERO;
            for part in 0..S::PARTS {
                let of_input = |input| if input == 0 { inputs.0 } else { inputs.1 };
                let value = |input: usize| simd.load(of_input(input), part);
                simd.store(&mut lanes, part, C::interleave(simd, value));
            }

            (self.put)(point, lanes);
        }
    }
}

impl<T: Fn(usize, usize) -> [f32; TAPS * TAPS], P, C> Transform<T, P, C> {
    /// G g Gᵀ of the weights from one of the inputs.
    #[inline(always)]
    fn transform<S: Simd>(&self, simd: S, input: usize, planes: &mut [Lanes; SPECTRUM]) {
        let mut taps = [Lanes::ZERO; TAPS * TAPS];
        for lane in 0..LANES {
            for (lanes, tap) in taps.iter_mut().zip((self.taps)(input, lane)) {
                lanes.0[lane] = tap;
            }
        }

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
    }
}
