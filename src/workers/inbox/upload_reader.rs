//! Fetches files that people have sent, and decodes those that are pictures. A new JPEG of each is
//! kept: upright, in sRGB, and without the metadata of the original, such as the location.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::{sync::Semaphore, time::sleep};

use crate::{
    backoff::Backoff,
    domain::{
        ids::PersonId,
        incoming::RemoteFile,
        picture_size::PictureSize,
        upload::{CheckedUpload, FileKind, UploadProblem},
    },
    engine::image::{
        Format, ImageFormatGuess, Limits, OutputFormat, Picture, PictureError, fitted_size,
    },
    messengers::{FetchError, Messenger},
    pictures::{EncodedFile, NewPicture},
    store::{PendingTurn, pictures::PictureKind},
    workers::WorkerContext,
};

/// The longest side of what is kept, in pixels: enough for a canvas of 70 cm.
const KEPT_SIDE: u32 = 4096;
/// The longest side of the copy that a messenger may show, in pixels.
const COPY_SIDE: u32 = 640;
/// A picture whose levels differ by no more than this at the side of this many pixels has only one
/// colour: what noise and compression add to it is gone at that size.
const FLAT_RANGE: u8 = 6;
const FLAT_SIDE: u32 = 64;
/// How many pictures are decoded at once; the largest take half a gigabyte each.
const AT_ONCE: usize = 2;
/// A picture that has crashed the process twice is not decoded again.
const ATTEMPTS: u32 = 3;
/// How many files are accepted at once: as many as an album has.
const FILES: usize = 10;
/// How long a messenger that is down is asked again for a file. The chat's next messages wait for
/// that long.
const PATIENCE: Duration = Duration::from_mins(10);
/// How often a file that is withheld is asked for again, and the pauses before that.
const WITHHELD_TIMES: u32 = 4;
const WITHHELD_PAUSE: Backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(4));
/// After this time, files whose reader died are read again.
const HIDDEN: Duration = Duration::from_mins(2);

/// Fetches and decodes what people send.
pub(super) struct UploadReader {
    context: WorkerContext,
    limits: Limits,
    permits: Arc<Semaphore>,
}

/// A picture as it is kept, and its copy.
struct DecodedUpload {
    file: EncodedFile,
    /// A small JPEG for the messenger.
    copy: Bytes,
}

impl UploadReader {
    pub(super) fn new(context: WorkerContext, limits: Limits) -> Self {
        Self {
            context,
            limits,
            permits: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Fetches and decodes files, and keeps them as the owner's pictures.
    pub(super) async fn read(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        files: &[RemoteFile],
    ) -> anyhow::Result<Vec<CheckedUpload>> {
        let now = self.context.clock.now();
        self.context
            .stores
            .inbox
            .postpone(&turn.updates, now.plus(HIDDEN), now)
            .await?;

        let mut checked = Vec::new();
        for file in files.iter().take(FILES) {
            checked.push(self.read_file(turn, owner, file).await?);
        }

        Ok(checked)
    }

    async fn read_file(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        file: &RemoteFile,
    ) -> anyhow::Result<CheckedUpload> {
        let Some(messenger) = self.context.messenger(&turn.address.messenger) else {
            return Ok(CheckedUpload::Unusable(UploadProblem::NotFetched));
        };
        let chat = &turn.address.external;
        let decoded = match self.fetch(messenger.as_ref(), turn, file).await? {
            Ok(bytes) if turn.attempts < ATTEMPTS => self.decode(bytes).await?,
            Ok(_) => Err(UploadProblem::Broken),
            Err(why) => Err(why),
        };

        let DecodedUpload {
            file: kept_file,
            copy,
        } = match decoded {
            Ok(decoded) => decoded,
            Err(why) => {
                upload_was_read(messenger.as_ref(), chat, file, None).await;
                return Ok(CheckedUpload::Unusable(why));
            }
        };

        let picture = NewPicture {
            owner,
            kind: PictureKind::Input,
            file: kept_file,
            keep_for: Some(self.context.rules.limits.keep_inputs),
        };

        let key = self.context.pictures.keep(picture).await?;
        upload_was_read(messenger.as_ref(), chat, file, Some(copy)).await;

        Ok(key.map_or(
            CheckedUpload::Unusable(UploadProblem::NotFetched),
            CheckedUpload::Picture,
        ))
    }

    async fn fetch(
        &self,
        messenger: &dyn Messenger,
        turn: &PendingTurn,
        file: &RemoteFile,
    ) -> anyhow::Result<Result<Bytes, UploadProblem>> {
        let limit = messenger.limits().fetch_bytes.min(self.limits.bytes);
        if file.bytes.is_some_and(|bytes| bytes > limit) {
            return Ok(Err(UploadProblem::TooHeavy));
        }

        match self.fetch_patiently(messenger, turn, file).await? {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(FetchError::Unavailable(error)) if !self.has_waited_long(turn) => Err(error),
            Err(FetchError::TooLarge) => Ok(Err(UploadProblem::TooHeavy)),
            Err(FetchError::Gone | FetchError::Withheld | FetchError::Unavailable(_)) => {
                Ok(Err(UploadProblem::NotFetched))
            }
        }
    }

    /// Asks for a file a few times as long as the messenger withholds it, which may end at any
    /// moment. It may also be the messenger's way of saying that the file is gone, so that the
    /// person is told soon.
    async fn fetch_patiently(
        &self,
        messenger: &dyn Messenger,
        turn: &PendingTurn,
        file: &RemoteFile,
    ) -> anyhow::Result<Result<Bytes, FetchError>> {
        for failures in 0..WITHHELD_TIMES {
            match messenger.fetch(&turn.address.external, file).await {
                Err(FetchError::Withheld) => tracing::info!(failures, "a file is withheld"),
                fetched => return Ok(fetched),
            }

            tokio::select! {
                () = sleep(WITHHELD_PAUSE.pause(failures)) => {}
                () = self.context.stop.cancelled() => {
                    anyhow::bail!("the service stops before a file was fetched");
                }
            }
        }

        Ok(messenger.fetch(&turn.address.external, file).await)
    }

    fn has_waited_long(&self, turn: &PendingTurn) -> bool {
        self.context.clock.now().is_past(turn.received_at, PATIENCE)
    }

    async fn decode(&self, bytes: Bytes) -> anyhow::Result<Result<DecodedUpload, UploadProblem>> {
        let _permit = Arc::clone(&self.permits).acquire_owned().await?;
        let limits = self.limits;
        // A decoder that panics has met a picture that is broken in a new way.
        let decoded = tokio::task::spawn_blocking(move || decode(&bytes, &limits)).await;
        Ok(decoded.unwrap_or(Err(UploadProblem::Broken)))
    }
}

/// Lets a messenger that keeps uploads itself replace one by its preview.
async fn upload_was_read(
    messenger: &dyn Messenger,
    chat: &str,
    file: &RemoteFile,
    preview: Option<Bytes>,
) {
    if let Some(chats) = messenger.hosted_chats() {
        chats.upload_was_read(chat, file, preview).await;
    }
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<DecodedUpload, UploadProblem> {
    let picture = Picture::decode(bytes, limits).map_err(|error| {
        tracing::info!(%error, "an upload is not usable as a picture");
        unusable(&error)
    })?;

    if is_flat(&picture) {
        return Err(UploadProblem::Flat);
    }

    let kept = reduced(picture, KEPT_SIDE);
    let size = PictureSize::new(kept.width(), kept.height());
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

fn unusable(error: &PictureError) -> UploadProblem {
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
