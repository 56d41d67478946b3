//! The service in a folder of its own, started and stopped by the tests, and pictures to send to
//! it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vernissage::{
    app::{App, Devices, Environment, listen},
    clock::{Clock, SystemClock},
    config::Settings,
    domain::{
        feed::{Order, Part, Size},
        ids::JobId,
        password::PasswordHash,
        picture_size::PictureSize,
        styles::GalleryStyle,
    },
    engine::{
        device::DeviceChoice,
        growth::{self, Growth},
        image::{Limits, OutputFormat, Picture},
        master::Resampler,
        moving::{self, FrameRate},
        stylize::fake::FakePainter,
        vgg::Weights,
    },
    pictures::Pictures,
    store::{
        FeedEntryStore, FeedStore,
        sql::{Durability, SqlStore},
    },
    workers::jobs::{MakeMakers, Makers},
    works,
};

/// Of the console.
pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) struct TestService {
    runtime: Runtime,
    app: Option<App>,
    address: SocketAddr,
    folder: TempDir,
    pause: Duration,
}

impl TestService {
    /// With a stand-in for the engine, which takes `pause` for each of its forty iterations.
    pub(crate) fn with_stand_in(pause: Duration) -> Self {
        let mut service = Self::empty(pause);
        service.start();
        service
    }

    /// With a stand-in for the engine that takes no time, and these settings until the next start.
    pub(crate) fn with_settings(more: &str) -> Self {
        let mut service = Self::empty(Duration::ZERO);
        service.start_with(more, Arc::new(|| makers(FakePainter::default())));

        service
    }

    /// With the real engine, and paintings of this size and number of iterations.
    pub(crate) fn with_engine(size: u32, iterations: u32) -> Self {
        let mut service = Self::empty(Duration::ZERO);
        let weights = Weights::load(&in_repository("models/vgg19-q8.safetensors")).unwrap();
        let device = DeviceChoice::Cpu.open().unwrap();
        let make: MakeMakers = Arc::new(move || works::makers(&weights, &device));

        service.start_with(
            &format!(
                "tiers.free.size = {size}\ntiers.free.iterations = {iterations}\n\
                 kinds.dream.free_size = {size}\nkinds.wallpaper.free_size = {size}"
            ),
            make,
        );

        service
    }

    /// With a stand-in for the engine, and a console.
    pub(crate) fn with_console(pause: Duration) -> Self {
        let mut service = Self::empty(pause);
        let hash = PasswordHash::hash(PASSWORD, &[7; 16]);
        let painter = FakePainter {
            pause,
            ..FakePainter::default()
        };

        let more = format!(
            "tiers.free.size = 320\ntiers.free.iterations = 40\nconsole.password_hash = \"{hash}\""
        );
        service.start_with(&more, Arc::new(move || makers(painter)));

        service
    }

    /// With a console, and with something that makes the files of canvases at once.
    pub(crate) fn with_print_shop(pause: Duration) -> Self {
        let mut service = Self::with_console(pause);
        let settings = service.settings("");
        let _inside = service.runtime.enter();

        service
            .app
            .as_mut()
            .unwrap()
            .make_masters(&settings, Arc::new(|| Box::new(Resampler)));

        service
    }

    /// Puts a busy month behind the first person.
    pub(crate) fn remember_a_month(&self) {
        self.runtime.block_on(async {
            let mut db = SqliteConnection::connect(&self.database()).await.unwrap();
            let month = include_str!("../fixtures/month.sql");

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
        });
    }

    /// The page of the job that was asked for in the chat.
    pub(crate) fn job_of_the_chat(&self) -> String {
        let row: i64 = self.runtime.block_on(async {
            let mut db = SqliteConnection::connect(&self.database()).await.unwrap();
            sqlx::query_scalar("SELECT id FROM jobs WHERE request IS NOT NULL")
                .fetch_one(&mut db)
                .await
                .unwrap()
        });
        format!("/console/jobs/{}", JobId::from_row(row))
    }

    fn database(&self) -> String {
        format!("sqlite://{}/test.db", self.folder.path().display())
    }

