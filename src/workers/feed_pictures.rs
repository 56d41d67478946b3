//! Hangs what is published: makes its small pictures once, deletes those of what was taken back,
//! lets entries grow old, and once a day tells people what others like.

use std::time::Duration;

use bytes::Bytes;

use super::{POLL, WorkerContext};
use crate::{
    domain::{
        feed::{Part, Parts, Shape, Size},
        picture::{PictureKey, PictureRef},
        time::Moment,
    },
    engine::image::{Limits, OutputFormat, Picture},
    pictures::small,
    store::feed_entries::{Approval, EntryToPrepare, PreparedEntry},
};

/// Whoever makes small pictures and dies is missed after so long.
const HIDDEN: Duration = Duration::from_mins(2);
/// Pictures that could not be made so often cannot be made.
const ATTEMPTS: u32 = 3;
const AT_ONCE: u32 = 10;
/// Between two looks at how old entries are.
const AGING: Duration = Duration::from_mins(1);

/// The loop.
pub struct FeedPictureWorker {
    context: WorkerContext,
    aged: Option<Moment>,
}

/// The files of an entry.
pub(super) type Files = Vec<(Part, Size, Bytes)>;

impl FeedPictureWorker {
    /// The feed's worker.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            aged: None,
        }
    }

    /// Works until told to stop.
    pub async fn run(mut self) {
        while !self.context.stop.is_cancelled() {
            if let Err(error) = self.round().await {
                metrics::counter!("vernissage_errors_total", "where" => "feed").increment(1);
                tracing::error!(?error, "the feed was not looked after");
            }

            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = self.context.bells.feed.rung_or(POLL) => {}
            }
        }
    }

    async fn round(&mut self) -> anyhow::Result<()> {
        self.take_down().await?;

        let now = self.context.clock.now();
        for entry in self.context.store.unprepared(now, HIDDEN, AT_ONCE).await? {
            self.hang(entry).await?;
        }

        if self.aged.is_none_or(|before| now.since(before) >= AGING) {
            self.context.store.age(now).await?;
            while self.context.store.tell_likes(now).await? > 0 {
                self.context.bells.inbox.ring();
            }
            self.aged = Some(now);
        }

        Ok(())
    }

    async fn take_down(&self) -> anyhow::Result<()> {
        for id in self.context.store.taken_back(AT_ONCE).await? {
            self.context.pictures.remove_from_feed(id).await?;
            self.context.store.files_gone(id).await?;
        }
        Ok(())
    }

    async fn hang(&self, entry: EntryToPrepare) -> anyhow::Result<()> {
        let id = entry.id;
        let failures = entry.failures;
        match self.files(entry).await? {
            Some((files, prepared)) => {
                for (part, size, bytes) in files {
                    self.context
                        .pictures
                        .keep_for_feed(id, part, size, bytes)
                        .await?;
                }

                let approval = if self.context.rules.feed.approval {
                    Approval::Guarded
                } else {
                    Approval::Open
                };

                if !self
                    .context
                    .store
                    .prepared(id, prepared, approval, self.context.clock.now())
                    .await?
                {
                    self.context.pictures.remove_from_feed(id).await?;
                }
            }
            None if failures + 1 < ATTEMPTS => return Ok(()),
            None => {
                self.context
                    .store
                    .unpreparable(id, self.context.clock.now())
                    .await?
            }
        }

        self.context.bells.inbox.ring();
        Ok(())
    }

    /// `None` when a picture is not there, or cannot be read.
    async fn files(&self, entry: EntryToPrepare) -> anyhow::Result<Option<(Files, PreparedEntry)>> {
        let mut read: Vec<(Part, PictureRef, Bytes)> = Vec::new();
        for (part, picture) in entry.pictures {
            let Some(bytes) = self.context.pictures.bytes(entry.owner, picture).await? else {
                return Ok(None);
            };
            read.push((part, picture, bytes));
        }

        Ok(made_of(read).await)
    }
}

/// The small files of pictures, and what is said of them; `None` when one cannot be read.
pub(super) async fn made_of(
    read: Vec<(Part, PictureRef, Bytes)>,
) -> Option<(Files, PreparedEntry)> {
    // An encoder that panics has met a picture that is broken in a new way.
    tokio::task::spawn_blocking(move || made(&read))
        .await
        .unwrap_or(None)
}

fn made(read: &[(Part, PictureRef, Bytes)]) -> Option<(Files, PreparedEntry)> {
    let mut files = Vec::new();
    let mut copies = Vec::new();
    let mut shapes = Vec::new();
    for (part, picture, bytes) in read {
        let decoded = Picture::decode(bytes, &Limits::default()).ok()?;
        shapes.push((
            *part,
            Shape {
                width: decoded.width(),
                height: decoded.height(),
            },
        ));

        for size in Size::ALL.into_iter().filter(|size| size.serves(*part)) {
            let file = file(&decoded, size)?;
            let is_taken = size == Size::Page && matches!(part, Part::Style | Part::SecondStyle);
            if is_taken && let PictureRef::Own(_) = picture {
                copies.push((*part, PictureKey::of(&as_jpeg(&file)?.0)));
            }

            files.push((*part, size, file));
        }
    }

    let shape = |part| {
        shapes
            .iter()
            .find(|(one, _)| *one == part)
            .map(|(_, shape)| *shape)
    };
    let painting = shape(Part::Painting)?;
    let photo = shape(Part::Photo);
    let style = shape(Part::Style);
    let second_style = shape(Part::SecondStyle);

    Some((
        files,
        PreparedEntry {
            parts: Parts {
                painting,
                photo,
                style,
                second_style,
            },
            copies,
        },
    ))
}

/// A picture in one size.
fn file(picture: &Picture, size: Size) -> Option<Bytes> {
    if size == Size::Card {
        return card(picture)
            .encode(OutputFormat::Jpeg)
            .ok()
            .map(Bytes::from);
    }

    let shape = size.of(Shape {
        width: picture.width(),
        height: picture.height(),
    });
    let small = picture.resized(shape.width, shape.height);

    small::webp(small.as_rgb(), (shape.width, shape.height))
}

/// The middle of the picture in the shape of a preview card: of a tall one somewhat above it, where
/// faces are.
fn card(picture: &Picture) -> Picture {
    let Shape { width, height } = Size::CARD;
    let covering = picture.covering(width, height);
    let left = (covering.width() - width) / 2;
    let top = (covering.height() - height) / 3;
    covering.part(left, top, width, height)
}

/// A file of the feed as a JPEG, and its size: what messengers show, and what people keep. The same
/// file is always the same picture.
pub(super) fn as_jpeg(file: &[u8]) -> Option<(Bytes, (u32, u32))> {
    let picture = Picture::decode(file, &Limits::default()).ok()?;
    let bytes = picture.encode(OutputFormat::Jpeg).ok()?;
    Some((bytes.into(), (picture.width(), picture.height())))
}
