//! The plain network: VGG-19 in candle and candle-nn, on any of candle's devices. The faster
//! networks are tested against it.
//!
//! It keeps every activation and allocates as it goes. The backward pass is written out, without
//! candle's autograd: in candle 0.11 the gradient of `max_pool2d` is a quarter of the true one, and
//! that of `conv2d` always computes the kernel's gradient as well.

mod convolution;
pub(super) mod pooling;
mod weights;

use candle_core::{Device, Tensor};

use self::{
    convolution::{Convolution, fold_replicated},
    weights::var_builder,
};
use crate::{
    descent::{Descent, DescentTask, HostDescent, PaintingNet},
    net::{Distance, Focus, Gradient, Moments, Net, NetError},
    planes::{Planes, Region},
    vgg::{Border, MEAN, Relu, Variant, Weights},
};

impl From<candle_core::Error> for NetError {
    fn from(error: candle_core::Error) -> Self {
        Self::Device(error.into())
    }
}

/// What a ReLU lets through on the way back, where it was open on the way forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackwardRule {
    /// Everything: the gradient.
    Gradient,
    /// Only what is positive: guided backpropagation (Springenberg et al., "Striving for Simplicity",
    /// 2014). What would weaken the layer above is left out, so that only what excites it shows.
    Guided,
}

/// VGG-19 on candle; see the module.
pub struct PlainNet {
    device: Device,
    variant: Variant,
    /// In the order of [`Relu::ALL`].
    convolutions: Vec<Convolution>,
    mean: Tensor,
    /// The output of each ReLU in the last forward pass, `[1, C, H, W]`.
    activations: Vec<Tensor>,
    rule: BackwardRule,
    /// Each of the size of the part in focus.
    targets: [Option<Tensor>; Relu::ALL.len()],
    /// The weights of the targets' places, `[1, 1, height, width]`.
    target_weights: [Option<Tensor>; Relu::ALL.len()],
    focus: Option<Region>,
}

impl PlainNet {
    /// Puts the weights on `device`.
    ///
    /// # Errors
    /// If the device fails or has not enough memory.
    pub fn new(weights: &Weights, variant: Variant, device: &Device) -> Result<Self, NetError> {
        let vb = var_builder(&variant.apply(weights), device)?;
        let mut inputs = 3;
        let mut convolutions = Vec::with_capacity(Relu::ALL.len());

        for relu in Relu::ALL {
            let border = match relu {
                Relu::R1_1 => variant.border,
                _ => Border::Zero,
            };
            let vb = vb.pp(relu.convolution_name());
            convolutions.push(Convolution::load(&vb, relu, inputs, border)?);
            inputs = relu.channels();
        }

        Ok(Self {
            device: device.clone(),
            variant,
            convolutions,
            mean: Tensor::new(&MEAN, device)?.reshape((1, 3, 1, 1))?,
            activations: Vec::new(),
            rule: BackwardRule::Gradient,
            targets: Default::default(),
            target_weights: Default::default(),
            focus: None,
        })
    }

    /// The same network with another way back.
    #[must_use]
    pub fn with_rule(self, rule: BackwardRule) -> Self {
        Self { rule, ..self }
    }

    fn tapped(&self, tap: Relu) -> Result<&Tensor, NetError> {
        self.activations
            .get(tap.index())
            .ok_or(NetError::NotTapped(tap))
    }

    /// The part of a layer in focus, `[1, C, H, W]`.
    fn focused(&self, tap: Relu) -> Result<Tensor, NetError> {
        let all = self.tapped(tap)?;
        match self.focus.map(|region| region.pooled(tap.poolings())) {
            Some(part) => Ok(all
                .narrow(2, part.top, part.height)?
                .narrow(3, part.left, part.width)?
                .contiguous()?),
            None => Ok(all.clone()),
        }
    }

    /// Pads the part in focus with zeros to the size of the layer.
    fn unfocused(&self, tap: Relu, part: Tensor) -> Result<Tensor, NetError> {
        let Some(region) = self.focus.map(|region| region.pooled(tap.poolings())) else {
            return Ok(part);
        };
        let (_, _, height, width) = self.tapped(tap)?.dims4()?;
        let rows = part.pad_with_zeros(2, region.top, height - region.top - region.height)?;

        Ok(rows.pad_with_zeros(3, region.left, width - region.left - region.width)?)
    }

    /// The part in focus as a matrix `[C, pixels]`.
    fn matrix(&self, tap: Relu) -> Result<Tensor, NetError> {
        Ok(self.focused(tap)?.squeeze(0)?.flatten_from(1)?)
    }

    fn difference(&self, tap: Relu) -> Result<Tensor, NetError> {
        let target = self.targets[tap.index()]
            .as_ref()
            .ok_or(NetError::NotTapped(tap))?;
        Ok(self.focused(tap)?.sub(target)?)
    }

    /// A difference times the weights of its places, if it has any.
    fn weighed(&self, tap: Relu, difference: Tensor) -> Result<Tensor, NetError> {
        match &self.target_weights[tap.index()] {
            Some(weights) => Ok(difference.broadcast_mul(weights)?),
            None => Ok(difference),
        }
    }

