//! Clips with known motion, small; the measure of flicker at a size at which it holds.

use std::{cell::RefCell, ops::ControlFlow, path::Path as File, rc::Rc};

use super::{
    Checkpoint, ClipMaker, ClipPainter, ClipSketcher, PaintedClip, Progress, QuickClipMaker,
    Recipe, Request, StripMaker,
    frames::{Link, Photo},
    known_motion::{KnownMotion, Path},
    measure::{difference, flicker, sharpness},
    scenes, sketch_strip,
};
use crate::{
    device::Device,
    image::{Limits, Picture, Size},
    moving::FrameRate,
    sketch::{SketchSettings, Sketcher},
    stylize::{Painter, Settings, WeightedPicture},
    vgg::Weights,
    work::{FilmFrames, Maker, Order, Step},
};

fn picture(name: &str) -> Picture {
    let folder = File::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    let bytes = std::fs::read(folder.join(name)).unwrap();

    Picture::decode(&bytes, &Limits::default()).unwrap()
}

fn known_motion(width: u32, frames: usize, path: Path) -> KnownMotion {
    KnownMotion {
        background: picture("photos/rocket.jpg"),
        foreground: picture("photos/astronaut.jpg").part(150, 0, 150, 190),
        size: Size::new(width, width * 21 / 32),
        frames,
        grain: 2.0,
        path,
    }
}

fn request(frames: Vec<Picture>, first_iterations: usize, iterations: usize) -> Request {
    Request {
        settings: Settings {
            size: frames[0].width(),
            iterations: first_iterations,
            ..Settings::default()
        },
        frames,
        repeats: false,
        styles: vec![WeightedPicture::new(
            picture("styles/hokusai_great_wave.jpg"),
            1.0,
        )],
        recipe: Recipe {
            iterations,
            ..Recipe::default()
        },
    }
}

/// A clip of a few stamps, and few iterations: for what does not depend on the look.
fn small(frames: usize) -> Request {
    request(known_motion(64, frames, Path::Onward).frames(), 3, 2)
}

fn weights() -> Weights {
    let models = File::new(env!("CARGO_MANIFEST_DIR")).join("../models");
    Weights::load(&models.join("vgg19-q8.safetensors")).unwrap()
}

fn painter() -> ClipPainter {
    let painter = Painter::new(weights(), Device::default());
    ClipPainter::new(Rc::new(RefCell::new(painter)))
}

