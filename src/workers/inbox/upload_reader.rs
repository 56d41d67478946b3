//! Fetches files that people have sent, and decodes those that are pictures. A new JPEG of each is
//! kept: upright, in sRGB, and without the metadata of the original, such as the location. Of a film
//! such a JPEG of one frame is kept, and the film's file beside it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};

use super::{
    decoding::{DecodedUpload, Decoding},
    film_uploads::{self, FilmGuess, FilmUploads},
    pixel_budget::{HourlyMegapixels, PixelBudget},
    upload_room,
};
use crate::{
    backoff::Backoff,
    domain::{
        ids::PersonId,
        incoming::RemoteFile,
        picture::PictureKey,
        picture_size::PictureSize,
        upload::{CheckedUpload, UploadProblem},
    },
    engine::image::Limits,
    films::FilmHeader,
    messengers::{FetchError, Messenger},
    pictures::{NewFilm, NewPicture, StorageError},
    store::{PendingTurn, pictures::PictureKind},
    workers::WorkerContext,
};

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

/// How many of the largest files of one messenger are in memory at once. Each messenger has its own
/// room, so that one that is slow takes nothing from the others.
const LARGEST_AT_ONCE: u64 = 2;
/// Bytes of one permit for that room.
const UNIT: u64 = 1_000_000;

/// What is accepted from people.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// Of one picture.
    pub picture: Limits,
    /// Of one sender.
    pub hourly: HourlyMegapixels,
    /// How long decoding a picture may take.
    pub decoding: Duration,
    /// How much of a film is taken.
    pub longest_film: Duration,
}

/// A file that has been read.
#[derive(Clone)]
pub(super) struct ReadUpload {
    pub(super) file: RemoteFile,
    /// What it is.
    pub(super) checked: CheckedUpload,
    /// A small copy, if it is a picture.
    pub(super) preview: Option<Bytes>,
}

/// A file that has been decoded.
struct DecodedFile {
    /// The picture, or the film's still.
    picture: DecodedUpload,
    film: Option<FilmFile>,
}

/// A film as it came.
struct FilmFile {
    bytes: Bytes,
    header: FilmHeader,
    /// Whether it is shown in a circle.
    is_round: bool,
}

/// Fetches and decodes what people send.
pub(super) struct UploadReader {
    context: WorkerContext,
    limits: Limits,
    budget: PixelBudget,
    decoding: Decoding,
    films: FilmUploads,
    /// The room for files in memory, by the messenger's name.
    rooms: HashMap<&'static str, Arc<Semaphore>>,
}

impl UploadReader {
    pub(super) fn new(context: WorkerContext, limits: UploadLimits) -> Self {
        let room = units(limits.picture.bytes * LARGEST_AT_ONCE) as usize;
        let rooms = context
            .messengers
            .iter()
            .map(|messenger| (messenger.name(), Arc::new(Semaphore::new(room))))
            .collect();

        let films = context.rules.takes_films().then(|| context.films.clone());

        Self {
            context,
            films: FilmUploads::new(films, limits.longest_film),
            limits: limits.picture,
            budget: PixelBudget::new(limits.hourly),
            decoding: Decoding::new(limits.picture, limits.decoding),
            rooms,
        }
    }

    /// Fetches and decodes files, and keeps them as the owner's pictures. The files themselves stay
    /// as they are until the turn is answered: it may have to be answered again.
    pub(super) async fn read(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        files: &[RemoteFile],
    ) -> anyhow::Result<Vec<ReadUpload>> {
        let now = self.context.clock.now();
        self.context
            .stores
            .inbox
            .postpone(&turn.updates, now.plus(HIDDEN), now)
            .await?;

        let mut read = Vec::new();
        for file in files.iter().take(FILES) {
            read.push(self.read_file(turn, owner, file).await?);
        }

        Ok(read)
    }

    /// The turn with these files is answered: a messenger that keeps uploads itself replaces them by
    /// their previews.
    pub(super) async fn turn_was_answered(&self, turn: &PendingTurn, read: Vec<ReadUpload>) {
        let files: Vec<RemoteFile> = read.iter().map(|read| read.file.clone()).collect();
        self.budget.forget(turn, &files);

        let messenger = self.context.messenger(&turn.address.messenger);
        let Some(chats) = messenger.and_then(|messenger| messenger.hosted_chats()) else {
            return;
        };
        for ReadUpload { file, preview, .. } in read {
            let chat = &turn.address.external;
            chats.upload_was_read(chat, &file, preview).await;
        }
    }

