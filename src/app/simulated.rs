//! What a simulation needs of the service: the store, and painters that work in it.

use std::{io, sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use super::{
    context::{Adapters, job_claim, open_store_with, worker_context},
    films::{film_reader, this_program},
};
use crate::{
    clock::{Clock, SystemClock},
    config::Settings,
    domain::work::Lane,
    pictures::Pictures,
    store::{FeedStore, JobClaim, Stores, sql::Durability},
    workers::{
        WorkerContext,
        duties::Duties,
        jobs::{self, JobWorker, MakeMakers},
        leased,
    },
};

/// The store of a simulation.
pub(crate) struct SimulatedStore {
    pub(crate) stores: Stores,
    feed: Arc<dyn FeedStore>,
}

/// Opens the database of the settings; creates it as needed.
///
/// # Errors
/// If that fails.
pub(crate) async fn open(
    settings: &Settings,
    durability: Durability,
) -> anyhow::Result<SimulatedStore> {
    let database = open_store_with(settings, durability).await?;
    let feed = Arc::new(database.feed());

    Ok(SimulatedStore {
        stores: Stores::from(database),
        feed,
    })
}

/// How the painter of this name asks for a job.
pub(crate) fn claim(settings: &Settings, name: &str) -> JobClaim {
    job_claim(name.to_owned(), Lane::Painter, &settings.queue)
}

/// Painters of a process of their own, in real time.
pub(crate) struct SimulatedPainters {
    settings: Settings,
    context: WorkerContext,
    faster: f64,
}

impl SimulatedPainters {
    /// Painters that find their jobs in these stores. Every time of the queue's settings is divided
    /// by `faster`.
    ///
    /// # Errors
    /// If the folder of pictures or a thread is not available.
    pub(crate) fn new(
        settings: &Settings,
        store: SimulatedStore,
        faster: f64,
    ) -> anyhow::Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let rows = Arc::clone(&store.stores.pictures);
        let pictures = Pictures::in_folder(&settings.storage.path, rows, Arc::clone(&clock))?;
        let lease = Duration::from_secs(settings.server.lease_seconds.into());
        let stop = CancellationToken::new();
        let adapters = Adapters {
            stores: store.stores,
            feed: store.feed,
            clock,
            pictures,
            films: film_reader(settings, &this_program()?)?,
            messengers: Vec::new(),
            duties: Duties::new("simulation".to_owned(), lease, stop.clone()),
            stop,
        };

        Ok(Self {
            settings: settings.clone(),
            context: worker_context(settings, adapters, "")?,
            faster,
        })
    }

    /// What the painters work with.
    pub(crate) const fn context(&self) -> &WorkerContext {
        &self.context
    }

    /// A painter.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub(crate) fn start(&self, name: &str, make: MakeMakers) -> io::Result<JobWorker> {
        let queue = &self.settings.queue;
        let seconds = |seconds: u32| Duration::from_secs(seconds.into()).div_f64(self.faster);
        let lease = seconds(queue.lease_seconds);
        let pace = jobs::Pace {
            leased: leased::Pace {
                lease,
                checkpoint: seconds(queue.checkpoint_seconds),
                limit: Duration::from_secs(self.settings.limits.painting_seconds.into()),
                attempts: queue.attempts,
            },
            preview: seconds(queue.preview_seconds),
        };

        let mut claim = claim(&self.settings, name);
        claim.claim.lease = lease;
        claim.free_waits = claim.free_waits.div_f64(self.faster);
        JobWorker::start(self.context.clone(), make, claim, pace)
    }
}
