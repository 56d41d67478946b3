//! The queue in a database: everything that the service writes for a job, from the order to the last
//! message, by the store's own methods.
//!
//! What is left out: the turns before the order (the photo, the style, the questions between), in
//! which nothing waits for a painter. Credits are granted and not bought. Messages count as sent as
//! soon as they are claimed.

mod ordering;

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use futures_util::future::try_join_all;

use super::{
    costs::Costs,
    line::{Line, Touch, TouchAt},
    orders::Order,
};
use crate::{
    domain::{
        ids::{JobId, PersonId},
        job::{ProgressPicture, Rendition},
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        replies::{Subject, delivery, progress},
        rules::Rules,
        time::Moment,
        work::{Finding, Findings},
    },
    pictures::{EncodedFile, Pictures},
    store::{
        ClaimedJob, Ending, JobClaim, JobProgress, KeepOutcome, KeepPicture, LeaseState,
        SendOutcome, Stores, pictures::PictureKind,
    },
};

/// The name of the messenger that people write in.
pub(crate) const MESSENGER: &str = "simulation";
/// When the simulation begins.
pub(crate) const BEGINNING: Moment = Moment::from_millis(1_800_000_000_000);
/// The length of a preview and a checkpoint in bytes, for their rows.
const PREVIEW_BYTES: u64 = 40_000;
const CHECKPOINT_BYTES: u64 = 4_000_000;
const KEEP_ON_THE_WAY: Duration = Duration::from_hours(24 * 7);

/// The queue of one database.
pub(crate) struct StoreLine {
    stores: Stores,
    rules: Rules,
    claim: JobClaim,
    /// Where photos are kept, if painters will read them.
    files: Option<PhotoFiles>,
    people: HashMap<u32, Person>,
    running: HashMap<JobId, Running>,
    /// What the calls took.
    pub(crate) costs: Costs,
}

/// The photo and the style of everybody.
pub(crate) struct PhotoFiles {
    pub(crate) pictures: Pictures,
    pub(crate) photo: EncodedFile,
    pub(crate) style: EncodedFile,
}

#[derive(Clone, Copy)]
struct Person {
    id: PersonId,
    photo: PictureRef,
    style: PictureRef,
}

struct Running {
    job: ClaimedJob,
    preview: Option<PictureKey>,
    snapshots: Vec<Rendition>,
    files: u32,
}

/// A simulated time as the database has it.
pub(crate) fn moment(at: Duration) -> Moment {
    BEGINNING.plus(at)
}

impl StoreLine {
    /// The queue of a database in which nothing else happens.
    pub(crate) fn new(stores: Stores, rules: Rules, claim: JobClaim) -> Self {
        Self {
            stores,
            rules,
            claim,
            files: None,
            people: HashMap::new(),
            running: HashMap::new(),
            costs: Costs::default(),
        }
    }

    /// The database.
    pub(crate) const fn stores(&self) -> &Stores {
        &self.stores
    }

    /// With photos that painters can read.
    pub(crate) fn with_files(self, files: PhotoFiles) -> Self {
        Self {
            files: Some(files),
            ..self
        }
    }

    async fn keep_row(&self, picture: KeepPicture) -> anyhow::Result<()> {
        match self.stores.pictures.keep_picture(picture).await? {
            KeepOutcome::Yes => Ok(()),
            outcome => bail!("a picture was not kept: {outcome:?}"),
        }
    }

    /// Sends what waits in the outbox.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn send(&mut self, at: Duration, now: Moment) -> anyhow::Result<usize> {
        let mut sent = 0;
        loop {
            let begun = Instant::now();
            let outbox = &self.stores.outbox;
            let hide_for = Duration::from_mins(1);
            let messages = outbox.claim_messages(now, hide_for, 1024, &[]).await?;
            self.costs.wrote("claim messages", 1, at, begun);
            if messages.is_empty() {
                return Ok(sent);
            }

            let begun = Instant::now();
            let settled = messages.iter().map(|message| {
                let delivered = SendOutcome::Delivered(message.id.to_string());
                outbox.settle_message(message.id, message.attempt, delivered, now)
            });
            try_join_all(settled).await?;
            let count = messages.len();
            self.costs
                .wrote("a message was sent", count as u64, at, begun);
            sent += count;
        }
    }

    fn running(&mut self, job: JobId) -> anyhow::Result<&mut Running> {
        let running = self.running.get_mut(&job);
        running.context("a job is worked on that was not claimed")
    }

    /// Keeps the row of a file of a job.
    async fn keep_file(
        &mut self,
        id: JobId,
        kind: PictureKind,
        now: Duration,
    ) -> anyhow::Result<PictureKey> {
        let running = self.running(id)?;
        running.files += 1;
        let plan = running.job.request.plan;
        let owner = running.job.person;
        let key = PictureKey::from_bytes(format!("{id} {}", running.files).as_bytes());

        let bytes = match kind {
            PictureKind::Preview => PREVIEW_BYTES,
            PictureKind::Checkpoint => CHECKPOINT_BYTES,
            PictureKind::Input | PictureKind::Painting => u64::from(plan.size * plan.size) / 4,
        };
        let begun = Instant::now();
        let at = moment(now);
        self.keep_row(KeepPicture {
            owner,
            key,
            kind,
            bytes,
            size: PictureSize::new(plan.size, plan.size * 3 / 4),
            is_grey: false,
            expires_at: Some(at.plus(KEEP_ON_THE_WAY)),
            now: at,
        })
        .await?;
        self.costs.wrote("keep a file", 1, now, begun);

        Ok(key)
    }

    /// Keeps a painting for good, known or not.
    async fn keep_for_good(
        &mut self,
        id: JobId,
        key: PictureKey,
        now: Duration,
    ) -> anyhow::Result<()> {
        let running = self.running(id)?;
        let owner = running.job.person;
        let plan = running.job.request.plan;

        let begun = Instant::now();
        self.keep_row(KeepPicture {
            owner,
            key,
            kind: PictureKind::Painting,
            bytes: u64::from(plan.size * plan.size) / 4,
            size: PictureSize::new(plan.size, plan.size * 3 / 4),
            is_grey: false,
            expires_at: None,
            now: moment(now),
        })
        .await?;
        self.costs.wrote("keep a file", 1, now, begun);

        Ok(())
    }

    async fn renew(
        &mut self,
        id: JobId,
        progress: JobProgress,
        now: Duration,
    ) -> anyhow::Result<()> {
        let lease = self.running(id)?.job.lease;
        let begun = Instant::now();
        let state = self.stores.jobs.renew_job(&lease, progress).await?;
        self.costs.wrote("renew a lease", 1, now, begun);

        held(state)
    }
}

