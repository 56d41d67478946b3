//! Decodes pictures of strangers within bounds: no more memory at a time than the largest picture
//! may take, so that a large one has the machine for itself and small ones are decoded side by side;
//! and nobody waits for a decoder that does not end.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinError,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use crate::{
    domain::{
        picture_size::PictureSize,
        upload::{FileKind, UploadProblem},
    },
    engine::{
        colour::is_grey,
        image::{
            DecodingWork, Format, ImageFormatGuess, Limits, OutputFormat, Picture, PictureError,
            fitted_size,
        },
    },
    pictures::EncodedFile,
};

/// The longest side of what is kept, in pixels: enough for a canvas of 70 cm.
const KEPT_SIDE: u32 = 4096;
/// The longest side of the copy that a messenger may show, in pixels.
const COPY_SIDE: u32 = 640;
/// A picture whose levels differ by no more than this at the side of this many pixels has only one
/// colour: what noise and compression add to it is gone at that size.
const FLAT_RANGE: u8 = 6;
const FLAT_SIDE: u32 = 64;
/// How many pictures are decoded at once, whatever their size: each keeps a core busy.
const AT_ONCE: usize = 2;
/// A picture that needs more than this part of the memory is a large one. They are decoded one after
/// the other and wait apart, so that a small one never waits for more than one of them.
const LARGE_PART: u32 = 4;
/// Bytes of one permit for memory.
const UNIT: u64 = 1_000_000;
/// After so many times its deadline, a decoder that does not end gives up its place. Its thread
/// cannot be stopped.
const LOST: u32 = 10;

/// A picture as it is kept, and its copy.
pub(super) struct DecodedUpload {
    pub(super) file: EncodedFile,
    /// Whether it has no colours of its own.
    pub(super) is_grey: bool,
    /// A small JPEG for the messenger.
    pub(super) copy: Bytes,
}

/// The place where pictures are decoded.
pub(super) struct Decoding {
    limits: Limits,
    deadline: Duration,
    threads: Arc<Semaphore>,
    large: Arc<Semaphore>,
    memory: Arc<Semaphore>,
    units: u32,
}

/// What a decoder holds as long as it runs.
struct Place {
    _thread: OwnedSemaphorePermit,
    _memory: OwnedSemaphorePermit,
    _large: Option<OwnedSemaphorePermit>,
}

impl Decoding {
    /// A place for pictures within these limits, each of which may take as long as `deadline`.
    pub(super) fn new(limits: Limits, deadline: Duration) -> Self {
        let units = u32::try_from(limits.memory() / UNIT)
            .unwrap_or(u32::MAX)
            .max(1);

        Self {
            limits,
            deadline,
            threads: Arc::new(Semaphore::new(AT_ONCE)),
            large: Arc::new(Semaphore::new(1)),
            memory: Arc::new(Semaphore::new(units as usize)),
            units,
        }
    }

    /// What decoding takes, by the header.
    pub(super) async fn work(&self, bytes: &Bytes) -> Result<DecodingWork, UploadProblem> {
        let bytes = bytes.clone();
        let limits = self.limits;
        let work = tokio::task::spawn_blocking(move || {
            Picture::decoding_work(&bytes, &limits).map_err(|error| refused(&error))
        });

        work.await.unwrap_or(Err(UploadProblem::Broken))
    }

    /// Waits for a place and decodes a picture. An error if the service stops before.
    pub(super) async fn decode(
        &self,
        bytes: Bytes,
        work: DecodingWork,
        stop: &CancellationToken,
    ) -> anyhow::Result<Result<DecodedUpload, UploadProblem>> {
        let place = tokio::select! {
            place = self.place(work) => place?,
            () = stop.cancelled() => anyhow::bail!("the service stops before a picture was decoded"),
        };

        let limits = self.limits;
        Ok(run(place, self.deadline, move || decode(&bytes, &limits)).await)
    }

    /// Waits for a place and makes a picture ready that was decoded elsewhere. An error if the service
    /// stops before.
    pub(super) async fn make_ready(
        &self,
        picture: Picture,
        work: DecodingWork,
        stop: &CancellationToken,
    ) -> anyhow::Result<Result<DecodedUpload, UploadProblem>> {
        let place = tokio::select! {
            place = self.place(work) => place?,
            () = stop.cancelled() => anyhow::bail!("the service stops before a picture was ready"),
        };

        Ok(run(place, self.deadline, move || made_ready(picture)).await)
    }

