//! The weights that come with the program.

use std::collections::HashMap;

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::VarBuilder;
use safetensors::{Dtype, SafeTensors};

/// Made by `models/magenta-styles/convert.py`.
pub(super) static WEIGHTS: &[u8] =
    include_bytes!("../../../models/magenta-styles/magenta-styles.safetensors");

/// What stands for zero in a weight of 8 bits.
const ZERO: f32 = 128.0;

/// All tensors under their names; weights of 8 bits are multiplied by the step of their output.
pub(super) fn load(device: &Device) -> Result<VarBuilder<'static>> {
    let file = SafeTensors::deserialize(WEIGHTS).map_err(candle_core::Error::wrap)?;
    let floats = |name: &str| -> Result<Vec<f32>> {
        let view = file.tensor(name).map_err(candle_core::Error::wrap)?;
        let values = view.data().as_chunks::<4>().0.iter();
        Ok(values.map(|&bytes| f32::from_le_bytes(bytes)).collect())
    };

    let mut tensors = HashMap::new();
    for name in file.names() {
        let view = file.tensor(name).map_err(candle_core::Error::wrap)?;
        let values = match view.dtype() {
            Dtype::U8 => {
                let steps = floats(&name.replace(".weight", ".steps"))?;
                let inputs = view.data().len() / steps.len();
                let outputs = view.data().chunks_exact(inputs).zip(steps);
                let weight = |value: u8, step: f32| (f32::from(value) - ZERO) * step;
                outputs
                    .flat_map(|(values, step)| values.iter().map(move |&value| weight(value, step)))
                    .collect()
            }
            _ => floats(name)?,
        };

        let tensor = Tensor::from_vec(values, view.shape(), device)?;
        tensors.insert(name.to_owned(), tensor);
    }

    Ok(VarBuilder::from_tensors(tensors, DType::F32, device))
}
