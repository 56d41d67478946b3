//! The service put together: the only place that names concrete adapters. [`App`] starts
//! everything, watches it and stops it; the submodules make the parts from the settings.

mod accounts;
mod connections;
mod console;
mod context;
mod listen;
mod lock;
mod metrics_recorder;
mod private_files;
mod public_site;
mod stars;
mod tills;
mod web_state;

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use tokio::{net::TcpListener, sync::mpsc, task::JoinSet};

use crate::{
    clock::Clock,
    config::{Settings, megabytes},
    messengers::{CheckoutSender, PendingCheckout, ProfileSource, telegram::Telegram},
    payments::notifications::NotificationSender,
    pictures::Pictures,
    store::{
        FeedStore, Stores, WebKeys,
        sqlite::{Durability, SqliteStore},
    },
    update_receiver::UpdateReceiver,
    web::{self, Console, Listeners, Metrics},
    workers::{
        WorkerContext,
        cashier::Cashier,
        feed_pictures::FeedPictureWorker,
        inbox::Inbox,
        jobs::{self, JobWorker, MakeMakers},
        leased,
        master::{MakeMasterPainter, MasterWorker},
        outbox::Outbox,
        payment_poller::PaymentPoller,
        profiles::{ProfileRequests, ProfileWorker},
        queue_notifier::QueueNotifier,
        statements::StatementWorker,
        sweep::SweepWorker,
        update_fetcher::UpdateFetcher,
    },
};

pub use accounts::{telegram, vk};
pub use context::{Environment, open_store};
pub use listen::{ListenError, home, listen};
pub use lock::{DataLock, LockError, lock_data};
pub use private_files::keep_new_files_private;

use accounts::Messengers;
use context::{Adapters, job_claim, open_store_with, upload_limits, worker_context};
use listen::{OpenListeners, open_listeners};
use private_files::{protect_database, protect_pictures};
use tills::PageTills;
use web_state::{WebParts, web_state};

/// The time between two checkpoints of a master, which have tens of megabytes each.
const MASTER_CHECKPOINT: Duration = Duration::from_secs(30);

/// A running service.
pub struct App {
    address: Option<SocketAddr>,
    monitor_address: Option<SocketAddr>,
    context: WorkerContext,
    tasks: JoinSet<&'static str>,
    stop_limit: Duration,
}

impl App {
    /// Starts everything: with a listener the whole service, without one a process that only
    /// paints.
    ///
    /// # Errors
    /// If the database, the folder of pictures or a thread is not available.
    pub async fn start(
        settings: &Settings,
        listener: Option<TcpListener>,
        devices: Vec<MakeMakers>,
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
        devices: Vec<MakeMakers>,
    ) -> anyhow::Result<Self> {
        let metrics = metrics_recorder::metrics()?;
        let OpenListeners {
            listeners,
            address,
            monitor_address,
        } = open_listeners(settings, listener)?;

        let Environment { clock, durability } = environment;
        let database = open_private_store(settings, durability).await?;
        let console_store = database.console();
        let feed: Arc<dyn FeedStore> = Arc::new(database.feed());
        let stores = Stores::from(database);

        let pictures = open_private_pictures(settings, &stores, &clock)?;
        let home = home(settings, address);
        let messengers = Messengers::from_settings(settings, &pictures, &home)?;
        let adapters = Adapters {
            stores,
            feed,
            clock,
            pictures,
            messengers: messengers.all(),
        };

        let context = worker_context(settings, adapters, &home);
        if listeners.is_some() {
            context
                .stores
                .maintenance
                .release_interrupted(context.clock.now())
                .await?;
        }

        let mut app = Self {
            address,
            monitor_address,
            context,
            tasks: JoinSet::new(),
            stop_limit: Duration::from_secs(settings.server.stop_seconds.into()),
        };

        for (number, make) in devices.into_iter().enumerate() {
            app.paint(settings, number, make)?;
        }

        if let Some(listeners) = listeners {
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
        }

        Ok(app)
    }

    /// Starts a worker that paints on one device.
    fn paint(
        &mut self,
        settings: &Settings,
        number: usize,
        make: MakeMakers,
    ) -> anyhow::Result<()> {
        let name = format!("{}-{number}", std::process::id());
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

        let worker = JobWorker::start(self.context.clone(), make, job_claim(name, queue), pace)?;
        self.spawn("jobs", worker.run());

        Ok(())
    }

