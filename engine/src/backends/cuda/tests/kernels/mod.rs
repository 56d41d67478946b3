//! Each kernel against its twin, at sizes where kernels go wrong; without a GPU there is nothing to
//! ask.

mod layers;
mod losses;
mod preconditioned;
mod vectors;

use cudarc::driver::CudaFunction;

use crate::backends::{
    cuda::{
        Gpu, Precision,
        gpu::Machine,
        kernels::{Arg, launch},
        memory::{Buffer, Maps},
    },
    reference_kernels::{Narrow, SIZES, Size, bf16, layers::to_values, single, values},
};

/// Sums are taken in another order, and multiplications fused with additions.
const ROUNDING: f64 = 1e-5;

/// A GPU on which one kernel runs at a time.
struct Bench {
    machine: Machine,
    narrow: Narrow,
}

/// In both ways to keep a value; none without a GPU.
fn benches() -> Vec<Bench> {
    let Ok(gpu) = Gpu::open(0) else {
        return Vec::new();
    };
    let bench = |(precision, narrow): (Precision, Narrow)| Bench {
        machine: Machine::new(&gpu, precision).unwrap(),
        narrow,
    };
    [
        (Precision::Single, single as Narrow),
        (Precision::Bf16, bf16),
    ]
    .map(bench)
    .into()
}

impl Bench {
    fn reals(&self, values: &[f32]) -> Buffer<f32> {
        Buffer::from_host(&self.machine.stream, values).unwrap()
    }

    fn doubles(&self, values: &[f64]) -> Buffer<f64> {
        Buffer::from_host(&self.machine.stream, values).unwrap()
    }

    /// What a kernel must overwrite.
    fn spoiled(&self, count: usize) -> Buffer<f32> {
        self.reals(&vec![f32::NAN; count])
    }

    fn maps(&self, values: &[f32]) -> Maps {
        self.machine.values(values).unwrap()
    }

    fn spoiled_maps(&self, count: usize) -> Maps {
        self.maps(&vec![f32::NAN; count])
    }

    fn kept(&self, values: &[f32]) -> Vec<f32> {
        to_values(values, self.narrow)
    }

    /// Maps that are as after a ReLU.
    fn activations(&self, count: usize, seed: usize) -> Vec<f32> {
        self.kept(
            &values(count, seed, 3.0)
                .iter()
                .map(|value| value.max(0.0))
                .collect::<Vec<_>>(),
        )
    }

    fn run(&self, kernel: &CudaFunction, grid: (u32, u32, u32), threads: u32, arguments: &[Arg]) {
        // SAFETY: each test gives the kernel what it wants, of enough memory.
        unsafe { launch(&self.machine.stream, kernel, grid, threads, arguments) }.unwrap();
    }

    fn read(&self, buffer: &Buffer<f32>, count: usize) -> Vec<f32> {
        let mut values = vec![0.0; count];
        buffer.read(&self.machine.stream, &mut values).unwrap();
        values
    }

    fn read_doubles(&self, buffer: &Buffer<f64>, count: usize) -> Vec<f64> {
        let mut values = vec![0.0; count];
        buffer.read(&self.machine.stream, &mut values).unwrap();
        values
    }

    fn read_maps(&self, maps: &Maps, count: usize) -> Vec<f32> {
        maps.read(&self.machine.stream, self.machine.precision, count)
            .unwrap()
    }

    /// A value may round to the next bf16.
    fn tolerance(&self) -> f64 {
        if self.machine.precision == Precision::Bf16 {
            4e-3
        } else {
            ROUNDING
        }
    }

    fn name(&self, size: Size) -> String {
        format!("{:?} {size:?}", self.machine.precision)
    }
}

fn near(actual: f64, expected: f64, what: &str) {
    assert!(
        (actual - expected).abs() <= ROUNDING * expected.abs().max(1e-30),
        "{what}: {actual} {expected}"
    );
}

fn sizes() -> impl Iterator<Item = (Size, usize)> {
    let channels = [64, 128, 256, 512].into_iter().cycle();
    SIZES.into_iter().chain([(17, 300)]).zip(channels)
}
