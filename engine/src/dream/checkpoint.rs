//! Checkpoints of a dream: the picture at its octave as a safetensors file, with the position as
//! JSON in its header.

use std::collections::HashMap;

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Request, Start, Subject};
use crate::{image::Picture, planes::Planes};

/// Version of the content; other versions are not read.
const FORMAT: u32 = 1;
/// The key of the header.
const HEADER: &str = "vernissage-dream";

/// The state from which a dream continues.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub(super) position: Position,
    pub(super) picture: Planes,
}

/// The position in a dream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    format: u32,
    request: String,
    /// The current octave, from 0.
    pub(super) octave: usize,
    /// Steps done in it.
    pub(super) step: usize,
    /// The state of the random numbers.
    pub(super) random: u64,
}

/// The bytes are no checkpoint of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file is not a whole checkpoint of a dream")]
pub struct NoCheckpoint;

impl Position {
    pub(super) fn new(request: &str, octave: usize, step: usize, random: u64) -> Self {
        Self {
            format: FORMAT,
            request: request.to_owned(),
            octave,
            step,
            random,
        }
    }
}

impl Checkpoint {
    /// Whether it was taken while dreaming this request.
    #[must_use]
    pub fn suits(&self, request: &Request) -> bool {
        self.position.request == request.fingerprint()
    }

    /// Reads the bytes of [`Checkpoint::to_bytes`].
    ///
    /// # Errors
    /// If they are something else, incomplete, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NoCheckpoint> {
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(|_| NoCheckpoint)?;
        let header = metadata.metadata().as_ref().and_then(|map| map.get(HEADER));
        let position: Position = header
            .and_then(|text| serde_json::from_str(text).ok())
            .ok_or(NoCheckpoint)?;

        let tensors = SafeTensors::deserialize(bytes).map_err(|_| NoCheckpoint)?;
        let tensor = tensors.tensor("picture").map_err(|_| NoCheckpoint)?;
        let &[3, height, width] = tensor.shape() else {
            return Err(NoCheckpoint);
        };
        if position.format != FORMAT || tensor.dtype() != Dtype::F32 {
            return Err(NoCheckpoint);
        }

        let values = tensor.data().as_chunks::<4>().0.iter();
        let values = values.map(|&bytes| f32::from_le_bytes(bytes)).collect();
        Ok(Self {
            position,
            picture: Planes::from_vec(3, height, width, values),
        })
    }

    /// The checkpoint as the content of a file.
    ///
    /// # Panics
    /// Never: numbers, texts and pictures can always be serialised.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let values = self.picture.data().iter();
        let data: Vec<u8> = values.flat_map(|value| value.to_le_bytes()).collect();
        let shape = vec![3, self.picture.height(), self.picture.width()];
        let view = TensorView::new(Dtype::F32, shape, &data).expect("four bytes a value");

        let header = serde_json::to_string(&self.position).expect("numbers and texts become JSON");
        let metadata = HashMap::from([(HEADER.to_owned(), header)]);
        safetensors::serialize([("picture", view)], Some(metadata)).expect("the view fits its data")
    }
}

impl Request {
    /// A hash of everything in the request that affects the dream.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("{:?}", self.settings));

        let mut add = |picture: &Picture| {
            hash.update(format!("{} {}", picture.width(), picture.height()));
            hash.update(picture.as_rgb());
        };
        if let Start::Photo(photo) = &self.start {
            add(photo);
        }
        match &self.subject {
            Subject::Guide(guide) => add(guide),
            Subject::Theme(theme) => hash.update(theme.name()),
        }

        let digest = hash.finalize();
        digest[..16]
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}