    /// Makes the masters of paid canvases as well, on a device that is shared with the painters.
    pub fn make_masters(&mut self, settings: &Settings, make: MakeMasterPainter) {
        let claim = job_claim(format!("master-{}", std::process::id()), &settings.queue).claim;
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
        let tills = PageTills::from_settings(settings, &context.clock)?;
        let receiver = UpdateReceiver {
            inbox: Arc::clone(&context.stores.inbox),
            checkouts,
            bells: Arc::clone(&context.bells),
            clock: Arc::clone(&context.clock),
        };

        let web_parts = WebParts {
            chat: messengers.chat.clone(),
            hooks: messengers.hooks(),
            receiver: receiver.clone(),
            keys,
            metrics,
            payments: tills.payments(notices),
            public_site: public_site::public_site(settings, &context, &home),
            console,
        };

        let state = web_state(settings, &context, web_parts);
        self.spawn("web", web::serve(listeners, state));

        let providers = tills.providers(messengers.telegram.as_ref());
        let poller = PaymentPoller::new(context.clone(), providers, home);
        self.spawn("payment_poller", poller.run(notice_queue));

        self.converse(settings, messengers.people());

        if let Some(vk) = messengers.vk {
            let fetcher = UpdateFetcher::new(context, vk, receiver.clone());
            self.spawn("update_fetcher", fetcher.run());
        }

        if let Some(telegram) = messengers.telegram {
            self.serve_telegram(&telegram, receiver, checkout_queue);
        }

        Ok(())
    }

    /// Starts the workers that every conversation needs.
    fn converse(&mut self, settings: &Settings, people: Vec<Arc<dyn ProfileSource>>) {
        let context = self.context.clone();
        let limits = upload_limits(settings);
        let claim = job_claim("sweep".to_owned(), &settings.queue).claim;
        let (requests, request_queue) = ProfileRequests::open();

        let profiles = ProfileWorker::new(context.clone(), people);
        self.spawn("profiles", profiles.run(request_queue));
        self.spawn("inbox", Inbox::new(context.clone(), limits, requests).run());
        self.spawn("outbox", Outbox::new(context.clone()).run());
        self.spawn("queue_notifier", QueueNotifier::new(context.clone()).run());
        self.spawn("sweep", SweepWorker::new(context.clone(), claim).run());
        self.spawn("feed", FeedPictureWorker::new(context).run());
    }

    /// Starts what only Telegram needs: it is asked for updates, and takes money itself.
    fn serve_telegram(
        &mut self,
        telegram: &Arc<Telegram>,
        receiver: UpdateReceiver,
        checkouts: mpsc::Receiver<PendingCheckout>,
    ) {
        let context = self.context.clone();
        let fetcher = UpdateFetcher::new(context.clone(), Arc::clone(telegram) as _, receiver);
        let cashier = Cashier::new(context.clone(), Arc::clone(telegram) as _);
        let statements = StatementWorker::new(context, Arc::clone(telegram) as _);

        self.spawn("update_fetcher", fetcher.run());
        self.spawn("cashier", cashier.run(checkouts));
        self.spawn("statements", statements.run());
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
        };

        self.stop().await?;

        match ended {
            None => Ok(()),
            Some(Some(Err(error))) => Err(error).context("a part of the service crashed"),
            Some(ended) => bail!("a part of the service ended by itself: {ended:?}"),
        }
    }

    /// Starts no new work, and finishes or interrupts what is in progress, within the time limit of
    /// the settings.
    ///
    /// # Errors
    /// If the time was not enough. Nothing is lost then: leases bring back what was in progress.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.context.stop.cancel();
        let all_ended = async { while self.tasks.join_next().await.is_some() {} };

        tokio::time::timeout(self.stop_limit, all_ended)
            .await
            .context("not everything stopped in time")
    }
}

/// The database of the settings, which no other user of the machine can read.
async fn open_private_store(
    settings: &Settings,
    durability: Durability,
) -> anyhow::Result<SqliteStore> {
    protect_database(&settings.database.path);
    let database = open_store_with(settings, durability).await?;

    // Files that did not exist before.
    protect_database(&settings.database.path);
    Ok(database)
}

/// The pictures of the settings, which no other user of the machine can read.
fn open_private_pictures(
    settings: &Settings,
    stores: &Stores,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Pictures> {
    let storage = &settings.storage;
    let rows = Arc::clone(&stores.pictures);
    let pictures = Pictures::in_folder(&storage.path, rows, Arc::clone(clock))?;
    protect_pictures(&storage.path);

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
