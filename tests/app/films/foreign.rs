//! What ffmpeg reads, where it is installed.

use std::{
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use bytes::Bytes;
use vernissage::{
    engine::moving::{Limits, OutputFormat, probe},
    films::{Ffmpeg, FfmpegError, FilmError, FilmLimits, FilmProblem, FilmReader},
};

use super::{
    hostile::{LONGEST, damaged, refused_by_the_header},
    samples::{bytes, film, problem, reader, reader_with, request},
};
use crate::foreign_tools::workbench::Workbench;

const TOOLS: [&str; 2] = ["ffmpeg", "ffprobe"];
/// What ffmpeg draws: moving shapes and a counter.
const SOURCE: &str = "-f lavfi -i testsrc2=size=160x120:rate=12:duration=2";
const SOUND: &str = "-f lavfi -i sine=duration=2";

fn bench(name: &str) -> Option<Workbench> {
    Workbench::with_tools(name, &TOOLS)
}

fn ffmpeg(bench: &Workbench, arguments: &str) {
    let arguments: Vec<&str> = ["-v", "error", "-y"]
        .into_iter()
        .chain(arguments.split_whitespace())
        .collect();
    bench.run("ffmpeg", &arguments, "");
}

fn file(bench: &Workbench, name: &str) -> Bytes {
    std::fs::read(bench.folder().join(name)).unwrap().into()
}

fn found() -> Ffmpeg {
    let folders = std::env::var_os("PATH").unwrap();

    Ffmpeg::in_folders(&folders).expect("it is there, as the bench has seen")
}

#[tokio::test]
async fn films_that_the_engine_does_not_read_are_read_by_ffmpeg() {
    let Some(bench) = bench("foreign-films") else {
        return;
    };
    let with = reader_with(Some(found()));
    let without = reader();

    for (name, options) in [
        ("vp9.webm", "-c:v libvpx-vp9 -b:v 300k"),
        ("vp8.webm", "-c:v libvpx -b:v 300k"),
        ("part2.avi", "-c:v mpeg4 -q:v 3"),
        ("part2.mp4", "-c:v mpeg4 -q:v 3"),
        (
            "hevc.mp4",
            "-c:v libx265 -x265-params log-level=none -tag:v hvc1",
        ),
        (
            "fragments.mp4",
            "-c:v libx264 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov",
        ),
        ("matroska.mkv", "-c:v libx264 -pix_fmt yuv420p"),
        ("ten_bits.mp4", "-c:v libx264 -pix_fmt yuv420p10le"),
    ] {
        ffmpeg(&bench, &format!("{SOURCE} {SOUND} {options} {name}"));
        let film = file(&bench, name);

        let refusal = problem(without.read(&film, request()).await);
        assert!(
            matches!(refusal, FilmProblem::NotRead { .. }),
            "{name}: {refusal:?}"
        );

        let header = with.probe(&film).await.unwrap();
        assert_eq!([header.width, header.height], [160, 120], "{name}");
        assert_eq!(header.frames, 24, "{name}");
        assert!((1900..=2150).contains(&header.millis), "{name}: {header:?}");
        assert!(header.has_sound, "{name}");

        let read = with.read(&film, request()).await.unwrap();
        assert!(
            (23..=26).contains(&read.frames.len()),
            "{name}: {}",
            read.frames.len()
        );
        let still = with.still(&film, Duration::from_secs(6)).await.unwrap();
        assert_eq!([still.still.width(), still.still.height()], [160, 120]);
    }
}

#[tokio::test]
async fn of_a_damaged_film_ffmpeg_shows_what_can_be_seen() {
    let Some(bench) = bench("foreign-films-damaged") else {
        return;
    };
    ffmpeg(
        &bench,
        &format!("{SOURCE} -c:v libx264 -pix_fmt yuv420p whole.mp4"),
    );
    let mut film = file(&bench, "whole.mp4").to_vec();
    let middle = film.len() / 2;
    film[middle..middle + 4].copy_from_slice(&[0, 0, 0, 1]);
    let film = bytes(film);

    let refusal = problem(reader().read(&film, request()).await);
    assert!(matches!(refusal, FilmProblem::Broken { .. }), "{refusal:?}");
    let read = reader_with(Some(found())).read(&film, request()).await;
    assert_eq!(read.unwrap().frames.len(), 24);
}

/// What the engine finds damaged is for ffmpeg, so that it meets hostile files as well.
#[tokio::test]
async fn hostile_films_have_their_answers_where_there_is_ffmpeg() {
    if bench("foreign-films-hostile").is_none() {
        return;
    }
    let reader = reader_with(Some(found()));

    for hostile in refused_by_the_header().into_iter().chain(damaged()) {
        let name = hostile.name;
        let before = Instant::now();
        match reader.read(&bytes(hostile.film), request()).await {
            Ok(read) => assert!(read.frames.len() <= 72, "{name}"),
            Err(FilmError::Problem(_)) => {}
            Err(error) => panic!("{name}: {error:?}"),
        }
        assert!(before.elapsed() < LONGEST, "{name}");
    }
}

#[tokio::test]
async fn a_film_that_lies_on_its_side_is_read_upright() {
    let Some(bench) = bench("foreign-films-turned") else {
        return;
    };

    ffmpeg(&bench, &format!("{SOURCE} -c:v mpeg4 -q:v 3 level.mp4"));
    ffmpeg(
        &bench,
        "-i level.mp4 -c copy -metadata:s:v:0 rotate=90 turned.mp4",
    );
    let reader = reader_with(Some(found()));
    let film = file(&bench, "turned.mp4");

    let header = reader.probe(&film).await.unwrap();
    assert_eq!([header.width, header.height], [120, 160]);
    let read = reader.read(&film, request()).await.unwrap();
    assert_eq!(
        [read.frames[0].width(), read.frames[0].height()],
        [120, 160]
    );
}

/// A file may name others. None of them is opened, wherever it is.
#[tokio::test]
async fn nothing_but_the_file_is_read_whatever_it_names() {
    let Some(bench) = bench("foreign-films-lists") else {
        return;
    };

    ffmpeg(&bench, &format!("{SOURCE} -c:v mpeg4 secret.mp4"));
    let secret = bench.folder().join("secret.mp4");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let reader = reader_with(Some(found()));

    let local = format!("file:{}", secret.display());
    let remote = format!("http://{address}/secret.mp4");
    for target in [&local, &remote] {
        for list in [
            format!("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{target}\n#EXT-X-ENDLIST\n"),
            format!("ffconcat version 1.0\nfile '{target}'\n"),
            format!("v=0\ns=x\nu={target}\n"),
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"{target}\"/></svg>"),
        ] {
            // As it is, and behind the heads of films, for a reader that looks for more.
            let plain = list.clone().into_bytes();
            let hidden = [b"\x1a\x45\xdf\xa3".as_slice(), b"\n", list.as_bytes()].concat();
            let disguised = [b"\0\0\0\x14ftypisom".as_slice(), list.as_bytes()].concat();
            for film in [plain, hidden, disguised] {
                problem(reader.read(&bytes(film), request()).await);
            }
        }
    }

    assert!(listener.accept().is_err(), "somebody has called");
}

