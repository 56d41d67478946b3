//! Within a second of the order, the progress message of a painting shows all of it as a sketch, also
//! while it waits in the queue. The painting's own previews then take its place.
//!
//! A sketch that is lost on the way, because the process ended or the job did, was never promised:
//! who looks next finds the job without one, or does not find it.

use std::{collections::HashSet, time::Duration};

use super::{NoSketch, SketchOrder, Sketches};
use crate::{
    domain::{
        conversation::EventNeeds,
        ids::JobId,
        job::{JobFacts, Phase, ProgressPicture},
        message::Message,
        picture::PictureKey,
        replies::{Subject, progress},
    },
    pictures::{NewPicture, StorageError},
    store::{SketchMessage, WantedSketch, pictures::PictureKind},
    workers::{
        POLL, WorkerContext, duties::Duty, jobs::request, leased::count_error, quick_lane::QuickKey,
    },
};

/// The longest side of a sketch in px.
const SIDE: u32 = 600;
/// How many jobs are looked at in a round.
const LOOKED_AT: u32 = 16;
/// How long a sketch is kept, as long as previews.
const KEEP: Duration = Duration::from_hours(24 * 7);

/// Shows sketches in progress messages.
pub struct ProgressSketcher {
    context: WorkerContext,
    sketches: Sketches,
    /// Jobs that cannot be sketched.
    failed: HashSet<JobId>,
}

impl ProgressSketcher {
    /// The worker; it does nothing yet.
    #[must_use]
    pub fn new(context: WorkerContext, sketches: Sketches) -> Self {
        Self {
            context,
            sketches,
            failed: HashSet::new(),
        }
    }

    /// Sketches until the service stops, while no other process does.
    pub async fn run(mut self) {
        let duties = self.context.duties.clone();
        while let Some(duty) = duties.get(Duty::Sketches).await {
            duty.run(self.rounds()).await;
        }
    }

    async fn rounds(&mut self) {
        loop {
            let found = match self.round().await {
                Ok(found) => found,
                Err(error) => {
                    count_error("sketches");
                    tracing::error!(?error, "a painting could not be sketched");
                    false
                }
            };

            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = self.context.bells.sketches.rung_or(POLL), if !found => {}
                () = std::future::ready(()), if found => {}
            }
        }
    }

    /// Sketches the newest painting that has no sketch yet; `false` if there is none.
    async fn round(&mut self) -> anyhow::Result<bool> {
        let store = &self.context.stores.sketches;
        let wanted = store.wanted_sketches(LOOKED_AT).await?;
        self.failed
            .retain(|failed| wanted.iter().any(|wanted| wanted.job == *failed));

        let next = wanted
            .into_iter()
            .find(|wanted| !self.failed.contains(&wanted.job));
        let Some(next) = next else {
            return Ok(false);
        };

        let job = next.job;
        let outcome = self.sketch(next).await;
        let may_come_later = match &outcome {
            Ok(need_not_be_left_out) => *need_not_be_left_out,
            Err(error) => StorageError::passes(error),
        };
        if !may_come_later {
            self.failed.insert(job);
        }

        outcome.map(|_| true)
    }

    /// Whether the job need not be left out from now on.
    async fn sketch(&self, wanted: WantedSketch) -> anyhow::Result<bool> {
        let context = &self.context;
        let files = request::files(&context.pictures, wanted.person, &wanted.request).await?;
        let Some(files) = files else {
            // The painter tells the person.
            return Ok(false);
        };

        let order = SketchOrder {
            request: wanted.request,
            files,
            size: SIDE,
        };
        let file = match self.sketches.sketch(QuickKey::Job(wanted.job), order).await {
            Ok(file) => file,
            Err(NoSketch::Superseded) => return Ok(true),
            Err(NoSketch::Failed(why)) => {
                tracing::warn!(job = %wanted.job, why, "a painting has no sketch");
                return Ok(false);
            }
        };

        let kept = context.pictures.keep(NewPicture {
            owner: wanted.person,
            kind: PictureKind::Preview,
            file,
            is_grey: false,
            keep_for: Some(KEEP),
        });
        match kept.await? {
            Some(sketch) => self.show(&wanted, sketch).await,
            None => Ok(false),
        }
    }

    /// Shows a sketch unless the painting shows itself already, or has ended.
    async fn show(&self, wanted: &WantedSketch, sketch: PictureKey) -> anyhow::Result<bool> {
        let context = &self.context;
        let now = context.clock.now();
        let conversation = context
            .stores
            .conversations
            .conversation(wanted.chat, EventNeeds::default(), now)
            .await?;
        let Some(conversation) = conversation else {
            return Ok(false);
        };

        let jobs = &conversation.facts.jobs;
        let Some(job) = jobs.unfinished.iter().find(|job| job.id == wanted.job) else {
            return Ok(false);
        };

        let queue = jobs.queues.for_kind(job.request.kind);
        let ready_in = queue.time_for(job.ahead.work + job.request.work());
        let message = message(wanted, job, ready_in, sketch);
        let sketch = SketchMessage {
            job: wanted.job,
            sketch,
            is_queued: matches!(job.phase, Phase::Queued),
            message,
        };

        // If the job was claimed meanwhile, the next round comes with the other message.
        if context.stores.sketches.show_sketch(sketch, now).await? {
            context.bells.outbox.ring();
        }

        Ok(true)
    }
}

fn message(
    wanted: &WantedSketch,
    job: &JobFacts,
    ready_in: Option<Duration>,
    sketch: PictureKey,
) -> Message {
    let subject = Subject {
        language: wanted.language,
        job: wanted.job,
        request: &job.request,
    };

    match job.phase {
        Phase::Queued => progress::queued(
            &subject,
            job.ahead.jobs.saturating_add(1),
            ready_in,
            ProgressPicture::Sketch(sketch),
        ),
        Phase::Running { percent } => {
            progress::running(&subject, percent, None, ProgressPicture::Sketch(sketch))
        }
    }
}
