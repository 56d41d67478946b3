//! Films that we write, read by ffmpeg, and films that ffmpeg writes, read by us and by it.

use std::{ops::ControlFlow, time::Duration};

use vernissage::engine::{
    image::{Picture, Size},
    moving::{FrameRate, Header, Limits, MovingError, OutputFormat, Rotation, probe, read, write},
};

use crate::foreign_tools::workbench::Workbench;

const TOOLS: [&str; 2] = ["ffmpeg", "ffprobe"];

/// What ffmpeg draws: moving shapes and a counter.
const SOURCE: &str = "testsrc2=size=160x120:rate=12:duration=2";

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

fn file(bench: &Workbench, name: &str) -> Vec<u8> {
    std::fs::read(bench.folder().join(name)).unwrap()
}

struct Film {
    header: Header,
    frames: Vec<Picture>,
}

fn read_film(file: &[u8], hertz: u32) -> Film {
    let mut frames = Vec::new();
    let rate = FrameRate::new(hertz).unwrap();
    let header = read(file, &Limits::default(), rate, &mut |picture| {
        frames.push(picture.clone());
        ControlFlow::Continue(())
    });

    Film {
        header: header.unwrap(),
        frames,
    }
}

/// The frames of a file as ffmpeg decodes them.
fn by_ffmpeg(bench: &Workbench, name: &str, size: Size) -> Vec<Picture> {
    // The plainest conversion, like ours: no smoothing of chroma.
    ffmpeg(
        bench,
        &format!(
            "-i {name} -fps_mode passthrough -sws_flags neighbor+accurate_rnd+full_chroma_int \
             -f rawvideo -pix_fmt rgb24 {name}.rgb"
        ),
    );

    let bytes = file(bench, &format!("{name}.rgb"));
    bytes
        .chunks_exact(size.pixels() as usize * 3)
        .map(|rgb| Picture::from_rgb(size.width, size.height, rgb.to_vec()).unwrap())
        .collect()
}

fn psnr(one: &Picture, other: &Picture) -> f64 {
    assert_eq!(one.size(), other.size());
    let pairs = one.as_rgb().iter().zip(other.as_rgb());
    let squares: f64 = pairs
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
        .sum();
    let error = squares / one.as_rgb().len() as f64;

    10.0 * (255.0 * 255.0 / error.max(1e-9)).log10()
}

#[track_caller]
fn assert_like(name: &str, found: &[Picture], expected: &[Picture], least: f64) {
    assert_eq!(found.len(), expected.len(), "{name}");
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let psnr = psnr(found, expected);
        assert!(psnr > least, "{name}, frame {index}: {psnr:.1} dB");
    }
}

#[test]
fn films_of_every_profile_are_read_as_ffmpeg_reads_them() {
    let Some(bench) = bench("h264") else {
        return;
    };

    for (name, options) in [
        ("baseline", "-profile:v baseline -g 8"),
        ("main", "-profile:v main -bf 3 -refs 4"),
        ("high", "-profile:v high -preset slow -bf 4"),
        ("slices", "-x264-params slices=4:bframes=2"),
        (
            "weighted",
            "-profile:v main -x264-params weightp=2:weightb=1",
        ),
        ("intra", "-profile:v high -g 1"),
        ("full_range", "-vf scale=out_range=full -color_range pc"),
        (
            "high_definition",
            "-vf scale=out_color_matrix=bt709 -colorspace bt709",
        ),
        ("odd", "-vf crop=150:102:3:5"),
    ] {
        let name = format!("{name}.mp4");
        ffmpeg(
            &bench,
            &format!("-f lavfi -i {SOURCE} -pix_fmt yuv420p -c:v libx264 -crf 20 {options} {name}"),
        );

        let film = read_film(&file(&bench, &name), 12);
        let expected = by_ffmpeg(&bench, &name, film.header.size);
        assert_like(&name, &film.frames, &expected, 38.0);
    }
}

