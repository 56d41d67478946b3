//! Bias and ReLU6, and the ways back through it.

use std::sync::Arc;

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use candle_nn::VarBuilder;

/// The ceiling of ReLU6.
const CEILING: f32 = 6.0;

/// What a gradient does at a ReLU6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "finite differences prove the backward pass with it"
        )
    )]
    /// The derivative: it passes where the ReLU6 is neither at 0 nor at its ceiling.
    Derivative,
    /// Guided backpropagation (Springenberg et al., "Striving for Simplicity", 2014): only what
    /// speaks for the class passes, so that what is left are the lines that the network goes by.
    Guided,
}

impl Rule {
    /// The gradient before a ReLU6 from that behind it, where `output` is what came out.
    pub(super) fn backward(self, output: &Tensor, gradient: &Tensor) -> Result<Tensor> {
        let is_open = (output.gt(0.0)? * output.lt(f64::from(CEILING))?)?;
        let passed = (gradient * is_open.to_dtype(gradient.dtype())?)?;

        match self {
            Self::Derivative => Ok(passed),
            Self::Guided => passed.relu(),
        }
    }
}

/// Adds the bias of the convolution in front of it, and limits the sum to 0..=6.
pub(super) struct Relu6 {
    bias: Bias,
}

impl Relu6 {
    /// Loads `bias`, `[channels]`.
    pub(super) fn load(vb: &VarBuilder, channels: usize) -> Result<Self> {
        let bias = Bias::load(vb, channels)?;
        Ok(Self {
            bias: Bias {
                range: Some([0.0, CEILING]),
                ..bias
            },
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor> {
        self.bias.forward(input)
    }
}

/// Adds a bias to each channel, and limits the sum to a range: on the CPU in the same pass over
/// memory, elsewhere by candle's own operations.
pub(super) struct Bias {
    /// `[1, channels, 1, 1]`.
    tensor: Tensor,
    values: Arc<[f32]>,
    range: Option<[f32; 2]>,
}

impl Bias {
    /// Loads `bias`, `[channels]`.
    pub(super) fn load(vb: &VarBuilder, channels: usize) -> Result<Self> {
        let bias = vb.get(channels, "bias")?;
        let values: Vec<f32> = bias.to_vec1()?;

        Ok(Self {
            tensor: bias.reshape((1, channels, 1, 1))?,
            values: values.into(),
            range: None,
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor> {
        if input.device().is_cpu() {
            input.apply_op1_no_bwd(self)
        } else {
            self.forward_by_candle(input)
        }
    }

    fn forward_by_candle(&self, input: &Tensor) -> Result<Tensor> {
        let sum = input.broadcast_add(&self.tensor)?;
        match self.range {
            Some([floor, ceiling]) => sum.clamp(floor, ceiling),
            None => Ok(sum),
        }
    }
}

impl CustomOp1 for Bias {
    fn name(&self) -> &'static str {
        "bias"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (_, channels, height, width) = layout.shape().dims4()?;
        let mut values = contiguous(storage, layout)?.to_vec();

        for (index, plane) in values.chunks_exact_mut(height * width).enumerate() {
            let bias = self.values[index % channels];
            match self.range {
                Some([floor, ceiling]) => plane
                    .iter_mut()
                    .for_each(|value| *value = (*value + bias).clamp(floor, ceiling)),
                None => plane.iter_mut().for_each(|value| *value += bias),
            }
        }

        Ok((CpuStorage::F32(values), layout.shape().clone()))
    }
}

/// The values of a tensor, in the order of their places.
pub(super) fn contiguous<'s>(storage: &'s CpuStorage, layout: &Layout) -> Result<&'s [f32]> {
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&storage.as_slice::<f32>()?[start..end]),
        None => candle_core::bail!("the tensor is not contiguous"),
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{DType, Device};

    use super::*;

    #[test]
    fn candle_adds_and_limits_alike() {
        let values = Tensor::arange(0.0_f32, 140.0, &Device::Cpu).unwrap().sin();
        let values = (values.unwrap() * 8.0).unwrap();
        let values = values.reshape((1, 5, 4, 7)).unwrap();
        let bias = Tensor::new(&[1.0_f32, -2.0, 0.0, 3.0, 0.5], &Device::Cpu).unwrap();
        let tensors = [("bias".to_owned(), bias)].into();
        let vb = VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu);

        let values_of =
            |tensor: Tensor| -> Vec<f32> { tensor.flatten_all().unwrap().to_vec1().unwrap() };
        for bias in [
            Bias::load(&vb, 5).unwrap(),
            Relu6::load(&vb, 5).unwrap().bias,
        ] {
            assert_eq!(
                values_of(bias.forward(&values).unwrap()),
                values_of(bias.forward_by_candle(&values).unwrap())
            );
        }
    }

    #[test]
    fn guided_backpropagation_lets_only_support_through() {
        let output = Tensor::new(&[[0.0_f32, 2.0, 3.0, 6.0]], &Device::Cpu).unwrap();
        let gradient = Tensor::new(&[[1.0_f32, 1.5, -2.0, 3.0]], &Device::Cpu).unwrap();
        let passed = |rule: Rule| -> Vec<Vec<f32>> {
            let passed = rule.backward(&output, &gradient).unwrap();
            passed.to_vec2().unwrap()
        };

        assert_eq!(passed(Rule::Derivative), [[0.0, 1.5, -2.0, 0.0]]);
        assert_eq!(passed(Rule::Guided), [[0.0, 1.5, 0.0, 0.0]]);
    }
}
