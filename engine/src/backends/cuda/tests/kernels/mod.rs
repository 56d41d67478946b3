//! Each kernel against its reference kernel, at sizes where kernels go wrong. Without a GPU there
//! is nothing to test.

mod layers;
mod losses;
mod preconditioned;
mod vectors;

use cudarc::driver::CudaFunction;

use crate::backends::{
    cuda::{
        Gpu, Precision,
        executor::Executor,
        kernels::{Arg, launch},
        memory::{Buffer, Maps, MapsView},
    },
    reference_kernels::{Round, SIZES, Size, bf16, layers::to_precision, single, values},
};

/// Kernels add in another order than the reference, and fuse multiplications with additions.
const ROUNDING: f64 = 1e-5;

/// A GPU on which one kernel runs at a time.
struct KernelTest {
    executor: Executor,
    round: Round,
}

/// The size of a layer's maps.
#[derive(Clone, Copy, Debug)]
struct MapSize {
    size: Size,
    channels: usize,
}

impl MapSize {
    /// Number of values.
    fn len(self) -> usize {
        self.size.pixels() * self.channels
    }
}

/// A test for each way to store values; none without a GPU.
fn kernel_tests() -> Vec<KernelTest> {
    let Ok(gpu) = Gpu::open(0) else {
        return Vec::new();
    };
    let test = |(precision, round): (Precision, Round)| KernelTest {
        executor: Executor::new(&gpu, precision).unwrap(),
        round,
    };
    [
        (Precision::Single, single as Round),
        (Precision::Bf16, bf16),
    ]
    .map(test)
    .into()
}

impl KernelTest {
    fn f32_buffer(&self, values: &[f32]) -> Buffer<f32> {
        Buffer::from_host(&self.executor.stream, values).unwrap()
    }

    fn f64_buffer(&self, values: &[f64]) -> Buffer<f64> {
        Buffer::from_host(&self.executor.stream, values).unwrap()
    }

    /// NaN, all of which a kernel must overwrite.
    fn nan_buffer(&self, count: usize) -> Buffer<f32> {
        self.f32_buffer(&vec![f32::NAN; count])
    }

    fn maps(&self, values: &[f32]) -> Maps {
        self.executor.upload(values).unwrap()
    }

    fn nan_maps(&self, count: usize) -> Maps {
        self.maps(&vec![f32::NAN; count])
    }

    /// The values as the maps store them.
    fn rounded(&self, values: &[f32]) -> Vec<f32> {
        to_precision(values, self.round)
    }

    /// Maps without negative values, as a ReLU leaves them.
    fn activations(&self, count: usize, seed: usize) -> Vec<f32> {
        self.rounded(
            &values(count, seed, 3.0)
                .iter()
                .map(|value| value.max(0.0))
                .collect::<Vec<_>>(),
        )
    }

    fn run(&self, kernel: &CudaFunction, grid: (u32, u32, u32), threads: u32, arguments: &[Arg]) {
        // SAFETY: each test passes what the kernel declares, with buffers of the sizes it needs.
        unsafe { launch(&self.executor.stream, kernel, grid, threads, arguments) }.unwrap();
    }

    fn read(&self, buffer: &Buffer<f32>, count: usize) -> Vec<f32> {
        let mut values = vec![0.0; count];
        buffer.read(&self.executor.stream, &mut values).unwrap();
        values
    }

    fn read_f64(&self, buffer: &Buffer<f64>, count: usize) -> Vec<f64> {
        let mut values = vec![0.0; count];
        buffer.read(&self.executor.stream, &mut values).unwrap();
        values
    }

    fn read_maps(&self, maps: &Maps, count: usize) -> Vec<f32> {
        maps.read(&self.executor.stream, self.executor.precision, count)
            .unwrap()
    }

    /// Relative: a value may round to the neighbouring bf16.
    fn tolerance(&self) -> f64 {
        if self.executor.precision == Precision::Bf16 {
            4e-3
        } else {
            ROUNDING
        }
    }

    /// A name for messages.
    fn name(&self, size: impl std::fmt::Debug) -> String {
        format!("{:?} {size:?}", self.executor.precision)
    }
}

fn view(maps: &Maps, size: MapSize) -> MapsView {
    MapsView {
        address: maps.address(),
        pixels: size.size.pixels(),
        channels: size.channels,
    }
}

fn assert_near(actual: f64, expected: f64, what: &str) {
    assert!(
        (actual - expected).abs() <= ROUNDING * expected.abs().max(1e-30),
        "{what}: {actual} {expected}"
    );
}

fn map_sizes() -> impl Iterator<Item = MapSize> {
    let channels = [64, 128, 256, 512].into_iter().cycle();
    SIZES
        .into_iter()
        .chain([Size::new(17, 300)])
        .zip(channels)
        .map(|(size, channels)| MapSize { size, channels })
}
