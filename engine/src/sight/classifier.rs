//! The classifier: what a photo shows, and where.

use candle_core::{IndexOp, Tensor};
use candle_nn::ops::softmax;

use super::{
    AttentionMap, ClassScore, Scores, SightError,
    efficientnet::{EfficientNet, Rule},
    lines, views,
};
use crate::{candle_device::CandleDevice, image::Picture, mobilenet::Trace, planes::Planes};

/// Names photos among the classes of ImageNet. On the CPU a view takes a tenth of a second.
pub struct Classifier {
    device: CandleDevice,
    net: EfficientNet,
}

impl Classifier {
    /// A classifier with the weights that come with the program.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(device: CandleDevice) -> Result<Self, SightError> {
        Ok(Self {
            net: EfficientNet::new(device.inner())?,
            device,
        })
    }

    /// How probable each class is: the mean over the central square, the whole photo made square,
    /// and both mirrored.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn classify(&self, photo: &Picture) -> Result<Scores, SightError> {
        let mut all = Vec::new();
        for view in views::views(photo) {
            let trace = self.trace(&view)?;
            let probabilities = softmax(&self.net.logits(&trace)?, 0)?;
            all.push(probabilities.to_vec1()?);
        }

        Ok(Scores::mean(&all))
    }

    /// Where in the photo the network finds these classes, each as far as its probability counts
    /// among them: their class activation map (Zhou et al., "Learning Deep Features for
    /// Discriminative Localization", 2016).
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn attention(
        &self,
        photo: &Picture,
        classes: &[ClassScore],
    ) -> Result<AttentionMap, SightError> {
        let trace = self.trace(&views::searched(photo))?;
        self.map(trace.features(), classes)
    }

    /// The lines that the network goes by when it finds these classes, drawn on paper: guided
    /// backpropagation, where the map is hot.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn lines(&self, photo: &Picture, classes: &[ClassScore]) -> Result<Picture, SightError> {
        let trace = self.trace(&views::searched(photo))?;
        let map = self.map(trace.features(), classes)?;

        let weights = self.feature_weights(classes)?;
        let gradient = self.net.backward(&trace, &weights, Rule::Guided)?;
        let (_, channels, height, width) = gradient.dims4()?;
        let gradient = gradient.flatten_all()?.to_vec1()?;

        let gradient = Planes::from_vec(channels, height, width, gradient);
        Ok(lines::drawn(&gradient, &map))
    }

    fn trace(&self, view: &Planes) -> Result<Trace, SightError> {
        let input = views::input(view, self.device.inner())?;
        Ok(self.net.forward(&input)?)
    }

    fn map(&self, features: &Tensor, classes: &[ClassScore]) -> Result<AttentionMap, SightError> {
        let weights = self.feature_weights(classes)?;
        let (_, channels, height, width) = features.dims4()?;
        let columns = features.reshape((channels, height * width))?;
        let evidence = weights.unsqueeze(0)?.matmul(&columns)?;

        let evidence = evidence.flatten_all()?.to_vec1()?;
        Ok(AttentionMap::from_evidence(&Planes::from_vec(
            1, height, width, evidence,
        )))
    }

    /// How much each feature map counts for these classes more than for an average class: what
    /// speaks for all classes alike says nothing.
    fn feature_weights(&self, classes: &[ClassScore]) -> Result<Tensor, SightError> {
        let weights = self.net.class_weights();
        let mean = weights.mean(0)?;
        let total: f32 = classes.iter().map(|class| class.probability).sum();

        let mut sum = mean.zeros_like()?;
        for class in classes {
            let share = f64::from(class.probability / total.max(f32::MIN_POSITIVE));
            let own = (weights.i(usize::from(class.class))? - &mean)?;
            sum = (sum + (own * share)?)?;
        }

        Ok(sum)
    }
}

#[cfg(test)]
impl Classifier {
    pub(super) const fn net(&self) -> &EfficientNet {
        &self.net
    }
}
