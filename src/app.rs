//! The service put together: the only place that names concrete adapters. [`App`] starts
//! everything, watches it and stops it; the submodules make the parts from the settings.

mod accounts;
mod connections;
mod console;
mod context;
mod devices;
mod draft_sketches;
mod films;
mod listen;
mod lock;
mod metrics_recorder;
mod moving;
mod private_files;
mod process_name;
mod public_site;
pub(crate) mod simulated;
mod stars;
mod storage;
mod telegram_workers;
mod tills;
mod web_state;

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::{Chance, Clock, SharedClock},
    config::{DatabaseLocation, Settings, StorageLocation, megabytes},
    domain::work::Lane,
    messengers::{CheckoutSender, InlineSender, ProfileSource},
    payments::notifications::NotificationSender,
    pictures::Pictures,
    store::{
        FeedStore, Stores, WebKeys,
        sql::{Durability, SqlConsoleStore, SqlStore},
    },
    update_receiver::UpdateReceiver,
    web::{self, Console, Listeners, Metrics, Monitored, Role},
    workers::{
        WorkerContext,
        duties::{Duties, DutyKeeper},
        feed_pictures::FeedPictureWorker,
        inbox::Inbox,
        jobs::{self, JobWorker, MakeMakers},
        leased,
        master::{MakeMasterPainter, MasterWorker},
        open_pages::OpenPages,
        outbox::Outbox,
        payment_poller::PaymentPoller,
        profiles::{ProfileRequests, ProfileWorker},
        queue_notifier::QueueNotifier,
        sketches::ProgressSketcher,
        sweep::SweepWorker,
        update_fetcher::UpdateFetcher,
        wakeups::Wakeups,
    },
};

pub use accounts::{OpenedAccount, open_accounts, telegram, vk};
pub use context::{Environment, examine_database, open_store};
pub use devices::Devices;
pub use films::{FfmpegSettingError, film_reader, this_program};
pub use listen::{ListenError, home, listen};
pub use lock::{DataLock, LockError, lock_data};
pub use moving::{MoveError, MoveStep, move_service};
pub use private_files::keep_new_files_private;
pub use process_name::process_name;
pub use storage::{check_storage, open_storage};
pub use tills::{stripe, yookassa};

use accounts::Messengers;
use connections::monitor_limits;
use context::{Adapters, job_claim, open_store_with, upload_limits, worker_context};
use films::tried_film_reader;
use listen::{OpenListeners, open_listeners};
use private_files::{protect_database, protect_pictures};
use storage::open_tested_storage;
use telegram_workers::TelegramQuestions;
use tills::PageProviders;
use web_state::{WebParts, deadlines, web_state};

/// The time between two checkpoints of a master, which have tens of megabytes each.
const MASTER_CHECKPOINT: Duration = Duration::from_secs(30);

/// A running service.
pub struct App {
    address: Option<SocketAddr>,
    monitor_address: Option<SocketAddr>,
    context: WorkerContext,
    tasks: JoinSet<&'static str>,
    /// Cancelled when pages are no longer served.
    pages_stop: CancellationToken,
    /// How long they still are when the service stops.
    drain: Duration,
    /// Shows that this process lives, until everything else has ended.
    keeper: JoinSet<()>,
    _lock: Option<DataLock>,
    stop_limit: Duration,
}

impl App {
    /// Starts everything: with a listener the whole service, without one a process that only
    /// makes what is in the queue.
    ///
    /// # Errors
    /// If the database, the folder of pictures or a thread is not available.
    pub async fn start(
        settings: &Settings,
        listener: Option<TcpListener>,
        devices: Devices,
    ) -> anyhow::Result<Self> {
        Self::start_in(Environment::default(), settings, listener, devices).await
    }

