//! An NVIDIA GPU: opening it, asking about it, and compiling our kernels for it.

use std::sync::{Arc, Mutex, PoisonError};

use cudarc::driver::{CudaContext, CudaModule};

use super::{
    error::GpuError,
    kernels::{self, Kernels},
    precision::Precision,
};

/// An NVIDIA GPU.
#[derive(Clone, Debug)]
pub struct Gpu {
    number: usize,
    pub(super) context: Arc<CudaContext>,
    /// Compiled once for every precision, and shared by all networks in it.
    modules: Arc<Mutex<Vec<CompiledModule>>>,
}

#[derive(Debug)]
struct CompiledModule {
    precision: Precision,
    module: Arc<CudaModule>,
}

impl Gpu {
    /// Opens the GPU of this number.
    ///
    /// # Errors
    /// If a library is missing, or there is no such GPU.
    pub fn open(number: usize) -> Result<Self, GpuError> {
        // With candle's kernels the program is linked to its libraries, and does not start without
        // them.
        #[cfg(not(feature = "candle-cuda"))]
        check_libraries()?;

        let context = CudaContext::new(number)?;

        // SAFETY: event tracking orders accesses from several streams. Memory here is used by the
        // streams of one network only, which are ordered by explicit joins.
        unsafe { context.disable_event_tracking() };

        Ok(Self {
            number,
            context,
            modules: Arc::default(),
        })
    }

    /// Its number among the GPUs of this machine.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// The model name.
    ///
    /// # Errors
    /// If the driver does not answer.
    pub fn name(&self) -> Result<String, GpuError> {
        Ok(self.context.name()?)
    }

    /// Bytes of free memory.
    ///
    /// # Errors
    /// If the driver does not answer.
    pub fn free_memory(&self) -> Result<u64, GpuError> {
        Ok(self.context.mem_get_info()?.0 as u64)
    }

    /// Whether it multiplies bf16 matrices on tensor cores.
    ///
    /// # Errors
    /// If the driver does not answer.
    pub fn has_bf16(&self) -> Result<bool, GpuError> {
        Ok(self.context.compute_capability()?.0 >= 8)
    }

    /// Our kernels in this precision; the first call compiles them.
    pub(super) fn kernels(&self, precision: Precision) -> Result<Kernels, GpuError> {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);

        if let Some(compiled) = modules.iter().find(|known| known.precision == precision) {
            return Kernels::load(&compiled.module);
        }

        let module = kernels::compile(&self.context, precision)?;
        let kernels = Kernels::load(&module)?;
        modules.push(CompiledModule { precision, module });

        Ok(kernels)
    }
}

/// Refuses to go on without a library, as a call into a missing one panics.
#[cfg(not(feature = "candle-cuda"))]
fn check_libraries() -> Result<(), GpuError> {
    // SAFETY: each call only tries to load a library, and leaves it loaded.
    let libraries = unsafe {
        [
            (
                "libcuda (the NVIDIA driver)",
                cudarc::driver::sys::is_culib_present(),
            ),
            ("libcublas", cudarc::cublas::sys::is_culib_present()),
            ("libcudnn 9", cudarc::cudnn::sys::is_culib_present()),
            ("libnvrtc", cudarc::nvrtc::sys::is_culib_present()),
        ]
    };

    match libraries.into_iter().find(|(_, present)| !present) {
        Some((name, _)) => Err(GpuError::Missing(name)),
        None => Ok(()),
    }
}
