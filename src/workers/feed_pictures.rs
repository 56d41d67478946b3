//! Makes the small pictures of everything that is published, once, copies the films that are shown, and
//! deletes those of what was taken back. Also lets entries grow old, and once a day tells people how much others like theirs.

use std::time::Duration;

use bytes::Bytes;

use super::{POLL, WorkerContext, duties::Duty, leased::count_error};
use crate::{
    domain::{
        feed::{EntryId, Part, Parts, Size},
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        time::Moment,
    },
    engine::image::{Limits, OutputFormat, Picture},
    pictures::{EncodedFile, small},
    store::feed_entries::{
        Approval, EntryToPrepare, FilmToPublish, PartPicture, PreparedEntry, StyleCopy,
    },
};

/// After this time, an entry whose pictures another worker has begun is taken over.
const HIDDEN: Duration = Duration::from_mins(2);
/// After this many attempts, the pictures of an entry cannot be made.
const ATTEMPTS: u32 = 3;
/// How many entries are read at once.
const AT_ONCE: u32 = 10;
/// The time between two looks at the age of entries.
const AGING: Duration = Duration::from_mins(1);

/// Makes and deletes the pictures of the feed.
pub struct FeedPictureWorker {
    context: WorkerContext,
    aged_at: Option<Moment>,
}

/// A picture of an entry at its full size.
pub(super) struct EntryPicture {
    pub(super) part: Part,
    pub(super) picture: PictureRef,
    pub(super) bytes: Bytes,
}

/// A picture of an entry in one of the feed's sizes.
pub(super) struct EntryFile {
    pub(super) part: Part,
    pub(super) size: Size,
    pub(super) bytes: Bytes,
}

/// Everything that is made for an entry.
pub(super) struct EntryFiles {
    /// The files in the feed's sizes.
    pub(super) files: Vec<EntryFile>,
    /// What the store has to know of them.
    pub(super) prepared: PreparedEntry,
}

impl FeedPictureWorker {
    /// The worker; it does nothing yet.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            aged_at: None,
        }
    }

    /// Works until the service stops, while no other process does.
    pub async fn run(mut self) {
        let duties = self.context.duties.clone();
        while let Some(duty) = duties.get(Duty::Feed).await {
            duty.run(self.rounds()).await;
        }
    }

    async fn rounds(&mut self) {
        while !self.context.stop.is_cancelled() {
            if let Err(error) = self.round().await {
                count_error("feed");
                tracing::error!(?error, "the feed could not be updated");
            }

            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = self.context.bells.feed.rung_or(POLL) => {}
            }
        }
    }

    async fn round(&mut self) -> anyhow::Result<()> {
        self.delete_taken_back().await?;

        let now = self.context.clock.now();
        for entry in self
            .context
            .stores
            .feed_entries
            .claim_unprepared_entries(now, HIDDEN, AT_ONCE)
            .await?
        {
            self.prepare_entry(entry).await?;
        }
        self.publish_films().await?;

        if self.aged_at.is_none_or(|before| now.is_past(before, AGING)) {
            self.context.stores.feed_entries.age_entries(now).await?;
            while self.context.stores.feed_entries.announce_likes(now).await? > 0 {
                self.context.bells.inbox.ring();
            }
            self.aged_at = Some(now);
        }

        Ok(())
    }

    async fn delete_taken_back(&self) -> anyhow::Result<()> {
        for id in self
            .context
            .stores
            .feed_entries
            .withdrawn_entries(AT_ONCE)
            .await?
        {
            self.context.pictures.remove_from_feed(id).await?;
            self.context
                .stores
                .feed_entries
                .mark_files_deleted(id)
                .await?;
        }

        Ok(())
    }

    /// Copies the films that entries are to show. One that is gone is not waited for.
    async fn publish_films(&self) -> anyhow::Result<()> {
        let entries = &self.context.stores.feed_entries;
        for FilmToPublish { id, owner, film } in entries.films_to_publish(AT_ONCE).await? {
            let file = PictureRef::Own(film.file);
            let bytes = self.context.pictures.bytes(owner, file).await?;
            let shape = bytes
                .is_some()
                .then(|| PictureSize::new(film.width, film.height));

            if let Some(bytes) = bytes {
                self.context.pictures.keep_film_for_feed(id, bytes).await?;
            }
            if !entries.settle_film(id, shape).await? {
                self.context.pictures.remove_from_feed(id).await?;
            }
        }

        Ok(())
    }

    async fn prepare_entry(&self, entry: EntryToPrepare) -> anyhow::Result<()> {
        let id = entry.id;
        let failures = entry.failures;
        let stores = &self.context.stores;

        match self.make_files(entry).await? {
            Some(EntryFiles { files, prepared }) => {
                keep(&self.context, id, files).await?;

                let now = self.context.clock.now();
                let approval = approval(&self.context);
                let is_still_wanted = stores
                    .feed_entries
                    .publish_prepared_entry(id, prepared, approval, now)
                    .await?;
                if !is_still_wanted {
                    self.context.pictures.remove_from_feed(id).await?;
                }
            }
            None if failures + 1 < ATTEMPTS => return Ok(()),
            None => {
                stores
                    .feed_entries
                    .withdraw_unpreparable_entry(id, self.context.clock.now())
                    .await?;
            }
        }

        self.context.bells.inbox.ring();
        Ok(())
    }

    /// `None` if a picture is gone or cannot be read.
    async fn make_files(&self, entry: EntryToPrepare) -> anyhow::Result<Option<EntryFiles>> {
        let mut pictures = Vec::new();
        for PartPicture { part, picture } in entry.pictures {
            let Some(bytes) = self.context.pictures.bytes(entry.owner, picture).await? else {
                return Ok(None);
            };

            pictures.push(EntryPicture {
                part,
                picture,
                bytes,
            });
        }

        Ok(prepare(pictures).await)
    }
}

