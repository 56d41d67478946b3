//! How it was painted, on the chat page: asked for, made once, shown again at once, and in the feed only
//! with its person's consent.

use std::{path::Path, time::Duration};

use tempfile::TempDir;
use vernissage::engine::moving::{self, Header, Limits};

use crate::support::{
    http::{self, Answer},
    killed_service::KilledService,
    service::{TestApp, folder, quick, quickly, settings, start, start_with},
    visitor::{Visitor, labels},
    wait::wait_until,
};

const BUTTON: &str = "🎬 How it was painted";
const SHOWN: &str = "How it was painted: from your photo";
/// What each of forty iterations takes: time enough for a kill.
const SLOW: Duration = Duration::from_millis(60);

async fn painted(app: &TestApp) -> Visitor {
    let visitor = Visitor::new(app).await;
    visitor.order().await;
    visitor.read("Your painting!").await;
    visitor
}

/// The file of the only film, and what it was made of.
struct KeptFilm {
    snapshots: u32,
    header: Header,
}

fn kept_film(folder: &Path) -> KeptFilm {
    let header = |file: &Vec<u8>| moving::probe(file, &Limits::default());
    let files: Vec<Vec<u8>> = std::fs::read_dir(folder.join("pictures/1"))
        .unwrap()
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();

    let films = files.iter().filter(|file| file.get(4..8) == Some(b"ftyp"));
    let [film] = films.collect::<Vec<_>>().try_into().expect("one film");
    let snapshots = files.iter().filter(|file| file.starts_with(b"RIFF"));
    let snapshots = snapshots.filter_map(|file| header(file).ok());

    KeptFilm {
        snapshots: snapshots.map(|film| film.frames).max().unwrap_or(0),
        header: header(film).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_shows_how_it_was_painted_made_once_and_shown_again() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = painted(&app).await;
    visitor.press(BUTTON).await;
    let film = visitor.read(SHOWN).await;
    assert_eq!(labels(&film), ["Publish with the film"]);

    let kept = kept_film(folder.path());
    assert!(kept.snapshots >= 10, "{} snapshots", kept.snapshots);
    assert_eq!((kept.header.size.width, kept.header.size.height), (48, 36));
    assert_eq!(kept.header.frames, 78);

    visitor.press(BUTTON).await;
    wait_until("the film is shown again", async || {
        visitor.count(SHOWN) == 2
    })
    .await;
    assert_eq!(visitor.count("You're next."), 0, "nothing waits any more");

    visitor.write("/history").await;
    visitor.read("Which one?").await;
    visitor.press("1").await;
    wait_until("the painting is shown", async || {
        visitor.count("Your painting!") == 2
    })
    .await;
    assert_eq!(kept_film(folder.path()).header, kept.header);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn paintings_from_before_have_a_film_too() {
    let folder = folder();
    let closed = "kinds.growth = { offered = false, free_size = 480, free_per_day = 50 }";
    let app = start_with(&settings(folder.path(), closed), quickly()).await;
    let visitor = painted(&app).await;
    let bubble = visitor.read("Your painting!").await;
    assert!(!labels(&bubble).iter().any(|label| label == BUTTON));
    let cookie = visitor.cookie.clone();
    app.app.stop().await.unwrap();

    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::back(&app, cookie);
    visitor.write("/history").await;
    visitor.read("Which one?").await;
    visitor.press("1").await;
    visitor.press(BUTTON).await;
    visitor.read(SHOWN).await;

    let kept = kept_film(folder.path());
    assert_eq!((kept.snapshots, kept.header.frames), (0, 78));
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_costs_neither_the_film_nor_what_it_is_made_of() {
    // Killed in the middle of the painting, after its first checkpoint.
    let mut service = KilledService::start(SLOW);
    let visitor = service.visitor().await;
    visitor.order().await;
    visitor
        .see(|bubbles| {
            let is_far = |bubble: &serde_json::Value| {
                let words = bubble["text"].as_str().unwrap_or_default();
                ["6", "7", "8", "9"]
                    .iter()
                    .any(|ten| words.contains(&format!(": {ten}")) && words.contains(" %"))
            };
            bubbles.iter().any(is_far).then_some(())
        })
        .await;
    service.kill();

    service.start_again();
    let visitor = service.back(&visitor);
    visitor.read("Your painting!").await;
    visitor.press(BUTTON).await;
    service.kill();

    service.start_again();
    let visitor = service.back(&visitor);
    visitor.read(SHOWN).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(visitor.count(SHOWN), 1);

    let kept = kept_film(service.folder());
    assert!(kept.snapshots >= 8, "{} snapshots", kept.snapshots);
}

async fn get(app: &TestApp, path: &str) -> Answer {
    http::ask(app.address, &format!("GET {path}"), &[], b"").await
}

/// Players ask for parts.
async fn check_parts(app: &TestApp, file: &str, whole: &[u8]) {
    let request = format!("GET {file}");
    let part = http::ask(app.address, &request, &[("range", "bytes=4-7")], b"").await;
    assert_eq!((part.status, &part.body[..]), (206, &b"ftyp"[..]));
    let range = format!("bytes 4-7/{}", whole.len());
    assert_eq!(part.header("content-range"), Some(range.as_str()));
    assert_eq!(part.header("cache-control"), Some("public, no-cache"));

    let beyond = http::ask(app.address, &request, &[("range", "bytes=99999999-")], b"").await;
    assert_eq!(beyond.status, 416);
}

fn published_files(folder: &TempDir) -> usize {
    let Ok(entries) = std::fs::read_dir(folder.path().join("pictures/feed")) else {
        return 0;
    };
    entries
        .map(|entry| std::fs::read_dir(entry.unwrap().path()).unwrap().count())
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_shows_the_film_with_consent_and_loses_it_at_once() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = painted(&app).await;
    visitor.press("Publish").await;
    visitor.press("Yes, publish it").await;
    let said = visitor.read("Your painting is in the feed").await;
    let link = said["text"].as_str().unwrap();
    let id = link.rsplit('/').next().unwrap().trim().to_owned();
    let page = format!("/p/{id}");
    let file = format!("/feed/films/{id}.mp4");

    visitor.press(BUTTON).await;
    visitor.read(SHOWN).await;
    assert_eq!(get(&app, &file).await.status, 404);
    assert!(!get(&app, &page).await.text().contains("<video"));

    visitor.press("Publish with the film").await;
    visitor.press("Add the film that shows my photo").await;
    visitor.read("The film is being added").await;
    wait_until("the film is there", async || {
        get(&app, &file).await.status == 200
    })
    .await;

    let film = get(&app, &file).await;
    assert_eq!(film.header("content-type"), Some("video/mp4"));
    assert_eq!(film.header("cache-control"), Some("public, no-cache"));
    let header = moving::probe(&film.body, &Limits::default()).unwrap();
    assert_eq!(header.frames, 78);
    check_parts(&app, &file, &film.body).await;
    check_pages(&app, &page, &file).await;

    visitor.write("/published").await;
    visitor.press("1").await;
    visitor.press("Take it back").await;
    visitor.read("Taken back").await;
    assert_eq!(get(&app, &file).await.status, 404);
    wait_until("nothing is left", async || published_files(&folder) == 0).await;
    assert_eq!(get(&app, "/feed/films/1.mp4").await.status, 404);
    assert_eq!(get(&app, "/feed/films/..%2f1.mp4").await.status, 404);
    app.app.stop().await.unwrap();
}

/// The still comes first, and the browser loads the film only when it is played.
async fn check_pages(app: &TestApp, page: &str, file: &str) {
    let entry = get(app, page).await;
    let policy = entry.header("content-security-policy").unwrap();
    assert!(policy.contains("media-src 'self'"), "{policy}");

    let entry = entry.text();
    let (_, video) = entry.split_once("<video ").unwrap();
    let video = video.split_once('>').unwrap().0;
    let source = format!("src=\"{file}\"");
    for attribute in [
        source.as_str(),
        "poster=\"/feed/pictures/",
        "preload=\"none\"",
        " muted",
        " loop",
        " playsinline",
        " controls",
    ] {
        assert!(video.contains(attribute), "{attribute} in {video}");
    }
    let shared = format!("{file}\">\n<meta property=\"og:video:type\" content=\"video/mp4\">");
    assert!(entry.contains(&shared), "{entry}");

    let front = get(app, "/").await.text();
    let played = format!("data-film=\"{file}\"");
    assert!(front.contains(&played), "{front}");
    assert!(!front.contains("<video"), "a list shows stills");
}