    async fn place(&self, work: DecodingWork) -> anyhow::Result<Place> {
        let units = u32::try_from(work.memory.div_ceil(UNIT)).unwrap_or(u32::MAX);
        let units = units.clamp(1, self.units);

        let large = if units > self.units / LARGE_PART {
            Some(Arc::clone(&self.large).acquire_owned().await?)
        } else {
            None
        };

        // Memory first: a picture that waits for it keeps no core from others.
        let memory = Arc::clone(&self.memory).acquire_many_owned(units).await?;
        let thread = Arc::clone(&self.threads).acquire_owned().await?;

        Ok(Place {
            _thread: thread,
            _memory: memory,
            _large: large,
        })
    }
}

/// Decodes on a thread of its own. After the deadline nobody waits for it any more. It keeps its
/// place until it ends, because it still has its memory, unless it seems to be lost for good.
async fn run<T: Send + 'static>(
    place: Place,
    deadline: Duration,
    decode: impl FnOnce() -> Result<T, UploadProblem> + Send + 'static,
) -> Result<T, UploadProblem> {
    let mut decoder = tokio::task::spawn_blocking(decode);
    if let Ok(decoded) = timeout(deadline, &mut decoder).await {
        return flattened(decoded);
    }

    tracing::warn!(?deadline, "a picture takes too long to be decoded");
    tokio::spawn(async move {
        if timeout(deadline * LOST, decoder).await.is_err() {
            tracing::error!("a decoder does not end; its thread is lost until the next start");
        }
        drop(place);
    });

    Err(UploadProblem::TooSlow)
}