fn go_on(_: &Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn paint(request: &Request) -> PaintedClip {
    painter().paint(request, None, &mut go_on).unwrap()
}

fn sketch(request: &Request) -> PaintedClip {
    ClipSketcher::new(Sketcher::load().unwrap())
        .sketch(request, &mut go_on)
        .unwrap()
}

#[test]
fn the_flow_is_the_true_motion_to_a_px() {
    let clip = known_motion(160, 4, Path::Onward);
    let request = request(clip.frames(), 1, 1);
    let photos: Vec<Photo> = (0..4).map(|frame| Photo::new(&request, frame)).collect();

    for (number, motion) in clip.motion().iter().enumerate() {
        let link = Link::back(&photos[number], &photos[number + 1]);
        let mut error = 0.0;
        let mut visible = 0.0;
        let mut trusted = 0.0;
        let mut wrongly = 0.0;
        let width = link.flow.size().width;

        for (place, is_visible) in motion.visible.plane(0).iter().enumerate() {
            let found = link.flow.way(place % width, place / width);
            let expected = motion.flow.way(place % width, place / width);
            let off = (found.x - expected.x).hypot(found.y - expected.y);
            let trust = link.visible.mask.values[place];
            error += is_visible * off;
            visible += is_visible;
            trusted += is_visible * trust;
            wrongly += trust * f32::from(u8::from(off > 2.0)) * is_visible;
        }

        assert!(error / visible < 1.0, "{} px", error / visible);
        assert!(trusted / visible > 0.6, "trusted {}", trusted / visible);
        assert!(wrongly / visible < 0.03, "wrongly {}", wrongly / visible);
    }
}

#[test]
fn a_clip_continues_from_any_frame_to_the_same_bits() {
    let request = Request {
        repeats: true,
        ..small(5)
    };
    let mut checkpoints: Vec<Vec<u8>> = Vec::new();
    let whole = painter()
        .paint(&request, None, &mut |progress| {
            if let Some(checkpoint) = progress.checkpoint()
                && checkpoint.done() > checkpoints.len()
            {
                checkpoints.push(checkpoint.to_bytes());
            }
            ControlFlow::Continue(())
        })
        .unwrap();

    assert_eq!(whole.frames.len(), 5);
    assert_eq!(checkpoints.len(), 5);
    for bytes in [&checkpoints[0], &checkpoints[3]] {
        assert!(bytes.len() as u64 <= Checkpoint::most_bytes(&request));
        let checkpoint = Checkpoint::from_bytes(bytes).unwrap();
        let done = checkpoint.done();
        let mut first = None;
        let resumed = painter()
            .paint(&request, Some(checkpoint), &mut |progress| {
                first.get_or_insert(progress.done);
                ControlFlow::Continue(())
            })
            .unwrap();

        assert_eq!(first, Some(done));
        assert!(resumed.frames == whole.frames, "after {done} frames");
    }
}

#[test]
fn a_checkpoint_of_another_clip_is_ignored_and_other_bytes_are_none() {
    let mut kept = None;
    let request = small(2);
    let whole = painter()
        .paint(&request, None, &mut |progress| {
            kept = progress.checkpoint().or_else(|| kept.take());
            ControlFlow::Continue(())
        })
        .unwrap();

    let checkpoint = kept.unwrap();
    let other = Request {
        recipe: Recipe {
            temporal: 1.0,
            ..request.recipe
        },
        ..request.clone()
    };
    assert!(checkpoint.suits(&request) && !checkpoint.suits(&other));
    let painted = painter()
        .paint(&other, Some(checkpoint.clone()), &mut go_on)
        .unwrap();
    assert_eq!(painted.frames.len(), 2);
    assert!(
        painted.frames[0] == whole.frames[0],
        "the first is the same"
    );
    assert!(painted.frames[1] != whole.frames[1], "the second is not");

    let bytes = checkpoint.to_bytes();
    for end in [0, 7, 100, bytes.len() - 1] {
        assert!(Checkpoint::from_bytes(&bytes[..end]).is_err());
    }
}

#[test]
fn a_stopped_clip_has_the_frames_so_far() {
    let mut fractions = Vec::new();
    let clip = painter()
        .paint(&small(4), None, &mut |progress| {
            fractions.push(progress.fraction);
            if progress.done == 2 {
                assert!(progress.preview().is_some());
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();

    assert_eq!(clip.frames.len(), 2);
    assert!(clip.stopped);
    assert!(fractions.is_sorted() && fractions.iter().all(|f| (0.0..=1.0).contains(f)));

    let nothing = painter()
        .paint(&small(2), None, &mut |_| ControlFlow::Break(()))
        .unwrap();
    assert!(nothing.stopped && nothing.frames.is_empty());
}

#[test]
fn a_cut_begins_a_scene() {
    let mut frames = known_motion(64, 3, Path::Onward).frames();
    let coffee = picture("photos/coffee.jpg").resized(64, 42);
    frames.extend([coffee.clone(), coffee]);
    let request = request(frames, 3, 2);

    let whole = paint(&request);
    assert_eq!(whole.scene_starts, [0, 3]);
    assert_eq!(sketch(&request).scene_starts, [0, 3]);

    assert_eq!(scenes(&request), [0..3, 3..5]);
    let second = paint(&request.part(3..5));
    assert!(second.frames == whole.frames[3..], "scenes are independent");
}

#[test]
fn one_frame_is_a_painting() {
    let clip = paint(&small(1));
    assert_eq!((clip.frames.len(), clip.stopped), (1, false));

    let empty = Request {
        frames: Vec::new(),
        ..small(1)
    };
    assert!(painter().paint(&empty, None, &mut go_on).is_err());
}

/// From the last frame to the first, as a repeating clip shows them.
fn jump(clip: &KnownMotion, frames: &[Picture]) -> f64 {
    let last = frames.len() - 1;
    difference(&frames[0], &frames[last], &clip.between(last, 0))
}

#[test]
fn a_repeating_clip_closes_without_a_jump() {
    let clip = known_motion(96, 12, Path::Circle);
    let open = request(clip.frames(), 20, 6);
    let closed = Request {
        repeats: true,
        ..open.clone()
    };
    let open = paint(&open).frames;
    let closed = paint(&closed).frames;

    let calm = flicker(&closed, &clip.motion());
    let end = jump(&clip, &closed);
    assert!(end < 1.5 * calm, "{end} at the end, {calm} on the way");
    let open_end = jump(&clip, &open);
    assert!(end < 0.8 * open_end, "{end} closed, {open_end} open");
}

#[test]
fn paint_moves_with_things_and_flickers_little_more_than_the_source() {
    let clip = KnownMotion {
        background: picture("photos/chelsea.jpg"),
        ..known_motion(160, 6, Path::Onward)
    };
    let request = Request {
        recipe: Recipe::default(),
        ..request(clip.frames(), 30, 1)
    };
    let motion = clip.motion();
    let own = flicker(&request.frames, &motion);

    let painted = paint(&request).frames;
    let flickering = flicker(&painted, &motion);
    assert!(flickering < 1.3 * own, "painted {flickering}, {own}");
    let sharp = sharpness(&painted[5]) / sharpness(&painted[0]);
    // So small a painting is as fine as its pixels; docs/clips.md has larger ones.
    assert!(sharp > 0.7, "{sharp}");

    let sketched = sketch(&request).frames;
    let flickering = flicker(&sketched, &motion);
    assert!(flickering < 1.7 * own, "sketched {flickering}, {own}");
}

/// An order for a clip of these frames.
fn order(frames: Vec<Picture>) -> Order {
    Order {
        photo: frames[0].clone(),
        size: frames[0].width(),
        film: Some(FilmFrames {
            frames: frames.into(),
            rate: FrameRate::new(10).unwrap(),
        }),
        beside: vec![WeightedPicture::new(
            picture("styles/hokusai_great_wave.jpg"),
            1.0,
        )],
        choices: Vec::new(),
        iterations: 30,
        language: "en",
    }
}

#[test]
fn makers_make_films_of_films() {
    let order = order(known_motion(64, 3, Path::Onward).frames());
    let mut previews = 0;
    let mut on_step = |step: &dyn Step| {
        previews += usize::from(step.preview().is_some());
        ControlFlow::Continue(())
    };

    let shared = Rc::new(RefCell::new(Painter::new(weights(), Device::default())));
    let mut makers: [Box<dyn Maker>; 2] = [
        Box::new(ClipMaker(ClipPainter::new(shared))),
        Box::<QuickClipMaker>::default(),
    ];
    for maker in &mut makers {
        let piece = maker.make(&order, None, &mut on_step).unwrap();
        let film = piece.film.unwrap();
        assert_eq!(film.frames.len(), 3);
        assert_eq!(film.rate.hertz(), 10);
        assert!(piece.picture == film.frames[0] && !piece.stopped);
    }
    assert!(previews > 6);

    let strip = StripMaker::default()
        .make(&order, None, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert!(strip.film.is_none());
    assert_eq!(strip.picture.width(), 3 * (320 + 8) + 8);
}

#[test]
fn a_strip_of_an_upright_film_has_three_sketches_and_of_a_photo_one() {
    let mut sketcher = Sketcher::load().unwrap();
    let styles = [WeightedPicture::new(
        picture("styles/hokusai_great_wave.jpg"),
        1.0,
    )];
    let mut strip = |frames: &[Picture]| {
        sketch_strip(&mut sketcher, frames, &styles, SketchSettings::default())
    };
    let photo = picture("photos/astronaut.jpg").part(0, 0, 300, 400);

    let film = vec![photo.clone(); 5];
    let sheet = strip(&film).unwrap();
    assert_eq!([sheet.width(), sheet.height()], [3 * 248 + 8, 320 + 16]);
    assert_eq!(strip(&[photo]).unwrap().width(), 240 + 16);
    assert!(strip(&[]).is_err());
}
