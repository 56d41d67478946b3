//! A master put away between two iterations: the picture so far in a safetensors file, the place as
//! JSON in its header.
//!
//! The optimiser's moments are not kept: at twenty million pixels they would be a gigabyte at each
//! save, and are learned again in a few iterations.

use std::{collections::HashMap, path::Path};

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};

use super::Level;
use crate::{
    image::{Picture, write_atomically},
    stylize::CheckpointError,
};

const FORMAT: u32 = 1;

/// What continues a master.
#[derive(Clone, Debug)]
pub struct MasterCheckpoint {
    pub(super) place: Place,
    pub(super) picture: Picture,
}

/// How far a master is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) format: u32,
    /// Of the request.
    pub(super) request: String,
    /// The finished sizes and, last, the current one; of this the picture is.
    pub(super) levels: Vec<Level>,
    /// By all attempts together.
    pub(super) seconds: f64,
}

impl Place {
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
    /// Reads what [`MasterCheckpoint::to_bytes`] wrote.
    ///
    /// # Errors
    /// If the bytes are something else, or not all of it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        Self::parse(bytes).ok_or(CheckpointError::Foreign)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (_, metadata) = SafeTensors::read_metadata(bytes).ok()?;
        let place: Place =
            serde_json::from_str(metadata.metadata().as_ref()?.get("vernissage-master")?).ok()?;
        let tensors = SafeTensors::deserialize(bytes).ok()?;
        let tensor = tensors.tensor("picture").ok()?;
        let &[height, width, 3] = tensor.shape() else {
            return None;
        };

        let width = u32::try_from(width).ok()?;
        let height = u32::try_from(height).ok()?;
        let picture = Picture::from_rgb(width, height, tensor.data().to_vec())?;

        (place.format == FORMAT && tensor.dtype() == Dtype::U8).then_some(Self { place, picture })
    }

    /// The checkpoint as a file's content.
    ///
    /// # Panics
    /// Never: numbers, texts and whole pictures can always be written.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let shape = vec![
            self.picture.height() as usize,
            self.picture.width() as usize,
            3,
        ];

        let view =
            TensorView::new(Dtype::U8, shape, self.picture.as_rgb()).expect("three bytes a pixel");
        let place = serde_json::to_string(&self.place).expect("numbers and texts become JSON");
        let metadata = HashMap::from([("vernissage-master".to_owned(), place)]);

        safetensors::serialize([("picture", view)], Some(metadata)).expect("the view fits its data")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read or is no checkpoint of a master.
    pub fn load(path: &Path) -> Result<Self, CheckpointError> {
        Self::from_bytes(&std::fs::read(path)?)
    }

    /// Writes a file in place of an older one, so that a crash leaves the one or the other whole.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), CheckpointError> {
        Ok(write_atomically(path, &self.to_bytes())?)
    }
}
