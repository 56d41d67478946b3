//! The weights as tensors of candle.

use std::collections::HashMap;

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::VarBuilder;

use crate::vgg::{Relu, Weights};

/// The tensors under the names that they have in the weights file: `conv1_1.kernel`, `conv1_1.bias`
/// and so on. Quantised kernels are expanded to f32.
pub(super) fn var_builder(weights: &Weights, device: &Device) -> Result<VarBuilder<'static>> {
    let mut tensors = HashMap::new();
    for (relu, convolution) in Relu::ALL.into_iter().zip(&weights.convolutions) {
        let name = relu.convolution_name();
        let shape = (convolution.outputs, convolution.inputs, 3, 3);
        let kernel = Tensor::from_vec(convolution.kernel.to_vec(), shape, device)?;
        let bias = Tensor::from_slice(&convolution.bias, convolution.outputs, device)?;

        tensors.insert(format!("{name}.kernel"), kernel);
        tensors.insert(format!("{name}.bias"), bias);
    }

    Ok(VarBuilder::from_tensors(tensors, DType::F32, device))
}
