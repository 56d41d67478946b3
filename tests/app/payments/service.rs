//! The service under test with YooKassa and Stripe, in this process or as one that can be killed. It keeps one
//! address across restarts: the test holds the listener, so connections wait for the next start.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Output, Stdio},
    sync::Arc,
    time::Duration,
};

use tempfile::TempDir;
use vernissage::{
    app::App,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::conversation::EventNeeds,
    store::{Address, ConversationStore, MaintenanceStore, sql::SqlStore},
};

use crate::{
    payments::{
        fake::{KEY, SHOP, Yookassa},
        stripe::fake::{KEY as STRIPE_KEY, SIGNING_SECRET, Stripe},
        visitor::Visitor,
    },
    support::{
        clock::TestClock,
        http,
        process::ServiceProcess,
        service::{quickly, run_on, store},
        wait::wait_until,
    },
};

pub(crate) use crate::support::{clock::FastClock, service::print_always};

/// Packs of known prices.
pub(crate) const PACKS: &str = "[[packs]]\ncredits = 50\nbonus = 0\nstars = 30\nroubles = 50\n\
    [[packs]]\ncredits = 100\nbonus = 10\nstars = 60\nroubles = 100\n";
/// The credits that the second pack brings.
pub(crate) const BOUGHT: u32 = 110;

/// The same packs in more currencies. The credits of both are those of [`PACKS`].
pub(crate) const PACKS_ABROAD: &str = "[[packs]]\ncredits = 50\nbonus = 0\nstars = 30\nroubles = 50\n\
    prices = { EUR = \"0.59\", USD = \"0.65\", JPY = \"90\" }\n\
    [[packs]]\ncredits = 100\nbonus = 10\nstars = 60\nroubles = 100\n\
    prices = { EUR = \"1.19\", USD = \"1.29\", JPY = \"180\" }\n";

/// Who takes the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takers {
    /// YooKassa alone, in roubles.
    Yookassa,
    /// Stripe in euros, dollars and yen; YooKassa in roubles, which Russian chats pay.
    Both,
}

impl Takers {
    fn packs(self) -> &'static str {
        match self {
            Self::Yookassa => PACKS,
            Self::Both => PACKS_ABROAD,
        }
    }

    fn toml(self, stripe: &Stripe) -> String {
        if self == Self::Yookassa {
            return String::new();
        }

        format!(
            "payments.currencies = [\"EUR\", \"USD\", \"JPY\", \"RUB\"]\npayments.by_language = {{ ru = \"RUB\" }}\n\
             stripe.secret_key = \"{STRIPE_KEY}\"\nstripe.webhook_secret = \"{SIGNING_SECRET}\"\n\
             stripe.api_url = \"{}\"\n",
            stripe.url()
        )
    }
}

/// A service that sells.
pub(crate) struct TestService {
    folder: TempDir,
    takers: Takers,
    pub(crate) yookassa: Yookassa,
    pub(crate) stripe: Stripe,
    pub(crate) store: SqlStore,
    clock: TestClock,
    listener: TcpListener,
    app: Option<App>,
}

/// A run of the service as a process, which ends by SIGKILL.
pub(crate) struct Life(Child);

impl TestService {
    /// With a running service that has these settings on top.
    pub(crate) async fn open(more: &str) -> Self {
        let mut service = Self::closed().await;
        service.start(more, PACKS).await;
        service
    }

    /// With a running service that sells in several currencies.
    pub(crate) async fn abroad(more: &str) -> Self {
        let mut service = Self::closed_for(Takers::Both).await;
        service.start(more, PACKS_ABROAD).await;
        service
    }

    /// Without a running service.
    pub(crate) async fn closed() -> Self {
        Self::closed_for(Takers::Yookassa).await
    }

    /// Without a running service.
    pub(crate) async fn closed_for(takers: Takers) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let yookassa = Yookassa::start().await;
        let stripe = Stripe::start().await;
        let clock = TestClock::default();
        let store = store(folder.path()).await;

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        yookassa.world().sender.to = Some(listener.local_addr().unwrap());
        stripe.world().sender.to = Some(listener.local_addr().unwrap());
        stripe.world().clock = Arc::new(clock.clone());

        Self {
            folder,
            takers,
            yookassa,
            stripe,
            store,
            clock,
            listener,
            app: None,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap()
    }

    /// `server.listen` is not used: the service is given the listener.
    fn toml(&self, more: &str, packs: &str) -> String {
        let toml = format!(
            "server.listen = \"127.0.0.1:0\"\nserver.monitor_listen = \"127.0.0.1:0\"\ndatabase.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\n\
             tiers.free.size = 48\ntiers.premium.size = 48\ntiers.premium.iterations = 20\nqueue.lease_seconds = 2\n\
             queue.preview_seconds = 1\nqueue.checkpoint_seconds = 1\nlimits.requests_per_minute = 100000\n\
             network.free_at_once = 100000\nnetwork.free_per_day = 100000\nnetwork.purchases_per_hour = 100000\n\
             network.requests_at_once = 100000\nnetwork.new_visitors_per_hour = 100000\n\
             network.posts_per_minute = 100000\nnetwork.event_streams = 100000\n\
             gifts.first_purchase = 0\ngifts.inviter = 0\nyookassa.shop_id = \"{SHOP}\"\n\
             yookassa.secret_key = \"{KEY}\"\nyookassa.api_url = \"{1}\"\n\
             yookassa.trusted_proxies = [\"127.0.0.1\"]\n{2}{more}\n{packs}",
            self.folder.path().display(),
            self.yookassa.url(),
            self.takers.toml(&self.stripe),
        );
        std::fs::write(self.folder.path().join("vernissage.toml"), &toml).unwrap();

        toml
    }