    fn empty(pause: Duration) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            runtime: Runtime::new().unwrap(),
            app: None,
            address,
            folder: tempfile::tempdir().unwrap(),
            pause,
        }
    }

    /// Starts, after a stop at the same address.
    pub(crate) fn start(&mut self) {
        let painter = FakePainter {
            pause: self.pause,
            ..FakePainter::default()
        };
        self.start_with(
            "tiers.free.size = 320\ntiers.free.iterations = 40",
            Arc::new(move || makers(painter)),
        );
    }

    fn settings(&self, more: &str) -> Settings {
        let sketches = if more.contains("quick.sketches") {
            ""
        } else {
            "quick.sketches = false"
        };

        Settings::from_toml(&format!(
            "server.listen = \"{}\"\ndatabase.path = \"{1}/test.db\"\nstorage.path = \"{1}/pictures\"\n\
             queue.preview_seconds = 1\n{sketches}\n{more}\n",
            self.address,
            self.folder.path().display()
        ))
        .unwrap()
    }

    fn start_with(&mut self, more: &str, make: MakeMakers) {
        let settings = self.settings(more);
        let app = self.runtime.block_on(async {
            let listener = listen(settings.server.listen).unwrap();
            let environment = Environment {
                durability: Durability::ProcessExit,
                program: env!("CARGO_BIN_EXE_vernissage").into(),
                ..Environment::default()
            };
            App::start_in(
                environment,
                &settings,
                Some(listener),
                Devices::for_everything(vec![make]),
            )
            .await
            .unwrap()
        });

        self.address = app.address().unwrap();
        self.app = Some(app);
    }

    pub(crate) fn stop(&mut self) {
        let app = self.app.take().unwrap();
        self.runtime.block_on(app.stop()).unwrap();
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Publishes this many paintings, with pictures of the starter gallery as their files.
    pub(crate) fn hang(&self, paintings: u32) {
        let folder = self.folder.path();
        self.runtime.block_on(async {
            let store = Arc::new(SqlStore::open(&folder.join("test.db")).await.unwrap());
            store
                .feed()
                .seed(paintings, SystemClock.now())
                .await
                .unwrap();

            let pictures = Pictures::in_folder(
                &folder.join("pictures"),
                Arc::clone(&store) as _,
                Arc::new(SystemClock),
            )
            .unwrap();

            let hung = store
                .feed()
                .page(Order::Newest, None, paintings)
                .await
                .unwrap()
                .items;

            for (number, entry) in hung.iter().enumerate() {
                for part in [Part::Painting, Part::Photo, Part::Style] {
                    let style = GalleryStyle::all()
                        .nth((number * 3 + part as usize * 5) % 8)
                        .unwrap();
                    let picture = Picture::decode(style.jpeg(), &Limits::default())
                        .unwrap()
                        .covering(480, 360);
                    let bytes: bytes::Bytes = picture.encode(OutputFormat::Jpeg).unwrap().into();

                    for size in [Size::Grid, Size::Page] {
                        pictures
                            .keep_for_feed(entry.id, part, size, bytes.clone())
                            .await
                            .unwrap();
                    }
                }
            }
        });
    }

    /// Gives every published painting a film in which a picture of the gallery turns into another.
    pub(crate) fn set_in_motion(&self) {
        let folder = self.folder.path();
        let [photo, painting] = [3, 4].map(|number| {
            let style = GalleryStyle::all().nth(number).unwrap();
            let picture = Picture::decode(style.jpeg(), &Limits::default()).unwrap();
            picture.covering(480, 360)
        });
        let growth = Growth {
            photo: &photo,
            snapshots: &[],
            painting: &painting,
        };
        let frames = growth.frames();
        let film = moving::write(
            &frames,
            growth::rate(),
            moving::OutputFormat::Mp4,
            2_000_000,
        );
        let film: bytes::Bytes = film.unwrap().into();

        self.runtime.block_on(async {
            let store = Arc::new(SqlStore::open(&folder.join("test.db")).await.unwrap());
            let pictures = Pictures::in_folder(
                &folder.join("pictures"),
                Arc::clone(&store) as _,
                Arc::new(SystemClock),
            )
            .unwrap();
            let hung = store.feed().page(Order::Newest, None, 9).await.unwrap();

            for entry in hung.items {
                pictures
                    .keep_film_for_feed(entry.id, film.clone())
                    .await
                    .unwrap();
                let shape = PictureSize::new(480, 360);
                assert!(store.settle_film(entry.id, Some(shape)).await.unwrap());
            }
        });
    }

    /// A file of this many bytes.
    pub(crate) fn file_of(&self, bytes: u64) -> PathBuf {
        let path = self.folder.path().join("large.jpg");
        std::fs::File::create(&path)
            .unwrap()
            .set_len(bytes)
            .unwrap();

        path
    }

    /// A film of a second, which passes over a painting; its format is that of its name.
    pub(crate) fn film(&self, name: &str) -> PathBuf {
        let style = GalleryStyle::all().next().unwrap();
        let painting = Picture::decode(style.jpeg(), &Limits::default())
            .unwrap()
            .covering(320, 160);
        let frames: Vec<Picture> = (0..8)
            .map(|index| painting.part(index * 12, 0, 200, 150))
            .collect();

        let path = self.folder.path().join(name);
        let format = moving::OutputFormat::from_path(&path).unwrap();
        let rate = FrameRate::new(8).unwrap();
        let film = moving::write(&frames, rate, format, u64::MAX).unwrap();
        std::fs::write(&path, film).unwrap();

        path
    }

    /// A file that is no picture.
    pub(crate) fn letter(&self) -> PathBuf {
        let path = self.folder.path().join("letter.jpg");
        std::fs::write(&path, "Dear sir, this is a letter.").unwrap();
        path
    }
}

/// A real picture, to be painted.
pub(crate) fn photo() -> PathBuf {
    in_repository("assets/styles/leonardo_mona_lisa.jpg")
}

/// A real picture, to be painted after.
pub(crate) fn style() -> PathBuf {
    in_repository("assets/styles/van_gogh_auvers.jpg")
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What makes paintings at once; nothing else is made here.
fn makers(painter: FakePainter) -> Makers {
    Makers::painting(Box::new(painter))
}