/// Whether new entries wait for the operator's approval, by the settings.
pub(super) fn approval(context: &WorkerContext) -> Approval {
    if context.rules.feed.approval {
        Approval::Guarded
    } else {
        Approval::Open
    }
}

/// Writes the files of an entry.
pub(super) async fn keep(
    context: &WorkerContext,
    id: EntryId,
    files: Vec<EntryFile>,
) -> anyhow::Result<()> {
    for EntryFile { part, size, bytes } in files {
        context
            .pictures
            .keep_for_feed(id, part, size, bytes)
            .await?;
    }

    Ok(())
}

/// Makes the files of an entry from its pictures; `None` if one cannot be read.
pub(super) async fn prepare(pictures: Vec<EntryPicture>) -> Option<EntryFiles> {
    // An encoder that panics has met a picture that is broken in a new way.
    tokio::task::spawn_blocking(move || prepare_now(&pictures))
        .await
        .unwrap_or(None)
}

fn prepare_now(pictures: &[EntryPicture]) -> Option<EntryFiles> {
    let mut files = Vec::new();
    let mut copies = Vec::new();
    let mut shapes = Vec::new();

    for EntryPicture {
        part,
        picture,
        bytes,
    } in pictures
    {
        let part = *part;
        let decoded = Picture::decode(bytes, &Limits::default()).ok()?;
        let shape = PictureSize::new(decoded.width(), decoded.height());
        shapes.push((part, shape));

        for size in Size::ALL.into_iter().filter(|size| size.serves(part)) {
            let bytes = resized_file(&decoded, size)?;

            // Other people take a style as a JPEG of this size.
            let is_copied = size == Size::Page && matches!(part, Part::Style | Part::SecondStyle);
            if is_copied && matches!(picture, PictureRef::Own(_)) {
                copies.push(StyleCopy {
                    part,
                    picture: PictureKey::from_bytes(&as_jpeg(&bytes)?.bytes),
                });
            }

            files.push(EntryFile { part, size, bytes });
        }
    }

    let shape_of = |wanted: Part| {
        shapes
            .iter()
            .find(|(part, _)| *part == wanted)
            .map(|(_, shape)| *shape)
    };

    let parts = Parts {
        painting: shape_of(Part::Painting)?,
        photo: shape_of(Part::Photo),
        style: shape_of(Part::Style),
        second_style: shape_of(Part::SecondStyle),
        painted_over: shape_of(Part::PaintedOver),
        second_painted_over: shape_of(Part::SecondPaintedOver),
        film: None,
    };

    Some(EntryFiles {
        files,
        prepared: PreparedEntry { parts, copies },
    })
}

/// The picture as a file of the given size.
fn resized_file(picture: &Picture, size: Size) -> Option<Bytes> {
    if size == Size::Card {
        return card(picture)
            .encode(OutputFormat::Jpeg)
            .ok()
            .map(Bytes::from);
    }

    let shape = size.scale(PictureSize::new(picture.width(), picture.height()));
    let small = picture.resized(shape.width, shape.height);

    small::webp(small.as_rgb(), shape.width, shape.height)
}

/// The middle of the picture in the shape of a preview card. Of a tall picture it is the part
/// somewhat above the middle, where faces are.
fn card(picture: &Picture) -> Picture {
    let PictureSize { width, height } = Size::CARD;
    let covering = picture.covering(width, height);
    let left = (covering.width() - width) / 2;
    let top = (covering.height() - height) / 3;

    covering.part(left, top, width, height)
}

/// A file of the feed as a JPEG, which every messenger shows and which people keep as their own.
/// The same file always gives the same JPEG.
pub(super) fn as_jpeg(file: &[u8]) -> Option<EncodedFile> {
    let picture = Picture::decode(file, &Limits::default()).ok()?;
    let bytes = picture.encode(OutputFormat::Jpeg).ok()?;

    Some(EncodedFile {
        bytes: bytes.into(),
        size: PictureSize::new(picture.width(), picture.height()),
    })
}
