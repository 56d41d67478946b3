//! What a dream climbs, as a gradient at one layer of the network.

use super::{guide::Guide, theme::Theme};
use crate::{
    net::{Gradient, Net, NetError},
    planes::Planes,
    vgg::Relu,
};

/// How strongly the network sees what it is asked for.
pub(super) enum Objective {
    /// The mean square of some feature maps of a layer.
    Energy(Energy),
    /// How well the places of the picture agree with the best places of a guide.
    Guide(Guide),
}

/// The mean square of feature maps F over their channels and places.
pub(super) struct Energy {
    tap: Relu,
    /// `[C]`: 1 for the channels that count.
    counted: Vec<f32>,
    /// The matrix of the gradient at the layer; kept between steps.
    matrix: Vec<f32>,
    offset: Vec<f32>,
}

impl Energy {
    pub(super) fn of_theme(theme: Theme) -> Self {
        let tap = theme.layer();
        let counted = match theme.channels() {
            None => vec![1.0; tap.channels()],
            Some(channels) => {
                let mut counted = vec![0.0; tap.channels()];
                for &channel in channels {
                    counted[channel] = 1.0;
                }
                counted
            }
        };

        Self {
            matrix: vec![0.0; tap.channels() * tap.channels()],
            offset: vec![0.0; tap.channels()],
            counted,
            tap,
        }
    }

    /// The gradient at the layer of this many places: 2 F / (channels · places).
    fn layer_gradient(&mut self, places: usize) -> Gradient<'_> {
        let channels: f32 = self.counted.iter().sum();
        let scale = 2.0 / (channels * places as f32);
        let stride = self.counted.len() + 1;
        for (channel, counted) in self.counted.iter().enumerate() {
            self.matrix[channel * stride] = scale * counted;
        }

        Gradient::Affine {
            tap: self.tap,
            matrix: &self.matrix,
            offset: &self.offset,
        }
    }
}

impl Objective {
    /// Writes the gradient of the objective with respect to `picture` to `gradient`.
    ///
    /// # Errors
    /// If the network fails.
    pub(super) fn gradient(
        &mut self,
        net: &mut dyn Net,
        picture: &Planes,
        gradient: &mut Planes,
    ) -> Result<(), NetError> {
        match self {
            Self::Energy(energy) => {
                net.forward(picture, &[energy.tap])?;
                let poolings = energy.tap.poolings();
                let places = (picture.height() >> poolings) * (picture.width() >> poolings);

                net.backward(&[energy.layer_gradient(places)], gradient)
            }
            Self::Guide(guide) => {
                net.forward(picture, &[guide.tap()])?;
                let features = net.activations(guide.tap())?;
                let direction = guide.direction(&features)?;

                net.backward(
                    &[Gradient::Explicit {
                        tap: guide.tap(),
                        gradient: &direction,
                    }],
                    gradient,
                )
            }
        }
    }
}
