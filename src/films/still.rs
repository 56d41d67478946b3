//! The frame that stands for a film.

use crate::engine::image::{Picture, fitted_size};

/// Pixels of the longest side at which a frame is judged: noise is gone there.
const SIDE: u32 = 64;

/// The part of the pixels at either end that does not count: a logo, a subtitle.
const ENDS: usize = 50;

/// A frame whose levels differ by less than this is nearly blank, as films begin that fade in.
const LEAST_RANGE: u8 = 24;

/// Whether there is hardly anything to see on a frame.
pub(super) fn is_nearly_blank(frame: &Picture) -> bool {
    let size = fitted_size(frame.width(), frame.height(), SIDE);
    let small = frame.resized(size.width, size.height);

    (0..3).all(|channel| {
        let levels = small.as_rgb().iter().skip(channel).step_by(3);
        let mut levels: Vec<u8> = levels.copied().collect();
        levels.sort_unstable();

        let outside = levels.len() / ENDS;
        let lowest = levels[outside];
        let highest = levels[levels.len() - 1 - outside];

        highest - lowest < LEAST_RANGE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(level: impl Fn(u32, u32) -> u8) -> Picture {
        let rgb = (0..60)
            .flat_map(|y| (0..80).map(move |x| (x, y)))
            .flat_map(|(x, y)| [level(x, y); 3])
            .collect();

        Picture::from_rgb(80, 60, rgb).unwrap()
    }

    #[test]
    fn a_film_that_fades_in_begins_nearly_blank() {
        assert!(is_nearly_blank(&frame(|_, _| 0)));
        assert!(is_nearly_blank(&frame(|_, _| 255)));
        assert!(is_nearly_blank(&frame(|x, y| ((x * 7 + y * 3) % 16) as u8)));
        assert!(
            is_nearly_blank(&frame(|x, y| if x < 8 && y < 5 { 255 } else { 4 })),
            "a logo"
        );

        assert!(!is_nearly_blank(&frame(|x, _| (x * 3) as u8)));
        assert!(!is_nearly_blank(&frame(|x, _| if x < 40 {
            30
        } else {
            60
        })));
    }
}
