//! The service under test, in this process: its settings, its database in a folder of its own, and
//! a quick stand-in for the engine.
//!
//! Commits do not wait for the disk here, because no test simulates a power cut.
//! [`process`](super::process) runs the service as a process that can be killed, with commits as
//! durable as in production.

use std::{io::Write, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use tokio::net::TcpListener;
use vernissage::{
    app::{App, Devices, Environment, listen},
    clock::{Clock, SystemClock},
    config::Settings,
    engine::{
        image::{OutputFormat, Picture},
        stylize::fake::FakePainter,
    },
    store::sql::{Durability, SqlStore},
    workers::jobs::MakeMakers,
};

use crate::support::{clock::TestClock, makers::makers};

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The database of the service in this folder.
pub(crate) async fn store(folder: &Path) -> SqlStore {
    SqlStore::open_with(&folder.join("test.db"), Durability::ProcessExit)
        .await
        .unwrap()
}

/// Puts a busy month behind the first person.
pub(crate) async fn remember_a_month(folder: &Path) {
    let path = format!("sqlite://{}/test.db", folder.display());
    let mut db = SqliteConnection::connect(&path).await.unwrap();
    let month = include_str!("../../fixtures/month.sql");

    for statement in month
        .split_inclusive(";\n")
        .filter(|statement| statement.contains("INSERT"))
    {
        sqlx::query(statement)
            .bind(SystemClock.now().millis())
            .execute(&mut db)
            .await
            .unwrap();
    }
}

/// Settings for a service in this folder with small paintings and short leases. A setting in `more`
/// replaces the one here.
pub(crate) fn toml(folder: &Path, more: &str) -> String {
    let defaults = [
        "server.listen = \"127.0.0.1:0\"",
        "tiers.free.size = 48",
        "tiers.free.iterations = 40",
        "tiers.premium.size = 48",
        "kinds.dream.free_size = 64",
        "kinds.wallpaper.free_size = 64",
        "kinds.dream.free_per_day = 3",
        "kinds.styles.free_size = 96",
        "tiers.premium.iterations = 40",
        "queue.lease_seconds = 2",
        "queue.preview_seconds = 1",
        "queue.checkpoint_seconds = 1",
        "quick.sketches = false",
        // Whether it is installed must make no difference.
        "clips.ffmpeg = \"off\"",
        // Everybody in a story has one address.
        "network.connections = 100000",
        "network.requests_at_once = 100000",
        "network.reads_per_minute = 100000",
        "network.posts_per_minute = 100000",
        "network.new_visitors_per_hour = 100000",
        "network.free_at_once = 100000",
        "network.free_per_day = 100000",
        "network.purchases_per_hour = 100000",
        "network.promo_uses_per_day = 100000",
        "network.wrong_codes_per_hour = 100000",
        "network.support_per_day = 100000",
    ];

    let is_given = |line: &str| {
        let (key, _) = line.split_once(" = ").unwrap();
        more.contains(key)
    };
    let defaults: Vec<&str> = defaults
        .into_iter()
        .filter(|line| !is_given(line))
        .collect();

    format!(
        "database.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\n{1}\n{more}\n",
        folder.display(),
        defaults.join("\n"),
    )
}

pub(crate) fn settings(folder: &Path, more: &str) -> Settings {
    Settings::from_toml(&toml(folder, more)).unwrap()
}

/// A painter that takes 2 ms for each iteration.
pub(crate) fn quick() -> FakePainter {
    FakePainter {
        pause: Duration::from_millis(2),
        ..FakePainter::default()
    }
}

/// What makes everything, with paintings by [`quick`].
pub(crate) fn quickly() -> MakeMakers {
    Arc::new(|| makers(quick()))
}

/// What makes everything, with paintings by [`slow`].
pub(crate) fn slowly() -> MakeMakers {
    Arc::new(|| makers(slow()))
}

/// A painter that takes 100 ms for each iteration.
pub(crate) fn slow() -> FakePainter {
    FakePainter {
        pause: Duration::from_millis(100),
        ..FakePainter::default()
    }
}

/// Starts the service by these settings.
pub(crate) async fn run(toml: &str, painter: FakePainter) -> App {
    run_by(Arc::new(SystemClock), toml, painter).await
}

/// Starts the service by these settings and this clock.
pub(crate) async fn run_by(clock: Arc<dyn Clock>, toml: &str, painter: FakePainter) -> App {
    let settings = Settings::from_toml(toml).unwrap();
    let listener = listen(settings.server.listen).unwrap();
    run_on(
        clock,
        &settings,
        listener,
        Arc::new(move || makers(painter)),
    )
    .await
}

/// Starts the service on this listener.
pub(crate) async fn run_on(
    clock: Arc<dyn Clock>,
    settings: &Settings,
    listener: TcpListener,
    make: MakeMakers,
) -> App {
    let environment = Environment {
        clock,
        durability: Durability::ProcessExit,
        program: env!("CARGO_BIN_EXE_vernissage").into(),
    };
    App::start_in(
        environment,
        settings,
        Some(listener),
        Devices::for_everything(vec![make]),
    )
    .await
    .unwrap()
}

/// A running service and its address.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) address: SocketAddr,
}

pub(crate) async fn start(folder: &Path, painter: FakePainter) -> TestApp {
    start_with(&settings(folder, ""), Arc::new(move || makers(painter))).await
}

pub(crate) async fn start_with(settings: &Settings, make: MakeMakers) -> TestApp {
    start_by(TestClock::default(), settings, make).await
}

pub(crate) async fn start_by(clock: TestClock, settings: &Settings, make: MakeMakers) -> TestApp {
    let listener = listen(settings.server.listen).unwrap();
    let app = run_on(Arc::new(clock), settings, listener, make).await;

    TestApp {
        address: app.address().unwrap(),
        app,
    }
}

/// A PNG file of 64 x 48 px: a chequerboard of two shades of one colour, since the bot takes no
/// picture that has only one.
pub(crate) fn picture(colour: [u8; 3]) -> Vec<u8> {
    let shades = [0, 12].map(|more| colour.map(|level: u8| level.saturating_add(more)));
    let places = (0..48).flat_map(|y| (0..64).map(move |x| (x / 8 + y / 8) % 2));
    let rgb = places.flat_map(|shade: usize| shades[shade]).collect();
    Picture::from_rgb(64, 48, rgb)
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

/// A PNG file of one colour and nothing else.
pub(crate) fn flat_picture(colour: [u8; 3]) -> Vec<u8> {
    Picture::from_rgb(64, 48, colour.repeat(64 * 48))
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

/// A red and a blue picture.
pub(crate) fn pair() -> [Vec<u8>; 2] {
    [picture([200, 30, 30]), picture([30, 30, 200])]
}

/// Whether the machine is quiet enough that times mean something.
pub(crate) fn judges_times() -> bool {
    std::env::var("VERNISSAGE_JUDGE").is_ok()
}

/// Prints even when the test passes: past what the test harness holds back.
pub(crate) fn print_always(words: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{words}").unwrap();
}