    fn gradient(&self, gradient: &Gradient) -> Result<Tensor, NetError> {
        match gradient {
            Gradient::Affine {
                tap,
                matrix,
                offset,
            } => {
                let channels = tap.channels();
                let matrix = Tensor::from_slice(matrix, (channels, channels), &self.device)?;
                let offset = Tensor::from_slice(offset, (channels, 1), &self.device)?;
                let gradient = matrix.matmul(&self.matrix(*tap)?)?.broadcast_add(&offset)?;
                self.unfocused(*tap, gradient.reshape(self.focused(*tap)?.shape())?)
            }
            Gradient::Target { tap, scale } => {
                let difference = self.weighed(*tap, self.difference(*tap)?)?;
                self.unfocused(*tap, (difference * f64::from(*scale))?)
            }
            Gradient::Explicit { tap, gradient } => Ok(Tensor::from_slice(
                gradient.data(),
                self.tapped(*tap)?.shape(),
                &self.device,
            )?),
        }
    }

    /// The gradient at the input of convolution `index` from that at the output of its ReLU.
    fn step_back(&self, index: usize, gradient: &Tensor) -> Result<Tensor, NetError> {
        let open = self.activations[index]
            .gt(0.0)?
            .to_dtype(gradient.dtype())?;
        let gradient = match self.rule {
            BackwardRule::Gradient => (gradient * open)?,
            BackwardRule::Guided => (gradient.relu()? * open)?,
        };
        let gradient = self.convolutions[index].input_gradient(&gradient)?;

        match index.checked_sub(1).map(|below| Relu::ALL[below]) {
            Some(below) if below.is_pooled() => Ok(pooling::backward(
                &self.activations[below.index()],
                &gradient,
                self.variant.pooling,
            )?),
            _ => Ok(gradient),
        }
    }
}

impl Net for PlainNet {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        crate::net::check_size(picture, deepest)?;
        self.activations.clear();

        let shape = (1, 3, picture.height(), picture.width());
        let mut below =
            Tensor::from_slice(picture.data(), shape, &self.device)?.broadcast_sub(&self.mean)?;

        for relu in &Relu::ALL[..=deepest.index()] {
            let activation = self.convolutions[relu.index()].forward(&below)?.relu()?;
            below = if relu.is_pooled() {
                pooling::forward(&activation, self.variant.pooling)?
            } else {
                activation.clone()
            };

            self.activations.push(activation);
        }

        Ok(())
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        let tensor = self.tapped(tap)?;
        let (_, channels, height, width) = tensor.dims4()?;

        Ok(Planes::from_vec(
            channels,
            height,
            width,
            tensor.flatten_all()?.to_vec1()?,
        ))
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        let features = self.matrix(tap)?;
        moments.pixels = features.dim(1)?;

        let pixels = moments.pixels as f64;
        moments.mean = features.mean(1)?.to_vec1()?;
        moments.second = (features.matmul(&features.t()?)? / pixels)?
            .flatten_all()?
            .to_vec1()?;

        Ok(())
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        self.targets[tap.index()] = Some(self.focused(tap)?);
        self.target_weights[tap.index()] = None;
        Ok(())
    }

    fn weigh_target(&mut self, tap: Relu, weights: &[f32]) -> Result<(), NetError> {
        let (_, _, height, width) = self.tapped(tap)?.dims4()?;
        if self.targets[tap.index()].is_none() || weights.len() != height * width {
            return Err(NetError::NotTapped(tap));
        }

        let weights = Planes::from_vec(1, height, width, weights.to_vec());
        let weights = match self.focus {
            Some(region) => weights.part(region.pooled(tap.poolings())),
            None => weights,
        };
        let shape = (1, 1, weights.height(), weights.width());
        self.target_weights[tap.index()] =
            Some(Tensor::from_slice(weights.data(), shape, &self.device)?);
        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        let difference = self.difference(tap)?;
        let squares = self.weighed(tap, difference.sqr()?)?;
        Ok(Distance {
            absolute: f64::from(difference.abs()?.sum_all()?.to_scalar::<f32>()?),
            square: f64::from(squares.sum_all()?.to_scalar::<f32>()?),
            count: difference.elem_count(),
        })
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        let mut height = 0;
        let mut width = 0;
        let mut above: Option<Tensor> = None;
        for index in (0..self.activations.len()).rev() {
            for gradient in gradients
                .iter()
                .filter(|gradient| gradient.tap().index() == index)
            {
                let gradient = self.gradient(gradient)?;
                above = Some(match above {
                    Some(above) => (above + gradient)?,
                    None => gradient,
                });
            }

            (_, _, height, width) = self.activations[index].dims4()?;
            above = above
                .map(|above| self.step_back(index, &above))
                .transpose()?;
        }

        self.activations.clear();
        picture.reshape(3, height, width);

        match above {
            Some(above) => {
                let data: Vec<f32> = above.flatten_all()?.to_vec1()?;
                match self.variant.border {
                    Border::Zero => picture.data_mut().copy_from_slice(&data),
                    Border::Replicate => fold_replicated(&data, picture),
                }
            }
            None => picture.data_mut().fill(0.0),
        }

        Ok(())
    }
}

impl Focus for PlainNet {
    fn focus(&mut self, region: Option<Region>) {
        self.focus = region;
    }

    fn set_target(&mut self, tap: Relu, target: &Planes) -> Result<(), NetError> {
        let shape = (1, target.channels(), target.height(), target.width());
        self.targets[tap.index()] = Some(Tensor::from_slice(target.data(), shape, &self.device)?);
        self.target_weights[tap.index()] = None;
        Ok(())
    }
}

impl PaintingNet for PlainNet {
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError> {
        Ok(Box::new(HostDescent::new(self, task)?))
    }
}
