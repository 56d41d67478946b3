//! A generated set: every sampling, order of scans and restart interval at several sizes, compared
//! with the levels that the writer was given.

use super::{
    decode,
    outline::Coding,
    test_writer::{Layout, Order, Sampling, write},
};
use crate::image::{Limits, PictureError, raw::Raw};

const ORDERS: [Order; 4] = [
    Order::Together,
    Order::Apart,
    Order::ChromaTogether,
    Order::Progressive,
];
const RESTARTS: [usize; 3] = [0, 1, 3];

/// The largest error of one sample and the mean error of a picture: what rounding and the choice
/// of a filter for coarser components cost. A block in a wrong place costs more.
const MOST: f32 = 16.0;
const MEAN: f32 = 3.0;

/// Waves that are gentle enough to survive coarse sampling, and different in each component.
fn level(component: usize, x: f32, y: f32) -> f32 {
    let phase = component as f32 * 1.3;
    128.0 + 50.0 * (x / 40.0 + phase).sin() + 35.0 * (y / 30.0 - 2.0 * phase).cos()
}

/// The samples of a pixel.
fn expected(layout: &Layout, x: usize, y: usize) -> Vec<f32> {
    let levels: Vec<f32> = (0..layout.samplings.len())
        .map(|component| level(component, x as f32, y as f32))
        .collect();
    let rgb = |y: f32, cb: f32, cr: f32| {
        [
            y + 1.402 * (cr - 128.0),
            y - 0.344_136 * (cb - 128.0) - 0.714_136 * (cr - 128.0),
            y + 1.772 * (cb - 128.0),
        ]
        .map(|light| light.clamp(0.0, 255.0))
    };

    match (layout.coding, &levels[..]) {
        (Coding::LumaAndChroma, &[y, cb, cr]) => rgb(y, cb, cr).to_vec(),
        (Coding::LumaAndChroma, &[y, cb, cr, black]) => {
            let [cyan, magenta, yellow] = rgb(y, cb, cr).map(|light| 255.0 - light);
            vec![cyan, magenta, yellow, black]
        }
        _ => levels,
    }
}

/// What is wrong with a decoded picture.
fn fault(layout: &Layout, raw: &Raw) -> Option<String> {
    if (raw.width as usize, raw.height as usize) != (layout.width, layout.height) {
        return Some(format!("{} x {}", raw.width, raw.height));
    }

    let mut samples = raw.samples.iter();
    let mut most = 0.0f32;
    let mut sum = 0.0;
    for y in 0..layout.height {
        for x in 0..layout.width {
            for value in expected(layout, x, y) {
                let error = samples
                    .next()
                    .map_or(255.0, |&found| (f32::from(found) - value).abs());
                most = most.max(error);
                sum += error;
            }
        }
    }

    let mean = sum / raw.samples.len() as f32;
    (most > MOST || mean > MEAN).then(|| format!("off by {most}, {mean} on average"))
}

fn sizes(samplings: &[Sampling]) -> [[usize; 2]; 3] {
    let most_across = samplings.iter().map(|s| s.across).max().unwrap();
    let most_down = samplings.iter().map(|s| s.down).max().unwrap();
    // One unit, or as few as the smallest picture has; whole units.
    let one = |factor: usize| (8 * factor).max(32);
    let whole = |factor: usize| (8 * factor) * 40usize.div_ceil(8 * factor);

    [
        [37, 41],
        [one(most_across), one(most_down)],
        [whole(most_across), whole(most_down)],
    ]
}

/// All sampling factors of a component.
fn factors() -> impl Iterator<Item = Sampling> + Clone {
    (1..=4).flat_map(|across| (1..=4).map(move |down| Sampling { across, down }))
}

fn is_whole(samplings: &[Sampling]) -> bool {
    let most_across = samplings.iter().map(|s| s.across).max().unwrap();
    let most_down = samplings.iter().map(|s| s.down).max().unwrap();
    samplings
        .iter()
        .all(|s| most_across % s.across == 0 && most_down % s.down == 0)
}