    /// [`App::start`] in an environment other than the machine's own.
    ///
    /// # Errors
    /// As [`App::start`].
    pub async fn start_in(
        environment: Environment,
        settings: &Settings,
        listener: Option<TcpListener>,
        devices: Devices,
    ) -> anyhow::Result<Self> {
        let metrics = metrics_recorder::metrics()?;
        let OpenListeners {
            pages,
            monitor,
            address,
            monitor_address,
        } = open_listeners(settings, listener)?;

        let OpenService {
            lock,
            context,
            keeper,
            console_store,
            messengers,
            home,
        } = open_service(environment, settings, pages.is_some(), address).await?;

        let mut app = Self {
            address,
            monitor_address,
            context,
            tasks: JoinSet::new(),
            keeper: JoinSet::new(),
            _lock: lock,
            pages_stop: CancellationToken::new(),
            drain: Duration::from_secs(settings.server.drain_seconds.into()),
            stop_limit: Duration::from_secs(settings.server.stop_seconds.into()),
        };

        let role = if pages.is_some() {
            Role::Service
        } else {
            Role::Worker
        };
        metrics_recorder::name_process(&app.context.process, role);
        tracing::info!(process = %app.context.process, ?role, "started");
        app.keeper.spawn(keeper.run());
        app.spawn("wakeups", Wakeups::new(app.context.clone()).run());
        app.make_all_jobs(settings, devices)?;

        if let Some(pages) = pages {
            let listeners = Listeners { pages, monitor };
            let keys = app.context.stores.maintenance.web_keys().await?;
            let console = console::console(settings, console_store, Arc::clone(&app.context.feed));
            app.serve(
                settings,
                ServiceParts {
                    listeners,
                    home,
                    messengers,
                    keys,
                    metrics,
                    console,
                },
            )?;
        } else if let Some(monitor) = monitor {
            app.monitor(settings, monitor, metrics);
        }

        Ok(app)
    }

    /// Answers the operator's own tools, in a process that only works.
    fn monitor(&mut self, settings: &Settings, listener: TcpListener, metrics: Metrics) {
        let context = &self.context;
        let process = Monitored {
            role: Role::Worker,
            maintenance: Arc::clone(&context.stores.maintenance),
            pictures: context.pictures.clone(),
            clock: Arc::clone(&context.clock),
            metrics,
            stopping: context.stop.clone(),
        };
        let stop = self.pages_stop.clone();
        let deadlines = deadlines(settings);
        let limits = monitor_limits(settings);

        self.spawn("monitor", async move {
            web::serve_monitor(listener, process, deadlines, limits, &stop).await;
        });
    }

    /// Starts a painter on each device, and the workers of the quick lane, if there is one here.
    fn make_all_jobs(&mut self, settings: &Settings, devices: Devices) -> anyhow::Result<()> {
        for (number, make) in devices.painters.into_iter().enumerate() {
            let name = format!("{}-{number}", self.context.process);
            self.make_jobs(settings, Lane::Painter, name, make)?;
        }

        let Some(make) = devices.quick else {
            return Ok(());
        };
        for number in 0..settings.quick.workers {
            let name = format!("{}-quick-{number}", self.context.process);
            self.make_jobs(settings, Lane::Quick, name, Arc::clone(&make))?;
        }

        Ok(())
    }

    /// Starts a worker that makes the jobs of a lane on one device.
    fn make_jobs(
        &mut self,
        settings: &Settings,
        lane: Lane,
        name: String,
        make: MakeMakers,
    ) -> anyhow::Result<()> {
        let queue = &settings.queue;
        let pace = jobs::Pace {
            leased: leased::Pace {
                lease: Duration::from_secs(queue.lease_seconds.into()),
                checkpoint: Duration::from_secs(queue.checkpoint_seconds.into()),
                limit: Duration::from_secs(settings.limits.painting_seconds.into()),
                attempts: queue.attempts,
            },
            preview: Duration::from_secs(queue.preview_seconds.into()),
        };

        let worker = JobWorker::start(
            self.context.clone(),
            make,
            job_claim(name, lane, queue),
            pace,
        )?;
        self.spawn("jobs", worker.run());

        Ok(())
    }

    /// Makes the masters of paid canvases as well, on a device that is shared with the painters.
    pub fn make_masters(&mut self, settings: &Settings, make: MakeMasterPainter) {
        let claim = job_claim(
            format!("{}-master", self.context.process),
            Lane::Painter,
            &settings.queue,
        )
        .claim;
        let pace = leased::Pace {
            lease: Duration::from_secs(settings.queue.lease_seconds.into()),
            checkpoint: MASTER_CHECKPOINT,
            limit: Duration::from_mins(settings.prints.master_minutes.into()),
            attempts: settings.queue.attempts,
        };

        let worker = MasterWorker::new(self.context.clone(), make, claim, pace);
        self.spawn("master", worker.run());
    }

