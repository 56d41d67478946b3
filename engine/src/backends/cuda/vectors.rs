//! The optimiser's vectors on the GPU, and their sums and combinations.

use std::sync::Arc;

use cudarc::driver::{CudaStream, PinnedHostSlice};

use super::{
    error::GpuError,
    executor::Executor,
    kernels::{Arg, BATCH, Kernels, PARTIAL_SUMS, THREADS, VectorBatch, grid_for, launch},
    memory::{Address, Buffer, Shape},
};
use crate::{net::NetError, optimizer::Space, planes::Planes};

/// The vectors of L-BFGS on the GPU: pictures of one shape, `[3][height][width]` in f32. The host
/// waits only for sums.
pub(super) struct CudaSpace {
    stream: Arc<CudaStream>,
    kernels: Arc<Kernels>,
    shape: Shape,
    /// [`PARTIAL_SUMS`] for each sum.
    partials: Buffer<f64>,
    /// In the host's memory, which the GPU writes to.
    sums: PinnedHostSlice<f64>,
    sums_address: Address,
}

/// Vectors for one launch.
pub(super) struct FilledBatch {
    pub(super) batch: VectorBatch,
    /// How many of the batch's places are filled.
    pub(super) used: usize,
}

/// `to` = `factor` `to` + Σ factor v, over the vectors v of a batch.
pub(super) struct Combination {
    pub(super) to: Address,
    pub(super) factor: f32,
    pub(super) batch: FilledBatch,
    /// Values in each vector.
    pub(super) count: usize,
}

impl CudaSpace {
    /// Vectors of pictures of this shape, on the executor's stream.
    pub(super) fn new(executor: &Executor, shape: Shape) -> Result<Self, GpuError> {
        let stream = Arc::clone(&executor.stream);

        // SAFETY: the memory is not initialised; `sum` reads a value only after a kernel has
        // written it.
        let mut sums = unsafe { stream.context().alloc_pinned_with_flags(BATCH, 0) }?;

        Ok(Self {
            shape,
            partials: Buffer::zeros(&stream, BATCH * PARTIAL_SUMS as usize)?,
            sums_address: sums.as_mut_ptr()? as Address,
            sums,
            kernels: Arc::clone(&executor.kernels),
            stream,
        })
    }

    /// Values in a vector.
    fn count(&self) -> usize {
        3 * self.shape.pixels()
    }

    /// The dot products of one vector with those of a batch; waits for them.
    fn dot_products(&self, vector: Address, batch: &FilledBatch) -> Result<&[f64], GpuError> {
        let stream = &self.stream;
        let used = batch.used;
        let dots = [
            Arg::Address(vector),
            Arg::Batch(&batch.batch),
            Arg::Unsigned(self.count() as u32),
            Arg::Address(self.partials.address()),
        ];

        let sums = [
            Arg::Address(self.partials.address()),
            Arg::Int(PARTIAL_SUMS as i32),
            Arg::Address(self.sums_address),
        ];

        let Kernels {
            vector_dots,
            vector_sums,
            ..
        } = &*self.kernels;
        let dots_grid = (PARTIAL_SUMS, used as u32, 1);
        let sums_grid = (used as u32, 1, 1);

        // SAFETY: all vectors have `count` values, and partial sums and sums have room for a whole
        // batch.
        unsafe {
            launch(stream, vector_dots, dots_grid, THREADS, &dots)?;
            launch(stream, vector_sums, sums_grid, THREADS, &sums)?;
        }

        stream.synchronize()?;
        Ok(&self.sums.as_slice()?[..used])
    }
}

impl Combination {
    pub(super) fn enqueue(
        &self,
        stream: &Arc<CudaStream>,
        kernels: &Kernels,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(self.to),
            Arg::Float(self.factor),
            Arg::Batch(&self.batch.batch),
            Arg::Int(self.batch.used as i32),
            Arg::Unsigned(self.count as u32),
        ];

        // SAFETY: `to` and the vectors of the batch all have `count` values.
        unsafe {
            launch(
                stream,
                &kernels.vector_combine,
                grid_for(self.count),
                THREADS,
                &arguments,
            )
        }
    }
}

