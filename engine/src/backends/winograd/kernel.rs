//! A convolution's weights as its products read them.

use super::{
    machine::Machine,
    memory::{LANES, Lanes, Shared},
    product,
    shape::{PATCH, SPECTRUM},
    simd::{Simd, Task},
    transform::{self, TAPS},
};
use crate::vgg;

/// One direction of a convolution.
pub(super) struct Kernel {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// Of G g Gᵀ: 36, each laid out for [`product::Product`].
    planes: Vec<Lanes>,
}

impl Kernel {
    /// The convolution itself.
    pub(super) fn forward(machine: &mut Machine, convolution: &vgg::Convolution) -> Self {
        let inputs = convolution.inputs;
        let outputs = convolution.outputs;
        let kernel = &convolution.kernel;

        Self::new(machine, (inputs, outputs), |input, output| {
            kernel.nine((output * inputs + input) * TAPS * TAPS)
        })
    }

    /// The gradient of its input, times `factor`: the kernel turned by 180 degrees, from outputs to
    /// inputs.
    pub(super) fn backward(
        machine: &mut Machine,
        convolution: &vgg::Convolution,
        factor: f32,
    ) -> Self {
        let inputs = convolution.inputs;
        let outputs = convolution.outputs;
        let kernel = &convolution.kernel;

        Self::new(machine, (outputs, inputs), |output, input| {
            let mut taps = kernel.nine((output * inputs + input) * TAPS * TAPS);
            taps.reverse();
            taps.map(|tap| tap * factor)
        })
    }

    /// Of `taps(input, output)`.
    fn new(
        machine: &mut Machine,
        (inputs, outputs): (usize, usize),
        taps: impl Fn(usize, usize) -> [f32; TAPS * TAPS] + Sync,
    ) -> Self {
        let (level, columns) = (machine.level, machine.level.columns());
        let plane = inputs * outputs / LANES;
        let len = SPECTRUM * plane;

        // The threads that write it shall be the first to touch it: that is most of the time this
        // takes.
        let mut planes = Vec::with_capacity(len);
        let to = Shared::new(&mut planes.spare_capacity_mut()[..len]);
        machine
            .thread_pool
            .run(outputs / LANES / columns, |panel, _| {
                for input in 0..inputs {
                    for block in panel * columns..(panel + 1) * columns {
                        let (line, _) = product::place(columns, inputs, input, block * LANES);
                        let put = |p: usize, value| {
                            // SAFETY: a place of this panel of outputs, which is this thread's alone.
                            unsafe { to.at(p * plane + line) }.write(value);
                        };
                        let taps = |lane| taps(input, block * LANES + lane);
                        level.run(Transform { taps, put });
                    }
                }
            });

        // SAFETY: every panel has written its lines of all planes.
        unsafe { planes.set_len(len) };
        Self {
            inputs,
            outputs,
            planes,
        }
    }

    /// The weights for place `p` of the spectrum.
    pub(super) fn plane(&self, p: usize) -> &[Lanes] {
        let plane = self.inputs * self.outputs / LANES;
        &self.planes[p * plane..][..plane]
    }
}

/// The weights between one input and 16 outputs.
struct Transform<T, P> {
    /// Of an output.
    taps: T,
    /// Writes the values of a plane.
    put: P,
}

impl<T: Fn(usize) -> [f32; TAPS * TAPS], P: Fn(usize, Lanes)> Task for Transform<T, P> {
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

        for (p, lanes) in planes.iter().enumerate() {
            (self.put)(p, *lanes);
        }
    }
}
