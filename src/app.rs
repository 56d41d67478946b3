//! The service put together: the only place that names concrete adapters. Starts everything,
//! watches it, stops it.

mod accounts;
mod console;
mod public_site;
mod recorder;
mod tills;

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use tokio::{net::TcpListener, sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    bells::Bells,
    clock::{Chance, Clock, SystemClock},
    config::{Queue, Settings},
    domain::rules::Rules,
    messengers::{
        Checkouts, Hook, Mailbox, Messenger, People, Waiting, telegram::Telegram, vk::Vk,
        web_chat::WebChat,
    },
    payments::{
        PaymentProvider,
        notices::{Notice, Notices},
    },
    pictures::Pictures,
    store::{
        Feed, Store,
        sqlite::{Durability, SqliteStore},
    },
    web::{self, Metrics, Payments, WebState},
    workers::{
        WorkerContext,
        cashier::Cashier,
        feed_pictures::FeedPictureWorker,
        inbox::Inbox,
        master::{self, MakeMasterPainter, MasterWorker},
        outbox::Outbox,
        payment_poller::PaymentPoller,
        profiles::{ProfileRequests, ProfileWorker},
        queue_notifier::QueueNotifier,
        statements::StatementWorker,
        stylize::{self, EngineThread, MakeStylizer, Pace, StylizeWorker},
        sweep::SweepWorker,
        update_fetcher::UpdateFetcher,
    },
};

pub use accounts::{telegram, vk};
use tills::PageTills;

/// Between two checkpoints of a master, each of which has tens of megabytes.
const MASTER_CHECKPOINT: Duration = Duration::from_secs(30);

/// A running service.
pub struct App {
    address: Option<SocketAddr>,
    context: WorkerContext,
    stop: CancellationToken,
    tasks: JoinSet<&'static str>,
    stop_limit: Duration,
}

/// What the service takes from the machine, and a test replaces.
pub struct Environment {
    /// Tells the time.
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

/// The address cannot be listened on.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program has it.
    #[error(
        "{0} is taken by another program; choose another address by server.listen in vernissage.toml, or by \
         VERNISSAGE__SERVER__LISTEN=127.0.0.1:{port}", port = .0.port().checked_add(1).unwrap_or(0)
    )]
    InUse(SocketAddr),
    /// Anything else.
    #[error("server.listen: {0} cannot be listened on: {1}")]
    Unusable(SocketAddr, io::Error),
}

/// Listens on the address of the settings.
///
/// # Errors
/// When it is taken or not this machine's.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ListenError::InUse(address),
            _ => ListenError::Unusable(address, error),
        })
}

/// Opens the database of the settings, and makes its folder.
///
/// # Errors
/// When either cannot be done.
pub async fn open_store(settings: &Settings) -> anyhow::Result<SqliteStore> {
    open_store_with(settings, Durability::PowerCut).await
}

async fn open_store_with(
    settings: &Settings,
    durability: Durability,
) -> anyhow::Result<SqliteStore> {
    let path = &settings.database.path;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }

    SqliteStore::open_with(path, durability).await
}

impl App {
    /// Starts everything: with a listener the whole service, without one a process that only
    /// paints.
    ///
    /// # Errors
    /// When the database, the folder of pictures or a thread cannot be had.
    pub async fn start(
        settings: &Settings,
        listener: Option<TcpListener>,
        devices: Vec<MakeStylizer>,
    ) -> anyhow::Result<Self> {
        Self::start_in(Environment::default(), settings, listener, devices).await
    }

