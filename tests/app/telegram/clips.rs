//! Clips in Telegram: what only Telegram has, and what only ffmpeg reads.

use crate::{
    foreign_tools::workbench::Workbench,
    support::{
        films::{check_mp4, square_mp4},
        service::picture,
    },
    telegram::{
        fake::{Body, FilmKind, Telegram},
        person::Person,
        service::{folder, quick, run, toml},
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn a_video_note_stays_round() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&toml(folder.path(), &telegram, ""), quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.send_film(FilmKind::VideoNote, square_mp4(), "");
    ada.read("A film! It's 1 s long and 64 × 64 px.").await;
    ada.send_photo(picture([30, 60, 200]));
    ada.press("Paint it, free").await;

    let words = ada.read("Your painted film!").await;
    assert!(matches!(words.body, Body::Text) && !words.buttons.is_empty());
    let messages = ada.messages();
    let note = messages
        .iter()
        .rev()
        .find_map(|message| match &message.body {
            Body::Film(FilmKind::VideoNote, film) if message.from_bot => Some(film),
            _ => None,
        });
    let header = check_mp4(&note.expect("a video note").bytes).unwrap();
    assert_eq!(header.size.width, header.size.height);
    app.stop().await.unwrap();
}

/// Telegram plays no WebM, but people have such files.
#[tokio::test(flavor = "multi_thread")]
async fn a_webm_becomes_a_clip_where_there_is_ffmpeg() {
    let Some(bench) = Workbench::with_tools("clips-webm", &["ffmpeg", "ffprobe"]) else {
        return;
    };
    let options =
        "-v error -y -f lavfi -i testsrc2=size=64x48:rate=8:duration=1 -c:v libvpx dance.webm";
    let options: Vec<&str> = options.split(' ').collect();
    bench.run("ffmpeg", &options, "");
    let webm = std::fs::read(bench.folder().join("dance.webm")).unwrap();

    let folder = folder();
    let telegram = Telegram::start().await;
    let settings = toml(folder.path(), &telegram, "clips.ffmpeg = \"\"");
    let app = run(&settings, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.send_document(webm, "dance.webm");
    ada.read("A film! It's 1 s long and 64 × 48 px.").await;
    ada.send_photo(picture([30, 60, 200]));
    ada.press("Paint it, free").await;

    let clip = ada.read("Your painted film!").await;
    assert!(matches!(&clip.body, Body::Film(FilmKind::Animation, _)));
    app.stop().await.unwrap();
}
