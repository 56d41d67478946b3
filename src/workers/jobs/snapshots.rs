//! What a painting looked like on its way, small: for the film of how it was painted. A checkpoint has
//! those until then with it, so that another process has them, too.

use std::ops::ControlFlow;

use bytes::Bytes;

use crate::engine::{
    growth::film_size,
    image::{Picture, Size},
    moving::{self, FrameRate, Limits, OutputFormat},
};

/// The most bytes of the snapshots of one painting.
const MOST_BYTES: u64 = 400_000;
/// What ends a checkpoint that has snapshots with it. Before it stands their length.
const MARK: &[u8; 8] = b"snapshot";

/// Pictures from the way of a painting, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshots(Vec<Picture>);

/// The file of a checkpoint in its two parts.
pub(super) struct SavedCheckpoint {
    /// The bytes from which the engine continues.
    pub(super) checkpoint: Bytes,
    /// What there was until then.
    pub(super) snapshots: Snapshots,
}

impl Snapshots {
    /// Adds a picture, as large as it is needed.
    pub(super) fn push(&mut self, picture: &Picture) {
        let size = film_size(picture.size());
        self.0.push(picture.resized(size.width, size.height));
    }

    /// The frames, all of one size; none if there are no snapshots.
    pub(super) fn frames(&self) -> Vec<Picture> {
        let largest = self
            .0
            .iter()
            .map(Picture::size)
            .max_by_key(|size| size.pixels());
        let Some(Size { width, height }) = largest else {
            return Vec::new();
        };

        let frames = self.0.iter();
        frames.map(|frame| frame.resized(width, height)).collect()
    }

    /// The snapshots as a small film; `None` if there are none or they cannot be encoded.
    pub(super) fn to_film(&self) -> Option<Bytes> {
        let frames = self.frames();
        let film = moving::write(&frames, rate()?, OutputFormat::WebP, MOST_BYTES);
        film.ok().map(Bytes::from)
    }

    /// Reads [`Snapshots::to_film`]; none if it is something else.
    pub(super) fn from_film(film: &[u8]) -> Self {
        let mut frames = Vec::new();
        let mut keep = |frame: &Picture| {
            frames.push(frame.clone());
            ControlFlow::Continue(())
        };
        let read = rate().map(|rate| moving::read(film, &Limits::default(), rate, &mut keep));

        match read {
            Some(Ok(_)) => Self(frames),
            _ => Self::default(),
        }
    }

    /// A checkpoint with these snapshots behind it.
    pub(super) fn behind(&self, mut checkpoint: Vec<u8>) -> Vec<u8> {
        if let Some(film) = self.to_film() {
            checkpoint.extend_from_slice(&film);
            checkpoint.extend_from_slice(&(film.len() as u64).to_le_bytes());
            checkpoint.extend_from_slice(MARK);
        }

        checkpoint
    }
}

impl SavedCheckpoint {
    /// Reads the file of a checkpoint, with snapshots or without.
    pub(super) fn from_file(file: Bytes) -> Self {
        let alone = |checkpoint| Self {
            checkpoint,
            snapshots: Snapshots::default(),
        };

        let Some(film) = film_behind(&file) else {
            return alone(file);
        };
        Self {
            snapshots: Snapshots::from_film(&file[film.clone()]),
            checkpoint: file.slice(..film.start),
        }
    }
}

/// Where the film lies in the file of a checkpoint.
fn film_behind(file: &[u8]) -> Option<std::ops::Range<usize>> {
    let rest = file.strip_suffix(MARK)?;
    let (rest, length) = rest.split_last_chunk::<8>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let start = rest.len().checked_sub(length)?;

    Some(start..rest.len())
}

/// One picture a second, so that each is read once.
fn rate() -> Option<FrameRate> {
    FrameRate::new(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(side: u32, level: u8) -> Picture {
        Picture::from_rgb(side, side, vec![level; (side * side * 3) as usize]).unwrap()
    }

    fn snapshots() -> Snapshots {
        let mut snapshots = Snapshots::default();
        for (side, level) in [(40, 10), (80, 100), (700, 200)] {
            snapshots.push(&picture(side, level));
        }
        snapshots
    }

    fn levels(snapshots: &Snapshots) -> Vec<u8> {
        let frames = snapshots.frames();
        assert!(
            frames
                .iter()
                .all(|frame| frame.size() == Size::new(480, 480))
        );
        frames.iter().map(|frame| frame.as_rgb()[0]).collect()
    }

    #[test]
    fn a_checkpoint_brings_its_snapshots_along() {
        let file = snapshots().behind(b"where it goes on".to_vec());
        let saved = SavedCheckpoint::from_file(file.into());

        assert_eq!(&saved.checkpoint[..], b"where it goes on");
        let levels = levels(&saved.snapshots);
        assert_eq!(levels.len(), 3);
        assert!(
            levels
                .iter()
                .zip([10, 100, 200])
                .all(|(level, was)| level.abs_diff(was) < 4)
        );
    }

    #[test]
    fn a_checkpoint_without_snapshots_is_read_as_it_is() {
        let bare = Snapshots::default().behind(b"where".to_vec());
        assert_eq!(bare, b"where");

        let lies = [b"where".as_slice(), &u64::MAX.to_le_bytes(), MARK].concat();
        for file in [bare, lies, MARK.to_vec(), Vec::new()] {
            let saved = SavedCheckpoint::from_file(file.clone().into());
            assert_eq!(saved.checkpoint, file);
            assert!(saved.snapshots.frames().is_empty());
        }
    }

    #[test]
    fn snapshots_stay_small() {
        let mut random = 1_u32;
        let mut snapshots = Snapshots::default();
        for _ in 0..14 {
            let noise = (0..240 * 180 * 3).map(|_| {
                random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (random >> 24) as u8
            });
            snapshots.push(&Picture::from_rgb(240, 180, noise.collect()).unwrap());
        }

        let film = snapshots.to_film().unwrap();
        assert!(film.len() as u64 <= MOST_BYTES);
        assert_eq!(Snapshots::from_film(&film).frames().len(), 14);
    }
}
