//! The service under test: in this process, or as a process of its own that can be killed.

use std::{
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;
use vernissage::{
    app::{App, listen},
    clock::{Clock, SystemClock},
    config::Settings,
    domain::time::Moment,
    engine::{
        image::{OutputFormat, Picture},
        stylize::fake::FakePainter,
    },
    store::sqlite::SqliteStore,
};

use crate::vk::fake::{GROUP, TOKEN, Vk};

/// Holds the settings of a service that shall run as a process of its own.
const SERVICE: &str = "VERNISSAGE_TEST_SERVICE";
const PAUSE: &str = "VERNISSAGE_TEST_PAUSE_MILLIS";

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Settings for a quick service in this folder; a key in `more` may not stand here already.
pub(crate) fn toml(folder: &Path, vk: &Vk, more: &str) -> String {
    let defaults = [
        "server.listen = \"127.0.0.1:0\"",
        "tiers.free.size = 48",
        "tiers.free.iterations = 40",
        "tiers.premium.size = 48",
        "tiers.premium.iterations = 40",
        "tiers.hd.size = 48",
        "queue.lease_seconds = 2",
        "queue.preview_seconds = 1",
        "queue.checkpoint_seconds = 1",
    ];

    let given = |line: &&&str| !more.contains(line.split(" = ").next().unwrap());
    let defaults: Vec<&str> = defaults.iter().filter(given).copied().collect();

    format!(
        "database.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\nvk.token = \"{TOKEN}\"\n\
         vk.group_id = {GROUP}\nvk.api_url = \"{1}\"\n{2}\n{more}\n",
        folder.display(),
        vk.url(),
        defaults.join("\n"),
    )
}

pub(crate) fn quick() -> FakePainter {
    FakePainter {
        pause: Duration::from_millis(2),
        ..FakePainter::default()
    }
}

pub(crate) fn slow() -> FakePainter {
    FakePainter {
        pause: Duration::from_millis(100),
        ..FakePainter::default()
    }
}

pub(crate) async fn start(folder: &Path, vk: &Vk, painter: FakePainter) -> App {
    run(&toml(folder, vk, ""), painter).await
}

pub(crate) async fn run(toml: &str, painter: FakePainter) -> App {
    run_by(Arc::new(SystemClock), toml, painter).await
}

pub(crate) async fn run_by(clock: Arc<dyn Clock>, toml: &str, painter: FakePainter) -> App {
    let settings = Settings::from_toml(toml).unwrap();
    let listener = listen(settings.server.listen).await.unwrap();

    App::start_by(
        clock,
        &settings,
        Some(listener),
        vec![Box::new(move || Box::new(painter))],
    )
    .await
    .unwrap()
}

/// A clock that can be put forward by so many milliseconds.
#[derive(Default)]
pub(crate) struct LateClock(AtomicI64);

impl LateClock {
    pub(crate) fn put_forward(&self, by: Duration) {
        self.0.fetch_add(by.as_millis() as i64, Ordering::Relaxed);
    }
}

impl Clock for LateClock {
    fn now(&self) -> Moment {
        Moment::from_millis(SystemClock.now().millis() + self.0.load(Ordering::Relaxed))
    }
}

pub(crate) async fn store(folder: &Path) -> SqliteStore {
    SqliteStore::open(&folder.join("test.db")).await.unwrap()
}

/// A picture of one colour.
pub(crate) fn picture(colour: [u8; 3]) -> Vec<u8> {
    let rgb = colour.repeat(64 * 48);
    Picture::from_rgb(64, 48, rgb)
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

/// Starts the service as a process: this very program once more.
pub(crate) fn spawn(toml: &str, pause: Duration, log: &Path) -> Child {
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(log)
        .unwrap();

    Command::new(std::env::current_exe().unwrap())
        .args([
            "vk::service::the_service_as_a_process",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(SERVICE, toml)
        .env(PAUSE, pause.as_millis().to_string())
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

/// Does nothing in an ordinary run; [`spawn`] calls it with settings.
#[test]
fn the_service_as_a_process() {
    let Ok(toml) = std::env::var(SERVICE) else {
        return;
    };
    let pause = Duration::from_millis(std::env::var(PAUSE).unwrap().parse().unwrap());
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
        let app = run(
            &toml,
            FakePainter {
                pause,
                ..FakePainter::default()
            },
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
