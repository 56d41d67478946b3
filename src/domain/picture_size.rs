//! Width and height of a picture.

use serde::{Deserialize, Serialize};

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl PictureSize {
    /// `width` x `height`.
    #[must_use]
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// The same proportions with the longest side at most this.
    #[must_use]
    pub fn within(self, longest: u32) -> Self {
        let side = self.width.max(self.height);
        if side <= longest {
            return self;
        }

        let scale = |length: u32| {
            (f64::from(length) * f64::from(longest) / f64::from(side))
                .round()
                .max(1.0) as u32
        };

        Self {
            width: scale(self.width),
            height: scale(self.height),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_of_an_older_version_has_its_size_as_a_pair() {
        let size = PictureSize::new(600, 300);

        assert_eq!(
            serde_json::from_str::<PictureSize>("[600,300]").unwrap(),
            size
        );
        let written = serde_json::to_string(&size).unwrap();
        assert_eq!(serde_json::from_str::<PictureSize>(&written).unwrap(), size);
    }
}
