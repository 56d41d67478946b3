//! The request for an inversion.

use crate::{image::Picture, recipe::OptimizerKind, vgg::Relu};

/// What the picture has to share with other pictures, and how it is looked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The photo whose content it shows; `None` for a texture.
    pub content: Option<Content>,
    /// The picture whose style it has; `None` to rebuild the content alone.
    pub style: Option<Style>,
    /// Weight of the [total variation](crate::loss::total_variation): keeps the picture free of
    /// noise that the network does not see.
    pub smoothness: f64,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// The number of sizes, each half of the next: at least 1. At a small size the network sees
    /// farther.
    pub sizes: u32,
    /// Iterations at each size.
    pub iterations: usize,
    /// The optimiser.
    pub optimizer: OptimizerKind,
    /// The seed of the noise.
    pub seed: u64,
}

/// A photo and the layer at which its content is compared.
#[derive(Clone, Debug)]
pub struct Content {
    /// The photo.
    pub photo: Picture,
    /// Where its feature maps are matched, place by place.
    pub layer: Relu,
    /// Weight of the squared distance, which is 1 for a picture without any activation.
    pub weight: f64,
}

/// A picture and the statistics of it that are matched.
#[derive(Clone, Debug)]
pub struct Style {
    /// The picture.
    pub picture: Picture,
    /// Where its statistics are matched.
    pub layers: Vec<Relu>,
    /// What is matched there.
    pub statistics: StyleStatistics,
    /// Weight of the squared distance at each layer, which is 1 for a picture without any
    /// activation.
    pub weight: f64,
}

/// What is compared of a layer's feature maps F, a matrix of C channels x n places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleStatistics {
    /// The mean of each map: C numbers.
    Means,
    /// The Gram matrix F Fᵀ / n: how strongly each two maps react together, C² numbers.
    Gram,
}
