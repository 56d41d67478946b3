//! A convolution's weights as its products read them.

use super::{
    convolution::Machine,
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
    pub(super) form: Form,
    /// Each laid out for [`product::Product`].
    planes: Vec<Lanes>,
}

/// How far the weights are transformed beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// G g Gᵀ: 36 planes, row by row.
    Whole,
    /// g Gᵀ: 18 planes, column by column; what is left to do is little beside the products of many tiles, and half the
    /// memory is held and read.
    Half,
}

/// Half transformed weights from all inputs to some blocks of outputs: a column of g Gᵀ, see [`transform::halved`].
pub(super) type Column<'a> = [&'a [Lanes]; TAPS];

impl Kernel {
    /// The convolution itself.
    pub(super) fn forward(machine: &mut Machine, form: Form, convolution: &vgg::Convolution) -> Self {
        let (inputs, outputs) = (convolution.inputs, convolution.outputs);
        let kernel = &convolution.kernel;
        Self::new(machine, form, (inputs, outputs), |input, output| {
            kernel.nine((output * inputs + input) * TAPS * TAPS)
        })
    }

    /// The gradient of its input, times `factor`: the kernel turned by 180 degrees, from outputs to inputs.
    pub(super) fn backward(machine: &mut Machine, form: Form, convolution: &vgg::Convolution, factor: f32) -> Self {
        let (inputs, outputs) = (convolution.inputs, convolution.outputs);
        let kernel = &convolution.kernel;
        Self::new(machine, form, (outputs, inputs), |output, input| {
            let mut taps = kernel.nine((output * inputs + input) * TAPS * TAPS);
            taps.reverse();
            taps.iter_mut().for_each(|tap| *tap *= factor);
            taps
        })
    }

    /// Of `taps(input, output)`.
    fn new(
        machine: &mut Machine,
        form: Form,
        (inputs, outputs): (usize, usize),
        taps: impl Fn(usize, usize) -> [f32; TAPS * TAPS] + Sync,
    ) -> Self {
        let (level, columns) = (machine.level, machine.level.columns());
        let plane = inputs * outputs / LANES;
        let len = form.planes() * plane;
        // The threads that write it shall be the first to touch it: that is most of the time this takes.
        let mut planes = Vec::with_capacity(len);
        let to = Shared::new(&mut planes.spare_capacity_mut()[..len]);
        machine.crew.run(outputs / LANES / columns, |panel, _| {
            for input in 0..inputs {
                for block in panel * columns..(panel + 1) * columns {
                    let (line, _) = product::place(columns, inputs, input, block * LANES);
                    let put = |p: usize, value| {
                        // SAFETY: a place of this panel of outputs, which is this thread's alone.
                        unsafe { to.at(p * plane + line) }.write(value);
                    };
                    let taps = |lane| taps(input, block * LANES + lane);
                    level.run(Transform { form, taps, put });
                }
            }
        });
        // SAFETY: every panel has written its lines of all planes.
        unsafe { planes.set_len(len) };
        Self { inputs, outputs, form, planes }
    }

    /// Plane `p` of a whole transform.
    pub(super) fn plane(&self, p: usize) -> &[Lanes] {
        debug_assert_eq!(self.form, Form::Whole);
        let plane = self.inputs * self.outputs / LANES;
        &self.planes[p * plane..][..plane]
    }

    /// Column `column` of a half transform, to `blocks` blocks of 16 outputs from the block `start`.
    pub(super) fn column(&self, column: usize, start: usize, blocks: usize) -> Column<'_> {
        debug_assert_eq!(self.form, Form::Half);
        let plane = self.inputs * self.outputs / LANES;
        [0, 1, 2].map(|tap| &self.planes[(column * TAPS + tap) * plane + start * self.inputs..][..blocks * self.inputs])
    }
}

impl Form {
    fn planes(self) -> usize {
        match self {
            Self::Whole => SPECTRUM,
            Self::Half => PATCH * TAPS,
        }
    }
}

/// The weights between one input and 16 outputs.
struct Transform<T, P> {
    form: Form,
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
                *row = transform::kernel(simd, [simd.load(a, part), simd.load(b, part), simd.load(c, part)]);
            }
            for column in 0..PATCH {
                let values = [rows[0][column], rows[1][column], rows[2][column]];
                match self.form {
                    Form::Whole => {
                        for (row, value) in transform::kernel(simd, values).into_iter().enumerate() {
                            simd.store(&mut planes[row * PATCH + column], part, value);
                        }
                    }
                    Form::Half => {
                        for (tap, value) in transform::halved(simd, values).into_iter().enumerate() {
                            simd.store(&mut planes[column * TAPS + tap], part, value);
                        }
                    }
                }
            }
        }
        for (p, lanes) in planes.iter().enumerate().take(self.form.planes()) {
            (self.put)(p, *lanes);
        }
    }
}

/// Makes two rows of the spectrum, the first and second or the third and fourth, of a half transform.
pub(super) struct Expand<'a> {
    pub(super) column: Column<'a>,
    pub(super) pair: transform::Pair,
    pub(super) to: [&'a mut [Lanes]; 2],
}

impl Task for Expand<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let [plus, minus] = self.to;
        let [a, b, c] = self.column;
        for ((((plus, minus), a), b), c) in plus.iter_mut().zip(minus).zip(a).zip(b).zip(c) {
            for part in 0..S::PARTS {
                let taps = [simd.load(a, part), simd.load(b, part), simd.load(c, part)];
                let [first, second] = self.pair.expand(simd, taps);
                simd.store(plus, part, first);
                simd.store(minus, part, second);
            }
        }
    }
}
