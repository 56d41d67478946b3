//! Painting for the feed while nobody waits: a photo of the house in a style of the gallery,
//! dropped as soon as somebody does wait.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};

use super::{
    POLL, StylizeWorker,
    engine_thread::{Order, Reply},
    order::decoded,
    progress_reporter::{File, ProgressReporter},
};
use crate::{
    domain::{
        feed::{EntryId, PaintingRecipe, Part},
        job::{JobRequest, Styles},
        look::Look,
        photos::photo,
        picture::{PictureKey, PictureRef},
        styles::GalleryStyle,
        tier::{Quality, Tier},
    },
    store::feed_entries::{Approval, PreparedEntry},
    workers::feed_pictures,
};

/// Between two paintings of the house: the feed is for people's.
const PAUSE: Duration = Duration::from_hours(1);

/// A photo of the house and what is asked for.
struct Idea {
    photo: Bytes,
    style: GalleryStyle,
    request: JobRequest,
}

impl StylizeWorker {
    /// Nobody waits: paints for the feed, if the settings say so and the last time is long enough
    /// ago. Returns when somebody waits, or after a moment.
    pub(super) async fn idle(&self) -> anyhow::Result<()> {
        let feed = &self.context.rules.feed;
        let last = if feed.enabled && feed.idle_paintings {
            self.context.store.last_of_house().await?
        } else {
            None
        };
        let now = self.context.clock.now();
        let is_due =
            feed.enabled && feed.idle_paintings && last.is_none_or(|last| now.since(last) >= PAUSE);

        if is_due && let Some(file) = self.paint_for_house().await? {
            return Ok(file);
        }

        tokio::select! {
            () = self.context.stop.cancelled() => {}
            () = self.context.bells.jobs.rung_or(POLL) => {}
        }

        Ok(())
    }

    /// `None` when it was not begun.
    async fn paint_for_house(&self) -> anyhow::Result<Option<()>> {
        let Some(idea) = self.idea() else {
            return Ok(None);
        };
        let id = EntryId::from_chance(self.context.chance.bits());
        let styles = (PictureRef::Gallery(idea.style), id);
        self.context
            .store
            .begin_of_house(
                styles,
                PaintingRecipe::of(&idea.request, idea.request.plan.iterations),
                self.context.clock.now(),
            )
            .await?;

        let painted = self.painted(&idea).await?;
        let made = match painted {
            Some(painting) => {
                feed_pictures::made_of(vec![
                    (
                        Part::Painting,
                        PictureRef::Own(PictureKey::of(&painting)),
                        painting,
                    ),
                    (
                        Part::Photo,
                        PictureRef::Own(PictureKey::of(&idea.photo)),
                        idea.photo,
                    ),
                    (
                        Part::Style,
                        PictureRef::Gallery(idea.style),
                        Bytes::from_static(idea.style.jpeg()),
                    ),
                ])
                .await
            }
            None => None,
        };

        match made {
            Some((files, prepared)) => self.hang(id, files, prepared).await?,
            None => self.context.store.drop_of_house(id).await?,
        }

        Ok(Some(()))
    }

    async fn hang(
        &self,
        id: EntryId,
        files: feed_pictures::Files,
        prepared: PreparedEntry,
    ) -> anyhow::Result<()> {
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

        self.context
            .store
            .prepared(id, prepared, approval, self.context.clock.now())
            .await?;

        Ok(())
    }

    fn idea(&self) -> Option<Idea> {
        let drawn = self.context.chance.bits();
        let photo = Bytes::from_static(photo(drawn >> 32));
        let style = GalleryStyle::all()
            .nth((drawn & 0xffff_ffff) as usize % GalleryStyle::all().count())?;

        let request = JobRequest {
            photo: PictureRef::Own(PictureKey::of(&photo)),
            styles: Styles::one(PictureRef::Gallery(style)),
            look: Look::default(),
            plan: self.context.rules.plan(Quality::Free),
        };

        Some(Idea {
            photo,
            style,
            request,
        })
    }

    /// The painting as a file; `None` when somebody came, or it failed.
    async fn painted(&self, idea: &Idea) -> anyhow::Result<Option<Bytes>> {
        let request = idea.request;
        let files = vec![idea.photo.clone(), Bytes::from_static(idea.style.jpeg())];
        let decoded = tokio::task::spawn_blocking(move || decoded(&request, &files)).await?;
        let Ok(request) = decoded else {
            return Ok(None);
        };

        let (news, mut coming) = mpsc::channel(4);
        let (reply, mut replied) = oneshot::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let progress = ProgressReporter::new(news, Arc::clone(&stop), Tier::Free, self.pace);
        self.engine_thread.order(Order {
            request,
            resume: None,
            progress,
            reply,
        })?;

        loop {
            tokio::select! {
                biased;
                said = &mut replied => {
                    let Ok(Reply::Painting(painting)) = said else { return Ok(None) };
                    if painting.stopped {
                        return Ok(None);
                    }
                    return Ok(File::of(&painting.picture).map(|file| file.bytes));
                }
                // Previews and checkpoints are for those who wait.
                Some(_) = coming.recv() => {}
                () = self.context.bells.jobs.rung_or(POLL) => {}
            }

            let waits = !self
                .context
                .store
                .queued_jobs(self.context.clock.now())
                .await?
                .is_empty();

            if waits || self.context.stop.is_cancelled() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    }
}
