//! Makes what people have ordered: one [`JobWorker`] for each device claims jobs, has its engine
//! thread make them, whatever their kind, and tells people how it goes. Another one takes only the
//! quick lane, within the budget of [`quick_lane`](super::quick_lane).
//!
//! What the engine reports on the way is saved here: a checkpoint from which another process can
//! continue, and a preview and a percentage for the person. A lost lease, also one that is lost
//! because the person cancelled, stops the engine within two iterations.

mod finished_films;
mod idle_painting;
pub(super) mod progress_reporter;
pub mod request;
mod running_job;
mod snapshots;

use std::{io, sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use metrics::Label;
use tracing::Span;

use super::{
    InProgress, POLL, WorkerContext,
    duties::Duty,
    leased::{self, ClaimedWork, EngineThread, LeasedWorker, Outcome},
};
use crate::{
    domain::{
        ids::JobId,
        job::{Failure, JobRequest, Rendition},
        message::Message,
        replies::{Subject, delivery, progress},
        rules::Rules,
        time::Moment,
        work::{Finding, Findings, KindName, Lane, painting},
    },
    engine::{
        self,
        image::Picture,
        stylize::{PaintingMaker, Stylizer},
        work::{MakeError, Maker, Namer, Order, Piece},
    },
    store::{Attempt, ClaimedJob, Ending, JobClaim, LeaseState, StoreError},
};
use finished_films::FinishedFilm;
use progress_reporter::ProgressReporter;
use running_job::FinishedJob;

/// What makes each kind of work on one device, and names what is in the photos.
pub struct Makers {
    makers: Vec<KindMaker>,
    namer: Option<Box<dyn Namer>>,
}

/// What makes one kind of work.
pub struct KindMaker {
    /// The kind.
    pub kind: KindName,
    /// What makes it.
    pub maker: Box<dyn Maker>,
}

impl Makers {
    /// These makers.
    #[must_use]
    pub const fn new(makers: Vec<KindMaker>) -> Self {
        Self {
            makers,
            namer: None,
        }
    }

    /// A maker of paintings alone.
    #[must_use]
    pub fn painting(stylizer: Box<dyn Stylizer>) -> Self {
        Self::new(vec![KindMaker {
            kind: painting::NAME,
            maker: Box::new(PaintingMaker(stylizer)),
        }])
    }

    /// These makers and one more.
    #[must_use]
    pub fn with(mut self, kind: KindName, maker: Box<dyn Maker>) -> Self {
        self.makers.push(KindMaker { kind, maker });
        self
    }

    /// These makers, and what names the photos of kinds that find nothing themselves.
    #[must_use]
    pub fn with_namer(mut self, namer: Box<dyn Namer>) -> Self {
        self.namer = Some(namer);
        self
    }

    fn for_kind(&mut self, kind: KindName) -> Option<&mut dyn Maker> {
        let found = self.makers.iter_mut().find(|one| one.kind == kind)?;
        Some(found.maker.as_mut())
    }

    fn make(&mut self, task: Task) -> Result<Piece, MakeError> {
        let mut progress = task.progress;
        let Some(maker) = self.for_kind(task.kind) else {
            let kind = task.kind;
            return Err(MakeError::Broken(format!("nothing here makes a {kind}")));
        };

        let mut piece = maker.make(&task.order, task.resume.as_deref(), &mut |step| {
            progress.report(step)
        })?;
        if piece.found.is_empty() && !piece.stopped {
            piece.found = self.names(&task.order.photo);
        }

        Ok(piece)
    }

    /// What is in a photo. A piece is worth delivering without names, too.
    fn names(&mut self, photo: &Picture) -> Vec<engine::work::Finding> {
        let names = self.namer.as_mut().map(|namer| namer.names(photo));
        match names {
            Some(Ok(found)) => found,
            Some(Err(error)) => {
                tracing::warn!(%error, "a photo was not named");
                Vec::new()
            }
            None => Vec::new(),
        }
    }
}

/// Makes the makers on the thread that will own them; again after a panic, which may have left one
/// broken.
pub type MakeMakers = Arc<dyn Fn() -> Makers + Send + Sync>;

type MakersThread = EngineThread<Task, Result<Piece, MakeError>>;

/// A piece of work for the engine to make.
struct Task {
    kind: KindName,
    order: Order,
    /// The bytes of a checkpoint.
    resume: Option<Bytes>,
    progress: ProgressReporter,
}

/// How painting is paced and limited.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What all leased work has.
    pub leased: leased::Pace,
    /// The time between two previews.
    pub preview: Duration,
}

/// Makes jobs on one device.
pub struct JobWorker {
    context: WorkerContext,
    engine_thread: MakersThread,
    claim: JobClaim,
    pace: Pace,
}

