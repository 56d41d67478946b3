use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use super::{choice::Excited, reaction::Explainer, *};
use crate::{
    backends::plain::{BackwardRule, PlainNet},
    candle_device::CandleDevice,
    net::{Gradient, Net},
    planes::{PlaneSize, Region},
    vgg::Kernel,
};

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();

    WEIGHTS.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/vgg19-q8.safetensors");
        Weights::load(&path).unwrap()
    })
}

/// Waves of several lengths in several colours.
fn photo(height: usize, width: usize) -> Planes {
    Planes::from_fn(3, height, width, |channel, y, x| {
        let x = x as f32;
        let y = y as f32;
        let phase = channel as f32;
        let coarse = (0.11 * x + phase).sin() * (0.07 * y - phase).cos();
        let fine = (0.9 * x - 0.5 * y + 2.0 * phase).sin();
        125.0 + 70.0 * coarse + 40.0 * fine
    })
}

fn explainer_by(weights: &Weights, rule: BackwardRule) -> Explainer {
    Explainer::with_rule(weights, &CandleDevice::default(), rule).unwrap()
}

fn plain() -> PlainNet {
    PlainNet::new(weights(), VARIANT, CandleDevice::default().inner()).unwrap()
}

/// The strongest place of the channel that is excited most.
fn strongest(layer: Relu, activations: &Planes) -> Excited {
    let best = maxima(layer, activations)
        .into_iter()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap();
    let plane = activations.plane(best.0);
    let place = plane
        .iter()
        .position(|value| value.total_cmp(&best.1).is_eq())
        .unwrap();

    Excited {
        channel: best.0,
        row: place / activations.width(),
        column: place % activations.width(),
        value: best.1,
    }
}

#[test]
fn the_gradient_of_an_activation_is_that_of_finite_differences() {
    const STEP: f32 = 0.25;

    let photo = photo(72, 67);
    let whole = Region::new(0..72, 0..67);
    let mut net = plain();
    let mut explainer = explainer_by(weights(), BackwardRule::Gradient);
    for layer in [Relu::R1_2, Relu::R2_2, Relu::R3_3] {
        net.forward(&photo, &[layer]).unwrap();
        let excited = strongest(layer, &net.activations(layer).unwrap());
        let slopes = explainer.slopes(&photo, layer, &excited, whole).unwrap();

        let mut order: Vec<usize> = (0..slopes.data().len()).collect();
        order.sort_by(|&a, &b| slopes.data()[b].abs().total_cmp(&slopes.data()[a].abs()));
        let mut at = |index: usize, by: f32| {
            let mut moved = photo.clone();
            moved.data_mut()[index] += by;
            net.forward(&moved, &[layer]).unwrap();
            let map = net.activations(layer).unwrap();
            map.plane(excited.channel)[excited.row * map.width() + excited.column]
        };

        // The steepest values, and one on which nothing depends.
        let first = order[0];
        let last = order[order.len() - 1];
        for index in order[1..12].iter().copied().chain([first, last]) {
            let difference = (at(index, STEP) - at(index, -STEP)) / (2.0 * STEP);
            let slope = slopes.data()[index];
            let tolerance = 0.02 * slopes.data()[first].abs();
            assert!(
                (difference - slope).abs() < tolerance,
                "{layer:?} {index}: {difference} instead of {slope}"
            );
        }
    }
}

#[test]
fn a_piece_of_the_photo_gives_the_slopes_of_the_whole() {
    let photo = photo(198, 171);
    let mut net = plain();
    let mut explainer = explainer_by(weights(), BackwardRule::Gradient);
    for layer in LAYERS {
        net.forward(&photo, &[layer]).unwrap();
        let activations = net.activations(layer).unwrap();
        for excited in choice::choose(layer, &activations, photo.size()) {
            let mut one = Planes::zeros(
                activations.channels(),
                activations.height(),
                activations.width(),
            );
            let place = excited.row * one.width() + excited.column;
            one.plane_mut(excited.channel)[place] = 1.0;

            let mut expected = Planes::default();
            net.forward(&photo, &[layer]).unwrap();
            let gradient = Gradient::Explicit {
                tap: layer,
                gradient: &one,
            };
            net.backward(&[gradient], &mut expected).unwrap();

            let middle = Region::new(60..130, 50..120);
            let slopes = explainer.slopes(&photo, layer, &excited, middle).unwrap();
            let expected = expected.part(middle);
            let largest = expected.data().iter().fold(1e-6_f32, |a, b| a.max(b.abs()));
            for (slope, expected) in slopes.data().iter().zip(expected.data()) {
                assert!((slope - expected).abs() < 1e-3 * largest, "{layer:?}");
            }
        }
    }
}

/// Sets the middle of a kernel.
fn tap(weights: &mut Weights, relu: Relu, output: usize, input: usize, value: f32) {
    let convolution = &mut weights.convolutions[relu.index()];
    let mut kernel = convolution.kernel.to_vec();
    kernel[(output * convolution.inputs + input) * 9 + 4] = value;
    convolution.kernel = Kernel::Plain(Arc::from(kernel));
}