    /// [`App::start`] in an environment other than the machine's own.
    ///
    /// # Errors
    /// As there.
    pub async fn start_in(
        environment: Environment,
        settings: &Settings,
        listener: Option<TcpListener>,
        devices: Vec<MakeStylizer>,
    ) -> anyhow::Result<Self> {
        let metrics = recorder::metrics()?;
        let Environment { clock, durability } = environment;
        let database = open_store_with(settings, durability).await?;
        let console = database.console();
        let feed: Arc<dyn Feed> = Arc::new(database.feed());
        let store: Arc<dyn Store> = Arc::new(database);

        let pictures = Pictures::in_folder(
            &settings.storage.path,
            Arc::clone(&store),
            Arc::clone(&clock),
        )?;
        let address = listener.as_ref().map(TcpListener::local_addr).transpose()?;
        let home = home(settings, address);
        let chat = WebChat::new(
            pictures.clone(),
            settings.picture_limits().bytes,
            home.clone(),
        );

        let telegram = telegram(settings)?.map(Arc::new);
        let vk = vk(settings, &home)?.map(Arc::new);
        let mut messengers: Vec<Arc<dyn Messenger>> = vec![Arc::new(chat.clone())];
        messengers.extend(
            telegram
                .iter()
                .map(|telegram| Arc::clone(telegram) as Arc<dyn Messenger>),
        );

        messengers.extend(vk.iter().map(|vk| Arc::clone(vk) as Arc<dyn Messenger>));

        let context = context(settings, (store, feed, clock, pictures), messengers, &home);
        if listener.is_some() {
            context.store.take_back(context.clock.now()).await?;
        }

        let stop_limit = Duration::from_secs(settings.server.stop_seconds.into());
        let mut app = Self {
            address,
            context: context.clone(),
            stop: context.stop.clone(),
            tasks: JoinSet::new(),
            stop_limit,
        };

        for (number, make) in devices.into_iter().enumerate() {
            app.paint(
                settings,
                &context,
                &format!("{}-{number}", std::process::id()),
                make,
            )?;
        }

        if let Some(listener) = listener {
            let hooks = hooks(telegram.as_ref(), vk.as_ref());
            let (notices, told) = Notices::open();
            let (checkouts, waiting) = Checkouts::open();
            let tills = PageTills::of(settings, &context.clock)?;
            let state = state(
                settings,
                &context,
                (
                    chat,
                    hooks,
                    checkouts.clone(),
                    metrics,
                    tills.payments(notices),
                ),
            );

            let console = console::console(settings, (console, Arc::clone(&context.feed)));
            let state = WebState {
                console,
                public_site: public_site::public_site(settings, &context, &home),
                ..state
            };
            let newcomers = app.ask_who_they_are(&context, vk.as_ref());
            app.converse(settings, &context, newcomers, (state, listener));

            let stars = telegram
                .iter()
                .map(|telegram| Arc::clone(telegram) as Arc<dyn PaymentProvider>);
            app.take_money(
                PaymentPoller::new(
                    context.clone(),
                    tills.providers().into_iter().chain(stars).collect(),
                    home,
                ),
                told,
            );

            if let Some(vk) = vk {
                app.speak_in_vk(UpdateFetcher::new(context.clone(), vk, checkouts.clone()));
            }

            if let Some(telegram) = telegram {
                app.speak_in_telegram(&context, &telegram, (checkouts, waiting));
            }
        }

        Ok(app)
    }

    fn paint(
        &mut self,
        settings: &Settings,
        context: &WorkerContext,
        name: &str,
        make: MakeStylizer,
    ) -> anyhow::Result<()> {
        let claim = stylize::claim(name.to_owned(), &settings.queue);
        let worker = StylizeWorker::new(
            context.clone(),
            EngineThread::open(make)?,
            claim,
            pace(settings, &settings.queue),
        );

        self.tasks.spawn(async move {
            worker.run().await;
            "stylize"
        });

        Ok(())
    }

