//! The engine as the rest of the program uses it, with the real weights: requests, progress,
//! stopping, checkpoints.

use std::{ops::ControlFlow, sync::LazyLock};

use vernissage::engine::{
    device::Device,
    image::Picture,
    recipe::{OptimizerKind, Preset},
    stylize::{
        Checkpoint, EngineError, Init, Painter, Painting, Request, Settings, Strength, Stylizer,
        WeightedPicture,
    },
    vgg::Weights,
};

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    Weights::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/vgg19-q8.safetensors").as_ref())
        .unwrap()
});

fn painter() -> Painter {
    Painter::new(WEIGHTS.clone(), Device::default())
}

fn picture(width: u32, height: u32, value: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    Picture::from_rgb(
        width,
        height,
        pixels.flat_map(|(x, y)| value(x, y)).collect(),
    )
    .unwrap()
}

/// Blue waves.
fn photo() -> Picture {
    picture(70, 50, |x, y| {
        [
            (x + y) as u8,
            60 + ((x * y / 9) % 60) as u8,
            180 + (y % 60) as u8,
        ]
    })
}

/// Red and green tiles.
fn style() -> Picture {
    picture(60, 60, |x, y| {
        if (x / 6 + y / 6) % 2 == 0 {
            [210, 40, 30]
        } else {
            [30, 150 + (x % 50) as u8, 40]
        }
    })
}

fn request(settings: Settings) -> Request {
    Request {
        photo: photo(),
        styles: vec![WeightedPicture::new(style(), 1.0)],
        settings: Settings {
            size: 60,
            iterations: 7,
            ..settings
        },
    }
}

fn paint(painter: &mut Painter, request: &Request) -> Painting {
    painter
        .stylize(request, None, &mut |_| ControlFlow::Continue(()))
        .unwrap()
}

/// Stops after `iteration` and goes on from the bytes of the checkpoint taken there.
fn paint_with_break(painter: &mut Painter, request: &Request, iteration: usize) -> Painting {
    let mut bytes = Vec::new();
    let stopped = painter.stylize(request, None, &mut |progress| {
        if progress.done < iteration {
            return ControlFlow::Continue(());
        }
        bytes = progress.checkpoint().unwrap().to_bytes();
        ControlFlow::Break(())
    });

    assert!(stopped.unwrap().stopped);

    let checkpoint = Checkpoint::from_bytes(&bytes).unwrap();
    painter
        .stylize(
            request,
            Some(checkpoint),
            &mut |_| ControlFlow::Continue(()),
        )
        .unwrap()
}

#[test]
fn a_run_continued_from_any_iteration_ends_with_the_same_picture() {
    let mut painter = painter();
    for (preset, optimizer) in [
        (Preset::Default, OptimizerKind::Adam),
        (Preset::Default, OptimizerKind::Lbfgs),
        (Preset::Gatys, OptimizerKind::Lbfgs),
    ] {
        // Small enough for several sizes in the gatys preset, whose smallest is 75 px.
        let mut request = request(Settings {
            preset,
            optimizer: Some(optimizer),
            ..Settings::default()
        });
        request.settings.size = if preset == Preset::Gatys { 100 } else { 60 };

        let whole = paint(&mut painter, &request);
        for iteration in 0..7 {
            let resumed = paint_with_break(&mut painter, &request, iteration);
            assert_eq!(
                resumed.picture.as_rgb(),
                whole.picture.as_rgb(),
                "{preset:?} {optimizer:?} at {iteration}"
            );

            assert_eq!(resumed.scales, whole.scales);
        }
    }
}

#[test]
fn a_checkpoint_of_another_request_or_a_broken_one_is_refused() {
    let mut painter = painter();
    let first = request(Settings::default());
    let mut taken = None;
    painter
        .stylize(&first, None, &mut |progress| {
            taken = Some(progress.checkpoint().unwrap());
            ControlFlow::Break(())
        })
        .unwrap();

    let checkpoint = taken.unwrap();
    let other = request(Settings {
        strength: Strength::new(2.0).unwrap(),
        ..Settings::default()
    });
    let refusal = painter.stylize(&other, Some(checkpoint.clone()), &mut |_| {
        ControlFlow::Continue(())
    });

    assert!(matches!(refusal, Err(EngineError::Checkpoint(_))));
    assert!(checkpoint.suits(&first) && !checkpoint.suits(&other));

    let bytes = checkpoint.to_bytes();
    for length in [0, 7, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(Checkpoint::from_bytes(&bytes[..length]).is_err());
    }

    assert_eq!(Checkpoint::from_bytes(&bytes).unwrap(), checkpoint);
}