#[test]
fn rotation_sound_and_variable_rates_are_known() {
    let Some(bench) = bench("films-of-phones") else {
        return;
    };

    ffmpeg(
        &bench,
        &format!(
            "-f lavfi -i {SOURCE} -f lavfi -i sine=duration=2 -pix_fmt yuv420p -c:v libx264 -c:a aac \
             upright.mp4"
        ),
    );
    bench.put("right.mp4", &turned_right(file(&bench, "upright.mp4")));
    let film = read_film(&file(&bench, "right.mp4"), 12);
    assert!(film.header.has_sound);
    assert_eq!(film.header.rotation, Rotation::Right);
    assert_eq!(film.header.size, Size::new(120, 160));
    let expected = by_ffmpeg(&bench, "right.mp4", film.header.size);
    assert_like("right.mp4", &film.frames, &expected, 38.0);

    // Every frame is shown a little longer than the one before it.
    ffmpeg(
        &bench,
        &format!(
            "-f lavfi -i {SOURCE} -vf setpts=PTS*(1+N/24) -fps_mode vfr -enc_time_base 1:1000 \
             -pix_fmt yuv420p -c:v libx264 -bf 2 variable.mov"
        ),
    );
    let film = read_film(&file(&bench, "variable.mov"), 12);
    let length = film.header.length;
    assert!(length > Duration::from_secs(3), "{length:?}");
    assert_eq!(film.header.frames, 24);
    assert_eq!(
        film.frames.len() as u32,
        FrameRate::default().frames(length)
    );
}

/// A film with the matrix of a phone that was held upright.
fn turned_right(mut film: Vec<u8>) -> Vec<u8> {
    const TURNED: [u32; 5] = [0, 1 << 16, 0, (1_u32 << 16).wrapping_neg(), 0];
    const BEFORE_MATRIX: usize = 44;

    let header = film.windows(4).position(|name| name == b"tkhd").unwrap();
    let numbers = TURNED.iter().flat_map(|number| number.to_be_bytes());
    for (at, byte) in (header + BEFORE_MATRIX..).zip(numbers) {
        film[at] = byte;
    }

    film
}

#[test]
fn films_that_we_write_are_read_by_ffmpeg() {
    let Some(bench) = bench("films-of-ours") else {
        return;
    };

    ffmpeg(
        &bench,
        &format!("-f lavfi -i {SOURCE} -pix_fmt yuv420p -c:v libx264 -crf 12 source.mp4"),
    );
    let source = read_film(&file(&bench, "source.mp4"), 12);
    let size = source.header.size;
    for (format, least) in [(OutputFormat::Mp4, 27.0), (OutputFormat::Gif, 22.0)] {
        let name = format!("ours.{}", format.ending());
        let ours = write(&source.frames, FrameRate::default(), format, u64::MAX).unwrap();
        bench.put(&name, &ours);

        let found = by_ffmpeg(&bench, &name, size);
        assert_like(&name, &found, &source.frames, least);
        assert_like(&name, &read_film(&ours, 12).frames, &found, 38.0);
    }

    let entries = "stream=codec_name,pix_fmt,color_space,color_range,avg_frame_rate,has_b_frames";
    let about = bench.accepts(
        "ffprobe",
        &[
            "-v",
            "error",
            "-show_entries",
            entries,
            "-of",
            "default=nk=1:nw=1",
            "ours.mp4",
        ],
    );
    assert_eq!(about, "h264\n0\nyuv420p\ntv\nsmpte170m\n12/1\n");
}

#[test]
fn other_films_are_refused_by_name() {
    let Some(bench) = bench("other-films") else {
        return;
    };

    for (name, options) in [
        ("mpeg4.mp4", "-c:v mpeg4"),
        (
            "fragments.mp4",
            "-c:v libx264 -movflags frag_keyframe+empty_moov",
        ),
        ("deep.mp4", "-c:v libx264 -pix_fmt yuv420p10le"),
        ("full_colours.mp4", "-c:v libx264 -pix_fmt yuv444p"),
        ("interlaced.mp4", "-c:v libx264 -flags +ildct+ilme"),
        ("theora.mkv", "-c:v mpeg4"),
    ] {
        ffmpeg(&bench, &format!("-f lavfi -i {SOURCE} {options} {name}"));
        let refusal = probe(&file(&bench, name), &Limits::default()).unwrap_err();
        let is_named = matches!(
            refusal,
            MovingError::OtherCodec { .. }
                | MovingError::OtherContainer { .. }
                | MovingError::Unsupported { .. }
        );
        assert!(is_named, "{name}: {refusal:?}");
    }
}