    /// Makes masters of paid canvases as well, on a device that is shared with the painters.
    pub fn print(&mut self, settings: &Settings, make: MakeMasterPainter) {
        let claim = stylize::claim(format!("press-{}", std::process::id()), &settings.queue);
        let pace = master::Pace {
            lease: Duration::from_secs(settings.queue.lease_seconds.into()),
            checkpoint: MASTER_CHECKPOINT,
            limit: Duration::from_mins(settings.prints.master_minutes.into()),
            attempts: settings.queue.attempts,
        };

        let press = MasterWorker::new(self.context.clone(), make, claim, pace);
        self.tasks.spawn(async move {
            press.run().await;
            "master"
        });
    }

    fn take_money(&mut self, checkout: PaymentPoller, notices: mpsc::Receiver<Notice>) {
        self.tasks.spawn(async move {
            checkout.run(notices).await;
            "checkout"
        });
    }

    fn speak_in_telegram(
        &mut self,
        context: &WorkerContext,
        telegram: &Arc<Telegram>,
        (checkouts, waiting): (Checkouts, mpsc::Receiver<Waiting>),
    ) {
        let updates = UpdateFetcher::new(context.clone(), Arc::clone(telegram) as _, checkouts);
        let cashier = Cashier::new(context.clone(), Arc::clone(telegram) as _);
        let statements = StatementWorker::new(context.clone(), Arc::clone(telegram) as _);

        self.tasks.spawn(async move {
            updates.run().await;
            "updates"
        });

        self.tasks.spawn(async move {
            cashier.run(waiting).await;
            "cashier"
        });

        self.tasks.spawn(async move {
            statements.run().await;
            "statements"
        });
    }

    fn speak_in_vk(&mut self, updates: UpdateFetcher) {
        self.tasks.spawn(async move {
            updates.run().await;
            "updates"
        });
    }

    fn ask_who_they_are(
        &mut self,
        context: &WorkerContext,
        vk: Option<&Arc<Vk>>,
    ) -> ProfileRequests {
        let people = vk
            .map(|vk| Arc::clone(vk) as Arc<dyn People>)
            .into_iter()
            .collect();
        let profiles = ProfileWorker::new(context.clone(), people);
        let (newcomers, noticed) = ProfileRequests::open();
        self.tasks.spawn(async move {
            profiles.run(noticed).await;
            "profiles"
        });

        newcomers
    }

    fn converse(
        &mut self,
        settings: &Settings,
        context: &WorkerContext,
        newcomers: ProfileRequests,
        (state, on): (WebState, TcpListener),
    ) {
        let inbox = Inbox::new(context.clone(), settings.picture_limits(), newcomers);
        let outbox = Outbox::new(context.clone());
        let queue_notifier = QueueNotifier::new(context.clone());
        let sweep = SweepWorker::new(
            context.clone(),
            stylize::claim("sweep".to_owned(), &settings.queue),
        );

        let feed_pictures = FeedPictureWorker::new(context.clone());
        let stopped = context.stop.clone().cancelled_owned();
        self.tasks.spawn(async move {
            inbox.run().await;
            "inbox"
        });

        self.tasks.spawn(async move {
            outbox.run().await;
            "outbox"
        });

        self.tasks.spawn(async move {
            queue_notifier.run().await;
            "queue_notifier"
        });

        self.tasks.spawn(async move {
            sweep.run().await;
            "sweep"
        });

        self.tasks.spawn(async move {
            feed_pictures.run().await;
            "feed"
        });

        self.tasks.spawn(async move {
            if let Err(error) = web::serve(on, state, stopped).await {
                tracing::error!(?error, "the web server has failed");
            }
            "web"
        });
    }

