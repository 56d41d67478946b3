use super::*;
use crate::moving::{OutputFormat, write};

/// What people can be sent at once, in bytes.
const LIMIT: u64 = 2_000_000;

/// Squares on a gradient, as a photo, or covered by strokes as a painting is.
fn picture(width: u32, height: u32, strokes: f64) -> Picture {
    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let across = f64::from(x) / f64::from(width);
            let down = f64::from(y) / f64::from(height);
            let is_square = (0.3..0.5).contains(&across) && (0.4..0.7).contains(&down);
            let ground = if is_square {
                220.0
            } else {
                60.0 + 80.0 * across
            };
            let wave = (across * 90.0 + (down * 40.0).sin() * 2.0).sin() * 60.0 * strokes;
            let level = (ground + wave).clamp(0.0, 255.0) as u8;
            rgb.extend([level, level / 2 + 40, 200 - level / 2]);
        }
    }

    Picture::from_rgb(width, height, rgb).unwrap()
}

/// A growth as the worker sees it: early snapshots are small.
fn frames() -> Vec<Picture> {
    let photo = picture(1203, 803, 0.0);
    let snapshots: Vec<Picture> = (1..=SNAPSHOTS)
        .map(|number| {
            let side = if number < 5 { 150 } else { 480 };
            picture(side, side * 401 / 600, f64::from(number) / 15.0)
        })
        .collect();
    let painting = picture(600, 401, 1.0);

    Growth {
        photo: &photo,
        snapshots: &snapshots,
        painting: &painting,
    }
    .frames()
}

#[test]
fn the_film_begins_with_the_photo_and_rests_on_the_painting() {
    let frames = frames();
    let size = Size::new(480, 320);
    assert!(frames.iter().all(|frame| frame.size() == size));

    let seconds = frames.len() as f64 / f64::from(rate().hertz());
    assert!((2.0..=4.0).contains(&seconds), "{seconds} s");

    let photo = picture(1203, 803, 0.0).resized(480, 320);
    assert_eq!(frames[0], photo);
    assert_eq!(frames[PHOTO_FRAMES - 1], photo);

    let painting = picture(600, 401, 1.0).resized(480, 320);
    let rest = PHOTO_FRAMES + GROWTH_FRAMES;
    let resting = &frames[rest..rest + PAINTING_FRAMES];
    assert!(resting.iter().all(|frame| *frame == painting));
}

#[test]
fn nothing_jumps_from_frame_to_frame_nor_from_the_end_to_the_beginning() {
    let frames = frames();
    let whole = distance(&frames[0], &frames[PHOTO_FRAMES + GROWTH_FRAMES]);
    let next = frames.iter().cycle().skip(1);

    for (number, (frame, next)) in frames.iter().zip(next).enumerate() {
        let step = distance(frame, next);
        assert!(step < whole / 6.0, "{step} of {whole} after frame {number}");
    }
}

#[test]
fn what_is_in_the_photo_stays_in_its_place() {
    // The left and the right edge of the square, where the level crosses the middle.
    let edges = |frame: &Picture| {
        let row = 175;
        let is_bright = |x: &u32| frame.pixel(*x, row)[0] > 160;
        let first = (100..300).find(is_bright).unwrap();
        let last = (100..300).rev().find(is_bright).unwrap();
        [first, last]
    };

    let photo = picture(1203, 803, 0.0);
    let smooth = [picture(150, 100, 0.0), picture(300, 200, 0.0)];
    let growth = Growth {
        photo: &photo,
        snapshots: &smooth,
        painting: &picture(600, 401, 0.0),
    };
    let frames = growth.frames();
    let [left, right] = edges(&frames[0]);

    for frame in &frames {
        let [one, other] = edges(frame);
        assert!(
            one.abs_diff(left) <= 2 && other.abs_diff(right) <= 2,
            "{one} {other}"
        );
    }
}

#[test]
fn without_snapshots_the_photo_turns_into_the_painting() {
    let photo = picture(90, 60, 0.0);
    let painting = picture(90, 61, 1.0);
    let growth = Growth {
        photo: &photo,
        snapshots: &[],
        painting: &painting,
    };
    let frames = growth.frames();

    assert_eq!(frames[0].size(), Size::new(90, 60));
    let middle = &frames[PHOTO_FRAMES + GROWTH_FRAMES / 2];
    let rest = &frames[PHOTO_FRAMES + GROWTH_FRAMES];
    let whole = distance(&frames[0], rest);
    assert!((distance(&frames[0], middle) - whole / 2.0).abs() < whole / 10.0);
}

#[test]
fn snapshots_are_due_more_often_at_the_beginning() {
    let times: Vec<f64> = (1..=SNAPSHOTS).map(due).collect();
    assert!(times[0] < 0.01 && times[13] < 0.9);
    assert!(times.is_sorted());
    let steps = times.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(steps.collect::<Vec<_>>().is_sorted());
}

#[test]
fn the_film_is_small() {
    let film = write(&frames(), rate(), OutputFormat::Mp4, u64::MAX).unwrap();
    assert!((film.len() as u64) < LIMIT, "{} bytes", film.len());
}

#[test]
fn what_changes_much_takes_longer() {
    let grey = |level: u8| Picture::from_rgb(2, 1, vec![level; 6]).unwrap();
    let stations = stations(&[grey(0), grey(100), grey(101), grey(101), grey(105)]);
    let shares: Vec<f64> = stations.windows(2).map(|pair| pair[1] - pair[0]).collect();

    assert_eq!((stations[0], stations[4]), (0.0, 1.0));
    assert!(shares[0] > 4.0 * shares[3] && shares[3] > 1.5 * shares[1]);
    assert!(shares[2] > 0.0, "equal pictures take a moment, too");
}