/// Every combination of order, restart interval and size.
fn layouts(samplings: &[Sampling], coding: Coding) -> impl Iterator<Item = Layout> {
    ORDERS.into_iter().flat_map(move |order| {
        RESTARTS.into_iter().flat_map(move |restart| {
            sizes(samplings)
                .into_iter()
                .map(move |[width, height]| Layout {
                    width,
                    height,
                    samplings: samplings.to_vec(),
                    order,
                    restart,
                    coding,
                })
        })
    })
}

/// Whether no decoder is right about it: a component that is neither the densest nor the coarsest,
/// in scans of its own.
fn may_be_refused(layout: &Layout) -> bool {
    let most_across = layout.most_across();
    let most_down = layout.most_down();
    let is_between = |factor: usize, most: usize| factor > 1 && factor < most;

    layout.order != Order::Together
        && layout
            .samplings
            .iter()
            .any(|s| is_between(s.across, most_across) || is_between(s.down, most_down))
}

#[track_caller]
fn check(layouts: impl Iterator<Item = Layout>) {
    let mut pictures = 0;
    let mut faults = Vec::new();
    for layout in layouts.filter(Layout::is_legal) {
        pictures += 1;
        let result = decode(&write(&layout, level), &Limits::default());
        let is_whole = is_whole(&layout.samplings);
        let fault = match result {
            Ok(raw) if is_whole => fault(&layout, &raw),
            Err(PictureError::Unsupported { .. }) if !is_whole || may_be_refused(&layout) => None,
            Ok(_) => Some("taken".to_owned()),
            Err(error) => Some(format!("{error:?}")),
        };
        faults.extend(fault.map(|fault| format!("{layout:?}: {fault}")));
    }

    assert!(pictures > 0);
    assert!(
        faults.is_empty(),
        "{} of {pictures}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn usual_samplings_are_decoded_in_every_order_of_scans_with_and_without_restarts() {
    let densest = [[1, 1], [2, 1], [1, 2], [2, 2], [4, 1], [1, 4], [4, 2]];
    let samplings = densest.map(|[across, down]| {
        let one = Sampling { across: 1, down: 1 };
        [Sampling { across, down }, one, one]
    });

    check(samplings.iter().flat_map(|s| {
        [Coding::LumaAndChroma, Coding::Plain]
            .into_iter()
            .flat_map(move |coding| layouts(s, coding))
    }));
}

#[test]
fn every_sampling_of_three_colours_is_decoded_or_refused() {
    let all = factors().flat_map(|luma| {
        factors().flat_map(move |blue| factors().map(move |red| [luma, blue, red]))
    });

    // Each sampling in every order; restart intervals and sizes take turns.
    check(all.enumerate().flat_map(|(turn, samplings)| {
        let of_order = |order| move |layout: &Layout| layout.order == order;
        ORDERS
            .into_iter()
            .enumerate()
            .filter_map(move |(at, order)| {
                layouts(&samplings, Coding::LumaAndChroma)
                    .filter(of_order(order))
                    .nth((turn * 7 + at * 5) % 9)
            })
    }));
}

#[test]
fn grey_is_decoded_whatever_its_sampling_factors() {
    check(factors().flat_map(|s| {
        layouts(&[s], Coding::Plain)
            .filter(|layout| matches!(layout.order, Order::Together | Order::Progressive))
            .collect::<Vec<_>>()
    }));
}

#[test]
fn four_inks_are_decoded() {
    let samplings = [[1, 1], [2, 1], [1, 2], [2, 2]].map(|[across, down]| {
        let one = Sampling { across: 1, down: 1 };
        let dense = Sampling { across, down };
        [dense, one, one, dense]
    });

    check(samplings.iter().flat_map(|s| {
        [Coding::LumaAndChroma, Coding::Plain]
            .into_iter()
            .flat_map(move |coding| layouts(s, coding))
    }));
}
