//! What every worker holds, from the settings.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use secrecy::ExposeSecret;
use tokio_util::sync::CancellationToken;

use super::{films::this_program, private_files::make_folder, tills};
use crate::{
    bells::Bells,
    clock::{Chance, Clock, SystemClock},
    config::{DatabaseLocation, PostgresDatabase, Queue, Quick, Settings},
    domain::{rules::Rules, time::Moment, work::Lane},
    films::FilmReader,
    messengers::Messenger,
    pictures::Pictures,
    store::{
        Claim, FeedStore, JobClaim, Stores,
        sql::{Condition, Durability, PostgresAddress, SqlStore},
    },
    workers::{
        ClockSteps, WorkerContext,
        duties::Duties,
        inbox::{HourlyMegapixels, UploadLimits},
        quick_lane::{Allowance, QuickLane},
        sketches::Sketches,
    },
};

/// What the service takes from the machine, and a test replaces.
pub struct Environment {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What a commit of the database survives.
    pub durability: Durability,
    /// This program, which is started again for each film.
    pub program: PathBuf,
}

impl Default for Environment {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            durability: Durability::PowerCut,
            program: this_program().unwrap_or_default(),
        }
    }
}

/// The concrete adapters behind a [`WorkerContext`].
pub(super) struct Adapters {
    pub(super) stores: Stores,
    pub(super) feed: Arc<dyn FeedStore>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) pictures: Pictures,
    pub(super) films: FilmReader,
    pub(super) messengers: Vec<Arc<dyn Messenger>>,
    pub(super) duties: Duties,
    pub(super) stop: CancellationToken,
}

/// Opens the database of the settings for a command of the operator's, beside which a service may
/// run; makes its folder if it is missing.
///
/// # Errors
/// If either fails.
pub async fn open_store(settings: &Settings) -> anyhow::Result<SqlStore> {
    match settings.database.location() {
        DatabaseLocation::File(path) => {
            make_folder_of(&path)?;
            SqlStore::open_beside_service(&path).await
        }
        DatabaseLocation::Postgres(database) => open_postgres(&database).await,
    }
}

/// Opens the database of the settings for a service; makes its folder if it is missing.
pub(super) async fn open_store_with(
    settings: &Settings,
    durability: Durability,
) -> anyhow::Result<SqlStore> {
    match settings.database.location() {
        DatabaseLocation::File(path) => {
            make_folder_of(&path)?;
            SqlStore::open_with(&path, durability).await
        }
        DatabaseLocation::Postgres(database) => open_postgres(&database).await,
    }
}

fn make_folder_of(path: &Path) -> anyhow::Result<()> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };

    make_folder(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

async fn open_postgres(database: &PostgresDatabase) -> anyhow::Result<SqlStore> {
    let store = SqlStore::open_postgres(&address(database))
        .await
        .with_context(|| format!("database.url: {database}"))?;

    Ok(store.with_listen_url(database.listen_url.expose_secret()))
}

/// The condition of the database of the settings, read without changing it; `None` if it will be
/// made at the first start.
///
/// # Errors
/// If it cannot be reached or read, or is no database of this program.
pub async fn examine_database(settings: &Settings) -> anyhow::Result<Option<Condition>> {
    match settings.database.location() {
        DatabaseLocation::File(path) => SqlStore::examine(&path).await,
        DatabaseLocation::Postgres(database) => {
            SqlStore::examine_postgres(&address(&database)).await
        }
    }
}

/// Where a database of PostgreSQL is, for the store.
pub(super) fn address(database: &PostgresDatabase) -> PostgresAddress {
    PostgresAddress {
        url: database.url.expose_secret().to_owned(),
        connections: database.connections,
    }
}

/// What every worker holds.
///
/// # Errors
/// If the system has no thread left.
pub(super) fn worker_context(
    settings: &Settings,
    adapters: Adapters,
    home: &str,
) -> io::Result<WorkerContext> {
    let clock_steps = Arc::new(ClockSteps::watch(&*adapters.clock));
    let quick_lane = Arc::new(QuickLane::open(allowance(&settings.quick))?);
    let sketches = settings
        .quick
        .sketches
        .then(|| Sketches::new(Arc::clone(&quick_lane)));

    Ok(WorkerContext {
        process: adapters.duties.process().into(),
        stores: adapters.stores,
        feed: adapters.feed,
        pictures: adapters.pictures,
        films: adapters.films,
        clock: adapters.clock,
        clock_steps,
        chance: Chance,
        duties: adapters.duties,
        bells: Arc::new(Bells::default()),
        rules: Arc::new(rules(settings, home)),
        messengers: adapters.messengers.into(),
        tills: Arc::new(tills::tills(settings)),
        jobs_in_hand: Arc::default(),
        masters_in_hand: Arc::default(),
        quick_lane,
        sketches,
        stop: adapters.stop,
    })
}

/// What quick work may take while paintings run.
fn allowance(quick: &Quick) -> Allowance {
    Allowance {
        share: f64::from(quick.percent) / 100.0,
        burst: Duration::from_secs(quick.burst_seconds.into()),
    }
}

/// The rules by which the worker of this name claims jobs of a lane.
pub(super) fn job_claim(worker: String, lane: Lane, queue: &Queue) -> JobClaim {
    JobClaim {
        claim: Claim {
            worker,
            lease: Duration::from_secs(queue.lease_seconds.into()),
            attempts: queue.attempts,
            in_hand: Vec::new(),
            takes_abandoned: true,
            now: Moment::default(),
        },
        lane,
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
        longest_film: Duration::from_secs(settings.clips.longest_seconds.into()),
    }
}

/// The rules of the settings, with the address of the public pages.
fn rules(settings: &Settings, home: &str) -> Rules {
    let mut rules = settings.rules();
    home.clone_into(&mut rules.feed.home);

    rules
}
