//! How strongly pictures usually excite each channel.

use std::{collections::HashMap, sync::LazyLock};

use crate::vgg::Relu;

/// The mean over the project's twelve photos and paintings of each channel's maximum, by layer:
/// what `cargo run --release -p vernissage-engine --example atlas -- usual assets/photos/*.jpg
/// assets/styles/*.jpg` prints.
static USUAL: LazyLock<HashMap<String, Vec<f32>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("usual.json")).expect("the table is part of the program")
});

/// The usual maximum of each channel of `layer`, which is one of [`LAYERS`](super::LAYERS). `[C]`.
pub(super) fn usual(layer: Relu) -> &'static [f32] {
    &USUAL[&layer.convolution_name()]
}
