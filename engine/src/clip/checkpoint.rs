//! Checkpoints of a clip: the finished frames as a safetensors file, and from what the next one is
//! painted, with the position as JSON in its header.

use std::collections::HashMap;

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};

use super::{Request, carried::Carried};
use crate::{image::Picture, planes::Planes};

/// Version of the content; other versions are not read.
const FORMAT: u32 = 1;
/// The key of the header.
const HEADER: &str = "vernissage-clip";

/// The state from which a clip continues with its next frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub(super) position: Position,
    /// What has been finished.
    pub(super) frames: Vec<Picture>,
    pub(super) last: Carried,
    /// The first frame of the scene as the optimiser had it.
    pub(super) first: Planes,
}

/// The position in a clip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    format: u32,
    request: String,
    /// The frames with which a scene begins.
    pub(super) scene_starts: Vec<usize>,
}

/// The bytes are no checkpoint of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file is not a whole checkpoint of a clip")]
pub struct NoCheckpoint;

impl Position {
    pub(super) fn new(request: &str, scene_starts: &[usize]) -> Self {
        Self {
            format: FORMAT,
            request: request.to_owned(),
            scene_starts: scene_starts.to_vec(),
        }
    }
}

impl Checkpoint {
    /// The frames that are finished.
    #[must_use]
    pub const fn done(&self) -> usize {
        self.frames.len()
    }

    /// Whether it was taken while painting this request.
    #[must_use]
    pub fn suits(&self, request: &Request) -> bool {
        let size = request.size();
        let is_of_size = |planes: &&Planes| {
            (planes.width(), planes.height()) == (size.width as usize, size.height as usize)
        };
        let last = &self.last;
        let planes = [
            &last.picture,
            &last.photo,
            &last.settled,
            &last.content,
            &self.first,
        ];
        let done = self.frames.len();

        self.position.request == request.fingerprint()
            && done <= request.frames.len()
            && planes.iter().all(is_of_size)
            && self.frames.iter().all(|frame| frame.size() == size)
            && self.position.scene_starts.iter().all(|start| *start < done)
    }

    /// The most bytes that a checkpoint of this request has in a file.
    #[must_use]
    pub fn most_bytes(request: &Request) -> u64 {
        let pixels = request.size().pixels();
        let frames = request.frames.len() as u64;

        // Three bytes a pixel of a frame, four of each of the eleven planes of numbers, and a header.
        pixels * (3 * frames + 4 * 11) + (1 << 16)
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
            .filter(|position: &Position| position.format == FORMAT)
            .ok_or(NoCheckpoint)?;

        let tensors = SafeTensors::deserialize(bytes).map_err(|_| NoCheckpoint)?;
        Ok(Self {
            position,
            frames: frames(&tensors).ok_or(NoCheckpoint)?,
            last: Carried {
                picture: planes(&tensors, "last").ok_or(NoCheckpoint)?,
                photo: planes(&tensors, "photo").ok_or(NoCheckpoint)?,
                settled: planes(&tensors, "settled").ok_or(NoCheckpoint)?,
                content: planes(&tensors, "content").ok_or(NoCheckpoint)?,
            },
            first: planes(&tensors, "first").ok_or(NoCheckpoint)?,
        })
    }

    /// The checkpoint as the content of a file.
    ///
    /// # Panics
    /// Never: numbers, texts and pictures can always be serialised.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let height = self.first.height();
        let width = self.first.width();
        let frames: Vec<u8> = self
            .frames
            .iter()
            .flat_map(Picture::as_rgb)
            .copied()
            .collect();
        let frames_shape = vec![self.frames.len(), height, width, 3];
        let numbers = [
            ("last", &self.last.picture),
            ("photo", &self.last.photo),
            ("settled", &self.last.settled),
            ("content", &self.last.content),
            ("first", &self.first),
        ]
        .map(|(name, planes)| (name, planes.channels(), bytes_of(planes)));

        let mut views = vec![(
            "frames",
            TensorView::new(Dtype::U8, frames_shape, &frames).expect("a byte a value"),
        )];
        for (name, channels, bytes) in &numbers {
            let shape = vec![*channels, height, width];
            let view = TensorView::new(Dtype::F32, shape, bytes).expect("four bytes a value");
            views.push((name, view));
        }

        let header = serde_json::to_string(&self.position).expect("numbers and texts become JSON");
        let metadata = HashMap::from([(HEADER.to_owned(), header)]);

        safetensors::serialize(views, Some(metadata)).expect("the views fit their data")
    }
}

fn bytes_of(planes: &Planes) -> Vec<u8> {
    let values = planes.data().iter();
    values.flat_map(|value| value.to_le_bytes()).collect()
}

fn frames(tensors: &SafeTensors) -> Option<Vec<Picture>> {
    let tensor = tensors.tensor("frames").ok()?;
    let &[count, height, width, 3] = tensor.shape() else {
        return None;
    };
    let bytes = height.checked_mul(width)?.checked_mul(3)?;
    if tensor.dtype() != Dtype::U8 || bytes == 0 || tensor.data().len() / bytes != count {
        return None;
    }

    let width = u32::try_from(width).ok()?;
    let height = u32::try_from(height).ok()?;
    tensor
        .data()
        .chunks_exact(bytes)
        .map(|rgb| Picture::from_rgb(width, height, rgb.to_vec()))
        .collect()
}

fn planes(tensors: &SafeTensors, name: &str) -> Option<Planes> {
    let tensor = tensors.tensor(name).ok()?;
    let &[channels, height, width] = tensor.shape() else {
        return None;
    };
    let is_known = channels
        == if ["settled", "content"].contains(&name) {
            1
        } else {
            3
        };
    if tensor.dtype() != Dtype::F32 || !is_known {
        return None;
    }

    let values = tensor.data().as_chunks::<4>().0.iter();
    let values = values.map(|&bytes| f32::from_le_bytes(bytes)).collect();
    Some(Planes::from_vec(channels, height, width, values))
}
