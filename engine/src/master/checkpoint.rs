//! Checkpoints of a master: the picture so far in a safetensors file, with the position as JSON in
//! its header.
//!
//! The optimiser's moments are not saved: at twenty million pixels they would be a gigabyte per
//! checkpoint, and a few iterations rebuild them.

use std::{collections::HashMap, path::Path};

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};

use super::{Level, MasterRequest};
use crate::{
    image::{Picture, write_atomically},
    stylize::CheckpointError,
};

const FORMAT: u32 = 1;

const BYTES_PER_PIXEL: u64 = 3;

/// More than the header has.
const HEADER_BYTES: u64 = 1 << 16;

/// The state from which a master continues.
#[derive(Clone, Debug)]
pub struct MasterCheckpoint {
    pub(super) position: Position,
    pub(super) picture: Picture,
}

/// How far a master has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) format: u32,
    /// The fingerprint of the request.
    pub(super) request: String,
    /// The finished sizes and, last, the current one, which is the size of the picture.
    pub(super) levels: Vec<Level>,
    /// Time spent by all attempts together.
    pub(super) seconds: f64,
}

impl Position {
    pub(super) fn new(request: String, levels: Vec<Level>, seconds: f64) -> Self {
        Self {
            format: FORMAT,
            request,
            levels,
            seconds,
        }
    }
}

impl MasterCheckpoint {
    /// Reads the bytes of [`MasterCheckpoint::to_bytes`].
    ///
    /// # Errors
    /// If they are something else, incomplete, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        Self::parse(bytes).ok_or(CheckpointError::Foreign)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (_, metadata) = SafeTensors::read_metadata(bytes).ok()?;
        let position: Position =
            serde_json::from_str(metadata.metadata().as_ref()?.get("vernissage-master")?).ok()?;
        let tensors = SafeTensors::deserialize(bytes).ok()?;
        let tensor = tensors.tensor("picture").ok()?;
        let &[height, width, 3] = tensor.shape() else {
            return None;
        };

        let width = u32::try_from(width).ok()?;
        let height = u32::try_from(height).ok()?;
        let picture = Picture::from_rgb(width, height, tensor.data().to_vec())?;

        (position.format == FORMAT && tensor.dtype() == Dtype::U8)
            .then_some(Self { position, picture })
    }

    /// The checkpoint as the content of a file.
    ///
    /// # Panics
    /// Never: numbers, texts and pictures can always be serialised.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let shape = vec![
            self.picture.height() as usize,
            self.picture.width() as usize,
            3,
        ];

        let view =
            TensorView::new(Dtype::U8, shape, self.picture.as_rgb()).expect("three bytes a pixel");
        let position =
            serde_json::to_string(&self.position).expect("numbers and texts become JSON");
        let metadata = HashMap::from([("vernissage-master".to_owned(), position)]);

        safetensors::serialize([("picture", view)], Some(metadata)).expect("the view fits its data")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read or is no checkpoint of a master.
    pub fn load(path: &Path) -> Result<Self, CheckpointError> {
        Self::from_bytes(&std::fs::read(path)?)
    }

    /// The most bytes that a checkpoint of this request has in a file.
    #[must_use]
    pub fn most_bytes(request: &MasterRequest) -> u64 {
        request.canvas.sheet().pixels() * BYTES_PER_PIXEL + HEADER_BYTES
    }

    /// Replaces the file atomically: after a crash either the old or the new checkpoint is there.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), CheckpointError> {
        Ok(write_atomically(path, &self.to_bytes())?)
    }
}