impl JobWorker {
    /// A worker with an engine thread of its own.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub fn start(
        context: WorkerContext,
        make: MakeMakers,
        claim: JobClaim,
        pace: Pace,
    ) -> io::Result<Self> {
        let make = move || make();
        Ok(Self {
            context,
            engine_thread: EngineThread::start("jobs", make, Makers::make)?,
            claim,
            pace,
        })
    }

    /// Paints until the service stops. The painting in progress is interrupted then, to be
    /// continued later.
    pub async fn run(self) {
        let feed = &self.context.rules.feed;
        if self.claim.lane == Lane::Painter && feed.enabled && feed.idle_paintings {
            self.context.duties.want(Duty::IdlePaintings);
        }

        leased::run(&self, &self.context, self.pace.leased).await;
    }

    /// Tries until it is done: a painting is not thrown away because the disk was full.
    async fn finish(
        &self,
        job: &ClaimedJob,
        ending: Ending,
        messages: Vec<Message>,
    ) -> anyhow::Result<()> {
        let until = tokio::time::Instant::now() + self.pace.leased.limit;
        loop {
            let now = self.context.clock.now();
            match self
                .context
                .stores
                .jobs
                .finish_job(&job.lease, ending.clone(), messages.clone(), now)
                .await
            {
                Ok(LeaseState::Held | LeaseState::Lost) => return Ok(()),
                Err(StoreError::Busy(_))
                    if tokio::time::Instant::now() < until && !self.context.stop.is_cancelled() =>
                {
                    tokio::time::sleep(POLL).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl ClaimedWork for ClaimedJob {
    fn failures(&self) -> u32 {
        self.failures
    }

    fn span(&self) -> Span {
        let tier = self.request.plan.tier.name();
        let kind = self.request.kind;
        tracing::info_span!("job", job = %self.lease.id, attempt = self.lease.attempt, %kind, tier)
    }
}

#[async_trait]
impl LeasedWorker for JobWorker {
    type Claimed = ClaimedJob;
    type Done = FinishedJob;
    type Id = JobId;

    const NAME: &'static str = "jobs";
    const REST: Duration = Duration::ZERO;

    fn in_hand(&self) -> &Arc<InProgress<JobId>> {
        &self.context.jobs_in_hand
    }

    fn id(job: &ClaimedJob) -> JobId {
        job.lease.id
    }

    async fn claim(&self) -> anyhow::Result<Option<ClaimedJob>> {
        // The budget is waited for before the claim, so that no lease is held meanwhile.
        if self.claim.lane == Lane::Quick && !self.context.quick_lane.wait().is_zero() {
            return Ok(None);
        }

        let in_hand = self.context.jobs_in_hand.rows();
        let claim = JobClaim {
            claim: self.context.claim_now(&self.claim.claim, in_hand),
            ..self.claim.clone()
        };

        Ok(self.context.stores.jobs.claim_job(claim).await?)
    }

    async fn idle(&self) -> anyhow::Result<()> {
        match self.claim.lane {
            Lane::Painter => self.paint_for_the_feed_or_wait().await,
            Lane::Quick => {
                self.wait_for_quick_work().await;
                Ok(())
            }
        }
    }

    async fn work(&self, job: &ClaimedJob) -> anyhow::Result<Outcome<FinishedJob>> {
        let labels = labels(&job.request);
        let waited = self.context.clock.now().since(job.asked_at).as_secs_f64();
        metrics::histogram!("vernissage_queue_wait_seconds", labels).record(waited);

        let lane = &self.context.quick_lane;
        match self.claim.lane {
            Lane::Painter => {
                let _painting = lane.painting_begins();
                self.paint(job).await
            }
            Lane::Quick => {
                let _quick = lane.begin();
                self.paint(job).await
            }
        }
    }

    fn count(&self, job: &ClaimedJob, outcome: &'static str) {
        let mut labels = labels(&job.request);
        labels.push(Label::from_static_parts("outcome", outcome));
        metrics::counter!("vernissage_jobs_total", labels).increment(1);
    }

    async fn deliver(&self, job: &ClaimedJob, done: FinishedJob) -> anyhow::Result<()> {
        let FinishedJob {
            pictures,
            found,
            worked,
            film,
            preview,
            about,
        } = done;
        metrics::histogram!("vernissage_job_seconds", labels(&job.request))
            .record(worked.as_secs_f64());

        let subject = subject(job);
        let rules = &self.context.rules;
        let delivery = match &about {
            Some(about) => vec![delivered_film(job, about, rules)],
            None => delivery::delivered(&subject, &pictures, film, &found, rules),
        };
        let last = pictures.last().map(|last: &Rendition| last.picture);
        let messages = std::iter::once(progress::done(&subject, preview.or(last)))
            .chain(delivery)
            .collect();

        let ending = Ending::Done {
            pictures,
            found,
            worked,
        };
        self.finish(job, ending, messages).await
    }

    async fn fail(&self, job: &ClaimedJob, why: Failure) -> anyhow::Result<()> {
        let messages = progress::failed(&subject(job), why);
        self.finish(job, Ending::Failed(why), messages).await
    }

    async fn give_back(
        &self,
        job: &ClaimedJob,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> anyhow::Result<()> {
        // A lost lease needs no return.
        let _ = self
            .context
            .stores
            .jobs
            .return_job(&job.lease, ready_at, attempt, now)
            .await?;

        Ok(())
    }

    fn is_stuck(&self) -> bool {
        self.engine_thread.is_abandoned()
    }
}

/// The labels of metrics about a job.
fn labels(request: &JobRequest) -> Vec<Label> {
    vec![
        Label::new("kind", request.kind.to_string()),
        Label::from_static_parts("tier", request.plan.tier.name()),
    ]
}

/// What the engine found in a photo, as it is kept.
fn findings(made: &Piece) -> Findings {
    let found = made.found.iter().map(|found| Finding {
        class: found.class,
        permille: (found.probability.clamp(0.0, 1.0) * 1000.0).round() as u16,
    });
    Findings(found.collect())
}

/// A film about a finished piece, with the buttons of that piece.
fn delivered_film(job: &ClaimedJob, film: &FinishedFilm, rules: &Rules) -> Message {
    let subject = Subject {
        language: job.language,
        job: film.piece.job,
        request: &film.piece.request,
    };

    delivery::film(&subject, film.kept.still, film.kept.film, rules)
}

fn subject(job: &ClaimedJob) -> Subject<'_> {
    Subject {
        language: job.language,
        job: job.lease.id,
        request: &job.request,
    }
}