impl FilledBatch {
    /// Takes as many vectors, with their factors, as one launch can work on.
    fn take<'v>(vectors: &mut impl Iterator<Item = (f64, &'v Buffer<f32>)>) -> Self {
        let mut batch = VectorBatch::default();
        let mut used = 0;

        for (factor, vector) in vectors.take(BATCH) {
            batch.vectors[used] = vector.address();
            batch.factors[used] = factor as f32;
            used += 1;
        }

        Self { batch, used }
    }
}

impl Space for CudaSpace {
    type Vector = Buffer<f32>;

    fn vector(&mut self, planes: &Planes) -> Result<Buffer<f32>, NetError> {
        Ok(Buffer::from_host(&self.stream, planes.data())?)
    }

    fn planes(&self, vector: &Buffer<f32>) -> Result<Planes, NetError> {
        let mut planes = Planes::zeros(3, self.shape.height, self.shape.width);
        vector.read(&self.stream, planes.data_mut())?;
        Ok(planes)
    }

    fn dimension(&self, _: &Buffer<f32>) -> usize {
        self.count()
    }

    fn copy(&mut self, to: &mut Buffer<f32>, from: &Buffer<f32>) -> Result<(), NetError> {
        Ok(to.copy(&self.stream, from, self.count())?)
    }

    fn dots<'v>(
        &mut self,
        vector: &'v Buffer<f32>,
        others: impl Iterator<Item = &'v Buffer<f32>> + Clone,
        sums: &mut Vec<f64>,
    ) -> Result<(), NetError> {
        sums.clear();

        let mut others = others.map(|other| (0.0, other));
        loop {
            let batch = FilledBatch::take(&mut others);
            if batch.used == 0 {
                return Ok(());
            }
            sums.extend(self.dot_products(vector.address(), &batch)?);
        }
    }

    fn combine<'v>(
        &mut self,
        to: &mut Buffer<f32>,
        factor: f64,
        mut terms: impl Iterator<Item = (f64, &'v Buffer<f32>)> + Clone,
    ) -> Result<(), NetError> {
        let mut factor = factor as f32;
        loop {
            let combination = Combination {
                to: to.address(),
                factor,
                batch: FilledBatch::take(&mut terms),
                count: self.count(),
            };
            combination.enqueue(&self.stream, &self.kernels)?;

            if combination.batch.used < BATCH {
                return Ok(());
            }

            factor = 1.0;
        }
    }

    fn subtract(
        &mut self,
        to: &mut Buffer<f32>,
        a: &Buffer<f32>,
        b: &Buffer<f32>,
    ) -> Result<(), NetError> {
        let count = self.count();
        let to = to.claim(&self.stream, count)?;
        let arguments = [
            Arg::Address(to),
            Arg::Address(a.address()),
            Arg::Address(b.address()),
            Arg::Unsigned(count as u32),
        ];

        // SAFETY: all three vectors have `count` values.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.vector_subtract,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }?;

        Ok(())
    }

    fn walk(
        &mut self,
        to: &mut Buffer<f32>,
        picture: &Buffer<f32>,
        length: f64,
        direction: &Buffer<f32>,
    ) -> Result<(), NetError> {
        let count = self.count();
        let to = to.claim(&self.stream, count)?;
        let arguments = [
            Arg::Address(to),
            Arg::Address(picture.address()),
            Arg::Float(length as f32),
            Arg::Address(direction.address()),
            Arg::Unsigned(count as u32),
        ];

        // SAFETY: all three vectors have `count` values.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.vector_step,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }?;

        Ok(())
    }

    fn hold_bounds(
        &mut self,
        direction: &mut Buffer<f32>,
        picture: &Buffer<f32>,
        gradient: &Buffer<f32>,
    ) -> Result<(), NetError> {
        let [direction, picture, gradient] =
            [&*direction, picture, gradient].map(|vector| Arg::Address(vector.address()));
        let count = self.count();
        let arguments = [direction, picture, gradient, Arg::Unsigned(count as u32)];

        // SAFETY: all three vectors have `count` values.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.vector_project,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }?;

        Ok(())
    }
}
