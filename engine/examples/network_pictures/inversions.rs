//! Figures that begin as noise: content, style, and both.

use std::ops::ControlFlow;

use vernissage_engine::{
    image::Picture,
    inversion::{Content, Inverter, Request, Style, StyleStatistics},
    recipe::OptimizerKind,
    vgg::Relu,
};

use crate::{FigureMaker, layers::name};

const CONTENT_LAYERS: [Relu; 5] = [Relu::R1_2, Relu::R2_2, Relu::R3_3, Relu::R4_2, Relu::R5_1];
const STYLE_LAYERS: [Relu; 5] = [Relu::R1_1, Relu::R2_1, Relu::R3_1, Relu::R4_1, Relu::R5_1];

/// Side of a texture in px.
const TEXTURE: u32 = 256;

/// Iterations of the painting at which it is shown.
const STEPS: [usize; 6] = [0, 5, 15, 40, 120, 400];

impl FigureMaker {
    fn inverter(&self) -> Inverter {
        Inverter::new(self.weights.clone(), self.device.clone())
    }

    fn content(&self, layer: Relu, weight: f64) -> Content {
        Content {
            photo: self.photo.clone(),
            layer,
            weight,
        }
    }

    fn style(&self, layers: &[Relu], statistics: StyleStatistics) -> Style {
        Style {
            picture: self.style.clone(),
            layers: layers.to_vec(),
            statistics,
            weight: 1.0,
        }
    }

    fn request(&self, content: Option<Content>, style: Option<Style>) -> Request {
        let size = self.size();
        Request {
            content,
            style,
            smoothness: 1.0,
            width: size.width,
            height: size.height,
            sizes: 2,
            iterations: 150,
            optimizer: OptimizerKind::Lbfgs,
            seed: 1,
        }
    }
}

fn invert(inverter: &mut Inverter, request: &Request) -> anyhow::Result<Picture> {
    Ok(inverter.invert(request, &mut |_| ControlFlow::Continue(()))?)
}

/// The photo rebuilt from one layer.
pub(crate) fn content(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut inverter = maker.inverter();
    for layer in CONTENT_LAYERS {
        let request = maker.request(Some(maker.content(layer, 100.0)), None);
        let picture = invert(&mut inverter, &request)?;
        maker.save(&format!("content_{}", name(layer)), &picture)?;
    }

    Ok(())
}

/// Textures that share the Gram matrices of the first layers with the style, and one that shares
/// only the means.
pub(crate) fn style(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut inverter = maker.inverter();
    let texture = |layers: &[Relu]| Request {
        width: TEXTURE,
        height: TEXTURE,
        smoothness: 0.2,
        ..maker.request(None, Some(maker.style(layers, StyleStatistics::Gram)))
    };

    for count in 1..=STYLE_LAYERS.len() {
        let picture = invert(&mut inverter, &texture(&STYLE_LAYERS[..count]))?;
        maker.save(&format!("style_{count}"), &picture)?;
    }

    Ok(())
}

/// The whole of style transfer from noise, in steps; and the same with means only.
pub(crate) fn transfer(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut inverter = maker.inverter();
    let request = |statistics: StyleStatistics, weight: f64| Request {
        smoothness: 0.5,
        sizes: 1,
        iterations: STEPS[STEPS.len() - 1],
        ..maker.request(
            Some(maker.content(Relu::R4_2, weight)),
            Some(maker.style(&STYLE_LAYERS, statistics)),
        )
    };

    let mut steps = Vec::new();
    inverter.invert(&request(StyleStatistics::Gram, 0.1), &mut |progress| {
        if STEPS.contains(&progress.done) {
            steps.push((progress.done, progress.preview()));
        }
        ControlFlow::Continue(())
    })?;
    for (done, picture) in steps {
        maker.save(&format!("transfer_{done}"), &picture)?;
    }

    let picture = invert(&mut inverter, &request(StyleStatistics::Means, 0.03))?;
    maker.save("transfer_means", &picture)
}
