//! Parts and single pixels of a picture.

use super::Picture;

impl Picture {
    /// The largest central part of this aspect ratio, resized to `width` x `height` px.
    ///
    /// # Panics
    /// If either is zero.
    #[must_use]
    pub fn covering(&self, width: u32, height: u32) -> Self {
        let scale = f64::max(
            f64::from(width) / f64::from(self.width()),
            f64::from(height) / f64::from(self.height()),
        );
        let side = |side: u32, least: u32| ((f64::from(side) * scale).round() as u32).max(least);
        let scaled = self.resized(side(self.width(), width), side(self.height(), height));

        scaled.part(
            (scaled.width() - width) / 2,
            (scaled.height() - height) / 2,
            width,
            height,
        )
    }

    /// The rectangle of `width` x `height` px at `left` and `top`.
    ///
    /// # Panics
    /// If it extends beyond the picture.
    #[must_use]
    pub fn part(&self, left: u32, top: u32, width: u32, height: u32) -> Self {
        let row = |y: u32| {
            let begin = (y as usize * self.width() as usize + left as usize) * 3;
            &self.as_rgb()[begin..begin + width as usize * 3]
        };

        assert!(
            left + width <= self.width(),
            "the part lies within the picture"
        );

        let rgb = (top..top + height).flat_map(row).copied().collect();
        Self::from_rgb(width, height, rgb).expect("rows of equal length")
    }

    /// RGB of one pixel.
    ///
    /// # Panics
    /// If it extends beyond the picture.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 3] {
        self.rgb.get_pixel(x, y).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_picture_covers_a_card() {
        for (width, height) in [(130, 80), (40, 300), (300, 40), (13, 8)] {
            let rgb: Vec<u8> = (0..width * height)
                .flat_map(|pixel| [(pixel % width) as u8, 9, 9])
                .collect();
            let card = Picture::from_rgb(width, height, rgb)
                .unwrap()
                .covering(26, 16);

            assert_eq!((card.width(), card.height()), (26, 16));
        }
    }
}
