//! Enlarging a picture without painting more detail into it.

use super::{Picture, Size, resize::enlarge_rgb};

/// Share of a pixel's difference to its surroundings that is added to it: visible on a wall, and
/// too small for bright seams along edges.
const SHARPENING: f32 = 0.35;

impl Picture {
    /// Enlarges the picture with Lanczos' filter and sharpens it slightly, at a distance of half an
    /// original pixel.
    ///
    /// # Panics
    /// If either side is zero.
    #[must_use]
    pub fn enlarged(&self, width: u32, height: u32) -> Self {
        assert!(width > 0 && height > 0, "a picture has pixels");

        let rgb = enlarge_rgb(self.as_rgb(), self.size(), Size::new(width, height));

        let enlarged =
            Self::from_rgb(width, height, rgb).expect("resizing gives the size asked for");
        let factor = f64::from(width) / f64::from(self.width());

        if factor > 1.0 {
            enlarged.sharpened((factor / 2.0).round().max(1.0) as usize)
        } else {
            enlarged
        }
    }

    /// Adds to each pixel some of its difference to the four that are `distance` away.
    fn sharpened(&self, distance: usize) -> Self {
        let width = self.width() as usize;
        let height = self.height() as usize;
        let rgb = self.as_rgb();
        let mut sharp = Vec::with_capacity(rgb.len());

        for y in 0..height {
            let row = |y: usize| &rgb[y * width * 3..][..width * 3];
            let above = row(y.saturating_sub(distance));
            let here = row(y);
            let below = row((y + distance).min(height - 1));

            for x in 0..width {
                let left = x.saturating_sub(distance);
                let right = (x + distance).min(width - 1);

                for channel in 0..3 {
                    let level = |row: &[u8], x: usize| f32::from(row[x * 3 + channel]);
                    let around =
                        level(above, x) + level(below, x) + level(here, left) + level(here, right);
                    let value = level(here, x);
                    sharp.push((value + SHARPENING * (value - around / 4.0) + 0.5) as u8);
                }
            }
        }

        Self::from_rgb(self.width(), self.height(), sharp).expect("three values a pixel")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_stays_an_edge_and_a_plain_stays_plain() {
        let rgb = (0..20 * 10)
            .flat_map(|at| [if at % 20 < 10 { 60 } else { 190 }; 3])
            .collect();
        let large = Picture::from_rgb(20, 10, rgb).unwrap().enlarged(80, 40);
        let row: Vec<u8> = (0..80).map(|x| large.pixel(x, 20)[0]).collect();
        assert!(
            row[..30].iter().all(|&value| value.abs_diff(60) < 8),
            "{row:?}"
        );

        assert!(
            row[50..].iter().all(|&value| value.abs_diff(190) < 8),
            "{row:?}"
        );

        let steepest = row
            .windows(2)
            .map(|pair| i32::from(pair[1]) - i32::from(pair[0]))
            .max()
            .unwrap();
        assert!(steepest > 30, "{row:?}");
    }
}
