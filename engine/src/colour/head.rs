//! The small head that knows the colours of what the network sees.
//!
//! Each cell of a photo becomes some hundreds of numbers: the network's features projected to their
//! principal components, its lightness, its height in the photo and where it lies relative to the
//! nearest face. Five models guess its colour from them: a linear one (ridge regression), two
//! networks with two hidden layers, and two that see the cells around as well. The networks choose among
//! classes of colours (as Zhang, Isola and Efros do in "Colorful Image Colorization", 2016). All were trained
//! by `models/colouring/train.py`.

use candle_core::{DType, IndexOp, Tensor};
use candle_nn::VarBuilder;

use super::{
    area_network::AreaNetwork,
    beside_faces::{BESIDE_FACES, beside_faces},
    features::{Features, LAYERS},
    lab::Tint,
};
use crate::{candle_device::CandleDevice, faces::Face, net::NetError};

/// Made by `models/colouring/train.py`.
static WEIGHTS: &[u8] = include_bytes!("../../../models/colouring/colouring.safetensors");

/// Principal components of each layer.
const COMPONENTS: [usize; LAYERS.len()] = [16, 32, 64, 96, 96];
/// Principal components of the mean of relu5_1 over the photo.
const MEAN_COMPONENTS: usize = 24;
/// Numbers of a cell.
const INPUTS: usize = 16 + 32 + 64 + 96 + 96 + MEAN_COMPONENTS + 2 + BESIDE_FACES;
/// Outputs of the hidden layers of each network, and the classes of colours.
const NETWORKS: [[usize; 3]; 2] = [[256, 128, 96], [320, 160, 96]];
/// How many networks see the cells around.
const AREA_NETWORKS: usize = 2;
/// The classes' probabilities are raised to one over this before their mean is taken: between the
/// mean, which is dull where several colours may be, and the likeliest, which is patchy.
const TEMPERATURE: f64 = 0.8;

/// What the models guess for each cell.
pub(super) struct Guesses {
    pub(super) linear: Vec<Tint>,
    /// Of each network.
    pub(super) networks: Vec<Vec<Tint>>,
}

/// What the head knows of a photo besides its features.
pub(super) struct Surroundings<'a> {
    /// The mean L* of each cell.
    pub(super) lightness: &'a [f32],
    pub(super) faces: &'a [Face],
}

/// A layer of a model: outputs = inputs · `weights` + `bias`.
struct Layer {
    /// `[inputs][outputs]`.
    weights: Tensor,
    bias: Tensor,
}

impl Layer {
    fn load(vb: &VarBuilder, inputs: usize, outputs: usize) -> candle_core::Result<Self> {
        Ok(Self {
            weights: vb.get((inputs, outputs), "weights")?,
            bias: vb.get(outputs, "bias")?,
        })
    }

    fn forward(&self, inputs: &Tensor) -> candle_core::Result<Tensor> {
        inputs.matmul(&self.weights)?.broadcast_add(&self.bias)
    }
}

/// The head with its weights.
pub(super) struct Head {
    device: CandleDevice,
    /// For each layer of the network the projection to its components.
    projections: Vec<Layer>,
    mean_projection: Layer,
    linear: Layer,
    networks: Vec<Network>,
    area_networks: Vec<AreaNetwork>,
}

/// A network that chooses among classes of colours.
struct Network {
    layers: Vec<Layer>,
    /// `[classes][2]`: a* and b*.
    centres: Tensor,
}

impl Network {
    fn load(vb: &VarBuilder, outputs: &[usize]) -> candle_core::Result<Self> {
        let mut layers = Vec::new();
        let mut inputs = INPUTS;
        for (index, &outputs) in outputs.iter().enumerate() {
            let vb = vb.pp(format!("layer{index}"));
            layers.push(Layer::load(&vb, inputs, outputs)?);
            inputs = outputs;
        }

        Ok(Self {
            layers,
            centres: vb.get((inputs, 2), "centres")?,
        })
    }

