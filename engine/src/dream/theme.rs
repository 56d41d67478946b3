//! What a dream is of: a layer, or a few feature maps of one that react to the same kind of thing.

use std::str::FromStr;

use crate::vgg::Relu;

/// What the network is asked to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Fine patterns: all of relu3_3.
    Patterns,
    /// Eyes and spirals: all of relu4_2.
    Eyes,
    /// Animals made of eyes, as in 2015: all of relu4_4.
    Creatures,
    /// Heads with fur: all of relu5_1.
    Animals,
    /// Dogs.
    Dogs,
    /// Cattle, horses and other herds.
    Herd,
    /// Birds.
    Birds,
    /// Snakes and lizards.
    Snakes,
    /// Castles and towers.
    Castles,
    /// Fruit.
    Fruit,
    /// Flowers.
    Flowers,
    /// Leaves and undergrowth.
    Jungle,
    /// Faces and eyes.
    Faces,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 13] = [
        Self::Patterns,
        Self::Eyes,
        Self::Creatures,
        Self::Animals,
        Self::Dogs,
        Self::Herd,
        Self::Birds,
        Self::Snakes,
        Self::Castles,
        Self::Fruit,
        Self::Flowers,
        Self::Jungle,
        Self::Faces,
    ];

    /// Its name in arguments and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patterns => "patterns",
            Self::Eyes => "eyes",
            Self::Creatures => "creatures",
            Self::Animals => "animals",
            Self::Dogs => "dogs",
            Self::Herd => "herd",
            Self::Birds => "birds",
            Self::Snakes => "snakes",
            Self::Castles => "castles",
            Self::Fruit => "fruit",
            Self::Flowers => "flowers",
            Self::Jungle => "jungle",
            Self::Faces => "faces",
        }
    }

    /// The layer whose feature maps are climbed.
    pub(super) const fn layer(self) -> Relu {
        match self {
            Self::Patterns => Relu::R3_3,
            Self::Eyes => Relu::R4_2,
            Self::Creatures => Relu::R4_4,
            _ => Relu::R5_1,
        }
    }

    /// The feature maps of the layer that are climbed; `None` for all of them. They were chosen by
    /// looking at what each map of relu5_1 makes of a few photos.
    pub(super) const fn channels(self) -> Option<&'static [usize]> {
        match self {
            Self::Patterns | Self::Eyes | Self::Creatures | Self::Animals => None,
            Self::Dogs => Some(&[255, 253, 133, 15, 287, 73, 201]),
            Self::Herd => Some(&[455, 508, 414, 492, 435]),
            Self::Birds => Some(&[226, 90, 378, 266, 251]),
            Self::Snakes => Some(&[141, 447, 461, 135, 61]),
            Self::Castles => Some(&[208, 314, 88, 123, 469]),
            Self::Fruit => Some(&[68, 100, 81, 439, 331]),
            Self::Flowers => Some(&[271, 339, 445, 171, 143]),
            Self::Jungle => Some(&[148, 175, 153, 483]),
            Self::Faces => Some(&[457, 93, 34]),
        }
    }
}

impl FromStr for Theme {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|theme| theme.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no theme {name}; choose one of {names}")
        })
    }
}
