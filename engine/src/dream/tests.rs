use std::{ops::ControlFlow, path::Path, sync::OnceLock};

use candle_core::Device as CandleDevice;

use super::{
    Checkpoint, DreamStrength, Dreamer, Request, Settings, Start, Subject, Theme, ZoomRequest,
    dreamer::{dream_from, dream_on, objective},
    octaves::OctavePlan,
};
use crate::{
    backends::{plain::PlainNet, winograd::WinogradNet},
    device::Device,
    image::{Picture, Size},
    net::Net,
    planes::Planes,
    random::SplitMix64,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

const VARIANT: Variant = Variant {
    pooling: Pooling::Max,
    border: Border::Zero,
    normalised: false,
};

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();

    WEIGHTS.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/vgg19-q8.safetensors");
        Weights::load(&path).unwrap()
    })
}

fn plain() -> PlainNet {
    PlainNet::new(weights(), VARIANT, &CandleDevice::Cpu).unwrap()
}

/// Soft hills of colour with some noise.
fn hills(height: usize, width: usize, seed: u64) -> Planes {
    let mut random = SplitMix64::new(seed);
    let noise: Vec<f32> = (0..3 * height * width)
        .map(|_| 20.0 * random.symmetric())
        .collect();

    Planes::from_fn(3, height, width, |channel, y, x| {
        let hill = (x as f32 * 0.3 + channel as f32).sin() * (y as f32 * 0.2).cos();
        130.0 + 70.0 * hill + noise[(channel * height + y) * width + x]
    })
}

fn photo(height: usize, width: usize) -> Picture {
    Picture::from_planes(&hills(height, width, 1))
}

fn request(subject: Subject, size: u32) -> Request {
    Request {
        start: Start::Photo(photo(60, 80)),
        subject,
        settings: Settings {
            size,
            strength: DreamStrength::Light,
            ..Settings::default()
        },
    }
}

