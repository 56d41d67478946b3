use std::{ops::ControlFlow, path::Path, time::Duration};

use super::{run::Run, *};
use crate::{
    backends::{BlockNet, winograd::WinogradNet},
    canvas::{Orientation, Shift},
    device::Device,
    image::Limits,
    recipe::Preset,
    stylize::{Settings, WeightedPicture},
    vgg::Weights,
};

fn file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn weights() -> Weights {
    Weights::load(&file("models/vgg19-q8.safetensors")).unwrap()
}

fn picture(name: &str, width: u32, height: u32) -> Picture {
    let bytes = std::fs::read(file("assets/styles").join(name)).unwrap();
    Picture::decode(&bytes, &Limits::default())
        .unwrap()
        .resized(width, height)
}

/// A canvas of `face` x `face` mm at 100 dpi, and a painting of 150 x 150 px.
fn request(face: u32, limit: Duration) -> MasterRequest {
    let painting = picture("arcimboldo_librarian.jpg", 150, 150);
    MasterRequest {
        request: Some(Request {
            photo: painting.resized(400, 400),
            styles: vec![WeightedPicture::new(
                picture("bruegel_harvesters.jpg", 300, 240),
                1.0,
            )],
            settings: Settings::default(),
        }),
        painting,
        canvas: Canvas::new(face, face, 20, 5, 100).unwrap(),
        crop: Crop {
            shift: Shift::MIDDLE,
            orientation: Orientation::Portrait,
        },
        wrap: Wrap::Mirrored,
        limit,
    }
}

fn painter() -> NeuralMasterPainter {
    NeuralMasterPainter::new(weights(), Device::default())
}

/// The mean difference of grey levels at the size of `a`.
fn difference(a: &Picture, b: &Picture) -> f64 {
    let b = b.resized(a.width(), a.height());
    let sum: f64 = a
        .as_rgb()
        .iter()
        .zip(b.as_rgb())
        .map(|(a, b)| f64::from(a.abs_diff(*b)))
        .sum();

    sum / a.as_rgb().len() as f64
}

#[test]
fn a_master_is_the_painting_at_the_resolution_of_the_canvas() {
    // From 150 to 433 px in three steps, as many as the time allows.
    let request = request(110, Duration::from_secs(12));
    let mut iterations = 0;
    let mut see = |progress: &MasterProgress| {
        iterations += 1;
        assert!((0.0..=1.0).contains(&progress.fraction));
        ControlFlow::Continue(())
    };

    let master = painter()
        .enlarge(&request, None, &mut see)
        .unwrap()
        .unwrap();
    assert_eq!((master.face.width(), master.face.height()), (433, 433));
    assert_eq!(
        (master.sheet.width(), master.sheet.height()),
        (433 + 2 * 98, 433 + 2 * 98)
    );

    assert!(!master.levels.is_empty() && iterations > master.levels.len());

    match master.finish {
        Finish::Painted => assert_eq!(master.levels.last().unwrap().width, 433),
        Finish::Resampled { width, .. } => assert_eq!(master.levels.last().unwrap().width, width),
    }

    let far = difference(&request.painting, &master.face);
    assert!(far < 30.0, "recognisably the same picture: {far}");
}

#[test]
fn without_time_it_is_resampled_and_reports_that() {
    for painter in [&mut painter() as &mut dyn MasterPainter, &mut Resampler] {
        let master = painter
            .enlarge(&request(110, Duration::ZERO), None, &mut |_| {
                ControlFlow::Continue(())
            })
            .unwrap()
            .unwrap();

        assert_eq!(
            master.finish,
            Finish::Resampled {
                width: 150,
                height: 150
            }
        );

        assert_eq!((master.sheet.width(), master.sheet.height()), (629, 629));
        assert!(difference(&request(110, Duration::ZERO).painting, &master.face) < 6.0);
    }
}

#[test]
fn without_photo_and_style_it_is_resampled() {
    let request = MasterRequest {
        request: None,
        ..request(110, Duration::from_mins(10))
    };
    let master = painter()
        .enlarge(&request, None, &mut |_| ControlFlow::Continue(()))
        .unwrap()
        .unwrap();
    assert_eq!(
        master.finish,
        Finish::Resampled {
            width: 150,
            height: 150
        }
    );
}

#[test]
fn a_painting_larger_than_the_canvas_is_only_reduced() {
    let request = request(100, Duration::from_mins(10));
    let large = MasterRequest {
        painting: request.painting.resized(900, 900),
        ..request
    };
    let master = painter()
        .enlarge(&large, None, &mut |_| ControlFlow::Continue(()))
        .unwrap()
        .unwrap();

    assert_eq!((master.finish, master.face.width()), (Finish::Painted, 394));
}