    async fn read_file(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        file: &RemoteFile,
    ) -> anyhow::Result<ReadUpload> {
        let unusable = |why| ReadUpload {
            file: file.clone(),
            checked: CheckedUpload::Unusable(why),
            preview: None,
        };
        let Some(messenger) = self.context.messenger(&turn.address.messenger) else {
            return Ok(unusable(UploadProblem::NotFetched));
        };
        if let Some(why) = upload_room::problem(&self.context, turn, owner).await? {
            return Ok(unusable(why));
        }

        let decoded = self.decoded(messenger.as_ref(), turn, file).await?;

        let DecodedFile { picture, film } = match decoded {
            Ok(decoded) => decoded,
            Err(why) => return Ok(unusable(why)),
        };

        let preview = Some(picture.copy.clone());
        let checked = match film {
            Some(film) => self.keep_film(turn, owner, picture, film).await?,
            None => self.keep_picture(turn, owner, picture).await?,
        };

        Ok(ReadUpload {
            file: file.clone(),
            checked: checked.unwrap_or(CheckedUpload::Unusable(UploadProblem::NotFetched)),
            preview,
        })
    }

    /// Keeps a picture; `None` if its owner is gone.
    async fn keep_picture(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        picture: DecodedUpload,
    ) -> anyhow::Result<Option<CheckedUpload>> {
        let is_grey = picture.is_grey;
        let picture = self.input(owner, picture);
        let Some(key) = self.context.pictures.keep(picture).await? else {
            return Ok(None);
        };
        self.count_input(turn, key).await?;

        Ok(Some(if is_grey {
            CheckedUpload::GreyPicture(key)
        } else {
            CheckedUpload::Picture(key)
        }))
    }

    /// Keeps a film beside its still; `None` if its owner is gone.
    async fn keep_film(
        &self,
        turn: &PendingTurn,
        owner: PersonId,
        still: DecodedUpload,
        film: FilmFile,
    ) -> anyhow::Result<Option<CheckedUpload>> {
        let FilmFile {
            bytes,
            header,
            is_round,
        } = film;
        let film = NewFilm {
            still: self.input(owner, still),
            file: bytes,
            millis: header.millis,
            size: PictureSize::new(header.width, header.height),
            frames: header.frames,
            is_round,
            has_sound: header.has_sound,
        };
        let Some(kept) = self.context.pictures.keep_film(film).await? else {
            return Ok(None);
        };

        for key in [kept.still, kept.film.file] {
            self.count_input(turn, key).await?;
        }

        Ok(Some(CheckedUpload::Film {
            still: kept.still,
            film: kept.film,
        }))
    }

    fn input(&self, owner: PersonId, picture: DecodedUpload) -> NewPicture {
        NewPicture {
            owner,
            kind: PictureKind::Input,
            file: picture.file,
            is_grey: picture.is_grey,
            keep_for: Some(self.context.rules.limits.keep_inputs),
        }
    }

    async fn count_input(&self, turn: &PendingTurn, key: PictureKey) -> anyhow::Result<()> {
        let now = self.context.clock.now();
        let pictures = &self.context.stores.pictures;

        Ok(pictures.count_input(turn.chat, key, now).await?)
    }

    /// Fetches a file, judges it by its header and decodes it. While it is fetched, it takes nothing
    /// from the files that are decoded.
    async fn decoded(
        &self,
        messenger: &dyn Messenger,
        turn: &PendingTurn,
        file: &RemoteFile,
    ) -> anyhow::Result<Result<DecodedFile, UploadProblem>> {
        let limit = messenger.limits().fetch_bytes.min(self.limits.bytes);
        let size = file.bytes.unwrap_or(limit);
        if size > limit {
            return Ok(Err(UploadProblem::TooHeavy));
        }

        let _room = self.room(messenger, size).await?;
        let bytes = match self.fetch(messenger, turn, file).await? {
            Ok(_) if turn.attempts >= ATTEMPTS => return Ok(Err(UploadProblem::Broken)),
            Ok(bytes) => bytes,
            Err(why) => return Ok(Err(why)),
        };

        match self.unless_stopped(self.films.judge(&bytes)).await? {
            FilmGuess::NoFilm => self.decoded_picture(turn, file, bytes).await,
            FilmGuess::Film(header) => self.decoded_film(turn, file, bytes, header).await,
            FilmGuess::Refused(why) => Ok(Err(why)),
        }
    }

