//! Tells people who wait for a painting their place in the queue when it has changed.

use std::{collections::HashMap, time::Duration};

use super::{WorkerContext, duties::Duty, leased::count_error};
use crate::{
    domain::{
        conversation::{Effect, EventNeeds},
        ids::JobId,
        job::Phase,
        replies::{Subject, progress},
    },
    store::{QueuedJob, StepCommit, StoreError},
};

/// The time between two looks at the queue.
const PAUSE: Duration = Duration::from_secs(5);
/// How many people are told; those further back learn their place when they ask.
const NOTIFIED: u32 = 100;

/// Tells people their place in the queue.
pub struct QueueNotifier {
    context: WorkerContext,
    /// The place that each person was told last.
    last_places: HashMap<JobId, u32>,
}

impl QueueNotifier {
    /// The worker; it does nothing yet.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            last_places: HashMap::new(),
        }
    }

    /// Tells people until the service stops, while no other process does.
    pub async fn run(mut self) {
        let duties = self.context.duties.clone();
        while let Some(duty) = duties.get(Duty::QueueNotices).await {
            self.last_places.clear();
            duty.run(self.rounds()).await;
        }
    }

    async fn rounds(&mut self) {
        loop {
            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }

            if let Err(error) = self.round().await {
                count_error("queue_notifier");
                tracing::error!(?error, "people could not be told their place in the queue");
            }
        }
    }

    async fn round(&mut self) -> anyhow::Result<()> {
        let queued = self.context.stores.jobs.queued_jobs(NOTIFIED).await?;
        self.last_places
            .retain(|job, _| queued.iter().any(|queued| queued.job == *job));

        for job in &queued {
            let place = job.ahead.jobs + 1;

            // The person was told the first place when the job was queued.
            let last_place = *self.last_places.entry(job.job).or_insert(place);

            if last_place != place && self.tell(job, place).await? {
                self.last_places.insert(job.job, place);
            }
        }

        Ok(())
    }

    /// Returns false if the conversation has changed meanwhile; the next round tells the person.
    async fn tell(&self, job: &QueuedJob, place: u32) -> anyhow::Result<bool> {
        let now = self.context.clock.now();
        let Some(read) = self
            .context
            .stores
            .conversations
            .conversation(job.chat, EventNeeds::default(), now)
            .await?
        else {
            return Ok(true);
        };

        // The job may have been claimed since the queue was read. The message about its place must
        // not come after the one about its progress.
        let is_queued = read
            .facts
            .jobs
            .unfinished
            .iter()
            .any(|live| live.id == job.job && matches!(live.phase, Phase::Queued));
        if !is_queued {
            return Ok(true);
        }

        let ready_in = read
            .facts
            .jobs
            .queues
            .for_kind(job.request.kind)
            .time_for(job.ahead.work + job.request.work());

        let subject = Subject {
            language: job.language,
            job: job.job,
            request: &job.request,
        };
        let step = StepCommit {
            updates: Vec::new(),
            chat: job.chat,
            person: read.person,
            fence: read.fence,
            state: read.state,
            effects: vec![Effect::Say(progress::queued(
                &subject, place, ready_in, job.shown,
            ))],
            now,
        };

        match self.context.stores.conversations.commit_step(step).await {
            Ok(()) => {
                self.context.bells.outbox.ring();
                Ok(true)
            }
            Err(StoreError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
