//! Fetches what was sent and looks whether it is a picture. What is kept is a fresh JPEG: upright,
//! sRGB, without the place and the camera's number that were in the file.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::{
    domain::{
        conversation::{Received, Unusable},
        ids::PersonId,
        incoming::RemoteFile,
    },
    engine::image::{Limits, OutputFormat, Picture, PictureError, fitted_size},
    messengers::{FetchError, Messenger},
    pictures::NewPicture,
    store::{About, PendingTurn, pictures::PictureKind},
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

    /// `None` when the person has gone meanwhile.
    pub(super) async fn look(
        &self,
        turn: &PendingTurn,
        files: &[RemoteFile],
    ) -> anyhow::Result<Option<Vec<Received>>> {
        let store = &self.context.store;
        store
            .postpone(&turn.updates, self.context.clock.now().plus(HIDDEN))
            .await?;

        let Some(read) = store
            .conversation(turn.chat, About::default(), self.context.clock.now())
            .await?
        else {
            return Ok(None);
        };

        let mut received = Vec::new();
        for file in files.iter().take(FILES) {
            received.push(self.receive(turn, read.person, file).await?);
        }

        Ok(Some(received))
    }

    async fn receive(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        file: &RemoteFile,
    ) -> anyhow::Result<Received> {
        let Some(messenger) = self.context.messenger(&turn.address.messenger) else {
            return Ok(Received::Unusable(Unusable::NotFetched));
        };
        let chat = &turn.address.external;
        let looked = match self.fetch(messenger.as_ref(), turn, file).await? {
            Ok(bytes) if turn.attempts < ATTEMPTS => self.decode(bytes).await?,
            Ok(_) => Err(Unusable::Broken),
            Err(why) => Err(why),
        };

        let looked = match looked {
            Ok(looked) => looked,
            Err(why) => {
                messenger.looked_at(chat, file, None).await;
                return Ok(Received::Unusable(why));
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

        Ok(key.map_or(Received::Unusable(Unusable::NotFetched), Received::Picture))
    }

    async fn fetch(
        &self,
        messenger: &dyn Messenger,
        turn: &PendingTurn,
        file: &RemoteFile,
    ) -> anyhow::Result<Result<Bytes, Unusable>> {
        let limit = messenger.limits().fetch_bytes.min(self.limits.bytes);
        if file.bytes.is_some_and(|bytes| bytes > limit) {
            return Ok(Err(Unusable::TooHeavy));
        }

        match messenger.fetch(&turn.address.external, file).await {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(FetchError::Unavailable(error)) if !self.has_waited_long(turn) => Err(error),
            Err(FetchError::TooHeavy) => Ok(Err(Unusable::TooHeavy)),
            Err(FetchError::Gone | FetchError::Unavailable(_)) => Ok(Err(Unusable::NotFetched)),
        }
    }

    fn has_waited_long(&self, turn: &PendingTurn) -> bool {
        self.context.clock.now().since(turn.received_at) > PATIENCE
    }

    async fn decode(&self, bytes: Bytes) -> anyhow::Result<Result<DecodedUpload, Unusable>> {
        let _permit = Arc::clone(&self.permits).acquire_owned().await?;
        let limits = self.limits;
        // A decoder that panics has met a picture that is broken in a new way.
        let looked = tokio::task::spawn_blocking(move || looked_at(&bytes, &limits)).await;
        Ok(looked.unwrap_or(Err(Unusable::Broken)))
    }
}

fn looked_at(bytes: &[u8], limits: &Limits) -> Result<DecodedUpload, Unusable> {
    let picture = Picture::decode(bytes, limits).map_err(|error| {
        tracing::info!(%error, "picture refused");
        why(&error)
    })?;
    let kept = within(picture, KEPT_SIDE);
    let size = (kept.width(), kept.height());
    let bytes = kept
        .encode(OutputFormat::Jpeg)
        .map_err(|_| Unusable::TooLarge)?;

    let copy = within(kept, COPY_SIDE)
        .encode(OutputFormat::Jpeg)
        .map_err(|_| Unusable::TooLarge)?;
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
    let (width, height) = fitted_size(picture.width(), picture.height(), side);
    picture.resized(width, height)
}

fn why(error: &PictureError) -> Unusable {
    match error {
        PictureError::OtherFormat { .. } | PictureError::Unsupported { .. } => {
            Unusable::NotAPicture
        }
        PictureError::TooManyBytes { .. } => Unusable::TooHeavy,
        PictureError::TooManyPixels { .. } | PictureError::TooLong { .. } => Unusable::TooLarge,
        PictureError::TooSmall { .. } => Unusable::TooSmall,
        PictureError::CutShort { .. } | PictureError::Broken { .. } => Unusable::Broken,
    }
}
