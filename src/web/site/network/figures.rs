//! The figures: which pictures each has, what is said of them, and who found it out.

use super::embedded::{EmbeddedPicture, embedded};
use crate::domain::{language::Language, picture_size::PictureSize};

/// One of them. The atlas is the tenth.
pub(super) struct Figure {
    /// Names its texts: `network-KEY-title`, `-text` and `-alt`.
    key: &'static str,
    /// The size of each picture.
    pub(super) size: PictureSize,
    pub(super) pictures: &'static [FigurePicture],
}

/// A picture of a figure.
pub(super) struct FigurePicture {
    pub(super) embedded: EmbeddedPicture,
    caption: Caption,
}

/// What stands below a picture.
#[derive(Clone, Copy)]
enum Caption {
    /// A text of its own.
    Text(&'static str),
    /// The layer that it is made from, counted in convolutions.
    Layer(u16),
    /// A layer, and how many px wide it sees.
    Window { layer: u16, pixels: u16 },
    /// How many layers it is made from, the first ones.
    Layers(u16),
    /// The iterations done.
    Steps(u16),
}

/// A publication.
pub(super) struct Source {
    /// The end of the key of its names, year and title.
    key: &'static str,
    pub(super) address: &'static str,
}

const PHOTO: PictureSize = PictureSize::new(320, 213);
const MAPS: PictureSize = PictureSize::new(320, 215);
const PART: PictureSize = PictureSize::new(160, 160);
const TEXTURE: PictureSize = PictureSize::new(256, 256);
const MATRIX: PictureSize = PictureSize::new(320, 320);

macro_rules! picture {
    ($name:literal, $caption:expr) => {
        FigurePicture {
            embedded: embedded!("network", $name),
            caption: $caption,
        }
    };
}

pub(super) static FIGURES: [Figure; 9] = [
    Figure {
        key: "sees",
        size: PART,
        pictures: &[
            picture!("sees", Caption::Text("network-sees-photo")),
            picture!("sees_relu1_2", window(2, 5)),
            picture!("sees_relu2_2", window(4, 14)),
            picture!("sees_relu3_3", window(7, 40)),
            picture!("sees_relu4_2", window(10, 84)),
            picture!("sees_relu5_1", window(13, 156)),
        ],
    },
    Figure {
        key: "maps",
        size: MAPS,
        pictures: &[
            picture!("maps_relu1_2", Caption::Layer(2)),
            picture!("maps_relu3_1", Caption::Layer(5)),
            picture!("maps_relu5_1", Caption::Layer(13)),
        ],
    },
    Figure {
        key: "reacts",
        size: PART,
        pictures: &[
            picture!("reacts_relu3_3", Caption::Layer(7)),
            picture!("reacts_relu4_2", Caption::Layer(10)),
            picture!("reacts_relu5_1", Caption::Layer(13)),
        ],
    },
    Figure {
        key: "content",
        size: PHOTO,
        pictures: &[
            picture!("photo", Caption::Text("network-content-photo")),
            picture!("content_relu1_2", Caption::Layer(2)),
            picture!("content_relu2_2", Caption::Layer(4)),
            picture!("content_relu3_3", Caption::Layer(7)),
            picture!("content_relu4_2", Caption::Layer(10)),
            picture!("content_relu5_1", Caption::Layer(13)),
        ],
    },
    Figure {
        key: "gram",
        size: MATRIX,
        pictures: &[
            picture!("gram_wave", Caption::Text("style-wave")),
            picture!("gram_auvers", Caption::Text("style-auvers")),
        ],
    },
    Figure {
        key: "style",
        size: TEXTURE,
        pictures: &[
            picture!("style_1", Caption::Layers(1)),
            picture!("style_2", Caption::Layers(2)),
            picture!("style_3", Caption::Layers(3)),
            picture!("style_4", Caption::Layers(4)),
            picture!("style_5", Caption::Layers(5)),
        ],
    },
    Figure {
        key: "transfer",
        size: PHOTO,
        pictures: &[
            picture!("transfer_0", Caption::Steps(0)),
            picture!("transfer_3", Caption::Steps(3)),
            picture!("transfer_15", Caption::Steps(15)),
            picture!("transfer_45", Caption::Steps(45)),
            picture!("transfer_90", Caption::Steps(90)),
            picture!("transfer_120", Caption::Steps(120)),
        ],
    },
    Figure {
        key: "balance",
        size: PHOTO,
        pictures: &[
            picture!("balance_little", Caption::Text("network-balance-little")),
            picture!("balance_usual", Caption::Text("network-balance-usual")),
            picture!("balance_much", Caption::Text("network-balance-much")),
        ],
    },
    Figure {
        key: "dream",
        size: PHOTO,
        pictures: &[
            picture!("dream_patterns", Caption::Layer(7)),
            picture!("dream_eyes", Caption::Layer(10)),
            picture!("dream_creatures", Caption::Layer(12)),
        ],
    },
];

const fn window(layer: u16, pixels: u16) -> Caption {
    Caption::Window { layer, pixels }
}

/// By year.
pub(super) static SOURCES: [Source; 8] = [
    Source {
        key: "saliency",
        address: "https://arxiv.org/abs/1312.6034",
    },
    Source {
        key: "deconvolution",
        address: "https://arxiv.org/abs/1311.2901",
    },
    Source {
        key: "vgg",
        address: "https://arxiv.org/abs/1409.1556",
    },
    Source {
        key: "inversion",
        address: "https://arxiv.org/abs/1412.0035",
    },
    Source {
        key: "guided",
        address: "https://arxiv.org/abs/1412.6806",
    },
    Source {
        key: "textures",
        address: "https://arxiv.org/abs/1505.07376",
    },
    Source {
        key: "transfer",
        address: "https://arxiv.org/abs/1508.06576",
    },
    Source {
        key: "dreams",
        address: "https://research.google/blog/inceptionism-going-deeper-into-neural-networks/",
    },
];

impl Figure {
    /// The end of its address on the page.
    pub(super) fn anchor(&self) -> &'static str {
        self.key
    }

    pub(super) fn title(&self, language: Language) -> String {
        language.text(&format!("network-{}-title", self.key))
    }

    pub(super) fn text(&self, language: Language) -> String {
        language.text(&format!("network-{}-text", self.key))
    }

    /// What a picture shows, for people who do not see it.
    pub(super) fn alt(&self, picture: &FigurePicture, language: Language) -> String {
        let caption = picture.caption(language);
        language.fill(
            &format!("network-{}-alt", self.key),
            &[("caption", caption.into())],
        )
    }
}

impl Source {
    pub(super) fn title(&self, language: Language) -> String {
        language.text(&format!("network-source-{}", self.key))
    }
}

impl FigurePicture {
    pub(super) fn file(&self) -> &'static str {
        self.embedded.file
    }

    pub(super) fn caption(&self, language: Language) -> String {
        match self.caption {
            Caption::Text(key) => language.text(key),
            Caption::Layer(layer) => language.fill("network-layer", &[("n", layer.into())]),
            Caption::Window { layer, pixels } => language.fill(
                "network-window",
                &[("n", layer.into()), ("pixels", pixels.into())],
            ),
            Caption::Layers(count) => language.fill("network-layers", &[("n", count.into())]),
            Caption::Steps(steps) => language.fill("network-steps", &[("n", steps.into())]),
        }
    }
}
