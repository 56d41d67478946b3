//! The service under test, in this process or as one of its own that can be killed, at one address
//! for all its lives: the service holds the door, and who knocks while nobody is there waits.

use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    os::fd::{AsFd, OwnedFd},
    process::{Child, Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use vernissage::domain::conversation::EventNeeds;

use tempfile::TempDir;
use vernissage::{
    app::App,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::time::Moment,
    engine::stylize::fake::FakePainter,
    store::{Address, Store, sqlite::SqliteStore},
};

use crate::payments::{
    fake::{KEY, PATIENCE, SHOP, Yookassa},
    visitor::Visitor,
};

/// Packs of known prices.
pub(crate) const PACKS: &str = "[[packs]]\ncredits = 50\nbonus = 0\nstars = 30\nroubles = 50\n\
    [[packs]]\ncredits = 100\nbonus = 10\nstars = 60\nroubles = 100\n";
/// What the second of them brings.
pub(crate) const BOUGHT: u32 = 110;

/// Holds the settings of a service that shall run as a process of its own, and how its clock goes.
const SERVICE: &str = "VERNISSAGE_TEST_SERVICE";
const CLOCK: &str = "VERNISSAGE_TEST_CLOCK";

/// A shop, and YooKassa.
pub(crate) struct TestService {
    folder: TempDir,
    pub(crate) yookassa: Yookassa,
    pub(crate) store: SqliteStore,
    clock: Arc<LateClock>,
    door: TcpListener,
    app: Option<App>,
}

/// A life as a process of its own, which ends by SIGKILL.
pub(crate) struct Life(Child);

impl TestService {
    /// Opens with these settings on top.
    pub(crate) async fn open(more: &str) -> Self {
        let mut service = Self::closed().await;
        service.start(more, PACKS).await;
        service
    }

    /// Nobody is there yet.
    pub(crate) async fn closed() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let yookassa = Yookassa::start().await;
        let store = SqliteStore::open(&folder.path().join("test.db"))
            .await
            .unwrap();

        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        door.set_nonblocking(true).unwrap();
        yookassa.world().post.to = Some(door.local_addr().unwrap());

        Self {
            folder,
            yookassa,
            store,
            clock: Arc::default(),
            door,
            app: None,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.door.local_addr().unwrap()
    }

    /// Where the service listens is of no importance: it is given the door.
    fn toml(&self, more: &str, packs: &str) -> String {
        let toml = format!(
            "server.listen = \"127.0.0.1:0\"\ndatabase.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\n\
             tiers.free.size = 48\ntiers.premium.size = 48\ntiers.premium.iterations = 20\nqueue.lease_seconds = 2\n\
             queue.preview_seconds = 1\nqueue.checkpoint_seconds = 1\nlimits.requests_per_minute = 100000\n\
             gifts.first_purchase = 0\ngifts.inviter = 0\nyookassa.shop_id = \"{SHOP}\"\n\
             yookassa.secret_key = \"{KEY}\"\nyookassa.api_url = \"{1}\"\n\
             yookassa.trusted_proxies = [\"127.0.0.1\"]\n{more}\n{packs}",
            self.folder.path().display(),
            self.yookassa.url(),
        );
        std::fs::write(self.folder.path().join("vernissage.toml"), &toml).unwrap();

        toml
    }

    pub(crate) async fn start(&mut self, more: &str, packs: &str) {
        let settings = Settings::from_toml(&self.toml(more, packs)).unwrap();
        let clock = Arc::clone(&self.clock);
        self.app = Some(run(clock, &settings, self.door.try_clone().unwrap()).await);
    }

    pub(crate) async fn stop(&mut self) {
        self.app.take().unwrap().stop().await.unwrap();
    }

    /// Starts a process whose clock runs so many times as fast as others.
    pub(crate) fn spawn(&self, swiftly: Swift) -> Life {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .unwrap();

        let child = Command::new(std::env::current_exe().unwrap())
            .args([
                "payments::service::the_service_as_a_process",
                "--exact",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(SERVICE, self.toml("", PACKS))
            .env(
                CLOCK,
                format!("{}:{}", swiftly.since.millis(), swiftly.times),
            )
            .stdin(OwnedFd::from(self.door.try_clone().unwrap()))
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn();

        Life(child.unwrap())
    }

    /// Longer than the service waits between two questions, and shorter than it waits for a page to
    /// open.
    pub(crate) fn hurry(&self) {
        self.later(Duration::from_mins(3));
    }

    pub(crate) fn later(&self, by: Duration) {
        self.clock
            .0
            .fetch_add(by.as_millis() as i64, Ordering::Relaxed);
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

    /// What stands in the books for a person.
    pub(crate) async fn balance(&self, visitor: &Visitor) -> u32 {
        let address = Address {
            messenger: "web".into(),
            external: visitor.chat(),
        };
        let Some((chat, _)) = self.store.chat_at(&address).await.unwrap() else {
            return 0;
        };
        let read = self
            .store
            .conversation(chat, EventNeeds::default(), SystemClock.now())
            .await
            .unwrap();

        read.map_or(0, |read| read.facts.credits.balance.amount())
    }

    /// Waits until a person has so many credits, and nothing is under way that could change it.
    pub(crate) async fn has(&self, visitor: &Visitor, credits: u32) {
        let wait = async {
            while self.balance(visitor).await != credits {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, wait).await;
        assert!(
            waited.is_ok(),
            "{} credits and not {credits}",
            self.balance(visitor).await
        );

        self.settled().await;
        assert_eq!(self.balance(visitor).await, credits);
    }

    /// Waits until every letter is heard, everything is answered and every message sent, twice in a
    /// row.
    pub(crate) async fn settled(&self) {
        self.yookassa.heard().await;

        let mut calm = 0;
        let wait = async {
            while calm < 2 {
                calm = if self.store.is_settled().await.unwrap() {
                    calm + 1
                } else {
                    0
                };

                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };

        tokio::time::timeout(PATIENCE, wait)
            .await
            .expect("something is never answered or sent");
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
            "it has ended by itself"
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

async fn run(clock: Arc<dyn Clock>, settings: &Settings, door: TcpListener) -> App {
    let listener = tokio::net::TcpListener::from_std(door).unwrap();
    let painter = FakePainter {
        pause: Duration::from_millis(2),
        ..FakePainter::default()
    };
    App::start_by(
        clock,
        settings,
        Some(listener),
        vec![Box::new(move || Box::new(painter))],
    )
    .await
    .unwrap()
}

/// A clock that can be put forward by so many milliseconds.
#[derive(Default)]
pub(crate) struct LateClock(AtomicI64);

impl Clock for LateClock {
    fn now(&self) -> Moment {
        Moment::from_millis(SystemClock.now().millis() + self.0.load(Ordering::Relaxed))
    }
}

/// A clock that runs faster since some moment, so that pauses are short. Each life goes on where
/// the one before was.
#[derive(Clone, Copy)]
pub(crate) struct Swift {
    since: Moment,
    times: i64,
}

impl Swift {
    pub(crate) fn by(times: i64) -> Self {
        Self {
            since: SystemClock.now(),
            times,
        }
    }
}

impl Clock for Swift {
    fn now(&self) -> Moment {
        Moment::from_millis(
            self.since.millis() + (SystemClock.now().millis() - self.since.millis()) * self.times,
        )
    }
}

/// Does nothing in an ordinary run; [`TestService::spawn`] calls it with settings, and the door as its
/// standard input.
#[test]
fn the_service_as_a_process() {
    let Ok(toml) = std::env::var(SERVICE) else {
        return;
    };
    let clock = std::env::var(CLOCK).unwrap();
    let (since, times) = clock.split_once(':').unwrap();
    let clock = Swift {
        since: Moment::from_millis(since.parse().unwrap()),
        times: times.parse().unwrap(),
    };

    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_ansi(false)
        .log_internal_errors(false)
        .init();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();

    runtime.block_on(async {
        let door = std::io::stdin().as_fd().try_clone_to_owned().unwrap();
        let app = run(
            Arc::new(clock),
            &Settings::from_toml(&toml).unwrap(),
            TcpListener::from(door),
        )
        .await;

        app.run_until(std::future::pending()).await.unwrap();
    });
}

/// Says something even when the test passes: past what the test harness holds back.
pub(crate) fn say(words: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{words}").unwrap();
}