fn held(state: LeaseState) -> anyhow::Result<()> {
    match state {
        LeaseState::Held => Ok(()),
        LeaseState::Lost => bail!("a lease was lost"),
    }
}

/// What a namer finds in a photo.
fn findings() -> Findings {
    let finding = |class: u16, permille: u16| Finding { class, permille };
    Findings(vec![finding(285, 550), finding(281, 230), finding(282, 90)])
}

impl Line for StoreLine {
    const SEES_TOUCHES: bool = true;

    async fn order(&mut self, order: &Order) -> anyhow::Result<()> {
        let now = moment(order.at);
        self.order_together(&[*order], order.at, now).await?;
        self.send(order.at, now).await?;

        Ok(())
    }

    async fn claim(&mut self, painter: usize, now: Duration) -> anyhow::Result<Option<JobId>> {
        let mut claim = self.claim.clone();
        claim.claim.worker = format!("painter {painter}");
        claim.claim.now = moment(now);

        let begun = Instant::now();
        let claimed = self.stores.jobs.claim_job(claim).await?;
        self.costs.wrote("claim a job", 1, now, begun);

        let id = claimed.as_ref().map(|job| job.lease.id);
        if let Some(job) = claimed {
            let running = Running {
                job,
                preview: None,
                snapshots: Vec::new(),
                files: 0,
            };
            self.running.insert(running.job.lease.id, running);
        }

        Ok(id)
    }

    async fn touch(&mut self, id: JobId, touch: TouchAt, now: Duration) -> anyhow::Result<()> {
        let kind = match touch.touch {
            Touch::Begin | Touch::Renew => None,
            Touch::Preview => Some(PictureKind::Preview),
            Touch::Checkpoint => Some(PictureKind::Checkpoint),
            Touch::Snapshot => Some(PictureKind::Painting),
        };
        let key = match kind {
            Some(kind) => Some(self.keep_file(id, kind, now).await?),
            None => None,
        };

        let percent = (touch.fraction * 100.0) as u8;
        let lease = self.claim.claim.lease;
        let running = self.running(id)?;
        if touch.touch == Touch::Preview {
            running.preview = key;
        }
        if let (Touch::Snapshot, Some(picture)) = (touch.touch, key) {
            let iterations = running.job.request.plan.iterations;
            running.snapshots.push(Rendition {
                picture,
                iteration: iterations * u32::from(percent) / 100,
            });
        }

        let shown = running
            .preview
            .map_or(running.job.shown, ProgressPicture::Preview);
        let subject = subject(&running.job);
        let is_told = matches!(touch.touch, Touch::Begin | Touch::Preview);
        let message = is_told.then(|| progress::running(&subject, percent, None, shown));
        let progress = JobProgress {
            lease_until: moment(now).plus(lease),
            percent,
            checkpoint: key.filter(|_| touch.touch == Touch::Checkpoint),
            message,
            shown,
            now: moment(now),
        };

        self.renew(id, progress, now).await?;
        if is_told {
            self.send(now, moment(now)).await?;
        }

        Ok(())
    }

    async fn finish(&mut self, id: JobId, took: Duration, now: Duration) -> anyhow::Result<()> {
        let snapshots = std::mem::take(&mut self.running(id)?.snapshots);
        for snapshot in &snapshots {
            self.keep_for_good(id, snapshot.picture, now).await?;
        }

        let finished = PictureKey::from_bytes(format!("{id} finished").as_bytes());
        self.keep_for_good(id, finished, now).await?;

        let Running { job, preview, .. } = self
            .running
            .remove(&id)
            .context("a job is finished that was not claimed")?;
        let mut pictures = snapshots;
        pictures.push(Rendition {
            picture: finished,
            iteration: job.request.plan.iterations,
        });

        let found = findings();
        let subject = subject(&job);
        let delivered = delivery::delivered(&subject, &pictures, None, &found, &self.rules);
        let done = progress::done(&subject, preview.or(Some(finished)));
        let messages = std::iter::once(done).chain(delivered).collect();
        let ending = Ending::Done {
            pictures,
            found,
            worked: took,
        };

        let begun = Instant::now();
        let jobs = &self.stores.jobs;
        let state = jobs
            .finish_job(&job.lease, ending, messages, moment(now))
            .await?;
        self.costs.wrote("finish a job", 1, now, begun);
        held(state)?;

        self.send(now, moment(now)).await?;
        Ok(())
    }
}

fn subject(job: &ClaimedJob) -> Subject<'_> {
    Subject {
        language: job.language,
        job: job.lease.id,
        request: &job.request,
    }
}