#[tokio::test]
async fn lies_are_found_out_by_ffmpeg_as_well() {
    let Some(bench) = bench("foreign-films-lies") else {
        return;
    };
    let reader = reader_with(Some(found()));

    ffmpeg(
        &bench,
        "-f lavfi -i testsrc2=size=64x48:rate=1:duration=90 -c:v libvpx long.webm",
    );
    let long = problem(reader.read(&file(&bench, "long.webm"), request()).await);
    assert!(matches!(long, FilmProblem::TooLong { .. }), "{long:?}");

    ffmpeg(
        &bench,
        "-f lavfi -i testsrc2=size=2600x1600:rate=4:duration=1 -c:v libvpx -cpu-used 8 large.webm",
    );
    let large = problem(reader.read(&file(&bench, "large.webm"), request()).await);
    assert_eq!(large, FilmProblem::TooLarge);

    ffmpeg(
        &bench,
        &format!("{SOURCE} -c:v libvpx-vp9 -b:v 300k good.webm"),
    );
    let good = file(&bench, "good.webm");
    for part in 1..6 {
        let cut = good.slice(..good.len() * part / 6);
        // Its beginning may be read.
        let _ = reader.read(&cut, request()).await;

        let mut noisy = good.to_vec();
        let from = noisy.len() * part / 7;
        noisy[from..from + 60].fill(0xa5);
        let _ = reader.read(&bytes(noisy), request()).await;
    }

    let read = reader.read(&good, request()).await.unwrap();
    assert!(read.frames.len() > 20);
}