/// A decoder that panics has met a picture that is broken in a new way.
fn flattened<T>(decoded: Result<Result<T, UploadProblem>, JoinError>) -> Result<T, UploadProblem> {
    decoded.unwrap_or(Err(UploadProblem::Broken))
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<DecodedUpload, UploadProblem> {
    let picture = Picture::decode(bytes, limits).map_err(|error| refused(&error))?;

    made_ready(picture)
}

fn made_ready(picture: Picture) -> Result<DecodedUpload, UploadProblem> {
    if is_flat(&picture) {
        return Err(UploadProblem::Flat);
    }

    let kept = reduced(picture, KEPT_SIDE);
    let size = PictureSize::new(kept.width(), kept.height());
    let is_grey = is_grey(&kept);
    let bytes = kept
        .encode(OutputFormat::Jpeg)
        .map_err(|_| UploadProblem::TooLarge)?;

    let copy = reduced(kept, COPY_SIDE)
        .encode(OutputFormat::Jpeg)
        .map_err(|_| UploadProblem::TooLarge)?;

    Ok(DecodedUpload {
        file: EncodedFile {
            bytes: bytes.into(),
            size,
        },
        is_grey,
        copy: copy.into(),
    })
}

fn reduced(picture: Picture, side: u32) -> Picture {
    if picture.width().max(picture.height()) <= side {
        return picture;
    }

    let size = fitted_size(picture.width(), picture.height(), side);
    picture.resized(size.width, size.height)
}

/// Whether a picture has only one colour, apart from noise.
fn is_flat(picture: &Picture) -> bool {
    let size = fitted_size(picture.width(), picture.height(), FLAT_SIDE);
    let small = picture.resized(size.width, size.height);
    let range = |channel: usize| {
        let levels = || small.as_rgb().iter().skip(channel).step_by(3);
        let lowest = levels().min().copied().unwrap_or(0);
        levels().max().copied().unwrap_or(0) - lowest
    };

    (0..3).all(|channel| range(channel) <= FLAT_RANGE)
}

/// Why a picture is refused, for the person, and for the log.
fn refused(error: &PictureError) -> UploadProblem {
    tracing::info!(%error, "an upload is not usable as a picture");
    match error {
        PictureError::OtherFormat { found } => {
            file_kind(*found).map_or(UploadProblem::NotAPicture, UploadProblem::OtherKind)
        }
        PictureError::Unsupported {
            format: Format::Heic,
            ..
        } => UploadProblem::RareHeic,
        PictureError::Unsupported { .. } => UploadProblem::RareKind,
        PictureError::TooManyBytes { .. } => UploadProblem::TooHeavy,
        PictureError::TooManyPixels { .. } | PictureError::TooLong { .. } => {
            UploadProblem::TooLarge
        }
        PictureError::TooSmall { .. } => UploadProblem::TooSmall,
        PictureError::CutShort { .. } => UploadProblem::CutShort,
        PictureError::Broken { .. } => UploadProblem::Broken,
    }
}

fn file_kind(found: ImageFormatGuess) -> Option<FileKind> {
    Some(match found {
        ImageFormatGuess::Empty => FileKind::Empty,
        ImageFormatGuess::Avif => FileKind::Avif,
        ImageFormatGuess::JpegXl => FileKind::JpegXl,
        ImageFormatGuess::Jpeg2000 => FileKind::Jpeg2000,
        ImageFormatGuess::CameraRaw => FileKind::CameraRaw,
        ImageFormatGuess::Photoshop => FileKind::Photoshop,
        ImageFormatGuess::Svg => FileKind::Svg,
        ImageFormatGuess::Pdf => FileKind::Pdf,
        ImageFormatGuess::Icon => FileKind::Icon,
        ImageFormatGuess::Video => FileKind::Video,
        ImageFormatGuess::Audio => FileKind::Audio,
        ImageFormatGuess::Html => FileKind::WebPage,
        ImageFormatGuess::Text => FileKind::Text,
        ImageFormatGuess::Archive => FileKind::Archive,
        ImageFormatGuess::Unknown => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEGAPIXELS: u64 = 60;
    /// Longer than anything here takes on a busy machine.
    const A_WHILE: Duration = Duration::from_mins(1);

    fn decoding() -> Decoding {
        let limits = Limits {
            pixels: MEGAPIXELS * 1_000_000,
            ..Limits::default()
        };
        Decoding::new(limits, Duration::from_millis(50))
    }

    fn work(megapixels: u64) -> DecodingWork {
        DecodingWork {
            pixels: megapixels * 1_000_000,
            memory: megapixels * 10_000_000,
        }
    }

    async fn is_free(decoding: &Decoding, megapixels: u64) -> bool {
        let place = decoding.place(work(megapixels));
        timeout(Duration::from_millis(20), place).await.is_ok()
    }

    #[tokio::test]
    async fn pictures_share_the_memory_of_the_largest() {
        let decoding = decoding();
        let first = decoding.place(work(46)).await.unwrap();
        assert!(!is_free(&decoding, 46).await, "two of the largest");
        assert!(is_free(&decoding, 12).await, "a photo of a phone");

        drop(first);
        assert!(is_free(&decoding, 46).await);
        assert!(is_free(&decoding, 600).await, "whatever the header says");
    }

    #[tokio::test]
    async fn a_small_picture_waits_for_no_queue_of_large_ones() {
        let decoding = Arc::new(decoding());
        let first = decoding.place(work(46)).await.unwrap();
        let queue: Vec<_> = (0..5)
            .map(|_| {
                let decoding = Arc::clone(&decoding);
                tokio::spawn(async move { decoding.place(work(46)).await })
            })
            .collect();
        tokio::task::yield_now().await;
        assert!(is_free(&decoding, 12).await);

        drop(first);
        for large in queue {
            assert!(large.await.unwrap().is_ok());
        }
    }

    #[tokio::test]
    async fn small_pictures_wait_for_a_core() {
        let decoding = decoding();
        let first = decoding.place(work(1)).await.unwrap();
        let _second = decoding.place(work(1)).await.unwrap();
        assert!(!is_free(&decoding, 1).await);

        drop(first);
        assert!(is_free(&decoding, 1).await);
    }

    #[tokio::test]
    async fn a_decoder_that_does_not_end_gives_its_place_up_in_the_end() {
        let decoding = decoding();
        let place = decoding.place(work(60)).await.unwrap();
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let endless = move || {
            let _ = ended.recv();
            Ok(())
        };

        let decoded = run(place, decoding.deadline, endless).await;
        assert_eq!(decoded, Err(UploadProblem::TooSlow));
        assert!(!is_free(&decoding, 60).await, "it still has its memory");

        let freed = timeout(A_WHILE, decoding.place(work(60))).await;
        assert!(freed.is_ok());
        drop(end);
    }

    #[tokio::test]
    async fn a_decoder_that_panics_has_met_a_broken_picture() {
        let decoding = decoding();
        let place = decoding.place(work(1)).await.unwrap();
        // A panic may take its time to write where it came from.
        let decoded: Result<(), _> = run(place, A_WHILE, || panic!("a bad picture")).await;
        assert_eq!(decoded, Err(UploadProblem::Broken));
        assert!(is_free(&decoding, 60).await);
    }
}