    pub(crate) async fn start(&mut self, more: &str, packs: &str) {
        let settings = Settings::from_toml(&self.toml(more, packs)).unwrap();
        let clock = Arc::new(self.clock.clone());
        let listener = self.listener.try_clone().unwrap();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();

        let app = run_on(clock, &settings, listener, quickly()).await;
        self.app = Some(app);
    }

    /// The metrics of the running service.
    pub(crate) async fn metrics(&self) -> String {
        let address = self.app.as_ref().unwrap().monitor_address().unwrap();
        http::ask(address, "GET /metrics", &[], b"").await.text()
    }

    pub(crate) async fn stop(&mut self) {
        self.app.take().unwrap().stop().await.unwrap();
    }

    /// Starts the service as a process with this clock.
    pub(crate) fn spawn(&self, clock: FastClock) -> Life {
        self.stripe.world().clock = Arc::new(clock);
        let toml = self.toml("", self.takers.packs());
        let log = self.folder.path().join("log");
        let process = ServiceProcess::new(&toml, &log)
            .with_clock(clock)
            .with_listener(&self.listener);

        Life(process.spawn())
    }

    /// Longer than the service waits between two questions, and shorter than it waits for a page to
    /// open.
    pub(crate) fn hurry(&self) {
        self.later(Duration::from_mins(3));
    }

    /// Waits for this, and hurries each second until it has come: what is still being asked about when its
    /// time comes is left out, and asked about the next time.
    pub(crate) async fn hurried<T>(&self, awaited: impl Future<Output = T>) -> T {
        tokio::pin!(awaited);
        loop {
            tokio::select! {
                came = &mut awaited => return came,
                () = tokio::time::sleep(Duration::from_secs(1)) => self.hurry(),
            }
        }
    }

    pub(crate) fn later(&self, by: Duration) {
        self.clock.put_forward(by);
    }

    pub(crate) async fn visitor(&self) -> Visitor {
        Visitor::new(self.address()).await
    }

    /// Runs a command of the operator's: the real program.
    pub(crate) async fn command(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vernissage"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());

        tokio::task::spawn_blocking(move || command.output().unwrap())
            .await
            .unwrap()
    }

    /// What the program says when it succeeds.
    pub(crate) async fn says(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).await;
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );

        String::from_utf8(output.stdout).unwrap()
    }

    /// Fails with this exit code and a sentence that holds `words`.
    pub(crate) async fn refuses(&self, arguments: &[&str], code: i32, words: &str) {
        let output = self.command(arguments).await;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{complaint}");
        assert!(complaint.contains(words), "{complaint}");
    }

    /// A person's balance in the database.
    pub(crate) async fn balance(&self, visitor: &Visitor) -> u32 {
        let address = Address {
            messenger: "web".into(),
            external: visitor.chat(),
        };
        let Some(vernissage::store::ChatOwner { chat, .. }) =
            self.store.chat_at(&address).await.unwrap()
        else {
            return 0;
        };
        let read = self
            .store
            .conversation(chat, EventNeeds::default(), SystemClock.now())
            .await
            .unwrap();

        read.map_or(0, |read| read.facts.credits.balance.amount())
    }

    /// Waits until a person has this many credits and nothing is pending that could change it.
    pub(crate) async fn has(&self, visitor: &Visitor, credits: u32) {
        wait_until(&format!("the balance is {credits}"), async || {
            self.balance(visitor).await == credits
        })
        .await;

        self.settled().await;
        assert_eq!(self.balance(visitor).await, credits);
    }

    /// Waits until every notification is heard, everything is answered and every message sent, twice in a
    /// row.
    pub(crate) async fn settled(&self) {
        self.yookassa.heard().await;
        self.stripe.heard().await;

        let mut calm = 0;
        wait_until("everything is answered and sent", async || {
            let is_calm = self.store.is_settled().await.unwrap();
            calm = if is_calm { calm + 1 } else { 0 };
            calm == 2
        })
        .await;
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    pub(crate) fn database(&self) -> String {
        format!("sqlite://{}", self.folder.path().join("test.db").display())
    }
}

impl Life {
    pub(crate) fn end(mut self) {
        assert!(
            self.0.try_wait().unwrap().is_none(),
            "the service ended by itself"
        );
        self.kill();
    }

    fn kill(&mut self) {
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.kill();
    }
}