fn go_on(_: &super::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The mean square of the theme's feature maps.
fn energy(net: &mut PlainNet, theme: Theme, picture: &Planes) -> f64 {
    net.forward(picture, &[theme.layer()]).unwrap();
    let features = net.activations(theme.layer()).unwrap();
    let all: Vec<usize> = (0..features.channels()).collect();
    let channels = theme.channels().unwrap_or(&all);

    let squares = channels
        .iter()
        .flat_map(|&channel| features.plane(channel))
        .map(|&value| f64::from(value).powi(2));
    squares.sum::<f64>() / (channels.len() * features.area()) as f64
}

/// A step of this length along the gradient is small enough for the slope, and large enough for f32.
const SMALL_STEP: f32 = 0.02;

fn moved(picture: &Planes, gradient: &Planes, by: f32) -> Planes {
    let mut moved = picture.clone();
    for (value, slope) in moved.data_mut().iter_mut().zip(gradient.data()) {
        *value += by * slope;
    }
    moved
}

/// The gradient, scaled so that its largest value is 1, and its slope along itself.
struct Uphill {
    direction: Planes,
    slope: f64,
}

fn uphill(net: &mut PlainNet, subject: &Subject, picture: &Planes) -> Uphill {
    let mut objective = objective(net, subject).unwrap();
    let mut gradient = Planes::default();
    objective.gradient(net, picture, &mut gradient).unwrap();

    let largest = gradient.data().iter().fold(0.0_f32, |a, b| a.max(b.abs()));
    let square: f64 = gradient
        .data()
        .iter()
        .map(|value| f64::from(*value).powi(2))
        .sum();
    for value in gradient.data_mut() {
        *value /= largest;
    }

    Uphill {
        direction: gradient,
        slope: square / f64::from(largest),
    }
}

#[test]
fn the_gradient_of_a_theme_is_that_of_its_mean_square() {
    let picture = hills(48, 64, 3);
    for theme in [
        Theme::Patterns,
        Theme::Creatures,
        Theme::Dogs,
        Theme::Snakes,
    ] {
        let mut net = plain();
        let up = uphill(&mut net, &Subject::Theme(theme), &picture);

        let ahead = energy(&mut net, theme, &moved(&picture, &up.direction, SMALL_STEP));
        let behind = energy(
            &mut net,
            theme,
            &moved(&picture, &up.direction, -SMALL_STEP),
        );
        let measured = (ahead - behind) / f64::from(2.0 * SMALL_STEP);

        let error = (measured - up.slope).abs() / up.slope;
        assert!(
            error < 0.02,
            "{theme:?}: measured {measured:e}, computed {:e}",
            up.slope
        );
    }
}

#[test]
fn the_gradient_towards_a_guide_is_that_of_the_best_agreement() {
    const TAP: Relu = Relu::R4_4;

    let mut net = plain();
    let guide = photo(48, 48);
    let picture = hills(48, 64, 5);
    let up = uphill(&mut net, &Subject::Guide(guide.clone()), &picture);

    // What each place agrees with best, found by hand.
    net.forward(&guide.resized(384, 384).to_planes(), &[TAP])
        .unwrap();
    let wanted = net.activations(TAP).unwrap();
    let mut agreement = |picture: &Planes| {
        net.forward(picture, &[TAP]).unwrap();
        let own = net.activations(TAP).unwrap();
        let product = |place: usize, other: usize| -> f64 {
            (0..own.channels())
                .map(|channel| {
                    f64::from(own.plane(channel)[place]) * f64::from(wanted.plane(channel)[other])
                })
                .sum()
        };

        let best = (0..own.area()).map(|place| {
            (0..wanted.area())
                .map(|other| product(place, other))
                .fold(f64::MIN, f64::max)
        });
        best.sum::<f64>() / own.data().len() as f64
    };

    let ahead = agreement(&moved(&picture, &up.direction, SMALL_STEP));
    let behind = agreement(&moved(&picture, &up.direction, -SMALL_STEP));
    let measured = (ahead - behind) / f64::from(2.0 * SMALL_STEP);
    let error = (measured - up.slope).abs() / up.slope;
    assert!(
        error < 0.02,
        "measured {measured:e}, computed {:e}",
        up.slope
    );
}

#[test]
fn networks_dream_alike() {
    let request = request(Subject::Theme(Theme::Birds), 80);
    let slow = dream_on(&mut plain(), &request, &mut go_on).unwrap();
    let mut fast = WinogradNet::new(weights(), VARIANT).unwrap();
    let fast = dream_on(&mut fast, &request, &mut go_on).unwrap();

    let differences = slow
        .picture
        .as_rgb()
        .iter()
        .zip(fast.picture.as_rgb())
        .map(|(a, b)| f64::from(a.abs_diff(*b)));
    let mean = differences.sum::<f64>() / slow.picture.as_rgb().len() as f64;
    assert!(mean < 3.0, "they differ by {mean} of 255");
}

#[test]
fn a_dream_shows_more_of_its_theme_the_longer_it_lasts() {
    let mut net = plain();
    let mut last = energy(&mut net, Theme::Dogs, &photo(60, 80).to_planes());

    for strength in [DreamStrength::Light, DreamStrength::Medium] {
        let mut request = request(Subject::Theme(Theme::Dogs), 80);
        request.settings.strength = strength;
        let dream = dream_on(&mut net, &request, &mut go_on).unwrap();
        let now = energy(&mut net, Theme::Dogs, &dream.picture.to_planes());

        assert!(now > 2.0 * last, "{strength:?}: {last} became {now}");
        last = now;
    }
}

#[test]
fn octaves_grow_up_to_the_full_size_and_begin_with_room_for_a_motif() {
    let plan = OctavePlan {
        octaves: 6,
        steps: 8,
        step: 2.0,
        least_side: 60,
    };
    let sides = |width, height| -> Vec<(usize, usize)> {
        let sizes = plan.sizes(Size::new(width, height));
        sizes
            .into_iter()
            .map(|size| (size.width, size.height))
            .collect()
    };

    assert_eq!(
        sides(600, 450),
        [
            (112, 84),
            (156, 117),
            (219, 164),
            (306, 230),
            (429, 321),
            (600, 450)
        ]
    );
    assert_eq!(sides(100, 90), [(71, 64), (100, 90)]);
    assert_eq!(sides(40, 30), [(40, 30)], "a small picture is one octave");
}

#[test]
fn progress_rises_to_one_and_can_stop_the_dream() {
    let request = request(Subject::Theme(Theme::Eyes), 128);
    let mut seen = Vec::new();
    let dream = dream_on(&mut plain(), &request, &mut |progress| {
        seen.push((progress.done, progress.fraction, progress.preview().width()));
        ControlFlow::Continue(())
    })
    .unwrap();

    assert!(!dream.stopped && dream.picture.width() == 128);
    assert_eq!(seen.len(), dream.steps + 1);
    assert_eq!(seen.first().map(|first| first.0), Some(0));
    assert!(seen.windows(2).all(|pair| pair[0].1 < pair[1].1));
    let (done, fraction, width) = *seen.last().unwrap();
    assert_eq!((done, width), (dream.steps, 128));
    assert!((fraction - 1.0).abs() < 1e-9);

    let stopped = dream_on(&mut plain(), &request, &mut |progress| {
        if progress.done == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .unwrap();
    assert!(stopped.stopped);
    assert_eq!(stopped.steps, 2);
    assert!(stopped.picture.width() < 128);
}

#[test]
fn the_same_seed_dreams_the_same() {
    let dream = |seed| {
        let mut request = request(Subject::Theme(Theme::Flowers), 72);
        request.settings.seed = seed;
        dream_on(&mut plain(), &request, &mut go_on)
            .unwrap()
            .picture
    };

    assert!(dream(1) == dream(1));
    assert!(dream(1) != dream(2));
}

#[test]
fn colours_stay_if_they_are_to_be_kept() {
    let mut request = request(Subject::Theme(Theme::Fruit), 80);
    request.settings.keep_colors = true;
    let dream = dream_on(&mut plain(), &request, &mut go_on).unwrap();
    let photo = photo(60, 80);

    // Where nothing was clamped, red stays as far from green as it was.
    let pixels = photo
        .as_rgb()
        .chunks_exact(3)
        .zip(dream.picture.as_rgb().chunks_exact(3));
    let unclamped = |pixel: &[u8]| pixel.iter().all(|&value| (2..=253).contains(&value));
    let mut compared = 0;
    for (before, after) in pixels.filter(|pair| unclamped(pair.1)) {
        let distance = |pixel: &[u8]| i32::from(pixel[0]) - i32::from(pixel[1]);
        assert!((distance(before) - distance(after)).abs() <= 2);
        compared += 1;
    }

    assert!(compared > 1000);
    assert!(dream.picture != photo);
}

#[test]
fn a_dream_from_noise_is_square() {
    let request = Request {
        start: Start::Noise,
        ..request(Subject::Theme(Theme::Jungle), 96)
    };
    let dream = dream_on(&mut plain(), &request, &mut go_on).unwrap();
    assert_eq!((dream.picture.width(), dream.picture.height()), (96, 96));
}

#[test]
fn a_zoom_has_a_frame_for_each_step() {
    let mut dreamer = Dreamer::new(weights().clone(), Device::default());
    let zoom = dreamer
        .zoom(
            &ZoomRequest {
                first: request(Subject::Theme(Theme::Creatures), 72),
                themes: vec![Theme::Creatures, Theme::Birds],
                frames: 4,
            },
            &mut go_on,
        )
        .unwrap();
    assert_eq!(zoom.frames.len(), 5);
    assert!(!zoom.stopped);

    let sizes = zoom.frames.iter().map(Picture::size);
    assert!(sizes.into_iter().all(|size| size == Size::new(72, 54)));
}

#[test]
fn a_flat_picture_dreams_as_well() {
    let request = Request {
        start: Start::Photo(Picture::from_rgb(80, 80, vec![128; 80 * 80 * 3]).unwrap()),
        ..request(Subject::Theme(Theme::Faces), 80)
    };
    let dream = dream_on(&mut plain(), &request, &mut go_on).unwrap();
    let levels = dream.picture.as_rgb();
    assert!(levels.iter().max().unwrap() - levels.iter().min().unwrap() > 50);
}

#[test]
fn themes_are_named_and_their_channels_exist() {
    for theme in Theme::ALL {
        assert_eq!(theme.name().parse(), Ok(theme));
        let channels = theme.channels().unwrap_or_default();
        assert!(channels.iter().all(|&c| c < theme.layer().channels()));
    }

    let refused = "unicorns".parse::<Theme>().unwrap_err();
    assert!(refused.contains("dogs") && refused.contains("unicorns"));
}

#[test]
fn a_dream_goes_on_from_a_checkpoint_to_the_same_picture() {
    let request = request(Subject::Theme(Theme::Eyes), 96);
    let whole = dream_on(&mut plain(), &request, &mut go_on).unwrap();

    let half = whole.steps / 2;
    let mut kept = None;
    dream_on(&mut plain(), &request, &mut |progress| {
        kept = progress.checkpoint();
        if progress.done == half {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .unwrap();

    let kept = Checkpoint::from_bytes(&kept.unwrap().to_bytes()).unwrap();
    let mut steps = Vec::new();
    let resumed = dream_from(
        &mut plain(),
        &request,
        Some(kept.clone()),
        &mut |progress| {
            steps.push(progress.done);
            ControlFlow::Continue(())
        },
    )
    .unwrap();

    assert_eq!(resumed.picture.as_rgb(), whole.picture.as_rgb());
    let expected: Vec<usize> = (half..=whole.steps).collect();
    assert_eq!(steps, expected, "it counts on");

    let other = self::request(Subject::Theme(Theme::Dogs), 96);
    assert!(kept.suits(&request) && !kept.suits(&other));
    assert!(Checkpoint::from_bytes(b"nothing").is_err());
}