    /// Where the page is listened for.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        self.address
    }

    /// Runs until `asked` resolves or a part of the service ends by itself; then stops in good
    /// order.
    ///
    /// # Errors
    /// When a part of the service has ended by itself, or did not stop in time.
    pub async fn run_until(mut self, asked: impl Future<Output = ()>) -> anyhow::Result<()> {
        let ended = tokio::select! {
            () = asked => None,
            ended = self.tasks.join_next() => Some(ended),
        };

        self.stop().await?;

        match ended {
            None => Ok(()),
            Some(Some(Err(error))) => Err(error).context("a part of the service has crashed"),
            Some(ended) => bail!("a part of the service has ended by itself: {ended:?}"),
        }
    }

    /// Begins nothing more, finishes or puts away what is under way, within the limit of the
    /// settings.
    ///
    /// # Errors
    /// When the limit did not suffice. Nothing is lost then: leases bring back what was under way.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.stop.cancel();
        let all = async { while self.tasks.join_next().await.is_some() {} };
        tokio::time::timeout(self.stop_limit, all)
            .await
            .context("not everything stopped in time")
    }
}

/// What the desk works on.
type Kept = (Arc<dyn Store>, Arc<dyn Feed>, Arc<dyn Clock>, Pictures);

fn context(
    settings: &Settings,
    (store, feed, clock, pictures): Kept,
    messengers: Vec<Arc<dyn Messenger>>,
    home: &str,
) -> WorkerContext {
    WorkerContext {
        store,
        feed,
        pictures,
        clock,
        chance: Chance,
        bells: Arc::new(Bells::default()),
        rules: Arc::new(rules(settings, home)),
        messengers: messengers.into(),
        tills: Arc::new(tills::by_messenger(settings)),
        stop: CancellationToken::new(),
    }
}

/// The numbers of the house, and where its pages are.
fn rules(settings: &Settings, home: &str) -> Rules {
    let mut rules = settings.rules();
    home.clone_into(&mut rules.feed.home);
    rules
}

/// Those that bring their updates to us.
fn hooks(telegram: Option<&Arc<Telegram>>, vk: Option<&Arc<Vk>>) -> Arc<[Arc<dyn Hook>]> {
    let telegram = telegram
        .filter(|telegram| telegram.is_delivered())
        .map(|one| Arc::clone(one) as Arc<dyn Hook>);

    let vk = vk
        .filter(|vk| vk.is_delivered())
        .map(|one| Arc::clone(one) as Arc<dyn Hook>);

    telegram.into_iter().chain(vk).collect()
}

/// Where people reach the pages of the house, without a slash at the end.
#[must_use]
pub fn home(settings: &Settings, address: Option<SocketAddr>) -> String {
    let public = settings.server.public_url.trim_end_matches('/');
    if public.is_empty() {
        format!("http://{}", address.unwrap_or(settings.server.listen))
    } else {
        public.to_owned()
    }
}

type Visited = (WebChat, Arc<[Arc<dyn Hook>]>, Checkouts, Metrics, Payments);

fn state(
    settings: &Settings,
    context: &WorkerContext,
    (chat, hooks, checkouts, metrics, payments): Visited,
) -> WebState {
    WebState {
        store: Arc::clone(&context.store),
        pictures: context.pictures.clone(),
        chat,
        messengers: context
            .messengers
            .iter()
            .map(|messenger| messenger.name().to_owned())
            .collect(),
        hooks,
        payments,
        checkouts,
        bells: Arc::clone(&context.bells),
        clock: Arc::clone(&context.clock),
        chance: context.chance,
        metrics,
        stop: context.stop.clone(),
        upload_bytes: usize::try_from(settings.picture_limits().bytes).unwrap_or(usize::MAX),
        https: settings.server.public_url.starts_with("https://"),
        proxies: settings.server.trusted_proxies.clone(),
        requests_per_minute: settings.limits.requests_per_minute,
        public_site: None,
        console: None,
    }
}

fn pace(settings: &Settings, queue: &Queue) -> Pace {
    Pace {
        lease: Duration::from_secs(queue.lease_seconds.into()),
        preview: Duration::from_secs(queue.preview_seconds.into()),
        checkpoint: Duration::from_secs(queue.checkpoint_seconds.into()),
        longest: Duration::from_secs(settings.limits.painting_seconds.into()),
        attempts: queue.attempts,
    }
}
