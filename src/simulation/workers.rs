//! Plays orders in real time, with the workers themselves: they claim, renew, keep files and finish as
//! in the service, only that nothing is painted.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{task::JoinSet, time::sleep_until};

use super::{
    device::Device,
    orders::Order,
    record::{JobRecord, Quantiles},
    store_line::{PhotoFiles, StoreLine},
    waiting_maker::WaitingMaker,
    watched_jobs::{Calls, WatchedJobs},
};
use crate::{
    app::simulated::{self, SimulatedPainters, SimulatedStore},
    clock::{Clock, SystemClock},
    config::Settings,
    domain::{picture_size::PictureSize, work::painting},
    engine::image::{OutputFormat, Picture},
    pictures::EncodedFile,
    store::Stores,
    workers::jobs::{KindMaker, MakeMakers, Makers},
};

/// Nothing was finished for so long: something is wrong.
const PATIENCE: Duration = Duration::from_mins(2);

/// Workers on one database.
pub(crate) struct Workers {
    painters: SimulatedPainters,
    jobs: Arc<WatchedJobs>,
    line: StoreLine,
}

/// What as many jobs as possible led to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Throughput {
    /// From the first claim to the last end.
    pub(crate) took: Duration,
    pub(crate) jobs: usize,
    pub(crate) renewals: u64,
    /// From the claim to the end of a job, in seconds.
    pub(crate) claim_to_end: Quantiles,
}

impl Throughput {
    /// Jobs a second from claim to end.
    pub(crate) fn jobs_a_second(&self) -> f64 {
        self.jobs as f64 / self.took.as_secs_f64().max(1e-9)
    }
}

/// A day in real time.
#[derive(Clone, Debug)]
pub(crate) struct Played {
    /// In simulated time.
    pub(crate) records: Vec<JobRecord>,
    /// How late orders came into the queue, in simulated seconds.
    pub(crate) late: Quantiles,
    /// How much longer than on the device jobs took, in simulated seconds.
    pub(crate) longer: Quantiles,
    /// The real time.
    pub(crate) took: Duration,
}

impl Workers {
    /// Workers that play so many times as fast as it would be.
    ///
    /// # Errors
    /// If the folder of pictures is not available.
    pub(crate) fn new(
        settings: &Settings,
        mut store: SimulatedStore,
        faster: f64,
    ) -> anyhow::Result<Self> {
        let jobs = Arc::new(WatchedJobs::new(Arc::clone(&store.stores.jobs)));
        store.stores.jobs = Arc::clone(&jobs) as _;

        let stores = store.stores.clone();
        let painters = SimulatedPainters::new(settings, store, faster)?;
        let claim = simulated::claim(settings, "nobody");
        let files = PhotoFiles {
            pictures: painters.context().pictures.clone(),
            photo: plain_picture(60)?,
            style: plain_picture(180)?,
        };
        let line = StoreLine::new(stores, settings.rules(), claim).with_files(files);

        Ok(Self {
            painters,
            jobs,
            line,
        })
    }

    /// The database.
    pub(crate) const fn stores(&self) -> &Stores {
        self.line.stores()
    }

    /// Puts all orders into the queue, and then has them painted as fast as the workers can.
    ///
    /// # Errors
    /// If the store fails, or the workers stop.
    pub(crate) async fn as_fast_as_they_can(
        &mut self,
        painters: usize,
        orders: &[Order],
    ) -> anyhow::Result<Throughput> {
        let now = SystemClock.now();
        self.line
            .order_together(orders, Duration::ZERO, now)
            .await?;

        let working = self.start(painters, None, 1.0)?;
        self.wait_for(orders.len()).await?;
        self.stop(working).await;

        let times = self.jobs.times();
        let first = times.values().map(|job| job.claimed).min();
        let last = times.values().filter_map(|job| job.finished).max();
        let spans = times
            .values()
            .filter_map(|job| Some(job.finished?.duration_since(job.claimed)));
        let Calls { renewals, ends, .. } = self.jobs.calls();

        Ok(Throughput {
            took: last
                .context("no job was finished")?
                .duration_since(first.context("no job was claimed")?),
            jobs: ends as usize,
            renewals,
            claim_to_end: Quantiles::from_spans(spans),
        })
    }