#[test]
fn a_master_resumes_from_its_checkpoint() {
    let request = request(100, Duration::from_mins(5));
    let mut kept = None;
    let mut seen = 0;
    let stopped = painter().enlarge(&request, None, &mut |progress| {
        seen += 1;
        kept = Some(progress.checkpoint().to_bytes());

        if seen == 4 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });

    assert!(stopped.unwrap().is_none());

    let kept = kept.unwrap();
    assert!(MasterCheckpoint::from_bytes(&kept[..kept.len() / 2]).is_err());

    let checkpoint = MasterCheckpoint::from_bytes(&kept).unwrap();
    let width = checkpoint.picture.width();
    let height = checkpoint.picture.height();
    let spent = checkpoint.position.seconds;
    assert!(spent > 0.0);

    let mut first = None;
    let again = painter().enlarge(&request, Some(checkpoint), &mut |progress| {
        first.get_or_insert((progress.level, progress.fraction));
        ControlFlow::Break(())
    });

    assert!(again.unwrap().is_none());

    let (level, fraction) = first.unwrap();
    assert_eq!(
        (level.width, level.height, level.iterations),
        (width, height, 3)
    );

    assert!(
        fraction >= spent / 300.0,
        "the time of an earlier attempt counts"
    );

    let other = MasterRequest {
        crop: Crop {
            shift: 1.0.try_into().unwrap(),
            ..request.crop
        },
        ..request
    };

    let checkpoint = MasterCheckpoint::from_bytes(&kept).unwrap();
    assert!(
        painter()
            .enlarge(&other, Some(checkpoint), &mut |_| ControlFlow::Continue(()))
            .is_err()
    );
}

/// The mean step from the column (or row) before each of `places` to it.
fn step_across(picture: &Picture, places: &[u32], sideways: bool) -> f64 {
    let side = if sideways {
        picture.height()
    } else {
        picture.width()
    };

    let at = |place: u32, along: u32| {
        if sideways {
            picture.pixel(place, along)
        } else {
            picture.pixel(along, place)
        }
    };

    let steps = places.iter().flat_map(|&place| {
        (0..side).map(move |along| {
            at(place - 1, along)
                .iter()
                .zip(at(place, along))
                .map(|(a, b)| f64::from(a.abs_diff(b)))
                .sum::<f64>()
        })
    });

    steps.sum::<f64>() / (places.len() as f64 * f64::from(side))
}

#[test]
fn no_seam_shows_where_blocks_meet() {
    let mut request = request(110, Duration::from_mins(50));

    // One size only.
    request.painting = request.painting.resized(300, 300);

    let mut run = Run::new(&request, None).unwrap();
    let net = WinogradNet::new(&weights(), Preset::Default.recipe().variant).unwrap();
    let mut seen = 0;
    let mut net = BlockNet::new(Box::new(net), 160);
    let stopped = run.paint(&mut net, &Device::default(), &mut |_| {
        seen += 1;
        if seen > 6 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });

    assert!(stopped.unwrap().is_break());

    let face = run.into_picture();
    assert_eq!(face.width(), 433);

    // Blocks of 160 px meet at multiples of 64 plus 16.
    for sideways in [true, false] {
        let seams = step_across(&face, &[144, 272], sideways);
        let elsewhere: Vec<u32> = (20..410)
            .filter(|place| ![144, 272].contains(place))
            .collect();
        let usual = step_across(&face, &elsewhere, sideways);
        assert!(
            seams < 1.3 * usual && seams > 0.7 * usual,
            "{seams} where blocks meet, {usual} elsewhere"
        );
    }
}

#[test]
fn an_edited_style_is_edited_for_the_master_too() {
    let mut edited = request(110, Duration::ZERO);
    let plain = Run::new(&edited, None).unwrap().checkpoint();

    let original = edited.request.as_mut().unwrap();
    let style = &mut original.styles[0];
    style.edit.part = crate::stylize::Part::Left;
    assert!(
        matches!(
            Run::new(&edited, Some(plain)),
            Err(EngineError::Checkpoint(_))
        ),
        "the checkpoint of another style"
    );

    let checkpoint = Run::new(&edited, None).unwrap().checkpoint();
    assert!(Run::new(&edited, Some(checkpoint)).is_ok());

    // A copy in which nothing is painted over.
    let original = edited.request.as_mut().unwrap();
    let style = &mut original.styles[0];
    style.edit.without = Some(style.picture.clone());
    let error = painter().enlarge(&edited, None, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(error, Err(EngineError::Edit(_))));
}
