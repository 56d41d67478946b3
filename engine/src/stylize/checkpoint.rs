//! Checkpoints: a run between two iterations as a safetensors file of the optimiser's vectors, with
//! the position in the schedule as JSON in its header.

use std::{collections::HashMap, path::Path};

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};

use super::{Request, ScaleReport};
use crate::{
    image::{SaveError, write_atomically},
    optimizer::State,
    planes::Planes,
};

/// Version of the file's content; other versions are not read.
const FORMAT: u32 = 3;

/// A vector of the optimiser has three numbers of four bytes for each pixel.
const BYTES_PER_PIXEL: u64 = 12;

/// More than the header has.
const HEADER_BYTES: u64 = 1 << 16;

/// The state from which a run continues.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    header: Header,
    vectors: Vec<(String, Planes)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Header {
    format: u32,
    request: String,
    position: Position,
    numbers: Vec<(String, f64)>,
}

/// The content of a checkpoint that belongs to the request.
pub(super) struct Opened {
    pub(super) position: Position,
    pub(super) state: State,
}

/// The position in the schedule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Position {
    /// The finished sizes and, last, the current one.
    pub(super) reports: Vec<ScaleReport>,
    /// See [`PaintingLoss::balance`](crate::loss::PaintingLoss::balance).
    pub(super) balance: Vec<f64>,
}

/// Why a checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum CheckpointError {
    #[error("the checkpoint cannot be read")]
    Unreadable(#[from] std::io::Error),
    #[error("the checkpoint cannot be written")]
    Unwritable(#[from] SaveError),
    #[error("the file is not a whole checkpoint")]
    Foreign,
    #[error("the checkpoint belongs to a painting with other pictures or settings")]
    OtherRequest,
    #[error("the checkpoint lacks a part of the optimiser's state")]
    Incomplete,
}

impl Checkpoint {
    pub(super) fn new(request: &Request, position: Position, state: State) -> Self {
        let header = Header {
            format: FORMAT,
            request: request.fingerprint(),
            position,
            numbers: state.numbers,
        };

        Self {
            header,
            vectors: sorted(state.vectors),
        }
    }

    /// Whether it was taken while painting this request, by a program that interprets the request
    /// the same way.
    #[must_use]
    pub fn suits(&self, request: &Request) -> bool {
        self.header.request == request.fingerprint()
    }

    pub(super) fn open(self, request: &Request) -> Result<Opened, CheckpointError> {
        if !self.suits(request) {
            return Err(CheckpointError::OtherRequest);
        }

        Ok(Opened {
            position: self.header.position,
            state: State {
                vectors: self.vectors,
                numbers: self.header.numbers,
            },
        })
    }

    /// Reads the bytes of [`Checkpoint::to_bytes`].
    ///
    /// # Errors
    /// If they are something else, incomplete, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let foreign = |_| CheckpointError::Foreign;
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(foreign)?;
        let header = metadata
            .metadata()
            .as_ref()
            .and_then(|map| map.get("vernissage"));

        let header: Header = header
            .and_then(|text| serde_json::from_str(text).ok())
            .ok_or(CheckpointError::Foreign)?;
        let tensors = SafeTensors::deserialize(bytes).map_err(foreign)?;
        let vectors = tensors
            .iter()
            .map(|(name, tensor)| planes(name, &tensor))
            .collect::<Option<_>>()
            .ok_or(CheckpointError::Foreign)?;

        if header.format == FORMAT {
            Ok(Self {
                header,
                vectors: sorted(vectors),
            })
        } else {
            Err(CheckpointError::Foreign)
        }
    }

    /// The checkpoint as the content of a file.
    ///
    /// # Panics
    /// Never: numbers, texts and vectors can always be serialised.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let data: Vec<(&str, [usize; 3], Vec<u8>)> = self
            .vectors
            .iter()
            .map(|(name, planes)| {
                let bytes = planes
                    .data()
                    .iter()
                    .flat_map(|value| value.to_le_bytes())
                    .collect();

                (
                    name.as_str(),
                    [planes.channels(), planes.height(), planes.width()],
                    bytes,
                )
            })
            .collect();

        let views = data.iter().map(|(name, shape, bytes)| {
            (
                *name,
                TensorView::new(Dtype::F32, shape.to_vec(), bytes).expect("four bytes a value"),
            )
        });

        let header = serde_json::to_string(&self.header).expect("numbers and texts become JSON");
        let metadata = HashMap::from([("vernissage".to_owned(), header)]);

        safetensors::serialize(views, Some(metadata)).expect("the views fit their data")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read or is no checkpoint.
    pub fn load(path: &Path) -> Result<Self, CheckpointError> {
        Self::from_bytes(&std::fs::read(path)?)
    }

    /// The most bytes that a checkpoint of this request has in a file.
    #[must_use]
    pub fn most_bytes(request: &Request) -> u64 {
        let size = request.size();
        let recipe = request.settings.preset.recipe();
        let vectors = recipe.vectors(request.settings.optimizer.unwrap_or(recipe.optimizer));

        size.pixels() * BYTES_PER_PIXEL * vectors + HEADER_BYTES
    }

    /// Replaces the file atomically: after a crash either the old or the new checkpoint is there.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), CheckpointError> {
        Ok(write_atomically(path, &self.to_bytes())?)
    }
}

fn sorted(mut vectors: Vec<(String, Planes)>) -> Vec<(String, Planes)> {
    vectors.sort_by(|(a, _), (b, _)| a.cmp(b));
    vectors
}

/// A named vector of the file; `None` if it is not f32 of three dimensions.
fn planes(name: &str, tensor: &TensorView) -> Option<(String, Planes)> {
    let &[channels, height, width] = tensor.shape() else {
        return None;
    };

    if tensor.dtype() != Dtype::F32 {
        return None;
    }

    let values = tensor
        .data()
        .as_chunks::<4>()
        .0
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect();

    Some((
        name.to_owned(),
        Planes::from_vec(channels, height, width, values),
    ))
}