    async fn decoded_picture(
        &self,
        turn: &PendingTurn,
        file: &RemoteFile,
        bytes: Bytes,
    ) -> anyhow::Result<Result<DecodedFile, UploadProblem>> {
        let work = match self.decoding.work(&bytes).await {
            Ok(work) => work,
            Err(why) => return Ok(Err(why)),
        };
        if let Err(why) = self.spend(turn, file, work.pixels) {
            return Ok(Err(why));
        }

        let stop = &self.context.stop;
        let decoded = self.decoding.decode(bytes, work, stop).await?;

        Ok(decoded.map(|picture| DecodedFile {
            picture,
            film: None,
        }))
    }

    async fn decoded_film(
        &self,
        turn: &PendingTurn,
        file: &RemoteFile,
        bytes: Bytes,
        header: FilmHeader,
    ) -> anyhow::Result<Result<DecodedFile, UploadProblem>> {
        if let Err(why) = self.spend(turn, file, self.films.pixels(&header)) {
            return Ok(Err(why));
        }

        let still = match self.unless_stopped(self.films.still(&bytes)).await? {
            Ok(still) => still,
            Err(why) => return Ok(Err(why)),
        };

        let work = film_uploads::work(&still);
        let stop = &self.context.stop;
        let decoded = self.decoding.make_ready(still, work, stop).await?;

        Ok(decoded.map(|picture| DecodedFile {
            picture,
            film: Some(FilmFile {
                bytes,
                header,
                is_round: file.is_round,
            }),
        }))
    }

    /// Takes what a file costs from the sender's budget.
    fn spend(
        &self,
        turn: &PendingTurn,
        file: &RemoteFile,
        pixels: u64,
    ) -> Result<(), UploadProblem> {
        self.budget.spend(turn, file, pixels).map_err(|wait| {
            metrics::counter!("vernissage_uploads_refused_total", "why" => "megapixels")
                .increment(1);

            UploadProblem::TooMuchLately {
                minutes: whole_minutes(wait),
            }
        })
    }

    /// Waits for what becomes of a film. An error if the service stops before; its process is ended
    /// then.
    async fn unless_stopped<T>(
        &self,
        reading: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        tokio::select! {
            outcome = reading => outcome,
            () = self.context.stop.cancelled() => {
                anyhow::bail!("the service stops before a film was read");
            }
        }
    }

    /// Waits until there is room for a file in memory. An error if the service stops before.
    async fn room(
        &self,
        messenger: &dyn Messenger,
        bytes: u64,
    ) -> anyhow::Result<Option<OwnedSemaphorePermit>> {
        let Some(room) = self.rooms.get(messenger.name()) else {
            return Ok(None);
        };

        tokio::select! {
            permit = Arc::clone(room).acquire_many_owned(units(bytes)) => Ok(Some(permit?)),
            () = self.context.stop.cancelled() => {
                anyhow::bail!("the service stops before a file was fetched");
            }
        }
    }

    async fn fetch(
        &self,
        messenger: &dyn Messenger,
        turn: &PendingTurn,
        file: &RemoteFile,
    ) -> anyhow::Result<Result<Bytes, UploadProblem>> {
        let fetched = tokio::select! {
            fetched = self.fetch_patiently(messenger, turn, file) => fetched,
            // It is fetched after the next start. A messenger that is slow delays no stop.
            () = self.context.stop.cancelled() => {
                anyhow::bail!("the service stops before a file was fetched");
            }
        };

        match fetched {
            Ok(bytes) => Ok(Ok(bytes)),
            // What is in our own storage is there, whatever that says at the moment.
            Err(FetchError::Unavailable(error))
                if StorageError::passes(&error) || !self.has_waited_long(turn) =>
            {
                Err(error)
            }
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
    ) -> Result<Bytes, FetchError> {
        for failures in 0..WITHHELD_TIMES {
            match messenger.fetch(&turn.address.external, file).await {
                Err(FetchError::Withheld) => tracing::info!(failures, "a file is withheld"),
                fetched => return fetched,
            }

            sleep(WITHHELD_PAUSE.pause(failures)).await;
        }

        messenger.fetch(&turn.address.external, file).await
    }

    fn has_waited_long(&self, turn: &PendingTurn) -> bool {
        self.context.clock.now().is_past(turn.received_at, PATIENCE)
    }
}

/// Permits for so many bytes.
fn units(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT))
        .unwrap_or(u32::MAX)
        .max(1)
}

fn whole_minutes(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs().div_ceil(60))
        .unwrap_or(u32::MAX)
        .max(1)
}
