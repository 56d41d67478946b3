//! Films that people send in Telegram: kept beside their stills, or answered with a sentence, and the
//! service goes on.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tempfile::TempDir;
use vernissage::{
    app::{App, Devices, Environment, listen},
    clock::SystemClock,
    config::Settings,
    engine::moving::OutputFormat,
    store::sql::Durability,
};

use super::{
    hostile::{refused_by_the_header, slow_gif},
    processes::StandIn,
    samples::{film, film_of, scene},
};
use crate::{
    support::service::{folder, quickly},
    telegram::{
        fake::Telegram,
        person::{Person, pair},
        service::toml,
    },
};

/// A service with a bot in Telegram that reads films with a program.
struct Service {
    folder: TempDir,
    telegram: Telegram,
    _app: App,
}

impl Service {
    async fn start(program: PathBuf, more: &str) -> Self {
        let folder = folder();
        let telegram = Telegram::start().await;
        let settings = Settings::from_toml(&toml(folder.path(), &telegram, more)).unwrap();
        let listener = listen(settings.server.listen).unwrap();
        let environment = Environment {
            clock: Arc::new(SystemClock),
            durability: Durability::ProcessExit,
            program,
        };
        let devices = Devices::for_everything(vec![quickly()]);
        let app = App::start_in(environment, &settings, Some(listener), devices).await;

        Self {
            folder,
            telegram,
            _app: app.unwrap(),
        }
    }

    async fn usual(more: &str) -> Self {
        Self::start(env!("CARGO_BIN_EXE_vernissage").into(), more).await
    }

    fn person(&self, id: i64) -> Person {
        Person::new(&self.telegram, id, "en")
    }

    /// Whether a file of these bytes is kept.
    fn keeps(&self, bytes: &[u8]) -> bool {
        holds(self.folder.path(), bytes)
    }
}

fn holds(folder: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            holds(&path, bytes)
        } else {
            fs::read(&path).is_ok_and(|found| found == bytes)
        }
    })
}

/// What a person reads after a film, and after a photo.
const AFTER_FILM: &str = "A film! It's 1 s long and 96 × 64 px.";
const AFTER_PHOTO: &str = "Lovely. Which style would you like?";

#[tokio::test(flavor = "multi_thread")]
async fn what_moves_is_kept_beside_its_still() {
    let service = Service::usual("clips.ffmpeg = \"off\"").await;

    for (id, format, name) in [
        (1, OutputFormat::Gif, "cat.gif"),
        (2, OutputFormat::Mp4, "cat.mp4"),
        (3, OutputFormat::WebP, "cat.webp"),
    ] {
        let person = service.person(id);
        let bytes = film(format, 96, 64, 12);
        person.write("/start");
        person.read("Hello!").await;
        person.send_document(bytes.clone(), name);
        person.read(AFTER_FILM).await;
        assert!(service.keeps(&bytes), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_film_that_cannot_be_used_has_its_sentence() {
    let service = Service::usual("clips.ffmpeg = \"off\"\nclips.film_megabytes = 1").await;
    let person = service.person(1);
    person.write("/start");
    person.read("Hello!").await;

    let whole = film(OutputFormat::Mp4, 96, 64, 12);
    let mut noisy = whole.clone();
    let middle = noisy.len() / 3;
    let length = noisy.len() / 2;
    noisy[middle..middle + length].fill(0x5a);
    let webm = b"\x1a\x45\xdf\xa3....webm...V_VP9".to_vec();

    for (name, bytes, sentence) in [
        ("long.gif", slow_gif(65_535, 6), "longer than 60 seconds"),
        ("heavy.mp4", heavy(&whole), "more than 1 MB"),
        ("huge.gif", huge_gif(), "too many pixels or frames"),
        (
            "small.webp",
            film(OutputFormat::WebP, 30, 40, 4),
            "too small to paint from",
        ),
        ("other.webm", webm, "What works: MP4 with H.264"),
        (
            "cut.mp4",
            whole[..whole.len() * 3 / 4].to_vec(),
            "arrived incomplete",
        ),
        ("noisy.mp4", noisy, "damaged"),
    ] {
        let before = person.count(sentence);
        assert_eq!(before, 0, "{name}");
        person.send_document(bytes, name);
        person.read(sentence).await;
    }

    person.send_album(pair(), "");
    person.read("All set.").await;
}

/// A film with so much behind it that is none.
fn heavy(film: &[u8]) -> Vec<u8> {
    let mut file = film.to_vec();
    file.resize(1_200_000, 0);

    file
}

fn huge_gif() -> Vec<u8> {
    let found = refused_by_the_header()
        .into_iter()
        .find(|hostile| hostile.name == "a GIF of four gigapixels");

    found.unwrap().film
}

/// Whatever the process of a film does, a sentence comes and pictures are painted.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_or_hangs_costs_no_more_than_its_film() {
    for (lines, sentence) in [
        ("kill -SEGV $$", "damaged"),
        ("/bin/cat > /dev/null; kill -KILL $$", "damaged"),
        ("exec /bin/sleep 1000", "too long to read"),
        ("exec /bin/cat /dev/zero", "damaged"),
    ] {
        let stand_in = StandIn::new(lines);
        let service = Service::start(stand_in.program(), "clips.reading_seconds = 2").await;
        let person = service.person(1);
        person.write("/start");
        person.read("Hello!").await;

        person.send_document(film(OutputFormat::Mp4, 96, 64, 12), "cat.mp4");
        person.read(sentence).await;

        person.send_album(pair(), "");
        person.read("All set.").await;
    }
}

/// A sender's films cost of the same budget as pictures.
#[tokio::test(flavor = "multi_thread")]
async fn films_count_for_what_is_decoded_in_an_hour() {
    let budget = "limits.picture_megapixels = 1\nlimits.megapixels_per_hour = 1\n\
                  network.megapixels_per_hour = 1";
    let service = Service::usual(budget).await;
    let person = service.person(1);
    person.write("/start");
    person.read("Hello!").await;

    // A quarter of 24 frames of 320 x 240: 0.46 megapixels each.
    for shift in 0..3 {
        let frames = scene(320, 240 + 2 * shift, 24);
        person.send_document(film_of(OutputFormat::Mp4, &frames), "cat.mp4");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    person.read("send it again in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_made_of_films_a_gif_gives_its_first_picture() {
    let off = "kinds.clip.offered = false\nkinds.quickclip.offered = false";
    let service = Service::usual(off).await;

    let ada = service.person(1);
    let gif = film(OutputFormat::Gif, 96, 64, 12);
    ada.write("/start");
    ada.read("Hello!").await;
    ada.send_document(gif.clone(), "cat.gif");
    ada.read(AFTER_PHOTO).await;
    assert!(!service.keeps(&gif));

    let bob = service.person(2);
    bob.write("/start");
    bob.read("Hello!").await;
    bob.send_document(film(OutputFormat::Mp4, 96, 64, 12), "cat.mp4");
    bob.read("This is a video.").await;
}
