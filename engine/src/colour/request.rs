//! The request for a coloured photo.

use std::str::FromStr;

use crate::image::{Picture, Size, fitted_size};

/// What to colour, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// The photo. Only its luminance counts.
    pub photo: Picture,
    /// A picture whose colours it gets where it shows something alike.
    pub reference: Option<Picture>,
    /// How colourful it becomes.
    pub amount: Amount,
    /// Longest side of the result in px. The photo keeps its size if this is zero or more than its
    /// own longest side.
    pub size: u32,
}

impl Request {
    /// The size of the result.
    #[must_use]
    pub fn size(&self) -> Size {
        let longest = self.photo.width().max(self.photo.height());
        if self.size == 0 || self.size >= longest {
            self.photo.size()
        } else {
            fitted_size(self.photo.width(), self.photo.height(), self.size)
        }
    }
}

/// How colourful a photo becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Amount {
    /// As if it had faded.
    Less,
    /// As colourful as such photos are, and a little less where in doubt.
    #[default]
    Usual,
    /// Like a postcard.
    More,
}

impl Amount {
    /// The factor of the chroma.
    pub(super) const fn chroma(self) -> f32 {
        match self {
            Self::Less => 0.6,
            Self::Usual => 1.0,
            Self::More => 1.4,
        }
    }
}

impl FromStr for Amount {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "less" => Ok(Self::Less),
            "usual" => Ok(Self::Usual),
            "more" => Ok(Self::More),
            _ => Err(format!(
                "there is no amount {name}; choose less, usual or more"
            )),
        }
    }
}