    /// Starts everything but the painters.
    fn serve(&mut self, settings: &Settings, parts: ServiceParts) -> anyhow::Result<()> {
        let ServiceParts {
            listeners,
            home,
            messengers,
            keys,
            metrics,
            console,
        } = parts;

        let context = self.context.clone();
        let (notices, notice_queue) = NotificationSender::channel();
        let (checkouts, checkout_queue) = CheckoutSender::channel();
        let (inline, inline_queue) = InlineSender::channel();
        let providers = PageProviders::from_settings(settings, &context.clock)?;
        let receiver = UpdateReceiver {
            inbox: Arc::clone(&context.stores.inbox),
            checkouts,
            inline,
            bells: Arc::clone(&context.bells),
            clock: Arc::clone(&context.clock),
        };

        let web_parts = WebParts {
            chat: messengers.chat.clone(),
            hooks: messengers.hooks(),
            receiver: receiver.clone(),
            keys,
            metrics,
            stop: self.pages_stop.clone(),
            payments: providers.payments(notices),
            public_site: public_site::public_site(settings, &context, &home),
            console,
        };

        let state = web_state(settings, &context, web_parts);
        self.spawn("web", web::serve(listeners, state));

        let providers = providers.providers(messengers.telegram.as_ref());
        let poller = PaymentPoller::new(context.clone(), providers, home.clone());
        self.spawn("payment_poller", poller.run(notice_queue));

        self.converse(settings, messengers.people());

        for account in messengers.accounts {
            let fetcher = UpdateFetcher::new(context.clone(), account.updates, receiver.clone());
            self.spawn("update_fetcher", fetcher.run());
        }

        if let Some(telegram) = messengers.telegram {
            let questions = TelegramQuestions {
                checkouts: checkout_queue,
                inline: inline_queue,
            };
            self.serve_telegram(&telegram, questions, &home);
        }

        Ok(())
    }

    /// Starts the workers that every conversation needs.
    fn converse(&mut self, settings: &Settings, people: Vec<Arc<dyn ProfileSource>>) {
        let context = self.context.clone();
        let limits = upload_limits(settings);
        let claim = job_claim("sweep".to_owned(), Lane::Painter, &settings.queue).claim;
        let (requests, request_queue) = ProfileRequests::open();

        let profiles = ProfileWorker::new(context.clone(), people);
        self.spawn("profiles", profiles.run(request_queue));
        self.spawn("inbox", Inbox::new(context.clone(), limits, requests).run());
        self.spawn("outbox", Outbox::new(context.clone()).run());
        self.spawn("open_pages", OpenPages::new(context.clone()).run());
        self.spawn("queue_notifier", QueueNotifier::new(context.clone()).run());
        if let Some(sketches) = &context.sketches {
            let sketcher = ProgressSketcher::new(context.clone(), sketches.clone());
            self.spawn("sketches", sketcher.run());
        }
        self.spawn("sweep", SweepWorker::new(context.clone(), claim).run());
        self.spawn("feed", FeedPictureWorker::new(context).run());
    }

    /// Frees at once what this process still holds. Others would find out by themselves.
    async fn leave(&mut self) {
        self.keeper.shutdown().await;

        let context = &self.context;
        let now = context.clock.now();
        let left = context
            .stores
            .duties
            .leave(context.duties.process(), now)
            .await;
        if let Err(error) = left {
            tracing::warn!(?error, "others take over what this process did only later");
        }
    }

    fn spawn(&mut self, name: &'static str, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(async move {
            work.await;
            name
        });
    }

    /// The address on which the service listens, if it does.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        self.address
    }

    /// The address for the operator's own tools, if there is one.
    #[must_use]
    pub fn monitor_address(&self) -> Option<SocketAddr> {
        self.monitor_address
    }

    /// Runs until `stop_requested` resolves or a part of the service ends by itself. Then stops in
    /// good order.
    ///
    /// # Errors
    /// If a part of the service has ended by itself, or did not stop in time.
    pub async fn run_until(
        mut self,
        stop_requested: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        let ended = tokio::select! {
            () = stop_requested => None,
            ended = self.tasks.join_next() => Some(ended),
            ended = self.keeper.join_next() => Some(ended.map(|ended| ended.map(|()| "keeper"))),
        };

        let drain = if ended.is_none() {
            self.drain
        } else {
            Duration::ZERO
        };
        self.stop_after(drain).await?;

        match ended {
            None => Ok(()),
            Some(Some(Err(error))) => Err(error).context("a part of the service crashed"),
            Some(ended) => bail!("a part of the service ended by itself: {ended:?}"),
        }
    }

    /// Starts no new work, and finishes or interrupts what is in progress, within the time limit of
    /// the settings. Pages are still served at the beginning, as long as the settings say.
    ///
    /// # Errors
    /// If the time was not enough. Nothing is lost then: leases bring back what was in progress.
    pub async fn stop(self) -> anyhow::Result<()> {
        let drain = self.drain;
        self.stop_after(drain).await
    }

    async fn stop_after(mut self, drain: Duration) -> anyhow::Result<()> {
        self.context.stop.cancel();
        let has_pages = self.address.is_some();
        let all_ended = async {
            if has_pages {
                tokio::time::sleep(drain).await;
            }

            self.pages_stop.cancel();
            while self.tasks.join_next().await.is_some() {}
        };

        tokio::time::timeout(self.stop_limit, all_ended)
            .await
            .context("not everything stopped in time")?;

        self.leave().await;
        Ok(())
    }
}

