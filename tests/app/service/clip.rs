//! A film comes in, is painted by a stand-in, and goes out; also when the service is killed meanwhile.

use std::{fs, ops::ControlFlow, path::Path, sync::Arc, time::Duration};

use serde_json::Value;
use vernissage::engine::{
    image::Picture,
    moving::{self, FrameRate, Limits, OutputFormat},
};

use crate::support::{
    killed_service::KilledService,
    makers::makers,
    service::{TestApp, folder, picture, quick, settings, start_with},
    visitor::Visitor,
    wait::wait_until,
};

const STYLE: [u8; 3] = [30, 30, 200];

/// A GIF of two seconds, in which a light square moves.
fn gif() -> Vec<u8> {
    let frame = |at: usize| {
        let is_square = |x: usize, y: usize| (at..at + 16).contains(&x) && (16..32).contains(&y);
        let shade = |x: usize, y: usize| {
            if is_square(x, y) {
                230
            } else {
                90 + (x % 8) as u8 * 4
            }
        };
        let rgb = (0..48).flat_map(|y| (0..64).flat_map(move |x| [shade(x, y); 3]));
        Picture::from_rgb(64, 48, rgb.collect()).unwrap()
    };

    let frames: Vec<Picture> = (0..20).map(|n| frame(n * 2)).collect();
    let rate = FrameRate::new(10).unwrap();
    moving::write(&frames, rate, OutputFormat::Gif, u64::MAX).unwrap()
}

/// The frames of each MP4 that is kept.
fn kept_films(folder: &Path) -> Vec<Vec<Picture>> {
    let owners = fs::read_dir(folder.join("pictures")).unwrap();
    let folders = owners
        .map(|owner| owner.unwrap().path())
        .filter(|path| path.is_dir());
    let files = folders.flat_map(|owner| fs::read_dir(owner).unwrap());
    files
        .filter_map(|file| fs::read(file.unwrap().path()).ok())
        .filter(|bytes| bytes.get(4..8) == Some(b"ftyp".as_slice()))
        .map(|bytes| frames(&bytes))
        .collect()
}

fn frames(film: &[u8]) -> Vec<Picture> {
    let mut frames = Vec::new();
    let rate = FrameRate::new(8).unwrap();
    moving::read(film, &Limits::default(), rate, &mut |frame| {
        frames.push(frame.clone());
        ControlFlow::Continue(())
    })
    .unwrap();

    frames
}

/// Whether a frame was made by an earlier attempt.
fn is_blue(frame: &Picture) -> bool {
    let pixels = frame.as_rgb().as_chunks::<3>().0;
    let sum = |channel: usize| {
        pixels
            .iter()
            .map(|pixel| u32::from(pixel[channel]))
            .sum::<u32>()
    };
    sum(2) > sum(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_is_painted_quickly_and_then_properly() {
    let folder = folder();
    let settings = settings(folder.path(), "quick.sketches = true");
    let app = start_with(&settings, Arc::new(|| makers(quick()))).await;
    let visitor = Visitor::new(&app).await;

    visitor.send(&[gif()]).await;
    visitor.read("A film! It's 2 s long and 64 × 48 px.").await;
    visitor.send(&[picture(STYLE)]).await;
    let sketches = visitor.read("Three moments of your film").await;
    assert_eq!(sketches["pictures"].as_array().map(Vec::len), Some(1));
    visitor.read("Film: 2 s, 8 frames a second").await;

    visitor.press("⚡ Quick version, free").await;
    visitor.read("The quick version of your film.").await;
    visitor.press("🎞 Paint it, free").await;
    let painted = visitor.read("Your painted film!").await;
    check_privacy(&app, &visitor, painted["film"]["url"].as_str().unwrap()).await;

    let films = kept_films(folder.path());
    assert_eq!(films.len(), 2);
    for film in films {
        assert!((16..=20).contains(&film.len()), "{} frames", film.len());
        assert!(!film.iter().any(is_blue));
    }

    // The file of the film is what is handed out.
    visitor.press("As a file").await;
    visitor.read("The film in full quality.").await;

    // A person who is forgotten leaves no film.
    visitor.write("/delete_me").await;
    visitor.press("Yes, delete everything").await;
    wait_until("all films are deleted", async || {
        kept_films(folder.path()).is_empty()
    })
    .await;
    app.app.stop().await.unwrap();
}

/// A stranger gets no film, neither whole nor in parts.
async fn check_privacy(app: &TestApp, owner: &Visitor, film: &str) {
    let part = [("range", "bytes=0-3")];
    assert_eq!(owner.get_with(film, &part).await.status, 206);

    let stranger = Visitor::new(app).await;
    assert_eq!(stranger.get(film).await.status, 404);
    assert_eq!(stranger.get_with(film, &part).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_cannot_be_read_after_all_costs_nothing() {
    let folder = folder();
    let app = start_with(&settings(folder.path(), ""), Arc::new(|| makers(quick()))).await;
    let visitor = Visitor::new(&app).await;
    visitor.send(&[gif(), picture(STYLE)]).await;
    visitor.read("A painted film. Ready to start?").await;

    // The disk has lost a part of the file.
    let owners = fs::read_dir(folder.path().join("pictures")).unwrap();
    let folders = owners
        .map(|owner| owner.unwrap().path())
        .filter(|path| path.is_dir());
    for file in folders.flat_map(|owner| fs::read_dir(owner).unwrap()) {
        let path = file.unwrap().path();
        if fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"GIF8")) {
            fs::write(&path, b"GIF89a").unwrap();
        }
    }

    visitor.press("🎞 Paint it, free").await;
    visitor.read("This one didn't work out.").await;
    app.app.stop().await.unwrap();
}

/// Slow enough for a kill in the middle: sixteen frames take five seconds.
const FRAME: Duration = Duration::from_millis(300);
/// The share of seven of them in percent.
const SEVEN_FRAMES: u32 = 43;

#[tokio::test(flavor = "multi_thread")]
async fn a_film_goes_on_where_a_kill_has_stopped_it() {
    let mut service = KilledService::start(FRAME);
    let visitor = service.visitor().await;
    visitor.send(&[gif(), picture(STYLE)]).await;
    visitor.press("🎞 Paint it, free").await;
    visitor
        .see(|bubbles| bubbles.iter().any(is_beyond_seven_frames).then_some(()))
        .await;
    service.kill();

    service.start_again();
    let visitor = service.back(&visitor);
    visitor.read("Your painted film!").await;
    service.kill();

    let films = kept_films(service.folder());
    assert_eq!(films.len(), 1, "delivered once");
    let earlier = films[0].iter().take_while(|frame| is_blue(frame)).count();
    let painted = films[0].len();
    assert!((4..painted).contains(&earlier), "{earlier} of {painted}");
}

fn is_beyond_seven_frames(bubble: &Value) -> bool {
    let words = bubble.to_string();
    let percent = words.split_once("Painting frame by frame: ");
    let percent = percent.and_then(|(_, rest)| rest.split_once(' '));
    percent.is_some_and(|(number, _)| number.parse::<u32>().is_ok_and(|n| n >= SEVEN_FRAMES))
}
