//! Files are written and read again.

use super::{
    FrameRate, Limits, MovingError, OutputFormat, Rotation, WriteError, probe,
    samples::{animated_png, frames_at, psnr, scene},
    write,
};
use crate::image::{Picture, Size};

const NO_LIMIT: u64 = u64::MAX;

fn hertz(hertz: u32) -> FrameRate {
    FrameRate::new(hertz).unwrap()
}

#[track_caller]
fn comes_back(format: OutputFormat, least: f64) {
    let frames = scene(120, 80, 13);
    let file = write(&frames, FrameRate::default(), format, NO_LIMIT).unwrap();

    let header = probe(&file, &Limits::default()).unwrap();
    assert_eq!(header.size, Size::new(120, 80));
    assert_eq!(header.frames, 13);
    assert!((header.frame_rate() - 12.0).abs() < 0.2, "{header:?}");

    let film = frames_at(&file, 12).unwrap();
    assert_eq!(film.header, header);
    assert_eq!(film.frames.len(), 13);
    for (index, (found, expected)) in film.frames.iter().zip(&frames).enumerate() {
        let psnr = psnr(found, expected);
        assert!(psnr > least, "{format:?} frame {index}: {psnr:.1} dB");
    }
}

#[test]
fn a_gif_comes_back() {
    comes_back(OutputFormat::Gif, 34.0);
}

#[test]
fn a_webp_comes_back() {
    comes_back(OutputFormat::WebP, 30.0);
}

#[test]
fn an_mp4_comes_back() {
    comes_back(OutputFormat::Mp4, 30.0);
}

#[test]
fn a_gif_with_a_resting_picture_is_hardly_larger_than_one_frame() {
    let frame = scene(120, 80, 1);
    let resting = vec![frame[0].clone(); 20];
    let one = write(&frame, hertz(12), OutputFormat::Gif, NO_LIMIT).unwrap();
    let all = write(&resting, hertz(12), OutputFormat::Gif, NO_LIMIT).unwrap();

    assert!(
        all.len() < one.len() + 20 * 40,
        "{} {}",
        one.len(),
        all.len()
    );
    assert_eq!(frames_at(&all, 12).unwrap().frames.len(), 20);
}

#[test]
fn files_fit_their_limit() {
    let frames = scene(160, 120, 8);
    for format in [OutputFormat::Gif, OutputFormat::WebP, OutputFormat::Mp4] {
        let best = write(&frames, hertz(12), format, NO_LIMIT).unwrap().len() as u64;
        let file = write(&frames, hertz(12), format, best / 2).unwrap();
        assert!(file.len() as u64 <= best / 2);
        assert_eq!(frames_at(&file, 12).unwrap().frames.len(), 8);

        let refusal = write(&frames, hertz(12), format, 100).unwrap_err();
        assert!(
            matches!(refusal, WriteError::TooLarge { limit: 100, smallest } if smallest < best)
        );
    }
}

#[test]
fn frames_of_no_or_several_sizes_are_refused() {
    let refusal = write(&[], hertz(12), OutputFormat::Gif, NO_LIMIT).unwrap_err();
    assert!(matches!(refusal, WriteError::NoFrames));

    let mut frames = scene(64, 64, 2);
    frames.extend(scene(64, 48, 1));
    let refusal = write(&frames, hertz(12), OutputFormat::Gif, NO_LIMIT).unwrap_err();
    assert!(matches!(refusal, WriteError::UnequalFrames));
}

#[test]
fn a_film_at_another_rate_has_doubled_or_fewer_frames() {
    let frames = scene(64, 48, 10);
    let file = write(&frames, hertz(10), OutputFormat::Gif, NO_LIMIT).unwrap();

    assert_eq!(frames_at(&file, 20).unwrap().frames.len(), 20);
    assert_eq!(frames_at(&file, 5).unwrap().frames.len(), 5);
}

