//! Tells those who wait where they stand, whenever that has changed, at a decent pace.

use std::{collections::HashMap, time::Duration};

use super::WorkerContext;
use crate::{
    domain::{
        conversation::{Effect, EventNeeds},
        ids::JobId,
        job::Phase,
        replies::{Subject, progress},
    },
    store::{QueuedJob, StepCommit, StoreError},
};

const PAUSE: Duration = Duration::from_secs(5);
/// Who stands further behind is told when the next question is asked.
const TOLD: usize = 100;

/// The loop.
pub struct QueueNotifier {
    context: WorkerContext,
    told: HashMap<JobId, u32>,
}

impl QueueNotifier {
    /// A board.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            told: HashMap::new(),
        }
    }

    /// Tells until told to stop.
    pub async fn run(mut self) {
        loop {
            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }

            if let Err(error) = self.round().await {
                metrics::counter!("vernissage_errors_total", "where" => "queue_notifier")
                    .increment(1);
                tracing::error!(?error, "queue_notifier not written");
            }
        }
    }

    async fn round(&mut self) -> anyhow::Result<()> {
        let queued = self
            .context
            .store
            .queued_jobs(self.context.clock.now())
            .await?;
        self.told
            .retain(|job, _| queued.iter().any(|queued| queued.job == *job));

        for job in queued.iter().take(TOLD) {
            let place = job.ahead.jobs + 1;

            // The first place was told when the job was queued.
            let known = *self.told.entry(job.job).or_insert(place);

            if known != place && self.tell(job, place).await? {
                self.told.insert(job.job, place);
            }
        }

        Ok(())
    }

    /// Whether it was told; who changed something meanwhile is told the next time.
    async fn tell(&self, job: &QueuedJob, place: u32) -> anyhow::Result<bool> {
        let now = self.context.clock.now();
        let Some(read) = self
            .context
            .store
            .conversation(job.chat, EventNeeds::default(), now)
            .await?
        else {
            return Ok(true);
        };

        // It may have been claimed since the board was read; what is then said last must not be the
        // queue.
        if !read
            .facts
            .jobs
            .unfinished
            .iter()
            .any(|live| live.id == job.job && matches!(live.phase, Phase::Queued))
        {
            return Ok(true);
        }

        let ready_in = read
            .facts
            .jobs
            .queue
            .time_for(job.ahead.work + job.request.plan.work());

        let subject = Subject {
            language: job.language,
            job: job.job,
            request: &job.request,
        };
        let effects = vec![Effect::Say(progress::queued(&subject, place, ready_in))];
        let person = read.person;
        let fence = read.fence;
        let state = read.state;

        let step = StepCommit {
            updates: Vec::new(),
            chat: job.chat,
            person,
            fence,
            state,
            effects,
            now,
        };

        match self.context.store.commit_step(step).await {
            Ok(()) => {
                self.context.bells.outbox.ring();
                Ok(true)
            }
            Err(StoreError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
