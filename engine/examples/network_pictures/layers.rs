//! Figures of what stands in the network when it looks at a picture.

use vernissage_engine::{
    image::Picture,
    net::{Gradient, Moments, Net},
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant},
};

use crate::{
    FigureMaker,
    drawing::{self, Square},
};

/// The network as it was trained.
const TRAINED: Variant = Variant {
    pooling: Pooling::Max,
    border: Border::Zero,
    normalised: false,
};

/// How many px of the picture a value of a layer depends on, each way.
struct Reach {
    layer: Relu,
    pixels: usize,
}

const REACHES: [Reach; 5] = [
    reach(Relu::R1_2, 5),
    reach(Relu::R2_2, 14),
    reach(Relu::R3_3, 40),
    reach(Relu::R4_2, 84),
    reach(Relu::R5_1, 156),
];

const fn reach(layer: Relu, pixels: usize) -> Reach {
    Reach { layer, pixels }
}

/// The edge of the pupil of the cat's left eye, as shares of height and width.
const EYE: (f64, f64) = (0.393, 0.412);

/// A part of a picture as it is shown, in px.
const PART: u32 = 160;

impl FigureMaker {
    fn net(&self) -> anyhow::Result<Box<dyn Net>> {
        Ok(self.device.exact_net(&self.weights, TRAINED)?)
    }
}

fn eye(picture: &Planes, side: usize) -> Square {
    let (down, across) = EYE;
    let y = (down * picture.height() as f64) as usize;
    let x = (across * picture.width() as f64) as usize;

    Square::around(y, x, side, picture)
}

/// The photo with what a value of each layer depends on, and these parts.
pub(crate) fn sees(maker: &FigureMaker) -> anyhow::Result<()> {
    let photo = maker.small_photo().to_planes();
    maker.save("photo", &Picture::from_planes(&photo))?;

    let mut marked = photo.clone();
    for Reach { layer, pixels } in REACHES {
        let square = eye(&photo, pixels);
        square.outline(&mut marked);
        maker.save(&format!("sees_{}", name(layer)), &square.cut(&photo, PART))?;
    }

    let whole = eye(&photo, photo.height());
    maker.save("sees", &whole.cut(&marked, 2 * PART))
}

/// Nine feature maps of three layers: those that differ most from place to place.
pub(crate) fn maps(maker: &FigureMaker) -> anyhow::Result<()> {
    const MAPS: usize = 9;
    const COLUMNS: usize = 3;

    let layers = [Relu::R1_2, Relu::R3_1, Relu::R5_1];
    let mut net = maker.net()?;
    net.forward(&maker.photo.to_planes(), &layers)?;
    for layer in layers {
        let activations = net.activations(layer)?;
        let mut channels: Vec<usize> = (0..activations.channels()).collect();
        let contrast = |channel: &usize| variance(activations.plane(*channel));
        channels.sort_by(|a, b| contrast(b).total_cmp(&contrast(a)));

        // Not the nine strongest, which are much alike: every so many of the stronger half.
        let apart = activations.channels() / 2 / MAPS;
        let chosen = channels.iter().step_by(apart).take(MAPS);
        let shown: Vec<Planes> = chosen
            .map(|channel| feature_map(&activations, *channel))
            .collect();

        let name = format!("maps_{}", name(layer));
        maker.save(&name, &drawing::grid(&shown, COLUMNS))?;
    }

    Ok(())
}

/// A feature map as a grey picture, its places as squares.
fn feature_map(activations: &Planes, channel: usize) -> Planes {
    const WIDTH: usize = 104;
    const HEIGHT: usize = 69;

    let map = activations.plane(channel);
    let most = map.iter().fold(1e-9_f32, |most, value| most.max(*value));
    let height = activations.height();
    let width = activations.width();

    Planes::from_fn(1, HEIGHT, WIDTH, |_, y, x| {
        let value = map[y * height / HEIGHT * width + x * width / WIDTH];
        255.0 * (value / most).sqrt()
    })
}

fn variance(values: &[f32]) -> f32 {
    let count = values.len() as f32;
    let mean = values.iter().sum::<f32>() / count;

    values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f32>()
        / count
}

/// The Gram matrices of two paintings at relu1_1: shades for how strongly each two of its maps react
/// together.
pub(crate) fn gram(maker: &FigureMaker) -> anyhow::Result<()> {
    const LAYER: Relu = Relu::R1_1;
    const SHOWN: usize = 32;
    const CELL: usize = 10;

    let mut net = maker.net()?;
    let mut measure = |picture: &Picture| -> anyhow::Result<Moments> {
        let mut moments = Moments::default();
        net.forward(&picture.to_planes(), &[LAYER])?;
        net.moments(LAYER, &mut moments)?;
        Ok(moments)
    };

    let first = measure(&maker.style)?;
    let second = measure(&maker.other_style)?;

    // The strongest maps of both, so that the two can be compared cell by cell.
    let channels = LAYER.channels();
    let strength = |channel: usize| {
        let own = channel * (channels + 1);
        first.second[own] + second.second[own]
    };
    let mut order: Vec<usize> = (0..channels).collect();
    order.sort_by(|a, b| strength(*b).total_cmp(&strength(*a)));
    order.truncate(SHOWN);
    order.sort_unstable();

    for (name, moments) in [("gram_wave", &first), ("gram_auvers", &second)] {
        let value =
            |row: usize, column: usize| moments.second[order[row] * channels + order[column]];
        let mut strengths: Vec<f32> = (0..SHOWN).map(|row| value(row, row)).collect();
        strengths.sort_by(f32::total_cmp);

        // The single strongest map would leave all others pale.
        let most = strengths[SHOWN - 3];
        let picture = drawing::matrix(SHOWN, SHOWN, CELL, |row, column| {
            (value(row, column) / most).sqrt()
        });

        maker.save(name, &picture)?;
    }

    Ok(())
}

/// What the strongest value at the eye reacts to, in three layers: its gradient.
pub(crate) fn reacts(maker: &FigureMaker) -> anyhow::Result<()> {
    let photo = maker.small_photo().to_planes();
    let mut net = maker.net()?;

    for Reach { layer, pixels } in &REACHES[2..] {
        net.forward(&photo, &[*layer])?;
        let activations = net.activations(*layer)?;
        let mut one = Planes::zeros(
            activations.channels(),
            activations.height(),
            activations.width(),
        );

        let (down, across) = EYE;
        let y = (down * activations.height() as f64) as usize;
        let x = (across * activations.width() as f64) as usize;
        let place = y * activations.width() + x;
        let strongest = (0..activations.channels())
            .max_by(|a, b| activations.plane(*a)[place].total_cmp(&activations.plane(*b)[place]))
            .unwrap_or_default();
        one.plane_mut(strongest)[place] = 1.0;

        let mut gradient = Planes::default();
        let explicit = Gradient::Explicit {
            tap: *layer,
            gradient: &one,
        };
        net.backward(&[explicit], &mut gradient)?;

        let picture = drawing::gradient(&gradient);
        let part = eye(&picture, *pixels).cut(&picture, PART);
        maker.save(&format!("reacts_{}", name(*layer)), &part)?;
    }

    Ok(())
}

/// `relu4_2`.
pub(crate) fn name(layer: Relu) -> String {
    layer.convolution_name().replace("conv", "relu")
}
