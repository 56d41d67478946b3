//! Pictures as vectors on the GPU.

use std::sync::Arc;

use cudarc::driver::{CudaStream, PinnedHostSlice};

use super::{
    error::GpuError,
    gpu::Machine,
    kernels::{Arg, Kernels, PARTS, TERMS, THREADS, Terms, launch, over},
    memory::{Address, Buffer},
    shape::Shape,
};
use crate::{net::NetError, optimizer::Space, planes::Planes};

/// See the module. The host waits for sums only.
pub(super) struct CudaSpace {
    stream: Arc<CudaStream>,
    kernels: Arc<Kernels>,
    shape: Shape,
    /// [`PARTS`] of each sum.
    parts: Buffer<f64>,
    /// The host's, pinned, and seen by the GPU.
    sums: PinnedHostSlice<f64>,
    sums_at: Address,
}

impl CudaSpace {
    /// Of pictures of this shape, on the stream of `machine`.
    pub(super) fn new(machine: &Machine, shape: Shape) -> Result<Self, GpuError> {
        let stream = Arc::clone(&machine.stream);

        // SAFETY: a sum is read only after a kernel has written it.
        let mut sums = unsafe { stream.context().alloc_pinned_with_flags(TERMS, 0) }?;
        Ok(Self {
            shape,
            parts: Buffer::zeros(&stream, TERMS * PARTS as usize)?,
            sums_at: sums.as_mut_ptr()? as Address,
            sums,
            kernels: Arc::clone(&machine.kernels),
            stream,
        })
    }

    fn count(&self) -> usize {
        3 * self.shape.pixels()
    }

    /// The sums of one vector with at most [`TERMS`] others.
    fn sum(&self, vector: Address, terms: &Terms, used: usize) -> Result<&[f64], GpuError> {
        let stream = &self.stream;
        let parts = self.parts.at();
        let dots = [
            Arg::At(vector),
            Arg::Terms(terms),
            Arg::Count(self.count() as u32),
            Arg::At(parts),
        ];

        let sums = [
            Arg::At(parts),
            Arg::Int(PARTS as i32),
            Arg::At(self.sums_at),
        ];

        let Kernels {
            vector_dots,
            vector_sums,
            ..
        } = &*self.kernels;

        // SAFETY: all vectors of the space are equally long, and there is room for the parts and
        // sums of all terms.
        unsafe {
            launch(stream, vector_dots, (PARTS, used as u32, 1), THREADS, &dots)?;
            launch(stream, vector_sums, (used as u32, 1, 1), THREADS, &sums)?;
        }

        stream.synchronize()?;
        Ok(&self.sums.as_slice()?[..used])
    }
}

/// Enqueues `to` = `factor` `to` + the sum of the first `used` terms.
pub(super) fn combine(
    (stream, kernels): (&Arc<CudaStream>, &Kernels),
    (to, factor): (Address, f32),
    (terms, used): (&Terms, usize),
    count: usize,
) -> Result<(), GpuError> {
    let arguments = [
        Arg::At(to),
        Arg::Real(factor),
        Arg::Terms(terms),
        Arg::Int(used as i32),
        Arg::Count(count as u32),
    ];

    // SAFETY: the callers' vectors have so many values.
    unsafe {
        launch(
            stream,
            &kernels.vector_combine,
            over(count),
            THREADS,
            &arguments,
        )
    }
}

impl Terms {
    /// As many as fit, and how many those are.
    fn take<'v>(terms: &mut impl Iterator<Item = (f64, &'v Buffer<f32>)>) -> (Self, usize) {
        let mut taken = Self::default();
        let mut used = 0;
        for (place, (factor, vector)) in terms.take(TERMS).enumerate() {
            (taken.of[place], taken.by[place]) = (vector.at(), factor as f32);
            used = place + 1;
        }

        (taken, used)
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
            let (terms, used) = Terms::take(&mut others);
            if used == 0 {
                return Ok(());
            }
            sums.extend(self.sum(vector.at(), &terms, used)?);
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
            let (taken, used) = Terms::take(&mut terms);
            combine(
                (&self.stream, &self.kernels),
                (to.at(), factor),
                (&taken, used),
                self.count(),
            )?;

            if used < TERMS {
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
            Arg::At(to),
            Arg::At(a.at()),
            Arg::At(b.at()),
            Arg::Count(count as u32),
        ];

        // SAFETY: all vectors of the space have so many values.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.vector_subtract,
                over(count),
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
            Arg::At(to),
            Arg::At(picture.at()),
            Arg::Real(length as f32),
            Arg::At(direction.at()),
            Arg::Count(count as u32),
        ];

        // SAFETY: as above.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.vector_walk,
                over(count),
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
            [&*direction, picture, gradient].map(|vector| Arg::At(vector.at()));
        let count = self.count();
        let arguments = [direction, picture, gradient, Arg::Count(count as u32)];

        // SAFETY: as above.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.vector_hold,
                over(count),
                THREADS,
                &arguments,
            )
        }?;

        Ok(())
    }
}