#[test]
fn progress_counts_every_iteration_and_stops_at_once() {
    let mut painter = painter();
    let mut seen = Vec::new();
    let painting = painter
        .stylize(&request(Settings::default()), None, &mut |progress| {
            assert_eq!(progress.total, 7);
            seen.push((progress.done, progress.fraction));

            if progress.done == 3 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();

    assert!(painting.stopped);
    assert_eq!(
        seen.iter().map(|(done, _)| *done).collect::<Vec<_>>(),
        [0, 1, 2, 3]
    );

    assert!(seen.windows(2).all(|pair| pair[0].1 < pair[1].1) && seen[3].1 < 1.0);
    assert_eq!(
        painting
            .scales
            .iter()
            .map(|scale| scale.iterations)
            .sum::<usize>(),
        3
    );
}

#[test]
fn previews_show_the_painting_grow() {
    let mut previews = Vec::new();
    painter()
        .stylize(&request(Settings::default()), None, &mut |progress| {
            previews.push(progress.preview().unwrap());
            ControlFlow::Continue(())
        })
        .unwrap();

    assert!(previews.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!((previews[0].width(), previews[0].height()), (60, 43));
}

fn mean_colour(picture: &Picture) -> [f64; 3] {
    let pixels = picture.as_rgb().as_chunks::<3>().0;
    [0, 1, 2]
        .map(|c| pixels.iter().map(|pixel| f64::from(pixel[c])).sum::<f64>() / pixels.len() as f64)
}

fn far(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}

#[test]
fn keeping_colours_keeps_them() {
    let mut painter = painter();
    let settings = |keep_colors| Settings {
        keep_colors,
        ..Settings::default()
    };
    let mut distance = |keep_colors| {
        let mut request = request(settings(keep_colors));
        request.settings.iterations = 40;

        far(
            mean_colour(&paint(&mut painter, &request).picture),
            mean_colour(&photo()),
        )
    };

    let kept = distance(true);
    let not_kept = distance(false);
    assert!(kept < 0.5 * not_kept, "{kept} with, {not_kept} without");
}

#[test]
fn the_algorithm_of_2015_begins_with_the_styles_colours_too() {
    let gatys = request(Settings {
        preset: Preset::Gatys,
        ..Settings::default()
    });
    let mut first = None;
    let begun = painter().stylize(&gatys, None, &mut |progress| {
        first = Some(mean_colour(&progress.preview().unwrap()));
        ControlFlow::Break(())
    });

    assert!(begun.unwrap().stopped);
    assert!(far(first.unwrap(), mean_colour(&style())) < 3.0);
}

#[test]
fn a_painting_has_the_styles_colours_from_its_first_preview_and_a_weak_style_gives_a_part_of_them()
{
    let mut painter = painter();
    let photo = mean_colour(&photo());
    let style = mean_colour(&style());
    let mut first_and_last = |strength| {
        let strength = Strength::new(strength).unwrap();
        let mut first = None;
        let painting = painter.stylize(
            &request(Settings {
                strength,
                ..Settings::default()
            }),
            None,
            &mut |progress| {
                first.get_or_insert_with(|| mean_colour(&progress.preview().unwrap()));
                ControlFlow::Continue(())
            },
        );

        [first.unwrap(), mean_colour(&painting.unwrap().picture)]
    };

    for colour in first_and_last(1.0) {
        assert!(far(colour, style) < 3.0, "{colour:?} {style:?}");
    }

    for colour in first_and_last(0.1) {
        assert!(far(colour, photo) < far(colour, style), "{colour:?}");
    }
}

#[test]
fn two_styles_mix_by_weight() {
    let mut painter = painter();
    let flat = picture(60, 60, |_, _| [40, 40, 220]);
    let mut paint_mixed = |weights: [f64; 2]| {
        let mut request = request(Settings::default());
        request.settings.iterations = 30;
        request.styles = vec![
            WeightedPicture::new(style(), weights[0]),
            WeightedPicture::new(flat.clone(), weights[1]),
        ];
        mean_colour(&paint(&mut painter, &request).picture)
    };

    let more_tiles = paint_mixed([9.0, 1.0]);
    let more_blue = paint_mixed([1.0, 9.0]);
    assert!(
        more_blue[2] > more_tiles[2] + 10.0,
        "{more_tiles:?} {more_blue:?}"
    );
}

#[test]
fn noise_is_decided_by_its_seed() {
    let mut painter = painter();
    let mut start = |seed| {
        let mut first = None;
        painter
            .stylize(
                &request(Settings {
                    init: Init::Noise,
                    seed,
                    ..Settings::default()
                }),
                None,
                &mut |progress| {
                    first = Some(progress.preview().unwrap());
                    ControlFlow::Break(())
                },
            )
            .unwrap();

        first.unwrap()
    };

    assert_eq!(start(1), start(1));
    assert_ne!(start(1), start(2));
}