/// Computed by hand. The first layer has f0 = red, f1 = green, f2 = blue (its ReLU closed) and
/// f3 = -red; the second has g0 = 2 f0 - 3 f1 + 5 f2 and g1 = -f3 + 4 f1.
#[test]
fn guided_backpropagation_leaves_out_what_weakens_a_layer_above() {
    let mut weights = weights().clone();
    for relu in [Relu::R1_1, Relu::R1_2] {
        let convolution = &mut weights.convolutions[relu.index()];
        let zeros = vec![0.0; convolution.kernel.to_vec().len()];
        convolution.kernel = Kernel::Plain(Arc::from(zeros));
        convolution.bias.fill(1e4);
    }
    weights.convolutions[1].bias.fill(1e5);
    weights.convolutions[0].bias[2] = -1e4;
    tap(&mut weights, Relu::R1_1, 0, 0, 1.0);
    tap(&mut weights, Relu::R1_1, 1, 1, 1.0);
    tap(&mut weights, Relu::R1_1, 2, 2, 1.0);
    tap(&mut weights, Relu::R1_1, 3, 0, -1.0);
    tap(&mut weights, Relu::R1_2, 0, 0, 2.0);
    tap(&mut weights, Relu::R1_2, 0, 1, -3.0);
    tap(&mut weights, Relu::R1_2, 0, 2, 5.0);
    tap(&mut weights, Relu::R1_2, 1, 3, -1.0);
    tap(&mut weights, Relu::R1_2, 1, 1, 4.0);

    let photo = photo(20, 20);
    let slopes = |rule, channel| {
        let excited = Excited {
            channel,
            row: 9,
            column: 11,
            value: 1.0,
        };
        let place = Region::new(9..10, 11..12);
        explainer_by(&weights, rule)
            .slopes(&photo, Relu::R1_2, &excited, place)
            .unwrap()
            .data()
            .to_vec()
    };

    assert_eq!(slopes(BackwardRule::Gradient, 0), [2.0, -3.0, 0.0]);
    assert_eq!(slopes(BackwardRule::Guided, 0), [2.0, 0.0, 0.0]);
    // Less of less is more: the gradient says so, guided backpropagation does not follow it.
    assert_eq!(slopes(BackwardRule::Gradient, 1), [1.0, 4.0, 0.0]);
    assert_eq!(slopes(BackwardRule::Guided, 1), [0.0, 4.0, 0.0]);
}

#[test]
fn three_channels_are_shown_at_places_apart() {
    let photo = photo(160, 240);
    let mut net = plain();
    net.forward(&photo, &LAYERS).unwrap();
    for layer in LAYERS {
        let activations = net.activations(layer).unwrap();
        let chosen = choice::choose(layer, &activations, photo.size());
        assert_eq!(chosen.len(), CHANNELS, "{layer:?}");

        for (index, one) in chosen.iter().enumerate() {
            let plane = activations.plane(one.channel);
            let there = plane[one.row * activations.width() + one.column];
            assert!(one.value.total_cmp(&there).is_eq());
            for other in &chosen[index + 1..] {
                assert_ne!(one.channel, other.channel);
            }
        }
    }
}

#[test]
fn a_channel_that_is_always_excited_is_not_chosen() {
    let layer = Relu::R1_2;
    let usual = usual::usual(layer);
    // Each channel reacts as usual but the last three.
    let activations = Planes::from_fn(64, 90, 90, |channel, y, x| {
        let place = 20 + 15 * (channel % 4);
        if (y, x) != (place, place) {
            0.0
        } else if channel > 60 {
            10.0 * usual[channel] + 5000.0
        } else {
            usual[channel]
        }
    });

    let size = PlaneSize {
        height: 90,
        width: 90,
    };
    let mut chosen: Vec<usize> = choice::choose(layer, &activations, size)
        .iter()
        .map(|excited| excited.channel)
        .collect();
    chosen.sort_unstable();
    assert_eq!(chosen, [61, 62, 63]);
}

#[test]
fn the_table_has_each_channel() {
    for layer in LAYERS {
        let usual = usual::usual(layer);
        assert_eq!(usual.len(), layer.channels());
        assert!(usual.iter().all(|value| value.is_finite() && *value >= 0.0));
    }
}

#[test]
fn flat_and_narrow_photos_are_looked_at_as_well() {
    for (width, height) in [(64, 64), (700, 40), (33, 400)] {
        let rgb = vec![128; width as usize * height as usize * 3];
        let photo = Picture::from_rgb(width, height, rgb).unwrap();
        let mut layers = Vec::new();
        let flow = look(&photo, weights(), &Device::default(), &mut |layer| {
            layers.push(layer);
            ControlFlow::Continue(())
        });

        assert!(flow.unwrap().is_continue());
        assert_eq!(layers.len(), LAYERS.len());
        for reaction in layers.iter().flat_map(|layer| &layer.reactions) {
            assert_eq!(reaction.piece.size(), reaction.reacts_to.size());
            assert!(reaction.dreams_of.is_some());
        }
    }
}

#[test]
fn looking_stops_after_a_layer() {
    let photo = Picture::from_planes(&photo(64, 64));
    let mut layers = 0;
    let flow = look(&photo, weights(), &Device::default(), &mut |_| {
        layers += 1;
        ControlFlow::Break(())
    });

    assert!(flow.unwrap().is_break());
    assert_eq!(layers, 1);
}