/// Makes everything due that a process was working on which is gone. At the start of the only service
/// on this machine that is every other one. Otherwise leases tell which.
async fn take_over(context: &WorkerContext, lock: &mut DataLock) -> anyhow::Result<()> {
    if lock.is_alone() {
        let now = context.clock.now();
        context.stores.duties.forget_processes(now).await?;
        context.stores.maintenance.release_interrupted(now).await?;
    }

    Ok(lock.share().await?)
}

/// What is open before anything runs.
struct OpenService {
    lock: Option<DataLock>,
    context: WorkerContext,
    keeper: DutyKeeper,
    console_store: SqlConsoleStore,
    messengers: Messengers,
    home: String,
}

/// Opens the database and the pictures, takes over what an interrupted service has left, and shows
/// the other processes that this one lives.
async fn open_service(
    environment: Environment,
    settings: &Settings,
    has_pages: bool,
    address: Option<SocketAddr>,
) -> anyhow::Result<OpenService> {
    let mut lock = if has_pages {
        Some(lock_data(settings).await?)
    } else {
        None
    };

    let Environment {
        clock,
        durability,
        program,
    } = environment;
    let clock = Arc::new(SharedClock::new(clock));
    let database = open_private_store(settings, durability).await?;
    let console_store = database.console();
    let feed: Arc<dyn FeedStore> = Arc::new(database.feed());
    let stores = Stores::from(database);

    let machine_clock = Arc::clone(&clock);
    let clock: Arc<dyn Clock> = clock;
    let pictures = open_private_pictures(settings, &stores, &clock).await?;
    let films = tried_film_reader(settings, &program).await?;
    let home = home(settings, address);
    let messengers = Messengers::from_settings(settings, &pictures, &home)?;
    let stop = CancellationToken::new();
    let duties = Duties::new(
        process_name(Chance),
        Duration::from_secs(settings.server.lease_seconds.into()),
        stop.clone(),
    );
    let adapters = Adapters {
        stores,
        feed,
        clock,
        pictures,
        films,
        messengers: messengers.all(),
        duties,
        stop,
    };

    let context = worker_context(settings, adapters, &home)?;
    if let Some(lock) = &mut lock {
        take_over(&context, lock).await?;
    }

    let mut keeper = DutyKeeper::new(
        context.duties.clone(),
        Arc::clone(&context.stores.duties),
        machine_clock,
        Arc::clone(&context.bells),
    );
    keeper.enter().await?;

    Ok(OpenService {
        lock,
        context,
        keeper,
        console_store,
        messengers,
        home,
    })
}

/// The database of the settings. If it is a file, no other user of the machine can read it.
async fn open_private_store(
    settings: &Settings,
    durability: Durability,
) -> anyhow::Result<SqlStore> {
    let DatabaseLocation::File(path) = settings.database.location() else {
        return open_store_with(settings, durability).await;
    };

    protect_database(&path);
    let database = open_store_with(settings, durability).await?;

    // Files that did not exist before.
    protect_database(&path);
    Ok(database)
}

/// The pictures of the settings. If they are in a folder, no other user of the machine can read
/// them.
async fn open_private_pictures(
    settings: &Settings,
    stores: &Stores,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Pictures> {
    let storage = &settings.storage;
    let rows = Arc::clone(&stores.pictures);
    let opened = open_tested_storage(settings).await?;
    let pictures = Pictures::new(opened, rows, Arc::clone(clock));
    if let StorageLocation::Folder(folder) = storage.location() {
        protect_pictures(&folder);
    }

    Ok(pictures.with_free_bytes_floor(megabytes(storage.free_megabytes_floor)))
}

/// What a whole service has beside its workers.
struct ServiceParts {
    listeners: Listeners,
    /// The address of the service's pages, without a slash at the end.
    home: String,
    messengers: Messengers,
    keys: WebKeys,
    metrics: Metrics,
    console: Option<Console>,
}