    /// `[cells][2]`: the mean of the classes by their probabilities.
    fn forward(&self, inputs: &Tensor) -> candle_core::Result<Tensor> {
        let mut values = inputs.clone();
        let last = self.layers.len() - 1;
        for layer in &self.layers[..last] {
            values = layer.forward(&values)?.relu()?;
        }

        let scores = (self.layers[last].forward(&values)? / TEMPERATURE)?;
        candle_nn::ops::softmax(&scores, 1)?.matmul(&self.centres)
    }
}

impl Head {
    /// The head that comes with the program.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn load(device: CandleDevice) -> Result<Self, NetError> {
        let vb = VarBuilder::from_slice_safetensors(WEIGHTS, DType::F32, device.inner())?;

        let projections = LAYERS.iter().zip(COMPONENTS).enumerate();
        let projections = projections.map(|(index, (layer, components))| {
            let vb = vb.pp(format!("projection{index}"));
            Layer::load(&vb, layer.channels(), components)
        });
        let projections = projections.collect::<candle_core::Result<_>>()?;

        let networks = NETWORKS.iter().enumerate();
        let networks = networks
            .map(|(index, outputs)| Network::load(&vb.pp(format!("network{index}")), outputs));

        let area_networks = (0..AREA_NETWORKS)
            .map(|index| AreaNetwork::load(&vb.pp(format!("area{index}")), INPUTS));

        Ok(Self {
            device,
            projections,
            mean_projection: Layer::load(&vb.pp("mean"), 512, MEAN_COMPONENTS)?,
            linear: Layer::load(&vb.pp("linear"), INPUTS, 2)?,
            networks: networks.collect::<candle_core::Result<_>>()?,
            area_networks: area_networks.collect::<candle_core::Result<_>>()?,
        })
    }

    /// The colours of all cells.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn guess(
        &self,
        features: &Features,
        surroundings: &Surroundings,
    ) -> Result<Guesses, NetError> {
        let inputs = self.inputs(features, surroundings)?;
        let networks = self.networks.iter().map(|network| network.forward(&inputs));
        let area_networks = self.area_networks.iter();
        let area_networks =
            area_networks.map(|network| network.forward(&inputs, features.height, features.width));
        let networks = networks.chain(area_networks).map(|guess| tints(&guess?));

        Ok(Guesses {
            linear: tints(&self.linear.forward(&inputs)?)?,
            networks: networks.collect::<candle_core::Result<_>>()?,
        })
    }

    /// `[cells][INPUTS]`.
    fn inputs(
        &self,
        features: &Features,
        surroundings: &Surroundings,
    ) -> candle_core::Result<Tensor> {
        let device = self.device.inner();
        let height = features.height;
        let width = features.width;
        let count = height * width;
        let channels = features.cells.len() / count;
        let cells = Tensor::from_slice(&features.cells, (count, channels), device)?;

        let mut columns = Vec::new();
        let mut first = 0;
        for (layer, projection) in LAYERS.iter().zip(&self.projections) {
            let block = cells.i((.., first..first + layer.channels()))?;
            columns.push(projection.forward(&block.contiguous()?)?);
            first += layer.channels();
        }

        let mean = Tensor::from_slice(&features.mean, (1, features.mean.len()), device)?;
        let mean = self.mean_projection.forward(&mean)?;
        columns.push(mean.broadcast_as((count, MEAN_COMPONENTS))?);

        let lightness = surroundings.lightness;
        let place: Vec<f32> = (0..count)
            .flat_map(|cell| {
                let y = ((cell / width) as f32 + 0.5) / height as f32;
                [lightness[cell] / 50.0 - 1.0, y * 2.0 - 1.0]
            })
            .collect();
        columns.push(Tensor::from_vec(place, (count, 2), device)?);

        let faces = beside_faces(surroundings.faces, lightness, width);
        columns.push(Tensor::from_vec(faces, (count, BESIDE_FACES), device)?);
        Tensor::cat(&columns, 1)
    }
}

/// `[cells][2]` as colours.
fn tints(values: &Tensor) -> candle_core::Result<Vec<Tint>> {
    let values = values.flatten_all()?.to_vec1::<f32>()?;
    let pairs = values.chunks_exact(2);
    Ok(pairs
        .map(|pair| Tint {
            a: pair[0],
            b: pair[1],
        })
        .collect())
}