    /// Plays orders so many times as fast as they come.
    ///
    /// # Errors
    /// If the store fails, or the workers stop.
    pub(crate) async fn faster(
        &mut self,
        painters: usize,
        device: Device,
        orders: &[Order],
        faster: f64,
    ) -> anyhow::Result<Played> {
        let working = self.start(painters, Some(device), faster)?;
        let begun = Instant::now();
        let due = |order: &Order| begun + order.at.div_f64(faster);

        let mut late = Vec::with_capacity(orders.len());
        for order in orders {
            sleep_until(due(order).into()).await;

            let now = SystemClock.now();
            self.line.order_together(&[*order], order.at, now).await?;
            self.painters.context().bells.jobs.ring();
            late.push(due(order).elapsed().mul_f64(faster));
            self.line.send(order.at, SystemClock.now()).await?;
        }

        self.wait_for(orders.len()).await?;
        let took = begun.elapsed();
        self.line
            .send(took.mul_f64(faster), SystemClock.now())
            .await?;
        self.stop(working).await;

        let times = self.jobs.times();
        let simulated = |at: Instant| at.saturating_duration_since(begun).mul_f64(faster);
        let record = |order: &Order| {
            let times = times.get(&order.id).context("a job was never claimed")?;
            let finished = times.finished.context("a job was never finished")?;
            anyhow::Ok(JobRecord {
                id: order.id,
                person: order.person,
                tier: order.plan.tier,
                asked: order.at,
                started: simulated(times.claimed).max(order.at),
                ended: simulated(finished),
            })
        };
        let records: Vec<JobRecord> = orders.iter().map(record).collect::<Result<_, _>>()?;
        let longer = orders.iter().zip(&records).map(|(order, record)| {
            let took = record.ended.saturating_sub(record.started);
            took.saturating_sub(device.time_for(&order.plan))
        });

        Ok(Played {
            late: Quantiles::from_spans(late.into_iter()),
            longer: Quantiles::from_spans(longer),
            records: records.clone(),
            took,
        })
    }

    fn start(
        &self,
        painters: usize,
        device: Option<Device>,
        faster: f64,
    ) -> anyhow::Result<JoinSet<()>> {
        let maker = move || KindMaker {
            kind: painting::NAME,
            maker: Box::new(WaitingMaker { device, faster }),
        };
        let make: MakeMakers = Arc::new(move || Makers::new(vec![maker()]));

        let mut working = JoinSet::new();
        for number in 0..painters {
            let name = format!("painter {number}");
            let worker = self.painters.start(&name, Arc::clone(&make))?;
            working.spawn(worker.run());
        }

        Ok(working)
    }

    /// Waits until so many jobs are finished.
    async fn wait_for(&self, count: usize) -> anyhow::Result<()> {
        loop {
            let before = self.jobs.finished();
            let all = self.jobs.wait_for(count);
            if tokio::time::timeout(PATIENCE, all).await.is_ok() {
                return Ok(());
            }

            let finished = self.jobs.finished();
            if finished == before {
                bail!("only {finished} of {count} jobs were finished, and no more come");
            }
        }
    }

    async fn stop(&self, mut working: JoinSet<()>) {
        self.painters.context().stop.cancel();
        while working.join_next().await.is_some() {}
    }
}

/// A picture of one grey, as small as is accepted.
fn plain_picture(level: u8) -> anyhow::Result<EncodedFile> {
    let side = 64;
    let rgb = vec![level; side * side * 3];
    let side = side as u32;
    let picture = Picture::from_rgb(side, side, rgb).context("no picture could be made")?;

    Ok(EncodedFile {
        bytes: picture.encode(OutputFormat::Jpeg)?.into(),
        size: PictureSize::new(side, side),
    })
}
