//! Paints for the feed while nobody waits: one of the service's own photos in a style of the
//! gallery. Stops as soon as somebody does wait.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use bytes::Bytes;
use tokio::sync::mpsc;

use super::{
    JobWorker, POLL, Task,
    progress_reporter::{ProgressReporter, jpeg},
    request::{self, RequestFiles},
};
use crate::{
    domain::{
        feed::{EntryId, PaintingRecipe, Part},
        job::{JobRequest, Styles},
        language::Language,
        look::Look,
        photos::photo,
        picture::{PictureKey, PictureRef},
        styles::GalleryStyle,
        tier::{Quality, Tier},
        work::Lane,
    },
    workers::{
        duties::Duty,
        feed_pictures::{self, EntryFiles, EntryPicture},
    },
};

/// The time between two idle paintings: the feed is for people's own.
const PAUSE: Duration = Duration::from_hours(1);

/// A photo and a style that were drawn at random, and the request for their painting.
struct Idea {
    photo: Bytes,
    style: GalleryStyle,
    request: JobRequest,
}

impl JobWorker {
    /// Waits for something in the quick lane, or until the lane may go on.
    pub(super) async fn wait_for_quick_work(&self) {
        let pause = self.context.quick_lane.wait();
        let pause = if pause.is_zero() {
            POLL
        } else {
            pause.min(POLL)
        };

        tokio::select! {
            () = self.context.stop.cancelled() => {}
            () = self.context.bells.quick_jobs.rung_or(pause) => {}
        }
    }

    /// Paints for the feed, if the settings allow it and the last idle painting is old enough.
    /// Otherwise waits until somebody asks for a painting, or for a moment.
    pub(super) async fn paint_for_the_feed_or_wait(&self) -> anyhow::Result<()> {
        if self.is_idle_painting_due().await?
            && let Some(idea) = self.draw_idea()
        {
            return self
                .paint_for_the_feed(idea)
                .await
                .context("nothing was painted for the feed");
        }

        tokio::select! {
            () = self.context.stop.cancelled() => {}
            () = self.context.bells.jobs.rung_or(POLL) => {}
        }

        Ok(())
    }

    async fn is_idle_painting_due(&self) -> anyhow::Result<bool> {
        let feed = &self.context.rules.feed;
        if !feed.enabled || !feed.idle_paintings || !self.context.duties.has(Duty::IdlePaintings) {
            return Ok(false);
        }

        let last = self
            .context
            .stores
            .feed_entries
            .last_service_entry_at()
            .await?;
        let now = self.context.clock.now();

        Ok(last.is_none_or(|last| now.is_past(last, PAUSE)))
    }

    async fn paint_for_the_feed(&self, idea: Idea) -> anyhow::Result<()> {
        let id = EntryId::from_chance(self.context.chance.bits());
        let recipe = PaintingRecipe::from_request(&idea.request, idea.request.plan.iterations);
        self.context
            .stores
            .feed_entries
            .begin_service_entry(
                id,
                PictureRef::Gallery(idea.style),
                recipe,
                self.context.clock.now(),
            )
            .await?;

        let files = match self.paint_unless_somebody_waits(&idea).await? {
            Some(painting) => feed_pictures::prepare(entry_pictures(idea, painting)).await,
            None => None,
        };

        match files {
            Some(files) => self.publish(id, files).await,
            None => Ok(self
                .context
                .stores
                .feed_entries
                .drop_service_entry(id)
                .await?),
        }
    }

    async fn publish(&self, id: EntryId, entry: EntryFiles) -> anyhow::Result<()> {
        feed_pictures::keep(&self.context, id, entry.files).await?;

        let approval = feed_pictures::approval(&self.context);
        self.context
            .stores
            .feed_entries
            .publish_prepared_entry(id, entry.prepared, approval, self.context.clock.now())
            .await?;

        Ok(())
    }

    fn draw_idea(&self) -> Option<Idea> {
        let drawn = self.context.chance.bits();
        let photo = Bytes::from_static(photo(drawn >> 32));
        let style = GalleryStyle::all()
            .nth((drawn & 0xffff_ffff) as usize % GalleryStyle::all().count())?;

        let request = JobRequest::painting(
            PictureRef::Own(PictureKey::from_bytes(&photo)),
            Styles::one(PictureRef::Gallery(style)),
            Look::default(),
            self.context.rules.plan(Quality::Free),
        );

        Some(Idea {
            photo,
            style,
            request,
        })
    }

    /// The painting as a file; `None` if somebody came, or it failed.
    async fn paint_unless_somebody_waits(&self, idea: &Idea) -> anyhow::Result<Option<Bytes>> {
        let request = idea.request;
        let files = RequestFiles {
            pictures: vec![idea.photo.clone(), Bytes::from_static(idea.style.jpeg())],
            ..RequestFiles::default()
        };
        let decoding = tokio::task::spawn_blocking(move || {
            request::decode(&request, &files, Language::default())
        });
        let Ok(order) = decoding.await? else {
            return Ok(None);
        };

        let (reports, mut progress) = mpsc::channel(4);
        let stop = Arc::new(AtomicBool::new(false));
        let mut reply = self.engine_thread.begin(Task {
            kind: request.kind,
            order,
            resume: None,
            progress: ProgressReporter::new(reports, Arc::clone(&stop), Tier::Free, self.pace),
        })?;

        loop {
            tokio::select! {
                biased;
                reply = &mut reply => {
                    let Ok(Ok(Ok(painting))) = reply else { return Ok(None) };
                    if painting.stopped {
                        return Ok(None);
                    }
                    return Ok(jpeg(&painting.picture).map(|file| file.bytes));
                }
                // Nobody needs previews and checkpoints of these.
                Some(_) = progress.recv() => {}
                () = self.context.bells.jobs.rung_or(POLL) => {}
            }

            let somebody_waits = self
                .context
                .stores
                .jobs
                .queued_jobs(1)
                .await?
                .iter()
                .any(|job| job.lane == Lane::Painter);

            if somebody_waits || self.context.stop.is_cancelled() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    }
}

fn entry_pictures(idea: Idea, painting: Bytes) -> Vec<EntryPicture> {
    vec![
        EntryPicture {
            part: Part::Painting,
            picture: PictureRef::Own(PictureKey::from_bytes(&painting)),
            bytes: painting,
        },
        EntryPicture {
            part: Part::Photo,
            picture: PictureRef::Own(PictureKey::from_bytes(&idea.photo)),
            bytes: idea.photo,
        },
        EntryPicture {
            part: Part::Style,
            picture: PictureRef::Gallery(idea.style),
            bytes: Bytes::from_static(idea.style.jpeg()),
        },
    ]
}
