//! What every worker holds, from the settings.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use tokio_util::sync::CancellationToken;

use super::{private_files::make_folder, tills};
use crate::{
    bells::Bells,
    clock::{Chance, Clock, SystemClock},
    config::{Queue, Settings},
    domain::{rules::Rules, time::Moment},
    messengers::Messenger,
    pictures::Pictures,
    store::{
        Claim, FeedStore, JobClaim, Stores,
        sqlite::{Durability, SqliteStore},
    },
    workers::{
        ClockSteps, WorkerContext,
        inbox::{HourlyMegapixels, UploadLimits},
    },
};

/// What the service takes from the machine, and a test replaces.
pub struct Environment {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What a commit of the database survives.
    pub durability: Durability,
}

impl Default for Environment {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            durability: Durability::PowerCut,
        }
    }
}

/// The concrete adapters behind a [`WorkerContext`].
pub(super) struct Adapters {
    pub(super) stores: Stores,
    pub(super) feed: Arc<dyn FeedStore>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) pictures: Pictures,
    pub(super) messengers: Vec<Arc<dyn Messenger>>,
}

/// Opens the database of the settings; makes its folder if it is missing.
///
/// # Errors
/// If either fails.
pub async fn open_store(settings: &Settings) -> anyhow::Result<SqliteStore> {
    open_store_with(settings, Durability::PowerCut).await
}

pub(super) async fn open_store_with(
    settings: &Settings,
    durability: Durability,
) -> anyhow::Result<SqliteStore> {
    let path = &settings.database.path;
    if let Some(folder) = path.parent() {
        make_folder(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }

    SqliteStore::open_with(path, durability).await
}

pub(super) fn worker_context(settings: &Settings, adapters: Adapters, home: &str) -> WorkerContext {
    let clock_steps = Arc::new(ClockSteps::watch(&*adapters.clock));

    WorkerContext {
        stores: adapters.stores,
        feed: adapters.feed,
        pictures: adapters.pictures,
        clock: adapters.clock,
        clock_steps,
        chance: Chance,
        bells: Arc::new(Bells::default()),
        rules: Arc::new(rules(settings, home)),
        messengers: adapters.messengers.into(),
        tills: Arc::new(tills::by_messenger(settings)),
        jobs_in_hand: Arc::default(),
        masters_in_hand: Arc::default(),
        stop: CancellationToken::new(),
    }
}

/// The rules by which the worker of this name claims jobs.
pub(super) fn job_claim(worker: String, queue: &Queue) -> JobClaim {
    JobClaim {
        claim: Claim {
            worker,
            lease: Duration::from_secs(queue.lease_seconds.into()),
            attempts: queue.attempts,
            in_hand: Vec::new(),
            takes_abandoned: true,
            now: Moment::default(),
        },
        free_waits: Duration::from_mins(queue.free_waits_minutes.into()),
        paid_in_a_row: queue.paid_in_a_row,
    }
}

/// What is accepted from people.
pub(super) fn upload_limits(settings: &Settings) -> UploadLimits {
    UploadLimits {
        picture: settings.picture_limits(),
        hourly: HourlyMegapixels {
            person: settings.limits.megapixels_per_hour,
            network: settings.network.megapixels_per_hour,
        },
        decoding: Duration::from_secs(settings.limits.decoding_seconds.into()),
    }
}

/// The rules of the settings, with the address of the public pages.
fn rules(settings: &Settings, home: &str) -> Rules {
    let mut rules = settings.rules();
    home.clone_into(&mut rules.feed.home);

    rules
}
