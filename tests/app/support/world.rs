//! A service in a folder of its own, and people with browsers.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
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
    workers::stylize::MakeStylizer,
};

pub(crate) use crate::support::visitor::{Visitor, says};

pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) address: SocketAddr,
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn settings(folder: &Path, more: &str) -> Settings {
    let more = if more.contains("tiers.free.iterations") {
        more.to_owned()
    } else {
        format!("tiers.free.iterations = 40\n{more}")
    };

    let toml = format!(
        "server.listen = \"127.0.0.1:0\"\ndatabase.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\n\
         tiers.free.size = 48\ntiers.premium.size = 48\ntiers.premium.iterations = 40\n\
         queue.lease_seconds = 2\nqueue.preview_seconds = 1\nqueue.checkpoint_seconds = 1\n{more}\n",
        folder.display()
    );

    Settings::from_toml(&toml).unwrap()
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

pub(crate) async fn start(folder: &Path, painter: FakePainter) -> TestApp {
    start_with(&settings(folder, ""), Box::new(move || Box::new(painter))).await
}

pub(crate) async fn start_with(settings: &Settings, make: MakeStylizer) -> TestApp {
    start_by(LateClock::default(), settings, make).await
}

pub(crate) async fn start_by(clock: LateClock, settings: &Settings, make: MakeStylizer) -> TestApp {
    let listener = listen(settings.server.listen).await.unwrap();
    let app = App::start_by(Arc::new(clock), settings, Some(listener), vec![make])
        .await
        .unwrap();
    TestApp {
        address: app.address().unwrap(),
        app,
    }
}

/// A clock that can be put forward by so many milliseconds.
#[derive(Clone, Default)]
pub(crate) struct LateClock(pub(crate) Arc<AtomicI64>);

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

impl Visitor {
    /// Opens the page for the first time.
    pub(crate) async fn new(app: &TestApp) -> Self {
        Self::at(app.address).await
    }

    /// Opens the page again.
    pub(crate) fn back(app: &TestApp, cookie: String) -> Self {
        Self::back_at(app.address, cookie)
    }

    /// Two pictures, and the first button.
    pub(crate) async fn order(&self) {
        self.send(&[picture([200, 30, 30]), picture([30, 30, 200])])
            .await;
        self.press("Paint it").await;
    }
}

pub(crate) fn labels(bubble: &Value) -> Vec<String> {
    keys(bubble)
        .map(|key| key["label"].as_str().unwrap().to_owned())
        .collect()
}

/// The buttons below a bubble.
pub(crate) fn keys(bubble: &Value) -> impl Iterator<Item = &Value> {
    bubble["buttons"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|row| row.as_array().unwrap())
}
