//! Fetches what was sent and looks whether it is a picture. What is kept is a fresh JPEG: upright,
//! sRGB, without the place and the camera's number that were in the file.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::{
    domain::{
        ids::PersonId,
        incoming::RemoteFile,
        upload::{CheckedUpload, UploadProblem},
    },
    engine::image::{Limits, OutputFormat, Picture, PictureError, fitted_size},
    messengers::{FetchError, Messenger},
    pictures::NewPicture,
    store::{PendingTurn, pictures::PictureKind},
    workers::WorkerContext,
};

/// Longest side of what is kept: enough for a canvas of 70 cm.
const KEPT_SIDE: u32 = 4096;
/// Longest side of the copy that a messenger may show.
const COPY_SIDE: u32 = 640;
/// Decoding takes up to half a gigabyte for the largest pictures.
const AT_ONCE: usize = 2;
/// A picture that brought down the process twice is not looked at again.
const ATTEMPTS: u32 = 3;
/// A person may not send more at once than an album holds.
const FILES: usize = 10;
/// A messenger that does not hand out a file is asked again for so long: it may be down for an
/// hour.
const PATIENCE: Duration = Duration::from_hours(2);
/// A looker that died is missed after so long.
const HIDDEN: Duration = Duration::from_mins(2);

pub(super) struct UploadReader {
    context: WorkerContext,
    limits: Limits,
    permits: Arc<Semaphore>,
}

/// What a file turned out to be.
struct DecodedUpload {
    kept: Vec<u8>,
    size: (u32, u32),
    copy: Vec<u8>,
}

impl UploadReader {
    pub(super) fn new(context: WorkerContext, limits: Limits) -> Self {
        Self {
            context,
            limits,
            permits: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Fetches, decodes and keeps these files as the owner's pictures.
    pub(super) async fn read(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        files: &[RemoteFile],
    ) -> anyhow::Result<Vec<CheckedUpload>> {
        let hidden_until = self.context.clock.now().plus(HIDDEN);
        self.context
            .store
            .postpone(&turn.updates, hidden_until)
            .await?;

        let mut checked = Vec::new();
        for file in files.iter().take(FILES) {
            checked.push(self.receive(turn, owner, file).await?);
        }

        Ok(checked)
    }

    async fn receive(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        file: &RemoteFile,
    ) -> anyhow::Result<CheckedUpload> {
        let Some(messenger) = self.context.messenger(&turn.address.messenger) else {
            return Ok(CheckedUpload::Unusable(UploadProblem::NotFetched));
        };
        let chat = &turn.address.external;
        let looked = match self.fetch(messenger.as_ref(), turn, file).await? {
            Ok(bytes) if turn.attempts < ATTEMPTS => self.decode(bytes).await?,
            Ok(_) => Err(UploadProblem::Broken),
            Err(why) => Err(why),
        };

        let looked = match looked {
            Ok(looked) => looked,
            Err(why) => {
                messenger.looked_at(chat, file, None).await;
                return Ok(CheckedUpload::Unusable(why));
            }
        };

        let keep_for = Some(self.context.rules.limits.keep_inputs);
        let kept = NewPicture {
            owner,
            kind: PictureKind::Input,
            bytes: looked.kept.into(),
            size: looked.size,
            keep_for,
        };

        let key = self.context.pictures.keep(kept).await?;
        messenger
            .looked_at(chat, file, Some(looked.copy.into()))
            .await;

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

        match messenger.fetch(&turn.address.external, file).await {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(FetchError::Unavailable(error)) if !self.has_waited_long(turn) => Err(error),
            Err(FetchError::TooHeavy) => Ok(Err(UploadProblem::TooHeavy)),
            Err(FetchError::Gone | FetchError::Unavailable(_)) => {
                Ok(Err(UploadProblem::NotFetched))
            }
        }
    }

    fn has_waited_long(&self, turn: &PendingTurn) -> bool {
        self.context.clock.now().since(turn.received_at) > PATIENCE
    }

    async fn decode(&self, bytes: Bytes) -> anyhow::Result<Result<DecodedUpload, UploadProblem>> {
        let _permit = Arc::clone(&self.permits).acquire_owned().await?;
        let limits = self.limits;
        // A decoder that panics has met a picture that is broken in a new way.
        let looked = tokio::task::spawn_blocking(move || looked_at(&bytes, &limits)).await;
        Ok(looked.unwrap_or(Err(UploadProblem::Broken)))
    }
}

fn looked_at(bytes: &[u8], limits: &Limits) -> Result<DecodedUpload, UploadProblem> {
    let picture = Picture::decode(bytes, limits).map_err(|error| {
        tracing::info!(%error, "picture refused");
        why(&error)
    })?;
    let kept = within(picture, KEPT_SIDE);
    let size = (kept.width(), kept.height());
    let bytes = kept
        .encode(OutputFormat::Jpeg)
        .map_err(|_| UploadProblem::TooLarge)?;

    let copy = within(kept, COPY_SIDE)
        .encode(OutputFormat::Jpeg)
        .map_err(|_| UploadProblem::TooLarge)?;
    Ok(DecodedUpload {
        kept: bytes,
        size,
        copy,
    })
}

fn within(picture: Picture, side: u32) -> Picture {
    if picture.width().max(picture.height()) <= side {
        return picture;
    }
    let size = fitted_size(picture.width(), picture.height(), side);
    picture.resized(size.width, size.height)
}

fn why(error: &PictureError) -> UploadProblem {
    match error {
        PictureError::OtherFormat { .. } | PictureError::Unsupported { .. } => {
            UploadProblem::NotAPicture
        }
        PictureError::TooManyBytes { .. } => UploadProblem::TooHeavy,
        PictureError::TooManyPixels { .. } | PictureError::TooLong { .. } => {
            UploadProblem::TooLarge
        }
        PictureError::TooSmall { .. } => UploadProblem::TooSmall,
        PictureError::CutShort { .. } | PictureError::Broken { .. } => UploadProblem::Broken,
    }
}
