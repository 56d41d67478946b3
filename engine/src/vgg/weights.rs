//! Reads the weights from a safetensors file, either quantised (`kernel` u8 and `table` f32) or
//! plain (`kernel` f32).

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::Relu;

/// One 3 x 3 convolution with stride 1 and padding 1.
#[derive(Clone, Debug)]
pub struct Convolution {
    /// Input channels.
    pub inputs: usize,
    /// Output channels.
    pub outputs: usize,
    /// `[outputs][inputs][3][3]`.
    pub kernel: Kernel,
    /// `[outputs]`.
    pub bias: Vec<f32>,
}

/// The weights of a convolution in the form they have in the file; quantised, they take a quarter
/// of the memory. Clones share them.
#[derive(Clone, Debug)]
pub enum Kernel {
    /// Indices into a table of 256 values.
    Quantised {
        /// The index of each weight.
        indices: Arc<[u8]>,
        /// The values.
        table: Arc<[f32; 256]>,
    },
    /// The weights themselves.
    Plain(Arc<[f32]>),
}

impl Kernel {
    /// The nine weights of the 3 x 3 kernel that starts at `start`.
    ///
    /// # Panics
    /// If there are fewer.
    #[inline]
    #[must_use]
    pub fn nine(&self, start: usize) -> [f32; 9] {
        let mut nine = [0.0; 9];
        match self {
            Self::Quantised { indices, table } => {
                let indices = &indices[start..start + 9];
                nine.iter_mut()
                    .zip(indices)
                    .for_each(|(weight, &index)| *weight = table[usize::from(index)]);
            }
            Self::Plain(values) => nine.copy_from_slice(&values[start..start + 9]),
        }

        nine
    }

    /// All weights.
    #[must_use]
    pub fn to_vec(&self) -> Vec<f32> {
        match self {
            Self::Quantised { indices, table } => indices
                .iter()
                .map(|&index| table[usize::from(index)])
                .collect(),
            Self::Plain(values) => values.to_vec(),
        }
    }

    /// Multiplies all weights by `factor`.
    pub fn scale(&mut self, factor: f32) {
        let scaled = match self {
            Self::Quantised { table, .. } => Arc::make_mut(table).as_mut_slice(),
            Self::Plain(values) => Arc::make_mut(values),
        };

        for value in scaled {
            *value *= factor;
        }
    }
}

/// The convolutions up to `conv5_1`, for an RGB picture in 0..=255 minus [`super::MEAN`].
#[derive(Clone, Debug)]
pub struct Weights {
    /// In the order of [`Relu::ALL`].
    pub convolutions: Vec<Convolution>,
}

/// Why the weights cannot be used. Each message is one line.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The file cannot be read.
    #[error("the weights {path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The file is not a safetensors file, or is truncated.
    #[error("{path} is not a complete safetensors file: {source}")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The error of the reader.
        source: safetensors::SafeTensorError,
    },
    /// The file is complete but holds something other than VGG-19.
    #[error("{path} does not hold VGG-19: tensor {tensor} {problem}")]
    NotVgg {
        /// The file.
        path: PathBuf,
        /// The first tensor that does not fit.
        tensor: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Weights {
    /// Reads `path`.
    ///
    /// # Errors
    /// If the file is missing, truncated, foreign, or lacks a tensor of VGG-19.
    pub fn load(path: &Path) -> Result<Self, WeightsError> {
        let bytes = std::fs::read(path).map_err(|source| WeightsError::Unreadable {
            path: path.into(),
            source,
        })?;
        let file = SafeTensors::deserialize(&bytes).map_err(|source| WeightsError::Foreign {
            path: path.into(),
            source,
        })?;
        let mut inputs = 3;
        let mut convolutions = Vec::with_capacity(Relu::ALL.len());

        for relu in Relu::ALL {
            let convolution =
                convolution(&file, relu, inputs).map_err(|mismatch| WeightsError::NotVgg {
                    path: path.into(),
                    tensor: mismatch.tensor,
                    problem: mismatch.problem,
                })?;
            inputs = convolution.outputs;
            convolutions.push(convolution);
        }

        swap_red_and_blue(&mut convolutions[0]);
        Ok(Self { convolutions })
    }
}

/// A tensor that does not fit, and why.
struct Mismatch {
    tensor: String,
    problem: String,
}

impl Mismatch {
    fn new(tensor: &str, problem: impl Into<String>) -> Self {
        Self {
            tensor: tensor.to_owned(),
            problem: problem.into(),
        }
    }
}

fn convolution(file: &SafeTensors, relu: Relu, inputs: usize) -> Result<Convolution, Mismatch> {
    let name = relu.convolution_name();
    let outputs = relu.channels();
    let kernel_name = format!("{name}.kernel");
    let kernel = find(file, &kernel_name, &[outputs, inputs, 3, 3])?;
    let kernel = if kernel.dtype() == Dtype::U8 {
        let table = floats(file, &format!("{name}.table"), &[256])?;
        let table = Arc::new(table.try_into().expect("the shape was checked"));

        Kernel::Quantised {
            indices: kernel.data().into(),
            table,
        }
    } else {
        Kernel::Plain(floats(file, &kernel_name, &[outputs, inputs, 3, 3])?.into())
    };

    Ok(Convolution {
        inputs,
        outputs,
        kernel,
        bias: floats(file, &format!("{name}.bias"), &[outputs])?,
    })
}

fn find<'a>(
    file: &'a SafeTensors,
    name: &str,
    shape: &[usize],
) -> Result<TensorView<'a>, Mismatch> {
    let tensor = file
        .tensor(name)
        .map_err(|_| Mismatch::new(name, "is missing"))?;

    if tensor.shape() == shape {
        Ok(tensor)
    } else {
        Err(Mismatch::new(
            name,
            format!("has shape {:?} instead of {shape:?}", tensor.shape()),
        ))
    }
}

fn floats(file: &SafeTensors, name: &str, shape: &[usize]) -> Result<Vec<f32>, Mismatch> {
    let tensor = find(file, name, shape)?;
    if tensor.dtype() != Dtype::F32 {
        return Err(Mismatch::new(
            name,
            format!("holds {:?} instead of F32", tensor.dtype()),
        ));
    }

    let values: Vec<f32> = tensor
        .data()
        .as_chunks::<4>()
        .0
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect();

    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(Mismatch::new(name, "holds values that are not finite"))
    }
}

/// The network in the file takes BGR; this makes it take RGB.
fn swap_red_and_blue(first: &mut Convolution) {
    match &mut first.kernel {
        Kernel::Quantised { indices, .. } => swap_outer(Arc::make_mut(indices)),
        Kernel::Plain(values) => swap_outer(Arc::make_mut(values)),
    }
}

/// Swaps the first and the last nine of each 27 values.
fn swap_outer<T>(kernel: &mut [T]) {
    for kernel in kernel.as_chunks_mut::<27>().0 {
        let (blue, rest) = kernel.split_at_mut(9);
        blue.swap_with_slice(&mut rest[9..]);
    }
}
