//! cuDNN's descriptors of tensors, filters, convolutions and activations, destroyed when dropped.

use cudarc::cudnn::{
    result as dnn,
    sys::{
        self, cudnnActivationDescriptor_t, cudnnConvolutionDescriptor_t, cudnnFilterDescriptor_t,
        cudnnTensorDescriptor_t,
    },
};

use super::{error::GpuError, memory::Shape, precision::Precision};

macro_rules! descriptor {
    ($name:ident, $raw:ty, $create:path, $destroy:path) => {
        pub(super) struct $name(pub(super) $raw);

        impl $name {
            pub(super) fn new() -> Result<Self, GpuError> {
                let mut raw = std::ptr::null_mut();
                // SAFETY: writes a new descriptor to `raw`; `drop` destroys it once.
                unsafe { $create(&raw mut raw) }.result()?;
                Ok(Self(raw))
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                // SAFETY: created in `new`, destroyed only here. A failure has no consequences.
                let _ = unsafe { $destroy(self.0) };
            }
        }
    };
}

descriptor!(
    TensorDescriptor,
    cudnnTensorDescriptor_t,
    sys::cudnnCreateTensorDescriptor,
    sys::cudnnDestroyTensorDescriptor
);
descriptor!(
    FilterDescriptor,
    cudnnFilterDescriptor_t,
    sys::cudnnCreateFilterDescriptor,
    sys::cudnnDestroyFilterDescriptor
);
descriptor!(
    ConvolutionDescriptor,
    cudnnConvolutionDescriptor_t,
    sys::cudnnCreateConvolutionDescriptor,
    sys::cudnnDestroyConvolutionDescriptor
);
descriptor!(
    ActivationDescriptor,
    cudnnActivationDescriptor_t,
    sys::cudnnCreateActivationDescriptor,
    sys::cudnnDestroyActivationDescriptor
);

impl TensorDescriptor {
    /// Describes maps of this shape, channels last.
    pub(super) fn for_maps(
        precision: Precision,
        channels: usize,
        shape: Shape,
    ) -> Result<Self, GpuError> {
        let tensor = Self::new()?;
        let sizes = [1, channels, shape.height, shape.width].map(|size| size as i32);
        let format = sys::cudnnTensorFormat_t::CUDNN_TENSOR_NHWC;
        let data_type = precision.dnn_data_type();

        // SAFETY: the descriptor is alive.
        unsafe { dnn::set_tensor4d_descriptor(tensor.0, format, data_type, sizes) }?;

        Ok(tensor)
    }
}
