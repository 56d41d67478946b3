//! Figures that are found from noise: content and style.

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
/// only the means of all of them.
pub(crate) fn style(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut inverter = maker.inverter();
    let texture = |layers: &[Relu], statistics: StyleStatistics| Request {
        width: TEXTURE,
        height: TEXTURE,
        smoothness: 0.2,
        ..maker.request(None, Some(maker.style(layers, statistics)))
    };

    for count in 1..=STYLE_LAYERS.len() {
        let picture = invert(
            &mut inverter,
            &texture(&STYLE_LAYERS[..count], StyleStatistics::Gram),
        )?;
        maker.save(&format!("style_{count}"), &picture)?;
    }

    let means = texture(&STYLE_LAYERS, StyleStatistics::Means);
    let picture = invert(&mut inverter, &means)?;
    maker.save("style_means", &picture)
}