#[test]
fn reading_stops_when_it_is_told() {
    let file = write(&scene(64, 48, 10), hertz(10), OutputFormat::WebP, NO_LIMIT).unwrap();
    let mut count = 0;
    let mut take = |_: &Picture| {
        count += 1;
        if count == 3 {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    };

    super::read(&file, &Limits::default(), hertz(10), &mut take).unwrap();
    assert_eq!(count, 3);
}

#[test]
fn a_picture_of_one_frame_is_a_still() {
    for format in [OutputFormat::Gif, OutputFormat::WebP] {
        let file = write(&scene(64, 48, 1), hertz(10), format, NO_LIMIT).unwrap();
        let refusal = probe(&file, &Limits::default()).unwrap_err();
        assert!(matches!(refusal, MovingError::Still { .. }), "{refusal}");
    }
}

#[test]
fn an_animated_png_comes_back_to_the_bit() {
    let file = animated_png(80, 60, 5);
    let film = frames_at(&file, 10).unwrap();

    assert_eq!(film.header.frames, 5);
    assert!(!film.header.has_alpha);
    assert_eq!(film.frames, scene(80, 60, 5));
}

#[test]
fn an_mp4_is_turned_as_its_matrix_says() {
    const ONE: [u8; 4] = [0, 1, 0, 0];
    const MINUS: [u8; 4] = [0xff, 0xff, 0, 0];
    const ZERO: [u8; 4] = [0; 4];

    let file = write(&scene(64, 48, 2), hertz(12), OutputFormat::Mp4, NO_LIMIT).unwrap();
    let matrix = file.windows(4).position(|name| name == b"tkhd").unwrap() + 44;
    let upright = frames_at(&file, 12).unwrap().frames.remove(0);
    let turned = |a: [u8; 4], b: [u8; 4], c: [u8; 4], d: [u8; 4]| {
        let mut file = file.clone();
        for (at, number) in [(0, a), (4, b), (12, c), (16, d)] {
            file[matrix + at..][..4].copy_from_slice(&number);
        }

        frames_at(&file, 12).unwrap()
    };

    let right = turned(ZERO, ONE, MINUS, ZERO);
    assert_eq!(right.header.rotation, Rotation::Right);
    assert_eq!(right.header.size, Size::new(48, 64));
    // The first row becomes the last column.
    assert_eq!(pixel(&right.frames[0], 47, 5), pixel(&upright, 5, 0));
    assert_eq!(pixel(&right.frames[0], 0, 63), pixel(&upright, 63, 47));

    let left = turned(ZERO, MINUS, ONE, ZERO);
    assert_eq!(left.header.rotation, Rotation::Left);
    assert_eq!(pixel(&left.frames[0], 0, 5), pixel(&upright, 58, 0));

    let half = turned(MINUS, ZERO, ZERO, MINUS);
    assert_eq!(half.header.size, Size::new(64, 48));
    assert_eq!(pixel(&half.frames[0], 63, 47), pixel(&upright, 0, 0));
    assert_eq!(pixel(&half.frames[0], 60, 40), pixel(&upright, 3, 7));
}

fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = ((y * picture.width() + x) * 3) as usize;
    let rgb = picture.as_rgb();

    [rgb[at], rgb[at + 1], rgb[at + 2]]
}

#[test]
fn odd_sides_lose_a_row_in_mp4() {
    let file = write(&scene(65, 49, 2), hertz(12), OutputFormat::Mp4, NO_LIMIT).unwrap();

    assert_eq!(frames_at(&file, 12).unwrap().header.size, Size::new(64, 48));
}

#[test]
fn an_mp4_has_its_index_first_and_states_its_colours() {
    let file = write(&scene(64, 48, 3), hertz(25), OutputFormat::Mp4, NO_LIMIT).unwrap();
    let place = |name: &[u8]| file.windows(name.len()).position(|window| window == name);

    assert!(place(b"moov") < place(b"mdat"));
    assert!(place(b"colrnclx\0\x01\0\x01\0\x06\0").is_some());
}

#[test]
fn transparent_frames_of_a_gif_are_seen_on_white() {
    let mut file = Vec::new();
    let mut encoder = gif::Encoder::new(&mut file, 40, 40, &[200, 0, 0, 0, 0, 0]).unwrap();
    for _ in 0..2 {
        let mut buffer = vec![0; 1600];
        buffer[..800].fill(1);
        let frame = gif::Frame {
            width: 40,
            height: 40,
            delay: 10,
            transparent: Some(1),
            buffer: buffer.into(),
            ..gif::Frame::default()
        };
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);

    let film = frames_at(&file, 10).unwrap();
    assert!(film.header.has_alpha);
    assert_eq!(pixel(&film.frames[1], 3, 3), [255, 255, 255]);
    assert_eq!(pixel(&film.frames[1], 3, 30), [200, 0, 0]);
}