#[tokio::test]
async fn a_painted_film_gets_the_sound_of_its_source() {
    let Some(bench) = bench("foreign-films-sound") else {
        return;
    };

    let painted = bytes(film(OutputFormat::Mp4, 96, 64, 12));
    let reader = reader_with(Some(found()));
    let limits = Limits::default();
    for (name, options) in [
        ("aac.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac"),
        ("opus.webm", "-c:v libvpx -c:a libopus"),
    ] {
        ffmpeg(&bench, &format!("{SOURCE} {SOUND} {options} {name}"));
        let sounding = reader
            .with_sound(painted.clone(), &file(&bench, name))
            .await;
        let header = probe(&sounding, &limits).unwrap();
        assert!(header.has_sound, "{name}");
        assert_eq!(header.frames, 12, "{name}");

        bench.put("sounding.mp4", &sounding);
        let index = sounding.windows(4).position(|word| word == b"moov");
        let frames = sounding.windows(4).position(|word| word == b"mdat");
        assert!(index < frames, "it plays while it is loaded");
        let told = bench.run(
            "ffprobe",
            &[
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name,duration",
                "-of",
                "csv=p=0",
                "sounding.mp4",
            ],
            "",
        );
        let told = String::from_utf8_lossy(&told.output).into_owned();
        let sound = told
            .lines()
            .find_map(|line| line.strip_prefix("aac,"))
            .unwrap();
        let seconds: f64 = sound.parse().unwrap();
        assert!((0.9..1.15).contains(&seconds), "{name}: {told}");
    }

    ffmpeg(&bench, &format!("{SOURCE} -c:v mpeg4 silent.mp4"));
    let silent = reader
        .with_sound(painted.clone(), &file(&bench, "silent.mp4"))
        .await;
    assert_eq!(silent, painted);

    let broken = bytes(b"\x1a\x45\xdf\xa3 and nothing more".to_vec());
    assert_eq!(reader.with_sound(painted.clone(), &broken).await, painted);

    let without = super::samples::reader();
    let source = file(&bench, "aac.mp4");
    assert_eq!(without.with_sound(painted.clone(), &source).await, painted);
}

#[tokio::test]
async fn an_ffmpeg_that_does_not_run_is_told() {
    let missing = Ffmpeg::at(Path::new("/nowhere/ffmpeg"));
    assert!(matches!(missing, Err(FfmpegError::Missing(_))));

    let folder = tempfile::tempdir().unwrap();
    for name in ["ffmpeg", "ffprobe"] {
        let mut file = std::fs::File::create(folder.path().join(name)).unwrap();
        file.write_all(b"no program").unwrap();
    }
    let wrong = Ffmpeg::at(&folder.path().join("ffmpeg")).unwrap();
    let program = env!("CARGO_BIN_EXE_vernissage").into();
    let reader = FilmReader::new(program, Some(wrong), FilmLimits::default());
    let error = reader.ffmpeg_version().await.unwrap_err().to_string();
    assert!(error.contains("ffprobe does not run"), "{error}");

    let mut text = String::new();
    std::fs::File::open(folder.path().join("ffmpeg"))
        .and_then(|mut file| file.read_to_string(&mut text))
        .unwrap();
    assert_eq!(text, "no program");
}
